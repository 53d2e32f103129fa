//! What the pool must know of pages, without knowing pages: passed in by the program.

use model::pictures::Picture;
use std::{fmt, sync::Arc};
use time::OffsetDateTime;

/// Functions that belong to other rooms of the house.
#[derive(Clone)]
pub struct Rules {
    /// Cleans the HTML of others before it is stored.
    pub clean: fn(&str) -> String,
    /// The canonical path of a public post, from the author's handle and the item's id.
    pub public_path: fn(&str, &str) -> String,
    /// The origin (scheme, host and port) of a host of a pod.
    pub origin: Arc<dyn Fn(&str) -> String + Send + Sync>,
    /// Reads a picture of others and writes it anew: from its hash and its bytes; none for what is no picture.
    pub picture: fn(&str, &[u8]) -> Option<Picture>,
    /// The clock.
    pub now: fn() -> OffsetDateTime,
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rules")
    }
}
