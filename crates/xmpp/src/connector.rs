//! One stream, up to authentication and binding.

mod pre_auth;

pub use pre_auth::PreAuth;

use crate::account::Secret;
use crate::network::Network;
use crate::sign_in::{Kept, SignInError};
use jid::{BareJid, DomainRef};

/// Opens a stream to a domain's server, secured as the network demands, with nobody signed in yet.
///
/// # Errors
/// Any [`SignInError`] but those of authentication.
pub async fn open(network: &Network, domain: &DomainRef) -> Result<PreAuth, SignInError> {
    let _ = (network, domain);
    Err(SignInError::UnknownServer)
}

pub(crate) async fn probe(network: &Network, jid: &BareJid, secret: &Secret) -> Result<Kept, SignInError> {
    let _ = (network, jid, secret);
    Err(SignInError::UnknownServer)
}
