//! What a pod uses of its quotas, counted anew: the figures that are kept beside the limits must be true.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use crate::schema::pods;
use crate::{Database, Error, PodId};

/// What a pod uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// Members, and places that are held.
    pub members: i64,
    /// Bytes of media.
    pub storage: i64,
    /// Live sessions.
    pub sessions: i64,
    /// People who wait for a place.
    pub waiting: i64,
}

/// Figures that were not true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drift {
    /// As they were kept.
    pub kept: Used,
    /// As they are.
    pub counted: Used,
}

type Figures = (i64, i64, i64, i64);

/// All in one statement: who becomes a member on a held place is one or the other, never both or neither.
const COUNTED: &str = "(SELECT COUNT(*) FROM members WHERE members.pod_id = pods.id) + \
    (SELECT COUNT(*) FROM places WHERE places.pod_id = pods.id)";
const STORED: &str = "CAST((SELECT COALESCE(SUM(size), 0) FROM pictures WHERE pictures.pod_id = pods.id) + \
    (SELECT COALESCE(SUM(size), 0) FROM logos WHERE logos.pod_id = pods.id) + \
    (SELECT COALESCE(SUM(uploaded), 0) FROM pod_domains WHERE pod_domains.pod_id = pods.id) AS BIGINT)";
const LIVE: &str = "(SELECT COUNT(*) FROM sessions WHERE sessions.pod_id = pods.id)";
const WAITING: &str =
    "(SELECT COUNT(*) FROM waiters WHERE waiters.pod_id = pods.id AND waiters.state <> 'unconfirmed')";

/// Counts what a pod uses, and puts right what is kept of it. What was not true, if anything was: then something forgot to count.
///
/// # Errors
/// `NotFound("pod")`.
pub async fn reconcile(db: &Database, pod: &PodId) -> Result<Option<Drift>, Error> {
    let pod = *pod;
    transaction!(db, |conn| {
        // who uses or gives back anything changes this row: from here on they wait
        let kept: Option<Figures> = diesel::update(pods::table.find(pod))
            .set(pods::members_used.eq(pods::members_used))
            .returning((pods::members_used, pods::storage_used, pods::sessions_used, pods::waiting))
            .get_result(conn)
            .await
            .optional()?;
        let kept = kept.ok_or(Error::NotFound("pod"))?;
        let fragment = diesel::dsl::sql::<BigInt>;
        let counted: Figures = pods::table
            .find(pod)
            .select((fragment(COUNTED), fragment(STORED), fragment(LIVE), fragment(WAITING)))
            .first(conn)
            .await?;
        if kept == counted {
            return Ok(None);
        }
        diesel::update(pods::table.find(pod))
            .set((
                pods::members_used.eq(counted.0),
                pods::storage_used.eq(counted.1),
                pods::sessions_used.eq(counted.2),
                pods::waiting.eq(counted.3),
            ))
            .execute(conn)
            .await?;
        Some(Drift { kept: kept.into(), counted: counted.into() })
    })
}

/// How many have become members of a pod today (UTC), or hold a place.
///
/// # Errors
/// `NotFound("pod")`.
pub async fn signups_today(db: &Database, pod: &PodId, now: OffsetDateTime) -> Result<i64, Error> {
    let pod = *pod;
    let row: Option<(i64, i64)> = read!(db, |conn| {
        pods::table.find(pod).select((pods::signups_day, pods::signups_today)).first(conn).await.optional()?
    })?;
    let (day, signups) = row.ok_or(Error::NotFound("pod"))?;
    Ok(if day == crate::places::day(now) { signups } else { 0 })
}

impl From<Figures> for Used {
    fn from((members, storage, sessions, waiting): Figures) -> Self {
        Self { members, storage, sessions, waiting }
    }
}
