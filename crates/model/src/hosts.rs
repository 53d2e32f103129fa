//! The host names of pods: each is one pod's in the whole deployment, and one of a pod's is its primary. A name is served once it is
//! known to be the pod's, and held back for a while when it is taken away.

use std::fmt;
use std::sync::Arc;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::audit::deployment::hold_deployment;
use crate::audit::{Act, By, Note, note};
use crate::columns::Stamp;
use crate::pods::State;
use crate::schema::{held_hosts, host_proofs, hosts, pods};
use crate::{Database, Error, PodId};

mod proofs;

pub use proofs::{Due, Finding, LAPSES_AFTER, Proof, due, record};

/// How long a host name that was served is nobody else's when it is taken away, or its pod is gone.
pub const HELD: Duration = Duration::days(90);

/// The most host names of a pod.
pub const MOST: i64 = 20;

words! {
    /// Why a host name is believed to be the pod's.
    pub enum Claim {
        /// Its domain is the deployment's own.
        Own = "own",
        /// Somebody vouches for it.
        Trusted = "trusted",
        /// A record in DNS must say so before it is served.
        ToProve = "to-prove",
    }
}

words! {
    /// What is known of whose a host name is.
    pub enum Footing {
        /// It is served, and needs no record.
        Given = "given",
        /// Its record was never found: it is not served.
        Pending = "pending",
        /// It is served, since its record says so.
        Proven = "proven",
        /// It is served, but its record was missing when it was last looked for.
        Missing = "missing",
        /// Its record was missing for too long: it is not served.
        Lapsed = "lapsed",
    }
}

/// A host name that a pod is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHost {
    /// The name, without a port.
    pub host: String,
    /// Why it is believed to be the pod's.
    pub claim: Claim,
    /// What refuses it because of another pod's name that was not there when it was judged.
    pub judge: Option<Judge>,
}

/// Says of another pod's name whether it stands in the way of the one that is to be given.
#[derive(Clone)]
pub struct Judge(Arc<dyn Fn(&str) -> bool + Send + Sync>);

/// A host name of a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// The name, without a port.
    pub host: String,
    /// Whether links lead to it.
    pub is_primary: bool,
    /// Whether it shows the pod.
    pub served: bool,
    /// Its record, where it needs one.
    pub proof: Option<Proof>,
}

/// A name that is somebody's already, served or not.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Known {
    /// Whose.
    pub pod: PodId,
    /// The name.
    pub host: String,
}

impl From<&str> for NewHost {
    /// One that needs no proof.
    fn from(host: &str) -> Self {
        Self { host: host.to_owned(), claim: Claim::Own, judge: None }
    }
}

impl Judge {
    /// By what it knows of the name that is to be given.
    pub fn new(refuses: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(refuses))
    }

    pub(crate) fn refuses(&self, other: &str) -> bool {
        (self.0)(other)
    }
}

impl PartialEq for Judge {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Judge {}

impl fmt::Debug for Judge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Judge").finish_non_exhaustive()
    }
}

impl NewHost {
    /// For the audit log.
    pub(crate) fn told(&self) -> Value {
        match self.claim {
            Claim::Own => json!({}),
            claim => json!({ "claim": claim.as_str() }),
        }
    }
}

impl Host {
    /// What is known of whose it is.
    pub fn footing(&self) -> Footing {
        match &self.proof {
            None => Footing::Given,
            Some(proof) => proof.footing(self.served),
        }
    }
}

