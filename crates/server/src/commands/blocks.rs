//! `cosse block …`: who is kept out, of a pod or of all.

use super::{CommandError, by, midnight, pods::find};
use clap::{Args, Subcommand};
use jid::BareJid;
use model::{
    Database, Error,
    blocks::{self, Block, NewBlock},
};
use time::OffsetDateTime;

/// What can be done with blocks.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Keeps an address, or all of a domain, from signing in and up, and from the pages, feeds and comments of a pod; without --pod of
    /// every pod. Members' own chats are left alone.
    Add {
        #[command(flatten)]
        whom: Whom,
        /// Why; those who run the pods read it, and whoever is kept out.
        #[arg(long)]
        reason: String,
        /// The first day on which it does not hold any more, as in `2027-01-31`; without it for ever.
        #[arg(long)]
        until: Option<String>,
    },
    /// Lets somebody come in again.
    Remove {
        #[command(flatten)]
        whom: Whom,
    },
    /// Lists the blocks of a pod; without --pod those of the whole deployment.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: Option<String>,
    },
}

/// Who, and where.
#[derive(Debug, Args)]
pub struct Whom {
    /// An address, as in `eve@evil.example`, or a domain, as in `evil.example`.
    address: BareJid,
    /// One of the pod's host names; without it all pods.
    #[arg(long)]
    pod: Option<String>,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Add { whom, reason, until } => add(database, whom, reason, until).await,
        Command::Remove { whom } => remove(database, whom).await,
        Command::List { pod } => list(database, pod).await,
    }
}

async fn add(
    database: &Database,
    whom: Whom,
    reason: String,
    until: Option<String>,
) -> Result<(), CommandError> {
    let (Whom { address, pod }, by) = (whom, by());
    let expires_at = until.map(|day| read(&day, by.at)).transpose()?;
    let new = NewBlock { subject: address.clone(), reason, expires_at };
    match pod {
        Some(host) => {
            let pod = find(database, &host).await?;
            blocks::add(database, &pod.id, new, &by).await.map_err(|error| match error {
                Error::RunsThePod => CommandError::Said(format!(
                    "somebody who runs or moderates {host} has this address: take the role away first"
                )),
                error => error.into(),
            })?;
            println!("{address} is blocked on {host}");
        }
        None => {
            blocks::add_everywhere(database, new, &by).await?;
            println!("{address} is blocked on every pod");
        }
    }
    Ok(())
}

async fn remove(database: &Database, Whom { address, pod }: Whom) -> Result<(), CommandError> {
    let removed = match &pod {
        Some(host) => blocks::remove(database, &find(database, host).await?.id, &address, &by()).await,
        None => blocks::remove_everywhere(database, &address, &by()).await,
    };
    removed.map_err(|error| match error {
        Error::NotFound(_) => CommandError::Said(format!(
            "{address} is not blocked there; `cosse block list` shows who is, for one pod with --pod"
        )),
        error => error.into(),
    })?;
    println!("{address} is not blocked any more");
    Ok(())
}

async fn list(database: &Database, pod: Option<String>) -> Result<(), CommandError> {
    let blocks = match pod {
        Some(host) => blocks::list(database, &find(database, &host).await?.id).await?,
        None => blocks::list_everywhere(database).await?,
    };
    let now = crate::clock::now();
    for block in blocks.iter().filter(|block| block.holds(now)) {
        println!("{}", line(block));
    }
    Ok(())
}

fn read(day: &str, now: OffsetDateTime) -> Result<OffsetDateTime, CommandError> {
    let at = midnight(day).ok().filter(|at| *at > now);
    at.ok_or_else(|| CommandError::Said(format!("{day} is no day to come, as in 2027-01-31")))
}

fn line(block: &Block) -> String {
    let until = block.until.map_or("for ever".to_owned(), |until| format!("until {}", until.date()));
    format!("{:<40}  {until:<16}  {}  {}", block.subject, block.since.date(), block.reason)
}
