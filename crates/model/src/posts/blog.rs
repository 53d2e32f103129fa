//! The public blogs of a pod's members, as anybody reads them.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;

use super::row::{Row, WithFaces, faces, post};
use super::{Cursor, Post};
use crate::schema::{contacts, members, posts};
use crate::{Database, Error, MemberId, PodId};

/// Public posts of blogs under a further condition, older than the place `before`, newest first.
macro_rules! on_blogs {
    ($db:expr, $pod:expr, $before:expr, $limit:expr, $condition:expr) => {{
        let (pod, condition) = (*$pod, $condition);
        let (time, id) = Cursor::bounds($before);
        let rows = read!($db, |conn| {
            posts::table
                .inner_join(
                    members::table.on(members::pod_id.eq(posts::pod_id).and(members::jid.eq(posts::service))),
                )
                .left_join(contacts::table.on(contacts::pod_id.eq("").and(contacts::jid.eq(""))))
                .filter(posts::pod_id.eq(pod).and(posts::on_blog.eq(true)).and(condition))
                .filter(posts::published_at.le(time))
                .filter(posts::published_at.lt(time).or(posts::id.lt(id)))
                .filter(visible!(pod, None::<MemberId>))
                .order((posts::published_at.desc(), posts::id.desc()))
                .limit(i64::from($limit))
                .select(faces!())
                .load::<WithFaces>(conn)
                .await?
        })?;
        Ok(rows.into_iter().map(post).collect())
    }};
}

/// The public posts of one member's blog.
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
    on_blogs!(db, pod, before, limit, posts::service.eq(jid.to_string()))
}

/// The public posts of all blogs of the pod.
///
/// # Errors
/// Only the database's own.
pub async fn public_of_pod(
    db: &Database,
    pod: &PodId,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Post>, Error> {
    on_blogs!(db, pod, before, limit, posts::on_blog.eq(true))
}
