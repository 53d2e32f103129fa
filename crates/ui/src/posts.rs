//! Posts and comments as pages show them.

use crate::audience::Audience;
use crate::people::Person;
use crate::sanitise::Clean;
use crate::url;
use time::OffsetDateTime;

/// A post, ready to show.
#[derive(Clone, Debug)]
pub struct Post {
    /// The service that keeps it: the author's bare address for a microblog.
    pub service: String,
    /// The node on the service.
    pub node: String,
    /// The item's id on the node.
    pub item: String,
    /// Who wrote it.
    pub author: Person,
    /// The title of an article; none for a short post.
    pub title: Option<String>,
    /// The text.
    pub body: Clean,
    /// Who can read it.
    pub audience: Audience,
    /// When it was written.
    pub published: OffsetDateTime,
    /// When it was last changed, where that is later.
    pub updated: Option<OffsetDateTime>,
    /// Tags without `#`.
    pub tags: Vec<String>,
    /// Pictures below the text.
    pub pictures: Vec<Picture>,
    /// How many comments; none where it takes no comments.
    pub comments: Option<u32>,
    /// Whether the viewer wrote it, and may delete it.
    pub mine: bool,
}

/// A picture whose size is known, so that nothing jumps when it arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its address on this host.
    pub src: String,
    /// What it shows, in words; empty when nobody said.
    pub alt: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A comment, ready to show.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The service that keeps it.
    pub service: String,
    /// The comments node.
    pub node: String,
    /// The item's id on the node.
    pub item: String,
    /// Who wrote it.
    pub author: Person,
    /// The text.
    pub body: Clean,
    /// When it was written.
    pub published: OffsetDateTime,
    /// Whether the viewer wrote it, and may delete it.
    pub mine: bool,
}

impl Post {
    /// The id of its element, the same on every page and in every fragment.
    pub fn element_id(&self) -> String {
        post_element_id(&self.service, &self.node, &self.item)
    }

    /// Its page for members.
    pub fn address(&self) -> String {
        url::post(&self.service, &self.node, &self.item)
    }

    /// Its public page on this pod: only for everyone, and only of a member with a handle.
    pub fn public_address(&self) -> Option<String> {
        let handle = self.author.handle.as_deref()?;
        (self.audience == Audience::Everyone).then(|| url::member_post(handle, &self.item))
    }
}

impl Comment {
    /// The id of its element, the same on every page and in every fragment.
    pub fn element_id(&self) -> String {
        comment_element_id(&self.service, &self.node, &self.item)
    }
}

/// The id of a post's element; needs the row's key only, so that a post that is gone can be named.
pub fn post_element_id(service: &str, node: &str, item: &str) -> String {
    format!("post-{}", digest(&[service, node, item]))
}

/// The id of a comment's element.
pub fn comment_element_id(service: &str, node: &str, item: &str) -> String {
    format!("comment-{}", digest(&[service, node, item]))
}

/// The id of the list of a post's comments.
pub fn comments_element_id(service: &str, node: &str, item: &str) -> String {
    format!("comments-{}", digest(&[service, node, item]))
}

/// The id of the element that says how many comments a post has.
pub fn comment_count_element_id(service: &str, node: &str, item: &str) -> String {
    format!("comment-count-{}", digest(&[service, node, item]))
}

/// A short name for any key (FNV-1a, 64 bits): ids in a page must hold no blanks, whatever a node is called.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0xff])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}
