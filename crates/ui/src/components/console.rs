//! What the pages of a console have in common.

use crate::context::Context;
use crate::locales::t;
use crate::url;
use maud::{Markup, html};

/// The pages of the console of those who run a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// Who was invited by whom.
    Invites,
    /// What was done to the pod.
    Audit,
}

/// Leads from one page of the console to the others.
pub fn desks(ctx: &Context<'_>, here: Desk) -> Markup {
    let all = [
        (Desk::Invites, url::operate_invites(), t!(ctx, "desk-invites")),
        (Desk::Audit, url::operate_audit(None), t!(ctx, "desk-audit")),
    ];
    html! {
        nav.desks aria-label=(t!(ctx, "nav-operate")) {
            ul { @for (desk, address, word) in &all {
                li { a href=(address) aria-current=[(*desk == here).then_some("page")] { (word) } }
            } }
        }
    }
}
