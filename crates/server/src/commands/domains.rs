//! `cosse pod domain …`: whose server has a pod's accounts, from the command line.

use super::{CommandError, by, pods::find_in_any_state as find, serve, word};
use crate::{prosody::Prosody, settings::DomainSettings};
use clap::{Args, Subcommand};
use jid::{BareJid, DomainPart};
use model::{
    Database,
    accounts::{self, Wish},
    domains::{self, Kind, PodDomain, Standing},
    pods::Pod,
};
use serde_json::json;
use time::format_description::well_known::Rfc3339;

/// That another pod has a domain.
pub const TAKEN: &str = "another pod has this domain; a managed one is one pod's alone, a shared one is shared by all that have it";

/// What can be done with the XMPP domains of pods.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Gives a pod another XMPP domain.
    Set(Set),
    /// Shows how a pod's XMPP domain is.
    Show {
        /// One of the pod's host names.
        host: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Takes a pod off a domain of the deployment's Prosody that is its own no longer. A domain without pods is served no longer; its
    /// accounts stay on Prosody's disk.
    Drop {
        /// One of the pod's host names.
        host: String,
        /// The domain.
        domain: DomainPart,
        /// Does not ask Prosody, where it is gone for good or lets go of nothing: what was lent there counts no longer against the pod's
        /// media. If it is there after all, it serves the domain still, and what people upload there is beyond the pod's limit.
        #[arg(long)]
        unreachable: bool,
        #[command(flatten)]
        settings: DomainSettings,
    },
    /// Has an account of a pod sign in again that was suspended, also one whose member was removed.
    Resume {
        /// One of the pod's host names.
        host: String,
        /// The account.
        jid: BareJid,
        #[command(flatten)]
        settings: DomainSettings,
    },
}

/// Which domain a pod is given.
#[derive(Debug, Args)]
pub struct Set {
    /// One of the pod's host names.
    host: String,
    /// Whose it is: none (accounts come from elsewhere), shared (with other pods, on the deployment's Prosody), managed (the pod's
    /// alone, on the deployment's Prosody) or own (a server that this deployment does not run).
    #[arg(value_parser = word::<Kind>)]
    kind: Kind,
    /// The domain. Of managed the pod's primary host name if it is left out, of shared --shared-domain.
    domain: Option<DomainPart>,
    /// Bytes of one upload at most; on a managed or shared domain from any client.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=model::plans::MOST_BYTES))]
    upload_max: Option<i64>,
    #[command(flatten)]
    settings: DomainSettings,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Set(set) => self::set(database, set).await,
        Command::Show { host, json } => show(database, &host, json).await,
        Command::Drop { host, domain, unreachable, settings } => {
            drop_domain(database, &host, &domain, (!unreachable).then_some(&settings)).await
        }
        Command::Resume { host, jid, settings } => resume(database, &host, &jid, &settings).await,
    }
}

/// What there is to say of a pod's domain, name by name.
///
/// # Errors
/// The database's.
pub async fn describe(database: &Database, pod: &Pod) -> Result<serde_json::Value, CommandError> {
    let PodDomain { kind, domain, standing, reason, since } = domains::of(database, &pod.id).await?;
    let in_vain = accounts::in_vain(database, &pod.id).await?;
    Ok(json!({
        "kind": kind.as_str(),
        "domain": domain.map(|domain| domain.to_string()),
        "standing": standing.as_str(),
        "reason": reason,
        "since": since.format(&Rfc3339).unwrap_or_default(),
        "upload_max": domains::upload_max(database, &pod.id).await?,
        "accounts_in_vain": in_vain.accounts,
        "accounts_reason": in_vain.reason,
    }))
}

async fn set(database: &Database, set: Set) -> Result<(), CommandError> {
    let Set { host, kind, domain, upload_max, settings } = set;
    let pod = find(database, &host).await?;
    let domain = match domain {
        Some(domain) => Some(domain),
        None => otherwise(&pod, kind, &settings)?,
    };
    domains::set(database, &pod.id, kind, domain.as_ref(), &by()).await.map_err(|error| match error {
        model::Error::Taken(_) => CommandError::Said(TAKEN.to_owned()),
        error => error.into(),
    })?;
    if let Some(bytes) = upload_max {
        domains::set_upload_max(database, &pod.id, bytes, &by()).await?;
    }
    let now = domains::of(database, &pod.id).await?;
    println!("{} has {}", pod.host, in_words(&now));
    if now.standing == Standing::Preparing {
        println!("it is being prepared: `cosse pod domain show {host}` says when it is ready");
    }
    Ok(())
}

/// The domain that is meant where none is named.
fn otherwise(pod: &Pod, kind: Kind, settings: &DomainSettings) -> Result<Option<DomainPart>, CommandError> {
    match kind {
        Kind::None => Ok(None),
        Kind::Managed => {
            let domain = pod.host.parse::<DomainPart>();
            domain.map(Some).map_err(|error| CommandError::Said(format!("{}: {error}", pod.host)))
        }
        Kind::Shared => match serve::shared_domain(settings)? {
            Some(domain) => Ok(Some(domain)),
            None => Err(CommandError::Said("name the domain, or set --shared-domain".to_owned())),
        },
        Kind::Own => Err(CommandError::Said("name the domain of the pod's own server".to_owned())),
    }
}

async fn show(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let shown = describe(database, &pod).await?;
    if as_json {
        println!("{shown}");
        return Ok(());
    }
    for (name, value) in shown.as_object().into_iter().flatten() {
        println!("{name:<18} {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }
    Ok(())
}

/// Without settings nobody asks Prosody.
async fn drop_domain(
    database: &Database,
    host: &str,
    domain: &DomainPart,
    settings: Option<&DomainSettings>,
) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    if pod.xmpp_domain.as_ref() == Some(domain) {
        return Err(CommandError::Said(format!(
            "{host} has its accounts on {domain}: give it another domain first, with `cosse pod domain set`"
        )));
    }
    if let Some(settings) = settings {
        let left = prosody(settings)?.leave(domain, &pod.id).await;
        left.map_err(|error| CommandError::Said(error.to_string()))?;
    }
    domains::dropped(database, &pod.id, domain, &by()).await?;
    if settings.is_some() {
        println!("{host} has nothing on {domain} any more");
    } else {
        println!("what {host} had on {domain} counts no longer; Prosody was not asked, and serves it still");
    }
    Ok(())
}

async fn resume(
    database: &Database,
    host: &str,
    jid: &BareJid,
    settings: &DomainSettings,
) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let resumed = prosody(settings)?.resume(&pod.id, jid).await;
    resumed.map_err(|error| CommandError::Said(error.to_string()))?;
    accounts::said(database, &pod.id, Wish::Active, jid, &by()).await?;
    println!("{jid} signs in again");
    Ok(())
}

fn prosody(settings: &DomainSettings) -> Result<Prosody, CommandError> {
    serve::prosody(settings)?.ok_or_else(|| {
        CommandError::Said(
            "there is no --prosody-admin, so nobody serves domains for this deployment".to_owned(),
        )
    })
}

fn in_words(domain: &PodDomain) -> String {
    match &domain.domain {
        Some(name) => format!("{name} ({})", domain.kind),
        None => "no XMPP domain".to_owned(),
    }
}
