//! What every pod of the deployment uses now, for those who watch it.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::mails::State as MailState;
use crate::pods::State;
use crate::schema::{mails, pods};
use crate::{Database, Error, PodId};

/// What a pod uses now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Which.
    pub pod: PodId,
    /// Members, and who is about to become one.
    pub members: i64,
    /// Bytes of media.
    pub storage: i64,
    /// Live sessions.
    pub sessions: i64,
    /// Mails that are to be sent.
    pub mails: i64,
}

/// A pod, as the database has it.
type Row = (PodId, i64, i64, i64);

/// All pods that are not deleted, those with most members first.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database) -> Result<Vec<Figures>, Error> {
    let rows: Vec<Row> = read!(db, |conn| {
        pods::table
            .filter(pods::state.ne(State::Deleted))
            .order((pods::members_used.desc(), pods::id))
            .select((pods::id, pods::members_used, pods::storage_used, pods::sessions_used))
            .load(conn)
            .await?
    })?;
    let waiting: Vec<(PodId, i64)> = read!(db, |conn| {
        mails::table
            .filter(mails::state.eq(MailState::Waiting))
            .group_by(mails::pod_id)
            .select((mails::pod_id, count_star()))
            .load(conn)
            .await?
    })?;
    let waiting: HashMap<PodId, i64> = waiting.into_iter().collect();
    let figures = |(pod, members, storage, sessions): Row| Figures {
        pod,
        members,
        storage,
        sessions,
        mails: waiting.get(&pod).copied().unwrap_or_default(),
    };
    Ok(rows.into_iter().map(figures).collect())
}
