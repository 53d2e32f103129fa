//! The line that says that somebody is writing.

use crate::context::Context;
use crate::locales::t;
use crate::messages::typing_element_id;
use crate::people::Person;
use maud::{Markup, html};

/// The line; empty but there while nobody is. Also the live fragment.
pub fn typing(ctx: &Context<'_>, person: &Person, composing: bool) -> Markup {
    let Some(peer) = &person.jid else { return html! {} };
    html! {
        p.typing id=(typing_element_id(peer)) {
            @if composing {
                span.dots aria-hidden="true" { i {} i {} i {} }
                bdi { (t!(ctx, "chat-typing", name = person.name.as_str())) }
            }
        }
    }
}
