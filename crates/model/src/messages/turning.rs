//! What becomes of a message that she sent: each word about it moves it forward or does nothing.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use super::{Because, Key, Refusal, State, text};
use crate::chats::{keep, lock};
use crate::columns::{Parsed, Stamp};
use crate::schema::messages;
use crate::{Database, Error, MessageId, Owner};

/// Says where the messages are that she sent with these ids, in the chat with `peer` or, if it is her own stream's word,
/// in all. Returns those to which it is news.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn set_state(
    db: &Database,
    owner: &Owner,
    generation: i64,
    peer: Option<&BareJid>,
    origin_ids: &[String],
    state: State,
) -> Result<Vec<Key>, Error> {
    turn(db, owner, generation, peer, origin_ids, (state, None)).await
}

/// Says that a message which waits is handed to the stream of whoever owns the session. False if it does not wait any more.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more: then its next owner sends it.
pub async fn hand_over(
    db: &Database,
    owner: &Owner,
    generation: i64,
    message: &MessageId,
) -> Result<bool, Error> {
    let (owner, message) = (*owner, *message);
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let handed = diesel::update(messages::table.find((owner.pod, owner.member, message)))
            .filter(messages::state.eq(State::Waiting))
            .set(messages::state.eq(State::Sending))
            .execute(conn)
            .await?;
        handed == 1
    })
}

/// Says that the peer, or a server on the way, refused the message that she sent with this id, and why. Returns it if
/// that is news.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn refuse(
    db: &Database,
    owner: &Owner,
    generation: i64,
    peer: &BareJid,
    origin_id: &str,
    refusal: Refusal,
) -> Result<Option<Key>, Error> {
    let ids = [origin_id.to_owned()];
    let refused = turn(db, owner, generation, Some(peer), &ids, (State::Refused, Some(refusal))).await?;
    Ok(refused.into_iter().next())
}

async fn turn(
    db: &Database,
    owner: &Owner,
    generation: i64,
    peer: Option<&BareJid>,
    origin_ids: &[String],
    (state, refusal): (State, Option<Refusal>),
) -> Result<Vec<Key>, Error> {
    let ids: Vec<String> = origin_ids.iter().filter_map(|id| text::id(Some(id.clone()))).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let because = refusal.as_ref().map(|refusal| refusal.because);
    let said = refusal.map(|refusal| text::refusal(&refusal.said));
    let (owner, every, peer) = (*owner, peer.is_none(), peer.map(ToString::to_string).unwrap_or_default());
    let turned: Vec<(MessageId, Parsed<BareJid>)> = transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::update(messages::table)
            .filter(messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member)))
            .filter(messages::origin_id.eq_any(ids).and(messages::incoming.eq(false)))
            .filter(messages::peer.eq(peer).or(every.into_sql::<Bool>()))
            .filter(messages::state.eq_any(state.follows().to_vec()))
            .set((
                messages::state.eq(state),
                messages::refusal.eq(said),
                messages::refused_because.eq(because),
            ))
            .returning((messages::id, messages::peer))
            .get_results(conn)
            .await?
    })?;
    Ok(turned.into_iter().map(Key::from).collect())
}

/// Says of everything that was handed to a stream until `before` and never heard of again that it may not have been sent.
/// It is for a new stream that has caught up with the archive. Returns what it is news to.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn unsure_left(
    db: &Database,
    owner: &Owner,
    generation: i64,
    before: OffsetDateTime,
) -> Result<Vec<Key>, Error> {
    let owner = *owner;
    let left: Vec<(MessageId, Parsed<BareJid>)> = transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::update(messages::table)
            .filter(messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member)))
            .filter(messages::stanza_id.is_null().and(messages::state.eq(State::Sending)))
            .filter(messages::at.le(Stamp::from(before)))
            .set(messages::state.eq(State::Unsure))
            .returning((messages::id, messages::peer))
            .get_results(conn)
            .await?
    })?;
    Ok(left.into_iter().map(Key::from).collect())
}

/// Says of everything that was handed to a stream, and is not among what was kept of it, that it waits: the process died in between,
/// and nothing is written that was not kept before. It is for who goes on with a stream. Returns what it is news to.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn not_handed_over(
    db: &Database,
    owner: &Owner,
    generation: i64,
    kept: Vec<String>,
) -> Result<Vec<Key>, Error> {
    let owner = *owner;
    let left: Vec<(MessageId, Parsed<BareJid>)> = transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::update(messages::table)
            .filter(messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member)))
            .filter(messages::stanza_id.is_null().and(messages::state.eq(State::Sending)))
            .filter(messages::origin_id.ne_all(kept))
            .set(messages::state.eq(State::Waiting))
            .returning((messages::id, messages::peer))
            .get_results(conn)
            .await?
    })?;
    Ok(left.into_iter().map(Key::from).collect())
}

/// Says that the peer has seen the message that she sent with this id, and with it everything of hers that went out
/// before it in their chat. Returns those to which it is news.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn displayed_by_peer(
    db: &Database,
    owner: &Owner,
    generation: i64,
    peer: &BareJid,
    origin_id: &str,
) -> Result<Vec<MessageId>, Error> {
    let Some(origin_id) = text::id(Some(origin_id.to_owned())) else { return Ok(Vec::new()) };
    let (owner, peer) = (*owner, peer.to_string());
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let Some(mut chat) = lock!(conn, owner, &peer) else { return Ok(Vec::new()) };
        let hers = messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member));
        let hers = hers.and(messages::peer.eq(peer)).and(messages::incoming.eq(false));
        let named: Option<(MessageId, i64)> = messages::table
            .filter(hers.clone().and(messages::origin_id.eq(origin_id)))
            .order((messages::position.desc(), messages::id.desc()))
            .select((messages::id, messages::position))
            .first(conn)
            .await
            .optional()?;
        let Some((id, position)) = named else { return Ok(Vec::new()) };
        let itself = messages::id.eq(id).and(messages::state.eq_any(State::Displayed.follows().to_vec()));
        let went_out = messages::state.eq_any(vec![State::Sending, State::Sent, State::Received]);
        let earlier = messages::position.gt(chat.peer_position).and(messages::position.lt(position));
        let seen = diesel::update(messages::table)
            .filter(hers.and(itself.or(earlier.and(went_out))))
            .set((
                messages::state.eq(State::Displayed),
                messages::refusal.eq(None::<String>),
                messages::refused_because.eq(None::<Because>),
            ))
            .returning(messages::id)
            .get_results(conn)
            .await?;
        if position > chat.peer_position {
            chat.peer_position = position;
            keep!(conn, owner, chat);
        }
        seen
    })
}
