//! One pod, drawn by lot, with a second choice beside it.

use crate::components::{Empty, empty, pod_card};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::pages::directory::PodCard;
use crate::url;
use crate::url::DirectoryQuery;
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
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "pick-title")
    }

    fn section(&self) -> Section {
        Section::Directory
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let all = url::pods(&DirectoryQuery::default());
        html! {
            h1 { (t!(ctx, "pick-title")) }
            @match &self.pick {
                Some(pod) => {
                    p.lead { (t!(ctx, "pick-lead")) }
                    h2.visually-hidden { (t!(ctx, "directory-results")) }
                    div.pods { (pod_card(ctx, pod)) @if let Some(other) = &self.other { (pod_card(ctx, other)) } }
                    p.hint { (t!(ctx, "pick-stays")) }
                    p.actions { a.button.button-quiet href=(all) { (t!(ctx, "directory-all")) } }
                }
                None => (empty(&Empty { title: t!(ctx, "pick-none"), text: t!(ctx, "pick-none-text"), step: Some((t!(ctx, "directory-all"), all)) })),
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let mut pods = PodCard::samples().into_iter();
        let (pick, other) = (pods.next(), pods.next());
        vec![Self { pick: pick.clone(), other }, Self { pick, other: None }, Self { pick: None, other: None }]
    }
}
