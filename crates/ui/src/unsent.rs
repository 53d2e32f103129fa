//! What a member wrote and what could not be sent yet.

use crate::problems::Problem;
use time::OffsetDateTime;

/// Something that waits for the member's server, or that it refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Its command id.
    pub id: String,
    /// What it says, in plain text; an address where it is about a contact.
    pub text: String,
    /// When it was written.
    pub since: OffsetDateTime,
    /// Why it was refused; none while it waits.
    pub refused: Option<Problem>,
}
