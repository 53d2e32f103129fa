//! What a web node holds of the pool.

use crate::{
    bus::{Bus, BusError, EventId, Follower, Step},
    commands::{Command, Reply},
    events::{self, Event},
    figures::{SECONDS, figure},
    forms::{Filled, Form},
    orders::{Answer, Order, Passwords, Request, Secrets},
    passwords::PasswordRefusal,
    register::RegisterRefusal,
    sign_in::SignInRefusal,
};
use jid::{BareJid, DomainRef};
use model::{InviteId, MemberId, Owner, PodId, secrets, sessions::shard};
use prometheus::{HistogramVec, histogram_opts};
use std::{
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// A sign-in speaks to a server that may be far away and slow: DNS, TCP, TLS, SASL each have a share of this.
const SIGN_IN: Duration = Duration::from_secs(40);

/// How long a web node's word that somebody looks is good for.
pub const WATCHED_FOR: Duration = Duration::from_secs(180);

/// A change of the password is three sign-ins and a request in between, which seldom are slow.
const PASSWORD: Duration = Duration::from_secs(55);

/// A command waits for one or a few answers of an XMPP server.
const ACT: Duration = Duration::from_secs(30);

static ANSWERED: LazyLock<HistogramVec> = LazyLock::new(|| {
    let help = "How long a web node waits from the sending of a command until its reply is there, in seconds";
    let figures = histogram_opts!("cosse_command_reply_seconds", help, SECONDS.to_vec());
    figure(HistogramVec::new(figures, &["noun", "result"]))
});

/// Asks workers, and follows what they tell. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pool {
    bus: Bus,
    key: Arc<secrets::Key>,
    name: Arc<str>,
}

/// The pool gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// Too many commands wait, or the bus is shut.
    #[error(transparent)]
    Bus(#[from] BusError),
    /// No worker answered in time.
    #[error("no worker answered in time")]
    Silence,
    /// The worker met a fault of ours.
    #[error("the worker failed: {0}")]
    Failed(String),
}

impl CallError {
    /// What became of the command, in metrics.
    fn result(&self) -> &'static str {
        match self {
            Self::Bus(_) => "unsent",
            Self::Silence => "silence",
            Self::Failed(_) => "failed",
        }
    }
}

impl Pool {
    /// Over a bus, with the key that passwords are sealed with on their way, for the web node of this name.
    #[must_use]
    pub fn new(bus: Bus, key: Arc<secrets::Key>, name: &str) -> Self {
        Self { bus, key, name: name.into() }
    }

