//! Which of a domain's addresses did not answer lately: they are tried last, so that not every sign-in waits for a dead one.

use super::Target;
use jid::{DomainPart, DomainRef};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How long an address is tried last. Its priority is its operator's wish, so it is not for long.
const LATELY: Duration = Duration::from_secs(60);

/// Addresses that did not answer, and since when; each domain's apart, so that nobody's records change another's order.
#[derive(Debug, Default)]
pub(super) struct Silent(Mutex<HashMap<(DomainPart, SocketAddr), Instant>>);

impl Silent {
    /// Moves the silent ones behind the others; otherwise the order stays.
    pub(super) fn last(&self, domain: &DomainRef, targets: &mut [Target], now: Instant) {
        let silent = self.lately(now);
        targets.sort_by_key(|target| silent.contains_key(&(domain.to_owned(), target.address)));
    }

    /// This one did not answer.
    pub(super) fn insert(&self, domain: &DomainRef, address: SocketAddr, now: Instant) {
        self.lately(now).insert((domain.to_owned(), address), now);
    }

    /// This one did.
    pub(super) fn remove(&self, domain: &DomainRef, address: SocketAddr, now: Instant) {
        self.lately(now).remove(&(domain.to_owned(), address));
    }

    fn lately(&self, now: Instant) -> MutexGuard<'_, HashMap<(DomainPart, SocketAddr), Instant>> {
        let mut silent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        silent.retain(|_, since| now.duration_since(*since) < LATELY);
        silent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Security;

    fn domain(name: &str) -> DomainPart {
        DomainPart::new(name).unwrap().into_owned()
    }

    fn target(port: u16) -> Target {
        Target { address: SocketAddr::from(([127, 0, 0, 1], port)), security: Security::Starttls }
    }

    fn order(silent: &Silent, name: &str, now: Instant) -> [u16; 3] {
        let mut targets = [1, 2, 3].map(target);
        silent.last(&domain(name), &mut targets, now);
        targets.map(|target| target.address.port())
    }

    #[test]
    fn who_was_silent_is_last_until_it_answers_or_a_minute_has_gone() {
        let (silent, alpha, now) = (Silent::default(), domain("alpha.test"), Instant::now());
        silent.insert(&alpha, target(1).address, now);
        assert_eq!(order(&silent, "alpha.test", now), [2, 3, 1]);
        silent.insert(&alpha, target(2).address, now);
        assert_eq!(order(&silent, "alpha.test", now), [3, 1, 2]);
        silent.remove(&alpha, target(1).address, now);
        assert_eq!(order(&silent, "alpha.test", now), [1, 3, 2]);
        assert_eq!(order(&silent, "alpha.test", now + LATELY), [1, 2, 3]);
    }

    #[test]
    fn another_domain_at_the_same_address_keeps_its_order() {
        let (silent, now) = (Silent::default(), Instant::now());
        silent.insert(&domain("alpha.test"), target(1).address, now);
        assert_eq!(order(&silent, "beta.test", now), [1, 2, 3]);
    }
}
