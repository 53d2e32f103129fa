//! XEP-0077 §3.2: deleting accounts of members who have left, when they cannot come back any more.

use crate::{restoring::present, session::Phase, shared::Shared, sign_in::SignInRefusal, vault};
use jid::BareJid;
use model::{
    Owner, PodId,
    departures::{self, Fate},
    members, pods, sessions,
};
use std::{sync::Arc, time::Duration};
use xmpp::{Secret, Stop, register};
use zeroize::Zeroizing;

/// How long it waits for a session that is just coming back.
const PATIENCE: Duration = Duration::from_secs(4);

/// Whether the server of an account lets accounts be deleted; nothing where it is away.
pub(crate) async fn is_possible(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
) -> Result<Option<bool>, model::Error> {
    if !is_own(shared, pod, jid).await? {
        return Ok(Some(false));
    }
    let Some(live) = present(shared, &(*pod, jid.clone())).await? else { return Ok(None) };
    if !live.reaches(Phase::Online, PATIENCE).await {
        return Ok(None);
    }
    let offered = register::is_offered(&live.handle, jid).await;
    Ok(offered.inspect_err(|error| tracing::info!(%error, "a server does not say what it offers")).ok())
}

/// Notes that a member has left and that her account is to be deleted, if the password is right, and ends her session.
pub(crate) async fn prepare(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    password: Zeroizing<String>,
) -> Result<Result<(), SignInRefusal>, model::Error> {
    let member =
        members::by_jid(&shared.database, pod, jid).await?.ok_or(model::Error::NotFound("member"))?;
    if !is_own(shared, pod, jid).await? {
        return Ok(Err(SignInRefusal::ServerNotAllowed));
    }
    let _turn = shared.sign_in_alone(&(*pod, jid.clone())).await;
    let proof = match xmpp::authenticate(&shared.network, jid, &Secret::typed(password.clone())).await {
        Ok(proof) => proof,
        Err(error) => return Ok(Err(error.into())),
    };
    let used = Some(proof.mechanism);
    let secret = proof.key.map_or_else(|| Secret::Password { password, used }, Secret::Scram);
    let sealed = vault::seal_secret(shared, &member.owner(), jid, &secret);
    let sealed = sealed.ok_or(model::Error::NotFound("key"))?;
    departures::begin(&shared.database, &member.owner(), Some(&sealed), shared.now()).await?;
    if let Some(live) = shared.live(&(*pod, jid.clone())) {
        live.stop(Stop::Leave).await;
    }
    sessions::remove(&shared.database, &member.owner()).await?;
    Ok(Ok(()))
}

/// Deletes the account, if that is due, and then what the pod keeps of its owner. What fails is tried again by whoever asks again.
pub(crate) async fn unregister(shared: &Arc<Shared>, pod: &PodId, jid: &BareJid) -> Result<(), model::Error> {
    let Some(member) = members::by_jid(&shared.database, pod, jid).await? else { return Ok(()) };
    let owner = member.owner();
    let _turn = shared.sign_in_alone(&(*pod, jid.clone())).await;
    let due = departures::account_due(&shared.database, &owner, shared.now()).await?;
    let Some(account) = due else { return Ok(()) };
    let fate = match remove(shared, &owner, jid, account.secret.as_deref()).await {
        Ok(()) => {
            tracing::info!(%jid, "an account was deleted");
            Fate::Deleted
        }
        Err(why) if account.is_given_up(shared.now()) => {
            tracing::error!(%jid, why, "an account was not deleted, and is not tried again");
            Fate::Failed
        }
        Err(why) => {
            tracing::warn!(%jid, why, failures = account.failures + 1, "an account was not deleted yet");
            return departures::failed(&shared.database, &owner, &why, shared.now()).await;
        }
    };
    departures::complete(&shared.database, &owner, fate, shared.now()).await.map(drop)
}

/// Asks the server; why it did not, in words for those who run the pod.
async fn remove(shared: &Shared, owner: &Owner, jid: &BareJid, sealed: Option<&[u8]>) -> Result<(), String> {
    let secret = sealed.and_then(|sealed| vault::open_secret(shared, owner, jid, sealed));
    let secret = secret.ok_or("what signs in to it cannot be opened")?;
    register::remove(&shared.network, jid, &secret).await.map_err(|error| error.to_string())
}

/// Whether an account is of the pod's own XMPP domain: no other is ours to delete.
async fn is_own(shared: &Shared, pod: &PodId, jid: &BareJid) -> Result<bool, model::Error> {
    let pod = pods::get(&shared.database, pod).await?;
    Ok(pod.is_some_and(|pod| pod.xmpp_domain.as_deref() == Some(jid.domain())))
}
