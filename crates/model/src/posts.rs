//! The cache of posts: items of microblog nodes (XEP-0277, XEP-0472), and their comments.
//!
//! A server can lie only to its own members: a row is what one server told its members on one pod about an item,
//! and another server never overwrites it. Who may see a row is said in one place, `posts/visible.rs`.

use jid::BareJid;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::handles::Handle;
use crate::{MemberId, Owner, PodId, PostId};

mod author;
mod blog;
mod cursor;
mod feed;
mod forgetting;
mod hiding;
mod reading;
mod receiving;
mod row;
mod visible;

pub use author::{by_author, comments_for_contacts};
pub use blog::{public_of_member, public_of_pod};
pub use cursor::{Cursor, InvalidCursor};
pub use feed::{Filter, feed};
pub use forgetting::{ItemAddress, purge, retract, revoke};
pub use hiding::{Hidden, hidden, hidden_of};
pub(crate) use hiding::{hide, show};
pub use reading::{by_id, comments, count_comments, get, has_comments, of_comments};
pub use receiving::receive;

/// The node of a person's posts (XEP-0277 §2).
pub const MICROBLOG: &str = "urn:xmpp:microblog:0";
/// Bytes of a post's HTML, and of its text, at most.
pub const SIZE_MAX: usize = 256 * 1024;

words! {
    /// Who may read a node (XEP-0060 §4.5).
    pub enum Access {
        /// Everybody.
        Open = "open",
        /// Who has a subscription to the owner's presence.
        Presence = "presence",
        /// Who is in some groups of the owner's roster.
        Roster = "roster",
        /// Whom the owner accepts.
        Authorize = "authorize",
        /// Who is on a list.
        Whitelist = "whitelist",
    }
}

/// Who looks: a member, or anybody who came to the pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// The pod.
    pub pod: PodId,
    /// The member who is signed in.
    pub member: Option<MemberId>,
}

impl Viewer {
    /// Somebody who is not signed in.
    pub fn anyone(pod: PodId) -> Self {
        Self { pod, member: None }
    }
}

impl From<Owner> for Viewer {
    fn from(owner: Owner) -> Self {
        Self { pod: owner.pod, member: Some(owner.member) }
    }
}

/// An item as a session received it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// The PubSub service; a person's own address for her blog.
    pub service: BareJid,
    /// The node.
    pub node: String,
    /// The item's id.
    pub item: String,
    /// Who wrote it, as far as the service vouches for it.
    pub author_jid: Option<BareJid>,
    /// The name that the entry gives its author.
    pub author_name: Option<String>,
    /// Its title, in plain text.
    pub title: Option<String>,
    /// Its content as received; it is sanitised where it is shown.
    pub html: String,
    /// Its content in plain text.
    pub text: String,
    /// Its categories.
    pub tags: Vec<String>,
    /// The page of it on the web.
    pub alternate: Option<String>,
    /// Where its comments are.
    pub comments: Option<CommentsNode>,
    /// What it answers.
    pub in_reply_to: Option<String>,
    /// Who may read the node, where that is known.
    pub access: Option<Access>,
    /// Is it for the whole web? Its alternate link is its own address on a host of this pod (architecture §6).
    pub public: bool,
    /// When it was published, as it says; a time to come counts as now.
    pub published_at: OffsetDateTime,
    /// When it was last changed, as it says.
    pub updated_at: OffsetDateTime,
}

/// The node that a post's comments are published to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CommentsNode {
    /// The PubSub service.
    pub service: BareJid,
    /// The node.
    pub node: String,
}

/// What an item was to the member who received it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// She had not seen it.
    New,
    /// She had seen an older version.
    Changed,
    /// She knew it as it is.
    Same,
}

/// An item that was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// Its row.
    pub id: PostId,
    /// What it was to the member.
    pub change: Change,
}

/// A post or a comment, with what a card shows of its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its row.
    pub id: PostId,
    /// The PubSub service.
    pub service: BareJid,
    /// The node.
    pub node: String,
    /// The item's id.
    pub item: String,
    /// Who wrote it.
    pub author: Author,
    /// Its title, in plain text.
    pub title: Option<String>,
    /// Its content as received: not sanitised.
    pub html: String,
    /// Its content in plain text.
    pub text: String,
    /// Its categories.
    pub tags: Vec<String>,
    /// The page of it on the web.
    pub alternate: Option<String>,
    /// Where its comments are.
    pub comments: Option<CommentsNode>,
    /// What it answers.
    pub in_reply_to: Option<String>,
    /// Who may read the node, where that is known.
    pub access: Option<Access>,
    /// Is it for the whole web?
    pub public: bool,
    /// When it was published.
    pub published_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
    /// When the pod first received it.
    pub received_at: OffsetDateTime,
}

impl Post {
    /// The place after this post in a list that is newest first.
    pub fn cursor(&self) -> Cursor {
        Cursor { published_at: self.published_at, id: self.id }
    }
}

/// The author of a post, as the viewer knows her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Her address; `None` if nobody vouches for it.
    pub jid: Option<BareJid>,
    /// The name to show: the viewer's own for her, else hers, else what the entry says.
    pub name: String,
    /// The hash of her picture (a key of `pictures`).
    pub picture: Option<String>,
    /// Her handle, if she is a member of the pod.
    pub handle: Option<Handle>,
}
