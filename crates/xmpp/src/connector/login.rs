//! RFC 6120 §6: the SASL exchange.

use super::{PreAuth, Wire};
use crate::account::Secret;
use crate::network::{DEADLINES, Network, within};
use crate::sasl::{self, Challenge, Mechanism, Scram, ScramError, ScramKey};
use crate::sign_in::{Kept, SignInError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jid::BareJid;
use minidom::Element;
use xmpp_parsers::ns::SASL;
use xmpp_parsers::sasl::{DefinedCondition, Failure, Response};
use xso::text::Base64;
use xso::{AsXml, FromXml};
use zeroize::Zeroizing;

/// `<auth/>`, with mechanisms that xmpp-parsers has no name for.
#[derive(FromXml, AsXml, Debug)]
#[xml(namespace = SASL, name = "auth")]
struct Auth {
    #[xml(attribute)]
    mechanism: String,
    #[xml(text = Base64)]
    data: Vec<u8>,
}

/// What the server says in an exchange; a failure is an error.
enum Reply {
    Challenge(Vec<u8>),
    Success(Vec<u8>),
}

/// Signs in, and begins the stream anew.
pub(super) async fn sign_in(
    network: &Network,
    mut stream: PreAuth,
    jid: &BareJid,
    secret: &Secret,
    remembered: Option<&Kept>,
) -> Result<(PreAuth, Kept), SignInError> {
    let used_before = remembered.map(|kept| kept.mechanism);
    let remembered = remembered.and_then(|kept| kept.key.as_ref());
    let mechanism = sasl::choose(&stream.features.sasl_mechanisms, secret, used_before, network.allow_plain)?;
    let exchange = async {
        match (mechanism, secret) {
            (Mechanism::Plain, Secret::Password { password, .. }) => {
                plain(&mut stream.wire, jid, password).await
            }
            _ => scram(&mut stream.wire, mechanism, jid, secret, remembered).await.map(Some),
        }
    };
    let key = within(DEADLINES.sasl, exchange).await?;
    let (wire, features) = stream.wire.restart(jid.domain()).await?;
    Ok((PreAuth::new(wire, features), Kept { key, mechanism }))
}

/// Whether the server asks for this key's salt and count again, or makes new ones for each sign-in.
pub(super) async fn asks_again(
    mut stream: PreAuth,
    jid: &BareJid,
    key: &ScramKey,
) -> Result<bool, SignInError> {
    let begun = challenged(&mut stream.wire, key.mechanism, jid);
    let (_, challenge) = within(DEADLINES.sasl, begun).await?;
    Ok(key.fits(key.mechanism, &challenge))
}

async fn plain(wire: &mut Wire, jid: &BareJid, password: &str) -> Result<Option<ScramKey>, SignInError> {
    let message = sasl::plain(username(jid)?, password);
    match begin(wire, Mechanism::Plain, message.to_vec()).await? {
        Reply::Success(_) => Ok(None),
        Reply::Challenge(_) => Err(SignInError::Protocol("a challenge to PLAIN".into())),
    }
}

async fn scram(
    wire: &mut Wire,
    mechanism: Mechanism,
    jid: &BareJid,
    secret: &Secret,
    remembered: Option<&ScramKey>,
) -> Result<ScramKey, SignInError> {
    let (scram, challenge) = challenged(wire, mechanism, jid).await?;
    let key = key(mechanism, &challenge, secret, remembered).await?;
    let proof = scram.prove(&challenge, &key);
    wire.send(&Element::from(Response { data: proof.message.clone() })).await?;
    match reply(wire).await? {
        Reply::Success(data) => proof.verify(&data)?,
        Reply::Challenge(data) => {
            // The signature may come as one more challenge (RFC 5802 §5).
            proof.verify(&data)?;
            wire.send(&Element::from(Response { data: Vec::new() })).await?;
            let Reply::Success(_) = reply(wire).await? else {
                return Err(SignInError::Protocol("a challenge too many".into()));
            };
        }
    }
    Ok(key)
}

async fn challenged(
    wire: &mut Wire,
    mechanism: Mechanism,
    jid: &BareJid,
) -> Result<(Scram, Challenge), SignInError> {
    let nonce = STANDARD.encode(rand::random::<[u8; 24]>());
    let scram = Scram::new(mechanism, username(jid)?, nonce);
    match begin(wire, mechanism, scram.first()).await? {
        Reply::Challenge(data) => {
            let challenge = scram.challenge(&data)?;
            Ok((scram, challenge))
        }
        Reply::Success(_) => Err(SignInError::Protocol("success before proof".into())),
    }
}

/// The key for a challenge: one that fits, or made from the password on a thread that may block.
async fn key(
    mechanism: Mechanism,
    challenge: &Challenge,
    secret: &Secret,
    remembered: Option<&ScramKey>,
) -> Result<ScramKey, SignInError> {
    let password = match secret {
        Secret::Scram(key) if key.fits(mechanism, challenge) => return Ok(key.clone()),
        Secret::Scram(_) => return Err(SignInError::SaltChanged),
        Secret::Password { password, .. } => password,
    };
    if let Some(key) = remembered.filter(|key| key.fits(mechanism, challenge)) {
        return Ok(key.clone());
    }
    let (password, salt) = (Zeroizing::new(password.to_string()), challenge.salt.clone());
    let iterations = challenge.iterations;
    tokio::task::spawn_blocking(move || ScramKey::derive(mechanism, &password, &salt, iterations))
        .await
        .map_err(|error| SignInError::Busy(error.to_string()))
}

async fn begin(wire: &mut Wire, mechanism: Mechanism, data: Vec<u8>) -> Result<Reply, SignInError> {
    let auth = Auth { mechanism: mechanism.name().to_owned(), data };
    wire.send(&Element::from(auth)).await?;
    reply(wire).await
}

async fn reply(wire: &mut Wire) -> Result<Reply, SignInError> {
    let element = wire.next().await?.element;
    let data = || match element.text().trim() {
        "" | "=" => Ok(Vec::new()),
        text => STANDARD.decode(text).map_err(|_| SignInError::Protocol("no base64".into())),
    };
    match element.name() {
        _ if element.ns() != SASL => Err(SignInError::Protocol("no SASL".into())),
        "challenge" => data().map(Reply::Challenge),
        "success" => data().map(Reply::Success),
        _ => Err(failed(Failure::try_from(element).map(|failure| failure.defined_condition).ok())),
    }
}

/// RFC 6120 §6.5, in our words.
fn failed(condition: Option<DefinedCondition>) -> SignInError {
    match condition {
        Some(
            DefinedCondition::NotAuthorized
            | DefinedCondition::CredentialsExpired
            | DefinedCondition::InvalidAuthzid,
        ) => SignInError::WrongPassword,
        Some(DefinedCondition::AccountDisabled) => SignInError::AccountDisabled,
        Some(DefinedCondition::TemporaryAuthFailure) => SignInError::Busy("temporary-auth-failure".into()),
        Some(
            DefinedCondition::MechanismTooWeak
            | DefinedCondition::EncryptionRequired
            | DefinedCondition::InvalidMechanism,
        ) => SignInError::NoSecureMechanism,
        other => SignInError::Protocol(format!("SASL failure {other:?}")),
    }
}

fn username(jid: &BareJid) -> Result<&str, SignInError> {
    jid.node().map(|node| node.as_str()).ok_or(SignInError::WrongPassword)
}

impl From<ScramError> for SignInError {
    fn from(error: ScramError) -> Self {
        Self::Protocol(error.to_string())
    }
}
