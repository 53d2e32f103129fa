//! What goes on, for whoever waits: on standard error, with the time since the start.

use std::sync::OnceLock;
use std::time::Instant;

/// One line for each thing that is done.
pub fn say(what: &str) {
    static START: OnceLock<Instant> = OnceLock::new();
    eprintln!("[{:4}s] {what}", START.get_or_init(Instant::now).elapsed().as_secs());
}
