//! The console of those who run a pod.

use super::{Segment, query};

/// The console.
pub fn operate() -> String {
    "/operate".to_owned()
}

/// The same with plots of so many days.
pub fn operate_days(days: u32) -> String {
    query::with("/operate", &[("days", Some(days.to_string().as_str()))])
}

/// The pod's members, for those who run or moderate it.
pub fn operate_members() -> String {
    "/operate/members".to_owned()
}

/// How the pod looks; POST `name`, `tagline`, `accent`, `language`.
pub fn operate_branding() -> String {
    "/operate/branding".to_owned()
}

/// Who comes in; POST `registration`, `accounts`, `domains`, `session_days`, `message_days`, `contact_email`.
pub fn operate_registration() -> String {
    "/operate/registration".to_owned()
}

/// What new members may do; POST `days`, `posts`, `contacts`, `kilobytes`.
pub fn operate_newcomers() -> String {
    "/operate/registration/newcomers".to_owned()
}

/// Lets nobody sign up who was not invited (POST).
pub fn operate_sign_ups_pause() -> String {
    "/operate/registration/pause".to_owned()
}

/// Lets newcomers sign up again (POST).
pub fn operate_sign_ups_resume() -> String {
    "/operate/registration/resume".to_owned()
}

/// What the pod may use.
pub fn operate_quotas() -> String {
    "/operate/quotas".to_owned()
}

/// What was done to the pod, the newest first; `before` is the number of an entry.
pub fn operate_audit(before: Option<i64>) -> String {
    query::with("/operate/audit", &[("before", before.map(|number| number.to_string()).as_deref())])
}

/// Who asks to be let in.
pub fn operate_requests() -> String {
    "/operate/requests".to_owned()
}

/// Lets somebody in who asks (POST).
pub fn operate_request_accept(id: &str) -> String {
    format!("/operate/requests/{}/accept", Segment::write(id))
}

/// Asks whether not to let somebody in who asks (GET), and does not; takes `reason` (POST).
pub fn operate_request_refuse(id: &str) -> String {
    format!("/operate/requests/{}/refuse", Segment::write(id))
}

/// The pod's mails, the newest first; `before` is one's id.
pub fn operate_mails(before: Option<&str>) -> String {
    query::with("/operate/mails", &[("before", before)])
}

/// Has a mail sent again (POST).
pub fn operate_mail_again(id: &str) -> String {
    format!("/operate/mails/{}/again", Segment::write(id))
}

/// What was told by XMPP, the newest first; `before` is one's id.
pub fn operate_notices(before: Option<&str>) -> String {
    query::with("/operate/notices", &[("before", before)])
}

/// Has something told by XMPP once more (POST).
pub fn operate_notice_again(id: &str) -> String {
    format!("/operate/notices/{}/again", Segment::write(id))
}

/// The pod's invitations; POST `note`, `uses`, `days` makes one.
pub fn operate_invites() -> String {
    "/operate/invites".to_owned()
}

/// Those before one, by its id.
pub fn operate_invites_before(id: &str) -> String {
    query::with(&operate_invites(), &[("before", Some(id))])
}

/// Withdraws an invitation (POST); the page that asks has the same address.
pub fn operate_invite_revoke(id: &str) -> String {
    format!("/operate/invites/{}/revoke", Segment::write(id))
}

/// How newcomers find the pod; POST says something else of it to directories.
pub fn operate_listing() -> String {
    "/operate/listing".to_owned()
}
