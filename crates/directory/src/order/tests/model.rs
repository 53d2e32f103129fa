//! The draw against a toy model of a network: nobody is a super-node, nobody is forgotten, nobody is overrun.

use super::{all, honest, network, pod};
use crate::entry::{Entry, Measured};
use crate::filter::{self, Query};
use crate::network::Network;
use crate::order::{Seed, chance, weight};
use crate::samples::NOW;
use std::collections::HashMap;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

const PODS: usize = 60;
const SIGN_UPS: usize = 2_000;
const A_DAY: usize = 100;

/// How many members the pods have at the beginning: Zipf, the biggest with 23 % of them.
fn sizes() -> Vec<u64> {
    (1..=PODS).map(|rank| (4_700.0 / (rank as f64).powf(1.04)) as u64).collect()
}

fn domain(n: usize) -> String {
    format!("pod{n}.example")
}

/// Who comes next, by whose order.
#[derive(Clone, Copy)]
enum Order {
    /// Ours.
    Drawn,
    /// A shuffle in which all are alike.
    Shuffled,
    /// Most members first.
    Biggest,
}

/// A network in which people sign up one after the other where they are sent. The directory looks at all pods once a day: one that is
/// full by noon is known to be so on the next day.
struct Model {
    sizes: Vec<u64>,
    free: Vec<u64>,
    joined: Vec<u64>,
    budgets: Vec<Option<u32>>,
    /// Whoever runs a pod, as a place.
    places: Vec<String>,
    /// The most that were sent anywhere in a day, less its budget.
    over_budget: i64,
    /// How many were sent where no place was left.
    beyond: u64,
}

impl Model {
    fn new() -> Self {
        let sizes = sizes();
        Self {
            free: sizes.iter().map(|size| (*size).min(300)).collect(),
            joined: vec![0; PODS],
            budgets: vec![None; PODS],
            places: (0..PODS).map(domain).collect(),
            over_budget: i64::MIN,
            beyond: 0,
            sizes,
        }
    }

    /// One in which every third pod has few places left.
    fn tight() -> Self {
        let mut model = Self::new();
        model.free.iter_mut().skip(2).step_by(3).for_each(|free| *free = 25);
        model
    }

    /// The pods as their listings say them: one that is full says so.
    fn network(&self, sent: &HashMap<String, u32>, now: OffsetDateTime) -> Network {
        let open = (0..PODS).filter(|n| self.free[*n] > 0);
        let entry = |n: usize| {
            let mut entry = pod(&domain(n), &self.places[n], self.sizes[n] + self.joined[n], self.free[n]);
            entry.listing.registration.daily_budget = self.budgets[n];
            entry.listing.expires_at = now + Duration::DAY;
            Arc::new(entry)
        };
        Network::new(open.map(entry).collect(), sent, now)
    }

    fn play(&mut self) {
        self.play_by(Order::Drawn);
    }

    fn play_by(&mut self, order: Order) {
        for day in 0..SIGN_UPS / A_DAY {
            let now = NOW + Duration::days(i64::try_from(day).unwrap());
            let network = self.network(&HashMap::new(), now);
            for visitor in 0..A_DAY {
                let name = order.next(&network, visitor, now);
                let n: usize = name.trim_start_matches("pod").trim_end_matches(".example").parse().unwrap();
                self.beyond += u64::from(self.free[n] == 0);
                self.free[n] = self.free[n].saturating_sub(1);
                self.joined[n] += 1;
                let count = network.sent(&name) + 1;
                let budget = self.budgets[n].map_or(i64::MAX, i64::from);
                self.over_budget = self.over_budget.max(i64::from(count) - budget);
                network.note_sent(&name, count);
            }
        }
    }
}

impl Order {
    /// Where this visitor of the day is sent, of the pods that had room when the directory looked.
    fn next(self, network: &Network, visitor: usize, now: OffsetDateTime) -> String {
        let day = now.date();
        let place = |entry: &Entry| chance(&[7; 16], visitor, &format!("{day} {}", entry.listing.domain));
        let entry = match self {
            Self::Drawn => {
                let seed = Seed::new(&[7; 32], &visitor.to_string(), now.date());
                filter::pick(network, &Query::default(), seed, now).map(|pick| pick.first)
            }
            Self::Shuffled => network.entries().max_by(|a, b| place(a).total_cmp(&place(b))),
            Self::Biggest => network.entries().max_by_key(|entry| entry.listing.capacity.members_band),
        };
        entry.expect("somebody has room").listing.domain.to_string()
    }
}

#[test]
fn the_biggest_has_23_percent_of_the_network() {
    let sizes = sizes();
    let share = sizes[0] as f64 / sizes.iter().sum::<u64>() as f64;
    assert!((0.225..0.235).contains(&share), "{share}");
}

#[test]
fn nobody_gets_more_than_a_twentieth_and_nobody_none_and_nobody_more_than_fit() {
    let mut model = Model::new();
    model.play();
    let joined = &model.joined;
    assert_eq!((joined.iter().sum::<u64>(), model.beyond), (2_000, 0));
    assert!(joined.iter().all(|joined| *joined <= 100), "top pod at most 5 %: {joined:?}");
    assert!(joined.iter().all(|joined| *joined > 0), "{joined:?}");
}

