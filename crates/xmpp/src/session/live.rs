//! A session with a stream: what comes in, what goes out, and when to ask whether the server is there.

use super::{Event, Exit, Halt, Listener, Lost, Session, State, Stream};
use crate::connector::{Bound, Established, Gone, Outcome, Received, Wire};
use crate::csi;
use crate::handle::{Kind, Request, Stop};
use crate::iq;
use crate::network::DEADLINES;
use crate::sign_in::{Kept, SignInError};
use jid::FullJid;
use minidom::Element;
use std::time::Duration;
use tokio::time::Instant;
use xmpp_parsers::ns::{JABBER_CLIENT, SM, STREAM};
use xmpp_parsers::ping::Ping;
use xmpp_parsers::presence::{Presence, Type};
use xmpp_parsers::sm::{A, R};
use xmpp_parsers::stream_error::{DefinedCondition, StreamError};

/// After so many stanzas of ours the server is asked for its count,
const ASK_AFTER: usize = 16;
/// or so long after the first of them.
const ASK_WITHIN: Duration = Duration::from_secs(1);

/// How long stanzas are collected before they are acknowledged: each acknowledgement is stored first (XEP-0198 §4 allows it).
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_millis(100);

/// How long what came before a connection broke is read.
const REST_WITHIN: Duration = Duration::from_secs(1);

/// Why a stream is left.
pub(super) enum Departure {
    /// Nothing can be written to it any more; what the system says.
    Unwritable(String),
    /// It is lost.
    Lost(Lost),
    /// The session ends.
    Exit(Exit),
}

impl From<Exit> for Departure {
    fn from(exit: Exit) -> Self {
        Self::Exit(exit)
    }
}

impl From<Halt> for Departure {
    fn from(Halt: Halt) -> Self {
        Self::Exit(Exit::Halted)
    }
}

impl From<Gone> for Departure {
    fn from(gone: Gone) -> Self {
        match gone {
            Gone::Quiet => Self::Lost(Lost::Silent),
            Gone::Unwritable(reason) => Self::Unwritable(reason),
            Gone::Lost(reason) => Self::Lost(Lost::Cut(reason)),
        }
    }
}

/// What ends the wait of a session.
enum Woken {
    Heard(Result<Received, Gone>),
    /// None when nobody can ask any more.
    Asked(Option<Request>),
    Alarm,
}

/// One stream of a session.
pub(super) struct Live<'session, L> {
    pub(super) session: &'session mut Session<L>,
    pub(super) wire: Wire,
    /// Whether both sides count stanzas (XEP-0198).
    pub(super) managed: bool,
    pub(super) csi: bool,
    /// Stanzas of ours since the server was last asked for its count.
    pub(super) unasked: usize,
    /// When to ask.
    pub(super) ask_at: Option<Instant>,
    /// When the server is to be told our count, since it asked.
    acknowledge_at: Option<Instant>,
    /// When the server must have said something, since it was asked.
    answer_by: Option<Instant>,
}

impl<L: Listener> Session<L> {
    /// Lives on a stream until it is lost; says why it was.
    pub(super) async fn live(&mut self, established: Established, kept: Kept) -> Result<Lost, Exit> {
        self.keep(kept).await?;
        let Established { wire, csi, outcome } = established;
        let managed = match &outcome {
            Outcome::Resumed { .. } => true,
            Outcome::Bound(bound) => bound.managed,
        };
        let mut live = Live {
            session: self,
            wire,
            managed,
            csi,
            unasked: 0,
            ask_at: None,
            acknowledge_at: None,
            answer_by: None,
        };
        let mut departure = match Box::pin(live.begin(outcome)).await {
            Ok(()) => live.serve().await,
            Err(departure) => departure,
        };
        if let Departure::Unwritable(reason) = departure {
            departure = Box::pin(live.rest(reason)).await;
        }
        match departure {
            Departure::Unwritable(reason) => Ok(Lost::Cut(reason)),
            Departure::Lost(reason) => Ok(reason),
            Departure::Exit(Exit::Stopped(Stop::Leave)) => {
                Box::pin(live.leave()).await;
                Err(Exit::Stopped(Stop::Leave))
            }
            Departure::Exit(exit) => Err(exit),
        }
    }

