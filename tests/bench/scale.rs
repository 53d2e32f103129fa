//! How large and how long a run is.

use std::time::Duration;

/// How large and how long a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A few minutes, to see that everything works and nothing is far off.
    Quick,
    /// What is published.
    Full,
}

impl Scale {
    /// One of two.
    pub fn pick<T>(self, quick: T, full: T) -> T {
        match self {
            Self::Quick => quick,
            Self::Full => full,
        }
    }

    /// So many seconds.
    pub fn seconds(self, quick: u64, full: u64) -> Duration {
        Duration::from_secs(self.pick(quick, full))
    }
}
