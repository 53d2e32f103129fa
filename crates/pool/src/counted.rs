//! How many sessions this worker holds.

use crate::figures::figure;
use model::sessions::State;
use prometheus::{IntGaugeVec, opts};
use std::sync::LazyLock;

static SESSIONS: LazyLock<IntGaugeVec> = LazyLock::new(|| {
    let help = "XMPP sessions that this worker holds, by state";
    figure(IntGaugeVec::new(opts!("cosse_sessions", help), &["state"]))
});

/// How many are in a state.
pub(crate) fn count(state: State) -> i64 {
    SESSIONS.with_label_values(&[state.as_str()]).get()
}

/// A session, counted until this is dropped.
#[derive(Debug)]
pub(crate) struct Counted(State);

impl Counted {
    pub(crate) fn new(state: State) -> Self {
        SESSIONS.with_label_values(&[state.as_str()]).inc();
        Self(state)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        SESSIONS.with_label_values(&[self.0.as_str()]).dec();
    }
}
