//! The draw itself: what a visitor sees, and in which order. [`model`] plays it against a toy model of a network.

mod model;

use super::{Seed, draw, pick};
use crate::band::Band;
use crate::entry::Entry;
use crate::network::{Network, Pod};
use crate::samples::{self, NOW};
use std::collections::HashMap;
use std::sync::Arc;
use time::macros::date;

fn seed(visitor: usize) -> Seed {
    Seed::new(&[7; 32], &visitor.to_string(), date!(2026 - 11 - 22))
}

/// A pod at a place, with so many members and free places.
fn pod(domain: &str, place: &str, members: u64, free: u64) -> Entry {
    let mut entry = samples::entry(domain);
    entry.measured.place = place.to_owned();
    entry.listing.capacity.members_band = Band::of(members);
    entry.listing.capacity.places_free_band = Band::of(free);
    entry
}

fn network(entries: impl IntoIterator<Item = Entry>) -> Network {
    Network::new(entries.into_iter().map(Arc::new).collect(), &HashMap::new(), NOW)
}

/// So many pods that have nothing to do with each other.
fn honest(count: usize) -> Vec<Entry> {
    (0..count).map(|n| pod(&format!("honest{n}.example"), &format!("honest{n}"), 50, 100)).collect()
}

fn all(network: &Network) -> Vec<&Pod> {
    network.pods.iter().collect()
}

fn names(pods: &[&Pod]) -> Vec<String> {
    pods.iter().map(|pod| pod.entry.listing.domain.to_string()).collect()
}

fn order(network: &Network, seed: Seed) -> Vec<String> {
    names(&draw(network, all(network), seed, usize::MAX))
}

#[test]
fn a_visitor_sees_one_order_all_day_and_the_next_another() {
    let network = network(honest(20));
    let seen = order(&network, seed(1));
    assert_eq!(seen, order(&network, seed(1)));
    assert_ne!(seen, order(&network, seed(2)));
    let tomorrow = Seed::new(&[7; 32], "1", date!(2026 - 11 - 23));
    assert_ne!(seen, order(&network, tomorrow));
}

#[test]
fn what_comes_beside_them_does_not_change_the_order_of_the_others() {
    let (few, more) = (network(honest(30)), network(honest(31)));
    for visitor in 0..20 {
        let mut seen = order(&more, seed(visitor));
        seen.retain(|name| name != "honest30.example");
        assert_eq!(seen, order(&few, seed(visitor)));
    }
}

#[test]
fn the_first_few_are_the_same_as_of_all() {
    let network = network(honest(60));
    for visitor in 0..20 {
        let few = names(&draw(&network, all(&network), seed(visitor), 7));
        assert_eq!(few, order(&network, seed(visitor))[..7]);
    }
}

#[test]
fn an_order_holds_every_pod_once_and_another_host_second() {
    let mut pods: Vec<Entry> =
        (0..10).map(|n| pod(&format!("p{n}.example"), "many.example", 50, 100)).collect();
    pods.push(pod("one.example", "one.example", 50, 100));
    let network = network(pods);
    for visitor in 0..50 {
        let mut sorted = order(&network, seed(visitor));
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), 11);
        let picked = pick(&network, all(&network), seed(visitor)).unwrap();
        assert_ne!(picked.first.measured.place, picked.second.unwrap().measured.place);
    }
}

#[test]
fn nothing_is_picked_from_nothing() {
    assert!(pick(&network([]), Vec::new(), seed(0)).is_none());
}
