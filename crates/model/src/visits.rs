//! Visits for support: an admin of the deployment looks into a pod's console for a while, says why, and the pod sees it. Of tokens only
//! the hashes are here.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, Actor, By, Note, note};
use crate::browsers::Token;
use crate::columns::{MaybeParsed, MaybeStamp, Parsed, Stamp};
use crate::schema::{admins, visits};
use crate::{Database, Error, PodId, VisitId};

/// How long the link is good by which she comes.
pub const LINK_KEPT: Duration = Duration::minutes(10);

/// A visit that is to begin.
#[derive(Debug, Clone)]
pub struct NewVisit {
    /// Who comes.
    pub jid: BareJid,
    /// Why.
    pub reason: String,
    /// For how long.
    pub lasts: Duration,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = visits)]
pub struct Visit {
    /// Its key.
    pub id: VisitId,
    /// Who comes.
    #[diesel(deserialize_as = Parsed<BareJid>)]
    pub jid: BareJid,
    /// Why.
    pub reason: String,
    /// Since when.
    #[diesel(deserialize_as = Stamp)]
    pub began_at: OffsetDateTime,
    /// Until when, if nobody ends it before.
    #[diesel(deserialize_as = Stamp)]
    pub ends_at: OffsetDateTime,
    /// When it was over.
    #[diesel(deserialize_as = MaybeStamp)]
    pub ended_at: Option<OffsetDateTime>,
    /// Who ended it.
    #[diesel(deserialize_as = MaybeParsed<Actor>)]
    pub ended_by: Option<Actor>,
}

impl Visit {
    /// Whether it is on at that time.
    pub fn is_on(&self, now: OffsetDateTime) -> bool {
        self.ended_at.is_none() && self.ends_at > now
    }
}

/// Inside a transaction: ends visits that nobody has ended, and writes that down in their pods' logs. How many.
macro_rules! end_visits {
    ($conn:ident, $which:expr, $by:expr) => {{
        use $crate::audit::{Act, By, Note, note};
        use $crate::columns::Stamp;
        use $crate::schema::visits;

        let by: By = $by;
        let mut ended: Vec<($crate::PodId, String, String)> =
            diesel::update(visits::table.filter($which).filter(visits::ended_at.is_null()))
                .set((
                    visits::ended_at.eq(Some(Stamp::from(by.at))),
                    visits::ended_by.eq(Some(by.actor.to_string())),
                ))
                .returning((visits::pod_id, visits::jid, visits::reason))
                .get_results($conn)
                .await?;
        let count = ended.len();
        // in one order: two who write into several logs do not wait for each other
        ended.sort();
        for (pod, object, reason) in ended {
            let detail = serde_json::json!({ "reason": reason });
            note!($conn, pod, Note { by: by.clone(), act: Act::VisitEnd, object, detail });
        }
        count
    }};
}
pub(crate) use end_visits;

/// A condition: the visit of a token, as long as it is on. Of one who is no admin any more there is none.
macro_rules! of_token {
    ($pod:ident, $hash:ident, $now:ident) => {
        visits::table
            .inner_join(admins::table.on(admins::jid.eq(visits::jid)))
            .filter(visits::pod_id.eq($pod).and(visits::token_hash.eq($hash)))
            .filter(visits::ended_at.is_null().and(visits::ends_at.gt(Stamp::from($now))))
            .select(Visit::as_select())
    };
}

/// Begins a visit, and ends what is left of an earlier one of hers to the same pod. She comes by the token, once.
///
/// # Errors
/// `NotFound("admin")`.
pub async fn begin(db: &Database, pod: &PodId, new: NewVisit, now: OffsetDateTime) -> Result<Token, Error> {
    let (pod, id, token) = (*pod, VisitId::new(now), Token::random());
    let by = By { actor: Actor::Person(new.jid.clone()), at: now };
    let (jid, hash, ends_at) = (new.jid.to_string(), token.hash(), now + new.lasts);
    transaction!(db, |conn| {
        let there: i64 = admins::table.find(jid.clone()).count().get_result(conn).await?;
        if there == 0 {
            return Err(Error::NotFound("admin"));
        }
        end_visits!(conn, visits::pod_id.eq(pod).and(visits::jid.eq(jid.clone())), by.clone());
        let row = (
            (visits::pod_id.eq(pod), visits::id.eq(id), visits::jid.eq(jid.clone())),
            (visits::reason.eq(new.reason.clone()), visits::token_hash.eq(hash)),
            (visits::began_at.eq(Stamp::from(now)), visits::ends_at.eq(Stamp::from(ends_at))),
        );
        diesel::insert_into(visits::table).values(row).execute(conn).await?;
        let detail = json!({ "reason": new.reason, "minutes": new.lasts.whole_minutes() });
        note!(conn, pod, Note { by, act: Act::VisitBegin, object: jid, detail });
    })?;
    Ok(token)
}

