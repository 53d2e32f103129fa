//! People who ask the operators to be let in: with a reason, and an address to which the answer goes. Who is accepted gets an invitation.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, Actor, By, Note, note};
use crate::columns::Stamp;
use crate::invites::{Code, NewInvite, invite};
use crate::mails::{Letter, post};
use crate::notices::telling::{operators, tell};
use crate::notices::{self, Told};
use crate::schema::{applications, notices as notice_rows};
use crate::{ApplicationId, Database, Email, Error, InviteId, PodId};

/// How long who was accepted has the time to come in.
pub const WELCOME: Duration = Duration::days(14);

/// How long it is remembered who asked, once it is decided.
pub const KEPT: Duration = Duration::days(90);

/// How long somebody waits for an answer, until there is none.
pub const UNANSWERED: Duration = KEPT;

/// Requests that are looked at together when nobody has answered them.
const PAGE: i64 = 200;

/// The most that may be open at a time in a pod.
pub const OPEN_MAX: i64 = 500;

/// So many of the last answers say how long one waits.
const LAST: i64 = 50;

/// With fewer answers nobody knows how long one waits.
const FEWEST: usize = 3;

/// Answers of all pods together that are looked through.
const LAST_OF_ALL: i64 = 5_000;

words! {
    /// How far an application is.
    pub enum State {
        /// Nobody has answered.
        Open = "open",
        /// She may come in.
        Accepted = "accepted",
        /// She may not.
        Refused = "refused",
    }
}

/// Somebody who asks to be let in.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = applications)]
pub struct Application {
    /// Its key.
    pub id: ApplicationId,
    /// Where the answer goes.
    pub email: Email,
    /// Her language, as in `en`.
    pub language: String,
    /// Why she would like to come in.
    pub reason: String,
    /// When she asked.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
}

/// What somebody says who asks to be let in.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// Where the answer goes.
    pub email: Email,
    /// Her language, as in `en`.
    pub language: String,
    /// Why.
    pub reason: String,
}

/// Inside a transaction: whether those who run the pod were told of late that somebody asks.
macro_rules! is_told {
    ($conn:ident, $pod:ident, $now:ident) => {{
        let late = Stamp::from($now - notices::REMINDED);
        let told: i64 = notice_rows::table
            .filter(notice_rows::pod_id.eq($pod).and(notice_rows::kind.eq(notices::Kind::RequestsWait)))
            .filter(notice_rows::queued_at.gt(late))
            .count()
            .get_result($conn)
            .await?;
        told > 0
    }};
}

/// Writes down that somebody asks, and a notice for those who run the pod: if nobody else asks, or none said so of late.
///
/// # Errors
/// `Taken("application")` where this address asks already: she need not be told. `TooLarge("queue")` where too many ask.
pub async fn ask(db: &Database, pod: &PodId, new: NewApplication, now: OffsetDateTime) -> Result<(), Error> {
    let (pod, id) = (*pod, ApplicationId::new(now));
    transaction!(db, |conn| {
        // two who ask at once are told of once
        hold_pod!(conn, pod);
        let open = applications::pod_id.eq(pod).and(applications::state.eq(State::Open));
        let asking: i64 = applications::table.filter(open).count().get_result(conn).await?;
        if asking >= OPEN_MAX {
            return Err(Error::TooLarge("queue"));
        }
        diesel::insert_into(applications::table)
            .values((
                (applications::pod_id.eq(pod), applications::id.eq(id), applications::email.eq(new.email)),
                (applications::language.eq(new.language), applications::reason.eq(new.reason)),
                (applications::state.eq(State::Open), applications::created_at.eq(Stamp::from(now))),
            ))
            .execute(conn)
            .await
            .map_err(|error| Error::unless_taken(error, "application"))?;
        if asking == 0 || !is_told!(conn, pod, now) {
            let operators = operators!(conn, pod, now);
            tell!(conn, pod, operators, &Told::RequestsWait { asking: asking + 1 }, now);
        }
    })
}

/// Who asks, the first ones first.
///
/// # Errors
/// Only the database's own.
pub async fn open(db: &Database, pod: &PodId) -> Result<Vec<Application>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        applications::table
            .filter(applications::pod_id.eq(pod).and(applications::state.eq(State::Open)))
            .order((applications::created_at, applications::id))
            .select(Application::as_select())
            .load(conn)
            .await?
    })
}

/// Inside a transaction: answers an application that nobody has answered; where the answer goes, and in which language.
macro_rules! decide {
    ($conn:ident, $pod:ident, $id:ident, $state:expr, $at:expr) => {{
        let decided: Option<(Email, String)> = diesel::update(applications::table.find(($pod, $id)))
            .filter(applications::state.eq(State::Open))
            .set((applications::state.eq($state), applications::decided_at.eq(Some(Stamp::from($at)))))
            .returning((applications::email, applications::language))
            .get_result($conn)
            .await
            .optional()?;
        decided.ok_or(Error::NotFound("application"))?
    }};
}

