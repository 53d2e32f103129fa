//! XEP-0280: Message Carbons.

use crate::forwarding::{self, Forwarded};
use crate::handle::Handle;
use crate::iq::IqError;
use crate::message::{Arrival, Incoming, delay};
use jid::{BareJid, Jid};
use minidom::Element;
use xmpp_parsers::carbons::Enable;

/// A copy of what another client of our account said or heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Carbon {
    /// Whether our account said it; else somebody said it to our account.
    pub sent: bool,
    /// What was said.
    pub message: Incoming,
}

/// Asks for copies, after each fresh bind (§4).
///
/// # Errors
/// [`IqError`]: a stanza error if the server has no carbons, or none for us.
pub async fn enable(handle: &Handle) -> Result<(), IqError> {
    handle.set(None, Enable).await.map(|_| ())
}

/// Reads a copy out of a message of our own account (§11: who sent it is for the caller to check). None if it is not one copy
/// of one message, or if that message is not of our account.
pub(crate) fn read(message: &Element, arrival: &Arrival<'_>) -> Option<Carbon> {
    let mut carbons = message.children().filter(|payload| forwarding::is_carbon(payload));
    let (Some(carbon), None) = (carbons.next(), carbons.next()) else { return None };
    let sent = carbon.name() == "sent";
    let Forwarded { message: mut copy, stamp } = forwarding::read(carbon, arrival)?;
    let side = if sent { Some(&copy.from) } else { copy.to.as_ref() };
    // without an address it is our account's (RFC 6120 §8.1.2.1)
    if !side.is_none_or(|jid| is_of(jid, arrival.account)) {
        return None;
    }
    copy.delay = stamp.or(copy.delay).or_else(|| message.children().find_map(delay));
    Some(Carbon { sent, message: copy })
}

fn is_of(jid: &Jid, account: &BareJid) -> bool {
    jid.to_bare() == *account
}
