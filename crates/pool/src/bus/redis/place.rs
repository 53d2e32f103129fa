//! Places in a stream of events: an entry's id in Redis is `epoch-number` in decimals.

use crate::bus::{EventId, KEPT};

/// As Redis writes it.
pub(super) fn text(id: EventId) -> String {
    format!("{}-{}", id.epoch, id.number)
}

/// From what Redis writes.
pub(super) fn read(text: &str) -> Option<EventId> {
    let (epoch, number) = text.split_once('-')?;
    Some(EventId { epoch: epoch.parse().ok()?, number: number.parse().ok()? })
}

/// Whether nothing lies between the two. The number 0 is a place before the first event, at a time when there was no stream: the
/// first event comes next if no other stream can have come and gone in between.
pub(super) fn is_next(read: EventId, next: EventId) -> bool {
    next.number == read.number.wrapping_add(1) && is_same_life(read, next)
}

/// Whether who has read so far has missed nothing of a stream that has come so far.
pub(super) fn is_reached(read: EventId, last: EventId) -> bool {
    read.number <= last.number && is_same_life(read, last)
}

fn is_same_life(read: EventId, later: EventId) -> bool {
    let first = read.number == 0
        && later.epoch.checked_sub(read.epoch).is_some_and(|since| u128::from(since) < KEPT.as_millis());
    read.epoch == later.epoch || first
}

#[cfg(test)]
mod tests {
    use super::*;

    const AN_HOUR: u64 = 3_600_000;

    fn at(epoch: u64, number: u64) -> EventId {
        EventId { epoch, number }
    }

    #[test]
    fn ids_are_written_and_read_as_redis_does() {
        let id = at(1_764_000_000_000, 7);
        assert_eq!((text(id).as_str(), read("1764000000000-7")), ("1764000000000-7", Some(id)));
        assert_eq!([read("7"), read("a-b"), read("-")], [None; 3]);
    }

    #[test]
    fn what_follows_is_one_more_of_the_same_epoch() {
        assert!(is_next(at(5, 1), at(5, 2)));
        assert!(!is_next(at(5, 1), at(5, 3)) && !is_next(at(5, 1), at(6, 2)) && !is_next(at(5, 1), at(5, 1)));
        assert!(is_reached(at(5, 2), at(5, 2)) && is_reached(at(5, 1), at(5, 2)));
        assert!(!is_reached(at(5, 3), at(5, 2)) && !is_reached(at(4, 1), at(5, 2)));
    }

    #[test]
    fn a_page_made_before_the_first_event_has_missed_nothing_until_a_stream_may_have_come_and_gone() {
        assert!(is_next(at(1000, 0), at(1000, 1)) && is_next(at(1000, 0), at(1000 + AN_HOUR - 1, 1)));
        assert!(!is_next(at(1000, 0), at(1000 + AN_HOUR, 1)) && !is_next(at(1000, 0), at(1000, 2)));
        assert!(!is_next(at(1000, 0), at(999, 1)), "a clock that went back");
        assert!(is_reached(at(1000, 0), at(2000, 0)) && !is_reached(at(1000, 0), at(1000 + AN_HOUR, 0)));
        assert!(!is_reached(EventId::UNKNOWN, at(1000, 0)));
    }
}
