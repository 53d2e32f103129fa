//! A pod's invitations page by page, and one of them.

use std::collections::{HashMap, HashSet};

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use super::{Invite, own_word, vouched};
use crate::columns::Stamp;
use crate::mails::Kind;
use crate::schema::{confirmations, invites, mails};
use crate::{Database, Email, Error, InviteId, PodId};

/// How many are looked at in one statement.
const AT_ONCE: usize = 500;

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
        let all = invites::table
            .filter(invites::pod_id.eq(pod).and(not(own_word!())))
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
        invites::table
            .filter(invites::pod_id.eq(pod).and(invites::id.eq(id)).and(not(own_word!())))
            .select(Invite::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// Those of a pod's invitations by which somebody comes in while they are good: who made them is not kept out, and not gone.
///
/// # Errors
/// Only the database's own.
pub async fn vouched_for(
    db: &Database,
    pod: &PodId,
    of: &[InviteId],
    now: OffsetDateTime,
) -> Result<HashSet<InviteId>, Error> {
    let (pod, stamp) = (*pod, Stamp::from(now));
    let mut all = HashSet::new();
    for some in of.chunks(AT_ONCE) {
        let some = some.to_vec();
        let found: Vec<InviteId> = read!(db, |conn| {
            invites::table
                .filter(invites::pod_id.eq(pod).and(invites::id.eq_any(some)))
                .filter(vouched!(stamp))
                .select(invites::id)
                .load(conn)
                .await?
        })?;
        all.extend(found);
    }
    Ok(all)
}

/// To whom those of a pod's invitations were written by which somebody runs it, as long as the mail is kept: both are of the same instant.
///
/// # Errors
/// Only the database's own.
pub async fn written_to(
    db: &Database,
    pod: &PodId,
    of: &[InviteId],
) -> Result<HashMap<InviteId, Email>, Error> {
    let pod = *pod;
    let mut all = HashMap::new();
    for some in of.chunks(AT_ONCE) {
        let some = some.to_vec();
        let found: Vec<(InviteId, Email)> = read!(db, |conn| {
            invites::table
                .inner_join(
                    mails::table
                        .on(mails::pod_id.eq(invites::pod_id).and(mails::queued_at.eq(invites::created_at))),
                )
                .filter(invites::pod_id.eq(pod).and(invites::id.eq_any(some)))
                .filter(invites::role.is_not_null().and(mails::kind.eq(Kind::OperatorInvited)))
                .select((invites::id, mails::recipient))
                .load(conn)
                .await?
        })?;
        all.extend(found);
    }
    Ok(all)
}
