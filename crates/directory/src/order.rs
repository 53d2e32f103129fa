//! A fair order: the host is drawn first, then one of its pods, so that many pods of one host win nothing by it.
//!
//! Weighted sampling without replacement by the key `u^(1/w)` (Efraimidis and Spirakis). `u` comes from the seed and the
//! name of what is drawn, so that one visitor sees the same order all day, whatever comes or goes beside it.

use crate::entry::Entry;
use hmac::digest::Key;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use time::Date;

mod weight;

/// What fixes an order for one visitor and one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The seed of a visitor on a day (UTC): HMAC-SHA-256 with the deployment's secret over `visitor ‖ day`.
    pub fn new(secret: &[u8; 32], visitor: &str, day: Date) -> Self {
        let day = day.to_julian_day().to_be_bytes();
        Self(keyed(secret, &[visitor.as_bytes(), &day]))
    }

    /// A number in 0..1, ends excluded, that belongs to `name` in `round`.
    fn chance(&self, round: usize, name: &str) -> f64 {
        let round = u64::try_from(round).unwrap_or(u64::MAX).to_be_bytes();
        let [a, b, c, d, e, f, g, ..] = keyed(&self.0, &[&round, name.as_bytes()]);
        let number = u64::from_be_bytes([0, a, b, c, d, e, f, g]) >> 4;
        // 52 bits: exact in a float
        (number as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// The key of weighted sampling, as its logarithm: the greatest comes first.
    fn key(&self, round: usize, name: &str, weight: f64) -> f64 {
        self.chance(round, name).ln() / weight
    }
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

/// All `entries` in a fair order: first one pod of each host, then a second one of those that have it, and so on.
pub fn draw<'a>(entries: &[&'a Entry], seed: Seed) -> Vec<&'a Entry> {
    let mut drawn: Vec<_> = rounds(entries, seed);
    drawn.sort_by(|a, b| a.round.cmp(&b.round).then(b.key.total_cmp(&a.key)));
    drawn.into_iter().map(|draw| draw.entry).collect()
}

/// A pod for somebody who does not want to choose, with a second choice beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pick<'a> {
    /// The pod.
    pub first: &'a Entry,
    /// The other, of another host where there is one.
    pub second: Option<&'a Entry>,
}

/// Picks from `entries`, all of which must be instant: see [`crate::filter::list`].
pub fn pick<'a>(entries: &[&'a Entry], seed: Seed) -> Option<Pick<'a>> {
    let drawn = draw(entries, seed);
    let (first, rest) = drawn.split_first()?;
    Some(Pick { first, second: rest.first().copied() })
}

/// A pod's place: in which round its host offers it, and how its host did in that round.
struct Draw<'a> {
    round: usize,
    key: f64,
    entry: &'a Entry,
}

fn rounds<'a>(entries: &[&'a Entry], seed: Seed) -> Vec<Draw<'a>> {
    let total: u64 = entries.iter().map(|entry| entry.listing.capacity.members_band.lower()).sum();
    let mut hosts: BTreeMap<&str, Vec<(f64, &'a Entry)>> = BTreeMap::new();
    for entry in entries {
        hosts.entry(&entry.host).or_default().push((weight::of_pod(entry, total), entry));
    }
    let heaviest = |pods: &Vec<(f64, &Entry)>| pods.iter().map(|(weight, _)| *weight).fold(0.0, f64::max);
    let weights = weight::capped(&hosts.values().map(heaviest).collect::<Vec<_>>());
    hosts
        .into_iter()
        .zip(weights)
        .flat_map(|((host, pods), weight)| of_host(host, pods, weight, seed))
        .collect()
}

/// The pods of one host, in their own drawn order, one for each round.
fn of_host<'a>(host: &str, pods: Vec<(f64, &'a Entry)>, weight: f64, seed: Seed) -> Vec<Draw<'a>> {
    let keyed =
        |(weight, entry): (f64, &'a Entry)| (seed.key(usize::MAX, &entry.listing.domain, weight), entry);
    let mut pods: Vec<_> = pods.into_iter().map(keyed).collect();
    pods.sort_by(|a, b| b.0.total_cmp(&a.0));
    let draw = |(round, (_, entry))| Draw { round, key: seed.key(round, host, weight), entry };
    pods.into_iter().enumerate().map(draw).collect()
}

#[cfg(test)]
mod tests;
