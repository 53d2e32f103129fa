//! A new member's place: reserved before the XMPP server is asked, and committed or given back afterwards, so
//! that a pod's limit holds however many people sign up at once.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::confirmations::{self, alone, confirmed};
use crate::handles::{self, Handle};
use crate::invites::vouched;
use crate::letterboxes::keep;
use crate::members::Member;
use crate::pods::State;
use crate::schema::{invites, members, places, pods, released_handles, waiters};
use crate::{Database, Error, InviteId, MemberId, Owner, PodId};

/// How many handles are tried for a newcomer.
const HANDLES: u32 = 10;

/// A place that is kept for an account until it expires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The pod.
    pub pod: PodId,
    /// The account.
    pub jid: BareJid,
    /// Until when.
    pub expires_at: OffsetDateTime,
}

impl Place {
    fn new(pod: &PodId, jid: &BareJid, until: OffsetDateTime) -> Self {
        // as the database gives it back
        let expires_at = OffsetDateTime::from(Stamp::from(until));
        Self { pod: *pod, jid: jid.clone(), expires_at }
    }
}

/// Why there is no place.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// The pod has as many members as it may.
    #[error("the pod is full")]
    Full,
    /// As many have signed up today as may in a day.
    #[error("too many have signed up today")]
    DailyLimit,
    /// The invitation was used up, revoked, or is too old.
    #[error("the invitation is not good any more")]
    InviteSpent,
    /// So many came at once that the pod takes in only who was invited.
    #[error("sign-ups are paused")]
    Paused,
    /// The pod takes nobody in: it is read-only, suspended, closing or deleted.
    #[error("the pod takes nobody in now")]
    Closed,
    /// The database's own error.
    #[error(transparent)]
    Database(#[from] Error),
}

/// What a new member begins with.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// See `handles::suggest`.
    pub handle: Handle,
    /// Her name for people; may be empty.
    pub name: String,
    /// The language of her pages; `None` is the browser's.
    pub language: Option<String>,
}

/// An invitation that was shown, and when: what was good then is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub invite: InviteId,
    /// When; not later than now.
    pub at: OffsetDateTime,
}

/// Days since 1970, in UTC: the day whose sign-ups are counted.
pub(crate) fn day(now: OffsetDateTime) -> i64 {
    now.unix_timestamp().div_euclid(86_400)
}

/// Keeps a place for an account that is no member yet, for `ttl`. Asking again for the same account gives the
/// same place, prolonged. Who may sign up at all (`pods::Registration`) is the caller's rule.
///
/// # Errors
/// [`PlaceError`] says why there is none.
pub async fn reserve(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    now: OffsetDateTime,
    ttl: Duration,
) -> Result<Place, PlaceError> {
    reserve_by(db, pod, jid, None, now, ttl).await
}

/// The same by an invitation, of which this is one use.
///
/// # Errors
/// [`PlaceError`] says why there is none.
pub async fn reserve_by(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    invite: Option<&InviteId>,
    now: OffsetDateTime,
    ttl: Duration,
) -> Result<Place, PlaceError> {
    let shown = invite.map(|invite| Shown { invite: *invite, at: now });
    hold(db, Place::new(pod, jid, now + ttl), shown, None, now).await
}

/// The same by an invitation that was shown before and may be too old by now (XEP-0445 §4). A place that is held for the account by
/// another one is somebody else's.
///
/// # Errors
/// [`PlaceError`] says why there is none.
pub async fn reserve_shown(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    shown: Shown,
    now: OffsetDateTime,
    ttl: Duration,
) -> Result<Place, PlaceError> {
    hold(db, Place::new(pod, jid, now + ttl), Some(shown), Some(shown.invite), now).await
}

