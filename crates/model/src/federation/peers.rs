//! Other directories that are followed. Each pull is one process' alone.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::statements::{NewStatement, replace, row};
use crate::audit::By;
use crate::audit::deployment::{self, hold_deployment, note_deployment};
use crate::columns::{MaybeStamp, Stamp};
use crate::listed_pods::log::{write_line, write_new_line};
use crate::schema::federation::{directory_announced, directory_peers, directory_statements};
use crate::{Database, Error};

/// How many are followed at most.
pub const MOST: i64 = 50;

/// How long a pull is one process' alone.
const CLAIMED: Duration = Duration::minutes(10);

/// A directory that is followed.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = directory_peers)]
pub struct Peer {
    /// Its host name.
    pub host: String,
    /// Whether nothing is asked of it at the moment.
    pub paused: bool,
    /// Whether what it says of pods counts where several must agree.
    pub trusted: bool,
    /// Since when it is followed.
    #[diesel(deserialize_as = Stamp)]
    pub added_at: OffsetDateTime,
    /// Its key, as it was seen first (JSON); empty before that.
    pub key: String,
    /// How far its feed was read.
    pub cursor: String,
    /// The number of its feed's last row.
    pub known: i64,
    /// One more with each pull.
    pub turn: i64,
    /// When it is asked next.
    #[diesel(deserialize_as = Stamp)]
    pub due_at: OffsetDateTime,
    /// When all was well last.
    #[diesel(deserialize_as = MaybeStamp)]
    pub good_at: Option<OffsetDateTime>,
    /// Pulls that went wrong since.
    pub failures: i64,
    /// What was wrong with the last one; empty where nothing was.
    pub error: String,
    /// Names that it gave and that were new,
    pub taken: i64,
    /// and that were refused.
    pub refused: i64,
    /// Since when the following are counted.
    #[diesel(deserialize_as = Stamp)]
    pub hour: OffsetDateTime,
    /// Pages,
    pub hour_pages: i64,
    /// bytes,
    pub hour_bytes: i64,
    /// rows,
    pub hour_rows: i64,
    /// and new names among them.
    pub hour_hints: i64,
}

/// What is changed of a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Whether nothing is asked of it.
    Paused(bool),
    /// Whether what it says of pods counts.
    Trusted(bool),
}

fn note(by: By, host: String, detail: Value) -> deployment::Note {
    deployment::Note { by, act: deployment::Act::PeerChange, object: host, detail }
}

/// Follows a directory.
///
/// # Errors
/// `Taken("peer")` where it is followed already, `TooLarge("number of peers")`.
pub async fn add(db: &Database, host: &str, trusted: bool, by: &By) -> Result<(), Error> {
    let (host, by, now) = (host.to_owned(), by.clone(), Stamp::from(by.at));
    // one that is removed and added again has other turns than those that may be under way
    let turn = by.at.unix_timestamp();
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let all: i64 = directory_peers::table.count().get_result(conn).await?;
        if all >= MOST {
            return Err(Error::TooLarge("number of peers"));
        }
        diesel::insert_into(directory_peers::table)
            .values((
                (directory_peers::host.eq(host.clone()), directory_peers::paused.eq(false)),
                (directory_peers::trusted.eq(trusted), directory_peers::added_at.eq(now)),
                (directory_peers::key.eq(""), directory_peers::cursor.eq("")),
                (directory_peers::known.eq(0_i64), directory_peers::turn.eq(turn)),
                (directory_peers::due_at.eq(now), directory_peers::failures.eq(0_i64)),
                (directory_peers::error.eq(""), directory_peers::hour.eq(now)),
                (directory_peers::taken.eq(0_i64), directory_peers::refused.eq(0_i64)),
                (directory_peers::hour_pages.eq(0_i64), directory_peers::hour_bytes.eq(0_i64)),
                (directory_peers::hour_rows.eq(0_i64), directory_peers::hour_hints.eq(0_i64)),
                directory_peers::telling_turn.eq(turn),
            ))
            .execute(conn)
            .await
            .map_err(|error| Error::unless_taken(error, "peer"))?;
        let note = note(by, host, json!({ "added": true, "trusted": trusted }));
        note_deployment!(conn, note);
    })
}

/// All that are followed, by name.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database) -> Result<Vec<Peer>, Error> {
    read!(db, |conn| {
        directory_peers::table.order(directory_peers::host).select(Peer::as_select()).load(conn).await?
    })
}

