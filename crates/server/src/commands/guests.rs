//! `cosse guest …`: the member as whom anybody may look around a pod.

use super::{CommandError, by, pods::find, serve, wrong};
use crate::{
    routes::operate::guest::{known, no_guest},
    settings::ServeSettings,
};
use clap::{
    Args, Subcommand,
    builder::{OsStringValueParser, TypedValueParser},
};
use jid::BareJid;
use model::{Database, guests};
use std::path::PathBuf;

/// What can be done with the guest of a pod.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows who it is, and whether anybody can look around.
    Show {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
    /// Makes a member without a role the guest, instead of the one before. What is hers is read by everybody: it takes her password.
    Name(Box<Name>),
    /// Has nobody look around any more.
    Revoke {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
}

/// Who is to be the guest.
#[derive(Debug, Args)]
pub struct Name {
    /// Her account.
    jid: BareJid,
    /// One of the pod's host names.
    #[arg(long)]
    pod: String,
    /// The file with the password of that account, which its server is asked about.
    #[arg(long, value_parser = OsStringValueParser::new().map(PathBuf::from))]
    password_file: PathBuf,
    #[command(flatten)]
    settings: ServeSettings,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Show { pod } => show(database, &pod).await,
        Command::Name(name) => self::name(database, &name).await,
        Command::Revoke { pod } => revoke(database, &pod).await,
    }
}

async fn show(database: &Database, host: &str) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    match guests::of(database, &pod.id).await? {
        None => println!("{host} has no guest"),
        Some(guest) => {
            let open = guests::is_open(database, &pod.id).await?;
            let said = if open { "anybody looks around" } else { "nobody looks around: her session is over" };
            println!("{}  since {}  {said}", guest.jid, guest.since.date());
        }
    }
    Ok(())
}

/// Pages that are open find out by themselves.
async fn name(database: &Database, name: &Name) -> Result<(), CommandError> {
    let pod = find(database, &name.pod).await?;
    let jid = known(database, &pod.id, name.jid.as_str()).await?;
    let jid = jid.ok_or_else(|| wrong(&no_guest()))?;
    prove(name).await?;
    guests::name(database, &pod.id, &jid, &by()).await.map_err(|error| match error {
        model::Error::NotFound(_) => wrong(&no_guest()),
        error => error.into(),
    })?;
    println!("anybody looks around {} as {jid}", pod.host);
    if !guests::is_open(database, &pod.id).await? {
        println!("once somebody has signed in as her, and stays so: she has no session now");
    }
    Ok(())
}

/// Her server is asked, as at a sign-in, and nothing of it is kept.
async fn prove(Name { jid, password_file: file, settings, .. }: &Name) -> Result<(), CommandError> {
    let what = format!("--password-file {}", file.display());
    let password = std::fs::read_to_string(file).map_err(|cause| CommandError::Io { what, cause })?;
    let network = serve::xmpp_network(settings)?;
    let asked = pool::offers::lacking(&network, jid, password.trim_end_matches(['\r', '\n'])).await;
    asked.map(drop).map_err(|error| CommandError::Said(format!("{jid} does not sign in: {error}")))
}

async fn revoke(database: &Database, host: &str) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    match guests::revoke(database, &pod.id, &by()).await {
        Ok(guest) => println!("nobody looks around {host} as {} any more", guest.jid),
        Err(model::Error::NotFound(_)) => {
            return Err(CommandError::Said(format!("{host} has no guest")));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
