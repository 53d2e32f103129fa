//! One post, and its comments, for whoever may see them.

use std::collections::HashMap;

use diesel::dsl::{count, exists};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;

use super::row::{Row, WithFaces, faces, post};
use super::visible::visible;
use super::{CommentsNode, Post, Viewer};
use crate::columns::Parsed;
use crate::condition::condition;
use crate::schema::{contacts, members, posts};
use crate::{Database, Error, PostId};

/// Comments of one post at most.
const COMMENTS_MAX: i64 = 1000;

/// Which rows are meant.
enum Which {
    /// The versions of the item at an address: service, node, item.
    Item(String, String, String),
    /// The items in a node: service, node.
    In(String, String),
    /// Those whose comments are in a node: service, node.
    CommentedIn(String, String),
    One(PostId),
}

/// Those that the viewer may see, oldest first, with their authors' faces.
async fn seen_by(db: &Database, viewer: &Viewer, which: Which) -> Result<Vec<Post>, Error> {
    let viewer = *viewer;
    let rows = read!(db, |conn| {
        let meant = match which {
            Which::Item(service, node, item) => condition(
                conn,
                posts::table,
                posts::service.eq(service).and(posts::node.eq(node)).and(posts::item.eq(item)),
            ),
            Which::In(service, node) => {
                condition(conn, posts::table, posts::service.eq(service).and(posts::node.eq(node)))
            }
            Which::CommentedIn(service, node) => condition(
                conn,
                posts::table,
                posts::comments_service.eq(service).and(posts::comments_node.eq(node)),
            ),
            Which::One(id) => condition(conn, posts::table, posts::id.eq(id)),
        };
        posts::table
            .left_join(
                contacts::table.on(contacts::pod_id
                    .eq(posts::pod_id)
                    .and(contacts::member_id.nullable().eq(viewer.member))
                    .and(contacts::jid.nullable().eq(posts::author_jid))),
            )
            .left_join(
                members::table
                    .on(members::pod_id.eq(posts::pod_id).and(members::jid.nullable().eq(posts::author_jid))),
            )
            .filter(visible(conn, viewer.pod, viewer.member))
            .filter(meant)
            .order((posts::published_at, posts::id))
            .limit(COMMENTS_MAX)
            .select(faces!())
            .load::<WithFaces>(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(post).collect())
}

/// One post or comment. Where several servers told of it, the newest version that the viewer may see.
///
/// # Errors
/// Only the database's own.
pub async fn get(
    db: &Database,
    viewer: &Viewer,
    service: &BareJid,
    node: &str,
    item: &str,
) -> Result<Option<Post>, Error> {
    if node.contains('\0') || item.contains('\0') {
        return Ok(None);
    }
    let versions =
        seen_by(db, viewer, Which::Item(service.to_string(), node.to_owned(), item.to_owned())).await?;
    Ok(versions.into_iter().max_by_key(|post| post.updated_at))
}

/// The post of a row, if the viewer may see it.
///
/// # Errors
/// Only the database's own.
pub async fn by_id(db: &Database, viewer: &Viewer, id: &PostId) -> Result<Option<Post>, Error> {
    Ok(seen_by(db, viewer, Which::One(*id)).await?.into_iter().next())
}

/// The comments in a node, oldest first, at most a thousand.
///
/// # Errors
/// Only the database's own.
pub async fn comments(
    db: &Database,
    viewer: &Viewer,
    service: &BareJid,
    node: &str,
) -> Result<Vec<Post>, Error> {
    if node.contains('\0') {
        return Ok(Vec::new());
    }
    Ok(newest_versions(seen_by(db, viewer, Which::In(service.to_string(), node.to_owned())).await?))
}

/// The posts whose comments are in a node: one, unless somebody claims another's.
///
/// # Errors
/// Only the database's own.
pub async fn of_comments(db: &Database, viewer: &Viewer, node: &CommentsNode) -> Result<Vec<Post>, Error> {
    let commented = Which::CommentedIn(node.service.to_string(), node.node.clone());
    Ok(newest_versions(seen_by(db, viewer, commented).await?))
}

/// One version of each item, in the order in which the items came.
fn newest_versions(posts: Vec<Post>) -> Vec<Post> {
    let mut places: HashMap<(BareJid, String, String), usize> = HashMap::new();
    let mut newest: Vec<Post> = Vec::new();
    for post in posts {
        let address = (post.service.clone(), post.node.clone(), post.item.clone());
        match places.get(&address).and_then(|place| newest.get_mut(*place)) {
            Some(known) if known.updated_at < post.updated_at => *known = post,
            Some(_) => {}
            None => {
                places.insert(address, newest.len());
                newest.push(post);
            }
        }
    }
    newest
}

/// Is there a post that the viewer may see whose comments are in this node?
///
/// # Errors
/// Only the database's own.
pub async fn has_comments(
    db: &Database,
    viewer: &Viewer,
    service: &BareJid,
    node: &str,
) -> Result<bool, Error> {
    if node.contains('\0') {
        return Ok(false);
    }
    let (viewer, service, node) = (*viewer, service.to_string(), node.to_owned());
    read!(db, |conn| {
        diesel::select(exists(
            posts::table
                .filter(visible(conn, viewer.pod, viewer.member))
                .filter(posts::comments_service.eq(service).and(posts::comments_node.eq(node))),
        ))
        .get_result(conn)
        .await?
    })
}

/// How many comments the viewer may see in each of these nodes: one query. A node without any is left out.
///
/// # Errors
/// Only the database's own.
pub async fn count_comments(
    db: &Database,
    viewer: &Viewer,
    nodes: &[CommentsNode],
) -> Result<HashMap<CommentsNode, i64>, Error> {
    if nodes.is_empty() {
        return Ok(HashMap::new());
    }
    let viewer = *viewer;
    let services: Vec<String> = nodes.iter().map(|node| node.service.to_string()).collect();
    let names: Vec<String> = nodes.iter().map(|node| node.node.clone()).collect();
    let rows: Vec<(Parsed<BareJid>, String, i64)> = read!(db, |conn| {
        posts::table
            .filter(visible(conn, viewer.pod, viewer.member))
            .filter(posts::service.eq_any(services).and(posts::node.eq_any(names)))
            .group_by((posts::service, posts::node))
            .select((posts::service, posts::node, count(posts::item).aggregate_distinct()))
            .load(conn)
            .await?
    })?;
    let counted = rows
        .into_iter()
        .map(|(service, node, count)| (CommentsNode { service: service.into(), node }, count));
    Ok(counted.filter(|(node, _)| nodes.contains(node)).collect())
}
