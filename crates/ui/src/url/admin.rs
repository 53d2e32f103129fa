//! The console of the deployment's admins, on the platform's host.

use super::{Segment, query};

/// The states of a pod, for a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodState {
    /// In use.
    Active,
    /// Can be read.
    ReadOnly,
    /// Says only that it is suspended.
    Suspended,
    /// Closes, or has closed.
    Closing,
    /// Gone, and can be restored for a while.
    Deleted,
}

/// The order of the list of pods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PodSort {
    /// By name.
    #[default]
    Name,
    /// The most members first.
    Members,
    /// The most media first.
    Media,
    /// The most live sessions first.
    Sessions,
    /// The youngest first.
    Created,
}

/// What can be done to pods by `POST /admin/turn`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodTurn {
    /// Puts them into use again.
    Resume,
    /// Lets them only be read (`reason`).
    ReadOnly,
    /// Suspends them (`reason`).
    Suspend,
    /// Closes them on a day (`on`, `farewell`, `moved_to`).
    Close,
    /// Deletes them.
    Delete,
    /// Brings them back that were deleted.
    Restore,
}

impl PodState {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Active, Self::ReadOnly, Self::Suspended, Self::Closing, Self::Deleted];

    /// The word in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::ReadOnly => "read-only",
            Self::Suspended => "suspended",
            Self::Closing => "closing",
            Self::Deleted => "deleted",
        }
    }

    /// Reads the word; none for what is no state.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl PodSort {
    /// All orders, as the page offers them.
    pub const ALL: [Self; 5] = [Self::Name, Self::Members, Self::Media, Self::Sessions, Self::Created];

    /// The word in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Members => "members",
            Self::Media => "media",
            Self::Sessions => "sessions",
            Self::Created => "created",
        }
    }

    /// Reads the word; what is unknown is by name.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.code() == code).unwrap_or_default()
    }
}

impl PodTurn {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Resume, Self::ReadOnly, Self::Suspend, Self::Close, Self::Delete, Self::Restore];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Resume => "resume",
            Self::ReadOnly => "read-only",
            Self::Suspend => "suspend",
            Self::Close => "close",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    /// Reads the word; none for what is none of it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.code() == code)
    }
}

/// A question to the list of pods: `/admin?q=&state=&plan=&sort=&page=`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PodsQuery {
    /// What the name or the host name must hold; empty for all.
    pub q: String,
    /// Only those in this state; all but deleted ones otherwise.
    pub state: Option<PodState>,
    /// Only those with this plan; `-` is figures of their own, empty is any.
    pub plan: String,
    /// In which order.
    pub sort: PodSort,
    /// Which page, from 1.
    pub page: u32,
}

impl PodsQuery {
    /// The address of a page of this question's answer.
    pub fn address(&self, page: u32) -> String {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let (q, plan) = (filled(&self.q), filled(&self.plan));
        let sort = (self.sort != PodSort::default()).then(|| self.sort.code());
        let page = (page > 1).then(|| page.to_string());
        let pairs = [
            ("q", q.as_deref()),
            ("state", self.state.map(PodState::code)),
            ("plan", plan.as_deref()),
            ("sort", sort),
            ("page", page.as_deref()),
        ];
        query::with(&admin(), &pairs)
    }
}

/// The form for signing in, and the path of this host to which it leads.
pub fn login_then(next: Option<&str>) -> String {
    query::with(&super::login(), &[("next", next)])
}

/// Where somebody becomes the first admin, or an admin signs in once (GET, POST `jid`).
pub fn setup(token: &str) -> String {
    format!("/setup/{}", Segment::write(token))
}

/// All pods.
pub fn admin() -> String {
    "/admin".to_owned()
}

/// Puts pods into another state (POST `to`, `pod-…`, and what it asks with `sure`).
pub fn admin_turn() -> String {
    "/admin/turn".to_owned()
}

/// A pod to be made (GET, POST).
pub fn admin_new_pod() -> String {
    "/admin/pods/new".to_owned()
}

/// One pod.
pub fn admin_pod(id: &str) -> String {
    format!("/admin/pods/{}", Segment::write(id))
}

/// The same with what was done to it before an entry of its log.
pub fn admin_pod_before(id: &str, before: i64) -> String {
    query::with(&admin_pod(id), &[("before", Some(before.to_string().as_str()))])
}

/// Gives a pod a plan, or limits of its own (POST).
pub fn admin_pod_limits(id: &str) -> String {
    format!("{}/limits", admin_pod(id))
}

