//! What the fuzz targets in `tests/fuzz` need of this crate's inside. Compiled for them alone (`cfg(fuzzing)`).

pub use crate::pubsub::fuzzing as pubsub;
pub use crate::register::fuzzing as register;
pub use crate::transport::fuzzing::{Cut, cut};

use crate::connector::{Gone, Received, Wire};
use crate::event::{self, Event, Heard};
use crate::iq::{self, IqError};
use crate::message::Arrival;
use crate::transport::{Socket, Transport};
use jid::{BareJid, DomainRef};
use minidom::Element;
use tokio::runtime::Runtime;
use xmpp_parsers::iq::Iq;
use xmpp_parsers::ns::JABBER_CLIENT;
use xmpp_parsers::stanza::Stanza;

/// The top-level elements behind the features that a server's bytes hold, up to the stream's end or its first fault, each
/// with whether it was cut; none without header and features. The bytes arrive in these pieces.
pub fn elements(runtime: &Runtime, domain: &DomainRef, pieces: Vec<Vec<u8>>) -> Option<Vec<(Element, bool)>> {
    runtime.block_on(async {
        let transport = Transport::new(Socket::Memory(pieces.into()));
        let (mut wire, _) = Wire::open(transport, domain).await.ok()?;
        let mut elements = Vec::new();
        loop {
            match wire.next().await {
                Ok(Received { element, damaged }) => elements.push((element, damaged)),
                Err(Gone::Quiet | Gone::Unwritable(_) | Gone::Lost(_)) => return Some(elements),
            }
        }
    })
}

/// What a session tells of a stanza, or its archive's reader hands over; none for one that no type reads.
pub fn event(stanza: Element, me: &BareJid) -> Option<Event> {
    if stanza.is("message", JABBER_CLIENT) {
        let arrival = Arrival { account: me, stanza_ids: true, damaged: false };
        return match event::read_message(stanza, &arrival) {
            Heard::Event(event) => Some(event),
            Heard::Archived(found) => {
                found.archived.map(|archived| Event::Message(Box::new(archived.message)))
            }
        };
    }
    match Stanza::try_from(stanza).ok()? {
        Stanza::Iq(iq) => Some(event::read_iq(iq, me)),
        Stanza::Presence(presence) => Some(event::read_presence(presence, me)),
        Stanza::Message(_) => None,
    }
}

/// What a session makes of an answer to a request of ours.
pub fn answer(iq: Element) -> Result<Option<Element>, IqError> {
    iq::result(Iq::try_from(iq))
}
