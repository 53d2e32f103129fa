//! What members of a pod that closes, or has moved, can take along.

use super::Standing;
use crate::context::Context;
use crate::locales::t;
use crate::url;
use maud::{Markup, html};

/// What to do while it is still there; nothing of a pod that stays.
pub(super) fn render(ctx: &Context<'_>, standing: &Standing) -> Markup {
    let to = match standing {
        Standing::Moved(host) => Some(host.as_str()),
        Standing::Closing(_) => None,
        _ => return html! {},
    };
    html! {
        section aria-labelledby="leaving" {
            h2.section-title id="leaving" { (t!(ctx, "sheet-leaving")) }
            ul {
                @if let Some(host) = to { li { (t!(ctx, "sheet-leaving-moved", host = host)) } }
                li { (t!(ctx, "sheet-leaving-save")) }
                li { (t!(ctx, "sheet-leaving-account")) }
                li { (t!(ctx, "sheet-leaving-own")) }
            }
            p { a href=(url::go()) { (t!(ctx, "sheet-leaving-go")) } }
        }
    }
}
