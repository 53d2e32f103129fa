//! The domains that Cosse looks after and that are there: what can be promised of them.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Kind, Standing};
use crate::schema::{pod_domains, pods};
use crate::{Database, Error, PodId};

/// What is known of a pod's domain because Cosse looks after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// Bytes of one upload at most.
    pub upload_max: i64,
}

/// The domains that are there, with the pod of each.
macro_rules! rows {
    () => {
        pod_domains::table
            .inner_join(pods::table.on(pods::id.eq(pod_domains::pod_id)))
            .filter(pod_domains::kind.eq_any([Kind::Shared, Kind::Managed]))
            .filter(pod_domains::standing.eq(Standing::Ready).and(pods::xmpp_domain.eq(pod_domains::domain)))
    };
}

/// What is known of a pod's domain; none where Cosse does not look after it, or it is not there.
///
/// # Errors
/// Only the database's own.
pub async fn served(db: &Database, pod: &PodId) -> Result<Option<Served>, Error> {
    let pod = *pod;
    let most: Option<i64> = read!(db, |conn| {
        let its = rows!().filter(pod_domains::pod_id.eq(pod)).select(pod_domains::upload_max);
        its.first(conn).await.optional()?
    })?;
    Ok(most.map(|upload_max| Served { upload_max }))
}

/// The same of all pods.
///
/// # Errors
/// Only the database's own.
pub async fn all_served(db: &Database) -> Result<HashMap<PodId, Served>, Error> {
    let all: Vec<(PodId, i64)> = read!(db, |conn| {
        rows!().select((pod_domains::pod_id, pod_domains::upload_max)).load(conn).await?
    })?;
    Ok(all.into_iter().map(|(pod, upload_max)| (pod, Served { upload_max })).collect())
}
