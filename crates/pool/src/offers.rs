//! What the server of an account lacks of what our pages stand on.

use jid::BareJid;
use xmpp::{Network, Secret, SignInError};
use zeroize::Zeroizing;

pub use xmpp::offers::Offer;

/// Signs in for that alone, and asks.
///
/// # Errors
/// Why it cannot be asked.
pub async fn lacking(network: &Network, jid: &BareJid, password: &str) -> Result<Vec<Offer>, SignInError> {
    xmpp::offers::lacking(network, jid, &Secret::typed(Zeroizing::new(password.to_owned()))).await
}
