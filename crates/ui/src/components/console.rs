//! What the pages of a console have in common.

use crate::context::{Context, Duty};
use crate::locales::t;
use crate::url;
use maud::{Markup, html};

/// The pages of the console of those who run a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// How the pod is.
    Overview,
    /// Who is here.
    Members,
    /// What is reported.
    Reports,
    /// Who is kept out.
    Blocks,
    /// Who asks to be let in.
    Requests,
    /// Who was invited by whom.
    Invites,
    /// How the pod looks.
    Branding,
    /// What the operators have written down.
    Texts,
    /// Who comes in.
    Registration,
    /// What the pod may use.
    Quotas,
    /// What is announced.
    Announcements,
    /// What the pod costs and is given.
    Funds,
    /// As whom one may look around.
    Guest,
    /// Sign-ups that are undone together.
    Waves,
    /// Who came for support.
    Visits,
    /// What was sent by e-mail.
    Mails,
    /// What was done to the pod.
    Audit,
}

/// Leads from one page of the console to the others. Who moderates has two; who is there for support reads no reports, in which there is
/// more than is public.
pub fn desks(ctx: &Context<'_>, here: Desk) -> Markup {
    let moderates = ctx.viewer.as_ref().is_some_and(|viewer| viewer.duty == Duty::Moderates);
    let is_hers = |desk: Desk| match ctx.support {
        Some(_) => desk != Desk::Reports,
        None => !moderates || matches!(desk, Desk::Members | Desk::Reports),
    };
    let all = [
        (Desk::Overview, url::operate(), t!(ctx, "desk-overview")),
        (Desk::Members, url::operate_members(), t!(ctx, "desk-members")),
        (Desk::Reports, url::operate_reports(), t!(ctx, "desk-reports")),
        (Desk::Blocks, url::operate_blocks(), t!(ctx, "desk-blocks")),
        (Desk::Requests, url::operate_requests(), t!(ctx, "desk-requests")),
        (Desk::Invites, url::operate_invites(), t!(ctx, "desk-invites")),
        (Desk::Registration, url::operate_registration(), t!(ctx, "desk-registration")),
        (Desk::Branding, url::operate_branding(), t!(ctx, "desk-branding")),
        (Desk::Texts, url::operate_texts(), t!(ctx, "desk-texts")),
        (Desk::Quotas, url::operate_quotas(), t!(ctx, "desk-quotas")),
        (Desk::Announcements, url::operate_announcements(), t!(ctx, "desk-announcements")),
        (Desk::Funds, url::operate_funds(), t!(ctx, "desk-funds")),
        (Desk::Guest, url::operate_guest(), t!(ctx, "desk-guest")),
        (Desk::Waves, url::operate_waves(), t!(ctx, "desk-waves")),
        (Desk::Visits, url::operate_visits(), t!(ctx, "desk-visits")),
        (Desk::Mails, url::operate_mails(None), t!(ctx, "desk-mails")),
        (Desk::Audit, url::operate_audit(None), t!(ctx, "desk-audit")),
    ];
    html! {
        nav.desks aria-label=(t!(ctx, "nav-operate")) {
            ul { @for (desk, address, word) in all.iter().filter(|(desk, ..)| is_hers(*desk)) {
                li { a href=(address) aria-current=[(*desk == here).then_some("page")] { (word) } }
            } }
        }
    }
}
