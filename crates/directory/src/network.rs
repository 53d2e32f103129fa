//! All pods that a directory may show, with everything of their order that does not depend on who looks.

use crate::entry::Entry;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use time::OffsetDateTime;

mod hosts;
mod quality;

pub(crate) use hosts::Provider;

/// All pods that a directory may show.
#[derive(Debug, Default)]
pub struct Network {
    pub(crate) pods: Vec<Pod>,
    pub(crate) providers: Vec<Provider>,
    /// How much each provider's part of the network counts against it.
    pub(crate) burdens: Vec<f64>,
    pub(crate) hosts: usize,
    /// How many pods each host has.
    sizes: Vec<usize>,
}

/// A pod among the others.
#[derive(Debug)]
pub(crate) struct Pod {
    pub(crate) entry: Arc<Entry>,
    pub(crate) provider: usize,
    /// What speaks for it: its free places and what was measured.
    pub(crate) merit: f64,
    /// How likely it is among the pods of its provider.
    pub(crate) weight: f64,
    /// Its place by name.
    pub(crate) rank: usize,
    /// How many people were sent there today.
    sent: AtomicU32,
}

impl Pod {
    /// How many people were sent there today.
    pub(crate) fn sent(&self) -> u32 {
        self.sent.load(Ordering::Relaxed)
    }
}

impl Network {
    /// All of them, with how many people were sent to each today. A domain is there once.
    #[must_use]
    pub fn new(mut entries: Vec<Arc<Entry>>, sent: &HashMap<String, u32>, now: OffsetDateTime) -> Self {
        entries.sort_by(|a, b| a.listing.domain.cmp(&b.listing.domain));
        entries.dedup_by(|a, b| a.listing.domain == b.listing.domain);
        let grouped = hosts::group(&entries);
        let ranks = ranks(&entries);
        let members = |entry: &Entry| entry.listing.capacity.members_band.lower() as f64;
        let all: f64 = entries.iter().map(|entry| members(entry)).sum();
        let burden = |members: f64| quality::burden(members, all);
        let mut held = vec![0.0; grouped.providers.len()];
        let mut sizes = vec![0; grouped.hosts];
        for (entry, provider) in entries.iter().zip(&grouped.of) {
            let host = grouped.providers.get(*provider).map(|provider| provider.host);
            held.get_mut(*provider).into_iter().for_each(|held| *held += members(entry));
            host.and_then(|host| sizes.get_mut(host)).into_iter().for_each(|size| *size += 1);
        }
        let pods = entries.into_iter().zip(grouped.of).zip(ranks);
        let pods = pods.map(|((entry, provider), rank)| {
            let merit = quality::merit(&entry, now);
            let sent = AtomicU32::new(sent.get(&*entry.listing.domain).copied().unwrap_or_default());
            Pod { provider, merit, weight: merit / burden(members(&entry)), rank, sent, entry }
        });
        Self {
            pods: pods.collect(),
            burdens: held.into_iter().map(burden).collect(),
            providers: grouped.providers,
            hosts: grouped.hosts,
            sizes,
        }
    }

    /// All of them, by domain.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> + Clone {
        self.pods.iter().map(|pod| &*pod.entry)
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, domain: &str) -> Option<&Entry> {
        self.pod(domain).map(|pod| &*pod.entry)
    }

    /// How many pods the host of this one has, with it.
    #[must_use]
    pub fn at_host_of(&self, domain: &str) -> usize {
        let host = self.pod(domain).and_then(|pod| self.providers.get(pod.provider)).map(|it| it.host);
        host.and_then(|host| self.sizes.get(host)).copied().unwrap_or_default()
    }

    /// Somebody knows that so many people were sent to a pod today: it is not fewer from now on.
    pub fn note_sent(&self, domain: &str, sent: u32) {
        if let Some(pod) = self.pod(domain) {
            pod.sent.fetch_max(sent, Ordering::Relaxed);
        }
    }

    /// How many people were sent to a pod today, as far as that is known.
    #[must_use]
    pub fn sent(&self, domain: &str) -> u32 {
        self.pod(domain).map(Pod::sent).unwrap_or_default()
    }

    fn pod(&self, domain: &str) -> Option<&Pod> {
        let found = self.pods.binary_search_by(|pod| (*pod.entry.listing.domain).cmp(domain));
        found.ok().and_then(|at| self.pods.get(at))
    }
}

/// The place of each by name, and by domain where names are the same.
fn ranks(entries: &[Arc<Entry>]) -> Vec<usize> {
    let mut order: Vec<(&str, usize)> =
        entries.iter().enumerate().map(|(at, entry)| (&*entry.name, at)).collect();
    order.sort_unstable();
    let mut ranks = vec![0; entries.len()];
    for (rank, (_, at)) in order.into_iter().enumerate() {
        ranks.get_mut(at).into_iter().for_each(|of| *of = rank);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::Network;
    use crate::samples::{self, NOW};
    use std::sync::Arc;

    #[test]
    fn a_pod_is_found_by_its_domain_and_is_there_once() {
        let all =
            ["b.example", "a.example", "c.example", "a.example"].map(|name| Arc::new(samples::entry(name)));
        let network = Network::new(all.to_vec(), &[("b.example".to_owned(), 4)].into(), NOW);
        assert_eq!(network.entries().len(), 3);
        assert_eq!(&*network.get("c.example").unwrap().listing.domain, "c.example");
        assert!(network.get("d.example").is_none());
        network.note_sent("b.example", 3);
        assert_eq!(network.pod("b.example").unwrap().sent(), 4, "what is known is not forgotten");
        network.note_sent("b.example", 5);
        assert_eq!(network.pod("b.example").unwrap().sent(), 5);
    }
}
