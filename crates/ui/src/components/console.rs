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
    /// Who waits for a place.
    Waiting,
    /// Who was invited by whom.
    Invites,
    /// How the pod looks.
    Branding,
    /// What the operators have written down.
    Texts,
    /// Who comes in.
    Registration,
    /// How newcomers find the pod.
    Listing,
    /// What the pod may use.
    Quotas,
    /// What is announced.
    Announcements,
    /// What the pod costs and is given.
    Funds,
    /// What is said of gifts.
    Gifts,
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

/// A page of the console, where it is, and what it is called.
type Way = (Desk, String, String);

/// Leads from one page of the console to the others, in groups. Who moderates has two; who is there for support reads no reports, in which
/// there is more than is public.
pub fn desks(ctx: &Context<'_>, here: Desk) -> Markup {
    // who is there for support is that first
    let moderates =
        ctx.support.is_none() && ctx.viewer.as_ref().is_some_and(|viewer| viewer.duty == Duty::Moderates);
    let is_hers = |desk: Desk| match ctx.support {
        Some(_) => desk != Desk::Reports,
        None => !moderates || matches!(desk, Desk::Members | Desk::Reports),
    };
    let groups = [
        ("desks-people", t!(ctx, "desks-people"), people(ctx)),
        ("desks-safety", t!(ctx, "desks-safety"), safety(ctx)),
        ("desks-pod", t!(ctx, "desks-pod"), pod(ctx)),
    ];
    html! {
        nav.desks.desks-grouped aria-label=(t!(ctx, "nav-operate")) {
            @if !moderates {
                ul { (way(here, &(Desk::Overview, url::operate(), t!(ctx, "desk-overview")))) }
            }
            @for (id, title, ways) in &groups {
                @if ways.iter().any(|(desk, ..)| is_hers(*desk)) {
                    div.desks-group {
                        p.desks-title id=(id) { (title) }
                        ul aria-labelledby=(id) {
                            @for one in ways.iter().filter(|(desk, ..)| is_hers(*desk)) { (way(here, one)) }
                        }
                    }
                }
            }
        }
    }
}

fn way(here: Desk, (desk, address, word): &Way) -> Markup {
    html! { li { a href=(address) aria-current=[(*desk == here).then_some("page")] { (word) } } }
}

/// Who is here, and who comes.
fn people(ctx: &Context<'_>) -> Vec<Way> {
    vec![
        (Desk::Members, url::operate_members(), t!(ctx, "desk-members")),
        (Desk::Requests, url::operate_requests(), t!(ctx, "desk-requests")),
        (Desk::Waiting, url::operate_waiting(), t!(ctx, "desk-waiting")),
        (Desk::Invites, url::operate_invites(), t!(ctx, "desk-invites")),
        (Desk::Waves, url::operate_waves(), t!(ctx, "desk-waves")),
    ]
}

/// What is not wanted, and what was done.
fn safety(ctx: &Context<'_>) -> Vec<Way> {
    vec![
        (Desk::Reports, url::operate_reports(), t!(ctx, "desk-reports")),
        (Desk::Blocks, url::operate_blocks(), t!(ctx, "desk-blocks")),
        (Desk::Texts, url::operate_texts(), t!(ctx, "desk-texts")),
        (Desk::Visits, url::operate_visits(), t!(ctx, "desk-visits")),
        (Desk::Audit, url::operate_audit(None), t!(ctx, "desk-audit")),
    ]
}

/// How the pod is.
fn pod(ctx: &Context<'_>) -> Vec<Way> {
    vec![
        (Desk::Branding, url::operate_branding(), t!(ctx, "desk-branding")),
        (Desk::Listing, url::operate_listing(), t!(ctx, "desk-listing")),
        (Desk::Registration, url::operate_registration(), t!(ctx, "desk-registration")),
        (Desk::Announcements, url::operate_announcements(), t!(ctx, "desk-announcements")),
        (Desk::Mails, url::operate_mails(None), t!(ctx, "desk-mails")),
        (Desk::Quotas, url::operate_quotas(), t!(ctx, "desk-quotas")),
        (Desk::Funds, url::operate_funds(), t!(ctx, "desk-funds")),
        (Desk::Gifts, url::operate_gifts(), t!(ctx, "desk-gifts")),
        (Desk::Guest, url::operate_guest(), t!(ctx, "desk-guest")),
    ]
}
