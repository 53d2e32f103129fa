//! Announcements, funds, guests and waves, for members and for those who run a pod.

use super::{Segment, query};

/// What was announced so far.
pub fn announcements() -> String {
    "/announcements".to_owned()
}

/// Closes an announcement for the member (POST).
pub fn announcement_close(id: &str) -> String {
    format!("/announcements/{}/close", Segment::write(id))
}

/// Where a member gets mail; POST (`email`, `present`) asks for it to be another.
pub fn settings_mail() -> String {
    "/settings/mail".to_owned()
}

/// Forgets where a member gets mail (POST).
pub fn settings_mail_remove() -> String {
    "/settings/mail/remove".to_owned()
}

/// Where somebody says that an address is hers; POST says so.
pub fn letterbox(key: &str) -> String {
    format!("/letterbox/{}", Segment::write(key))
}

/// Takes `email`: sends an invitation to it (POST).
pub fn operate_invite_mail() -> String {
    "/operate/invites/mail".to_owned()
}

/// What is announced; POST `title`, `text`, `from`, `until`, `everyone` announces.
pub fn operate_announcements() -> String {
    "/operate/announcements".to_owned()
}

/// Withdraws an announcement (POST); the page that asks first has the same address.
pub fn operate_announcement_withdraw(id: &str) -> String {
    format!("/operate/announcements/{}/withdraw", Segment::write(id))
}

/// What the pod costs and what it is given.
pub fn funds() -> String {
    "/funds".to_owned()
}

/// The ledger; POST `day`, `direction`, `amount`, `currency`, `words` writes an entry.
pub fn operate_funds() -> String {
    "/operate/funds".to_owned()
}

/// The ledger as a file of comma-separated values.
pub fn operate_funds_file() -> String {
    "/operate/funds/ledger.csv".to_owned()
}

/// What the pod says of money; POST `shown_to`, `currency`, `words`, `links`, `amounts`.
pub fn operate_gifts() -> String {
    "/operate/gifts".to_owned()
}

/// An entry of the ledger; POST corrects it.
pub fn operate_entry(id: &str) -> String {
    format!("/operate/funds/{}", Segment::write(id))
}

/// Takes an entry out of the ledger (POST).
pub fn operate_entry_remove(id: &str) -> String {
    format!("{}/remove", operate_entry(id))
}

/// Puts an entry back (POST).
pub fn operate_entry_restore(id: &str) -> String {
    format!("{}/restore", operate_entry(id))
}

/// Signs the browser in as the pod's guest (POST).
pub fn guest() -> String {
    "/guest".to_owned()
}

/// Who the guest is; POST `jid` names one.
pub fn operate_guest() -> String {
    "/operate/guest".to_owned()
}

/// Has no guest any more (POST); the page that asks has the same address.
pub fn operate_guest_revoke() -> String {
    "/operate/guest/revoke".to_owned()
}

/// Sign-ups that can be undone together; POST `members` undoes them.
pub fn operate_waves() -> String {
    "/operate/waves".to_owned()
}

/// The same, with those from a network.
pub fn operate_waves_from(network: &str) -> String {
    query::with("/operate/waves", &[("by", Some("network")), ("network", Some(network))])
}

/// The same, with those who came by an invitation.
pub fn operate_waves_by(invite: &str) -> String {
    query::with("/operate/waves", &[("by", Some("invite")), ("invite", Some(invite))])
}

/// Lets the members of a wave in again (POST).
pub fn operate_wave_undo(id: &str) -> String {
    format!("/operate/waves/{}/undo", Segment::write(id))
}
