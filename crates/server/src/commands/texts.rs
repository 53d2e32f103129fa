//! `cosse pod text …`: what a pod has written down for all to read, from the command line.

use super::{CommandError, by, pods::find, print_all, word, wrong};
use crate::routes::operate::texts::{check, write};
use clap::{Args, Subcommand};
use model::{
    Database,
    pods::Pod,
    texts::{self, Kind, Text},
};
use serde_json::json;
use std::path::PathBuf;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// What can be done with texts.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists what holds and what will.
    List {
        /// One of the pod's host names.
        host: String,
        /// As JSON, with what they say.
        #[arg(long)]
        json: bool,
    },
    /// Writes a new version down; members are told until it holds, and those before stay readable.
    Set(Set),
    /// Takes back what is announced and does not hold yet; who was told of it is told so.
    Withdraw {
        /// One of the pod's host names.
        host: String,
        /// What it is about: rules, privacy or legal.
        #[arg(value_parser = word::<Kind>)]
        kind: Kind,
    },
}

/// A text that is to be.
#[derive(Debug, Args)]
pub struct Set {
    /// One of the pod's host names.
    host: String,
    /// What it is about: rules, privacy or legal.
    #[arg(value_parser = word::<Kind>)]
    kind: Kind,
    /// The text, in Markdown; empty: nothing is said any more.
    #[arg(long, required_unless_present = "file", conflicts_with = "file", allow_hyphen_values = true)]
    text: Option<String>,
    /// A file with the text.
    #[arg(long)]
    file: Option<PathBuf>,
    /// In how many days it holds; without it in two weeks, and at once where there was none. Less than two weeks is for the first text,
    /// where only operators are members, and for the legal one.
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=365))]
    days: Option<u32>,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { host, json } => list(database, &host, json).await,
        Command::Set(set) => self::set(database, set).await,
        Command::Withdraw { host, kind } => withdraw(database, &host, kind).await,
    }
}

/// Writes new rules down, which hold in so many days; in two weeks if that is not said, and at once where there were none.
///
/// # Errors
/// What is wrong with them, or the database's own.
pub async fn set_rules(
    database: &Database,
    pod: &Pod,
    rules: &str,
    days: Option<u32>,
) -> Result<(), CommandError> {
    put(database, pod, Kind::Rules, rules, days).await
}

/// What [`set_rules`] would refuse, for what is done before it.
///
/// # Errors
/// What is wrong with them, or the database's own.
pub async fn check_rules(
    database: &Database,
    pod: &Pod,
    rules: &str,
    days: Option<u32>,
) -> Result<(), CommandError> {
    let days = days.map(|days| days.to_string());
    let checked = check(database, &pod.id, Kind::Rules, rules, days.as_deref(), &by()).await?;
    checked.map_err(|errors| wrong(&errors))
}

async fn set(database: &Database, set: Set) -> Result<(), CommandError> {
    let Set { host, kind, text, file, days } = set;
    let pod = find(database, &host).await?;
    let said = match (text, file) {
        (Some(text), _) => text,
        (None, Some(file)) => std::fs::read_to_string(&file)
            .map_err(|cause| CommandError::Io { what: file.display().to_string(), cause })?,
        (None, None) => String::new(),
    };
    put(database, &pod, kind, &said, days).await
}

async fn withdraw(database: &Database, host: &str, kind: Kind) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let done = texts::withdraw(database, &pod.id, kind, &by()).await;
    done.map_err(|error| match error {
        model::Error::NotFound(_) => CommandError::Said(format!(
            "{host} has announced no {kind} text that does not hold yet; `cosse pod text list {host}` shows what there is"
        )),
        error => error.into(),
    })?;
    println!("the {kind} text of {host} stays as it is");
    Ok(())
}

async fn put(
    database: &Database,
    pod: &Pod,
    kind: Kind,
    said: &str,
    days: Option<u32>,
) -> Result<(), CommandError> {
    let (by, days) = (by(), days.map(|days| days.to_string()));
    let written = write(database, &pod.id, kind, said, days.as_deref(), &by).await?;
    written.map_err(|errors| wrong(&errors))?;
    if let Some(next) = texts::next(database, &pod.id, kind, by.at).await? {
        let (host, day) = (&pod.host, next.since.date());
        match kind {
            Kind::Rules => println!("the new rules of {host} hold from {day} on"),
            kind => println!("the new {kind} text of {host} holds from {day} on"),
        }
    }
    Ok(())
}

async fn list(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let (pod, now) = (find(database, host).await?, by().at);
    let mut all = Vec::new();
    for kind in Kind::ALL {
        all.extend(texts::current(database, &pod.id, *kind, now).await?);
        all.extend(texts::next(database, &pod.id, *kind, now).await?);
    }
    print_all(&all, as_json, |text| tell(text, now), |text| line(text, now));
    Ok(())
}

fn line(text: &Text, now: OffsetDateTime) -> String {
    let word = if text.since <= now { "since" } else { "from" };
    let length = text.body.chars().count();
    format!("{:<7}  version {}  {word} {}  {length} characters", text.kind, text.version, text.since.date())
}

fn tell(text: &Text, now: OffsetDateTime) -> serde_json::Value {
    json!({
        "kind": text.kind.as_str(),
        "version": text.version,
        "body": text.body,
        "holds": text.since <= now,
        "since": text.since.format(&Rfc3339).ok(),
    })
}
