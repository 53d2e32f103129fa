//! Notices: the deployment's own account says something to people, and knows whether its server has it (XEP-0198).

use jid::BareJid;
use std::{collections::VecDeque, fmt, sync::Arc, time::Duration};
use tokio::{
    sync::mpsc::{self, Receiver, Sender, UnboundedReceiver, UnboundedSender},
    task::JoinHandle,
    time::timeout,
};
use xmpp::{
    Account, End, Event, Halt, Handle, Listener, Network, Secret, SignInError, Start, State, Stop,
    StreamState, Turn,
    chat::{self, Outgoing},
    disco::Identity,
    message::{Incoming, Kind},
};
use zeroize::Zeroizing;

/// How long it may take until the account is signed in.
const SIGN_IN: Duration = Duration::from_secs(60);

/// How long the server may take to say that it has a message, also over a stream that is cut and resumed.
const ANSWER: Duration = Duration::from_secs(120);

/// How long is waited for a goodbye that nobody needs.
const GOODBYE: Duration = Duration::from_secs(5);

/// Messages that came back and that nobody has looked at yet; of more nobody hears.
const CAME_BACK: usize = 64;

/// The deployment's own account.
#[derive(Clone)]
pub struct Messenger {
    network: Arc<Network>,
    jid: BareJid,
    password: Zeroizing<String>,
    node: String,
}

impl fmt::Debug for Messenger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Messenger").field(&self.jid).finish()
    }
}

/// The account could not be signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{jid} was not signed in: {why}")]
pub struct NotSignedIn {
    jid: BareJid,
    why: String,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The account's server has it.
    Sent,
    /// It was not sent; why.
    NotSent(String),
    /// It was sent, and came back; what was said.
    Refused(String),
    /// Nobody knows whether it was sent; why.
    Unsure(String),
}

/// A message that came back after the server had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameBack {
    /// Its id.
    pub id: String,
    /// Who says so: a message is believed to have come back only from whom it went to.
    pub from: BareJid,
    /// What was said.
    pub said: String,
}

/// The account, signed in.
#[derive(Debug)]
pub struct Line {
    handle: Handle,
    heard: UnboundedReceiver<Heard>,
    came_back: Receiver<CameBack>,
    /// What came back while another message was waited for.
    late: VecDeque<CameBack>,
    task: JoinHandle<End>,
}

/// What a session tells of itself, and of our own messages.
#[derive(Debug)]
enum Heard {
    Online,
    Failed(String),
    Acknowledged(Vec<String>),
    Unsure(String),
}

/// Takes what the session tells. What others say to the account is nobody's.
struct Ear {
    online: bool,
    heard: UnboundedSender<Heard>,
    came_back: Sender<CameBack>,
}

impl Messenger {
    /// The account with its password, over this network, as a program that is at home at `node`.
    #[must_use]
    pub fn new(network: Arc<Network>, jid: BareJid, password: &str, node: String) -> Self {
        Self { network, jid, password: Zeroizing::new(password.to_owned()), node }
    }

    /// The account's address.
    #[must_use]
    pub fn jid(&self) -> &BareJid {
        &self.jid
    }

    /// Signs in and leaves.
    ///
    /// # Errors
    /// Any [`SignInError`].
    pub async fn look(&self) -> Result<(), SignInError> {
        xmpp::authenticate(&self.network, &self.jid, &self.secret()).await.map(drop)
    }

    /// Signs in, unseen: without presence, so that what others say to the account waits at its server.
    ///
    /// # Errors
    /// [`NotSignedIn`], with the reason.
    pub async fn open(&self) -> Result<Line, NotSignedIn> {
        let not_signed_in = |why: String| NotSignedIn { jid: self.jid.clone(), why };
        // one for each: several processes are signed in at once, and none displaces another
        let resource = format!("notices-{:016x}", rand::random::<u64>());
        let bound = self.jid.with_resource_str(&resource);
        let bound = bound.map_err(|error| not_signed_in(error.to_string()))?;
        let account = Account {
            jid: self.jid.clone(),
            resource: bound.resource().to_owned(),
            secret: self.secret(),
            identity: Arc::new(Identity { name: "Cosse".to_owned(), node: self.node.clone() }),
        };
        let (handle, requests) = xmpp::handle::channel();
        let (tells, heard) = mpsc::unbounded_channel();
        let (returns, came_back) = mpsc::channel(CAME_BACK);
        let ear = Ear { online: false, heard: tells, came_back: returns };
        let start = Start { stream: None, turn: Turn::First };
        let session = xmpp::session::run(Arc::clone(&self.network), account, start, requests, ear);
        let task = tokio::spawn(session);
        let mut line = Line { handle, heard, came_back, late: VecDeque::new(), task };
        match timeout(SIGN_IN, line.signed_in()).await {
            Ok(Ok(())) => Ok(line),
            Ok(Err(why)) => Err(not_signed_in(why)),
            Err(_) => {
                line.task.abort();
                Err(not_signed_in("the server did not answer in time".to_owned()))
            }
        }
    }

    fn secret(&self) -> Secret {
        Secret::typed(self.password.clone())
    }
}

impl Line {
    /// Says something to somebody. `last_moment` is asked just before: with a no nothing is sent, and nothing is known of it here. The
    /// same id is the same message, for whoever gets it twice.
    ///
    /// # Errors
    /// Those of `last_moment`; then nothing was sent.
    pub async fn send<E>(
        &mut self,
        to: &BareJid,
        id: &str,
        text: String,
        last_moment: impl Future<Output = Result<bool, E>>,
    ) -> Result<Option<Fate>, E> {
        if !last_moment.await? {
            return Ok(None);
        }
        let outgoing =
            Outgoing { id: id.to_owned(), body: text, markable: false, receipt: false, state: None };
        if let Err(error) = chat::send(&self.handle, to.clone(), &outgoing).await {
            return Ok(Some(Fate::NotSent(error.to_string())));
        }
        let fate = timeout(ANSWER, self.fate(to, id)).await;
        Ok(Some(fate.unwrap_or_else(|_| Fate::Unsure("the server did not say in time".to_owned()))))
    }

