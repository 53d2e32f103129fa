//! How large one file may be that a pod's people send, wherever its accounts are.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::UPLOAD_MAX;
use crate::audit::deployment::hold_deployment;
use crate::audit::{Act, By, Note, note};
use crate::schema::pod_domains;
use crate::{Database, Error, PodId};

/// Inside a transaction that holds the pod: one upload of its people may be so large. Whoever has its accounts hears of what is new.
macro_rules! allow_upload {
    ($conn:ident, $pod:expr, $bytes:expr, $at:expr) => {{
        use $crate::columns::Stamp;
        use $crate::domains::{Kind, Standing};
        use $crate::schema::{pod_domains, pods};

        let (pod, bytes, stamp): ($crate::PodId, i64, Stamp) = ($pod, $bytes, Stamp::from($at));
        let domain: Option<Option<String>> =
            pods::table.find(pod).select(pods::xmpp_domain).first($conn).await.optional()?;
        let domain = domain.ok_or($crate::Error::NotFound("pod"))?;
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
            .do_nothing()
            .execute($conn)
            .await?;
        diesel::update(pod_domains::table.find(pod).filter(pod_domains::upload_max.ne(bytes)))
            .set((pod_domains::upload_max.eq(bytes), pod_domains::due_at.eq(stamp)))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use allow_upload;

/// Inside a transaction that holds the deployment: the same as a figure of the pod's own. A plan that says it, too, is its no longer.
macro_rules! own_upload {
    ($conn:ident, $pod:expr, $bytes:expr, $at:expr) => {{
        use $crate::schema::{plans, pod_plans};

        let pod: $crate::PodId = $pod;
        hold_pod!($conn, pod);
        let saying = plans::table.filter(plans::upload_max.is_not_null()).select(plans::name);
        diesel::delete(pod_plans::table.find(pod).filter(pod_plans::plan.eq_any(saying)))
            .execute($conn)
            .await?;
        $crate::domains::allow_upload!($conn, pod, $bytes, $at);
    }};
}
pub(crate) use own_upload;

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

/// Says how large one upload of a pod's people may be; where Cosse looks after its domain, in other clients, too. A plan that says it
/// is the pod's no longer.
///
/// # Errors
/// `NotFound("pod")`.
pub async fn set_upload_max(db: &Database, pod: &PodId, bytes: i64, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    transaction!(db, |conn| {
        // a plan that changes just now is not written over it
        hold_deployment!(conn);
        own_upload!(conn, pod, bytes, by.at);
        let detail = json!({ "upload_max": bytes });
        note!(conn, pod, Note { by, act: Act::Change, object: String::new(), detail });
    })
}
