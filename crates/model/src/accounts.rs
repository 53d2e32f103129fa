//! What is wished of accounts that Cosse looks after: that they sign in nowhere, or again. A job says it to their server until it is done.
//! Those of members who left rest: they sign in again when she comes back.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, Actor, By, Note, note};
use crate::columns::{Parsed, Stamp};
use crate::domains::pause;
use crate::schema::{account_wishes, members};
use crate::{Database, Error, Owner, PodId};

/// How long a wish is one process's to say.
const CLAIMED: Duration = Duration::minutes(2);

/// How long whoever removes a member, or lets her in, has for it, until her account is again as it was.
const PROMISED: Duration = Duration::minutes(2);

words! {
    /// What is wished of an account.
    pub enum Wish {
        /// It signs in nowhere.
        Suspended = "suspended",
        /// It signs in.
        Active = "active",
    }
}

/// An account of which something is wished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The pod whose it is.
    pub pod: PodId,
    /// Its address.
    pub jid: BareJid,
    /// What is wished.
    pub wish: Wish,
    /// Who wishes it.
    pub actor: Actor,
    /// Since when it is to be said.
    pub due_at: OffsetDateTime,
    /// How often it was said in vain.
    pub tries: i64,
}

/// What was said in vain so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InVain {
    /// Of how many accounts.
    pub accounts: i64,
    /// Why, of one of them; may be empty.
    pub reason: String,
}

/// What is with the account of a member who is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Nothing is to be done with it, or it was done.
    Settled,
    /// It is to sign in nowhere, if Cosse looks after it.
    ToSuspend,
}

/// Inside a transaction that holds the pod: that is wished of those of these accounts that Cosse looks after.
macro_rules! wish {
    ($conn:ident, $pod:expr, $jids:expr, $wish:expr, $by:expr) => {{
        use $crate::columns::Stamp;
        use $crate::domains::Kind;
        use $crate::schema::{account_wishes, pod_domains, pods};

        let (pod, jids): ($crate::PodId, Vec<String>) = ($pod, $jids);
        let (actor, at) = ($by.actor.to_string(), Stamp::from($by.at));
        let domain: Option<Option<String>> = pod_domains::table
            .inner_join(pods::table.on(pods::id.eq(pod_domains::pod_id)))
            .filter(pod_domains::pod_id.eq(pod).and(pods::xmpp_domain.eq(pod_domains::domain)))
            .filter(pod_domains::kind.eq_any([Kind::Shared, Kind::Managed]))
            .select(pod_domains::domain)
            .first::<Option<String>>($conn)
            .await
            .optional()?;
        let end = domain.flatten().map(|domain| format!("@{domain}"));
        for jid in jids.into_iter().filter(|jid| end.as_deref().is_some_and(|end| jid.ends_with(end))) {
            let set = (
                (account_wishes::wish.eq($wish), account_wishes::actor.eq(actor.clone())),
                (account_wishes::due_at.eq(at), account_wishes::tries.eq(0_i64)),
                account_wishes::reason.eq(""),
            );
            // who says something else to the server now finishes first
            diesel::insert_into(account_wishes::table)
                .values((account_wishes::pod_id.eq(pod), account_wishes::jid.eq(jid), set.clone()))
                .on_conflict((account_wishes::pod_id, account_wishes::jid))
                .do_update()
                .set(set)
                .execute($conn)
                .await?;
        }
    }};
}
pub(crate) use wish;

