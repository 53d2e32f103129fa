//! The host names of pods: each is one pod's in the whole deployment, and one of a pod's is its primary.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::schema::hosts;
use crate::{Database, Error, PodId};

/// The form in which hosts are kept and compared: lower case, without the final dot.
pub(crate) fn normal(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// Gives a pod one more host name.
///
/// # Errors
/// `Taken("host")` if it is any pod's already.
pub async fn add(db: &Database, pod: &PodId, host: &str) -> Result<(), Error> {
    let (pod, host) = (*pod, normal(host));
    change!(db, |conn| {
        diesel::insert_into(hosts::table)
            .values((hosts::pod_id.eq(pod), hosts::host.eq(host), hosts::is_primary.eq(false)))
            .execute(conn)
            .await
            .map_err(|error| Error::unless_taken(error, "host"))?;
    })
}

/// Takes a host name from a pod; not the primary one.
///
/// # Errors
/// `NotFound("host")`.
pub async fn remove(db: &Database, pod: &PodId, host: &str) -> Result<(), Error> {
    let (pod, host) = (*pod, normal(host));
    let rows = change!(db, |conn| {
        diesel::delete(hosts::table.find((pod, host)).filter(hosts::is_primary.eq(false)))
            .execute(conn)
            .await?
    })?;
    Error::unless_some(rows, "host")
}

/// Makes one of a pod's host names its primary one.
///
/// # Errors
/// `NotFound("host")`.
pub async fn set_primary(db: &Database, pod: &PodId, host: &str) -> Result<(), Error> {
    let (pod, host) = (*pod, normal(host));
    transaction!(db, |conn| {
        diesel::update(hosts::table.filter(hosts::pod_id.eq(pod)))
            .set(hosts::is_primary.eq(false))
            .execute(conn)
            .await?;
        let rows = diesel::update(hosts::table.find((pod, host)))
            .set(hosts::is_primary.eq(true))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "host")?;
    })
}

/// A pod's host names, the primary one first.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId) -> Result<Vec<String>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        hosts::table
            .filter(hosts::pod_id.eq(pod))
            .order((hosts::is_primary.desc(), hosts::host))
            .select(hosts::host)
            .load(conn)
            .await?
    })
}
