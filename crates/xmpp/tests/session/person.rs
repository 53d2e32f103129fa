//! Somebody with an account, whose session a test can start, stop and listen to.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jid::{BareJid, DomainPart, ResourcePart};
use minidom::Element;
use testpod::{ALPHA, PASSWORD, PATIENCE, Server};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use xmpp::chat::{self, Outgoing};
use xmpp::disco::Identity;
use xmpp::message::{ChatState, Incoming};
use xmpp::presence::{self, Availability};
use xmpp::session::channel;
use xmpp::{
    Account, End, Event, Halt, Handle, Listener, Network, NetworkOptions, Secret, Security, Start, State,
    Stream, StreamState, Whereabouts, XmppHost, register::Asked, session,
};
use xmpp_parsers::message::{Lang, Message};

/// A network on which the tests' domain is at this address.
pub(crate) fn network(server: &Server, address: std::net::SocketAddr) -> Arc<Network> {
    let domain = DomainPart::new(ALPHA).expect("a domain").into_owned();
    let ca = Some(server.authority());
    let host = XmppHost { domain, at: Whereabouts::Fixed { address, security: Security::Starttls }, ca };
    let options = NetworkOptions { hosts: vec![host], ..NetworkOptions::default() };
    Arc::new(Network::new(options).expect("a network"))
}

/// A new account.
pub(crate) async fn newcomer(network: &Network, name: &str) -> BareJid {
    let domain = DomainPart::new(ALPHA).expect("a domain").into_owned();
    let asked = Asked::of(network, &domain).await.expect("a form");
    asked.submit(network, name, PASSWORD, &[]).await.expect("an account")
}

/// Elements in elements.
pub(crate) fn nested(depth: usize) -> Element {
    let leaf = Element::bare("b", "urn:unknown");
    (0..depth).fold(leaf, |inside, _| Element::builder("b", "urn:unknown").append(inside).build())
}

fn identity() -> Identity {
    Identity { name: "Cosse".into(), node: "https://cosse.example".into() }
}

/// A session, and what its listener heard.
pub(crate) struct Session {
    pub(crate) handle: Handle,
    events: mpsc::UnboundedReceiver<Event>,
    stored: Arc<Mutex<StreamState>>,
    task: JoinHandle<End>,
}

struct Ear {
    events: mpsc::UnboundedSender<Event>,
    stored: Arc<Mutex<StreamState>>,
}

impl Listener for Ear {
    async fn event(&mut self, event: Event) -> Result<(), Halt> {
        self.events.send(event).map_err(|_| Halt)
    }

    async fn store(&mut self, state: &StreamState) -> Result<(), Halt> {
        *self.stored.lock().expect("the store") = state.clone();
        Ok(())
    }
}

impl Session {
    /// Starts a session that resumes this stream, if there is one.
    pub(crate) fn start(
        network: &Arc<Network>,
        jid: &BareJid,
        password: &str,
        stream: Option<StreamState>,
    ) -> Self {
        Self::start_as(network, jid, "cosse", password, stream)
    }

    /// Starts a session that everybody sees, and waits until it is there.
    pub(crate) async fn present(network: &Arc<Network>, jid: &BareJid, resource: &str) -> Self {
        let mut session = Self::start_as(network, jid, resource, PASSWORD, None);
        session.is_online().await;
        session.is_seen().await;
        session
    }

    /// Says that it is there, and waits until the server knows.
    pub(crate) async fn is_seen(&self) {
        let caps = xmpp::caps::ours(&identity());
        presence::available(&self.handle, &caps, &Availability::default()).await.expect("a session");
        presence::settled(&self.handle).await.expect("an answer");
    }

    fn start_as(
        network: &Arc<Network>,
        jid: &BareJid,
        resource: &str,
        password: &str,
        stream: Option<StreamState>,
    ) -> Self {
        let (handle, requests) = channel();
        let (sender, events) = mpsc::unbounded_channel();
        let stored = Arc::<Mutex<StreamState>>::default();
        let account = Account {
            jid: jid.clone(),
            resource: ResourcePart::new(resource).expect("a resource").into_owned(),
            secret: Secret::typed(password.to_owned().into()),
            identity: Arc::new(identity()),
        };
        let ear = Ear { events: sender, stored: Arc::clone(&stored) };
        let run =
            session::run(Arc::clone(network), account, Start { stream, ..Start::default() }, requests, ear);
        Self { handle, events, stored, task: tokio::spawn(run) }
    }

    /// Waits for an event of interest.
    pub(crate) async fn hears<T>(&mut self, what: &str, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        let heard = async {
            loop {
                let event =
                    self.events.recv().await.unwrap_or_else(|| panic!("the session ended before {what}"));
                if let Some(picked) = pick(event) {
                    return picked;
                }
            }
        };
        tokio::time::timeout(PATIENCE, heard).await.unwrap_or_else(|_| panic!("still waiting: {what}"))
    }

    /// Waits until stanzas flow; says whether it is the old stream.
    pub(crate) async fn is_online(&mut self) -> bool {
        self.hears("online", |event| match event {
            Event::State(State::Online { stream, .. }) => Some(stream == Stream::Resumed),
            _ => None,
        })
        .await
    }

    pub(crate) async fn loses_its_stream(&mut self) -> Duration {
        self.hears("reconnecting", |event| match event {
            Event::State(State::Reconnecting { after, .. }) => Some(after),
            _ => None,
        })
        .await
    }

    /// The next message's text.
    pub(crate) async fn reads(&mut self) -> String {
        self.message("a message", |message| message.body).await
    }

    /// Waits for a message of interest.
    pub(crate) async fn message<T>(&mut self, what: &str, mut pick: impl FnMut(Incoming) -> Option<T>) -> T {
        self.hears(what, |event| match event {
            Event::Message(message) => pick(*message),
            _ => None,
        })
        .await
    }

    /// Waits until the server has a message of ours.
    pub(crate) async fn is_acknowledged(&mut self, id: &str) {
        self.hears(&format!("acknowledgement of {id}"), |event| match event {
            Event::Acknowledged { ids } => ids.iter().any(|other| other == id).then_some(()),
            _ => None,
        })
        .await;
    }

    /// Says something in a chat.
    pub(crate) async fn says(&self, to: &BareJid, id: &str) {
        let state = Some(ChatState::Active);
        let outgoing =
            Outgoing { id: id.to_owned(), body: format!("{id}!"), markable: true, receipt: true, state };
        chat::send(&self.handle, to.clone(), &outgoing).await.expect("a session");
    }

    /// Sends a message to a session's resource, with payloads.
    pub(crate) async fn writes(&self, to: &BareJid, body: &str, payloads: impl IntoIterator<Item = Element>) {
        let to = to.with_resource_str("cosse").expect("a resource");
        let mut message = Message::chat(jid::Jid::from(to)).with_body(Lang::default(), body.to_owned());
        message.payloads.extend(payloads);
        self.handle.send(message).await.expect("a session");
    }

    /// How the session ended, and what it stored.
    pub(crate) async fn ends(self) -> (End, StreamState) {
        let end = tokio::time::timeout(PATIENCE, self.task).await.expect("an end in time").expect("no panic");
        let stored = self.stored.lock().expect("the store").clone();
        (end, stored)
    }
}
