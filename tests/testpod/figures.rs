//! What a process says of itself at /metrics, on its operations port.

use std::net::SocketAddr;

/// The figures of a process at one moment.
#[derive(Debug, Clone)]
pub struct Figures(String);

impl Figures {
    pub(crate) async fn at(operations: SocketAddr) -> Self {
        let address = format!("http://{operations}/metrics");
        let answer = reqwest::get(&address).await.expect("the operations port");
        assert_eq!(answer.status(), 200, "{address}");
        Self(answer.text().await.expect("figures"))
    }

    /// The sum of all series of that name that have these labels.
    ///
    /// # Panics
    ///
    /// If a figure is no number.
    pub fn of(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let labels: Vec<String> = labels.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
        let series = self.series().filter(|(series, _)| {
            series.split('{').next() == Some(name) && labels.iter().all(|label| series.contains(label))
        });
        series.map(|(_, value)| value.parse::<f64>().expect("a number")).sum()
    }

    /// The values of all labels, but for the bounds of histograms and the ids of pods.
    pub fn labels(&self) -> Vec<&str> {
        let labels = self.series().filter(|(series, _)| !series.starts_with("cosse_pod_"));
        let labels = labels.filter_map(|(series, _)| series.split_once('{'));
        let labels = labels.flat_map(|(_, labels)| labels.trim_end_matches('}').split(','));
        labels.filter(|label| !label.starts_with("le=")).filter_map(|label| label.split('"').nth(1)).collect()
    }

    /// What it says of sessions and their streams, for a test that failed.
    pub fn of_sessions(&self) -> String {
        let names =
            ["cosse_sessions", "cosse_sign_ins", "cosse_reconnects", "cosse_resumptions", "cosse_stanzas"];
        let lines = self.series().filter(|(series, _)| names.iter().any(|name| series.starts_with(name)));
        lines.map(|(series, value)| format!("{series} {value}")).collect::<Vec<_>>().join(", ")
    }

    /// All of it, as it came.
    pub fn text(&self) -> &str {
        &self.0
    }

    fn series(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.rsplit_once(' '))
    }
}
