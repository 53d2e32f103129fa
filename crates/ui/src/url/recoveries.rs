//! Getting back in without the password. A token is in a link, and leads to a form for a new one.

use super::{Segment, query};

/// The way back in: asks for the address (`jid`); POST takes one of the member's codes (`jid`, `code`, `password`).
pub fn recover() -> String {
    "/recover".to_owned()
}

/// What there is for an address.
pub fn recover_of(jid: &str) -> String {
    query::with(&recover(), &[("jid", Some(jid))])
}

/// Has a link sent to the address of e-mail that the member gave (POST `jid`).
pub fn recover_mail() -> String {
    format!("{}/mail", recover())
}

/// Where a link leads: the form for a new password (POST `password`).
pub fn recover_by(token: &str) -> String {
    format!("{}/{}", recover(), Segment::write(token))
}

/// What a member can get back in with.
pub fn settings_recovery() -> String {
    "/settings/recovery".to_owned()
}

/// Makes new codes (POST).
pub fn settings_recovery_codes() -> String {
    "/settings/recovery/codes".to_owned()
}
