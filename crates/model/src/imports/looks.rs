//! Hosts that are asked whether they may be shown, and whether they have a listing: each now and then, by one process.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use super::Footing;
use crate::columns::Stamp;
use crate::schema::imports::imported_pods;
use crate::{Database, Error};

/// How often a host is asked,
const AGAIN: Duration = Duration::days(7);

/// and how soon one at which somebody did not come to an end.
const SOON: Duration = Duration::minutes(10);

/// Hosts that are to be asked now, those that nobody has asked first, then those that waited longest: so many at most. They are the
/// caller's for ten minutes.
///
/// # Errors
/// Only the database's own.
pub async fn to_look(db: &Database, now: OffsetDateTime, most: u32) -> Result<Vec<String>, Error> {
    let (stamp, soon, again) = (Stamp::from(now), Stamp::from(now - SOON), Stamp::from(now - AGAIN));
    transaction!(db, |conn| {
        let is_new = imported_pods::footing.eq(Footing::New);
        let due: Vec<String> = imported_pods::table
            .filter(
                imported_pods::looked_at
                    .is_null()
                    .or(is_new.and(imported_pods::looked_at.le(Some(soon))))
                    .or(imported_pods::looked_at.le(Some(again))),
            )
            // where none stands is not the same on both databases
            .order((
                imported_pods::looked_at.is_not_null(),
                imported_pods::looked_at,
                imported_pods::first_seen,
                imported_pods::domain,
            ))
            .limit(i64::from(most))
            .select(imported_pods::domain)
            .load(conn)
            .await?;
        let mut ours = Vec::new();
        for domain in due {
            // who was faster has asked just now
            let rows = diesel::update(imported_pods::table.find(domain.clone()))
                .filter(imported_pods::looked_at.is_null().or(imported_pods::looked_at.le(Some(soon))))
                .set(imported_pods::looked_at.eq(Some(stamp)))
                .execute(conn)
                .await?;
            if rows > 0 {
                ours.push(domain);
            }
        }
        ours
    })
}

/// Writes down what a host has answered.
///
/// # Errors
/// Only the database's own.
pub async fn looked(db: &Database, domain: &str, footing: Footing, now: OffsetDateTime) -> Result<(), Error> {
    let (domain, stamp) = (domain.to_owned(), Stamp::from(now));
    change!(db, |conn| {
        diesel::update(imported_pods::table.find(domain))
            .set((imported_pods::footing.eq(footing), imported_pods::looked_at.eq(Some(stamp))))
            .execute(conn)
            .await?;
    })
}