    /// The next message that came back, if there is one; [`Line::send`] tells of those that it waits for.
    pub fn came_back(&mut self) -> Option<CameBack> {
        self.late.pop_front().or_else(|| self.came_back.try_recv().ok())
    }

    /// Whether something can still be said.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.task.is_finished()
    }

    /// Signs out.
    pub async fn leave(self) {
        self.handle.stop(Stop::Leave).await;
        // what is known of the messages is known already
        drop(timeout(GOODBYE, self.task).await);
    }

    async fn signed_in(&mut self) -> Result<(), String> {
        match self.heard.recv().await {
            Some(Heard::Failed(why)) => Err(why),
            Some(_) => Ok(()),
            None => match (&mut self.task).await {
                Ok(End::NeedsPassword(error)) => Err(error.to_string()),
                _ => Err("the session ended".to_owned()),
            },
        }
    }

    async fn fate(&mut self, to: &BareJid, id: &str) -> Fate {
        loop {
            match self.heard.recv().await {
                Some(Heard::Acknowledged(ids)) if ids.iter().any(|it| it == id) => break,
                Some(Heard::Unsure(it)) if it == id => {
                    return Fate::Unsure("the stream broke off".to_owned());
                }
                Some(_) => {}
                None => return Fate::Unsure("the session ended".to_owned()),
            }
        }
        // what the server itself cannot deliver comes back before it says that it has it
        while let Ok(back) = self.came_back.try_recv() {
            if back.id == id && back.from == *to {
                return Fate::Refused(back.said);
            }
            self.late.push_back(back);
        }
        Fate::Sent
    }
}

impl Listener for Ear {
    async fn event(&mut self, event: Event) -> Result<(), Halt> {
        let told = match event {
            Event::State(State::Online { .. }) => {
                self.online = true;
                Heard::Online
            }
            // whoever wants to send tries again later
            Event::State(State::Reconnecting { reason, .. }) if !self.online => {
                self.heard.send(Heard::Failed(reason.to_string())).unwrap_or_default();
                return Err(Halt);
            }
            Event::Acknowledged { ids } => Heard::Acknowledged(ids),
            Event::Unsure(id) => Heard::Unsure(id),
            Event::Message(message) => {
                if let Some(back) = came_back(&message) {
                    // a flood of errors does not keep the session
                    self.came_back.try_send(back).unwrap_or_default();
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        // nobody listens any more when the line is being dropped
        self.heard.send(told).unwrap_or_default();
        Ok(())
    }

    async fn store(&mut self, _: &StreamState) -> Result<(), Halt> {
        // what a process leaves behind is unsure, and is not sent again by itself
        Ok(())
    }
}

/// One of ours that was not delivered.
fn came_back(message: &Incoming) -> Option<CameBack> {
    let error = message.error.as_ref().filter(|_| message.kind == Kind::Error)?;
    let text = error.text.as_deref().unwrap_or_default();
    let said = format!("it came back: {:?} {text}", error.condition).trim_end().to_owned();
    Some(CameBack { id: message.id.clone()?, from: message.from.to_bare(), said })
}

#[cfg(test)]
mod tests {
    use super::*;
    use xmpp::{Condition, message::Refusal};

    fn ear() -> (Ear, UnboundedReceiver<Heard>, Receiver<CameBack>) {
        let (tells, heard) = mpsc::unbounded_channel();
        let (returns, came_back) = mpsc::channel(1);
        (Ear { online: false, heard: tells, came_back: returns }, heard, came_back)
    }

    fn error(id: &str) -> Event {
        let from: jid::Jid = "ana@alpha.test".parse().unwrap();
        let text = Some("nobody".to_owned());
        let error = Refusal { condition: Condition::ItemNotFound, blocked: false, text };
        Event::Message(Box::new(Incoming {
            from,
            to: None,
            kind: Kind::Error,
            body: None,
            id: Some(id.to_owned()),
            origin_id: None,
            stanza_id: None,
            delay: None,
            wants_receipt: false,
            markable: false,
            received: None,
            displayed: None,
            chat_state: None,
            subject: None,
            error: Some(error),
            encrypted: false,
            damaged: false,
        }))
    }

    #[tokio::test]
    async fn what_came_back_is_told_and_a_flood_of_it_is_let_go() {
        let (mut ear, _heard, mut came_back) = ear();
        for id in ["1", "2", "3"] {
            assert_eq!(ear.event(error(id)).await, Ok(()));
        }
        let back = came_back.try_recv().unwrap();
        assert_eq!((back.id.as_str(), back.from.as_str()), ("1", "ana@alpha.test"));
        assert!(back.said.contains("ItemNotFound nobody"), "{}", back.said);
        assert!(came_back.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_first_sign_in_that_fails_ends_the_session_and_a_later_one_does_not() {
        let failed = || {
            let after = Duration::from_secs(1);
            Event::State(State::Reconnecting { after, reason: SignInError::Timeout.into() })
        };
        let (mut before, mut heard, _back) = ear();
        assert_eq!(before.event(failed()).await, Err(Halt));
        assert!(matches!(heard.try_recv(), Ok(Heard::Failed(_))));
        let (mut after, mut heard, _back) = ear();
        after.online = true;
        assert_eq!(after.event(failed()).await, Ok(()));
        assert!(heard.try_recv().is_err());
    }
}
