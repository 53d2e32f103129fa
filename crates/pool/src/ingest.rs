//! What a session hears, made into rows; then the member's pages are told which.

mod clients;
pub(crate) mod contacts;
pub(crate) mod ends;
mod gathered;
pub(crate) mod messages;
pub(crate) mod posts;
pub(crate) mod presence;
pub(crate) mod profiles;
mod refusals;

use crate::{
    catch_up, comments,
    counted::Counted,
    events::Event as Told,
    figures::{SECONDS, figure},
    session::{Held, Live, Phase},
    shared::Shared,
    vault::{self, KeptStream},
};
use model::sessions;
use presence::Presences;
use prometheus::{HistogramVec, IntCounterVec, histogram_opts, opts};
use std::{
    sync::{Arc, LazyLock, OnceLock, atomic::Ordering},
    time::{Duration, Instant},
};
use tokio::sync::watch;
use xmpp::{Event, Halt, Listener, Secret, State, Stream, StreamState, microblog, pubsub::Notification};

/// How often a write that the database refuses is tried before the session gives up, so that its server delivers the stanza again
/// later.
const TRIES: u32 = 5;

/// How long a database that is away is waited for, from the first failure on. The server keeps what comes afterwards.
const HOLD: Duration = Duration::from_secs(10);

/// How long it waits after the first failure; twice as long after each further one.
const PAUSE: Duration = Duration::from_millis(200);

static HEARD: LazyLock<HistogramVec> = LazyLock::new(|| {
    let help = "From when a session hears something until its rows are committed and its events emitted, in seconds, by kind";
    figure(HistogramVec::new(histogram_opts!("cosse_heard_seconds", help, SECONDS.to_vec()), &["kind"]))
});

static DROPPED: LazyLock<IntCounterVec> = LazyLock::new(|| {
    let help = "Stanzas that were not believed, because their sender has no right to what they claim";
    figure(IntCounterVec::new(opts!("cosse_stanzas_dropped_total", help), &["reason"]))
});

static RESUMPTIONS: LazyLock<IntCounterVec> = LazyLock::new(|| {
    let help = "Streams of before that were asked for: resumed, or refused and bound anew";
    figure(IntCounterVec::new(opts!("cosse_resumptions_total", help), &["outcome"]))
});

static RECONNECTS: LazyLock<IntCounterVec> = LazyLock::new(|| {
    let help = "Streams that were lost, and attempts that brought none, after which a session tries again";
    figure(IntCounterVec::new(opts!("cosse_reconnects_total", help), &["reason"]))
});

/// The ears of one session.
pub(crate) struct Ingest {
    shared: Arc<Shared>,
    live: Live,
    phases: Arc<watch::Sender<Phase>>,
    /// Why the session was halted, if it was.
    halted: Arc<OnceLock<GaveUp>>,
    presences: Presences,
    counted: Counted,
}

/// Why nothing more is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GaveUp {
    /// Somebody else owns the session.
    Displaced,
    /// The database is away for too long.
    Away,
    /// The database does not take it.
    Refused,
}

/// How something was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// The first time that it was tried.
    AtOnce,
    /// After a try that failed.
    AtLast,
}

impl Ingest {
    pub(crate) fn new(
        shared: Arc<Shared>,
        live: Live,
        phases: Arc<watch::Sender<Phase>>,
        halted: Arc<OnceLock<GaveUp>>,
    ) -> Self {
        let counted = Counted::new(sessions::State::SigningIn);
        Self { shared, live, phases, halted, presences: Presences::default(), counted }
    }

    fn go_on(&self, written: Result<Written, GaveUp>) -> Result<(), Halt> {
        written.map(drop).map_err(|gave_up| {
            self.halted.get_or_init(|| gave_up);
            Halt
        })
    }

    async fn take(&self, event: &Event) -> Result<(), model::Error> {
        let (shared, live) = (&*self.shared, &self.live);
        match event {
            Event::RosterPush(push) => contacts::pushed(&self.shared, live, push).await,
            Event::Presence(incoming) => self.presences.heard(&self.shared, live, incoming).await,
            Event::Items(notification) => self.notified(notification).await,
            Event::Message(message) => messages::heard(&self.shared, live, message).await,
            Event::Carbon(carbon) => messages::copied(shared, live, carbon).await,
            Event::Acknowledged { ids } => messages::acknowledged(shared, live, ids).await,
            Event::Unsure(id) => messages::unsure(shared, live, id).await,
            Event::Kept(kept) => match &kept.key {
                Some(key) => self.keep(&Secret::Scram(key.clone())).await,
                None => Ok(()),
            },
            Event::Dropped(reason) => {
                DROPPED.with_label_values(&[reason.as_str()]).inc();
                tracing::debug!(jid = %live.jid, reason = reason.as_str(), "a stanza was not believed");
                Ok(())
            }
            _ => Ok(()),
        }
    }

    async fn notified(&self, notification: &Notification) -> Result<(), model::Error> {
        if profiles::is_about(&notification.node) {
            profiles::notified(&self.shared, &self.live, notification).await
        } else {
            posts::notified(&self.shared, &self.live, notification).await?;
            if notification.node == microblog::NODE {
                comments::follow(&self.shared, &self.live);
            }
            Ok(())
        }
    }

    async fn keep(&self, secret: &Secret) -> Result<(), model::Error> {
        let Held { owner, jid, generation, .. } = &*self.live;
        let Some(sealed) = vault::seal_secret(&self.shared, owner, jid, secret) else { return Ok(()) };
        sessions::keep_secret(&self.shared.database, owner, *generation, &sealed, self.shared.now()).await
    }

