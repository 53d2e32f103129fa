//! `cosse doctor`: checks everything that `serve` needs, with a line of advice for each fault.

mod of_pod;
mod of_processes;

use super::{CommandError, serve};
use crate::{
    bundle::Bundle,
    federation::opened,
    listings::{current, seal, signer},
    naming::Naming,
    settings::ServeSettings,
};
use clap::{
    Args,
    builder::{OsStringValueParser, TypedValueParser},
};
use jid::BareJid;
use model::{
    Database,
    audit::{self, deployment},
    domains, federation,
    hosts::{self, Footing},
    listings, pods,
};
use pool::Network;
use std::{path::PathBuf, sync::Arc};

/// For how long the directory's key should still sign: those who were away when it was followed by another are led on for as long.
const LED_ON: time::Duration = time::Duration::days(366);

/// `cosse doctor`, with the settings of `serve`.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Looks at the XMPP domain of this pod alone, and says what it lacks: one of the pod's host names.
    #[arg(long)]
    pod: Option<String>,

    /// An account of the pod's own server, which is asked what it offers.
    #[arg(long = "as", requires = "password_file")]
    account: Option<BareJid>,

    /// The file with the password of that account.
    #[arg(long, value_parser = OsStringValueParser::new().map(PathBuf::from))]
    password_file: Option<PathBuf>,

    #[command(flatten)]
    settings: ServeSettings,
}

/// One check: what was looked at, and what is wrong with it.
struct Finding {
    what: String,
    fault: Option<String>,
}

/// Prints a line for each check.
///
/// # Errors
/// A sentence when anything is wrong, so that scripts see it.
pub async fn run(database: &str, doctor: &Doctor) -> Result<(), CommandError> {
    let findings = match &doctor.pod {
        Some(host) => {
            let network = serve::xmpp_network(&doctor.settings)?;
            of_pod::look(&super::open(database).await?, &network, doctor, host).await?
        }
        None => everything(database, &doctor.settings).await?,
    };
    let faults = findings.iter().filter(|finding| finding.fault.is_some()).count();
    findings.iter().for_each(Finding::print);
    match faults {
        0 => Ok(()),
        1 => Err(CommandError::Said("one thing needs attention".to_owned())),
        _ => Err(CommandError::Said(format!("{faults} things need attention"))),
    }
}

async fn everything(database: &str, settings: &ServeSettings) -> Result<Vec<Finding>, CommandError> {
    let mut findings = vec![
        finding("the web bundle", Bundle::load()),
        finding("the key", serve::load_key(settings)),
        finding("the origin", serve::origins(settings)),
        finding("the pods' domains", Naming::new(&settings.names)),
    ];
    findings.extend(mail(settings).await);
    let network = serve::xmpp_network(settings);
    let opened = super::open(database).await;
    if let Ok(database) = &opened {
        findings.push(finding("the roles and Redis", serve::bus(database, settings, "doctor").await));
    }
    if let Ok(database) = &opened {
        findings.push(deployment_log(database).await?);
        findings.extend(audit_logs(database).await?);
        findings.extend(host_names(database).await?);
        findings.extend(of_processes::look(database, settings.smtp().is_some()).await?);
        findings.extend(pod_keys(database, settings).await?);
        findings.extend(directory_key(database, settings).await?);
    }
    if let (Ok(database), Ok(network)) = (&opened, &network) {
        findings.extend(servers(database, network).await?);
    }
    findings.extend(messenger(settings).await);
    findings.push(finding("the XMPP settings", network));
    findings.push(finding("the database", opened));
    findings.extend(prosody(settings).await);
    Ok(findings)
}

/// Our module of the deployment's Prosody, if one is named: does it answer?
async fn prosody(settings: &ServeSettings) -> Option<Finding> {
    let fault = match serve::prosody(&settings.domains) {
        Ok(None) => return None,
        Ok(Some(prosody)) => prosody.health().await.err().map(|error| error.to_string()),
        Err(error) => Some(error.to_string()),
    };
    Some(Finding { what: "our module of Prosody".to_owned(), fault })
}

/// The mail server, if one is named: can it be reached, and does it let us in?
async fn mail(settings: &ServeSettings) -> Option<Finding> {
    let mailer = serve::origins(settings).and_then(|origins| serve::mailer(settings, origins.platform()));
    let fault = match mailer {
        Ok(None) => return None,
        Ok(Some(mailer)) => mailer.server().look().await.err().map(|why| {
            format!("{why}; is it running, and are host, port, name and password in --smtp right?")
        }),
        Err(error) => Some(error.to_string()),
    };
    Some(Finding { what: "the mail server".to_owned(), fault })
}

