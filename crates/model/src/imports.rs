//! What others say of pods in lists of theirs. Nobody has signed it: it is kept apart from the directory's own pods, and forgotten when the
//! lists do not say it any more.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::listed_pods::{State, pattern};
use crate::schema::directory::listed_pods;
use crate::schema::hosts;
use crate::schema::imports::{import_sources, imported_pods};
use crate::{Database, Error};

mod looks;
mod sources;

pub use looks::{looked, to_look};
pub use sources::{Added, Run, Source, add, begin, end, hurry, remove, sources};

/// How many pods are kept of all lists together.
pub const MOST: i64 = 10_000;

/// How long a pod is kept that no list has any more.
pub const KEPT: Duration = Duration::days(30);

words! {
    /// What a list is.
    pub enum Kind {
        /// `/infos` of a Movim pod, or a list of those.
        Movim = "movim",
        /// NodeInfo of one server.
        NodeInfo = "nodeinfo",
        /// A list of XMPP Providers.
        Providers = "providers",
    }
}

words! {
    /// Whether a pod may be shown.
    pub enum Footing {
        /// Nobody has asked its host yet.
        New = "new",
        /// It may.
        Open = "open",
        /// Its host shuts the directory out.
        Shut = "shut",
    }
}

/// What a list says of a pod. Texts may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// Its host name.
    pub domain: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub about: String,
    /// What it runs.
    pub software: String,
    /// Its page.
    pub website: String,
}

/// A pod that others tell of, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = imported_pods)]
pub struct Imported {
    /// Its host name.
    pub domain: String,
    /// Which list it was in last.
    pub source: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub about: String,
    /// What it runs.
    pub software: String,
    /// Its page.
    pub website: String,
    /// When it was in there.
    #[diesel(deserialize_as = Stamp)]
    pub seen_at: OffsetDateTime,
}

/// Inside a transaction: what a list says of a pod, if it is known already.
macro_rules! refresh {
    ($conn:ident, $source:ident, $pod:ident, $seen:ident) => {{
        diesel::update(imported_pods::table.find($pod.domain.clone()))
            .set((
                (imported_pods::source.eq($source.clone()), imported_pods::name.eq($pod.name.clone())),
                imported_pods::about.eq($pod.about.clone()),
                imported_pods::software.eq($pod.software.clone()),
                (imported_pods::website.eq($pod.website.clone()), imported_pods::seen_at.eq($seen)),
            ))
            .execute($conn)
            .await?
    }};
}

/// Writes down what a list says now; how many of these are kept. Where nobody wishes for the list any more, it is none.
///
/// # Errors
/// Only the database's own.
pub async fn put(
    db: &Database,
    source: &str,
    pods: Vec<NewImport>,
    now: OffsetDateTime,
) -> Result<usize, Error> {
    let (source, seen) = (source.to_owned(), Stamp::from(now));
    transaction!(db, |conn| {
        let is_wished = import_sources::table.find(source.clone()).select(import_sources::address);
        let wished: Option<String> = is_wished.first(conn).await.optional()?;
        if wished.is_none() {
            return Ok(0);
        }
        let mut room = MOST - imported_pods::table.count().get_result::<i64>(conn).await?;
        let mut kept = 0;
        for pod in pods {
            if refresh!(conn, source, pod, seen) > 0 {
                kept += 1;
            } else if room > 0 {
                diesel::insert_into(imported_pods::table)
                    .values((
                        (imported_pods::domain.eq(pod.domain), imported_pods::source.eq(source.clone())),
                        (imported_pods::name.eq(pod.name), imported_pods::about.eq(pod.about)),
                        (imported_pods::software.eq(pod.software), imported_pods::website.eq(pod.website)),
                        (imported_pods::first_seen.eq(seen), imported_pods::seen_at.eq(seen)),
                        imported_pods::footing.eq(Footing::New),
                    ))
                    .on_conflict_do_nothing()
                    .execute(conn)
                    .await?;
                room -= 1;
                kept += 1;
            }
        }
        kept
    })
}

/// The pods that may be shown whose names hold the words, by name: in a list not long ago, their hosts asked, and neither known to the
/// directory in another way nor one of the deployment's own.
///
/// # Errors
/// Only the database's own.
pub async fn shown(
    db: &Database,
    words: &str,
    now: OffsetDateTime,
    most: u32,
) -> Result<Vec<Imported>, Error> {
    let (pattern, since) = (pattern(words), Stamp::from(now - KEPT));
    read!(db, |conn| {
        // each is looked up: a list of all that is known would be made for each page
        let known = listed_pods::table
            .filter(listed_pods::domain.eq(imported_pods::domain))
            .filter(listed_pods::state.ne(State::Submitted));
        imported_pods::table
            .filter(imported_pods::footing.eq(Footing::Open).and(imported_pods::seen_at.gt(since)))
            .filter(imported_pods::domain.like(pattern).escape('\\'))
            .filter(not(exists(known)))
            .filter(not(exists(hosts::table.filter(hosts::host.eq(imported_pods::domain)))))
            .order(imported_pods::domain)
            .limit(i64::from(most))
            .select(Imported::as_select())
            .load(conn)
            .await?
    })
}

/// Forgets what no list has said for [`KEPT`]; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(imported_pods::table.filter(imported_pods::seen_at.le(before))).execute(conn).await?
    })
}
