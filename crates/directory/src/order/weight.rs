//! How likely each provider is drawn, and how likely a host with all of its providers may be.

use crate::network::{Network, Pod};

/// The greatest share of the draws that one host may have, where there are ten hosts or more.
const CAP: f64 = 0.1;

/// The weight of each provider, 0 where it has none of the pods: its best pod's merit, less the more of the network it holds. Those of a
/// host are cut together.
pub(super) fn of_providers(network: &Network, pods: &[&Pod]) -> Vec<f64> {
    let mut weights = vec![0.0_f64; network.providers.len()];
    for pod in pods {
        if let Some(best) = weights.get_mut(pod.provider) {
            *best = best.max(pod.merit);
        }
    }
    let mut of_hosts = vec![0.0; network.hosts];
    for ((weight, burden), provider) in weights.iter_mut().zip(&network.burdens).zip(&network.providers) {
        *weight /= burden * provider.hosts as f64;
        of_hosts.get_mut(provider.host).into_iter().for_each(|sum| *sum += *weight);
    }
    let cap = cap(&of_hosts);
    for (weight, provider) in weights.iter_mut().zip(&network.providers) {
        let host = of_hosts.get(provider.host).copied().unwrap_or_default();
        if host > cap {
            *weight *= cap / host;
        }
    }
    weights
}

/// What a host may weigh at most, so that the greatest have `CAP` of all each; with ten hosts or fewer, what the least one weighs.
fn cap(of_hosts: &[f64]) -> f64 {
    let mut hosts: Vec<f64> = of_hosts.iter().copied().filter(|weight| *weight > 0.0).collect();
    let mut rest: f64 = hosts.iter().sum();
    // so many at most can be too great
    let greatest = ((1.0 / CAP) as usize).min(hosts.len());
    if greatest < hosts.len() {
        hosts.select_nth_unstable_by(greatest, |a, b| b.total_cmp(a));
    }
    hosts.truncate(greatest);
    hosts.sort_unstable_by(|a, b| b.total_cmp(a));
    for (n, weight) in hosts.iter().enumerate() {
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
    hosts.last().copied().unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::cap;

    fn capped(weights: &[f64]) -> Vec<f64> {
        let cap = cap(weights);
        weights.iter().map(|weight| weight.min(cap)).collect()
    }

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
        assert_eq!(capped(&[5.0, 1.0, 0.0, 3.0]), [1.0, 1.0, 0.0, 1.0]);
        assert!(capped(&[]).is_empty());
    }

    #[test]
    fn with_ten_or_eleven_hosts_none_has_more_than_it_may() {
        for hosts in [10, 11, 12, 40] {
            let mut weights: Vec<f64> = (1..=hosts).map(f64::from).collect();
            weights[0] = 1_000.0;
            let cut = capped(&weights);
            let sum: f64 = cut.iter().sum();
            assert!(cut.iter().all(|weight| weight / sum <= 0.1 + 1e-9), "{hosts}: {cut:?}");
        }
    }
}
