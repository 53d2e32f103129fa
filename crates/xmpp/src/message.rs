//! RFC 6121 §5: messages, as far as this version reads them.
//!
//! Read by hand: `xmpp_parsers` refuses a message with two threads, two bodies of one language or an unknown type, and one odd
//! part must not cost the rest.

#[cfg(test)]
mod tests;

use crate::atom::clean;
use crate::{Condition, chat_states, encryption, markers, receipts, stanza_ids};
use jid::{BareJid, Jid};
use minidom::Element;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};
use xmpp_parsers::ns;
use xmpp_parsers::stanza_error::StanzaError;

pub use xmpp_parsers::chatstates::ChatState;

/// Characters of a text that are read and written: stanzas are larger, letters are not.
pub const BODY_MAX: usize = 64 * 1024;
/// Characters of a subject that are read.
pub const SUBJECT_MAX: usize = 1_000;
/// Characters of a refusal's text that are read.
pub const REFUSAL_MAX: usize = 500;
/// The namespace of `xml:lang`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Bytes of an id that are read; a longer one counts as absent.
pub const ID_MAX: usize = 1_000;

/// A message, wherever it came from: live, as a carbon, or out of the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Who says it.
    pub from: Jid,
    /// To whom; none if it says nothing that is an address.
    pub to: Option<Jid>,
    /// In which way.
    pub kind: Kind,
    /// The text, cut; the one without a language first. Never empty.
    pub body: Option<String>,
    /// The sender's own id: unique to nobody.
    pub id: Option<String>,
    /// The id that the sender's client gave (XEP-0359). To be believed only in what our own account sent.
    pub origin_id: Option<String>,
    /// The id in our own archive (XEP-0359), if our server is known to write them.
    pub stanza_id: Option<String>,
    /// When it was said, if our own server kept it for us (XEP-0203). In an archive: when it was archived.
    pub delay: Option<OffsetDateTime>,
    /// Whether the sender wants to know that it arrived (XEP-0184). It has an id then.
    pub wants_receipt: bool,
    /// Whether the sender wants to know that it was seen (XEP-0333). It has an id then.
    pub markable: bool,
    /// The message with this id arrived (XEP-0184).
    pub received: Option<String>,
    /// Messages were seen, up to the one with this id (XEP-0333).
    pub displayed: Option<String>,
    /// What the sender does in the chat (XEP-0085).
    pub chat_state: Option<ChatState>,
    /// A letter's or a room's subject, cut.
    pub subject: Option<String>,
    /// Why our message with this id was not delivered. In messages of [`Kind::Error`] and in no others; those have ids and
    /// addresses, and nothing else of what our message had.
    pub error: Option<Refusal>,
    /// Whether it is encrypted from end to end (XEP-0380, or a known payload): the body, if any, is for other programs.
    pub encrypted: bool,
    /// Whether it was cut on its way to the parser: something may be missing.
    pub damaged: bool,
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
    /// A letter; also what has no type, or one that nobody knows.
    Normal,
    /// A message of ours could not be delivered.
    Error,
}

/// Why a message of ours was not delivered (RFC 6120 §8.3).
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The condition; `undefined-condition` if it cannot be read.
    pub condition: Condition,
    /// Whether it is our own account that has blocked the other (XEP-0191 §3.4).
    pub blocked: bool,
    /// A text for people, cut.
    pub text: Option<String>,
}

/// How a stanza came.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'session> {
    /// Our own account.
    pub account: &'session BareJid,
    /// Whether our server takes out foreign stanza ids that claim to be its own (XEP-0359 §6).
    pub stanza_ids: bool,
    /// Whether the stanza was cut below the parser.
    pub damaged: bool,
}

impl Arrival<'_> {
    /// Whether an address is our account or our server: only those delay what is for us.
    fn is_ours(&self, jid: &Jid) -> bool {
        jid.to_bare() == *self.account || jid.as_str() == self.account.domain().as_str()
    }
}

impl Kind {
    fn of(name: Option<&str>) -> Self {
        match name {
            Some("chat") => Self::Chat,
            Some("groupchat") => Self::Groupchat,
            Some("headline") => Self::Headline,
            Some("error") => Self::Error,
            _ => Self::Normal,
        }
    }
}

