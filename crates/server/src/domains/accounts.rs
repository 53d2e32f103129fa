//! Accounts of pods' domains at Prosody: suspended, let in again, and deleted. What is wished is said until it is done.

use super::{AT_ONCE, MOST, is_fresh, runs_more};
use crate::{
    app::App,
    prosody::{Prosody, ProsodyError},
};
use futures::{StreamExt, stream};
use jid::BareJid;
use model::{
    Database, PodId,
    accounts::{self, InVain, Order, Removal, Wish},
    audit::{Act, By},
    departures::{self, Account, Fate},
    domains,
    members::{self, Member},
};
use ui::components::AccountsInVain;

/// Nobody can do it.
pub(super) const NO_PROSODY: &str =
    "this deployment has no --prosody-admin, so nobody has a say over accounts";

/// What became of the account of a member who was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// It signs in nowhere, or nobody here has a say over it.
    Settled,
    /// Its server did not do it; that is said again until it does.
    Later,
    /// Nobody can suspend it: the deployment has no Prosody any more.
    Never,
}

/// Says what is due of what is wished.
///
/// # Errors
/// The database's own.
pub async fn settle(app: &App) -> Result<(), model::Error> {
    let taken = (app.now)();
    let due = accounts::due(&app.database, taken, MOST).await?;
    stream::iter(due)
        .for_each_concurrent(AT_ONCE, |order| async move {
            if is_fresh(app, taken) {
                one(app, order).await;
            }
        })
        .await;
    Ok(())
}

/// Accounts of a pod whose server has not done what is wished of them.
///
/// # Errors
/// The database's own.
pub async fn in_vain(database: &Database, pod: &PodId) -> Result<Option<AccountsInVain>, model::Error> {
    let InVain { accounts, reason } = accounts::in_vain(database, pod).await?;
    let accounts = u64::try_from(accounts).unwrap_or_default();
    Ok((accounts > 0).then_some(AccountsInVain { accounts, reason }))
}

/// Removes a member, after her account was suspended, if it is one of her pod's own: it would go on in other apps. If she is not removed
/// after all, the account signs in again within minutes, whatever happens to this process.
///
/// # Errors
/// As `members::expel`.
pub async fn remove(app: &App, member: &Member, by: &By) -> Result<Shut, model::Error> {
    let shut = shut_out(app, member, by).await?;
    let removal = if shut == Shut::Later { Removal::ToSuspend } else { Removal::Settled };
    members::expel(&app.database, &member.owner(), removal, by).await?;
    Ok(shut)
}

/// Deletes the account of who has left and wished so, whatever its password is by now, and then what the pod keeps of her; whether nothing
/// is left to do. False of an account that Cosse does not look after for the pod, and where its server did not do it.
///
/// # Errors
/// The database's own.
pub async fn delete(app: &App, account: &Account) -> Result<bool, model::Error> {
    let (database, owner, jid) = (&app.database, &account.owner, &account.jid);
    let keeps = domains::of(database, &owner.pod).await?.keeps(jid);
    let Some(prosody) = app.prosody.as_ref().filter(|_| keeps) else { return Ok(false) };
    // she may be kept out since: then the days begin anew
    if departures::account_due(database, owner, (app.now)()).await?.is_none() {
        return Ok(true);
    }
    if let Err(error) = prosody.delete_account(&owner.pod, jid).await {
        tracing::warn!(%error, %jid, "Prosody did not delete an account");
        return Ok(false);
    }
    tracing::info!(%jid, "an account was deleted");
    departures::complete(database, owner, Fate::Deleted, (app.now)()).await?;
    Ok(true)
}

/// One that runs more than the pod is let be.
async fn shut_out(app: &App, member: &Member, by: &By) -> Result<Shut, model::Error> {
    let (database, pod, jid) = (&app.database, &member.pod_id, &member.jid);
    if !domains::of(database, pod).await?.keeps(jid) || runs_more(database, pod, jid).await? {
        return Ok(Shut::Settled);
    }
    let Some(prosody) = &app.prosody else {
        tracing::warn!(%jid, "a member is removed, and {NO_PROSODY}: the account goes on in other apps");
        return Ok(Shut::Never);
    };
    match prosody.account(pod, jid).await {
        // one that rests, or broke off in the form, would let her come back
        Ok(account) if account.gone || (account.suspended && !account.left && !account.unfinished) => {
            return Ok(Shut::Settled);
        }
        Ok(_) => {}
        Err(error) => return refused(app, prosody, member, &error).await,
    }
    accounts::promise(database, &member.owner(), jid, by).await?;
    match prosody.suspend(pod, jid).await {
        Ok(()) => {
            domains::note_account(database, pod, Act::AccountSuspend, jid, by).await?;
            Ok(Shut::Settled)
        }
        Err(error) => refused(app, prosody, member, &error).await,
    }
}

async fn refused(
    app: &App,
    prosody: &Prosody,
    member: &Member,
    error: &ProsodyError,
) -> Result<Shut, model::Error> {
    if is_none(app, prosody, &member.pod_id, &member.jid, error).await? {
        return Ok(Shut::Settled);
    }
    tracing::warn!(%error, jid = %member.jid, "the account of a member who is removed is suspended later");
    Ok(Shut::Later)
}

/// Whether the pod has no such account, as it was deleted or is another pod's, so that nothing will ever be done. A domain that Prosody
/// has lost is made again within seconds, and its accounts with it.
async fn is_none(
    app: &App,
    prosody: &Prosody,
    pod: &PodId,
    jid: &BareJid,
    error: &ProsodyError,
) -> Result<bool, model::Error> {
    match error {
        ProsodyError::Wrong(_) => return Ok(true),
        ProsodyError::Missing(_) => {}
        _ => return Ok(false),
    }
    let domain = domains::of(&app.database, pod).await?;
    let Some(name) = domain.domain.as_ref().filter(|_| domain.keeps(jid)) else { return Ok(true) };
    Ok(prosody.host(name).await.is_ok())
}

async fn one(app: &App, order: Order) {
    let (database, now) = (&app.database, (app.now)());
    let settled = match say(app, &order).await {
        Ok(Ok(act)) => accounts::done(database, &order, act, now).await,
        Ok(Err(reason)) => {
            tracing::warn!(reason, jid = %order.jid, "an account's server did not do as it was asked");
            accounts::failed(database, &order, &reason, now).await
        }
        Err(error) => Err(error),
    };
    if let Err(error) = settled {
        tracing::warn!(%error, jid = %order.jid, "what became of an account was not written down");
    }
}

/// What was done, if it was anything; or why it was not.
async fn say(app: &App, order: &Order) -> Result<Result<Option<Act>, String>, model::Error> {
    let Order { pod, jid, wish, .. } = order;
    if *wish == Wish::Suspended && runs_more(&app.database, pod, jid).await? {
        return Ok(Ok(None));
    }
    let Some(prosody) = &app.prosody else { return Ok(Err(NO_PROSODY.to_owned())) };
    let (said, act) = match wish {
        Wish::Suspended if order.is_of_who_left() => (prosody.rest(pod, jid).await, Act::AccountSuspend),
        Wish::Suspended => (prosody.suspend(pod, jid).await, Act::AccountSuspend),
        Wish::Active => (prosody.resume(pod, jid).await, Act::AccountResume),
    };
    let Err(error) = said else { return Ok(Ok(Some(act))) };
    let is_none = is_none(app, prosody, pod, jid, &error).await?;
    Ok(if is_none { Ok(None) } else { Err(error.to_string()) })
}