/// The visit to which a link leads, if it is good. To look spends nothing.
///
/// # Errors
/// Only the database's own.
pub async fn by_link(
    db: &Database,
    pod: &PodId,
    link: &Token,
    now: OffsetDateTime,
) -> Result<Option<Visit>, Error> {
    let (pod, hash, oldest) = (*pod, link.hash(), Stamp::from(now - LINK_KEPT));
    read!(db, |conn| {
        of_token!(pod, hash, now)
            .filter(visits::followed_at.is_null().and(visits::began_at.gt(oldest)))
            .first(conn)
            .await
            .optional()?
    })
}

/// Follows a link, which is spent by it: the token for the browser.
///
/// # Errors
/// `NotFound("link")`, also where somebody was quicker.
pub async fn follow(db: &Database, pod: &PodId, link: &Token, now: OffsetDateTime) -> Result<Token, Error> {
    let (pod, hash, token) = (*pod, link.hash(), Token::random());
    let (made, stamp, oldest) = (token.hash(), Stamp::from(now), Stamp::from(now - LINK_KEPT));
    let rows = change!(db, |conn| {
        diesel::update(visits::table)
            .filter(visits::pod_id.eq(pod).and(visits::token_hash.eq(hash)))
            .filter(visits::followed_at.is_null().and(visits::began_at.gt(oldest)))
            .filter(visits::ended_at.is_null().and(visits::ends_at.gt(stamp)))
            .set((visits::token_hash.eq(made), visits::followed_at.eq(Some(stamp))))
            .execute(conn)
            .await?
    })?;
    Error::unless_some(rows, "link")?;
    Ok(token)
}

/// The visit behind a browser's token, as long as it is on and she is an admin. A token of another pod is nothing.
///
/// # Errors
/// Only the database's own.
pub async fn by_token(
    db: &Database,
    pod: &PodId,
    token: &Token,
    now: OffsetDateTime,
) -> Result<Option<Visit>, Error> {
    let (pod, hash) = (*pod, token.hash());
    read!(db, |conn| {
        of_token!(pod, hash, now).filter(visits::followed_at.is_not_null()).first(conn).await.optional()?
    })
}

/// Ends a visit; one that is over is no error.
///
/// # Errors
/// `NotFound("visit")`.
pub async fn end(db: &Database, pod: &PodId, id: &VisitId, by: &By) -> Result<(), Error> {
    let (pod, id, by) = (*pod, *id, by.clone());
    transaction!(db, |conn| {
        let there: i64 = visits::table.find((pod, id)).count().get_result(conn).await?;
        if there == 0 {
            return Err(Error::NotFound("visit"));
        }
        end_visits!(conn, visits::pod_id.eq(pod).and(visits::id.eq(id)), by);
    })
}

/// Ends all visits to a pod; how many.
///
/// # Errors
/// Only the database's own.
pub async fn end_all(db: &Database, pod: &PodId, by: &By) -> Result<usize, Error> {
    let (pod, by) = (*pod, by.clone());
    transaction!(db, |conn| end_visits!(conn, visits::pod_id.eq(pod), by))
}

/// Ends the visits whose time is over; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let (stamp, by) = (Stamp::from(now), By { actor: Actor::Program, at: now });
    transaction!(db, |conn| end_visits!(conn, visits::ends_at.le(stamp), by))
}

/// The visits to a pod, the newest first.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId, count: u32) -> Result<Vec<Visit>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        visits::table
            .filter(visits::pod_id.eq(pod))
            .order(visits::id.desc())
            .limit(i64::from(count))
            .select(Visit::as_select())
            .load(conn)
            .await?
    })
}

/// The visits to a pod that are on, the newest first.
///
/// # Errors
/// Only the database's own.
pub async fn current(db: &Database, pod: &PodId, now: OffsetDateTime) -> Result<Vec<Visit>, Error> {
    let (pod, stamp) = (*pod, Stamp::from(now));
    read!(db, |conn| {
        visits::table
            .inner_join(admins::table.on(admins::jid.eq(visits::jid)))
            .filter(visits::pod_id.eq(pod))
            .filter(visits::ended_at.is_null().and(visits::ends_at.gt(stamp)))
            .order(visits::id.desc())
            .select(Visit::as_select())
            .load(conn)
            .await?
    })
}
