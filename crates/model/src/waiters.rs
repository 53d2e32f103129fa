//! People who wait for a place in a pod that is full. They confirm their addresses, and are invited in that order when there is room.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, By, Note, note};
use crate::columns::{MaybeStamp, Stamp};
use crate::invites::{Code, NewInvite, invite};
use crate::mails::{Letter, post};
use crate::pods::{Registration, State as PodState};
use crate::schema::{invites, pods, waiters};
use crate::{Database, Email, Error, InviteId, PodId, WaiterId};

/// How long a place is kept for whom it is offered.
pub const OFFERED: Duration = Duration::days(3);

/// How long somebody has the time to say that the address is hers.
pub const UNCONFIRMED: Duration = Duration::days(2);

/// The most that may wait in a pod.
pub const WAITING_MAX: i64 = 5_000;

/// Offers that are looked at at a time.
const PAGE: i64 = 200;

words! {
    /// How far somebody is who waits.
    pub enum State {
        /// She has not said that the address is hers.
        Unconfirmed = "unconfirmed",
        /// She waits.
        Waiting = "waiting",
        /// A place is kept for her.
        Invited = "invited",
    }
}

/// Somebody who waits for a place.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = waiters)]
pub struct Waiter {
    /// Her key.
    pub id: WaiterId,
    /// Where the offer goes.
    pub email: Email,
    /// How far she is.
    pub state: State,
    /// When she asked.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
    /// Since when she waits.
    #[diesel(deserialize_as = MaybeStamp)]
    pub confirmed_at: Option<OffsetDateTime>,
    /// Until when a place is kept for her.
    #[diesel(deserialize_as = MaybeStamp)]
    pub invited_until: Option<OffsetDateTime>,
}

/// Somebody would like to wait: she gets a mail by which she says that the address is hers. Who is on the list already gets it again.
///
/// # Errors
/// `Taken("waiter")` where she asked twice at once: she need not be told. `TooLarge("queue")` where too many wait.
pub async fn ask(
    db: &Database,
    pod: &PodId,
    email: Email,
    language: String,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (pod, fresh) = (*pod, WaiterId::new(now));
    transaction!(db, |conn| {
        let all = waiters::table.filter(waiters::pod_id.eq(pod));
        let known: Option<WaiterId> =
            all.filter(waiters::email.eq(email.clone())).select(waiters::id).first(conn).await.optional()?;
        if known.is_none() {
            let asking: i64 = waiters::table.filter(waiters::pod_id.eq(pod)).count().get_result(conn).await?;
            if asking >= WAITING_MAX {
                return Err(Error::TooLarge("queue"));
            }
            diesel::insert_into(waiters::table)
                .values((
                    (waiters::pod_id.eq(pod), waiters::id.eq(fresh), waiters::email.eq(email.clone())),
                    (waiters::language.eq(language.clone()), waiters::state.eq(State::Unconfirmed)),
                    waiters::created_at.eq(Stamp::from(now)),
                ))
                .execute(conn)
                .await
                .map_err(|error| Error::unless_taken(error, "waiter"))?;
        }
        post!(conn, pod, email, language, &Letter::PlaceAsked { waiter: known.unwrap_or(fresh) }, now);
    })
}

/// Somebody who waits.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId, id: &WaiterId) -> Result<Option<Waiter>, Error> {
    let key = (*pod, *id);
    read!(db, |conn| { waiters::table.find(key).select(Waiter::as_select()).first(conn).await.optional()? })
}

/// All who are on the list of a pod, in the order in which they asked.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId) -> Result<Vec<Waiter>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        waiters::table
            .filter(waiters::pod_id.eq(pod))
            .order(waiters::id)
            .select(Waiter::as_select())
            .load(conn)
            .await?
    })
}

