//! The public blogs of a pod's members, as anybody reads them.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;

use super::row::{Row, WithFaces, faces, post};
use super::visible::visible;
use super::{Cursor, Post};
use crate::condition::condition;
use crate::schema::{contacts, members, posts};
use crate::{Database, Error, PodId};

/// The public posts of one member's blog, older than the place `before`, newest first.
///
/// # Errors
/// Only the database's own.
pub async fn public_of_member(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Post>, Error> {
    on_blogs(db, pod, Some(jid.to_string()), before, limit).await
}

/// The public posts of all blogs of the pod, older than the place `before`, newest first.
///
/// # Errors
/// Only the database's own.
pub async fn public_of_pod(
    db: &Database,
    pod: &PodId,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Post>, Error> {
    on_blogs(db, pod, None, before, limit).await
}

async fn on_blogs(
    db: &Database,
    pod: &PodId,
    service: Option<String>,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Post>, Error> {
    let pod = *pod;
    let (time, id) = Cursor::bounds(before);
    let rows = read!(db, |conn| {
        let of_blogs = match service {
            Some(service) => {
                condition(conn, posts::table, posts::on_blog.eq(true).and(posts::service.eq(service)))
            }
            None => condition(conn, posts::table, posts::on_blog.eq(true)),
        };
        posts::table
            .inner_join(
                members::table.on(members::pod_id.eq(posts::pod_id).and(members::jid.eq(posts::service))),
            )
            .left_join(contacts::table.on(contacts::pod_id.eq("").and(contacts::jid.eq(""))))
            .filter(posts::pod_id.eq(pod).and(of_blogs))
            .filter(posts::published_at.le(time))
            .filter(posts::published_at.lt(time).or(posts::id.lt(id)))
            .filter(visible(conn, pod, None))
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(i64::from(limit))
            .select(faces!())
            .load::<WithFaces>(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(post).collect())
}
