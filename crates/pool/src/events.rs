//! What a member's browsers are told: which rows changed, not what is in them.

use jid::BareJid;
use model::{MessageId, Owner};
use serde::{Deserialize, Serialize};

/// A change that a member's open pages show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A post of a blog came or changed.
    Post(Item),
    /// A comment came or changed.
    Comment(Item),
    /// A post or comment went away.
    Gone(Item),
    /// Contacts came, went, or changed.
    Contacts {
        /// Whose rows these are.
        jids: Vec<BareJid>,
    },
    /// A message of a chat came, changed or went away.
    Message {
        /// With whom the chat is.
        peer: BareJid,
        /// Its row.
        id: MessageId,
    },
    /// What a chat's line in the list says changed: its last message, or how many are unread.
    Chat {
        /// With whom it is.
        peer: BareJid,
    },
    /// Somebody writes in a chat, or has stopped.
    Typing {
        /// Who.
        peer: BareJid,
        /// Whether she writes.
        composing: bool,
    },
    /// Much changed at once: a page is to be fetched anew.
    Much,
    /// The state of the member's session changed.
    Session,
    /// What waits to be sent changed.
    Waiting,
    /// The member's own profile changed.
    Profile,
    /// A browser of the member was signed out.
    Browsers,
}

impl Event {
    /// The name in metrics.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Post(_) => "post",
            Self::Comment(_) => "comment",
            Self::Gone(_) => "gone",
            Self::Contacts { .. } => "contacts",
            Self::Message { .. } => "message",
            Self::Chat { .. } => "chat",
            Self::Typing { .. } => "typing",
            Self::Much => "much",
            Self::Session => "session",
            Self::Waiting => "waiting",
            Self::Profile => "profile",
            Self::Browsers => "browsers",
        }
    }
}

/// An item of a publish-subscribe node (XEP-0060).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The service that holds the node.
    pub service: BareJid,
    /// The node's name.
    pub node: String,
    /// The item's id within the node.
    pub item: String,
}

impl Item {
    /// The id of the post that a comment belongs to; none for what is no comment (XEP-0277 §4).
    #[must_use]
    pub fn post(&self) -> Option<&str> {
        xmpp::microblog::post_of(&self.node)
    }
}

/// The name of a member's event stream.
#[must_use]
pub fn stream(owner: &Owner) -> String {
    format!("{}:{}", owner.pod, owner.member)
}
