//! To a member who has left the pod: a receipt, and the way back.

use crate::components::hidden;
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// Says since when she has left, and until when she may come back.
#[derive(Clone, Debug)]
pub struct LeftPage {
    /// Her account.
    pub jid: String,
    /// Since when.
    pub since: OffsetDateTime,
    /// Until when she may come back.
    pub until: OffsetDateTime,
    /// Whether her account is to be deleted, too.
    pub account: bool,
    /// Whether one that is not signs in nowhere then: the pod looks after it.
    pub rests: bool,
}

impl Page for LeftPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "left-title", pod = ctx.place_name())
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let (back, out) = (url::settings_leave_undo(), url::logout());
        let day = |at| dates::weekday_and_day(ctx, at);
        html! {
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "left-since", jid = self.jid.as_str(), day = day(self.since))) }
            @if self.is_open(ctx) { p { (t!(ctx, "left-until", day = day(self.until))) } }
            p { (self.after(ctx)) " " (t!(ctx, "left-receipt")) }
            div.prose {
                h2 { (t!(ctx, "leave-stays")) }
                ul { @for one in self.stays(ctx) { li { (one) } } }
            }
            div.actions {
                @if self.is_open(ctx) {
                    form method="post" action=(back) id="back" {
                        (hidden(ctx, &back))
                        button.button type="submit" { (t!(ctx, "left-back", pod = ctx.place_name())) }
                    }
                }
                a.button.button-quiet href=(url::settings_leave_receipt()) download { (t!(ctx, "left-take")) }
                form method="post" action=(out) data-sign-out {
                    (hidden(ctx, &out))
                    button.button.button-quiet type="submit" { (t!(ctx, "connection-sign-out")) }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let since = now - Duration::days(2);
        let jid = "alice@cantine.localhost".to_owned();
        let left = Self { jid, since, until: since + Duration::days(14), account: false, rests: false };
        vec![
            left.clone(),
            Self { account: true, ..left.clone() },
            Self { rests: true, ..left.clone() },
            Self { until: now, ..left },
        ]
    }
}

impl LeftPage {
    /// The same as a text, to take along.
    pub fn receipt(&self, ctx: &Context<'_>) -> String {
        let (jid, at) = (self.jid.as_str(), |at| dates::exact(ctx, at));
        let mut lines = vec![
            self.title(ctx),
            ctx.origin.to_owned(),
            String::new(),
            t!(ctx, "left-since", jid = jid, day = at(self.since)),
        ];
        if self.is_open(ctx) {
            lines.push(t!(ctx, "left-until", day = at(self.until)));
        }
        lines.push(self.after(ctx));
        lines.extend([String::new(), t!(ctx, "leave-stays")]);
        lines.extend(self.stays(ctx).iter().map(|one| format!("- {one}")));
        lines.extend([String::new(), t!(ctx, "left-written", at = at(ctx.now)), String::new()]);
        lines.join("\n")
    }

    /// What happens then.
    fn after(&self, ctx: &Context<'_>) -> String {
        let (pod, jid) = (ctx.place_name(), self.jid.as_str());
        match (self.account, self.rests) {
            (true, _) => t!(ctx, "left-after-account", pod = pod, jid = jid),
            (false, true) => t!(ctx, "left-after-rests", pod = pod, jid = jid),
            (false, false) => t!(ctx, "left-after", pod = pod),
        }
    }

    /// What stays that is not the pod's.
    fn stays(&self, ctx: &Context<'_>) -> Vec<String> {
        let jid = self.jid.as_str();
        let server = jid.rsplit('@').next().unwrap_or_default();
        let mut stays = Vec::new();
        if !self.account && !self.rests {
            stays.push(t!(ctx, "leave-stays-account", jid = jid));
        }
        if !self.account {
            stays.push(t!(ctx, "leave-stays-server", server = server));
        }
        stays.push(t!(ctx, "leave-stays-others"));
        stays
    }

    /// Whether she may still come back.
    fn is_open(&self, ctx: &Context<'_>) -> bool {
        ctx.now < self.until
    }
}
