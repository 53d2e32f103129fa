//! What the deployment's Prosody still has of a pod: a domain that it gave up, and an account that is to sign in again.

use crate::{
    app::App,
    prosody::{Prosody, ProsodyError},
};
use jid::{BareJid, DomainPart};
use model::{
    accounts::{self, Wish},
    audit::By,
    domains,
    pods::Pod,
};

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// The pod has its accounts there.
    #[error("the pod has its accounts on this domain: give it another one first")]
    InUse,
    /// Nobody serves domains.
    #[error("this deployment has no --prosody-admin, so nobody serves domains for it")]
    NoProsody,
    /// Prosody did not do it.
    #[error(transparent)]
    Prosody(#[from] ProsodyError),
    /// The database's own.
    #[error(transparent)]
    Model(#[from] model::Error),
}

/// Takes a pod off a domain that is its own no longer.
///
/// # Errors
/// [`NotDone`].
pub async fn leave(app: &App, pod: &Pod, domain: &DomainPart, by: &By) -> Result<(), NotDone> {
    // as it is at this moment: it may just have been given the domain again
    let now = domains::of(&app.database, &pod.id).await?;
    if now.domain.as_ref() == Some(domain) {
        return Err(NotDone::InUse);
    }
    prosody(app)?.leave(domain, &pod.id).await?;
    Ok(domains::dropped(&app.database, &pod.id, domain, by).await?)
}

/// Has an account sign in again, also one whose member was removed.
///
/// # Errors
/// [`NotDone`].
pub async fn resume(app: &App, pod: &Pod, jid: &BareJid, by: &By) -> Result<(), NotDone> {
    prosody(app)?.resume(&pod.id, jid).await?;
    Ok(accounts::said(&app.database, &pod.id, Wish::Active, jid, by).await?)
}

fn prosody(app: &App) -> Result<&Prosody, NotDone> {
    app.prosody.as_ref().ok_or(NotDone::NoProsody)
}
