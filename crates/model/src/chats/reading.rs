//! How far a member has read a chat; reading never goes backwards.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;

use super::{count_unread, keep, lock};
use crate::messages::ID_MAX;
use crate::schema::messages;
use crate::{Database, Error, MessageId, Owner};

/// A message that the peer should be told of as displayed (XEP-0333).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its row.
    pub id: MessageId,
    /// The id that the peer gave it.
    pub origin_id: String,
}

/// What reading did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Is less unread than before?
    pub changed: bool,
    /// How many messages of the chat are still unread.
    pub unread: i64,
    /// The newest message that she read now whose sender wants to know it, if the peer was not told yet.
    pub mark: Option<Mark>,
}

/// How far she has read.
enum Until {
    Newest,
    Message(MessageId),
    Marked(String),
}

/// Says that she has read a chat up to a message, or all that is there.
///
/// # Errors
/// `NotFound("message")` if there is no such message in this chat.
pub async fn read(
    db: &Database,
    owner: &Owner,
    peer: &BareJid,
    up_to: Option<MessageId>,
) -> Result<Reading, Error> {
    reach(db, owner, None, peer, up_to.map_or(Until::Newest, Until::Message)).await
}

/// Says that another client of hers has marked a message of the peer as displayed; one that is not here does nothing.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn read_elsewhere(
    db: &Database,
    owner: &Owner,
    generation: i64,
    peer: &BareJid,
    origin_id: &str,
) -> Result<Reading, Error> {
    if origin_id.len() > ID_MAX || origin_id.contains('\0') {
        return Ok(Reading::default());
    }
    reach(db, owner, Some(generation), peer, Until::Marked(origin_id.to_owned())).await
}

/// A condition: the peer's messages in the chat.
macro_rules! theirs {
    ($owner:ident, $peer:expr) => {
        messages::pod_id
            .eq($owner.pod)
            .and(messages::member_id.eq($owner.member))
            .and(messages::peer.eq($peer).and(messages::incoming.eq(true)))
    };
}

/// Inside a transaction: the position of a message under a condition, the newest of several.
macro_rules! position {
    ($conn:ident, $condition:expr) => {
        messages::table
            .filter($condition)
            .order((messages::position.desc(), messages::id.desc()))
            .select(messages::position)
            .first::<i64>($conn)
            .await
            .optional()?
    };
}

/// Inside a transaction: the newest message up to a position that asks for a mark and has none.
macro_rules! unmarked {
    ($conn:ident, $theirs:ident, $chat:ident, $position:ident) => {
        messages::table
            .filter($theirs.and(messages::markable.eq(true)).and(messages::origin_id.is_not_null()))
            .filter(messages::position.gt($chat.marked_position).and(messages::position.le($position)))
            .order((messages::position.desc(), messages::id.desc()))
            .select((messages::id, messages::origin_id.assume_not_null()))
            .first::<(MessageId, String)>($conn)
            .await
            .optional()?
    };
}

/// `generation` is that of the session whose word it is, if it is not the member's own.
async fn reach(
    db: &Database,
    owner: &Owner,
    generation: Option<i64>,
    peer: &BareJid,
    until: Until,
) -> Result<Reading, Error> {
    let (owner, peer) = (*owner, peer.to_string());
    transaction!(db, |conn| {
        if let Some(generation) = generation {
            fence!(conn, owner, generation);
        }
        let Some(mut chat) = lock!(conn, owner, &peer) else { return missing(&until) };
        let theirs = theirs!(owner, peer.clone());
        let told = matches!(until, Until::Marked(_));
        let position = match until {
            // not up to her own: that may be ahead of what the archive has yet to tell
            Until::Newest => position!(conn, theirs.clone().and(messages::position.gt(chat.read_position)))
                .unwrap_or(chat.read_position),
            Until::Message(id) => {
                let hers = messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member));
                let named = messages::peer.eq(peer).and(messages::id.eq(id));
                position!(conn, hers.and(named)).ok_or(Error::NotFound("message"))?
            }
            Until::Marked(id) => {
                position!(conn, theirs.clone().and(messages::origin_id.eq(id))).unwrap_or_default()
            }
        };
        let mark = if told { None } else { unmarked!(conn, theirs, chat, position) };
        let before = chat.unread;
        chat.marked_position = chat.marked_position.max(position);
        if position > chat.read_position {
            chat.read_position = position;
            chat.unread = count_unread!(conn, owner, chat);
        }
        let unread = chat.unread;
        keep!(conn, owner, chat);
        Reading { changed: unread < before, unread, mark: mark.map(|(id, origin_id)| Mark { id, origin_id }) }
    })
}

/// The answer for a chat that is not there.
fn missing(until: &Until) -> Result<Reading, Error> {
    match until {
        Until::Message(_) => Err(Error::NotFound("message")),
        Until::Newest | Until::Marked(_) => Ok(Reading::default()),
    }
}
