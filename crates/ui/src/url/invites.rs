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

/// Makes an account on a domain by an invitation, in any client (XEP-0445 §2).
pub fn register_in_app(domain: &str, code: &str) -> String {
    format!("{}?register;preauth={code}", super::xmpp(domain))
}

/// Becomes somebody's contact by an invitation, in any client, with an account that is made by it if need be (XEP-0401 §4.1).
pub fn befriend_in_app(jid: &str, code: &str) -> String {
    format!("{}?roster;preauth={code};ibr=y", super::xmpp(jid))
}

/// A member's own invitations; POST makes one.
pub fn settings_invites() -> String {
    "/settings/invites".to_owned()
}

/// Asks whether she takes one of hers back (GET), and does it (POST).
pub fn settings_invite_revoke(id: &str) -> String {
    format!("{}/{}/revoke", settings_invites(), Segment::write(id))
}

/// Who came by whose word; `of`: below a member; behind somebody in the list.
pub fn operate_invite_tree(of: Option<&str>, after: Option<&str>) -> String {
    query::with("/operate/invites/tree", &[("of", of), ("after", after)])
}

/// How many invitations members may have open (POST).
pub fn operate_invite_members() -> String {
    "/operate/invites/members".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_for_clients_are_written_as_their_extensions_have_them() {
        assert_eq!(register_in_app("a.example", "00ff"), "xmpp:a.example?register;preauth=00ff");
        let befriend = befriend_in_app("o'hara@a.example", "00ff");
        assert_eq!(befriend, "xmpp:o%27hara@a.example?roster;preauth=00ff;ibr=y");
    }
}