    /// Signs an account in on a pod, by an invitation if it is new there, and leaves its session running. The member's id, or why not.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn sign_in(
        &self,
        pod: &PodId,
        jid: &BareJid,
        password: &str,
        keep: bool,
        invite: Option<InviteId>,
    ) -> Result<Result<MemberId, SignInRefusal>, CallError> {
        self.enter(pod, jid, password, keep, invite, false).await
    }

    /// The same with an account that was made a moment ago: there is room for it where there is none for others, but not without end.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn come_in(
        &self,
        pod: &PodId,
        jid: &BareJid,
        password: &str,
        keep: bool,
        invite: Option<InviteId>,
    ) -> Result<Result<MemberId, SignInRefusal>, CallError> {
        self.enter(pod, jid, password, keep, invite, true).await
    }

    async fn enter(
        &self,
        pod: &PodId,
        jid: &BareJid,
        password: &str,
        keep: bool,
        invite: Option<InviteId>,
        made: bool,
    ) -> Result<Result<MemberId, SignInRefusal>, CallError> {
        let password = self.seal(pod, jid, password.as_bytes());
        match self.ask(pod, jid, Request::SignIn { password, keep, invite, made }, SIGN_IN).await? {
            Answer::SignedIn { member } => Ok(Ok(member)),
            Answer::SignInRefused { refusal } => Ok(Err(refusal)),
            other => Err(unexpected(other)),
        }
    }

    /// Asks an account's server whether this is its password, for somebody who is a member of no pod; or why nobody knows. Nothing is
    /// kept of it, and no session begins.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn prove(
        &self,
        jid: &BareJid,
        password: &str,
        now: OffsetDateTime,
    ) -> Result<Result<(), SignInRefusal>, CallError> {
        let nobodys = PodId::new(now);
        let password = self.seal(&nobodys, jid, password.as_bytes());
        match self.ask(&nobodys, jid, Request::Prove { password }, SIGN_IN).await? {
            Answer::Done => Ok(Ok(())),
            Answer::SignInRefused { refusal } => Ok(Err(refusal)),
            other => Err(unexpected(other)),
        }
    }

    /// What the pod's own XMPP server asks of newcomers, or why it is not known.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn registration_form(
        &self,
        pod: &PodId,
        domain: &DomainRef,
    ) -> Result<Result<Form, RegisterRefusal>, CallError> {
        match self.ask(pod, &BareJid::from_parts(None, domain), Request::Form, SIGN_IN).await? {
            Answer::Form { form } => Ok(Ok(form)),
            Answer::RegisterRefused { refusal } => Ok(Err(refusal)),
            other => Err(unexpected(other)),
        }
    }

    /// Makes an account on the pod's own XMPP server, and signs it in. The member's id, or why not.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn register(
        &self,
        pod: &PodId,
        jid: &BareJid,
        password: &str,
        keep: bool,
        filled: Filled,
        invite: Option<InviteId>,
    ) -> Result<Result<MemberId, RegisterRefusal>, CallError> {
        let secrets = Secrets { password: password.to_owned(), filled };
        let sealed = self.seal(pod, jid, &Zeroizing::new(bytes(&secrets)));
        let request = Request::Register { account: jid.clone(), sealed, invite };
        match self.ask(pod, &BareJid::from_parts(None, jid.domain()), request, SIGN_IN).await? {
            Answer::Done => {}
            Answer::RegisterRefused { refusal } => return Ok(Err(refusal)),
            other => return Err(unexpected(other)),
        }
        Ok(self.come_in(pod, jid, password, keep, invite).await?.map_err(RegisterRefusal::SignIn))
    }

    /// Gives a member's account another password over her session, if the present one is right; or why not.
    ///
    /// # Errors
    /// [`CallError`] when the bus does not work. A worker that says nothing is [`PasswordRefusal::Unknown`].
    pub async fn change_password(
        &self,
        pod: &PodId,
        jid: &BareJid,
        present: &str,
        new: &str,
    ) -> Result<Result<(), PasswordRefusal>, CallError> {
        let typed = |password: &str| Zeroizing::new(password.to_owned());
        let passwords = Passwords { present: typed(present), new: typed(new) };
        let sealed = self.seal(pod, jid, &Zeroizing::new(bytes(&passwords)));
        match self.ask(pod, jid, Request::ChangePassword { sealed }, PASSWORD).await {
            Ok(Answer::Done) => Ok(Ok(())),
            Ok(Answer::PasswordRefused { refusal }) => Ok(Err(refusal)),
            Ok(other) => Err(unexpected(other)),
            Err(CallError::Silence) => Ok(Err(PasswordRefusal::Unknown)),
            Err(error) => Err(error),
        }
    }

    /// Whether the server of a member's account lets accounts be deleted; nothing where it is away.
    ///
    /// # Errors
    /// [`CallError`] when the bus does not work.
    pub async fn can_delete(&self, pod: &PodId, jid: &BareJid) -> Result<Option<bool>, CallError> {
        match self.ask(pod, jid, Request::CanDelete, ACT).await {
            Ok(Answer::CanDelete { can }) => Ok(can),
            Ok(other) => Err(unexpected(other)),
            Err(CallError::Silence) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Notes that a member has left and that her account is to be deleted, if her password is right, and ends her session; or why not.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn delete_account(
        &self,
        pod: &PodId,
        jid: &BareJid,
        password: &str,
    ) -> Result<Result<(), SignInRefusal>, CallError> {
        let password = self.seal(pod, jid, password.as_bytes());
        match self.ask(pod, jid, Request::DeleteAccount { password }, SIGN_IN).await? {
            Answer::Done => Ok(Ok(())),
            Answer::SignInRefused { refusal } => Ok(Err(refusal)),
            other => Err(unexpected(other)),
        }
    }

    /// Has the account deleted of a member who wished so long enough ago, and then her rows. What fails is noted, and waits for the
    /// next time.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn unregister(&self, pod: &PodId, jid: &BareJid) -> Result<(), CallError> {
        match self.ask(pod, jid, Request::Unregister, SIGN_IN).await? {
            Answer::Done => Ok(()),
            other => Err(unexpected(other)),
        }
    }

    /// Begins the session of a member again who had left her pod and is back, if something of her sign-in was kept.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn come_back(&self, pod: &PodId, jid: &BareJid) -> Result<(), CallError> {
        match self.ask(pod, jid, Request::ComeBack, ACT).await? {
            Answer::Done => Ok(()),
            other => Err(unexpected(other)),
        }
    }

    /// Does something through a member's session. `id` is the same when a form is sent again.
    ///
    /// # Errors
    /// [`CallError`] when the bus does not work. A worker that says nothing is [`Reply::Unknown`].
    pub async fn act(
        &self,
        pod: &PodId,
        jid: &BareJid,
        id: &str,
        command: Command,
    ) -> Result<Reply, CallError> {
        let request = Request::Act { id: id.to_owned(), command: Box::new(command) };
        match self.ask(pod, jid, request, ACT).await {
            Ok(Answer::Acted { reply }) => Ok(reply),
            Ok(other) => Err(unexpected(other)),
            Err(CallError::Silence) => Ok(Reply::Unknown),
            Err(error) => Err(error),
        }
    }

    /// Ends a member's session and forgets its secrets.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn sign_out(&self, pod: &PodId, jid: &BareJid) -> Result<(), CallError> {
        match self.ask(pod, jid, Request::SignOut, ACT).await? {
            Answer::Done => Ok(()),
            other => Err(unexpected(other)),
        }
    }

    /// Ends a member's session as [`Self::sign_out`] does, if none of her browsers has been there for so long as the pod says.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn end_away(&self, pod: &PodId, jid: &BareJid) -> Result<(), CallError> {
        match self.ask(pod, jid, Request::EndAway, ACT).await? {
            Answer::Done => Ok(()),
            other => Err(unexpected(other)),
        }
    }

    /// Has what waits done, if the session is there; else it goes on waiting.
    ///
    /// # Errors
    /// [`CallError`] when nobody knows.
    pub async fn retry(&self, pod: &PodId, jid: &BareJid) -> Result<(), CallError> {
        match self.ask(pod, jid, Request::Retry, ACT).await? {
            Answer::Done => Ok(()),
            other => Err(unexpected(other)),
        }
    }

    /// Says whether any browser of the member looks at this web node; the answer is not waited for. That one does is to be said again
    /// within [`WATCHED_FOR`].
    pub async fn watch(&self, pod: &PodId, jid: &BareJid, watching: bool) {
        let order = order(pod, jid, Request::Watch { by: self.name.to_string(), watching }, String::new());
        if let Err(error) = self.bus.send(shard(pod, jid), bytes(&order)).await {
            tracing::warn!(%error, "a worker was not told who looks");
        }
    }

    /// Tells a member's open pages that a browser of hers was signed out: each looks whether it is the one.
    pub async fn browsers_changed(&self, owner: &Owner) {
        self.bus.emit(&events::stream(owner), bytes(&Event::Browsers)).await;
    }

    /// The latest event of a member, from which a page that is made now goes on.
    pub async fn last_event(&self, owner: &Owner) -> EventId {
        self.bus.last(&events::stream(owner)).await
    }

    /// Follows what a member's pages must show, from behind `after` or from now.
    pub async fn follow(&self, owner: &Owner, after: Option<EventId>) -> Events {
        Events(self.bus.follow(&events::stream(owner), after).await)
    }

    async fn ask(
        &self,
        pod: &PodId,
        jid: &BareJid,
        request: Request,
        limit: Duration,
    ) -> Result<Answer, CallError> {
        let (noun, began) = (request.noun(), Instant::now());
        let answer = self.answer(pod, jid, request, limit).await;
        let result = answer.as_ref().map_or_else(CallError::result, Answer::result);
        ANSWERED.with_label_values(&[noun, result]).observe(began.elapsed().as_secs_f64());
        answer
    }

    async fn answer(
        &self,
        pod: &PodId,
        jid: &BareJid,
        request: Request,
        limit: Duration,
    ) -> Result<Answer, CallError> {
        let expected = self.bus.expect();
        let order = order(pod, jid, request, expected.ticket().to_owned());
        self.bus.send(shard(pod, jid), bytes(&order)).await?;
        let reply = expected.within(limit).await.ok_or(CallError::Silence)?;
        serde_json::from_slice(&reply).map_err(|error| CallError::Failed(error.to_string()))
    }

    fn seal(&self, pod: &PodId, jid: &BareJid, plain: &[u8]) -> Vec<u8> {
        // a password is far from the 256 GB that cannot be sealed; if it were, the worker would refuse what is empty
        secrets::seal(&self.key, &secrets::aad(pod, jid), plain).unwrap_or_default()
    }
}

