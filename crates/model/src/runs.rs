//! What became of each job when it was last done, by whichever process.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::schema::job_runs;
use crate::{Database, Error, ProcessId};

/// How long a job is remembered that nobody does any more: a later release has another name for it, or none.
pub const KEPT: Duration = Duration::days(30);

/// The most characters that are kept of why a job failed.
pub const LONGEST: usize = 500;

/// What a job did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which.
    pub job: String,
    /// The process that did it.
    pub process: ProcessId,
    /// When it began.
    pub begun_at: OffsetDateTime,
    /// When it ended.
    pub ended_at: OffsetDateTime,
    /// When it is to be done again.
    pub due_at: OffsetDateTime,
    /// How long it took, in milliseconds.
    pub took: i64,
    /// Why it failed, if it did.
    pub error: Option<String>,
}

/// A job, as it was last done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// What it did.
    pub run: Run,
    /// How often it has failed in a row.
    pub failures: i64,
}

/// A run, as the database has it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = job_runs)]
struct Row {
    job: String,
    process_id: ProcessId,
    #[diesel(deserialize_as = Stamp)]
    begun_at: OffsetDateTime,
    #[diesel(deserialize_as = Stamp)]
    ended_at: OffsetDateTime,
    #[diesel(deserialize_as = Stamp)]
    due_at: OffsetDateTime,
    took: i64,
    error: Option<String>,
    failures: i64,
}

impl From<Row> for Last {
    fn from(row: Row) -> Self {
        let Row { job, process_id: process, begun_at, ended_at, due_at, took, error, failures } = row;
        Self { run: Run { job, process, begun_at, ended_at, due_at, took, error }, failures }
    }
}

/// Writes down what a job did. What went wrong is kept as one line of at most [`LONGEST`] characters.
///
/// # Errors
/// Only the database's own.
pub async fn note(db: &Database, run: &Run) -> Result<(), Error> {
    let run = Run { error: run.error.as_deref().map(line), ..run.clone() };
    change!(db, |conn| {
        let has_failed = run.error.is_some();
        let what = (
            job_runs::process_id.eq(run.process),
            job_runs::took.eq(run.took),
            job_runs::error.eq(run.error),
        );
        let when = (
            job_runs::begun_at.eq(Stamp::from(run.begun_at)),
            job_runs::ended_at.eq(Stamp::from(run.ended_at)),
            job_runs::due_at.eq(Stamp::from(run.due_at)),
        );
        let first = (job_runs::job.eq(run.job), job_runs::failures.eq(i64::from(has_failed)));
        let put = diesel::insert_into(job_runs::table)
            .values((first, what.clone(), when))
            .on_conflict(job_runs::job)
            .do_update();
        if has_failed {
            put.set((what, when, job_runs::failures.eq(job_runs::failures + 1))).execute(conn).await?;
        } else {
            put.set((what, when, job_runs::failures.eq(0_i64))).execute(conn).await?;
        }
    })
}

/// What each job did last, by name.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database) -> Result<Vec<Last>, Error> {
    let rows: Vec<Row> =
        read!(db, |conn| job_runs::table.order(job_runs::job).select(Row::as_select()).load(conn).await?)?;
    Ok(rows.into_iter().map(Last::from).collect())
}

/// Forgets jobs that nobody has done for [`KEPT`]; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(job_runs::table.filter(job_runs::due_at.le(before))).execute(conn).await?
    })
}

/// An address with a name in it may have a password, too.
fn line(text: &str) -> String {
    let is_secret = |word: &str| word.contains("://") && word.contains('@');
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let words = words.filter(|word| !word.is_empty()).map(|word| if is_secret(word) { "…" } else { word });
    words.collect::<Vec<&str>>().join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_job_failed_is_one_line_that_ends_without_secrets() {
        assert_eq!(line("the server\n said\t\u{7} no"), "the server said no");
        assert_eq!(line("postgres://a:b@c is away"), "… is away");
        assert_eq!(line(&"é".repeat(2 * LONGEST)).chars().count(), LONGEST);
    }
}
