//! XEP-0333: Displayed Markers.

use crate::handle::{Handle, NotSent};
use crate::hints;
use crate::message::id;
use jid::Jid;
use minidom::Element;
use xmpp_parsers::displayed_markers::{Displayed, Markable};
use xmpp_parsers::message::{Id, Message};
use xmpp_parsers::ns;

/// Tells that a message, and all before it, were seen: for the newest that was markable, never for our own, and only for those
/// who may see our presence (§4.2, §5, §7).
///
/// # Errors
/// [`NotSent`].
pub async fn displayed(handle: &Handle, to: impl Into<Jid>, id: &str) -> Result<(), NotSent> {
    handle.send(marker(to.into(), id)).await
}

/// Asks to be told when a message was seen.
pub(crate) fn markable() -> Element {
    Markable.into()
}

/// Whether a payload asks to be told.
pub(crate) fn is_markable(payload: &Element) -> bool {
    payload.is("markable", ns::DISPLAYED_MARKERS)
}

/// Reads up to which message all were seen.
pub(crate) fn read(payload: &Element) -> Option<String> {
    payload.is("displayed", ns::DISPLAYED_MARKERS).then(|| payload.attr("id").and_then(id)).flatten()
}

/// Without an id of its own: nobody waits for word of it.
fn marker(to: Jid, id: &str) -> Message {
    let payloads = vec![Displayed { id: Id(id.to_owned()) }.into(), hints::store()];
    Message::chat(to).with_payloads(payloads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_read_as_it_was_written() {
        let marker = Element::from(marker(Jid::new("ben@beta.test").unwrap(), "1"));
        assert_eq!((marker.attr("type"), marker.attr("id")), (Some("chat"), None));
        assert_eq!(marker.children().find_map(read).as_deref(), Some("1"));
        assert!(marker.has_child("store", "urn:xmpp:hints") && !marker.children().any(is_markable));
    }

    #[test]
    fn other_markers_are_none() {
        for name in ["received", "acknowledged", "markable"] {
            let other = format!("<{name} xmlns='urn:xmpp:chat-markers:0' id='1'/>");
            assert_eq!(read(&other.parse().unwrap()), None, "{name}");
        }
        assert_eq!(read(&"<displayed xmlns='urn:xmpp:chat-markers:0'/>".parse().unwrap()), None);
    }
}
