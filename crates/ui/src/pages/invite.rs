//! An invitation, as whoever follows its link sees it.

use crate::components::{Empty, empty, hidden};
use crate::context::Context;
use crate::forms::Joining;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::login;
use crate::url;
use crate::url::Mode;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/invite/{code}`.
#[derive(Clone, Debug)]
pub struct InvitePage {
    /// Its code; none where it is not good (any more).
    pub code: Option<String>,
    /// The name of the member who invites; none where the pod does.
    pub by: Option<String>,
    /// Whether it came by mail to whoever asked for it by signing up.
    pub confirms: bool,
    /// Whether who takes it runs the pod from then on.
    pub runs: bool,
    /// What opens it in an XMPP client, where that can make an account by it.
    pub app: Option<String>,
    /// Whether and how one can join.
    pub joining: Joining,
}

impl Page for InvitePage {
    fn title(&self, ctx: &Context<'_>) -> String {
        match self.code {
            Some(_) if self.confirms => t!(ctx, "invite-confirmed-title", pod = ctx.place_name()),
            Some(_) => t!(ctx, "invite-title", pod = ctx.place_name()),
            None => ctx.place_name().to_owned(),
        }
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let pod = ctx.place_name();
        html! {
            h1 { (self.title(ctx)) }
            @match &self.code {
                Some(code) if self.runs && ctx.viewer.as_ref().is_some_and(|viewer| !viewer.guest) => (take(ctx, code)),
                code if code.is_none() || self.joining.full() || !self.joining.takes() => (self.no_way_in(ctx)),
                None => {}
                Some(code) => {
                    p.lead { @match &self.by {
                        _ if self.confirms => (t!(ctx, "invite-confirmed-text")),
                        Some(by) => (t!(ctx, "invite-by", name = by.as_str(), pod = pod)),
                        None => (t!(ctx, "invite-by-pod", pod = pod)),
                    } }
                    @if self.runs { p { (t!(ctx, "invite-runs")) } }
                    @if self.joining.accounts { p { a.button.button-wide href=(url::register_by(code)) { (t!(ctx, "invite-register")) } } }
                    p { a.button.button-quiet.button-wide href=(url::login_by(code)) { (t!(ctx, "invite-login")) } }
                    @if let Some(app) = &self.app {
                        p { a.button.button-quiet.button-wide href=(app) { (t!(ctx, "invite-app")) } }
                        p.aside-line { (t!(ctx, "invite-app-text")) }
                    }
                    p.aside-line { a href=(url::rules()) { (t!(ctx, "foot-rules")) } }
                }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let joining = Joining {
            mode: Mode::Invite,
            places: Some(12),
            accounts: true,
            invited: true,
            ..Joining::default()
        };
        let code = "0".repeat(32);
        let app = Some(url::register_in_app("cantine.localhost", &code));
        let by = Some("Alice Moreau".to_owned());
        let good = Self { code: Some(code), by, confirms: false, runs: false, app, joining };
        let confirmed = Self { by: None, confirms: true, app: None, ..good.clone() };
        vec![
            good.clone(),
            Self { by: None, runs: true, ..good.clone() },
            Self { by: None, app: None, joining: Joining { accounts: false, ..joining }, ..good.clone() },
            Self { joining: Joining { places: Some(0), ..joining }, ..good.clone() },
            Self { joining: Joining { mode: Mode::Closed, ..joining }, ..good.clone() },
            confirmed.clone(),
            Self { joining: Joining { places: Some(0), waits: true, ..joining }, ..confirmed.clone() },
            Self { joining: Joining { paused: true, invited: false, ..joining }, ..confirmed.clone() },
            Self { code: None, ..confirmed },
            Self { code: None, by: None, ..good },
        ]
    }
}

impl InvitePage {
    /// Why nobody comes in by it, and what to do.
    fn no_way_in(&self, ctx: &Context<'_>) -> Markup {
        let pod = ctx.place_name();
        let full = || t!(ctx, "register-full", pod = pod);
        let closed = || (t!(ctx, "closed-title", pod = pod), t!(ctx, "closed-text"), other_pods(ctx));
        let (title, text, step) = match &self.code {
            None if self.confirms => (
                t!(ctx, "invite-confirmed-spent"),
                t!(ctx, "invite-confirmed-spent-text"),
                (t!(ctx, "invite-confirmed-again"), url::register()),
            ),
            None => (t!(ctx, "invite-spent"), t!(ctx, "invite-spent-text"), other_pods(ctx)),
            Some(_) if self.joining.closed() => closed(),
            Some(_) if self.joining.full() && self.confirms && self.joining.waits => {
                (full(), t!(ctx, "invite-confirmed-full-text"), (t!(ctx, "front-wait"), url::register()))
            }
            Some(_) if self.joining.full() => (full(), t!(ctx, "invite-full-text"), other_pods(ctx)),
            Some(_) if self.joining.paused => {
                (t!(ctx, "front-paused"), t!(ctx, "front-paused-text"), other_pods(ctx))
            }
            Some(_) => closed(),
        };
        html! {
            (empty(&Empty { title, text, step: Some(step) }))
            @if self.joining.closed() { (login::for_members(ctx)) }
        }
    }
}

/// For a member who is here already.
fn take(ctx: &Context<'_>, code: &str) -> Markup {
    let action = url::invite_take(code);
    html! {
        p.lead { (t!(ctx, "invite-runs")) }
        form method="post" action=(action) {
            (hidden(ctx, &action))
            p { button.button.button-wide type="submit" { (t!(ctx, "invite-take")) } }
        }
    }
}

fn other_pods(ctx: &Context<'_>) -> (String, String) {
    (t!(ctx, "login-other-pods"), url::absolute(ctx.platform, &url::front()))
}
