//! XEP-0184: Message Delivery Receipts.

use crate::handle::{Handle, NotSent};
use crate::hints;
use crate::message::id;
use jid::Jid;
use minidom::Element;
use xmpp_parsers::message::Message;
use xmpp_parsers::ns;
use xmpp_parsers::receipts::{Received, Request};

/// Tells the sender of a message that it arrived. Only for live messages that want a receipt, and only for those who may see our
/// presence (§8).
///
/// # Errors
/// [`NotSent`].
pub async fn received(handle: &Handle, to: impl Into<Jid>, id: &str) -> Result<(), NotSent> {
    handle.send(receipt(to.into(), id)).await
}

/// Asks for a receipt.
pub(crate) fn request() -> Element {
    Request.into()
}

/// Whether a payload asks for a receipt.
pub(crate) fn is_request(payload: &Element) -> bool {
    payload.is("request", ns::RECEIPTS)
}

/// Reads which message arrived.
pub(crate) fn read(payload: &Element) -> Option<String> {
    payload.is("received", ns::RECEIPTS).then(|| payload.attr("id").and_then(id)).flatten()
}

/// Without an id of its own: nobody waits for word of it.
fn receipt(to: Jid, id: &str) -> Message {
    let payloads = vec![Received { id: id.to_owned() }.into(), hints::store()];
    Message::chat(to).with_payloads(payloads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_read_as_it_was_written() {
        let receipt = Element::from(receipt(Jid::new("ben@beta.test/x").unwrap(), "1"));
        assert_eq!((receipt.attr("type"), receipt.attr("id")), (Some("chat"), None));
        assert_eq!(receipt.children().find_map(read).as_deref(), Some("1"));
        assert!(receipt.has_child("store", "urn:xmpp:hints") && !receipt.children().any(is_request));
    }

    #[test]
    fn a_receipt_for_nothing_is_none() {
        for nothing in
            ["<received xmlns='urn:xmpp:receipts'/>", "<received xmlns='urn:xmpp:receipts' id=''/>"]
        {
            assert_eq!(read(&nothing.parse().unwrap()), None);
        }
        assert_eq!(read(&"<received xmlns='urn:xmpp:carbons:2' id='1'/>".parse().unwrap()), None);
    }
}
