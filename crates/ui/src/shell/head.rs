//! What stands in `<head>`.

use crate::components::initial;
use crate::context::{Context, Place, PodBrand};
use crate::page::{Layout, Page};
use crate::url::{self, LogoSide};
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
        @match &ctx.place {
            Place::Pod(pod) => { (icons(pod)) }
            Place::Platform => { link rel="icon" href=(assets.logo) type="image/svg+xml"; }
        }
        script src=(assets.js) defer {}
        (page.head(ctx))
    }
}

/// What stands for the pod in tabs and on the screens of phones.
fn icons(pod: &PodBrand<'_>) -> Markup {
    html! {
        @if let Some(logo) = pod.logo {
            link rel="icon" href=(url::logo(logo.hash, LogoSide::Small)) type="image/png" sizes="32x32";
            link rel="icon" href=(url::logo(logo.hash, LogoSide::Medium)) type="image/png" sizes="192x192";
            link rel="apple-touch-icon" href=(url::logo(logo.hash, LogoSide::Medium));
        } @else {
            link rel="icon" href=(url::mark(pod.accent, initial(pod.name))) type="image/svg+xml";
        }
    }
}

/// The pod's logo for previews elsewhere, of a page that has no other picture.
pub(crate) fn preview(ctx: &Context<'_>) -> Markup {
    html! {
        @if let Some(logo) = ctx.logo() {
            meta property="og:image" content=(url::absolute(ctx.origin, &url::logo(logo.hash, LogoSide::Large)));
            @if !logo.words.is_empty() { meta property="og:image:alt" content=(logo.words); }
        }
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
