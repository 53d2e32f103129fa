//! How often things may be tried: one table.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// What is limited, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit<'a> {
    /// Wrong passwords from one network address.
    SignInFrom(&'a str),
    /// Wrong passwords for one account.
    SignInOf(&'a str),
    /// Sign-ins to one XMPP server.
    SignInAt(&'a str),
    /// Accounts made from one network address.
    RegisterFrom(&'a str),
    /// Posts and comments of one member.
    Write(&'a str),
}

impl Limit<'_> {
    /// How many at once, and how long until one more is allowed.
    fn rule(self) -> (u32, Duration) {
        match self {
            Self::SignInFrom(_) => (30, Duration::from_secs(10)),
            Self::SignInOf(_) => (10, Duration::from_secs(30)),
            Self::SignInAt(_) => (500, Duration::from_millis(100)),
            Self::RegisterFrom(_) => (100, Duration::from_secs(30)),
            Self::Write(_) => (60, Duration::from_secs(2)),
        }
    }
}

/// Keys whose buckets are remembered; beyond it the full ones are forgotten.
const REMEMBERED: usize = 100_000;

/// Token buckets, in the memory of this node.
#[derive(Debug, Default)]
pub struct Limits(Mutex<HashMap<u64, Bucket>>);

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: u32,
    filled: Instant,
    full_at: Instant,
}

impl Limits {
    /// Takes one, if there is one to take.
    pub fn take(&self, limit: Limit<'_>, now: Instant) -> bool {
        let (size, refill) = limit.rule();
        let mut hasher = DefaultHasher::new();
        limit.hash(&mut hasher);
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.retain(|_, bucket| bucket.full_at > now);
        }
        let bucket =
            buckets.entry(hasher.finish()).or_insert(Bucket { left: size, filled: now, full_at: now });
        bucket.refill(size, refill, now);
        let taken = bucket.left > 0;
        bucket.left -= u32::from(taken);
        bucket.full_at = bucket.filled + refill * (size - bucket.left);
        taken
    }
}

impl Bucket {
    fn refill(&mut self, size: u32, refill: Duration, now: Instant) {
        let waited = now.saturating_duration_since(self.filled);
        let more = u32::try_from(waited.as_millis() / refill.as_millis().max(1)).unwrap_or(u32::MAX);
        if self.left.saturating_add(more) >= size {
            (self.left, self.filled) = (size, now);
        } else {
            (self.left, self.filled) = (self.left + more, self.filled + refill * more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let limits = Limits::default();
        let start = Instant::now();
        let tries = (0..20).filter(|_| limits.take(Limit::SignInOf("a@b.example"), start)).count();
        assert_eq!(tries, 10);
        assert!(
            limits.take(Limit::SignInOf("c@b.example"), start),
            "another account has a bucket of its own"
        );
        let later = start + Duration::from_secs(61);
        let tries = (0..20).filter(|_| limits.take(Limit::SignInOf("a@b.example"), later)).count();
        assert_eq!(tries, 2);
        let tomorrow = start + Duration::from_secs(86_400);
        let tries = (0..20).filter(|_| limits.take(Limit::SignInOf("a@b.example"), tomorrow)).count();
        assert_eq!(tries, 10);
    }
}
