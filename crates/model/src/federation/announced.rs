//! Which of the directories that are followed were asked to look at which of the deployment's pods. Each is asked once, by one process.

use std::collections::{BTreeSet, HashSet};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::listed_pods::log::write_line;
use crate::schema::federation::{directory_announced, directory_peers};
use crate::{Database, Error};

/// How many are taken down, and forgotten, at once: what is left is for the next time.
const MOST_NEW: usize = 50;

/// How long one is a process' alone.
const CLAIMED: Duration = Duration::minutes(10);

/// A directory that is to be asked to look at a pod.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = directory_announced)]
pub struct Due {
    /// The directory's host.
    pub peer: String,
    /// The pod's.
    pub host: String,
    /// How often it was asked, this time among them.
    pub tries: i64,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Done,
    /// It is asked again then.
    Again(OffsetDateTime),
    /// It takes no more at the moment: it is asked nothing until then, and this was no try.
    Later(OffsetDateTime),
}

/// Takes down what is to be asked of the directories that are followed: to look at each pod that is `open`, unless that was taken down before.
/// Of one that is neither `open` nor at `rest` it is forgotten: where it comes back it is new.
///
/// # Errors
/// Only the database's own.
pub async fn plan(db: &Database, open: &[String], rest: &[String], now: OffsetDateTime) -> Result<(), Error> {
    let peers: Vec<String> = read!(db, |conn| {
        let followed = directory_peers::table.filter(directory_peers::paused.eq(false));
        followed.order(directory_peers::host).select(directory_peers::host).load(conn).await?
    })?;
    let known: HashSet<(String, String)> = all(db).await?.into_iter().collect();
    let kept: HashSet<&String> = open.iter().chain(rest).collect();
    let told = known.iter().map(|(_, host)| host);
    let gone: BTreeSet<&String> = told.filter(|host| !kept.contains(host)).collect();
    let gone: Vec<String> = gone.into_iter().take(MOST_NEW).cloned().collect();
    let pairs = open.iter().flat_map(|host| peers.iter().map(move |peer| (peer.clone(), host.clone())));
    let new: Vec<_> = pairs.filter(|pair| !known.contains(pair)).take(MOST_NEW).collect();
    if gone.is_empty() && new.is_empty() { Ok(()) } else { write(db, gone, new, now).await }
}

async fn all(db: &Database) -> Result<Vec<(String, String)>, Error> {
    read!(db, |conn| {
        let pairs = directory_announced::table.select((directory_announced::peer, directory_announced::host));
        pairs.load(conn).await?
    })
}

async fn write(
    db: &Database,
    gone: Vec<String>,
    new: Vec<(String, String)>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let stamp = Stamp::from(now);
    transaction!(db, |conn| {
        let old = directory_announced::table.filter(directory_announced::host.eq_any(gone));
        diesel::delete(old).execute(conn).await?;
        for (peer, host) in new {
            // one that was removed meanwhile is asked nothing
            let followed = directory_peers::table.find(peer).select(directory_peers::host);
            let followed: Option<String> = followed.first(conn).await.optional()?;
            let Some(peer) = followed else { continue };
            diesel::insert_into(directory_announced::table)
                .values((
                    (directory_announced::peer.eq(peer), directory_announced::host.eq(host)),
                    (directory_announced::done.eq(false), directory_announced::tries.eq(0_i64)),
                    directory_announced::due_at.eq(stamp),
                ))
                .on_conflict_do_nothing()
                .execute(conn)
                .await?;
        }
    })
}

/// What is due and waited longest, of a directory that is not paused. It is the caller's for ten minutes.
///
/// # Errors
/// Only the database's own.
pub async fn claim(db: &Database, now: OffsetDateTime) -> Result<Option<Due>, Error> {
    let (stamp, until) = (Stamp::from(now), Stamp::from(now + CLAIMED));
    let due: Option<Due> = read!(db, |conn| {
        directory_announced::table
            .inner_join(directory_peers::table.on(directory_peers::host.eq(directory_announced::peer)))
            .filter(directory_announced::done.eq(false).and(directory_announced::due_at.le(stamp)))
            .filter(directory_peers::paused.eq(false))
            .order((directory_announced::due_at, directory_announced::host, directory_announced::peer))
            .select(Due::as_select())
            .first(conn)
            .await
            .optional()?
    })?;
    let Some(Due { peer, host, tries }) = due else { return Ok(None) };
    change!(db, |conn| {
        // who was faster has made it another try
        diesel::update(directory_announced::table.find((peer, host)))
            .filter(directory_announced::tries.eq(tries))
            .set((directory_announced::tries.eq(tries + 1), directory_announced::due_at.eq(until)))
            .returning(Due::as_returning())
            .get_result(conn)
            .await
            .optional()?
    })
}

/// Writes down what comes next, and a line for the log of the pod. Nothing is written of a directory that was removed meanwhile.
///
/// # Errors
/// Only the database's own.
pub async fn settle(
    db: &Database,
    due: &Due,
    next: Next,
    line: Option<String>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let Due { peer, host, tries } = due.clone();
    let (done, then, at) = match next {
        Next::Done => (true, tries, now),
        Next::Again(at) => (false, tries, at),
        Next::Later(at) => (false, tries - 1, at),
    };
    let (at, all_wait) = (Stamp::from(at), matches!(next, Next::Later(_)));
    transaction!(db, |conn| {
        let rows = diesel::update(directory_announced::table.find((peer.clone(), host.clone())))
            .filter(directory_announced::tries.eq(tries))
            .set((
                (directory_announced::done.eq(done), directory_announced::tries.eq(then)),
                directory_announced::due_at.eq(at),
            ))
            .execute(conn)
            .await?;
        if rows == 0 {
            return Ok(());
        }
        if all_wait {
            let its = directory_announced::table.filter(directory_announced::peer.eq(peer));
            diesel::update(its.filter(directory_announced::due_at.lt(at)))
                .set(directory_announced::due_at.eq(at))
                .execute(conn)
                .await?;
        }
        if let Some(line) = line {
            write_line!(conn, host, line, now);
        }
    })
}
