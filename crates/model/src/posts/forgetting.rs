//! Posts that were taken back, and posts that a member may not see any more.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::{BareJid, DomainRef};
use time::OffsetDateTime;

use crate::columns::Stamp;
use crate::schema::{grants, posts};
use crate::{Database, Error, Owner, PostId};

/// Where an item is.
#[derive(Clone, Copy, Debug)]
pub struct ItemAddress<'a> {
    /// Whose node it is in.
    pub service: &'a BareJid,
    /// The node.
    pub node: &'a str,
    /// Its id in the node.
    pub item: &'a str,
}

/// What stays of a row whose item was taken back: that it was.
macro_rules! emptied {
    ($now:expr) => {
        (
            posts::retracted_at.eq(Some(Stamp::from($now))),
            posts::html.eq(""),
            posts::text.eq(""),
            posts::title.eq(None::<String>),
            posts::tags.eq("[]"),
        )
    };
}

/// Takes an item back, as the member's server (`told_by`) said; returns its row if it was there.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn retract(
    db: &Database,
    owner: &Owner,
    generation: i64,
    told_by: &DomainRef,
    at: ItemAddress<'_>,
    now: OffsetDateTime,
) -> Result<Option<PostId>, Error> {
    let (owner, ItemAddress { service, node, item }) = (*owner, at);
    let told = posts::pod_id.eq(owner.pod).and(posts::told_by.eq(told_by.to_string()));
    let address = posts::service.eq(service.to_string()).and(posts::node.eq(node.to_owned()));
    let item = posts::item.eq(item.to_owned());
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::update(posts::table)
            .filter(told.and(address).and(item).and(posts::retracted_at.is_null()))
            .set(emptied!(now))
            .returning(posts::id)
            .get_result::<PostId>(conn)
            .await
            .optional()?
    })
}

/// Takes all items of a node back: it was purged or deleted (XEP-0060 §8.4, §8.5). Returns their rows.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn purge(
    db: &Database,
    owner: &Owner,
    generation: i64,
    told_by: &DomainRef,
    service: &BareJid,
    node: &str,
    now: OffsetDateTime,
) -> Result<Vec<PostId>, Error> {
    let owner = *owner;
    let told = posts::pod_id.eq(owner.pod).and(posts::told_by.eq(told_by.to_string()));
    let address = posts::service.eq(service.to_string()).and(posts::node.eq(node.to_owned()));
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::update(posts::table)
            .filter(told.and(address).and(posts::retracted_at.is_null()))
            .set(emptied!(now))
            .returning(posts::id)
            .get_results::<PostId>(conn)
            .await?
    })
}

/// Takes back what a member's session received of a node: its service says that it is not hers to read. Returns how many grants
/// there were.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn revoke(
    db: &Database,
    owner: &Owner,
    generation: i64,
    service: &BareJid,
    node: &str,
) -> Result<usize, Error> {
    let owner = *owner;
    let (service, node) = (service.to_string(), node.to_owned());
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let theirs = posts::table
            .filter(posts::pod_id.eq(owner.pod).and(posts::service.eq(service).and(posts::node.eq(node))))
            .select(posts::id);
        diesel::delete(grants::table)
            .filter(grants::pod_id.eq(owner.pod).and(grants::member_id.eq(owner.member)))
            .filter(grants::post_id.eq_any(theirs))
            .execute(conn)
            .await?
    })
}
