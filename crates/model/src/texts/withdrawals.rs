//! Changes of a text that were announced and will not come. Whoever was told of one is told that, too.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::Kind;
use crate::audit::{Act, By, Note, note};
use crate::columns::Stamp;
use crate::schema::{members, text_readers, text_withdrawals, texts};
use crate::{Database, Error, Owner, PodId};

/// For how long it is told, from the day on which the change would have held.
pub const TOLD: Duration = Duration::days(30);

/// A change that was announced and taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = text_withdrawals)]
pub struct Withdrawal {
    /// The number that it had.
    pub version: i64,
    /// From when on it would have held.
    #[diesel(deserialize_as = Stamp)]
    pub since: OffsetDateTime,
    /// When it was taken back.
    #[diesel(deserialize_as = Stamp)]
    pub made_at: OffsetDateTime,
}

/// Takes back what was announced and does not hold yet: what holds goes on.
///
/// # Errors
/// `NotFound("announced text")`, also where its day has come.
pub async fn withdraw(db: &Database, pod: &PodId, kind: Kind, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let ahead: Option<(i64, Stamp)> = diesel::delete(texts::table)
            .filter(texts::pod_id.eq(pod).and(texts::kind.eq(kind)).and(texts::since.gt(Stamp::from(by.at))))
            .returning((texts::version, texts::since))
            .get_result(conn)
            .await
            .optional()?;
        let (version, since) = ahead.ok_or(Error::NotFound("announced text"))?;
        // who has read that it comes has not read that it does not
        diesel::delete(text_readers::table)
            .filter(text_readers::pod_id.eq(pod).and(text_readers::kind.eq(kind)))
            .filter(text_readers::version.ge(version))
            .execute(conn)
            .await?;
        let made_at = Stamp::from(by.at);
        diesel::insert_into(text_withdrawals::table)
            .values((
                (text_withdrawals::pod_id.eq(pod), text_withdrawals::kind.eq(kind)),
                (text_withdrawals::version.eq(version), text_withdrawals::since.eq(since)),
                text_withdrawals::made_at.eq(made_at),
            ))
            .on_conflict((text_withdrawals::pod_id, text_withdrawals::kind))
            .do_update()
            .set((
                text_withdrawals::version.eq(version),
                text_withdrawals::since.eq(since),
                text_withdrawals::made_at.eq(made_at),
            ))
            .execute(conn)
            .await?;
        let detail = json!({ "version": version, "since": OffsetDateTime::from(since).date().to_string() });
        note!(conn, pod, Note { by, act: Act::TextWithdraw, object: kind.to_string(), detail });
    })
}

/// The change that was taken back last, as long as it is told and no other text is written down since.
///
/// # Errors
/// Only the database's own.
pub async fn withdrawn(
    db: &Database,
    pod: &PodId,
    kind: Kind,
    now: OffsetDateTime,
) -> Result<Option<Withdrawal>, Error> {
    let (key, oldest) = ((*pod, kind), Stamp::from(now - TOLD));
    read!(db, |conn| {
        let newer = texts::table
            .filter(texts::pod_id.eq(text_withdrawals::pod_id).and(texts::kind.eq(text_withdrawals::kind)))
            .filter(texts::version.ge(text_withdrawals::version));
        text_withdrawals::table
            .find(key)
            .filter(text_withdrawals::since.gt(oldest).and(not(exists(newer))))
            .select(Withdrawal::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// The change that was taken back last, if the member was here when it was announced and has not seen yet that it will not come.
///
/// # Errors
/// Only the database's own.
pub async fn unread_withdrawal(
    db: &Database,
    owner: &Owner,
    kind: Kind,
    now: OffsetDateTime,
) -> Result<Option<Withdrawal>, Error> {
    let owner = *owner;
    let Some(withdrawn) = withdrawn(db, &owner.pod, kind, now).await? else { return Ok(None) };
    let made_at = Stamp::from(withdrawn.made_at);
    let (there, seen) = read!(db, |conn| {
        let there: i64 = members::table
            .find((owner.pod, owner.member))
            .filter(members::created_at.le(made_at))
            .count()
            .get_result(conn)
            .await?;
        let seen: Option<i64> = text_readers::table
            .find((owner.pod, owner.member, kind))
            .select(text_readers::version)
            .first(conn)
            .await
            .optional()?;
        (there, seen)
    })?;
    let is_news = there > 0 && seen.is_none_or(|seen| seen < withdrawn.version);
    Ok(Some(withdrawn).filter(|_| is_news))
}
