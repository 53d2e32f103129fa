//! `cosse doctor --pod`: what a pod's XMPP domain lacks.

use super::{Doctor, Finding};
use crate::{
    commands::{CommandError, pods::find, serve},
    prosody::Prosody,
};
use jid::{BareJid, DomainPart};
use model::{
    Database,
    domains::{self, PodDomain, Standing},
    pods::{Pod, Registration},
};
use pool::{Network, offers::Offer};

/// Clients hear nothing of invitations then.
const OLD: &str =
    "it is older than this program: copy ops/prosody-modules/mod_cosse_admin.lua again, and restart Prosody";

const CLOSE: &str = "anybody can make accounts there, past the pod's rules: close in-band registration";
const ALLOW: &str = "the pod is open, but the server makes no accounts: allow in-band registration";

/// What there is to find, with a line of advice for each fault.
///
/// # Errors
/// A sentence that says what cannot be looked at.
pub(super) async fn look(
    database: &Database,
    network: &Network,
    doctor: &Doctor,
    host: &str,
) -> Result<Vec<Finding>, CommandError> {
    let pod = find(database, host).await?;
    let domain = domains::of(database, &pod.id).await?;
    let Some(name) = domain.domain.clone() else {
        let what = format!("{host} has no XMPP domain: accounts come from elsewhere");
        return Ok(vec![Finding { what, fault: None }]);
    };
    let mut findings = vec![Finding {
        what: format!("{name} is reached, and makes accounts as the pod's rules say"),
        fault: accounts(network, &pod, &domain, &name).await,
    }];
    if domain.is_ours() {
        findings.extend(kept(doctor, &pod, &domain, &name).await?);
    } else {
        findings.extend(own(network, doctor, &name).await?);
    }
    Ok(findings)
}

/// Why nobody reaches the server of a pod's domain, or what is wrong with how it makes accounts.
pub(super) async fn accounts(
    network: &Network,
    pod: &Pod,
    domain: &PodDomain,
    name: &DomainPart,
) -> Option<String> {
    let makes = match pool::registration_is_offered(network, name).await {
        Ok(makes) => makes,
        Err(error) => return Some(format!("{error}; is it running, and is DNS or --xmpp-host right?")),
    };
    let fault = match (makes, pod.registration) {
        (true, _) if domain.is_ours() => CLOSE,
        (true, Registration::Closed) => CLOSE,
        (false, Registration::Open | Registration::Confirmed) if !domain.is_ours() => ALLOW,
        // who is let in may get an account there, or bring one
        _ => return None,
    };
    Some(fault.to_owned())
}

/// A domain that Cosse makes.
async fn kept(
    doctor: &Doctor,
    pod: &Pod,
    domain: &PodDomain,
    name: &DomainPart,
) -> Result<Vec<Finding>, CommandError> {
    let standing = match domain.standing {
        Standing::Ready => None,
        standing => Some(format!("it is {standing}: {}", domain.reason)),
    };
    let mut findings =
        vec![Finding { what: format!("the domain of {} is ready", pod.host), fault: standing }];
    let advice = |error: String| format!("{error}. See docs/operating.md, \"XMPP domains\"");
    match serve::prosody(&doctor.settings.domains)? {
        Some(prosody) => findings.extend(module(&prosody, name).await),
        None => findings.push(Finding {
            what: "our module of Prosody".to_owned(),
            fault: Some(advice("there is no --prosody-admin".to_owned())),
        }),
    }
    Ok(findings)
}

async fn module(prosody: &Prosody, domain: &DomainPart) -> Vec<Finding> {
    let health = prosody.health().await;
    let what = match &health {
        Ok(health) => format!("our module of Prosody {}, with {} hosts", health.prosody, health.hosts),
        Err(_) => "our module of Prosody".to_owned(),
    };
    let fault = match &health {
        Ok(health) => (!health.questions).then(|| OLD.to_owned()),
        Err(error) => Some(error.to_string()),
    };
    let mut findings = vec![Finding { what, fault }];
    if health.is_ok() {
        let there = prosody.host(domain).await;
        let fault =
            there.err().map(|error| format!("{error}; it is made again within seconds while `serve` runs"));
        findings.push(Finding { what: format!("the host {domain} at Prosody"), fault });
    }
    findings
}

/// A server that this deployment does not run: it is asked what it offers by an account of it.
async fn own(network: &Network, doctor: &Doctor, domain: &DomainPart) -> Result<Vec<Finding>, CommandError> {
    let limits = Finding {
        what: format!(
            "of {domain}, which this deployment does not run, the limits of members and media hold on the pod's pages only"
        ),
        fault: None,
    };
    let Some((jid, password)) = account(doctor)? else {
        let what = format!(
            "what {domain} offers is told to its accounts only: name one with --as and --password-file"
        );
        return Ok(vec![limits, Finding { what, fault: None }]);
    };
    let lacking = match pool::offers::lacking(network, &jid, &password).await {
        Ok(lacking) => lacking,
        Err(error) => {
            let what = format!("what {domain} offers to {jid}");
            return Ok(vec![limits, Finding { what, fault: Some(error.to_string()) }]);
        }
    };
    let offers = Offer::ALL.into_iter().map(|offer| {
        let (what, advice) = words(offer);
        let fault = lacking.contains(&offer).then(|| advice.to_owned());
        Finding { what: format!("{domain} offers {what}"), fault }
    });
    Ok(std::iter::once(limits).chain(offers).collect())
}

fn account(doctor: &Doctor) -> Result<Option<(BareJid, String)>, CommandError> {
    let (Some(jid), Some(file)) = (&doctor.account, &doctor.password_file) else { return Ok(None) };
    let password = std::fs::read_to_string(file)
        .map_err(|cause| CommandError::Io { what: format!("--password-file {}", file.display()), cause })?;
    Ok(Some((jid.clone(), password.trim_end_matches(['\r', '\n']).to_owned())))
}

/// What it is called, and what to do where it is lacking.
fn words(offer: Offer) -> (&'static str, &'static str) {
    match offer {
        Offer::Pep => (
            "personal nodes (XEP-0163)",
            "without them nobody posts: turn on mod_pep (Prosody), or mod_pubsub with its plugin pep (ejabberd)",
        ),
        Offer::Archive => (
            "archives (XEP-0313)",
            "without them messages are lost that are older than the pod keeps them: turn on mod_mam",
        ),
        Offer::Resumption => (
            "streams that go on after a cut (XEP-0198)",
            "without them a cut costs what was under way: turn on mod_smacks, or mod_stream_mgmt",
        ),
        Offer::Carbons => (
            "copies of what other clients say (XEP-0280)",
            "without them the pod does not show what is written elsewhere: turn on mod_carbons, or mod_carboncopy",
        ),
        Offer::Blocking => {
            ("blocking (XEP-0191)", "turn on mod_blocklist (Prosody) or mod_blocking (ejabberd)")
        }
        Offer::Upload => (
            "uploads (XEP-0363)",
            "without them other apps send no pictures: turn on mod_http_file_share, or mod_http_upload",
        ),
        Offer::Rooms => ("rooms (XEP-0045)", "turn on mod_muc, on a domain as rooms.… of its own"),
        Offer::Nodes => {
            ("nodes for communities (XEP-0060)", "turn on mod_pubsub, on a domain as pubsub.… of its own")
        }
    }
}
