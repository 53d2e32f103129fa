//! Records in DNS that say whose a host name is: looked for soon while somebody waits for it, and every day from then on.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{Footing, normal};
use crate::audit::{Act, By, Note, note};
use crate::columns::{MaybeStamp, Stamp};
use crate::pods::State;
use crate::schema::{host_proofs, hosts, pods};
use crate::{Database, Error, PodId};

/// How long the record of a name that is served may be missing.
pub const LAPSES_AFTER: Duration = Duration::days(7);

/// A name that is proven, and whose record is there.
const DAILY: Duration = Duration::days(1);
/// One whose record is missing, or was asked for long ago.
const HOURLY: Duration = Duration::hours(1);
/// On the first day that a record is waited for,
const OFTEN: Duration = Duration::minutes(5);
/// and in the first minutes, when somebody sits there.
const AT_ONCE: Duration = Duration::seconds(10);
const FIRST_MINUTES: Duration = Duration::minutes(10);

/// The record that a host name needs, and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = host_proofs)]
pub struct Proof {
    /// The host name.
    pub host: String,
    /// What the record must say: no secret, but nobody else's.
    pub token: String,
    /// Since when it is asked for.
    #[diesel(deserialize_as = Stamp)]
    pub asked_at: OffsetDateTime,
    /// When it was last there.
    #[diesel(deserialize_as = MaybeStamp)]
    pub proven_at: Option<OffsetDateTime>,
    /// Since when it is not there.
    #[diesel(deserialize_as = MaybeStamp)]
    pub missing_since: Option<OffsetDateTime>,
}

/// What DNS said of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// It is there.
    There,
    /// It is not there, or says something else.
    Missing,
    /// Nobody answered, so that nothing is known.
    Silence,
}

/// A record that is to be looked for.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Due {
    /// Whose host name it is.
    pub pod: PodId,
    /// The host name.
    pub host: String,
    /// What the record must say.
    pub token: String,
}

type Row = (
    (
        diesel::dsl::Eq<host_proofs::pod_id, PodId>,
        diesel::dsl::Eq<host_proofs::host, String>,
        diesel::dsl::Eq<host_proofs::token, String>,
    ),
    (diesel::dsl::Eq<host_proofs::asked_at, Stamp>, diesel::dsl::Eq<host_proofs::due_at, Stamp>),
);

impl Proof {
    pub(super) fn footing(&self, served: bool) -> Footing {
        match (served, self.proven_at, self.missing_since) {
            (true, _, None) => Footing::Proven,
            (true, _, Some(_)) => Footing::Missing,
            (false, None, _) => Footing::Pending,
            (false, Some(_), _) => Footing::Lapsed,
        }
    }

    /// One that was never looked for.
    pub(crate) fn new_row(pod: PodId, host: String, now: OffsetDateTime) -> Row {
        let token = hex::encode(rand::random::<[u8; 16]>());
        (
            (host_proofs::pod_id.eq(pod), host_proofs::host.eq(host), host_proofs::token.eq(token)),
            (host_proofs::asked_at.eq(Stamp::from(now)), host_proofs::due_at.eq(Stamp::from(now))),
        )
    }

    /// How it is after that.
    fn after(self, found: Finding, now: OffsetDateTime) -> Self {
        match found {
            Finding::There => Self { proven_at: Some(now), missing_since: None, ..self },
            Finding::Missing => Self { missing_since: self.missing_since.or(Some(now)), ..self },
            Finding::Silence => self,
        }
    }

    /// Whether its name is served after that.
    fn is_served(&self, before: bool, found: Finding, now: OffsetDateTime) -> bool {
        match found {
            Finding::There => true,
            Finding::Missing => before && self.missing_since.is_none_or(|since| now < since + LAPSES_AFTER),
            Finding::Silence => before,
        }
    }

    /// How long until it is looked for again.
    fn pause(&self, served: bool, found: Finding, now: OffsetDateTime) -> Duration {
        let waited = now - self.asked_at;
        match (served, found) {
            (true, Finding::There) => DAILY,
            (false, _) if self.proven_at.is_none() && waited < FIRST_MINUTES => AT_ONCE,
            (false, _) if self.proven_at.is_none() && waited < DAILY => OFTEN,
            _ => HOURLY,
        }
    }
}

