//! What a pod may use, for those who run it: the deployment's admins decide it.

use crate::components::{self, Desk};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::Limits;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/quotas`.
#[derive(Clone, Copy, Debug)]
pub struct QuotasPage {
    /// What is used of each limit.
    pub limits: Limits,
}

impl Page for QuotasPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "quotas-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Quotas))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "quotas-lead")) }
            ul.meters { @for meter in self.limits.meters(ctx) { (meter.render(ctx)) } }
            section aria-labelledby="reached" {
                h2.section-title id="reached" { (t!(ctx, "quotas-reached")) }
                ul {
                    li { (t!(ctx, "quotas-members")) }
                    li { (t!(ctx, "quotas-storage")) }
                    li { (t!(ctx, "quotas-sessions")) }
                    li { (t!(ctx, "quotas-signups")) }
                }
            }
            p { (t!(ctx, "quotas-who")) }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        vec![Self { limits: Limits::sample() }, Self { limits: Limits::default() }]
    }
}
