//! What travels between web nodes and workers: commands, replies and events, as bytes.
//!
//! A deployment on one machine uses [`Bus::memory`], one on several [`Bus::redis`]. Whatever carries the bytes must pass the suite
//! in `tests/bus.rs`.

mod memory;
mod redis;
mod tickets;

pub use tickets::Expected;

use crate::figures::figure;
use model::sessions::SHARDS;
use prometheus::IntGauge;
use std::{collections::VecDeque, fmt, str::FromStr, sync::LazyLock, time::Duration};

/// How many events of a member are kept for browsers that come back.
pub const BACKLOG: usize = 256;

/// How long a stream is kept after its last event: who was away for longer fetches the page anew.
const KEPT: Duration = Duration::from_secs(3600);

static HELD: LazyLock<IntGauge> = LazyLock::new(|| {
    figure(IntGauge::new(
        "cosse_shards",
        "Shards whose sessions this worker holds, of 256 that all workers share",
    ))
});

/// How many shards the worker of this process holds.
pub(crate) fn shards() -> i64 {
    HELD.get()
}

/// The carrier of a deployment.
#[derive(Clone, Debug)]
pub enum Bus {
    /// Inside one process.
    Memory(memory::Memory),
    /// Between processes.
    Redis(redis::Redis),
}

/// The place of an event in a member's stream: `epoch-number`, as in SSE's `Last-Event-ID`.
///
/// The epoch changes when a carrier starts empty, so that a number of an earlier life is not taken for one of this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventId {
    /// Which life of the carrier.
    pub epoch: u64,
    /// Which event of the stream, from 1.
    pub number: u64,
}

/// What a browser that follows a stream gets next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next event.
    Event {
        /// Its place.
        id: EventId,
        /// What was emitted.
        bytes: Vec<u8>,
    },
    /// Events were missed (trimmed, or of another epoch): what is shown must be fetched anew.
    Resync {
        /// The place to go on from.
        id: EventId,
    },
}

/// A command as it reaches a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The shard it was sent to.
    pub shard: u16,
    /// What was sent.
    pub bytes: Vec<u8>,
    /// What the carrier knows it by, where it keeps it until it is done.
    pub receipt: Option<String>,
}

/// What becomes of the shards of a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is this worker's now.
    Gained(u16),
    /// It may be another's already: what is done for it is dropped at once.
    Lost(u16),
    /// It is to be put down and released, for a worker that has fewer.
    Asked(u16),
}

/// The carrier does not answer, or has no room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BusError {
    /// More commands wait than the carrier holds.
    #[error("too many commands are waiting")]
    Full,
    /// The carrier was shut.
    #[error("the bus is shut")]
    Shut,
    /// The carrier cannot be reached, or does not answer.
    #[error("the bus does not answer")]
    Away,
    /// An address of the carrier is wrong, or it does not take us.
    #[error("{0}")]
    Refused(String),
}

impl Bus {
    /// A carrier inside this process. `epoch` must differ from run to run.
    #[must_use]
    pub fn memory(epoch: u64) -> Self {
        Self::Memory(memory::Memory::new(epoch))
    }

    /// A carrier between processes: a Redis, or with several addresses the cluster that they are nodes of. All keys begin with
    /// `prefix`; `process` is this one's own name, and no other's.
    ///
    /// # Errors
    /// [`BusError`] when it cannot be reached.
    pub async fn redis(addresses: &[String], prefix: &str, process: &str) -> Result<Self, BusError> {
        Ok(Self::Redis(redis::Redis::open(addresses, prefix, process).await?))
    }

    /// Sends a command to the worker of a shard.
    ///
    /// # Errors
    /// [`BusError::Full`] when no more commands are taken.
    pub async fn send(&self, shard: u16, bytes: Vec<u8>) -> Result<(), BusError> {
        match self {
            Self::Memory(memory) => memory.send(shard, bytes),
            Self::Redis(redis) => redis.send(shard, &bytes).await,
        }
    }

    /// Waits for the next command of any shard of this worker.
    ///
    /// # Errors
    /// [`BusError::Shut`] when there will be none.
    pub async fn next(&self) -> Result<Delivery, BusError> {
        match self {
            Self::Memory(memory) => memory.next().await,
            Self::Redis(redis) => redis.next().await,
        }
    }

    /// Says that a command is done: until then it is delivered again to whoever takes the shard over.
    pub async fn done(&self, shard: u16, receipt: Option<String>) {
        if let (Self::Redis(redis), Some(receipt)) = (self, receipt) {
            redis.done(shard, &receipt).await;
        }
    }

