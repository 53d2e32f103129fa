//! The version of what anybody may read of a pod. The database itself counts it (see the migration `public_versions`), in the
//! transaction that changes a public post or comment, a member's face, or how the pod presents itself.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::schema::public_versions;
use crate::{Database, Error, PodId};

/// The version now, which only grows; `None` if there is no such pod. Read it before what is to be shown: then that is of this
/// version, or newer.
///
/// # Errors
/// Only the database's own.
pub async fn of_public(db: &Database, pod: &PodId) -> Result<Option<i64>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        public_versions::table.find(pod).select(public_versions::version).first(conn).await.optional()?
    })
}
