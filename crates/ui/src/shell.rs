//! The frame around every page.

use crate::context::Context;
use crate::page::Page;
use maud::{DOCTYPE, Markup, html};

/// The whole document of a page.
pub(crate) fn document(page: &impl Page, ctx: &Context<'_>) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(ctx.language.tag()) {
            head { title { (page.title(ctx)) } }
            body { (page.main(ctx)) }
        }
    }
}
