//! A pod's invitations page by page, and one of them.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::Invite;
use crate::schema::{confirmations, invites};
use crate::{Database, Error, InviteId, PodId};

/// The pod's invitations, the newest first; those before one if that is said. Those by which somebody confirms an address are nobody's.
///
/// # Errors
/// Only the database's own.
pub async fn page(
    db: &Database,
    pod: &PodId,
    before: Option<InviteId>,
    count: u32,
) -> Result<Vec<Invite>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        let own_word = confirmations::table
            .filter(confirmations::pod_id.eq(invites::pod_id).and(confirmations::invite_id.eq(invites::id)));
        let all = invites::table
            .filter(invites::pod_id.eq(pod).and(not(exists(own_word))))
            .order(invites::id.desc())
            .limit(i64::from(count))
            .select(Invite::as_select());
        match before {
            Some(before) => all.filter(invites::id.lt(before)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })
}

/// One of them; none where it is of another pod, or by which somebody confirms an address.
///
/// # Errors
/// Only the database's own.
pub async fn find(db: &Database, pod: &PodId, invite: &InviteId) -> Result<Option<Invite>, Error> {
    let (pod, id) = (*pod, *invite);
    read!(db, |conn| {
        let own_word = confirmations::table
            .filter(confirmations::pod_id.eq(invites::pod_id).and(confirmations::invite_id.eq(invites::id)));
        invites::table
            .filter(invites::pod_id.eq(pod).and(invites::id.eq(id)).and(not(exists(own_word))))
            .select(Invite::as_select())
            .first(conn)
            .await
            .optional()?
    })
}
