//! `cosse member …`: who is on a pod, who is kept out, who is limited as new, and who is removed.

use super::{CommandError, at_most, by, pods::find, print_all};
use crate::settings::{DomainSettings, NameSettings};
use clap::{Args, Subcommand};
use jid::BareJid;
use model::{
    Database, Owner,
    accounts::{Removal, Wish},
    departures,
    members::{self, Found, Member, Search},
    newcomers::limits,
    pods::Pod,
    processes,
    roles::{self, Role},
    sessions,
};
use serde_json::json;
use std::time::Duration;
use time::format_description::well_known::Rfc3339;

mod accounts;

/// Members that are read at a time.
const PAGE: u32 = 500;

/// The most characters of a reason.
const LONGEST_REASON: usize = members::REASON_MAX as usize;

/// How often it is looked whether a session has ended: for half a minute.
const LOOKS: u32 = 120;

/// How long until it is looked again.
const BETWEEN_LOOKS: Duration = Duration::from_millis(250);

/// What can be done with members.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists them, who came last first.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Keeps one out until she is let in again: her browsers and her session end within seconds, and what she wrote for everyone is off
    /// the web.
    Suspend {
        #[command(flatten)]
        one: One,
        /// Why, for herself and for the log.
        #[arg(long, default_value = "", value_parser = at_most::<LONGEST_REASON>)]
        reason: String,
    },
    /// Lets one in again.
    Resume {
        #[command(flatten)]
        one: One,
    },
    /// Does not limit one as new any more, however new she is.
    NewcomerLift {
        #[command(flatten)]
        one: One,
    },
    /// Limits one again for as long as she is new.
    NewcomerLimit {
        #[command(flatten)]
        one: One,
    },
    /// Has the XMPP account of one sign in nowhere, in other apps neither, where Cosse looks after it.
    SuspendAccount {
        #[command(flatten)]
        one: One,
        #[command(flatten)]
        settings: DomainSettings,
    },
    /// Has it sign in again.
    ResumeAccount {
        #[command(flatten)]
        one: One,
        #[command(flatten)]
        settings: DomainSettings,
    },
    /// Prints a link by which one sets another password, once and within a day, where Cosse looks after her account. It is told this once.
    ResetLink {
        #[command(flatten)]
        one: One,
        #[command(flatten)]
        settings: DomainSettings,
        #[command(flatten)]
        names: NameSettings,
    },
    /// Removes one with all that the pod keeps of her. An account that Cosse looks after is suspended, others stay as they are.
    Remove {
        #[command(flatten)]
        one: One,
    },
}

/// A member of a pod.
#[derive(Debug, Args)]
pub struct One {
    /// Her account.
    jid: BareJid,
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
        Command::Suspend { one, reason } => suspend(database, &one, &reason).await,
        Command::Resume { one } => resume(database, &one).await,
        Command::Remove { one } => remove(database, &one).await,
        Command::NewcomerLift { one } => lift(database, &one).await,
        Command::NewcomerLimit { one } => limit(database, &one).await,
        Command::SuspendAccount { one, settings } => {
            accounts::turn(database, &one, &settings, Wish::Suspended).await
        }
        Command::ResumeAccount { one, settings } => {
            accounts::turn(database, &one, &settings, Wish::Active).await
        }
        Command::ResetLink { one, settings, names } => {
            accounts::link(database, &one, &settings, &names).await
        }
    }
}

async fn list(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let all = all(database, &pod).await?;
    print_all(&all, as_json, tell, line);
    Ok(())
}

async fn all(database: &Database, pod: &Pod) -> Result<Vec<Found>, CommandError> {
    let search = Search::default();
    let mut all: Vec<Found> = Vec::new();
    loop {
        let after = all.last().map(|last| last.place(search.sort));
        let more = members::search(database, &pod.id, &search, after, PAGE).await?;
        if more.is_empty() {
            return Ok(all);
        }
        all.extend(more);
    }
}

/// Workers and pages look for themselves who is suspended.
async fn suspend(database: &Database, one: &One, reason: &str) -> Result<(), CommandError> {
    let member = within_reach(database, one).await?;
    members::suspend(database, &member.owner(), reason.trim(), Role::Operator, &by()).await?;
    println!("{} is suspended on {}", one.jid, one.pod);
    Ok(())
}

