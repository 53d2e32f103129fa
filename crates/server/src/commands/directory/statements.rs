//! `cosse directory statement …`: what directories say of pods. Something new is said where the key of the deployment is at hand, in the
//! console and by the API.

use crate::{
    commands::{CommandError, by, on_one_line, print_all},
    federation,
    routes::admin::statements::standing,
};
use clap::Subcommand;
use directory::statement::Statement;
use model::{
    Database, Error, StatementId,
    federation::statements::{self, Said},
};
use serde_json::json;
use time::format_description::well_known::Rfc3339;

/// What can be done with them.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists what is said now: by this directory, then by those that it follows.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Takes back what this directory says of a pod.
    Withdraw {
        /// Its id, as `cosse directory statement list` prints it.
        id: StatementId,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { json } => list(database, json).await,
        Command::Withdraw { id } => withdraw(database, &id).await,
    }
}

async fn list(database: &Database, as_json: bool) -> Result<(), CommandError> {
    let all = standing(database, by().at).await?;
    let readable = |said: Said| federation::read(&said.document).map(|statement| (said, statement));
    let all: Vec<(Said, Statement)> = all.into_iter().filter_map(readable).collect();
    print_all(&all, as_json, tell, line);
    Ok(())
}

async fn withdraw(database: &Database, id: &StatementId) -> Result<(), CommandError> {
    statements::withdraw(database, id, &by()).await.map_err(|error| match error {
        Error::NotFound(_) => CommandError::Said(
            "this directory says no such thing; `cosse directory statement list` shows what it does"
                .to_owned(),
        ),
        error => error.into(),
    })?;
    println!("{id} is not said any more");
    Ok(())
}

fn line((said, statement): &(Said, Statement)) -> String {
    let Said { id, peer, subject, .. } = said;
    let who = if peer.is_empty() { "this directory" } else { peer.as_str() };
    let (action, until) = (statement.action.as_str(), statement.expires.date());
    let reason = on_one_line(&statement.reason);
    format!("{id}  {action:<6}  {subject:<40}  until {until}  {who}: {reason}")
}

fn tell((said, statement): &(Said, Statement)) -> serde_json::Value {
    json!({
        "id": said.id.to_string(),
        "peer": Some(&said.peer).filter(|peer| !peer.is_empty()),
        "subject": said.subject,
        "action": statement.action.as_str(),
        "reason": statement.reason.to_string(),
        "issued_at": statement.issued.format(&Rfc3339).ok(),
        "expires_at": statement.expires.format(&Rfc3339).ok(),
    })
}
