//! Addresses and domains that are kept out: of one pod by those who run it, or of all by the deployment. Who is blocked does not sign in
//! or up, and nothing that she wrote is shown on the pod's pages, in feeds and among comments. Members' own chats are theirs.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;
use time::OffsetDateTime;

use crate::audit::deployment::{self, hold_deployment, note_deployment};
use crate::audit::{Act, Actor, By, Note, note};
use crate::columns::{MaybeStamp, Parsed, Stamp};
use crate::pods::State;
use crate::schema::{blocks, browsers, members, platform_blocks, pods, roles, sessions};
use crate::{Database, Error, PodId};

/// A block that is to be made.
#[derive(Debug, Clone)]
pub struct NewBlock {
    /// An address; without a local part, all of a domain.
    pub subject: BareJid,
    /// Why.
    pub reason: String,
    /// Until when; for ever if that is not said.
    pub expires_at: Option<OffsetDateTime>,
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// An address; without a local part, all of a domain.
    pub subject: BareJid,
    /// Why.
    pub reason: String,
    /// Who made it.
    pub by: Actor,
    /// Since when.
    pub since: OffsetDateTime,
    /// Until when; for ever if that is not said.
    pub until: Option<OffsetDateTime>,
}

/// A block, as the database has it.
type Row = (Parsed<BareJid>, String, Parsed<Actor>, Stamp, MaybeStamp);

impl Block {
    /// Whether it holds at that time.
    pub fn holds(&self, now: OffsetDateTime) -> bool {
        self.until.is_none_or(|until| until > now)
    }

    fn of((subject, reason, by, since, until): Row) -> Self {
        let (subject, by, since, until) = (subject.into(), by.into(), since.into(), until.into());
        Self { subject, reason, by, since, until }
    }
}

/// A condition: an item at that service, by that author, is of somebody who is blocked by a row of the table.
macro_rules! concerns {
    ($table:ident, $service:expr, $author:expr) => {
        $service
            .eq($table::subject)
            .or($service.like($table::pattern).escape('\\'))
            .or($author.like($table::pattern.nullable()).escape('\\'))
    };
}
pub(crate) use concerns;

/// A condition on members: whom a subject is about.
macro_rules! members_of {
    ($subject:expr) => {
        members::jid.eq($subject).or(members::domain.eq($subject))
    };
}

/// The columns of a [`Row`].
macro_rules! columns {
    ($table:ident) => {
        ($table::subject, $table::reason, $table::made_by, $table::created_at, $table::expires_at)
    };
}

/// Where a subject stands in a list of blocks, if it is in it.
macro_rules! place {
    ($conn:ident, $table:ident, $all:expr, $subject:expr) => {{
        let subject: Option<String> = $subject;
        let place: Option<(Stamp, String)> = match subject {
            Some(subject) => {
                let one = $all.filter($table::subject.eq(subject));
                one.select(($table::created_at, $table::subject)).first($conn).await.optional()?
            }
            None => None,
        };
        place
    }};
}

/// A condition on blocks: those behind such a place.
macro_rules! behind {
    ($table:ident, $since:ident, $subject:ident) => {
        $table::created_at.lt($since).or($table::created_at.eq($since).and($table::subject.gt($subject)))
    };
}

/// Inside a transaction: every pod that is there, in the order in which their logs are written.
macro_rules! all_pods {
    ($conn:ident) => {
        pods::table
            .filter(pods::state.ne(State::Deleted))
            .order(pods::id)
            .select(pods::id)
            .load($conn)
            .await?
    };
}

/// Inside a transaction that holds the deployment's log: what keeps addresses and domains out of all pods is in the log of one that comes now,
/// too.
macro_rules! note_standing {
    ($conn:ident, $pod:ident, $at:expr) => {{
        use $crate::audit::{Act, Actor, By, Note, note};
        use $crate::columns::MaybeStamp;
        use $crate::schema::platform_blocks;

        let standing: Vec<(String, String, MaybeStamp)> = platform_blocks::table
            .order((platform_blocks::created_at, platform_blocks::subject))
            .select((platform_blocks::subject, platform_blocks::reason, platform_blocks::expires_at))
            .load($conn)
            .await?;
        for (object, reason, until) in standing {
            let mut detail = $crate::blocks::told(&reason, until.into(), true);
            detail["standing"] = serde_json::json!(true);
            let by = By { actor: Actor::Program, at: $at };
            note!($conn, $pod, Note { by, act: Act::BlockAdd, object, detail });
        }
    }};
}
pub(crate) use note_standing;

