//! The list of chats, and a line of it.

use crate::chats::{Chat, ChatList};
use crate::components::{Empty, Size, empty, face, icon, message_state};
use crate::context::Context;
use crate::dates;
use crate::hooks;
use crate::locales::{number, t};
use crate::messages::Message;
use crate::styling;
use crate::url;
use maud::{Markup, html};

/// How much of the last message is in the list, in characters; what does not fit is cut off by its looks.
const SHOWN: usize = 120;

/// The list; `current` is the address of the chat that is open beside it.
pub fn chat_list(ctx: &Context<'_>, list: &ChatList, current: Option<&str>) -> Markup {
    let nothing = Empty {
        title: t!(ctx, "chats-empty"),
        text: t!(ctx, "chats-empty-text"),
        step: Some((t!(ctx, "chats-empty-step"), url::contacts())),
    };
    html! {
        ul.chats id="chats" data-live=[(!list.past).then_some(hooks::LIST_CHATS)] {
            @for chat in &list.chats { (chat_row(ctx, chat, current == Some(chat.address()))) }
        }
        @if list.chats.is_empty() { (empty(&nothing)) }
        @if let Some(older) = &list.older {
            p.pager { a.button.button-quiet rel="next" href=(url::chats_page(Some(older))) { (t!(ctx, "chats-older")) (icon(ctx, "arrow-right")) } }
        }
    }
}

/// One chat. Also the live fragment, which never knows which one is open.
pub fn chat_row(ctx: &Context<'_>, chat: &Chat, current: bool) -> Markup {
    let position = chat.last.as_ref().map_or(0, |last| last.position);
    html! {
        li id=(chat.element_id()) data-position=(position) {
            a.chat-row href=(url::chat(chat.address())) aria-current=[current.then_some("page")] {
                (face(&chat.person, Size::Medium))
                span.chat-row-who {
                    bdi.name { (chat.person.name) }
                    @if let Some(last) = &chat.last { span.chat-row-time { (dates::relative(ctx, last.at)) } }
                }
                span.chat-row-last {
                    span.chat-row-text dir="auto" { @if let Some(last) = &chat.last { (preview(ctx, last)) } }
                    (unread(ctx, chat.unread))
                }
            }
        }
    }
}

fn preview(ctx: &Context<'_>, last: &Message) -> Markup {
    let text: String = if last.encrypted {
        t!(ctx, "message-encrypted-short")
    } else {
        styling::plain(&last.body).chars().take(SHOWN).collect()
    };
    html! {
        @if let Some(state) = &last.state { (message_state::mark(ctx, state)) }
        @if !last.incoming { span.visually-hidden { (t!(ctx, "message-you")) " " } }
        @if text.is_empty() { (t!(ctx, "message-damaged-short")) } @else { (text) }
    }
}

fn unread(ctx: &Context<'_>, unread: u64) -> Markup {
    html! {
        @if unread > 0 {
            span.count-badge { (number(ctx.language, unread)) span.visually-hidden { " " (t!(ctx, "nav-unread", n = unread)) } }
        }
    }
}
