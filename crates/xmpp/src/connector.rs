//! One stream, step by step: TCP, TLS, stream header, SASL, and a resource or an old stream.

mod account;
mod bind;
mod dial;
mod login;
mod pre_auth;
mod wire;
mod xml;

pub use pre_auth::PreAuth;

pub(crate) use bind::{Bound, Established, Outcome};
pub(crate) use wire::{Gone, Received, Wire};

use crate::account::Secret;
use crate::network::{DEADLINES, Network, within};
use crate::sign_in::{Kept, SignInError};
use crate::sm::Resumption;
use jid::{BareJid, DomainRef, ResourcePart};
use std::time::Duration;
use tokio::time::Instant;

/// Opens a stream to a domain's server, protected as the network demands, with nobody signed in yet.
///
/// # Errors
/// Any [`SignInError`] but those of authentication.
pub async fn open(network: &Network, domain: &DomainRef) -> Result<PreAuth, SignInError> {
    let targets = network.targets(domain).await?;
    let end = Instant::now() + DEADLINES.open;
    let mut failure = SignInError::UnknownServer;
    for (target, left) in targets.iter().zip((1..=targets.len()).rev()) {
        let answer = within(share(end, left), dial::dial(network, domain, *target)).await;
        network.tried(domain, target.address, answer.as_ref().err());
        match answer {
            Ok(stream) => return Ok(stream),
            Err(error) => {
                tracing::debug!(%domain, address = %target.address, %error, "no stream");
                // A bad certificate says more than another address that is silent.
                if !matches!(failure, SignInError::Certificate(_)) {
                    failure = error;
                }
            }
        }
    }
    Err(failure)
}

/// What one of those that are left may take, so that the last has its turn however long the others are silent.
fn share(end: Instant, left: usize) -> Duration {
    end.saturating_duration_since(Instant::now()) / u32::try_from(left).unwrap_or(u32::MAX)
}

/// All that a session's connection needs to know.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) jid: BareJid,
    pub(crate) resource: ResourcePart,
    pub(crate) secret: Secret,
    /// What an earlier sign-in with the same secret came to.
    pub(crate) remembered: Option<Kept>,
    /// The stream to resume, and how many of the server's stanzas were handled on it.
    pub(crate) resume: Option<(Resumption, u32)>,
}

/// Opens a stream, signs in, and resumes or binds.
pub(crate) async fn connect(network: &Network, plan: Plan) -> Result<(Established, Kept), SignInError> {
    let stream = open(network, plan.jid.domain()).await?;
    let (stream, mut kept) =
        login::sign_in(network, stream, &plan.jid, &plan.secret, plan.remembered.as_ref()).await?;
    let established = bind::establish(stream, &plan).await?;
    if plan.remembered.is_none() {
        drop_useless_key(network, &plan.jid, &plan.secret, &mut kept).await;
    }
    Ok((established, kept))
}

/// Signs in and binds whatever resource the server gives, to ask it for something.
pub(crate) async fn visit(network: &Network, jid: &BareJid, secret: &Secret) -> Result<PreAuth, SignInError> {
    let stream = open(network, jid.domain()).await?;
    let (mut stream, _) = login::sign_in(network, stream, jid, secret, None).await?;
    bind::bind_any(&mut stream.wire, jid).await?;
    Ok(stream)
}

/// Signs in and leaves.
pub(crate) async fn probe(network: &Network, jid: &BareJid, secret: &Secret) -> Result<Kept, SignInError> {
    let stream = open(network, jid.domain()).await?;
    let (stream, mut kept) = login::sign_in(network, stream, jid, secret, None).await?;
    stream.leave().await;
    drop_useless_key(network, jid, secret, &mut kept).await;
    Ok(kept)
}

/// A new key is worth keeping only if the server asks for the same salt again: one that stores plaintext makes a new
/// salt for each sign-in. A second stream shows it, up to the challenge.
async fn drop_useless_key(network: &Network, jid: &BareJid, secret: &Secret, kept: &mut Kept) {
    let (Secret::Password { .. }, Some(key)) = (secret, &kept.key) else { return };
    let asked = async {
        let stream = open(network, jid.domain()).await?;
        login::asks_again(stream, jid, key).await
    };
    if asked.await == Ok(false) {
        kept.key = None;
    }
}
