//! What goes out on a stream: counted, kept until it is acknowledged, and written in batches.

use super::Exit;
use super::Listener;
use super::fates::message_id;
use super::live::{Departure, Live};
use crate::csi;
use crate::handle::{Kind, NotSent, Request, Stop};
use crate::iq;
use minidom::Element;
use tokio::sync::oneshot;
use xmpp_parsers::ping::Ping;
use xmpp_parsers::stanza::Stanza;

/// How many requests are written at once.
const BATCH: usize = 16;

/// Requests on their way out.
#[derive(Default)]
struct Batch {
    elements: Vec<Element>,
    accepted: Vec<oneshot::Sender<Result<(), NotSent>>>,
    stop: Option<Stop>,
}

impl<L: Listener> Live<'_, L> {
    /// Serves a request, and those that are there already.
    pub(super) async fn requested(&mut self, request: Request) -> Result<(), Departure> {
        let (mut batch, mut next) = (Batch::default(), Some(request));
        while let Some(request) = next {
            self.add(&mut batch, request);
            let full = batch.stop.is_some() || batch.elements.len() >= BATCH;
            next = if full { None } else { self.session.requests.ready() };
        }
        if !batch.accepted.is_empty() {
            self.session.store().await?;
        }
        for accepted in batch.accepted {
            accepted.send(Ok(())).unwrap_or_default();
        }
        self.write(&batch.elements).await?;
        match batch.stop {
            Some(how) => Err(Exit::Stopped(how).into()),
            None => Ok(()),
        }
    }

    fn add(&mut self, batch: &mut Batch, request: Request) {
        match request {
            Request::Iq { kind, to, payload, caller } => {
                let (id, element) = iq::request(kind, to.clone(), payload);
                self.session.table.insert(id.clone(), to, caller);
                self.session.table.write(&id);
                batch.elements.push(self.counted(element));
            }
            Request::Unkept { to, payload, caller } => {
                let (id, element) = iq::request(Kind::Set, to.clone(), payload);
                self.session.table.insert(id.clone(), to, caller);
                self.session.table.write(&id);
                // stanzas are counted: what is kept in its place says nothing when it is sent again
                let (_, ping) = iq::request(Kind::Get, None, Ping.into());
                drop(self.counted(ping));
                batch.elements.push(element);
            }
            Request::Send { stanza, accepted } => {
                batch.elements.push(self.counted(stanza));
                batch.accepted.push(accepted);
            }
            Request::SendOrForget(stanza) => batch.elements.push(self.counted(stanza)),
            Request::Active(active) => {
                self.session.active = Some(active);
                batch.elements.extend(self.csi.then(|| csi::state(active)));
            }
            Request::Renew { secret, remembered } => self.session.renew(secret, remembered),
            Request::Stop(how) => batch.stop = Some(how),
        }
    }

    /// Sends what came while there was no stream; requests whose callers have given up are left out.
    pub(super) async fn send_waiting(&mut self) -> Result<(), Departure> {
        let waiting = std::mem::take(&mut self.session.state.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        let mut elements = Vec::new();
        for element in waiting.iter().filter_map(|stanza| stanza.parse::<Element>().ok()) {
            let wanted = match element.name() {
                "iq" => element.attr("id").is_some_and(|id| self.session.table.write(id)),
                _ => true,
            };
            if wanted {
                elements.push(self.counted(element));
            }
        }
        self.session.store().await?;
        self.write(&elements).await
    }

    /// Sends an answer of ours.
    pub(super) async fn answer(&mut self, stanza: impl Into<Stanza>) -> Result<(), Departure> {
        let element = self.counted(stanza.into().into());
        self.write(&[element]).await
    }

    /// Keeps a stanza until the server acknowledges it.
    fn counted(&mut self, stanza: Element) -> Element {
        if self.managed {
            self.session.state.push(String::from(&stanza));
            self.unasked += 1;
        }
        stanza
    }

    async fn write(&mut self, elements: &[Element]) -> Result<(), Departure> {
        self.wire.send_all(elements).await?;
        if !self.managed {
            self.session.tell_acknowledged(elements.iter().filter_map(message_id).collect()).await?;
        }
        self.ask_soon().await
    }
}