/// Inside a transaction that holds the pod: an account is as it should be, and nothing else is wished of it any more. Where somebody
/// says something to its server at this moment, this is said after it.
macro_rules! wish_settled {
    ($conn:ident, $pod:expr, $jid:expr, $wish:expr, $by:expr) => {{
        use $crate::columns::Stamp;
        use $crate::schema::account_wishes;

        let (row, at) = (account_wishes::table.find(($pod, $jid)), Stamp::from($by.at));
        let is_free = account_wishes::claimed_until.is_null().or(account_wishes::claimed_until.le(Some(at)));
        diesel::delete(row.clone().filter(is_free)).execute($conn).await?;
        diesel::update(row)
            .set((
                (account_wishes::wish.eq($wish), account_wishes::actor.eq($by.actor.to_string())),
                (account_wishes::due_at.eq(at), account_wishes::tries.eq(0_i64)),
                account_wishes::reason.eq(""),
            ))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use wish_settled;

/// Inside a transaction that holds the pod: who had left is a member again, and her account does not rest any more.
macro_rules! wish_back {
    ($conn:ident, $pod:expr, $jid:expr, $now:expr) => {{
        let by = $crate::audit::By { actor: $crate::audit::Actor::Program, at: $now };
        let rests: i64 = {
            use $crate::schema::account_wishes;

            let of_who_left = account_wishes::wish
                .eq($crate::accounts::Wish::Suspended)
                .and(account_wishes::actor.eq(by.actor.to_string()));
            account_wishes::table.find(($pod, $jid)).filter(of_who_left).count().get_result($conn).await?
        };
        if rests > 0 {
            $crate::accounts::wish_settled!($conn, $pod, $jid, $crate::accounts::Wish::Active, by);
        }
    }};
}
pub(crate) use wish_back;

impl Order {
    /// Whether the account rests because its owner has left the pod: by itself the program has no other one suspended.
    pub fn is_of_who_left(&self) -> bool {
        self.wish == Wish::Suspended && self.actor == Actor::Program
    }
}

/// Promises, before an account is suspended whose member is to be removed, that it signs in again if she is not: whoever removes her
/// takes that back.
///
/// # Errors
/// `NotFound("member")` of one whom somebody else has removed meanwhile: nobody would take it back.
pub async fn promise(db: &Database, owner: &Owner, jid: &BareJid, by: &By) -> Result<(), Error> {
    let (owner, jid) = (*owner, jid.to_string());
    let by = By { actor: by.actor.clone(), at: by.at + PROMISED };
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let there: i64 = members::table.find((owner.pod, owner.member)).count().get_result(conn).await?;
        if there == 0 {
            return Err(Error::NotFound("member"));
        }
        wish!(conn, owner.pod, vec![jid], Wish::Active, by);
    })
}

/// Promises, before the account of who has left the pod signs in again, that it rests if she does not come in: with her place that is
/// over. Nothing of a member's, who came in meanwhile.
///
/// # Errors
/// Only the database's own.
pub async fn promise_rest(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (pod, jid, by) = (*pod, jid.to_string(), By { actor: Actor::Program, at: now + PROMISED });
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let member = members::table.filter(members::pod_id.eq(pod).and(members::jid.eq(jid.clone())));
        let there: i64 = member.count().get_result(conn).await?;
        if there == 0 {
            wish!(conn, pod, vec![jid], Wish::Suspended, by);
        }
    })
}

/// What is to be said to the accounts' server now: at most so many, the oldest first. They are the caller's for two minutes.
///
/// # Errors
/// Only the database's own.
pub async fn due(db: &Database, now: OffsetDateTime, most: u32) -> Result<Vec<Order>, Error> {
    let (stamp, until) = (Stamp::from(now), Stamp::from(now + CLAIMED));
    let keys: Vec<(PodId, String)> = read!(db, |conn| {
        account_wishes::table
            .filter(account_wishes::due_at.le(stamp))
            .filter(account_wishes::claimed_until.is_null().or(account_wishes::claimed_until.le(Some(stamp))))
            .order((account_wishes::due_at, account_wishes::pod_id, account_wishes::jid))
            .limit(i64::from(most))
            .select((account_wishes::pod_id, account_wishes::jid))
            .load(conn)
            .await?
    })?;
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    transaction!(db, |conn| {
        let mut ours = Vec::new();
        for (pod, jid) in keys {
            let row = account_wishes::table.find((pod, jid)).filter(account_wishes::due_at.le(stamp));
            let row = row.filter(
                account_wishes::claimed_until.is_null().or(account_wishes::claimed_until.le(Some(stamp))),
            );
            let claimed: Option<Row> = diesel::update(row)
                .set(account_wishes::claimed_until.eq(Some(until)))
                .returning((
                    account_wishes::jid,
                    account_wishes::wish,
                    account_wishes::actor,
                    account_wishes::due_at,
                    account_wishes::tries,
                ))
                .get_result(conn)
                .await
                .optional()?;
            ours.extend(claimed.map(|row| order(pod, row)));
        }
        ours
    })
}

