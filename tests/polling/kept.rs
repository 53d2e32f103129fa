//! Pods that a directory knows as good ones, written into its database: as many as a test likes, and nobody looks at them.

use super::wild::{Wild, first, now, sign};
use directory::sign::Signer;
use serde_json::Value;
use std::fmt::Write;
use testpod::{Deployment, chosen_database};
use time::{Duration, OffsetDateTime};

/// Rows of a statement: no command line takes all at once.
const AT_ONCE: usize = 20;

const COLUMNS: &str = "domain, state, since, first_seen, good_at, expires_at, document, serial, keys, \
                       address, good, total, turn, reason";

/// A pod that was seen.
pub(crate) struct Kept<'a> {
    /// Its host name.
    pub(crate) domain: &'a str,
    /// Where it was.
    pub(crate) address: &'a str,
    /// Who signed for it.
    pub(crate) signer: Signer,
    /// What it says otherwise than others.
    pub(crate) says: Value,
}

impl<'a> Kept<'a> {
    /// One where all are.
    pub(crate) fn new(domain: &'a str, says: Value) -> Self {
        Self { domain, address: "9.9.9.9", signer: first(), says }
    }
}

/// Has a directory know them.
pub(crate) fn keep(deployment: &Deployment, wild: &Wild, pods: &[Kept<'_>]) {
    for some in pods.chunks(AT_ONCE) {
        let rows: Vec<String> = some.iter().map(|pod| row(wild, pod)).collect();
        deployment.sql(&format!("INSERT INTO listed_pods ({COLUMNS}) VALUES {}", rows.join(", ")));
    }
}

fn row(wild: &Wild, pod: &Kept<'_>) -> String {
    let Kept { domain, address, .. } = pod;
    let listing = wild.listing(domain, |it| merge(it, &pod.says));
    let mut hex = String::new();
    for byte in sign(&pod.signer, &listing) {
        write!(hex, "{byte:02x}").expect("a text");
    }
    let document = match chosen_database() {
        "postgres" => format!("decode('{hex}', 'hex')"),
        _ => format!("X'{hex}'"),
    };
    let (seen, end) = (written(now()), written(now() + Duration::days(2)));
    let times = format!("'{seen}', '{seen}', '{seen}', '{end}'");
    format!("('{domain}', 'listed', {times}, {document}, 7, '{{}}', '{address}', 1, 1, 0, '')")
}

/// What is said anew in place of what was said.
fn merge(into: &mut Value, says: &Value) {
    match (into, says) {
        (Value::Object(into), Value::Object(says)) => {
            for (name, value) in says {
                merge(into.entry(name.as_str()).or_insert(Value::Null), value);
            }
        }
        (into, says) => *into = says.clone(),
    }
}

fn written(at: OffsetDateTime) -> String {
    format!("{} {:02}:{:02}:{:02}", at.date(), at.hour(), at.minute(), at.second())
}
