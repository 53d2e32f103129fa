//! Chats, conversations of two, as pages show them.

use crate::messages::Message;
use crate::people::Person;
use crate::posts::digest;

/// A line of the list of chats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// The other one; the address is always known here.
    pub person: Person,
    /// The newest message, whose position is the chat's place in the list.
    pub last: Option<Message>,
    /// How many messages the viewer has not seen.
    pub unread: u64,
}

/// The list of chats, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatList {
    /// The chats of this page.
    pub chats: Vec<Chat>,
    /// Where an older page starts; none at the end.
    pub older: Option<String>,
    /// Whether this is an older page, which nothing new joins.
    pub past: bool,
}

/// What there is before the first message of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Earlier {
    /// Nothing: the chat begins here.
    #[default]
    Beginning,
    /// More, before this place.
    Before(String),
    /// More, before this place, but the server did not give it.
    Missing(String),
}

impl Chat {
    /// The address of the other one.
    pub fn address(&self) -> &str {
        self.person.address()
    }

    /// The id of its row.
    pub fn element_id(&self) -> String {
        element_id(self.address())
    }
}

impl Earlier {
    /// The place before which there is more.
    pub fn before(&self) -> Option<&str> {
        match self {
            Self::Beginning => None,
            Self::Before(place) | Self::Missing(place) => Some(place),
        }
    }
}

/// The id of a chat's row.
pub fn element_id(peer: &str) -> String {
    format!("chat-{}", digest(&[peer]))
}
