//! One session: one task that owns one account's stream, and brings it back whenever it goes.

mod answers;
mod fates;
mod live;
mod lost;
mod offline;
mod outgoing;

pub use crate::handle::channel;
pub(crate) use fates::message_id;
pub use lost::Lost;

use crate::account::{Account, Secret, Start};
use crate::backoff::Backoff;
use crate::connector::Outcome;
use crate::event::Event;
use crate::handle::{Requests, Stop};
use crate::iq::Table;
use crate::network::{Network, Turn};
use crate::sign_in::{Kept, SignInError};
use crate::sm::StreamState;
use jid::FullJid;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// What a session does at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Connecting and signing in for the first time.
    SigningIn,
    /// Stanzas flow.
    Online {
        /// The address that the stream is bound to.
        jid: FullJid,
        /// Whether it is the one of before.
        stream: Stream,
    },
    /// The stream is gone; the next attempt comes after a while.
    Reconnecting {
        /// Until the next attempt.
        after: Duration,
        /// Why there is none.
        reason: Lost,
    },
}

/// Which stream a session has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// A new one.
    Fresh,
    /// The one of before (XEP-0198 §5): roster, presence and subscriptions still hold.
    Resumed,
    /// A new one, because the server did not go on with the one of before.
    Refused,
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
///
/// It waits for its turn, connects, resumes and backs off by itself; it answers pings, discovery and what nobody knows. Not an `async fn`,
/// which would have room for its arguments and once more for what becomes of them.
pub fn run<L: Listener>(
    network: Arc<Network>,
    account: Account,
    start: Start,
    requests: Requests,
    listener: L,
) -> impl Future<Output = End> + Send + use<L> {
    let mut session = Session {
        network,
        requests,
        listener,
        state: start.stream.unwrap_or_default(),
        table: Table::new(account.jid.clone()),
        account,
        backoff: Backoff::default(),
        turn: start.turn,
        active: None,
        remembered: None,
        resumptions: Resumptions::default(),
    };
    async move { session.run().await }
}

/// Why the session's loop is left.
#[derive(Debug)]
enum Exit {
    Halted,
    Stopped(Stop),
    NeedsPassword(SignInError),
    Displaced,
}

/// All that outlives a stream.
struct Session<L> {
    network: Arc<Network>,
    account: Account,
    requests: Requests,
    listener: L,
    state: StreamState,
    table: Table,
    backoff: Backoff,
    /// When it may open the next stream.
    turn: Turn,
    /// What was last said about whether somebody looks.
    active: Option<bool>,
    /// How it signed in last: so that no key is made twice, and no weaker mechanism taken.
    remembered: Option<Kept>,
    resumptions: Resumptions,
}

/// The breaker for a stream that dies of the same stanza after each resumption.
#[derive(Debug, Default)]
struct Resumptions {
    fruitless: u32,
    /// Stanzas handled, and acknowledged to us, when it was last resumed.
    last: Option<(u32, u32)>,
}

impl Resumptions {
    /// So many in a row without a stanza handled on either side are enough.
    const MOST: u32 = 3;

    fn resumed(&mut self, state: &StreamState) {
        let now = state.counts();
        let fruitless = self.last.replace(now) == Some(now);
        self.fruitless = if fruitless { self.fruitless + 1 } else { 0 };
    }

    /// Whether the stream, as it is now, should be given up instead of resumed once more.
    fn give_up(&self, state: &StreamState) -> bool {
        self.fruitless + 1 >= Self::MOST && self.last == Some(state.counts())
    }
}

impl<L: Listener> Session<L> {
    async fn run(&mut self) -> End {
        let Err(exit) = self.live_and_return().await;
        tracing::debug!(account = %self.account.jid, ?exit, "session ends");
        if matches!(exit, Exit::Displaced | Exit::Stopped(Stop::Leave)) {
            self.state.resumption = None;
        }
        match exit {
            Exit::Halted => End::Stopped,
            _ if self.store().await.is_err() => End::Stopped,
            Exit::Stopped(_) => End::Stopped,
            Exit::NeedsPassword(error) => End::NeedsPassword(error),
            Exit::Displaced => End::Displaced,
        }
    }

    /// Streams and waits, in turn. Boxed is what happens rarely: it is not room that each idle session has.
    async fn live_and_return(&mut self) -> Result<std::convert::Infallible, Exit> {
        self.tell(Event::State(State::SigningIn)).await?;
        loop {
            let reason = match Box::pin(self.connect()).await? {
                Ok((established, kept)) => {
                    let (began, before) = (Instant::now(), self.state.counts());
                    let resumed = matches!(established.outcome, Outcome::Resumed { .. });
                    let reason = Box::pin(self.live(established, kept)).await?;
                    self.backoff.lived(began.elapsed(), resumed && self.state.counts() != before);
                    reason
                }
                Err(error) if error.needs_password() => return Err(Exit::NeedsPassword(error)),
                Err(error) => error.into(),
            };
            let after = self.backoff.next(rand::random());
            tracing::debug!(account = %self.account.jid, ?after, %reason, "no stream");
            self.tell(Event::State(State::Reconnecting { after, reason })).await?;
            Box::pin(self.wait(after)).await?;
        }
    }

    /// The next stream is signed in with this.
    fn renew(&mut self, secret: Secret, remembered: Option<Kept>) {
        self.account.secret = secret;
        self.remembered = remembered;
    }

    /// Boxed, as in [`Self::store`]: what a listener needs while it works is not room that each idle session has.
    async fn tell(&mut self, event: Event) -> Result<(), Exit> {
        Box::pin(self.listener.event(event)).await.map_err(|Halt| Exit::Halted)
    }

    async fn store(&mut self) -> Result<(), Exit> {
        Box::pin(self.listener.store(&self.state)).await.map_err(|Halt| Exit::Halted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_resumptions_without_progress_are_enough() {
        let mut resumptions = Resumptions::default();
        let mut state = StreamState { inbound: 7, ..StreamState::default() };
        for gives_up in [false, false, true] {
            assert!(!resumptions.give_up(&state));
            resumptions.resumed(&state);
            assert_eq!(resumptions.give_up(&state), gives_up);
        }
        state.inbound = 8;
        assert!(!resumptions.give_up(&state));
    }
}
