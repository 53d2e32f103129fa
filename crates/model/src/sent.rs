//! How many people the directory sent to each pod, day by day. Nothing is known of who they were.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::places::day;
use crate::schema::drawing::directory_sent;
use crate::{Database, Error};

/// How long a day is remembered.
const KEPT: Duration = Duration::days(400);

/// One more was sent to a pod today (UTC): how many there were with this one.
///
/// # Errors
/// Only the database's own.
pub async fn count(db: &Database, domain: &str, now: OffsetDateTime) -> Result<i64, Error> {
    let domain = domain.to_owned();
    change!(db, |conn| {
        diesel::insert_into(directory_sent::table)
            .values((
                directory_sent::domain.eq(domain),
                directory_sent::day.eq(day(now)),
                directory_sent::sent.eq(1_i64),
            ))
            .on_conflict((directory_sent::domain, directory_sent::day))
            .do_update()
            .set(directory_sent::sent.eq(directory_sent::sent + 1_i64))
            .returning(directory_sent::sent)
            .get_result::<i64>(conn)
            .await?
    })
}

/// How many were sent today (UTC) to each pod to which anybody was.
///
/// # Errors
/// Only the database's own.
pub async fn today(db: &Database, now: OffsetDateTime) -> Result<HashMap<String, i64>, Error> {
    let rows: Vec<(String, i64)> = read!(db, |conn| {
        directory_sent::table
            .filter(directory_sent::day.eq(day(now)))
            .select((directory_sent::domain, directory_sent::sent))
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().collect())
}

/// The same of these pods alone.
///
/// # Errors
/// Only the database's own.
pub async fn today_of(
    db: &Database,
    domains: Vec<String>,
    now: OffsetDateTime,
) -> Result<Vec<(String, i64)>, Error> {
    read!(db, |conn| {
        directory_sent::table
            .filter(directory_sent::domain.eq_any(domains).and(directory_sent::day.eq(day(now))))
            .select((directory_sent::domain, directory_sent::sent))
            .load(conn)
            .await?
    })
}

/// How many were sent to a pod.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// Today (UTC).
    pub today: i64,
    /// In the last thirty days, with today.
    pub month: i64,
}

/// How many were sent to one pod.
///
/// # Errors
/// Only the database's own.
pub async fn of(db: &Database, domain: &str, now: OffsetDateTime) -> Result<Sent, Error> {
    let (domain, today) = (domain.to_owned(), day(now));
    let days: Vec<(i64, i64)> = read!(db, |conn| {
        directory_sent::table
            .filter(directory_sent::domain.eq(domain).and(directory_sent::day.gt(today - 30)))
            .select((directory_sent::day, directory_sent::sent))
            .load(conn)
            .await?
    })?;
    let of_today = days.iter().filter(|(day, _)| *day == today).map(|(_, sent)| *sent);
    Ok(Sent { today: of_today.sum(), month: days.iter().map(|(_, sent)| *sent).sum() })
}

/// Forgets days that were kept for long enough; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = day(now - KEPT);
    change!(db, |conn| {
        diesel::delete(directory_sent::table.filter(directory_sent::day.lt(before))).execute(conn).await?
    })
}