/// Keeps an address or a domain out of a pod: the browsers of its members are out, their sessions are ended by whoever holds them. Again
/// gives it another reason and end, and is by whoever says so then.
///
/// # Errors
/// [`Error::RunsThePod`].
pub async fn add(db: &Database, pod: &PodId, new: NewBlock, by: &By) -> Result<(), Error> {
    let (pod, by, subject, pattern) = (*pod, by.clone(), new.subject.to_string(), pattern(&new.subject));
    let (at, until) = (Stamp::from(by.at), new.expires_at.map(Stamp::from));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let runs: i64 = roles::table
            .filter(roles::pod_id.eq(pod).and(roles::jid.like(pattern.clone()).escape('\\')))
            .count()
            .get_result(conn)
            .await?;
        if runs > 0 {
            return Err(Error::RunsThePod);
        }
        diesel::insert_into(blocks::table)
            .values((
                (blocks::pod_id.eq(pod), blocks::subject.eq(subject.clone()), blocks::pattern.eq(pattern)),
                (blocks::reason.eq(new.reason.clone()), blocks::made_by.eq(by.actor.to_string())),
                (blocks::created_at.eq(at), blocks::expires_at.eq(until)),
            ))
            .on_conflict((blocks::pod_id, blocks::subject))
            .do_update()
            .set((
                (blocks::reason.eq(new.reason.clone()), blocks::made_by.eq(by.actor.to_string())),
                blocks::expires_at.eq(until),
            ))
            .execute(conn)
            .await?;
        let theirs = members::table
            .filter(members::pod_id.eq(pod).and(members_of!(subject.clone())))
            .select(members::id);
        diesel::delete(browsers::table)
            .filter(browsers::pod_id.eq(pod).and(browsers::member_id.eq_any(theirs)))
            .execute(conn)
            .await?;
        let detail = told(&new.reason, new.expires_at, false);
        note!(conn, pod, Note { by, act: Act::BlockAdd, object: subject, detail });
    })
}

/// Lets an address or a domain come in again.
///
/// # Errors
/// `NotFound("block")`.
pub async fn remove(db: &Database, pod: &PodId, subject: &BareJid, by: &By) -> Result<(), Error> {
    let (pod, subject, by) = (*pod, subject.to_string(), by.clone());
    transaction!(db, |conn| {
        let rows = diesel::delete(blocks::table.find((pod, subject.clone()))).execute(conn).await?;
        Error::unless_some(rows, "block")?;
        note!(conn, pod, Note { by, act: Act::BlockRemove, object: subject, detail: json!({}) });
    })
}

/// Keeps an address or a domain out of every pod, as [`add`] does of one. It is in the log of each, and in the deployment's.
///
/// # Errors
/// Only the database's own.
pub async fn add_everywhere(db: &Database, new: NewBlock, by: &By) -> Result<(), Error> {
    let (by, subject, pattern) = (by.clone(), new.subject.to_string(), pattern(&new.subject));
    let (at, until) = (Stamp::from(by.at), new.expires_at.map(Stamp::from));
    transaction!(db, |conn| {
        // a pod that is made, or restored, at this moment is one of all
        hold_deployment!(conn);
        let everywhere = platform_blocks::subject.eq(subject.clone());
        diesel::insert_into(platform_blocks::table)
            .values((
                (everywhere, platform_blocks::pattern.eq(pattern)),
                platform_blocks::reason.eq(new.reason.clone()),
                platform_blocks::made_by.eq(by.actor.to_string()),
                (platform_blocks::created_at.eq(at), platform_blocks::expires_at.eq(until)),
            ))
            .on_conflict(platform_blocks::subject)
            .do_update()
            .set((
                platform_blocks::reason.eq(new.reason.clone()),
                platform_blocks::made_by.eq(by.actor.to_string()),
                platform_blocks::expires_at.eq(until),
            ))
            .execute(conn)
            .await?;
        let theirs = members::table.filter(members_of!(subject.clone())).select(members::id);
        diesel::delete(browsers::table.filter(browsers::member_id.eq_any(theirs))).execute(conn).await?;
        let detail = told(&new.reason, new.expires_at, true);
        let all: Vec<PodId> = all_pods!(conn);
        for pod in all {
            let (by, detail) = (by.clone(), detail.clone());
            note!(conn, pod, Note { by, act: Act::BlockAdd, object: subject.clone(), detail });
        }
        let (act, detail) = (deployment::Act::BlockAdd, told(&new.reason, new.expires_at, false));
        note_deployment!(conn, deployment::Note { by, act, object: subject, detail });
    })
}

