//! The bus of a deployment on several machines: streams in Redis hold what is sent, PUBLISH wakes who waits for it.
//!
//! What steers workers (leases, who is there) lies in keys that no web node writes: a browser can never steer a worker.

mod follower;
mod keys;
mod leases;
mod letters;
mod link;
mod place;
mod scripts;
mod shares;
mod wake;

pub(super) use follower::Follower;
pub(super) use leases::Leases;

use super::{
    BACKLOG, BusError, Delivery, EventId, KEPT,
    tickets::{Expected, Tickets},
};
use keys::Keys;
use letters::Reader;
use link::Link;
use redis::{Client, RedisResult, streams::StreamId};
use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::mpsc, task::JoinHandle, time::Instant};
use wake::Wake;

/// Commands that may wait for the worker of one shard.
const COMMANDS: usize = 512;

/// Replies that may wait for a process.
const REPLIES: usize = 16_384;

/// Commands that a worker has read and not begun.
const READ: usize = 64;

/// How long it is tried to emit an event, and how long is waited in between: without Redis a worker loses its leases by then.
const EMIT: Duration = Duration::from_secs(4);
const PAUSE: Duration = Duration::from_millis(200);

/// Commands, replies and events in a Redis, or a cluster.
#[derive(Clone)]
pub struct Redis(Arc<Inner>);

struct Inner {
    link: Link,
    keys: Keys,
    wake: Wake,
    /// This process' own name, and that of its letter box.
    process: String,
    tickets: Tickets,
    replies: JoinHandle<()>,
    deliveries: mpsc::Sender<Delivery>,
    delivered: tokio::sync::Mutex<mpsc::Receiver<Delivery>>,
    /// Until when each shard is held.
    held: Mutex<HashMap<u16, Instant>>,
    /// Whether shards were ever asked for.
    works: AtomicBool,
}

impl Redis {
    /// Connects; several addresses are nodes of one cluster.
    pub(super) async fn open(addresses: &[String], prefix: &str, process: &str) -> Result<Self, BusError> {
        let refused = |error: redis::RedisError| BusError::Refused(error.to_string());
        let clients = addresses.iter().map(|address| Client::open(address.as_str()));
        let clients = clients.collect::<RedisResult<_>>().map_err(refused)?;
        let link = Link::open(addresses).await.map_err(refused)?;
        let (keys, wake, tickets) = (Keys::new(prefix), Wake::new(clients), Tickets::default());
        let key = keys.replies(process);
        let reader = Reader::new(link.clone(), key.clone(), wake.on(&key).await);
        let replies = tokio::spawn(read_replies(reader, tickets.clone()));
        let (deliveries, delivered) = mpsc::channel(READ);
        let (process, delivered) = (process.to_owned(), tokio::sync::Mutex::new(delivered));
        let (held, works) = (Mutex::default(), AtomicBool::default());
        let inner = Inner { link, keys, wake, process, tickets, replies, deliveries, delivered, held, works };
        Ok(Self(Arc::new(inner)))
    }

    pub(super) async fn send(&self, shard: u16, bytes: &[u8]) -> Result<(), BusError> {
        match letters::put(&self.0.link, &self.0.keys.commands(shard), bytes, COMMANDS).await? {
            true => Ok(()),
            false => Err(BusError::Full),
        }
    }

    pub(super) async fn next(&self) -> Result<Delivery, BusError> {
        self.0.delivered.lock().await.recv().await.ok_or(BusError::Shut)
    }

    /// Whether this worker may still act for a shard.
    pub(super) fn holds(&self, shard: u16) -> bool {
        locked(&self.0.held).get(&shard).is_some_and(|until| Instant::now() < *until)
    }

    fn hold(&self, shard: u16, until: Option<Instant>) {
        match until {
            Some(until) => locked(&self.0.held).insert(shard, until),
            None => locked(&self.0.held).remove(&shard),
        };
    }

    pub(super) async fn done(&self, shard: u16, receipt: &str) {
        let removed = letters::remove(&self.0.link, &self.0.keys.commands(shard), receipt).await;
        if let Err(error) = removed {
            // it is delivered again to whoever has the shard next, and is the same command then
            tracing::warn!(%error, shard, "a command that was done still lies in Redis");
        }
    }

    pub(super) async fn reply(&self, ticket: &str, bytes: &[u8]) {
        let Some((process, _)) = ticket.split_once('.') else { return };
        // where it is lost, the page says that nobody knows
        match letters::put(&self.0.link, &self.0.keys.replies(process), &reply(ticket, bytes), REPLIES).await
        {
            Ok(true) => {}
            Ok(false) => tracing::warn!(process, "a process does not read its replies"),
            Err(error) => tracing::warn!(%error, "a reply was lost"),
        }
    }

