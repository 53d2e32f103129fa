//! Pods: a community's own network on its own host name, with its rules and its quotas.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::DomainPart;
use time::{Duration, OffsetDateTime};

use crate::columns::{MaybeParsed, MaybeStamp, Stamp, Words};
use crate::schema::{hosts, pods};
use crate::{Database, Email, Error, PodId};

mod looking;
mod moves;
mod paging;
mod settings;
mod states;

pub use looking::{Found, Search, Sort, count, search};
pub use moves::{all_moved, moved_to};
pub use paging::{Narrowed, page};
pub use settings::{Change, NewPod, create, kept_since, set};
pub use states::{KEPT, Standing, Turn, over, purge, turn, turn_from, turned_by};

/// The most days for which anything is kept.
const MOST_DAYS: i64 = 36_500;

words! {
    /// Who gets a place on the pod.
    pub enum Registration {
        /// Anybody, at once.
        Open = "open",
        /// Anybody who has confirmed an address of e-mail.
        Confirmed = "confirmed",
        /// Whom an operator accepts.
        Approval = "approval",
        /// Who was invited.
        Invite = "invite",
        /// Nobody.
        Closed = "closed",
    }
}

words! {
    /// Which XMPP accounts may sign in.
    pub enum Accounts {
        /// Of any server.
        Any = "any",
        /// Of the pod's own XMPP domain.
        Local = "local",
        /// Of the listed domains, and the pod's own.
        Listed = "listed",
    }
}

words! {
    /// Where a pod is in its life.
    pub enum State {
        /// In use.
        Active = "active",
        /// Can be read; nothing is written.
        ReadOnly = "read-only",
        /// Says only that it is suspended.
        Suspended = "suspended",
        /// Members take their things home until a day; from then on it says farewell.
        Closing = "closing",
        /// Gone for everybody; its rows are kept for 30 days.
        Deleted = "deleted",
    }
}

/// A pod.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = pods)]
pub struct Pod {
    /// Its key.
    pub id: PodId,
    /// Its primary host name, without a port.
    #[diesel(select_expression = hosts::host)]
    pub host: String,
    /// Whether it shows the pod there: its domain may be unproven.
    #[diesel(select_expression = hosts::served)]
    pub host_is_served: bool,
    /// Where it is in its life.
    pub state: State,
    /// Its name, for people.
    pub name: String,
    /// A sentence on what it is; may be empty.
    pub tagline: String,
    /// Its colour, `#rrggbb`.
    pub accent: String,
    /// The language of its own texts, as in `en`.
    pub language: String,
    /// Its rules, in Markdown; may be empty.
    pub rules: String,
    /// Who gets a place.
    pub registration: Registration,
    /// Which accounts may sign in.
    pub accounts: Accounts,
    /// The domains of `Accounts::Listed`.
    #[diesel(deserialize_as = Words)]
    pub allowed_domains: Vec<String>,
    /// The XMPP domain whose accounts are the pod's own, if there is one.
    #[diesel(deserialize_as = MaybeParsed<DomainPart>)]
    pub xmpp_domain: Option<DomainPart>,
    /// Members at most.
    pub members_max: i64,
    /// Bytes of media at most.
    pub storage_max: i64,
    /// Live sessions at most.
    pub sessions_max: i64,
    /// New members in a day (UTC) at most.
    pub signups_per_day: i64,
    /// Days after which the session of somebody whose browsers stay away ends.
    pub session_days: i64,
    /// Days for which messages are kept that the members' own archives have.
    pub message_days: i64,
    /// Members, and places that are reserved.
    pub members_used: i64,
    /// Bytes of media.
    pub storage_used: i64,
    /// Live sessions.
    pub sessions_used: i64,
    /// When it was made.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
    /// Why it is in its state, for its members; may be empty.
    pub state_reason: String,
    /// When it closes, of a pod that is closing.
    #[diesel(deserialize_as = MaybeStamp)]
    pub closing_at: Option<OffsetDateTime>,
    /// What it says when it has closed, in Markdown; may be empty.
    pub farewell: String,
    /// Whom to write to about the pod itself; no page shows it.
    pub contact_email: Option<Email>,
    /// People who wait for a place, or were invited from among them: the next places are theirs.
    pub waiting: i64,
    /// Since when nobody signs up without an invitation.
    #[diesel(deserialize_as = MaybeStamp)]
    pub signups_paused_at: Option<OffsetDateTime>,
}

