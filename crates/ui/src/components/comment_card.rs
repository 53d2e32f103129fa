//! A comment below a post.

use crate::components::post_card::name;
use crate::components::{Size, face, icon};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::posts::Comment;
use crate::url;
use maud::{Markup, html};

/// One comment; `list` is the id of the list it belongs to (the fragment's `data-for`).
pub fn comment_card(ctx: &Context<'_>, comment: &Comment, list: &str) -> Markup {
    let id = comment.element_id();
    let heading = format!("{id}-title");
    html! {
        article.comment.u-comment.h-cite id=(id) data-for=(list) aria-labelledby=(heading) {
            (face(&comment.author, Size::Small))
            div.comment-body {
                h3.visually-hidden id=(heading) { (t!(ctx, "comment-by", name = comment.author.name.as_str())) }
                p.comment-head {
                    span.p-author.h-card { (name(ctx, &comment.author)) }
                    span.comment-time { (dates::relative(ctx, comment.published)) }
                    @if comment.mine {
                        a.act href=(url::post_delete_confirm(&comment.service, &comment.node, &comment.item)) {
                            (icon(ctx, "trash-2")) span.visually-hidden { (t!(ctx, "comment-delete")) }
                        }
                    } @else {
                        a.act rel="nofollow" href=(url::report_post(&comment.service, &comment.node, &comment.item)) {
                            (icon(ctx, "flag")) span.visually-hidden { (t!(ctx, "comment-report")) }
                        }
                    }
                }
                div.prose.e-content dir="auto" { (comment.body) }
            }
        }
    }
}
