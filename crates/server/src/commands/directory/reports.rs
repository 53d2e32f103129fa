//! `cosse directory report …`: what people report of pods in the directory, and what is decided.

use crate::{
    commands::{CommandError, at_most, by, on_one_line, print_all, word},
    reviews,
};
use clap::Subcommand;
use directory::life::Spans;
use model::{
    Database, Error, PodReportId,
    pod_reports::{self, PodReport, Verdict, WAITING_MAX},
};
use serde_json::json;
use time::format_description::well_known::Rfc3339;

/// What can be done with them.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists those that wait for a decision, the first ones first.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Decides one, and does so with the pod in the directory.
    Decide {
        /// Its id, as `cosse directory report list` prints it.
        id: PodReportId,
        /// What becomes of it: dismissed, or settled in another way; and of a pod elsewhere review, which shows it no more until
        /// somebody looked at it, or blocked.
        #[arg(long, value_parser = word::<Verdict>)]
        verdict: Verdict,
        /// Why; who reported it reads it.
        #[arg(long, value_parser = at_most::<200>)]
        reason: String,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { json } => {
            let most = u32::try_from(WAITING_MAX).unwrap_or(u32::MAX);
            print_all(&pod_reports::open(database, None, most).await?, json, tell, line);
            Ok(())
        }
        Command::Decide { id, verdict, reason } => {
            decide(database, &id, verdict, &on_one_line(&reason)).await
        }
    }
}

async fn decide(
    database: &Database,
    id: &PodReportId,
    verdict: Verdict,
    reason: &str,
) -> Result<(), CommandError> {
    if reason.is_empty() {
        return Err(CommandError::Said("say why: who reported it reads it".to_owned()));
    }
    let report = pod_reports::get(database, id).await?;
    let report = report.filter(|report| report.verdict.is_none()).ok_or_else(|| nothing(id))?;
    if !reviews::verdicts(database, &report.domain).await?.contains(&verdict) {
        let host = &report.domain;
        return Err(CommandError::Said(format!(
            "{host} is of this deployment, or not in the directory: what is reported of it is dismissed or settled"
        )));
    }
    // what is decided takes no time, however long lives are here
    let done = reviews::decide(database, &Spans::default(), &report, verdict, reason, &by()).await;
    done.map_err(|error| match error {
        Error::NotFound(_) => nothing(id),
        error => error.into(),
    })?;
    println!("{id} is decided: {verdict}");
    Ok(())
}

fn nothing(id: &PodReportId) -> CommandError {
    CommandError::Said(format!(
        "no report {id} waits for a decision; `cosse directory report list` shows those that do"
    ))
}

fn line(report: &PodReport) -> String {
    let PodReport { id, domain, kind, words, created_at, .. } = report;
    let (since, kind, words) = (created_at.date(), kind.as_str(), on_one_line(words));
    format!("{id}  since {since}  {kind:<10}  {domain:<40}  {words}").trim_end().to_owned()
}

fn tell(report: &PodReport) -> serde_json::Value {
    json!({
        "id": report.id.to_string(),
        "domain": report.domain,
        "kind": report.kind.as_str(),
        "words": report.words,
        "created_at": report.created_at.format(&Rfc3339).ok(),
    })
}