#[test]
fn few_places_are_not_overrun_from_one_look_to_the_next_as_they_are_by_other_orders() {
    let beyond = |order| {
        let mut model = Model::tight();
        model.play_by(order);
        model.beyond
    };
    assert_eq!(beyond(Order::Drawn), 0);
    for (name, order) in [("a shuffle", Order::Shuffled), ("most members first", Order::Biggest)] {
        assert!(beyond(order) > 0, "{name} overruns nobody: so the model shows nothing");
    }
}

#[test]
fn no_budget_is_exceeded_on_any_day_and_all_are_used() {
    let mut model = Model::new();
    for n in (0..PODS).step_by(2) {
        model.budgets[n] = Some(1);
    }
    model.play();
    assert_eq!(model.over_budget, 0, "some were used up, none was exceeded");
    assert!(model.joined.iter().step_by(2).all(|joined| *joined <= 20), "{:?}", model.joined);
}

/// How likely each pod's provider is drawn first, by the place of the pod.
fn shares(network: &Network) -> HashMap<String, f64> {
    let pods = all(network);
    let weights = weight::of_providers(network, &pods);
    let sum: f64 = weights.iter().sum();
    let mut shares = HashMap::new();
    let mut seen = Vec::new();
    for pod in pods.into_iter().filter(|pod| {
        let is_new = !seen.contains(&pod.provider);
        seen.push(pod.provider);
        is_new
    }) {
        *shares.entry(pod.entry.measured.place.clone()).or_default() += weights[pod.provider] / sum;
    }
    shares
}

#[test]
fn an_operator_with_twenty_pods_has_no_more_than_one_operators_share() {
    for every in 0..3 {
        let mut model = Model::new();
        for n in (every..PODS).step_by(3) {
            model.places[n] = "many".to_owned();
        }
        let share = shares(&model.network(&HashMap::new(), NOW))["many"];
        assert!(share <= 1.0 / 41.0, "one of 41 operators: {share}");
        model.play();
        let joined: u64 = model.joined.iter().skip(every).step_by(3).sum();
        assert!(joined <= 2_000 / 41 + 15, "{joined} of 2,000, with what chance adds");
    }
}

#[test]
fn twenty_pods_added_to_sixty_honest_ones_win_nothing() {
    let mut pods = honest(60);
    pods.extend((0..20).map(|n| pod(&format!("many{n}.example"), "many", 50, 100)));
    let share = shares(&network(pods))["many"];
    assert!(share <= 1.0 / 61.0, "{share}");
}

/// A host with so many pods, each of a provider of its own that its DNS confirms, or not.
fn host(count: usize, is_verified: bool, free: u64) -> Vec<Entry> {
    let one = |n: usize| {
        let provider = is_verified.then(|| format!("community{n}.example"));
        let entry = pod(&format!("hosted{n}.example"), "host", 20, free);
        Entry::new(entry.listing, Measured { provider, ..entry.measured })
    };
    (0..count).map(one).collect()
}

#[test]
fn a_host_that_claims_many_operators_has_no_more_than_a_tenth() {
    for (count, free) in [(300, 100), (3_000, 1_000)] {
        let share = shares(&network(honest(60).into_iter().chain(host(count, true, free))))["host"];
        assert!((share - 0.1).abs() < 1e-9, "{share}");
        let claimed = shares(&network(honest(60).into_iter().chain(host(count, false, free))))["host"];
        assert!(claimed < 0.06, "without DNS it is one, whatever it says: {claimed}");
    }
}

#[test]
fn a_cooperative_of_300_communities_has_all_that_a_host_can_have_and_each_the_same_part() {
    let network = network(honest(60).into_iter().chain(host(300, true, 100)));
    let pods = all(&network);
    let weights = weight::of_providers(&network, &pods);
    let sum: f64 = weights.iter().sum();
    let mut parts = pods.iter().filter(|pod| pod.entry.measured.place == "host");
    assert!(parts.all(|pod| (weights[pod.provider] / sum - 0.1 / 300.0).abs() < 1e-9));
    let alone = shares(&super::network(honest(60).into_iter().chain(host(1, true, 100))))["host"];
    assert!(0.1 > 5.0 * alone, "one of them alone would have {alone}");
    // for who looks for what eight of them and twelve others offer it is a tenth, too
    let few = super::network(honest(12).into_iter().chain(host(8, true, 100)));
    assert!((shares(&few)["host"] - 0.1).abs() < 1e-9);
}

#[test]
fn a_host_grows_with_its_communities_until_it_is_at_the_cap() {
    let share = |count| shares(&network(honest(60).into_iter().chain(host(count, true, 100))))["host"];
    assert!(share(1) < share(3) && share(3) < share(6) && share(6) < share(40));
    assert!((share(6) - 6.0 / 66.0).abs() < 0.015, "six of 66 are as six by themselves: {}", share(6));
}