/// Whether a place is held for an account by another invitation than this, or none.
///
/// # Errors
/// Only the database's own.
pub async fn is_held_otherwise(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    invite: Option<&InviteId>,
) -> Result<bool, Error> {
    let (key, invite) = ((*pod, jid.to_string()), invite.copied());
    read!(db, |conn| {
        let by: Option<Option<InviteId>> =
            places::table.find(key).select(places::invite_id).first(conn).await.optional()?;
        by.is_some_and(|by| by != invite)
    })
}

/// Holds it; `of`: one that is held already must be by this invitation.
async fn hold(
    db: &Database,
    place: Place,
    shown: Option<Shown>,
    of: Option<InviteId>,
    now: OffsetDateTime,
) -> Result<Place, PlaceError> {
    if prolong(db, &place, of).await? {
        return Ok(place);
    }
    let taken = match take(db, &place, shown, now).await {
        Err(Error::NotFound("invite")) => return Err(PlaceError::InviteSpent),
        taken => taken?,
    };
    if taken || prolong(db, &place, of).await? {
        return Ok(place);
    }
    let invited = match shown {
        Some(shown) => !confirmations::is_one(db, &place.pod, &shown.invite).await?,
        None => false,
    };
    Err(why_not(db, &place.pod, invited).await?)
}

async fn prolong(db: &Database, place: &Place, of: Option<InviteId>) -> Result<bool, Error> {
    let (key, expires_at) = ((place.pod, place.jid.to_string()), Stamp::from(place.expires_at));
    change!(db, |conn| {
        let (held, set) = (places::table.find(key), places::expires_at.eq(expires_at));
        let rows = match of {
            Some(invite) => {
                let by = held.filter(places::invite_id.eq(Some(invite)));
                diesel::update(by).set(set).execute(conn).await?
            }
            None => diesel::update(held).set(set).execute(conn).await?,
        };
        rows > 0
    })
}

/// Inside a transaction: one more comes in by the invitation, if it was good when it was shown, and by the word of nobody who is kept out or
/// gone now.
macro_rules! use_once {
    ($conn:ident, $pod:ident, $invite:ident, $shown:ident, $now:ident) => {{
        let rows = diesel::update(invites::table.find(($pod, $invite)))
            .filter(invites::used.lt(invites::uses).and(invites::revoked_at.is_null()))
            .filter(invites::expires_at.is_null().or(invites::expires_at.gt(Some($shown))))
            .filter(vouched!(Stamp::from($now)))
            .set(invites::used.eq(invites::used + 1))
            .execute($conn)
            .await?;
        Error::unless_some(rows, "invite")?;
    }};
}

/// Inside a transaction: whether the invitation is one of those who wait for a place.
macro_rules! is_offered {
    ($conn:ident, $pod:ident, $invite:ident) => {
        match $invite {
            Some(invite) => {
                let offered = waiters::pod_id.eq($pod).and(waiters::invite_id.eq(Some(invite)));
                waiters::table.filter(offered).count().get_result::<i64>($conn).await? > 0
            }
            None => false,
        }
    };
}

/// Whether the pod lets one more in: places for which people wait are theirs, and while it pauses only who was invited comes.
macro_rules! lets_in {
    (invited: $invited:expr, offered: $offered:expr) => {{
        let free = (pods::members_used + pods::waiting).lt(pods::members_max);
        let kept = $offered.into_sql::<Bool>().and(pods::members_used.lt(pods::members_max));
        let welcome = pods::signups_paused_at.is_null().or($invited.into_sql::<Bool>());
        free.or(kept).and(welcome)
    }};
}

