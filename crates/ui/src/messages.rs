//! Messages of a chat as pages show them.

use crate::posts::digest;
use crate::refusals::Refusal;
use jid::BareJid;
use time::OffsetDateTime;

/// A message, ready to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id: letters and digits.
    pub id: String,
    /// The other one of the chat it stands in.
    pub peer: BareJid,
    /// Whether the peer wrote it; else it is of the viewer's own account, from whichever client.
    pub incoming: bool,
    /// What it says, as it was sent; may be empty where it is encrypted or damaged.
    pub body: String,
    /// The time to show.
    pub at: OffsetDateTime,
    /// Its place in the chat, in microseconds; equal places are ordered by id.
    pub position: i64,
    /// How far it came; none for what the peer wrote.
    pub state: Option<MessageState>,
    /// The command id of the form it was written in, or the id another client gave it; none for what the peer wrote. The script knows
    /// by it which message it shows already as being sent.
    pub origin: Option<String>,
    /// Whether only another client can read it.
    pub encrypted: bool,
    /// Whether a part of it could not be read.
    pub damaged: bool,
}

/// How far an own message came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// The server is away; it will be sent.
    Waiting,
    /// Handed over, not acknowledged yet.
    Sending,
    /// The server has it.
    Sent,
    /// The peer's client has it.
    Received,
    /// The peer has seen it.
    Displayed,
    /// It may not have been sent.
    Unsure,
    /// It came back.
    Refused(Refusal),
}

impl Message {
    /// The id of its element, the same on every page and in every fragment.
    pub fn element_id(&self) -> String {
        element_id(&self.id)
    }
}

impl MessageState {
    /// The word in the page (`data-state`).
    pub fn code(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Displayed => "displayed",
            Self::Unsure => "unsure",
            Self::Refused(_) => "refused",
        }
    }
}

/// The id of a message's element; needs the key only, so that a message that is gone can be named.
pub fn element_id(id: &str) -> String {
    format!("message-{id}")
}

/// The id of the list of a chat's messages.
pub fn list_element_id(peer: &BareJid) -> String {
    format!("messages-{}", digest(&[peer.as_str()]))
}

/// The id of the line that says that the peer is writing.
pub fn typing_element_id(peer: &BareJid) -> String {
    format!("typing-{}", digest(&[peer.as_str()]))
}
