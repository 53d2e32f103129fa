//! Mails: written down in the transaction of what they tell of, sent later by a job, and never sent twice.
//!
//! A job claims a mail, speaks with the mail server, and says in the last moment that it hands the mail over. What broke off before
//! that is tried again; what broke off afterwards may have arrived, and nobody but an operator sends it again.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, By, Note, note};
use crate::columns::Stamp;
use crate::pods::State as PodState;
use crate::schema::{invites, mails, pods};
use crate::{Database, Email, Error, MailId, PodId};

mod letter;

pub use letter::Letter;

/// How long it is tried to send a mail.
pub const TRIED: Duration = Duration::days(2);

/// How long it is remembered what became of a mail.
pub const KEPT: Duration = Duration::days(30);

/// How long a job may have a mail before another takes it.
pub const LEASE: Duration = Duration::minutes(10);

/// The states of pods whose mails are sent; those of others wait.
const SENDING: [PodState; 3] = [PodState::Active, PodState::ReadOnly, PodState::Closing];

/// Minutes after which a mail is tried again; the last ones are the longest that there are.
const PAUSES: [i64; 7] = [1, 5, 15, 60, 120, 240, 480];

/// Characters of what a mail server said that are kept.
pub(crate) const SAID: usize = 500;

words! {
    /// How far a mail has come.
    pub enum State {
        /// It is to be sent.
        Waiting = "waiting",
        /// A job speaks with the mail server about it.
        Claimed = "claimed",
        /// It is being handed over: it may have arrived from here on.
        HandedOver = "handed-over",
        /// The mail server has it.
        Sent = "sent",
        /// It was given up.
        Failed = "failed",
        /// It may have been sent, and nobody knows.
        Unsure = "unsure",
    }
}

words! {
    /// What a mail is about.
    pub enum Kind {
        /// Somebody who asked to be let in is.
        RequestAccepted = "request-accepted",
        /// Somebody who asked to be let in is not.
        RequestRefused = "request-refused",
        /// Somebody wants to wait for a place, and is to say that the address is hers.
        PlaceAsked = "place-asked",
        /// There is a place for somebody who waits.
        PlaceFree = "place-free",
        /// The pod comes near one of its limits.
        LimitNear = "limit-near",
        /// So many signed up that sign-ups are paused.
        SignupsPaused = "signups-paused",
        /// Somebody is to run the pod.
        OperatorInvited = "operator-invited",
        /// There is an answer to what somebody reported.
        ReportAnswered = "report-answered",
        /// A member gave an address, and is to say that it is hers.
        LetterboxAsked = "letterbox-asked",
        /// A member has another address by now, or none.
        LetterboxGone = "letterbox-gone",
        /// Somebody signs up, and is to show that the address is hers.
        SignUpAsked = "sign-up-asked",
        /// Somebody signs up with the address of a member.
        AlreadyHere = "already-here",
        /// Something is announced.
        Announcement = "announcement",
        /// The pod closes on a day.
        PodCloses = "pod-closes",
        /// Somebody is invited.
        Invitation = "invitation",
        /// A member who has lost her password gets a link for another.
        Recovery = "recovery",
        /// A member who left is gone for good.
        Left = "left",
    }
}

impl Kind {
    /// Whether the whole address is shown to those who run the pod. Who reports something, and where members get mail, is not theirs to
    /// know.
    pub fn is_shown_whole(self) -> bool {
        match self {
            Self::RequestAccepted
            | Self::RequestRefused
            | Self::PlaceAsked
            | Self::PlaceFree
            | Self::LimitNear
            | Self::SignupsPaused
            | Self::OperatorInvited
            | Self::Invitation => true,
            Self::ReportAnswered
            | Self::LetterboxAsked
            | Self::LetterboxGone
            | Self::SignUpAsked
            | Self::AlreadyHere
            | Self::Announcement
            | Self::PodCloses
            | Self::Recovery
            | Self::Left => false,
        }
    }
}

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = mails)]
pub struct Mail {
    /// Its pod.
    pub pod_id: PodId,
    /// Its key.
    pub id: MailId,
    /// To whom.
    pub recipient: Email,
    /// The language of whoever reads it, as in `en`.
    pub language: String,
    /// What it is about.
    pub kind: Kind,
    detail: String,
    /// How far it has come.
    pub state: State,
    /// How often it was tried.
    pub tries: i64,
    /// What the mail server said when it went wrong; may be empty.
    pub reason: String,
    /// When it is tried next.
    #[diesel(deserialize_as = Stamp)]
    pub due_at: OffsetDateTime,
    /// Since when it is to be sent.
    #[diesel(deserialize_as = Stamp)]
    pub queued_at: OffsetDateTime,
}

