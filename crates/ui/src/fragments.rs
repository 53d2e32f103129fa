//! Parts of pages as they travel to browsers that are open: the same components, one element each.

use crate::context::Context;
use crate::people::Contact;
use crate::posts::{Comment, Post};
use maud::{Markup, html};

/// A post for the lists of posts.
pub fn post(_ctx: &Context<'_>, _post: &Post) -> Markup {
    html! {}
}

/// A comment for the list below the post with this key.
pub fn comment(_ctx: &Context<'_>, _comment: &Comment, _post: (&str, &str, &str)) -> Markup {
    html! {}
}

/// A row of the contact list, or of those who ask.
pub fn contact(_ctx: &Context<'_>, _contact: &Contact) -> Markup {
    html! {}
}

/// The banner that says how the viewer's session is; empty but there while all is well.
pub fn session(_ctx: &Context<'_>) -> Markup {
    html! {}
}

/// The number of people who ask, beside the navigation's entry.
pub fn requests_count(_ctx: &Context<'_>) -> Markup {
    html! {}
}
