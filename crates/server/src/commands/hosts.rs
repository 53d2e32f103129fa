//! `cosse pod host …`: the host names of a pod from the command line.

use super::{CommandError, by, domains::TAKEN as TAKEN_DOMAIN, pods::find, print_all};
use crate::{
    naming::{Insisting, Naming},
    proofs::{self, Seen},
    settings::NameSettings,
};
use clap::{Args, Subcommand};
use model::{
    Database,
    hosts::{self, Footing, Host},
    pods::Pod,
};
use pool::Texts;

/// What can be done with host names.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Gives a pod one more. One that is not below a domain of the deployment is to be proven first.
    Add {
        #[command(flatten)]
        one: One,
        #[command(flatten)]
        insisting: Insisting,
    },
    /// Takes one away; not the primary one. For 90 days only this pod can have it back.
    Remove {
        #[command(flatten)]
        one: One,
    },
    /// Makes one the primary one, to which links lead.
    Primary {
        #[command(flatten)]
        one: One,
    },
    /// Looks now whether the record is there that proves one, and says what it must be.
    Check {
        #[command(flatten)]
        one: One,
    },
    /// Lists them.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// A host name of a pod.
#[derive(Debug, Args)]
pub struct One {
    /// The host name.
    host: String,
    /// One of the pod's host names.
    #[arg(long)]
    pod: String,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, settings: &NameSettings, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Add { one, insisting } => add(database, settings, one, insisting).await,
        Command::Remove { one } => remove(database, one).await,
        Command::Primary { one } => primary(database, one).await,
        Command::Check { one } => check(database, settings, one).await,
        Command::List { pod, json } => list(database, &pod, json).await,
    }
}

/// What must be done before the host names of a pod are served.
///
/// # Errors
/// The database's.
pub async fn print_pending(database: &Database, pod: &Pod) -> Result<(), CommandError> {
    for Host { host, proof, served, .. } in hosts::of_pod(database, &pod.id).await? {
        if let Some(proof) = proof.filter(|_| !served) {
            println!(
                "{host} is served once this record is in its DNS:\n\n    {}\n\n\
                 It is looked for again and again; `cosse pod host check {host} --pod {}` looks now.",
                proofs::zone_line(&host, &proof.token),
                pod.host
            );
        }
    }
    Ok(())
}

/// Why a pod did not get a host name.
pub fn refused(error: model::Error) -> CommandError {
    match error {
        model::Error::Taken("domain") => CommandError::Said(TAKEN_DOMAIN.to_owned()),
        model::Error::Taken(_) => CommandError::Said("another pod has this host name already".to_owned()),
        model::Error::TooLarge(_) => CommandError::Said(format!(
            "a pod has at most {} host names: take one away first, with `cosse pod host remove`",
            hosts::MOST
        )),
        model::Error::Held(until) => CommandError::Said(format!(
            "this host name was another pod's, and is held back for it until {}; --trusted takes it all the same",
            until.date()
        )),
        error => error.into(),
    }
}

async fn add(
    database: &Database,
    settings: &NameSettings,
    One { host, pod }: One,
    insisting: Insisting,
) -> Result<(), CommandError> {
    let pod = find(database, &pod).await?;
    let new = Naming::new(settings)?.judge(database, &host, Some(&pod.id), insisting).await?;
    let host = new.host.clone();
    hosts::add(database, &pod.id, new, &by()).await.map_err(refused)?;
    println!("{host} is a host name of {}", pod.host);
    print_pending(database, &pod).await
}

async fn remove(database: &Database, One { host, pod }: One) -> Result<(), CommandError> {
    let (pod, known) = known(database, &host, &pod).await?;
    if known.is_primary {
        return Err(CommandError::Said(format!(
            "{} is the primary host name of the pod: make another one primary first, with `cosse pod host primary`",
            known.host
        )));
    }
    hosts::remove(database, &pod.id, &known.host, &by()).await?;
    println!("{} is not a host name of {} any more", known.host, pod.host);
    Ok(())
}

async fn primary(database: &Database, One { host, pod }: One) -> Result<(), CommandError> {
    let (pod, known) = known(database, &host, &pod).await?;
    if !known.served {
        return Err(CommandError::Said(format!(
            "{} is not served, so that no link can lead there: prove it first, with `cosse pod host check`",
            known.host
        )));
    }
    hosts::set_primary(database, &pod.id, &known.host, &by()).await?;
    println!("{} is the primary host name now", known.host);
    Ok(())
}

async fn check(
    database: &Database,
    settings: &NameSettings,
    One { host, pod }: One,
) -> Result<(), CommandError> {
    let (pod, Host { host, proof, .. }) = known(database, &host, &pod).await?;
    let Some(proof) = proof else {
        println!("{host} is served, and needs no record");
        return Ok(());
    };
    let texts = Texts::new(settings.dns);
    let Seen { footing, said } = proofs::look(database, &texts, &pod.id, &host, &proof.token, &by()).await?;
    if footing == Footing::Proven && said.is_ok() {
        println!("{host} is proven, and served");
        return Ok(());
    }
    let seen = match said {
        Ok(texts) if texts.is_empty() => "there is none".to_owned(),
        Ok(texts) => format!("it says {}", texts.join(" and ")),
        Err(error) => format!("the name servers did not answer: {error}"),
    };
    Err(CommandError::Said(format!(
        "{host} is {footing}. Its DNS must have this record, and {seen}:\n\n    {}",
        proofs::zone_line(&host, &proof.token)
    )))
}

async fn list(database: &Database, pod: &str, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, pod).await?;
    let all = hosts::of_pod(database, &pod.id).await?;
    print_all(&all, as_json, proofs::describe, line);
    Ok(())
}

fn line(host: &Host) -> String {
    let primary = if host.is_primary { "primary" } else { "" };
    format!("{:<40} {:<9} {primary}", host.host, host.footing().as_str())
}

/// The pod, and what is known of its host name.
async fn known(database: &Database, host: &str, pod: &str) -> Result<(Pod, Host), CommandError> {
    let pod = find(database, pod).await?;
    let read = directory::host_name::parse(host).map_or_else(|_| host.to_owned(), String::from);
    let all = hosts::of_pod(database, &pod.id).await?;
    let found = all.into_iter().find(|known| known.host == read);
    let found = found.ok_or_else(|| {
        let advice = format!("`cosse pod host list --pod {}` shows all", pod.host);
        CommandError::Said(format!("{host} is no host name of {}; {advice}", pod.host))
    })?;
    Ok((pod, found))
}
