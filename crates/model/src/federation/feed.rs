//! What is told of pods: one row for each, with a number that is higher than all before whenever it changes. A row is written in the
//! transaction in which the pod changes.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use super::SELF;
use crate::columns::Stamp;
use crate::listed_pods::{Outcome, State};
use crate::listings::Issued;
use crate::schema::federation::{directory_feed, directory_self};
use crate::{Database, Error};

words! {
    /// What is told of a pod's state.
    pub enum Told {
        /// It is watched.
        Probation = "probation",
        /// It is shown.
        Listed = "listed",
        /// It is silent for hours.
        Stale = "stale",
        /// It is silent for a day.
        Down = "down",
        /// It is silent for weeks, or opted out.
        Gone = "gone",
        /// It wishes not to be shown.
        Unlisted = "unlisted",
        /// It will close, or has moved.
        Closing = "closing",
        /// It is not in the directory any more.
        Tombstone = "tombstone",
    }
}

impl From<State> for Told {
    fn from(state: State) -> Self {
        match state {
            State::Submitted | State::Probation => Self::Probation,
            State::Listed => Self::Listed,
            State::Stale => Self::Stale,
            State::Down => Self::Down,
            State::Gone => Self::Gone,
            State::Unlisted => Self::Unlisted,
            State::Closing => Self::Closing,
            // what this directory thinks of a pod it says in statements
            State::Tombstone | State::Review | State::Blocked => Self::Tombstone,
        }
    }
}

/// What is told of a pod.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = directory_feed)]
pub struct Row {
    /// Its host name.
    pub domain: String,
    /// The row's number.
    pub number: i64,
    /// The serial of the pod's document.
    pub serial: i64,
    /// SHA-256 of it, in hex.
    pub sha256: String,
    /// What is told of its state.
    pub state: Told,
    /// When that was seen.
    #[diesel(deserialize_as = Stamp)]
    pub seen_at: OffsetDateTime,
}

/// What is to be told of a pod, if it is new.
#[derive(Debug, Clone)]
pub(crate) struct News {
    pub(crate) domain: String,
    pub(crate) own: bool,
    pub(crate) told: Told,
    /// Serial and hash, where there is another document.
    pub(crate) document: Option<(i64, String)>,
    pub(crate) now: OffsetDateTime,
}

/// What was told of it last: whether it is of this deployment, the serial, the hash and the state.
pub(crate) type Before = (bool, i64, String, Told);

impl News {
    /// Of a pod of another deployment.
    pub(crate) fn of(domain: &str, outcome: &Outcome, now: OffsetDateTime) -> Self {
        let told = if outcome.forget { Told::Tombstone } else { outcome.state.into() };
        let document = outcome.found.as_ref().map(|found| (found.serial, hash(&found.document)));
        Self { domain: domain.to_owned(), own: false, told, document, now }
    }

    /// Of a pod of this deployment, which has issued a document.
    pub(crate) fn own((domain, told): (&str, Told), issued: &Issued) -> Self {
        let document = Some((issued.serial, hash(issued.document.as_bytes())));
        Self { domain: domain.to_owned(), own: true, told, document, now: issued.issued_at }
    }

    /// The serial and the hash of the row that is to be written, if it says anything new. What was never listed is told to nobody.
    pub(crate) fn after(&self, before: Option<Before>) -> Option<(i64, String)> {
        let Some((own, serial, sha256, told)) = before else {
            return self.document.clone().filter(|_| self.told == Told::Listed);
        };
        // one that is ours no longer is told of again once it is listed at its new home
        let has_moved = told == Told::Tombstone && self.told == Told::Listed;
        if own && !self.own && !has_moved {
            return None;
        }
        let (new_serial, new_hash) = self.document.clone().unwrap_or_else(|| (serial, sha256.clone()));
        let is_same = (own, serial, &sha256, told) == (self.own, new_serial, &new_hash, self.told);
        (!is_same).then_some((new_serial, new_hash))
    }
}

fn hash(document: &[u8]) -> String {
    hex::encode(Sha256::digest(document))
}

/// Inside a transaction, at its end: writes a pod's row, if it says anything new. Whoever else writes one waits.
macro_rules! tell {
    ($conn:ident, $news:expr) => {{
        use $crate::federation::SELF;
        use $crate::federation::feed::{Before, News};
        use $crate::schema::federation::{directory_feed, directory_self};

        let news: News = $news;
        let before: Option<Before> = directory_feed::table
            .find(news.domain.clone())
            .select((
                directory_feed::own,
                directory_feed::serial,
                directory_feed::sha256,
                directory_feed::state,
            ))
            .first($conn)
            .await
            .optional()?;
        if let Some((serial, sha256)) = news.after(before) {
            let number: i64 = diesel::update(directory_self::table.find(SELF))
                .set(directory_self::last_number.eq(directory_self::last_number + 1_i64))
                .returning(directory_self::last_number)
                .get_result($conn)
                .await?;
            let said = (
                (directory_feed::number.eq(number), directory_feed::own.eq(news.own)),
                (directory_feed::serial.eq(serial), directory_feed::sha256.eq(sha256)),
                directory_feed::state.eq(news.told),
                directory_feed::seen_at.eq($crate::columns::Stamp::from(news.now)),
            );
            diesel::insert_into(directory_feed::table)
                .values((directory_feed::domain.eq(news.domain), said.clone()))
                .on_conflict(directory_feed::domain)
                .do_update()
                .set(said)
                .execute($conn)
                .await?;
        }
    }};
}
pub(crate) use tell;

