//! Who looks at a pod of another deployment, and what is written down of it: each look is one process' alone.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::checks::{self, count_check};
use super::log::{self, write_line};
use super::{ListedPod, State};
use crate::audit::By;
use crate::audit::deployment::{self, note_deployment};
use crate::columns::Stamp;
use crate::federation::feed::{News, tell};
use crate::schema::directory::{directory_log, listed_pods, listing_checks};
use crate::schema::imports::lookalikes;
use crate::{Database, DirectoryLineId, Error};

/// How long a look is one process' alone.
const CLAIMED: Duration = Duration::minutes(3);

/// A document that was believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// As it was published.
    pub document: Vec<u8>,
    /// Its serial.
    pub serial: i64,
    /// What is known of the pod's keys now.
    pub keys: String,
    /// The address of the internet at which it was.
    pub address: String,
}

/// What came of a look, or of an admin's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Where the pod is now,
    pub state: State,
    /// and since when.
    pub since: OffsetDateTime,
    /// When it was good last.
    pub good_at: Option<OffsetDateTime>,
    /// Until when its document may be shown.
    pub expires_at: Option<OffsetDateTime>,
    /// Good checks since its probation began,
    pub good: i64,
    /// and all of them.
    pub total: i64,
    /// Why it is not better.
    pub reason: String,
    /// When it is looked at next.
    pub due_at: Option<OffsetDateTime>,
    /// Its document, where there is a new one.
    pub found: Option<Found>,
    /// Whether the check was good; none if it was no check.
    pub was_good: Option<bool>,
    /// For the log.
    pub line: Option<String>,
    /// Whether nothing is to be remembered of it.
    pub forget: bool,
    /// Where somebody decided: for the deployment's log.
    pub decided: Option<Decided>,
}

/// What somebody decided of a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Who.
    pub by: By,
    /// What.
    pub act: deployment::Act,
    /// Why; may be empty.
    pub reason: String,
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Pods that are shown, or were not long ago.
    Known,
    /// All others: whoever names many of these keeps no known one waiting.
    Strangers,
}

impl Whom {
    fn states(self) -> Vec<State> {
        let is_known = |state: &State| matches!(state, State::Listed | State::Stale | State::Down);
        State::ALL.iter().copied().filter(|state| is_known(state) == (self == Self::Known)).collect()
    }
}

/// The pods that are due, those that waited longest first: so many at most. They are the caller's for three minutes.
///
/// # Errors
/// Only the database's own.
pub async fn claim(
    db: &Database,
    whom: Whom,
    now: OffsetDateTime,
    most: u32,
) -> Result<Vec<ListedPod>, Error> {
    let (stamp, until) = (Stamp::from(now), Stamp::from(now + CLAIMED));
    let due: Vec<(String, i64)> = read!(db, |conn| {
        listed_pods::table
            .filter(listed_pods::due_at.le(Some(stamp)))
            .filter(listed_pods::state.eq_any(whom.states()))
            .filter(listed_pods::claimed_until.is_null().or(listed_pods::claimed_until.le(Some(stamp))))
            .order((listed_pods::due_at, listed_pods::domain))
            .limit(i64::from(most))
            .select((listed_pods::domain, listed_pods::turn))
            .load(conn)
            .await?
    })?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    transaction!(db, |conn| {
        let mut ours = Vec::new();
        for (domain, turn) in due {
            // who was faster has made it another turn
            let claimed: Option<ListedPod> = diesel::update(listed_pods::table.find(domain))
                .filter(listed_pods::turn.eq(turn))
                .set((listed_pods::turn.eq(turn + 1), listed_pods::claimed_until.eq(Some(until))))
                .returning(ListedPod::as_returning())
                .get_result(conn)
                .await
                .optional()?;
            ours.extend(claimed);
        }
        ours
    })
}

/// Inside a transaction: the document that was believed.
macro_rules! keep {
    ($conn:ident, $of:ident, $found:ident) => {{
        let Found { document, serial, keys, address } = $found;
        diesel::update($of)
            .set((
                (listed_pods::document.eq(Some(document)), listed_pods::serial.eq(serial)),
                (listed_pods::keys.eq(keys), listed_pods::address.eq(address)),
            ))
            .execute($conn)
            .await?;
    }};
}

/// Inside a transaction: that a pod was looked at.
macro_rules! note_check {
    ($conn:ident, $of:ident, $domain:ident, $is_good:ident, $now:ident) => {{
        count_check!($conn, $domain.clone(), $is_good, $now);
        diesel::update($of.clone())
            .set(listed_pods::checked_at.eq(Some(Stamp::from($now))))
            .execute($conn)
            .await?;
    }};
}

