//! What all sessions of a worker share.

use crate::{
    Rules,
    bus::Bus,
    busy::Busy,
    entrance::Entrance,
    events::{self, Event},
    figures::{SECONDS, figure},
    forms::Forms,
    readings::Readings,
    session::Live,
    standings::Standings,
    watched::Watched,
    web::bytes,
    worker::{AT_ONCE, STARTING, WorkerOptions},
};
use jid::BareJid;
use model::{Database, Owner, PodId, pods::Standing, secrets::Key};
use prometheus::{HistogramVec, histogram_opts};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    time::Instant,
};
use time::OffsetDateTime;
use tokio::sync::{OwnedMutexGuard, Semaphore};
use xmpp::{Network, disco::Identity};

static EMITTED: LazyLock<HistogramVec> = LazyLock::new(|| {
    let help = "How long it takes until the bus has an event for a member's open pages, in seconds";
    figure(HistogramVec::new(histogram_opts!("cosse_event_emit_seconds", help, SECONDS.to_vec()), &["event"]))
});

/// An account on a pod: what a session is found by.
pub(crate) type Account = (PodId, BareJid);

/// What all sessions of a worker share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) database: Database,
    pub(crate) bus: Bus,
    pub(crate) network: Arc<Network>,
    pub(crate) key: Arc<Key>,
    pub(crate) rules: Rules,
    pub(crate) entrance: Entrance,
    pub(crate) forms: Forms,
    pub(crate) standings: Standings,
    pub(crate) readings: Readings,
    /// What every session says that it is.
    pub(crate) identity: Arc<Identity>,
    /// How many sessions this worker takes in.
    pub(crate) capacity: usize,
    live: Mutex<HashMap<Account, Live>>,
    /// Who is signing in; one at a time for each account.
    signing: Mutex<HashMap<Account, Arc<tokio::sync::Mutex<()>>>>,
    /// Accounts whose pages are open, whether they have a session or not.
    watched: Mutex<Watched>,
    /// Shards for which something is being done.
    pub(crate) busy: Busy,
    /// Places for orders that are worked on.
    pub(crate) orders: Arc<Semaphore>,
    /// Places for sessions that are begun.
    pub(crate) starting: Arc<Semaphore>,
}

impl Shared {
    pub(crate) fn new(options: WorkerOptions) -> Self {
        let WorkerOptions { database, bus, network, key, rules, node, capacity } = options;
        Self {
            database,
            bus,
            network,
            key,
            rules,
            entrance: Entrance::default(),
            forms: Forms::default(),
            standings: Standings::default(),
            readings: Readings::default(),
            identity: Arc::new(Identity { name: "Cosse".to_owned(), node }),
            capacity,
            live: Mutex::default(),
            signing: Mutex::default(),
            watched: Mutex::default(),
            busy: Busy::default(),
            orders: Arc::new(Semaphore::new(AT_ONCE)),
            starting: Arc::new(Semaphore::new(STARTING)),
        }
    }

    /// The time.
    pub(crate) fn now(&self) -> OffsetDateTime {
        (self.rules.now)()
    }

    /// Whether anything is written on a pod.
    pub(crate) async fn is_written(&self, pod: &PodId) -> Result<bool, model::Error> {
        Ok(self.standings.of(&self.database, pod, self.now()).await? == Standing::Open)
    }

    /// Tells a member's open pages.
    pub(crate) async fn emit(&self, owner: &Owner, event: &Event) {
        let began = Instant::now();
        self.bus.emit(&events::stream(owner), bytes(event)).await;
        EMITTED.with_label_values(&[event.as_str()]).observe(began.elapsed().as_secs_f64());
    }

    /// The session of an account, if one is held.
    pub(crate) fn live(&self, account: &Account) -> Option<Live> {
        self.lock().get(account).cloned()
    }

    /// Whether there is room for somebody who is coming in. Sessions that are there stay, and those that were there come back, however
    /// many they are.
    pub(crate) fn has_room(&self, account: &Account) -> bool {
        let live = self.lock();
        live.contains_key(account) || live.len() + self.entrance.coming() <= self.capacity
    }

    /// Remembers whether any page of an account is open on a web node. Whether any is.
    pub(crate) fn watch(&self, account: Account, by: &str, watching: bool) -> bool {
        self.watched().note(account, by, watching.then(Instant::now))
    }

    /// Whether any page of an account is open.
    pub(crate) fn is_watched(&self, account: &Account) -> bool {
        self.watched().is(account)
    }

    /// Accounts whose web nodes have not said for a while that a page is open.
    pub(crate) fn unwatched(&self) -> Vec<Account> {
        self.watched().forget(Instant::now())
    }

    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nobody else signs this account in: two that do it at once would each start a session and make a member.
    pub(crate) async fn sign_in_alone(&self, account: &Account) -> OwnedMutexGuard<()> {
        let turn = {
            let mut signing = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
            signing.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(signing.entry(account.clone()).or_default())
        };
        turn.lock_owned().await
    }

    /// All sessions.
    pub(crate) fn all(&self) -> Vec<Live> {
        self.lock().values().cloned().collect()
    }

    /// The sessions of a shard.
    pub(crate) fn of_shard(&self, shard: u16) -> Vec<Live> {
        self.lock().values().filter(|live| live.shard() == shard).cloned().collect()
    }

    /// Enters a session.
    pub(crate) fn enter(&self, account: Account, live: Live) {
        self.lock().insert(account, live);
    }

    /// Forgets a session, unless another has taken its place.
    pub(crate) fn leave(&self, account: &Account, generation: i64) {
        let mut live = self.lock();
        if live.get(account).is_some_and(|live| live.generation == generation) {
            live.remove(account);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Account, Live>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
