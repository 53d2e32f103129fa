//! An invitation, as whoever follows its link sees it.

use crate::components::{Empty, empty, hidden};
use crate::context::Context;
use crate::forms::Joining;
use crate::locales::t;
use crate::page::{Layout, Page};
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
                None if self.confirms => {
                    (empty(&Empty {
                        title: t!(ctx, "invite-confirmed-spent"),
                        text: t!(ctx, "invite-confirmed-spent-text"),
                        step: Some((t!(ctx, "invite-confirmed-again"), url::register())),
                    }))
                    p.aside-line { (t!(ctx, "register-have-one")) " " a href=(url::login()) { (t!(ctx, "register-sign-in")) } }
                }
                None => (empty(&Empty { title: t!(ctx, "invite-spent"), text: t!(ctx, "invite-spent-text"), step: Some(other_pods(ctx)) })),
                Some(_) if self.joining.full() => {
                    (empty(&Empty { title: t!(ctx, "register-full", pod = pod), text: t!(ctx, "invite-full-text"), step: Some(other_pods(ctx)) }))
                }
                Some(_) if !self.joining.takes() => {
                    (empty(&Empty { title: t!(ctx, "register-closed", pod = pod), text: t!(ctx, "register-closed-text"), step: Some(other_pods(ctx)) }))
                }
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
            Self { code: None, ..confirmed },
            Self { code: None, by: None, ..good },
        ]
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
