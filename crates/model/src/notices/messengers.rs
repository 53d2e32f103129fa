//! Messengers: the deployment's own accounts that send notices. Whoever runs jobs with one says so now and then, so that others know
//! whether a notice would be sent.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::{Duration, OffsetDateTime};

use crate::columns::{Parsed, Stamp};
use crate::schema::messengers;
use crate::{Database, Error};

/// Who said nothing for so long sends none any more.
pub const SILENT: Duration = Duration::HOUR;

/// An account sends notices; those that do no more are forgotten.
///
/// # Errors
/// Only the database's own.
pub async fn note(db: &Database, jid: &BareJid, now: OffsetDateTime) -> Result<(), Error> {
    let (jid, silent, now) = (jid.to_string(), Stamp::from(now - SILENT), Stamp::from(now));
    transaction!(db, |conn| {
        diesel::delete(messengers::table.filter(messengers::seen_at.le(silent))).execute(conn).await?;
        diesel::insert_into(messengers::table)
            .values((messengers::jid.eq(jid), messengers::seen_at.eq(now)))
            .on_conflict(messengers::jid)
            .do_update()
            .set(messengers::seen_at.eq(now))
            .execute(conn)
            .await?;
    })
}

/// The account that sends notices, if there is one.
///
/// # Errors
/// Only the database's own.
pub async fn current(db: &Database, now: OffsetDateTime) -> Result<Option<BareJid>, Error> {
    let silent = Stamp::from(now - SILENT);
    let jid: Option<Parsed<BareJid>> = read!(db, |conn| {
        messengers::table
            .filter(messengers::seen_at.gt(silent))
            .order((messengers::seen_at.desc(), messengers::jid))
            .select(messengers::jid)
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(jid.map(Into::into))
}
