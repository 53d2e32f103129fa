//! What the operators of a pod have written down for all to read: its rules, and what they add to privacy and legal matters. Each change
//! is a version that stays readable; one may be announced before it holds.

mod withdrawals;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, By, Note, note};
use crate::columns::Stamp;
use crate::roles::Role;
use crate::schema::{members, pods, roles, text_readers, texts};
use crate::{Database, Error, Owner, PodId};
pub use withdrawals::{TOLD, Withdrawal, unread_withdrawal, withdraw, withdrawn};

/// How long before it holds a change is announced, at least; and if nothing else is said.
pub const ANNOUNCED: Duration = Duration::days(14);

/// Within what time of coming in somebody is given a role for whose sake she came.
pub const SETTLING: Duration = Duration::days(1);

/// The most versions of a text.
pub const MOST: i64 = 200;

words! {
    /// What a text is about.
    pub enum Kind {
        /// How people treat each other here.
        Rules = "rules",
        /// What the operators add to what the program says of privacy.
        Privacy = "privacy",
        /// What the law wants said.
        Legal = "legal",
    }
}

impl Kind {
    /// Whether members are told of a change before it holds. A legal notice says how things are: it has to be right at once.
    #[must_use]
    pub fn is_announced(self) -> bool {
        self != Self::Legal
    }
}

/// A version of a text.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = texts)]
pub struct Text {
    /// What it is about.
    pub kind: Kind,
    /// Its number, from 1.
    pub version: i64,
    /// Markdown; empty: nothing is said any more.
    pub body: String,
    /// From when on it holds.
    #[diesel(deserialize_as = Stamp)]
    pub since: OffsetDateTime,
    /// When it was written.
    #[diesel(deserialize_as = Stamp)]
    pub made_at: OffsetDateTime,
}

/// When a version of a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = texts)]
pub struct Version {
    /// Its number, from 1.
    pub version: i64,
    /// From when on it holds.
    #[diesel(deserialize_as = Stamp)]
    pub since: OffsetDateTime,
}

/// Inside a transaction that holds the pod: writes a version down, in place of those that were announced and do not hold yet; its number.
macro_rules! put {
    ($conn:ident, $pod:expr, $kind:expr, $body:expr, $since:expr, $at:expr) => {{
        use $crate::columns::Stamp;
        use $crate::schema::{text_readers, texts};

        let (pod, kind): ($crate::PodId, $crate::texts::Kind) = ($pod, $kind);
        let (since, at): (time::OffsetDateTime, time::OffsetDateTime) = ($since, $at);
        diesel::delete(texts::table)
            .filter(texts::pod_id.eq(pod).and(texts::kind.eq(kind)).and(texts::since.gt(Stamp::from(at))))
            .execute($conn)
            .await?;
        if since <= at {
            // what was due before and came into force nowhere yet must not do so after this one
            diesel::update(texts::table)
                .filter(texts::pod_id.eq(pod).and(texts::kind.eq(kind)).and(texts::applied.eq(false)))
                .set(texts::applied.eq(true))
                .execute($conn)
                .await?;
        }
        let last: Option<i64> = texts::table
            .filter(texts::pod_id.eq(pod).and(texts::kind.eq(kind)))
            .select(diesel::dsl::max(texts::version))
            .first($conn)
            .await?;
        let version = last.unwrap_or_default() + 1;
        diesel::delete(text_readers::table)
            .filter(text_readers::pod_id.eq(pod).and(text_readers::kind.eq(kind)))
            .filter(text_readers::version.ge(version))
            .execute($conn)
            .await?;
        diesel::insert_into(texts::table)
            .values((
                (texts::pod_id.eq(pod), texts::kind.eq(kind), texts::version.eq(version)),
                (texts::body.eq($body), texts::applied.eq(since <= at)),
                (texts::since.eq(Stamp::from(since)), texts::made_at.eq(Stamp::from(at))),
            ))
            .execute($conn)
            .await?;
        version
    }};
}
pub(crate) use put;

/// How many versions of a text held by then that say something: none is a pod's first word by being empty.
macro_rules! held {
    ($conn:ident, $pod:ident, $kind:ident, $at:expr) => {{
        let held: i64 = texts::table
            .filter(texts::pod_id.eq($pod).and(texts::kind.eq($kind)).and(texts::since.le(Stamp::from($at))))
            .filter(texts::body.ne(""))
            .count()
            .get_result($conn)
            .await?;
        held
    }};
}

