//! One pod, drawn by lot, with a second choice beside it.

use crate::context::Context;
use crate::page::Page;
use crate::pages::directory::PodCard;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/pick`: none where no pod has room.
#[derive(Clone, Debug)]
pub struct PickPage {
    /// The pod that was drawn.
    pub pick: Option<PodCard>,
    /// The second choice.
    pub other: Option<PodCard>,
}

impl Page for PickPage {
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
