//! What the owner of a session keeps; each write carries the generation under which it was claimed.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use super::{Session, State};
use crate::columns::Stamp;
use crate::schema::sessions;
use crate::{Database, Error, Owner};

/// Takes the session over: the returned generation is ours, and writes under older ones are refused.
///
/// # Errors
/// `NotFound("session")`.
pub async fn claim(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<Session, Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        let rows = diesel::update(sessions::table.find((owner.pod, owner.member)))
            .set((
                sessions::generation.eq(sessions::generation + 1),
                sessions::updated_at.eq(Stamp::from(now)),
            ))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "session")?;
        sessions::table.find((owner.pod, owner.member)).select(Session::as_select()).first(conn).await?
    })
}

/// Updates the row if the generation is still ours.
macro_rules! keep {
    ($db:expr, $owner:expr, $generation:expr, $now:expr, $set:expr) => {{
        let (owner, generation, set) = (*$owner, $generation, $set);
        let updated = sessions::updated_at.eq(Stamp::from($now));
        let rows = change!($db, |conn| {
            diesel::update(sessions::table.find((owner.pod, owner.member)))
                .filter(sessions::generation.eq(generation))
                .set((set, updated))
                .execute(conn)
                .await?
        })?;
        if rows == 0 { Err(Error::Displaced) } else { Ok(()) }
    }};
}

/// Says where the session is, and why, if it is not online.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more, or the session is gone.
pub async fn set_state(
    db: &Database,
    owner: &Owner,
    generation: i64,
    state: State,
    reason: Option<&str>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let reason = reason.map(str::to_owned);
    keep!(db, owner, generation, now, (sessions::state.eq(state), sessions::reason.eq(reason)))
}

/// Keeps the sealed secret that signs in again.
///
/// # Errors
/// `Displaced`, as in [`set_state`].
pub async fn keep_secret(
    db: &Database,
    owner: &Owner,
    generation: i64,
    sealed: &[u8],
    now: OffsetDateTime,
) -> Result<(), Error> {
    keep!(db, owner, generation, now, sessions::secret.eq(sealed.to_vec()))
}

/// Keeps the sealed state of the stream, or forgets it.
///
/// # Errors
/// `Displaced`, as in [`set_state`].
pub async fn keep_stream(
    db: &Database,
    owner: &Owner,
    generation: i64,
    sealed: Option<&[u8]>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    keep!(db, owner, generation, now, sessions::stream.eq(sealed.map(<[u8]>::to_vec)))
}

/// Forgets the secret and the stream's state, whoever owns the session.
///
/// # Errors
/// Only the database's own.
pub async fn forget_secret(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<(), Error> {
    let owner = *owner;
    change!(db, |conn| {
        diesel::update(sessions::table.find((owner.pod, owner.member)))
            .set((
                sessions::secret.eq(None::<Vec<u8>>),
                sessions::stream.eq(None::<Vec<u8>>),
                sessions::updated_at.eq(Stamp::from(now)),
            ))
            .execute(conn)
            .await?;
    })
}