/// How many members are told of a change before it holds: all but those who run the pod. Who was a member before and was given that role
/// since is one of them until the time for a change is over, so that nobody is made an operator for a moment and told nothing.
macro_rules! told {
    ($conn:ident, $pod:ident, $at:ident) => {{
        let all: i64 = members::table.filter(members::pod_id.eq($pod)).count().get_result($conn).await?;
        let operators: Vec<(Stamp, Stamp)> = roles::table
            .inner_join(members::table.on(members::pod_id.eq(roles::pod_id).and(members::jid.eq(roles::jid))))
            .filter(roles::pod_id.eq($pod).and(roles::role.eq(Role::Operator)))
            .select((members::created_at, roles::created_at))
            .load($conn)
            .await?;
        let mut told = all;
        for (joined, since) in operators {
            let (joined, since) = (OffsetDateTime::from(joined), OffsetDateTime::from(since));
            if since <= joined + SETTLING || since <= $at - ANNOUNCED {
                told -= 1;
            }
        }
        told
    }};
}

/// From when on another version may hold. The first one surprises nobody, nor does one that only those read who run the pod.
macro_rules! earliest {
    ($conn:ident, $pod:ident, $kind:ident, $at:ident) => {{
        let held = held!($conn, $pod, $kind, $at);
        let told = told!($conn, $pod, $at);
        if $kind.is_announced() && held > 0 && told > 0 { $at + ANNOUNCED } else { $at }
    }};
}

/// Whether what is said becomes a version that holds from then on; it does not where it holds already and nothing is announced.
macro_rules! is_new {
    ($conn:ident, $pod:ident, $kind:ident, $body:ident, $since:expr, $at:expr) => {{
        let (from, at): (OffsetDateTime, OffsetDateTime) = ($since, $at);
        let last: Option<(String, Stamp)> = texts::table
            .filter(texts::pod_id.eq($pod).and(texts::kind.eq($kind)))
            .order(texts::version.desc())
            .select((texts::body, texts::since))
            .first($conn)
            .await
            .optional()?;
        let is_same = last.is_some_and(|(said, since)| said == $body && OffsetDateTime::from(since) <= at);
        let there: i64 = texts::table
            .filter(texts::pod_id.eq($pod).and(texts::kind.eq($kind)))
            .count()
            .get_result($conn)
            .await?;
        if !is_same && there >= MOST {
            return Err(Error::TooLarge("list of versions"));
        }
        let first = earliest!($conn, $pod, $kind, at);
        if !is_same && from < first {
            return Err(Error::TooSoon(first));
        }
        !is_same
    }};
}

/// Versions of a text that are on one side of a time.
macro_rules! versions {
    ($pod:ident, $kind:ident) => {
        texts::table.filter(texts::pod_id.eq($pod).and(texts::kind.eq($kind))).select(Text::as_select())
    };
}

/// Writes a new version down that holds from a day on, or at once if that is not in the future. What was announced and does not hold yet
/// is replaced. What holds already is no new version where nothing is announced.
///
/// # Errors
/// `NotFound("pod")`; [`Error::TooLarge`] where there are [`MOST`] versions; [`Error::TooSoon`] for a change that members are not told of
/// for [`ANNOUNCED`].
pub async fn announce(
    db: &Database,
    pod: &PodId,
    kind: Kind,
    body: &str,
    since: OffsetDateTime,
    by: &By,
) -> Result<(), Error> {
    let (pod, body, by, since) = (*pod, body.to_owned(), by.clone(), since.max(by.at));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let there: Option<PodId> = pods::table.find(pod).select(pods::id).first(conn).await.optional()?;
        there.ok_or(Error::NotFound("pod"))?;
        if !is_new!(conn, pod, kind, body, since, by.at) {
            return Ok(());
        }
        let version = put!(conn, pod, kind, body.clone(), since, by.at);
        if kind == Kind::Rules && since <= by.at {
            diesel::update(pods::table.find(pod)).set(pods::rules.eq(body)).execute(conn).await?;
        }
        let detail = json!({ "version": version, "since": since.date().to_string() });
        note!(conn, pod, Note { by, act: Act::TextChange, object: kind.to_string(), detail });
    })
}

/// Whether [`announce`] would write a new version down, for what is done together with it.
///
/// # Errors
/// Those of [`announce`].
pub async fn check(
    db: &Database,
    pod: &PodId,
    kind: Kind,
    body: &str,
    since: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let (pod, body, since) = (*pod, body.to_owned(), since.max(now));
    read!(db, |conn| { is_new!(conn, pod, kind, body, since, now) })
}

