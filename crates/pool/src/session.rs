//! One member's session: the task that holds it, and what the rest of the worker knows of it.

use crate::{
    chats,
    comments::Followed,
    events::Event,
    fetching::Fetching,
    ingest::{GaveUp, Ingest},
    quiet::Quiet,
    shared::Shared,
    vault::{self, KeptStream},
};
use futures::{FutureExt, future::BoxFuture};
use jid::{BareJid, FullJid};
use model::{Owner, archives::Cursor, messages, pods, sessions};
use std::{
    ops::Deref,
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{sync::watch, task::JoinHandle};
use xmpp::{Backoff, End, Handle, Requests, Secret, Start, Turn};

/// How long a session stays away after somebody else has bound its resource, or after a fault of ours; and the longest it stays
/// away when the database was.
const AWAY: Duration = Duration::from_secs(60);

/// How a session is, for those who wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Connecting and signing in, for the first time or again.
    Away,
    /// Stanzas flow.
    Online,
    /// The roster has been read, too.
    Ready,
    /// It has ended.
    Ended,
}

/// A session that this worker holds. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Live(Arc<Held>);

/// What is known of it.
#[derive(Debug)]
pub(crate) struct Held {
    /// Whose it is.
    pub(crate) owner: Owner,
    /// The member's address.
    pub(crate) jid: BareJid,
    /// The address that its stream is bound to, as long as the server grants the resource that was asked for.
    pub(crate) bound: FullJid,
    /// Speaks to it.
    pub(crate) handle: Handle,
    /// How it is.
    pub(crate) phase: watch::Receiver<Phase>,
    /// The fencing token: what an older owner of this session writes is refused.
    pub(crate) generation: i64,
    /// Held by whoever hands messages to the stream, so that they go out in their order.
    pub(crate) sending: tokio::sync::Mutex<()>,
    /// Held by whoever reads the archive.
    pub(crate) reading: tokio::sync::Mutex<()>,
    /// Whether somebody waited for it when it began.
    pub(crate) hurried: bool,
    /// How many streams it has bound.
    pub(crate) streams: AtomicU32,
    /// With which of them somebody does, or has done, all that a new stream asks for.
    pub(crate) settling: AtomicU32,
    /// With which of them that is done: the contacts are read, presence is said, what was missed is here.
    pub(crate) settled: AtomicU32,
    /// Whether it is put down for somebody else.
    pub(crate) put_down: AtomicBool,
    /// Whether posts are to be asked for again, that the server may have told of whoever had its stream before.
    pub(crate) owes_posts: AtomicBool,
    /// With which of them nothing of the archive was left to be read.
    pub(crate) caught_up: AtomicU32,
    /// Whether what is left to do is tried again in a while.
    pub(crate) comes_back: AtomicBool,
    /// An entry of the archive that was heard live, and when.
    pub(crate) heard: Mutex<Option<(Instant, Cursor)>>,
    /// Whose comments were asked for on this stream.
    pub(crate) followed: Followed,
    /// The pictures that are being fetched.
    pub(crate) fetching: Fetching,
    /// Whether the server may hold things back.
    pub(crate) quiet: Quiet,
    task: tokio::sync::Mutex<Option<JoinHandle<()>>>,
}

/// Why a session ended that is to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fall {
    /// Somebody else has bound its resource: another deployment, or a copy of this one.
    Displaced,
    /// Another worker has claimed it, and may have lost its lease since.
    Claimed,
    /// A mistake of ours, or something that the database does not take.
    Failed,
    /// The database was away.
    DatabaseAway,
}

/// How a session begins.
#[derive(Debug)]
pub(crate) struct Begin {
    /// Whose it is.
    pub(crate) owner: Owner,
    /// The member's address.
    pub(crate) jid: BareJid,
    /// What it signs in with.
    pub(crate) secret: Secret,
    /// The stream to resume.
    pub(crate) stream: Option<KeptStream>,
    /// How long it waits when it ends and comes back, after those that ended young before it.
    pub(crate) backoff: Backoff,
    /// When it may open its stream.
    pub(crate) turn: Turn,
}

impl Deref for Live {
    type Target = Held;

