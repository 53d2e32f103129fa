//! The deployment's admins, by account.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;

use crate::audit::By;
use crate::audit::deployment::{Act, Note, hold_deployment, note_deployment};
use crate::columns::{Parsed, Stamp};
use crate::schema::{admin_browsers, admin_links, admins};
use crate::visits::end_visits;
use crate::{Database, Error};

pub mod browsers;
pub mod links;

/// Makes an account an admin; again is no error. Where it was one before, it signs in anew, and not by a link of then.
///
/// # Errors
/// Only the database's own.
pub async fn grant(db: &Database, jid: &BareJid, by: &By) -> Result<(), Error> {
    let (jid, by) = (jid.to_string(), by.clone());
    transaction!(db, |conn| {
        let rows = diesel::insert_into(admins::table)
            .values((admins::jid.eq(jid.clone()), admins::created_at.eq(Stamp::from(by.at))))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        if rows == 0 {
            return Ok(());
        }
        diesel::delete(admin_browsers::table.filter(admin_browsers::jid.eq(jid.clone())))
            .execute(conn)
            .await?;
        diesel::delete(admin_links::table.filter(admin_links::jid.eq(jid.clone()))).execute(conn).await?;
        end_visits!(conn, visits::jid.eq(jid.clone()), by.clone());
        note_deployment!(conn, Note { by, act: Act::AdminGrant, object: jid, detail: json!({}) });
    })
}

/// Takes the role back, but leaves the deployment somebody who has it. Her visits to pods end with it.
///
/// # Errors
/// `NotFound("admin")`; [`Error::LastAdmin`].
pub async fn revoke(db: &Database, jid: &BareJid, by: &By) -> Result<(), Error> {
    let (jid, by) = (jid.to_string(), by.clone());
    transaction!(db, |conn| {
        // two admins who take each other's role do it one after the other
        hold_deployment!(conn);
        let rows = diesel::delete(admins::table.find(jid.clone())).execute(conn).await?;
        Error::unless_some(rows, "admin")?;
        let left: i64 = admins::table.count().get_result(conn).await?;
        if left == 0 {
            return Err(Error::LastAdmin);
        }
        // her browsers stay, and find nothing; they are worth nothing should she be one again
        diesel::delete(admin_links::table.filter(admin_links::jid.eq(jid.clone()))).execute(conn).await?;
        end_visits!(conn, visits::jid.eq(jid.clone()), by.clone());
        note_deployment!(conn, Note { by, act: Act::AdminRevoke, object: jid, detail: json!({}) });
    })
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
