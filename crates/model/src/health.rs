//! How the deployment is, as far as its database can tell: sessions, what waits, mails, migrations.

use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use crate::columns::Stamp;
use crate::mails::State as MailState;
use crate::schema::{mails, notices, sessions, waiting};
use crate::sessions::State as SessionState;
use crate::{Database, Error, PodId};

mod applied {
    diesel::table! {
        __diesel_schema_migrations (version) {
            version -> Text,
            run_on -> Timestamp,
        }
    }
}

/// How many sessions of a pod are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sessions {
    /// Which pod.
    pub pod: PodId,
    /// Which state.
    pub state: SessionState,
    /// How many.
    pub count: i64,
}

/// Mails, or notices, that wait or went wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mails {
    /// To be sent.
    pub waiting: i64,
    /// Given up.
    pub failed: i64,
    /// May have been sent.
    pub unsure: i64,
    /// Since when the one waits that waits for longest.
    pub since: Option<OffsetDateTime>,
}

/// The tables' version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Migrations {
    /// How many were made.
    pub count: i64,
    /// The last one.
    pub last: Option<String>,
}

/// The sessions of all pods, by state.
///
/// # Errors
/// Only the database's own.
pub async fn sessions(db: &Database) -> Result<Vec<Sessions>, Error> {
    let rows: Vec<(PodId, SessionState, i64)> = read!(db, |conn| {
        sessions::table
            .group_by((sessions::pod_id, sessions::state))
            .select((sessions::pod_id, sessions::state, count_star()))
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(|(pod, state, count)| Sessions { pod, state, count }).collect())
}

/// How many commands wait for their members' servers.
///
/// # Errors
/// Only the database's own.
pub async fn commands_waiting(db: &Database) -> Result<i64, Error> {
    read!(db, |conn| waiting::table.count().get_result(conn).await?)
}

/// Counts the rows of a table of what is sent, and since when the one waits that waits for longest.
macro_rules! states {
    ($db:ident, $table:ident) => {{
        let counted: (Vec<(String, i64)>, Option<Stamp>) = read!($db, |conn| {
            let rows = $table::table
                .group_by($table::state)
                .select(($table::state, count_star()))
                .load::<(String, i64)>(conn)
                .await?;
            let oldest = $table::table
                .filter($table::state.eq(MailState::Waiting))
                .order($table::queued_at)
                .select($table::queued_at)
                .first::<Stamp>(conn)
                .await
                .optional()?;
            (rows, oldest)
        })?;
        counted
    }};
}

/// The mails of all pods that are not simply sent.
///
/// # Errors
/// Only the database's own.
pub async fn mails(db: &Database) -> Result<Mails, Error> {
    Ok(summed(states!(db, mails)))
}

/// The same for what is told by XMPP.
///
/// # Errors
/// Only the database's own.
pub async fn notices(db: &Database) -> Result<Mails, Error> {
    Ok(summed(states!(db, notices)))
}

fn summed((rows, since): (Vec<(String, i64)>, Option<Stamp>)) -> Mails {
    let of = |state: MailState| {
        rows.iter().find(|(word, _)| word == state.as_str()).map_or(0, |(_, count)| *count)
    };
    Mails {
        waiting: of(MailState::Waiting) + of(MailState::Claimed) + of(MailState::HandedOver),
        failed: of(MailState::Failed),
        unsure: of(MailState::Unsure),
        since: since.map(OffsetDateTime::from),
    }
}

/// Which migrations the tables have seen.
///
/// # Errors
/// Only the database's own.
pub async fn migrations(db: &Database) -> Result<Migrations, Error> {
    use applied::__diesel_schema_migrations as made;

    read!(db, |conn| {
        let count: i64 = made::table.count().get_result(conn).await?;
        let last: Option<String> =
            made::table.order(made::version.desc()).select(made::version).first(conn).await.optional()?;
        Migrations { count, last }
    })
}
