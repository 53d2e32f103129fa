//! Names of pods elsewhere that can be taken for others: what was found, and what an admin decided.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use crate::columns::{MaybeStamp, Stamp};
use crate::listed_pods::State;
use crate::schema::directory::listed_pods;
use crate::schema::imports::lookalikes;
use crate::{Database, Error};

/// Names at most that one is written down to be like.
pub const MOST: usize = 20;

words! {
    /// What an admin decided of a name.
    pub enum Verdict {
        /// That it is let in all the same.
        LetIn = "let-in",
        /// That it is kept out.
        KeptOut = "kept-out",
    }
}

/// A name that is like another.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = lookalikes)]
pub struct Lookalike {
    /// The name,
    pub domain: String,
    /// and the one that was there before.
    pub other: String,
    /// In which way, in a sentence.
    pub likeness: String,
    /// When it was found.
    #[diesel(deserialize_as = Stamp)]
    pub found_at: OffsetDateTime,
    /// What was decided, if anything is.
    pub verdict: Option<Verdict>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub decided_by: String,
    /// When.
    #[diesel(deserialize_as = MaybeStamp)]
    pub decided_at: Option<OffsetDateTime>,
}

/// A pod elsewhere whose name is its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its host name.
    pub domain: String,
    /// When it was named first.
    pub first_seen: OffsetDateTime,
    /// Whether it is or was in the directory, and is not only watched.
    pub is_listed: bool,
}

/// All pods elsewhere that are shown, or were not long ago, or will be if nothing happens, by name.
///
/// # Errors
/// Only the database's own.
pub async fn standing(db: &Database) -> Result<Vec<Standing>, Error> {
    let states = [State::Probation, State::Listed, State::Stale, State::Down];
    let rows: Vec<(String, Stamp, State)> = read!(db, |conn| {
        listed_pods::table
            .filter(listed_pods::state.eq_any(states))
            .order(listed_pods::domain)
            .select((listed_pods::domain, listed_pods::first_seen, listed_pods::state))
            .load(conn)
            .await?
    })?;
    let each = |(domain, first_seen, state): (String, Stamp, State)| Standing {
        domain,
        first_seen: first_seen.into(),
        is_listed: state != State::Probation,
    };
    Ok(rows.into_iter().map(each).collect())
}

/// What was found of a name.
///
/// # Errors
/// Only the database's own.
pub async fn find(db: &Database, domain: &str) -> Result<Vec<Lookalike>, Error> {
    let domain = domain.to_owned();
    read!(db, |conn| {
        lookalikes::table
            .filter(lookalikes::domain.eq(domain))
            .order(lookalikes::other)
            .select(Lookalike::as_select())
            .load(conn)
            .await?
    })
}

/// What was found and is not decided, of pods in review, by name: so many at most.
///
/// # Errors
/// Only the database's own.
pub async fn waiting(db: &Database, most: u32) -> Result<Vec<Lookalike>, Error> {
    read!(db, |conn| {
        let in_review = listed_pods::table.filter(listed_pods::state.eq(State::Review));
        lookalikes::table
            .filter(lookalikes::verdict.is_null())
            .filter(lookalikes::domain.eq_any(in_review.select(listed_pods::domain)))
            .order((lookalikes::domain, lookalikes::other))
            .limit(i64::from(most))
            .select(Lookalike::as_select())
            .load(conn)
            .await?
    })
}

/// Writes down which others a name is like, each with a sentence. What was decided of it before stays.
///
/// # Errors
/// Only the database's own.
pub async fn note(
    db: &Database,
    domain: &str,
    alike: Vec<(String, String)>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (domain, stamp) = (domain.to_owned(), Stamp::from(now));
    transaction!(db, |conn| {
        for (other, likeness) in alike.into_iter().take(MOST) {
            diesel::insert_into(lookalikes::table)
                .values((
                    (lookalikes::domain.eq(domain.clone()), lookalikes::other.eq(other)),
                    (lookalikes::likeness.eq(likeness), lookalikes::found_at.eq(stamp)),
                    (lookalikes::reason.eq(""), lookalikes::decided_by.eq("")),
                ))
                .on_conflict_do_nothing()
                .execute(conn)
                .await?;
        }
    })
}

/// Decides of a name, with all others that it is known to be like. Nothing happens where it is like none.
///
/// # Errors
/// Only the database's own.
pub async fn decide(
    db: &Database,
    domain: &str,
    verdict: Verdict,
    reason: &str,
    by: &str,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (domain, reason, by) = (domain.to_owned(), reason.to_owned(), by.to_owned());
    let stamp = Stamp::from(now);
    change!(db, |conn| {
        diesel::update(lookalikes::table.filter(lookalikes::domain.eq(domain)))
            .set((
                (lookalikes::verdict.eq(Some(verdict)), lookalikes::reason.eq(reason)),
                (lookalikes::decided_by.eq(by), lookalikes::decided_at.eq(Some(stamp))),
            ))
            .execute(conn)
            .await?;
    })
}

/// Takes back what was decided of a name.
///
/// # Errors
/// Only the database's own.
pub async fn undo(db: &Database, domain: &str) -> Result<(), Error> {
    let domain = domain.to_owned();
    change!(db, |conn| {
        diesel::update(lookalikes::table.filter(lookalikes::domain.eq(domain)))
            .set((
                (lookalikes::verdict.eq(None::<Verdict>), lookalikes::reason.eq("")),
                (lookalikes::decided_by.eq(""), lookalikes::decided_at.eq(None::<Stamp>)),
            ))
            .execute(conn)
            .await?;
    })
}
