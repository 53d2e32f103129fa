//! `cosse request …`: who asks to be let in, and what the answer is.

use super::{CommandError, at_most, by, on_one_line, pods::find, print_all};
use clap::{Args, Subcommand};
use model::{
    ApplicationId, Database,
    applications::{self, Application},
};
use serde_json::json;
use time::format_description::well_known::Rfc3339;

/// The most characters of an answer.
const LONGEST: usize = 2_000;

/// What can be done with requests.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists those that wait for an answer, the first ones first.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Lets somebody in: she gets a mail with an invitation for herself.
    Accept {
        #[command(flatten)]
        one: One,
    },
    /// Lets somebody not in: she gets a mail that says so.
    Refuse {
        #[command(flatten)]
        one: One,
        /// Why, for whoever asked.
        #[arg(long, default_value = "", value_parser = at_most::<LONGEST>)]
        reason: String,
    },
}

/// A request to a pod.
#[derive(Debug, Args)]
pub struct One {
    /// Its id, as `cosse request list` prints it.
    id: ApplicationId,
    /// One of the pod's host names.
    #[arg(long)]
    pod: String,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { pod, json } => list(database, &pod, json).await,
        Command::Accept { one } => accept(database, one).await,
        Command::Refuse { one, reason } => refuse(database, one, &reason).await,
    }
}

async fn list(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let open = applications::open(database, &pod.id).await?;
    print_all(&open, as_json, tell, line);
    Ok(())
}

async fn accept(database: &Database, One { id, pod }: One) -> Result<(), CommandError> {
    let of = find(database, &pod).await?;
    let accepted = applications::accept(database, &of.id, &id, &by()).await;
    accepted.map_err(|error| unanswered(error, &pod))?;
    println!("{id} is accepted: the invitation goes by mail");
    Ok(())
}

async fn refuse(database: &Database, One { id, pod }: One, reason: &str) -> Result<(), CommandError> {
    let of = find(database, &pod).await?;
    let refused = applications::refuse(database, &of.id, &id, reason.trim(), &by()).await;
    refused.map_err(|error| unanswered(error, &pod))?;
    println!("{id} is refused: the answer goes by mail");
    Ok(())
}

fn unanswered(error: model::Error, host: &str) -> CommandError {
    match error {
        model::Error::NotFound(_) => CommandError::Said(format!(
            "{host} has no such request that waits for an answer; `cosse request list --pod {host}` shows all"
        )),
        error => error.into(),
    }
}

fn line(request: &Application) -> String {
    let Application { id, email, reason, created_at, .. } = request;
    format!("{id}  {}  {email:<32}  {}", created_at.date(), on_one_line(reason))
}

fn tell(request: &Application) -> serde_json::Value {
    json!({
        "id": request.id.to_string(),
        "email": request.email.to_string(),
        "language": request.language,
        "reason": request.reason,
        "created_at": request.created_at.format(&Rfc3339).ok(),
    })
}