/// The form in which hosts are kept and compared: lower case, without the final dot.
pub(crate) fn normal(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// Inside a transaction that holds the deployment: a pod has this host name from now on, unless it is another's, held back, or like one that
/// was given to another a moment ago.
macro_rules! give {
    ($conn:ident, $pod:expr, $new:expr, $is_primary:expr, $now:expr) => {{
        use $crate::columns::Stamp;
        use $crate::hosts::{Claim, Proof, normal};
        use $crate::schema::{held_hosts, host_proofs, hosts};

        let (pod, new, now): ($crate::PodId, $crate::hosts::NewHost, time::OffsetDateTime) =
            ($pod, $new, $now);
        let host = normal(&new.host);
        if let Some(judge) = &new.judge {
            let others = hosts::table.filter(hosts::pod_id.ne(pod)).select(hosts::host);
            let others: Vec<String> = others.load($conn).await?;
            if others.iter().any(|other| judge.refuses(other)) {
                return Err($crate::Error::Taken("host"));
            }
        }
        let row = (
            (hosts::pod_id.eq(pod), hosts::host.eq(host.clone())),
            (hosts::is_primary.eq($is_primary), hosts::served.eq(new.claim != Claim::ToProve)),
        );
        diesel::insert_into(hosts::table)
            .values(row)
            .execute($conn)
            .await
            .map_err(|error| $crate::Error::unless_taken(error, "host"))?;
        // looked at afterwards: the unique key has waited for whoever gives it back just now
        let held: Option<($crate::PodId, Stamp)> = held_hosts::table
            .find(host.clone())
            .select((held_hosts::pod_id, held_hosts::held_until))
            .first($conn)
            .await
            .optional()?;
        if let Some((before, until)) = held {
            let is_free = before == pod || until <= Stamp::from(now) || new.claim == Claim::Trusted;
            if !is_free {
                return Err($crate::Error::Held(until.into()));
            }
            diesel::delete(held_hosts::table.find(host.clone())).execute($conn).await?;
        }
        if new.claim == Claim::ToProve {
            let row = Proof::new_row(pod, host, now);
            diesel::insert_into(host_proofs::table).values(row).execute($conn).await?;
        }
    }};
}
pub(crate) use give;

/// Inside a transaction: a host name that was served is nobody else's until then.
macro_rules! hold {
    ($conn:ident, $pod:expr, $host:expr, $until:expr) => {{
        use $crate::schema::held_hosts;

        let (pod, host, until): ($crate::PodId, String, $crate::columns::Stamp) = ($pod, $host, $until);
        diesel::insert_into(held_hosts::table)
            .values((held_hosts::host.eq(host), held_hosts::pod_id.eq(pod), held_hosts::held_until.eq(until)))
            .on_conflict(held_hosts::host)
            .do_update()
            .set((held_hosts::pod_id.eq(pod), held_hosts::held_until.eq(until)))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use hold;

/// Gives a pod one more host name. One that is to be proven is not served before that.
///
/// # Errors
/// `Taken("host")` if it is any pod's already, or its judge refuses it; [`Error::Held`] if it was another's not long ago, unless somebody
/// vouches for it; [`Error::TooLarge`] where the pod has [`MOST`].
pub async fn add(db: &Database, pod: &PodId, new: NewHost, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    let (object, detail) = (normal(&new.host), new.told());
    transaction!(db, |conn| {
        // whoever else gives one waits, and judges by this one
        hold_deployment!(conn);
        hold_pod!(conn, pod);
        let there: i64 = hosts::table.filter(hosts::pod_id.eq(pod)).count().get_result(conn).await?;
        if there >= MOST {
            return Err(Error::TooLarge("number of host names"));
        }
        give!(conn, pod, new, false, by.at);
        note!(conn, pod, Note { by, act: Act::HostAdd, object, detail });
    })
}

/// Takes a host name from a pod; not the primary one. One that was served is held back for [`HELD`]: the same pod may have it back.
///
/// # Errors
/// `NotFound("host")`.
pub async fn remove(db: &Database, pod: &PodId, host: &str, by: &By) -> Result<(), Error> {
    let (pod, host, by) = (*pod, normal(host), by.clone());
    transaction!(db, |conn| {
        // before the host, as who looks for it does: who takes rows in another order waits for ever
        diesel::delete(host_proofs::table.find((pod, host.clone()))).execute(conn).await?;
        let served: Option<bool> =
            diesel::delete(hosts::table.find((pod, host.clone())).filter(hosts::is_primary.eq(false)))
                .returning(hosts::served)
                .get_result(conn)
                .await
                .optional()?;
        if served.ok_or(Error::NotFound("host"))? {
            hold!(conn, pod, host.clone(), Stamp::from(by.at + HELD));
        }
        note!(conn, pod, Note { by, act: Act::HostRemove, object: host, detail: json!({}) });
    })
}

/// Makes one of a pod's host names its primary one; one that is served.
///
/// # Errors
/// `NotFound("host")`.
pub async fn set_primary(db: &Database, pod: &PodId, host: &str, by: &By) -> Result<(), Error> {
    let (pod, host, by) = (*pod, normal(host), by.clone());
    transaction!(db, |conn| {
        diesel::update(hosts::table.filter(hosts::pod_id.eq(pod)))
            .set(hosts::is_primary.eq(false))
            .execute(conn)
            .await?;
        let rows = diesel::update(hosts::table.find((pod, host.clone())).filter(hosts::served))
            .set(hosts::is_primary.eq(true))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "host")?;
        note!(conn, pod, Note { by, act: Act::HostPrimary, object: host, detail: json!({}) });
    })
}

/// The host names at which a pod is served, the primary one first.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId) -> Result<Vec<String>, Error> {
    Ok(of_pod(db, pod).await?.into_iter().filter(|host| host.served).map(|host| host.host).collect())
}

/// All host names of a pod, with what is known of them, the primary one first.
///
/// # Errors
/// Only the database's own.
pub async fn of_pod(db: &Database, pod: &PodId) -> Result<Vec<Host>, Error> {
    let pod = *pod;
    let (rows, proofs): (Vec<(String, bool, bool)>, Vec<Proof>) = read!(db, |conn| {
        let rows = hosts::table
            .filter(hosts::pod_id.eq(pod))
            .order((hosts::is_primary.desc(), hosts::host))
            .select((hosts::host, hosts::is_primary, hosts::served))
            .load(conn)
            .await?;
        let proofs = host_proofs::table
            .filter(host_proofs::pod_id.eq(pod))
            .select(Proof::as_select())
            .load(conn)
            .await?;
        (rows, proofs)
    })?;
    let with_proof = |(host, is_primary, served): (String, bool, bool)| {
        let proof = proofs.iter().find(|proof| proof.host == host).cloned();
        Host { host, is_primary, served, proof }
    };
    Ok(rows.into_iter().map(with_proof).collect())
}

/// Every host name at which a pod that is not deleted is served.
///
/// # Errors
/// Only the database's own.
pub async fn all(db: &Database) -> Result<Vec<String>, Error> {
    read!(db, |conn| {
        hosts::table
            .inner_join(pods::table.on(pods::id.eq(hosts::pod_id)))
            .filter(pods::state.ne(State::Deleted).and(hosts::served))
            .select(hosts::host)
            .load(conn)
            .await?
    })
}

/// Every host name of every pod, in whichever state.
///
/// # Errors
/// Only the database's own.
pub async fn known(db: &Database) -> Result<Vec<Known>, Error> {
    read!(db, |conn| {
        hosts::table.order(hosts::host).select((hosts::pod_id, hosts::host)).load::<Known>(conn).await?
    })
}

/// The names at which pods are served, and whose they are.
///
/// # Errors
/// Only the database's own.
pub async fn served(db: &Database) -> Result<Vec<Known>, Error> {
    read!(db, |conn| {
        hosts::table
            .filter(hosts::served)
            .order(hosts::host)
            .select((hosts::pod_id, hosts::host))
            .load::<Known>(conn)
            .await?
    })
}

/// Forgets the names that are not held back any more; how many.
///
/// # Errors
/// Only the database's own.
pub async fn release(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let now = Stamp::from(now);
    change!(db, |conn| {
        diesel::delete(held_hosts::table.filter(held_hosts::held_until.le(now))).execute(conn).await?
    })
}
