//! The pod's rules.

use crate::context::Context;
use crate::page::Page;
use crate::sanitise::Clean;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/rules`.
#[derive(Clone, Debug)]
pub struct RulesPage {
    /// The pod's own text; none: the few that go without saying.
    pub text: Option<Clean>,
}

impl Page for RulesPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        String::new()
    }

    fn main(&self, _ctx: &Context<'_>) -> Markup {
        html! {}
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        Vec::new()
    }
}
