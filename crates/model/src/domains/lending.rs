//! What a pod's people may upload on a domain that Cosse looks after: lent to its server out of the pod's media, and written down before
//! it is told. Two stores that hear of each other now and then would else both give away what is left.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use jid::DomainPart;
use time::OffsetDateTime;

use super::{Due, Kind};
use crate::columns::{MaybeStamp, Stamp};
use crate::pods::{Standing, State};
use crate::schema::{lent, pod_domains, pods};
use crate::{Database, Error, PodId};

/// Bytes at most of what is free that are not lent: for pictures and logos until the next look.
const RESERVE: i64 = 20 << 20;

/// Bytes of the largest of them, for which there is to be room.
const LARGEST: i64 = 2_000_000;

/// Beside a pod's `storage_used`, in a statement about `pods`: what is lent to the server of its domain, and not uploaded there, as far
/// as is known; and all that counts still on domains that it gave up, of which `storage_used` has nothing.
pub(crate) const LENT: &str = "CAST((SELECT COALESCE(SUM(CASE WHEN pod_domains.pod_id IS NULL THEN lent.bytes \
    WHEN lent.bytes > pod_domains.uploaded THEN lent.bytes - pod_domains.uploaded ELSE 0 END), 0) \
    FROM lent LEFT JOIN pod_domains ON pod_domains.pod_id = lent.pod_id AND pod_domains.domain = lent.domain \
    AND pod_domains.domain = pods.xmpp_domain AND pod_domains.kind IN ('managed', 'shared') \
    WHERE lent.pod_id = pods.id) AS BIGINT)";

/// What a server may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loan {
    /// Bytes that may be uploaded in all, those that were already among them.
    pub room: i64,
    /// What was lent before, at least what was uploaded.
    pub before: i64,
    /// A number that each loan of the pod makes greater: what was said with a smaller one holds no longer.
    pub turn: i64,
}

/// What a server holds by a loan that is newer than one that it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newer {
    /// Its number.
    pub turn: i64,
    /// Bytes that may be uploaded in all.
    pub bytes: i64,
}

/// Inside a transaction that holds the pod: takes so many bytes of its media more, if they are neither used nor lent. What is lent is
/// another table's: a statement that had waited for the pod's row would not see what it was waiting for.
macro_rules! take {
    ($conn:ident, $pod:expr, $more:expr) => {{
        use diesel::sql_types::BigInt;
        use $crate::schema::pods;

        let more: i64 = $more;
        let lent = diesel::dsl::sql::<BigInt>($crate::domains::LENT);
        // what shrinks fits everywhere
        let fits = (pods::storage_used + more).le(pods::storage_max - lent);
        let shrinks = diesel::IntoSql::into_sql::<diesel::sql_types::Bool>(more <= 0);
        let taken = diesel::update(pods::table.find($pod))
            .filter(fits.or(shrinks))
            .set(pods::storage_used.eq(pods::storage_used + more))
            .execute($conn)
            .await?;
        if taken == 0 {
            return Err($crate::Error::Full($crate::Quota::Storage));
        }
    }};
}
pub(crate) use take;

/// Inside a transaction that holds the pod: whoever has its accounts hears of it at once, and what is lent of its media is looked at anew.
macro_rules! hasten {
    ($conn:ident, $pod:expr, $at:expr) => {{
        use $crate::columns::Stamp;
        use $crate::schema::pod_domains;

        let (pod, stamp): ($crate::PodId, Stamp) = ($pod, Stamp::from($at));
        diesel::update(pod_domains::table.find(pod))
            .set(pod_domains::due_at.eq(stamp))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use hasten;

/// Lends the server of a domain what is free of the pod's media, but for a reserve; where nothing is written on the pod, only what is
/// uploaded already. What it was lent before stays lent until it has [`taken`] less.
///
/// # Errors
/// `NotFound("domain")` if the pod has another by now.
pub async fn lend(db: &Database, due: &Due, now: OffsetDateTime) -> Result<Loan, Error> {
    let (pod, domain) = (due.pod, due.domain.to_string());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let uploaded: Option<i64> = pod_domains::table
            .find(pod)
            .filter(pod_domains::domain.eq(Some(domain.clone())))
            .filter(pod_domains::kind.eq_any([Kind::Shared, Kind::Managed]))
            .select(pod_domains::uploaded)
            .first(conn)
            .await
            .optional()?;
        let uploaded = uploaded.ok_or(Error::NotFound("domain"))?;
        let of = (pods::storage_used, pods::storage_max, pods::state, pods::closing_at);
        let (used, most, state, closing_at): (i64, i64, State, MaybeStamp) =
            pods::table.find(pod).select(of).first(conn).await?;
        let row = lent::table.find((pod, domain.clone()));
        let before: Option<(i64, i64)> =
            row.select((lent::bytes, lent::turn)).first(conn).await.optional()?;
        let (held, turn) = before.unwrap_or_default();
        // its people have their accounts on domains that it gave up, too
        let others = lent::table.filter(lent::pod_id.eq(pod).and(lent::domain.ne(domain.clone())));
        let elsewhere: Vec<i64> = others.select(lent::bytes).load(conn).await?;
        let room = room(most - (used - uploaded) - elsewhere.iter().sum::<i64>(), uploaded);
        // where nothing is written nothing is uploaded with other clients, either
        let is_open = Standing::of(state, closing_at.into(), now) == Standing::Open;
        let room = if is_open { room } else { room.min(uploaded) };
        let loan = Loan { room, before: held.max(uploaded), turn: next_turn(turn, now) };
        let bytes = loan.before.max(room);
        diesel::insert_into(lent::table)
            .values((
                (lent::pod_id.eq(pod), lent::domain.eq(domain)),
                (lent::bytes.eq(bytes), lent::turn.eq(loan.turn)),
            ))
            .on_conflict((lent::pod_id, lent::domain))
            .do_update()
            .set((lent::bytes.eq(bytes), lent::turn.eq(loan.turn)))
            .execute(conn)
            .await?;
        loan
    })
}

/// The server has taken a loan, and so many bytes were uploaded then: no more than that is lent from here on, unless it was lent anew.
///
/// # Errors
/// Only the database's own.
pub async fn taken(db: &Database, due: &Due, loan: Loan, uploaded: i64) -> Result<(), Error> {
    let (pod, domain) = (due.pod, due.domain.to_string());
    change!(db, |conn| {
        diesel::update(lent::table.find((pod, domain)).filter(lent::turn.eq(loan.turn)))
            .set(lent::bytes.eq(loan.room.max(uploaded)))
            .execute(conn)
            .await?;
    })
}

/// The server has refused a loan without taking it: what was lent before is.
///
/// # Errors
/// Only the database's own.
pub async fn refused(db: &Database, due: &Due, loan: Loan) -> Result<(), Error> {
    let (pod, domain) = (due.pod, due.domain.to_string());
    change!(db, |conn| {
        diesel::update(lent::table.find((pod, domain)).filter(lent::turn.eq(loan.turn)))
            .set(lent::bytes.eq(loan.before))
            .execute(conn)
            .await?;
    })
}

/// The server has let go of a loan that came late: by a newer one it holds so many bytes. One that is not known here was said before a
/// backup from which this database comes; from here on it is known, and the domain is due at once. Whether it was such a one.
///
/// # Errors
/// Only the database's own.
pub async fn late(
    db: &Database,
    pod: &PodId,
    domain: &DomainPart,
    newer: Newer,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let (pod, domain, stamp) = (*pod, domain.to_string(), Stamp::from(now));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let row = lent::table.find((pod, domain.clone())).filter(lent::turn.lt(newer.turn));
        let held: Option<i64> = row.clone().select(lent::bytes).first(conn).await.optional()?;
        let Some(held) = held else { return Ok(false) };
        diesel::update(row)
            .set((
                (lent::bytes.eq(held.max(newer.bytes)), lent::turn.eq(newer.turn)),
                lent::due_at.eq(Some(stamp)),
            ))
            .execute(conn)
            .await?;
        diesel::update(pod_domains::table.find(pod).filter(pod_domains::domain.eq(Some(domain))))
            .set(pod_domains::due_at.eq(stamp))
            .execute(conn)
            .await?;
        true
    })
}

