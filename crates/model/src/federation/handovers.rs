//! The directory's keys, one after another: what each has said of the next, for those who know an older one.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{NewKey, SELF};
use crate::audit::By;
use crate::audit::deployment::{self, note_deployment};
use crate::schema::federation::{directory_handovers, directory_self};
use crate::{Database, Error, places};

/// How many are kept: those of the last keys.
pub const MOST: i64 = 8;

/// What a key said of the next.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = directory_handovers)]
pub struct Handover {
    /// The name of the key that said it.
    pub kid: String,
    /// As it was signed (JSON).
    pub document: String,
}

/// All that lead to the key in use, the oldest first.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database) -> Result<Vec<Handover>, Error> {
    read!(db, |conn| {
        directory_handovers::table
            .order(directory_handovers::number)
            .select(Handover::as_select())
            .load(conn)
            .await?
    })
}

/// Has the key `before` followed by another, with what it signed of that. Without such a word all that was said before leads nowhere, and is
/// forgotten.
///
/// # Errors
/// `NotFound("key")` where another is in use by now.
pub async fn follow(
    db: &Database,
    before: &str,
    new: NewKey,
    handover: Option<String>,
    by: &By,
) -> Result<(), Error> {
    let (before, by) = (before.to_owned(), by.clone());
    let last_day = places::day(new.not_after.midnight().assume_utc());
    transaction!(db, |conn| {
        let object = new.kid.clone();
        let detail = json!({ "before": before, "handed_over": handover.is_some() });
        let rows = diesel::update(directory_self::table.find(SELF))
            .filter(directory_self::kid.eq(before.clone()))
            .set((
                (directory_self::kid.eq(new.kid), directory_self::public_key.eq(new.public_key)),
                (directory_self::secret.eq(new.secret), directory_self::last_day.eq(last_day)),
            ))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "key")?;
        let last: Option<i64> = directory_handovers::table
            .select(diesel::dsl::max(directory_handovers::number))
            .first(conn)
            .await?;
        let number = last.unwrap_or_default() + 1;
        let kept = if handover.is_some() { number - MOST } else { number };
        diesel::delete(directory_handovers::table.filter(directory_handovers::number.le(kept)))
            .execute(conn)
            .await?;
        if let Some(document) = handover {
            diesel::insert_into(directory_handovers::table)
                .values((
                    directory_handovers::number.eq(number),
                    directory_handovers::kid.eq(before),
                    directory_handovers::document.eq(document),
                ))
                .execute(conn)
                .await?;
        }
        let act = deployment::Act::DirectoryKey;
        note_deployment!(conn, deployment::Note { by, act, object, detail });
    })
}
