//! Messages that were kept for long enough: what is older comes from the member's archive when she asks for it.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use super::State;
use crate::chats::lock;
use crate::schema::{archives, chats, messages};
use crate::{Database, Error, MemberId, MessageId, Owner, PodId};

/// Chats that are looked at, at a time.
const PAGE: i64 = 200;

/// Deletes the messages of a pod that were said before a time, of members whose servers keep an archive; how many. The last message of a
/// chat stays, and so does what is unread or waits, with everything that comes after it.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, pod: &PodId, before: OffsetDateTime) -> Result<usize, Error> {
    let before = i64::try_from(before.unix_timestamp_nanos() / 1000).unwrap_or(i64::MIN);
    let (mut after, mut deleted) = (None, 0);
    loop {
        let chats = old(db, pod, before, after).await?;
        after = chats.last().cloned();
        if after.is_none() {
            return Ok(deleted);
        }
        for (member, peer) in chats {
            deleted += expire_chat(db, Owner { pod: *pod, member }, peer, before).await?;
        }
    }
}

/// Chats with something before a position, after the one that was looked at last.
async fn old(
    db: &Database,
    pod: &PodId,
    before: i64,
    after: Option<(MemberId, String)>,
) -> Result<Vec<(MemberId, String)>, Error> {
    let pod = *pod;
    let (member, peer) = after.map_or_else(Default::default, |(member, peer)| (member.to_string(), peer));
    read!(db, |conn| {
        let something = messages::table
            .filter(messages::pod_id.eq(chats::pod_id).and(messages::member_id.eq(chats::member_id)))
            .filter(messages::peer.eq(chats::peer).and(messages::position.lt(before)))
            .filter(messages::position.lt(chats::last_position).and(messages::stanza_id.is_not_null()));
        let same = chats::member_id.eq(member.clone()).and(chats::peer.gt(peer));
        chats::table
            .inner_join(
                archives::table
                    .on(archives::pod_id.eq(chats::pod_id).and(archives::member_id.eq(chats::member_id))),
            )
            .filter(chats::pod_id.eq(pod).and(chats::member_id.gt(member).or(same)))
            .filter(diesel::dsl::exists(something))
            .order((chats::member_id, chats::peer))
            .limit(PAGE)
            .select((chats::member_id, chats::peer))
            .load(conn)
            .await?
    })
}

async fn expire_chat(db: &Database, owner: Owner, peer: String, before: i64) -> Result<usize, Error> {
    transaction!(db, |conn| {
        let Some(chat) = lock!(conn, owner, &peer) else { return Ok(0) };
        let here = messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member));
        let here = here.and(messages::peer.eq(peer.clone()));
        let unread = messages::incoming.eq(true).and(messages::position.gt(chat.read_position));
        let waits = messages::state.is_not_null().and(messages::state.assume_not_null().eq(State::Waiting));
        let kept: Option<(i64, MessageId)> = messages::table
            .filter(here.clone())
            .filter(messages::position.ge(before).or(unread).or(waits))
            .order((messages::position, messages::id))
            .select((messages::position, messages::id))
            .first(conn)
            .await
            .optional()?;
        let last = chat.last_id.map(|id| (chat.last_position, id));
        let Some((position, id)) = kept.into_iter().chain(last).min() else { return Ok(0) };
        let older = messages::position.eq(position).and(messages::id.lt(id));
        let older = messages::position.lt(position).or(older);
        // what no archive was seen to have is the only copy
        let older = older.and(messages::stanza_id.is_not_null());
        let deleted =
            diesel::delete(messages::table.filter(here.clone()).filter(older)).execute(conn).await?;
        if deleted > 0 {
            // from here on the archive is asked again
            let oldest: Option<(Option<String>, i64)> = messages::table
                .filter(here.and(messages::stanza_id.is_not_null()))
                .order((messages::position, messages::id))
                .select((messages::stanza_id, messages::position))
                .first(conn)
                .await
                .optional()?;
            let (stanza_id, position) = oldest.map_or((None, None), |(id, position)| (id, Some(position)));
            let oldest = (chats::oldest_stanza_id.eq(stanza_id), chats::oldest_position.eq(position));
            diesel::update(chats::table.find((owner.pod, owner.member, peer)))
                .set((oldest, chats::complete.eq(false)))
                .execute(conn)
                .await?;
        }
        deleted
    })
}
