//! `cosse directory peer …`: other directories, whose feeds this one reads.

use super::{CommandError, by, on_one_line, print_all};
use clap::Subcommand;
use directory::host_name;
use model::{
    Database, Error,
    federation::peers::{self, Change, MOST, Peer},
};
use serde_json::{Value, json};

/// What can be done with those that are followed.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Follows a directory.
    Add {
        /// Its host name, as in `directory.example`.
        #[arg(value_parser = host)]
        host: String,
        /// What it says of pods counts where several must agree; see /admin/peers.
        #[arg(long)]
        trusted: bool,
    },
    /// Lists those that are followed, and how that goes.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Asks nothing of one for now.
    Pause {
        /// Its host name.
        #[arg(value_parser = host)]
        host: String,
    },
    /// Goes on, at once.
    Resume {
        /// Its host name.
        #[arg(value_parser = host)]
        host: String,
    },
    /// Follows one no longer. Pods that it named stay.
    Remove {
        /// Its host name.
        #[arg(value_parser = host)]
        host: String,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Add { host, trusted } => {
            peers::add(database, &host, trusted, &by()).await.map_err(|error| refused(error, &host))?;
            println!("{host} is followed");
        }
        Command::List { json } => {
            print_all(&peers::list(database).await?, json, tell, line);
        }
        Command::Pause { host } => {
            let paused = peers::change(database, &host, Change::Paused(true), &by()).await;
            paused.map_err(|error| refused(error, &host))?;
            println!("{host} is not asked any more until it is resumed");
        }
        Command::Resume { host } => {
            let resumed = peers::change(database, &host, Change::Paused(false), &by()).await;
            resumed.map_err(|error| refused(error, &host))?;
            println!("{host} is asked again");
        }
        Command::Remove { host } => {
            peers::remove(database, &host, &by()).await.map_err(|error| refused(error, &host))?;
            println!("{host} is followed no longer");
        }
    }
    Ok(())
}

fn host(text: &str) -> Result<String, String> {
    host_name::parse(text).map(String::from).map_err(|error| error.to_string())
}

fn refused(error: Error, host: &str) -> CommandError {
    match error {
        Error::NotFound(_) => CommandError::Said(format!(
            "{host} is not followed; `cosse directory peer list` shows all that are"
        )),
        Error::Taken(_) => CommandError::Said(format!("{host} is followed already")),
        Error::TooLarge(_) => CommandError::Said(format!(
            "{MOST} directories are followed, which is the most: remove one first"
        )),
        error => error.into(),
    }
}

fn tell(peer: &Peer) -> Value {
    json!({
        "host": peer.host,
        "paused": peer.paused,
        "trusted": peer.trusted,
        "good_at": peer.good_at.map(|at| at.unix_timestamp()),
        "taken": peer.taken,
        "refused": peer.refused,
        "error": peer.error,
    })
}

fn line(peer: &Peer) -> String {
    let how = match (peer.paused, peer.good_at) {
        (true, _) => "paused".to_owned(),
        (false, None) => "not read yet".to_owned(),
        (false, Some(at)) => format!("read {}", at.date()),
    };
    let Peer { host, taken, refused, error, .. } = peer;
    format!("{host:<40}  {how:<16}  {taken} taken, {refused} refused  {}", on_one_line(error))
}
