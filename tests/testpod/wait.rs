//! Waiting for what must come: with a deadline, never by sleeping as long as it might take.

use std::fmt::Display;
use std::time::{Duration, Instant};

/// How long anything may take before a test gives it up; generous, because nothing waits that long when all is well.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The same for a process: many start at once, and on a slow machine they share few processors.
const STARTING: Duration = Duration::from_secs(120);

const BETWEEN: Duration = Duration::from_millis(50);

/// The same for a process, whose start and end are measured by it.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// Asks again and again until there is an answer.
///
/// # Panics
///
/// After [`PATIENCE`], with `what` was waited for.
pub async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    eventually_ok(what, async || ask().await.ok_or("it is not so")).await
}

/// The same, where it can be said what is so instead.
///
/// # Panics
///
/// After [`PATIENCE`], with `what` was waited for and what was so last.
pub async fn eventually_ok<T, E: Display>(what: &str, ask: impl AsyncFnMut() -> Result<T, E>) -> T {
    eventually_within(PATIENCE, what, ask).await
}

/// The same for what is known to take longer.
///
/// # Panics
///
/// After that time, with `what` was waited for and what was so last.
pub async fn eventually_within<T, E: Display>(
    patience: Duration,
    what: &str,
    mut ask: impl AsyncFnMut() -> Result<T, E>,
) -> T {
    let start = Instant::now();
    loop {
        match ask().await {
            Ok(answer) => return answer,
            Err(error) => {
                assert!(start.elapsed() < patience, "still waiting after {patience:?}: {what}; but {error}")
            }
        }
        tokio::time::sleep(BETWEEN).await;
    }
}

/// The same for what needs no runtime: a process that comes up.
pub(crate) fn eventually_blocking(what: &str, mut ask: impl FnMut() -> bool) {
    let start = Instant::now();
    while !ask() {
        assert!(start.elapsed() < STARTING, "still waiting after {STARTING:?}: {what}");
        std::thread::sleep(BETWEEN_LOOKS);
    }
}