    fn deref(&self) -> &Held {
        &self.0
    }
}

impl Live {
    fn new(
        begin: &Begin,
        bound: FullJid,
        handle: Handle,
        phase: watch::Receiver<Phase>,
        generation: i64,
    ) -> Self {
        let stream = begin.stream.as_ref();
        Self(Arc::new(Held {
            owner: begin.owner,
            jid: begin.jid.clone(),
            bound,
            handle,
            phase,
            generation,
            sending: tokio::sync::Mutex::default(),
            reading: tokio::sync::Mutex::default(),
            // one that is resumed was bound before
            streams: AtomicU32::new(1),
            hurried: begin.turn != Turn::InLine,
            settling: AtomicU32::default(),
            settled: AtomicU32::new(stream.is_some_and(|kept| kept.settled).into()),
            put_down: AtomicBool::default(),
            owes_posts: AtomicBool::new(stream.is_some_and(|kept| kept.whole != Some(generation - 1))),
            caught_up: AtomicU32::default(),
            comes_back: AtomicBool::default(),
            heard: Mutex::default(),
            followed: Followed::default(),
            fetching: Fetching::default(),
            quiet: Quiet::default(),
            task: tokio::sync::Mutex::default(),
        }))
    }

    /// Waits until the session is so, or has ended, or the time is over. Whether it is so.
    pub(crate) async fn reaches(&self, phase: Phase, limit: Duration) -> bool {
        let mut phases = self.phase.clone();
        let wanted = |now: &Phase| {
            *now == Phase::Ended || *now == phase || (phase == Phase::Online && *now == Phase::Ready)
        };
        let reached = tokio::time::timeout(limit, phases.wait_for(wanted)).await;
        matches!(reached, Ok(Ok(now)) if *now != Phase::Ended)
    }

    /// Whether stanzas flow now.
    pub(crate) fn online(&self) -> bool {
        matches!(*self.phase.borrow(), Phase::Online | Phase::Ready)
    }

    /// The number of its stream.
    pub(crate) fn stream(&self) -> u32 {
        self.streams.load(Ordering::Relaxed)
    }

    /// Whether all was done that a new stream asks for.
    pub(crate) fn is_settled(&self) -> bool {
        self.settled.load(Ordering::Relaxed) == self.stream()
    }

    /// Whether nothing of the archive is left to be read, so that what it hears is the archive's end.
    pub(crate) fn has_caught_up(&self) -> bool {
        self.caught_up.load(Ordering::Relaxed) == self.stream()
    }

    /// Which shard it belongs to.
    pub(crate) fn shard(&self) -> u16 {
        sessions::shard(&self.owner.pod, &self.jid)
    }

    /// Writes the session's state down, and tells the member's pages. False when a newer owner of the session keeps it from
    /// being written: that one knows better.
    pub(crate) async fn state(&self, shared: &Shared, state: sessions::State, reason: Option<&str>) -> bool {
        let now = shared.now();
        match sessions::set_state(&shared.database, &self.owner, self.generation, state, reason, now).await {
            Ok(()) => shared.emit(&self.owner, &Event::Session).await,
            Err(model::Error::Displaced) => return false,
            Err(error) => tracing::error!(%error, "the state of a session was not written down"),
        }
        true
    }

    /// Tells the server whether anybody looks.
    pub(crate) async fn active(&self, yes: bool) {
        self.quiet.note(yes, Instant::now());
        self.handle.active(yes).await;
    }

    /// Stops it, and waits until it has stopped.
    pub(crate) async fn stop(&self, how: xmpp::Stop) {
        self.put_down.store(how == xmpp::Stop::Keep, Ordering::Relaxed);
        self.handle.stop(how).await;
        if let Some(task) = self.task.lock().await.take()
            && let Err(error) = task.await
        {
            tracing::error!(%error, "a session's task failed");
        }
    }
}

/// The resource of a session that was never there before: the same at each sign-in, so that a new stream displaces the
/// old one of this session and no other.
pub(crate) fn resource(owner: &Owner) -> String {
    format!("cosse-{}", owner.member.to_string().to_ascii_lowercase())
}

