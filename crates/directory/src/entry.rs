//! What a directory holds of one pod: its listing, and what the directory itself knows.

use crate::listing::Listing;

/// A pod in a directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What the pod says of itself.
    pub listing: Listing,
    /// Who serves it, measured and not declared: pods of one host are drawn as one. The deployment's own host, say.
    pub host: String,
    /// How many people were sent there today.
    pub sent_today: u32,
}
