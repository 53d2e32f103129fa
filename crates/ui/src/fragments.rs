//! Parts of pages as they travel to browsers that are open: the same components, one element each.

use crate::components;
use crate::context::Context;
use crate::hooks;
use crate::locales::{number, t};
use crate::people::Contact;
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

/// A comment for the list below the post with this key (service, node, item).
pub fn comment(ctx: &Context<'_>, comment: &Comment, (service, node, item): (&str, &str, &str)) -> Markup {
    components::comment_card(ctx, comment, &posts::comments_element_id(service, node, item))
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
