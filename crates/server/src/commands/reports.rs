//! `cosse report …`: what is reported on a pod, what it says, and what becomes of it. Who reported it is not told here.

use super::{CommandError, at_most, by, on_one_line, pods::find, print_all, word};
use crate::decisions;
use clap::{Args, Subcommand};
use model::{
    Database, ReportId, members,
    pods::Pod,
    posts,
    reports::{self, Report, Verdict, What},
    roles::Role,
};
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The most characters of a reason: it can be that of a suspension.
const LONGEST: usize = members::REASON_MAX as usize;

/// What can be done with reports.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists those that wait for a decision, or for the answer to an appeal, the first ones first.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// So many of all that are kept instead, the newest first, also those that wait for nothing.
        #[arg(long)]
        last: Option<u32>,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints what was reported, in which words, what was decided and why, and what is said against that. It need not be public:
    /// the pod's log says that it was read.
    Show {
        #[command(flatten)]
        one: One,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Decides what becomes of it.
    Decide {
        #[command(flatten)]
        one: One,
        /// What becomes of it: dismissed; hidden, of a post or comment; or suspended, of the member who wrote it.
        #[arg(long, value_parser = word::<Verdict>)]
        verdict: Verdict,
        /// Why; who reported it and who wrote it read it.
        #[arg(long, value_parser = at_most::<LONGEST>)]
        reason: String,
    },
    /// Answers an appeal, for good: the decision stays, or is turned, and done or undone with that.
    Answer {
        #[command(flatten)]
        one: One,
        /// Whether the decision stays: yes or no.
        #[arg(long, value_parser = ["yes", "no"])]
        upheld: String,
        /// Why; who reported it and who wrote it read it.
        #[arg(long, value_parser = at_most::<LONGEST>)]
        reason: String,
    },
    /// Shows again what was hidden after a report.
    ShowAgain {
        #[command(flatten)]
        one: One,
    },
}

/// A report on a pod.
#[derive(Debug, Args)]
pub struct One {
    /// Its id, as `cosse report list` prints it.
    id: ReportId,
    /// One of the pod's host names.
    #[arg(long)]
    pod: String,
}

/// A report with what it is about.
struct Case {
    report: Report,
    /// Where it is, as a host name and a path.
    place: Option<String>,
    is_hidden: bool,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { pod, last, json } => list(database, &pod, last, json).await,
        Command::Show { one, json } => show(database, &one, json).await,
        Command::Decide { one, verdict, reason } => decide(database, &one, verdict, reason.trim()).await,
        Command::Answer { one, upheld, reason } => {
            answer(database, &one, upheld == "yes", reason.trim()).await
        }
        Command::ShowAgain { one } => show_again(database, &one).await,
    }
}

async fn list(database: &Database, host: &str, last: Option<u32>, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let most = u32::try_from(reports::WAITING_MAX).unwrap_or(u32::MAX);
    let found = match last {
        Some(last) => reports::list(database, &pod.id, None, last).await?,
        None => reports::waiting(database, &pod.id, None, most).await?,
    };
    print_all(&found, as_json, tell, line);
    Ok(())
}

async fn show(database: &Database, one: &One, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, &one.pod).await?;
    let report = reports::read(database, &pod.id, &one.id, &by()).await;
    let report = report.map_err(|error| refused(error, one, "that is kept"))?;
    let case = case(database, &pod, report).await?;
    if as_json {
        println!("{}", tell_all(&case));
    } else {
        say(&case);
    }
    Ok(())
}

async fn case(database: &Database, pod: &Pod, report: Report) -> Result<Case, CommandError> {
    let author = decisions::author(database, &pod.id, &report).await?;
    let place = decisions::place(&report, author.as_ref()).map(|path| format!("{}{path}", pod.host));
    let hidden = posts::hidden(database, &pod.id, &report.service, &report.node, &report.item).await?;
    Ok(Case { report, place, is_hidden: hidden.is_some() })
}