/// The account that sends notices, if one is named: does its server let it in?
async fn messenger(settings: &ServeSettings) -> Option<Finding> {
    let network = serve::xmpp_network(settings).ok()?;
    let origins = serve::origins(settings).ok()?;
    let fault = match serve::messenger(settings, &Arc::new(network), &origins) {
        Ok(Some(messenger)) => messenger.look().await.err().map(|error| {
            let advice = if error.needs_password() {
                "does the account exist, and is its password in --notices-password-file?"
            } else {
                "is its server running, and is DNS or --xmpp-host right?"
            };
            format!("{error}; {advice}")
        }),
        // it does not send them here
        Ok(None) => return None,
        Err(error) => Some(error.to_string()),
    };
    Some(Finding { what: "the account that sends notices".to_owned(), fault })
}

/// The deployment's own audit log, as those of the pods.
async fn deployment_log(database: &Database) -> Result<Finding, CommandError> {
    let head = deployment::head(database).await?;
    let broken = deployment::first_broken(database).await?;
    Ok(log_finding("the deployment", head, broken))
}

fn log_finding(whose: &str, head: Option<(i64, Vec<u8>)>, broken: Option<i64>) -> Finding {
    let end = match head {
        Some((number, hash)) => format!("{number} entries, {}", hex::encode(hash)),
        None => "no entries".to_owned(),
    };
    let fault = broken.map(|number| {
        format!("entry {number} was changed, taken out or put in by hand; compare it with a backup")
    });
    Finding { what: format!("the audit log of {whose} ({end})"), fault }
}

/// Each pod's audit log: is it as it was written? Its end is told, so that it can be kept where nobody changes it.
async fn audit_logs(database: &Database) -> Result<Vec<Finding>, CommandError> {
    let mut findings = Vec::new();
    for pod in pods::list(database).await? {
        let head = audit::head(database, &pod.id).await?;
        let broken = audit::first_broken(database, &pod.id).await?;
        findings.push(log_finding(&pod.host, head, broken));
    }
    Ok(findings)
}

/// Each host name that needs a record in DNS: was it there when it was last looked for?
async fn host_names(database: &Database) -> Result<Vec<Finding>, CommandError> {
    let mut findings = Vec::new();
    for pod in pods::list(database).await? {
        for host in hosts::of_pod(database, &pod.id).await?.iter().filter(|host| host.proof.is_some()) {
            let advice = || {
                let footing = host.footing();
                let check = format!("`cosse pod host check {} --pod {}`", host.host, pod.host);
                format!("it is {footing}: {check} says which record its DNS must have")
            };
            let fault = (host.footing() != Footing::Proven).then(advice);
            findings.push(Finding { what: format!("the host name {}", host.host), fault });
        }
    }
    Ok(findings)
}

/// Each pod's key that signs its listing: can it be opened with the deployment's?
async fn pod_keys(database: &Database, settings: &ServeSettings) -> Result<Vec<Finding>, CommandError> {
    // where there is none, that is another finding
    let Ok(key) = serve::load_key(settings) else { return Ok(Vec::new()) };
    let (seal, now, mut findings) = (seal(&key), super::by().at, Vec::new());
    for pod in pods::list(database).await? {
        let keys = listings::keys(database, &pod.id).await?;
        for key in current(&keys, now).iter().take(1) {
            let what = format!("the key of {} ({})", pod.host, key.kid);
            findings.push(finding(&what, signer(&seal, &pod.id, key)));
        }
    }
    Ok(findings)
}

/// The key by which the directory signs, if it has one yet: can it be opened with the deployment's, and does it sign for long enough?
async fn directory_key(
    database: &Database,
    settings: &ServeSettings,
) -> Result<Option<Finding>, CommandError> {
    // where there is none, that is another finding
    let Ok(key) = serve::load_key(settings) else { return Ok(None) };
    let own = federation::own(database).await?;
    if own.kid.is_empty() {
        return Ok(None);
    }
    let fault = match opened(&seal(&key), &own) {
        Err(error) => Some(error.to_string()),
        Ok(_) if own.not_after() < (super::by().at + LED_ON).date() => Some(format!(
            "it signs until {}, and leads nobody to another after that: `cosse directory key rotate`",
            own.not_after()
        )),
        Ok(_) => None,
    };
    Ok(Some(Finding { what: format!("the key of the directory ({})", own.kid), fault }))
}

/// Each pod's own XMPP server: can it be reached, and does it make accounts as the pod promises?
async fn servers(database: &Database, network: &Network) -> Result<Vec<Finding>, CommandError> {
    let mut findings = Vec::new();
    for pod in pods::list(database).await? {
        let Some(domain) = &pod.xmpp_domain else { continue };
        let kept = domains::of(database, &pod.id).await?;
        let fault = of_pod::accounts(network, &pod, &kept, domain).await;
        findings.push(Finding { what: format!("the XMPP server {domain} of {}", pod.host), fault });
    }
    Ok(findings)
}

fn finding<T, E: std::fmt::Display>(what: &str, result: Result<T, E>) -> Finding {
    Finding { what: what.to_owned(), fault: result.err().map(|error| error.to_string()) }
}

impl Finding {
    fn print(&self) {
        match &self.fault {
            None => println!("good   {}", self.what),
            Some(fault) => println!("FAULT  {}: {fault}", self.what),
        }
    }
}
