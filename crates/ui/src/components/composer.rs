//! The fields for writing: a post, a comment.

use crate::audience::{self, Audience};
use crate::components::{Size, face, hidden_again, icon, summary};
use crate::context::Context;
use crate::forms::{CommentForm, Composer};
use crate::hooks;
use crate::locales::t;
use crate::posts::Post;
use crate::url::{self, PostAct};
use maud::{Markup, html};

/// The form for a new post.
pub fn composer(ctx: &Context<'_>, form: &Composer) -> Markup {
    let action = url::publish();
    html! {
        form.composer id=(hooks::COMPOSER_ID) method="post" action=(action) data-enhance
            data-sending=(t!(ctx, "composer-sending")) data-sent="" data-failed=(t!(ctx, "composer-failed")) {
            (hidden_again(ctx, &action, form.command.as_deref()))
            h2.visually-hidden { (t!(ctx, "composer-title")) }
            (summary(ctx, hooks::COMPOSER_ID, &form.errors))
            div.composer-fields {
                @if let Some(viewer) = &ctx.viewer { (face(&viewer.person(), Size::Medium)) }
                div.composer-text { (text_fields(ctx, form)) }
            }
            (audience_choice(ctx, form))
            div.composer-foot {
                p.count data-count-for="body" data-one=(t!(ctx, "count-left-one")) data-other=(t!(ctx, "count-left-other")) hidden {}
                p.form-status role="status" data-form-status {}
                button.button type="submit" { (t!(ctx, "composer-publish")) }
            }
        }
    }
}

fn text_fields(ctx: &Context<'_>, form: &Composer) -> Markup {
    let wrong = form.errors.of("body").is_some();
    html! {
        details.composer-more open[!form.title.is_empty()] {
            summary { (icon(ctx, "heading")) (t!(ctx, "composer-add-title")) }
            label.visually-hidden for="composer-title" { (t!(ctx, "composer-title-label")) }
            input.composer-heading id="composer-title" name="title" value=(form.title) autocomplete="off" placeholder=(t!(ctx, "composer-title-label")) data-draft="post-title";
        }
        label.visually-hidden for="composer-body" { (t!(ctx, "composer-label")) }
        textarea.composer-body id="composer-body" name="body" rows="2" placeholder=(t!(ctx, "composer-label"))
            data-grow data-draft="post" data-count-near-limit=(form.longest) aria-invalid=[wrong.then_some("true")] { "\n" (form.body) }
    }
}

/// The audience that is chosen: nobody begins with one that is not open to her yet.
fn chosen(form: &Composer) -> Audience {
    if is_open(Audience::Everyone, form) { form.audience } else { Audience::Contacts }
}

/// Whether somebody may write to it now.
fn is_open(audience: Audience, form: &Composer) -> bool {
    audience != Audience::Everyone || form.newness.is_none_or(|newness| newness.posts_left > 0)
}

/// The audience: a button that says who will read it, and folds out to the choice.
fn audience_choice(ctx: &Context<'_>, form: &Composer) -> Markup {
    html! {
        details.audience-choice data-folds {
            summary {
                span.visually-hidden { (t!(ctx, "composer-audience")) " " }
                @for one in [Audience::Contacts, Audience::Everyone] {
                    span class={ "says says-" (one.code()) } { (audience::badge(ctx, one)) span { (who_reads(ctx, one, form)) } }
                }
                (icon(ctx, "chevron-down"))
            }
            fieldset id="composer-audience" {
                legend.visually-hidden { (t!(ctx, "composer-audience")) }
                @for one in [Audience::Contacts, Audience::Everyone] {
                    label.audience-option {
                        input type="radio" name="audience" value=(one.code()) checked[one == chosen(form)] disabled[!is_open(one, form)];
                        span { (audience::badge(ctx, one)) span.hint { (who_may_read(ctx, one, form)) } }
                    }
                }
            }
        }
    }
}

fn who_reads(ctx: &Context<'_>, audience: Audience, form: &Composer) -> String {
    match audience {
        Audience::Everyone => t!(ctx, "composer-everyone-reads"),
        _ => t!(ctx, "composer-contacts-read", n = form.contacts),
    }
}

/// The choice in a sentence. What a member writes lies in a node for her contacts, whoever may read it on the web.
fn who_may_read(ctx: &Context<'_>, audience: Audience, form: &Composer) -> String {
    match (audience, form.newness) {
        (Audience::Everyone, Some(newness)) => {
            format!("{} {}", t!(ctx, "composer-everyone-is"), newness.of_posts(ctx))
        }
        (Audience::Everyone, None) => t!(ctx, "composer-everyone-is"),
        _ => audience.sentence(ctx),
    }
}

/// The form for a comment on a post.
pub fn comment_form(ctx: &Context<'_>, post: &Post, form: &CommentForm) -> Markup {
    let action = url::post_act(&post.service, &post.node, &post.item, PostAct::Comment);
    let wrong = form.errors.of("body").is_some();
    html! {
        form.comment-form id="comment" method="post" action=(action) data-enhance
            data-sending=(t!(ctx, "composer-sending")) data-sent=(t!(ctx, "composer-sent")) data-failed=(t!(ctx, "composer-failed")) {
            (hidden_again(ctx, &action, form.command.as_deref()))
            (summary(ctx, "comment", &form.errors))
            label for="comment-body" { (t!(ctx, "comment-label")) }
            textarea id="comment-body" name="body" rows="2" required data-grow data-draft={ "comment-" (post.element_id()) }
                aria-invalid=[wrong.then_some("true")] { "\n" (form.body) }
            div.composer-foot {
                p.form-status role="status" data-form-status {}
                button.button type="submit" { (t!(ctx, "comment-send")) }
            }
        }
    }
}
