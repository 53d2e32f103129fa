//! Icons of the sprite, our logo, and the mark of a pod in its colour.

use crate::accent::Accent;
use crate::context::Context;
use maud::{Markup, html};

/// An icon of the sprite (`web/icons.txt`); always beside a word.
pub fn icon(ctx: &Context<'_>, name: &str) -> Markup {
    html! { svg class="icon" aria-hidden="true" focusable="false" { use href={ (ctx.assets.sprite) "#" (name) } {} } }
}

/// The pea pod, in the colour of the text around it.
pub fn logo() -> Markup {
    html! {
        svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false" { (pod_shape("currentColor")) }
    }
}

/// The pea pod in a pod's own colour, on a chip of it (no style attribute: the policy of the pages forbids them).
pub fn pod_mark(accent: Accent) -> Markup {
    html! {
        svg class="pod-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false" {
            rect width="32" height="32" rx="8" fill={ "#" (accent.hex()) } {}
            g transform="translate(4 4) scale(.75)" { (pod_shape("#fff")) }
        }
    }
}

/// The same drawing as `web/images/logo.svg`.
fn pod_shape(colour: &str) -> Markup {
    html! {
        path fill="none" stroke=(colour) stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"
            d="M28.5 3.5C29.5 17 20 29 4 28 3 17 12 5 28.5 3.5Z" {}
        g fill=(colour) {
            circle cx="20.2" cy="11.8" r="3.1" {}
            circle cx="14.6" cy="17.4" r="2.7" {}
            circle cx="9.9" cy="22.3" r="2.1" {}
        }
    }
}
