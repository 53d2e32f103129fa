//! What a session tells its listener.

use crate::session::State;
use crate::sign_in::Kept;
use tokio_xmpp::Stanza;

/// One thing that happened in a session, in the order in which the server said it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// The session's own state changed.
    State(State),
    /// A sign-in succeeded; this is what may be kept for the next one.
    Kept(Kept),
    /// A stanza that was cut below the parser, or that no type could read. It counts as handled.
    Damaged,
    /// A stanza was written, the stream died for good, and no acknowledgement had come: it may not have been sent.
    Unsure(Box<Stanza>),
    /// A stanza of no interest, to be counted.
    Other,
}
