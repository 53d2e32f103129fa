//! What the API answered to requests that have a key of their own: the same request again gets the same answer, and is not done again.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::schema::answers;
use crate::{Database, Error, TokenId};

/// How long an answer is kept.
pub const KEPT: Duration = Duration::hours(24);

/// What is known of a request when it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// Nothing: it is to be done, and nobody else does it.
    Fresh,
    /// The same is under way, or was when the program ended.
    UnderWay,
    /// The key is that of another request.
    Another,
    /// It was done; the answer, sealed.
    Answered(Vec<u8>),
}

/// Begins a request, if it is the first with that key; `hash` tells it from others.
///
/// # Errors
/// Only the database's own.
pub async fn begin(
    db: &Database,
    token: &TokenId,
    key: &str,
    hash: &[u8],
    now: OffsetDateTime,
) -> Result<Begun, Error> {
    let (token, key, hash) = (*token, key.to_owned(), hash.to_vec());
    let (at, before) = (Stamp::from(now), Stamp::from(now - KEPT));
    transaction!(db, |conn| {
        diesel::delete(answers::table.find((token, key.clone())).filter(answers::begun_at.le(before)))
            .execute(conn)
            .await?;
        let first = diesel::insert_into(answers::table)
            .values((
                (answers::token_id.eq(token), answers::request_key.eq(key.clone())),
                (answers::request_hash.eq(hash.clone()), answers::begun_at.eq(at)),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        if first > 0 {
            return Ok(Begun::Fresh);
        }
        let known: Option<(Vec<u8>, Option<Vec<u8>>)> = answers::table
            .find((token, key))
            .select((answers::request_hash, answers::sealed))
            .first(conn)
            .await
            .optional()?;
        match known {
            Some((other, _)) if other != hash => Begun::Another,
            Some((_, Some(sealed))) => Begun::Answered(sealed),
            // given up at this very moment
            Some((_, None)) | None => Begun::UnderWay,
        }
    })
}

/// Keeps the answer to a request that was begun.
///
/// # Errors
/// Only the database's own.
pub async fn finish(db: &Database, token: &TokenId, key: &str, sealed: Vec<u8>) -> Result<(), Error> {
    let (token, key) = (*token, key.to_owned());
    change!(db, |conn| {
        diesel::update(answers::table.find((token, key)))
            .set(answers::sealed.eq(Some(sealed)))
            .execute(conn)
            .await?;
    })
}

/// Nothing was done: the key is as if nobody had used it.
///
/// # Errors
/// Only the database's own.
pub async fn give_up(db: &Database, token: &TokenId, key: &str) -> Result<(), Error> {
    let (token, key) = (*token, key.to_owned());
    change!(db, |conn| {
        diesel::delete(answers::table.find((token, key)).filter(answers::sealed.is_null()))
            .execute(conn)
            .await?;
    })
}

/// Forgets answers that were kept for long enough; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(answers::table.filter(answers::begun_at.le(before))).execute(conn).await?
    })
}
