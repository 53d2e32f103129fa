//! A member's public blog, readable by anybody.

use crate::components::{self, Empty, Size, face, icon, relation_actions};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Page, Section};
use crate::people::{Contact, Person, Relation};
use crate::posts::Post;
use crate::samples;
use crate::shell::preview;
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// A public blog: `/@{name}`.
#[derive(Clone, Debug)]
pub struct BlogPage {
    /// Whose it is; has a handle.
    pub author: Person,
    /// What she says about herself, plain text; may be empty.
    pub about: String,
    /// Her website, http or https.
    pub website: Option<String>,
    /// Public posts, newest first.
    pub posts: Vec<Post>,
    /// Where an older page starts; none at the end.
    pub older: Option<String>,
    /// How the viewer stands to her; `Stranger` for visitors.
    pub relation: Relation,
}

impl Page for BlogPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        self.author.name.clone()
    }

    fn section(&self) -> Section {
        if self.relation == Relation::Me { Section::Me } else { Section::None }
    }

    fn head(&self, ctx: &Context<'_>) -> Markup {
        let canonical = url::absolute(ctx.origin, &url::member(self.handle()));
        html! {
            link rel="canonical" href=(canonical);
            (feed_link(ctx, self.handle()))
            meta property="og:type" content="profile";
            meta property="og:title" content=(self.author.name);
            meta property="og:url" content=(canonical);
            meta property="og:site_name" content=(ctx.place_name());
            @if !self.about.is_empty() { meta property="og:description" content=(self.about); meta name="description" content=(self.about); }
            @if let Some(picture) = &self.author.picture { meta property="og:image" content=(url::absolute(ctx.origin, picture)); }
            @else { (preview(ctx)) }
        }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let older = self.older.as_deref().map(|before| url::member_page(self.handle(), Some(before)));
        html! {
            (profile(ctx, self))
            section.h-feed aria-labelledby="posts-title" {
                h2.section-title id="posts-title" { (t!(ctx, "blog-posts")) }
                (components::post_list(ctx, &self.posts, false, &nothing(ctx, self)))
                (components::older(ctx, older.as_deref()))
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let full = Self {
            author: samples::person("claire", "Claire Amrani"),
            about: "Bread, bicycles, and the accounts of the canteen.".to_owned(),
            website: Some("https://claire.example/".to_owned()),
            posts: samples::public_posts(now),
            older: Some("2026-01-01".to_owned()),
            relation: Relation::Stranger,
        };
        let mine = Self {
            author: samples::person("alice", "Alice Moreau"),
            about: String::new(),
            website: None,
            posts: Vec::new(),
            older: None,
            relation: Relation::Me,
        };
        vec![full, mine]
    }
}

impl BlogPage {
    fn handle(&self) -> &str {
        self.author.handle.as_deref().unwrap_or_default()
    }
}

/// Tells feed readers where the feed is.
pub(super) fn feed_link(ctx: &Context<'_>, handle: &str) -> Markup {
    html! { link rel="alternate" type="application/atom+xml" title=(t!(ctx, "blog-feed")) href=(url::absolute(ctx.origin, &url::member_feed(handle))); }
}

fn nothing(ctx: &Context<'_>, page: &BlogPage) -> Empty {
    if page.relation == Relation::Me {
        let step = Some((t!(ctx, "blog-empty-step"), url::feed()));
        return Empty { title: t!(ctx, "blog-empty-mine"), text: t!(ctx, "blog-empty-mine-text"), step };
    }
    Empty {
        title: t!(ctx, "blog-empty"),
        text: t!(ctx, "blog-empty-text", name = page.author.name.as_str()),
        step: None,
    }
}

fn profile(ctx: &Context<'_>, page: &BlogPage) -> Markup {
    let contact = Contact {
        person: page.author.clone(),
        relation: page.relation,
        here: false,
        status: String::new(),
        groups: Vec::new(),
    };
    html! {
        header.profile.h-card {
            (face(&page.author, Size::Large))
            div.profile-who {
                h1.p-name { (page.author.name) }
                p.address { bdi { (page.author.address()) } }
                @if !page.about.is_empty() { p.p-note dir="auto" { (page.about) } }
                ul.profile-links {
                    @if let Some(website) = &page.website { li { a.u-url rel="me nofollow noopener" href=(website) { (icon(ctx, "link")) (short(website)) } } }
                    li { a href=(url::member_feed(page.handle())) { (icon(ctx, "rss")) (t!(ctx, "blog-feed")) } }
                    @if page.relation != Relation::Me {
                        li { a rel="nofollow" href=(url::report_member(page.handle())) { (icon(ctx, "flag")) (t!(ctx, "report-this")) } }
                    }
                }
                @if ctx.viewer.is_some() { (relation_actions(ctx, &contact)) }
            }
        }
    }
}

/// A web address without what everybody knows.
pub(super) fn short(website: &str) -> &str {
    website.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')
}
