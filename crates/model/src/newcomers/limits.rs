//! What a pod's members may do while they are new: counted in the statement that checks it, so that it holds however much is tried at
//! once.

use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, By, Note, note, without_nulls};
use crate::columns::Stamp;
use crate::places::day;
use crate::schema::{members, newcomer_lifts, newcomer_limits, newcomer_tallies};
use crate::{Database, Error, Owner, PodId};

/// The most days for which somebody is new.
pub const MOST_DAYS: i64 = 90;

/// The most posts, and people, a day that are a limit.
pub const MOST: i64 = 1_000;

/// The most bytes a day that are a limit.
pub const MOST_BYTES: i64 = 1_000_000_000;

words! {
    /// What is limited.
    pub enum Effort {
        /// Writing a post or a comment that everybody reads.
        Post = "post",
        /// Adding somebody, or writing to somebody who is no contact.
        Contact = "contact",
        /// Uploading something.
        Upload = "upload",
    }
}

/// What members may do while they are new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = newcomer_limits)]
pub struct Limits {
    /// For how many days somebody is new; 0: nobody is.
    pub days: i64,
    /// Posts and comments a day that everybody reads.
    pub posts: i64,
    /// People a day who are added, or written to without being contacts.
    pub contacts: i64,
    /// Bytes a day that are uploaded.
    pub bytes: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { days: 0, posts: 3, contacts: 10, bytes: 10_000_000 }
    }
}

impl Limits {
    fn of(self, effort: Effort) -> i64 {
        match effort {
            Effort::Post => self.posts,
            Effort::Contact => self.contacts,
            Effort::Upload => self.bytes,
        }
    }
}

/// What of them changes; `None` leaves it as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// See [`Limits`] for all of them.
    pub days: Option<i64>,
    /// Posts and comments a day.
    pub posts: Option<i64>,
    /// People a day.
    pub contacts: Option<i64>,
    /// Bytes a day.
    pub bytes: Option<i64>,
}

/// How a member without a role stands who came not long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Until when she is new.
    pub until: OffsetDateTime,
    /// What is limited until then.
    pub limits: Limits,
    /// Whether those who run the pod have said that it is not for her.
    pub lifted: bool,
}

/// A member who is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct New {
    /// Until when.
    pub until: OffsetDateTime,
    /// What is limited until then.
    pub limits: Limits,
    /// How many posts and comments for everybody are left today.
    pub posts_left: i64,
    /// From when on there are more.
    pub more_from: OffsetDateTime,
}

/// That somebody new has done as much of something as she may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// As much as she may in a day.
    pub most: i64,
    /// From when on she may again, or may more.
    pub from: OffsetDateTime,
}

/// Why something is not counted.
#[derive(Debug, thiserror::Error)]
pub enum LimitError {
    /// She is new, and may do no more of it today.
    #[error("a new member may do no more of this today")]
    Reached(Reached),
    /// The database's own error.
    #[error(transparent)]
    Database(#[from] Error),
}

impl Standing {
    /// How somebody stands who came then; none where she is not new any more.
    pub(crate) fn since(
        since: OffsetDateTime,
        limits: Limits,
        lifted: bool,
        now: OffsetDateTime,
    ) -> Option<Self> {
        let until = since.checked_add(Duration::days(limits.days.clamp(0, MOST_DAYS)))?;
        (now < until).then_some(Self { until, limits, lifted })
    }

