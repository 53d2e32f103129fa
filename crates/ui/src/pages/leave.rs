//! What it means to leave the pod, before a member does.

use crate::components::{hidden, icon};
use crate::context::{Context, Duty};
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// Asks whether to leave the pod, and says what goes and what stays.
#[derive(Clone, Debug)]
pub struct LeavePage {
    /// The member's account.
    pub jid: String,
    /// Its server.
    pub server: String,
    /// Her handle.
    pub handle: String,
    /// How many days she may come back.
    pub days: u32,
    /// Whether her account signs in nowhere after that: the pod looks after it.
    pub rests: bool,
}

impl Page for LeavePage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "leave-title", pod = ctx.place_name())
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn section(&self) -> Section {
        Section::Settings
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let (action, server) = (url::settings_leave(), self.server.as_str());
        html! {
            h1 { (t!(ctx, "leave-heading", pod = ctx.place_name())) }
            p.lead { (t!(ctx, "leave-text", days = self.days)) }
            div.prose {
                h2 { (t!(ctx, "leave-goes")) }
                ul {
                    li { (t!(ctx, "leave-goes-now", page = format!("/@{}", self.handle))) }
                    li { (t!(ctx, "leave-goes-later", days = self.days)) }
                    li { (t!(ctx, "leave-goes-handle")) }
                    @if self.rests {
                        li {
                            (t!(ctx, "leave-goes-account", jid = self.jid.as_str(), days = self.days)) " "
                            a href=(url::settings_delete()) { (t!(ctx, "leave-delete")) }
                        }
                    }
                }
                h2 { (t!(ctx, "leave-stays")) }
                ul {
                    @if !self.rests { li { (t!(ctx, "leave-stays-account", jid = self.jid.as_str())) } }
                    li { (t!(ctx, "leave-stays-server", server = server)) }
                    li { (t!(ctx, "leave-stays-others")) }
                }
            }
            @if ctx.viewer.as_ref().is_some_and(|viewer| viewer.duty == Duty::Operates) {
                div.notice.notice-warning { (icon(ctx, "triangle-alert")) p { (t!(ctx, "leave-operator")) } }
            }
            form.actions method="post" action=(action) id="leave" data-sign-out {
                (hidden(ctx, &action))
                button.button.button-danger type="submit" { (t!(ctx, "leave-submit", pod = ctx.place_name())) }
                a.button.button-quiet href=(url::settings()) { (t!(ctx, "leave-no")) }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let elsewhere = Self {
            jid: "alice@cantine.localhost".to_owned(),
            server: "cantine.localhost".to_owned(),
            handle: "alice".to_owned(),
            days: 14,
            rests: false,
        };
        vec![elsewhere.clone(), Self { rests: true, ..elsewhere }]
    }
}