    pub(super) fn expect(&self) -> Expected {
        self.0.tickets.expect(format!("{}.{}", self.0.process, ulid::Ulid::generate()))
    }

    /// Where nothing else helps, an event is lost: whoever owns the session next has its pages fetched anew. So a worker without any
    /// lease tries once: its sessions end, and do not wait for this.
    pub(super) async fn emit(&self, stream: &str, bytes: &[u8]) {
        let (key, end) = (self.0.keys.events(stream), Instant::now() + EMIT);
        while let Err(error) = self.emit_now(&key, bytes).await {
            if Instant::now() >= end || self.has_lost_all() {
                return tracing::warn!(%error, stream, "an event was not told");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Whether this is a worker that holds no shard any more.
    fn has_lost_all(&self) -> bool {
        let now = Instant::now();
        self.0.works.load(Ordering::Relaxed) && locked(&self.0.held).values().all(|until| *until <= now)
    }

    async fn emit_now(&self, key: &str, bytes: &[u8]) -> RedisResult<String> {
        let mut script = scripts::EMIT.key(key);
        self.0.link.run(script.arg(bytes).arg(BACKLOG).arg(KEPT.as_millis().to_string())).await
    }

    pub(super) async fn last(&self, stream: &str) -> EventId {
        // without Redis a page is made all the same, and fetched anew when its events are followed
        last(&self.0.link, &self.0.keys.events(stream)).await.unwrap_or(EventId::UNKNOWN)
    }

    pub(super) async fn follow(&self, stream: &str, after: Option<EventId>) -> Follower {
        let key = self.0.keys.events(stream);
        let awake = self.0.wake.on(&key).await;
        let read = match after {
            None => last(&self.0.link, &key).await.ok(),
            // no stream comes so far, and Redis has no range behind it
            Some(id) => Some(id).filter(|id| id.epoch < u64::MAX),
        };
        Follower::new(self.0.link.clone(), key, awake, read)
    }

    pub(super) fn leases(&self, worker: &str, capacity: usize) -> Leases {
        self.0.works.store(true, Ordering::Relaxed);
        Leases::new(self.clone(), worker, capacity)
    }

    /// Has the commands of a shard delivered until the handle is dropped.
    fn deliver(&self, shard: u16) -> Delivering {
        let (link, wake, deliveries) = (self.0.link.clone(), self.0.wake.clone(), self.0.deliveries.clone());
        let key = self.0.keys.commands(shard);
        // leases are renewed meanwhile
        Delivering(tokio::spawn(async move {
            let awake = wake.on(&key).await;
            read_commands(Reader::new(link, key, awake), shard, deliveries).await;
        }))
    }
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redis").field("process", &self.0.process).finish_non_exhaustive()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.replies.abort();
    }
}

/// A shard whose commands are read.
struct Delivering(JoinHandle<()>);

impl Drop for Delivering {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn read_replies(mut reader: Reader, tickets: Tickets) {
    loop {
        let letters = reader.next().await;
        reader.forget(&letters).await;
        for letter in letters {
            let Some((ticket, bytes)) = split_reply(&letter.bytes) else { continue };
            tickets.reply(ticket, bytes.to_vec());
        }
    }
}

async fn read_commands(mut reader: Reader, shard: u16, deliveries: mpsc::Sender<Delivery>) {
    loop {
        for letter in reader.next().await {
            let delivery = Delivery { shard, bytes: letter.bytes, receipt: Some(letter.id) };
            if deliveries.send(delivery).await.is_err() {
                return;
            }
        }
    }
}

/// A reply as it travels: the ticket, a line feed, the bytes.
fn reply(ticket: &str, bytes: &[u8]) -> Vec<u8> {
    [ticket.as_bytes(), b"\n", bytes].concat()
}

fn split_reply(reply: &[u8]) -> Option<(&str, &[u8])> {
    let end = reply.iter().position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&reply[..end]).ok()?, &reply[end + 1..]))
}

/// The bytes of an entry of a stream.
fn bytes(entry: &StreamId) -> Vec<u8> {
    entry.get("b").unwrap_or_default()
}

/// The place of a stream's latest event.
async fn last(link: &Link, key: &str) -> RedisResult<EventId> {
    let id: String = link.run(&scripts::LAST.key(key)).await?;
    Ok(place::read(&id).unwrap_or(EventId::UNKNOWN))
}

/// A lock that a panic elsewhere does not spoil: each change under it is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
