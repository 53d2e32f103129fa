//! What was written and is not sent yet, on top of the feed.

use crate::components::{hidden, icon};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::unsent::Unsent;
use crate::url::{self, UnsentAct};
use maud::{Markup, html};

/// How much of a text is shown, in characters: enough to know it again.
const SHOWN: usize = 280;

/// The list; nothing where nothing waits.
pub fn unsent_list(ctx: &Context<'_>, unsent: &[Unsent]) -> Markup {
    html! {
        @if !unsent.is_empty() {
            section.unsent aria-labelledby="unsent" {
                h2 id="unsent" { (t!(ctx, "unsent-title")) }
                ul { @for one in unsent { (row(ctx, one)) } }
            }
        }
    }
}

fn row(ctx: &Context<'_>, one: &Unsent) -> Markup {
    let cut: String = one.text.chars().take(SHOWN).collect();
    html! {
        li {
            p.unsent-text dir="auto" { (cut) @if cut.len() < one.text.len() { "…" } }
            p.unsent-state {
                (icon(ctx, if one.refused.is_some() { "triangle-alert" } else { "loader" }))
                span {
                    @match &one.refused {
                        None => (t!(ctx, "unsent-waits")),
                        Some(problem) => { (t!(ctx, "unsent-refused")) " " (problem.text(ctx)) }
                    }
                    " · " (dates::relative(ctx, one.since))
                }
            }
            div.unsent-acts {
                @if one.refused.is_some() { (act(ctx, &one.id, UnsentAct::Again, &t!(ctx, "unsent-again"))) }
                (act(ctx, &one.id, UnsentAct::Discard, &t!(ctx, "unsent-discard")))
            }
        }
    }
}

fn act(ctx: &Context<'_>, id: &str, act: UnsentAct, word: &str) -> Markup {
    let address = url::unsent_act(id, act);
    html! {
        form method="post" action=(address) {
            (hidden(ctx, &address))
            button.button.button-quiet type="submit" { (word) }
        }
    }
}
