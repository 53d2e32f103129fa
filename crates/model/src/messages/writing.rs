//! What a member writes on the pod, and what she does with what may not have been sent.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use super::plan::Row;
use super::position::micros;
use super::receiving::take;
use super::{Because, Message, NewMessage, Place, State, get, text};
use crate::chats::{Standing, keep, last, lock};
use crate::columns::{Parsed, Stamp};
use crate::schema::messages;
use crate::{Database, Error, MessageId, Owner};

/// Keeps a message that she wrote, before it is sent; `origin_id` is what it is sent with. The same origin id twice in a
/// chat is one message, as it is by now.
///
/// # Errors
/// `TooLarge("message")` over [`BODY_MAX`](super::BODY_MAX) characters.
pub async fn write(
    db: &Database,
    owner: &Owner,
    peer: &BareJid,
    body: &str,
    origin_id: &str,
    now: OffsetDateTime,
) -> Result<Message, Error> {
    if text::body(body).1 {
        return Err(Error::TooLarge("message"));
    }
    let new = NewMessage {
        peer: peer.clone(),
        incoming: false,
        body: body.to_owned(),
        at: now,
        origin_id: Some(origin_id.to_owned()),
        stanza_id: None,
        kept: false,
        markable: false,
        encrypted: false,
        damaged: false,
    };
    let row = Row::of(*owner, new, State::Waiting, now);
    let written = take(db, owner, None, vec![row], Place::Live).await?;
    let written = written.into_iter().next().ok_or(Error::NotFound("message"))?;
    get(db, owner, &written.id).await?.ok_or(Error::NotFound("message"))
}

/// Whether she wrote that, as far as it was kept: where nobody knows what became of it.
///
/// # Errors
/// Only the database's own.
pub async fn is_written(
    db: &Database,
    owner: &Owner,
    peer: &BareJid,
    origin_id: &str,
) -> Result<bool, Error> {
    let (owner, peer, origin_id) = (*owner, peer.to_string(), origin_id.to_owned());
    read!(db, |conn| {
        let own = messages::table
            .filter(messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member)))
            .filter(messages::peer.eq(peer).and(messages::incoming.eq(false)))
            .filter(messages::origin_id.eq(origin_id));
        diesel::select(diesel::dsl::exists(own)).get_result(conn).await?
    })
}

/// Inside a transaction: her own message in one of these states, if it is.
macro_rules! own {
    ($owner:ident, $id:ident, $states:expr) => {
        messages::table
            .find(($owner.pod, $owner.member, $id))
            .filter(messages::incoming.eq(false).and(messages::state.eq_any($states)))
    };
}

/// Lets a message that was refused or may not have been sent wait once more, with the id that it has, as the newest of
/// its chat.
///
/// # Errors
/// `NotFound("message")` if there is no such message, or it is in another state.
pub async fn again(
    db: &Database,
    owner: &Owner,
    id: &MessageId,
    now: OffsetDateTime,
) -> Result<Message, Error> {
    let (key, owner, id) = (*owner, *owner, *id);
    transaction!(db, |conn| {
        let states = vec![State::Unsure, State::Refused];
        let peer: Option<String> =
            own!(owner, id, states.clone()).select(messages::peer).first(conn).await.optional()?;
        let peer = peer.ok_or(Error::NotFound("message"))?;
        let mut chat = Standing::of(lock!(conn, owner, &peer).ok_or(Error::NotFound("message"))?);
        let position = micros(now).max(chat.end() + 1);
        let turned = diesel::update(own!(owner, id, states))
            .set((
                (
                    messages::state.eq(State::Waiting),
                    messages::refusal.eq(None::<String>),
                    messages::refused_because.eq(None::<Because>),
                ),
                (messages::stanza_id.eq(None::<String>), messages::position.eq(position)),
                messages::at.eq(Stamp::from(now)),
            ))
            .execute(conn)
            .await?;
        Error::unless_some(turned, "message")?;
        chat.append(id, position);
        keep!(conn, owner, chat.row);
    })?;
    get(db, &key, &id).await?.ok_or(Error::NotFound("message"))
}

/// Forgets a message of hers that waits, was refused or may not have been sent. Returns whose chat it was in.
///
/// # Errors
/// `NotFound("message")` if there is no such message, or it is in another state.
pub async fn discard(db: &Database, owner: &Owner, id: &MessageId) -> Result<BareJid, Error> {
    let (owner, id) = (*owner, *id);
    transaction!(db, |conn| {
        let states = vec![State::Waiting, State::Unsure, State::Refused];
        let peer: Option<Parsed<BareJid>> =
            own!(owner, id, states.clone()).select(messages::peer).first(conn).await.optional()?;
        let peer: BareJid = peer.ok_or(Error::NotFound("message"))?.into();
        let mut chat = lock!(conn, owner, peer.as_str()).ok_or(Error::NotFound("message"))?;
        let gone = diesel::delete(own!(owner, id, states)).execute(conn).await?;
        Error::unless_some(gone, "message")?;
        (chat.last_id, chat.last_position) = last!(conn, owner, peer.as_str());
        keep!(conn, owner, chat);
        peer
    })
}