/// Counts the place in one statement that also checks the limits; false if there is none, or another request of
/// the same account was quicker.
async fn take(
    db: &Database,
    place: &Place,
    shown: Option<Shown>,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let (pod, jid, expires_at) = (place.pod, place.jid.to_string(), place.expires_at);
    let (today, invite) = (day(now), shown.map(|shown| shown.invite));
    let shown_at = Stamp::from(shown.map_or(now, |shown| shown.at));
    let taken = transaction!(db, |conn| {
        let same_day = pods::signups_day.eq(today);
        let offered = is_offered!(conn, pod, invite);
        let address = confirmed!(conn, pod, invite).map(|(address, _)| address);
        let room = lets_in!(invited: invite.is_some() && address.is_none(), offered: offered);
        let room_today = same_day.and(pods::signups_today.lt(pods::signups_per_day));
        let first_today = pods::signups_day.ne(today).and(pods::signups_per_day.gt(0_i64));
        let counted = diesel::dsl::case_when(same_day, pods::signups_today + 1_i64).otherwise(1_i64);
        let rows = diesel::update(pods::table.find(pod))
            .filter(pods::state.eq(State::Active).and(room).and(room_today.or(first_today)))
            .set((
                pods::members_used.eq(pods::members_used + 1),
                pods::signups_today.eq(counted),
                pods::signups_day.eq(today),
            ))
            .execute(conn)
            .await?;
        if rows == 0 {
            return Ok(false);
        }
        // after the pod, as everywhere: who takes rows in another order waits for ever
        if let Some(invite) = invite {
            use_once!(conn, pod, invite, shown_at, now);
        }
        alone!(conn, pod, address);
        diesel::insert_into(places::table)
            .values((
                (places::pod_id.eq(pod), places::jid.eq(jid), places::signup_day.eq(today)),
                (places::expires_at.eq(Stamp::from(expires_at)), places::invite_id.eq(invite)),
            ))
            .execute(conn)
            .await
            .map_err(|error| Error::unless_taken(error, "place"))?;
        true
    });
    if matches!(taken, Err(Error::Taken(_))) { Ok(false) } else { taken }
}

