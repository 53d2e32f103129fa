//! The one place that reads the clock; everything else is told the time.

use time::OffsetDateTime;

/// The time, UTC.
#[expect(clippy::disallowed_methods, reason = "somebody must read the clock")]
#[must_use]
pub fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}
