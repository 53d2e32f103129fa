//! Which shards a worker has, and until when. A worker that does not hear from Redis in time gives up what it has: others may have
//! taken it.

use super::{Delivering, Redis, link::late, scripts, shares};
use crate::{
    bus::{Change, HELD},
    figures::figure,
};
use futures::future::join_all;
use model::sessions::SHARDS;
use prometheus::IntCounter;
use redis::{FromRedisValue, RedisResult, ScriptInvocation};
use std::{collections::HashMap, sync::LazyLock, time::Duration};
use tokio::{
    sync::mpsc,
    task::JoinHandle,
    time::{Instant, MissedTickBehavior},
};

/// How long a lease lasts. A worker that has died is missed after that.
const LEASE: Duration = Duration::from_secs(3);

/// How often leases are renewed.
const BEAT: Duration = Duration::from_millis(700);

/// How long Redis may take to say whether a lease goes on.
const ANSWER: Duration = Duration::from_secs(1);

/// Leases that are asked for at a time.
const AT_ONCE: usize = 32;

/// What Redis says of a lease that is asked for: another's, ours as before, ours from now on, ours from now on though another has not
/// given it back.
const ANOTHERS: i64 = 0;
const GOES_ON: i64 = 1;
const TAKEN: i64 = 2;
const TAKEN_OVER: i64 = 3;

static TAKE_OVERS: LazyLock<IntCounter> = LazyLock::new(|| {
    let help = "Shards that this worker took from one that had not given them back: it died, or hung";
    figure(IntCounter::new("cosse_take_overs_total", help))
});

static LOSSES: LazyLock<IntCounter> = LazyLock::new(|| {
    let help =
        "Shards that this worker lost without having given them back: it hung, or did not hear from Redis";
    figure(IntCounter::new("cosse_lease_losses_total", help))
});

/// A worker's shards, as they come and go.
#[derive(Debug)]
pub(in crate::bus) struct Leases {
    changes: mpsc::UnboundedReceiver<Change>,
    wishes: mpsc::UnboundedSender<Wish>,
    task: Option<JoinHandle<()>>,
}

/// What the worker asks of the task that renews.
#[derive(Debug)]
enum Wish {
    Release(u16),
    Leave,
}

/// The task's own state.
struct Renewing {
    redis: Redis,
    worker: String,
    /// What the others see of it.
    card: String,
    held: HashMap<u16, Held>,
    /// Until then nothing more is taken.
    patient_until: Instant,
    changes: mpsc::UnboundedSender<Change>,
}

struct Held {
    until: Instant,
    /// The worker was asked to put it down.
    asked: bool,
    _delivering: Delivering,
}

impl Leases {
    pub(super) fn new(redis: Redis, worker: &str, capacity: usize) -> Self {
        // told from the beginning, so that the first is seen to come
        for figure in [&TAKE_OVERS, &LOSSES] {
            figure.inc_by(0);
        }
        let (sender, changes) = mpsc::unbounded_channel();
        let (wishes, wished) = mpsc::unbounded_channel();
        let renewing = Renewing {
            redis,
            worker: worker.to_owned(),
            card: shares::card(worker, capacity),
            held: HashMap::new(),
            patient_until: Instant::now(),
            changes: sender,
        };
        Self { changes, wishes, task: Some(tokio::spawn(renewing.run(wished))) }
    }

    pub(in crate::bus) async fn next(&mut self) -> Option<Change> {
        self.changes.recv().await
    }

    pub(in crate::bus) fn release(&self, shard: u16) {
        // the task is gone when the program ends
        let _ = self.wishes.send(Wish::Release(shard));
    }

    pub(in crate::bus) async fn leave(&mut self) {
        let _ = self.wishes.send(Wish::Leave);
        if let Some(task) = self.task.take() {
            let _ = task.await;
        }
    }
}

/// Who is dropped without having left is gone as in a crash: what it had runs out.
impl Drop for Leases {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}

