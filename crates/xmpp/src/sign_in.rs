//! Why a sign-in fails, what is kept of one that did not, and the probe of a password.

use crate::account::Secret;
use crate::connector;
use crate::network::Network;
use crate::sasl::{Mechanism, ScramKey};
use jid::BareJid;

/// Why nobody was signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// SASL `not-authorized` or `credentials-expired`, or a name that no SASL profile takes.
    #[error("the address or the password is wrong")]
    WrongPassword,
    /// SASL `account-disabled`.
    #[error("the account is disabled")]
    AccountDisabled,
    /// DNS knows no such name, or the server does not serve the domain, or says that it offers no XMPP for clients.
    #[error("there is no such XMPP server")]
    UnknownServer,
    /// No address answered; why, for the log.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The address policy refuses every address that DNS names.
    #[error("the server's address is not allowed")]
    RefusedAddress,
    /// TLS found no certificate that it believes for the domain.
    #[error("the server's certificate is not valid: {0}")]
    Certificate(String),
    /// Neither a SCRAM nor, where it is allowed, PLAIN over TLS; or no TLS.
    #[error("the server offers no secure way to sign in")]
    NoSecureMechanism,
    /// The mechanism that the kept key pins is not offered any more.
    #[error("the server offers weaker security than before")]
    WeakerOffer,
    /// Salt or iteration count are not those of the kept key: only the password helps.
    #[error("the kept key no longer fits; the password is needed")]
    SaltChanged,
    /// A step took longer than its deadline.
    #[error("the server did not answer in time")]
    Timeout,
    /// SASL `temporary-auth-failure`, or a stream error that passes.
    #[error("the server cannot sign anybody in at the moment: {0}")]
    Busy(String),
    /// The server said something that no specification allows here.
    #[error("the server did not follow the protocol: {0}")]
    Protocol(String),
}

impl SignInError {
    /// Whether only a person can help: trying again with the same secret would fail again.
    pub fn needs_password(&self) -> bool {
        matches!(self, Self::WrongPassword | Self::AccountDisabled | Self::WeakerOffer | Self::SaltChanged)
    }

    /// The name in metrics.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::WrongPassword => "wrong-password",
            Self::AccountDisabled => "account-disabled",
            Self::UnknownServer => "unknown-server",
            Self::Unreachable(_) => "unreachable",
            Self::RefusedAddress => "refused-address",
            Self::Certificate(_) => "certificate",
            Self::NoSecureMechanism => "no-secure-mechanism",
            Self::WeakerOffer => "weaker-offer",
            Self::SaltChanged => "salt-changed",
            Self::Timeout => "timeout",
            Self::Busy(_) => "busy",
            Self::Protocol(_) => "protocol",
        }
    }
}

/// What may be kept of a sign-in for the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The salted key; none where only PLAIN is offered, or where the server makes a new salt for each sign-in.
    pub key: Option<ScramKey>,
    /// How it was signed in.
    pub mechanism: Mechanism,
}

/// Signs in and leaves again without binding a resource: is this secret right?
///
/// # Errors
/// Any [`SignInError`]; [`SignInError::WrongPassword`] is the server's own word.
pub async fn authenticate(network: &Network, jid: &BareJid, secret: &Secret) -> Result<Kept, SignInError> {
    connector::probe(network, jid, secret).await
}
