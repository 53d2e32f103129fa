//! Pods of other deployments, as this one's directory knows them. They are the deployment's, and no pod's.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::{MaybeStamp, Stamp};
use crate::schema::directory::{directory_gate, listed_pods};
use crate::{Database, Error};

mod checks;
mod days;
mod icons;
pub(crate) mod log;
mod turns;

pub use checks::{Uptime, uptime, uptimes};
pub use days::{CheckDay, days};
pub use icons::{drop_icon, icon, icon_of, icons, is_wanted, keep_icon, sweep_icons};
pub use log::{LONGEST_LINE, Line, log};
pub use turns::{Decided, Found, Outcome, Whom, claim, hurry, postpone, settle, sweep};

/// How many pods a directory knows at most, in any state.
pub const MOST: i64 = 50_000;

/// How many may be named within an hour, by everybody together.
pub const AN_HOUR: i64 = 2_000;

/// Who is named again is not looked at more often than this.
const AGAIN: Duration = Duration::hours(1);

/// The row that whoever adds a pod holds.
const GATE: i64 = 1;

words! {
    /// Where a listing is in its life.
    pub enum State {
        /// Named, and no more.
        Submitted = "submitted",
        /// Watched before it is shown.
        Probation = "probation",
        /// Shown.
        Listed = "listed",
        /// Silent for hours, or expired.
        Stale = "stale",
        /// Silent for a day.
        Down = "down",
        /// Silent for weeks, or opted out.
        Gone = "gone",
        /// Only the name is left.
        Tombstone = "tombstone",
        /// It wishes not to be shown.
        Unlisted = "unlisted",
        /// It will close, or has moved.
        Closing = "closing",
        /// A human is to look at it.
        Review = "review",
        /// Kept out by an admin.
        Blocked = "blocked",
    }
}

/// A pod of another deployment.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = listed_pods)]
pub struct ListedPod {
    /// Its host name.
    pub domain: String,
    /// Where it is in its life,
    pub state: State,
    /// and since when.
    #[diesel(deserialize_as = Stamp)]
    pub since: OffsetDateTime,
    /// When it was named first.
    #[diesel(deserialize_as = Stamp)]
    pub first_seen: OffsetDateTime,
    /// When it was looked at last.
    #[diesel(deserialize_as = MaybeStamp)]
    pub checked_at: Option<OffsetDateTime>,
    /// When that was good last.
    #[diesel(deserialize_as = MaybeStamp)]
    pub good_at: Option<OffsetDateTime>,
    /// Until when its document may be shown.
    #[diesel(deserialize_as = MaybeStamp)]
    pub expires_at: Option<OffsetDateTime>,
    /// The last document that was believed.
    pub document: Option<Vec<u8>>,
    /// Its serial; 0 if there was none.
    pub serial: i64,
    /// Its keys, as the directory's rules write them.
    pub keys: String,
    /// The address of the internet at which it was.
    pub address: String,
    /// Good checks since its probation began,
    pub good: i64,
    /// and all of them.
    pub total: i64,
    /// When it is looked at next; never, if nobody decides otherwise.
    #[diesel(deserialize_as = MaybeStamp)]
    pub due_at: Option<OffsetDateTime>,
    /// Until when somebody looks at it.
    #[diesel(deserialize_as = MaybeStamp)]
    pub claimed_until: Option<OffsetDateTime>,
    /// One more with each look and each decision.
    pub turn: i64,
    /// Why it is not better; empty where all is well.
    pub reason: String,
}

/// A pod that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its host name.
    pub domain: String,
    /// Its document.
    pub document: Vec<u8>,
    /// The address of the internet at which it was.
    pub address: String,
    /// When it was last good.
    pub good_at: OffsetDateTime,
    /// When it was named first.
    pub first_seen: OffsetDateTime,
}

/// What became of a name that somebody gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitted {
    /// It is looked at soon.
    New,
    /// It was known already; it is looked at again where that may change something.
    Known(State),
    /// As many were named in this hour as are taken.
    Later,
    /// The directory is full.
    Full,
}