/// Takes a session over, starts its task and enters it among the live ones.
pub(crate) fn start(shared: Arc<Shared>, begin: Begin) -> BoxFuture<'static, Result<Live, model::Error>> {
    // boxed, because a session that ends may start its successor
    async move {
        let shard = sessions::shard(&begin.owner.pod, &begin.jid);
        if !shared.bus.holds(shard) {
            return Err(model::Error::Displaced);
        }
        let row = sessions::claim(&shared.database, &begin.owner, shared.now()).await?;
        let (stream, left) = taken_up(&shared, &begin, &row).await?;
        let begin = Begin { stream, ..begin };
        let (handle, requests) = xmpp::handle::channel();
        let (phases, phase) = watch::channel(Phase::Away);
        let (owner, jid) = (begin.owner, begin.jid.clone());
        let bound = jid.with_resource_str(&row.resource).map_err(|_| model::Error::NotFound("resource"))?;
        let live = Live::new(&begin, bound, handle, phase, row.generation);
        shared.enter((owner.pod, jid), live.clone());
        let session = hold(Arc::clone(&shared), begin, requests, phases, live.clone());
        *live.task.lock().await = Some(tokio::spawn(session));
        // whoever puts the shard's sessions down may have looked before this one was entered
        if !shared.bus.holds(shard) {
            live.stop(xmpp::Stop::Keep).await;
            return Err(model::Error::Displaced);
        }
        greet(&shared, &live, left).await;
        Ok(live)
    }
    .boxed()
}

/// Tells the member's open pages that the session has a new owner: who had it before may have died between a row and the event that
/// tells of it.
async fn greet(shared: &Shared, live: &Live, left: Vec<messages::Key>) {
    chats::tell_all(shared, live, left).await;
    shared.emit(&live.owner, &Event::Much).await;
    live.active(shared.is_watched(&(live.owner.pod, live.jid.clone()))).await;
}

/// The stream as it is now that nobody else writes it any more, and messages that were never handed to it: whoever had it died before.
async fn taken_up(
    shared: &Shared,
    begin: &Begin,
    row: &sessions::Session,
) -> Result<(Option<KeptStream>, Vec<messages::Key>), model::Error> {
    let sealed = begin.stream.as_ref().and(row.stream.as_deref());
    let stream = sealed.and_then(|sealed| vault::open_stream(shared, &begin.owner, &begin.jid, sealed));
    let Some(kept) = &stream else { return Ok((None, Vec::new())) };
    let left =
        messages::not_handed_over(&shared.database, &begin.owner, row.generation, kept.state.message_ids())
            .await?;
    Ok((stream, left))
}

/// The task of a session, from its start until it ends; then what its end asks for.
async fn hold(
    shared: Arc<Shared>,
    begin: Begin,
    requests: Requests,
    phases: watch::Sender<Phase>,
    live: Live,
) {
    let Begin { owner, jid, secret, stream, turn, mut backoff } = begin;
    let stream = stream.map(|kept| kept.state);
    let born = Instant::now();
    let resource = live.bound.resource().to_owned();
    let account =
        xmpp::Account { jid: jid.clone(), resource, secret, identity: Arc::clone(&shared.identity) };
    let phases = Arc::new(phases);
    let halted = Arc::<OnceLock<GaveUp>>::default();
    let ingest = Ingest::new(Arc::clone(&shared), live.clone(), Arc::clone(&phases), Arc::clone(&halted));
    let session =
        xmpp::session::run(Arc::clone(&shared.network), account, Start { stream, turn }, requests, ingest);
    let end = AssertUnwindSafe(session).catch_unwind().await;
    shared.leave(&(owner.pod, jid.clone()), live.generation);
    phases.send_replace(Phase::Ended);
    backoff.lived(born.elapsed(), false);
    let comes_back = |fall| comes_back(shared.clone(), live.clone(), fall, backoff);
    match end {
        Ok(End::Stopped) => match halted.get() {
            Some(GaveUp::Away) => comes_back(Fall::DatabaseAway),
            Some(GaveUp::Refused) => comes_back(Fall::Failed),
            Some(GaveUp::Displaced) => comes_back(Fall::Claimed),
            None => {}
        },
        Ok(End::NeedsPassword(error)) => {
            tracing::info!(%error, "a session needs its member's password");
            let why = error.to_string();
            // boxed, because an idle session waits above
            Box::pin(live.state(&shared, sessions::State::NeedsPassword, Some(&why))).await;
        }
        Ok(End::Displaced) => comes_back(Fall::Displaced),
        Err(_) => comes_back(Fall::Failed),
    }
}

