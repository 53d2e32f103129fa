//! The console of those who run a pod.

use super::{Segment, query};

/// The console.
pub fn operate() -> String {
    "/operate".to_owned()
}

/// What was done to the pod, the newest first; `before` is the number of an entry.
pub fn operate_audit(before: Option<i64>) -> String {
    query::with("/operate/audit", &[("before", before.map(|number| number.to_string()).as_deref())])
}

/// The pod's invitations; POST `note`, `uses`, `days` makes one.
pub fn operate_invites() -> String {
    "/operate/invites".to_owned()
}

/// Withdraws an invitation (POST).
pub fn operate_invite_revoke(id: &str) -> String {
    format!("/operate/invites/{}/revoke", Segment::write(id))
}
