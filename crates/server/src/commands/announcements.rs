//! `cosse announce …` and `cosse announcement …`: what the deployment has to say on its pods.

use super::{CommandError, by, midnight, pods::find};
use crate::reading::command_id_of;
use clap::{Args, Subcommand};
use model::{
    AnnouncementId, Database, PodId,
    announcements::{self, Announced, Batch, NewAnnouncement},
    pods::{self, Pod},
};
use time::{Duration, OffsetDateTime};

/// Announcements of the list.
const LISTED: u32 = 1_000;

/// What is to be said, and where.
#[derive(Debug, Args)]
pub struct Announce {
    /// In a few words.
    title: String,
    /// More of it, in Markdown.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    text: String,
    /// The last day on which it is shown, as in 2027-01-31, in UTC; without it until it is withdrawn.
    #[arg(long)]
    until: Option<String>,
    /// Visitors read it on the front pages, too.
    #[arg(long)]
    everyone: bool,
    /// It goes by mail, too, to members who gave an address; `cosse serve` sends it.
    #[arg(long)]
    mail: bool,
    /// A pod on which it is said, by one of its host names; as often as you like. Without any it is said on all.
    #[arg(long = "pod")]
    pods: Vec<String>,
    /// A word of your own. The same again with the same word goes on where it ended, and nobody is told twice; without it, the same again on
    /// the same day, in UTC.
    #[arg(long)]
    id: Option<String>,
}

/// What can be done with announcements of the deployment.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists the last thousand, the newest first.
    List,
    /// Withdraws one on all pods.
    Withdraw {
        /// Its id, as `cosse announcement list` prints it.
        id: AnnouncementId,
    },
}

/// Says it on each pod.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn announce(database: &Database, announce: Announce) -> Result<(), CommandError> {
    let (by, title) = (by(), announce.title.trim());
    if title.is_empty() {
        return Err(CommandError::Said("an announcement says something: give it a title".to_owned()));
    }
    let ends_at = announce.until.as_deref().map(|day| end(day, by.at)).transpose()?;
    let command = same(&announce, by.at);
    stands(database, &command).await?;
    let pods: Vec<PodId> = chosen(database, &announce.pods).await?.iter().map(|pod| pod.id).collect();
    let new = NewAnnouncement {
        batch: None,
        title: title.to_owned(),
        body: announce.text,
        for_everyone: announce.everyone,
        starts_at: by.at,
        ends_at,
        by_mail: announce.mail,
    };
    let Announced { batch, pods } = announcements::create_all(database, &pods, new, &command, &by).await?;
    println!("{batch} is announced on {pods} pods");
    Ok(())
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List => {
            let now = crate::clock::now();
            for batch in announcements::batches(database, LISTED).await? {
                println!("{}", line(&batch, now));
            }
        }
        Command::Withdraw { id } => {
            let pods = announcements::withdraw_batch(database, &id, &by()).await;
            let pods = pods.map_err(|error| match error {
                model::Error::NotFound(_) => CommandError::Said(
                    "the deployment has no such announcement that is not withdrawn; `cosse announcement list` shows all"
                        .to_owned(),
                ),
                error => error.into(),
            })?;
            println!("{id} is withdrawn on {pods} pods");
        }
    }
    Ok(())
}

/// What is the same where the same is announced again: on that day, or with that word.
fn same(announce: &Announce, now: OffsetDateTime) -> String {
    let (title, text, hosts) = (announce.title.trim(), announce.text.as_str(), announce.pods.join(" "));
    let until = announce.until.as_deref().unwrap_or_default();
    let [everyone, mail] = [announce.everyone, announce.mail].map(|yes| if yes { "yes" } else { "no" });
    let said = [title, text, until, everyone, mail, hosts.as_str()];
    let day = now.date().to_string();
    match &announce.id {
        Some(id) => command_id_of(Some("announce-id"), &[&[id.as_str()][..], &said[..]].concat()),
        None => command_id_of(Some(day.as_str()), &said),
    }
}

/// What was announced and withdrawn is not taken for announced.
async fn stands(database: &Database, command: &str) -> Result<(), CommandError> {
    let Some(known) = announcements::batch_of(database, command).await? else { return Ok(()) };
    let batches = announcements::batches(database, LISTED).await?;
    if batches.iter().any(|batch| batch.id == known && batch.standing == 0) {
        let said = format!(
            "{known} says the same and was withdrawn; with an --id of your own it is announced again"
        );
        return Err(CommandError::Said(said));
    }
    Ok(())
}

/// The pods with these host names, or all.
async fn chosen(database: &Database, hosts: &[String]) -> Result<Vec<Pod>, CommandError> {
    if hosts.is_empty() {
        return Ok(pods::list(database).await?);
    }
    let mut chosen: Vec<Pod> = Vec::new();
    for host in hosts {
        let pod = find(database, host).await?;
        // two names of one pod are one pod
        if chosen.iter().all(|other| other.id != pod.id) {
            chosen.push(pod);
        }
    }
    Ok(chosen)
}

fn end(day: &str, now: OffsetDateTime) -> Result<OffsetDateTime, CommandError> {
    let end = midnight(day)?.saturating_add(Duration::DAY);
    if end > now { Ok(end) } else { Err(CommandError::Said(format!("{day} is over"))) }
}

fn line(batch: &Batch, now: OffsetDateTime) -> String {
    let Batch { id, first, pods, standing } = batch;
    let state = if *standing == 0 {
        "withdrawn"
    } else if first.ends_at.is_some_and(|end| end <= now) {
        "over"
    } else {
        "shown"
    };
    format!("{id}  {state:<9}  {pods:>4} pods  {}  {}", first.starts_at.date(), first.title)
}
