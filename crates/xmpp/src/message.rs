//! RFC 6121 §5: messages, as far as this version reads them.

use crate::atom::clean;
use jid::{BareJid, Jid};
use minidom::Element;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use xmpp_parsers::message::{Message, MessageType};
use xmpp_parsers::ns;

/// Characters of a text that are read: stanzas are larger, letters are not.
pub const BODY_MAX: usize = 64 * 1024;
/// Bytes of an id that are read.
const ID_MAX: usize = 1_000;

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Who says it.
    pub from: Jid,
    /// In which way.
    pub kind: Kind,
    /// The text, cut; the one without a language first.
    pub body: Option<String>,
    /// The sender's own id: unique to nobody.
    pub id: Option<String>,
    /// The id in our own archive (XEP-0359). To be believed only if our server announces `urn:xmpp:sid:0`.
    pub stanza_id: Option<String>,
    /// When it was said, if it was kept for us (XEP-0203).
    pub delay: Option<OffsetDateTime>,
}

/// RFC 6121 §5.2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In a conversation of two.
    Chat,
    /// In a room.
    Groupchat,
    /// An announcement.
    Headline,
    /// A letter.
    Normal,
    /// A message of ours could not be delivered.
    Error,
}

/// Reads a message; without `from` it is from our own account (RFC 6120 §8.1.2.1).
pub fn read(message: &Message, me: &BareJid) -> Incoming {
    Incoming {
        from: message.from.clone().unwrap_or_else(|| Jid::from(me.clone())),
        kind: match message.type_ {
            MessageType::Chat => Kind::Chat,
            MessageType::Groupchat => Kind::Groupchat,
            MessageType::Headline => Kind::Headline,
            MessageType::Normal => Kind::Normal,
            MessageType::Error => Kind::Error,
        },
        body: message
            .bodies
            .values()
            .next()
            .map(|body| clean(body, BODY_MAX))
            .filter(|body| !body.is_empty()),
        id: message.id.as_ref().map(|id| id.0.clone()).filter(|id| id.len() <= ID_MAX),
        stanza_id: message.payloads.iter().find_map(|payload| stanza_id(payload, me)),
        delay: message.payloads.iter().find_map(delay),
    }
}

/// Reads the stamp of `<delay/>` (XEP-0203).
pub fn delay(payload: &Element) -> Option<OffsetDateTime> {
    let stamp = payload.is("delay", ns::DELAY).then(|| payload.attr("stamp")).flatten()?;
    OffsetDateTime::parse(stamp, &Rfc3339).ok()
}

/// The id that our own archive gave: anybody can write one with another `by`.
fn stanza_id(payload: &Element, me: &BareJid) -> Option<String> {
    let by = payload.is("stanza-id", ns::SID).then(|| payload.attr("by")).flatten()?;
    let mine = BareJid::new(by).is_ok_and(|by| by == *me);
    payload.attr("id").filter(|id| mine && !id.is_empty() && id.len() <= ID_MAX).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incoming(xml: &str) -> Incoming {
        let element: Element = xml.replacen("<message", "<message xmlns='jabber:client'", 1).parse().unwrap();
        read(&Message::try_from(element).unwrap(), &BareJid::new("ana@alpha.test").unwrap())
    }

    #[test]
    fn a_message_is_read() {
        let message = incoming(
            "<message from='ben@beta.test/x' type='chat' id='1'><body>Hi</body>
             <delay xmlns='urn:xmpp:delay' stamp='2026-05-04T10:11:12Z'/></message>",
        );
        assert_eq!(
            (message.kind, message.body.as_deref(), message.id.as_deref()),
            (Kind::Chat, Some("Hi"), Some("1"))
        );
        assert_eq!(message.delay, Some(time::macros::datetime!(2026-05-04 10:11:12 UTC)));
    }

    #[test]
    fn only_our_own_archives_id_is_taken() {
        let with = |by: &str| {
            incoming(&format!(
                "<message from='b@c'><stanza-id xmlns='urn:xmpp:sid:0' id='1' by='{by}'/></message>"
            ))
        };
        assert_eq!(with("ana@alpha.test").stanza_id.as_deref(), Some("1"));
        for by in ["eve@evil.test", "ana@alpha.test/x", "", "@"] {
            assert_eq!(with(by).stanza_id, None, "{by}");
        }
    }

    #[test]
    fn a_text_without_end_is_cut() {
        let message = incoming(&format!("<message><body>{}</body></message>", "é".repeat(2 * BODY_MAX)));
        assert_eq!(message.body.unwrap().chars().count(), BODY_MAX);
        assert_eq!(message.from.as_str(), "ana@alpha.test");
    }
}
