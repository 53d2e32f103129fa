//! What people report of what they can see on a pod: a copy of it as it was, the decision with its reasons, and the one appeal.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::{Duration, OffsetDateTime};

use crate::audit::Actor;
use crate::columns::{MaybeParsed, MaybeStamp, Parsed, Stamp};
use crate::members::Member;
use crate::schema::reports;
use crate::{Database, Email, Error, MemberId, Owner, PodId, ReportId};

mod deciding;

pub use deciding::{answer, appeal, decide, read, show_again};

/// How long a report that nobody has to answer any more is kept, with its copy of what was reported.
pub const KEPT: Duration = Duration::days(182);

/// The most that may wait for an answer at a time in a pod.
pub const WAITING_MAX: i64 = 2_000;

/// The most open reports of the same thing: more say nothing new.
pub const SAME_MAX: i64 = 10;

/// Characters of the copy that are kept.
pub const COPIED: usize = 20_000;

/// Inside a transaction: what waits for an answer in a pod.
macro_rules! waiting {
    ($pod:ident) => {
        reports::table
            .filter(reports::pod_id.eq($pod).and(reports::state.eq_any([State::Open, State::Appealed])))
    };
}

words! {
    /// Why something is reported.
    pub enum Kind {
        /// It breaks the law.
        Illegal = "illegal",
        /// It is spam.
        Spam = "spam",
        /// It harasses somebody.
        Harassment = "harassment",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// What is reported.
    pub enum What {
        /// A post.
        Post = "post",
        /// A comment.
        Comment = "comment",
        /// A member, with what her page says of her.
        Member = "member",
    }
}

words! {
    /// How far a report is.
    pub enum State {
        /// Nobody has decided.
        Open = "open",
        /// It is decided.
        Decided = "decided",
        /// Somebody appeals against the decision.
        Appealed = "appealed",
        /// The appeal is answered: it is over.
        Over = "over",
    }
}

words! {
    /// What was decided.
    pub enum Verdict {
        /// Nothing is done.
        Dismissed = "dismissed",
        /// The post or comment is hidden on the pod.
        Hidden = "hidden",
        /// The member is suspended.
        Suspended = "suspended",
    }
}

words! {
    /// Who appeals.
    pub enum Side {
        /// Whoever reported it, against its dismissal.
        Reporter = "reporter",
        /// Whoever wrote what is hidden.
        Author = "author",
        /// Whoever is suspended.
        Member = "member",
    }
}

impl Side {
    /// The decision against which that side may appeal.
    pub fn against(self) -> Verdict {
        match self {
            Self::Reporter => Verdict::Dismissed,
            Self::Author => Verdict::Hidden,
            Self::Member => Verdict::Suspended,
        }
    }
}

/// What somebody reports.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// What it is.
    pub what: What,
    /// The service that the item lies on; the member's own address.
    pub service: BareJid,
    /// The node; empty for a member.
    pub node: String,
    /// The item; empty for a member.
    pub item: String,
    /// Who wrote it, as far as anybody vouches for it.
    pub author: Option<BareJid>,
    /// The name that was shown.
    pub author_name: String,
    /// What it said, in plain text.
    pub content: String,
    /// Why it is reported.
    pub kind: Kind,
    /// The same in the reporter's words; may be empty.
    pub words: String,
    /// Where the answer goes, if she wishes one.
    pub email: Option<Email>,
    /// Her language, as in `en`.
    pub language: String,
    /// Who she is, if she is signed in.
    pub member: Option<MemberId>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = reports)]
pub struct Report {
    /// Its key.
    pub id: ReportId,
    /// What is reported.
    pub what: What,
    /// The service that the item lies on; the member's own address.
    #[diesel(deserialize_as = Parsed<BareJid>)]
    pub service: BareJid,
    /// The node; empty for a member.
    pub node: String,
    /// The item; empty for a member.
    pub item: String,
    /// Who wrote it, as far as anybody vouches for it.
    #[diesel(deserialize_as = MaybeParsed<BareJid>)]
    pub author: Option<BareJid>,
    /// The name that was shown.
    pub author_name: String,
    /// What it said when it was reported, in plain text.
    pub content: String,
    /// Why it is reported.
    pub kind: Kind,
    /// The same in the reporter's words; may be empty.
    pub words: String,
    /// Where the answer goes, if she wishes one.
    pub email: Option<Email>,
    /// Her language, as in `en`.
    pub language: String,
    /// How far it is.
    pub state: State,
    /// When it was reported.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
    /// What was decided.
    pub verdict: Option<Verdict>,
    /// Why.
    pub reason: String,
    /// By whom.
    #[diesel(deserialize_as = MaybeParsed<Actor>)]
    pub decided_by: Option<Actor>,
    /// When.
    #[diesel(deserialize_as = MaybeStamp)]
    pub decided_at: Option<OffsetDateTime>,
    /// What somebody says against the decision.
    pub appeal: String,
    /// When she said so.
    #[diesel(deserialize_as = MaybeStamp)]
    pub appealed_at: Option<OffsetDateTime>,
    /// Whether the decision was upheld.
    pub upheld: Option<bool>,
    /// Why.
    pub answer: String,
    /// By whom.
    #[diesel(deserialize_as = MaybeParsed<Actor>)]
    pub answered_by: Option<Actor>,
    /// When.
    #[diesel(deserialize_as = MaybeStamp)]
    pub answered_at: Option<OffsetDateTime>,
}

