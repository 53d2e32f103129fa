//! Small pictures of people, by their hash; their bytes count to the pod's storage.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use crate::columns::Stamp;
use crate::domains::take;
use crate::schema::{pictures, pods};
use crate::{Database, Error, PodId};

/// Bytes of one picture at most.
pub const SIZE_MAX: usize = 200_000;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = pictures)]
pub struct Picture {
    /// Its hash, as avatars are known by (XEP-0084: SHA-1 in hexadecimal).
    pub hash: String,
    /// Its type, as in `image/png`.
    pub mime: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Pixels across.
    pub width: i32,
    /// Pixels down.
    pub height: i32,
}

/// Keeps a picture; one that is there already stays, and counts once.
///
/// # Errors
/// `TooLarge("picture")` over [`SIZE_MAX`]; `Full(Quota::Storage)`.
pub async fn put(db: &Database, pod: &PodId, picture: Picture, now: OffsetDateTime) -> Result<(), Error> {
    if picture.bytes.len() > SIZE_MAX {
        return Err(Error::TooLarge("picture"));
    }
    let pod = *pod;
    let size = i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX);
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let rows = diesel::insert_into(pictures::table)
            .values((
                (pictures::pod_id.eq(pod), pictures::hash.eq(picture.hash), pictures::mime.eq(picture.mime)),
                (pictures::bytes.eq(picture.bytes), pictures::size.eq(size)),
                (pictures::width.eq(picture.width), pictures::height.eq(picture.height)),
                pictures::created_at.eq(Stamp::from(now)),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        if rows == 1 {
            take!(conn, pod, size);
        }
    })
}

/// A picture of the pod.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId, hash: &str) -> Result<Option<Picture>, Error> {
    let (pod, hash) = (*pod, hash.to_owned());
    if hash.contains('\0') {
        return Ok(None);
    }
    read!(db, |conn| {
        pictures::table.find((pod, hash)).select(Picture::as_select()).first(conn).await.optional()?
    })
}

/// Forgets a picture and gives its bytes back; one that is gone is no error.
///
/// # Errors
/// Only the database's own.
pub async fn remove(db: &Database, pod: &PodId, hash: &str) -> Result<(), Error> {
    let (pod, hash) = (*pod, hash.to_owned());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let row = pictures::table.find((pod, hash));
        let size: Option<i64> = row.clone().select(pictures::size).first(conn).await.optional()?;
        let rows = diesel::delete(row).execute(conn).await?;
        if let (1, Some(size)) = (rows, size) {
            diesel::update(pods::table.find(pod))
                .set(pods::storage_used.eq(pods::storage_used - size))
                .execute(conn)
                .await?;
        }
    })
}
