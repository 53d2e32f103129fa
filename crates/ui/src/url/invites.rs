//! Invitations, by their codes.

use super::{Segment, query};

/// The page of an invitation.
pub fn invite(code: &str) -> String {
    format!("/invite/{}", Segment::write(code))
}

/// Takes an invitation as a member who is here already (POST).
pub fn invite_take(code: &str) -> String {
    format!("{}/take", invite(code))
}

/// The form for a new account, by an invitation.
pub fn register_by(code: &str) -> String {
    query::with(&super::register(), &[("invite", Some(code))])
}

/// The form for signing in, by an invitation.
pub fn login_by(code: &str) -> String {
    query::with(&super::login(), &[("invite", Some(code))])
}
