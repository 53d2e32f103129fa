//! Departures: members who have left a pod. For a while they may come back to all that is theirs; then it goes, and where they wished so
//! their account on its server with it. An account that Cosse looks after, and that stays, rests.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::accounts::{Wish, wish};
use crate::audit::{Act, Actor, By, Note, note};
use crate::columns::{Parsed, Stamp};
use crate::letterboxes::letterbox;
use crate::mails::{Letter, post};
use crate::members::remove_member;
use crate::roles::Role;
use crate::schema::{account_wishes, browsers, departures, members, roles, sessions};
use crate::{Database, Error, MemberId, Owner, PodId};

/// How long who has left may come back.
pub const KEPT: Duration = Duration::days(14);

/// How long it is tried to delete an account; then its rows here go all the same.
pub const TRIED: Duration = Duration::days(14);

/// Departures that are looked at together.
const PAGE: i64 = 200;

words! {
    /// What has become of the account of a member who left.
    pub enum Fate {
        /// She wished nothing: it stays.
        Stays = "stays",
        /// It stays, and rests until she comes back: the pod looks after it.
        Rests = "rests",
        /// It was deleted, as she wished.
        Deleted = "deleted",
        /// It could not be deleted.
        Failed = "failed",
    }
}

/// That a member has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departure {
    /// When.
    pub since: OffsetDateTime,
    /// Whether her account is to be deleted, too.
    pub account: bool,
}

/// An account that is to be deleted on its server.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub owner: Owner,
    /// Its address.
    pub jid: BareJid,
    /// What signs in to it, sealed.
    pub secret: Option<Vec<u8>>,
    /// How often it was tried in vain.
    pub failures: i64,
    /// Since when its owner is gone.
    pub since: OffsetDateTime,
}

/// An account, as the database has it.
type Row = ((PodId, MemberId), Parsed<BareJid>, Option<Vec<u8>>, i64, Stamp);

/// A condition on departures: nobody keeps the member out meanwhile. She could not come back, and the days begin anew when she can.
macro_rules! may_come_back {
    () => {
        not(exists(
            members::table
                .filter(members::pod_id.eq(departures::pod_id).and(members::id.eq(departures::member_id)))
                .filter(members::suspended_at.is_not_null()),
        ))
    };
}

/// Inside a read: the accounts of departures.
macro_rules! accounts {
    ($conn:ident, $rows:expr) => {
        $rows
            .filter(departures::account.eq(true))
            .filter(may_come_back!())
            .select((
                (departures::pod_id, departures::member_id),
                departures::jid,
                departures::secret,
                departures::failures,
                departures::left_at,
            ))
            .limit(PAGE)
            .load::<Row>($conn)
            .await?
    };
}

/// Inside a transaction that holds the pod: what becomes of an account. One that Cosse looks after, and that is not deleted, signs in
/// nowhere: it would be used beyond the pod's limits, which do not count it any more.
macro_rules! let_rest {
    ($conn:ident, $pod:expr, $jid:expr, $account:expr, $now:expr) => {{
        let (account, by): (Fate, By) = ($account, By { actor: Actor::Program, at: $now });
        if account == Fate::Deleted {
            account
        } else {
            wish!($conn, $pod, vec![$jid.clone()], Wish::Suspended, by);
            let rests: i64 =
                account_wishes::table.find(($pod, $jid.clone())).count().get_result($conn).await?;
            if account == Fate::Stays && rests > 0 { Fate::Rests } else { account }
        }
    }};
}

impl Departure {
    /// Until when she may come back.
    pub fn until(&self) -> OffsetDateTime {
        self.since + KEPT
    }
}

impl From<(Stamp, bool)> for Departure {
    fn from((since, account): (Stamp, bool)) -> Self {
        Self { since: since.into(), account }
    }
}

impl Account {
    /// Whether it has been tried for long enough.
    pub fn is_given_up(&self, now: OffsetDateTime) -> bool {
        self.since + KEPT + TRIED <= now
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("owner", &self.owner)
            .field("failures", &self.failures)
            .finish_non_exhaustive()
    }
}

/// Notes that a member has left, and signs all her browsers out. Where her account is to be deleted, too, the sealed secret signs in to
/// it for that. Who has left already did so then.
///
/// # Errors
/// `NotFound("member")`.
pub async fn begin(
    db: &Database,
    owner: &Owner,
    account: Option<&[u8]>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (owner, secret) = (*owner, account.map(<[u8]>::to_vec));
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let jid: Option<String> = members::table
            .find((owner.pod, owner.member))
            .select(members::jid)
            .first(conn)
            .await
            .optional()?;
        let jid = jid.ok_or(Error::NotFound("member"))?;
        diesel::insert_into(departures::table)
            .values((
                (departures::pod_id.eq(owner.pod), departures::member_id.eq(owner.member)),
                (departures::jid.eq(jid), departures::left_at.eq(Stamp::from(now))),
                (departures::account.eq(secret.is_some()), departures::secret.eq(secret)),
                departures::failures.eq(0_i64),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        diesel::delete(browsers::table)
            .filter(browsers::pod_id.eq(owner.pod).and(browsers::member_id.eq(owner.member)))
            .execute(conn)
            .await?;
    })
}

