//! Where the link of a visit for support leads, on the pod's host, and what is there after it.

use crate::components::{dead_end, hidden};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/visit/{token}`, and `/visit` after a visit.
#[derive(Clone, Debug)]
pub struct SupportPage {
    /// How the visit is.
    pub visit: SupportVisit,
}

/// How a visit is for whoever comes by its link.
#[derive(Clone, Debug)]
pub enum SupportVisit {
    /// It may be gone on.
    Ahead {
        /// The link's token.
        token: String,
        /// The address of who visits.
        jid: String,
        /// Why.
        reason: String,
        /// Until when.
        until: OffsetDateTime,
    },
    /// The link is not good, or not any more.
    Gone,
    /// It is over.
    Over,
}

impl Page for SupportPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        match self.visit {
            SupportVisit::Ahead { .. } => t!(ctx, "visit-title", pod = ctx.place_name()),
            SupportVisit::Gone => t!(ctx, "visit-gone"),
            SupportVisit::Over => t!(ctx, "visit-over"),
        }
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let text = match &self.visit {
            SupportVisit::Ahead { token, jid, reason, until } => {
                return ahead(ctx, token, jid, reason, *until);
            }
            SupportVisit::Gone => t!(ctx, "visit-gone-text"),
            SupportVisit::Over => t!(ctx, "visit-over-text"),
        };
        let way = (t!(ctx, "nav-admin"), url::absolute(ctx.platform, &url::admin()));
        dead_end(&self.title(ctx), &html! {}, &text, &way)
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let jid = samples::person("ops", "Operations").jid.map(|jid| jid.to_string()).unwrap_or_default();
        let reason = "Sign-ups <b> & mails".to_owned();
        let ahead = SupportVisit::Ahead { token: "0".repeat(64), jid, reason, until: now + Duration::HOUR };
        [ahead, SupportVisit::Gone, SupportVisit::Over].map(|visit| Self { visit }).into()
    }
}

fn ahead(ctx: &Context<'_>, token: &str, jid: &str, reason: &str, until: OffsetDateTime) -> Markup {
    let action = url::visit(token);
    html! {
        h1 { (t!(ctx, "visit-title", pod = ctx.place_name())) }
        p.lead { (t!(ctx, "support-strip", who = jid)) " " (dates::clock(ctx, until)) }
        blockquote.quoted { (reason) }
        p { (t!(ctx, "visit-seen")) }
        p { (t!(ctx, "visits-never")) }
        form.stack method="post" action=(action) id="visit" {
            (hidden(ctx, &action))
            p { button.button.button-wide type="submit" { (t!(ctx, "visit-enter")) } }
        }
    }
}
