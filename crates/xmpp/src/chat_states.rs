//! XEP-0085: Chat State Notifications.

use crate::handle::{Handle, NotSent};
use crate::hints;
use crate::message::ChatState;
use jid::Jid;
use minidom::Element;
use xmpp_parsers::message::Message;
use xmpp_parsers::ns;

/// Tells what we do in a chat, without saying anything. Not kept: without a stream it is let go, because nobody wants to know
/// later who was typing. Never twice the same in a row (§5.3), and only for those who may see our presence.
///
/// # Errors
/// [`NotSent`].
pub async fn send(handle: &Handle, to: impl Into<Jid>, state: ChatState) -> Result<(), NotSent> {
    handle.send_or_forget(notification(to.into(), state)).await
}

/// Reads what somebody does in a chat.
pub(crate) fn read(payload: &Element) -> Option<ChatState> {
    if !payload.has_ns(ns::CHATSTATES) {
        return None;
    }
    Some(match payload.name() {
        "active" => ChatState::Active,
        "composing" => ChatState::Composing,
        "gone" => ChatState::Gone,
        "inactive" => ChatState::Inactive,
        "paused" => ChatState::Paused,
        _ => return None,
    })
}

fn notification(to: Jid, state: ChatState) -> Message {
    Message::chat(to).with_payloads(vec![state.into(), hints::no_store()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_as_they_were_written() {
        use ChatState::{Active, Composing, Gone, Inactive, Paused};
        for state in [Active, Composing, Gone, Inactive, Paused] {
            let notification = Element::from(notification(Jid::new("ben@beta.test").unwrap(), state.clone()));
            assert_eq!(notification.children().find_map(read), Some(state));
            assert!(notification.has_child("no-store", "urn:xmpp:hints"));
        }
    }

    #[test]
    fn what_is_no_state_is_none() {
        for other in ["<dancing xmlns='http://jabber.org/protocol/chatstates'/>", "<active xmlns='x'/>"] {
            assert_eq!(read(&other.parse().unwrap()), None);
        }
    }
}
