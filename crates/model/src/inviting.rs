//! Whether a pod's members invite: how many invitations each may have open. Who runs the pod invites in any case.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::audit::{Act, By, Note, note};
use crate::columns::Stamp;
use crate::schema::{inviting, pod_domains};
use crate::{Database, Error, PodId};

/// The most that one member may have open.
pub const MOST: i64 = 100;

/// How many invitations each member may have open; 0 where only those invite who run the pod.
///
/// # Errors
/// Only the database's own.
pub async fn open_each(db: &Database, pod: &PodId) -> Result<i64, Error> {
    let pod = *pod;
    let row: Option<i64> = read!(db, |conn| {
        inviting::table.find(pod).select(inviting::open_each).first(conn).await.optional()?
    })?;
    Ok(row.unwrap_or_default())
}

/// Says how many. What is open already stays good.
///
/// # Errors
/// Only the database's own.
pub async fn set_open_each(db: &Database, pod: &PodId, most: i64, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        diesel::insert_into(inviting::table)
            .values((inviting::pod_id.eq(pod), inviting::open_each.eq(most)))
            .on_conflict(inviting::pod_id)
            .do_update()
            .set(inviting::open_each.eq(most))
            .execute(conn)
            .await?;
        // the server of the accounts hears of it at once
        diesel::update(pod_domains::table.find(pod))
            .set(pod_domains::due_at.eq(Stamp::from(by.at)))
            .execute(conn)
            .await?;
        let detail = json!({ "invites_each": most });
        note!(conn, pod, Note { by, act: Act::Change, object: String::new(), detail });
    })
}
