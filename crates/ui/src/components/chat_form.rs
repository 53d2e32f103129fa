//! The field for writing a message, and the one for an address to write to.

use crate::components::{Field, Kind, hidden_again, icon, summary};
use crate::context::Context;
use crate::forms::MessageForm;
use crate::locales::t;
use crate::people::Person;
use crate::posts::digest;
use crate::problems::Errors;
use crate::url;
use maud::{Markup, html};

/// The form for a message to somebody.
pub fn message_form(ctx: &Context<'_>, to: &Person, form: &MessageForm) -> Markup {
    let action = url::chat(to.address());
    let wrong = form.errors.of("body").is_some();
    html! {
        form.chat-form id="chat-form" method="post" action=(action) data-chat-form data-typing=(url::chat_typing(to.address()))
            data-sending=(t!(ctx, "composer-sending")) data-failed=(t!(ctx, "composer-failed")) {
            (hidden_again(ctx, &action, form.command.as_deref()))
            (summary(ctx, "chat-form", &form.errors))
            label.visually-hidden for="chat-form-body" { (t!(ctx, "chat-field", name = to.name.as_str())) }
            div.chat-field {
                textarea id="chat-form-body" name="body" rows="1" required placeholder=(t!(ctx, "chat-placeholder")) data-grow
                    data-draft={ "chat-" (digest(&[to.address()])) } data-count-near-limit=(form.longest) aria-invalid=[wrong.then_some("true")]
                    aria-describedby="chat-form-hint" { "\n" (form.body) }
                button.button.chat-send type="submit" { (icon(ctx, "send-horizontal")) span.visually-hidden { (t!(ctx, "chat-send")) } }
            }
            div.chat-form-foot {
                p.hint.chat-enter id="chat-form-hint" { (t!(ctx, "chat-enter")) }
                p.count data-count-for="body" data-one=(t!(ctx, "count-left-one")) data-other=(t!(ctx, "count-left-other")) hidden {}
                p.form-status role="status" data-form-status {}
            }
        }
    }
}

/// The form that leads to the chat with an address.
pub fn new_chat_form(ctx: &Context<'_>, jid: &str, errors: &Errors) -> Markup {
    let address = Field {
        form: "new-chat",
        name: "jid",
        label: t!(ctx, "chats-new-label"),
        value: jid,
        kind: Kind::Address,
        hint: t!(ctx, "contacts-add-hint"),
        required: true,
        ..Field::default()
    };
    html! {
        details.new-chat data-folds open[!errors.is_empty()] {
            summary { (icon(ctx, "square-pen")) span { (t!(ctx, "chats-new")) } }
            form.inline-form method="get" action=(url::chats()) id="new-chat" {
                div.inline-fields { (address.render(ctx, errors)) button.button type="submit" { (t!(ctx, "chats-new-submit")) } }
            }
        }
    }
}
