//! Whom to ask.

use crate::context::Context;
use crate::locales::t;
use maud::{Markup, html};

/// The addresses (`xmpp:` or `mailto:`) of whoever runs a pod; nothing where nobody is named.
pub fn whom(ctx: &Context<'_>, contacts: &[String]) -> Markup {
    html! {
        @if !contacts.is_empty() {
            h2.section-title { (t!(ctx, "about-contact")) }
            ul { @for contact in contacts { li { a href=(contact) { (contact.trim_start_matches("xmpp:").trim_start_matches("mailto:")) } } } }
        }
    }
}
