//! Figures for Prometheus: how one is made. Each stands beside what it measures, and its labels have few values, all of them in code.

use prometheus::core::Collector;

/// Bounds of how long something takes, in seconds: from what memory answers to what a server far away does.
pub const SECONDS: &[f64] =
    &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// Enters a figure among those that are told.
#[must_use]
#[expect(clippy::expect_used, reason = "names are literals, and the test that reads /metrics meets them all")]
pub fn figure<F: Collector + Clone + 'static>(made: prometheus::Result<F>) -> F {
    let figure = made.expect("a figure's name and labels are well formed");
    prometheus::register(Box::new(figure.clone())).expect("no two figures have one name");
    figure
}

/// All figures of this process, in the text format of Prometheus.
///
/// # Errors
/// Why they cannot be written down.
pub fn text() -> prometheus::Result<String> {
    prometheus::TextEncoder::new().encode_to_string(&prometheus::gather())
}
