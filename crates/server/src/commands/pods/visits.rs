//! `cosse pod visits`: who looked into a pod's console for support.

use super::find_in_any_state;
use crate::commands::{CommandError, by};
use model::{
    Database,
    visits::{self, Visit},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Prints the visits to a pod, the newest first, or ends those that are on.
///
/// # Errors
/// That there is no such pod, or the database's.
pub async fn run(database: &Database, host: &str, end: bool, last: u32) -> Result<(), CommandError> {
    let pod = find_in_any_state(database, host).await?;
    if end {
        let ended = visits::end_all(database, &pod.id, &by()).await?;
        println!("{} has no support visit any more; {ended} were on", pod.host);
        return Ok(());
    }
    let now = crate::clock::now();
    for visit in visits::list(database, &pod.id, last).await? {
        println!("{}", line(&visit, now));
    }
    Ok(())
}

fn line(visit: &Visit, now: OffsetDateTime) -> String {
    let until = visit.ended_at.unwrap_or(visit.ends_at);
    let word = if visit.is_on(now) { "on" } else { "over" };
    let (since, until) = (time(visit.began_at), time(until));
    // a reason may have lines of its own
    let reason = visit.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{word:<4}  {since} – {until}  {:<32}  {reason}", visit.jid.as_str())
}

fn time(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}
