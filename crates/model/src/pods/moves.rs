//! Where pods go on that close.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::schema::pod_moves;
use crate::{Database, Error, PodId};

/// The host name at which a pod goes on that closes, if somebody said so. Of one that does not close it says nothing.
///
/// # Errors
/// Only the database's own.
pub async fn moved_to(db: &Database, pod: &PodId) -> Result<Option<String>, Error> {
    let pod = *pod;
    read!(db, |conn| pod_moves::table.find(pod).select(pod_moves::moved_to).first(conn).await.optional()?)
}

/// The same of all pods.
///
/// # Errors
/// Only the database's own.
pub async fn all_moved(db: &Database) -> Result<HashMap<PodId, String>, Error> {
    let all: Vec<(PodId, String)> = read!(db, |conn| {
        pod_moves::table.select((pod_moves::pod_id, pod_moves::moved_to)).load(conn).await?
    })?;
    Ok(all.into_iter().collect())
}
