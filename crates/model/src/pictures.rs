//! Small pictures of people, by their hash; their bytes count to the pod's storage.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use crate::columns::Stamp;
use crate::domains::take;
use crate::schema::{contacts, members, pictures};
use crate::{Database, Error, PodId};

/// Bytes of one picture at most.
pub const SIZE_MAX: usize = 200_000;

/// Pictures that are forgotten in one go.
const SWEPT: i64 = 1000;

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

/// Inside a transaction that holds the pod: whether a picture is there to be shown. None always is.
macro_rules! is_kept {
    ($conn:ident, $pod:expr, $hash:expr) => {{
        use $crate::schema::pictures;

        let hash: &Option<String> = $hash;
        match hash {
            None => true,
            Some(hash) => {
                let found = pictures::table.find(($pod, hash)).count().get_result::<i64>($conn).await?;
                found > 0
            }
        }
    }};
}
pub(crate) use is_kept;

/// Inside a transaction that holds the pod: forgets a picture that nobody shows any more, and gives its bytes back.
macro_rules! release {
    ($conn:ident, $pod:expr, $hash:expr) => {{
        use $crate::schema::{contacts, members, pictures, pods};

        let (pod, hash): ($crate::PodId, String) = ($pod, $hash);
        let by_members = members::table.filter(members::pod_id.eq(pod).and(members::picture.eq(Some(&hash))));
        let by_contacts =
            contacts::table.filter(contacts::pod_id.eq(pod).and(contacts::picture.eq(Some(&hash))));
        let size: Option<i64> = diesel::delete(pictures::table.find((pod, &hash)))
            .filter(diesel::dsl::not(diesel::dsl::exists(by_members)))
            .filter(diesel::dsl::not(diesel::dsl::exists(by_contacts)))
            .returning(pictures::size)
            .get_result($conn)
            .await
            .optional()?;
        if let Some(size) = size {
            diesel::update(pods::table.find(pod))
                .set(pods::storage_used.eq(pods::storage_used - size))
                .execute($conn)
                .await?;
        }
    }};
}
pub(crate) use release;

/// Forgets pictures from before that time which nobody shows; how many they were. One that has just come may be about to be shown.
///
/// # Errors
/// Only the database's own.
pub async fn sweep(db: &Database, before: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(before);
    let unseen: Vec<(PodId, String)> = read!(db, |conn| {
        let by_members = members::table
            .filter(members::pod_id.eq(pictures::pod_id).and(members::picture.eq(pictures::hash.nullable())));
        let by_contacts = contacts::table.filter(
            contacts::pod_id.eq(pictures::pod_id).and(contacts::picture.eq(pictures::hash.nullable())),
        );
        pictures::table
            .filter(pictures::created_at.lt(before))
            .filter(not(exists(by_members)).and(not(exists(by_contacts))))
            .select((pictures::pod_id, pictures::hash))
            .limit(SWEPT)
            .load(conn)
            .await?
    })?;
    let found = unseen.len();
    for (pod, hash) in unseen {
        transaction!(db, |conn| {
            hold_pod!(conn, pod);
            release!(conn, pod, hash);
        })?;
    }
    Ok(found)
}