/// Somebody may come in: she gets a mail with an invitation for herself.
///
/// # Errors
/// `NotFound("application")`, also where it was answered before.
pub async fn accept(db: &Database, pod: &PodId, id: &ApplicationId, by: &By) -> Result<(), Error> {
    let (pod, id, by) = (*pod, *id, by.clone());
    let (code, guest, until) = (Code::fresh(), InviteId::new(by.at), by.at + WELCOME);
    transaction!(db, |conn| {
        let (to, language) = decide!(conn, pod, id, State::Accepted, by.at);
        let new = NewInvite { made_by: None, note: String::new(), uses: 1, expires_at: Some(until) };
        invite!(conn, pod, guest, code, new, by.at);
        let letter = Letter::RequestAccepted { code: code.reveal(), until };
        post!(conn, pod, to, language, &letter, by.at);
        let detail = json!({ "invite": guest.to_string() });
        note!(conn, pod, Note { by, act: Act::RequestAccept, object: id.to_string(), detail });
    })
}

/// Somebody may not come in; the mail that says so has the reason, if there is one.
///
/// # Errors
/// `NotFound("application")`, also where it was answered before.
pub async fn refuse(
    db: &Database,
    pod: &PodId,
    id: &ApplicationId,
    reason: &str,
    by: &By,
) -> Result<(), Error> {
    let (pod, id, reason, by) = (*pod, *id, reason.to_owned(), by.clone());
    transaction!(db, |conn| {
        let (to, language) = decide!(conn, pod, id, State::Refused, by.at);
        post!(conn, pod, to, language, &Letter::RequestRefused { reason, unanswered: false }, by.at);
        note!(conn, pod, Note { by, act: Act::RequestRefuse, object: id.to_string(), detail: json!({}) });
    })
}

/// Tells whom nobody has answered for [`UNANSWERED`] that nobody will, and forgets what they said; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let old = Stamp::from(now - UNANSWERED);
    let late: Vec<(PodId, ApplicationId)> = read!(db, |conn| {
        applications::table
            .filter(applications::state.eq(State::Open).and(applications::created_at.le(old)))
            .order(applications::created_at)
            .limit(PAGE)
            .select((applications::pod_id, applications::id))
            .load(conn)
            .await?
    })?;
    let mut gone = 0;
    for (pod, id) in late {
        gone += usize::from(give_up(db, pod, id, now).await?);
    }
    Ok(gone)
}

/// False if somebody answered meanwhile.
async fn give_up(db: &Database, pod: PodId, id: ApplicationId, now: OffsetDateTime) -> Result<bool, Error> {
    transaction!(db, |conn| {
        let open = applications::table.find((pod, id)).filter(applications::state.eq(State::Open));
        let gone: Option<(Email, String)> = diesel::delete(open)
            .returning((applications::email, applications::language))
            .get_result(conn)
            .await
            .optional()?;
        let Some((to, language)) = gone else { return Ok(false) };
        let letter = Letter::RequestRefused { reason: String::new(), unanswered: true };
        post!(conn, pod, to, language, &letter, now);
        let (by, detail) = (By { actor: Actor::Program, at: now }, json!({ "unanswered": true }));
        note!(conn, pod, Note { by, act: Act::RequestRefuse, object: id.to_string(), detail });
        true
    })
}

/// The time after which half of the last applications were answered; none where that is not known.
///
/// # Errors
/// Only the database's own.
pub async fn usual_wait(db: &Database, pod: &PodId) -> Result<Option<Duration>, Error> {
    let pod = *pod;
    let times: Vec<(Stamp, Option<Stamp>)> = read!(db, |conn| {
        applications::table
            .filter(applications::pod_id.eq(pod).and(applications::decided_at.is_not_null()))
            .order(applications::decided_at.desc())
            .limit(LAST)
            .select((applications::created_at, applications::decided_at))
            .load(conn)
            .await?
    })?;
    Ok(middle(times.into_iter().filter_map(waited).collect()))
}

/// The same of these pods; those of which it is not known are left out.
///
/// # Errors
/// Only the database's own.
pub async fn usual_waits(db: &Database, pods: Vec<PodId>) -> Result<HashMap<PodId, Duration>, Error> {
    if pods.is_empty() {
        return Ok(HashMap::new());
    }
    let times: Vec<(PodId, Stamp, Option<Stamp>)> = read!(db, |conn| {
        applications::table
            .filter(applications::pod_id.eq_any(pods).and(applications::decided_at.is_not_null()))
            .order(applications::decided_at.desc())
            .limit(LAST_OF_ALL)
            .select((applications::pod_id, applications::created_at, applications::decided_at))
            .load(conn)
            .await?
    })?;
    let most = usize::try_from(LAST).unwrap_or(usize::MAX);
    let mut waits: HashMap<PodId, Vec<Duration>> = HashMap::new();
    for (pod, asked, decided) in times {
        let of = waits.entry(pod).or_default();
        if of.len() < most {
            of.extend(waited((asked, decided)));
        }
    }
    Ok(waits.into_iter().filter_map(|(pod, waits)| Some((pod, middle(waits)?))).collect())
}

fn waited((asked, decided): (Stamp, Option<Stamp>)) -> Option<Duration> {
    Some(OffsetDateTime::from(decided?) - OffsetDateTime::from(asked))
}

fn middle(mut waits: Vec<Duration>) -> Option<Duration> {
    waits.sort_unstable();
    waits.get(waits.len() / 2).copied().filter(|_| waits.len() >= FEWEST)
}

/// Forgets who asked and was answered long ago; how many.
///
/// # Errors
/// Only the database's own.
pub async fn forget(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let old = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(applications::table.filter(applications::decided_at.le(Some(old))))
            .execute(conn)
            .await?
    })
}
