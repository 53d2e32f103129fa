//! What a pod was lent on a domain that it gave up: people have their accounts there still, so it counts until its server lets nothing
//! more in, and then what was uploaded there does, until that is gone, too.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use jid::DomainPart;
use time::OffsetDateTime;

use super::lending::next_turn;
use super::{CLAIMED, LONGEST};
use crate::columns::{Parsed, Stamp};
use crate::schema::lent;
use crate::{Database, Error, PodId};

/// Of a row of `lent`: its pod has its accounts elsewhere, or they are not looked after any more.
pub(crate) const GIVEN_UP: &str = "NOT EXISTS (SELECT 1 FROM pods JOIN pod_domains ON pod_domains.pod_id = pods.id \
    AND pod_domains.domain = pods.xmpp_domain WHERE pods.id = lent.pod_id AND pods.xmpp_domain = lent.domain \
    AND pod_domains.kind IN ('managed', 'shared'))";

/// A loan on a domain that its pod gave up, which is to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// Whose it is.
    pub pod: PodId,
    /// The domain.
    pub domain: DomainPart,
    /// The number by which its server is told.
    pub turn: i64,
}

/// Loans that are to end, or of which something is left: those that waited longest first. They are the caller's for two minutes.
///
/// # Errors
/// Only the database's own.
pub async fn given_up(db: &Database, now: OffsetDateTime, most: u32) -> Result<Vec<GivenUp>, Error> {
    let stamp = Stamp::from(now);
    let rows: Vec<(PodId, Parsed<DomainPart>)> = read!(db, |conn| {
        lent::table
            .filter(diesel::dsl::sql::<Bool>(GIVEN_UP))
            .filter(lent::due_at.le(Some(stamp)))
            .order((lent::due_at, lent::pod_id, lent::domain))
            .limit(i64::from(most))
            .select((lent::pod_id, lent::domain))
            .load(conn)
            .await?
    })?;
    let mut ours = Vec::new();
    for (pod, domain) in rows {
        ours.extend(claim(db, pod, domain.into(), now).await?);
    }
    Ok(ours)
}

/// One of them, unless another process has it, or the pod has the domain again.
async fn claim(
    db: &Database,
    pod: PodId,
    domain: DomainPart,
    now: OffsetDateTime,
) -> Result<Option<GivenUp>, Error> {
    let (name, stamp, until) = (domain.to_string(), Stamp::from(now), Stamp::from(now + CLAIMED));
    let turn: Option<i64> = transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let before: Option<i64> = lent::table
            .find((pod, name.clone()))
            .filter(diesel::dsl::sql::<Bool>(GIVEN_UP))
            .filter(lent::due_at.le(Some(stamp)))
            .select(lent::turn)
            .first(conn)
            .await
            .optional()?;
        let Some(before) = before else { return Ok(None) };
        let turn = next_turn(before, now);
        diesel::update(lent::table.find((pod, name)))
            .set((lent::turn.eq(turn), lent::due_at.eq(Some(until))))
            .execute(conn)
            .await?;
        Some(turn)
    })?;
    Ok(turn.map(|turn| GivenUp { pod, domain, turn }))
}

/// Bytes that count against a pod's media on domains that it gave up, beside what is stored here and uploaded where its accounts are.
///
/// # Errors
/// Only the database's own.
pub async fn on_given_up(db: &Database, pod: &PodId) -> Result<i64, Error> {
    let pod = *pod;
    let bytes: Vec<i64> = read!(db, |conn| {
        lent::table
            .filter(lent::pod_id.eq(pod))
            .filter(diesel::dsl::sql::<Bool>(GIVEN_UP))
            .select(lent::bytes)
            .load(conn)
            .await?
    })?;
    Ok(bytes.iter().sum())
}

/// The server lets nothing more in, and so many bytes lie there: they count until they are gone, and are looked at again.
///
/// # Errors
/// Only the database's own.
pub async fn let_go(db: &Database, loan: &GivenUp, uploaded: i64, now: OffsetDateTime) -> Result<(), Error> {
    let GivenUp { pod, domain, turn } = loan.clone();
    let (domain, again) = (domain.to_string(), Stamp::from(now + LONGEST));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let row = lent::table.find((pod, domain)).filter(lent::turn.eq(turn));
        if uploaded == 0 {
            diesel::delete(row).execute(conn).await?;
        } else {
            diesel::update(row)
                .set((lent::bytes.eq(uploaded), lent::due_at.eq(Some(again))))
                .execute(conn)
                .await?;
        }
    })
}
