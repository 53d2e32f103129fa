//! How the checks of a pod went, day by day.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Date, Duration, OffsetDateTime};

use super::checks;
use crate::schema::directory::listing_checks;
use crate::{Database, Error};

/// The checks of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckDay {
    /// Which, in UTC.
    pub date: Date,
    /// Those that were good,
    pub good: i64,
    /// of all.
    pub total: i64,
}

/// The days of the last thirty on which a pod was looked at, the first ones first.
///
/// # Errors
/// Only the database's own.
pub async fn days(db: &Database, domain: &str, now: OffsetDateTime) -> Result<Vec<CheckDay>, Error> {
    let (domain, from) = (domain.to_owned(), crate::places::day(now - checks::KEPT));
    let rows: Vec<(i64, i64, i64)> = read!(db, |conn| {
        listing_checks::table
            .filter(listing_checks::domain.eq(domain).and(listing_checks::day.gt(from)))
            .order(listing_checks::day)
            .select((listing_checks::day, listing_checks::good, listing_checks::total))
            .load(conn)
            .await?
    })?;
    let day = |(day, good, total): (i64, i64, i64)| {
        let date = OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::days(day)).date();
        CheckDay { date, good, total }
    };
    Ok(rows.into_iter().map(day).collect())
}