impl Report {
    /// Whether that side may appeal against the decision now.
    pub fn can_be_appealed_by(&self, side: Side) -> bool {
        self.state == State::Decided && self.verdict == Some(side.against())
    }
}

/// Writes down what somebody reports.
///
/// # Errors
/// `TooLarge("queue")` where too many reports wait: those of visitors take half of the places. `TooLarge("same")` where enough say the same.
pub async fn file(
    db: &Database,
    pod: &PodId,
    new: NewReport,
    now: OffsetDateTime,
) -> Result<ReportId, Error> {
    let (pod, id) = (*pod, ReportId::new(now));
    transaction!(db, |conn| {
        let waiting: i64 = waiting!(pod).count().get_result(conn).await?;
        let visitors: i64 =
            waiting!(pod).filter(reports::member_id.is_null()).count().get_result(conn).await?;
        if waiting >= WAITING_MAX || (new.member.is_none() && visitors >= WAITING_MAX / 2) {
            return Err(Error::TooLarge("queue"));
        }
        let same: i64 = waiting!(pod)
            .filter(reports::service.eq(new.service.to_string()).and(reports::node.eq(new.node.clone())))
            .filter(reports::item.eq(new.item.clone()).and(reports::what.eq(new.what)))
            .count()
            .get_result(conn)
            .await?;
        if same >= SAME_MAX {
            return Err(Error::TooLarge("same"));
        }
        let content: String = new.content.chars().take(COPIED).collect();
        let row = (
            (reports::pod_id.eq(pod), reports::id.eq(id), reports::what.eq(new.what)),
            (reports::service.eq(new.service.to_string()), reports::node.eq(new.node)),
            (reports::item.eq(new.item), reports::author.eq(new.author.map(|jid| jid.to_string()))),
            (reports::author_name.eq(new.author_name), reports::content.eq(content)),
            (reports::kind.eq(new.kind), reports::words.eq(new.words), reports::email.eq(new.email)),
            (reports::language.eq(new.language), reports::member_id.eq(new.member)),
            (reports::state.eq(State::Open), reports::created_at.eq(Stamp::from(now))),
        );
        diesel::insert_into(reports::table).values(row).execute(conn).await?;
    })?;
    Ok(id)
}

/// One report.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId, id: &ReportId) -> Result<Option<Report>, Error> {
    let key = (*pod, *id);
    read!(db, |conn| { reports::table.find(key).select(Report::as_select()).first(conn).await.optional()? })
}

/// What waits for a decision or for the answer to an appeal, the first ones first; those after one if that is said.
///
/// # Errors
/// Only the database's own.
pub async fn waiting(
    db: &Database,
    pod: &PodId,
    after: Option<ReportId>,
    count: u32,
) -> Result<Vec<Report>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        let all = waiting!(pod).order(reports::id).limit(i64::from(count)).select(Report::as_select());
        match after {
            Some(after) => all.filter(reports::id.gt(after)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })
}

/// All reports that are kept, the newest first; those before one if that is said.
///
/// # Errors
/// Only the database's own.
pub async fn list(
    db: &Database,
    pod: &PodId,
    before: Option<ReportId>,
    count: u32,
) -> Result<Vec<Report>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        let all = reports::table
            .filter(reports::pod_id.eq(pod))
            .order(reports::id.desc())
            .limit(i64::from(count))
            .select(Report::as_select());
        match before {
            Some(before) => all.filter(reports::id.lt(before)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })
}

/// The reports of a member that have an answer which she has not seen yet, the first ones first.
///
/// # Errors
/// Only the database's own.
pub async fn untold(db: &Database, owner: &Owner) -> Result<Vec<ReportId>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        reports::table
            .filter(reports::pod_id.eq(owner.pod).and(reports::told.eq(false)))
            .filter(reports::member_id.eq(owner.member))
            .filter(reports::state.eq_any([State::Decided, State::Over]))
            .order(reports::id)
            .select(reports::id)
            .load(conn)
            .await?
    })
}

/// The decision by which a member is kept out; none where she is not, or is by something else than a report.
///
/// # Errors
/// Only the database's own.
pub async fn keeping_out(db: &Database, member: &Member) -> Result<Option<ReportId>, Error> {
    let (pod, jid, since) = (member.pod_id, member.jid.to_string(), member.suspended_at.map(Stamp::from));
    read!(db, |conn| {
        reports::table
            .filter(reports::pod_id.eq(pod).and(reports::author.eq(jid)))
            // both were written down in one transaction, and nothing else is of that moment
            .filter(reports::verdict.eq(Verdict::Suspended).and(reports::decided_at.eq(since)))
            .order(reports::id)
            .select(reports::id)
            .first(conn)
            .await
            .optional()?
    })
}

/// Notes that whoever reported it has seen the answer.
///
/// # Errors
/// Only the database's own.
pub async fn tell(db: &Database, pod: &PodId, id: &ReportId) -> Result<(), Error> {
    let key = (*pod, *id);
    change!(db, |conn| {
        diesel::update(reports::table.find(key))
            .filter(reports::told.eq(false).and(reports::state.eq_any([State::Decided, State::Over])))
            .set(reports::told.eq(true))
            .execute(conn)
            .await?;
    })
}

/// Forgets the reports that were answered and are old, with their copies; how many.
///
/// # Errors
/// Only the database's own.
pub async fn forget(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let old = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(reports::table)
            .filter(reports::created_at.le(old).and(reports::state.eq_any([State::Decided, State::Over])))
            .execute(conn)
            .await?
    })
}
