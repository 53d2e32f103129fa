//! Notices: what those who run a pod, or all its members, are told by XMPP. As with mails ([`crate::mails`]) each is written down in the
//! transaction of what it tells of, sent later by a job from the deployment's own account, and never sent twice.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, By, Note, note};
use crate::columns::{Parsed, Stamp};
use crate::mails::{SAID, pause};
use crate::pods::State as PodState;
use crate::schema::{notices, pods};
use crate::warnings::Limit;
use crate::{Database, Error, NoticeId, PodId};

pub mod messengers;
pub(crate) mod telling;

pub use crate::mails::{KEPT, LEASE, Outcome, State, TRIED};

/// How long who runs a pod is not told again that others ask to be let in, while somebody asks.
pub const REMINDED: Duration = Duration::days(1);

words! {
    /// What a notice is about.
    pub enum Kind {
        /// The pod comes near one of its limits.
        LimitNear = "limit-near",
        /// Somebody asks to be let in.
        RequestsWait = "requests-wait",
        /// So many signed up that sign-ups are paused.
        SignupsPaused = "signups-paused",
        /// The pod was suspended, is in use again, or can only be read.
        PodTurned = "pod-turned",
        /// The pod closes on a day.
        PodCloses = "pod-closes",
    }
}

/// What a notice says. The words are found when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Told {
    /// [`Kind::LimitNear`].
    LimitNear {
        /// Which.
        limit: Limit,
        /// The step that is reached: 80, 90 or 100.
        percent: i64,
        /// What is used of it.
        used: i64,
        /// How much there is.
        most: i64,
    },
    /// [`Kind::RequestsWait`].
    RequestsWait {
        /// How many ask.
        asking: i64,
    },
    /// [`Kind::SignupsPaused`].
    SignupsPaused {
        /// How many signed up within an hour.
        newcomers: i64,
    },
    /// [`Kind::PodTurned`].
    PodTurned {
        /// What it is now.
        state: PodState,
        /// Why, in the words of whoever looks after the deployment; may be empty.
        reason: String,
    },
    /// [`Kind::PodCloses`].
    PodCloses {
        /// When.
        #[serde(with = "time::serde::timestamp")]
        at: OffsetDateTime,
        /// The host name at which it goes on, if it does.
        #[serde(default)]
        moved_to: Option<String>,
    },
}

impl Told {
    /// What it is about.
    pub fn kind(&self) -> Kind {
        match self {
            Self::LimitNear { .. } => Kind::LimitNear,
            Self::RequestsWait { .. } => Kind::RequestsWait,
            Self::SignupsPaused { .. } => Kind::SignupsPaused,
            Self::PodTurned { .. } => Kind::PodTurned,
            Self::PodCloses { .. } => Kind::PodCloses,
        }
    }
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = notices)]
pub struct Notice {
    /// Its pod.
    pub pod_id: PodId,
    /// Its key; the message's id, however often it is tried.
    pub id: NoticeId,
    /// To whom.
    #[diesel(deserialize_as = Parsed<BareJid>)]
    pub recipient: BareJid,
    /// The language of whoever reads it, as in `en`.
    pub language: String,
    /// What it is about.
    pub kind: Kind,
    detail: String,
    /// How far it has come.
    pub state: State,
    /// How often it was tried.
    pub tries: i64,
    /// Why it was not sent; may be empty.
    pub reason: String,
    /// When it is tried next.
    #[diesel(deserialize_as = Stamp)]
    pub due_at: OffsetDateTime,
    /// Since when it is to be sent.
    #[diesel(deserialize_as = Stamp)]
    pub queued_at: OffsetDateTime,
}

impl Notice {
    /// What it says; nothing where only another release could read it.
    pub fn told(&self) -> Option<Told> {
        serde_json::from_str(&self.detail).ok()
    }
}

/// What a job may take: what waits, and what another took that did not come back.
macro_rules! is_free {
    ($now:ident) => {
        notices::state.eq(State::Waiting).or(notices::state
            .eq(State::Claimed)
            .and(notices::leased_until.is_null().or(notices::leased_until.le(Some($now)))))
    };
}

/// Takes the notice that is due for longest, of a pod that is in use, or that is said to be so no more: for [`LEASE`] nobody else does.
/// What goes to all members of a pod comes after the rest: a second for each of thousands is hours.
///
/// # Errors
/// Only the database's own.
pub async fn claim(db: &Database, now: OffsetDateTime) -> Result<Option<Notice>, Error> {
    let (stamp, until) = (Stamp::from(now), Stamp::from(now + LEASE));
    transaction!(db, |conn| {
        let in_use = [PodState::Active, PodState::ReadOnly, PodState::Closing];
        let is_suspension = pods::state.eq(PodState::Suspended).and(notices::kind.eq(Kind::PodTurned));
        let due: Option<(PodId, NoticeId)> = notices::table
            .inner_join(pods::table.on(pods::id.eq(notices::pod_id)))
            .filter(is_free!(stamp))
            .filter(notices::due_at.le(stamp).and(pods::state.eq_any(in_use).or(is_suspension)))
            // those of a newer release are sent by it
            .filter(notices::kind.eq_any(Kind::ALL.to_vec()))
            .order((notices::kind.eq(Kind::PodCloses), notices::due_at, notices::id))
            .select((notices::pod_id, notices::id))
            .first(conn)
            .await
            .optional()?;
        let Some(key) = due else { return Ok(None) };
        diesel::update(notices::table.find(key).filter(is_free!(stamp)))
            .set((
                notices::state.eq(State::Claimed),
                notices::tries.eq(notices::tries + 1_i64),
                notices::leased_until.eq(Some(until)),
            ))
            .returning(Notice::as_returning())
            .get_result(conn)
            .await
            .optional()?
    })
}

