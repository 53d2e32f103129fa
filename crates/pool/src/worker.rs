//! The worker: takes commands off the bus, and holds the sessions.

use crate::{
    Rules,
    bus::{Bus, Change},
    catch_up,
    fulfilling::{order, put_out},
    restoring::restore,
    session::Live,
    shared::Shared,
};
use futures::future::join_all;
use model::{
    Database, PodId, blocks,
    pods::{self, Pod},
    secrets::Key,
    sessions::{self, SHARDS},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};
use time::OffsetDateTime;
use tokio::{sync::Semaphore, task::JoinSet};
use xmpp::{Network, Stop};

/// Orders that are worked on at a time.
pub(crate) const AT_ONCE: usize = 512;

/// Sessions that are begun at a time when many come back: each asks the database.
pub(crate) const STARTING: usize = 16;

/// How long what is being done may go on when the worker stops, or gives a shard away.
const FINISHING: Duration = Duration::from_secs(3);

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
    /// How many sessions it takes in.
    pub capacity: usize,
}

/// Holds sessions.
#[derive(Clone, Debug)]
pub struct Worker(Arc<Shared>);

impl Worker {
    /// A worker without sessions yet.
    #[must_use]
    pub fn new(options: WorkerOptions) -> Self {
        Self(Arc::new(Shared::new(options)))
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
        let mut leases = self.0.bus.leases(name, self.0.capacity);
        let mut asked = std::pin::pin!(asked);
        let (mut falling, mut leaving) = (HashMap::new(), JoinSet::new());
        loop {
            let change = tokio::select! {
                change = leases.next() => change,
                Some(Ok(shard)) = leaving.join_next() => {
                    leases.release(shard);
                    continue;
                }
                () = &mut asked => break,
            };
            let shared = Arc::clone(&self.0);
            match change {
                Change::Gained(shard) => {
                    let fallen = falling.remove(&shard);
                    tokio::spawn(async move {
                        // a session that still ends would be taken for one that is there
                        join_all(fallen).await;
                        restore(shared, shard).await;
                    });
                }
                Change::Lost(shard) => {
                    falling.insert(shard, tokio::spawn(put_down(shared.of_shard(shard))));
                }
                Change::Asked(shard) => {
                    leaving.spawn(async move {
                        shared.busy.over(shard, FINISHING).await;
                        put_down(shared.of_shard(shard)).await;
                        shard
                    });
                }
            }
        }
        self.finish().await;
        put_down(self.0.all()).await;
        leases.leave().await;
    }

    /// Begins nothing more, and waits a while for what is being done. What is not done then is delivered to whoever comes next.
    async fn finish(&self) {
        let Shared { orders, starting, .. } = &*self.0;
        let done = async { tokio::join!(all(orders, AT_ONCE), all(starting, STARTING)) };
        if tokio::time::timeout(FINISHING, done).await.is_err() {
            tracing::warn!("not all that was begun is done; others will do it again");
        }
        orders.close();
        starting.close();
    }

    /// Ends the sessions of pods that are no longer in use and of members who are suspended, starts those of pods that are again, and does what waits on pods that are
    /// written again, by what was so `before`, the last time. Tells the servers of those who have not looked for a while.
    ///
    /// # Errors
    /// The database's.
    pub async fn follow_pods(&self, before: &mut Option<Followed>) -> Result<(), model::Error> {
        let asked = Instant::now();
        let pods = pods::list(&self.0.database).await?;
        let now = Followed::of(&pods, self.0.now());
        let over = self.0.all().into_iter().filter(|live| !now.in_use.contains(&live.owner.pod));
        join_all(over.map(|live| async move { live.stop(Stop::Leave).await })).await;
        if before.as_ref().is_some_and(|before| !now.in_use.is_subset(&before.in_use)) {
            for shard in (0..SHARDS).filter(|shard| self.0.bus.holds(*shard)) {
                tokio::spawn(restore(Arc::clone(&self.0), shard));
            }
        }
        if let Some(before) = before {
            let again = |pod: &Pod| now.written.contains(&pod.id) && !before.written.contains(&pod.id);
            self.write_again(pods.into_iter().filter(again).collect(), asked);
        }
        *before = Some(now);
        self.end_suspended().await?;
        for account in self.0.unwatched() {
            if let Some(live) = self.0.live(&account) {
                live.active(false).await;
            }
        }
        Ok(())
    }

    /// Ends the sessions of members who are suspended or blocked, if nobody said so to whoever holds them.
    async fn end_suspended(&self) -> Result<(), model::Error> {
        let blocked = blocks::with_sessions(&self.0.database, self.0.now()).await?;
        for (pod, jid) in sessions::of_suspended(&self.0.database).await?.into_iter().chain(blocked) {
            let (shard, shared) = (sessions::shard(&pod, &jid), Arc::clone(&self.0));
            // not waited for: who signs in meanwhile goes first
            tokio::spawn(async move {
                let _doing = shared.busy.begin(shard).await;
                if shared.bus.holds(shard)
                    && let Err(error) = put_out(&shared, &pod, &jid).await
                {
                    tracing::warn!(%error, "the session of a member who is kept out did not end");
                }
            });
        }
        Ok(())
    }

    /// Does what waits on these pods, as they were when they were `asked` for.
    fn write_again(&self, pods: Vec<Pod>, asked: Instant) {
        let ids: HashSet<PodId> = pods.iter().map(|pod| pod.id).collect();
        // else who looks now is told what was so a moment ago, and nobody would ask again
        pods.into_iter().for_each(|pod| self.0.standings.remember(pod.id, asked, Some(pod)));
        for live in self.0.all().into_iter().filter(|live| ids.contains(&live.owner.pod) && live.online()) {
            let shared = Arc::clone(&self.0);
            tokio::spawn(async move { catch_up::back(&shared, &live).await });
        }
    }
}

/// Pods as they were when they were last looked at.
#[derive(Debug)]
pub struct Followed {
    in_use: HashSet<PodId>,
    written: HashSet<PodId>,
}

impl Followed {
    fn of(pods: &[Pod], now: OffsetDateTime) -> Self {
        let all = |is: fn(&Pod, OffsetDateTime) -> bool| {
            pods.iter().filter(|pod| is(pod, now)).map(|pod| pod.id).collect()
        };
        Self { in_use: all(Pod::is_in_use), written: all(Pod::is_written) }
    }
}

/// Waits until all places are free at once.
async fn all(places: &Semaphore, number: usize) {
    drop(places.acquire_many(u32::try_from(number).unwrap_or(u32::MAX)).await);
}

/// Drops streams without a word, so that they can be resumed.
async fn put_down(sessions: Vec<Live>) {
    join_all(sessions.iter().map(|live| live.stop(Stop::Keep))).await;
}
