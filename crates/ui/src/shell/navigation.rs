//! The masthead, the rail of members (a bar at the bottom of phones), and the foot.

use crate::components::{Size, command_id, face, hidden_again, icon, place_mark};
use crate::context::{Context, Duty, Place, Viewer};
use crate::fragments;
use crate::hooks;
use crate::locales::t;
use crate::page::Section;
use crate::url::{self, DirectoryQuery};
use maud::{Markup, html};

/// The place's name on top, with the ways in for visitors.
pub(super) fn masthead(ctx: &Context<'_>, section: Section, nameplate: Option<&Markup>) -> Markup {
    let home = if ctx.viewer.is_some() { url::feed() } else { url::front() };
    html! {
        header.masthead {
            div.masthead-inner {
                a.brand href=(home) { (place_mark(ctx)) span.visually-hidden[nameplate.is_some()] { (ctx.place_name()) } }
                @match (&ctx.place, &ctx.viewer) {
                    (_, Some(viewer)) => (me(ctx, viewer)),
                    (Place::Pod(_), None) if ctx.support.is_some() => nav.ways aria-label=(t!(ctx, "nav-label")) {
                        a href=(url::operate()) { (t!(ctx, "nav-operate")) }
                    }
                    (Place::Pod(_), None) => nav.ways aria-label=(t!(ctx, "nav-label")) {
                        a href=(url::login()) { (t!(ctx, "nav-login")) }
                        a.button href=(url::register()) { (t!(ctx, "nav-register")) }
                    }
                    (Place::Platform, None) => nav.ways aria-label=(t!(ctx, "nav-label")) {
                        (link(ctx, &url::pods(&DirectoryQuery::default()), &t!(ctx, "nav-directory"), section == Section::Directory))
                        (link(ctx, &url::go(), &t!(ctx, "nav-go"), section == Section::Go))
                        (link(ctx, &url::about(), &t!(ctx, "nav-about"), section == Section::About))
                    }
                }
            }
            @if let Some(nameplate) = nameplate { div.nameplate { (nameplate) } }
        }
    }
}

fn me(ctx: &Context<'_>, viewer: &Viewer) -> Markup {
    html! {
        details.menu.me name="menu" {
            summary { (face(&viewer.person(), Size::Small)) span.visually-hidden { (t!(ctx, "nav-me")) } }
            div.menu-body {
                p.menu-who { bdi.name { (viewer.name) } bdi.address { (viewer.jid.as_str()) } }
                ul {
                    @if let Some(handle) = &viewer.handle { li { a href=(url::member(handle)) { (icon(ctx, "newspaper")) (t!(ctx, "nav-my-page")) } } }
                    li { a href=(url::announcements()) { (icon(ctx, "info")) (t!(ctx, "announcements-title")) } }
                    li { a href=(url::settings()) { (icon(ctx, "settings")) (t!(ctx, "nav-settings")) } }
                    @match viewer.duty {
                        Duty::Operates => li { a href=(url::operate()) { (icon(ctx, "sliders-horizontal")) (t!(ctx, "nav-operate")) } }
                        Duty::Moderates => li { a href=(url::operate_members()) { (icon(ctx, "sliders-horizontal")) (t!(ctx, "nav-moderate")) } }
                        Duty::None => {}
                    }
                    li { form method="post" action=(url::logout()) data-sign-out {
                        (hidden_again(ctx, "", Some(&command_id(ctx, "masthead"))))
                        button type="submit" { (icon(ctx, "log-out")) (t!(ctx, "nav-logout")) }
                    } }
                }
            }
        }
    }
}

fn link(_ctx: &Context<'_>, address: &str, word: &str, here: bool) -> Markup {
    html! { a href=(address) aria-current=[here.then_some("page")] { (word) } }
}

/// Where members go.
pub(super) fn rail(ctx: &Context<'_>, section: Section) -> Markup {
    let mine = ctx.viewer.as_ref().and_then(|viewer| viewer.handle.as_deref()).map(url::member);
    let write = format!("{}#{}", url::feed(), "composer-body");
    html! {
        nav.rail aria-label=(t!(ctx, "nav-label")) data-live=(hooks::LIST_COUNTS) {
            ul {
                li { (entry(&url::feed(), section == Section::Feed, &html! { (icon(ctx, "newspaper")) span { (t!(ctx, "nav-feed")) } })) }
                li { (entry(&url::chats(), section == Section::Chat,
                    &html! { (icon(ctx, "messages-square")) span { (t!(ctx, "nav-chat")) } (fragments::unread_count(ctx)) })) }
                li.rail-write { a.button href=(write) { (icon(ctx, "pencil-line")) span { (t!(ctx, "nav-write")) } } }
                li { (entry(&url::contacts(), section == Section::People,
                    &html! { (icon(ctx, "users")) span { (t!(ctx, "nav-people")) } (fragments::requests_count(ctx)) })) }
                @if let Some(mine) = mine {
                    li.rail-mine { (entry(&mine, section == Section::Me, &html! { (icon(ctx, "user-round")) span { (t!(ctx, "nav-my-page")) } })) }
                }
                li { (entry(&url::settings(), section == Section::Settings, &html! { (icon(ctx, "settings")) span { (t!(ctx, "nav-settings")) } })) }
            }
        }
    }
}

fn entry(address: &str, here: bool, content: &Markup) -> Markup {
    html! { a href=(address) aria-current=[here.then_some("page")] { (content) } }
}

/// What stands below every page.
pub(super) fn foot(ctx: &Context<'_>) -> Markup {
    html! {
        footer.foot {
            p {
                @if matches!(ctx.place, Place::Pod(_)) {
                    a href=(url::rules()) { (t!(ctx, "foot-rules")) } " "
                    a href=(url::privacy()) { (t!(ctx, "foot-privacy")) } " "
                    a href=(url::legal()) { (t!(ctx, "foot-legal")) } " "
                    a href=(url::about()) { (t!(ctx, "foot-about")) } " "
                    a href=(url::absolute(ctx.platform, &url::front())) { (t!(ctx, "foot-directory")) }
                } @else {
                    a href=(url::about()) { (t!(ctx, "foot-about-platform")) }
                }
            }
            p.foot-said { (t!(ctx, "foot-said")) }
        }
    }
}