async fn why_not(db: &Database, pod: &PodId, invited: bool) -> Result<PlaceError, Error> {
    let pod = *pod;
    let row: Option<(State, i64, i64, Option<Stamp>)> = read!(db, |conn| {
        pods::table
            .find(pod)
            .select((
                pods::state,
                pods::members_used + pods::waiting,
                pods::members_max,
                pods::signups_paused_at,
            ))
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(match row {
        Some((State::Active, taken, most, _)) if taken >= most => PlaceError::Full,
        Some((State::Active, _, _, Some(_))) if !invited => PlaceError::Paused,
        Some((State::Active, ..)) => PlaceError::DailyLimit,
        Some(_) | None => PlaceError::Closed,
    })
}

/// Inside a transaction that holds the pod: what else changes when somebody came in.
macro_rules! settle_in {
    ($conn:ident, $pod:ident, $jid:ident, $invite:ident, $now:ident) => {{
        $crate::accounts::wish_back!($conn, $pod, $jid.to_string(), $now);
        match $invite {
            Some(invite) => {
                $crate::waiters::arrived!($conn, $pod, invite);
                $crate::invites::give_role!($conn, $pod, $jid, invite, $now);
            }
            None => $crate::newcomers::watch!($conn, $pod, $now),
        }
    }};
}

/// Makes the account a member on its place, which is not counted again.
///
/// # Errors
/// `NotFound("place")` if it was released or has been given back; `Taken("handle")`, `Reserved` as in
/// `members::set_handle`: the place is still there then. `Taken("member")` if the account is one already.
pub async fn commit(
    db: &Database,
    place: &Place,
    new: NewMember,
    now: OffsetDateTime,
) -> Result<Member, Error> {
    let (pod, jid, id) = (place.pod, place.jid.clone(), MemberId::new(now));
    transaction!(db, |conn| {
        // before the place, as everywhere
        hold_pod!(conn, pod);
        let invite: Option<Option<InviteId>> = diesel::delete(places::table.find((pod, jid.to_string())))
            .returning(places::invite_id)
            .get_result(conn)
            .await
            .optional()?;
        let invite = invite.ok_or(Error::NotFound("place"))?;
        let confirmed = confirmed!(conn, pod, invite);
        // nobody has invited whom only her own mailbox let in
        let invite = invite.filter(|_| confirmed.is_none());
        check_handle!(conn, pod, jid, new.handle, now);
        let is_member = members::table
            .filter(members::pod_id.eq(pod).and(members::jid.eq(jid.as_str())))
            .count()
            .get_result::<i64>(conn)
            .await?;
        if is_member > 0 {
            return Err(Error::Taken("member"));
        }
        diesel::insert_into(members::table)
            .values((
                (members::pod_id.eq(pod), members::id.eq(id), members::jid.eq(jid.to_string())),
                (members::domain.eq(jid.domain().to_string()), members::handle.eq(&new.handle)),
                (members::name.eq(&new.name), members::about.eq(""), members::website.eq("")),
                (members::language.eq(&new.language), members::invite_id.eq(invite)),
                (members::created_at.eq(Stamp::from(now)), members::seen_at.eq(Stamp::from(now))),
            ))
            .execute(conn)
            .await
            .map_err(|error| Error::unless_taken(error, "handle"))?;
        settle_in!(conn, pod, jid, invite, now);
        if let Some(hers) = confirmed {
            keep!(conn, Owner { pod, member: id }, hers, now);
        }
        members::table.find((pod, id)).select(Member::as_select()).first(conn).await?
    })
}

/// The same with the handle that is suggested. One that was free a moment ago may be somebody else's by now.
///
/// # Errors
/// As [`commit`].
pub async fn admit(db: &Database, place: &Place, now: OffsetDateTime) -> Result<Member, Error> {
    let mut tries = 0..HANDLES;
    loop {
        let handle = handles::suggest(db, &place.pod, &place.jid, now).await?;
        let new = NewMember { handle, name: String::new(), language: None };
        match commit(db, place, new, now).await {
            Err(Error::Taken("handle") | Error::Reserved) if tries.next().is_some() => {}
            committed => return committed,
        }
    }
}

/// Gives a place back, and the sign-up of its day with it; one that is gone is no error.
///
/// # Errors
/// Only the database's own.
pub async fn release(db: &Database, place: &Place) -> Result<(), Error> {
    give_back(db, place.pod, place.jid.to_string(), None).await.map(drop)
}

/// Gives back the places of everybody who did not come; returns how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let late: Vec<(PodId, String)> = read!(db, |conn| {
        places::table
            .filter(places::expires_at.le(Stamp::from(now)))
            .select((places::pod_id, places::jid))
            .limit(1000)
            .load(conn)
            .await?
    })?;
    let mut given_back = 0;
    for (pod, jid) in late {
        given_back += usize::from(give_back(db, pod, jid, Some(now)).await?);
    }
    Ok(given_back)
}

/// Deletes the place (only if it expired by `expired_at`, where that is said) and uncounts it.
async fn give_back(
    db: &Database,
    pod: PodId,
    jid: String,
    expired_at: Option<OffsetDateTime>,
) -> Result<bool, Error> {
    let by = Stamp::from(expired_at.unwrap_or(time::macros::datetime!(9999-12-31 0:00 UTC)));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let late = places::table.find((pod, jid)).filter(places::expires_at.le(by));
        let held: Option<(i64, Option<InviteId>)> = diesel::delete(late)
            .returning((places::signup_day, places::invite_id))
            .get_result(conn)
            .await
            .optional()?;
        let Some((day, invite)) = held else { return Ok(false) };
        let counted = pods::signups_day.eq(day).and(pods::signups_today.gt(0_i64));
        let left =
            diesel::dsl::case_when(counted, pods::signups_today - 1_i64).otherwise(pods::signups_today);
        diesel::update(pods::table.find(pod))
            .set((pods::members_used.eq(pods::members_used - 1), pods::signups_today.eq(left)))
            .execute(conn)
            .await?;
        if let Some(invite) = invite {
            diesel::update(invites::table.find((pod, invite)))
                .set(invites::used.eq(invites::used - 1))
                .execute(conn)
                .await?;
        }
        true
    })
}
