//! The deployment's admins, by account.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use crate::columns::{Parsed, Stamp};
use crate::schema::admins;
use crate::{Database, Error};

/// Makes an account an admin; again is no error.
///
/// # Errors
/// Only the database's own.
pub async fn grant(db: &Database, jid: &BareJid, now: OffsetDateTime) -> Result<(), Error> {
    let jid = jid.to_string();
    change!(db, |conn| {
        diesel::insert_into(admins::table)
            .values((admins::jid.eq(jid), admins::created_at.eq(Stamp::from(now))))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
    })
}

/// Takes the role back.
///
/// # Errors
/// `NotFound("admin")`.
pub async fn revoke(db: &Database, jid: &BareJid) -> Result<(), Error> {
    let jid = jid.to_string();
    let rows = change!(db, |conn| diesel::delete(admins::table.find(jid)).execute(conn).await?)?;
    Error::unless_some(rows, "admin")
}

/// Is this account an admin of the deployment?
///
/// # Errors
/// Only the database's own.
pub async fn contains(db: &Database, jid: &BareJid) -> Result<bool, Error> {
    let jid = jid.to_string();
    read!(db, |conn| admins::table.find(jid).count().get_result::<i64>(conn).await? > 0)
}

/// Every admin.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database) -> Result<Vec<BareJid>, Error> {
    let jids = read!(db, |conn| {
        admins::table.select(admins::jid).order(admins::jid).load::<Parsed<BareJid>>(conn).await?
    })?;
    Ok(jids.into_iter().map(BareJid::from).collect())
}
