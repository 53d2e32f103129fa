//! What a session tells its listener, and what of a stanza is believed.

use crate::session::State;
use crate::sign_in::Kept;
use crate::{message, presence, pubsub, roster};
use jid::{BareJid, Jid};
use minidom::Element;
use tokio_xmpp::Stanza;
use xmpp_parsers::iq::Iq;
use xmpp_parsers::message::{Message, MessageType};
use xmpp_parsers::ns;

/// One thing that happened in a session, in the order in which the server said it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// The session's own state changed.
    State(State),
    /// A sign-in succeeded; this is what may be kept for the next one.
    Kept(Kept),
    /// The roster changed (RFC 6121 §2.1.6).
    RosterPush(roster::Push),
    /// Somebody's presence, or a word about subscriptions.
    Presence(presence::Incoming),
    /// A PubSub service or somebody's account tells what happened to a node.
    Items(pubsub::Notification),
    /// A message.
    Message(Box<message::Incoming>),
    /// A stanza that claims what its sender has no right to. To be counted.
    Dropped(Reason),
    /// A stanza that was cut below the parser, or that no type could read. It counts as handled.
    Damaged,
    /// A stanza was written, the stream died for good, and no acknowledgement had come: it may not have been sent.
    Unsure(Box<Stanza>),
    /// A stanza of no interest, to be counted.
    Other,
}

/// Why a stanza was not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A roster push that is not from our own account, or not well formed.
    RosterPush,
    /// A carbon copy that is not from our own account (XEP-0280 §11).
    Carbon,
    /// A result of an archive that is not our own account's (XEP-0313 §9.2).
    Archive,
    /// A PubSub event that no service sends: from somebody's client or a room's occupant, or in an error.
    PubSubEvent,
}

impl Reason {
    /// The name in metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RosterPush => "roster-push",
            Self::Carbon => "carbon",
            Self::Archive => "archive",
            Self::PubSubEvent => "pubsub-event",
        }
    }
}

/// Reads a stanza that came for our account. Requests are read only as far as they are roster pushes; they must be
/// answered all the same.
pub fn read(stanza: Stanza, me: &BareJid) -> Event {
    match stanza {
        Stanza::Iq(Iq::Set { from, payload, .. }) if payload.is("query", ns::ROSTER) => {
            roster::push(from.as_ref(), me, &payload)
                .map_or(Event::Dropped(Reason::RosterPush), Event::RosterPush)
        }
        Stanza::Iq(_) => Event::Other,
        Stanza::Presence(presence) => presence::read(presence, me).map_or(Event::Other, Event::Presence),
        Stanza::Message(message) => read_message(message, me),
    }
}

fn read_message(mut message: Message, me: &BareJid) -> Event {
    let ours = message.from.as_ref().is_none_or(|from| from == me);
    let has = |test: fn(&Element) -> bool| message.payloads.iter().position(test);
    if has(is_carbon).is_some() {
        return if ours { Event::Other } else { Event::Dropped(Reason::Carbon) };
    }
    if has(|payload| payload.is("result", ns::MAM)).is_some() {
        return if ours { Event::Other } else { Event::Dropped(Reason::Archive) };
    }
    match has(|payload| payload.is("event", ns::PUBSUB_EVENT)) {
        Some(at) => {
            let event = message.payloads.swap_remove(at);
            read_event(event, &message, me)
        }
        None => Event::Message(Box::new(message::read(&message, me))),
    }
}

fn is_carbon(payload: &Element) -> bool {
    payload.has_ns(ns::CARBONS) && ["sent", "received"].contains(&payload.name())
}