/// The rows behind a number, in their order: so many at most.
///
/// # Errors
/// Only the database's own.
pub async fn page(db: &Database, after: i64, most: u32) -> Result<Vec<Row>, Error> {
    read!(db, |conn| {
        directory_feed::table
            .filter(directory_feed::number.gt(after))
            .order(directory_feed::number)
            .limit(i64::from(most))
            .select(Row::as_select())
            .load(conn)
            .await?
    })
}

/// The host names of pods that are listed and of which something was told since then, in the order of their names: so many at most behind
/// the first ones, and how many there are in all.
///
/// # Errors
/// Only the database's own.
pub async fn listed_since(
    db: &Database,
    since: OffsetDateTime,
    skipped: u32,
    most: u32,
) -> Result<(Vec<String>, i64), Error> {
    let since = Stamp::from(since);
    read!(db, |conn| {
        let total: i64 = directory_feed::table
            .filter(directory_feed::state.eq(Told::Listed).and(directory_feed::seen_at.ge(since)))
            .count()
            .get_result(conn)
            .await?;
        let names = directory_feed::table
            .filter(directory_feed::state.eq(Told::Listed).and(directory_feed::seen_at.ge(since)))
            .order(directory_feed::domain)
            .offset(i64::from(skipped))
            .limit(i64::from(most))
            .select(directory_feed::domain)
            .load::<String>(conn)
            .await?;
        (names, total)
    })
}

/// The pods of this deployment that are told of, with what is told of their states.
///
/// # Errors
/// Only the database's own.
pub async fn own(db: &Database) -> Result<Vec<(String, Told)>, Error> {
    read!(db, |conn| {
        directory_feed::table
            .filter(directory_feed::own.eq(true))
            .order(directory_feed::domain)
            .select((directory_feed::domain, directory_feed::state))
            .load(conn)
            .await?
    })
}

/// Tells of a pod of this deployment that has issued a document before.
///
/// # Errors
/// Only the database's own.
pub async fn put(
    db: &Database,
    (domain, told): (&str, Told),
    serial: i64,
    document: &[u8],
    now: OffsetDateTime,
) -> Result<(), Error> {
    let document = Some((serial, hash(document)));
    let news = News { domain: domain.to_owned(), own: true, told, document, now };
    transaction!(db, |conn| tell!(conn, news))
}

/// Tells that a pod of this deployment is not there any more.
///
/// # Errors
/// Only the database's own.
pub async fn bury(db: &Database, domain: &str, now: OffsetDateTime) -> Result<(), Error> {
    let news = News { domain: domain.to_owned(), own: true, told: Told::Tombstone, document: None, now };
    transaction!(db, |conn| tell!(conn, news))
}

/// Takes out the tombstones that stood for long enough; how many. Whoever read no further than they were begins anew.
///
/// # Errors
/// Only the database's own.
pub async fn sweep(db: &Database, before: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(before);
    transaction!(db, |conn| {
        // first, as whoever writes a row does: two that wait for each other would be one too many
        diesel::update(directory_self::table.find(SELF))
            .set(directory_self::lost.eq(directory_self::lost))
            .execute(conn)
            .await?;
        let old = directory_feed::table
            .filter(directory_feed::state.eq(Told::Tombstone).and(directory_feed::seen_at.lt(before)));
        let gone: Vec<i64> = diesel::delete(old).returning(directory_feed::number).get_results(conn).await?;
        if let Some(last) = gone.iter().max() {
            diesel::update(directory_self::table.find(SELF))
                .filter(directory_self::lost.lt(*last))
                .set(directory_self::lost.eq(*last))
                .execute(conn)
                .await?;
        }
        gone.len()
    })
}

#[cfg(test)]
mod tests {
    use super::{News, Told};
    use crate::listed_pods::State;
    use time::macros::datetime;

    fn news(own: bool, told: Told, document: Option<i64>) -> News {
        let document = document.map(|serial| (serial, "hash".to_owned()));
        News { domain: "pod.example".to_owned(), own, told, document, now: datetime!(2026-11-22 16:00 UTC) }
    }

    #[test]
    fn only_what_was_listed_is_told_and_each_thing_once() {
        let told = |serial, told| Some((false, serial, "hash".to_owned(), told));
        assert_eq!(news(false, Told::Probation, Some(1)).after(None), None);
        assert_eq!(news(false, Told::Listed, Some(1)).after(None), Some((1, "hash".to_owned())));
        assert_eq!(news(false, Told::Listed, Some(1)).after(told(1, Told::Listed)), None);
        assert_eq!(news(false, Told::Listed, Some(2)).after(told(1, Told::Listed)).unwrap().0, 2);
        assert_eq!(news(false, Told::Gone, None).after(told(7, Told::Listed)).unwrap().0, 7);
    }

    #[test]
    fn what_a_directory_thinks_of_a_pod_is_not_told_as_its_state() {
        for state in [State::Blocked, State::Review] {
            assert_eq!(Told::from(state), Told::Tombstone);
        }
        assert_eq!(
            (Told::from(State::Listed), Told::from(State::Submitted)),
            (Told::Listed, Told::Probation)
        );
    }

    #[test]
    fn nobody_else_speaks_for_a_pod_of_ones_own() {
        let own = Some((true, 1, "hash".to_owned(), Told::Listed));
        assert_eq!(news(false, Told::Gone, None).after(own.clone()), None);
        assert!(news(true, Told::Tombstone, None).after(own).is_some());
        let buried = Some((true, 1, "hash".to_owned(), Told::Tombstone));
        assert_eq!(news(false, Told::Probation, Some(9)).after(buried.clone()), None);
        assert_eq!(news(false, Told::Listed, Some(9)).after(buried).unwrap().0, 9, "it has moved out");
    }
}
