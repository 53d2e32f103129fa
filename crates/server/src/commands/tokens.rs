//! `cosse token …`: who may use the API.

use super::{CommandError, by, pods::find};
use clap::Subcommand;
use model::{
    Database, pods,
    tokens::{self, NewToken, Reach, Scope, Token},
};
use serde_json::json;
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

/// What can be done with tokens.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes one and prints it, which is done this once.
    Create {
        /// What it is called, in the logs of pods, too: up to 64 of a-z, 0-9, `-`, `_` and `.`.
        #[arg(value_parser = called)]
        name: String,
        /// What it is good for, as in `pods:read members:read`.
        #[arg(long = "scope", required = true, num_args = 1.., value_parser = good_for)]
        scopes: Vec<Scope>,
        /// One of the host names of each pod that it is for; without it, it is for all, and for making new ones.
        #[arg(long = "pod", num_args = 1..)]
        pods: Vec<String>,
        /// For how many days it is good; without it for ever.
        #[arg(long, value_parser = clap::value_parser!(i64).range(1..=3_650))]
        days: Option<i64>,
    },
    /// Lists them.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Makes one worth nothing, at once and for good.
    Revoke {
        /// What it is called.
        name: String,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    let now = crate::clock::now();
    match command {
        Command::Create { name, scopes, pods, days } => {
            let expires_at = days.map(|days| now + Duration::days(days));
            let new = NewToken { name, scopes, reach: reach(database, &pods).await?, expires_at };
            create(database, new).await
        }
        Command::List { json } => list(database, json, now).await,
        Command::Revoke { name } => revoke(database, &name).await,
    }
}

async fn create(database: &Database, new: NewToken) -> Result<(), CommandError> {
    let name = new.name.clone();
    let made = tokens::create(database, new, &by()).await;
    let (_, secret) = made.map_err(|error| match error {
        model::Error::Taken(_) => {
            CommandError::Said(format!("a token is, or was, called {name}; `cosse token list` shows all"))
        }
        error => error.into(),
    })?;
    println!("{}", secret.reveal());
    Ok(())
}

async fn list(database: &Database, as_json: bool, now: OffsetDateTime) -> Result<(), CommandError> {
    let mut told = Vec::new();
    for token in tokens::list(database).await? {
        let hosts = hosts(database, &token.reach).await?;
        if as_json {
            told.push(tell(&token, hosts.as_deref()));
        } else {
            println!("{}", line(&token, hosts.as_deref(), now));
        }
    }
    if as_json {
        println!("{}", serde_json::Value::from(told));
    }
    Ok(())
}

async fn revoke(database: &Database, name: &str) -> Result<(), CommandError> {
    tokens::revoke(database, name, &by()).await.map_err(|error| match error {
        model::Error::NotFound(_) => CommandError::Said(format!(
            "no token that is not revoked is called {name}; `cosse token list` shows all"
        )),
        error => error.into(),
    })?;
    println!("{name} is worth nothing any more");
    Ok(())
}

async fn reach(database: &Database, hosts: &[String]) -> Result<Reach, CommandError> {
    if hosts.is_empty() {
        return Ok(Reach::All);
    }
    let mut pods = Vec::new();
    for host in hosts {
        pods.push(find(database, host).await?.id);
    }
    Ok(Reach::Some(pods))
}

/// The host names of the pods that a token is for; none if it is for all.
async fn hosts(database: &Database, reach: &Reach) -> Result<Option<Vec<String>>, CommandError> {
    let Reach::Some(ids) = reach else { return Ok(None) };
    let mut hosts = Vec::new();
    for id in ids {
        hosts.extend(pods::get(database, id).await?.map(|pod| pod.host));
    }
    Ok(Some(hosts))
}

fn called(text: &str) -> Result<String, String> {
    if tokens::is_name(text) {
        return Ok(text.to_owned());
    }
    Err("must be up to 64 of a-z, 0-9, -, _ and ., and begin with a letter or digit".to_owned())
}

fn good_for(text: &str) -> Result<Scope, String> {
    let all = || Scope::ALL.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(", ");
    text.parse().map_err(|_| format!("must be one of {}", all()))
}

fn line(token: &Token, hosts: Option<&[String]>, now: OffsetDateTime) -> String {
    let Token { name, scopes, expires_at, used_at, revoked_at, .. } = token;
    let state = match (revoked_at, expires_at) {
        (Some(_), _) => "revoked".to_owned(),
        (None, _) if !token.is_good(now) => "expired".to_owned(),
        (None, Some(end)) => format!("until {}", end.date()),
        (None, None) => "for ever".to_owned(),
    };
    let used = used_at.map_or("never used".to_owned(), |used| format!("used {}", used.date()));
    let scopes: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    let pods = hosts.map_or("all pods".to_owned(), |hosts| hosts.join(" "));
    format!("{name:<24} {state:<17} {used:<15} {}  {pods}", scopes.join(" "))
}

fn tell(token: &Token, hosts: Option<&[String]>) -> serde_json::Value {
    let written = |at: Option<OffsetDateTime>| at.and_then(|at| at.format(&Rfc3339).ok());
    json!({
        "name": token.name,
        "scopes": token.scopes,
        "pods": hosts,
        "created_at": written(Some(token.created_at)),
        "expires_at": written(token.expires_at),
        "used_at": written(token.used_at),
        "revoked_at": written(token.revoked_at),
    })
}
