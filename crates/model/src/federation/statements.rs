//! What directories say of pods, this one and those that it follows.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::OffsetDateTime;

use crate::audit::By;
use crate::audit::deployment::{self, hold_deployment, note_deployment};
use crate::columns::Stamp;
use crate::schema::federation::{directory_peers, directory_statements};
use crate::{Database, Error, StatementId};

/// Statements of this directory at most.
pub const MOST: i64 = 500;

/// What a directory says of a pod.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = directory_statements)]
pub struct Said {
    /// Its id here.
    pub id: StatementId,
    /// The host of who says it; empty for this directory.
    pub peer: String,
    /// Of which pod.
    pub subject: String,
    /// As it was signed (JSON).
    pub document: String,
    /// Whether it is not told any more.
    pub withdrawn: bool,
    /// Until when it holds.
    #[diesel(deserialize_as = Stamp)]
    pub expires_at: OffsetDateTime,
}

/// A statement that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStatement {
    /// Of which pod.
    pub subject: String,
    /// As it was signed (JSON).
    pub document: String,
    /// Until when it holds.
    pub expires_at: OffsetDateTime,
}

/// Inside a transaction: what a peer says is this, and nothing else.
macro_rules! replace {
    ($conn:ident, $peer:expr, $said:expr, $now:expr) => {{
        use $crate::StatementId;
        use $crate::federation::statements::NewStatement;

        let (peer, said): (String, Vec<NewStatement>) = ($peer, $said);
        let before = directory_statements::table.filter(directory_statements::peer.eq(peer.clone()));
        diesel::delete(before).execute($conn).await?;
        for one in said {
            let row = row!(StatementId::new($now), peer.clone(), one);
            diesel::insert_into(directory_statements::table).values(row).execute($conn).await?;
        }
    }};
}
pub(super) use replace;

/// The values of a statement's row.
macro_rules! row {
    ($id:expr, $peer:expr, $new:expr) => {{
        let new: $crate::federation::statements::NewStatement = $new;
        (
            (directory_statements::id.eq($id), directory_statements::peer.eq($peer)),
            (directory_statements::subject.eq(new.subject), directory_statements::document.eq(new.document)),
            directory_statements::withdrawn.eq(false),
            directory_statements::expires_at.eq($crate::columns::Stamp::from(new.expires_at)),
        )
    }};
}
pub(super) use row;

/// Says something of a pod, in the name of this directory; nothing, if `unless` holds of a document of it about that pod.
///
/// # Errors
/// `TooLarge("number of statements")`.
pub async fn make(
    db: &Database,
    new: NewStatement,
    unless: Option<fn(&str) -> bool>,
    by: &By,
) -> Result<(), Error> {
    let by = by.clone();
    transaction!(db, |conn| {
        hold_deployment!(conn);
        if let Some(is_like) = unless {
            let before: Vec<String> = directory_statements::table
                .filter(directory_statements::peer.eq(""))
                .filter(directory_statements::subject.eq(new.subject.clone()))
                .select(directory_statements::document)
                .load(conn)
                .await?;
            if before.iter().any(|document| is_like(document)) {
                return Ok(());
            }
        }
        let own = directory_statements::table.filter(directory_statements::peer.eq(""));
        let all: i64 = own.count().get_result(conn).await?;
        if all >= MOST {
            return Err(Error::TooLarge("number of statements"));
        }
        let (object, at) = (new.subject.clone(), by.at);
        let row = row!(StatementId::new(at), String::new(), new);
        diesel::insert_into(directory_statements::table).values(row).execute(conn).await?;
        let act = deployment::Act::StatementChange;
        note_deployment!(conn, deployment::Note { by, act, object, detail: json!({ "said": true }) });
    })
}

/// Takes a statement of this directory back.
///
/// # Errors
/// `NotFound("statement")`.
pub async fn withdraw(db: &Database, id: &StatementId, by: &By) -> Result<(), Error> {
    let (id, by) = (*id, by.clone());
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let own = directory_statements::table
            .find(id)
            .filter(directory_statements::peer.eq("").and(directory_statements::withdrawn.eq(false)));
        let subject: Option<String> =
            own.select(directory_statements::subject).first(conn).await.optional()?;
        let object = subject.ok_or(Error::NotFound("statement"))?;
        diesel::update(directory_statements::table.find(id))
            .set(directory_statements::withdrawn.eq(true))
            .execute(conn)
            .await?;
        let act = deployment::Act::StatementChange;
        note_deployment!(conn, deployment::Note { by, act, object, detail: json!({ "withdrawn": true }) });
    })
}

