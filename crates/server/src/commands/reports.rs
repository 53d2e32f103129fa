//! `cosse report …`: what is reported on a pod. The copy of it, and who reported it in which words, are for the pod's own people.

use super::{CommandError, at_most, by, pods::find, print_all};
use clap::Subcommand;
use model::{
    Database, ReportId,
    reports::{self, Report, Verdict, What},
    roles::Role,
};
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The most characters of a reason.
const LONGEST: usize = 2_000;

/// What can be done with reports.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists those that wait for a decision, or for the answer to an appeal, the first ones first.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Takes the decision of somebody who read it at /operate/reports: what it says is shown there alone.
    Decide {
        /// Its id, as `cosse report list` prints it.
        id: ReportId,
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// What becomes of it: dismissed, or hidden, of a post or comment.
        #[arg(long, value_parser = ["dismissed", "hidden"])]
        verdict: String,
        /// Why; who reported it and who wrote it read it.
        #[arg(long, value_parser = at_most::<LONGEST>)]
        reason: String,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { pod, json } => list(database, &pod, json).await,
        Command::Decide { id, pod, verdict, reason } => {
            let verdict = if verdict == "hidden" { Verdict::Hidden } else { Verdict::Dismissed };
            decide(database, &id, &pod, (verdict, reason.trim())).await
        }
    }
}

async fn list(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let most = u32::try_from(reports::WAITING_MAX).unwrap_or(u32::MAX);
    let waiting = reports::waiting(database, &pod.id, None, most).await?;
    print_all(&waiting, as_json, tell, line);
    Ok(())
}

async fn decide(
    database: &Database,
    id: &ReportId,
    host: &str,
    (verdict, reason): (Verdict, &str),
) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    if reason.is_empty() {
        return Err(CommandError::Said("say why: both sides read it".to_owned()));
    }
    let report = reports::get(database, &pod.id, id).await?;
    if report.is_some_and(|report| report.what == What::Member && verdict == Verdict::Hidden) {
        let sentence = "a member is not hidden: `cosse member suspend` keeps her out";
        return Err(CommandError::Said(sentence.to_owned()));
    }
    let decided = reports::decide(database, &pod.id, id, verdict, reason, Role::Operator, &by()).await;
    decided.map_err(|error| match error {
        model::Error::NotFound(_) => CommandError::Said(format!(
            "{host} has no such report that waits for a decision; `cosse report list --pod {host}` shows all"
        )),
        error => error.into(),
    })?;
    println!("{id} is decided: {verdict}");
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
