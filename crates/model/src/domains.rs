//! The XMPP domain of a pod: whose server has the accounts that are the pod's own, and how far it is. What Cosse makes itself is made by
//! a job, again and again, until it is there; and then it is looked at again and again.

use diesel::dsl::not;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use jid::{BareJid, DomainPart};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, Actor, By, Note, note};
use crate::columns::{MaybeParsed, MaybeStamp, Stamp};
use crate::pods::{KEPT, State};
use crate::schema::{lent, pod_domains, pods};
use crate::{Database, Error, PodId};

mod giving_up;
mod lending;
mod owning;
mod served;
mod sizes;

pub(crate) use giving_up::GIVEN_UP;
pub use giving_up::{GivenUp, given_up, let_go, on_given_up};
pub(crate) use lending::{LENT, hasten, take};
pub use lending::{Loan, Newer, late, lend, outstanding, refused, taken};
pub(crate) use owning::{own, prepare};
pub use served::{Served, all_served, served};
pub(crate) use sizes::{allow_upload, own_upload};
pub use sizes::{set_upload_max, upload_max};

/// Bytes of one upload, where nobody said more.
pub const UPLOAD_MAX: i64 = 50_000_000;

/// How often it is looked whether what was made is there.
pub const LOOK: Duration = Duration::seconds(10);

/// How often it is looked whether clients find it, once they did.
const LOOK_OUTSIDE: Duration = Duration::minutes(5);

/// How often in a row it goes wrong until what was ready is not.
const PATIENCE: i64 = 3;

/// How long what is due is one process's to look at.
const CLAIMED: Duration = Duration::minutes(2);

/// The longest pause after something that went wrong.
const LONGEST: Duration = Duration::minutes(5);

words! {
    /// Whose server has the accounts that are a pod's own.
    pub enum Kind {
        /// The pod has none: accounts come from elsewhere.
        None = "none",
        /// The deployment's own domain, which several pods share.
        Shared = "shared",
        /// A domain that Cosse makes on the deployment's server, for this pod alone.
        Managed = "managed",
        /// A server of the operators' own.
        Own = "own",
    }
}

words! {
    /// How far a domain is.
    pub enum Standing {
        /// It is being made.
        Preparing = "preparing",
        /// Accounts can be made and used.
        Ready = "ready",
        /// It cannot be made as things are: somebody must look.
        Stopped = "stopped",
    }
}

/// A pod's XMPP domain.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = pod_domains)]
pub struct PodDomain {
    /// Whose server it is on.
    pub kind: Kind,
    /// The domain; none where the pod has none.
    #[diesel(deserialize_as = MaybeParsed<DomainPart>)]
    pub domain: Option<DomainPart>,
    /// How far it is.
    pub standing: Standing,
    /// What stands in the way; may be empty.
    pub reason: String,
    /// Since when it stands so.
    #[diesel(deserialize_as = Stamp)]
    pub since: OffsetDateTime,
}

/// A domain of which it is to be seen that it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Whose it is.
    pub pod: PodId,
    /// Alone or with others.
    pub kind: Kind,
    /// The domain.
    pub domain: DomainPart,
    /// How far it is.
    pub standing: Standing,
    /// How often it went wrong, one time after the other.
    pub tries: i64,
    /// Whether its accounts sign in: the pod is not suspended, nor deleted.
    pub open: bool,
    /// Whether it is to be seen that clients find it, too.
    pub looks: bool,
    /// Bytes that were uploaded when it was looked last.
    pub uploaded: i64,
    /// Bytes of one upload.
    pub upload_max: i64,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is there; so many bytes were uploaded.
    Ready {
        /// In all, by this pod's people.
        uploaded: i64,
    },
    /// Not yet: why.
    Later(String),
    /// Not as things are: why.
    Stopped(String),
}

impl PodDomain {
    /// Whether its accounts are made and looked after by Cosse.
    pub fn is_ours(&self) -> bool {
        matches!(self.kind, Kind::Managed | Kind::Shared)
    }

    /// Whether it is one whose accounts are made and looked after by Cosse, and this is such an account.
    pub fn keeps(&self, jid: &BareJid) -> bool {
        self.is_ours() && self.domain.as_deref() == Some(jid.domain())
    }
}

/// How a domain stands after it was looked at.
struct Next {
    standing: Standing,
    reason: String,
    uploaded: Option<i64>,
    tries: i64,
    pause: Duration,
}

