//! `cosse waiting …`: who waits for a place in a pod that is full.

use super::{CommandError, by, pods::find, print_all};
use clap::Subcommand;
use model::{
    Database, WaiterId,
    waiters::{self, Waiter},
};
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// What can be done with those who wait.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists them in their order; those who have not confirmed their addresses come last.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Takes one off the list. What was offered to her is for the next; she is not told.
    Remove {
        /// Her id, as `cosse waiting list` prints it.
        id: WaiterId,
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { pod, json } => list(database, &pod, json).await,
        Command::Remove { id, pod } => remove(database, &id, &pod).await,
    }
}

async fn list(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let mut all = waiters::list(database, &pod.id).await?;
    all.sort_by_key(|waiter| (waiter.confirmed_at.is_none(), waiter.confirmed_at));
    print_all(&all, as_json, tell, line);
    Ok(())
}

async fn remove(database: &Database, id: &WaiterId, host: &str) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    waiters::remove(database, &pod.id, id, &by()).await.map_err(|error| match error {
        model::Error::NotFound(_) => CommandError::Said(format!(
            "nobody with this id waits for a place on {host}; `cosse waiting list --pod {host}` shows all"
        )),
        error => error.into(),
    })?;
    println!("{id} does not wait any more");
    Ok(())
}

fn line(waiter: &Waiter) -> String {
    let Waiter { id, email, state, created_at, .. } = waiter;
    format!("{id}  {:<11}  since {}  {email}", state.as_str(), created_at.date())
}

fn tell(waiter: &Waiter) -> serde_json::Value {
    let written = |at: Option<OffsetDateTime>| at.and_then(|at| at.format(&Rfc3339).ok());
    json!({
        "id": waiter.id.to_string(),
        "email": waiter.email.to_string(),
        "state": waiter.state.as_str(),
        "created_at": written(Some(waiter.created_at)),
        "confirmed_at": written(waiter.confirmed_at),
        "invited_until": written(waiter.invited_until),
    })
}
