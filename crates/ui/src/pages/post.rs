//! One post with its comments, for members and, where it is public, for anybody.

use crate::atom::excerpt;
use crate::audience::Audience;
use crate::components::{self, AppealForm};
use crate::context::Context;
use crate::forms::CommentForm;
use crate::hooks;
use crate::locales::t;
use crate::page::Page;
use crate::posts::{self, Comment, Post};
use crate::problems::{Errors, Problem};
use crate::reports::{self, Appeal};
use crate::samples;
use crate::shell::preview;
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// One post. Serves `/post/…` and, for public posts, `/@{name}/{item}`.
#[derive(Clone, Debug)]
pub struct PostPage {
    /// The post.
    pub post: Post,
    /// Its comments, oldest first.
    pub comments: Vec<Comment>,
    /// The form for a comment; none where the viewer cannot comment.
    pub form: Option<CommentForm>,
    /// That moderators have hidden it, where its author looks.
    pub hidden: Option<HiddenPost>,
    /// Whether this is the public page, which search engines and feed readers may find.
    pub public: bool,
}

/// That a post or comment is hidden on the pod, for its author.
#[derive(Clone, Debug)]
pub struct HiddenPost {
    /// Why, in the moderators' words.
    pub reason: String,
    /// Her appeal, if she made one.
    pub appeal: Option<Appeal>,
    /// The form for it, if she can make one.
    pub form: Option<AppealForm>,
}

impl Page for PostPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        self.post
            .title
            .clone()
            .unwrap_or_else(|| excerpt(&format!("{}: {}", self.post.author.name, self.post.body.plain()), 60))
    }

    fn head(&self, ctx: &Context<'_>) -> Markup {
        let canonical = self.post.public_address().map(|path| url::absolute(ctx.origin, &path));
        html! {
            @if let (true, Some(canonical)) = (self.public, canonical) {
                link rel="canonical" href=(canonical);
                meta property="og:type" content="article";
                meta property="og:title" content=(self.title(ctx));
                meta property="og:description" content=(excerpt(&self.post.body.plain(), 200));
                meta property="og:url" content=(canonical);
                meta property="og:site_name" content=(ctx.place_name());
                (preview(ctx))
                @if let Some(handle) = &self.post.author.handle { (super::blog::feed_link(ctx, handle)) }
            } @else { meta name="robots" content="noindex"; }
        }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1.visually-hidden { (t!(ctx, "post-by", name = self.post.author.name.as_str())) }
            p.back { a href=(self.back(ctx)) { (components::icon(ctx, "arrow-left")) (self.back_word(ctx)) } }
            @if let Some(hidden) = &self.hidden { (hidden.render(ctx)) }
            div.single data-live=(hooks::LIST_POSTS) data-live-for="none" { (components::post_card(ctx, &self.post)) }
            (comments(ctx, self))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let posts = samples::posts(now);
        let public = posts.iter().find(|post| post.audience == Audience::Everyone).cloned();
        let wrong =
            CommentForm { body: "mine".to_owned(), errors: Errors::form(Problem::Offline), command: None };
        let member = posts.into_iter().flat_map(|post| {
            let form = Some(CommentForm::default());
            let page = Self { post, comments: Vec::new(), form, hidden: None, public: false };
            [Self { comments: samples::comments(now), ..page.clone() }, page]
        });
        let public = public.map(|post| {
            let comments = samples::comments(now);
            Self { post, comments, form: None, hidden: None, public: true }
        });
        let mut pages: Vec<Self> = member.chain(public).collect();
        if let Some(first) = pages.first_mut() {
            first.form = Some(wrong);
            let with = |hidden| Self { hidden: Some(hidden), ..first.clone() };
            let hidden: Vec<Self> = HiddenPost::samples(now).into_iter().map(with).collect();
            pages.extend(hidden);
        }
        pages
    }
}

impl HiddenPost {
    fn render(&self, ctx: &Context<'_>) -> Markup {
        html! {
            section.notice.notice-warning aria-labelledby="hidden" {
                (components::icon(ctx, "triangle-alert"))
                div {
                    h2 id="hidden" { (t!(ctx, "hidden-title", pod = ctx.place_name())) }
                    p { (t!(ctx, "hidden-text")) }
                    p.lines dir="auto" { (self.reason) }
                    @if let Some(appeal) = &self.appeal { (reports::appeal(ctx, appeal)) }
                    @if let Some(form) = &self.form { (form.render(ctx)) }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let hidden = Self { reason: "Spam & <b>".to_owned(), appeal: None, form: None };
        let action = url::post_appeal("alice@cantine.localhost", "urn:xmpp:microblog:0", "1");
        let errors = Errors::one("words", Problem::Required);
        let form = AppealForm { action, words: String::new(), errors };
        let appeal = Appeal { words: "It is not!".to_owned(), at: now, answer: None };
        vec![
            hidden.clone(),
            Self { form: Some(form), ..hidden.clone() },
            Self { appeal: Some(appeal), ..hidden },
        ]
    }
}

impl PostPage {
    fn back(&self, ctx: &Context<'_>) -> String {
        match (&ctx.viewer, &self.post.author.handle) {
            (None, Some(handle)) => url::member(handle),
            (None, None) => url::front(),
            (Some(_), _) => url::feed(),
        }
    }

    fn back_word(&self, ctx: &Context<'_>) -> String {
        match (&ctx.viewer, &self.post.author.handle) {
            (None, Some(_)) => self.post.author.name.clone(),
            (None, None) => ctx.place_name().to_owned(),
            (Some(_), _) => t!(ctx, "nav-feed"),
        }
    }
}

fn comments(ctx: &Context<'_>, page: &PostPage) -> Markup {
    let post = &page.post;
    let list = posts::comments_element_id(&post.service, &post.node, &post.item);
    html! {
        @if post.comments.is_some() {
            section.comments id="comments" aria-labelledby="comments-title" {
                h2.section-title id="comments-title" { (t!(ctx, "comments-title")) }
                div.comment-list id=(list) data-live=(hooks::LIST_COMMENTS) data-live-for=(list) data-live-order="oldest" {
                    @for comment in &page.comments { (components::comment_card(ctx, comment, &list)) }
                    @if page.comments.is_empty() { p.hint data-empty { (t!(ctx, "comments-empty")) } }
                }
                @if let Some(form) = &page.form { (components::comment_form(ctx, post, form)) }
                @else if ctx.viewer.is_none() {
                    p.aside-line { a href=(url::login()) { (t!(ctx, "comments-sign-in")) } }
                }
            }
        } @else { p.hint { (t!(ctx, "comments-off")) } }
    }
}