/// How many wait in a pod; those before one, if that is said.
///
/// # Errors
/// Only the database's own.
pub async fn count(db: &Database, pod: &PodId, before: Option<&Waiter>) -> Result<i64, Error> {
    let pod = *pod;
    let before = before.and_then(|waiter| waiter.confirmed_at.map(|at| (Stamp::from(at), waiter.id)));
    read!(db, |conn| {
        let all =
            waiters::table.filter(waiters::pod_id.eq(pod).and(waiters::state.eq(State::Waiting))).count();
        match before {
            Some((at, id)) => {
                let earlier = waiters::confirmed_at.lt(Some(at));
                let same = waiters::confirmed_at.eq(Some(at)).and(waiters::id.lt(id));
                all.filter(earlier.or(same)).get_result(conn).await?
            }
            None => all.get_result(conn).await?,
        }
    })
}

/// She says that the address is hers: from now on she waits. Once more is nothing.
///
/// # Errors
/// Only the database's own.
pub async fn confirm(db: &Database, pod: &PodId, id: &WaiterId, now: OffsetDateTime) -> Result<(), Error> {
    let (pod, id) = (*pod, *id);
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let rows = diesel::update(waiters::table.find((pod, id)))
            .filter(waiters::state.eq(State::Unconfirmed))
            .set((waiters::state.eq(State::Waiting), waiters::confirmed_at.eq(Some(Stamp::from(now)))))
            .execute(conn)
            .await?;
        if rows > 0 {
            diesel::update(pods::table.find(pod))
                .set(pods::waiting.eq(pods::waiting + 1_i64))
                .execute(conn)
                .await?;
        }
    })
}

/// Inside a transaction that holds the pod: those of its waiters go, wait no longer, and what they were offered is worth nothing; how many.
macro_rules! go {
    ($conn:ident, $pod:ident, $who:expr, $now:expr) => {{
        let gone: Vec<(State, Option<InviteId>)> =
            diesel::delete(waiters::table.filter(waiters::pod_id.eq($pod)).filter($who))
                .returning((waiters::state, waiters::invite_id))
                .get_results($conn)
                .await?;
        let counted = gone.iter().filter(|(state, _)| *state != State::Unconfirmed).count();
        let counted = i64::try_from(counted).unwrap_or_default();
        if counted > 0 {
            diesel::update(pods::table.find($pod))
                .set(pods::waiting.eq(pods::waiting - counted))
                .execute($conn)
                .await?;
        }
        for invite in gone.iter().filter_map(|(_, invite)| *invite) {
            diesel::update(invites::table.find(($pod, invite)).filter(invites::revoked_at.is_null()))
                .set(invites::revoked_at.eq(Some($now)))
                .execute($conn)
                .await?;
        }
        gone.len()
    }};
}

/// She does not wait any more, and what was offered to her is for the next. False if she did not wait.
///
/// # Errors
/// Only the database's own.
pub async fn leave(db: &Database, pod: &PodId, id: &WaiterId, now: OffsetDateTime) -> Result<bool, Error> {
    let (pod, id, now) = (*pod, *id, Stamp::from(now));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        go!(conn, pod, waiters::id.eq(id), now) > 0
    })
}

/// Somebody else takes her from the list; what was offered to her is for the next.
///
/// # Errors
/// `NotFound("waiter")`.
pub async fn remove(db: &Database, pod: &PodId, id: &WaiterId, by: &By) -> Result<(), Error> {
    let (pod, id, by, now) = (*pod, *id, by.clone(), Stamp::from(by.at));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let gone = go!(conn, pod, waiters::id.eq(id), now);
        Error::unless_some(gone, "waiter")?;
        let detail = json!({ "waiting": true });
        note!(conn, pod, Note { by, act: Act::RequestRefuse, object: id.to_string(), detail });
    })
}

/// Offers the free places of a pod that is open to those who wait for longest; how many.
///
/// # Errors
/// Only the database's own.
pub async fn invite_next(db: &Database, pod: &PodId, now: OffsetDateTime) -> Result<usize, Error> {
    let mut offered = 0;
    while offer(db, pod, now).await? {
        offered += 1;
    }
    Ok(offered)
}

/// Whether an invitation offers one of the places that are kept for those who wait.
///
/// # Errors
/// Only the database's own.
pub async fn is_offer(db: &Database, pod: &PodId, invite: &InviteId) -> Result<bool, Error> {
    let (pod, invite) = (*pod, *invite);
    read!(db, |conn| {
        let offered = waiters::pod_id.eq(pod).and(waiters::invite_id.eq(Some(invite)));
        waiters::table.filter(offered).count().get_result::<i64>(conn).await? > 0
    })
}

