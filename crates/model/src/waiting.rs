//! Commands that were sent and are not yet done, so that nothing a member sent is lost with a session.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use crate::columns::Stamp;
use crate::schema::waiting;
use crate::{Database, Error, Owner};

words! {
    /// Where a command is.
    pub enum State {
        /// It is sent when the session is online.
        Waiting = "waiting",
        /// It was refused, or nobody knows whether it was done.
        Failed = "failed",
    }
}

/// A command that is not yet done.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = waiting)]
pub struct Waiting {
    /// The command's id, from the form.
    pub id: String,
    /// The command, as JSON.
    pub body: String,
    /// Where it is.
    pub state: State,
    /// Why it failed, for people.
    pub reason: Option<String>,
    /// When it was sent.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
}

/// Keeps a command; false if one with this id is there already.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more: its next owner has looked already for what waits.
pub async fn put(
    db: &Database,
    owner: &Owner,
    generation: i64,
    id: &str,
    body: &str,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let (owner, id, body) = (*owner, id.to_owned(), body.to_owned());
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::insert_into(waiting::table)
            .values((
                (waiting::pod_id.eq(owner.pod), waiting::member_id.eq(owner.member), waiting::id.eq(id)),
                (waiting::body.eq(body), waiting::state.eq(State::Waiting)),
                waiting::created_at.eq(Stamp::from(now)),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
            == 1
    })
}

/// Forgets a command that is done; one that is gone is no error.
///
/// # Errors
/// Only the database's own.
pub async fn done(db: &Database, owner: &Owner, id: &str) -> Result<(), Error> {
    let (owner, id) = (*owner, id.to_owned());
    change!(db, |conn| {
        diesel::delete(waiting::table.find((owner.pod, owner.member, id))).execute(conn).await?;
    })
}

/// Says that a command failed, and why; `again` lets it wait once more.
///
/// # Errors
/// `NotFound("command")`.
pub async fn fail(db: &Database, owner: &Owner, id: &str, reason: &str) -> Result<(), Error> {
    set(db, owner, id, State::Failed, Some(reason.to_owned())).await
}

/// Lets a failed command wait once more.
///
/// # Errors
/// `NotFound("command")`.
pub async fn again(db: &Database, owner: &Owner, id: &str) -> Result<(), Error> {
    set(db, owner, id, State::Waiting, None).await
}

async fn set(
    db: &Database,
    owner: &Owner,
    id: &str,
    state: State,
    reason: Option<String>,
) -> Result<(), Error> {
    let (owner, id) = (*owner, id.to_owned());
    let rows = change!(db, |conn| {
        diesel::update(waiting::table.find((owner.pod, owner.member, id)))
            .set((waiting::state.eq(state), waiting::reason.eq(reason)))
            .execute(conn)
            .await?
    })?;
    Error::unless_some(rows, "command")
}

/// Her commands that are not done, in the order in which they were sent.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, owner: &Owner) -> Result<Vec<Waiting>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        waiting::table
            .filter(waiting::pod_id.eq(owner.pod).and(waiting::member_id.eq(owner.member)))
            .order((waiting::created_at, waiting::id))
            .select(Waiting::as_select())
            .load(conn)
            .await?
    })
}
