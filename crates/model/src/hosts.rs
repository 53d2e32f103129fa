//! The host names of pods: each is one pod's in the whole deployment, and one of a pod's is its primary.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::audit::{Act, By, Note, note};
use crate::pods::State;
use crate::schema::{hosts, pods};
use crate::{Database, Error, PodId};

/// The form in which hosts are kept and compared: lower case, without the final dot.
pub(crate) fn normal(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// Gives a pod one more host name.
///
/// # Errors
/// `Taken("host")` if it is any pod's already.
pub async fn add(db: &Database, pod: &PodId, host: &str, by: &By) -> Result<(), Error> {
    let (pod, host, by) = (*pod, normal(host), by.clone());
    transaction!(db, |conn| {
        diesel::insert_into(hosts::table)
            .values((hosts::pod_id.eq(pod), hosts::host.eq(host.clone()), hosts::is_primary.eq(false)))
            .execute(conn)
            .await
            .map_err(|error| Error::unless_taken(error, "host"))?;
        note!(conn, pod, Note { by, act: Act::HostAdd, object: host, detail: json!({}) });
    })
}

/// Takes a host name from a pod; not the primary one.
///
/// # Errors
/// `NotFound("host")`.
pub async fn remove(db: &Database, pod: &PodId, host: &str, by: &By) -> Result<(), Error> {
    let (pod, host, by) = (*pod, normal(host), by.clone());
    transaction!(db, |conn| {
        let rows = diesel::delete(hosts::table.find((pod, host.clone())).filter(hosts::is_primary.eq(false)))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "host")?;
        note!(conn, pod, Note { by, act: Act::HostRemove, object: host, detail: json!({}) });
    })
}

/// Makes one of a pod's host names its primary one.
///
/// # Errors
/// `NotFound("host")`.
pub async fn set_primary(db: &Database, pod: &PodId, host: &str, by: &By) -> Result<(), Error> {
    let (pod, host, by) = (*pod, normal(host), by.clone());
    transaction!(db, |conn| {
        diesel::update(hosts::table.filter(hosts::pod_id.eq(pod)))
            .set(hosts::is_primary.eq(false))
            .execute(conn)
            .await?;
        let rows = diesel::update(hosts::table.find((pod, host.clone())))
            .set(hosts::is_primary.eq(true))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "host")?;
        note!(conn, pod, Note { by, act: Act::HostPrimary, object: host, detail: json!({}) });
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

/// Every host name of a pod that is not deleted.
///
/// # Errors
/// Only the database's own.
pub async fn all(db: &Database) -> Result<Vec<String>, Error> {
    read!(db, |conn| {
        hosts::table
            .inner_join(pods::table.on(pods::id.eq(hosts::pod_id)))
            .filter(pods::state.ne(State::Deleted))
            .select(hosts::host)
            .load(conn)
            .await?
    })
}
