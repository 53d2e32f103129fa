//! `cosse pod audit`: what was done to a pod.

use super::find_in_any_state;
use crate::commands::CommandError;
use model::{
    Database,
    audit::{self, Entry},
};
use serde_json::json;
use time::format_description::well_known::Rfc3339;

/// Prints what was done to a pod, the newest first.
///
/// # Errors
/// That there is no such pod, or the database's.
pub async fn print(database: &Database, host: &str, as_json: bool, last: u32) -> Result<(), CommandError> {
    let pod = find_in_any_state(database, host).await?;
    for entry in audit::list(database, &pod.id, None, last).await? {
        println!("{}", if as_json { tell(&entry).to_string() } else { line(&entry) });
    }
    Ok(())
}

fn line(entry: &Entry) -> String {
    let Entry { number, actor, act, object, detail, .. } = entry;
    let detail = Some(detail.as_str()).filter(|detail| *detail != "{}").unwrap_or_default();
    format!("{number:>5}  {}  {actor:<24} {:<12} {object} {detail}", time_of(entry), act.as_str())
        .trim_end()
        .to_owned()
}

fn tell(entry: &Entry) -> serde_json::Value {
    json!({
        "number": entry.number,
        "at": time_of(entry),
        "actor": entry.actor.to_string(),
        "act": entry.act.as_str(),
        "object": entry.object,
        "detail": serde_json::from_str::<serde_json::Value>(&entry.detail).unwrap_or_default(),
        "hash": hex::encode(&entry.hash),
    })
}

fn time_of(entry: &Entry) -> String {
    entry.at.format(&Rfc3339).unwrap_or_default()
}
