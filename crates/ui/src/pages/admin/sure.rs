//! Asks before something of the deployment itself is changed that many would notice, or that is gone then.

use super::PodLimits;
use crate::components::hidden;
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::DomainKind;
use crate::url::{self, PeerTurn};
use maud::{Markup, html};
use time::OffsetDateTime;

/// What `POST /admin/plans`, the removals of plans, admins, host names, lists and other directories, withdrawals, and blocks of domains answer
/// before they do anything.
#[derive(Clone, Debug)]
pub struct SurePage {
    /// What is to be done.
    pub what: Sure,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Sure {
    /// A plan that pods have gets other limits.
    PlanPut {
        /// Its name.
        name: String,
        /// The limits that were typed.
        limits: PodLimits,
        /// How many pods have it.
        pods: u64,
    },
    /// A plan is removed.
    PlanRemove {
        /// Its name.
        name: String,
        /// How many pods have it.
        pods: u64,
    },
    /// Somebody is an admin no longer.
    AdminRemove {
        /// Her address.
        jid: String,
    },
    /// Another directory is followed no longer.
    PeerRemove {
        /// Its host name.
        host: String,
    },
    /// What was announced is withdrawn, on all pods.
    AnnouncementWithdraw {
        /// The id of the batch.
        id: String,
        /// What was said, in a few words.
        title: String,
        /// On how many pods it was said.
        pods: u64,
    },
    /// A list that others keep of pods is read no longer.
    ImportRemove {
        /// Where it is.
        address: String,
        /// How many pods were in it.
        pods: u64,
    },
    /// What this directory says of a pod is taken back.
    StatementWithdraw {
        /// Its id.
        id: String,
        /// Of which pod.
        subject: String,
    },
    /// A pod gets another XMPP domain.
    DomainChange {
        /// The id of the pod.
        pod: String,
        /// The word of whose server it is on.
        kind: String,
        /// The domain; empty for none.
        domain: String,
        /// The one that it has.
        before: String,
    },
    /// A pod is taken off an XMPP domain that it gave up.
    DomainDrop {
        /// The id of the pod.
        pod: String,
        /// The domain.
        domain: String,
    },
    /// A host name is taken from a pod.
    HostRemove {
        /// The id of the pod.
        pod: String,
        /// The name.
        host: String,
    },
    /// All of a domain is kept out of all pods.
    BlockDomain {
        /// The domain.
        domain: String,
        /// Why.
        reason: String,
        /// For how many days, as it was typed; empty for ever.
        days: String,
        /// How many members have an account there.
        members: u64,
    },
}

impl Page for SurePage {
    fn title(&self, ctx: &Context<'_>) -> String {
        match &self.what {
            Sure::PlanPut { name, .. } => t!(ctx, "sure-plan-put", name = name.as_str()),
            Sure::PlanRemove { name, .. } => t!(ctx, "sure-plan-remove", name = name.as_str()),
            Sure::AdminRemove { jid } => t!(ctx, "sure-admin-remove", jid = jid.as_str()),
            Sure::PeerRemove { host } => t!(ctx, "sure-peer-remove", host = host.as_str()),
            Sure::HostRemove { host, .. } => t!(ctx, "sure-host-remove", host = host.as_str()),
            Sure::BlockDomain { domain, .. } => t!(ctx, "sure-block-domain", domain = domain.as_str()),
            Sure::AnnouncementWithdraw { title, .. } => t!(ctx, "confirm-withdraw", title = title.as_str()),
            Sure::DomainChange { domain, before, .. } if domain.is_empty() => {
                t!(ctx, "sure-domain-none", before = before.as_str())
            }
            Sure::DomainChange { domain, before, .. } => {
                t!(ctx, "sure-domain-change", domain = domain.as_str(), before = before.as_str())
            }
            Sure::DomainDrop { domain, .. } => t!(ctx, "sure-domain-drop", domain = domain.as_str()),
            Sure::ImportRemove { address, .. } => t!(ctx, "sure-import-remove", address = address.as_str()),
            Sure::StatementWithdraw { subject, .. } => {
                t!(ctx, "sure-statement-withdraw", subject = subject.as_str())
            }
        }
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let (action, back) = self.addresses();
        html! {
            h1 { (self.title(ctx)) }
            p { (self.means(ctx)) }
            form.stack method="post" action=(action) id="sure" {
                (hidden(ctx, &action))
                input type="hidden" name="sure" value="1";
                (self.fields())
                p.actions {
                    button.button.button-danger type="submit" { (self.word(ctx)) }
                    a.button.button-quiet href=(back) { (t!(ctx, "confirm-no-change")) }
                }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let name = || "Large & <b>".to_owned();
        let put = Sure::PlanPut { name: name(), limits: PodLimits::sample(), pods: 1 };
        let remove = |pods| Sure::PlanRemove { name: name(), pods };
        let admin = Sure::AdminRemove { jid: "eve@a.example".to_owned() };
        let host = Sure::HostRemove { pod: "01HSAMPLE".to_owned(), host: "soup.example".to_owned() };
        let withdraw =
            Sure::AnnouncementWithdraw { id: "01HSAMPLE".to_owned(), title: "Soup <b>".to_owned(), pods: 3 };
        let peer = Sure::PeerRemove { host: "dir.example".to_owned() };
        let block = |members| Sure::BlockDomain {
            domain: "evil.example".to_owned(),
            reason: "Fraud & <b>".to_owned(),
            days: "9".to_owned(),
            members,
        };
        let address = "https://a.example/pods & others.json".to_owned();
        let import = Sure::ImportRemove { address, pods: 1_234 };
        let statement =
            Sure::StatementWithdraw { id: "01HSAMPLE".to_owned(), subject: "spam.example".to_owned() };
        let change = |domain: &str| Sure::DomainChange {
            pod: "01HSAMPLE".to_owned(),
            kind: DomainKind::Managed.code().to_owned(),
            domain: domain.to_owned(),
            before: "people.soup.example".to_owned(),
        };
        let off = Sure::DomainDrop { pod: "01HSAMPLE".to_owned(), domain: "people.soup.example".to_owned() };
        let others =
            [admin, host, withdraw, peer, import, statement, change("soup.example"), change(""), off];
        let counted = [put, remove(0), remove(1), remove(12), block(0), block(1), block(12)];
        counted.into_iter().chain(others).map(|what| Self { what }).collect()
    }
}

impl SurePage {
    /// Where the form goes, and where one goes who is not sure.
    fn addresses(&self) -> (String, String) {
        match &self.what {
            Sure::PlanPut { .. } => (url::admin_plans(), url::admin_plans()),
            Sure::PlanRemove { name, .. } => (url::admin_plan_remove(name), url::admin_plans()),
            Sure::AdminRemove { jid } => (url::admin_admin_remove(jid), url::admin_admins()),
            Sure::PeerRemove { .. } => (url::admin_peers_turn(), url::admin_peers()),
            Sure::HostRemove { pod, .. } => (url::admin_pod_host_remove(pod), url::admin_pod(pod)),
            Sure::BlockDomain { .. } => (url::admin_blocks(), url::admin_blocks()),
            Sure::AnnouncementWithdraw { id, .. } => {
                (url::admin_announcement_withdraw(id), url::admin_announcements())
            }
            Sure::DomainChange { pod, .. } => (url::admin_pod_domain(pod), url::admin_pod(pod)),
            Sure::DomainDrop { pod, .. } => (url::admin_pod_domain_drop(pod), url::admin_pod(pod)),
            Sure::ImportRemove { .. } => (url::admin_imports_remove(), url::admin_imports()),
            Sure::StatementWithdraw { id, .. } => {
                (url::admin_statement_withdraw(id), url::admin_statements())
            }
        }
    }

    fn means(&self, ctx: &Context<'_>) -> String {
        match &self.what {
            Sure::PlanPut { pods, .. } => t!(ctx, "sure-plan-put-text", n = *pods),
            Sure::PlanRemove { pods, .. } => t!(ctx, "sure-plan-remove-text", n = *pods),
            Sure::AdminRemove { .. } => t!(ctx, "sure-admin-remove-text"),
            Sure::PeerRemove { .. } => t!(ctx, "sure-peer-remove-text"),
            Sure::HostRemove { .. } => t!(ctx, "sure-host-remove-text"),
            Sure::BlockDomain { members, .. } => t!(ctx, "sure-block-domain-text", n = *members),
            Sure::AnnouncementWithdraw { pods, .. } => t!(ctx, "sure-withdraw-text", n = *pods),
            Sure::DomainChange { before, .. } => t!(ctx, "sure-domain-text", before = before.as_str()),
            Sure::DomainDrop { .. } => t!(ctx, "sure-domain-drop-text"),
            Sure::ImportRemove { pods, .. } => t!(ctx, "sure-import-remove-text", n = *pods),
            Sure::StatementWithdraw { .. } => t!(ctx, "sure-statement-withdraw-text"),
        }
    }

    fn word(&self, ctx: &Context<'_>) -> String {
        match &self.what {
            Sure::PlanPut { .. } => t!(ctx, "plans-save"),
            Sure::PlanRemove { .. } => t!(ctx, "plans-remove"),
            Sure::AdminRemove { .. } => t!(ctx, "admins-remove"),
            Sure::PeerRemove { .. } => t!(ctx, "peers-remove"),
            Sure::HostRemove { .. } => t!(ctx, "pod-host-remove"),
            Sure::BlockDomain { .. } => t!(ctx, "blocks-add"),
            Sure::AnnouncementWithdraw { .. } => t!(ctx, "announcing-withdraw"),
            Sure::DomainChange { .. } => t!(ctx, "pod-domain-set"),
            Sure::DomainDrop { .. } => t!(ctx, "pod-domain-drop"),
            Sure::ImportRemove { .. } => t!(ctx, "imports-remove"),
            Sure::StatementWithdraw { .. } => t!(ctx, "statements-withdraw"),
        }
    }

    /// What was typed, once more.
    fn fields(&self) -> Markup {
        let remove = PeerTurn::Remove.code().to_owned();
        let typed = match &self.what {
            Sure::PlanPut { name, limits, .. } => {
                let PodLimits { members, media, sessions, signups, upload, .. } = limits;
                vec![
                    ("name", name),
                    ("members", members),
                    ("media", media),
                    ("sessions", sessions),
                    ("signups", signups),
                    ("upload", upload),
                ]
            }
            Sure::PeerRemove { host } => vec![("host", host), ("to", &remove)],
            Sure::HostRemove { host, .. } => vec![("host", host)],
            Sure::BlockDomain { domain, reason, days, .. } => {
                vec![("subject", domain), ("reason", reason), ("days", days)]
            }
            Sure::DomainChange { kind, domain, .. } => vec![("domain_kind", kind), ("domain", domain)],
            Sure::DomainDrop { domain, .. } => vec![("given_up", domain)],
            Sure::ImportRemove { address, .. } => vec![("address", address)],
            Sure::PlanRemove { .. }
            | Sure::AdminRemove { .. }
            | Sure::AnnouncementWithdraw { .. }
            | Sure::StatementWithdraw { .. } => Vec::new(),
        };
        html! { @for (name, value) in typed { input type="hidden" name=(name) value=(value); } }
    }
}
