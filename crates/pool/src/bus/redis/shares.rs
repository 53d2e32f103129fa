//! How many shards each worker should have: in proportion to the sessions that it can hold.

use model::sessions::SHARDS;

/// What a worker says of itself to the others: its name, and how many sessions it can hold.
pub(super) fn card(worker: &str, capacity: usize) -> String {
    format!("{worker} {capacity}")
}

/// The share of the worker with this card, which is one of all. Whoever sees the same cards comes to the same shares, and together
/// they are all shards.
pub(super) fn share(mut cards: Vec<String>, card: &str) -> usize {
    cards.sort_unstable();
    let total: usize = cards.iter().map(|card| capacity(card)).sum();
    let before: usize = cards.iter().take_while(|other| *other != card).map(|card| capacity(card)).sum();
    let edge = |sum: usize| sum * usize::from(SHARDS) / total.max(1);
    edge(before + capacity(card)) - edge(before)
}

fn capacity(card: &str) -> usize {
    card.rsplit_once(' ').and_then(|(_, capacity)| capacity.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(capacities: &[usize]) -> Vec<usize> {
        let cards: Vec<_> =
            capacities.iter().zip('a'..).map(|(it, name)| card(&name.to_string(), *it)).collect();
        cards.iter().map(|card| share(cards.iter().rev().cloned().collect(), card)).collect()
    }

    #[test]
    fn all_shards_are_shared_in_proportion() {
        assert_eq!(shares(&[10_000]), [256]);
        assert_eq!(shares(&[1000, 3000]), [64, 192]);
        assert_eq!(shares(&[5000, 5000, 5000]), [85, 85, 86]);
        assert_eq!(shares(&[1, 100_000]), [0, 256]);
    }
}