/// Bytes of a pod's media that are lent for uploads, and not uploaded as far as is known.
///
/// # Errors
/// `NotFound("pod")`.
pub async fn outstanding(db: &Database, pod: &PodId) -> Result<i64, Error> {
    let pod = *pod;
    let bytes: Option<i64> = read!(db, |conn| {
        pods::table.find(pod).select(diesel::dsl::sql::<BigInt>(LENT)).first(conn).await.optional()?
    })?;
    bytes.ok_or(Error::NotFound("pod"))
}

/// The number of what is said after that. A database from yesterday's backup goes on after what was said since.
pub(super) fn next_turn(before: i64, now: OffsetDateTime) -> i64 {
    let at = i64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or_default();
    at.max(before.saturating_add(1))
}

/// What may be uploaded in all, of what the deployment's own store leaves.
fn room(left: i64, uploaded: i64) -> i64 {
    let free = (left - uploaded).max(0);
    (left - reserve(free)).max(0)
}

/// What is kept here of what is free. A quarter of little would be too small for any logo, now and at each later look: then it is as much
/// as the largest takes, or half.
fn reserve(free: i64) -> i64 {
    (free / 4).max(LARGEST.min(free / 2)).min(RESERVE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logos::SIZE_MAX;

    const MB: i64 = 1_000_000;

    #[test]
    fn a_quarter_of_what_is_free_is_kept_and_never_more_than_the_reserve() {
        let free = [8 * MB, 10 * MB, 40 * MB, 1 << 30, i64::MAX];
        assert_eq!(free.map(reserve), [2 * MB, 2_500_000, 10 * MB, RESERVE, RESERVE]);
        assert_eq!(room(10 * MB, 0), 7_500_000);
        assert_eq!(room(1 << 30, 0), (1 << 30) - RESERVE);
    }

    #[test]
    fn where_little_is_free_half_of_it_is_kept_until_that_is_enough_for_any_logo() {
        assert_eq!(usize::try_from(LARGEST), Ok(SIZE_MAX));
        let free = [0, 1, 2, 1000, MB, 4 * MB, 6 * MB];
        assert_eq!(free.map(reserve), [0, 0, 1, 500, 500_000, LARGEST, LARGEST]);
        assert_eq!([room(1000, 0), room(1000, 600), room(1000, 1000)], [500, 800, 1000]);
        assert_eq!([room(MB, 0), room(MB, MB - 1), room(4 * MB, 0)], [500_000, MB, 2 * MB]);
    }

    #[test]
    fn where_nothing_is_free_nothing_more_is_uploaded() {
        assert_eq!([room(0, 0), room(-5, 0), room(600, 700), room(-5, 700)], [0, 0, 600, 0]);
    }

    #[test]
    fn both_stores_together_are_never_more_than_is_left_and_each_look_lends_more_and_not_all() {
        for left in [0, 1, 999, MB, 3 * MB, 10 * MB, 1 << 30] {
            let mut uploaded = 0;
            for _ in 0..100 {
                let lent = room(left, uploaded);
                assert!((uploaded..=left).contains(&lent), "{lent} of {left} after {uploaded}");
                uploaded = lent;
            }
            assert!(left - uploaded <= 1, "people come as near to it as that: {uploaded} of {left}");
        }
    }
}
