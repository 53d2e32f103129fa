//! The posts of one person: for a member who looks at her page, and a member's own.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;

use super::row::{Row, WithFaces, faces, post};
use super::visible::visible;
use super::{Cursor, MICROBLOG, Post};
use crate::schema::{contacts, members, posts};
use crate::{Database, Error, Owner};

/// Nodes of comments at most: servers keep fewer posts of one person.
const NODES_MAX: i64 = 1000;

/// The posts on a person's microblog that the member may see, older than the place `before`, newest first.
///
/// # Errors
/// Only the database's own.
pub async fn by_author(
    db: &Database,
    owner: &Owner,
    author: &BareJid,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Post>, Error> {
    let (owner, author) = (*owner, author.to_string());
    let (time, id) = Cursor::bounds(before);
    let rows = read!(db, |conn| {
        posts::table
            .left_join(
                contacts::table.on(contacts::pod_id
                    .eq(posts::pod_id)
                    .and(contacts::member_id.eq(owner.member))
                    .and(contacts::jid.eq(posts::service))),
            )
            .left_join(
                members::table.on(members::pod_id.eq(posts::pod_id).and(members::jid.eq(posts::service))),
            )
            .filter(posts::service.eq(author).and(posts::node.eq(MICROBLOG)))
            .filter(posts::published_at.lt(time).or(posts::published_at.eq(time).and(posts::id.lt(id))))
            .filter(visible(conn, owner.pod, Some(owner.member)))
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(i64::from(limit))
            .select(faces!())
            .load::<WithFaces>(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(post).collect())
}

/// The nodes of comments on a member's own account, `me`, that belong to posts for her contacts, those of the newest first.
///
/// # Errors
/// Only the database's own.
pub async fn comments_for_contacts(db: &Database, owner: &Owner, me: &BareJid) -> Result<Vec<String>, Error> {
    let (owner, told_by, me) = (*owner, me.domain().to_string(), me.to_string());
    let nodes: Vec<Option<String>> = read!(db, |conn| {
        posts::table
            .filter(posts::pod_id.eq(owner.pod).and(posts::told_by.eq(told_by)))
            .filter(posts::service.eq(&me).and(posts::node.eq(MICROBLOG)).and(posts::public.eq(false)))
            .filter(posts::comments_service.eq(&me).and(posts::comments_node.is_not_null()))
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(NODES_MAX)
            .select(posts::comments_node)
            .load(conn)
            .await?
    })?;
    Ok(nodes.into_iter().flatten().collect())
}