/// Changes a peer; one that goes on is asked at once.
///
/// # Errors
/// `NotFound("peer")`.
pub async fn change(db: &Database, host: &str, change: Change, by: &By) -> Result<(), Error> {
    let (host, by, now) = (host.to_owned(), by.clone(), Stamp::from(by.at));
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let of = directory_peers::table.find(host.clone());
        let (rows, detail) = match change {
            Change::Paused(paused) => {
                let set = (directory_peers::paused.eq(paused), directory_peers::due_at.eq(now));
                (diesel::update(of).set(set).execute(conn).await?, json!({ "paused": paused }))
            }
            Change::Trusted(trusted) => {
                let set = directory_peers::trusted.eq(trusted);
                (diesel::update(of).set(set).execute(conn).await?, json!({ "trusted": trusted }))
            }
        };
        Error::unless_some(rows, "peer")?;
        let note = note(by, host, detail);
        note_deployment!(conn, note);
    })
}

/// Follows a directory no longer, and forgets what it said of pods, and was told of ours. Pods that it named stay: they speak for themselves.
///
/// # Errors
/// `NotFound("peer")`.
pub async fn remove(db: &Database, host: &str, by: &By) -> Result<(), Error> {
    let (host, by) = (host.to_owned(), by.clone());
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let rows = diesel::delete(directory_peers::table.find(host.clone())).execute(conn).await?;
        Error::unless_some(rows, "peer")?;
        let said = directory_statements::table.filter(directory_statements::peer.eq(host.clone()));
        diesel::delete(said).execute(conn).await?;
        let told = directory_announced::table.filter(directory_announced::peer.eq(host.clone()));
        diesel::delete(told).execute(conn).await?;
        let note = note(by, host, json!({ "removed": true }));
        note_deployment!(conn, note);
    })
}

/// The peer that is due and waited longest. It is the caller's for ten minutes.
///
/// # Errors
/// Only the database's own.
pub async fn claim(db: &Database, now: OffsetDateTime) -> Result<Option<Peer>, Error> {
    let (stamp, until) = (Stamp::from(now), Stamp::from(now + CLAIMED));
    let due: Option<(String, i64)> = read!(db, |conn| {
        directory_peers::table
            .filter(directory_peers::due_at.le(stamp).and(directory_peers::paused.eq(false)))
            .order((directory_peers::due_at, directory_peers::host))
            .select((directory_peers::host, directory_peers::turn))
            .first(conn)
            .await
            .optional()?
    })?;
    let Some((host, turn)) = due else { return Ok(None) };
    change!(db, |conn| {
        // who was faster has made it another turn
        diesel::update(directory_peers::table.find(host))
            .filter(directory_peers::turn.eq(turn))
            .set((directory_peers::turn.eq(turn + 1), directory_peers::due_at.eq(until)))
            .returning(Peer::as_returning())
            .get_result(conn)
            .await
            .optional()?
    })
}

/// Writes down how a pull went: all that it may change of a peer, what the peer says of pods if that was asked, a line for the log, and
/// what is doubted, each line of which the log has once. Nothing is written of one that was removed meanwhile.
///
/// # Errors
/// Only the database's own.
pub async fn settle(
    db: &Database,
    peer: &Peer,
    said: Option<Vec<NewStatement>>,
    line: Option<String>,
    doubts: Vec<String>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let peer = peer.clone();
    transaction!(db, |conn| {
        let rows = diesel::update(directory_peers::table.find(peer.host.clone()))
            .filter(directory_peers::turn.eq(peer.turn))
            .set((
                (directory_peers::key.eq(peer.key), directory_peers::cursor.eq(peer.cursor)),
                (directory_peers::known.eq(peer.known), directory_peers::failures.eq(peer.failures)),
                directory_peers::due_at.eq(Stamp::from(peer.due_at)),
                directory_peers::good_at.eq(peer.good_at.map(Stamp::from)),
                (directory_peers::error.eq(peer.error), directory_peers::hour.eq(Stamp::from(peer.hour))),
                (directory_peers::taken.eq(peer.taken), directory_peers::refused.eq(peer.refused)),
                (
                    directory_peers::hour_pages.eq(peer.hour_pages),
                    directory_peers::hour_bytes.eq(peer.hour_bytes),
                ),
                (
                    directory_peers::hour_rows.eq(peer.hour_rows),
                    directory_peers::hour_hints.eq(peer.hour_hints),
                ),
            ))
            .execute(conn)
            .await?;
        if rows == 0 {
            return Ok(());
        }
        if let Some(said) = said {
            replace!(conn, peer.host.clone(), said, now);
        }
        if let Some(line) = line {
            write_line!(conn, peer.host.clone(), line, now);
        }
        for doubt in doubts {
            write_new_line!(conn, peer.host.clone(), doubt, now);
        }
    })
}