/// Workers and pages look for themselves who is suspended.
async fn decide(database: &Database, one: &One, verdict: Verdict, reason: &str) -> Result<(), CommandError> {
    let (pod, One { id, .. }) = (find(database, &one.pod).await?, one);
    is_said(reason)?;
    let report = reports::get(database, &pod.id, id).await?;
    if report.is_some_and(|report| report.what == What::Member && verdict == Verdict::Hidden) {
        return Err(CommandError::Said("a member is not hidden: suspended keeps her out".to_owned()));
    }
    let decided = reports::decide(database, &pod.id, id, verdict, reason, Role::Operator, &by()).await;
    decided.map_err(|error| refused(error, one, "that waits for a decision"))?;
    println!("{id} is decided: {verdict}");
    Ok(())
}

/// Workers and pages look for themselves who is suspended.
async fn answer(database: &Database, one: &One, upheld: bool, reason: &str) -> Result<(), CommandError> {
    let (pod, One { id, .. }) = (find(database, &one.pod).await?, one);
    is_said(reason)?;
    let answered = reports::answer(database, &pod.id, id, upheld, reason, Role::Operator, &by()).await;
    answered.map_err(|error| refused(error, one, "that waits for the answer to an appeal"))?;
    println!("{id} is over: the decision {}", if upheld { "stays" } else { "is turned" });
    Ok(())
}

async fn show_again(database: &Database, one: &One) -> Result<(), CommandError> {
    let pod = find(database, &one.pod).await?;
    let shown = reports::show_again(database, &pod.id, &one.id, &by()).await;
    shown.map_err(|error| refused(error, one, "that is kept"))?;
    println!("what {} is about is not hidden on {}", one.id, one.pod);
    Ok(())
}

fn is_said(reason: &str) -> Result<(), CommandError> {
    if reason.is_empty() {
        return Err(CommandError::Said("say why: both sides read it".to_owned()));
    }
    Ok(())
}

fn refused(error: model::Error, one: &One, which: &str) -> CommandError {
    let host = &one.pod;
    match error {
        model::Error::NotFound("member") => CommandError::Said(format!(
            "whoever is to be suspended is no member of {host}, or runs it: then take the role away first, with `cosse operator revoke`"
        )),
        model::Error::NotFound(_) => nothing(one, which),
        error => error.into(),
    }
}

fn nothing(One { pod, .. }: &One, which: &str) -> CommandError {
    CommandError::Said(format!(
        "{pod} has no such report {which}; `cosse report list --pod {pod} --last 50` shows the newest"
    ))
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

/// What somebody wrote stands behind a bar, line by line, so that nothing in it passes for ours.
fn say(case: &Case) {
    let Case { report, place, is_hidden } = case;
    println!("{}", line(report));
    println!("by {}", on_one_line(&report.author_name));
    if let Some(place) = place {
        println!("at {place}{}", if *is_hidden { ", hidden on the pod" } else { "" });
    }
    let verdict = report.verdict.map_or("undecided", Verdict::as_str);
    let upheld = if report.upheld == Some(true) { "it stays" } else { "it is turned" };
    for (heading, text) in [
        ("it says", &report.content),
        ("whoever reported it says", &report.words),
        (verdict, &report.reason),
        ("against that", &report.appeal),
        (upheld, &report.answer),
    ] {
        if !text.is_empty() {
            println!("{heading}:");
            text.lines().for_each(|line| println!("| {}", on_one_line(line)));
        }
    }
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
        "upheld": report.upheld,
        "created_at": written(Some(report.created_at)),
        "decided_at": written(report.decided_at),
        "appealed_at": written(report.appealed_at),
        "answered_at": written(report.answered_at),
    })
}

fn tell_all(Case { report, place, is_hidden }: &Case) -> serde_json::Value {
    json!({
        "report": tell(report),
        "author_name": report.author_name,
        "content": report.content,
        "place": place,
        "hidden": is_hidden,
        "words": report.words,
        "reason": report.reason,
        "appeal": report.appeal,
        "answer": report.answer,
    })
}