impl Due {
    /// How it stands then, which stood like that before.
    fn after(&self, before: Standing, outcome: Outcome) -> Next {
        let tries = self.tries.saturating_add(1);
        let wrong = |standing, reason, pause| Next { standing, reason, uploaded: None, tries, pause };
        match outcome {
            Outcome::Ready { uploaded } => Next {
                standing: Standing::Ready,
                reason: String::new(),
                uploaded: Some(uploaded),
                tries: 0,
                pause: if self.open { LOOK } else { LONGEST },
            },
            // what passes within moments keeps nobody from signing up
            Outcome::Later(_) if before == Standing::Ready && tries < PATIENCE => {
                wrong(Standing::Ready, String::new(), pause(self.tries))
            }
            Outcome::Later(reason) => wrong(Standing::Preparing, reason, pause(self.tries)),
            Outcome::Stopped(reason) => wrong(Standing::Stopped, reason, LONGEST),
        }
    }
}

/// A pod's XMPP domain.
///
/// # Errors
/// `NotFound("pod")`.
pub async fn of(db: &Database, pod: &PodId) -> Result<PodDomain, Error> {
    let pod = *pod;
    let own: Option<(MaybeParsed<DomainPart>, Stamp)> = read!(db, |conn| {
        pods::table.find(pod).select((pods::xmpp_domain, pods::created_at)).first(conn).await.optional()?
    })?;
    let (domain, since) = own.ok_or(Error::NotFound("pod"))?;
    let domain: Option<DomainPart> = domain.into();
    let row: Option<PodDomain> = read!(db, |conn| {
        pod_domains::table.find(pod).select(PodDomain::as_select()).first(conn).await.optional()?
    })?;
    // a domain that was given to the pod in another way is its own
    Ok(row.filter(|row| row.domain == domain).unwrap_or_else(|| PodDomain {
        kind: if domain.is_some() { Kind::Own } else { Kind::None },
        domain,
        standing: Standing::Ready,
        reason: String::new(),
        since: since.into(),
    }))
}

/// Inside a transaction: whether a domain is another pod's alone, or is to be this pod's alone and another has it.
macro_rules! is_taken {
    ($conn:ident, $pod:ident, $kind:ident, $domain:ident) => {{
        let taken: i64 = match $kind {
            Kind::None => 0,
            Kind::Managed => {
                let others = pods::id.ne($pod).and(pods::xmpp_domain.eq($domain.clone()));
                pods::table.filter(others).count().get_result($conn).await?
            }
            Kind::Shared | Kind::Own => {
                let alone = pod_domains::kind.eq(Kind::Managed).and(pod_domains::domain.eq($domain.clone()));
                let others = pod_domains::table.filter(pod_domains::pod_id.ne($pod)).filter(alone);
                others.count().get_result($conn).await?
            }
        };
        taken > 0
    }};
}
pub(crate) use is_taken;

/// Inside a transaction that holds the pod: it has that domain from now on. What was uploaded elsewhere counts as lent there, which is to
/// end at once.
macro_rules! move_to {
    ($conn:ident, $pod:ident, $domain:ident, $at:expr) => {{
        use $crate::schema::lent;

        let left = lent::table.filter(lent::pod_id.eq($pod)).filter(diesel::dsl::not(diesel::dsl::sql::<
            diesel::sql_types::Bool,
        >(
            $crate::domains::GIVEN_UP,
        )));
        diesel::update(left)
            .set(lent::due_at.eq(Some($crate::columns::Stamp::from($at))))
            .execute($conn)
            .await?;
        let row: Option<i64> =
            pod_domains::table.find($pod).select(pod_domains::uploaded).first($conn).await.optional()?;
        let used = pods::storage_used.eq(pods::storage_used - row.unwrap_or_default());
        let rows = diesel::update(pods::table.find($pod))
            .set((pods::xmpp_domain.eq($domain.clone()), used))
            .execute($conn)
            .await?;
        Error::unless_some(rows, "pod")?;
    }};
}
pub(crate) use move_to;

