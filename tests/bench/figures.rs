//! What was measured: a table for people, flat JSON for programs.

use serde_json::{Map, Value, json};

/// All figures of a run, in the order in which they were measured.
#[derive(Debug, Default)]
pub struct Figures {
    facts: Vec<(&'static str, Value)>,
    rows: Vec<Figure>,
}

/// One figure.
#[derive(Debug)]
pub struct Figure {
    /// Its name in JSON, as `sessions.tls.5000.kb_per_session`.
    pub key: String,
    /// What it is, in words.
    pub what: String,
    /// How much; none if there is nothing to measure yet.
    pub measured: Option<f64>,
    /// Of what.
    pub unit: &'static str,
    /// What docs/architecture.md asks for; may be empty.
    pub target: &'static str,
}

impl Figures {
    /// Adds something about the run that is not measured, as the machine.
    pub fn fact(&mut self, key: &'static str, value: impl Into<Value>) {
        self.facts.push((key, value.into()));
    }

    /// Adds a figure, and says it at once: a run is long.
    pub fn add(&mut self, figure: Figure) {
        crate::progress::say(&format!("   {}: {}", figure.what, figure.shown()));
        self.rows.push(figure);
    }

    /// A table in Markdown, below what is to be known of the run.
    pub fn table(&self) -> String {
        let facts = self.facts.iter().map(|(key, value)| {
            format!("{key}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        });
        let head = ["".to_owned(), "| figure | measured | target |".to_owned(), "|---|---|---|".to_owned()];
        let rows = self.rows.iter().map(|row| format!("| {} | {} | {} |", row.what, row.shown(), row.target));
        facts.chain(head).chain(rows).collect::<Vec<_>>().join("\n")
    }

    /// One object without nesting, a line for each figure.
    pub fn json(&self) -> String {
        let facts = self.facts.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
        let rows = self.rows.iter().map(|row| (row.key.clone(), json!(row.measured.map(rounded))));
        let all: Map<String, Value> = facts.chain(rows).collect();
        serde_json::to_string_pretty(&all).expect("keys are strings")
    }
}

impl Figure {
    fn shown(&self) -> String {
        match self.measured {
            Some(value) => format!("{} {}", rounded(value), self.unit).trim_end().to_owned(),
            None => "not offered yet".to_owned(),
        }
    }
}

/// As many places as the measurement may be good for.
fn rounded(value: f64) -> f64 {
    match value.abs() {
        1000.0.. => value.round(),
        10.0.. => (value * 10.0).round() / 10.0,
        _ => (value * 100.0).round() / 100.0,
    }
}
