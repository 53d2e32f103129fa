//! RFC 6121 §5.2: what we say in a chat of two, with what goes along with it.

use crate::atom::clean;
use crate::handle::{Handle, NotSent};
use crate::message::{BODY_MAX, ChatState};
use crate::{hints, markers, receipts, stanza_ids};
use jid::Jid;
use xmpp_parsers::message::{Id, Lang, Message};

/// What we say.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// Unique among all that our account says: its id and its origin id (XEP-0359).
    pub id: String,
    /// The text; cut, and without what XML cannot carry.
    pub body: String,
    /// Whether we want to know that it was seen (XEP-0333).
    pub markable: bool,
    /// Whether we want to know that it arrived (XEP-0184).
    pub receipt: bool,
    /// What we do in the chat: `active`, for whoever tells such things (XEP-0085 §5.5).
    pub state: Option<ChatState>,
}

/// Says something. When this returns, the session has stored it; [`crate::Event::Acknowledged`] tells when the server has it,
/// [`crate::Event::Unsure`] that nobody knows whether it has.
///
/// # Errors
/// [`NotSent`].
pub async fn send(handle: &Handle, to: impl Into<Jid>, outgoing: &Outgoing) -> Result<(), NotSent> {
    handle.send(write(to.into(), outgoing)).await
}

fn write(to: Jid, outgoing: &Outgoing) -> Message {
    let mut message = Message::chat(to).with_body(Lang::default(), clean(&outgoing.body, BODY_MAX));
    message.id = Some(Id(outgoing.id.clone()));
    message.payloads.push(stanza_ids::write_origin(&outgoing.id));
    message.payloads.extend(outgoing.markable.then(markers::markable));
    message.payloads.extend(outgoing.receipt.then(receipts::request));
    message.payloads.extend(outgoing.state.clone().map(Into::into));
    message.payloads.push(hints::store());
    message
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Arrival, Kind, read};
    use jid::BareJid;
    use minidom::Element;

    fn outgoing() -> Outgoing {
        let state = Some(ChatState::Active);
        Outgoing { id: "01J".into(), body: "a\0b < c".into(), markable: true, receipt: true, state }
    }

    fn written(outgoing: &Outgoing) -> Element {
        String::from(&Element::from(write(Jid::new("ben@beta.test").unwrap(), outgoing))).parse().unwrap()
    }

    #[test]
    fn what_we_say_is_read_as_it_was_meant() {
        let account = BareJid::new("ana@alpha.test").unwrap();
        let arrival = Arrival { account: &account, stanza_ids: false, damaged: false };
        let message = read(&written(&outgoing()), &arrival).unwrap();
        assert_eq!((message.kind, message.body.as_deref()), (Kind::Chat, Some("ab < c")));
        assert_eq!((message.id.as_deref(), message.origin_id.as_deref()), (Some("01J"), Some("01J")));
        assert!(message.wants_receipt && message.markable);
        assert_eq!(message.chat_state, Some(ChatState::Active));
        assert!(written(&outgoing()).has_child("store", "urn:xmpp:hints"));
    }

    #[test]
    fn what_is_not_wanted_is_not_there() {
        let plain = Outgoing { markable: false, receipt: false, state: None, ..outgoing() };
        assert_eq!(written(&plain).children().count(), 3);
    }
}