/// Inside a transaction: a decision is in the deployment's log.
macro_rules! note_decided {
    ($conn:ident, $domain:expr, $decided:ident) => {{
        let Decided { by, act, reason } = $decided;
        let told = if reason.is_empty() { json!({}) } else { json!({ "reason": reason }) };
        note_deployment!($conn, deployment::Note { by, act, object: $domain, detail: told });
    }};
}

/// Inside a transaction: nothing of a pod is left but what is in the log.
macro_rules! forget {
    ($conn:ident, $of:ident, $domain:ident) => {{
        diesel::delete($of).execute($conn).await?;
        let days = listing_checks::table.filter(listing_checks::domain.eq($domain.clone()));
        diesel::delete(days).execute($conn).await?;
        let alike = lookalikes::table.filter(lookalikes::domain.eq($domain));
        diesel::delete(alike).execute($conn).await?;
    }};
}

/// Writes down what came of a look or a decision, all of it or nothing. Where another turn has come since, it is nothing: false.
///
/// # Errors
/// Only the database's own.
pub async fn settle(
    db: &Database,
    domain: &str,
    turn: i64,
    outcome: Outcome,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let (domain, news) = (domain.to_owned(), News::of(domain, &outcome, now));
    let Outcome { found, was_good, line, forget, decided, .. } = outcome.clone();
    transaction!(db, |conn| {
        let of = listed_pods::table.find(domain.clone());
        let rows = diesel::update(of.clone())
            .filter(listed_pods::turn.eq(turn))
            .set((
                (listed_pods::state.eq(outcome.state), listed_pods::since.eq(Stamp::from(outcome.since))),
                listed_pods::good_at.eq(outcome.good_at.map(Stamp::from)),
                listed_pods::expires_at.eq(outcome.expires_at.map(Stamp::from)),
                (listed_pods::good.eq(outcome.good), listed_pods::total.eq(outcome.total)),
                (listed_pods::due_at.eq(outcome.due_at.map(Stamp::from)), listed_pods::turn.eq(turn + 1)),
                (listed_pods::claimed_until.eq(None::<Stamp>), listed_pods::reason.eq(outcome.reason)),
            ))
            .execute(conn)
            .await?;
        if rows == 0 {
            return Ok(false);
        }
        tell!(conn, news);
        if let Some(line) = line {
            write_line!(conn, domain.clone(), line, now);
        }
        if let Some(decided) = decided {
            note_decided!(conn, domain.clone(), decided);
        }
        if forget {
            forget!(conn, of, domain);
            return Ok(true);
        }
        if let Some(is_good) = was_good {
            note_check!(conn, of, domain, is_good, now);
        }
        if let Some(found) = found {
            keep!(conn, of, found);
        }
        true
    })
}

/// Puts a look off, of which nothing came since it was not made.
///
/// # Errors
/// Only the database's own.
pub async fn postpone(db: &Database, domain: &str, turn: i64, until: OffsetDateTime) -> Result<(), Error> {
    let (domain, until) = (domain.to_owned(), Stamp::from(until));
    change!(db, |conn| {
        diesel::update(listed_pods::table.find(domain))
            .filter(listed_pods::turn.eq(turn))
            .set((listed_pods::due_at.eq(Some(until)), listed_pods::claimed_until.eq(None::<Stamp>)))
            .execute(conn)
            .await?;
    })
}

/// Has a pod looked at now, unless an admin keeps it out.
///
/// # Errors
/// `NotFound("listing")`.
pub async fn hurry(db: &Database, domain: &str, now: OffsetDateTime) -> Result<(), Error> {
    let (domain, stamp) = (domain.to_owned(), Stamp::from(now));
    let rows = change!(db, |conn| {
        diesel::update(listed_pods::table.find(domain))
            .filter(listed_pods::state.ne(State::Blocked))
            .set(listed_pods::due_at.eq(Some(stamp)))
            .execute(conn)
            .await?
    })?;
    Error::unless_some(rows, "listing")
}

/// Forgets days and lines that were kept for long enough, and the oldest lines where there are too many; how many.
///
/// # Errors
/// Only the database's own.
pub async fn sweep(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let (day, before) = (crate::places::day(now - checks::KEPT), Stamp::from(now - log::KEPT));
    transaction!(db, |conn| {
        let days = listing_checks::table.filter(listing_checks::day.lt(day));
        let days = diesel::delete(days).execute(conn).await?;
        let lines = directory_log::table.filter(directory_log::at.le(before));
        let lines = diesel::delete(lines).execute(conn).await?;
        let last: Option<DirectoryLineId> = directory_log::table
            .order(directory_log::id.desc())
            .offset(log::MOST)
            .select(directory_log::id)
            .first(conn)
            .await
            .optional()?;
        let older = match last {
            Some(last) => {
                let older = directory_log::table.filter(directory_log::id.le(last));
                diesel::delete(older).execute(conn).await?
            }
            None => 0,
        };
        days + lines + older
    })
}
