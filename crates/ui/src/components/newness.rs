//! What a new member is told of what she cannot do yet.

use crate::components::icon;
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::newness::Newness;
use maud::{Markup, html};

/// Until when she is new, and what she may do until then.
pub fn newness(ctx: &Context<'_>, newness: &Newness) -> Markup {
    html! {
        section.notice.notice-plain aria-labelledby="newness" {
            (icon(ctx, "sprout"))
            div {
                p id="newness" { (t!(ctx, "newness-until", until = dates::exact(ctx, newness.until))) }
                ul { @for sentence in newness.sentences(ctx) { li { (sentence) } } }
            }
        }
    }
}
