//! How long to wait before the next attempt.

use std::time::Duration;

/// The longest wait.
const LONGEST: Duration = Duration::from_secs(300);
/// A stream that lived so long was well: the next wait is short again.
const WELL: Duration = Duration::from_secs(60);

/// Waits that double from a second to five minutes, each with jitter, so that a server that comes back is not met by
/// all its clients in the same moment.
#[derive(Clone, Debug, Default)]
pub struct Backoff {
    attempts: u32,
}

impl Backoff {
    /// The next wait; `random` lies in 0..1.
    pub fn next(&mut self, random: f64) -> Duration {
        let whole = Duration::from_secs(1 << self.attempts.min(9)).min(LONGEST);
        self.attempts = self.attempts.saturating_add(1);
        whole.mul_f64(1.0 + random.clamp(0.0, 1.0) / 2.0).min(LONGEST)
    }

    /// A stream has ended after so long. One that died young counts as a failed attempt, unless it was an old one that got
    /// further: then the way to the server is bad, and not the server.
    pub fn lived(&mut self, lifetime: Duration, got_further: bool) {
        if got_further || lifetime >= WELL {
            self.attempts = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_five_minutes() {
        let mut backoff = Backoff::default();
        let waits: Vec<u64> = (0..11).map(|_| backoff.next(0.0).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    }

    #[test]
    fn jitter_adds_up_to_a_half() {
        assert_eq!(Backoff::default().next(1.0), Duration::from_millis(1500));
    }

    #[test]
    fn only_a_stream_that_lived_makes_waits_short_again() {
        let mut backoff = Backoff { attempts: 5 };
        backoff.lived(Duration::from_secs(2), false);
        assert_eq!(backoff.next(0.0).as_secs(), 32);
        backoff.lived(WELL, false);
        assert_eq!(backoff.next(0.0).as_secs(), 1);
        backoff.lived(Duration::from_secs(2), true);
        assert_eq!(backoff.next(0.0).as_secs(), 1);
    }
}