/// Reads a message; none if its sender is no address. Without `from` it is from our own account (RFC 6120 §8.1.2.1).
pub fn read(message: &Element, arrival: &Arrival<'_>) -> Option<Incoming> {
    let mut read = envelope(message, arrival)?;
    if read.kind == Kind::Error {
        read.error = Some(refusal(message));
        return Some(read);
    }
    let asked = read.id.is_some() && read.kind != Kind::Groupchat;
    let payloads = || message.children();
    read.body = text(message, "body", BODY_MAX);
    read.subject = text(message, "subject", SUBJECT_MAX);
    read.origin_id = payloads().find_map(stanza_ids::origin);
    read.received = payloads().find_map(receipts::read);
    read.displayed = payloads().find_map(markers::read);
    // whoever answers an answer never ends
    read.wants_receipt = asked && read.received.is_none() && payloads().any(receipts::is_request);
    read.markable = asked && read.displayed.is_none() && payloads().any(markers::is_markable);
    read.chat_state = payloads().find_map(chat_states::read);
    read.encrypted = encryption::is_encrypted(message, read.body.as_deref());
    Some(read)
}

/// Reads the stamp of `<delay/>` (XEP-0203), whoever wrote it.
pub fn delay(payload: &Element) -> Option<OffsetDateTime> {
    let stamp = payload.is("delay", ns::DELAY).then(|| payload.attr("stamp")).flatten()?;
    // one that UTC has no room for is none
    OffsetDateTime::parse(stamp, &Rfc3339).ok()?.checked_to_offset(UtcOffset::UTC)
}

/// An id: none if it is empty or too long.
pub(crate) fn id(text: &str) -> Option<String> {
    (!text.is_empty() && text.len() <= ID_MAX).then(|| text.to_owned())
}

/// What is read of any message.
fn envelope(message: &Element, arrival: &Arrival<'_>) -> Option<Incoming> {
    let from = match message.attr("from") {
        Some(from) => Jid::new(from).ok()?,
        None => Jid::from(arrival.account.clone()),
    };
    let stanza_id = arrival.stanza_ids.then(|| stanza_ids::by(message, arrival.account)).flatten();
    Some(Incoming {
        from,
        to: message.attr("to").and_then(|to| Jid::new(to).ok()),
        kind: Kind::of(message.attr("type")),
        body: None,
        id: message.attr("id").and_then(id),
        origin_id: None,
        stanza_id,
        delay: message.children().find_map(|payload| own_delay(payload, arrival)),
        wants_receipt: false,
        markable: false,
        received: None,
        displayed: None,
        chat_state: None,
        subject: None,
        error: None,
        encrypted: false,
        damaged: arrival.damaged,
    })
}

/// Anybody can write a time into a message: only that of our own server or account counts.
fn own_delay(payload: &Element, arrival: &Arrival<'_>) -> Option<OffsetDateTime> {
    let stamp = delay(payload)?;
    let from = Jid::new(payload.attr("from")?).ok()?;
    arrival.is_ours(&from).then_some(stamp)
}

/// A text for people: the first without a language, else the first.
fn text(message: &Element, name: &str, characters: usize) -> Option<String> {
    let texts = || message.children().filter(|child| child.is(name, ns::JABBER_CLIENT));
    let chosen = texts().find(|text| text.attr_ns(XML, "lang").is_none()).or_else(|| texts().next())?;
    Some(clean(&chosen.text(), characters)).filter(|text| !text.trim().is_empty())
}

fn refusal(message: &Element) -> Refusal {
    let error = message.get_child("error", ns::JABBER_CLIENT).cloned();
    let Some(error) = error.and_then(|error| StanzaError::try_from(error).ok()) else {
        return Refusal { condition: Condition::UndefinedCondition, blocked: false, text: None };
    };
    let blocked = error.other.is_some_and(|other| other.is("blocked", ns::BLOCKING_ERRORS));
    let text = error.texts.values().next().map(|text| clean(text.trim(), REFUSAL_MAX));
    Refusal { condition: error.defined_condition, blocked, text: text.filter(|text| !text.is_empty()) }
}