/// What is asked for of all pods.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Only in this state.
    pub state: Option<State>,
    /// What the name has somewhere in it.
    pub words: String,
    /// Only those behind this name.
    pub after: Option<String>,
}

/// Inside a transaction: one that is not shown and was not looked at for a while is looked at now. What an admin decided stays.
macro_rules! wake {
    ($conn:ident, $domain:ident, $state:ident, $now:expr) => {{
        let is_shut = matches!($state, State::Blocked | State::Review | State::Listed | State::Probation);
        if !is_shut {
            let before = Stamp::from($now - AGAIN);
            diesel::update(listed_pods::table.find($domain))
                .filter(listed_pods::checked_at.is_null().or(listed_pods::checked_at.le(Some(before))))
                .set(listed_pods::due_at.eq(Some(Stamp::from($now))))
                .execute($conn)
                .await?;
        }
    }};
}

/// Takes a name down. The same name again is the same pod: one that is not shown is looked at again, once an hour at most.
///
/// # Errors
/// Only the database's own.
pub async fn submit(db: &Database, domain: &str, now: OffsetDateTime) -> Result<Submitted, Error> {
    let (domain, stamp) = (domain.to_owned(), Stamp::from(now));
    let hour_ago = Stamp::from(now - Duration::HOUR);
    transaction!(db, |conn| {
        // whoever else adds one waits, and counts this one
        diesel::update(directory_gate::table.find(GATE))
            .set(directory_gate::held.eq(directory_gate::held + 1))
            .execute(conn)
            .await?;
        let known: Option<State> = listed_pods::table
            .find(domain.clone())
            .select(listed_pods::state)
            .first(conn)
            .await
            .optional()?;
        if let Some(state) = known {
            wake!(conn, domain, state, now);
            return Ok(Submitted::Known(state));
        }
        let all: i64 = listed_pods::table.count().get_result(conn).await?;
        if all >= MOST {
            return Ok(Submitted::Full);
        }
        let fresh = listed_pods::table.filter(listed_pods::first_seen.gt(hour_ago));
        let fresh: i64 = fresh.count().get_result(conn).await?;
        if fresh >= AN_HOUR {
            return Ok(Submitted::Later);
        }
        diesel::insert_into(listed_pods::table)
            .values((
                (listed_pods::domain.eq(domain), listed_pods::state.eq(State::Submitted)),
                (listed_pods::since.eq(stamp), listed_pods::first_seen.eq(stamp)),
                (listed_pods::serial.eq(0_i64), listed_pods::keys.eq("{}"), listed_pods::address.eq("")),
                (listed_pods::good.eq(0_i64), listed_pods::total.eq(0_i64), listed_pods::turn.eq(0_i64)),
                (listed_pods::due_at.eq(Some(stamp)), listed_pods::reason.eq("")),
            ))
            .execute(conn)
            .await?;
        Submitted::New
    })
}

/// What is known of a pod.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, domain: &str) -> Result<Option<ListedPod>, Error> {
    let domain = domain.to_owned();
    read!(db, |conn| {
        listed_pods::table.find(domain).select(ListedPod::as_select()).first(conn).await.optional()?
    })
}

/// Which of these names are known: the state of each, and the serial of its document.
///
/// # Errors
/// Only the database's own.
pub async fn among(db: &Database, domains: &[String]) -> Result<HashMap<String, (State, i64)>, Error> {
    let domains = domains.to_vec();
    let known: Vec<(String, (State, i64))> = read!(db, |conn| {
        listed_pods::table
            .filter(listed_pods::domain.eq_any(domains))
            .select((listed_pods::domain, (listed_pods::state, listed_pods::serial)))
            .load(conn)
            .await?
    })?;
    Ok(known.into_iter().collect())
}

