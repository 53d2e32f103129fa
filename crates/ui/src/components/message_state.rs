//! How far an own message came, and what can be done where it did not arrive.

use crate::components::{command_id, hidden_again, icon};
use crate::context::Context;
use crate::locales::t;
use crate::messages::{Message, MessageState};
use crate::url;
use maud::{Markup, html};

/// An icon, with the word for screen readers and for the pointer.
pub(super) fn mark(ctx: &Context<'_>, state: &MessageState) -> Markup {
    let (name, word) = match state {
        MessageState::Waiting => ("clock", t!(ctx, "message-waiting")),
        MessageState::Sending => ("loader", t!(ctx, "message-sending")),
        MessageState::Sent => ("check", t!(ctx, "message-sent")),
        MessageState::Received => ("check-check", t!(ctx, "message-received")),
        MessageState::Displayed => ("eye", t!(ctx, "message-displayed")),
        MessageState::Unsure => ("triangle-alert", t!(ctx, "message-unsure")),
        MessageState::Refused(_) => ("circle-alert", t!(ctx, "message-refused")),
    };
    html! { span class={ "message-state message-state-" (state.code()) } title=(word) { (icon(ctx, name)) span.visually-hidden { (word) } } }
}

/// What happened and what can be done; nothing where all is well.
pub(super) fn trouble(ctx: &Context<'_>, message: &Message) -> Markup {
    let (name, text, said, again) = match &message.state {
        Some(MessageState::Waiting) => ("clock", t!(ctx, "message-waiting-text"), None, false),
        Some(MessageState::Unsure) => ("triangle-alert", t!(ctx, "message-unsure-text"), None, true),
        Some(MessageState::Refused(refusal)) => {
            ("circle-alert", refusal.text(ctx, &message.peer), refusal.quotation(ctx), true)
        }
        _ => return html! {},
    };
    let peer = message.peer.as_str();
    html! {
        div.message-trouble {
            p { (icon(ctx, name)) span { span dir="auto" { (text) } @if let Some(said) = said { " " span dir="auto" { (said) } } } }
            div.actions {
                @if again { (act(ctx, &url::chat_again(peer), message, &t!(ctx, "message-again"))) }
                (act(ctx, &url::chat_discard(peer), message, &t!(ctx, "message-discard")))
            }
        }
    }
}

fn act(ctx: &Context<'_>, action: &str, message: &Message, word: &str) -> Markup {
    let command = command_id(ctx, &format!("{action} {}", message.id));
    html! {
        form method="post" action=(action) data-enhance {
            (hidden_again(ctx, "", Some(&command)))
            input type="hidden" name="message" value=(message.id);
            button.button.button-quiet type="submit" { (word) }
        }
    }
}
