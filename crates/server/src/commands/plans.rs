//! `cosse plan …`: limits with a name.

use super::{CommandError, by, print_all};
use clap::Subcommand;
use model::{
    Database, PodId,
    plans::{self, Plan},
    pods::NewPod,
};
use serde_json::json;

/// What can be done with plans.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists them.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Makes a plan, or changes one: the pods that have it have the new limits at once.
    Set {
        /// Its name.
        #[arg(value_parser = plan_name)]
        name: String,
        /// Members at most.
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..=plans::MOST))]
        members_max: Option<i64>,
        /// Bytes of media at most.
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..=plans::MOST_BYTES))]
        storage_max: Option<i64>,
        /// Live sessions at most.
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..=plans::MOST))]
        sessions_max: Option<i64>,
        /// New members a day at most.
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..=plans::MOST))]
        signups_per_day: Option<i64>,
        /// Bytes of one upload at most; empty if the plan does not say it, and its pods keep what they have.
        #[arg(long, value_parser = maybe_bytes)]
        upload_max: Option<MaybeBytes>,
    },
    /// Removes a plan. The pods that had it keep its limits.
    Remove {
        /// Its name.
        name: String,
    },
}

/// A number of bytes, or that a plan does not say it.
#[derive(Clone, Copy, Debug)]
pub struct MaybeBytes(Option<i64>);

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { json } => list(database, json).await,
        Command::Set { name, members_max, storage_max, sessions_max, signups_per_day, upload_max } => {
            let before = before(database, name).await?;
            let plan = Plan {
                members_max: members_max.unwrap_or(before.members_max),
                storage_max: storage_max.unwrap_or(before.storage_max),
                sessions_max: sessions_max.unwrap_or(before.sessions_max),
                signups_per_day: signups_per_day.unwrap_or(before.signups_per_day),
                upload_max: upload_max.map_or(before.upload_max, |most| most.0),
                ..before
            };
            plans::put(database, &plan, &by()).await?;
            println!("{} is a plan", plan.name);
            Ok(())
        }
        Command::Remove { name } => {
            plans::remove(database, &name, &by()).await.map_err(|error| unknown(error, &name))?;
            println!("{name} is a plan no more; the pods that had it keep its limits");
            Ok(())
        }
    }
}

/// Gives a pod the plan of that name; with no name, figures of its own.
///
/// # Errors
/// That there is no such plan, or the database's.
pub async fn assign(database: &Database, pod: &PodId, plan: &str) -> Result<(), CommandError> {
    let name = Some(plan).filter(|name| !name.is_empty());
    plans::assign(database, pod, name, &by()).await.map_err(|error| unknown(error, plan))
}

/// That a plan which is named is there, and does not say itself how large an upload may be where that is given, too.
///
/// # Errors
/// A sentence that says so, or the database's.
pub async fn check(
    database: &Database,
    plan: Option<&str>,
    upload_max: Option<i64>,
) -> Result<(), CommandError> {
    let Some(name) = plan.filter(|name| !name.is_empty()) else { return Ok(()) };
    let plan = plans::find(database, name).await.map_err(|error| unknown(error, name))?;
    if upload_max.is_some() && plan.upload_max.is_some() {
        return Err(CommandError::Said(format!(
            "the plan {name} says itself how large an upload may be: leave out --upload-max, or the plan"
        )));
    }
    Ok(())
}

/// That there is no plan of this name, if that is what is wrong.
pub fn unknown(error: model::Error, name: &str) -> CommandError {
    match error {
        model::Error::NotFound("plan") => {
            CommandError::Said(format!("there is no plan {name}; `cosse plan list` shows all"))
        }
        error => error.into(),
    }
}

/// The plan as it is; one that is new begins with the limits of a new pod.
async fn before(database: &Database, name: String) -> Result<Plan, CommandError> {
    match plans::find(database, &name).await {
        Ok(plan) => Ok(plan),
        Err(model::Error::NotFound(_)) => {
            let NewPod { members_max, storage_max, sessions_max, signups_per_day, .. } = NewPod::new("", "");
            Ok(Plan { name, members_max, storage_max, sessions_max, signups_per_day, upload_max: None })
        }
        Err(error) => Err(error.into()),
    }
}

async fn list(database: &Database, as_json: bool) -> Result<(), CommandError> {
    let plans = plans::list(database).await?;
    print_all(&plans, as_json, describe, line);
    Ok(())
}

fn line(plan: &Plan) -> String {
    let Plan { name, members_max, storage_max, sessions_max, signups_per_day, upload_max } = plan;
    let upload = upload_max.map(|most| format!(", {most} bytes an upload")).unwrap_or_default();
    format!(
        "{name:<24} {members_max} members, {storage_max} bytes, {sessions_max} sessions, {signups_per_day} sign-ups a day{upload}"
    )
}

fn describe(plan: &Plan) -> serde_json::Value {
    json!({
        "name": plan.name,
        "members_max": plan.members_max,
        "storage_max": plan.storage_max,
        "sessions_max": plan.sessions_max,
        "signups_per_day": plan.signups_per_day,
        "upload_max": plan.upload_max,
    })
}

fn maybe_bytes(text: &str) -> Result<MaybeBytes, String> {
    if text.is_empty() {
        return Ok(MaybeBytes(None));
    }
    let bytes = text.parse::<i64>().ok().filter(|bytes| (0..=plans::MOST_BYTES).contains(bytes));
    let wrong = || format!("must be a whole number from 0 to {}, or empty", plans::MOST_BYTES);
    bytes.map(|bytes| MaybeBytes(Some(bytes))).ok_or_else(wrong)
}

/// A name that fits into a line.
fn plan_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    let fits = !name.is_empty() && name.chars().count() <= 60 && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err("must be one to 60 characters".to_owned()) }
}
