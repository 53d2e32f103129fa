//! What people report of pods in the directory, of this deployment and of others. It is the deployment's, and no pod's.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::By;
use crate::audit::deployment::{self, note_deployment};
use crate::columns::{MaybeStamp, Stamp};
use crate::schema::directory::{directory_gate, pod_reports};
use crate::{Database, Error, PodReportId};

/// How long a report that is decided is kept.
pub const KEPT: Duration = Duration::days(182);

/// The most that may wait for a decision at a time.
pub const WAITING_MAX: i64 = 2_000;

/// The most open reports of the same pod: more say nothing new.
pub const SAME_MAX: i64 = 10;

/// The row that whoever reports holds.
const GATE: i64 = 1;

/// Inside a transaction: what waits for a decision.
macro_rules! waiting {
    () => {
        pod_reports::table.filter(pod_reports::verdict.is_null())
    };
}

words! {
    /// Why a pod is reported.
    pub enum Kind {
        /// What is there breaks the law.
        Illegal = "illegal",
        /// It is not what it says.
        Misleading = "misleading",
        /// Spam or attacks come from it.
        Hostile = "hostile",
        /// One cannot sign up there, or nothing works.
        Broken = "broken",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// What was decided.
    pub enum Verdict {
        /// Nothing is done.
        Dismissed = "dismissed",
        /// It is not shown until somebody has looked at it.
        Review = "review",
        /// It is kept out.
        Blocked = "blocked",
        /// It was seen to in another way.
        Settled = "settled",
    }
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = pod_reports)]
pub struct PodReport {
    /// Its key.
    pub id: PodReportId,
    /// The pod's host name.
    pub domain: String,
    /// Why it is reported.
    pub kind: Kind,
    /// The same in words; may be empty.
    pub words: String,
    /// When.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
    /// What was decided.
    pub verdict: Option<Verdict>,
    /// Why.
    pub reason: String,
    /// By whom; empty before.
    pub decided_by: String,
    /// When.
    #[diesel(deserialize_as = MaybeStamp)]
    pub decided_at: Option<OffsetDateTime>,
}

/// A decision of an admin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'a> {
    /// What it is,
    pub verdict: Verdict,
    /// why,
    pub reason: &'a str,
    /// whose, and when.
    pub by: &'a By,
}

/// Writes down what somebody reports.
///
/// # Errors
/// `TooLarge("queue")` where too many reports wait; `TooLarge("same")` where enough are of the same pod.
pub async fn file(
    db: &Database,
    domain: &str,
    kind: Kind,
    words: &str,
    now: OffsetDateTime,
) -> Result<PodReportId, Error> {
    let (domain, words, id) = (domain.to_owned(), words.to_owned(), PodReportId::new(now));
    transaction!(db, |conn| {
        // whoever else reports waits, and counts this one
        diesel::update(directory_gate::table.find(GATE))
            .set(directory_gate::held.eq(directory_gate::held + 1))
            .execute(conn)
            .await?;
        let waiting: i64 = waiting!().count().get_result(conn).await?;
        if waiting >= WAITING_MAX {
            return Err(Error::TooLarge("queue"));
        }
        let same: i64 =
            waiting!().filter(pod_reports::domain.eq(domain.clone())).count().get_result(conn).await?;
        if same >= SAME_MAX {
            return Err(Error::TooLarge("same"));
        }
        diesel::insert_into(pod_reports::table)
            .values((
                (pod_reports::id.eq(id), pod_reports::domain.eq(domain), pod_reports::kind.eq(kind)),
                (pod_reports::words.eq(words), pod_reports::created_at.eq(Stamp::from(now))),
                (pod_reports::reason.eq(""), pod_reports::decided_by.eq("")),
            ))
            .execute(conn)
            .await?;
    })?;
    Ok(id)
}

/// One report.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, id: &PodReportId) -> Result<Option<PodReport>, Error> {
    let id = *id;
    read!(db, |conn| {
        pod_reports::table.find(id).select(PodReport::as_select()).first(conn).await.optional()?
    })
}

/// Those that wait for a decision, the first ones first; those after one if that is said.
///
/// # Errors
/// Only the database's own.
pub async fn open(db: &Database, after: Option<PodReportId>, most: u32) -> Result<Vec<PodReport>, Error> {
    read!(db, |conn| {
        let all = waiting!().order(pod_reports::id).limit(i64::from(most)).select(PodReport::as_select());
        match after {
            Some(after) => all.filter(pod_reports::id.gt(after)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })
}

/// How many wait for a decision.
///
/// # Errors
/// Only the database's own.
pub async fn count(db: &Database) -> Result<i64, Error> {
    read!(db, |conn| waiting!().count().get_result(conn).await?)
}

/// Decides an open report.
///
/// # Errors
/// `NotFound("report")`, also where it was decided before.
pub async fn decide(db: &Database, id: &PodReportId, decision: Decision<'_>) -> Result<(), Error> {
    let (id, verdict, by) = (*id, decision.verdict, decision.by.clone());
    let (reason, at) = (decision.reason.to_owned(), Stamp::from(by.at));
    transaction!(db, |conn| {
        let domain: Option<String> = diesel::update(pod_reports::table.find(id))
            .filter(pod_reports::verdict.is_null())
            .set((
                (pod_reports::verdict.eq(Some(verdict)), pod_reports::reason.eq(reason.clone())),
                (pod_reports::decided_by.eq(by.actor.to_string()), pod_reports::decided_at.eq(Some(at))),
            ))
            .returning(pod_reports::domain)
            .get_result(conn)
            .await
            .optional()?;
        let object = domain.ok_or(Error::NotFound("report"))?;
        let told = json!({ "report": id, "verdict": verdict.as_str(), "reason": reason });
        let act = deployment::Act::PodReportDecide;
        note_deployment!(conn, deployment::Note { by, act, object, detail: told });
    })
}

/// Forgets those that are decided and were kept for long enough; how many.
///
/// # Errors
/// Only the database's own.
pub async fn forget(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(pod_reports::table)
            .filter(pod_reports::decided_at.le(Some(before)))
            .execute(conn)
            .await?
    })
}
