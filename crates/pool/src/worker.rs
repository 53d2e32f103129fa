//! The worker: takes commands off the bus, and holds the sessions.

use crate::{
    Rules,
    bus::{Bus, Change, Delivery},
    commands::{Bench, Command, Refusal, Reply},
    forms,
    orders::{Answer, Order, Request, Secrets},
    register::{self, RegisterFailure},
    session::{self, Live, Phase},
    shared::{Account, Shared},
    sign_in::{self, Failure, SignInRefusal},
    vault, waiting,
    web::bytes,
};
use futures::future::join_all;
use jid::BareJid;
use model::{
    Database, Owner, PodId, members, pods,
    secrets::Key,
    sessions::{self, SHARDS},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use xmpp::{Network, Stop};
use zeroize::Zeroizing;

/// Orders that are worked on at a time.
pub(crate) const AT_ONCE: usize = 512;

/// Sessions that are read from the database at a time.
const PAGE: u32 = 200;

/// How long orders that are being done may go on when the worker stops.
const FINISHING: Duration = Duration::from_secs(3);

/// How long nobody tries after the database has not answered.
const AGAIN: Duration = Duration::from_secs(2);

/// How long a command waits for a session that is just coming back, before it is kept for later.
const PATIENCE: Duration = Duration::from_secs(4);

/// How long a starting session holds its place in the queue.
const SIGNING_IN: Duration = Duration::from_secs(10);

/// What a worker works with.
#[derive(Debug)]
pub struct WorkerOptions {
    /// Where rows go.
    pub database: Database,
    /// Where commands come from and events go.
    pub bus: Bus,
    /// How XMPP servers are reached.
    pub network: Arc<Network>,
    /// Seals what is kept.
    pub key: Arc<Key>,
    /// What other rooms of the house decide.
    pub rules: Rules,
    /// The platform's address, as the home of the software in service discovery (XEP-0115 `node`).
    pub node: String,
}

/// Holds sessions.
#[derive(Clone, Debug)]
pub struct Worker(Arc<Shared>);

impl Worker {
    /// A worker without sessions yet.
    #[must_use]
    pub fn new(options: WorkerOptions) -> Self {
        let WorkerOptions { database, bus, network, key, rules, node } = options;
        Self(Arc::new(Shared::new(database, bus, network, key, rules, node)))
    }

    /// Takes orders until the bus is shut. Every order has its own task, so that a slow server holds up nobody else.
    pub async fn serve(&self) {
        while let Ok(delivery) = self.0.bus.next().await {
            let Ok(place) = Arc::clone(&self.0.orders).acquire_owned().await else { return };
            let shared = Arc::clone(&self.0);
            tokio::spawn(async move {
                order(&shared, delivery).await;
                drop(place);
            });
        }
    }

    /// Holds the sessions of the shards that this worker leases under its name, as they come and go, until it is `asked` to stop.
    /// Then all are put down in a way that their streams can be resumed, and others may have them.
    pub async fn hold(&self, name: &str, asked: impl Future<Output = ()>) {
        let mut leases = self.0.bus.leases(name);
        let mut asked = std::pin::pin!(asked);
        let mut falling = HashMap::new();
        loop {
            let change = tokio::select! {
                change = leases.next() => change,
                () = &mut asked => break,
            };
            match change {
                Change::Gained(shard) => {
                    let (shared, fallen) = (Arc::clone(&self.0), falling.remove(&shard));
                    tokio::spawn(async move {
                        // a session that still ends would be taken for one that is there
                        join_all(fallen).await;
                        restore(shared, shard).await;
                    });
                }
                Change::Lost(shard) => {
                    falling.insert(shard, tokio::spawn(put_down(self.0.of_shard(shard))));
                }
                Change::Asked(shard) => {
                    put_down(self.0.of_shard(shard)).await;
                    leases.release(shard);
                }
            }
        }
        self.finish_orders().await;
        put_down(self.0.all()).await;
        leases.leave().await;
    }

    /// Waits a while for what is being done. What is not done then is delivered to whoever comes next.
    async fn finish_orders(&self) {
        let all = u32::try_from(AT_ONCE).unwrap_or(u32::MAX);
        drop(tokio::time::timeout(FINISHING, Arc::clone(&self.0.orders).acquire_many_owned(all)).await);
    }

    /// Ends the sessions of pods that are no longer in use, and starts those of pods that are again and were not `before`, the last
    /// time. Tells the servers of those who have not looked for a while.
    ///
    /// # Errors
    /// The database's.
    pub async fn follow_pods(&self, before: &mut Option<HashSet<PodId>>) -> Result<(), model::Error> {
        let pods = pods::list(&self.0.database).await?;
        let now: HashSet<PodId> = pods.iter().filter(|pod| sign_in::in_use(pod)).map(|pod| pod.id).collect();
        let over = self.0.all().into_iter().filter(|live| !now.contains(&live.owner.pod));
        join_all(over.map(|live| async move { live.stop(Stop::Leave).await })).await;
        if before.as_ref().is_some_and(|before| !now.is_subset(before)) {
            for shard in (0..SHARDS).filter(|shard| self.0.bus.holds(*shard)) {
                tokio::spawn(restore(Arc::clone(&self.0), shard));
            }
        }
        *before = Some(now);
        for account in self.0.unwatched() {
            if let Some(live) = self.0.live(&account) {
                live.handle.active(false).await;
            }
        }
        Ok(())
    }
}

/// Starts every session of a shard whose secret is kept and that is not there, a few at a time.
async fn restore(shared: Arc<Shared>, shard: u16) {
    let mut after = None;
    loop {
        let Some(rows) = kept(&shared, shard, after.as_ref()).await else { return };
        let Some(last) = rows.last() else { return };
        after = Some(last.owner());
        for row in rows {
            let Ok(place) = Arc::clone(&shared.starting).acquire_owned().await else { return };
            if !shared.bus.holds(shard) {
                return;
            }
            let shared = Arc::clone(&shared);
            tokio::spawn(async move {
                bring_back(&shared, shard, &row).await;
                drop(place);
            });
        }
    }
}

/// The shard's next sessions, read again and again while the database is away; none where the shard is another's by now.
async fn kept(shared: &Shared, shard: u16, after: Option<&Owner>) -> Option<Vec<sessions::Session>> {
    while shared.bus.holds(shard) {
        match sessions::kept(&shared.database, shard, after, PAGE).await {
            Ok(rows) => return Some(rows),
            Err(error) => wait_for_database(shard, &error).await,
        }
    }
    None
}

/// Starts a session, and waits a while for it.
async fn bring_back(shared: &Arc<Shared>, shard: u16, row: &sessions::Session) {
    while shared.bus.holds(shard) {
        match revive(shared, row).await {
            Ok(Some(live)) => {
                live.reaches(Phase::Online, SIGNING_IN).await;
                return;
            }
            Ok(None) => return,
            Err(error) => wait_for_database(shard, &error).await,
        }
    }
}

async fn wait_for_database(shard: u16, error: &model::Error) {
    tracing::error!(%error, shard, "sessions could not be read; it is tried again");
    tokio::time::sleep(AGAIN).await;
}

/// Drops streams without a word, so that they can be resumed.
async fn put_down(sessions: Vec<Live>) {
    join_all(sessions.iter().map(|live| live.stop(Stop::Keep))).await;
}

/// Starts a session that was there before, unless it is here already.
async fn revive(shared: &Arc<Shared>, row: &sessions::Session) -> Result<Option<Live>, model::Error> {
    let owner = row.owner();
    let account = (owner.pod, row.jid.clone());
    // not while she signs in: two sessions would displace each other
    let _turn = shared.sign_in_alone(&account).await;
    if let Some(live) = shared.live(&account) {
        return Ok(Some(live));
    }
    match session::kept(shared, &owner, &row.jid).await? {
        Some(begin) => Ok(Some(session::start(Arc::clone(shared), begin).await?)),
        None => {
            needs_password(shared, row).await;
            Ok(None)
        }
    }
}

/// The session of an account, brought back now if it waits for its turn: somebody wants something of it.
async fn present(shared: &Arc<Shared>, account: &Account) -> Result<Option<Live>, model::Error> {
    if let Some(live) = shared.live(account) {
        return Ok(Some(live));
    }
    let Some(member) = members::by_jid(&shared.database, &account.0, &account.1).await? else {
        return Ok(None);
    };
    let Some(row) = sessions::get(&shared.database, &member.owner()).await? else { return Ok(None) };
    if row.state == sessions::State::NeedsPassword {
        return Ok(None);
    }
    revive(shared, &row).await
}

/// Nothing was kept that could sign in: the member did not want her password to be, and the server left no other way.
async fn needs_password(shared: &Shared, row: &sessions::Session) {
    let (state, why, now) = (sessions::State::NeedsPassword, Some("no secret is kept"), shared.now());
    let written = sessions::set_state(&shared.database, &row.owner(), row.generation, state, why, now).await;
    if let Err(error) = written {
        tracing::error!(%error, "the state of a session was not written down");
    }
}

async fn order(shared: &Arc<Shared>, delivery: Delivery) {
    let Delivery { shard, bytes: order, receipt } = delivery;
    if !shared.bus.holds(shard) {
        return tracing::info!(shard, "an order is left to whoever has the shard by now");
    }
    match serde_json::from_slice::<Order>(&order) {
        // to make an account twice is to be told that it is taken: this is done once, or nobody knows
        Ok(order) if matches!(order.request, Request::Register { .. }) => {
            shared.bus.done(shard, receipt).await;
            fulfil_and_reply(shared, &order).await;
        }
        Ok(order) => {
            fulfil_and_reply(shared, &order).await;
            shared.bus.done(shard, receipt).await;
        }
        Err(error) => {
            tracing::error!(%error, "an order of another version was dropped");
            shared.bus.done(shard, receipt).await;
        }
    }
}

async fn fulfil_and_reply(shared: &Arc<Shared>, order: &Order) {
    let answer = fulfil(shared, order).await;
    shared.bus.reply(&order.ticket, bytes(&answer)).await;
}

async fn fulfil(shared: &Arc<Shared>, order: &Order) -> Answer {
    let Order { pod, jid, request, .. } = order;
    match request {
        Request::SignIn { password, keep } => sign_in(shared, pod, jid, password, *keep).await,
        Request::Form => form(shared, pod, jid).await,
        Request::Register { account, sealed } => register(shared, pod, account, sealed).await,
        Request::SignOut => sign_out(shared, pod, jid).await,
        Request::Watch { by, watching } => {
            let account = (*pod, jid.clone());
            let active = shared.watch(account.clone(), by, *watching);
            if let Some(live) = shared.live(&account) {
                live.handle.active(active).await;
            }
            Answer::Done
        }
        Request::Retry => {
            if let Some(live) = shared.live(&(*pod, jid.clone())).filter(Live::online) {
                crate::catch_up::back(shared, &live).await;
            }
            Answer::Done
        }
        Request::Act { id, command } => match act(shared, pod, jid, id, command).await {
            Ok(reply) => Answer::Acted { reply },
            Err(error) => Answer::Failed { cause: error.to_string() },
        },
    }
}

async fn sign_in(shared: &Arc<Shared>, pod: &PodId, jid: &BareJid, sealed: &[u8], keep: bool) -> Answer {
    let Some(password) = vault::open_password(shared, pod, jid, sealed) else { return unreadable() };
    let Some(_entering) = shared.entrance.enter(jid.domain()) else {
        return Answer::SignInRefused { refusal: SignInRefusal::Crowded };
    };
    match sign_in::sign_in(shared, pod, jid, password, keep).await {
        Ok(member) => Answer::SignedIn { member },
        Err(Failure::Refused(refusal)) => Answer::SignInRefused { refusal },
        Err(Failure::Model(error)) => Answer::Failed { cause: error.to_string() },
    }
}

async fn form(shared: &Arc<Shared>, pod: &PodId, jid: &BareJid) -> Answer {
    let Some(_entering) = shared.entrance.enter(jid.domain()) else {
        return Answer::RegisterRefused { refusal: SignInRefusal::Crowded.into() };
    };
    match forms::ask(shared, pod, jid.domain()).await {
        Ok(form) => Answer::Form { form },
        Err(refusal) => Answer::RegisterRefused { refusal },
    }
}

async fn register(shared: &Arc<Shared>, pod: &PodId, jid: &BareJid, sealed: &[u8]) -> Answer {
    let opened = vault::open_password(shared, pod, jid, sealed);
    let Some(Secrets { password, filled }) = opened.and_then(|text| serde_json::from_str(&text).ok()) else {
        return unreadable();
    };
    let password = Zeroizing::new(password);
    let Some(_entering) = shared.entrance.enter(jid.domain()) else {
        return Answer::RegisterRefused { refusal: SignInRefusal::Crowded.into() };
    };
    match register::register(shared, pod, jid, &password, &filled).await {
        Ok(()) => Answer::Done,
        Err(RegisterFailure::Refused(refusal)) => Answer::RegisterRefused { refusal },
        Err(RegisterFailure::Model(error)) => Answer::Failed { cause: error.to_string() },
    }
}

fn unreadable() -> Answer {
    Answer::Failed { cause: "the password was sealed with another key".to_owned() }
}

async fn sign_out(shared: &Shared, pod: &PodId, jid: &BareJid) -> Answer {
    if let Some(live) = shared.live(&(*pod, jid.clone())) {
        live.stop(Stop::Leave).await;
    }
    match forget(shared, pod, jid).await {
        Ok(()) => Answer::Done,
        Err(error) => Answer::Failed { cause: error.to_string() },
    }
}

async fn forget(shared: &Shared, pod: &PodId, jid: &BareJid) -> Result<(), model::Error> {
    let Some(member) = members::by_jid(&shared.database, pod, jid).await? else { return Ok(()) };
    sessions::remove(&shared.database, &member.owner()).await
}

/// Does a command now, or keeps it for when the session is back.
async fn act(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    id: &str,
    command: &Command,
) -> Result<Reply, model::Error> {
    let Some(live) = present(shared, &(*pod, jid.clone())).await? else { return Ok(Reply::NeedsPassword) };
    if command.needs_stream() && !live.reaches(Phase::Online, PATIENCE).await {
        return later(shared, &live, id, command).await;
    }
    let bench = Bench::new(shared, &live);
    match command.run(id, &bench).await {
        Ok(()) => Ok(Reply::Done),
        Err(stopped) if stopped.may_pass() && command.can_wait() => later(shared, &live, id, command).await,
        Err(stopped) if stopped.may_pass() => Ok(Reply::Unknown),
        Err(stopped) => {
            stopped.model().map_or_else(|stopped| Ok(Reply::Refused(Refusal::from(&stopped))), Err)
        }
    }
}

async fn later(
    shared: &Arc<Shared>,
    live: &Live,
    id: &str,
    command: &Command,
) -> Result<Reply, model::Error> {
    if !command.can_wait() {
        return Ok(Reply::Refused(Refusal::Unreachable));
    }
    waiting::keep(shared, &live.owner, id, command).await?;
    if live.online() {
        // it came back in between, and whoever does what waits may have looked too early
        if let Err(error) = waiting::drain(shared, live).await {
            tracing::info!(%error, "what waits goes on waiting");
        }
    }
    Ok(Reply::Waiting)
}
