//! XEP-0077: making an account on the pod's own XMPP server.

use crate::{
    forms::Filled,
    shared::Shared,
    sign_in::{self, Failure, SignInRefusal},
};
use jid::{BareJid, DomainRef};
use model::{InviteId, PodId, blocks, places, pods};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use xmpp::{
    Network, SignInError,
    register::{Asked, RegisterError},
};

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
    /// The riddle was not solved.
    WrongAnswer,
    /// The riddle is not held any more.
    TooLate,
    /// The server makes no accounts this way, or the pod has no server of its own.
    NotOffered,
    /// The server, or this pod, takes no more sign-ups for a while.
    TooOften,
    /// The place, the pod or the server stands in the way, as at any sign-in.
    SignIn(SignInRefusal),
}

impl RegisterRefusal {
    /// The name in metrics.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::NameTaken => "name-taken",
            Self::WeakPassword(_) => "weak-password",
            Self::Refused(_) => "refused",
            Self::WrongAnswer => "wrong-answer",
            Self::TooLate => "too-late",
            Self::NotOffered => "not-offered",
            Self::TooOften => "too-often",
            Self::SignIn(refusal) => refusal.as_str(),
        }
    }
}

/// Why there is no account.
pub(crate) enum RegisterFailure {
    /// The newcomer is told.
    Refused(RegisterRefusal),
    /// A fault of ours.
    Model(model::Error),
}

/// Makes an account. The place that is held for it stays so until it is signed in.
pub(crate) async fn register(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    password: &str,
    filled: &Filled,
    invite: Option<&InviteId>,
) -> Result<(), RegisterFailure> {
    let pod = pods::get(&shared.database, pod).await?.ok_or(model::Error::NotFound("pod"))?;
    let Some(name) = jid.node().filter(|_| pod.xmpp_domain.as_deref() == Some(jid.domain())) else {
        return Err(RegisterFailure::Refused(RegisterRefusal::NotOffered));
    };
    // as at the sign-in that follows: no account is made for nothing
    if pod.sessions_max <= 0 {
        return Err(RegisterFailure::Refused(SignInRefusal::SessionsFull.into()));
    }
    // why is for whoever can show that it is hers
    if blocks::of(&shared.database, &pod.id, jid, shared.now()).await?.is_some() {
        return Err(sign_in::blocked(shared, &pod.id, String::new()).await?.into());
    }
    let place = sign_in::reserve(shared, &pod, jid, invite).await?;
    let made = match asked(shared, &pod.id, jid.domain(), filled).await {
        Ok(asked) => submit(shared, asked, name.as_str(), password, filled).await,
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = made {
        places::release(&shared.database, &place).await?;
        shared.forms.forget(jid.domain());
        return Err(RegisterFailure::Refused(refusal));
    }
    Ok(())
}

/// The form that was filled in: the very one, where it has a riddle, else another of the same kind.
async fn asked(
    shared: &Shared,
    pod: &PodId,
    domain: &DomainRef,
    filled: &Filled,
) -> Result<Asked, RegisterRefusal> {
    match &filled.token {
        Some(token) => shared.forms.take(pod, token).ok_or(RegisterRefusal::TooLate),
        None => Ok(Asked::of(&shared.network, domain).await?),
    }
}

async fn submit(
    shared: &Shared,
    asked: Asked,
    name: &str,
    password: &str,
    filled: &Filled,
) -> Result<(), RegisterRefusal> {
    // whoever looked at a form without one could not answer it
    if asked.form().has_riddle() && filled.token.is_none() {
        return Err(RegisterRefusal::TooLate);
    }
    Ok(asked.submit(&shared.network, name, password, &filled.fields).await.map(drop)?)
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
    match Asked::of(network, domain).await {
        Ok(_) => Ok(true),
        Err(RegisterError::SignIn(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

impl From<RegisterError> for RegisterRefusal {
    fn from(error: RegisterError) -> Self {
        tracing::info!(%error, "a registration failed");
        match error {
            RegisterError::NotOffered | RegisterError::Unsupported { .. } => Self::NotOffered,
            RegisterError::NameTaken => Self::NameTaken,
            RegisterError::WeakPassword(said) => Self::WeakPassword(said),
            RegisterError::Refused(said) => Self::Refused(said),
            RegisterError::WrongAnswer(_) => Self::WrongAnswer,
            RegisterError::Throttled(_) => Self::TooOften,
            RegisterError::SignIn(error) => SignInRefusal::from(error).into(),
            RegisterError::Iq(_) => Self::SignIn(SignInRefusal::Timeout),
        }
    }
}
