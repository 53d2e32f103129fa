//! `cosse wave …`: sign-ups that are undone together, and can be done again for a while.

use super::{CommandError, by, pods::find, print_all, wrong};
use crate::routes::operate::waves::Wanted;
use clap::{Args, Subcommand};
use model::{
    Database, MemberId, WaveId,
    members::Member,
    waves::{self, KEPT, MOST, Wave},
};
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// What can be done with waves.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists those of a pod, the newest first.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Undoes sign-ups by time, network or invitation: their members are kept out at once, and removed after 14 days. Without --yes it only
    /// says who they are.
    Remove(Remove),
    /// Lets the members of a wave in again, within 14 days.
    Undo {
        /// Its id, as `cosse wave list` prints it.
        id: WaveId,
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
}

/// Whose sign-ups are meant.
#[derive(Debug, Args)]
pub struct Remove {
    /// One of the pod's host names.
    #[arg(long)]
    pod: String,
    /// Who came from this day on, in UTC, as in 2027-01-31.
    #[arg(
        long,
        required_unless_present_any = ["network", "invite"],
        conflicts_with_all = ["network", "invite"],
        requires = "until"
    )]
    from: Option<String>,
    /// Until the end of this day, in UTC.
    #[arg(long, requires = "from")]
    until: Option<String>,
    /// Who came from a network, as /operate/waves lists them.
    #[arg(long, conflicts_with = "invite")]
    network: Option<String>,
    /// Who came by an invitation, and by those of whoever did; its id, as `cosse invite list` prints it.
    #[arg(long)]
    invite: Option<String>,
    /// Does it.
    #[arg(long)]
    yes: bool,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { pod, json } => list(database, &pod, json).await,
        Command::Remove(remove) => self::remove(database, &remove).await,
        Command::Undo { id, pod } => undo(database, &id, &pod).await,
    }
}

async fn list(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let (pod, now) = (find(database, host).await?, by().at);
    let all = waves::list(database, &pod.id).await?;
    print_all(&all, as_json, |wave| tell(wave, now), |wave| line(wave, now));
    Ok(())
}

/// Workers and pages look for themselves who is kept out.
async fn remove(database: &Database, remove: &Remove) -> Result<(), CommandError> {
    let pod = find(database, &remove.pod).await?;
    let choice = wanted(remove).read(database, &pod.id).await?.map_err(|errors| wrong(&errors))?;
    let found = waves::look(database, &pod.id, &choice).await?;
    let meant = &found[..found.len().min(MOST)];
    if remove.yes {
        let ids: Vec<MemberId> = meant.iter().map(|member| member.id).collect();
        let removed = waves::remove(database, &pod.id, &ids, &by()).await?;
        println!("{} sign-ups are undone; `cosse wave undo` lets them in again", removed.len());
    } else {
        meant.iter().for_each(|member| println!("{}", seen(member)));
        println!("{} sign-ups; --yes undoes them", meant.len());
    }
    if found.len() > MOST {
        println!("there are more: {MOST} at most are undone at once, so do it again");
    }
    Ok(())
}

/// One of the three is there.
fn wanted(remove: &Remove) -> Wanted<'_> {
    let Remove { from, until, network, invite, .. } = remove;
    match (network, invite) {
        (Some(network), _) => Wanted::Network(network),
        (None, Some(invite)) => Wanted::Invite(invite),
        (None, None) => {
            Wanted::Time(from.as_deref().unwrap_or_default(), until.as_deref().unwrap_or_default())
        }
    }
}

async fn undo(database: &Database, id: &WaveId, host: &str) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    waves::undo(database, &pod.id, id, &by()).await.map_err(|error| match error {
        model::Error::NotFound(_) => CommandError::Said(format!(
            "{host} has no such wave that can still be undone; `cosse wave list --pod {host}` shows all"
        )),
        error => error.into(),
    })?;
    println!("the members of {id} are let in again");
    Ok(())
}

fn seen(member: &Member) -> String {
    format!("{}  since {}  {}", member.id, member.created_at.date(), member.jid)
}

fn line(wave: &Wave, now: OffsetDateTime) -> String {
    let state = match wave.undone_at {
        Some(_) => "undone".to_owned(),
        None if wave.is_open(now) => format!("open until {}", (wave.at + KEPT).date()),
        None => "over".to_owned(),
    };
    format!("{}  {}  {:>4} members  {state}", wave.id, wave.at.date(), wave.size)
}

fn tell(wave: &Wave, now: OffsetDateTime) -> serde_json::Value {
    let written = |at: Option<OffsetDateTime>| at.and_then(|at| at.format(&Rfc3339).ok());
    json!({
        "id": wave.id.to_string(),
        "members": wave.size,
        "created_at": written(Some(wave.at)),
        "open_until": written(wave.is_open(now).then_some(wave.at + KEPT)),
        "undone_at": written(wave.undone_at),
    })
}
