//! How often things may be tried: one table.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// What is limited, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit<'a> {
    /// Sign-ins from one network.
    SignInFrom(Network),
    /// Wrong passwords for one account from one network: who guesses from elsewhere does not lock its owner out.
    Wrong(&'a str, Network),
    /// Wrong passwords for one account from all networks together.
    WrongAnywhere(&'a str),
    /// Sign-ins to one XMPP server.
    SignInAt(&'a str),
    /// Accounts made from one network.
    RegisterFrom(Network),
    /// Looks from one network at what a server asks of newcomers.
    RegisterFormFrom(Network),
    /// Codes of invitations that are none, from one network.
    InviteFrom(Network),
    /// Invitations that one member makes by herself: those that are withdrawn stay in the list, and in the log.
    InviteBy(&'a str),
    /// Requests to be let in, and to wait for a place, from one network.
    AskFrom(Network),
    /// Mails with a link for signing up, asked for from one network.
    ConfirmFrom(Network),
    /// Reports, and appeals, from one network.
    ReportFrom(Network),
    /// Reports of one pod of the directory from one network: nobody alone fills what is kept of it.
    ReportOf(&'a str, Network),
    /// Mails to an address that somebody typed.
    MailTo(&'a str),
    /// Codes and links for another password, from one network.
    RecoverFrom(Network),
    /// Codes of one account, from all networks together.
    RecoverOf(&'a str),
    /// Posts and comments of one member.
    Write(&'a str),
    /// All that one member asks of her session.
    Act(&'a str),
    /// Requests to the API with one token.
    Token(&'a str),
    /// Requests to the API from one network without a token that is good.
    TokenFrom(Network),
    /// Pods that somebody names for the directory, from one network.
    AnnounceFrom(Network),
    /// Names for the directory that it does not know, from all networks together: each is compared with all that it knows.
    AnnounceNew,
    /// People whom the directory sends on, from one network: further ones are sent on without being counted.
    SendFrom(Network),
    /// The same of one pod: nobody alone uses up what it wishes to be sent.
    SendTo(&'a str, Network),
    /// Documents fetched from hosts of one registered domain.
    FetchOf(&'a str),
    /// Documents fetched from one network.
    FetchAt(Network),
}

impl Limit<'_> {
    /// How many at once, and how long until one more is allowed.
    fn rule(self) -> (u32, Duration) {
        match self {
            Self::SignInFrom(_) => (30, Duration::from_secs(10)),
            Self::Wrong(..) => (10, Duration::from_secs(30)),
            Self::WrongAnywhere(_) => (200, Duration::from_secs(10)),
            Self::SignInAt(_) => (500, Duration::from_millis(100)),
            Self::RegisterFrom(_) => (100, Duration::from_secs(30)),
            Self::RegisterFormFrom(_) => (100, Duration::from_secs(5)),
            Self::InviteFrom(_) => (50, Duration::from_secs(10)),
            Self::InviteBy(_) => (100, Duration::from_secs(600)),
            Self::AskFrom(_) => (20, Duration::from_secs(60)),
            Self::ConfirmFrom(_) => (30, Duration::from_secs(600)),
            Self::ReportFrom(_) => (20, Duration::from_secs(60)),
            Self::ReportOf(..) => (3, Duration::from_secs(8 * 3600)),
            Self::MailTo(_) => (3, Duration::from_secs(8 * 3600)),
            Self::RecoverFrom(_) => (20, Duration::from_secs(60)),
            // nobody guesses a code: whoever tries must not keep its owner out
            Self::RecoverOf(_) => (200, Duration::from_secs(1)),
            Self::Write(_) => (60, Duration::from_secs(2)),
            Self::Act(_) => (200, Duration::from_millis(200)),
            Self::Token(_) => (200, Duration::from_millis(100)),
            Self::TokenFrom(_) => (200, Duration::from_secs(3)),
            Self::AnnounceFrom(_) => (20, Duration::from_secs(60)),
            // as many in an hour as it takes
            Self::AnnounceNew => (200, Duration::from_millis(1800)),
            Self::SendFrom(_) => (60, Duration::from_secs(60)),
            Self::SendTo(..) => (3, Duration::from_secs(8 * 3600)),
            // two for each look at a pod
            Self::FetchOf(_) => (60, Duration::from_secs(1)),
            Self::FetchAt(_) => (120, Duration::from_millis(500)),
        }
    }

    fn key(self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// Who is taken for one: an address of IPv4, or all addresses that one customer of IPv6 has (a /64, RFC 6177).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
            v4 => v4,
        })
    }
}

/// Keys whose buckets are remembered; beyond it the full ones are forgotten.
const REMEMBERED: usize = 100_000;

/// Token buckets, in the memory of this node.
#[derive(Debug, Default)]
pub struct Limits(Mutex<Buckets>);

#[derive(Debug, Default)]
struct Buckets {
    all: HashMap<u64, Bucket>,
    /// From how many on they are looked through again: some fill up within a day only, and nobody waits for that at each try.
    crowded: usize,
}

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
        let mut buckets = self.lock();
        buckets.tidy(now);
        let new = Bucket { left: size, filled: now, full_at: now };
        let bucket = buckets.all.entry(limit.key()).or_insert(new);
        bucket.refill(size, refill, now);
        let taken = bucket.left > 0;
        bucket.left -= u32::from(taken);
        bucket.full_at = bucket.filled + refill * (size - bucket.left);
        taken
    }

    /// Gives one back that turned out not to count.
    pub fn give_back(&self, limit: Limit<'_>) {
        let (size, _) = limit.rule();
        if let Some(bucket) = self.lock().all.get_mut(&limit.key()) {
            bucket.left = size.min(bucket.left + 1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Buckets> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Buckets {
    /// Forgets the full ones, where there are too many.
    fn tidy(&mut self, now: Instant) {
        if self.all.len() >= self.crowded.max(REMEMBERED) {
            self.all.retain(|_, bucket| bucket.full_at > now);
            self.crowded = self.all.len() * 2;
        }
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
        let here = Network::from(IpAddr::from([192, 0, 2, 1]));
        let elsewhere = Network::from(IpAddr::from([192, 0, 2, 2]));
        let tries = (0..20).filter(|_| limits.take(Limit::Wrong("a@b.example", here), start)).count();
        assert_eq!(tries, 10);
        for other in [Limit::Wrong("c@b.example", here), Limit::Wrong("a@b.example", elsewhere)] {
            assert!(limits.take(other, start), "{other:?} has a bucket of its own");
        }
        let later = start + Duration::from_secs(61);
        let tries = (0..20).filter(|_| limits.take(Limit::Wrong("a@b.example", here), later)).count();
        assert_eq!(tries, 2);
        let tomorrow = start + Duration::from_secs(86_400);
        let tries = (0..20).filter(|_| limits.take(Limit::Wrong("a@b.example", here), tomorrow)).count();
        assert_eq!(tries, 10);
    }

    #[test]
    fn what_is_given_back_can_be_taken_again_and_no_more() {
        let (limits, now) = (Limits::default(), Instant::now());
        let limit = Limit::WrongAnywhere("a@b.example");
        limits.give_back(limit);
        for _ in 0..1000 {
            assert!(limits.take(limit, now));
            limits.give_back(limit);
        }
        limits.give_back(limit);
        assert_eq!((0..1000).filter(|_| limits.take(limit, now)).count(), 200);
    }

    #[test]
    fn full_buckets_are_forgotten_and_others_are_not_looked_through_at_each_try() {
        let (mut buckets, start) = (Buckets::default(), Instant::now());
        let later = start + Duration::from_secs(60);
        let bucket = |full_at| Bucket { left: 1, filled: start, full_at };
        let full = u64::try_from(REMEMBERED / 4).unwrap();
        let all = u64::try_from(REMEMBERED).unwrap();
        buckets.all.extend((0..all).map(|key| (key, bucket(if key < full { start } else { later }))));
        buckets.tidy(start);
        assert_eq!(buckets.all.len(), REMEMBERED * 3 / 4);
        assert_eq!(buckets.crowded, REMEMBERED * 3 / 2);
        buckets.all.extend((0..full).map(|key| (key, bucket(start))));
        buckets.tidy(later);
        assert_eq!(buckets.all.len(), REMEMBERED, "not yet");
        buckets.all.extend((all..all * 2).map(|key| (key, bucket(start))));
        buckets.tidy(later);
        assert_eq!((buckets.all.len(), buckets.crowded), (0, 0));
    }

    #[test]
    fn all_addresses_of_a_customer_are_one_network() {
        let network = |text: &str| Network::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
