//! What comes in: answers to our requests, requests that the session answers itself, and events.

use super::Listener;
use super::live::{Departure, Live};
use crate::connector::Received;
use crate::disco::{self, Identity};
use crate::event::{self, Event, Heard, Reason};
use crate::iq;
use crate::message::Arrival;
use jid::Jid;
use minidom::Element;
use xmpp_parsers::iq::{Iq, IqHeader, IqPayload};
use xmpp_parsers::ns::{DISCO_INFO, PING, VERSION};
use xmpp_parsers::stanza::Stanza;
use xmpp_parsers::stanza_error::{DefinedCondition, ErrorType, StanzaError};
use xmpp_parsers::version::VersionResult;

/// What is known of a stanza before any type has read it.
struct Head {
    id: Option<String>,
    from: Option<Jid>,
    kind: HeadKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum HeadKind {
    Request,
    Answer,
    Message,
    Other,
}

impl<L: Listener> Live<'_, L> {
    /// Handles a stanza: it counts as handled when its listener, if it has one, has taken it.
    pub(super) async fn handle(&mut self, received: Received) -> Result<(), Departure> {
        let Received { element, damaged } = received;
        if damaged {
            tracing::warn!(account = %self.session.account.jid, from = element.attr("from"), "a stanza was cut");
        }
        let head = Head::of(&element);
        let reply = match head.kind {
            HeadKind::Answer => {
                self.answered(&head, element);
                None
            }
            HeadKind::Message => {
                self.message(element, damaged).await?;
                None
            }
            _ => self.read(&head, element).await?,
        };
        self.session.state.handle();
        match reply {
            Some(reply) => self.answer(reply).await,
            None => Ok(()),
        }
    }

    /// Gives an answer to who waits for it, if it comes from whom was asked.
    fn answered(&mut self, head: &Head, element: Element) {
        let id = head.id.as_deref().unwrap_or_default();
        if self.session.table.expects(id, head.from.as_ref()) {
            self.session.table.complete(id, iq::result(Iq::try_from(element)));
        } else {
            tracing::debug!(from = ?head.from, "an answer to nothing");
        }
    }

    /// Tells the listener what a message says, or keeps it for who asked our archive.
    async fn message(&mut self, element: Element, damaged: bool) -> Result<(), Departure> {
        let session = &mut *self.session;
        let stanza_ids = session.state.stanza_ids;
        let arrival = Arrival { account: &session.account.jid, stanza_ids, damaged };
        let event = match event::read_message(element, &arrival) {
            Heard::Event(event) => event,
            Heard::Archived(found) => match session.table.gather(*found) {
                true => return Ok(()),
                false => Event::Dropped(Reason::Archive),
            },
        };
        Ok(session.tell(event).await?)
    }

    /// Tells the listener what a stanza says; returns what must be replied.
    async fn read(&mut self, head: &Head, element: Element) -> Result<Option<Iq>, Departure> {
        let account = &self.session.account;
        let event = match Stanza::try_from(element) {
            Ok(Stanza::Iq(Iq::Get { payload, .. })) => {
                return Ok(head.reply(own_answer(&account.identity, &payload)));
            }
            Ok(Stanza::Iq(iq)) => event::read_iq(iq, &account.jid),
            Ok(Stanza::Presence(presence)) => event::read_presence(presence, &account.jid),
            Ok(Stanza::Message(_)) => Event::Other,
            Err(error) => {
                tracing::debug!(%error, from = ?head.from, "a stanza that no type reads");
                Event::Damaged
            }
        };
        let reply = match (&event, head.kind) {
            (_, HeadKind::Other | HeadKind::Answer | HeadKind::Message) => None,
            (Event::RosterPush(_), _) => head.reply(IqPayload::Result(None)),
            (Event::Damaged, _) => head.reply(refusal(DefinedCondition::BadRequest, ErrorType::Modify)),
            _ => head.reply(refusal(DefinedCondition::ServiceUnavailable, ErrorType::Cancel)),
        };
        self.session.tell(event).await?;
        Ok(reply)
    }
}

impl Head {
    fn of(element: &Element) -> Self {
        let kind = match (element.name(), element.attr("type")) {
            ("iq", Some("result" | "error")) => HeadKind::Answer,
            ("iq", _) => HeadKind::Request,
            ("message", _) => HeadKind::Message,
            _ => HeadKind::Other,
        };
        Self {
            id: element.attr("id").map(str::to_owned),
            from: element.attr("from").and_then(|from| from.parse().ok()),
            kind,
        }
    }

    /// A reply goes to the sender, with the request's id; without an id there is none (RFC 6120 §8.2.3).
    fn reply(&self, payload: IqPayload) -> Option<Iq> {
        Some(payload.assemble(IqHeader { from: None, to: self.from.clone(), id: self.id.clone()? }))
    }
}

/// XEP-0199, XEP-0092 and XEP-0030; the rest nobody serves.
fn own_answer(identity: &Identity, payload: &Element) -> IqPayload {
    match (payload.ns().as_str(), payload.name()) {
        (PING, "ping") => IqPayload::Result(None),
        (VERSION, "query") => IqPayload::Result(Some(version(identity).into())),
        (DISCO_INFO, "query") => match disco::answer(identity, payload.attr("node")) {
            Some(info) => IqPayload::Result(Some(info)),
            None => refusal(DefinedCondition::ItemNotFound, ErrorType::Cancel),
        },
        _ => refusal(DefinedCondition::ServiceUnavailable, ErrorType::Cancel),
    }
}

fn version(identity: &Identity) -> VersionResult {
    VersionResult { name: identity.name.clone(), version: env!("CARGO_PKG_VERSION").to_owned(), os: None }
}

fn refusal(condition: DefinedCondition, type_: ErrorType) -> IqPayload {
    IqPayload::Error(StanzaError::new(type_, condition, "en", ""))
}
