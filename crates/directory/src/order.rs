//! A fair order: who runs pods is drawn first, then one of her pods, so that many pods of one hand win nothing by it.
//!
//! Weighted sampling without replacement by the key `u^(1/w)` (Efraimidis and Spirakis). `u` comes from the seed and the
//! name of what is drawn, so that one visitor sees the same order all day, whatever comes or goes beside it.

use crate::entry::Entry;
use crate::network::{Network, Pod};
use hmac::digest::Key;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use siphasher::sip::SipHasher24;
use std::cmp::Ordering;
use std::hash::Hasher;
use time::Date;

mod weight;

/// What fixes an order for one visitor and one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    /// For the draw of who runs pods.
    providers: [u8; 16],
    /// For the draw among the pods of one.
    pods: [u8; 16],
}

impl Seed {
    /// The seed of a visitor on a day (UTC): HMAC-SHA-256 with the deployment's secret over `visitor ‖ day`, whose halves are the
    /// keys by which each name has its number (SipHash-2-4).
    pub fn new(secret: &[u8; 32], visitor: &str, day: Date) -> Self {
        let day = day.to_julian_day().to_be_bytes();
        let all = keyed(secret, &[visitor.as_bytes(), &day]);
        let (mut providers, mut pods) = ([0; 16], [0; 16]);
        let both = providers.iter_mut().chain(&mut pods);
        both.zip(all).for_each(|(to, from)| *to = from);
        Self { providers, pods }
    }
}

/// A number in 0..1, ends excluded, that belongs to `name` in `round`.
fn chance(key: &[u8; 16], round: usize, name: &str) -> f64 {
    let mut hasher = SipHasher24::new_with_key(key);
    hasher.write_u64(u64::try_from(round).unwrap_or(u64::MAX));
    hasher.write(name.as_bytes());
    // 52 bits: exact in a float
    ((hasher.finish() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

/// The key of weighted sampling, as its logarithm: the greatest comes first.
fn key(chance: f64, weight: f64) -> f64 {
    chance.ln() / weight
}

/// HMAC-SHA-256 over the parts, each hashed first, so that no two lists of parts are alike.
fn keyed(secret: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new(&block(secret));
    parts.iter().for_each(|part| mac.update(&Sha256::digest(part)));
    mac.finalize().into_bytes().into()
}

/// A key of one block of SHA-256, which HMAC takes as it is (RFC 2104 §2: shorter keys end in zeros).
fn block(secret: &[u8; 32]) -> Key<Hmac<Sha256>> {
    let mut block = Key::<Hmac<Sha256>>::default();
    block.iter_mut().zip(secret).for_each(|(to, from)| *to = *from);
    block
}

/// A pod for somebody who does not want to choose, with a second choice beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pick<'a> {
    /// The pod.
    pub first: &'a Entry,
    /// The other: of another host where there is one, else of another provider.
    pub second: Option<&'a Entry>,
}

/// Picks among those pods of the network that `fits` takes, all of which must be instant.
pub(crate) fn pick<'a>(network: &'a Network, fits: Vec<&'a Pod>, seed: Seed) -> Option<Pick<'a>> {
    let all = fits.len();
    let drawn = draw(network, fits, seed, all);
    let (first, rest) = drawn.split_first()?;
    let host = |pod: &Pod| network.providers.get(pod.provider).map(|provider| provider.host);
    let other = rest.iter().find(|pod| host(pod) != host(first)).or_else(|| rest.first());
    Some(Pick { first: &first.entry, second: other.map(|pod| &*pod.entry) })
}

/// The first `most` of those pods in a fair order: first one pod of each provider, then a second one of those that have it, and so on.
pub(crate) fn draw<'a>(network: &Network, fits: Vec<&'a Pod>, seed: Seed, most: usize) -> Vec<&'a Pod> {
    let weights = weight::of_providers(network, &fits);
    let among = |pod: &'a Pod| (key(chance(&seed.pods, 0, &pod.entry.listing.domain), pod.weight), pod);
    let mut pods: Vec<(f64, &Pod)> = fits.into_iter().map(among).collect();
    pods.sort_unstable_by(|a, b| a.1.provider.cmp(&b.1.provider).then(b.0.total_cmp(&a.0)));
    let (mut round, mut last) = (0, None);
    let place = |(_, pod): (f64, &'a Pod)| {
        round = if last == Some(pod.provider) { round + 1 } else { 0 };
        last = Some(pod.provider);
        let name = network.providers.get(pod.provider).map_or("", |provider| &*provider.name);
        let weight = weights.get(pod.provider).copied().unwrap_or_default();
        Draw { round, key: key(chance(&seed.providers, round, name), weight), pod }
    };
    let drawn: Vec<Draw<'_>> = pods.into_iter().map(place).collect();
    first(drawn, most, Draw::order).into_iter().map(|draw| draw.pod).collect()
}

/// The first `most` of them, in order. The others are not sorted.
pub(crate) fn first<T>(mut all: Vec<T>, most: usize, mut order: impl FnMut(&T, &T) -> Ordering) -> Vec<T> {
    if most < all.len() {
        all.select_nth_unstable_by(most, &mut order);
        all.truncate(most);
    }
    all.sort_unstable_by(order);
    all
}

/// A pod's place: in which round its provider offers it, and how the provider did in that round.
struct Draw<'a> {
    round: usize,
    key: f64,
    pod: &'a Pod,
}

impl Draw<'_> {
    fn order(&self, other: &Self) -> Ordering {
        // one provider at two hosts has the same number at both
        let by_name = || self.pod.entry.listing.domain.cmp(&other.pod.entry.listing.domain);
        self.round.cmp(&other.round).then(other.key.total_cmp(&self.key)).then_with(by_name)
    }
}

#[cfg(test)]
mod tests;