impl Renewing {
    async fn run(mut self, mut wishes: mpsc::UnboundedReceiver<Wish>) {
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = beat.tick() => self.beat().await,
                wish = wishes.recv() => match wish {
                    Some(Wish::Release(shard)) => self.release(shard).await,
                    Some(Wish::Leave) | None => return self.leave().await,
                },
            }
        }
    }

    async fn beat(&mut self) {
        self.renew().await;
        match self.attend().await {
            Ok(cards) => self.balance(shares::share(cards, &self.card)).await,
            Err(error) => tracing::warn!(%error, "a worker cannot say that it is there"),
        }
    }

    /// Goes on with what it has, and gives up what it cannot be sure of.
    async fn renew(&mut self) {
        let before = Instant::now();
        let shards: Vec<u16> = self.held.keys().copied().collect();
        let answers = join_all(shards.iter().map(|shard| self.lease(*shard))).await;
        for (shard, answer) in shards.into_iter().zip(answers) {
            match answer {
                Ok(ANOTHERS) => self.lose(shard),
                Err(_) if self.is_over(shard) => self.lose(shard),
                Ok(_) if self.is_over(shard) => {
                    // nothing was done for it meanwhile: it begins anew
                    self.lose(shard);
                    self.gain(shard, before + LEASE);
                }
                Ok(answer) => {
                    self.extend(shard, before + LEASE);
                    if answer != GOES_ON {
                        // Redis came back empty: the others have not said yet what is theirs
                        self.patient_until = before + LEASE;
                    }
                }
                Err(error) => tracing::debug!(%error, shard, "a lease cannot be renewed yet"),
            }
        }
    }

    async fn balance(&mut self, share: usize) {
        if self.held.len() < share {
            if self.patient_until <= Instant::now() {
                self.take(share - self.held.len()).await;
            }
            return;
        }
        let spare = self.held.len() - share;
        let asked = self.held.values().filter(|held| held.asked).count();
        for (shard, held) in
            self.held.iter_mut().filter(|(_, held)| !held.asked).take(spare.saturating_sub(asked))
        {
            held.asked = true;
            // nothing begins any more that would have to be put down again
            self.redis.hold(*shard, None);
            let _ = self.changes.send(Change::Asked(*shard));
        }
    }

    /// Takes so many that nobody has. Each worker begins elsewhere, so that they rarely meet.
    async fn take(&mut self, number: usize) {
        let start =
            self.worker.bytes().fold(0_u16, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
                % SHARDS;
        let all = (0..SHARDS).map(|step| (start + step) % SHARDS);
        let free: Vec<u16> = all.filter(|shard| !self.held.contains_key(shard)).collect();
        let (mut free, mut missing) = (free.into_iter(), number);
        while missing > 0 {
            let before = Instant::now();
            let wanted: Vec<u16> = free.by_ref().take(missing.min(AT_ONCE)).collect();
            let answers = join_all(wanted.iter().map(|shard| self.lease(*shard))).await;
            for (shard, answer) in wanted.iter().zip(answers) {
                let Ok(GOES_ON | TAKEN | TAKEN_OVER) = answer else { continue };
                TAKE_OVERS.inc_by((answer == Ok(TAKEN_OVER)).into());
                self.gain(*shard, before + LEASE);
                missing -= 1;
            }
            if wanted.is_empty() {
                return;
            }
        }
    }

    fn gain(&mut self, shard: u16, until: Instant) {
        tracing::debug!(shard, "a lease was taken");
        self.redis.hold(shard, Some(until));
        // told first: its commands follow
        let _ = self.changes.send(Change::Gained(shard));
        let held = Held { until, asked: false, _delivering: self.redis.deliver(shard) };
        self.held.insert(shard, held);
        HELD.inc();
    }

    fn extend(&mut self, shard: u16, until: Instant) {
        if let Some(held) = self.held.get_mut(&shard) {
            held.until = until;
            self.redis.hold(shard, Some(until).filter(|_| !held.asked));
        }
    }

    fn is_over(&self, shard: u16) -> bool {
        self.held.get(&shard).is_some_and(|held| held.until <= Instant::now())
    }

    fn lose(&mut self, shard: u16) {
        self.redis.hold(shard, None);
        if self.held.remove(&shard).is_some() {
            HELD.dec();
            LOSSES.inc();
            tracing::warn!(shard, "a lease was lost");
            let _ = self.changes.send(Change::Lost(shard));
        }
    }

    async fn release(&mut self, shard: u16) {
        self.redis.hold(shard, None);
        if self.held.remove(&shard).is_some() {
            tracing::debug!(shard, "a lease is given back");
            HELD.dec();
            self.give_back(shard).await;
        }
    }

    async fn give_back(&self, shard: u16) {
        let keys = &self.redis.0.keys;
        let mut script = scripts::RELEASE.key(keys.lease(shard));
        script.key(keys.leased(shard));
        if let Err(error) = self.redis.0.link.run::<i64>(script.arg(&self.worker)).await {
            tracing::debug!(%error, shard, "a lease will run out instead of being given back");
        }
    }

    async fn leave(mut self) {
        let shards: Vec<u16> = self.held.drain().map(|(shard, _)| shard).collect();
        shards.iter().for_each(|shard| self.redis.hold(*shard, None));
        HELD.set(0);
        // nobody renews any more: all are given back before the first of them runs out
        for shards in shards.chunks(AT_ONCE) {
            join_all(shards.iter().map(|shard| self.give_back(*shard))).await;
        }
        let workers = self.redis.0.keys.workers();
        let left = self.redis.0.link.ask::<i64>(redis::cmd("ZREM").arg(workers).arg(&self.card)).await;
        if let Err(error) = left {
            tracing::debug!(%error, "a worker will be missed instead of having left");
        }
    }

    async fn lease(&self, shard: u16) -> RedisResult<i64> {
        let keys = &self.redis.0.keys;
        let mut script = scripts::LEASE.key(keys.lease(shard));
        script.key(keys.leased(shard));
        self.soon(script, &self.worker).await
    }

    /// The cards of all workers, this one among them.
    async fn attend(&self) -> RedisResult<Vec<String>> {
        self.soon(scripts::ATTEND.key(self.redis.0.keys.workers()), &self.card).await
    }

    /// Runs a script for this worker and the length of a lease.
    async fn soon<T: FromRedisValue>(&self, mut script: ScriptInvocation<'_>, who: &str) -> RedisResult<T> {
        let script = script.arg(who).arg(LEASE.as_millis().to_string());
        tokio::time::timeout(ANSWER, self.redis.0.link.run(script)).await.unwrap_or_else(|_| Err(late()))
    }
}