/// The pods with people who wait and with a place.
///
/// # Errors
/// Only the database's own.
pub async fn with_room(db: &Database) -> Result<Vec<PodId>, Error> {
    read!(db, |conn| {
        pods::table
            .filter(pods::waiting.gt(0_i64).and(pods::members_used.lt(pods::members_max)))
            .select(pods::id)
            .load(conn)
            .await?
    })
}

async fn offer(db: &Database, pod: &PodId, now: OffsetDateTime) -> Result<bool, Error> {
    let (pod, code, guest, until) = (*pod, Code::fresh(), InviteId::new(now), now + OFFERED);
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let of: Option<(PodState, Registration, i64, i64)> = pods::table
            .find(pod)
            .select((pods::state, pods::registration, pods::members_used, pods::members_max))
            .first(conn)
            .await
            .optional()?;
        // who waits goes on waiting where others need a word of somebody now
        let of = of.filter(|(_, registration, ..)| *registration != Registration::Closed);
        let Some((PodState::Active, _, used, most)) = of else { return Ok(false) };
        let invited = waiters::pod_id.eq(pod).and(waiters::state.eq(State::Invited));
        let offered: i64 = waiters::table.filter(invited).count().get_result(conn).await?;
        let next: Option<(WaiterId, Email, String)> = waiters::table
            .filter(waiters::pod_id.eq(pod).and(waiters::state.eq(State::Waiting)))
            .order((waiters::confirmed_at, waiters::id))
            .select((waiters::id, waiters::email, waiters::language))
            .first(conn)
            .await
            .optional()?;
        let Some((waiter, to, language)) = next.filter(|_| used + offered < most) else { return Ok(false) };
        let new = NewInvite { made_by: None, note: String::new(), uses: 1, expires_at: Some(until) };
        invite!(conn, pod, guest, code, new, now);
        diesel::update(waiters::table.find((pod, waiter)))
            .set((
                (waiters::state.eq(State::Invited), waiters::invite_id.eq(Some(guest))),
                waiters::invited_until.eq(Some(Stamp::from(until))),
            ))
            .execute(conn)
            .await?;
        post!(conn, pod, to, language, &Letter::PlaceFree { waiter, code: code.reveal(), until }, now);
        true
    })
}

/// Those who did not confirm, and those who did not come: others are next. How many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let (late, stamp) = (Stamp::from(now - UNCONFIRMED), Stamp::from(now));
    let over: Vec<(PodId, WaiterId)> = read!(db, |conn| {
        let silent = waiters::state.eq(State::Unconfirmed).and(waiters::created_at.le(late));
        let absent = waiters::state.eq(State::Invited).and(waiters::invited_until.le(Some(stamp)));
        waiters::table
            .filter(silent.or(absent))
            .select((waiters::pod_id, waiters::id))
            .limit(PAGE)
            .load(conn)
            .await?
    })?;
    let mut gone = 0;
    for (pod, id) in over {
        let one: usize = transaction!(db, |conn| {
            hold_pod!(conn, pod);
            // she may have confirmed since
            let silent = waiters::state.eq(State::Unconfirmed).and(waiters::created_at.le(late));
            let absent = waiters::state.eq(State::Invited).and(waiters::invited_until.le(Some(stamp)));
            go!(conn, pod, waiters::id.eq(id).and(silent.or(absent)), stamp)
        })?;
        gone += one;
    }
    Ok(gone)
}

/// Inside a transaction that holds the pod: whoever came in by this invitation waits no longer.
macro_rules! arrived {
    ($conn:ident, $pod:ident, $invite:ident) => {{
        use $crate::schema::{pods, waiters};

        let waited = waiters::pod_id.eq($pod).and(waiters::invite_id.eq(Some($invite)));
        let rows = diesel::delete(waiters::table.filter(waited)).execute($conn).await?;
        if rows > 0 {
            diesel::update(pods::table.find($pod))
                .set(pods::waiting.eq(pods::waiting - 1_i64))
                .execute($conn)
                .await?;
        }
    }};
}
pub(crate) use arrived;
