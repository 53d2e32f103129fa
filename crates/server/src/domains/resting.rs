//! Accounts of pods' domains that rest, since their owners have left: they sign in again when she comes back with her password.

use crate::{
    app::App,
    fault::Fault,
    prosody::{Prosody, ProsodyError},
};
use jid::BareJid;
use model::{
    InviteId, MemberId, PodId, accounts,
    audit::{Act, Actor, By},
    blocks, domains, members, roles,
};
use pool::SignInRefusal;

/// Signs an account in as the pool does, also one that rests, if this is its password and there is a place for its owner.
///
/// # Errors
/// As the pool's, and the database's own.
pub async fn sign_in(
    app: &App,
    pod: &PodId,
    jid: &BareJid,
    password: &str,
    keep: bool,
    invite: Option<InviteId>,
) -> Result<Result<MemberId, SignInRefusal>, Fault> {
    let signed = app.pool.sign_in(pod, jid, password, keep, invite).await?;
    if signed != Err(SignInRefusal::AccountDisabled) {
        return Ok(signed);
    }
    Ok(match wake(app, pod, jid, password).await? {
        Ok(()) => app.pool.sign_in(pod, jid, password, keep, invite).await?,
        Err(refusal) => Err(refusal),
    })
}

/// Has it sign in again. If she does not come in after all it rests again within minutes, whatever happens to this process.
async fn wake(
    app: &App,
    pod: &PodId,
    jid: &BareJid,
    password: &str,
) -> Result<Result<(), SignInRefusal>, model::Error> {
    let database = &app.database;
    let keeps = domains::of(database, pod).await?.keeps(jid);
    let Some(prosody) = app.prosody.as_ref().filter(|_| keeps) else {
        return Ok(Err(SignInRefusal::AccountDisabled));
    };
    let is_member = members::by_jid(database, pod, jid).await?.is_some();
    match rests_by(prosody, pod, jid, password, is_member).await {
        Ok(Some(true)) => {}
        Ok(Some(false)) => return Ok(Err(SignInRefusal::WrongPassword)),
        Ok(None) => return Ok(Err(SignInRefusal::AccountDisabled)),
        Err(error) => return Ok(Err(away(&error, jid))),
    }
    // she would come in nowhere but in other apps
    if let Some(block) = blocks::of(database, pod, jid, (app.now)()).await? {
        let ask = roles::operators(&app.database, pod).await?;
        return Ok(Err(SignInRefusal::Blocked { reason: block.reason, ask }));
    }
    if !is_member {
        accounts::promise_rest(database, pod, jid, (app.now)()).await?;
    }
    if let Err(error) = prosody.resume(pod, jid).await {
        return Ok(Err(away(&error, jid)));
    }
    let by = By { actor: Actor::Person(jid.clone()), at: (app.now)() };
    domains::note_account(database, pod, Act::AccountResume, jid, &by).await?;
    Ok(Ok(()))
}

/// Whether this is the password of an account that rests, or of a member's with which it broke off before it signed in for the first time;
/// nothing of another one.
async fn rests_by(
    prosody: &Prosody,
    pod: &PodId,
    jid: &BareJid,
    password: &str,
    is_member: bool,
) -> Result<Option<bool>, ProsodyError> {
    match prosody.account(pod, jid).await {
        Ok(account) if !account.gone && (account.left || is_member && account.unfinished) => {
            prosody.is_password(pod, jid, password).await.map(Some)
        }
        // one that is another pod's never rests for this one
        Ok(_) | Err(ProsodyError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn away(error: &ProsodyError, jid: &BareJid) -> SignInRefusal {
    tracing::warn!(%error, %jid, "whether an account rests was not said");
    SignInRefusal::Unreachable
}
