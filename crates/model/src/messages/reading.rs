//! One message, a page of a chat, and what waits to be sent.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;

use super::{Cursor, Message, State};
use crate::schema::messages;
use crate::{Database, Error, MessageId, Owner};

/// A part of a chat.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its messages, newest last.
    pub messages: Vec<Message>,
    /// Are there older ones here? Her archive may hold more.
    pub more: bool,
}

impl Page {
    /// Where the page of older messages begins.
    pub fn older(&self) -> Option<Cursor> {
        self.messages.as_slice().first().filter(|_| self.more).map(Message::cursor)
    }
}

/// One message of hers.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, owner: &Owner, id: &MessageId) -> Result<Option<Message>, Error> {
    let (owner, id) = (*owner, *id);
    read!(db, |conn| {
        messages::table
            .find((owner.pod, owner.member, id))
            .select(Message::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// The messages of a chat that are older than the place `before`: the newest `limit` of them, newest last.
///
/// # Errors
/// Only the database's own.
pub async fn page(
    db: &Database,
    owner: &Owner,
    peer: &BareJid,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Page, Error> {
    let (owner, peer) = (*owner, peer.to_string());
    let (position, id) = Cursor::bounds(before);
    let mut rows: Vec<Message> = read!(db, |conn| {
        messages::table
            .filter(messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member)))
            .filter(messages::peer.eq(peer).and(messages::position.le(position)))
            .filter(messages::position.lt(position).or(messages::id.lt(id)))
            .order((messages::position.desc(), messages::id.desc()))
            .limit(i64::from(limit) + 1)
            .select(Message::as_select())
            .load(conn)
            .await?
    })?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    rows.reverse();
    Ok(Page { messages: rows, more })
}

/// Her messages that wait for a stream, in the order in which they were written.
///
/// # Errors
/// Only the database's own.
pub async fn waiting(db: &Database, owner: &Owner) -> Result<Vec<Message>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        // what waits is in no archive yet: the index of those ids finds it
        messages::table
            .filter(messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member)))
            .filter(messages::stanza_id.is_null().and(messages::state.eq(State::Waiting)))
            .order((messages::position, messages::id))
            .select(Message::as_select())
            .load(conn)
            .await?
    })
}