impl Mail {
    /// What it says; nothing once it was sent, since there may be links in it that are good for whoever has them.
    pub fn letter(&self) -> Option<Letter> {
        serde_json::from_str(&self.detail).ok()
    }

    /// To whom, as far as those who run the pod are shown it.
    pub fn shown_recipient(&self) -> String {
        if self.kind.is_shown_whole() {
            self.recipient.to_string()
        } else {
            format!("…@{}", self.recipient.host())
        }
    }

    /// What the mail server said, as far as those who run the pod are shown it: it likes to repeat the address.
    pub fn shown_reason(&self) -> String {
        if self.kind.is_shown_whole() {
            return self.reason.clone();
        }
        self.reason.replace(self.recipient.as_str(), &self.shown_recipient())
    }
}

/// What became of a mail that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server has it.
    Sent,
    /// Not now; what was said.
    Later(String),
    /// Never; what was said.
    Refused(String),
    /// It broke off while it was handed over; how.
    Unsure(String),
}

/// A mail to be written down.
#[derive(Debug, Insertable)]
#[diesel(table_name = mails)]
pub(crate) struct NewMail {
    pod_id: PodId,
    id: MailId,
    recipient: Email,
    language: String,
    kind: Kind,
    detail: String,
    state: State,
    due_at: Stamp,
    queued_at: Stamp,
}

impl NewMail {
    pub(crate) fn new(
        pod: PodId,
        recipient: Email,
        language: String,
        letter: &Letter,
        now: OffsetDateTime,
    ) -> Self {
        Self {
            pod_id: pod,
            id: MailId::new(now),
            recipient,
            language,
            kind: letter.kind(),
            detail: serde_json::json!(letter).to_string(),
            state: State::Waiting,
            due_at: now.into(),
            queued_at: now.into(),
        }
    }
}

/// Inside a transaction: writes a mail down that tells of it.
macro_rules! post {
    ($conn:ident, $pod:expr, $to:expr, $language:expr, $letter:expr, $now:expr) => {{
        let mail = $crate::mails::NewMail::new($pod, $to, $language, $letter, $now);
        diesel::insert_into($crate::schema::mails::table).values(mail).execute($conn).await?;
    }};
}
pub(crate) use post;

/// What a job may take: what waits, and what another took that did not come back.
macro_rules! is_free {
    ($now:ident) => {
        mails::state.eq(State::Waiting).or(mails::state
            .eq(State::Claimed)
            .and(mails::leased_until.is_null().or(mails::leased_until.le(Some($now)))))
    };
}

/// Takes the mail that is due for longest, of a pod that is in use: for [`LEASE`] nobody else does.
///
/// # Errors
/// Only the database's own.
pub async fn claim(db: &Database, now: OffsetDateTime) -> Result<Option<Mail>, Error> {
    let (stamp, until) = (Stamp::from(now), Stamp::from(now + LEASE));
    transaction!(db, |conn| {
        let due: Option<(PodId, MailId)> = mails::table
            .inner_join(pods::table.on(pods::id.eq(mails::pod_id)))
            .filter(is_free!(stamp))
            .filter(mails::due_at.le(stamp).and(pods::state.eq_any(SENDING)))
            // those of a newer release are sent by it
            .filter(mails::kind.eq_any(Kind::ALL.to_vec()))
            .order((mails::due_at, mails::id))
            .select((mails::pod_id, mails::id))
            .first(conn)
            .await
            .optional()?;
        let Some(key) = due else { return Ok(None) };
        diesel::update(mails::table.find(key).filter(is_free!(stamp)))
            .set((
                mails::state.eq(State::Claimed),
                mails::tries.eq(mails::tries + 1_i64),
                mails::leased_until.eq(Some(until)),
            ))
            .returning(Mail::as_returning())
            .get_result(conn)
            .await
            .optional()?
    })
}

/// The last moment before a mail may arrive. False: another job has it by now, and this one must let it be.
///
/// # Errors
/// Only the database's own.
pub async fn hand_over(db: &Database, mail: &Mail, now: OffsetDateTime) -> Result<bool, Error> {
    let (key, tries, until) = ((mail.pod_id, mail.id), mail.tries, Stamp::from(now + LEASE));
    change!(db, |conn| {
        diesel::update(mails::table.find(key))
            .filter(mails::state.eq(State::Claimed).and(mails::tries.eq(tries)))
            .set((mails::state.eq(State::HandedOver), mails::leased_until.eq(Some(until))))
            .execute(conn)
            .await?
            > 0
    })
}

