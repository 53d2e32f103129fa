//! `cosse announce …` and `cosse announcement …`: what the deployment has to say on its pods.

use super::{CommandError, by, pods::find};
use clap::{Args, Subcommand};
use model::{
    AnnouncementId, Database,
    announcements::{self, Batch, NewAnnouncement},
    pods::{self, Pod},
};
use time::{Date, Duration, OffsetDateTime, macros::format_description};

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
    let batch = AnnouncementId::new(by.at);
    let pods = chosen(database, &announce.pods).await?;
    for pod in &pods {
        let new = NewAnnouncement {
            batch: Some(batch),
            title: title.to_owned(),
            body: announce.text.clone(),
            for_everyone: announce.everyone,
            starts_at: by.at,
            ends_at,
            by_mail: announce.mail,
        };
        announcements::create(database, &pod.id, new, None, &by).await?;
    }
    println!("{batch} is announced on {} pods", pods.len());
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

/// When a day begins that is written as in 2027-01-31, in UTC.
///
/// # Errors
/// That it is none.
pub fn midnight(day: &str) -> Result<OffsetDateTime, CommandError> {
    let read = Date::parse(day, format_description!("[year]-[month]-[day]"))
        .map_err(|_| CommandError::Said(format!("{day} is no day; it is written as in 2027-01-31")))?;
    Ok(read.midnight().assume_utc())
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
