//! What was announced so far, for members who look back.

use crate::components::{Announcement, Empty, announcement, empty};
use crate::context::Context;
use crate::locales::t;
use crate::page::Page;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/announcements`.
#[derive(Clone, Debug)]
pub struct AnnouncementsPage {
    /// The newest first.
    pub announcements: Vec<Announcement>,
}

impl Page for AnnouncementsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "announcements-title")
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            @if self.announcements.is_empty() {
                (empty(&Empty { title: t!(ctx, "announcements-empty"), text: t!(ctx, "announcements-empty-text"), step: None }))
            }
            @for one in &self.announcements { (announcement(ctx, one, false)) }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        vec![Self { announcements: Announcement::samples(now) }, Self { announcements: Vec::new() }]
    }
}