/// How many members, of all pods, an address or a domain is about.
///
/// # Errors
/// Only the database's own.
pub async fn concerned(db: &Database, subject: &BareJid) -> Result<i64, Error> {
    let subject = subject.to_string();
    read!(db, |conn| {
        let there = pods::table.filter(pods::state.ne(State::Deleted)).select(pods::id);
        members::table
            .filter(members_of!(subject.clone()))
            .filter(members::pod_id.eq_any(there))
            .count()
            .get_result(conn)
            .await?
    })
}

/// Lets an address or a domain come into the pods again that do not block it themselves.
///
/// # Errors
/// `NotFound("block")`.
pub async fn remove_everywhere(db: &Database, subject: &BareJid, by: &By) -> Result<(), Error> {
    let (subject, by) = (subject.to_string(), by.clone());
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let rows = diesel::delete(platform_blocks::table.find(subject.clone())).execute(conn).await?;
        Error::unless_some(rows, "block")?;
        let all: Vec<PodId> = all_pods!(conn);
        for pod in all {
            let (by, detail) = (by.clone(), json!({ "everywhere": true }));
            note!(conn, pod, Note { by, act: Act::BlockRemove, object: subject.clone(), detail });
        }
        let (act, detail) = (deployment::Act::BlockRemove, json!({}));
        note_deployment!(conn, deployment::Note { by, act, object: subject, detail });
    })
}

/// A pod's own blocks, the last first; also such as have expired a moment ago.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId) -> Result<Vec<Block>, Error> {
    let pod = *pod;
    let rows: Vec<Row> = read!(db, |conn| {
        blocks::table
            .filter(blocks::pod_id.eq(pod))
            .order((blocks::created_at.desc(), blocks::subject))
            .select(columns!(blocks))
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(Block::of).collect())
}

