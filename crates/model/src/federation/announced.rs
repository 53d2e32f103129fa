//! Which of the directories that are followed were told of which of the deployment's pods. Each is told once, by one process.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::listed_pods::log::write_line;
use crate::listings::Visibility;
use crate::pods::State;
use crate::schema::federation::{directory_announced, directory_peers};
use crate::schema::{hosts, listing_settings, pods};
use crate::{Database, Error};

/// How long a directory is one process' alone.
const CLAIMED: Duration = Duration::minutes(10);

/// A directory that is told of pods now.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = directory_peers)]
pub struct Turn {
    /// Its host.
    pub host: String,
    telling_turn: i64,
    /// How often in a row that failed before.
    pub telling_failures: i64,
}

/// The directory that is due and waited longest, and is not paused. It is the caller's for ten minutes.
///
/// # Errors
/// Only the database's own.
pub async fn claim(db: &Database, now: OffsetDateTime) -> Result<Option<Turn>, Error> {
    let (stamp, until) = (Stamp::from(now), Stamp::from(now + CLAIMED));
    loop {
        let due: Option<(String, i64)> = read!(db, |conn| {
            let at = directory_peers::telling_at;
            directory_peers::table
                .filter(directory_peers::paused.eq(false))
                .filter(at.is_null().or(at.le(Some(stamp))))
                .order((at, directory_peers::host))
                .select((directory_peers::host, directory_peers::telling_turn))
                .first(conn)
                .await
                .optional()?
        })?;
        let Some((host, turn)) = due else { return Ok(None) };
        let claimed: Option<Turn> = change!(db, |conn| {
            // who was faster has made it another turn: then there may be another directory
            diesel::update(directory_peers::table.find(host))
                .filter(directory_peers::telling_turn.eq(turn))
                .set((
                    directory_peers::telling_turn.eq(turn + 1),
                    directory_peers::telling_at.eq(Some(until)),
                ))
                .returning(Turn::as_returning())
                .get_result(conn)
                .await
                .optional()?
        })?;
        if claimed.is_some() {
            return Ok(claimed);
        }
    }
}

/// The next pod that the directory is to be told of, by its primary host name: one that is public and active now, and that it was not told
/// of. After a failure they are taken from the other end, so that no pod is in the way of the others.
///
/// # Errors
/// Only the database's own.
pub async fn next(db: &Database, turn: &Turn) -> Result<Option<String>, Error> {
    let (peer, from_the_end) = (turn.host.clone(), turn.telling_failures % 2 == 1);
    read!(db, |conn| {
        let hidden = listing_settings::table
            .filter(listing_settings::pod_id.eq(pods::id))
            .filter(listing_settings::visibility.ne(Visibility::Public));
        let told = directory_announced::table
            .filter(directory_announced::peer.eq(peer))
            .filter(directory_announced::host.eq(hosts::host));
        let open = pods::table
            .inner_join(hosts::table.on(hosts::pod_id.eq(pods::id).and(hosts::is_primary)))
            .filter(pods::state.eq(State::Active).and(hosts::served))
            .filter(not(exists(hidden)))
            .filter(not(exists(told)))
            .select(hosts::host);
        if from_the_end {
            open.order(hosts::host.desc()).first::<String>(conn).await.optional()?
        } else {
            open.order(hosts::host).first::<String>(conn).await.optional()?
        }
    })
}

/// Writes down that the directory was told of a pod and has answered, with a line for the log of the pod. False, and nothing is written, if
/// the directory was removed meanwhile, or is another process' by now.
///
/// # Errors
/// Only the database's own.
pub async fn told(
    db: &Database,
    turn: &Turn,
    host: &str,
    line: String,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let (turn, host) = (turn.clone(), host.to_owned());
    transaction!(db, |conn| {
        // first, so that whoever removes it waits, and then takes away what is written here
        let rows = diesel::update(directory_peers::table.find(turn.host.clone()))
            .filter(directory_peers::telling_turn.eq(turn.telling_turn))
            .set(directory_peers::telling_failures.eq(0_i64))
            .execute(conn)
            .await?;
        if rows == 0 {
            return Ok(false);
        }
        diesel::insert_into(directory_announced::table)
            .values((directory_announced::peer.eq(turn.host), directory_announced::host.eq(host.clone())))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        write_line!(conn, host, line, now);
        true
    })
}

/// Leaves the directory alone until then, if it is still the caller's.
///
/// # Errors
/// Only the database's own.
pub async fn rest(db: &Database, turn: &Turn, until: OffsetDateTime) -> Result<(), Error> {
    let (turn, until) = (turn.clone(), Stamp::from(until));
    change!(db, |conn| {
        diesel::update(directory_peers::table.find(turn.host))
            .filter(directory_peers::telling_turn.eq(turn.telling_turn))
            .set(directory_peers::telling_at.eq(Some(until)))
            .execute(conn)
            .await?;
    })
}

/// The same after so many failures in a row, with a line for the log of a pod, named by its host name.
///
/// # Errors
/// Only the database's own.
pub async fn fail(
    db: &Database,
    turn: &Turn,
    (failures, until): (i64, OffsetDateTime),
    line: Option<(String, String)>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (turn, until) = (turn.clone(), Stamp::from(until));
    transaction!(db, |conn| {
        let rows = diesel::update(directory_peers::table.find(turn.host))
            .filter(directory_peers::telling_turn.eq(turn.telling_turn))
            .set((
                directory_peers::telling_failures.eq(failures),
                directory_peers::telling_at.eq(Some(until)),
            ))
            .execute(conn)
            .await?;
        if rows == 0 {
            return Ok(());
        }
        if let Some((host, line)) = line {
            write_line!(conn, host, line, now);
        }
    })
}

/// Forgets host names that are no pod's primary one any more; how many.
///
/// # Errors
/// Only the database's own.
pub async fn sweep(db: &Database) -> Result<usize, Error> {
    change!(db, |conn| {
        let there =
            hosts::table.filter(hosts::host.eq(directory_announced::host)).filter(hosts::is_primary.eq(true));
        diesel::delete(directory_announced::table).filter(not(exists(there))).execute(conn).await?
    })
}
