//! What those who run a pod do to an account that Cosse looks after: the same by the console, by programs and on the command line.

use super::{accounts::NO_PROSODY, runs_more};
use crate::prosody::{Prosody, ProsodyError};
use model::{
    Database,
    accounts::{self, Wish},
    audit::By,
    domains,
    invites::Code,
    members::Member,
    recoveries,
};

/// Why nothing is done to an account.
#[derive(Debug, thiserror::Error)]
pub enum Unkept {
    /// It is another server's, or of another pod on this one.
    #[error("the account is not one that Cosse looks after for this pod: its own server has the say over it")]
    Elsewhere,
    /// It runs more than the pod, and whoever had it would, too.
    #[error("the account runs more than this pod: nobody who runs only this one has a say over it")]
    RunsMore,
    /// Nobody can do it.
    #[error("{}", NO_PROSODY)]
    NoProsody,
    /// Its server does not do it.
    #[error("{0}")]
    Away(ProsodyError),
    /// The database's answer.
    #[error("the database: {0}")]
    Model(#[from] model::Error),
}

impl From<ProsodyError> for Unkept {
    fn from(error: ProsodyError) -> Self {
        match error {
            ProsodyError::Missing(_) => Self::Elsewhere,
            error => Self::Away(error),
        }
    }
}

/// Has an account sign in nowhere, or again, and writes it down.
///
/// # Errors
/// Why it is not done.
pub async fn turn(
    database: &Database,
    prosody: Option<&Prosody>,
    member: &Member,
    wish: Wish,
    by: &By,
) -> Result<(), Unkept> {
    let prosody = keeper(database, prosody, member).await?;
    match wish {
        Wish::Suspended => prosody.suspend(&member.pod_id, &member.jid).await?,
        Wish::Active => prosody.resume(&member.pod_id, &member.jid).await?,
    }
    Ok(accounts::said(database, &member.pod_id, wish, &member.jid, by).await?)
}

/// Makes a link by which a member sets another password. It is told this once.
///
/// # Errors
/// Why it is not made.
pub async fn link(
    database: &Database,
    prosody: Option<&Prosody>,
    member: &Member,
    by: &By,
) -> Result<Code, Unkept> {
    let prosody = keeper(database, prosody, member).await?;
    // a link for an account that is another pod's would promise too much
    prosody.account(&member.pod_id, &member.jid).await?;
    Ok(recoveries::issue(database, &member.owner(), by).await?)
}

/// What looks after a member's account, if anything here does.
async fn keeper<'a>(
    database: &Database,
    prosody: Option<&'a Prosody>,
    member: &Member,
) -> Result<&'a Prosody, Unkept> {
    if !domains::of(database, &member.pod_id).await?.keeps(&member.jid) {
        return Err(Unkept::Elsewhere);
    }
    // whoever has such an account has its rights everywhere
    if runs_more(database, &member.pod_id, &member.jid).await? {
        return Err(Unkept::RunsMore);
    }
    prosody.ok_or(Unkept::NoProsody)
}