/// The deployment's blocks, the last first.
///
/// # Errors
/// Only the database's own.
pub async fn list_everywhere(db: &Database) -> Result<Vec<Block>, Error> {
    let rows: Vec<Row> = read!(db, |conn| {
        platform_blocks::table
            .order((platform_blocks::created_at.desc(), platform_blocks::subject))
            .select(columns!(platform_blocks))
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(Block::of).collect())
}

/// So many of [`list`], of those that come after one in it; from the first on where that has gone.
///
/// # Errors
/// Only the database's own.
pub async fn page(
    db: &Database,
    pod: &PodId,
    after: Option<&BareJid>,
    count: u32,
) -> Result<Vec<Block>, Error> {
    let (pod, after) = (*pod, after.map(ToString::to_string));
    let rows: Vec<Row> = read!(db, |conn| {
        let all = blocks::table
            .filter(blocks::pod_id.eq(pod))
            .order((blocks::created_at.desc(), blocks::subject))
            .limit(i64::from(count))
            .select(columns!(blocks));
        match place!(conn, blocks, blocks::table.filter(blocks::pod_id.eq(pod)), after) {
            Some((since, subject)) => all.filter(behind!(blocks, since, subject)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })?;
    Ok(rows.into_iter().map(Block::of).collect())
}

/// The same of [`list_everywhere`].
///
/// # Errors
/// Only the database's own.
pub async fn page_everywhere(
    db: &Database,
    after: Option<&BareJid>,
    count: u32,
) -> Result<Vec<Block>, Error> {
    let after = after.map(ToString::to_string);
    let rows: Vec<Row> = read!(db, |conn| {
        let all = platform_blocks::table
            .order((platform_blocks::created_at.desc(), platform_blocks::subject))
            .limit(i64::from(count))
            .select(columns!(platform_blocks));
        match place!(conn, platform_blocks, platform_blocks::table, after) {
            Some((since, subject)) => all.filter(behind!(platform_blocks, since, subject)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })?;
    Ok(rows.into_iter().map(Block::of).collect())
}

/// The block that keeps an account out of a pod at that time, if there is one.
///
/// # Errors
/// Only the database's own.
pub async fn of(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    now: OffsetDateTime,
) -> Result<Option<Block>, Error> {
    let (pod, about) = (*pod, [jid.to_string(), jid.domain().to_string()]);
    let rows: Vec<Row> = read!(db, |conn| {
        let mut rows: Vec<Row> = blocks::table
            .filter(blocks::pod_id.eq(pod).and(blocks::subject.eq_any(about.clone())))
            .select(columns!(blocks))
            .load(conn)
            .await?;
        let everywhere: Vec<Row> = platform_blocks::table
            .filter(platform_blocks::subject.eq_any(about))
            .select(columns!(platform_blocks))
            .load(conn)
            .await?;
        rows.extend(everywhere);
        rows
    })?;
    Ok(rows.into_iter().map(Block::of).find(|block| block.holds(now)))
}

/// Whose sessions are kept although she is blocked at that time, on all pods.
///
/// # Errors
/// Only the database's own.
pub async fn with_sessions(db: &Database, now: OffsetDateTime) -> Result<Vec<(PodId, BareJid)>, Error> {
    let now = Stamp::from(now);
    let rows: Vec<(PodId, Parsed<BareJid>)> = read!(db, |conn| {
        let mut rows: Vec<(PodId, Parsed<BareJid>)> = blocks::table
            .inner_join(
                members::table.on(members::pod_id.eq(blocks::pod_id).and(members_of!(blocks::subject))),
            )
            .inner_join(
                sessions::table
                    .on(sessions::pod_id.eq(members::pod_id).and(sessions::member_id.eq(members::id))),
            )
            .filter(blocks::expires_at.is_null().or(blocks::expires_at.gt(Some(now))))
            .select((sessions::pod_id, sessions::jid))
            .load(conn)
            .await?;
        let everywhere: Vec<(PodId, Parsed<BareJid>)> = platform_blocks::table
            .inner_join(members::table.on(members_of!(platform_blocks::subject)))
            .inner_join(
                sessions::table
                    .on(sessions::pod_id.eq(members::pod_id).and(sessions::member_id.eq(members::id))),
            )
            .filter(platform_blocks::expires_at.is_null().or(platform_blocks::expires_at.gt(Some(now))))
            .select((sessions::pod_id, sessions::jid))
            .load(conn)
            .await?;
        rows.extend(everywhere);
        rows
    })?;
    Ok(rows.into_iter().map(|(pod, jid)| (pod, jid.into())).collect())
}

/// Removes the blocks that have expired, each with a line in the log; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let (stamp, by) = (Stamp::from(now), By { actor: Actor::Program, at: now });
    // asked every few seconds: nobody waits for a log in which nothing is written
    if !any_over(db, stamp).await? {
        return Ok(0);
    }
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let over: Vec<(PodId, String)> = diesel::delete(blocks::table)
            .filter(blocks::expires_at.le(Some(stamp)))
            .returning((blocks::pod_id, blocks::subject))
            .get_results(conn)
            .await?;
        let everywhere: Vec<String> = diesel::delete(platform_blocks::table)
            .filter(platform_blocks::expires_at.le(Some(stamp)))
            .returning(platform_blocks::subject)
            .get_results(conn)
            .await?;
        let removed = over.len() + everywhere.len();
        for object in everywhere.clone() {
            let (act, detail) = (deployment::Act::BlockRemove, json!({ "expired": true }));
            note_deployment!(conn, deployment::Note { by: by.clone(), act, object, detail });
        }
        let all: Vec<PodId> = if everywhere.is_empty() { Vec::new() } else { all_pods!(conn) };
        let everywhere = all.into_iter().flat_map(|pod| everywhere.iter().map(move |it| (pod, it.clone())));
        // in one order: two who write into several logs do not wait for each other
        let mut lines: Vec<(PodId, String)> = over.into_iter().chain(everywhere).collect();
        lines.sort();
        for (pod, object) in lines {
            let by = by.clone();
            note!(conn, pod, Note { by, act: Act::BlockRemove, object, detail: json!({ "expired": true }) });
        }
        removed
    })
}

/// Whether any has expired.
async fn any_over(db: &Database, now: Stamp) -> Result<bool, Error> {
    read!(db, |conn| {
        let here = exists(blocks::table.filter(blocks::expires_at.le(Some(now))));
        let everywhere = exists(platform_blocks::table.filter(platform_blocks::expires_at.le(Some(now))));
        diesel::select(here.or(everywhere)).get_result(conn).await?
    })
}

/// What LIKE takes for the addresses that a subject is about.
fn pattern(subject: &BareJid) -> String {
    let mut pattern = if subject.node().is_some() { String::new() } else { "%@".to_owned() };
    for letter in subject.as_str().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

pub(crate) fn told(reason: &str, until: Option<OffsetDateTime>, everywhere: bool) -> serde_json::Value {
    crate::audit::without_nulls(json!({
        "reason": reason,
        "until": until.map(|until| until.date().to_string()),
        "everywhere": everywhere.then_some(true),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_all_of_its_addresses_and_what_like_would_take_for_anything_stands_for_itself() {
        let of = |text: &str| pattern(&text.parse().unwrap());
        assert_eq!(of("evil.example"), "%@evil.example");
        assert_eq!(of("a_b@evil.example"), r"a\_b@evil.example");
    }
}
