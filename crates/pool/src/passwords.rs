//! XEP-0077 §3.3: giving an account another password, over its member's own session, which goes on with it.

use crate::{
    orders::Passwords,
    restoring::present,
    session::{Live, Phase},
    shared::Shared,
    sign_in::{self, SignInRefusal},
    vault,
};
use jid::BareJid;
use model::{PodId, sessions};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};
use xmpp::{
    Kept, Secret, SignInError,
    register::{RegisterError, change_password},
};
use zeroize::Zeroizing;

/// How long it waits for a session that is just coming back.
const PATIENCE: Duration = Duration::from_secs(4);

/// Why the password is what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", content = "text", rename_all = "kebab-case")]
pub enum PasswordRefusal {
    /// The server does not say that the present one is right; why.
    Present(SignInRefusal),
    /// There is no stream over which it could be changed.
    Away,
    /// The server finds the new one too weak; what it says.
    Weak(String),
    /// The server says no; what it says.
    Refused(String),
    /// The server changes no passwords this way.
    NotOffered,
    /// The server wants us to wait.
    TooOften,
    /// Nobody knows: it may be the new one by now.
    Unknown,
}

/// Has the server change it, if the present one is right. Asked twice for the same, it is done once.
pub(crate) async fn change(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    passwords: Passwords,
) -> Result<Result<(), PasswordRefusal>, model::Error> {
    let account = (*pod, jid.clone());
    let Some(live) = present(shared, &account).await? else { return Ok(Err(PasswordRefusal::Away)) };
    if !live.reaches(Phase::Online, PATIENCE).await {
        return Ok(Err(PasswordRefusal::Away));
    }
    // whoever signs in, or brings the session back, finds one that is right
    let _turn = shared.sign_in_alone(&account).await;
    match exchange(shared, &live, &passwords).await {
        Ok(proof) => {
            tracing::info!(%jid, "a password was changed");
            go_on(shared, &live, proof, passwords.new).await;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// What signs in from now on; none where it was changed, and the server does not say more.
async fn exchange(
    shared: &Shared,
    live: &Live,
    passwords: &Passwords,
) -> Result<Option<Kept>, PasswordRefusal> {
    let Passwords { present, new } = passwords;
    match proof(shared, &live.jid, present).await {
        Ok(_) => {}
        // a form that is sent twice, or an order that is delivered twice, was done the first time
        Err(SignInError::WrongPassword) => {
            let done = proof(shared, &live.jid, new).await;
            return done.map(Some).map_err(|_| PasswordRefusal::Present(SignInRefusal::WrongPassword));
        }
        Err(error) => return Err(PasswordRefusal::Present(error.into())),
    }
    match change_password(&live.handle, &live.jid, new).await {
        Ok(()) => {
            let kept = proof(shared, &live.jid, new).await;
            Ok(kept.inspect_err(|error| tracing::warn!(%error, "a new password could not be tried")).ok())
        }
        // the answer is lost: the server is asked in another way
        Err(RegisterError::Iq(error)) => {
            tracing::info!(%error, "nobody said whether a password was changed");
            match proof(shared, &live.jid, new).await {
                Ok(kept) => Ok(Some(kept)),
                Err(SignInError::WrongPassword) => Err(PasswordRefusal::Away),
                Err(_) => Err(PasswordRefusal::Unknown),
            }
        }
        Err(error) => Err(error.into()),
    }
}

async fn proof(shared: &Shared, jid: &BareJid, password: &Zeroizing<String>) -> Result<Kept, SignInError> {
    xmpp::authenticate(&shared.network, jid, &Secret::typed(password.clone())).await
}

/// The session goes on, and what was kept of the old password is replaced. It was changed, whatever becomes of that: at worst she is
/// asked for the new one.
async fn go_on(shared: &Arc<Shared>, live: &Live, proof: Option<Kept>, new: Zeroizing<String>) {
    let kept = match proof {
        Some(proof) => {
            let keep = keeps_password(shared, live).await;
            sign_in::begin(shared, &live.owner, &live.jid, proof, new, keep).await.is_ok()
        }
        None => {
            live.handle.renew(Secret::typed(new), None).await;
            sessions::forget_secret(&shared.database, &live.owner, shared.now()).await.is_ok()
        }
    };
    if !kept {
        tracing::error!(jid = %live.jid, "what signs in after a change of the password was not kept");
    }
}

/// Whether the password itself is kept: its member wished to stay signed in, and the server left no other way.
async fn keeps_password(shared: &Shared, live: &Live) -> bool {
    let row = sessions::get(&shared.database, &live.owner).await.ok().flatten();
    let sealed = row.and_then(|row| row.secret);
    let secret = sealed.and_then(|sealed| vault::open_secret(shared, &live.owner, &live.jid, &sealed));
    matches!(secret, Some(Secret::Password { .. }))
}

impl From<RegisterError> for PasswordRefusal {
    fn from(error: RegisterError) -> Self {
        tracing::info!(%error, "a password was not changed");
        match error {
            RegisterError::WeakPassword(said) => Self::Weak(said),
            RegisterError::Refused(said) | RegisterError::WrongAnswer(said) => Self::Refused(said),
            RegisterError::Throttled(_) => Self::TooOften,
            RegisterError::NotOffered | RegisterError::NameTaken | RegisterError::Unsupported { .. } => {
                Self::NotOffered
            }
            RegisterError::SignIn(error) => Self::Present(error.into()),
            RegisterError::Iq(_) => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xmpp::IqError;

    #[test]
    fn what_a_server_says_is_told_and_what_it_does_not_offer_is_no_fault_of_the_password() {
        let said = || "at least one digit".to_owned();
        for (error, refusal) in [
            (RegisterError::WeakPassword(said()), PasswordRefusal::Weak(said())),
            (RegisterError::Refused(said()), PasswordRefusal::Refused(said())),
            (RegisterError::Throttled(said()), PasswordRefusal::TooOften),
            (RegisterError::NotOffered, PasswordRefusal::NotOffered),
            (RegisterError::Iq(IqError::Timeout), PasswordRefusal::Unknown),
        ] {
            assert_eq!(PasswordRefusal::from(error), refusal);
        }
    }
}
