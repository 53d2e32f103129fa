//! A member's feed: what her session received from the blogs of her contacts and of herself, newest first.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};

use super::row::{Row, WithFaces, faces, post};
use super::visible::visible;
use super::{Cursor, Post};
use crate::contacts::Subscription;
use crate::schema::{contacts, grants, members, posts};
use crate::{Database, Error, Owner};

/// What of the feed is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Filter {
    /// Contacts' posts and her own.
    #[default]
    All,
    /// Contacts' posts.
    Contacts,
    /// Posts of members of this pod, her own too.
    Pod,
}

/// A condition on the feed's joins: the posts that a filter asks for.
macro_rules! wanted {
    ($owner:ident, $filter:ident) => {{
        let hers = diesel::alias!(members as hers);
        let own = diesel::dsl::exists(
            hers.filter(hers.field(members::pod_id).eq($owner.pod))
                .filter(hers.field(members::id).eq($owner.member))
                .filter(hers.field(members::jid).eq(posts::service)),
        );
        let subscription = contacts::subscription.nullable().assume_not_null();
        let subscribed = contacts::subscription
            .is_not_null()
            .and(subscription.eq(Subscription::To).or(subscription.eq(Subscription::Both)));
        let of_pod = members::id.nullable().is_not_null();
        (matches!($filter, Filter::All).into_sql::<Bool>().and(own))
            .or(matches!($filter, Filter::All | Filter::Contacts).into_sql::<Bool>().and(subscribed))
            .or(matches!($filter, Filter::Pod).into_sql::<Bool>().and(of_pod))
    }};
}

/// The posts of her feed that are older than the place `before`, newest first: one query.
///
/// # Errors
/// Only the database's own.
pub async fn feed(
    db: &Database,
    owner: &Owner,
    filter: Filter,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Post>, Error> {
    let owner = *owner;
    let (time, id) = Cursor::bounds(before);
    let rows = read!(db, |conn| {
        grants::table
            .inner_join(posts::table.on(posts::pod_id.eq(grants::pod_id).and(posts::id.eq(grants::post_id))))
            .left_join(
                contacts::table.on(contacts::pod_id
                    .eq(grants::pod_id)
                    .and(contacts::member_id.eq(grants::member_id))
                    .and(contacts::jid.eq(posts::service))),
            )
            .left_join(
                members::table.on(members::pod_id.eq(grants::pod_id).and(members::jid.eq(posts::service))),
            )
            .filter(grants::pod_id.eq(owner.pod).and(grants::member_id.eq(owner.member)))
            .filter(grants::in_feed.eq(true).and(grants::published_at.le(time)))
            .filter(grants::published_at.lt(time).or(grants::post_id.lt(id)))
            .filter(visible(conn, owner.pod, Some(owner.member)))
            .filter(wanted!(owner, filter))
            .order((grants::published_at.desc(), grants::post_id.desc()))
            .limit(i64::from(limit))
            .select(faces!())
            .load::<WithFaces>(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(post).collect())
}
