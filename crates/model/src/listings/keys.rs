//! The keys that sign listings: one is in use, and one may be named that comes into use later.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Date, Duration, OffsetDateTime};

use crate::audit::{Act, By, Note, note};
use crate::columns::Stamp;
use crate::schema::listing_keys;
use crate::{Database, Error, PodId, places};

/// A key of a pod. Its secret is sealed: only who has the deployment's key can sign.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = listing_keys)]
pub struct Key {
    /// Its name, as in `ed25519:2026-11-1a2b3c4d`.
    pub kid: String,
    /// The public key: 32 bytes in base64url without padding.
    pub public_key: String,
    /// The sealed secret.
    pub secret: Vec<u8>,
    /// From when on it signs.
    #[diesel(deserialize_as = Stamp)]
    pub signs_from: OffsetDateTime,
    last_day: i64,
}

impl Key {
    /// A key that signs from then on, to the end of that day (UTC).
    pub fn new(
        kid: String,
        public_key: String,
        secret: Vec<u8>,
        signs_from: OffsetDateTime,
        not_after: Date,
    ) -> Self {
        Self { kid, public_key, secret, signs_from, last_day: places::day(not_after.midnight().assume_utc()) }
    }

    /// The last day on which it signs.
    pub fn not_after(&self) -> Date {
        OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::days(self.last_day)).date()
    }
}

/// Inside a body that reads: the keys of a pod, those first that sign first.
macro_rules! of {
    ($conn:ident, $pod:expr) => {{
        use $crate::schema::listing_keys;

        listing_keys::table
            .filter(listing_keys::pod_id.eq($pod))
            .order((listing_keys::signs_from, listing_keys::kid))
            .select($crate::listings::Key::as_select())
            .load::<$crate::listings::Key>($conn)
            .await?
    }};
}
pub(super) use of;

/// Inside a transaction that holds the pod: writes a key down.
macro_rules! put {
    ($conn:ident, $pod:ident, $key:expr) => {{
        let key: Key = $key;
        diesel::insert_into(listing_keys::table)
            .values((
                (listing_keys::pod_id.eq($pod), listing_keys::kid.eq(key.kid)),
                (listing_keys::public_key.eq(key.public_key), listing_keys::secret.eq(key.secret)),
                listing_keys::signs_from.eq(Stamp::from(key.signs_from)),
                listing_keys::last_day.eq(key.last_day),
            ))
            .execute($conn)
            .await?;
    }};
}

/// The keys of a pod, those first that sign first.
///
/// # Errors
/// Only the database's own.
pub async fn keys(db: &Database, pod: &PodId) -> Result<Vec<Key>, Error> {
    let pod = *pod;
    read!(db, |conn| of!(conn, pod))
}

/// Gives a pod its first key, unless it has one: then that stays, however many make one at once. The pod's keys.
///
/// # Errors
/// Only the database's own, as for a pod that is not there.
pub async fn begin(db: &Database, pod: &PodId, first: &Key) -> Result<Vec<Key>, Error> {
    let (pod, first) = (*pod, first.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let there = of!(conn, pod);
        if there.is_empty() {
            put!(conn, pod, first.clone());
            return Ok(vec![first]);
        }
        there
    })
}

/// Names the key that follows the one in use, unless one is named already: then that stays. Keys that were in use before are
/// forgotten. The pod's keys.
///
/// # Errors
/// Only the database's own, as for a pod that is not there.
pub async fn name_next(db: &Database, pod: &PodId, next: &Key, by: &By) -> Result<Vec<Key>, Error> {
    let (pod, next, by) = (*pod, next.clone(), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let mut there = of!(conn, pod);
        if there.iter().any(|key| key.signs_from > by.at) {
            return Ok(there);
        }
        let mut kept: Vec<Key> = there.pop().into_iter().collect();
        for old in there {
            diesel::delete(listing_keys::table.find((pod, old.kid))).execute(conn).await?;
        }
        put!(conn, pod, next.clone());
        let detail = json!({ "from": next.signs_from.date().to_string() });
        note!(conn, pod, Note { by, act: Act::KeyRotate, object: next.kid.clone(), detail });
        kept.push(next);
        kept
    })
}

/// Gives a pod another key in the place of all that it has, in use at once.
///
/// # Errors
/// Only the database's own, as for a pod that is not there.
pub async fn replace(db: &Database, pod: &PodId, new: &Key, by: &By) -> Result<(), Error> {
    let (pod, new, by) = (*pod, new.clone(), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        diesel::delete(listing_keys::table.filter(listing_keys::pod_id.eq(pod))).execute(conn).await?;
        let kid = new.kid.clone();
        put!(conn, pod, new);
        note!(conn, pod, Note { by, act: Act::KeyRotate, object: kid, detail: json!({ "at_once": true }) });
    })
}
