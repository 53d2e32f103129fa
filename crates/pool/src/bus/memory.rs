//! The bus of one process.

use super::{
    BACKLOG, BusError, Delivery, EventId, KEPT, Step,
    tickets::{Expected, Tickets},
};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{Notify, mpsc};

/// Commands that may wait for the worker.
const WAITING: usize = 4096;

/// How often it is looked whose are older.
const SWEEP: Duration = Duration::from_secs(60);

/// Commands, replies and events in this process' memory.
#[derive(Clone, Debug)]
pub struct Memory(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    epoch: u64,
    sender: mpsc::Sender<Delivery>,
    receiver: tokio::sync::Mutex<mpsc::Receiver<Delivery>>,
    tickets: Tickets,
    streams: Mutex<HashMap<String, Arc<Stream>>>,
    /// When it was last looked whose events are old.
    swept: Mutex<Instant>,
}

/// The latest events of one member.
#[derive(Debug, Default)]
struct Stream {
    events: Mutex<Events>,
    wake: Notify,
}

#[derive(Debug, Default)]
struct Events {
    last: u64,
    /// When that was.
    at: Option<Instant>,
    kept: VecDeque<Vec<u8>>,
}

impl Memory {
    pub(super) fn new(epoch: u64) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        Self(Arc::new(Inner {
            epoch,
            sender,
            receiver: tokio::sync::Mutex::new(receiver),
            tickets: Tickets::default(),
            streams: Mutex::default(),
            swept: Mutex::new(Instant::now()),
        }))
    }

    pub(super) fn send(&self, shard: u16, bytes: Vec<u8>) -> Result<(), BusError> {
        self.0.sender.try_send(Delivery { shard, bytes, receipt: None }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => BusError::Full,
            mpsc::error::TrySendError::Closed(_) => BusError::Shut,
        })
    }

    pub(super) async fn next(&self) -> Result<Delivery, BusError> {
        self.0.receiver.lock().await.recv().await.ok_or(BusError::Shut)
    }

    pub(super) fn reply(&self, ticket: &str, bytes: Vec<u8>) {
        self.0.tickets.reply(ticket, bytes);
    }

    pub(super) fn expect(&self) -> Expected {
        self.0.tickets.expect(ulid::Ulid::generate().to_string())
    }

    pub(super) fn emit(&self, stream: &str, bytes: Vec<u8>) {
        self.emit_at(stream, bytes, Instant::now());
    }

    fn emit_at(&self, stream: &str, bytes: Vec<u8>, now: Instant) {
        self.sweep(now);
        let stream = self.stream(stream);
        {
            let mut events = locked(&stream.events);
            events.last += 1;
            events.at = Some(now);
            events.kept.push_back(bytes);
            if events.kept.len() > BACKLOG {
                events.kept.pop_front();
            }
        }
        stream.wake.notify_waiters();
    }

    pub(super) fn last(&self, stream: &str) -> EventId {
        let number = locked(&self.0.streams).get(stream).map_or(0, |stream| locked(&stream.events).last);
        EventId { epoch: self.0.epoch, number }
    }

    pub(super) fn follow(&self, stream: &str, after: Option<EventId>) -> Follower {
        let stream = self.stream(stream);
        let last = locked(&stream.events).last;
        let epoch = self.0.epoch;
        match after {
            None => Follower { epoch, stream, read: last, lost: false },
            Some(id) if id.epoch == epoch && id.number <= last => {
                Follower { epoch, stream, read: id.number, lost: false }
            }
            Some(_) => Follower { epoch, stream, read: last, lost: true },
        }
    }

    /// Forgets what is old; the numbers go on.
    fn sweep(&self, now: Instant) {
        let due = |before: Instant, after: Duration| now.saturating_duration_since(before) >= after;
        {
            let mut swept = locked(&self.0.swept);
            if !due(*swept, SWEEP) {
                return;
            }
            *swept = now;
        }
        for stream in locked(&self.0.streams).values() {
            let mut events = locked(&stream.events);
            if events.at.is_some_and(|at| due(at, KEPT)) {
                events.kept = VecDeque::new();
            }
        }
    }

    fn stream(&self, name: &str) -> Arc<Stream> {
        let mut streams = locked(&self.0.streams);
        if let Some(stream) = streams.get(name) {
            return Arc::clone(stream);
        }
        let stream = Arc::<Stream>::default();
        streams.insert(name.to_owned(), Arc::clone(&stream));
        stream
    }
}

/// One reader of one stream.
#[derive(Debug)]
pub(super) struct Follower {
    epoch: u64,
    stream: Arc<Stream>,
    read: u64,
    lost: bool,
}

impl Follower {
    pub(super) async fn next(&mut self) -> Step {
        loop {
            let stream = Arc::clone(&self.stream);
            let mut woken = std::pin::pin!(stream.wake.notified());
            // registered before the backlog is read, so that nothing slips between the two
            woken.as_mut().enable();
            if let Some(step) = self.step() {
                return step;
            }
            woken.await;
        }
    }

    fn step(&mut self) -> Option<Step> {
        let events = locked(&self.stream.events);
        let kept_from = events.last - events.kept.len() as u64;
        if self.lost || self.read < kept_from {
            self.lost = false;
            self.read = events.last;
            return Some(Step::Resync { id: EventId { epoch: self.epoch, number: self.read } });
        }
        let index = usize::try_from(self.read - kept_from).ok()?;
        let bytes = events.kept.get(index)?.clone();
        self.read += 1;
        Some(Step::Event { id: EventId { epoch: self.epoch, number: self.read }, bytes })
    }
}

/// A lock that a panic elsewhere does not spoil: each change under it is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_comes_back_for_what_is_old_is_told_to_resync() {
        let (bus, start) = (Memory::new(7), Instant::now());
        let seen = bus.last("alice");
        bus.emit_at("alice", b"old".to_vec(), start);
        bus.emit_at("bob", b"a moment later".to_vec(), start + KEPT - SWEEP);
        assert!(matches!(bus.follow("alice", Some(seen)).next().await, Step::Event { .. }));
        bus.emit_at("bob", b"an hour later".to_vec(), start + KEPT);
        assert!(matches!(bus.follow("alice", Some(seen)).next().await, Step::Resync { .. }));
        assert!(matches!(bus.follow("bob", Some(seen)).next().await, Step::Event { .. }));
    }
}
