//! Small pieces: what just happened, how the session is, what will be here, where older things are.

use crate::components::icon;
use crate::context::{Ahead, Context, Place, PodBrand, SessionState};
use crate::dates;
use crate::hooks;
use crate::locales::t;
use crate::notices::{Notice, Weight};
use crate::url;
use maud::{Markup, html};

/// Says what will be here, and offers the one next step.
#[derive(Clone, Debug)]
pub struct Empty {
    /// What will be here.
    pub title: String,
    /// In one sentence more.
    pub text: String,
    /// The next step: a word and an address.
    pub step: Option<(String, String)>,
}

/// An empty state.
pub fn empty(empty: &Empty) -> Markup {
    html! {
        div.empty data-empty {
            (crate::components::logo())
            p.empty-title { (empty.title) }
            p { (empty.text) }
            @if let Some((word, address)) = &empty.step { p { a.button.button-quiet href=(address) { (word) } } }
        }
    }
}

/// All of a page on which nothing goes on: what is the matter, more of that, what it means, and the one way out, a word and an address.
pub fn dead_end(title: &str, more: &Markup, text: &str, (word, address): &(String, String)) -> Markup {
    html! {
        div.error-page {
            (crate::components::logo())
            h1 { (title) }
            (more)
            p.lead { (text) }
            p { a.button href=(address) { (word) } }
        }
    }
}

/// Where one picks another pod.
pub fn to_directory(ctx: &Context<'_>) -> (String, String) {
    (t!(ctx, "foot-directory"), url::absolute(ctx.platform, &url::front()))
}

/// What just happened.
pub fn notice(ctx: &Context<'_>, notice: Notice) -> Markup {
    let (class, name) = match notice.weight() {
        Weight::Done => ("done", "circle-check"),
        Weight::Plain => ("plain", "info"),
        Weight::Warning => ("warning", "triangle-alert"),
    };
    html! { div id=(hooks::NOTICE_ID) class={ "notice notice-" (class) } role="status" { (icon(ctx, name)) p { (notice.text(ctx)) } } }
}

/// What members should know of their pod's days ahead.
pub fn ahead(ctx: &Context<'_>) -> Markup {
    let Place::Pod(PodBrand { ahead: Some(ahead), .. }) = ctx.place else { return html! {} };
    html! {
        div.notice.notice-warning data-ahead {
            @match ahead {
                Ahead::ReadOnly { reason } => {
                    (icon(ctx, "eye"))
                    p { (t!(ctx, "ahead-read-only")) @if !reason.is_empty() { " " bdi { (reason) } } }
                }
                Ahead::Closing { at } => {
                    (icon(ctx, "door-open"))
                    p { (t!(ctx, "ahead-closing", day = dates::weekday_and_day(ctx, at))) }
                }
            }
        }
    }
}

/// How the viewer's session is. The element is always there, so that a live one can take its place.
pub fn session_banner(ctx: &Context<'_>) -> Markup {
    let state = ctx.viewer.as_ref().map_or(SessionState::Online, |viewer| viewer.session);
    html! {
        div id=(hooks::SESSION_ID) data-live=(hooks::LIST_SESSION) role="status" {
            @match state {
                SessionState::Online => {}
                SessionState::SigningIn => (banner(ctx, "plain", "loader", &t!(ctx, "session-signing-in")))
                SessionState::Reconnecting { .. } => (banner(ctx, "warning", "cloud-off", &t!(ctx, "session-reconnecting")))
                SessionState::NeedsPassword => (asks(ctx, "warning", &t!(ctx, "session-needs-password")))
                SessionState::Ended => (asks(ctx, "plain", &t!(ctx, "session-ended")))
            }
        }
    }
}

/// A link to what is older.
pub fn older(ctx: &Context<'_>, address: Option<&str>) -> Markup {
    next(ctx, address, &t!(ctx, "pager-older"))
}

/// A link to more of a list.
pub fn more(ctx: &Context<'_>, address: Option<&str>) -> Markup {
    next(ctx, address, &t!(ctx, "pager-more"))
}

fn next(ctx: &Context<'_>, address: Option<&str>, word: &str) -> Markup {
    html! {
        @if let Some(address) = address {
            nav.pager aria-label=(t!(ctx, "pager-label")) {
                a.button.button-quiet rel="next" href=(address) { (word) (icon(ctx, "arrow-right")) }
            }
        }
    }
}

fn asks(ctx: &Context<'_>, class: &str, text: &str) -> Markup {
    html! {
        div class={ "notice notice-" (class) } {
            (icon(ctx, "key-round"))
            p { (text) " " a href=(url::password_needed()) { (t!(ctx, "session-give-password")) } }
        }
    }
}

fn banner(ctx: &Context<'_>, class: &str, name: &str, text: &str) -> Markup {
    html! { div class={ "notice notice-" (class) } { (icon(ctx, name)) p { (text) } } }
}