async fn resume(database: &Database, one: &One) -> Result<(), CommandError> {
    let member = within_reach(database, one).await?;
    members::resume(database, &member.owner(), Role::Operator, &by()).await?;
    println!("{} is not suspended on {} any more", one.jid, one.pod);
    Ok(())
}

async fn lift(database: &Database, one: &One) -> Result<(), CommandError> {
    let member = within_reach(database, one).await?;
    limits::lift(database, &member.owner(), &by()).await?;
    println!("{} is not limited as a new member of {}", one.jid, one.pod);
    Ok(())
}

async fn limit(database: &Database, one: &One) -> Result<(), CommandError> {
    let member = within_reach(database, one).await?;
    limits::limit(database, &member.owner(), &by()).await?;
    println!("{} is limited on {} for as long as she is new there", one.jid, one.pod);
    Ok(())
}

/// Workers look who is suspended, and not who is gone: so her session ends before she is removed. Her account's server is told by whoever
/// runs jobs.
async fn remove(database: &Database, one: &One) -> Result<(), CommandError> {
    let owner = within_reach(database, one).await?.owner();
    if departures::of(database, &owner).await?.is_some_and(|left| left.account) {
        return Err(goes_already(one));
    }
    members::suspend(database, &owner, "", Role::Operator, &by()).await?;
    end_session(database, one, &owner).await?;
    let removed = members::expel(database, &owner, Removal::ToSuspend, &by()).await;
    removed.map_err(|error| match error {
        model::Error::NotFound(_) => goes_already(one),
        error => error.into(),
    })?;
    println!("{} is removed from {}", one.jid, one.pod);
    Ok(())
}

/// Where no worker runs there is no stream to be ended, and nobody to wait for.
async fn end_session(database: &Database, One { jid, pod }: &One, owner: &Owner) -> Result<(), CommandError> {
    for _ in 0..LOOKS {
        if sessions::get(database, owner).await?.is_none() || !has_worker(database).await? {
            return Ok(());
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    Err(CommandError::Said(format!(
        "the session of {jid} on {pod} has not ended: she is suspended, and not removed; say it again in a minute"
    )))
}

async fn has_worker(database: &Database) -> Result<bool, CommandError> {
    let (all, now) = (processes::list(database).await?, crate::clock::now());
    Ok(all.iter().any(|one| one.is(processes::Role::Worker) && one.is_heard_of(now)))
}

fn goes_already(One { jid, pod }: &One) -> CommandError {
    CommandError::Said(format!(
        "{jid} is gone from {pod}, or has left and wants the account deleted, too: nothing is to be done"
    ))
}

/// A member, unless she runs the pod.
async fn within_reach(database: &Database, One { jid, pod }: &One) -> Result<Member, CommandError> {
    let of = find(database, pod).await?;
    let member = members::by_jid(database, &of.id, jid).await?.ok_or_else(|| {
        CommandError::Said(format!("{jid} is no member of {pod}; `cosse member list --pod {pod}` shows all"))
    })?;
    if Role::Operator.reaches(roles::role_of(database, &of.id, jid).await?) {
        return Ok(member);
    }
    Err(CommandError::Said(format!(
        "{jid} runs {pod}: take the role away first, with `cosse operator revoke {jid} --pod {pod}`"
    )))
}

fn state(member: &Member) -> &'static str {
    if member.is_suspended() { "suspended" } else { "active" }
}

fn line(Found { member, role }: &Found) -> String {
    let role = role.map_or("", Role::as_str);
    let (since, seen) = (member.created_at.date(), member.seen_at.date());
    format!("{:<40}  {:<9}  {role:<9}  since {since}  seen {seen}", member.jid.as_str(), state(member))
}

fn tell(Found { member, role }: &Found) -> serde_json::Value {
    json!({
        "id": member.id.to_string(),
        "jid": member.jid.to_string(),
        "handle": member.handle.as_str(),
        "name": member.name,
        "role": role.map(Role::as_str),
        "state": state(member),
        "suspended_at": member.suspended_at.and_then(|at| at.format(&Rfc3339).ok()),
        "suspended_reason": member.suspended_reason,
        "created_at": member.created_at.format(&Rfc3339).ok(),
        "seen_at": member.seen_at.format(&Rfc3339).ok(),
    })
}