/// A service speaks from its bare JID: whoever has a resource is a client, or an occupant of a room, whose bare JID would
/// be the room's. An error is our own words coming back.
fn read_event(event: Element, message: &Message, me: &BareJid) -> Event {
    let from = message.from.clone().unwrap_or_else(|| Jid::from(me.clone()));
    let speaks = matches!(message.type_, MessageType::Headline | MessageType::Normal | MessageType::Chat);
    let (true, Err(service)) = (speaks, from.try_into_full()) else {
        return Event::Dropped(Reason::PubSubEvent);
    };
    let delay = message.payloads.iter().find_map(message::delay);
    pubsub::notification(service, event, delay).map_or(Event::Other, Event::Items)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn me() -> BareJid {
        BareJid::new("ana@alpha.test").unwrap()
    }

    fn event(from: &str, message_type: &str, inside: &str) -> Event {
        let from = if from.is_empty() { String::new() } else { format!("from='{from}'") };
        let xml = format!("<message xmlns='jabber:client' {from} type='{message_type}'>{inside}</message>");
        read(Stanza::Message(Message::try_from(xml.parse::<Element>().unwrap()).unwrap()), &me())
    }

    const ITEMS: &str = "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='n'><item id='1'/></items></event>
        <delay xmlns='urn:xmpp:delay' stamp='2026-05-04T10:11:12Z'/>";

    #[test]
    fn a_services_event_is_believed() {
        for (from, service) in [
            ("ben@beta.test", "ben@beta.test"),
            ("pubsub.beta.test", "pubsub.beta.test"),
            ("", "ana@alpha.test"),
        ] {
            let Event::Items(notification) = event(from, "headline", ITEMS) else { panic!("{from}") };
            assert_eq!((notification.service.as_str(), notification.delay.is_some()), (service, true));
        }
    }

    #[test]
    fn an_event_that_no_service_sends_is_not() {
        for (from, kind) in [
            ("ben@beta.test/phone", "headline"),
            ("room@muc.test/ana", "groupchat"),
            ("ben@beta.test", "error"),
        ] {
            assert!(matches!(event(from, kind, ITEMS), Event::Dropped(Reason::PubSubEvent)), "{from}");
        }
        let nonsense = "<event xmlns='http://jabber.org/protocol/pubsub#event'/>";
        assert!(matches!(event("ben@beta.test", "headline", nonsense), Event::Other));
    }

    #[test]
    fn carbons_and_archives_of_others_are_dropped() {
        let carbon = "<received xmlns='urn:xmpp:carbons:2'/>";
        let archive = "<result xmlns='urn:xmpp:mam:2' id='1'/>";
        for from in ["eve@evil.test", "ana@alpha.test/phone", "alpha.test"] {
            assert!(matches!(event(from, "chat", carbon), Event::Dropped(Reason::Carbon)), "{from}");
            assert!(matches!(event(from, "chat", archive), Event::Dropped(Reason::Archive)), "{from}");
        }
        assert!(matches!(event("ana@alpha.test", "chat", carbon), Event::Other));
        assert!(matches!(event("", "normal", archive), Event::Other));
    }

    #[test]
    fn a_carbon_with_an_event_in_it_is_no_event() {
        let both = format!("{ITEMS}<sent xmlns='urn:xmpp:carbons:2'/>");
        assert!(matches!(event("eve@evil.test", "headline", &both), Event::Dropped(Reason::Carbon)));
    }

    #[test]
    fn a_false_roster_push_is_dropped() {
        let push = |from: &str| {
            let xml = format!(
                "<iq xmlns='jabber:client' type='set' id='1' from='{from}'><query xmlns='jabber:iq:roster'><item jid='eve@evil.test'/></query></iq>"
            );
            read(Stanza::Iq(Iq::try_from(xml.parse::<Element>().unwrap()).unwrap()), &me())
        };
        assert!(matches!(push("eve@evil.test"), Event::Dropped(Reason::RosterPush)));
        assert!(matches!(push("ana@alpha.test"), Event::RosterPush(_)));
    }

    #[test]
    fn a_message_is_a_message() {
        let Event::Message(message) = event("ben@beta.test/x", "chat", "<body>Hi</body>") else {
            panic!("not read")
        };
        assert_eq!(message.body.as_deref(), Some("Hi"));
    }
}
