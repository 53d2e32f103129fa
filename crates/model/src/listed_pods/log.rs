//! What became of pods of other deployments, for admins.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::schema::directory::directory_log;
use crate::{Database, Error};

/// Characters of a line at most.
pub const LONGEST_LINE: usize = 500;

/// How long a line is kept.
pub(super) const KEPT: Duration = Duration::days(90);

/// Lines of all pods at most: names that are forgotten have lines for as long.
pub(super) const MOST: i64 = 200_000;

/// Lines of one pod at most: who changes often writes over what was.
pub(crate) const OF_ONE: i64 = 50;

/// What became of a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its host name.
    pub domain: String,
    /// When.
    pub at: OffsetDateTime,
    /// In a sentence.
    pub line: String,
}

/// Inside a transaction: writes a line, and forgets the oldest of that pod.
macro_rules! write_line {
    ($conn:ident, $domain:expr, $line:expr, $now:expr) => {{
        use $crate::DirectoryLineId;
        use $crate::listed_pods::log::{LONGEST_LINE, OF_ONE};
        use $crate::schema::directory::directory_log;

        let (domain, line): (String, String) = ($domain, $line.chars().take(LONGEST_LINE).collect());
        diesel::insert_into(directory_log::table)
            .values((
                (directory_log::id.eq(DirectoryLineId::new($now)), directory_log::domain.eq(domain.clone())),
                (directory_log::at.eq($crate::columns::Stamp::from($now)), directory_log::line.eq(line)),
            ))
            .execute($conn)
            .await?;
        let kept: Vec<DirectoryLineId> = directory_log::table
            .filter(directory_log::domain.eq(domain.clone()))
            .order(directory_log::id.desc())
            .limit(OF_ONE)
            .select(directory_log::id)
            .load($conn)
            .await?;
        diesel::delete(directory_log::table)
            .filter(directory_log::domain.eq(domain).and(directory_log::id.ne_all(kept)))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use write_line;

/// Inside a transaction: the same, unless that pod has this very line already.
macro_rules! write_new_line {
    ($conn:ident, $domain:expr, $line:expr, $now:expr) => {{
        use $crate::listed_pods::log::{LONGEST_LINE, write_line};
        use $crate::schema::directory::directory_log;

        let (domain, line): (String, String) = ($domain, $line.chars().take(LONGEST_LINE).collect());
        let said: i64 = directory_log::table
            .filter(directory_log::domain.eq(domain.clone()).and(directory_log::line.eq(line.clone())))
            .count()
            .get_result($conn)
            .await?;
        if said == 0 {
            write_line!($conn, domain, line, $now);
        }
    }};
}
pub(crate) use write_new_line;

/// The last lines, of one pod or of all, the newest first.
///
/// # Errors
/// Only the database's own.
pub async fn log(db: &Database, domain: Option<&str>, most: u32) -> Result<Vec<Line>, Error> {
    let (domain, most) = (domain.map(str::to_owned), i64::from(most));
    let rows: Vec<(String, Stamp, String)> = read!(db, |conn| {
        let lines = directory_log::table.order(directory_log::id.desc()).limit(most).select((
            directory_log::domain,
            directory_log::at,
            directory_log::line,
        ));
        match domain {
            Some(domain) => lines.filter(directory_log::domain.eq(domain)).load(conn).await?,
            None => lines.load(conn).await?,
        }
    })?;
    Ok(rows.into_iter().map(|(domain, at, line)| Line { domain, at: at.into(), line }).collect())
}
