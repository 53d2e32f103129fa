//! What a web node asks of the worker that holds a member's session.

pub mod chats;
pub mod contacts;
pub mod posts;
pub mod profile;

use crate::{session::Live, shared::Shared};
use jid::BareJid;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use xmpp::{Handle, IqError};

/// Something that is done through a member's session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "noun", rename_all = "kebab-case")]
pub enum Command {
    /// Posts and comments.
    Posts(posts::Command),
    /// The roster.
    Contacts(contacts::Command),
    /// Messages.
    Chats(chats::Command),
    /// Name, about, picture.
    Profile(profile::Command),
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "kebab-case")]
pub enum Reply {
    /// The XMPP server said yes.
    Done,
    /// The server cannot be reached now; it is kept, and done when the session is back.
    Waiting,
    /// The XMPP server said no, or cannot do it.
    Refused(Refusal),
    /// The session has no secret that its server takes: the member must sign in again.
    NeedsPassword,
    /// Nobody answered in time; it may or may not have been done.
    Unknown,
}

/// Why an XMPP server said no, in the conditions of RFC 6120 §8.3.3 that people can act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", content = "text", rename_all = "kebab-case")]
pub enum Refusal {
    /// `item-not-found`: what it was about is gone.
    Gone,
    /// `forbidden`, `not-authorized`, `not-allowed`: not ours to do.
    Forbidden,
    /// `conflict`: somebody else was first.
    Conflict,
    /// `policy-violation`, `resource-constraint`: too much, too large, or too often.
    Policy,
    /// `remote-server-not-found`, `remote-server-timeout`: the other server does not answer.
    Unreachable,
    /// `feature-not-implemented`, `service-unavailable`: the server does not offer this.
    NotOffered,
    /// The pod can only be read at the moment; no server was asked.
    ReadOnly,
    /// Anything else, as the server put it.
    Other(String),
}

/// What a command works with.
#[derive(Clone, Debug)]
pub(crate) struct Bench<'a> {
    /// The worker's shared parts.
    pub(crate) shared: &'a Arc<Shared>,
    /// The member's session.
    pub(crate) live: &'a Live,
    /// Her address.
    pub(crate) jid: &'a BareJid,
    /// Speaks to her session.
    pub(crate) handle: &'a Handle,
}

/// What stopped a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stopped {
    /// The server's answer, or the lack of one.
    #[error(transparent)]
    Iq(#[from] IqError),
    /// The database's answer.
    #[error(transparent)]
    Model(#[from] model::Error),
    /// The stream is no more.
    #[error("the session ended")]
    NotSent(#[from] xmpp::NotSent),
}

impl<'a> Bench<'a> {
    pub(crate) fn new(shared: &'a Arc<Shared>, live: &'a Live) -> Self {
        Self { shared, live, jid: &live.jid, handle: &live.handle }
    }
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// What the server or the database answered.
    pub(crate) async fn run(&self, id: &str, bench: &Bench<'_>) -> Result<(), Stopped> {
        match self {
            Self::Posts(command) => posts::run(command, id, bench).await,
            Self::Contacts(command) => contacts::run(command, bench).await,
            Self::Chats(command) => chats::run(command, id, bench).await,
            Self::Profile(command) => profile::run(command, bench).await,
        }
    }

    /// What it is about, in metrics.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::Posts(_) => "posts",
            Self::Contacts(_) => "contacts",
            Self::Chats(_) => "chats",
            Self::Profile(_) => "profile",
        }
    }

    /// Whether it is kept and done later where the server cannot be reached now.
    #[must_use]
    pub fn can_wait(&self) -> bool {
        match self {
            Self::Posts(command) => command.can_wait(),
            Self::Contacts(_) => true,
            Self::Chats(_) | Self::Profile(_) => false,
        }
    }

    /// Whether it puts anything into the world, or takes it back.
    #[must_use]
    pub fn writes(&self) -> bool {
        match self {
            Self::Posts(command) => !matches!(command, posts::Command::Follow(_)),
            Self::Chats(command) => command.writes(),
            Self::Contacts(_) | Self::Profile(_) => true,
        }
    }

    /// Whether there must be a stream to begin it.
    #[must_use]
    pub fn needs_stream(&self) -> bool {
        !matches!(self, Self::Chats(command) if command.is_local())
    }
}

impl Reply {
    /// The name in metrics.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Refused(_) => "refused",
            Self::NeedsPassword => "needs-password",
            Self::Unknown => "unknown",
        }
    }
}

impl Stopped {
    /// Whether it may go better with another stream.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Iq(IqError::Timeout | IqError::Reset | IqError::Closed) | Self::NotSent(_))
    }

    /// The database's error, if it is one.
    pub(crate) fn model(self) -> Result<model::Error, Self> {
        match self {
            Self::Model(error) => Ok(error),
            other => Err(other),
        }
    }
}

impl From<&Stopped> for Refusal {
    fn from(stopped: &Stopped) -> Self {
        let Stopped::Iq(error) = stopped else { return Self::Other(stopped.to_string()) };
        use xmpp::Condition as C;
        match error.condition() {
            Some(C::ItemNotFound | C::Gone { .. }) => Self::Gone,
            Some(C::Forbidden | C::NotAuthorized | C::NotAllowed | C::RegistrationRequired) => {
                Self::Forbidden
            }
            Some(C::Conflict) => Self::Conflict,
            Some(C::PolicyViolation | C::ResourceConstraint | C::NotAcceptable) => Self::Policy,
            Some(C::RemoteServerNotFound | C::RemoteServerTimeout) => Self::Unreachable,
            Some(C::FeatureNotImplemented | C::ServiceUnavailable) => Self::NotOffered,
            _ => Self::Other(error.to_string()),
        }
    }
}
