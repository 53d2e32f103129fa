//! `cosse pod announcement …`: what a pod itself has to say, which those who run it can withdraw.

use super::find;
use crate::{
    api::announcements::{describe, state},
    commands::{CommandError, at_most, by, midnight, on_one_line, print_all},
};
use clap::{Args, Subcommand};
use model::{
    AnnouncementId, Database,
    announcements::{self, Announcement, NewAnnouncement},
};
use time::{Duration, OffsetDateTime};

/// The most characters of a title.
const LONGEST_TITLE: usize = 200;

/// The most characters of a text.
const LONGEST_TEXT: usize = 10_000;

/// Announcements of the list.
const LISTED: u32 = 1_000;

/// What can be done with announcements of a pod.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Says something to the members of a pod.
    Make(Make),
    /// Lists the last thousand, the newest first, with those of the deployment.
    List {
        /// One of the pod's host names.
        host: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Withdraws one of the pod's own.
    Withdraw {
        /// One of the pod's host names.
        host: String,
        /// Its id, as `cosse pod announcement list` prints it.
        id: AnnouncementId,
    },
}

/// What is to be said.
#[derive(Debug, Args)]
pub struct Make {
    /// One of the pod's host names.
    host: String,
    /// In a few words.
    #[arg(value_parser = at_most::<LONGEST_TITLE>)]
    title: String,
    /// More of it, in Markdown.
    #[arg(long, default_value = "", allow_hyphen_values = true, value_parser = at_most::<LONGEST_TEXT>)]
    text: String,
    /// The first day on which it is shown, as in 2027-01-31, in UTC; without it at once.
    #[arg(long)]
    from: Option<String>,
    /// The last day on which it is shown; without it until it is withdrawn.
    #[arg(long)]
    until: Option<String>,
    /// Visitors read it on the front page, too.
    #[arg(long)]
    everyone: bool,
    /// It goes at once by mail, too, to members who gave an address; `cosse serve` sends it.
    #[arg(long)]
    mail: bool,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Make(make) => self::make(database, make).await,
        Command::List { host, json } => list(database, &host, json).await,
        Command::Withdraw { host, id } => withdraw(database, &host, &id).await,
    }
}

async fn make(database: &Database, make: Make) -> Result<(), CommandError> {
    let (pod, by) = (find(database, &make.host).await?, by());
    let new = read(&make, by.at)?;
    let id = announcements::create(database, &pod.id, new, None, &by).await?;
    println!("{id} is announced on {}", pod.host);
    Ok(())
}

/// The announcement as it is to be: from the beginning of the first day to the end of the last one.
fn read(make: &Make, now: OffsetDateTime) -> Result<NewAnnouncement, CommandError> {
    let title = make.title.trim();
    if title.is_empty() {
        return Err(CommandError::Said("an announcement says something: give it a title".to_owned()));
    }
    let starts_at = make.from.as_deref().map(midnight).transpose()?.unwrap_or(now);
    let last = make.until.as_deref().map(midnight).transpose()?;
    let ends_at = last.map(|last| last.saturating_add(Duration::DAY));
    if ends_at.is_some_and(|end| end <= starts_at) {
        return Err(CommandError::Said("--until must not be before the first day".to_owned()));
    }
    Ok(NewAnnouncement {
        batch: None,
        title: title.to_owned(),
        body: make.text.trim().to_owned(),
        for_everyone: make.everyone,
        starts_at,
        ends_at,
        by_mail: make.mail,
    })
}

async fn list(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let (pod, now) = (find(database, host).await?, crate::clock::now());
    let all = announcements::list(database, &pod.id, LISTED).await?;
    print_all(&all, as_json, |one| describe(one, now), |one| line(one, now));
    Ok(())
}

async fn withdraw(database: &Database, host: &str, id: &AnnouncementId) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    announcements::withdraw(database, &pod.id, id, &by()).await.map_err(|error| match error {
        model::Error::NotFound(_) => CommandError::Said(format!(
            "{host} has no such announcement of its own that is not withdrawn; `cosse pod announcement list {host}` shows all, \
             and what the deployment announced is withdrawn with `cosse announcement withdraw`"
        )),
        error => error.into(),
    })?;
    println!("{id} is withdrawn");
    Ok(())
}

fn line(one: &Announcement, now: OffsetDateTime) -> String {
    let whose = if one.batch.is_some() { "  (of the deployment)" } else { "" };
    let (state, title) = (state(one, now), on_one_line(&one.title));
    format!("{}  {state:<9}  {}  {title}{whose}", one.id, one.starts_at.date())
}
