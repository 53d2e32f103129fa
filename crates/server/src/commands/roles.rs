//! `cosse operator`, `cosse moderator`, `cosse admin`: who may do what.

use super::{
    CommandError, by, invites,
    pods::{find, log},
};
use crate::{domains, naming::NamingError, origins::Origins, settings::NameSettings};
use clap::Subcommand;
use jid::BareJid;
use model::{
    Database,
    admins::{self, links},
    pods::Pod,
    roles::{self, Role},
};

/// What can be done with a role on a pod.
#[derive(Debug, Subcommand)]
pub enum PodCommand {
    /// Gives the role.
    Grant {
        /// The account.
        jid: BareJid,
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
    /// Takes the role away.
    Revoke {
        /// The account.
        jid: BareJid,
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
    /// Lists who has it.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
}

/// What can be done with the deployment's admins.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Makes an account an admin.
    Grant {
        /// The account.
        jid: BareJid,
    },
    /// Takes the role away.
    Revoke {
        /// The account.
        jid: BareJid,
    },
    /// Lists the admins.
    List,
    /// Prints what was done to the deployment itself, by whom and when, the newest first.
    Audit {
        /// As JSON, one entry a line.
        #[arg(long)]
        json: bool,
        /// How many entries.
        #[arg(long, default_value_t = 50)]
        last: u32,
    },
    /// Prints a link by which an admin signs in once, within 24 hours, without her XMPP server.
    Link {
        /// The account.
        jid: BareJid,
        #[command(flatten)]
        names: NameSettings,
    },
}

/// Grants or revokes a role on a pod.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn of_pod(database: &Database, role: Role, command: PodCommand) -> Result<(), CommandError> {
    match command {
        PodCommand::Grant { jid, pod } => {
            let pod = find(database, &pod).await?;
            grant(database, &pod, &jid, role).await?;
        }
        PodCommand::Revoke { jid, pod } => {
            let pod = find(database, &pod).await?;
            roles::revoke(database, &pod.id, &jid, &by()).await?;
            println!("{jid} has no role on {} any more", pod.host);
        }
        PodCommand::List { pod } => {
            let pod = find(database, &pod).await?;
            let all = roles::list(database, &pod.id).await?;
            all.iter().filter(|holder| holder.role == role).for_each(|holder| println!("{}", holder.jid));
        }
    }
    Ok(())
}

/// Gives the role. Where Cosse is to make the account, whoever is the first to take the name would have it: she comes by a link.
async fn grant(database: &Database, pod: &Pod, jid: &BareJid, role: Role) -> Result<(), CommandError> {
    let is_to_come = domains::is_to_come(database, &pod.id, jid).await?;
    if is_to_come && role == Role::Moderator {
        return Err(CommandError::Said(format!(
            "nobody has come with the account {jid} yet: grant the role once it has signed up on {}",
            pod.host
        )));
    }
    roles::grant(database, &pod.id, jid, role, &by()).await?;
    println!("{jid} is {} of {}", role.as_str(), pod.host);
    if is_to_come {
        println!("nobody has the account yet, and its name is kept for whoever opens this within 14 days:");
        invites::hand_over(database, pod, None).await?;
    }
    Ok(())
}

/// Grants or revokes the role of an admin.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn of_deployment(database: &Database, command: AdminCommand) -> Result<(), CommandError> {
    match command {
        AdminCommand::Grant { jid } => {
            admins::grant(database, &jid, &by()).await?;
            println!("{jid} is an admin");
        }
        AdminCommand::Revoke { jid } => {
            admins::revoke(database, &jid, &by()).await.map_err(|error| match error {
                model::Error::LastAdmin => CommandError::Said(format!(
                    "{jid} is the last admin: make somebody else one first, with `cosse admin grant`"
                )),
                error => error.into(),
            })?;
            println!("{jid} is no admin any more");
        }
        AdminCommand::Link { jid, names } => {
            let origins = Origins::new(&names.origin).map_err(NamingError::from)?;
            let token = links::make(database, &jid, &by()).await.map_err(|error| match error {
                model::Error::NotFound(_) => CommandError::Said(format!(
                    "{jid} is no admin; `cosse admin grant {jid}` makes one of it"
                )),
                error => error.into(),
            })?;
            let origin = origins.of(origins.platform());
            println!("{}", ui::url::absolute(&origin, &ui::url::setup(&token.reveal())));
        }
        AdminCommand::Audit { json, last } => log::print_deployment(database, json, last).await?,
        AdminCommand::List => admins::list(database).await?.iter().for_each(|jid| println!("{jid}")),
    }
    Ok(())
}
