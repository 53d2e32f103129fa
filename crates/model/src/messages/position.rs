//! The places of messages in a member's history: microseconds, strictly monotone even where an archive's stamps are
//! whole seconds.

use time::OffsetDateTime;

/// Where messages belong that are received together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// After everything in their chats.
    Live,
    /// A page of the archive read forward: after the last position of the page before it, where there was one.
    After(Option<i64>),
    /// A page of the archive read backward: before the first position of the page after it, where there was one. What
    /// comes this way is history, and not unread.
    Before(Option<i64>),
}

/// A time as a position. It is not before 1970.
pub(super) fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1000).unwrap_or(i64::MAX).max(0)
}

impl Place {
    /// The positions of messages, in their order: `stamps` as they want them, `fixed` where they have them already.
    /// `last` is the last position in the chats that are live.
    pub(super) fn positions(self, last: i64, stamps: &[i64], fixed: &[Option<i64>]) -> Vec<i64> {
        match self {
            Self::Live => forward(Some(last), stamps, fixed),
            Self::After(previous) => forward(previous, stamps, fixed),
            Self::Before(next) => {
                // the same, seen from the other end
                let stamps: Vec<i64> = stamps.iter().rev().map(|stamp| stamp.saturating_neg()).collect();
                let fixed: Vec<Option<i64>> =
                    fixed.iter().rev().map(|place| place.map(i64::saturating_neg)).collect();
                let positions = forward(next.map(i64::saturating_neg), &stamps, &fixed);
                positions.into_iter().rev().map(i64::saturating_neg).collect()
            }
        }
    }
}

/// Each after the one before it, and, where there is room, before those that have a position already: live messages may
/// have come before the page of the archive that leads up to them.
fn forward(start: Option<i64>, stamps: &[i64], fixed: &[Option<i64>]) -> Vec<i64> {
    let ceilings = ceilings(fixed);
    let mut previous = start;
    let mut positions = Vec::with_capacity(stamps.len());
    for ((stamp, place), ceiling) in stamps.iter().zip(fixed).zip(ceilings) {
        let lowest = previous.map_or(i64::MIN, |previous| previous.saturating_add(1));
        let position = match place {
            Some(place) => *place,
            None if lowest <= ceiling => (*stamp).max(lowest).min(ceiling),
            None => (*stamp).max(lowest),
        };
        previous = Some(position);
        positions.push(position);
    }
    positions
}

/// For each the highest position that leaves room for those between it and the next that has a position.
fn ceilings(fixed: &[Option<i64>]) -> Vec<i64> {
    let mut ceiling = i64::MAX;
    let mut ceilings: Vec<i64> = Vec::with_capacity(fixed.len());
    for place in fixed.iter().rev() {
        // a later message with a lower position is out of order anyway
        ceiling = place.unwrap_or(if ceiling == i64::MAX { ceiling } else { ceiling.saturating_sub(1) });
        ceilings.push(ceiling);
    }
    ceilings.reverse();
    ceilings
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [Option<i64>; 3] = [None; 3];

    #[test]
    fn equal_stamps_keep_their_order_both_ways() {
        assert_eq!(Place::After(None).positions(0, &[5, 5, 5], &NONE), [5, 6, 7]);
        assert_eq!(Place::After(Some(7)).positions(0, &[5, 5, 9], &NONE), [8, 9, 10]);
        assert_eq!(Place::Before(None).positions(0, &[5, 5, 5], &NONE), [3, 4, 5]);
        assert_eq!(Place::Before(Some(5)).positions(0, &[1, 9, 5], &NONE), [1, 3, 4]);
        assert_eq!(Place::Live.positions(7, &[5], &[None]), [8]);
        assert_eq!(Place::Live.positions(7, &[50], &[None]), [50]);
    }

    #[test]
    fn what_leads_up_to_a_known_message_comes_before_it() {
        let fixed = [None, None, Some(100), None];
        assert_eq!(Place::After(Some(10)).positions(0, &[500, 500, 500, 20], &fixed), [98, 99, 100, 101]);
        assert_eq!(Place::Before(Some(200)).positions(0, &[99, 99, 99, 20], &fixed), [98, 99, 100, 101]);
        let crowded = [None, None, Some(11)];
        assert_eq!(Place::After(Some(10)).positions(0, &[1, 1, 1], &crowded), [11, 12, 11]);
        let read_again = [Some(5), None, Some(8), None];
        assert_eq!(Place::After(Some(10)).positions(0, &[1, 7, 1, 9], &read_again), [5, 7, 8, 9]);
    }
}