impl Fall {
    fn why(self) -> &'static str {
        match self {
            Self::Displaced => "another client took our place",
            Self::Claimed => "another worker took it",
            Self::Failed => "the session failed",
            Self::DatabaseAway => "the database was away",
        }
    }

    /// Whoever is last to bind a resource displaces the other at once, so a displaced session waits long. A database that is back
    /// is not asked by all sessions in the same moment. Another worker that has claimed a session of ours learns at once that it must
    /// not: whoever has the lease has the session.
    fn wait(self, backoff: &mut Backoff) -> Duration {
        match self {
            Self::Displaced | Self::Failed => AWAY,
            Self::DatabaseAway | Self::Claimed => backoff.next(rand::random()).min(AWAY),
        }
    }

    /// Where the new session begins: what the old one died of must not be delivered to it again, and what could only not be
    /// written must.
    fn stream(self, kept: Option<KeptStream>) -> Option<KeptStream> {
        kept.filter(|_| matches!(self, Self::DatabaseAway | Self::Claimed))
    }
}

/// Comes back after a while, in a task of its own: whoever stops the session does not wait for it.
fn comes_back(shared: Arc<Shared>, live: Live, fall: Fall, backoff: Backoff) {
    tokio::spawn(async move { come_back(&shared, &live, fall, backoff).await });
}

async fn come_back(shared: &Arc<Shared>, live: &Live, fall: Fall, mut backoff: Backoff) {
    tracing::warn!(jid = %live.jid, why = fall.why(), "a session ended and comes back later");
    live.state(shared, sessions::State::Reconnecting, Some(fall.why())).await;
    loop {
        tokio::time::sleep(fall.wait(&mut backoff)).await;
        let account = (live.owner.pod, live.jid.clone());
        let _turn = shared.sign_in_alone(&account).await;
        if shared.live(&account).is_some() || !shared.bus.holds(live.shard()) || !in_use(shared, live).await {
            return;
        }
        match kept(shared, &live.owner, &live.jid).await {
            Ok(Some(begin)) => {
                let (stream, backoff) = (fall.stream(begin.stream), backoff.clone());
                match start(Arc::clone(shared), Begin { stream, backoff, ..begin }).await {
                    Ok(_) => return,
                    Err(error) => tracing::error!(%error, "a session cannot come back yet"),
                }
            }
            Ok(None) => {
                live.state(shared, sessions::State::NeedsPassword, Some("no secret is kept")).await;
                return;
            }
            Err(error) => tracing::error!(%error, "a session cannot come back yet"),
        }
    }
}

/// Whether the pod is still in use; where nobody can say, it is.
async fn in_use(shared: &Shared, live: &Live) -> bool {
    match pods::get(&shared.database, &live.owner.pod).await {
        Ok(pod) => pod.is_some_and(|pod| pod.is_in_use(shared.now())),
        Err(_) => true,
    }
}

/// What the database keeps of a session, opened: how it begins again.
///
/// # Errors
/// The database's.
pub(crate) async fn kept(
    shared: &Shared,
    owner: &Owner,
    jid: &BareJid,
) -> Result<Option<Begin>, model::Error> {
    let Some(row) = sessions::get(&shared.database, owner).await? else { return Ok(None) };
    let Some(secret) =
        row.secret.as_deref().and_then(|sealed| vault::open_secret(shared, owner, jid, sealed))
    else {
        return Ok(None);
    };
    let stream = row.stream.as_deref().and_then(|sealed| vault::open_stream(shared, owner, jid, sealed));
    let (owner, turn, backoff) = (*owner, Turn::InLine, Backoff::default());
    Ok(Some(Begin { owner, jid: jid.clone(), secret, stream, turn, backoff }))
}
