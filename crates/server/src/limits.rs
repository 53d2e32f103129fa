//! How often things may be tried: one table.

mod networks;

pub use networks::{Network, WideNetwork};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    iter,
    mem::discriminant,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How much more comes from a wide network than from one address, at once and over time. A university or a carrier has its people behind
/// few addresses at a time: five lecture halls that sign up together are more than it has. Whoever has all 256 addresses of a /24, or the
/// 65,536 networks of a /48, does no more than these.
const WIDE: u32 = 5;

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

    /// What is around the network of somebody who comes in without a password: that is worth many addresses.
    fn around(self) -> Option<WideNetwork> {
        match self {
            Self::RegisterFrom(network)
            | Self::AskFrom(network)
            | Self::ConfirmFrom(network)
            | Self::RecoverFrom(network) => Some(network.wide()),
            _ => None,
        }
    }

    /// All that one try is taken from.
    fn shares(self) -> impl Iterator<Item = Share> {
        let (size, refill) = self.rule();
        let around = self.around().map(|wide| Share {
            key: key(&(discriminant(&self), "around", wide)),
            size: size * WIDE,
            refill: refill / WIDE,
        });
        iter::once(Share { key: key(&self), size, refill }).chain(around)
    }
}

/// A bucket that is there for a limit: how many it holds, and how long until one more is in it.
#[derive(Clone, Copy, Debug)]
struct Share {
    key: u64,
    size: u32,
    refill: Duration,
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
    /// Takes one, if there is one to take; where all around a network is limited, too, it is taken from both or from neither.
    pub fn take(&self, limit: Limit<'_>, now: Instant) -> bool {
        let mut buckets = self.lock();
        buckets.tidy(now);
        let is_there = limit.shares().all(|share| buckets.filled(share, now).left > 0);
        if is_there {
            limit.shares().for_each(|share| buckets.filled(share, now).take(share));
        }
        is_there
    }

    /// Gives one back that turned out not to count.
    pub fn give_back(&self, limit: Limit<'_>) {
        let mut buckets = self.lock();
        for share in limit.shares() {
            if let Some(bucket) = buckets.all.get_mut(&share.key) {
                bucket.left = share.size.min(bucket.left + 1);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Buckets> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Buckets {
    /// A bucket with what is in it by now.
    fn filled(&mut self, share: Share, now: Instant) -> &mut Bucket {
        let new = Bucket { left: share.size, filled: now, full_at: now };
        let bucket = self.all.entry(share.key).or_insert(new);
        bucket.refill(share, now);
        bucket
    }

    /// Forgets the full ones, where there are too many.
    fn tidy(&mut self, now: Instant) {
        if self.all.len() >= self.crowded.max(REMEMBERED) {
            self.all.retain(|_, bucket| bucket.full_at > now);
            self.crowded = self.all.len() * 2;
        }
    }
}

impl Bucket {
    fn refill(&mut self, share: Share, now: Instant) {
        let waited = now.saturating_duration_since(self.filled);
        let more = u32::try_from(waited.as_millis() / share.refill.as_millis().max(1)).unwrap_or(u32::MAX);
        if self.left.saturating_add(more) >= share.size {
            (self.left, self.filled) = (share.size, now);
        } else {
            (self.left, self.filled) = (self.left + more, self.filled + share.refill * more);
        }
    }

    fn take(&mut self, share: Share) {
        self.left = self.left.saturating_sub(1);
        self.full_at = self.filled + share.refill * (share.size - self.left);
    }
}

fn key(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

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
    fn a_crowd_from_many_addresses_of_one_wide_network_is_stopped_and_nobody_else() {
        let at = |text: &str| Network::from(text.parse::<IpAddr>().unwrap());
        let crowds: [fn(u16) -> String; 2] =
            [|number| format!("192.0.2.{number}"), |number| format!("2001:db8:1:{number:x}::1")];
        for (crowd, elsewhere) in crowds.into_iter().zip(["192.0.3.1", "2001:db8:2::1"]) {
            let (limits, now) = (Limits::default(), Instant::now());
            let all = |number| limits.take(Limit::AskFrom(at(&crowd(number))), now);
            let tries = (0..250).filter(|number| all(*number)).count();
            assert_eq!(tries, 100, "each of them asks once");
            assert!(limits.take(Limit::AskFrom(at(elsewhere)), now));
            assert!(limits.take(Limit::RegisterFrom(at(&crowd(1))), now), "something else");
            let later = now + Duration::from_secs(25);
            let tries = (0..10).filter(|number| limits.take(Limit::AskFrom(at(&crowd(*number))), later));
            assert_eq!(tries.count(), 2);
        }
    }

    #[test]
    fn one_address_alone_does_not_use_up_what_is_for_all_around_it() {
        let (limits, now) = (Limits::default(), Instant::now());
        let from = |last: u8| Limit::AskFrom(Network::from(IpAddr::from([192, 0, 2, last])));
        // the first address of a network is not the network
        assert_eq!((0..1000).filter(|_| limits.take(from(0), now)).count(), 20);
        let others = (1..=255).filter(|last| limits.take(from(*last), now)).count();
        assert_eq!(others, 80);
        limits.give_back(from(1));
        assert!(limits.take(from(200), now), "what is given back is for all around, too");
        assert!(!limits.take(from(201), now));
    }

    #[test]
    fn wherever_people_come_in_without_a_password_what_is_around_them_is_limited_too() {
        let here = Network::from(IpAddr::from([192, 0, 2, 1]));
        let all = [Limit::RegisterFrom, Limit::AskFrom, Limit::ConfirmFrom, Limit::RecoverFrom];
        assert!(all.into_iter().all(|from| from(here).around().is_some()));
        // passwords are guessed of an account, and that is limited anywhere
        assert!(Limit::SignInFrom(here).around().is_none());
    }
}
