//! Posts and comments that moderators have hidden on their pod: nobody but their authors sees them there. The item itself lies on its
//! own server, and others may show it.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use crate::columns::{Parsed, Stamp};
use crate::schema::hidden_posts;
use crate::{Database, Error, PodId, ReportId};

/// That a post or comment is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = hidden_posts)]
pub struct Hidden {
    /// The PubSub service.
    #[diesel(deserialize_as = Parsed<BareJid>)]
    pub service: BareJid,
    /// The node.
    pub node: String,
    /// The item's id.
    pub item: String,
    /// Why, in the moderators' words.
    pub reason: String,
    /// The report that was decided so; it is forgotten before this is.
    pub report_id: ReportId,
    /// Since when.
    #[diesel(deserialize_as = Stamp)]
    pub hidden_at: OffsetDateTime,
}

/// Inside a transaction: hides what was reported. Hidden twice is hidden.
macro_rules! hide {
    ($conn:ident, $pod:expr, $report:expr, $reason:expr, $at:expr) => {{
        use $crate::schema::hidden_posts;

        let report: &$crate::reports::Report = $report;
        diesel::insert_into(hidden_posts::table)
            .values((
                (hidden_posts::pod_id.eq($pod), hidden_posts::service.eq(report.service.to_string())),
                (hidden_posts::node.eq(report.node.clone()), hidden_posts::item.eq(report.item.clone())),
                hidden_posts::author.eq(report.author.as_ref().map(ToString::to_string)),
                (hidden_posts::reason.eq($reason), hidden_posts::report_id.eq(report.id)),
                hidden_posts::hidden_at.eq($crate::columns::Stamp::from($at)),
            ))
            .on_conflict_do_nothing()
            .execute($conn)
            .await?;
    }};
}
pub(crate) use hide;

/// Inside a transaction: shows again what was reported; how many rows that were.
macro_rules! show {
    ($conn:ident, $pod:expr, $report:expr) => {{
        use $crate::schema::hidden_posts;

        let report: &$crate::reports::Report = $report;
        let key = ($pod, report.service.to_string(), report.node.clone(), report.item.clone());
        diesel::delete(hidden_posts::table.find(key)).execute($conn).await?
    }};
}
pub(crate) use show;

/// Whether a post or comment is hidden on the pod, and why.
///
/// # Errors
/// Only the database's own.
pub async fn hidden(
    db: &Database,
    pod: &PodId,
    service: &BareJid,
    node: &str,
    item: &str,
) -> Result<Option<Hidden>, Error> {
    let key = (*pod, service.to_string(), node.to_owned(), item.to_owned());
    read!(db, |conn| {
        hidden_posts::table.find(key).select(Hidden::as_select()).first(conn).await.optional()?
    })
}

/// What of somebody's was hidden on the pod since then, the last first.
///
/// # Errors
/// Only the database's own.
pub async fn hidden_of(
    db: &Database,
    pod: &PodId,
    author: &BareJid,
    since: OffsetDateTime,
) -> Result<Vec<Hidden>, Error> {
    let (pod, author, since) = (*pod, author.to_string(), Stamp::from(since));
    read!(db, |conn| {
        hidden_posts::table
            .filter(hidden_posts::pod_id.eq(pod).and(hidden_posts::hidden_at.ge(since)))
            .filter(hidden_posts::author.eq(author))
            .order(hidden_posts::hidden_at.desc())
            .select(Hidden::as_select())
            .load(conn)
            .await?
    })
}
