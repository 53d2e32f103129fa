//! How many checks of a pod were good on each day.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::schema::directory::listing_checks;
use crate::{Database, Error};

/// How long a day is remembered.
pub(super) const KEPT: Duration = Duration::days(30);

/// The checks of the last thirty days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uptime {
    /// Those that were good,
    pub good: i64,
    /// of all.
    pub total: i64,
}

/// Inside a transaction: one more check of a day.
macro_rules! count_check {
    ($conn:ident, $domain:expr, $is_good:expr, $now:expr) => {{
        use $crate::schema::directory::listing_checks;

        let (domain, good): (String, i64) = ($domain, i64::from($is_good));
        diesel::insert_into(listing_checks::table)
            .values((
                (listing_checks::domain.eq(domain), listing_checks::day.eq($crate::places::day($now))),
                (listing_checks::good.eq(good), listing_checks::total.eq(1_i64)),
            ))
            .on_conflict((listing_checks::domain, listing_checks::day))
            .do_update()
            .set((
                listing_checks::good.eq(listing_checks::good + good),
                listing_checks::total.eq(listing_checks::total + 1),
            ))
            .execute($conn)
            .await?;
    }};
}
pub(super) use count_check;

/// The checks of a pod.
///
/// # Errors
/// Only the database's own.
pub async fn uptime(db: &Database, domain: &str, now: OffsetDateTime) -> Result<Uptime, Error> {
    let (domain, from) = (domain.to_owned(), crate::places::day(now - KEPT));
    let days: Vec<(i64, i64)> = read!(db, |conn| {
        listing_checks::table
            .filter(listing_checks::domain.eq(domain).and(listing_checks::day.ge(from)))
            .select((listing_checks::good, listing_checks::total))
            .load(conn)
            .await?
    })?;
    let add = |sum: Uptime, day: (i64, i64)| Uptime { good: sum.good + day.0, total: sum.total + day.1 };
    Ok(days.into_iter().fold(Uptime::default(), add))
}

/// The checks of these pods; those of which none was made are left out.
///
/// # Errors
/// Only the database's own.
pub async fn uptimes(
    db: &Database,
    domains: &[String],
    now: OffsetDateTime,
) -> Result<HashMap<String, Uptime>, Error> {
    let (domains, from) = (domains.to_vec(), crate::places::day(now - KEPT));
    let days: Vec<(String, i64, i64)> = read!(db, |conn| {
        listing_checks::table
            .filter(listing_checks::domain.eq_any(domains).and(listing_checks::day.ge(from)))
            .select((listing_checks::domain, listing_checks::good, listing_checks::total))
            .load(conn)
            .await?
    })?;
    let mut all: HashMap<String, Uptime> = HashMap::new();
    for (domain, good, total) in days {
        let sum = all.entry(domain).or_default();
        (sum.good, sum.total) = (sum.good + good, sum.total + total);
    }
    Ok(all)
}
