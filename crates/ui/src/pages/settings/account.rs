//! Settings: language, browsers, the XMPP session.

use super::{Browser, Connection};
use crate::components::{command_id, hidden, hidden_again, icon};
use crate::context::{Context, SessionState};
use crate::dates;
use crate::language::Language;
use crate::locales::t;
use crate::url;
use maud::{Markup, html};

/// The language of the pages.
pub(super) fn language(ctx: &Context<'_>, chosen: Option<Language>) -> Markup {
    let action = url::settings_language();
    html! {
        section.setting aria-labelledby="language-title" {
            h2 id="language-title" { (t!(ctx, "language-title")) }
            form.inline-form method="post" action=(action) id="language" {
                (hidden(ctx, &action))
                div.inline-fields {
                    div.field {
                        label for="language-language" { (t!(ctx, "language-label")) }
                        select id="language-language" name="language" {
                            option value="" selected[chosen.is_none()] { (t!(ctx, "language-browser")) }
                            @for one in Language::ALL {
                                option value=(one.tag()) lang=(one.tag()) selected[chosen == Some(one)] { (one.own_name()) }
                            }
                        }
                    }
                    button.button type="submit" { (t!(ctx, "settings-save")) }
                }
            }
        }
    }
}

/// Where she is signed in, and the way to end it there.
pub(super) fn browsers(ctx: &Context<'_>, browsers: &[Browser]) -> Markup {
    html! {
        section.setting aria-labelledby="browsers-title" {
            h2 id="browsers-title" { (t!(ctx, "browsers-title")) }
            p.hint { (t!(ctx, "browsers-text")) }
            ul.browsers { @for browser in browsers { li { (one(ctx, browser)) } } }
            @if browsers.iter().any(|browser| !browser.this) { (end(ctx, "others", "1", &t!(ctx, "browsers-end-others"), "")) }
        }
    }
}

fn one(ctx: &Context<'_>, browser: &Browser) -> Markup {
    let name = if browser.name.is_empty() { t!(ctx, "browsers-unknown") } else { browser.name.clone() };
    html! {
        (icon(ctx, "monitor"))
        div {
            p { strong { (name) } @if browser.this { " " span.here { (t!(ctx, "browsers-this")) } } }
            p.hint { (t!(ctx, "browsers-seen")) " " (dates::relative(ctx, browser.seen)) " · " (t!(ctx, "browsers-since")) " " (dates::day(ctx, browser.since)) }
        }
        @if !browser.this { (end(ctx, "browser", &browser.id, &t!(ctx, "browsers-end"), &name)) }
    }
}

fn end(ctx: &Context<'_>, field: &str, value: &str, word: &str, name: &str) -> Markup {
    let action = url::settings_browsers();
    let command = command_id(ctx, &format!("{action} {field} {value}"));
    html! {
        form method="post" action=(action) {
            (hidden_again(ctx, &action, Some(&command)))
            input type="hidden" name=(field) value=(value);
            button.button.button-quiet type="submit" { (word) span.visually-hidden { " " (name) } }
        }
    }
}

/// How her XMPP session is, and the end of everything.
pub(super) fn connection(ctx: &Context<'_>, connection: &Connection) -> Markup {
    html! {
        section.setting aria-labelledby="connection-title" {
            h2 id="connection-title" { (t!(ctx, "connection-title")) }
            p.state { (icon(ctx, state_icon(connection.state)))
                span { (state(ctx, connection.state))
                    @if let Some(since) = connection.since { " " (t!(ctx, "connection-since")) " " (dates::day(ctx, since)) "." } } }
            @if let Some(address) = &connection.address { p.hint { (t!(ctx, "connection-address")) " " bdi { code { (address) } } } }
            @if matches!(connection.state, SessionState::NeedsPassword | SessionState::Ended) { p { a.button href=(url::password_needed()) { (t!(ctx, "session-give-password")) } } }
            @if connection.needs_password_after_restart { p.hint { (t!(ctx, "connection-no-key")) } }
            (sign_out(ctx))
        }
    }
}

/// The account itself, and the end of being a member.
pub(super) fn account(ctx: &Context<'_>) -> Markup {
    html! {
        section.setting aria-labelledby="account-title" {
            h2 id="account-title" { (t!(ctx, "account-title")) }
            p.actions {
                a.button.button-quiet href=(url::settings_invites()) { (t!(ctx, "own-invites-title")) }
                a.button.button-quiet href=(url::settings_mail()) { (t!(ctx, "letterbox-title")) }
                a.button.button-quiet href=(url::settings_password()) { (t!(ctx, "password-title")) }
                a.button.button-quiet href=(url::settings_recovery()) { (t!(ctx, "recovery-title")) }
                a.button.button-quiet href=(url::settings_leave()) { (t!(ctx, "leave-title", pod = ctx.place_name())) }
                a.button.button-quiet href=(url::settings_delete()) { (t!(ctx, "delete-account-title")) }
            }
        }
    }
}

fn sign_out(ctx: &Context<'_>) -> Markup {
    let action = url::logout();
    let everywhere = command_id(ctx, "everywhere");
    let here = command_id(ctx, "here");
    html! {
        div.actions {
            form method="post" action=(action) data-sign-out {
                (hidden_again(ctx, &action, Some(&here)))
                button.button.button-quiet type="submit" { (t!(ctx, "connection-sign-out")) }
            }
            form method="post" action=(action) data-sign-out data-confirm=(t!(ctx, "confirm-everywhere-text")) {
                (hidden_again(ctx, &action, Some(&everywhere)))
                input type="hidden" name="everywhere" value="1";
                button.button.button-danger type="submit" { (t!(ctx, "connection-everywhere")) }
            }
        }
    }
}

fn state_icon(state: SessionState) -> &'static str {
    match state {
        SessionState::Online => "circle-check",
        SessionState::SigningIn => "loader",
        SessionState::Reconnecting { .. } => "cloud-off",
        SessionState::NeedsPassword | SessionState::Ended => "key-round",
    }
}

fn state(ctx: &Context<'_>, state: SessionState) -> String {
    match state {
        SessionState::Online => t!(ctx, "connection-online"),
        SessionState::SigningIn => t!(ctx, "session-signing-in"),
        SessionState::Reconnecting { .. } => t!(ctx, "session-reconnecting"),
        SessionState::NeedsPassword => t!(ctx, "session-needs-password"),
        SessionState::Ended => t!(ctx, "session-ended"),
    }
}
