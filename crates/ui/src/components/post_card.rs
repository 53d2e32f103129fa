//! A post: face, name, time, audience, title, text, pictures, tags; below, what can be done.

use crate::audience;
use crate::components::{self, Size, face, icon};
use crate::context::Context;
use crate::dates;
use crate::hooks;
use crate::locales::t;
use crate::posts::{self, Picture, Post};
use crate::url;
use maud::{Markup, html};

/// A list of posts that takes new ones (where `live`); `empty` is what stands there before the first.
pub fn post_list(ctx: &Context<'_>, posts: &[Post], live: bool, empty: &components::Empty) -> Markup {
    html! {
        @if live {
            p.fresh { button.button.button-quiet type="button" hidden data-live-new data-one=(t!(ctx, "posts-new-one")) data-other=(t!(ctx, "posts-new-other")) { } }
        }
        div.posts id="posts" data-live=[live.then_some(hooks::LIST_POSTS)] {
            @for post in posts { (post_card(ctx, post)) }
            @if posts.is_empty() { (components::empty(empty)) }
        }
    }
}

/// One post. Also the live fragment.
pub fn post_card(ctx: &Context<'_>, post: &Post) -> Markup {
    let id = post.element_id();
    let heading = format!("{id}-title");
    html! {
        article.post.h-entry id=(id) aria-labelledby=(heading) data-audience=(post.audience.code()) {
            (head(ctx, post))
            @if let Some(title) = &post.title {
                h2.post-title.p-name id=(heading) { a href=(address(ctx, post)) { (title) } }
            } @else {
                h2.visually-hidden id=(heading) { (t!(ctx, "post-by", name = post.author.name.as_str())) }
            }
            div.prose.e-content dir="auto" { (post.body) }
            (pictures(&post.pictures))
            (tags(ctx, post))
            (foot(ctx, post))
        }
    }
}

/// Where a post's link leads: visitors get the public page.
pub(crate) fn address(ctx: &Context<'_>, post: &Post) -> String {
    let public = if ctx.viewer.is_none() { post.public_address() } else { None };
    public.unwrap_or_else(|| post.address())
}

/// Where an author's name leads: for members to the person, for visitors to the public page.
pub(crate) fn person_address(ctx: &Context<'_>, person: &crate::people::Person) -> Option<String> {
    if ctx.viewer.is_some() && person.jid.is_some() {
        return Some(url::contact(person.address()));
    }
    person.handle.as_deref().map(url::member)
}

/// A name, as a link where there is somewhere to go.
pub(crate) fn name(ctx: &Context<'_>, person: &crate::people::Person) -> Markup {
    html! {
        @if let Some(address) = person_address(ctx, person) {
            a.name.p-name.u-url href=(address) { bdi { (person.name) } }
        } @else { bdi.name.p-name { (person.name) } }
    }
}

fn head(ctx: &Context<'_>, post: &Post) -> Markup {
    html! {
        div.post-head {
            (face(&post.author, Size::Medium))
            div.post-who {
                p.post-byline.p-author.h-card { (name(ctx, &post.author)) " " span.address { bdi { (post.author.address()) } } }
                p.post-meta {
                    a.post-time.u-url href=(address(ctx, post)) { (dates::relative(ctx, post.published)) }
                    (audience::badge(ctx, post.audience))
                    @if post.updated.is_some() { span.edited { (t!(ctx, "post-edited")) } }
                }
            }
            (components::delete_menu(ctx, post))
        }
    }
}

fn pictures(pictures: &[Picture]) -> Markup {
    html! {
        @if !pictures.is_empty() {
            div class={ "pictures pictures-" (pictures.len().min(4)) } {
                @for picture in pictures {
                    a href=(picture.src) { img.u-photo src=(picture.src) alt=(picture.alt) width=(picture.width) height=(picture.height) loading="lazy" decoding="async"; }
                }
            }
        }
    }
}

/// Tags that do not stand in the text already.
fn tags(ctx: &Context<'_>, post: &Post) -> Markup {
    let text = if post.tags.is_empty() { String::new() } else { post.body.plain().to_lowercase() };
    let tags: Vec<&String> = post.tags.iter().filter(|tag| !text.contains(&format!("#{tag}"))).collect();
    html! {
        @if !tags.is_empty() {
            ul.tags aria-label=(t!(ctx, "post-tags")) { @for tag in tags { li.p-category { "#" (tag) } } }
        }
    }
}

fn foot(ctx: &Context<'_>, post: &Post) -> Markup {
    html! {
        @if post.comments.is_some() || ctx.viewer.is_none() {
            p.post-foot {
                @if post.comments.is_some() { (comment_count(ctx, post)) }
                // members have it in the menu
                @if ctx.viewer.is_none() {
                    " " a.act rel="nofollow" href=(url::report_post(&post.service, &post.node, &post.item)) { (icon(ctx, "flag")) (t!(ctx, "report-this")) }
                }
            }
        }
    }
}

/// The way to a post's comments, which says how many are known. Also a live fragment.
pub fn comment_count(ctx: &Context<'_>, post: &Post) -> Markup {
    let id = posts::comment_count_element_id(&post.service, &post.node, &post.item);
    let comments = post.comments.unwrap_or_default();
    html! {
        a.act id=(id) href={ (address(ctx, post)) "#comments" } {
            (icon(ctx, "message-circle"))
            @if comments == 0 { (t!(ctx, "post-comment")) } @else { (t!(ctx, "post-comments", n = comments)) }
        }
    }
}