    /// That as much was done as can be in a day: the next one begins at midnight, in UTC. Where nothing can be, it is when she is new no
    /// more.
    fn reached(self, amount: i64, most: i64, now: OffsetDateTime) -> Reached {
        let tomorrow = OffsetDateTime::from_unix_timestamp((day(now) + 1) * 86_400).ok();
        let tomorrow = tomorrow.filter(|tomorrow| amount <= most && *tomorrow < self.until);
        Reached { most, from: tomorrow.unwrap_or(self.until) }
    }
}

/// Inside a read or a transaction: how a member stands, if she came not long ago and has no role.
macro_rules! standing {
    ($conn:ident, $owner:expr, $now:expr) => {{
        use $crate::newcomers::limits::{Limits, Standing};
        use $crate::schema::{members, newcomer_lifts, newcomer_limits, roles};

        let (owner, now): ($crate::Owner, time::OffsetDateTime) = ($owner, $now);
        let limits: Option<Limits> = newcomer_limits::table
            .find(owner.pod)
            .select(Limits::as_select())
            .first($conn)
            .await
            .optional()?;
        match limits.filter(|limits| limits.days > 0) {
            None => None,
            Some(limits) => {
                let row: Option<(String, $crate::columns::Stamp)> = members::table
                    .find((owner.pod, owner.member))
                    .select((members::jid, members::created_at))
                    .first($conn)
                    .await
                    .optional()?;
                let (jid, since) = row.ok_or($crate::Error::NotFound("member"))?;
                let role: i64 = roles::table.find((owner.pod, jid)).count().get_result($conn).await?;
                let lifts: i64 =
                    newcomer_lifts::table.find((owner.pod, owner.member)).count().get_result($conn).await?;
                Standing::since(since.into(), limits, lifts > 0, now).filter(|_| role == 0)
            }
        }
    }};
}
pub(crate) use standing;

/// Inside a transaction: the address of a member.
macro_rules! address {
    ($conn:ident, $owner:ident) => {{
        let jid: Option<String> = members::table
            .find(($owner.pod, $owner.member))
            .select(members::jid)
            .first($conn)
            .await
            .optional()?;
        jid.ok_or(Error::NotFound("member"))?
    }};
}

/// Inside a transaction: counts what is done, if it fits into the day; what was counted last counts once. True if it is counted.
macro_rules! tally {
    ($conn:ident, $row:ident, $amount:ident, $most:ident, $last:ident, $today:ident) => {{
        let (pod, member, effort) = $row;
        diesel::insert_into(newcomer_tallies::table)
            .values((
                (newcomer_tallies::pod_id.eq(pod), newcomer_tallies::member_id.eq(member)),
                (newcomer_tallies::act.eq(effort), newcomer_tallies::day.eq(0_i64)),
                (newcomer_tallies::used.eq(0_i64), newcomer_tallies::last.eq("")),
            ))
            .on_conflict((newcomer_tallies::pod_id, newcomer_tallies::member_id, newcomer_tallies::act))
            .do_update()
            // nobody forgets it meanwhile
            .set(newcomer_tallies::used.eq(newcomer_tallies::used))
            .execute($conn)
            .await?;
        let same_day = newcomer_tallies::day.eq($today);
        let fits = newcomer_tallies::day.ne($today).or((newcomer_tallies::used + $amount).le($most));
        let counted = case_when(same_day, newcomer_tallies::used + $amount).otherwise($amount);
        let rows = diesel::update(newcomer_tallies::table.find($row))
            .filter(newcomer_tallies::last.ne($last.clone()).and(fits))
            .set((
                newcomer_tallies::used.eq(counted),
                newcomer_tallies::day.eq($today),
                newcomer_tallies::last.eq($last.clone()),
            ))
            .execute($conn)
            .await?;
        let last: String =
            newcomer_tallies::table.find($row).select(newcomer_tallies::last).first($conn).await?;
        rows > 0 || last == $last
    }};
}

/// What the members of a pod may do while they are new.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId) -> Result<Limits, Error> {
    let pod = *pod;
    let row: Option<Limits> = read!(db, |conn| {
        newcomer_limits::table.find(pod).select(Limits::as_select()).first(conn).await.optional()?
    })?;
    Ok(row.unwrap_or_default())
}

/// Changes it, for those who are new already, too.
///
/// # Errors
/// Only the database's own, as for a pod that is not there.
pub async fn set(db: &Database, pod: &PodId, change: Change, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    if change == Change::default() {
        return Ok(());
    }
    let Change { days, posts, contacts, bytes } = change;
    let told = json!({ "new_days": days, "new_posts": posts, "new_contacts": contacts, "new_bytes": bytes });
    let detail = without_nulls(told);
    transaction!(db, |conn| {
        let before: Option<Limits> =
            newcomer_limits::table.find(pod).select(Limits::as_select()).first(conn).await.optional()?;
        let before = before.unwrap_or_default();
        let after = (
            newcomer_limits::days.eq(days.unwrap_or(before.days)),
            newcomer_limits::posts.eq(posts.unwrap_or(before.posts)),
            newcomer_limits::contacts.eq(contacts.unwrap_or(before.contacts)),
            newcomer_limits::bytes.eq(bytes.unwrap_or(before.bytes)),
        );
        diesel::insert_into(newcomer_limits::table)
            .values((newcomer_limits::pod_id.eq(pod), after))
            .on_conflict(newcomer_limits::pod_id)
            .do_update()
            .set(after)
            .execute(conn)
            .await?;
        note!(conn, pod, Note { by, act: Act::NewcomersChange, object: String::new(), detail });
    })
}

/// How a member stands, if she came not long ago and has no role.
///
/// # Errors
/// `NotFound("member")`.
pub async fn standing_of(
    db: &Database,
    owner: &Owner,
    now: OffsetDateTime,
) -> Result<Option<Standing>, Error> {
    let owner = *owner;
    read!(db, |conn| standing!(conn, owner, now))
}

