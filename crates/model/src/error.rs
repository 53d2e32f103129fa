//! What can go wrong below the queries; the caller decides what a person is told.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::pooled_connection::bb8::RunError;
use time::OffsetDateTime;

/// An error of the database, or a rule of the model that a request broke.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The setting is neither `sqlite:PATH` nor `postgres://…`.
    #[error("a database is written sqlite:PATH or postgres://…, not {0:?}")]
    Address(String),
    /// No connection could be opened, or none was free in time.
    #[error("the database cannot be reached")]
    Pool(#[source] RunError),
    /// The database refused a statement.
    #[error("the database refused a statement")]
    Database(#[source] DieselError),
    /// The tables could not be brought to this program's version.
    #[error("the tables could not be migrated")]
    Migration(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The task that ran a statement ended early: the program is stopping, or it panicked.
    #[error("a task of the database ended early")]
    Task(#[source] tokio::task::JoinError),
    /// What was to be changed is not there.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Somebody else in the pod (for a host: in the deployment) has it.
    #[error("this {0} is taken")]
    Taken(&'static str),
    /// It was another pod's, and is nobody else's until then.
    #[error("this host name was another pod's and is held back until {}", .0.date())]
    Held(OffsetDateTime),
    /// Cosse looks after the accounts of the pod's domain, and it is not left by the way.
    #[error("Cosse looks after the accounts of the pod's domain; `cosse pod domain set` gives it another")]
    KeptDomain,
    /// The handle may be another's: names without a dot belong to the accounts of the pod's own XMPP domain.
    #[error("this handle is kept for an account of the pod's own domain")]
    Reserved,
    /// One of the pod's quotas is used up.
    #[error("the pod's quota of {0} is used up")]
    Full(Quota),
    /// A value is larger than what is kept.
    #[error("this {0} is too large")]
    TooLarge(&'static str),
    /// Members are told of a change before it holds: it can hold from then on.
    #[error("members are told of a change two weeks before: this one can hold from {} on", .0.date())]
    TooSoon(OffsetDateTime),
    /// A pod cannot go from this state to where it should.
    #[error("a pod that is {} does not become this", .0.as_str())]
    NotFrom(crate::pods::State),
    /// Nobody would run the pod any more.
    #[error("somebody else must run the pod first")]
    LastOperator,
    /// Nobody would look after the deployment any more.
    #[error("somebody else must be an admin first")]
    LastAdmin,
    /// The address is of somebody who runs or moderates the pod.
    #[error("somebody who runs or moderates the pod has this address; take the role away first")]
    RunsThePod,
    /// Whoever decided does not decide on the appeal against it, where somebody else can.
    #[error("somebody else decides on an appeal than who decided first")]
    OwnDecision,
    /// Who is new on the pod may not do this yet.
    #[error("new members may do this from {} on", .0.date())]
    StillNew(OffsetDateTime),
    /// Another owner took the session over: its generation is newer than ours.
    #[error("the session belongs to a newer owner")]
    Displaced,
}

/// What a pod has a limited amount of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    /// Bytes of pictures and other media.
    Storage,
    /// Live sessions.
    Sessions,
}

impl std::fmt::Display for Quota {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Storage => "storage",
            Self::Sessions => "sessions",
        })
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        Self::Database(error)
    }
}

impl From<RunError> for Error {
    fn from(error: RunError) -> Self {
        Self::Pool(error)
    }
}

impl Error {
    /// Whether the database is not there, rather than against something.
    pub fn is_away(&self) -> bool {
        matches!(
            self,
            Self::Pool(_)
                | Self::Database(DieselError::DatabaseError(
                    // the second is what a connection to PostgreSQL says that was closed while nobody used it
                    DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
                    _
                ))
        )
    }

    /// Says `Taken(what)` where a unique key refused the row.
    pub(crate) fn unless_taken(error: DieselError, what: &'static str) -> Self {
        match error {
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Taken(what),
            other => Self::Database(other),
        }
    }

    /// `NotFound(what)` when a statement touched no row.
    pub(crate) fn unless_some(rows: usize, what: &'static str) -> Result<(), Self> {
        if rows == 0 { Err(Self::NotFound(what)) } else { Ok(()) }
    }
}
