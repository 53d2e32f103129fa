//! What was done to the deployment itself, by whom and when.

use crate::components::{AdminDesk, Empty, admin_desks, empty, icon, older};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::AuditActor;
use crate::pages::audit::who;
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/admin/audit`.
#[derive(Clone, Debug)]
pub struct DeploymentAuditPage {
    /// The address of whom one looks for; empty for everybody.
    pub actor: String,
    /// What one looks for; none for everything.
    pub act: Option<DeploymentAct>,
    /// What was done, the newest first.
    pub entries: Vec<DeploymentEntry>,
    /// The entry before which an older page ends; none where there is none.
    pub older: Option<i64>,
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct DeploymentEntry {
    /// Its place in the log, from 1.
    pub number: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: AuditActor,
    /// What.
    pub act: DeploymentAct,
    /// On what: an address, a domain, a plan, a host name, a list, a token's name.
    pub object: String,
    /// Until when, of a block; empty where nothing ends by itself.
    pub until: String,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeploymentAct {
    /// An account became an admin.
    AdminGrant,
    /// An account is an admin no longer.
    AdminRevoke,
    /// A link was made by which an admin signs in.
    AdminLink,
    /// An admin has signed in with the password of her account.
    AdminEnter,
    /// An admin has signed in by a link.
    AdminFollow,
    /// A plan was made or changed.
    PlanPut,
    /// A plan was removed.
    PlanRemove,
    /// Another directory is followed, or not any more, or otherwise.
    PeerChange,
    /// Something was said of a pod in the name of the directory, or taken back.
    StatementChange,
    /// The directory signs with another key.
    DirectoryKey,
    /// A pod was made.
    PodCreate,
    /// A pod is in use again.
    PodResume,
    /// A pod can only be read.
    PodReadOnly,
    /// A pod was suspended.
    PodSuspend,
    /// A pod closes, or closes at another time.
    PodClose,
    /// A pod was deleted.
    PodDelete,
    /// A pod that was deleted is back.
    PodRestore,
    /// Nothing is left of a pod that was deleted.
    PodPurge,
    /// An address or a domain is kept out of all pods.
    BlockAdd,
    /// An address or a domain may come into the pods again.
    BlockRemove,
    /// A pod elsewhere was let into the directory.
    ListingLetIn,
    /// A pod elsewhere is kept out of the directory.
    ListingKeepOut,
    /// A pod elsewhere is not shown until somebody has looked at it.
    ListingReview,
    /// What was decided of a pod elsewhere was taken back.
    ListingUndo,
    /// A pod elsewhere was taken out of the directory.
    ListingRemove,
    /// A list that others keep of pods is read.
    ImportAdd,
    /// A list that others keep of pods is not read any more.
    ImportRemove,
    /// What somebody reported of a pod was decided.
    PodReportDecide,
    /// A token of the API was made.
    TokenCreate,
    /// A token of the API was made worth nothing.
    TokenRevoke,
}

impl DeploymentAct {
    /// All of them.
    pub const ALL: [Self; 30] = [
        Self::AdminGrant,
        Self::AdminRevoke,
        Self::AdminLink,
        Self::AdminEnter,
        Self::AdminFollow,
        Self::PlanPut,
        Self::PlanRemove,
        Self::PeerChange,
        Self::StatementChange,
        Self::DirectoryKey,
        Self::PodCreate,
        Self::PodResume,
        Self::PodReadOnly,
        Self::PodSuspend,
        Self::PodClose,
        Self::PodDelete,
        Self::PodRestore,
        Self::PodPurge,
        Self::BlockAdd,
        Self::BlockRemove,
        Self::ListingLetIn,
        Self::ListingKeepOut,
        Self::ListingReview,
        Self::ListingUndo,
        Self::ListingRemove,
        Self::ImportAdd,
        Self::ImportRemove,
        Self::PodReportDecide,
        Self::TokenCreate,
        Self::TokenRevoke,
    ];

    /// The word in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::AdminGrant => "admin-grant",
            Self::AdminRevoke => "admin-revoke",
            Self::AdminLink => "admin-link",
            Self::AdminEnter => "admin-enter",
            Self::AdminFollow => "admin-follow",
            Self::PlanPut => "plan-put",
            Self::PlanRemove => "plan-remove",
            Self::PeerChange => "peer-change",
            Self::StatementChange => "statement-change",
            Self::DirectoryKey => "directory-key",
            Self::PodCreate => "pod-create",
            Self::PodResume => "pod-resume",
            Self::PodReadOnly => "pod-read-only",
            Self::PodSuspend => "pod-suspend",
            Self::PodClose => "pod-close",
            Self::PodDelete => "pod-delete",
            Self::PodRestore => "pod-restore",
            Self::PodPurge => "pod-purge",
            Self::BlockAdd => "block-add",
            Self::BlockRemove => "block-remove",
            Self::ListingLetIn => "listing-let-in",
            Self::ListingKeepOut => "listing-keep-out",
            Self::ListingReview => "listing-review",
            Self::ListingUndo => "listing-undo",
            Self::ListingRemove => "listing-remove",
            Self::ImportAdd => "import-add",
            Self::ImportRemove => "import-remove",
            Self::PodReportDecide => "pod-report-decide",
            Self::TokenCreate => "token-create",
            Self::TokenRevoke => "token-revoke",
        }
    }

    /// Reads the word; none for what is none of them.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }

    fn kind(self, ctx: &Context<'_>) -> String {
        match self {
            Self::AdminGrant => t!(ctx, "deployment-kind-admin-grant"),
            Self::AdminRevoke => t!(ctx, "deployment-kind-admin-revoke"),
            Self::AdminLink => t!(ctx, "deployment-kind-admin-link"),
            Self::AdminEnter => t!(ctx, "deployment-kind-admin-enter"),
            Self::AdminFollow => t!(ctx, "deployment-kind-admin-follow"),
            Self::PlanPut => t!(ctx, "deployment-kind-plan-put"),
            Self::PlanRemove => t!(ctx, "deployment-kind-plan-remove"),
            Self::PeerChange => t!(ctx, "deployment-kind-peer-change"),
            Self::StatementChange => t!(ctx, "deployment-kind-statement-change"),
            Self::DirectoryKey => t!(ctx, "deployment-kind-directory-key"),
            Self::PodCreate => t!(ctx, "deployment-kind-pod-create"),
            Self::PodResume => t!(ctx, "deployment-kind-pod-resume"),
            Self::PodReadOnly => t!(ctx, "deployment-kind-pod-read-only"),
            Self::PodSuspend => t!(ctx, "deployment-kind-pod-suspend"),
            Self::PodClose => t!(ctx, "deployment-kind-pod-close"),
            Self::PodDelete => t!(ctx, "deployment-kind-pod-delete"),
            Self::PodRestore => t!(ctx, "deployment-kind-pod-restore"),
            Self::PodPurge => t!(ctx, "deployment-kind-pod-purge"),
            Self::BlockAdd => t!(ctx, "deployment-kind-block-add"),
            Self::BlockRemove => t!(ctx, "deployment-kind-block-remove"),
            Self::ListingLetIn => t!(ctx, "deployment-kind-listing-let-in"),
            Self::ListingKeepOut => t!(ctx, "deployment-kind-listing-keep-out"),
            Self::ListingReview => t!(ctx, "deployment-kind-listing-review"),
            Self::ListingUndo => t!(ctx, "deployment-kind-listing-undo"),
            Self::ListingRemove => t!(ctx, "deployment-kind-listing-remove"),
            Self::ImportAdd => t!(ctx, "deployment-kind-import-add"),
            Self::ImportRemove => t!(ctx, "deployment-kind-import-remove"),
            Self::PodReportDecide => t!(ctx, "deployment-kind-pod-report-decide"),
            Self::TokenCreate => t!(ctx, "deployment-kind-token-create"),
            Self::TokenRevoke => t!(ctx, "deployment-kind-token-revoke"),
        }
    }

    fn says(self, ctx: &Context<'_>, what: &str) -> String {
        match self {
            Self::AdminGrant => t!(ctx, "deployment-admin-grant", what = what),
            Self::AdminRevoke => t!(ctx, "deployment-admin-revoke", what = what),
            Self::AdminLink => t!(ctx, "deployment-admin-link", what = what),
            Self::AdminEnter => t!(ctx, "deployment-admin-enter", what = what),
            Self::AdminFollow => t!(ctx, "deployment-admin-follow", what = what),
            Self::PlanPut => t!(ctx, "deployment-plan-put", what = what),
            Self::PlanRemove => t!(ctx, "deployment-plan-remove", what = what),
            Self::PeerChange => t!(ctx, "deployment-peer-change", what = what),
            Self::StatementChange => t!(ctx, "deployment-statement-change", what = what),
            Self::DirectoryKey => t!(ctx, "deployment-directory-key", what = what),
            Self::PodCreate => t!(ctx, "deployment-pod-create", what = what),
            Self::PodResume => t!(ctx, "deployment-pod-resume", what = what),
            Self::PodReadOnly => t!(ctx, "deployment-pod-read-only", what = what),
            Self::PodSuspend => t!(ctx, "deployment-pod-suspend", what = what),
            Self::PodClose => t!(ctx, "deployment-pod-close", what = what),
            Self::PodDelete => t!(ctx, "deployment-pod-delete", what = what),
            Self::PodRestore => t!(ctx, "deployment-pod-restore", what = what),
            Self::PodPurge => t!(ctx, "deployment-pod-purge", what = what),
            Self::BlockAdd => t!(ctx, "deployment-block-add", what = what),
            Self::BlockRemove => t!(ctx, "deployment-block-remove", what = what),
            Self::ListingLetIn => t!(ctx, "deployment-listing-let-in", what = what),
            Self::ListingKeepOut => t!(ctx, "deployment-listing-keep-out", what = what),
            Self::ListingReview => t!(ctx, "deployment-listing-review", what = what),
            Self::ListingUndo => t!(ctx, "deployment-listing-undo", what = what),
            Self::ListingRemove => t!(ctx, "deployment-listing-remove", what = what),
            Self::ImportAdd => t!(ctx, "deployment-import-add", what = what),
            Self::ImportRemove => t!(ctx, "deployment-import-remove", what = what),
            Self::PodReportDecide => t!(ctx, "deployment-pod-report-decide", what = what),
            Self::TokenCreate => t!(ctx, "deployment-token-create", what = what),
            Self::TokenRevoke => t!(ctx, "deployment-token-revoke", what = what),
        }
    }
}

impl Page for DeploymentAuditPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "deployment-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let act = self.act.map_or("", DeploymentAct::code);
        let before = self.older.map(|number| url::admin_audit(&self.actor, act, Some(number)));
        html! {
            (admin_desks(ctx, AdminDesk::Audit))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "deployment-lead")) }
            (self.search(ctx))
            @if self.entries.is_empty() { (empty(&nothing(ctx))) } @else { (self.table(ctx)) }
            (older(ctx, before.as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let alice = samples::person("alice", "Alice Moreau").jid;
        let alice = alice.map_or(AuditActor::Program, AuditActor::Person);
        let entry = |(act, number): (DeploymentAct, i64)| DeploymentEntry {
            number,
            at: now - Duration::hours(60 - number),
            actor: if number == 1 { AuditActor::CommandLine } else { alice.clone() },
            act,
            object: "Small & <b>".to_owned(),
            until: if act == DeploymentAct::BlockAdd { "2026-12-24".to_owned() } else { String::new() },
        };
        let entries: Vec<_> = DeploymentAct::ALL.into_iter().zip(1..).map(entry).collect();
        let (actor, act) = ("alice@cantine.localhost".to_owned(), Some(DeploymentAct::PlanPut));
        vec![
            Self { actor: String::new(), act: None, entries: entries.clone(), older: Some(1) },
            Self { actor: actor.clone(), act, entries, older: Some(1) },
            Self { actor, act, entries: Vec::new(), older: None },
        ]
    }
}

impl DeploymentAuditPage {
    fn search(&self, ctx: &Context<'_>) -> Markup {
        html! {
            search { form.search method="get" action=(url::admin_audit("", "", None)) {
                div.field.search-words { label for="search-actor" { (t!(ctx, "audit-who")) } input id="search-actor" name="actor" value=(self.actor) autocomplete="off"; }
                div.field { label for="search-act" { (t!(ctx, "audit-what")) } select id="search-act" name="act" {
                    option value="" { (t!(ctx, "members-any")) }
                    @for act in DeploymentAct::ALL { option value=(act.code()) selected[self.act == Some(act)] { (act.kind(ctx)) } }
                } }
                button.button type="submit" { (icon(ctx, "search")) (t!(ctx, "members-search")) }
            } }
        }
    }

    fn table(&self, ctx: &Context<'_>) -> Markup {
        html! {
            table.records {
                caption.visually-hidden { (t!(ctx, "deployment-title")) }
                thead { tr {
                    th.number scope="col" { (t!(ctx, "audit-number")) }
                    th scope="col" { (t!(ctx, "audit-when")) }
                    th scope="col" { (t!(ctx, "audit-who")) }
                    th scope="col" { (t!(ctx, "audit-what")) }
                } }
                tbody { @for entry in &self.entries { tr {
                    td.number { (entry.number) }
                    td { (dates::relative(ctx, entry.at)) }
                    td { (who(ctx, &entry.actor)) }
                    td { (said(ctx, entry)) }
                } } }
            }
        }
    }
}

fn said(ctx: &Context<'_>, entry: &DeploymentEntry) -> String {
    let (object, until) = (entry.object.as_str(), entry.until.as_str());
    match entry.act {
        DeploymentAct::BlockAdd if !until.is_empty() => {
            t!(ctx, "audit-block-add-until", who = object, everywhere = "true", day = until)
        }
        act => act.says(ctx, object),
    }
}

fn nothing(ctx: &Context<'_>) -> Empty {
    let step = Some((t!(ctx, "deployment-all"), url::admin_audit("", "", None)));
    Empty { title: t!(ctx, "deployment-empty"), text: t!(ctx, "deployment-empty-text"), step }
}
