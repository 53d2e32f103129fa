//! Who runs which pod: what its listing says, and whether the DNS of whoever is named says the same.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::{MaybeStamp, Stamp};
use crate::schema::drawing::pod_providers;
use crate::{Database, Error};

/// How long a confirmation holds while DNS does not answer.
pub const HOLDS: Duration = Duration::days(7);

/// How long a pod is remembered that nobody looks at any more.
const KEPT: Duration = Duration::days(30);

/// Who runs a pod, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = pod_providers)]
pub struct PodProvider {
    /// The pod's host name.
    pub domain: String,
    /// The host name of whoever its listing names.
    pub provider: String,
    /// When the DNS of that name said the same, if it does.
    #[diesel(deserialize_as = MaybeStamp)]
    pub confirmed_at: Option<OffsetDateTime>,
    /// When it was last looked at.
    #[diesel(deserialize_as = Stamp)]
    pub looked_at: OffsetDateTime,
}

/// What DNS said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The same as the listing.
    Yes,
    /// Not the same.
    No,
    /// Nothing: what was known stays.
    None,
}

impl PodProvider {
    /// Whether that provider is confirmed at this time.
    #[must_use]
    pub fn confirms(&self, provider: &str, now: OffsetDateTime) -> bool {
        self.provider == provider && self.confirmed_at.is_some_and(|at| now - at < HOLDS)
    }
}

/// Writes down what came of a look.
///
/// # Errors
/// Only the database's own.
pub async fn keep(
    db: &Database,
    domain: &str,
    provider: &str,
    answer: Answer,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (domain, provider, stamp) = (domain.to_owned(), provider.to_owned(), Stamp::from(now));
    let confirmed_at = (answer == Answer::Yes).then_some(stamp);
    transaction!(db, |conn| {
        if answer == Answer::None {
            let rows = diesel::update(pod_providers::table.find(domain.clone()))
                .filter(pod_providers::provider.eq(provider.clone()))
                .set(pod_providers::looked_at.eq(stamp))
                .execute(conn)
                .await?;
            if rows == 1 {
                return Ok(());
            }
        }
        let said = (
            pod_providers::provider.eq(provider),
            pod_providers::confirmed_at.eq(confirmed_at),
            pod_providers::looked_at.eq(stamp),
        );
        diesel::insert_into(pod_providers::table)
            .values((pod_providers::domain.eq(domain), said.clone()))
            .on_conflict(pod_providers::domain)
            .do_update()
            .set(said)
            .execute(conn)
            .await?;
    })
}

/// What is known of these pods.
///
/// # Errors
/// Only the database's own.
pub async fn of(db: &Database, domains: Vec<String>) -> Result<Vec<PodProvider>, Error> {
    read!(db, |conn| {
        pod_providers::table
            .filter(pod_providers::domain.eq_any(domains))
            .select(PodProvider::as_select())
            .load(conn)
            .await?
    })
}

/// Forgets pods that nobody looks at any more; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(pod_providers::table.filter(pod_providers::looked_at.lt(before))).execute(conn).await?
    })
}
