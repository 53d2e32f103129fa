//! The cheap handle to a session's task, and the channel between them.

use crate::account::Secret;
use crate::archive::Gathered;
use crate::iq::{Caller, IqError};
use crate::sign_in::Kept;
use jid::Jid;
use minidom::Element;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc, oneshot};
use xmpp_parsers::stanza::Stanza;

/// How long [`Handle::get`] and [`Handle::set`] wait for an answer.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// How long a page of the archive may take: it is many stanzas.
const PAGE_WITHIN: Duration = Duration::from_secs(60);

/// How many requests may wait in the channel before [`Handle`]'s callers wait.
const DEPTH: usize = 16;

/// A session takes nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// It has ended. Whoever takes it up finds in its kept stream what it had taken.
    #[error("the session has ended")]
    Ended,
    /// It has no stream, and hundreds of stanzas wait for one.
    #[error("too much waits for a stream already")]
    Full,
}

/// How a session is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Says unavailable and closes the stream: the session is over.
    Leave,
    /// Drops TCP without a word, so that the stream can be resumed from its stored state.
    Keep,
}

/// An IQ request's type (RFC 6120 §8.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Get,
    Set,
}

pub(crate) type Answer = Result<Option<Element>, IqError>;

/// What a handle asks of its session.
#[derive(Debug)]
pub(crate) enum Request {
    Iq {
        kind: Kind,
        to: Option<Jid>,
        payload: Element,
        caller: Caller,
    },
    /// An IQ of type `set` that is written to a stream that is there, and nowhere else.
    Unkept {
        to: Option<Jid>,
        payload: Element,
        caller: Caller,
    },
    Send {
        stanza: Element,
        accepted: oneshot::Sender<Result<(), NotSent>>,
    },
    SendOrForget(Element),
    Active(bool),
    Renew {
        secret: Secret,
        remembered: Option<Kept>,
    },
    Stop(Stop),
}

/// Speaks to one session. Cheap to clone; every wait ends, with a deadline or with the session.
///
/// Never await it inside [`crate::Listener`]: the session waits for its listener.
#[derive(Clone, Debug)]
pub struct Handle {
    requests: mpsc::Sender<Box<Request>>,
    hurried: Arc<Notify>,
}

/// The session's end of the channel, for [`crate::session::run`].
#[derive(Debug)]
pub struct Requests {
    requests: mpsc::Receiver<Box<Request>>,
    hurried: Arc<Notify>,
}

/// A handle, and the end that its session will serve.
pub fn channel() -> (Handle, Requests) {
    let (sender, receiver) = mpsc::channel(DEPTH);
    let hurried = Arc::<Notify>::default();
    (Handle { requests: sender, hurried: Arc::clone(&hurried) }, Requests { requests: receiver, hurried })
}

impl Handle {
    /// Sends an IQ of type `get` and waits for its result's payload. No `to` means our own account.
    ///
    /// # Errors
    /// See [`IqError`].
    pub async fn get(
        &self,
        to: Option<Jid>,
        payload: impl Into<Element>,
    ) -> Result<Option<Element>, IqError> {
        self.ask(Kind::Get, to, payload.into()).await
    }

    /// Sends an IQ of type `set` and waits for its result's payload. No `to` means our own account.
    ///
    /// # Errors
    /// See [`IqError`].
    pub async fn set(
        &self,
        to: Option<Jid>,
        payload: impl Into<Element>,
    ) -> Result<Option<Element>, IqError> {
        self.ask(Kind::Set, to, payload.into()).await
    }

    /// The same for what nobody is to keep, as a password: it is neither stored for a resume, nor does it wait for a stream.
    ///
    /// # Errors
    /// See [`IqError`]; [`IqError::Closed`] also where there is no stream.
    pub async fn set_unkept(
        &self,
        to: Option<Jid>,
        payload: impl Into<Element>,
    ) -> Result<Option<Element>, IqError> {
        let (answer, result) = oneshot::channel();
        let request = Request::Unkept { to, payload: payload.into(), caller: Caller::Plain(answer) };
        self.answered(request, result, ANSWER_WITHIN).await
    }

