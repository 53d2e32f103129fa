//! A message of a chat: what it says, when, how far it came, and what can be done where that is unclear.

use crate::components::message_state::{self, trouble};
use crate::components::{icon, logo};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::messages::{self, Message};
use crate::styling;
use maud::{Markup, html};

/// The messages of a chat, oldest first, with the days between; `unread` is the id of the first that the viewer has not seen.
pub fn message_list(
    ctx: &Context<'_>,
    messages: &[Message],
    name: &str,
    unread: Option<(&str, Markup)>,
) -> Markup {
    let (first_unread, line) = unread.map_or((None, None), |(id, line)| (Some(id), Some(line)));
    let day_before = |index: usize| {
        index.checked_sub(1).and_then(|before| messages.get(before)).map(|one| dates::date(one.at))
    };
    html! {
        @for (index, one) in messages.iter().enumerate() {
            @if day_before(index).as_deref() != Some(&dates::date(one.at)) {
                li.day data-day=(dates::date(one.at)) { span { (dates::heading(ctx, one.at)) } }
            }
            @if first_unread == Some(one.id.as_str()) { @if let Some(line) = &line { (line) } }
            (message(ctx, one, name))
        }
    }
}

/// One message; `name` is the peer's. Also the live fragment.
pub fn message(ctx: &Context<'_>, message: &Message, name: &str) -> Markup {
    let side = if message.incoming { "theirs" } else { "mine" };
    let list = messages::list_element_id(&message.peer);
    html! {
        li class={ "message message-" (side) } id=(message.element_id()) data-for=(list) data-position=(message.position)
            data-origin=[message.origin.as_deref()] data-state=[message.state.as_ref().map(|state| state.code())] {
            div.bubble {
                (sender(ctx, message.incoming, name))
                div.message-text dir="auto" { (said(ctx, message)) }
                p.message-meta {
                    (dates::clock(ctx, message.at))
                    @if let Some(state) = &message.state { (message_state::mark(ctx, state)) }
                }
            }
            (trouble(ctx, message))
        }
    }
}

/// A message as the script shows it until the server has answered: what was typed goes into `[data-text]`.
pub fn message_being_sent(ctx: &Context<'_>) -> Markup {
    html! {
        li.message.message-mine data-state="sending" {
            div.bubble {
                (sender(ctx, false, ""))
                div.message-text dir="auto" data-text {}
                p.message-meta { time data-clock {} (message_state::mark(ctx, &messages::MessageState::Sending)) }
            }
            div.message-trouble hidden {
                p { (icon(ctx, "triangle-alert")) (t!(ctx, "message-not-sent")) }
                div.actions {
                    button.button.button-quiet type="button" data-send-again { (t!(ctx, "message-again")) }
                    button.button.button-quiet type="button" data-send-not { (t!(ctx, "message-discard")) }
                }
            }
        }
    }
}

/// Where the conversation begins, or what stands there before the first message.
pub fn beginning(ctx: &Context<'_>, name: &str, empty: bool) -> Markup {
    html! {
        @if empty {
            div.empty data-empty {
                (logo())
                p.empty-title { (t!(ctx, "chat-empty", name = name)) }
                p { (t!(ctx, "chat-empty-text")) }
            }
        } @else { p.chat-beginning { (t!(ctx, "chat-beginning", name = name)) } }
    }
}

fn sender(ctx: &Context<'_>, incoming: bool, name: &str) -> Markup {
    let who = if incoming { t!(ctx, "message-from", name = name) } else { t!(ctx, "message-you") };
    html! { span.visually-hidden { (who) " " } }
}

fn said(ctx: &Context<'_>, message: &Message) -> Markup {
    html! {
        @if message.encrypted { (note(ctx, "lock", &t!(ctx, "message-encrypted"))) }
        @else { (styling::render(&message.body)) }
        @if message.damaged { (note(ctx, "puzzle", &t!(ctx, "message-damaged"))) }
    }
}

fn note(ctx: &Context<'_>, name: &str, text: &str) -> Markup {
    html! { p.message-note { (icon(ctx, name)) span { (text) } } }
}
