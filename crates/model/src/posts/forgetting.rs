//! Posts that were taken back, and posts that a member may not see any more.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::{BareJid, DomainRef};
use time::OffsetDateTime;

use crate::columns::Stamp;
use crate::schema::{grants, posts};
use crate::{Database, Error, Owner, PostId};

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
/// Only the database's own.
pub async fn retract(
    db: &Database,
    owner: &Owner,
    told_by: &DomainRef,
    service: &BareJid,
    node: &str,
    item: &str,
    now: OffsetDateTime,
) -> Result<Option<PostId>, Error> {
    let told = posts::pod_id.eq(owner.pod).and(posts::told_by.eq(told_by.to_string()));
    let address = posts::service.eq(service.to_string()).and(posts::node.eq(node.to_owned()));
    let item = posts::item.eq(item.to_owned());
    change!(db, |conn| {
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
/// Only the database's own.
pub async fn purge(
    db: &Database,
    owner: &Owner,
    told_by: &DomainRef,
    service: &BareJid,
    node: &str,
    now: OffsetDateTime,
) -> Result<Vec<PostId>, Error> {
    let told = posts::pod_id.eq(owner.pod).and(posts::told_by.eq(told_by.to_string()));
    let address = posts::service.eq(service.to_string()).and(posts::node.eq(node.to_owned()));
    change!(db, |conn| {
        diesel::update(posts::table)
            .filter(told.and(address).and(posts::retracted_at.is_null()))
            .set(emptied!(now))
            .returning(posts::id)
            .get_results::<PostId>(conn)
            .await?
    })
}

/// Takes back what a member's session received from a service, or from one of its nodes: the subscription ended,
/// or the service said `forbidden`. Returns how many grants there were.
///
/// # Errors
/// Only the database's own.
pub async fn revoke(
    db: &Database,
    owner: &Owner,
    service: &BareJid,
    node: Option<&str>,
) -> Result<usize, Error> {
    let owner = *owner;
    let (service, every, node) = (service.to_string(), node.is_none(), node.unwrap_or_default().to_owned());
    change!(db, |conn| {
        let theirs = posts::table
            .filter(posts::pod_id.eq(owner.pod).and(posts::service.eq(service)))
            .filter(posts::node.eq(node).or(every.into_sql::<diesel::sql_types::Bool>()))
            .select(posts::id);
        diesel::delete(grants::table)
            .filter(grants::pod_id.eq(owner.pod).and(grants::member_id.eq(owner.member)))
            .filter(grants::post_id.eq_any(theirs))
            .execute(conn)
            .await?
    })
}
