//! The lists themselves: which, when each is read, and what came of it.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::Kind;
use crate::audit::By;
use crate::audit::deployment::{self, note_deployment};
use crate::columns::{MaybeStamp, Stamp};
use crate::schema::directory::directory_gate;
use crate::schema::imports::{import_sources, imported_pods};
use crate::{Database, Error};

/// How many lists there are at most.
pub const MOST: i64 = 50;

/// Until when a list is left alone that somebody began to read.
const TAKES: Duration = Duration::hours(1);

/// Characters at most of why nothing was read.
const LONGEST: usize = 200;

/// The row that whoever adds a list holds.
const GATE: i64 = 1;

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = import_sources)]
pub struct Source {
    /// Where it is, or what the file was called.
    pub address: String,
    /// What it is.
    pub kind: Kind,
    /// When it was added.
    #[diesel(deserialize_as = Stamp)]
    pub added_at: OffsetDateTime,
    /// When it is read next; never, if it was a file.
    #[diesel(deserialize_as = MaybeStamp)]
    pub due_at: Option<OffsetDateTime>,
    /// When it was read last.
    #[diesel(deserialize_as = MaybeStamp)]
    pub ran_at: Option<OffsetDateTime>,
    /// How many pods were in it,
    pub found: i64,
    /// and how much else.
    pub left_out: i64,
    /// Why nothing was read; empty where all is well.
    pub error: String,
}

/// What became of a list that somebody adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is read from now on.
    New,
    /// It was there already.
    Known,
    /// There are as many as are kept.
    Full,
}

/// What came of reading a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// How many pods were in it,
    pub found: i64,
    /// and how much else.
    pub left_out: i64,
    /// Why nothing was read.
    pub error: String,
    /// When it is read next.
    pub due_at: Option<OffsetDateTime>,
}

/// Adds a list, which is read as soon as `due_at` has come. The same again changes its kind and no more.
///
/// # Errors
/// Only the database's own.
pub async fn add(
    db: &Database,
    address: &str,
    kind: Kind,
    due_at: Option<OffsetDateTime>,
    by: &By,
) -> Result<Added, Error> {
    let (address, by, due_at) = (address.to_owned(), by.clone(), due_at.map(Stamp::from));
    let stamp = Stamp::from(by.at);
    transaction!(db, |conn| {
        // whoever else adds one waits, and counts this one
        diesel::update(directory_gate::table.find(GATE))
            .set(directory_gate::held.eq(directory_gate::held + 1))
            .execute(conn)
            .await?;
        let known = diesel::update(import_sources::table.find(address.clone()))
            .set(import_sources::kind.eq(kind))
            .execute(conn)
            .await?;
        if known > 0 {
            return Ok(Added::Known);
        }
        let all: i64 = import_sources::table.count().get_result(conn).await?;
        if all >= MOST {
            return Ok(Added::Full);
        }
        diesel::insert_into(import_sources::table)
            .values((
                (import_sources::address.eq(address.clone()), import_sources::kind.eq(kind)),
                (import_sources::added_at.eq(stamp), import_sources::due_at.eq(due_at)),
                (import_sources::found.eq(0_i64), import_sources::left_out.eq(0_i64)),
                import_sources::error.eq(""),
            ))
            .execute(conn)
            .await?;
        let (act, detail) = (deployment::Act::ImportAdd, json!({ "kind": kind.as_str() }));
        note_deployment!(conn, deployment::Note { by, act, object: address, detail });
        Added::New
    })
}

/// All lists, by address.
///
/// # Errors
/// Only the database's own.
pub async fn sources(db: &Database) -> Result<Vec<Source>, Error> {
    read!(db, |conn| {
        import_sources::table.order(import_sources::address).select(Source::as_select()).load(conn).await?
    })
}

/// Takes a list away, and all pods that it had last.
///
/// # Errors
/// `NotFound("list")`.
pub async fn remove(db: &Database, address: &str, by: &By) -> Result<(), Error> {
    let (address, by) = (address.to_owned(), by.clone());
    transaction!(db, |conn| {
        let rows = diesel::delete(import_sources::table.find(address.clone())).execute(conn).await?;
        let theirs = imported_pods::table.filter(imported_pods::source.eq(address.clone()));
        diesel::delete(theirs).execute(conn).await?;
        Error::unless_some(rows, "list")?;
        let act = deployment::Act::ImportRemove;
        note_deployment!(conn, deployment::Note { by, act, object: address, detail: json!({}) });
    })
}

/// Has a list read now, unless it was a file.
///
/// # Errors
/// `NotFound("list")`.
pub async fn hurry(db: &Database, address: &str, now: OffsetDateTime) -> Result<(), Error> {
    let (address, stamp) = (address.to_owned(), Stamp::from(now));
    let rows = change!(db, |conn| {
        diesel::update(import_sources::table.find(address))
            .filter(import_sources::due_at.is_not_null())
            .set(import_sources::due_at.eq(Some(stamp)))
            .execute(conn)
            .await?
    })?;
    Error::unless_some(rows, "list")
}

/// A list that is due, which is the caller's for an hour.
///
/// # Errors
/// Only the database's own.
pub async fn begin(db: &Database, now: OffsetDateTime) -> Result<Option<Source>, Error> {
    let (stamp, until) = (Stamp::from(now), Stamp::from(now + TAKES));
    transaction!(db, |conn| {
        let due: Option<(String, MaybeStamp)> = import_sources::table
            .filter(import_sources::due_at.le(Some(stamp)))
            .order((import_sources::due_at, import_sources::address))
            .select((import_sources::address, import_sources::due_at))
            .first(conn)
            .await
            .optional()?;
        let Some((address, due_at)) = due else { return Ok(None) };
        let due_at: Option<OffsetDateTime> = due_at.into();
        // who was faster has put it off
        diesel::update(import_sources::table.find(address))
            .filter(import_sources::due_at.eq(due_at.map(Stamp::from)))
            .set(import_sources::due_at.eq(Some(until)))
            .returning(Source::as_returning())
            .get_result(conn)
            .await
            .optional()?
    })
}

/// Writes down what came of reading a list. One that was taken away meanwhile stays away.
///
/// # Errors
/// Only the database's own.
pub async fn end(db: &Database, address: &str, run: Run, now: OffsetDateTime) -> Result<(), Error> {
    let (address, stamp) = (address.to_owned(), Stamp::from(now));
    let error: String = run.error.chars().take(LONGEST).collect();
    change!(db, |conn| {
        diesel::update(import_sources::table.find(address))
            .set((
                import_sources::ran_at.eq(Some(stamp)),
                import_sources::due_at.eq(run.due_at.map(Stamp::from)),
                (import_sources::found.eq(run.found), import_sources::left_out.eq(run.left_out)),
                import_sources::error.eq(error),
            ))
            .execute(conn)
            .await?;
    })
}
