//! How likely a pod is drawn: by its free places, less the more of the network it holds already.

use crate::entry::Entry;

/// Free places beyond this add nothing.
const ENOUGH: u64 = 300;
/// How much a share of the network counts against a pod.
const SHARE: f64 = 8.0;
/// The greatest share of the draws that one host may have, where there are ten hosts or more.
const CAP: f64 = 0.1;

/// `sqrt(min(free places, 300)) / (1 + 8 · share of the network)`. What is merely declared is capped: of a band its lower
/// bound counts, and a pod that takes people has one place at least. Measured quality is no part of it yet.
pub(super) fn of_pod(entry: &Entry, network: u64) -> f64 {
    let capacity = &entry.listing.capacity;
    let free = capacity.places_free_band.lower().clamp(1, ENOUGH) as f64;
    let share = if network == 0 { 0.0 } else { capacity.members_band.lower() as f64 / network as f64 };
    free.sqrt() / (1.0 + SHARE * share)
}

/// The weights, with each cut so that it is at most a tenth of their sum; with fewer than ten, all become equal.
pub(super) fn capped(weights: &[f64]) -> Vec<f64> {
    let mut falling = weights.to_vec();
    falling.sort_by(|a, b| b.total_cmp(a));
    let cap = cap(&falling);
    weights.iter().map(|weight| weight.min(cap)).collect()
}

/// The cut for weights in falling order: the `n` greatest become `CAP` of the new sum each.
fn cap(falling: &[f64]) -> f64 {
    let mut rest: f64 = falling.iter().sum();
    for (n, weight) in falling.iter().enumerate() {
        let free = 1.0 - CAP * n as f64;
        if free <= CAP {
            break;
        }
        let cap = CAP * rest / free;
        if *weight <= cap {
            return if n == 0 { f64::INFINITY } else { cap };
        }
        rest -= weight;
    }
    falling.last().copied().unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::capped;

    #[test]
    fn no_host_has_more_than_a_tenth() {
        let mut weights = vec![1.0; 20];
        weights[3] = 100.0;
        weights[4] = 50.0;
        let cut = capped(&weights);
        let sum: f64 = cut.iter().sum();
        assert!((cut[3] / sum - 0.1).abs() < 1e-9 && (cut[4] / sum - 0.1).abs() < 1e-9);
        assert!(cut.iter().all(|weight| weight / sum <= 0.1 + 1e-9));
    }

    #[test]
    fn weights_that_are_even_enough_stay() {
        let weights: Vec<f64> = (0..20).map(|n| 1.0 + f64::from(n) / 20.0).collect();
        assert_eq!(capped(&weights), weights);
    }

    #[test]
    fn few_hosts_are_all_alike() {
        assert_eq!(capped(&[5.0, 1.0, 3.0]), [1.0, 1.0, 1.0]);
        assert!(capped(&[]).is_empty());
    }
}