/// What a member is to know of it, if she is new.
///
/// # Errors
/// `NotFound("member")`.
pub async fn of(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<Option<New>, Error> {
    let (owner, today) = (*owner, day(now));
    read!(db, |conn| {
        let standing = standing!(conn, owner, now).filter(|standing| !standing.lifted);
        let Some(standing) = standing else { return Ok(None) };
        let posts: Option<i64> = newcomer_tallies::table
            .find((owner.pod, owner.member, Effort::Post))
            .filter(newcomer_tallies::day.eq(today))
            .select(newcomer_tallies::used)
            .first(conn)
            .await
            .optional()?;
        let Standing { until, limits, .. } = standing;
        let posts_left = (limits.posts - posts.unwrap_or_default()).max(0);
        Some(New { until, limits, posts_left, more_from: standing.reached(1, limits.posts, now).from })
    })
}

/// Counts what a member is about to do, where she is new: so much of it, called `last`. The same once more counts once. It counts whatever
/// becomes of it: a server may say no to what it has done.
///
/// # Errors
/// [`LimitError::Reached`] where it does not fit into the day.
pub async fn count(
    db: &Database,
    owner: &Owner,
    effort: Effort,
    amount: i64,
    last: &str,
    now: OffsetDateTime,
) -> Result<(), LimitError> {
    let (owner, last, today) = (*owner, last.to_owned(), day(now));
    let reached: Option<Reached> = transaction!(db, |conn| {
        let standing = standing!(conn, owner, now).filter(|standing| !standing.lifted);
        let Some(standing) = standing else { return Ok(None) };
        let (row, most) = ((owner.pod, owner.member, effort), standing.limits.of(effort));
        let counted = amount <= most && tally!(conn, row, amount, most, last, today);
        (!counted).then(|| standing.reached(amount, most, now))
    })?;
    reached.map_or(Ok(()), |reached| Err(LimitError::Reached(reached)))
}

/// Forgets what was counted on days that are over; how many rows.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let today = day(now);
    change!(db, |conn| {
        let over = newcomer_tallies::table.filter(newcomer_tallies::day.lt(today));
        diesel::delete(over).execute(conn).await?
    })
}

/// Limits a member no more, however new she is. Lifted twice is lifted.
///
/// # Errors
/// `NotFound("member")`.
pub async fn lift(db: &Database, owner: &Owner, by: &By) -> Result<(), Error> {
    let (owner, by) = (*owner, by.clone());
    transaction!(db, |conn| {
        let object = address!(conn, owner);
        let rows = diesel::insert_into(newcomer_lifts::table)
            .values((
                (newcomer_lifts::pod_id.eq(owner.pod), newcomer_lifts::member_id.eq(owner.member)),
                newcomer_lifts::lifted_at.eq(Stamp::from(by.at)),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        if rows > 0 {
            note!(conn, owner.pod, Note { by, act: Act::NewcomerLift, object, detail: json!({}) });
        }
    })
}

/// Limits a member again for as long as she is new. Who was not lifted is no error.
///
/// # Errors
/// `NotFound("member")`.
pub async fn limit(db: &Database, owner: &Owner, by: &By) -> Result<(), Error> {
    let (owner, by) = (*owner, by.clone());
    transaction!(db, |conn| {
        let object = address!(conn, owner);
        let lift = newcomer_lifts::table.find((owner.pod, owner.member));
        if diesel::delete(lift).execute(conn).await? > 0 {
            note!(conn, owner.pod, Note { by, act: Act::NewcomerLimit, object, detail: json!({}) });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn who_is_new_may_again_from_the_next_day_or_when_she_is_new_no_more() {
        let (came, limits) = (datetime!(2026-03-01 12:00 UTC), Limits { days: 2, ..Limits::default() });
        let standing = |now| Standing::since(came, limits, false, now);
        assert_eq!(standing(datetime!(2026-03-03 12:00 UTC)), None);
        let now = datetime!(2026-03-01 23:00 UTC);
        let first = standing(now).unwrap();
        let tomorrow = Reached { most: 3, from: datetime!(2026-03-02 0:00 UTC) };
        assert_eq!(first.reached(1, 3, now), tomorrow);
        assert_eq!(first.reached(1, 0, now).from, first.until, "nothing on any day");
        let last = datetime!(2026-03-03 9:00 UTC);
        assert_eq!(standing(last).unwrap().reached(1, 3, last).from, datetime!(2026-03-03 12:00 UTC));
        let off = Limits { days: 0, ..limits };
        assert_eq!(Standing::since(came, off, false, came), None);
    }
}
