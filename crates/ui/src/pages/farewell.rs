//! What a pod says that has closed.

use crate::components::{dead_end, to_directory};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::sanitise::Clean;
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// The only page of a pod that has closed.
#[derive(Clone, Debug)]
pub struct FarewellPage {
    /// When it closed.
    pub since: Option<OffsetDateTime>,
    /// What those who ran it say.
    pub text: Option<Clean>,
    /// The host at which it goes on, if it does.
    pub moved_to: Option<String>,
}

impl Page for FarewellPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "farewell-title", pod = ctx.place_name())
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let words = html! {
            @if let Some(since) = self.since { p.hint { (dates::day(ctx, since)) } }
            @if let Some(text) = &self.text { div.prose dir="auto" { (text) } }
            @if let Some(host) = &self.moved_to {
                p { a href=(url::elsewhere(host)) { (t!(ctx, "farewell-moved", host = host.as_str())) } }
            }
        };
        dead_end(&self.title(ctx), &words, &t!(ctx, "farewell-text"), &to_directory(ctx))
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let text = Clean::html("<p>Four years of soup. Thank you all, and see you at the river.</p>");
        let moved_to = Some("elsewhere.example".to_owned());
        vec![
            Self { since: Some(now - Duration::days(3)), text: Some(text), moved_to },
            Self { since: None, text: None, moved_to: None },
        ]
    }
}
