//! The way in for whoever wants to look around first.

use super::hidden;
use crate::context::Context;
use crate::locales::t;
use crate::url;
use maud::{Markup, html};

/// A button that signs the browser in as the pod's guest.
pub fn guest_button(ctx: &Context<'_>) -> Markup {
    let action = url::guest();
    html! {
        form.stack method="post" action=(action) id="guest" {
            (hidden(ctx, &action))
            p { button.button.button-quiet.button-wide type="submit" { (t!(ctx, "guest-look")) } }
            p.hint { (t!(ctx, "guest-look-hint")) }
        }
    }
}
