//! What speaks for a pod, and what against it.

use crate::effective::Effective;
use crate::entry::Entry;
use time::OffsetDateTime;

/// Free places beyond this add nothing.
const ENOUGH: u64 = 300;
/// How much a share of the network counts against a pod.
const SHARE: f64 = 8.0;
/// Checks below which nothing is known of how well a pod answers: those of a day.
const CHECKS: u32 = 24;
/// Each of the three things that are measured adds, or takes away, this much at most.
const MOST: f64 = 0.25;
/// Days after which a pod has proved that it stays.
const LONG: f64 = 365.0;

/// `sqrt(min(free places, 300)) · q`. What is merely declared is capped: of a band its lower bound counts, and a pod that
/// takes people has one place at least.
pub(super) fn merit(entry: &Entry, now: OffsetDateTime) -> f64 {
    let free = entry.listing.capacity.places_free_band.lower().clamp(1, ENOUGH) as f64;
    free.sqrt() * quality(entry, now)
}

/// `1 + 8 · share of the network`.
pub(super) fn burden(members: f64, network: f64) -> f64 {
    let share = if network > 0.0 { members / network } else { 0.0 };
    1.0 + SHARE * share
}

/// Between 0.5 and 1.5: what the directory has seen of the pod. Nothing that it says of itself makes this greater.
fn quality(entry: &Entry, now: OffsetDateTime) -> f64 {
    (1.0 + uptime(entry) + stay(entry, now) - waiting(entry)).clamp(0.5, 1.5)
}

/// From 90 % of the checks to all of them.
fn uptime(entry: &Entry) -> f64 {
    let (good, all) = (entry.measured.good, entry.measured.checks);
    if all < CHECKS {
        return 0.0;
    }
    let share = f64::from(good) / f64::from(all);
    MOST * ((share - 0.95) / 0.05).clamp(-1.0, 1.0)
}

/// From the first day to a year.
fn stay(entry: &Entry, now: OffsetDateTime) -> f64 {
    let days = entry.measured.since.map_or(0.0, |since| (now - since).as_seconds_f64() / 86_400.0);
    MOST * (days / LONG).clamp(0.0, 1.0)
}

/// From a day until somebody is let in to a week. No directory sees that from outside: who owns up to a long time loses by it, and
/// who claims a short one wins nothing.
fn waiting(entry: &Entry) -> f64 {
    let registration = &entry.listing.registration;
    if registration.effective != Effective::Approval {
        return 0.0;
    }
    let hours = registration.median_approval_hours.map_or(0.0, f64::from);
    MOST * ((hours - 24.0) / 144.0).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::quality;
    use crate::effective::Effective;
    use crate::entry::Entry;
    use crate::samples::{self, NOW};
    use time::Duration;

    fn after(change: impl FnOnce(&mut Entry)) -> f64 {
        let mut entry = samples::entry("pod.example");
        change(&mut entry);
        quality(&entry, NOW)
    }

    fn checked(entry: &mut Entry, good: u32, checks: u32) {
        (entry.measured.good, entry.measured.checks) = (good, checks);
    }

    #[test]
    fn a_pod_of_which_nothing_is_known_is_in_the_middle() {
        assert_eq!(after(|_| ()), 1.0);
        assert_eq!(after(|entry| checked(entry, 3, 23)), 1.0, "too few checks");
    }

    #[test]
    fn who_answers_and_stays_is_worth_more_and_who_does_not_less() {
        let since = |entry: &mut Entry, days| entry.measured.since = Some(NOW - Duration::days(days));
        assert_eq!(after(|entry| checked(entry, 720, 720)), 1.25);
        assert_eq!(after(|entry| checked(entry, 72, 720)), 0.75);
        assert_eq!(after(|entry| since(entry, 9_000)), 1.25);
        assert_eq!(after(|entry| since(entry, -1)), 1.0);
        let best = |entry: &mut Entry| {
            checked(entry, 720, 720);
            since(entry, 365);
        };
        assert_eq!(after(best), 1.5);
    }

    #[test]
    fn who_lets_people_wait_loses_and_who_claims_speed_wins_nothing() {
        let waits = |hours| {
            after(|entry| {
                entry.listing.registration.effective = Effective::Approval;
                entry.listing.registration.median_approval_hours = Some(hours);
            })
        };
        assert_eq!((waits(0), waits(24), waits(u32::MAX)), (1.0, 1.0, 0.75));
        let worst = after(|entry| {
            entry.listing.registration.effective = Effective::Approval;
            entry.listing.registration.median_approval_hours = Some(500);
            checked(entry, 0, 720);
        });
        assert_eq!(worst, 0.5);
    }
}
