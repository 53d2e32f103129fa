//! Who is responsible for a pod, where it runs, and what the law wants said.

use crate::components::{self, Responsible, Versions};
use crate::context::Context;
use crate::locales::t;
use crate::page::Page;
use crate::url::TextKind;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/legal`.
#[derive(Clone, Debug)]
pub struct LegalPage {
    /// Who runs the pod, and the deployment.
    pub responsible: Responsible,
    /// Addresses of whoever runs and moderates it (`xmpp:`); may be empty.
    pub contacts: Vec<String>,
    /// Since when, what they will add, and what they did.
    pub versions: Versions,
}

impl Page for LegalPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "legal-title", pod = ctx.place_name())
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "legal-lead")) }
            section aria-labelledby="operators" {
                h2.section-title id="operators" { (t!(ctx, "legal-operators")) }
                (self.responsible.of_the_pod(ctx))
            }
            section aria-labelledby="host" {
                h2.section-title id="host" { (t!(ctx, "legal-host")) }
                (self.responsible.of_the_deployment(ctx))
            }
            @if let Some(text) = &self.responsible.text {
                section aria-labelledby="added" {
                    h2.section-title id="added" { (t!(ctx, "legal-added")) }
                    div.prose dir="auto" { (text) }
                }
            }
            (self.versions.render(ctx, TextKind::Legal))
            (components::whom(ctx, &self.contacts))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let bare =
            Self { responsible: Responsible::default(), contacts: Vec::new(), versions: Versions::default() };
        let full = Self {
            responsible: Responsible::sample(),
            contacts: vec!["xmpp:alice@cantine.localhost".to_owned()],
            versions: Versions::sample(now),
        };
        vec![bare, full]
    }
}
