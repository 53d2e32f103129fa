//! What a session tells its listener, and what of a stanza is believed.

use crate::archive::{self, Found};
use crate::carbons::{self, Carbon};
use crate::message::Arrival;
use crate::session::State;
use crate::sign_in::Kept;
use crate::{forwarding, message, presence, pubsub, roster};
use jid::{BareJid, Jid};
use minidom::Element;
use xmpp_parsers::iq::Iq;
use xmpp_parsers::ns;
use xmpp_parsers::presence::Presence;

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
    /// A message for this session.
    Message(Box<message::Incoming>),
    /// A copy of what another client of our account said or heard (XEP-0280).
    Carbon(Box<Carbon>),
    /// The server has these messages of ours, as their ids say: it acknowledged them (XEP-0198), or they were written to a
    /// server that acknowledges nothing. May be told twice.
    Acknowledged {
        /// The messages' ids; those without one are not told.
        ids: Vec<String>,
    },
    /// A stanza that claims what its sender has no right to. To be counted.
    Dropped(Reason),
    /// A stanza that was cut below the parser, or that no type could read. It counts as handled.
    Damaged,
    /// A message with this id was written, the stream died for good, and no acknowledgement had come: it may not have been
    /// sent. Those without an id are not told.
    Unsure(String),
    /// A stanza of no interest, to be counted.
    Other,
}

impl Event {
    /// The name in metrics.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::State(_) => "state",
            Self::Kept(_) => "kept",
            Self::RosterPush(_) => "roster-push",
            Self::Presence(_) => "presence",
            Self::Items(_) => "items",
            Self::Message(_) => "message",
            Self::Carbon(_) => "carbon",
            Self::Acknowledged { .. } => "acknowledged",
            Self::Dropped(_) => "dropped",
            Self::Damaged => "damaged",
            Self::Unsure(_) => "unsure",
            Self::Other => "other",
        }
    }
}

/// Why a stanza was not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A roster push that is not from our own account, or not well formed.
    RosterPush,
    /// A carbon copy that is not from our own account, or not of what our account said or heard (XEP-0280 §11).
    Carbon,
    /// A result of an archive that is not our own account's, or of a query that nobody asks (XEP-0313 §9.2).
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

/// What a message is.
pub(crate) enum Heard {
    /// Something to tell.
    Event(Event),
    /// A result of our own archive, if somebody asked for it.
    Archived(Box<Found>),
}

/// Reads an IQ that came for our account, as far as it is a roster push; all requests must be answered all the same.
pub(crate) fn read_iq(iq: Iq, me: &BareJid) -> Event {
    match iq {
        Iq::Set { from, payload, .. } if payload.is("query", ns::ROSTER) => {
            roster::push(from.as_ref(), me, &payload)
                .map_or(Event::Dropped(Reason::RosterPush), Event::RosterPush)
        }
        _ => Event::Other,
    }
}

/// Reads a presence that came for our account.
pub(crate) fn read_presence(presence: Presence, me: &BareJid) -> Event {
    presence::read(presence, me).map_or(Event::Other, Event::Presence)
}

/// Reads a message that came for our account.
pub(crate) fn read_message(mut message: Element, arrival: &Arrival<'_>) -> Heard {
    let from = match message.attr("from").map(Jid::new) {
        Some(Ok(from)) => from,
        Some(Err(_)) => return Heard::Event(Event::Damaged),
        None => Jid::from(arrival.account.clone()),
    };
    let ours = from == *arrival.account;
    if message.children().any(forwarding::is_carbon) {
        let carbon = ours.then(|| carbons::read(&message, arrival)).flatten();
        let told = |carbon| Event::Carbon(Box::new(carbon));
        return Heard::Event(carbon.map_or(Event::Dropped(Reason::Carbon), told));
    }
    if message.children().any(forwarding::is_result) {
        let found = ours.then(|| archive::read(&message, arrival)).flatten();
        return found
            .map_or(Heard::Event(Event::Dropped(Reason::Archive)), |found| Heard::Archived(Box::new(found)));
    }
    let read = match message.remove_child("event", ns::PUBSUB_EVENT) {
        Some(event) => return Heard::Event(read_event(event, from, &message)),
        None => message::read(&message, arrival),
    };
    Heard::Event(read.map_or(Event::Damaged, |read| Event::Message(Box::new(read))))
}

/// A service speaks from its bare JID: whoever has a resource is a client, or an occupant of a room, whose bare JID would
/// be the room's. An error is our own words coming back.
fn read_event(event: Element, from: Jid, message: &Element) -> Event {
    let speaks = !matches!(message.attr("type"), Some("groupchat" | "error"));
    let (true, Err(service)) = (speaks, from.try_into_full()) else {
        return Event::Dropped(Reason::PubSubEvent);
    };
    let delay = message.children().find_map(message::delay);
    pubsub::notification(service, event, delay).map_or(Event::Other, Event::Items)
}

#[cfg(test)]
mod tests;
