//! `cosse report …`: what is reported on a pod. The copy of it, and who reported it in which words, are for the pod's own people.

use super::{CommandError, pods::find, print_all};
use clap::Subcommand;
use model::{
    Database,
    reports::{self, Report, Verdict},
};
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// What can be done with reports.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists those that wait for a decision, or for the answer to an appeal, the first ones first. Operators and moderators decide at
    /// /operate/reports.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    let Command::List { pod, json: as_json } = command;
    let pod = find(database, &pod).await?;
    let most = u32::try_from(reports::WAITING_MAX).unwrap_or(u32::MAX);
    let waiting = reports::waiting(database, &pod.id, None, most).await?;
    print_all(&waiting, as_json, tell, line);
    Ok(())
}

fn author(report: &Report) -> &str {
    report.author.as_ref().map_or("", |jid| jid.as_str())
}

fn line(report: &Report) -> String {
    let Report { id, what, kind, state, created_at, .. } = report;
    let (what, kind, state) = (what.as_str(), kind.as_str(), state.as_str());
    format!("{id}  {state:<8}  since {}  {kind:<10}  {what:<7}  {}", created_at.date(), author(report))
        .trim_end()
        .to_owned()
}

fn tell(report: &Report) -> serde_json::Value {
    let written = |at: Option<OffsetDateTime>| at.and_then(|at| at.format(&Rfc3339).ok());
    json!({
        "id": report.id.to_string(),
        "what": report.what.as_str(),
        "author": report.author.as_ref().map(ToString::to_string),
        "kind": report.kind.as_str(),
        "state": report.state.as_str(),
        "verdict": report.verdict.map(Verdict::as_str),
        "created_at": written(Some(report.created_at)),
        "decided_at": written(report.decided_at),
        "appealed_at": written(report.appealed_at),
    })
}