    /// Sends a message or a presence. When this returns, the session has stored it and will send it again after a
    /// resume (XEP-0198); while there is no stream it waits for the next one.
    ///
    /// # Errors
    /// [`NotSent`].
    pub async fn send(&self, stanza: impl Into<Stanza>) -> Result<(), NotSent> {
        let (accepted, answer) = oneshot::channel();
        self.request(Request::Send { stanza: stanza.into().into(), accepted }).await?;
        answer.await.unwrap_or(Err(NotSent::Ended))
    }

    /// Sends a stanza that would mean nothing later: it is not stored, and without a stream it is let go.
    ///
    /// # Errors
    /// [`NotSent::Ended`].
    pub async fn send_or_forget(&self, stanza: impl Into<Stanza>) -> Result<(), NotSent> {
        self.request(Request::SendOrForget(stanza.into().into())).await
    }

    /// Says whether anybody looks (XEP-0352). Said to the server again after each reconnection.
    pub async fn active(&self, yes: bool) {
        self.request(Request::Active(yes)).await.unwrap_or_default();
    }

    /// Signs in with another secret from now on, of which a sign-in has come to this. The stream that is there goes on.
    pub async fn renew(&self, secret: Secret, remembered: Option<Kept>) {
        self.request(Request::Renew { secret, remembered }).await.unwrap_or_default();
    }

    /// Has a session that waits for its turn to open a stream go before those that nobody wants anything of.
    pub fn hurry(&self) {
        self.hurried.notify_one();
    }

    /// Stops the session.
    pub async fn stop(&self, how: Stop) {
        self.request(Request::Stop(how)).await.unwrap_or_default();
    }

    async fn ask(&self, kind: Kind, to: Option<Jid>, payload: Element) -> Answer {
        let (answer, result) = oneshot::channel();
        let request = Request::Iq { kind, to, payload, caller: Caller::Plain(answer) };
        self.answered(request, result, ANSWER_WITHIN).await
    }

    /// Asks our own account's archive, and waits for the answer and for the results of the query with this name.
    pub(crate) async fn gather(
        &self,
        payload: Element,
        query: String,
        gathered: Gathered,
    ) -> Result<(Option<Element>, Gathered), IqError> {
        let (answer, result) = oneshot::channel();
        let caller = Caller::Archive { query, gathered: Box::new(gathered), answer };
        let request = Request::Iq { kind: Kind::Set, to: None, payload, caller };
        let (answer, gathered) = self.answered(request, result, PAGE_WITHIN).await?;
        Ok((answer, *gathered))
    }

    async fn answered<T>(
        &self,
        request: Request,
        result: oneshot::Receiver<Result<T, IqError>>,
        within: Duration,
    ) -> Result<T, IqError> {
        let asked = async {
            self.request(request).await.map_err(|_| IqError::Closed)?;
            result.await.map_err(|_| IqError::Closed)?
        };
        tokio::time::timeout(within, asked).await.map_err(|_| IqError::Timeout)?
    }

    async fn request(&self, request: Request) -> Result<(), NotSent> {
        self.requests.send(Box::new(request)).await.map_err(|_| NotSent::Ended)
    }
}

impl Requests {
    /// The next request; none when every handle is gone. Cancel safe.
    pub(crate) async fn next(&mut self) -> Option<Request> {
        self.requests.recv().await.map(|request| *request)
    }

    /// Told when somebody wants something of a session that has no stream.
    pub(crate) fn hurried(&self) -> Arc<Notify> {
        Arc::clone(&self.hurried)
    }

    /// A request that is there already.
    pub(crate) fn ready(&mut self) -> Option<Request> {
        self.requests.try_recv().ok().map(|request| *request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;
    use xmpp_parsers::ping::Ping;

    #[tokio::test(start_paused = true)]
    async fn what_nobody_answers_fails_in_its_time() {
        let (handle, mut requests) = channel();
        let start = Instant::now();
        let session = async {
            let request = requests.next().await;
            tokio::time::sleep(ANSWER_WITHIN * 2).await;
            request
        };
        let asked = async { (handle.get(None, Ping).await, start.elapsed()) };
        let (request, (answer, after)) = tokio::join!(session, asked);
        assert!(matches!(request, Some(Request::Iq { .. })));
        assert_eq!((answer, after), (Err(IqError::Timeout), ANSWER_WITHIN));
    }
}