/// Gives a pod another XMPP domain. What Cosse makes itself is to be prepared then; what it made before stays where it is.
///
/// # Errors
/// `NotFound("pod")`; `NotFound("domain")` where one is needed; `Taken("domain")` if it is another pod's alone, or is to be this pod's
/// alone and another has it.
pub async fn set(
    db: &Database,
    pod: &PodId,
    kind: Kind,
    domain: Option<&DomainPart>,
    by: &By,
) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    let domain = domain.filter(|_| kind != Kind::None).map(ToString::to_string);
    if kind != Kind::None && domain.is_none() {
        return Err(Error::NotFound("domain"));
    }
    let is_made = matches!(kind, Kind::Managed | Kind::Shared);
    let standing = if is_made { Standing::Preparing } else { Standing::Ready };
    let stamp = Stamp::from(by.at);
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        if is_taken!(conn, pod, kind, domain) {
            return Err(Error::Taken("domain"));
        }
        move_to!(conn, pod, domain, by.at);
        let change = (
            (pod_domains::kind.eq(kind), pod_domains::domain.eq(domain.clone())),
            (pod_domains::standing.eq(standing), pod_domains::reason.eq(String::new())),
            (pod_domains::since.eq(stamp), pod_domains::due_at.eq(stamp)),
            (pod_domains::tries.eq(0_i64), pod_domains::uploaded.eq(0_i64)),
        );
        diesel::insert_into(pod_domains::table)
            .values((pod_domains::pod_id.eq(pod), pod_domains::upload_max.eq(UPLOAD_MAX), change.clone()))
            .on_conflict(pod_domains::pod_id)
            .do_update()
            .set(change)
            .execute(conn)
            .await
            .map_err(|error| Error::unless_taken(error, "domain"))?;
        let (object, detail) = (domain.unwrap_or_default(), json!({ "kind": kind.as_str() }));
        note!(conn, pod, Note { by, act: Act::DomainChange, object, detail });
    })
}

/// Writes into the pod's log that it was taken off a domain that it had given up. Nothing that was lent or uploaded there counts any more.
///
/// # Errors
/// Only the database's own.
pub async fn dropped(db: &Database, pod: &PodId, domain: &DomainPart, by: &By) -> Result<(), Error> {
    let (pod, object, by) = (*pod, domain.to_string(), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let row = lent::table.find((pod, object.clone()));
        diesel::delete(row.filter(diesel::dsl::sql::<Bool>(GIVEN_UP))).execute(conn).await?;
        note!(conn, pod, Note { by, act: Act::DomainChange, object, detail: json!({ "kind": "dropped" }) });
    })
}

/// How many pods have their accounts on a domain, in any state but deleted for good.
///
/// # Errors
/// Only the database's own.
pub async fn count(db: &Database, domain: &DomainPart) -> Result<i64, Error> {
    let domain = domain.to_string();
    read!(db, |conn| {
        pods::table.filter(pods::xmpp_domain.eq(Some(domain))).count().get_result(conn).await?
    })
}

/// A row of [`due`], as the database has it.
type Row = ((PodId, Kind, MaybeParsed<DomainPart>, Standing), (i64, i64, i64), (State, MaybeStamp));

/// The domains that are to be made, or looked at: those that waited longest first. They are the caller's for two minutes. Those of
/// pods that nobody uses are among them, so that Prosody hears of it, until they cannot come back.
///
/// # Errors
/// Only the database's own.
pub async fn due(db: &Database, now: OffsetDateTime, most: u32) -> Result<Vec<Due>, Error> {
    let (stamp, over) = (Stamp::from(now), Stamp::from(now - KEPT));
    let rows: Vec<Row> = read!(db, |conn| {
        pod_domains::table
            .inner_join(pods::table.on(pods::id.eq(pod_domains::pod_id)))
            .filter(pod_domains::kind.eq_any([Kind::Shared, Kind::Managed]))
            .filter(pod_domains::due_at.le(stamp).and(pods::xmpp_domain.eq(pod_domains::domain)))
            .filter(not(pods::state.eq(State::Deleted).and(pods::state_since.lt(Some(over)))))
            .order((pod_domains::due_at, pod_domains::pod_id))
            .limit(i64::from(most))
            .select((
                (pod_domains::pod_id, pod_domains::kind, pod_domains::domain, pod_domains::standing),
                (pod_domains::tries, pod_domains::uploaded, pod_domains::upload_max),
                (pods::state, pod_domains::looked_at),
            ))
            .load(conn)
            .await?
    })?;
    let rows = if rows.is_empty() { rows } else { claim(db, rows, now).await? };
    Ok(rows.into_iter().filter_map(|row| read_due(row, now)).collect())
}