/// Invites somebody to run a pod (POST `email`).
pub fn admin_pod_invite(id: &str) -> String {
    format!("{}/invite", admin_pod(id))
}

/// Gives a pod one more host name (POST `host`, `trusted`, `although_like`).
pub fn admin_pod_hosts(id: &str) -> String {
    format!("{}/hosts", admin_pod(id))
}

/// Takes a host name from a pod (POST `host`).
pub fn admin_pod_host_remove(id: &str) -> String {
    format!("{}/remove", admin_pod_hosts(id))
}

/// Has links lead to a host name of a pod (POST `host`).
pub fn admin_pod_host_primary(id: &str) -> String {
    format!("{}/primary", admin_pod_hosts(id))
}

/// Looks now for the record that proves a host name of a pod (POST `host`).
pub fn admin_pod_host_check(id: &str) -> String {
    format!("{}/check", admin_pod_hosts(id))
}

/// Gives a pod another XMPP domain (POST `domain_kind`, `domain`, `sure`); where it has one, it asks first.
pub fn admin_pod_domain(id: &str) -> String {
    format!("{}/domain", admin_pod(id))
}

/// Has a pod's XMPP domain prepared once more that stopped (POST).
pub fn admin_pod_domain_again(id: &str) -> String {
    format!("{}/again", admin_pod_domain(id))
}

/// Takes a pod off an XMPP domain that it gave up (POST `given_up`, `sure`); it asks first.
pub fn admin_pod_domain_drop(id: &str) -> String {
    format!("{}/drop", admin_pod_domain(id))
}

/// The plans; POST makes one, or changes one.
pub fn admin_plans() -> String {
    "/admin/plans".to_owned()
}

/// Removes a plan (POST).
pub fn admin_plan_remove(name: &str) -> String {
    format!("/admin/plans/{}/remove", Segment::write(name))
}

/// What is announced on pods; POST announces something.
pub fn admin_announcements() -> String {
    "/admin/announcements".to_owned()
}

/// Withdraws what was announced, on all pods (POST).
pub fn admin_announcement_withdraw(id: &str) -> String {
    format!("{}/{}/withdraw", admin_announcements(), Segment::write(id))
}

/// The admins; POST `jid` makes somebody one.
pub fn admin_admins() -> String {
    "/admin/admins".to_owned()
}

/// Takes the role of an admin away (POST).
pub fn admin_admin_remove(jid: &str) -> String {
    format!("/admin/admins/{}/remove", Segment::write(jid))
}

/// Who is kept out of all pods; POST `subject`, `reason`, `days` keeps somebody out.
pub fn admin_blocks() -> String {
    "/admin/blocks".to_owned()
}

/// Those after one, by its address or domain.
pub fn admin_blocks_after(subject: &str) -> String {
    query::with(&admin_blocks(), &[("after", Some(subject))])
}

/// Lets somebody in again (POST `subject`).
pub fn admin_blocks_remove() -> String {
    format!("{}/remove", admin_blocks())
}

/// How the deployment is.
pub fn admin_health() -> String {
    "/admin/health".to_owned()
}

/// What was done to the deployment, the newest first: by somebody, of a kind, before an entry.
pub fn admin_audit(actor: &str, act: &str, before: Option<i64>) -> String {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (actor, act, before) = (filled(actor), filled(act), before.map(|number| number.to_string()));
    let pairs = [("actor", actor.as_deref()), ("act", act.as_deref()), ("before", before.as_deref())];
    query::with("/admin/audit", &pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_is_not_in_the_address() {
        assert_eq!(PodsQuery::default().address(1), "/admin");
        let query = PodsQuery {
            q: "a&b".to_owned(),
            state: Some(PodState::ReadOnly),
            plan: "-".to_owned(),
            sort: PodSort::Media,
            page: 3,
        };
        assert_eq!(query.address(4), "/admin?q=a%26b&state=read%2Donly&plan=%2D&sort=media&page=4");
        assert_eq!(login_then(Some("/admin?q=a")), "/login?next=%2Fadmin%3Fq%3Da");
        assert_eq!(login_then(None), "/login");
    }

    #[test]
    fn every_word_leads_back() {
        assert!(PodState::ALL.into_iter().all(|state| PodState::from_code(state.code()) == Some(state)));
        assert!(PodSort::ALL.into_iter().all(|sort| PodSort::from_code(sort.code()) == sort));
        assert!(PodTurn::ALL.into_iter().all(|turn| PodTurn::from_code(turn.code()) == Some(turn)));
    }
}
