//! The processes of the deployment: each writes down every few seconds that it runs, and what it holds.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::schema::processes;
use crate::{Database, Error, ProcessId};

/// Who has said nothing for that long is not heard of.
pub const SILENCE: Duration = Duration::MINUTE;

/// How long a process that is not heard of is remembered.
pub const KEPT: Duration = Duration::DAY;

/// The most that are listed: one that dies and comes back every second leaves many behind.
pub const LISTED: i64 = 200;

words! {
    /// What a process does.
    pub enum Role {
        /// Serves pages.
        Web = "web",
        /// Holds sessions.
        Worker = "worker",
        /// Does what is due from time to time.
        Jobs = "jobs",
    }
}

/// A process, as it was when it was last heard of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Its key; no other process has it, and none had it before.
    pub id: ProcessId,
    /// What it does.
    pub roles: Vec<Role>,
    /// The version of the program.
    pub version: String,
    /// The machine that it runs on, as that calls itself; empty where it does not.
    pub machine: String,
    /// Since when it runs.
    pub started_at: OffsetDateTime,
    /// When it was last heard of, by its own clock.
    pub seen_at: OffsetDateTime,
    /// Whether it was told to end, and puts down what it holds.
    pub ending: bool,
    /// What it holds.
    pub load: Load,
}

/// What a worker holds; nothing of it in other processes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// Shards that it leases.
    pub shards: i64,
    /// Sessions that are connected.
    pub online: i64,
    /// Sessions that connect for the first time.
    pub signing_in: i64,
    /// Sessions that were cut, and come back.
    pub reconnecting: i64,
}

impl Process {
    /// Whether it was heard of just now.
    pub fn is_heard_of(&self, now: OffsetDateTime) -> bool {
        now - self.seen_at < SILENCE
    }

    /// Whether it does that.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether it stands where another, that was not heard of any more, stood before.
    pub fn replaces(&self, other: &Self) -> bool {
        self.started_at > other.seen_at && self.machine == other.machine && self.roles == other.roles
    }
}

/// A process, as the database has it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = processes)]
struct Row {
    id: ProcessId,
    roles: String,
    version: String,
    machine: String,
    started_at: Stamp,
    seen_at: Stamp,
    ending: bool,
    shards: i64,
    online: i64,
    signing_in: i64,
    reconnecting: i64,
}

impl From<&Process> for Row {
    fn from(process: &Process) -> Self {
        let roles: Vec<&str> = process.roles.iter().map(|role| role.as_str()).collect();
        let Load { shards, online, signing_in, reconnecting } = process.load;
        Self {
            id: process.id,
            roles: roles.join(" "),
            version: process.version.clone(),
            machine: process.machine.clone(),
            started_at: process.started_at.into(),
            seen_at: process.seen_at.into(),
            ending: process.ending,
            shards,
            online,
            signing_in,
            reconnecting,
        }
    }
}

impl From<Row> for Process {
    fn from(row: Row) -> Self {
        let Row { shards, online, signing_in, reconnecting, .. } = row;
        Self {
            id: row.id,
            // what a later release does is nothing here
            roles: row.roles.split(' ').filter_map(|word| word.parse().ok()).collect(),
            version: row.version,
            machine: row.machine,
            started_at: row.started_at.into(),
            seen_at: row.seen_at.into(),
            ending: row.ending,
            load: Load { shards, online, signing_in, reconnecting },
        }
    }
}

/// Writes down that a process runs.
///
/// # Errors
/// Only the database's own.
pub async fn beat(db: &Database, process: &Process) -> Result<(), Error> {
    let row = Row::from(process);
    change!(db, |conn| {
        let now_is = (
            (processes::seen_at.eq(row.seen_at), processes::ending.eq(row.ending)),
            (processes::shards.eq(row.shards), processes::online.eq(row.online)),
            (processes::signing_in.eq(row.signing_in), processes::reconnecting.eq(row.reconnecting)),
        );
        diesel::insert_into(processes::table)
            .values(row)
            .on_conflict(processes::id)
            .do_update()
            .set(now_is)
            .execute(conn)
            .await?;
    })
}

/// A process has ended as it should.
///
/// # Errors
/// Only the database's own.
pub async fn leave(db: &Database, id: &ProcessId) -> Result<(), Error> {
    let id = *id;
    change!(db, |conn| {
        diesel::delete(processes::table.find(id)).execute(conn).await?;
    })
}

/// The processes, those that were heard of last first; at most [`LISTED`].
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database) -> Result<Vec<Process>, Error> {
    let rows: Vec<Row> = read!(db, |conn| {
        processes::table
            .order((processes::seen_at.desc(), processes::id))
            .limit(LISTED)
            .select(Row::as_select())
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(Process::from).collect())
}

/// Forgets processes that were not heard of for [`KEPT`]; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(processes::table.filter(processes::seen_at.le(before))).execute(conn).await?
    })
}