/// The pods that may be shown: listed, not past their end, and good at that time or later. So many at most, those that are known longest
/// first, each with the time at which it was last good: it has the same document for as long as that stays.
///
/// # Errors
/// Only the database's own.
pub async fn shown(
    db: &Database,
    good_since: OffsetDateTime,
    now: OffsetDateTime,
    most: u32,
) -> Result<Vec<(String, OffsetDateTime)>, Error> {
    let (since, now) = (Stamp::from(good_since), Stamp::from(now));
    let rows: Vec<(String, MaybeStamp)> = read!(db, |conn| {
        listed_pods::table
            .filter(listed_pods::state.eq(State::Listed))
            .filter(listed_pods::expires_at.gt(Some(now)).and(listed_pods::good_at.ge(Some(since))))
            .order((listed_pods::first_seen, listed_pods::domain))
            .limit(i64::from(most))
            .select((listed_pods::domain, listed_pods::good_at))
            .load(conn)
            .await?
    })?;
    let whole = |(domain, good_at): (String, MaybeStamp)| {
        let good_at: Option<OffsetDateTime> = good_at.into();
        Some((domain, good_at?))
    };
    Ok(rows.into_iter().filter_map(whole).collect())
}

/// A pod that may be shown, as it is kept.
type Row = ((String, Option<Vec<u8>>, String), (MaybeStamp, Stamp));

/// The documents of these pods; those that have none, or are not listed any more, are left out.
///
/// # Errors
/// Only the database's own.
pub async fn documents(db: &Database, domains: &[String]) -> Result<Vec<Shown>, Error> {
    let domains = domains.to_vec();
    let rows: Vec<Row> = read!(db, |conn| {
        listed_pods::table
            .filter(listed_pods::domain.eq_any(domains).and(listed_pods::state.eq(State::Listed)))
            .select((
                (listed_pods::domain, listed_pods::document, listed_pods::address),
                (listed_pods::good_at, listed_pods::first_seen),
            ))
            .load(conn)
            .await?
    })?;
    let whole = |((domain, document, address), (good_at, first_seen)): Row| {
        let good_at: Option<OffsetDateTime> = good_at.into();
        let (document, good_at) = (document?, good_at?);
        Some(Shown { domain, document, address, good_at, first_seen: first_seen.into() })
    };
    Ok(rows.into_iter().filter_map(whole).collect())
}

/// All pods that are asked for, by name: so many at most.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, search: &Search, most: u32) -> Result<Vec<ListedPod>, Error> {
    let Search { state, words, after } = search.clone();
    let states: Vec<State> = state.map_or_else(|| State::ALL.to_vec(), |state| vec![state]);
    let (pattern, after) = (pattern(&words), after.unwrap_or_default());
    read!(db, |conn| {
        listed_pods::table
            .filter(listed_pods::state.eq_any(states))
            .filter(listed_pods::domain.like(pattern).escape('\\').and(listed_pods::domain.gt(after)))
            .order(listed_pods::domain)
            .limit(i64::from(most))
            .select(ListedPod::as_select())
            .load(conn)
            .await?
    })
}

/// The names of all pods that are shown, or were, or will be if nothing happens.
///
/// # Errors
/// Only the database's own.
pub async fn names(db: &Database) -> Result<Vec<String>, Error> {
    read!(db, |conn| {
        listed_pods::table
            .filter(listed_pods::state.eq_any([State::Probation, State::Listed, State::Stale, State::Down]))
            .order(listed_pods::domain)
            .select(listed_pods::domain)
            .load(conn)
            .await?
    })
}

/// How many pods are in each state; those in which none is are left out.
///
/// # Errors
/// Only the database's own.
pub async fn count(db: &Database) -> Result<Vec<(State, i64)>, Error> {
    read!(db, |conn| {
        listed_pods::table
            .group_by(listed_pods::state)
            .select((listed_pods::state, diesel::dsl::count_star()))
            .load(conn)
            .await?
    })
}

pub(crate) fn pattern(words: &str) -> String {
    let escaped = words.trim().to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}
