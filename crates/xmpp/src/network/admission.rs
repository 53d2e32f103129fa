//! When a session may open its stream: at a steady pace for each server, and in all, so that the thousands that come back after a
//! restart do not trample what they come back to.

use jid::{DomainPart, DomainRef};
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// Streams that are opened to one server at a time: a slow one is not asked for more and more.
const AT_ONCE: usize = 32;

/// How many streams are opened in a second.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// To one server.
    pub per_server: NonZeroU32,
    /// To all servers together.
    pub in_all: NonZeroU32,
}

/// Whose turn comes when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// It is not waited for: somebody is just signing in.
    AtOnce,
    /// Before all that nobody waits for: somebody wants something of it.
    First,
    /// In the order in which they come.
    #[default]
    InLine,
}

/// Lets sessions in. What is kept of a server is forgotten when nobody waits for it any more.
#[derive(Debug)]
pub(crate) struct Admission {
    per_server: Duration,
    in_all: Gate,
    ways: Mutex<HashMap<DomainPart, Arc<Way>>>,
}

/// A session that was let in; others may come when this is dropped.
#[derive(Debug)]
pub(crate) struct Admitted {
    _way: Arc<Way>,
    _place: OwnedSemaphorePermit,
}

/// The way to one server.
#[derive(Debug)]
struct Way {
    /// Held by the first in line: of those behind, nobody stands at the gate beside those who go first.
    line: tokio::sync::Mutex<()>,
    gate: Gate,
    places: Arc<Semaphore>,
}

/// Lets one pass after the other, in the order in which they come.
#[derive(Debug)]
struct Gate {
    every: Duration,
    next: tokio::sync::Mutex<Instant>,
}

impl Default for Pace {
    /// A server on two processors takes 150 sign-ins a second, and keeps streams for five minutes: in that time 15,000 sessions of
    /// one server come back, and 30,000 in all.
    fn default() -> Self {
        Self { per_server: NonZeroU32::MIN.saturating_add(49), in_all: NonZeroU32::MIN.saturating_add(99) }
    }
}

impl Admission {
    pub(crate) fn new(pace: Pace) -> Self {
        let every = |number: NonZeroU32| Duration::from_secs(1) / number.get();
        Self {
            per_server: every(pace.per_server),
            in_all: Gate::new(every(pace.in_all)),
            ways: Mutex::default(),
        }
    }

    /// Waits for the turn of a session of this server. Who is hurried while in line goes first from then on. Cancel safe.
    pub(crate) async fn admit(&self, server: &DomainRef, turn: Turn, hurried: &Notify) -> Option<Admitted> {
        let way = self.way(server);
        let _line = match turn {
            Turn::AtOnce => return None,
            Turn::First => None,
            Turn::InLine => tokio::select! {
                line = way.line.lock() => Some(line),
                () = hurried.notified() => None,
            },
        };
        let place = Arc::clone(&way.places).acquire_owned().await.ok()?;
        // one of each server waits for the gate of all, so that a crowd is in nobody's way but its own server's
        let mut next = way.gate.open().await;
        let mut next_of_all = self.in_all.open().await;
        self.in_all.shut(&mut next_of_all);
        way.gate.shut(&mut next);
        Some(Admitted { _place: place, _way: Arc::clone(&way) })
    }

    fn way(&self, server: &DomainRef) -> Arc<Way> {
        let mut ways = self.lock();
        if let Some(way) = ways.get(server) {
            return Arc::clone(way);
        }
        ways.retain(|_, way| Arc::strong_count(way) > 1 || way.gate.is_shut());
        let way = Arc::new(Way::new(self.per_server));
        ways.insert(server.to_owned(), Arc::clone(&way));
        way
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<DomainPart, Arc<Way>>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.ways.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Way {
    fn new(every: Duration) -> Self {
        Self {
            line: tokio::sync::Mutex::default(),
            gate: Gate::new(every),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Gate {
    fn new(every: Duration) -> Self {
        Self { every, next: tokio::sync::Mutex::new(Instant::now()) }
    }

    /// Waits until it is open, and keeps others away from it.
    async fn open(&self) -> tokio::sync::MutexGuard<'_, Instant> {
        let next = self.next.lock().await;
        tokio::time::sleep_until(*next).await;
        next
    }

    /// Shuts it for a while; a timer that was late does not make the pace slower.
    fn shut(&self, next: &mut Instant) {
        let now = Instant::now();
        let since = if now < *next + self.every { *next } else { now };
        *next = since + self.every;
    }

    fn is_shut(&self) -> bool {
        self.next.try_lock().is_ok_and(|next| *next > Instant::now())
    }
}

#[cfg(test)]
mod tests;
