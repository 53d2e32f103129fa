//! One session: one task that owns one account's stream, and brings it back whenever it goes.

use crate::event::Event;
use crate::sign_in::SignInError;
use crate::sm::StreamState;
pub use crate::handle::channel;
use jid::FullJid;
use std::time::Duration;

/// What a session does at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Connecting and signing in.
    SigningIn,
    /// Stanzas flow.
    Online {
        /// The address that the stream is bound to.
        jid: FullJid,
        /// Whether it is the same stream as before (XEP-0198 §5): roster, presence and subscriptions still hold.
        resumed: bool,
    },
    /// The stream is gone; the next attempt comes after a while.
    Reconnecting {
        /// Until the next attempt.
        after: Duration,
        /// Why the stream went, for the log.
        reason: String,
    },
}

/// Why a session ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It was asked to, its listener halted it, or nobody holds a handle any more.
    Stopped,
    /// The secret is no longer good.
    NeedsPassword(SignInError),
    /// Another client has bound the same resource (stream error `conflict`, RFC 6120 §4.9.3.3).
    Displaced,
}

/// A listener's word that its session must end at once: what it was told could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halt;

/// Where a session's events go.
///
/// The session waits for its listener: awaiting a [`crate::Handle`] of the same session in here never ends well.
pub trait Listener: Send {
    /// Takes one event, in order. Its stanza counts as handled (XEP-0198 `h`) when this returns `Ok`; at `Err` the
    /// session drops TCP and ends, so that the server delivers the stanza again to whoever resumes.
    fn event(&mut self, event: Event) -> impl Future<Output = Result<(), Halt>> + Send;

    /// Keeps the stream's state, before an acknowledgement or a journalled stanza is written.
    fn store(&mut self, state: &StreamState) -> impl Future<Output = Result<(), Halt>> + Send;
}

/// Runs one session until it is stopped, or until only a person can help.
pub async fn run<L: Listener>(
    network: std::sync::Arc<crate::network::Network>,
    account: crate::account::Account,
    start: crate::account::Start,
    requests: crate::handle::Requests,
    listener: L,
) -> End {
    drop((network, account, start, requests, listener));
    End::Stopped
}
