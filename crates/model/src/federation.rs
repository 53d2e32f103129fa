//! The directory towards others: its key, its feed, the directories that it follows, and what is said of pods. All of it is the
//! deployment's, and no pod's.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Date, Duration, OffsetDateTime};

use crate::audit::By;
use crate::audit::deployment::{self, note_deployment};
use crate::schema::federation::directory_self;
use crate::{Database, Error, places};

pub mod announced;
pub mod feed;
pub mod handovers;
pub mod peers;
pub mod statements;

/// The key of the one row.
pub(crate) const SELF: i64 = 1;

/// The directory itself.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = directory_self)]
pub struct Own {
    /// The name of its key; empty before the first.
    pub kid: String,
    /// The public key: 32 bytes in base64url without padding.
    pub public_key: String,
    /// The sealed secret.
    pub secret: Vec<u8>,
    last_day: i64,
    /// The number of its feed's last row.
    pub last_number: i64,
    /// The number of the last row that was taken out: whoever read no further has missed it.
    pub lost: i64,
    /// How many trusted directories must agree before a pod is taken out; 0 if that is never done.
    pub agree: i64,
}

impl Own {
    /// The last day on which its key signs.
    pub fn not_after(&self) -> Date {
        OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::days(self.last_day)).date()
    }
}

/// A new key of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// Its name.
    pub kid: String,
    /// The public key.
    pub public_key: String,
    /// The sealed secret.
    pub secret: Vec<u8>,
    /// The last day on which it signs.
    pub not_after: Date,
}

/// The directory itself.
///
/// # Errors
/// Only the database's own.
pub async fn own(db: &Database) -> Result<Own, Error> {
    read!(db, |conn| directory_self::table.find(SELF).select(Own::as_select()).first::<Own>(conn).await?)
}

/// Gives the directory its first key, unless it has one: then that stays, however many make one at once.
///
/// # Errors
/// Only the database's own.
pub async fn begin(db: &Database, new: NewKey) -> Result<Own, Error> {
    let last_day = places::day(new.not_after.midnight().assume_utc());
    change!(db, |conn| {
        diesel::update(directory_self::table.find(SELF))
            .filter(directory_self::kid.eq(""))
            .set((
                (directory_self::kid.eq(new.kid), directory_self::public_key.eq(new.public_key)),
                (directory_self::secret.eq(new.secret), directory_self::last_day.eq(last_day)),
            ))
            .execute(conn)
            .await?;
    })?;
    own(db).await
}

/// Sets how many trusted directories must agree before a pod is taken out: 0 for never, else two at least.
///
/// # Errors
/// Only the database's own.
pub async fn set_agree(db: &Database, agree: i64, by: &By) -> Result<(), Error> {
    let (agree, by) = (if agree <= 0 { 0 } else { agree.max(2) }, by.clone());
    transaction!(db, |conn| {
        diesel::update(directory_self::table.find(SELF))
            .set(directory_self::agree.eq(agree))
            .execute(conn)
            .await?;
        let (act, object, detail) =
            (deployment::Act::PeerChange, "(rule)".to_owned(), json!({ "agree": agree }));
        note_deployment!(conn, deployment::Note { by, act, object, detail });
    })
}
