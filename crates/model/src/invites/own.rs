//! A member's own invitations, and who came by them.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::Invite;
use crate::members::Member;
use crate::schema::{departures, invites, members};
use crate::{Database, Error, InviteId, Owner};

/// An invitation of a member.
///
/// # Errors
/// Only the database's own.
pub async fn own(db: &Database, owner: &Owner, invite: &InviteId) -> Result<Option<Invite>, Error> {
    let (owner, invite) = (*owner, *invite);
    read!(db, |conn| {
        invites::table
            .find((owner.pod, invite))
            .filter(invites::made_by.eq(Some(owner.member)))
            .select(Invite::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// A member's invitations, the newest first, at most so many.
///
/// # Errors
/// Only the database's own.
pub async fn latest(db: &Database, owner: &Owner, most: i64) -> Result<Vec<Invite>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        invites::table
            .filter(invites::pod_id.eq(owner.pod).and(invites::made_by.eq(Some(owner.member))))
            .order((invites::created_at.desc(), invites::id.desc()))
            .limit(most)
            .select(Invite::as_select())
            .load(conn)
            .await?
    })
}

/// Who came in by a member's invitations and is still to be met, the last ones first, at most so many; by which each.
///
/// # Errors
/// Only the database's own.
pub async fn who_came(db: &Database, owner: &Owner, most: i64) -> Result<Vec<(InviteId, Member)>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        members::table
            .inner_join(
                invites::table.on(invites::pod_id
                    .eq(members::pod_id)
                    .and(members::invite_id.eq(invites::id.nullable()))),
            )
            .filter(members::pod_id.eq(owner.pod).and(invites::made_by.eq(Some(owner.member))))
            .filter(members::suspended_at.is_null())
            .filter(not(exists(
                departures::table
                    .filter(departures::pod_id.eq(members::pod_id))
                    .filter(departures::member_id.eq(members::id)),
            )))
            .order((members::created_at.desc(), members::id.desc()))
            .limit(most)
            .select((invites::id, Member::as_select()))
            .load(conn)
            .await?
    })
}
