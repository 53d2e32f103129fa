//! What stands in `<head>`.

use crate::context::{Context, Place};
use crate::page::{Layout, Page};
use crate::url;
use maud::{Markup, html};

/// The head of a page.
pub(super) fn head(page: &impl Page, ctx: &Context<'_>) -> Markup {
    let title = page.title(ctx);
    let assets = ctx.assets;
    html! {
        meta charset="utf-8";
        meta name="viewport" content=(viewport(page.layout()));
        meta name="color-scheme" content="light dark";
        title { @if title.is_empty() { (ctx.place_name()) } @else { (title) " – " (ctx.place_name()) } }
        @if let Some(font) = &assets.font { link rel="preload" as="font" type="font/woff2" href=(font) crossorigin; }
        link rel="stylesheet" href=(assets.css);
        @if let Place::Pod(pod) = &ctx.place { link rel="stylesheet" href=(url::accent(pod.accent)); }
        link rel="icon" href=(assets.logo) type="image/svg+xml";
        script src=(assets.js) defer {}
        (page.head(ctx))
    }
}

/// A chat is as high as what the keyboard of a phone leaves of the window; other pages lie below it.
fn viewport(layout: Layout) -> &'static str {
    match layout {
        Layout::Chat => {
            "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        }
        _ => "width=device-width, initial-scale=1, viewport-fit=cover",
    }
}