    /// Answers the command that named this ticket.
    pub async fn reply(&self, ticket: &str, bytes: Vec<u8>) {
        match self {
            Self::Memory(memory) => memory.reply(ticket, bytes),
            Self::Redis(redis) => redis.reply(ticket, &bytes).await,
        }
    }

    /// Opens a place where a reply will arrive; to be called before the command is sent that names its ticket.
    #[must_use]
    pub fn expect(&self) -> Expected {
        match self {
            Self::Memory(memory) => memory.expect(),
            Self::Redis(redis) => redis.expect(),
        }
    }

    /// Appends an event to a stream, and wakes those who follow it.
    pub async fn emit(&self, stream: &str, bytes: Vec<u8>) {
        match self {
            Self::Memory(memory) => memory.emit(stream, bytes),
            Self::Redis(redis) => redis.emit(stream, &bytes).await,
        }
    }

    /// The place of a stream's latest event, from which a page that is made now goes on.
    pub async fn last(&self, stream: &str) -> EventId {
        match self {
            Self::Memory(memory) => memory.last(stream),
            Self::Redis(redis) => redis.last(stream).await,
        }
    }

    /// Follows a stream from behind `after`, or from now where that is `None`.
    pub async fn follow(&self, stream: &str, after: Option<EventId>) -> Follower {
        match self {
            Self::Memory(memory) => Follower(Following::Memory(memory.follow(stream, after))),
            Self::Redis(redis) => Follower(Following::Redis(redis.follow(stream, after).await)),
        }
    }

    /// Begins to take shards, under the worker's own name. Workers share them in proportion to their capacities: the sessions that each
    /// can hold.
    #[must_use]
    pub fn leases(&self, worker: &str, capacity: usize) -> Leases {
        match self {
            Self::Memory(_) => {
                HELD.set(SHARDS.into());
                Leases(Leasing::All((0..SHARDS).collect()))
            }
            Self::Redis(redis) => Leases(Leasing::Redis(redis.leases(worker, capacity))),
        }
    }

    /// Whether this worker may act for a shard now.
    #[must_use]
    pub fn holds(&self, shard: u16) -> bool {
        match self {
            Self::Memory(_) => true,
            Self::Redis(redis) => redis.holds(shard),
        }
    }
}

/// A worker's shards, as they come and go.
#[derive(Debug)]
pub struct Leases(Leasing);

#[derive(Debug)]
enum Leasing {
    /// One process has them all, and keeps them.
    All(VecDeque<u16>),
    Redis(redis::Leases),
}

impl Leases {
    /// Waits for what becomes of a shard. Nothing is lost when the wait is given up.
    pub async fn next(&mut self) -> Change {
        let change = match &mut self.0 {
            Leasing::All(left) => left.pop_front().map(Change::Gained),
            Leasing::Redis(leases) => leases.next().await,
        };
        match change {
            Some(change) => change,
            None => std::future::pending().await,
        }
    }

    /// Gives a shard back that was put down.
    pub fn release(&self, shard: u16) {
        if let Leasing::Redis(leases) = &self.0 {
            leases.release(shard);
        }
    }

    /// Gives everything back, and takes no more.
    pub async fn leave(&mut self) {
        if let Leasing::Redis(leases) = &mut self.0 {
            leases.leave().await;
        }
    }
}

/// Somebody who follows a stream of events.
#[derive(Debug)]
pub struct Follower(Following);

#[derive(Debug)]
enum Following {
    Memory(memory::Follower),
    Redis(redis::Follower),
}

impl Follower {
    /// Waits for what comes next. Nothing is lost when the wait is given up.
    pub async fn next(&mut self) -> Step {
        match &mut self.0 {
            Following::Memory(follower) => follower.next().await,
            Following::Redis(follower) => follower.next().await,
        }
    }
}

impl From<::redis::RedisError> for BusError {
    fn from(error: ::redis::RedisError) -> Self {
        tracing::warn!(%error, "Redis does not answer");
        Self::Away
    }
}

impl EventId {
    /// A place that no stream has: whoever goes on from it is told to fetch anew.
    pub const UNKNOWN: Self = Self { epoch: 0, number: u64::MAX };
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{}", self.epoch, self.number)
    }
}

/// The text is no event id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an event id")]
pub struct NotAnEventId;

impl FromStr for EventId {
    type Err = NotAnEventId;

    fn from_str(text: &str) -> Result<Self, NotAnEventId> {
        let (epoch, number) = text.split_once('-').ok_or(NotAnEventId)?;
        let epoch = u64::from_str_radix(epoch, 16).map_err(|_| NotAnEventId)?;
        let number = number.parse().map_err(|_| NotAnEventId)?;
        Ok(Self { epoch, number })
    }
}
