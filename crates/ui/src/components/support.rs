//! That an admin looks on for support: what she sees on top of every page.

use crate::components::{hidden, icon};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::url;
use maud::{Markup, html};

/// Who visits, until when, and the button that ends it. Nothing for everybody else.
pub fn support(ctx: &Context<'_>) -> Markup {
    let Some(support) = ctx.support else { return html! {} };
    let action = url::visit_end();
    html! {
        div.notice.notice-warning {
            (icon(ctx, "eye"))
            p { (t!(ctx, "support-strip", who = support.jid)) " " (dates::clock(ctx, support.until)) }
            form method="post" action=(action) {
                (hidden(ctx, &action))
                button.button.button-quiet type="submit" { (t!(ctx, "support-end")) }
            }
        }
    }
}
