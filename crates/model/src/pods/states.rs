//! Where a pod is in its life, and what that means for whoever uses it.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::{Pod, State};
use crate::audit::deployment::{self, hold_deployment, note_deployment};
use crate::audit::{Act, Actor, By, Note, note};
use crate::blocks::note_standing;
use crate::columns::{Parsed, Stamp};
use crate::domains::hasten;
use crate::hosts::{self, hold};
use crate::notices::Told;
use crate::notices::telling::{operators, tell};
use crate::schema::{audit, closings_told, hosts as host_rows, members, pod_moves, pods};
use crate::{Database, Error, PodId};

/// How long a deleted pod can be restored.
pub const KEPT: Duration = Duration::days(30);

/// Members that are deleted at a time, so that nobody waits long for the database.
const PAGE: i64 = 200;

/// A pod's way into another state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// It is in use again.
    Resume,
    /// It can be read; nothing is written.
    ReadOnly {
        /// Why, for its members; may be empty.
        reason: String,
    },
    /// It says only that it is suspended.
    Suspend {
        /// Why, for whoever comes; may be empty.
        reason: String,
    },
    /// It closes at a time.
    Close {
        /// When.
        at: OffsetDateTime,
        /// What it says from then on, in Markdown; may be empty.
        farewell: String,
        /// The host name at which it goes on; empty: nowhere. None: as was said before, where it closes already.
        moved_to: Option<String>,
    },
    /// It is gone; its rows are kept for [`KEPT`].
    Delete,
    /// It was deleted, and is again what it was before.
    Restore,
}

/// What a pod is for whoever uses it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It can be used.
    Open,
    /// It can be read.
    ReadOnly,
    /// It says that it is suspended.
    Suspended,
    /// It has closed, and says farewell.
    Farewell,
    /// There is no such pod.
    Gone,
}

impl Standing {
    /// What a pod in that state is now, which closes then, if it is closing.
    pub fn of(state: State, closing_at: Option<OffsetDateTime>, now: OffsetDateTime) -> Self {
        match state {
            State::Active => Self::Open,
            State::ReadOnly => Self::ReadOnly,
            State::Suspended => Self::Suspended,
            State::Closing if closing_at.is_some_and(|at| at <= now) => Self::Farewell,
            State::Closing => Self::Open,
            State::Deleted => Self::Gone,
        }
    }

    /// Whether members have sessions.
    pub fn is_in_use(self) -> bool {
        matches!(self, Self::Open | Self::ReadOnly)
    }
}

impl Turn {
    /// The states in which this can be done.
    fn possible_in(&self) -> &'static [State] {
        use State::{Active, Closing, Deleted, ReadOnly, Suspended};
        match self {
            Self::Resume => &[ReadOnly, Suspended, Closing],
            Self::ReadOnly { .. } | Self::Suspend { .. } | Self::Close { .. } | Self::Delete => {
                &[Active, ReadOnly, Suspended, Closing]
            }
            Self::Restore => &[Deleted],
        }
    }

    /// What the pod is then; one that is restored is what it was before instead.
    fn state(&self) -> State {
        match self {
            Self::ReadOnly { .. } => State::ReadOnly,
            Self::Suspend { .. } => State::Suspended,
            Self::Close { .. } => State::Closing,
            Self::Delete => State::Deleted,
            Self::Resume | Self::Restore => State::Active,
        }
    }

    /// In the deployment's log.
    fn act(&self) -> deployment::Act {
        match self {
            Self::Resume => deployment::Act::PodResume,
            Self::ReadOnly { .. } => deployment::Act::PodReadOnly,
            Self::Suspend { .. } => deployment::Act::PodSuspend,
            Self::Close { .. } => deployment::Act::PodClose,
            Self::Delete => deployment::Act::PodDelete,
            Self::Restore => deployment::Act::PodRestore,
        }
    }

    fn reason(&self) -> &str {
        match self {
            Self::ReadOnly { reason } | Self::Suspend { reason } => reason,
            _ => "",
        }
    }

    /// For the audit log.
    fn told(&self) -> Value {
        match self {
            Self::ReadOnly { reason } | Self::Suspend { reason } if !reason.is_empty() => {
                json!({ "reason": reason })
            }
            Self::Close { at, moved_to: Some(host), .. } => {
                json!({ "closing_at": at.unix_timestamp(), "moved_to": host })
            }
            Self::Close { at, .. } => json!({ "closing_at": at.unix_timestamp() }),
            _ => json!({}),
        }
    }
}

impl Pod {
    /// What it is for whoever uses it now.
    pub fn standing(&self, now: OffsetDateTime) -> Standing {
        Standing::of(self.state, self.closing_at, now)
    }

    /// Whether its members have sessions.
    pub fn is_in_use(&self, now: OffsetDateTime) -> bool {
        self.standing(now).is_in_use()
    }

