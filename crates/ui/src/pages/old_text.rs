//! One version of what the operators of a pod have written down.

use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::Page;
use crate::sanitise::Clean;
use crate::url::{self, TextKind};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/rules/{version}` and the like.
#[derive(Clone, Debug)]
pub struct OldTextPage {
    /// What it is about.
    pub kind: TextKind,
    /// Its number.
    pub version: i64,
    /// What it says.
    pub text: Clean,
    /// From when on it holds, or held.
    pub since: OffsetDateTime,
    /// From when on another does.
    pub until: Option<OffsetDateTime>,
}

impl Page for OldTextPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        let (pod, n) = (ctx.place_name(), self.version);
        match self.kind {
            TextKind::Rules => t!(ctx, "old-rules-title", pod = pod, n = n),
            TextKind::Privacy => t!(ctx, "old-privacy-title", pod = pod, n = n),
            TextKind::Legal => t!(ctx, "old-legal-title", pod = pod, n = n),
        }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let since = dates::written_day(ctx.language, self.since);
        html! {
            h1 { (self.title(ctx)) }
            p.hint {
                @match self.until {
                    Some(until) => (t!(ctx, "old-text-until", since = since, until = dates::written_day(ctx.language, until))),
                    None => (t!(ctx, "text-since", day = since)),
                }
                " " a href=(url::text(self.kind)) { (t!(ctx, "old-text-now")) }
            }
            div.prose dir="auto" { (self.text) }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let page = |kind, until| Self {
            kind,
            version: 3,
            text: Clean::text("Wash your <bowl>."),
            since: now - Duration::days(90),
            until,
        };
        vec![
            page(TextKind::Rules, Some(now)),
            page(TextKind::Privacy, None),
            page(TextKind::Legal, Some(now - Duration::days(9))),
        ]
    }
}