/// Keeps a statement of this directory as another key signed it, unless it was changed meanwhile.
///
/// # Errors
/// Only the database's own.
pub async fn sign_anew(db: &Database, id: &StatementId, before: &str, document: &str) -> Result<(), Error> {
    let (id, before, document) = (*id, before.to_owned(), document.to_owned());
    change!(db, |conn| {
        diesel::update(directory_statements::table.find(id))
            .filter(directory_statements::peer.eq("").and(directory_statements::document.eq(before)))
            .set(directory_statements::document.eq(document))
            .execute(conn)
            .await?;
    })
}

/// Has a statement of this directory that was withdrawn remembered until then.
///
/// # Errors
/// Only the database's own.
pub async fn remember(db: &Database, id: &StatementId, until: OffsetDateTime) -> Result<(), Error> {
    let (id, until) = (*id, Stamp::from(until));
    change!(db, |conn| {
        diesel::update(directory_statements::table.find(id))
            .filter(directory_statements::peer.eq("").and(directory_statements::withdrawn.eq(true)))
            .set(directory_statements::expires_at.eq(until))
            .execute(conn)
            .await?;
    })
}

/// Forgets a statement of this directory, withdrawn or not.
///
/// # Errors
/// Only the database's own.
pub async fn forget(db: &Database, id: &StatementId) -> Result<(), Error> {
    let id = *id;
    change!(db, |conn| {
        let own = directory_statements::table.find(id).filter(directory_statements::peer.eq(""));
        diesel::delete(own).execute(conn).await?;
    })
}

/// What this directory says now or has withdrawn, the last first.
///
/// # Errors
/// Only the database's own.
pub async fn own(db: &Database, now: OffsetDateTime) -> Result<Vec<Said>, Error> {
    let now = Stamp::from(now);
    read!(db, |conn| {
        directory_statements::table
            .filter(directory_statements::peer.eq("").and(directory_statements::expires_at.gt(now)))
            .order(directory_statements::id.desc())
            .limit(MOST)
            .select(Said::as_select())
            .load(conn)
            .await?
    })
}

/// What is said now of these pods, or of all, by anybody: so many at most.
///
/// # Errors
/// Only the database's own.
pub async fn about(
    db: &Database,
    subjects: Option<&[String]>,
    now: OffsetDateTime,
    most: u32,
) -> Result<Vec<Said>, Error> {
    let (subjects, now) = (subjects.map(<[String]>::to_vec), Stamp::from(now));
    read!(db, |conn| {
        let told = directory_statements::table
            .filter(directory_statements::expires_at.gt(now).and(directory_statements::withdrawn.eq(false)))
            .order(directory_statements::id.desc())
            .limit(i64::from(most))
            .select(Said::as_select());
        match subjects {
            Some(subjects) => told.filter(directory_statements::subject.eq_any(subjects)).load(conn).await?,
            None => told.load(conn).await?,
        }
    })
}

/// What peers that are trusted and not paused say now.
///
/// # Errors
/// Only the database's own.
pub async fn trusted(db: &Database, now: OffsetDateTime) -> Result<Vec<Said>, Error> {
    let now = Stamp::from(now);
    read!(db, |conn| {
        let peers = directory_peers::table
            .filter(directory_peers::trusted.eq(true).and(directory_peers::paused.eq(false)))
            .select(directory_peers::host);
        let peers: Vec<String> = peers.load(conn).await?;
        directory_statements::table
            .filter(directory_statements::expires_at.gt(now))
            .filter(directory_statements::peer.eq_any(peers))
            .order((directory_statements::subject, directory_statements::peer))
            .select(Said::as_select())
            .load(conn)
            .await?
    })
}

/// Forgets what is over; how many.
///
/// # Errors
/// Only the database's own.
pub async fn sweep(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let now = Stamp::from(now);
    change!(db, |conn| {
        let over = directory_statements::table.filter(directory_statements::expires_at.le(now));
        diesel::delete(over).execute(conn).await?
    })
}