/// Whether nothing was said so far: the next version is the first that says something, and surprises nobody.
///
/// # Errors
/// Only the database's own.
pub async fn is_first(db: &Database, pod: &PodId, kind: Kind, now: OffsetDateTime) -> Result<bool, Error> {
    let pod = *pod;
    Ok(read!(db, |conn| held!(conn, pod, kind, now))? == 0)
}

/// The version of a text that holds at that time.
///
/// # Errors
/// Only the database's own.
pub async fn current(
    db: &Database,
    pod: &PodId,
    kind: Kind,
    now: OffsetDateTime,
) -> Result<Option<Text>, Error> {
    let (pod, now) = (*pod, Stamp::from(now));
    read!(db, |conn| {
        versions!(pod, kind)
            .filter(texts::since.le(now))
            .order(texts::version.desc())
            .first(conn)
            .await
            .optional()?
    })
}

/// The version of a text that will hold and does not yet.
///
/// # Errors
/// Only the database's own.
pub async fn next(
    db: &Database,
    pod: &PodId,
    kind: Kind,
    now: OffsetDateTime,
) -> Result<Option<Text>, Error> {
    let (pod, now) = (*pod, Stamp::from(now));
    read!(db, |conn| {
        versions!(pod, kind)
            .filter(texts::since.gt(now))
            .order(texts::version.desc())
            .first(conn)
            .await
            .optional()?
    })
}

/// All versions of a text, the newest first, without what they say.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId, kind: Kind) -> Result<Vec<Version>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        texts::table
            .filter(texts::pod_id.eq(pod).and(texts::kind.eq(kind)))
            .order(texts::version.desc())
            .select(Version::as_select())
            .load(conn)
            .await?
    })
}

/// One version of a text.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId, kind: Kind, version: i64) -> Result<Option<Text>, Error> {
    let key = (*pod, kind, version);
    read!(db, |conn| { texts::table.find(key).select(Text::as_select()).first(conn).await.optional()? })
}

/// The text that will hold, if the member has not seen it yet.
///
/// # Errors
/// Only the database's own.
pub async fn unread(
    db: &Database,
    owner: &Owner,
    kind: Kind,
    now: OffsetDateTime,
) -> Result<Option<Text>, Error> {
    let (key, pod) = ((owner.pod, owner.member, kind), owner.pod);
    let Some(next) = next(db, &pod, kind, now).await? else { return Ok(None) };
    let seen: Option<i64> = read!(db, |conn| {
        text_readers::table.find(key).select(text_readers::version).first(conn).await.optional()?
    })?;
    Ok(Some(next).filter(|next| seen.is_none_or(|seen| seen < next.version)))
}

/// Notes that a member has seen a version.
///
/// # Errors
/// Only the database's own.
pub async fn read(db: &Database, owner: &Owner, kind: Kind, version: i64) -> Result<(), Error> {
    let owner = *owner;
    change!(db, |conn| {
        diesel::insert_into(text_readers::table)
            .values((
                (text_readers::pod_id.eq(owner.pod), text_readers::member_id.eq(owner.member)),
                (text_readers::kind.eq(kind), text_readers::version.eq(version)),
            ))
            .on_conflict((text_readers::pod_id, text_readers::member_id, text_readers::kind))
            .do_update()
            .set(text_readers::version.eq(version))
            .execute(conn)
            .await?;
    })
}

/// Puts the rules that hold by now where they are read; how many texts came into force.
///
/// # Errors
/// Only the database's own.
pub async fn turn(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let now = Stamp::from(now);
    let due: Vec<(PodId, Kind, i64)> = read!(db, |conn| {
        texts::table
            .filter(texts::applied.eq(false).and(texts::since.le(now)))
            .order((texts::pod_id, texts::version))
            .select((texts::pod_id, texts::kind, texts::version))
            .load(conn)
            .await?
    })?;
    let mut turned = 0;
    for (pod, kind, version) in due {
        turned += usize::from(apply(db, pod, kind, version).await?);
    }
    Ok(turned)
}

/// False where it came into force before, or another one did instead.
async fn apply(db: &Database, pod: PodId, kind: Kind, version: i64) -> Result<bool, Error> {
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let body: Option<String> = diesel::update(texts::table.find((pod, kind, version)))
            .filter(texts::applied.eq(false))
            .set(texts::applied.eq(true))
            .returning(texts::body)
            .get_result(conn)
            .await
            .optional()?;
        let Some(body) = body else { return Ok(false) };
        if kind == Kind::Rules {
            diesel::update(pods::table.find(pod)).set(pods::rules.eq(body)).execute(conn).await?;
        }
        true
    })
}