/// Whether a member has left.
///
/// # Errors
/// Only the database's own.
pub async fn of(db: &Database, owner: &Owner) -> Result<Option<Departure>, Error> {
    let owner = *owner;
    let left: Option<(Stamp, bool)> = read!(db, |conn| {
        departures::table
            .find((owner.pod, owner.member))
            .select((departures::left_at, departures::account))
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(left.map(Departure::from))
}

/// She is back, if it is not too late: from then on somebody may be deleting her account.
///
/// # Errors
/// `NotFound("departure")`.
pub async fn undo(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<(), Error> {
    let (owner, after) = (*owner, Stamp::from(now - KEPT));
    let rows = change!(db, |conn| {
        diesel::delete(departures::table.find((owner.pod, owner.member)))
            .filter(departures::left_at.gt(after))
            .execute(conn)
            .await?
    })?;
    Error::unless_some(rows, "departure")
}

/// Whose sessions of those who have left are there all the same: nobody could end them when they left, or they signed in and did not
/// come back.
///
/// # Errors
/// Only the database's own.
pub async fn with_sessions(db: &Database) -> Result<Vec<(PodId, BareJid)>, Error> {
    let rows: Vec<(PodId, Parsed<BareJid>)> = read!(db, |conn| {
        departures::table
            .inner_join(sessions::table.on(
                sessions::pod_id.eq(departures::pod_id).and(sessions::member_id.eq(departures::member_id)),
            ))
            .select((departures::pod_id, departures::jid))
            .limit(PAGE)
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(|(pod, jid)| (pod, jid.into())).collect())
}

/// Members who left too long ago to come back and whose accounts stay, some of them.
///
/// # Errors
/// Only the database's own.
pub async fn due(db: &Database, now: OffsetDateTime) -> Result<Vec<Owner>, Error> {
    let before = Stamp::from(now - KEPT);
    let rows: Vec<(PodId, MemberId)> = read!(db, |conn| {
        departures::table
            .filter(departures::left_at.le(before).and(departures::account.eq(false)))
            .filter(may_come_back!())
            .order(departures::left_at)
            .limit(PAGE)
            .select((departures::pod_id, departures::member_id))
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(|(pod, member)| Owner { pod, member }).collect())
}

/// Accounts that are to be deleted by now, some of them, beginning with those that failed least.
///
/// # Errors
/// Only the database's own.
pub async fn accounts_due(db: &Database, now: OffsetDateTime) -> Result<Vec<Account>, Error> {
    let before = Stamp::from(now - KEPT);
    let rows = read!(db, |conn| {
        let over = departures::table.filter(departures::left_at.le(before));
        accounts!(conn, over.order((departures::failures, departures::left_at)))
    })?;
    Ok(rows.into_iter().map(account).collect())
}

/// The account of a member who wishes it deleted, if that is due by now.
///
/// # Errors
/// Only the database's own.
pub async fn account_due(
    db: &Database,
    owner: &Owner,
    now: OffsetDateTime,
) -> Result<Option<Account>, Error> {
    let (owner, before) = (*owner, Stamp::from(now - KEPT));
    let rows = read!(db, |conn| {
        let hers = departures::table.find((owner.pod, owner.member));
        accounts!(conn, hers.filter(departures::left_at.le(before)))
    })?;
    Ok(rows.into_iter().next().map(account))
}

/// It was tried to delete an account, in vain. Those who run the pod are told the first time, with the reason.
///
/// # Errors
/// `NotFound("departure")`.
pub async fn failed(db: &Database, owner: &Owner, why: &str, now: OffsetDateTime) -> Result<(), Error> {
    let (owner, why) = (*owner, why.to_owned());
    transaction!(db, |conn| {
        let failed: Option<(i64, String)> = diesel::update(departures::table.find((owner.pod, owner.member)))
            .set(departures::failures.eq(departures::failures + 1_i64))
            .returning((departures::failures, departures::jid))
            .get_result(conn)
            .await
            .optional()?;
        let (failures, object) = failed.ok_or(Error::NotFound("departure"))?;
        if failures == 1 {
            let (by, detail) = (By { actor: Actor::Program, at: now }, json!({ "reason": why }));
            note!(conn, owner.pod, Note { by, act: Act::AccountKept, object, detail });
        }
    })
}

/// Removes all that is a member's, as `members::remove` does, and her role with it; a mail says so, if she had confirmed an address. An
/// account that Cosse looks after rests from then on. False if she has come back meanwhile.
///
/// # Errors
/// Only the database's own.
pub async fn complete(
    db: &Database,
    owner: &Owner,
    account: Fate,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let (owner, before) = (*owner, Stamp::from(now - KEPT));
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let over = departures::table
            .find((owner.pod, owner.member))
            .filter(departures::left_at.le(before).and(may_come_back!()));
        if diesel::delete(over).execute(conn).await? == 0 {
            return Ok(false);
        }
        let mailbox = letterbox!(conn, owner);
        let jid = remove_member!(conn, owner, now);
        let account = let_rest!(conn, owner.pod, jid, account, now);
        if let Some((email, language)) = mailbox {
            post!(conn, owner.pod, email, language, &Letter::Left { account }, now);
        }
        let role: Option<Role> = diesel::delete(roles::table.find((owner.pod, jid.clone())))
            .returning(roles::role)
            .get_result(conn)
            .await
            .optional()?;
        if let Some(role) = role {
            let (by, detail) = (By { actor: Actor::Program, at: now }, json!({ "role": role.as_str() }));
            note!(conn, owner.pod, Note { by, act: Act::RoleRevoke, object: jid, detail });
        }
        true
    })
}

/// Takes away the departures of all who left too long ago to come back, but for accounts that are to be deleted first; how many.
///
/// # Errors
/// Only the database's own.
pub async fn purge(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let mut gone = 0;
    loop {
        let some = due(db, now).await?;
        if some.is_empty() {
            return Ok(gone);
        }
        for owner in some {
            gone += usize::from(complete(db, &owner, Fate::Stays, now).await?);
        }
    }
}

fn account(((pod, member), jid, secret, failures, since): Row) -> Account {
    Account { owner: Owner { pod, member }, jid: jid.into(), secret, failures, since: since.into() }
}
