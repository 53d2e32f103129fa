//! XEP-0077: making an account on the pod's own XMPP server, then signing it in.

use crate::{
    shared::Shared,
    sign_in::{self, Failure, SignInRefusal},
};
use jid::{BareJid, DomainRef};
use model::{MemberId, PodId, places, pods};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use xmpp::{Network, SignInError, register::RegisterError};
use zeroize::Zeroizing;

/// Why no account was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", content = "text", rename_all = "kebab-case")]
pub enum RegisterRefusal {
    /// Somebody has the name.
    NameTaken,
    /// The server finds the password too weak; what it says.
    WeakPassword(String),
    /// The server says no; what it says.
    Refused(String),
    /// The server makes no accounts this way, or the pod has no server of its own.
    NotOffered,
    /// The server, or this pod, takes no more sign-ups for a while.
    TooOften,
    /// The place, the pod or the server stands in the way, as at any sign-in.
    SignIn(SignInRefusal),
}

/// Why there is no account.
pub(crate) enum RegisterFailure {
    /// The newcomer is told.
    Refused(RegisterRefusal),
    /// A fault of ours.
    Model(model::Error),
}

/// Makes an account and signs it in.
pub(crate) async fn register(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    password: Zeroizing<String>,
    keep: bool,
) -> Result<MemberId, RegisterFailure> {
    let pod = pods::get(&shared.database, pod).await?.ok_or(model::Error::NotFound("pod"))?;
    let Some(name) = jid.node().filter(|_| pod.xmpp_domain.as_deref() == Some(jid.domain())) else {
        return Err(RegisterFailure::Refused(RegisterRefusal::NotOffered));
    };
    let place = sign_in::reserve(shared, &pod, jid).await?;
    if let Err(error) =
        xmpp::register::submit(&shared.network, jid.domain(), name.as_str(), &password, &[]).await
    {
        places::release(&shared.database, &place).await?;
        return Err(error.into());
    }
    Ok(sign_in::sign_in(shared, &pod.id, jid, password, keep).await?)
}

impl From<model::Error> for RegisterFailure {
    fn from(error: model::Error) -> Self {
        Self::Model(error)
    }
}

impl From<SignInRefusal> for RegisterRefusal {
    fn from(refusal: SignInRefusal) -> Self {
        Self::SignIn(refusal)
    }
}

impl From<Failure> for RegisterFailure {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => Self::Refused(refusal.into()),
            Failure::Model(error) => error.into(),
        }
    }
}

/// Whether an XMPP server makes accounts for anybody.
///
/// # Errors
/// Why it cannot be asked.
pub async fn registration_is_offered(network: &Network, domain: &DomainRef) -> Result<bool, SignInError> {
    match xmpp::register::form(network, domain).await {
        Ok(_) => Ok(true),
        Err(RegisterError::SignIn(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

impl From<RegisterError> for RegisterFailure {
    fn from(error: RegisterError) -> Self {
        tracing::info!(%error, "a registration failed");
        Self::Refused(match error {
            RegisterError::NotOffered | RegisterError::Unsupported { .. } => RegisterRefusal::NotOffered,
            RegisterError::NameTaken => RegisterRefusal::NameTaken,
            RegisterError::WeakPassword(said) => RegisterRefusal::WeakPassword(said),
            RegisterError::Refused(said) => RegisterRefusal::Refused(said),
            RegisterError::Throttled(_) => RegisterRefusal::TooOften,
            RegisterError::SignIn(error) => return Failure::from(error).into(),
            RegisterError::Iq(_) => RegisterRefusal::SignIn(SignInRefusal::Timeout),
        })
    }
}
