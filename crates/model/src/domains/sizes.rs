//! How large one file may be that a pod's people send, wherever its accounts are.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{Kind, Standing, UPLOAD_MAX};
use crate::audit::{Act, By, Note, note};
use crate::columns::Stamp;
use crate::schema::{pod_domains, pods};
use crate::{Database, Error, PodId};

/// Bytes of one upload of a pod's people at most.
///
/// # Errors
/// Only the database's own.
pub async fn upload_max(db: &Database, pod: &PodId) -> Result<i64, Error> {
    let pod = *pod;
    let most: Option<i64> = read!(db, |conn| {
        pod_domains::table.find(pod).select(pod_domains::upload_max).first(conn).await.optional()?
    })?;
    Ok(most.unwrap_or(UPLOAD_MAX))
}

/// Says how large one upload of a pod's people may be; where Cosse looks after its domain, in other clients, too.
///
/// # Errors
/// `NotFound("pod")`.
pub async fn set_upload_max(db: &Database, pod: &PodId, bytes: i64, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    let stamp = Stamp::from(by.at);
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let domain: Option<Option<String>> =
            pods::table.find(pod).select(pods::xmpp_domain).first(conn).await.optional()?;
        let domain = domain.ok_or(Error::NotFound("pod"))?;
        // what a pod without a row has
        let kind = if domain.is_some() { Kind::Own } else { Kind::None };
        diesel::insert_into(pod_domains::table)
            .values((
                (pod_domains::pod_id.eq(pod), pod_domains::kind.eq(kind), pod_domains::domain.eq(domain)),
                (pod_domains::standing.eq(Standing::Ready), pod_domains::reason.eq("")),
                (pod_domains::since.eq(stamp), pod_domains::due_at.eq(stamp), pod_domains::tries.eq(0_i64)),
                (pod_domains::uploaded.eq(0_i64), pod_domains::upload_max.eq(bytes)),
            ))
            .on_conflict(pod_domains::pod_id)
            .do_update()
            .set((pod_domains::upload_max.eq(bytes), pod_domains::due_at.eq(stamp)))
            .execute(conn)
            .await?;
        let detail = json!({ "upload_max": bytes });
        note!(conn, pod, Note { by, act: Act::Change, object: String::new(), detail });
    })
}
