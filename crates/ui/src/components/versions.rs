//! Since when a text of the operators holds, what comes next, and what held before.

use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::sanitise::Clean;
use crate::url::{self, TextKind};
use maud::{Markup, html};
use time::OffsetDateTime;

/// What there is of a text besides what holds now.
#[derive(Clone, Debug, Default)]
pub struct Versions {
    /// Since when it holds; none where nothing was written.
    pub since: Option<OffsetDateTime>,
    /// What will hold.
    pub next: Option<NextText>,
    /// From when on a change would have held that was announced and will not come.
    pub withdrawn: Option<OffsetDateTime>,
    /// What held before: the number, and since when.
    pub before: Vec<(i64, OffsetDateTime)>,
}

/// A text that does not hold yet.
#[derive(Clone, Debug)]
pub struct NextText {
    /// What it says.
    pub text: Clean,
    /// From when on.
    pub since: OffsetDateTime,
}

impl Versions {
    /// Below the text that holds.
    pub fn render(&self, ctx: &Context<'_>, kind: TextKind) -> Markup {
        html! {
            @if let Some(since) = self.since { p.hint { (t!(ctx, "text-since", day = dates::written_day(ctx.language, since))) } }
            @if let Some(day) = self.withdrawn { p { (t!(ctx, "text-withdrawn", day = dates::written_day(ctx.language, day))) } }
            @if let Some(next) = &self.next {
                section aria-labelledby="next" {
                    h2.section-title id="next" { (t!(ctx, "text-next", day = dates::written_day(ctx.language, next.since))) }
                    div.prose dir="auto" { (next.text) }
                }
            }
            @if !self.before.is_empty() {
                section aria-labelledby="before" {
                    h2.section-title id="before" { (t!(ctx, "text-before")) }
                    ul { @for (version, since) in &self.before {
                        li { a href=(url::text_version(kind, *version)) { (t!(ctx, "text-version", n = *version, day = dates::written_day(ctx.language, *since))) } }
                    } }
                }
            }
        }
    }

    /// A sample with everything.
    pub(crate) fn sample(now: OffsetDateTime) -> Self {
        let next = NextText { text: Clean::text("Wash your bowl."), since: now + time::Duration::days(9) };
        let before = vec![(1, now - time::Duration::days(400))];
        let withdrawn = Some(now + time::Duration::days(2));
        Self { since: Some(now - time::Duration::days(90)), next: Some(next), withdrawn, before }
    }
}
