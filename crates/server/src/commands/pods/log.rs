//! `cosse pod audit` and `cosse admin audit`: what was done to a pod, and to the deployment itself.

use super::find_in_any_state;
use crate::commands::CommandError;
use model::{
    Database,
    audit::{
        self, Actor, Entry,
        deployment::{self, Filter},
    },
};
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// An entry of either log.
struct Told<'a> {
    number: i64,
    at: OffsetDateTime,
    actor: &'a Actor,
    act: &'static str,
    object: &'a str,
    detail: &'a str,
    hash: &'a [u8],
}

/// Prints what was done to a pod, the newest first.
///
/// # Errors
/// That there is no such pod, or the database's.
pub async fn print(database: &Database, host: &str, as_json: bool, last: u32) -> Result<(), CommandError> {
    let pod = find_in_any_state(database, host).await?;
    for entry in audit::list(database, &pod.id, None, last).await? {
        let Entry { number, at, actor, object, detail, hash, .. } = &entry;
        let act = entry.act.as_str();
        say(&Told { number: *number, at: *at, actor, act, object, detail, hash }, as_json);
    }
    Ok(())
}

/// Prints what was done to the deployment itself, the newest first.
///
/// # Errors
/// The database's.
pub async fn print_deployment(database: &Database, as_json: bool, last: u32) -> Result<(), CommandError> {
    for entry in deployment::list(database, &Filter::default(), None, last).await? {
        let deployment::Entry { number, at, actor, object, detail, hash, .. } = &entry;
        let act = entry.act.as_str();
        say(&Told { number: *number, at: *at, actor, act, object, detail, hash }, as_json);
    }
    Ok(())
}

fn say(entry: &Told<'_>, as_json: bool) {
    println!("{}", if as_json { tell(entry).to_string() } else { line(entry) });
}

fn line(entry: &Told<'_>) -> String {
    let Told { number, actor, act, object, detail, .. } = entry;
    let detail = Some(*detail).filter(|detail| *detail != "{}").unwrap_or_default();
    format!("{number:>5}  {}  {actor:<24} {act:<12} {object} {detail}", time_of(entry)).trim_end().to_owned()
}

fn tell(entry: &Told<'_>) -> serde_json::Value {
    json!({
        "number": entry.number,
        "at": time_of(entry),
        "actor": entry.actor.to_string(),
        "act": entry.act,
        "object": entry.object,
        "detail": serde_json::from_str::<serde_json::Value>(entry.detail).unwrap_or_default(),
        "hash": hex::encode(entry.hash),
    })
}

fn time_of(entry: &Told<'_>) -> String {
    entry.at.format(&Rfc3339).unwrap_or_default()
}