/// Writes down that the server has done it, and in the pod's log that it was, where that is an act. What is wished since is said next.
///
/// # Errors
/// Only the database's own.
pub async fn done(db: &Database, order: &Order, act: Option<Act>, now: OffsetDateTime) -> Result<(), Error> {
    let Order { pod, jid, wish, actor, due_at, .. } = order.clone();
    let (jid, due_at) = (jid.to_string(), Stamp::from(due_at));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let row = account_wishes::table.find((pod, jid.clone()));
        // the same may be wished anew
        let this = row.clone().filter(account_wishes::wish.eq(wish).and(account_wishes::due_at.eq(due_at)));
        let gone = diesel::delete(this).execute(conn).await?;
        let let_go =
            diesel::update(row).set(account_wishes::claimed_until.eq(None::<Stamp>)).execute(conn).await?;
        // a pod that went meanwhile has no log
        if let Some(act) = act.filter(|_| gone + let_go > 0) {
            let by = By { actor, at: now };
            note!(conn, pod, Note { by, act, object: jid, detail: json!({}) });
        }
    })
}

/// Writes down why it was said in vain; it is said again after 2, 4, 8 … 300 seconds. What is wished since is said at once.
///
/// # Errors
/// Only the database's own.
pub async fn failed(db: &Database, order: &Order, reason: &str, now: OffsetDateTime) -> Result<(), Error> {
    let Order { pod, jid, wish, tries, due_at, .. } = order.clone();
    let (jid, reason, next) = (jid.to_string(), reason.to_owned(), Stamp::from(now + pause(tries)));
    let due_at = Stamp::from(due_at);
    transaction!(db, |conn| {
        let row = account_wishes::table.find((pod, jid));
        let this = row.clone().filter(account_wishes::wish.eq(wish).and(account_wishes::due_at.eq(due_at)));
        diesel::update(this)
            .set((
                (account_wishes::due_at.eq(next), account_wishes::tries.eq(tries.saturating_add(1))),
                account_wishes::reason.eq(reason),
            ))
            .execute(conn)
            .await?;
        diesel::update(row).set(account_wishes::claimed_until.eq(None::<Stamp>)).execute(conn).await?;
    })
}

/// Writes into the pod's log what somebody had the server do to an account. What was wished of it before that is not said any more.
///
/// # Errors
/// Only the database's own.
pub async fn said(db: &Database, pod: &PodId, wish: Wish, jid: &BareJid, by: &By) -> Result<(), Error> {
    let (pod, jid, by) = (*pod, jid.to_string(), by.clone());
    let act = match wish {
        Wish::Suspended => Act::AccountSuspend,
        Wish::Active => Act::AccountResume,
    };
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        wish_settled!(conn, pod, jid.clone(), wish, by);
        note!(conn, pod, Note { by, act, object: jid, detail: json!({}) });
    })
}

/// What was said in vain of a pod's accounts so far, and is said again.
///
/// # Errors
/// Only the database's own.
pub async fn in_vain(db: &Database, pod: &PodId) -> Result<InVain, Error> {
    let pod = *pod;
    read!(db, |conn| {
        let failed = account_wishes::pod_id.eq(pod).and(account_wishes::tries.gt(0_i64));
        let accounts: i64 = account_wishes::table.filter(failed).count().get_result(conn).await?;
        let failed = account_wishes::pod_id.eq(pod).and(account_wishes::tries.gt(0_i64));
        let reason: Option<String> = account_wishes::table
            .filter(failed)
            .order(account_wishes::due_at.desc())
            .select(account_wishes::reason)
            .first(conn)
            .await
            .optional()?;
        InVain { accounts, reason: reason.unwrap_or_default() }
    })
}

/// A wish, as the database has it.
type Row = (Parsed<BareJid>, Wish, Parsed<Actor>, Stamp, i64);

fn order(pod: PodId, (jid, wish, actor, due_at, tries): Row) -> Order {
    Order { pod, jid: jid.into(), wish, actor: actor.into(), due_at: due_at.into(), tries }
}