/// Those of the rows that no other process has claimed since they were read.
async fn claim(db: &Database, rows: Vec<Row>, now: OffsetDateTime) -> Result<Vec<Row>, Error> {
    let (stamp, until) = (Stamp::from(now), Stamp::from(now + CLAIMED));
    // in the order in which a plan is given to its pods: who takes rows in another order waits for ever
    let mut pods: Vec<PodId> = rows.iter().map(|row| row.0.0).collect();
    pods.sort_unstable();
    let ours: Vec<PodId> = transaction!(db, |conn| {
        let mut ours = Vec::new();
        for pod in pods {
            let of = pod_domains::table.find(pod).filter(pod_domains::due_at.le(stamp));
            let claimed = diesel::update(of).set(pod_domains::due_at.eq(until)).execute(conn).await?;
            if claimed > 0 {
                ours.push(pod);
            }
        }
        ours
    })?;
    Ok(rows.into_iter().filter(|row| ours.contains(&row.0.0)).collect())
}

fn read_due(row: Row, now: OffsetDateTime) -> Option<Due> {
    let ((pod, kind, domain, standing), (tries, uploaded, upload_max), (state, looked)) = row;
    let domain: Option<DomainPart> = domain.into();
    let looked: Option<OffsetDateTime> = looked.into();
    let is_fresh = looked.is_some_and(|looked| now < looked + LOOK_OUTSIDE);
    Some(Due {
        pod,
        kind,
        domain: domain?,
        standing,
        tries,
        open: !matches!(state, State::Suspended | State::Deleted),
        looks: standing != Standing::Ready || tries > 0 || !is_fresh,
        uploaded,
        upload_max,
    })
}

/// Writes down what became of a domain that was due, unless the pod has another by now.
///
/// # Errors
/// Only the database's own.
pub async fn settle(db: &Database, due: &Due, outcome: Outcome, now: OffsetDateTime) -> Result<(), Error> {
    let (due, domain, stamp) = (due.clone(), due.domain.to_string(), Stamp::from(now));
    transaction!(db, |conn| {
        let pod = due.pod;
        hold_pod!(conn, pod);
        let row = pod_domains::table.find(pod).filter(pod_domains::domain.eq(Some(domain.clone())));
        let held = (pod_domains::uploaded, pod_domains::since, pod_domains::standing, pod_domains::due_at);
        let held: Option<(i64, Stamp, Standing, Stamp)> =
            row.clone().select(held).first(conn).await.optional()?;
        let Some((counted, since, before, due_at)) = held else { return Ok(()) };
        let looked = due.looks && matches!(outcome, Outcome::Ready { .. });
        let Next { standing, reason, uploaded, tries, pause } = due.after(before, outcome);
        let uploaded = uploaded.unwrap_or(counted);
        let since = if standing == before { since } else { stamp };
        // what was wished meanwhile is not put off
        let due_at = if due_at <= stamp { due_at } else { Stamp::from(now + pause) };
        diesel::update(row.clone())
            .set((
                (pod_domains::standing.eq(standing), pod_domains::reason.eq(reason)),
                (pod_domains::since.eq(since), pod_domains::due_at.eq(due_at)),
                (pod_domains::tries.eq(tries), pod_domains::uploaded.eq(uploaded)),
            ))
            .execute(conn)
            .await?;
        if looked {
            diesel::update(row).set(pod_domains::looked_at.eq(Some(stamp))).execute(conn).await?;
        }
        diesel::update(pods::table.find(pod))
            .set(pods::storage_used.eq(pods::storage_used + (uploaded - counted)))
            .execute(conn)
            .await?;
        if standing == Standing::Ready && before != Standing::Ready {
            let by = By { actor: Actor::Program, at: now };
            note!(conn, pod, Note { by, act: Act::DomainReady, object: domain, detail: json!({}) });
        }
    })
}

/// Writes into the pod's log what was done to an account of its domain.
///
/// # Errors
/// Only the database's own.
pub async fn note_account(db: &Database, pod: &PodId, act: Act, jid: &BareJid, by: &By) -> Result<(), Error> {
    let (pod, object, by) = (*pod, jid.to_string(), by.clone());
    transaction!(db, |conn| {
        note!(conn, pod, Note { by, act, object, detail: json!({}) });
    })
}

/// How long after so many tries the next one is.
pub(crate) fn pause(tries: i64) -> Duration {
    let doubled = 2_i64 << tries.clamp(0, 10);
    Duration::seconds(doubled).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_longest() {
        assert_eq!([0, 1, 2].map(pause), [2, 4, 8].map(Duration::seconds));
        assert_eq!(pause(i64::MAX), LONGEST);
    }
}