/// Writes down what became of a mail that was claimed, unless another job has claimed it since.
///
/// # Errors
/// Only the database's own.
pub async fn settle(db: &Database, mail: &Mail, outcome: Outcome, now: OffsetDateTime) -> Result<(), Error> {
    let (key, tries) = ((mail.pod_id, mail.id), mail.tries);
    let pause = pause(mail.tries);
    let (state, said) = match outcome {
        Outcome::Sent => (State::Sent, String::new()),
        Outcome::Later(said) if now + pause < mail.queued_at + TRIED => (State::Waiting, said),
        Outcome::Later(said) | Outcome::Refused(said) => (State::Failed, said),
        Outcome::Unsure(said) => (State::Unsure, said),
    };
    // what failed can be sent again by hand; what is sent says no secrets any more
    let detail = if state == State::Sent { String::new() } else { mail.detail.clone() };
    let reason: String = said.chars().take(SAID).collect();
    change!(db, |conn| {
        diesel::update(mails::table.find(key))
            .filter(mails::tries.eq(tries).and(mails::state.ne(State::Waiting)))
            .set((
                (mails::state.eq(state), mails::reason.eq(reason), mails::detail.eq(detail)),
                (mails::due_at.eq(Stamp::from(now + pause)), mails::leased_until.eq(None::<Stamp>)),
            ))
            .execute(conn)
            .await?;
    })
}

/// Gives up what waited too long while it might be sent, says of what a job left while it handed it over that nobody knows, and forgets
/// what is old, also the addresses that former versions wrote beside invitations to run a pod; how many rows changed.
///
/// # Errors
/// Only the database's own.
pub async fn tidy(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let (late, old, now) = (Stamp::from(now - TRIED), Stamp::from(now - KEPT), Stamp::from(now));
    transaction!(db, |conn| {
        let left = diesel::update(mails::table)
            .filter(mails::state.eq(State::HandedOver).and(mails::leased_until.le(Some(now))))
            .set(mails::state.eq(State::Unsure))
            .execute(conn)
            .await?;
        // one that was suspended until a moment ago has the whole time, too
        let sending = pods::table.filter(pods::state.eq_any(SENDING));
        let sending = sending.filter(pods::state_since.is_null().or(pods::state_since.le(Some(late))));
        let given_up = diesel::update(mails::table)
            .filter(mails::state.eq(State::Waiting).and(mails::queued_at.le(late)))
            .filter(mails::pod_id.eq_any(sending.select(pods::id)))
            .set(mails::state.eq(State::Failed))
            .execute(conn)
            .await?;
        let forgotten = diesel::delete(mails::table.filter(mails::queued_at.le(old))).execute(conn).await?;
        let noted = invites::role.is_not_null().and(invites::note.ne("")).and(invites::created_at.le(old));
        let cleared =
            diesel::update(invites::table.filter(noted)).set(invites::note.eq("")).execute(conn).await?;
        left + given_up + forgotten + cleared
    })
}

/// A pod's mails, the newest first; those before one if that is said.
///
/// # Errors
/// Only the database's own.
pub async fn list(
    db: &Database,
    pod: &PodId,
    before: Option<MailId>,
    count: u32,
) -> Result<Vec<Mail>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        let all = mails::table
            .filter(mails::pod_id.eq(pod).and(mails::kind.eq_any(Kind::ALL.to_vec())))
            .order(mails::id.desc())
            .limit(i64::from(count))
            .select(Mail::as_select());
        match before {
            Some(before) => all.filter(mails::id.lt(before)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })
}

/// Has a mail sent again that failed, or that may have been sent.
///
/// # Errors
/// `NotFound("mail")`, also where it waits or was sent.
pub async fn again(db: &Database, pod: &PodId, mail: &MailId, by: &By) -> Result<(), Error> {
    let (pod, mail, by, now) = (*pod, *mail, by.clone(), Stamp::from(by.at));
    transaction!(db, |conn| {
        let rows = diesel::update(mails::table.find((pod, mail)))
            .filter(mails::state.eq_any([State::Failed, State::Unsure]))
            .set((
                (mails::state.eq(State::Waiting), mails::reason.eq("")),
                (mails::due_at.eq(now), mails::queued_at.eq(now)),
            ))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "mail")?;
        note!(conn, pod, Note { by, act: Act::MailAgain, object: mail.to_string(), detail: json!({}) });
    })
}

/// How long after so many tries the next one is.
pub(crate) fn pause(tries: i64) -> Duration {
    Duration::minutes(PAUSES[usize::try_from(tries - 1).unwrap_or_default().min(PAUSES.len() - 1)])
}