    /// Tells what may be kept of a sign-in, if that is new. A key that changes from one sign-in to the next is useless.
    async fn keep(&mut self, mut kept: Kept) -> Result<(), Exit> {
        if self.remembered.as_ref().is_some_and(|before| before.key != kept.key) {
            kept.key = None;
        }
        if self.remembered.as_ref() == Some(&kept) {
            return Ok(());
        }
        self.remembered = Some(kept.clone());
        self.tell(Event::Kept(kept)).await
    }
}

impl<L: Listener> Live<'_, L> {
    /// Says who is there, and what was left unsaid.
    async fn begin(&mut self, outcome: Outcome) -> Result<(), Departure> {
        match outcome {
            Outcome::Resumed { h } => self.resumed(h).await?,
            Outcome::Bound(bound) => self.bound(*bound).await?,
        }
        if let Some(active) = self.session.active.filter(|_| self.csi) {
            self.wire.send(&csi::state(active)).await?;
        }
        self.send_waiting().await
    }

    /// XEP-0198 §5: what the server did not handle is sent again.
    async fn resumed(&mut self, h: u32) -> Result<(), Departure> {
        self.session.acknowledged(h).await?;
        let state = &self.session.state;
        self.session.resumptions.resumed(state);
        let Some(resumption) = state.resumption.clone() else {
            let reason = SignInError::Protocol("resumed what was not asked for".into());
            return Err(Departure::Lost(reason.into()));
        };
        let again: Vec<Element> =
            state.unacknowledged.iter().filter_map(|stanza| stanza.parse().ok()).collect();
        self.online(resumption.bound, Stream::Resumed).await?;
        self.unasked = again.len();
        self.wire.send_all(&again).await?;
        self.ask_soon().await
    }

    async fn bound(&mut self, bound: Bound) -> Result<(), Departure> {
        let session = &mut *self.session;
        session.resumptions = Default::default();
        let refused = session.state.resumption.is_some();
        if let Some(h) = bound.handled {
            session.acknowledged(h).await?;
        }
        let left = session.state.restart(bound.resumption);
        session.state.stanza_ids = bound.stanza_ids;
        session.table.reset();
        session.tell_unsure(left).await?;
        // the listener knows of the new stream before it is kept: what it keeps beside the old one is not true of this one
        self.online(bound.jid, if refused { Stream::Refused } else { Stream::Fresh }).await?;
        self.session.store().await?;
        for received in bound.early {
            self.take(received).await?;
        }
        // What came before `<enabled/>` is not counted.
        self.session.state.inbound = 0;
        Ok(())
    }

    async fn online(&mut self, jid: FullJid, stream: Stream) -> Result<(), Departure> {
        tracing::debug!(%jid, resumed = stream == Stream::Resumed, "online");
        Ok(self.session.tell(Event::State(State::Online { jid, stream })).await?)
    }

    async fn serve(&mut self) -> Departure {
        loop {
            if let Err(departure) = self.turn().await {
                return departure;
            }
        }
    }

    /// Takes what came before the connection broke: a stream that is cut again and again, always while something is written,
    /// would get nowhere else.
    async fn rest(&mut self, reason: String) -> Departure {
        let end = Instant::now() + REST_WITHIN;
        while let Ok(Ok(received)) = tokio::time::timeout_at(end, self.wire.next()).await {
            match self.take(received).await {
                Ok(()) | Err(Departure::Unwritable(_)) => {}
                Err(departure) => return departure,
            }
        }
        Departure::Lost(Lost::Cut(reason))
    }

    /// Waits for one thing, and does it. Nothing is lost when another comes first: all that is waited for is cancel safe.
    async fn turn(&mut self) -> Result<(), Departure> {
        let alarm = [self.ask_at, self.acknowledge_at, self.answer_by].into_iter().flatten().min();
        let woken = tokio::select! {
            received = self.wire.next() => Woken::Heard(received),
            request = self.session.requests.next() => Woken::Asked(request),
            () = sleep_until(alarm) => Woken::Alarm,
        };
        // boxed, as above: most of the time a session waits
        Box::pin(self.woken(woken)).await
    }

    async fn woken(&mut self, woken: Woken) -> Result<(), Departure> {
        match woken {
            Woken::Heard(Ok(received)) => {
                self.answer_by = None;
                self.take(received).await
            }
            Woken::Heard(Err(Gone::Quiet)) => self.ask_whether_there().await,
            Woken::Heard(Err(gone)) => Err(gone.into()),
            Woken::Asked(Some(request)) => self.requested(request).await,
            Woken::Asked(None) => Err(Exit::Stopped(Stop::Keep).into()),
            Woken::Alarm => self.alarm().await,
        }
    }

    async fn alarm(&mut self) -> Result<(), Departure> {
        let now = Instant::now();
        let is_due = |alarm: Option<Instant>| alarm.is_some_and(|alarm| alarm <= now);
        if is_due(self.answer_by) {
            return Err(Departure::Lost(Lost::Silent));
        }
        if is_due(self.acknowledge_at) {
            self.acknowledge().await?;
        }
        if is_due(self.ask_at) {
            self.ask().await?;
        }
        Ok(())
    }

    /// Takes one top-level element.
    async fn take(&mut self, received: Received) -> Result<(), Departure> {
        let element = &received.element;
        match (element.ns().as_str(), element.name()) {
            (JABBER_CLIENT, "message" | "presence" | "iq") => self.handle(received).await,
            (SM, "r") => {
                self.acknowledge_at.get_or_insert_with(|| Instant::now() + ACKNOWLEDGE_WITHIN);
                Ok(())
            }
            (SM, "a") => {
                if let Ok(A { h }) = A::try_from(received.element) {
                    self.session.acknowledged(h).await?;
                }
                Ok(())
            }
            (STREAM, "error") => Err(stream_error(received.element)),
            (ns, name) => {
                tracing::debug!(ns, name, "unknown element");
                Ok(())
            }
        }
    }

    /// XEP-0198 §4: what was handled is stored first, and then said.
    async fn acknowledge(&mut self) -> Result<(), Departure> {
        self.acknowledge_at = None;
        self.session.store().await?;
        Ok(self.wire.send(&A { h: self.session.state.inbound }.into()).await?)
    }

    /// Asks for the server's count once enough was written, else before long.
    pub(super) async fn ask_soon(&mut self) -> Result<(), Departure> {
        if self.managed && self.unasked >= ASK_AFTER {
            return self.ask().await;
        }
        if self.managed && self.unasked > 0 {
            self.ask_at.get_or_insert_with(|| Instant::now() + ASK_WITHIN);
        }
        Ok(())
    }

    async fn ask(&mut self) -> Result<(), Departure> {
        self.unasked = 0;
        self.ask_at = None;
        let deadline = Instant::now() + DEADLINES.answer;
        self.answer_by.get_or_insert(deadline);
        Ok(self.wire.send(&R.into()).await?)
    }

    /// After a long silence: a question that any server answers.
    async fn ask_whether_there(&mut self) -> Result<(), Departure> {
        if self.managed {
            return self.ask().await;
        }
        let (_, ping) = iq::request(Kind::Get, None, Ping.into());
        Ok(self.wire.send(&ping).await?)
    }

    /// Says goodbye, as far as the server listens.
    async fn leave(self) {
        let mut wire = self.wire;
        if wire.send(&Presence::new(Type::Unavailable).into()).await.is_ok() {
            wire.close().await;
        }
    }
}

async fn sleep_until(alarm: Option<Instant>) {
    match alarm {
        Some(alarm) => tokio::time::sleep_until(alarm).await,
        None => std::future::pending().await,
    }
}

/// RFC 6120 §4.9.
fn stream_error(element: Element) -> Departure {
    match StreamError::try_from(element) {
        Ok(error) if error.condition == DefinedCondition::Conflict => Exit::Displaced.into(),
        Ok(error) => Departure::Lost(Lost::StreamError(error.condition.to_string())),
        Err(error) => Departure::Lost(Lost::StreamError(format!("that cannot be read: {error}"))),
    }
}
