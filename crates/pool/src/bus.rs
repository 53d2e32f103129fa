//! What travels between web nodes and workers: commands, replies and events, as bytes.
//!
//! A deployment on one machine uses [`Bus::memory`]. Whatever carries the bytes must pass the suite in
//! `tests/bus.rs`.

mod memory;

use std::{fmt, str::FromStr, time::Duration};

/// How many shards the sessions of a deployment hash to.
pub const SHARDS: u16 = 256;

/// How many events of a member are kept for browsers that come back.
pub const BACKLOG: usize = 256;

/// The carrier of a deployment.
#[derive(Clone, Debug)]
pub enum Bus {
    /// Inside one process.
    Memory(memory::Memory),
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
}

/// The carrier does not answer, or has no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BusError {
    /// More commands wait than the carrier holds.
    #[error("too many commands are waiting")]
    Full,
    /// The carrier was shut.
    #[error("the bus is shut")]
    Shut,
}

impl Bus {
    /// A carrier inside this process. `epoch` must differ from run to run.
    #[must_use]
    pub fn memory(epoch: u64) -> Self {
        Self::Memory(memory::Memory::new(epoch))
    }

    /// Sends a command to the worker of a shard.
    ///
    /// # Errors
    /// [`BusError::Full`] when no more commands are taken.
    pub async fn send(&self, shard: u16, bytes: Vec<u8>) -> Result<(), BusError> {
        match self {
            Self::Memory(memory) => memory.send(shard, bytes),
        }
    }

    /// Waits for the next command of any shard of this worker.
    ///
    /// # Errors
    /// [`BusError::Shut`] when there will be none.
    pub async fn next(&self) -> Result<Delivery, BusError> {
        match self {
            Self::Memory(memory) => memory.next().await,
        }
    }

    /// Answers the command that named this ticket.
    pub async fn reply(&self, ticket: &str, bytes: Vec<u8>) {
        match self {
            Self::Memory(memory) => memory.reply(ticket, bytes),
        }
    }

    /// Opens the place where the reply to a ticket will arrive; to be called before the command is sent.
    #[must_use]
    pub fn expect(&self, ticket: &str) -> Expected {
        match self {
            Self::Memory(memory) => Expected(memory.expect(ticket)),
        }
    }

    /// Appends an event to a stream, and wakes those who follow it.
    pub async fn emit(&self, stream: &str, bytes: Vec<u8>) -> EventId {
        match self {
            Self::Memory(memory) => memory.emit(stream, bytes),
        }
    }

    /// The place of a stream's latest event, from which a page that is made now goes on.
    #[must_use]
    pub fn last(&self, stream: &str) -> EventId {
        match self {
            Self::Memory(memory) => memory.last(stream),
        }
    }

    /// Follows a stream from behind `after`, or from now where that is `None`.
    #[must_use]
    pub fn follow(&self, stream: &str, after: Option<EventId>) -> Follower {
        match self {
            Self::Memory(memory) => Follower(memory.follow(stream, after)),
        }
    }
}

/// A reply that is waited for.
#[derive(Debug)]
pub struct Expected(memory::Expected);

impl Expected {
    /// The reply, or `None` when the time is over.
    pub async fn within(self, limit: Duration) -> Option<Vec<u8>> {
        self.0.within(limit).await
    }
}

/// Somebody who follows a stream of events.
#[derive(Debug)]
pub struct Follower(memory::Follower);

impl Follower {
    /// Waits for what comes next. Nothing is lost when the wait is given up.
    pub async fn next(&mut self) -> Step {
        self.0.next().await
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
