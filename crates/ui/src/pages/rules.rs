//! The pod's rules.

use crate::components::Versions;
use crate::context::Context;
use crate::locales::t;
use crate::page::Page;
use crate::sanitise::Clean;
use crate::url::TextKind;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/rules`.
#[derive(Clone, Debug)]
pub struct RulesPage {
    /// The pod's own text; none: the few that go without saying.
    pub text: Option<Clean>,
    /// Since when, what will be, and what was.
    pub versions: Versions,
}

impl Page for RulesPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "rules-title", pod = ctx.place_name())
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            @match &self.text {
                Some(text) => div.prose dir="auto" { (text) },
                None => div.prose { p { (t!(ctx, "rules-none")) }
                    ul { li { (t!(ctx, "rules-kind")) } li { (t!(ctx, "rules-law")) } li { (t!(ctx, "rules-private")) } } },
            }
            (self.versions.render(ctx, TextKind::Rules))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let text = Some(Clean::html("<ol><li>Write as you would at the long table.</li></ol>"));
        vec![
            Self { text: None, versions: Versions::default() },
            Self { text, versions: Versions::sample(now) },
        ]
    }
}
