//! From which networks people signed up, for a while: sign-ups that came in one wave from one network are seen and undone together.

use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::schema::{arrivals, members};
use crate::{Database, Error, Owner, PodId};

/// How long it is known from where somebody came.
pub const KEPT: Duration = Duration::days(14);

/// Who became a member within this time has just come.
const JUST: Duration = Duration::minutes(10);

/// The most networks that are told.
const MOST: usize = 20;

/// Notes from which network somebody came, if she has just become a member; whoever is one for longer is left as she is.
///
/// # Errors
/// Only the database's own.
pub async fn note(db: &Database, owner: &Owner, network: &str, now: OffsetDateTime) -> Result<(), Error> {
    let (owner, network) = (*owner, network.to_owned());
    let (after, now) = (Stamp::from(now - JUST), Stamp::from(now));
    transaction!(db, |conn| {
        let new: i64 = members::table
            .filter(members::pod_id.eq(owner.pod).and(members::id.eq(owner.member)))
            .filter(members::created_at.ge(after))
            .count()
            .get_result(conn)
            .await?;
        if new == 0 {
            return Ok(());
        }
        diesel::insert_into(arrivals::table)
            .values((
                (arrivals::pod_id.eq(owner.pod), arrivals::member_id.eq(owner.member)),
                (arrivals::network.eq(network), arrivals::arrived_at.eq(now)),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
    })
}

/// The networks from which most came to a pod, with how many.
///
/// # Errors
/// Only the database's own.
pub async fn networks(db: &Database, pod: &PodId) -> Result<Vec<(String, i64)>, Error> {
    let pod = *pod;
    let mut networks: Vec<(String, i64)> = read!(db, |conn| {
        arrivals::table
            .filter(arrivals::pod_id.eq(pod))
            .group_by(arrivals::network)
            .select((arrivals::network, count_star()))
            .load(conn)
            .await?
    })?;
    networks.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    networks.truncate(MOST);
    Ok(networks)
}

/// Forgets from where those came who are here for long enough; of how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(arrivals::table.filter(arrivals::arrived_at.le(before))).execute(conn).await?
    })
}
