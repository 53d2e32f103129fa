//! Leaving a pod: everything of the member goes, her place is free, her handle is held back.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use crate::columns::Stamp;
use crate::handles::Handle;
use crate::schema::{members, pods, posts, released_handles, sessions};
use crate::{Database, Error, Owner};

/// Removes a member with her session, browsers, contacts, messages, grants and the copies of her own posts.
///
/// # Errors
/// `NotFound("member")`.
pub async fn remove(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let (jid, handle): (String, Handle) = members::table
            .find((owner.pod, owner.member))
            .select((members::jid, members::handle))
            .first(conn)
            .await
            .optional()?
            .ok_or(Error::NotFound("member"))?;
        let live = diesel::delete(sessions::table.find((owner.pod, owner.member))).execute(conn).await?;
        diesel::delete(members::table.find((owner.pod, owner.member))).execute(conn).await?;
        diesel::delete(posts::table.filter(posts::pod_id.eq(owner.pod).and(posts::service.eq(&jid))))
            .execute(conn)
            .await?;
        let live = i64::try_from(live).unwrap_or_default();
        let used = (
            pods::members_used.eq(pods::members_used - 1),
            pods::sessions_used.eq(pods::sessions_used - live),
        );
        diesel::update(pods::table.find(owner.pod)).set(used).execute(conn).await?;
        let hold = (released_handles::jid.eq(jid), released_handles::released_at.eq(Stamp::from(now)));
        diesel::insert_into(released_handles::table)
            .values((
                released_handles::pod_id.eq(owner.pod),
                released_handles::handle.eq(handle),
                hold.clone(),
            ))
            .on_conflict((released_handles::pod_id, released_handles::handle))
            .do_update()
            .set(hold)
            .execute(conn)
            .await?;
    })
}
