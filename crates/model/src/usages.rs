//! What a pod used on each day, for those who look back.

use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Date, Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::schema::{members, pods, usages};
use crate::{Database, Error, PodId};

/// How long a day is remembered.
pub const KEPT: Duration = Duration::days(400);

/// Who was here in this time is active.
pub const ACTIVE: Duration = Duration::days(7);

/// A day of a pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Which, in UTC.
    pub date: Date,
    /// Members, when it was last looked.
    pub members: i64,
    /// Those of them who had been here in the [`ACTIVE`] days before.
    pub active: i64,
    /// Bytes of media, when it was last looked.
    pub storage: i64,
    /// The most live sessions that were seen.
    pub sessions: i64,
    /// Who became a member.
    pub signups: i64,
}

/// What there is to write down now.
#[derive(Debug, Clone, Copy)]
struct Figures {
    members: i64,
    active: i64,
    storage: i64,
    sessions: i64,
    signups: i64,
    signups_before: i64,
}

/// A row, as the database has it.
type Row = (i64, i64, i64, i64, i64, i64);

/// The number of a day, from 1970 on, as sign-ups are counted.
fn number(date: Date) -> i64 {
    crate::places::day(date.midnight().assume_utc())
}

impl From<Row> for Day {
    fn from((day, members, active, storage, sessions, signups): Row) -> Self {
        let date = OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::days(day)).date();
        Self { date, members, active, storage, sessions, signups }
    }
}

/// Writes down what a pod uses today, and who came yesterday after that was last looked at. A pod that is gone is no error.
///
/// # Errors
/// Only the database's own.
pub async fn note(db: &Database, pod: &PodId, now: OffsetDateTime) -> Result<(), Error> {
    let Some(figures) = count(db, pod, now).await? else { return Ok(()) };
    let (pod, today) = (*pod, number(now.date()));
    transaction!(db, |conn| {
        let Figures { members, active, storage, sessions, signups, signups_before } = figures;
        let as_now = (usages::members.eq(members), usages::active.eq(active), usages::storage.eq(storage));
        let most_sessions = case_when(usages::sessions.gt(sessions), usages::sessions).otherwise(sessions);
        // who left since has come all the same
        let most_signups = case_when(usages::signups.gt(signups), usages::signups).otherwise(signups);
        diesel::insert_into(usages::table)
            .values((
                (usages::pod_id.eq(pod), usages::day.eq(today)),
                as_now,
                (usages::sessions.eq(sessions), usages::signups.eq(signups)),
            ))
            .on_conflict((usages::pod_id, usages::day))
            .do_update()
            .set((as_now, usages::sessions.eq(most_sessions), usages::signups.eq(most_signups)))
            .execute(conn)
            .await?;
        diesel::update(usages::table.find((pod, today - 1)))
            .filter(usages::signups.lt(signups_before))
            .set(usages::signups.eq(signups_before))
            .execute(conn)
            .await?;
    })
}

/// The days of a pod from a date on, the first ones first. Days on which nothing was written down are left out.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId, from: Date) -> Result<Vec<Day>, Error> {
    let (pod, from) = (*pod, number(from));
    let rows: Vec<Row> = read!(db, |conn| {
        usages::table
            .filter(usages::pod_id.eq(pod).and(usages::day.ge(from)))
            .order(usages::day)
            .select((
                usages::day,
                usages::members,
                usages::active,
                usages::storage,
                usages::sessions,
                usages::signups,
            ))
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(Day::from).collect())
}

/// How many members of a pod were here in a time before now.
///
/// # Errors
/// Only the database's own.
pub async fn active(db: &Database, pod: &PodId, since: OffsetDateTime) -> Result<i64, Error> {
    let (pod, since) = (*pod, Stamp::from(since));
    read!(db, |conn| {
        members::table
            .filter(members::pod_id.eq(pod).and(members::seen_at.ge(since)))
            .count()
            .get_result(conn)
            .await?
    })
}

/// Forgets days that are older than [`KEPT`], of all pods; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = number((now - KEPT).date());
    change!(db, |conn| { diesel::delete(usages::table.filter(usages::day.lt(before))).execute(conn).await? })
}

async fn count(db: &Database, pod: &PodId, now: OffsetDateTime) -> Result<Option<Figures>, Error> {
    let (pod, since) = (*pod, Stamp::from(now - ACTIVE));
    let today = now.date().midnight().assume_utc();
    let (today, yesterday) = (Stamp::from(today), Stamp::from(today - Duration::days(1)));
    read!(db, |conn| {
        let used: Option<(i64, i64)> = pods::table
            .find(pod)
            .select((pods::storage_used, pods::sessions_used))
            .first(conn)
            .await
            .optional()?;
        let Some((storage, sessions)) = used else { return Ok(None) };
        let all = members::table.filter(members::pod_id.eq(pod));
        let came_today = all.filter(members::created_at.ge(today));
        let came_yesterday =
            all.filter(members::created_at.ge(yesterday)).filter(members::created_at.lt(today));
        Some(Figures {
            members: all.count().get_result(conn).await?,
            active: all.filter(members::seen_at.ge(since)).count().get_result(conn).await?,
            storage,
            sessions,
            signups: came_today.count().get_result(conn).await?,
            signups_before: came_yesterday.count().get_result(conn).await?,
        })
    })
}
