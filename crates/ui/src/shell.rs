//! The frame around every page: head, masthead, navigation, main part, aside, foot.

mod head;
mod navigation;

use crate::components;
use crate::context::Context;
use crate::hooks;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::url;
pub(crate) use head::preview;
use maud::{DOCTYPE, Markup, html};

/// The whole document of a page.
pub(crate) fn document(page: &impl Page, ctx: &Context<'_>) -> Markup {
    let layout = match page.layout() {
        Layout::Column => "column",
        Layout::Alone => "alone",
        Layout::Wide => "wide",
        Layout::Chats => "chats",
        Layout::Chat => "chat",
    };
    let who = if ctx.viewer.is_some() { "member" } else { "visitor" };
    let viewer = ctx.viewer.as_ref();
    let events = viewer.map(|viewer| url::events_after(viewer.last_event.as_deref()));
    html! {
        (DOCTYPE)
        html lang=(ctx.language.tag()) dir=(ctx.language.direction()) {
            head { (head::head(page, ctx)) }
            body class={ "layout-" (layout) " is-" (who) } data-events=[events] data-member=[viewer.map(|viewer| viewer.jid.as_str())] {
                a.skip href={ "#" (hooks::MAIN_ID) } { (t!(ctx, "skip")) }
                (navigation::masthead(ctx, page.section(), page.nameplate(ctx).as_ref()))
                div.frame {
                    @if viewer.is_some() { (navigation::rail(ctx, page.section())) }
                    (content(page, ctx))
                    @if let Some(aside) = page.aside(ctx) { aside.beside aria-label=(t!(ctx, "beside")) { (aside) } }
                }
                (navigation::foot(ctx))
            }
        }
    }
}

fn content(page: &impl Page, ctx: &Context<'_>) -> Markup {
    html! {
        main id=(hooks::MAIN_ID) tabindex="-1" {
            (components::support(ctx))
            @if ctx.viewer.is_some() {
                (components::session_banner(ctx))
                div.notice.notice-warning data-live-lost hidden { (components::icon(ctx, "cloud-off")) p { (t!(ctx, "live-lost")) } }
            }
            @if ctx.viewer.as_ref().is_some_and(|viewer| viewer.guest) {
                div.notice.notice-plain { (components::icon(ctx, "eye")) p { (t!(ctx, "guest-banner")) } }
            }
            (components::ahead(ctx))
            @if let Some(notice) = ctx.notice { (components::notice(ctx, notice)) }
            (page.main(ctx))
        }
    }
}
