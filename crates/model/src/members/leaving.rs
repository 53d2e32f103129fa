//! Leaving a pod: everything of the member goes, her place is free, her handle is held back.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::OffsetDateTime;

use super::suspending::{put_out, within_reach};
use crate::accounts::{Removal, Wish, wish, wish_settled};
use crate::audit::{Act, By, Note, note};
use crate::roles::Role;
use crate::schema::{departures, roles};
use crate::{Database, Error, Owner};

/// Inside a transaction that holds the pod: removes a member with her session, browsers, contacts, messages, grants, the copies of her
/// own posts, and the pictures of her and her contacts that nobody else shows. Her account.
macro_rules! remove_member {
    ($conn:ident, $owner:ident, $now:ident) => {{
        use $crate::schema::{contacts, invites, members, pods, posts, released_handles, sessions};

        let (jid, handle, picture): (String, $crate::handles::Handle, Option<String>) = members::table
            .find(($owner.pod, $owner.member))
            .select((members::jid, members::handle, members::picture))
            .first($conn)
            .await
            .optional()?
            .ok_or($crate::Error::NotFound("member"))?;
        let shown: Vec<String> = contacts::table
            .filter(contacts::pod_id.eq($owner.pod).and(contacts::member_id.eq($owner.member)))
            .filter(contacts::picture.is_not_null())
            .select(contacts::picture.assume_not_null())
            .distinct()
            .load($conn)
            .await?;
        let live = diesel::delete(sessions::table.find(($owner.pod, $owner.member))).execute($conn).await?;
        // nobody is let in by the word of who is gone
        diesel::update(invites::table)
            .filter(invites::pod_id.eq($owner.pod).and(invites::made_by.eq(Some($owner.member))))
            .filter(invites::revoked_at.is_null())
            .set(invites::revoked_at.eq(Some($crate::columns::Stamp::from($now))))
            .execute($conn)
            .await?;
        diesel::delete(members::table.find(($owner.pod, $owner.member))).execute($conn).await?;
        diesel::delete(posts::table.filter(posts::pod_id.eq($owner.pod).and(posts::service.eq(&jid))))
            .execute($conn)
            .await?;
        let live = i64::try_from(live).unwrap_or_default();
        let used = (
            pods::members_used.eq(pods::members_used - 1),
            pods::sessions_used.eq(pods::sessions_used - live),
        );
        diesel::update(pods::table.find($owner.pod)).set(used).execute($conn).await?;
        for hash in shown.into_iter().chain(picture) {
            $crate::pictures::release!($conn, $owner.pod, hash);
        }
        let hold = (
            released_handles::jid.eq(jid.clone()),
            released_handles::released_at.eq($crate::columns::Stamp::from($now)),
        );
        diesel::insert_into(released_handles::table)
            .values((
                released_handles::pod_id.eq($owner.pod),
                released_handles::handle.eq(handle),
                hold.clone(),
            ))
            .on_conflict((released_handles::pod_id, released_handles::handle))
            .do_update()
            .set(hold)
            .execute($conn)
            .await?;
        jid
    }};
}
pub(crate) use remove_member;

/// Removes a member and all that is hers.
///
/// # Errors
/// `NotFound("member")`.
pub async fn remove(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        remove_member!(conn, owner, now);
    })
}

/// The same by an operator: her role goes, too. Nobody removes who runs the pod.
///
/// # Errors
/// `NotFound("member")`, also of an operator, and of who has left and wants her account deleted, too.
pub async fn expel(db: &Database, owner: &Owner, account: Removal, by: &By) -> Result<(), Error> {
    let (owner, by) = (*owner, by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let jid = within_reach!(conn, owner, Role::Operator);
        // her account is to be deleted first, which takes what is kept of her
        let leaves: i64 = departures::table
            .find((owner.pod, owner.member))
            .filter(departures::account.eq(true))
            .count()
            .get_result(conn)
            .await?;
        if leaves > 0 {
            return Err(Error::NotFound("member"));
        }
        put_out!(conn, owner);
        let now = by.at;
        remove_member!(conn, owner, now);
        diesel::delete(roles::table.find((owner.pod, jid.clone()))).execute(conn).await?;
        match account {
            Removal::Settled => wish_settled!(conn, owner.pod, jid.clone(), Wish::Suspended, by),
            Removal::ToSuspend => wish!(conn, owner.pod, vec![jid.clone()], Wish::Suspended, by),
        }
        note!(conn, owner.pod, Note { by, act: Act::MemberRemove, object: jid, detail: json!({}) });
    })
}
