//! The draw against a toy model of a network: nobody is a super-node, nobody is forgotten, nobody is overrun.

use super::{Seed, draw, pick};
use crate::band::Band;
use crate::entry::Entry;
use crate::samples;
use std::collections::HashMap;
use time::macros::date;

fn seed(visitor: usize) -> Seed {
    Seed::new(&[7; 32], &visitor.to_string(), date!(2026 - 11 - 22))
}

fn pod(n: usize, host: &str, members: u64, free: u64) -> Entry {
    let mut entry = samples::entry(&format!("pod{n}.example"));
    entry.host = host.to_owned();
    entry.listing.capacity.members_band = Band::of(members);
    entry.listing.capacity.places_free_band = Band::of(free);
    entry
}

fn names(entries: &[&Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.listing.domain.to_string()).collect()
}

/// How often each host is picked by `visitors` visitors.
fn picks(entries: &[Entry], visitors: usize) -> HashMap<&str, usize> {
    let entries: Vec<&Entry> = entries.iter().collect();
    let mut counts = HashMap::new();
    for visitor in 0..visitors {
        *counts.entry(pick(&entries, seed(visitor)).unwrap().first.host.as_str()).or_default() += 1;
    }
    counts
}

#[test]
fn a_visitor_sees_one_order_all_day_and_the_next_another() {
    let pods: Vec<Entry> = (0..20).map(|n| pod(n, &n.to_string(), 50, 100)).collect();
    let pods: Vec<&Entry> = pods.iter().collect();
    let order = names(&draw(&pods, seed(1)));
    assert_eq!(order, names(&draw(&pods, seed(1))));
    assert_ne!(order, names(&draw(&pods, seed(2))));
    let tomorrow = Seed::new(&[7; 32], "1", date!(2026 - 11 - 23));
    assert_ne!(order, names(&draw(&pods, tomorrow)));
}

#[test]
fn an_order_holds_every_pod_once_and_another_host_second() {
    let mut pods: Vec<Entry> = (0..10).map(|n| pod(n, "many.example", 50, 100)).collect();
    pods.push(pod(10, "one.example", 50, 100));
    let pods: Vec<&Entry> = pods.iter().collect();
    for visitor in 0..50 {
        let order = draw(&pods, seed(visitor));
        let mut sorted = names(&order);
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), 11);
        let picked = pick(&pods, seed(visitor)).unwrap();
        assert_ne!(picked.first.host, picked.second.unwrap().host);
    }
}

#[test]
fn nothing_is_picked_from_nothing() {
    assert!(pick(&[], seed(0)).is_none());
}

#[test]
fn twenty_pods_of_one_host_get_no_more_than_one() {
    let mut pods: Vec<Entry> = (0..40).map(|n| pod(n, &n.to_string(), 50, 100)).collect();
    pods.extend((40..60).map(|n| pod(n, "many.example", 50, 100)));
    let share = picks(&pods, 2_000)["many.example"] as f64 / 2_000.0;
    assert!(share < 1.5 / 41.0, "{share}");
}

#[test]
fn a_host_with_all_the_room_stays_at_a_tenth() {
    let mut pods: Vec<Entry> = (0..30).map(|n| pod(n, &n.to_string(), 20, 5)).collect();
    pods.push(pod(30, "great.example", 20, 100_000));
    let share = picks(&pods, 2_000)["great.example"] as f64 / 2_000.0;
    assert!((0.08..0.12).contains(&share), "{share}");
}

/// 60 pods with Zipf sizes, each with room for as many again (at most 300), and 2,000 sign-ups.
#[test]
fn in_the_toy_model_nobody_gets_too_many_and_few_get_none() {
    let sizes: Vec<u64> = (1..=60_u64).map(|rank| 4_600 / rank).collect();
    let mut free: Vec<u64> = sizes.iter().map(|size| (*size).min(300)).collect();
    let mut joined = vec![0_u64; sizes.len()];
    for visitor in 0..2_000 {
        let open = (0..sizes.len()).filter(|n| free[*n] > 0);
        let pods: Vec<Entry> = open.map(|n| pod(n, &n.to_string(), sizes[n] + joined[n], free[n])).collect();
        let pods: Vec<&Entry> = pods.iter().collect();
        let n: usize = pick(&pods, seed(visitor)).unwrap().first.host.parse().unwrap();
        free[n] = free[n].checked_sub(1).expect("nobody is sent where there is no room");
        joined[n] += 1;
    }
    assert!(joined.iter().all(|joined| *joined <= 100), "top pod at most 5 %: {joined:?}");
    assert!(joined.iter().filter(|joined| **joined == 0).count() <= 2, "{joined:?}");
}