/// The records that are to be looked for now, those first that are due for longest.
///
/// # Errors
/// Only the database's own.
pub async fn due(db: &Database, now: OffsetDateTime, count: u32) -> Result<Vec<Due>, Error> {
    let now = Stamp::from(now);
    read!(db, |conn| {
        host_proofs::table
            .inner_join(pods::table.on(pods::id.eq(host_proofs::pod_id)))
            .filter(host_proofs::due_at.le(now).and(pods::state.ne(State::Deleted)))
            .order((host_proofs::due_at, host_proofs::host))
            .limit(i64::from(count))
            .select((host_proofs::pod_id, host_proofs::host, host_proofs::token))
            .load::<Due>(conn)
            .await?
    })
}

/// Writes down what DNS said: a host name is served from now on, or not any more, or all is as it was. What is known of it then.
///
/// # Errors
/// `NotFound("host")` if the pod has no such name that needs a record.
pub async fn record(
    db: &Database,
    pod: &PodId,
    host: &str,
    found: Finding,
    by: &By,
) -> Result<Footing, Error> {
    let (pod, host, by) = (*pod, normal(host), by.clone());
    transaction!(db, |conn| {
        // whoever else looked waits
        let proof: Option<Proof> = diesel::update(host_proofs::table.find((pod, host.clone())))
            .set(host_proofs::due_at.eq(host_proofs::due_at))
            .returning(Proof::as_returning())
            .get_result(conn)
            .await
            .optional()?;
        let proof = proof.ok_or(Error::NotFound("host"))?.after(found, by.at);
        let of = hosts::table.find((pod, host.clone()));
        let before: bool = of.clone().select(hosts::served).first(conn).await?;
        let served = proof.is_served(before, found, by.at);
        let due_at = by.at + proof.pause(served, found, by.at);
        diesel::update(host_proofs::table.find((pod, host.clone())))
            .set((
                host_proofs::proven_at.eq(proof.proven_at.map(Stamp::from)),
                host_proofs::missing_since.eq(proof.missing_since.map(Stamp::from)),
                host_proofs::due_at.eq(Stamp::from(due_at)),
            ))
            .execute(conn)
            .await?;
        if served != before {
            diesel::update(of).set(hosts::served.eq(served)).execute(conn).await?;
            let act = if served { Act::HostProve } else { Act::HostLapse };
            note!(conn, pod, Note { by, act, object: host, detail: json!({}) });
        }
        proof.footing(served)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const ASKED: OffsetDateTime = datetime!(2026-03-01 12:00 UTC);

    fn asked() -> Proof {
        Proof {
            host: "cantine.example".to_owned(),
            token: "00ff".to_owned(),
            asked_at: ASKED,
            proven_at: None,
            missing_since: None,
        }
    }

    #[test]
    fn a_record_is_waited_for_less_and_less_eagerly() {
        for (after, pause) in [
            (Duration::ZERO, AT_ONCE),
            (Duration::minutes(9), AT_ONCE),
            (Duration::minutes(10), OFTEN),
            (Duration::hours(23), OFTEN),
            (Duration::days(1), HOURLY),
            (Duration::days(300), HOURLY),
        ] {
            for found in [Finding::Missing, Finding::Silence] {
                assert_eq!(asked().pause(false, found, ASKED + after), pause, "{after}");
            }
        }
        assert_eq!(asked().pause(true, Finding::There, ASKED), DAILY);
        assert_eq!(asked().pause(true, Finding::Missing, ASKED), HOURLY);
        assert_eq!(asked().pause(true, Finding::Silence, ASKED), HOURLY);
    }

    #[test]
    fn a_name_lapses_only_when_its_record_was_missing_for_a_week() {
        let now = ASKED + Duration::days(100);
        let missing = |days| {
            let since = (now - Duration::days(days)).into();
            Proof { proven_at: Some(ASKED), missing_since: since, ..asked() }
        };
        assert!(missing(6).is_served(true, Finding::Missing, now));
        assert!(!missing(7).is_served(true, Finding::Missing, now));
        assert!(missing(7).is_served(true, Finding::Silence, now), "nobody answered: nothing is known");
        assert!(missing(7).is_served(false, Finding::There, now), "it is back");
        assert!(!missing(0).is_served(false, Finding::Missing, now));
    }
}
