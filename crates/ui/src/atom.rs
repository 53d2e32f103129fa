//! A public blog as an Atom feed (RFC 4287).

use crate::people::Person;
use crate::posts::Post;
use time::OffsetDateTime;

/// The Atom feed of a public blog.
#[derive(Clone, Debug)]
pub struct Feed<'a> {
    /// This host's scheme, host and port.
    pub origin: &'a str,
    /// The pod's name.
    pub pod: &'a str,
    /// Whose blog it is; has a handle.
    pub author: &'a Person,
    /// What she says about herself; may be empty.
    pub about: &'a str,
    /// Public posts, newest first.
    pub posts: &'a [Post],
    /// When the blog was last changed; for an empty one, when the member came.
    pub updated: OffsetDateTime,
}

impl Feed<'_> {
    /// The type of the answer.
    pub const CONTENT_TYPE: &'static str = "application/atom+xml; charset=utf-8";

    /// The document.
    pub fn render(&self) -> String {
        String::new()
    }
}