impl Pod {
    /// How many more members fit, those who wait for a place left out.
    pub fn free_places(&self) -> i64 {
        (self.members_max - self.members_used - self.waiting).max(0)
    }

    /// Who was last here before this time has no session any more.
    pub fn away_before(&self, now: OffsetDateTime) -> OffsetDateTime {
        now.saturating_sub(days(self.session_days))
    }

    /// What was said before this time is not kept.
    pub fn forgets_before(&self, now: OffsetDateTime) -> OffsetDateTime {
        now.saturating_sub(days(self.message_days))
    }

    /// May accounts of this domain sign in here?
    pub fn allows(&self, domain: &str) -> bool {
        let own = self.xmpp_domain.as_ref().is_some_and(|own| own.as_str() == domain);
        match self.accounts {
            Accounts::Any => true,
            Accounts::Local => own,
            Accounts::Listed => own || self.allowed_domains.iter().any(|allowed| allowed == domain),
        }
    }
}

/// The pod that is served at a host name (without port, any case). Deleted pods are not found.
///
/// # Errors
/// Only the database's own.
pub async fn by_host(db: &Database, host: &str) -> Result<Option<Pod>, Error> {
    let found = found(db, host).await?;
    Ok(found.filter(|(pod, served)| *served && pod.state != State::Deleted).map(|(pod, _)| pod))
}

/// The pod that has a host name, served there or not; also a deleted one.
///
/// # Errors
/// Only the database's own.
pub async fn by_host_in_any_state(db: &Database, host: &str) -> Result<Option<Pod>, Error> {
    Ok(found(db, host).await?.map(|(pod, _)| pod))
}

/// The pod that has a host name, and whether it is served there.
async fn found(db: &Database, host: &str) -> Result<Option<(Pod, bool)>, Error> {
    let host = crate::hosts::normal(host);
    let aliases = diesel::alias!(hosts as aliases);
    if host.contains('\0') {
        return Ok(None);
    }
    read!(db, |conn| {
        aliases
            .inner_join(pods::table.on(pods::id.eq(aliases.field(hosts::pod_id))))
            .inner_join(hosts::table.on(hosts::pod_id.eq(pods::id).and(hosts::is_primary)))
            .filter(aliases.field(hosts::host).eq(host))
            .select((Pod::as_select(), aliases.field(hosts::served)))
            .first::<(Pod, bool)>(conn)
            .await
            .optional()?
    })
}

/// A pod in any state.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId) -> Result<Option<Pod>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        pods::table
            .inner_join(hosts::table.on(hosts::pod_id.eq(pods::id).and(hosts::is_primary)))
            .filter(pods::id.eq(pod))
            .select(Pod::as_select())
            .first::<Pod>(conn)
            .await
            .optional()?
    })
}

/// Every pod that is not deleted, by host.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database) -> Result<Vec<Pod>, Error> {
    read!(db, |conn| {
        pods::table
            .inner_join(hosts::table.on(hosts::pod_id.eq(pods::id).and(hosts::is_primary)))
            .filter(pods::state.ne(State::Deleted))
            .order(hosts::host)
            .select(Pod::as_select())
            .load::<Pod>(conn)
            .await?
    })
}

/// So many days. What was set before there were bounds may be more than there is time.
fn days(count: i64) -> Duration {
    Duration::days(count.min(MOST_DAYS))
}