    /// Whether anything is written on it.
    pub fn is_written(&self, now: OffsetDateTime) -> bool {
        self.standing(now) == Standing::Open
    }
}

/// Inside a transaction: where a pod goes on that is to close. Where that is another place than before, all are told of it anew.
macro_rules! say_where {
    ($conn:ident, $pod:ident, $turn:ident) => {{
        let to: Option<String> = match &$turn {
            Turn::Close { moved_to, .. } => moved_to.clone(),
            Turn::Delete | Turn::Restore => None,
            Turn::Resume | Turn::ReadOnly { .. } | Turn::Suspend { .. } => Some(String::new()),
        };
        if let Some(to) = to {
            let before: Option<String> = diesel::delete(pod_moves::table.find($pod))
                .returning(pod_moves::moved_to)
                .get_result($conn)
                .await
                .optional()?;
            if before.unwrap_or_default() != to {
                let told = closings_told::table.filter(closings_told::pod_id.eq($pod));
                diesel::delete(told).execute($conn).await?;
            }
            if !to.is_empty() {
                diesel::insert_into(pod_moves::table)
                    .values((pod_moves::pod_id.eq($pod), pod_moves::moved_to.eq(to)))
                    .execute($conn)
                    .await?;
            }
        }
    }};
}

/// Inside a transaction: who runs the pod hears what it is now. Of a day on which it closes all members are told.
macro_rules! tell_operators {
    ($conn:ident, $pod:ident, $turn:ident, $state:ident, $at:expr) => {
        if !matches!($state, State::Closing | State::Deleted) {
            let told = Told::PodTurned { state: $state, reason: $turn.reason().to_owned() };
            let operators = operators!($conn, $pod, $at);
            tell!($conn, $pod, operators, &told, $at);
        }
    };
}

/// Inside a transaction: why a pod cannot be put into another state.
macro_rules! why_not {
    ($conn:ident, $pod:ident) => {{
        let state = pods::table.find($pod).select(pods::state).first::<State>($conn).await.optional()?;
        state.map_or(Error::NotFound("pod"), Error::NotFrom)
    }};
}

/// Inside a transaction: what a pod is called first of all; its key if it has no name.
macro_rules! host_of {
    ($conn:ident, $pod:ident) => {{
        let host: Option<String> = host_rows::table
            .filter(host_rows::pod_id.eq($pod).and(host_rows::is_primary))
            .select(host_rows::host)
            .first($conn)
            .await
            .optional()?;
        host.unwrap_or_else(|| $pod.to_string())
    }};
}

/// Inside a transaction that holds the deployment's log: a turn is in the pod's log, and in the deployment's, which outlives the pod.
macro_rules! note_turn {
    ($conn:ident, $pod:ident, $turn:ident, $state:ident, $by:ident) => {{
        let (what, mut detail) = ($state.as_str().to_owned(), $turn.told());
        let told = Note { by: $by.clone(), act: Act::State, object: what, detail: detail.clone() };
        note!($conn, $pod, told);
        if $turn == Turn::Restore {
            note_standing!($conn, $pod, $by.at);
        }
        detail["pod"] = json!($pod);
        let object = host_of!($conn, $pod);
        note_deployment!($conn, deployment::Note { by: $by, act: $turn.act(), object, detail });
    }};
}

/// Puts a pod into another state.
///
/// # Errors
/// `NotFound("pod")`; [`Error::NotFrom`] with the state that it is in, if this cannot be done there.
pub async fn turn(db: &Database, pod: &PodId, turn: Turn, by: &By) -> Result<Pod, Error> {
    let from = turn.possible_in().to_vec();
    turned(db, pod, turn, from, by).await
}

/// The same only from the state that somebody knows it to be in, who may not take back what it is in another.
///
/// # Errors
/// As of [`turn`], also where it is in another state by now.
pub async fn turn_from(db: &Database, pod: &PodId, state: State, turn: Turn, by: &By) -> Result<Pod, Error> {
    let from = turn.possible_in().iter().copied().filter(|possible| *possible == state).collect();
    turned(db, pod, turn, from, by).await
}