/// The last moment before a notice may arrive. False: another job has it by now, and this one must let it be.
///
/// # Errors
/// Only the database's own.
pub async fn hand_over(db: &Database, notice: &Notice, now: OffsetDateTime) -> Result<bool, Error> {
    let (key, tries, until) = ((notice.pod_id, notice.id), notice.tries, Stamp::from(now + LEASE));
    change!(db, |conn| {
        diesel::update(notices::table.find(key))
            .filter(notices::state.eq(State::Claimed).and(notices::tries.eq(tries)))
            .set((notices::state.eq(State::HandedOver), notices::leased_until.eq(Some(until))))
            .execute(conn)
            .await?
            > 0
    })
}

/// Writes down what became of a notice that was claimed, unless another job has claimed it since.
///
/// # Errors
/// Only the database's own.
pub async fn settle(
    db: &Database,
    notice: &Notice,
    outcome: Outcome,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (key, tries) = ((notice.pod_id, notice.id), notice.tries);
    let pause = pause(notice.tries);
    let (state, said) = match outcome {
        Outcome::Sent => (State::Sent, String::new()),
        Outcome::Later(said) if now + pause < notice.queued_at + TRIED => (State::Waiting, said),
        Outcome::Later(said) | Outcome::Refused(said) => (State::Failed, said),
        Outcome::Unsure(said) => (State::Unsure, said),
    };
    let reason: String = said.chars().take(SAID).collect();
    change!(db, |conn| {
        diesel::update(notices::table.find(key))
            .filter(notices::tries.eq(tries).and(notices::state.ne(State::Waiting)))
            .set((
                (notices::state.eq(state), notices::reason.eq(reason)),
                (notices::due_at.eq(Stamp::from(now + pause)), notices::leased_until.eq(None::<Stamp>)),
            ))
            .execute(conn)
            .await?;
    })
}

/// A notice that was sent came back.
///
/// # Errors
/// Only the database's own.
pub async fn came_back(db: &Database, notice: &Notice, said: &str) -> Result<(), Error> {
    let (key, tries) = ((notice.pod_id, notice.id), notice.tries);
    let reason: String = said.chars().take(SAID).collect();
    change!(db, |conn| {
        diesel::update(notices::table.find(key))
            .filter(notices::tries.eq(tries).and(notices::state.eq(State::Sent)))
            .set((notices::state.eq(State::Failed), notices::reason.eq(reason)))
            .execute(conn)
            .await?;
    })
}

/// Gives up what waited too long, says of what a job left while it handed it over that nobody knows, and forgets what is old; how many
/// notices changed.
///
/// # Errors
/// Only the database's own.
pub async fn tidy(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let (late, old, now) = (Stamp::from(now - TRIED), Stamp::from(now - KEPT), Stamp::from(now));
    transaction!(db, |conn| {
        let left = diesel::update(notices::table)
            .filter(notices::state.eq(State::HandedOver).and(notices::leased_until.le(Some(now))))
            .set(notices::state.eq(State::Unsure))
            .execute(conn)
            .await?;
        let given_up = diesel::update(notices::table)
            .filter(notices::state.eq(State::Waiting).and(notices::queued_at.le(late)))
            .set(notices::state.eq(State::Failed))
            .execute(conn)
            .await?;
        let forgotten =
            diesel::delete(notices::table.filter(notices::queued_at.le(old))).execute(conn).await?;
        left + given_up + forgotten
    })
}

/// A pod's notices, the newest first; those before one if that is said.
///
/// # Errors
/// Only the database's own.
pub async fn list(
    db: &Database,
    pod: &PodId,
    before: Option<NoticeId>,
    count: u32,
) -> Result<Vec<Notice>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        let all = notices::table
            .filter(notices::pod_id.eq(pod).and(notices::kind.eq_any(Kind::ALL.to_vec())))
            .order(notices::id.desc())
            .limit(i64::from(count))
            .select(Notice::as_select());
        match before {
            Some(before) => all.filter(notices::id.lt(before)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })
}

/// Has a notice sent again that failed, or that may have been sent.
///
/// # Errors
/// `NotFound("notice")`, also where it waits or was sent.
pub async fn again(db: &Database, pod: &PodId, notice: &NoticeId, by: &By) -> Result<(), Error> {
    let (pod, notice, by, now) = (*pod, *notice, by.clone(), Stamp::from(by.at));
    transaction!(db, |conn| {
        let rows = diesel::update(notices::table.find((pod, notice)))
            .filter(notices::state.eq_any([State::Failed, State::Unsure]))
            .set((
                (notices::state.eq(State::Waiting), notices::reason.eq("")),
                (notices::due_at.eq(now), notices::queued_at.eq(now)),
            ))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "notice")?;
        note!(conn, pod, Note { by, act: Act::NoticeAgain, object: notice.to_string(), detail: json!({}) });
    })
}
