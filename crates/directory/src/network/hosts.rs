//! Which pods are one host's, and which of these are whose: measured, and not declared.

use crate::entry::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Who is drawn: pods of one host, all of those that nobody else answers for, or those of one verified provider.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Provider {
    /// By what chance knows it.
    pub(crate) name: String,
    /// Of which host it is.
    pub(crate) host: usize,
    /// At how many hosts it is: at each it counts as that part of one.
    pub(crate) hosts: usize,
}

/// Who is whose.
#[derive(Debug, Default)]
pub(crate) struct Grouped {
    /// The providers,
    pub(crate) providers: Vec<Provider>,
    /// which of them each pod is of,
    pub(crate) of: Vec<usize>,
    /// and how many hosts there are.
    pub(crate) hosts: usize,
}

/// Finds out who is whose. Pods that share a place, a key or a registrable domain are one host's.
pub(crate) fn group(pods: &[Arc<Entry>]) -> Grouped {
    let hosts = together(pods);
    let strays = strays(pods, &hosts);
    let verified = |pod: usize| {
        let provider = pods.get(pod)?.measured.provider.as_deref()?;
        (!strays.contains(&(*hosts.get(pod)?, provider))).then_some(provider)
    };
    let mut numbers: BTreeMap<(usize, Option<&str>), usize> = BTreeMap::new();
    let mut grouped = Grouped { hosts: hosts.iter().max().map_or(0, |last| last + 1), ..Grouped::default() };
    for (pod, entry) in pods.iter().enumerate() {
        let host = hosts.get(pod).copied().unwrap_or_default();
        let provider = verified(pod);
        let number = *numbers.entry((host, provider)).or_insert_with(|| {
            // pods come by name: the first of a host names it
            let name = provider.unwrap_or(&entry.registered).to_owned();
            grouped.providers.push(Provider { name, host, hosts: 1 });
            grouped.providers.len() - 1
        });
        grouped.of.push(number);
    }
    let mut at: HashMap<&str, usize> = HashMap::new();
    let places: Vec<&str> = numbers.keys().filter_map(|(_, provider)| *provider).collect();
    places.iter().for_each(|provider| *at.entry(provider).or_default() += 1);
    for ((_, provider), number) in &numbers {
        let hosts = provider.and_then(|provider| at.get(provider));
        if let (Some(hosts), Some(provider)) = (hosts, grouped.providers.get_mut(*number)) {
            provider.hosts = *hosts;
        }
    }
    grouped
}

/// Providers that do not answer for all pods of a host that are below their own domain: they are the host itself.
fn strays<'a>(pods: &'a [Arc<Entry>], hosts: &[usize]) -> BTreeSet<(usize, &'a str)> {
    let mut strays = BTreeSet::new();
    for (entry, host) in pods.iter().zip(hosts) {
        let domain = &*entry.registered;
        if entry.measured.provider.as_deref() != Some(domain) {
            strays.insert((*host, domain));
        }
    }
    strays
}

/// The number of each pod's host, from 0 on without gaps.
fn together(pods: &[Arc<Entry>]) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..pods.len()).collect();
    let mut firsts: HashMap<(u8, &str), usize> = HashMap::with_capacity(pods.len() * 3);
    for (pod, entry) in pods.iter().enumerate() {
        let place = Some(&*entry.measured.place).filter(|place| !place.is_empty());
        let key = entry.measured.key.as_deref();
        let domain = Some(&*entry.registered);
        for mark in [(0, place), (1, key), (2, domain)] {
            let (kind, Some(mark)) = mark else { continue };
            let first = *firsts.entry((kind, mark)).or_insert(pod);
            let (a, b) = (root(&mut parents, first), root(&mut parents, pod));
            if let Some(parent) = parents.get_mut(a.max(b)) {
                *parent = a.min(b);
            }
        }
    }
    let mut numbers = HashMap::new();
    (0..pods.len())
        .map(|pod| {
            let root = root(&mut parents, pod);
            let next = numbers.len();
            *numbers.entry(root).or_insert(next)
        })
        .collect()
}

/// The first pod of the host that a pod is known to be of, with the way to it made shorter.
fn root(parents: &mut [usize], mut pod: usize) -> usize {
    while let Some(parent) = parents.get(pod).copied().filter(|parent| *parent != pod) {
        let grand = parents.get(parent).copied().unwrap_or(parent);
        if let Some(of) = parents.get_mut(pod) {
            *of = grand;
        }
        pod = grand;
    }
    pod
}

#[cfg(test)]
mod tests {
    use super::{Grouped, group};
    use crate::entry::{Entry, Measured};
    use crate::samples;
    use std::sync::Arc;

    fn pod(domain: &str, place: &str, key: &str, provider: &str) -> Arc<Entry> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let (key, provider) = (some(key), some(provider));
        let measured = Measured { place: place.to_owned(), key, provider, ..Measured::default() };
        Arc::new(Entry::new(samples::listing(domain), measured))
    }

    fn hosts(grouped: &Grouped) -> Vec<usize> {
        grouped.of.iter().map(|provider| grouped.providers[*provider].host).collect()
    }

    #[test]
    fn pods_that_share_a_place_a_key_or_a_domain_are_one_host() {
        let grouped = group(&[
            pod("a.example", "9.9.9.9", "k1", ""),
            pod("b.example", "9.9.9.9", "k2", ""),
            pod("c.example", "8.8.8.8", "k2", ""),
            pod("d.example", "7.7.7.7", "k4", ""),
            pod("x.e.example", "6.6.6.6", "k5", ""),
            pod("y.e.example", "5.5.5.5", "k6", ""),
            pod("z.f.example", "", "", ""),
            pod("z.g.example", "", "", ""),
        ]);
        assert_eq!(
            hosts(&grouped),
            [0, 0, 0, 1, 2, 2, 3, 4],
            "a place that is not known is shared with nobody"
        );
        assert_eq!((grouped.hosts, grouped.providers.len()), (5, 5));
    }

    #[test]
    fn what_joins_two_hosts_late_makes_them_one() {
        let grouped = group(&[
            pod("a.example", "1", "", ""),
            pod("b.example", "2", "", ""),
            pod("c.example", "3", "", ""),
            pod("d.example", "3", "k", ""),
            pod("e.example", "1", "k", ""),
        ]);
        assert_eq!(hosts(&grouped), [0, 1, 0, 0, 0]);
    }

    #[test]
    fn a_provider_counts_by_itself_where_its_dns_says_so() {
        let grouped = group(&[
            pod("a.example", "1", "", "art.example"),
            pod("b.example", "1", "", "art.example"),
            pod("c.example", "1", "", "books.example"),
            pod("d.example", "1", "", ""),
            pod("e.example", "1", "", ""),
        ]);
        assert_eq!(grouped.of, [0, 0, 1, 2, 2]);
        assert_eq!(grouped.hosts, 1);
    }

    #[test]
    fn a_provider_that_leaves_out_pods_of_its_own_domain_is_the_host_itself() {
        let grouped =
            group(&[pod("a.coop.example", "1", "", "coop.example"), pod("b.coop.example", "1", "", "")]);
        assert_eq!(grouped.of, [0, 0]);
    }

    #[test]
    fn a_provider_at_two_hosts_is_half_of_one_at_each() {
        let grouped =
            group(&[pod("a.example", "1", "", "art.example"), pod("b.example", "2", "", "art.example")]);
        assert_eq!(grouped.providers.iter().map(|provider| provider.hosts).collect::<Vec<_>>(), [2, 2]);
    }
}