    /// Whether the session is still ours.
    async fn state(&self, state: &State) -> bool {
        let (shared, live) = (&*self.shared, &self.live);
        match state {
            State::SigningIn => live.state(shared, kept(state), None).await,
            State::Reconnecting { reason, after } => {
                RECONNECTS.with_label_values(&[reason.as_str()]).inc();
                tracing::info!(jid = %live.jid, %reason, ?after, "a session lost its stream");
                self.phases.send_replace(Phase::Away);
                live.state(shared, kept(state), Some(&reason.to_string())).await
            }
            State::Online { stream, .. } => {
                note(*stream);
                let resumed = *stream == Stream::Resumed;
                if !resumed {
                    self.begin_anew().await;
                }
                // whoever had the stream before may have had no time for all that a new one asks for
                let settled = resumed && live.is_settled();
                self.phases.send_replace(if settled { Phase::Ready } else { Phase::Online });
                let ours = live.state(shared, kept(state), None).await;
                if ours {
                    self.come_back(settled);
                }
                ours
            }
        }
    }

    /// Before anything is sent on a new stream: what the old one left behind.
    async fn begin_anew(&self) {
        self.live.streams.fetch_add(1, Ordering::Relaxed);
        self.presences.forget();
        self.live.followed.forget();
        if let Err(error) = messages::left(&self.shared, &self.live).await {
            tracing::error!(%error, "what may not have been sent was not marked");
        }
    }

    /// Asks the server in a task of its own: the session itself must go on to hear the answers.
    fn come_back(&self, settled: bool) {
        let (shared, live, phases) = (Arc::clone(&self.shared), self.live.clone(), Arc::clone(&self.phases));
        tokio::spawn(async move {
            if settled {
                catch_up::back(&shared, &live).await;
                if live.owes_posts.load(Ordering::Relaxed) {
                    catch_up::posts_again(&shared, &live).await;
                }
            } else {
                catch_up::fresh(&shared, &live, &phases).await;
            }
        });
    }
}

impl Listener for Ingest {
    async fn event(&mut self, event: Event) -> Result<(), Halt> {
        if let Event::State(state) = &event {
            self.counted = Counted::new(kept(state));
            let ours = self.state(state).await;
            return self.go_on(if ours { Ok(Written::AtOnce) } else { Err(GaveUp::Displaced) });
        }
        let began = Instant::now();
        let written = persist(|| self.take(&event)).await;
        if written == Ok(Written::AtLast) {
            // a try that seemed to fail may have been done all the same, and the next had nothing to tell of
            self.shared.emit(&self.live.owner, &Told::Much).await;
        }
        HEARD.with_label_values(&[event.as_str()]).observe(began.elapsed().as_secs_f64());
        self.go_on(written)
    }

    async fn store(&mut self, state: &StreamState) -> Result<(), Halt> {
        let Held { owner, jid, generation, put_down, owes_posts, .. } = &*self.live;
        // what was heard counts as handled from here on
        let heard = persist(|| self.presences.write(&self.shared, &self.live)).await;
        self.go_on(heard)?;
        let whole = put_down.load(Ordering::Relaxed) && !owes_posts.load(Ordering::Relaxed);
        let kept = KeptStream { state, settled: self.live.is_settled(), whole: whole.then_some(*generation) };
        let sealed = vault::seal_stream(&self.shared, owner, jid, &kept);
        let (database, now) = (&self.shared.database, self.shared.now());
        let written =
            persist(|| sessions::keep_stream(database, owner, *generation, sealed.as_deref(), now)).await;
        self.go_on(written)
    }
}

/// A state of the session, as it is written down.
fn kept(state: &State) -> sessions::State {
    match state {
        State::SigningIn => sessions::State::SigningIn,
        State::Online { .. } => sessions::State::Online,
        State::Reconnecting { .. } => sessions::State::Reconnecting,
    }
}

/// Counts what became of the stream of before.
fn note(stream: Stream) {
    match stream {
        Stream::Fresh => {}
        Stream::Resumed => RESUMPTIONS.with_label_values(&["resumed"]).inc(),
        Stream::Refused => RESUMPTIONS.with_label_values(&["refused"]).inc(),
    }
}

/// Writes, again and again while the database is away, unless somebody else owns the session. What the database will never take is
/// left out, so that nobody's stanza ends the session of somebody else.
async fn persist<F: Future<Output = Result<(), model::Error>>>(
    write: impl Fn() -> F,
) -> Result<Written, GaveUp> {
    use model::Error;
    let (began, mut tried, mut pause) = (Instant::now(), 0, PAUSE);
    loop {
        tried += 1;
        match write().await {
            Ok(()) if tried == 1 => return Ok(Written::AtOnce),
            Ok(()) => return Ok(Written::AtLast),
            Err(Error::Displaced) => return Err(GaveUp::Displaced),
            Err(error @ (Error::TooLarge(_) | Error::Full(_) | Error::NotFound(_) | Error::Taken(_))) => {
                tracing::debug!(%error, "what a session heard was left out");
                return Ok(Written::AtOnce);
            }
            Err(error) => {
                tracing::warn!(%error, tried, "what a session heard could not be written");
                match error.is_away() {
                    true if began.elapsed() >= HOLD => return Err(GaveUp::Away),
                    false if tried >= TRIES => return Err(GaveUp::Refused),
                    _ => {}
                }
            }
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
}