async fn turned(db: &Database, pod: &PodId, turn: Turn, from: Vec<State>, by: &By) -> Result<Pod, Error> {
    let (id, by) = (*pod, by.clone());
    transaction!(db, |conn| {
        // before any row of the pod, as whoever makes one does
        hold_deployment!(conn);
        let of = pods::table.find(id).filter(pods::state.eq_any(from));
        let since = pods::state_since.eq(Some(Stamp::from(by.at)));
        let turned: Option<State> = match &turn {
            Turn::Delete => {
                let gone = (pods::state_before.eq(pods::state), pods::state.eq(State::Deleted), since);
                diesel::update(of).set(gone).returning(pods::state).get_result(conn).await.optional()?
            }
            Turn::Restore => {
                // of what was deleted before that, some may be gone already
                let before = Stamp::from(by.at - KEPT);
                let of = of.filter(pods::state_since.is_null().or(pods::state_since.gt(Some(before))));
                let back = (pods::state.eq(pods::state_before), since);
                diesel::update(of).set(back).returning(pods::state).get_result(conn).await.optional()?
            }
            Turn::Close { at, farewell, .. } => {
                let closing = (
                    (pods::state.eq(State::Closing), since, pods::state_reason.eq("")),
                    pods::closing_at.eq(Some(Stamp::from(*at))),
                    pods::farewell.eq(farewell.clone()),
                );
                diesel::update(of).set(closing).returning(pods::state).get_result(conn).await.optional()?
            }
            Turn::Resume | Turn::ReadOnly { .. } | Turn::Suspend { .. } => {
                let reason = pods::state_reason.eq(turn.reason().to_owned());
                let set = (pods::state.eq(turn.state()), since, reason);
                diesel::update(of).set(set).returning(pods::state).get_result(conn).await.optional()?
            }
        };
        let Some(state) = turned else { return Err(why_not!(conn, id)) };
        say_where!(conn, id, turn);
        hasten!(conn, id, by.at);
        tell_operators!(conn, id, turn, state, by.at);
        note_turn!(conn, id, turn, state, by);
    })?;
    super::get(db, pod).await?.ok_or(Error::NotFound("pod"))
}

/// Who put a pod into the state that it is in; none where it is as it was made.
///
/// # Errors
/// Only the database's own.
pub async fn turned_by(db: &Database, pod: &PodId) -> Result<Option<Actor>, Error> {
    let pod = *pod;
    let actor: Option<Parsed<Actor>> = read!(db, |conn| {
        audit::table
            .filter(audit::pod_id.eq(pod).and(audit::act.eq(Act::State)))
            .order(audit::number.desc())
            .select(audit::actor)
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(actor.map(Actor::from))
}

/// The pods that were deleted too long ago to be restored.
///
/// # Errors
/// Only the database's own.
pub async fn over(db: &Database, now: OffsetDateTime) -> Result<Vec<PodId>, Error> {
    let before = Stamp::from(now - KEPT);
    // deleted by a release that did not say when: from now on
    change!(db, |conn| {
        diesel::update(pods::table)
            .filter(pods::state.eq(State::Deleted).and(pods::state_since.is_null()))
            .set(pods::state_since.eq(Some(Stamp::from(now))))
            .execute(conn)
            .await?
    })?;
    read!(db, |conn| {
        pods::table
            .filter(pods::state.eq(State::Deleted).and(pods::state_since.lt(Some(before))))
            .select(pods::id)
            .load(conn)
            .await?
    })
}

/// Takes away a pod that is [`over`], and all that is its own.
///
/// # Errors
/// Only the database's own.
pub async fn purge(db: &Database, pod: &PodId, now: OffsetDateTime) -> Result<(), Error> {
    while some_members(db, pod).await? > 0 {}
    remove(db, pod, now).await
}

/// Removes the rows of a deleted pod. Its host names are held back for as long as if they had been taken away when it was deleted.
async fn remove(db: &Database, pod: &PodId, now: OffsetDateTime) -> Result<(), Error> {
    let (pod, until) = (*pod, Stamp::from(now - KEPT + hosts::HELD));
    let by = By { actor: Actor::Program, at: now };
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let object = host_of!(conn, pod);
        let left: Vec<String> = host_rows::table
            .filter(host_rows::pod_id.eq(pod).and(host_rows::served))
            .select(host_rows::host)
            .load(conn)
            .await?;
        let gone = diesel::delete(pods::table.find(pod).filter(pods::state.eq(State::Deleted)))
            .execute(conn)
            .await?;
        for host in left.into_iter().filter(|_| gone > 0) {
            hold!(conn, pod, host, until);
        }
        if gone > 0 {
            let (act, detail) = (deployment::Act::PodPurge, json!({ "pod": pod }));
            note_deployment!(conn, deployment::Note { by, act, object, detail });
        }
    })
}

/// Deletes some members of a deleted pod, with all that is theirs; how many.
async fn some_members(db: &Database, pod: &PodId) -> Result<usize, Error> {
    let pod = *pod;
    change!(db, |conn| {
        let some: Vec<crate::MemberId> = members::table
            .filter(members::pod_id.eq(pod))
            .order(members::id)
            .limit(PAGE)
            .select(members::id)
            .load(conn)
            .await?;
        diesel::delete(members::table.filter(members::pod_id.eq(pod).and(members::id.eq_any(some))))
            .execute(conn)
            .await?
    })
}
