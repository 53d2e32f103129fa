//! A member's messages: what her sessions received, what she wrote on the pod, and what her archive holds.
//!
//! An incoming message is known by its id in her own archive (XEP-0359) and by nothing else. A message of her own is also
//! known by the id that it was sent with. Who tells the model that a message is her own must have it from her own account.

use diesel::prelude::*;
use jid::BareJid;
use time::OffsetDateTime;

use crate::MessageId;
use crate::columns::{Parsed, Stamp};
use crate::schema::messages;

mod cursor;
mod expiring;
mod plan;
mod position;
mod reading;
mod receiving;
mod refusal;
mod state;
mod text;
mod turning;
mod writing;

pub use cursor::{Cursor, InvalidCursor};
pub use expiring::expire;
pub use position::Place;
pub use reading::{Page, get, page, waiting};
pub use receiving::{receive, receive_page};
pub use refusal::{Because, Refusal};
pub use state::State;
pub use text::{BODY_MAX, ID_MAX};
pub use turning::{displayed_by_peer, hand_over, not_handed_over, refuse, set_state, unsure_left};
pub use writing::{again, discard, is_written, write};

/// A message of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = messages)]
pub struct Message {
    /// Its row.
    pub id: MessageId,
    /// Whose chat it is in.
    #[diesel(deserialize_as = Parsed<BareJid>)]
    pub peer: BareJid,
    /// Is it from the peer? Else it is from the member's own account, from whichever client.
    pub incoming: bool,
    /// What it says, in plain text.
    pub body: String,
    /// When it was said, for people; it orders nothing.
    #[diesel(deserialize_as = Stamp)]
    pub at: OffsetDateTime,
    /// Its place in the member's history; microseconds since 1970, or next to it where stamps are equal.
    pub position: i64,
    /// Where it is, if it is her own.
    pub state: Option<State>,
    /// What was said when it was refused.
    pub refusal: Option<String>,
    /// Why it was refused.
    pub refused_because: Option<Because>,
    /// The id that its sender gave it; a mark names it.
    pub origin_id: Option<String>,
    /// Its id in her archive.
    pub stanza_id: Option<String>,
    /// Does its sender want to know that it was displayed (XEP-0333)?
    pub markable: bool,
    /// Is it encrypted, so that the body is only what others are told?
    pub encrypted: bool,
    /// Is a part of it missing?
    pub damaged: bool,
}

impl Message {
    /// The place before this message in its chat.
    pub fn cursor(&self) -> Cursor {
        Cursor { position: self.position, id: self.id }
    }
}

/// A message as a session received it, live, as a carbon or from the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Whose chat it is in.
    pub peer: BareJid,
    /// Is it from the peer? Else it is from the member's own account.
    pub incoming: bool,
    /// What it says; longer than [`BODY_MAX`] it is cut, and counts as damaged.
    pub body: String,
    /// When it was said, as it says or the archive does; a time to come counts as now.
    pub at: OffsetDateTime,
    /// The id that its sender gave it; one longer than [`ID_MAX`] is none.
    pub origin_id: Option<String>,
    /// Its id in her archive, where her own server says it.
    pub stanza_id: Option<String>,
    /// Had her own server kept it for her (XEP-0203)? It keeps what she has not acknowledged, too, so that it may be here.
    pub kept: bool,
    /// Does its sender want to know that it was displayed?
    pub markable: bool,
    /// Is it encrypted?
    pub encrypted: bool,
    /// Is a part of it missing?
    pub damaged: bool,
}

/// What a message was to the rows that were there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is a new row.
    New,
    /// It completed a row of her own message: its id in the archive, or its state.
    Changed,
    /// It was there as it is.
    Same,
}

/// A message that was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// Its row.
    pub id: MessageId,
    /// Its place, for the page that comes next to it.
    pub position: i64,
    /// What it was to the rows that were there.
    pub change: Change,
}

/// A message that changed, and the chat that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its row.
    pub id: MessageId,
    /// Whose chat it is in.
    pub peer: BareJid,
}

impl From<(MessageId, Parsed<BareJid>)> for Key {
    fn from((id, peer): (MessageId, Parsed<BareJid>)) -> Self {
        Self { id, peer: peer.into() }
    }
}
