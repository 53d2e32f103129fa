//! The pieces that pages are made of.

use crate::context::Context;
use maud::{Markup, html};

/// An icon of the sprite; always beside a word.
pub fn icon(ctx: &Context<'_>, name: &str) -> Markup {
    html! { svg class="icon" aria-hidden="true" { use href={ (ctx.assets.sprite) "#" (name) } {} } }
}
