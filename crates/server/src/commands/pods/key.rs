//! `cosse pod key …`: the keys that sign what a pod says of itself.

use super::find;
use crate::{
    commands::{CommandError, by, serve},
    listings::{
        current, record,
        rotation::{self, Named},
        seal,
    },
    settings::KeySettings,
};
use clap::{Args, Subcommand};
use model::{
    Database,
    listings::{self, Key},
    pods::Pod,
};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Names the key that follows the one in use: in ten days it signs, so that directories know it by then.
    Rotate(Rotate),
    /// Lists the pod's keys, with the record in DNS for each.
    List {
        /// One of the pod's host names.
        host: String,
    },
}

/// What another key needs.
#[derive(Debug, Args)]
pub struct Rotate {
    /// One of the pod's host names.
    host: String,
    /// The old key is lost, or somebody else has it: the new one signs at once, and directories look at the pod anew.
    #[arg(long)]
    at_once: bool,
    #[command(flatten)]
    secret: KeySettings,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Rotate(rotate) => self::rotate(database, &rotate).await,
        Command::List { host } => list(database, &host).await,
    }
}

/// The keys of a pod as JSON, the one in use first.
///
/// # Errors
/// The database's.
pub async fn describe(database: &Database, pod: &Pod) -> Result<Value, CommandError> {
    let keys = listings::keys(database, &pod.id).await?;
    Ok(current(&keys, by().at).iter().map(|key| tell(key, &pod.host)).collect())
}

async fn rotate(database: &Database, rotate: &Rotate) -> Result<(), CommandError> {
    let pod = find(database, &rotate.host).await?;
    let (seal, by) = (seal(&serve::load_there(&rotate.secret)?), by());
    let named = rotation::rotate(database, &seal, &pod.id, rotate.at_once, &by).await;
    let Named { key, is_new } = named.map_err(said)?;
    let (kid, day) = (&key.kid, key.signs_from.date());
    if rotate.at_once {
        println!("{} signs with another key from now on: {kid}", pod.host);
        println!("Directories look at the pod anew. They believe it once this record is in its DNS:\n");
    } else if is_new {
        println!("{kid} signs from {day} on; the listing names it from now on");
        println!("Directories that were away until then look for this record in the pod's DNS:\n");
    } else {
        let sentence = format!("{kid} is named already, and signs from {day} on; rotate again after that");
        return Err(CommandError::Said(sentence));
    }
    println!("    {}", record(&pod.host, &key));
    Ok(())
}

async fn list(database: &Database, host: &str) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let now = by().at;
    let keys = listings::keys(database, &pod.id).await?;
    for key in current(&keys, now) {
        let since = if key.signs_from <= now { "signs since" } else { "signs from" };
        println!("{} {since} {}, until {}", key.kid, key.signs_from.date(), key.not_after());
        println!("    {}", record(&pod.host, key));
    }
    if keys.is_empty() {
        println!("{} has no key yet: it is made when somebody first asks for its listing", pod.host);
    }
    Ok(())
}

fn tell(key: &Key, host: &str) -> Value {
    json!({
        "kid": key.kid,
        "key": key.public_key,
        "signs_from": key.signs_from.format(&Rfc3339).ok(),
        "not_after": key.not_after().to_string(),
        "record": record(host, key),
    })
}

fn said(error: impl ToString) -> CommandError {
    CommandError::Said(error.to_string())
}
