//! Who is subscribed to whose posts (XEP-0060 §6.1): she to those of her contacts, and they to hers.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;

use super::Subscription;
use crate::columns::Parsed;
use crate::schema::{contacts, leavers};
use crate::{Database, Error, Owner};

/// Says whether her account is subscribed to the posts of a contact whom she sees.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn set_followed(
    db: &Database,
    owner: &Owner,
    generation: i64,
    jid: &BareJid,
    followed: bool,
) -> Result<(), Error> {
    let (owner, jid) = (*owner, jid.to_string());
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::update(contacts::table.find((owner.pod, owner.member, jid)))
            .filter(contacts::subscription.eq_any([Subscription::To, Subscription::Both]))
            .set(contacts::followed.eq(followed))
            .execute(conn)
            .await?;
    })
}

/// Who could read her posts once, cannot any more, and may still be subscribed to them.
///
/// # Errors
/// Only the database's own.
pub async fn leavers(db: &Database, owner: &Owner) -> Result<Vec<BareJid>, Error> {
    let owner = *owner;
    let rows: Vec<Parsed<BareJid>> = read!(db, |conn| {
        leavers::table
            .filter(leavers::pod_id.eq(owner.pod).and(leavers::member_id.eq(owner.member)))
            .order(leavers::jid)
            .select(leavers::jid)
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(BareJid::from).collect())
}

/// Says that somebody is not subscribed to her posts any more, or may be again.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn dismissed(db: &Database, owner: &Owner, generation: i64, jid: &BareJid) -> Result<(), Error> {
    let (owner, jid) = (*owner, jid.to_string());
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::delete(leavers::table.find((owner.pod, owner.member, jid))).execute(conn).await?;
    })
}