/// What a member's pages must show, as it happens.
#[derive(Debug)]
pub struct Events(Follower);

/// The next thing to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Something changed.
    Event {
        /// Its place in the stream.
        id: EventId,
        /// What changed.
        event: Event,
    },
    /// Changes were missed.
    Resync {
        /// The place to go on from.
        id: EventId,
    },
}

impl Events {
    /// Waits for the next change. Nothing is lost when the wait is given up.
    pub async fn next(&mut self) -> Next {
        loop {
            match self.0.next().await {
                Step::Resync { id } => return Next::Resync { id },
                Step::Event { id, bytes } => match serde_json::from_slice(&bytes) {
                    Ok(event) => return Next::Event { id, event },
                    Err(error) => tracing::warn!(%error, "an event of another version was skipped"),
                },
            }
        }
    }
}

fn order(pod: &PodId, jid: &BareJid, request: Request, ticket: String) -> Order {
    Order { pod: *pod, jid: jid.clone(), ticket, request }
}

/// Types of our own with string keys always have a JSON form.
pub(crate) fn bytes(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn unexpected(answer: Answer) -> CallError {
    match answer {
        Answer::Failed { cause } => CallError::Failed(cause),
        other => CallError::Failed(format!("an answer to another question: {other:?}")),
    }
}
