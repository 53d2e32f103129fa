//! Parts of pages as they travel to browsers that are open: the same components, one element each.

use crate::chats::Chat;
use crate::components;
use crate::context::Context;
use crate::hooks;
use crate::locales::{number, t};
use crate::messages::{self, Message};
use crate::people::{Contact, Person};
use crate::posts::{self, Comment, Post};
use maud::{Markup, html};

/// A post for the lists of posts ([`hooks::EVENT_POST`]).
pub fn post(ctx: &Context<'_>, post: &Post) -> Markup {
    components::post_card(ctx, post)
}

/// JSON for [`hooks::EVENT_POST_GONE`].
pub fn gone(service: &str, node: &str, item: &str) -> String {
    format!("{{\"id\":\"{}\"}}", posts::post_element_id(service, node, item))
}

/// JSON for a comment that is gone; the event is the same.
pub fn comment_gone(service: &str, node: &str, item: &str) -> String {
    format!("{{\"id\":\"{}\"}}", posts::comment_element_id(service, node, item))
}

/// A comment for the list below this post, and how many there are ([`hooks::EVENT_COMMENT`]).
pub fn comment(ctx: &Context<'_>, comment: &Comment, post: &Post) -> Markup {
    let list = posts::comments_element_id(&post.service, &post.node, &post.item);
    html! { (components::comment_card(ctx, comment, &list)) (comment_count(ctx, post)) }
}

/// How many comments a post has ([`hooks::EVENT_COMMENT`]).
pub fn comment_count(ctx: &Context<'_>, post: &Post) -> Markup {
    components::comment_count(ctx, post)
}

/// A row of the contact list, or of those who ask ([`hooks::EVENT_CONTACT`]).
pub fn contact(ctx: &Context<'_>, contact: &Contact) -> Markup {
    components::contact_row(ctx, contact)
}

/// The banner that says how the viewer's session is; empty but there while all is well ([`hooks::EVENT_SESSION`]).
pub fn session(ctx: &Context<'_>) -> Markup {
    components::session_banner(ctx)
}

/// The number of people who ask, beside the navigation's entry.
pub fn requests_count(ctx: &Context<'_>) -> Markup {
    let requests = ctx.viewer.as_ref().map_or(0, |viewer| viewer.requests);
    html! {
        span.count-badge id=(hooks::REQUESTS_ID) hidden[requests == 0] {
            (number(ctx.language, u64::from(requests)))
            span.visually-hidden { " " (t!(ctx, "nav-requests", n = requests)) }
        }
    }
}

/// A message for the list of its chat; `name` is the peer's ([`hooks::EVENT_MESSAGE`]).
pub fn message(ctx: &Context<'_>, message: &Message, name: &str) -> Markup {
    components::message(ctx, message, name)
}

/// JSON for a message that is gone ([`hooks::EVENT_MESSAGE_GONE`]).
pub fn message_gone(id: &str) -> String {
    format!("{{\"id\":\"{}\"}}", messages::element_id(id))
}

/// A row of the list of chats; goes with [`unread_count`] ([`hooks::EVENT_CHAT`]).
pub fn chat_row(ctx: &Context<'_>, chat: &Chat) -> Markup {
    components::chat_row(ctx, chat, false)
}

/// The line that says whether somebody is writing ([`hooks::EVENT_TYPING`]).
pub fn typing(ctx: &Context<'_>, person: &Person, composing: bool) -> Markup {
    components::typing(ctx, person, composing)
}

/// The number of messages that were not seen, beside the navigation's entry.
pub fn unread_count(ctx: &Context<'_>) -> Markup {
    let unread = ctx.viewer.as_ref().map_or(0, |viewer| viewer.unread);
    html! {
        span.count-badge id=(hooks::UNREAD_ID) hidden[unread == 0] {
            (number(ctx.language, unread))
            span.visually-hidden { " " (t!(ctx, "nav-unread", n = unread)) }
        }
    }
}
