//! What the pages of the admins' console have in common.

use crate::components::hidden;
use crate::context::Context;
use crate::locales::t;
use crate::url;
use maud::{Markup, html};

/// The pages of the console of those who look after the deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminDesk {
    /// All pods, and each of them.
    Pods,
    /// Limits with names.
    Plans,
    /// What is announced on pods.
    Announcements,
    /// Who is kept out of all pods.
    Blocks,
    /// Who looks after the deployment.
    Admins,
    /// Pods of other deployments.
    Directory,
    /// Other directories.
    Peers,
    /// What directories say of pods.
    Statements,
    /// How it is.
    Health,
    /// What was done to it.
    Audit,
}

/// Leads from one page of the console to the others, and out.
pub fn admin_desks(ctx: &Context<'_>, here: AdminDesk) -> Markup {
    let all = [
        (AdminDesk::Pods, url::admin(), t!(ctx, "admin-desk-pods")),
        (AdminDesk::Plans, url::admin_plans(), t!(ctx, "admin-desk-plans")),
        (AdminDesk::Announcements, url::admin_announcements(), t!(ctx, "desk-announcements")),
        (AdminDesk::Blocks, url::admin_blocks(), t!(ctx, "desk-blocks")),
        (AdminDesk::Admins, url::admin_admins(), t!(ctx, "admin-desk-admins")),
        (AdminDesk::Directory, url::admin_directory("", "", ""), t!(ctx, "admin-desk-directory")),
        (AdminDesk::Peers, url::admin_peers(), t!(ctx, "admin-desk-peers")),
        (AdminDesk::Statements, url::admin_statements(), t!(ctx, "admin-desk-statements")),
        (AdminDesk::Health, url::admin_health(), t!(ctx, "admin-desk-health")),
        (AdminDesk::Audit, url::admin_audit("", "", None), t!(ctx, "admin-desk-audit")),
    ];
    let out = url::logout();
    html! {
        nav.desks aria-label=(t!(ctx, "nav-admin")) {
            ul { @for (desk, address, word) in &all {
                li { a href=(address) aria-current=[(*desk == here).then_some("page")] { (word) } }
            } }
            form method="post" action=(out) {
                (hidden(ctx, &out))
                button.button.button-quiet type="submit" { (t!(ctx, "nav-logout")) }
            }
        }
    }
}
