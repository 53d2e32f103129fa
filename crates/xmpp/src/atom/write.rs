//! Writing an entry so that Movim, Libervia and any Atom reader find what they look for.
//!
//! Both want the title as `type='text'` and never absent; XHTML content goes beside a text of the same content
//! (XEP-0277 §3.3), in one `<div>`. Libervia refuses an entry without `updated`; Movim takes comments from the link whose
//! title is `comments`, and believes an author whose `uri` is the publisher's bare JID.

use super::text::{clean, of_html};
use super::xhtml::from_html;
use super::{
    ATOM, Author, CONTENT_MAX, Entry, FIELD_MAX, Generator, InReplyTo, Link, Markup, THREAD, TITLE_MAX,
    Target,
};
use minidom::Element;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use xso::AsXml;

/// How much of the content stands in for a missing title, in characters.
const STAND_IN: usize = 140;

#[derive(AsXml)]
#[xml(namespace = ATOM, name = "entry")]
struct WireEntry {
    #[xml(extract(name = "id", fields(text(type_ = String))))]
    id: String,
    #[xml(child)]
    title: WireTitle,
    #[xml(child(default))]
    summary: Option<WireSummary>,
    #[xml(child(n = ..))]
    content: Vec<WireContent>,
    #[xml(child(default))]
    author: Option<WireAuthor>,
    #[xml(extract(default, name = "published", fields(text(type_ = String))))]
    published: Option<String>,
    #[xml(extract(default, name = "updated", fields(text(type_ = String))))]
    updated: Option<String>,
    #[xml(child(n = ..))]
    links: Vec<WireLink>,
    #[xml(extract(n = .., name = "category", fields(attribute(name = "term", type_ = String))))]
    categories: Vec<String>,
    #[xml(child(n = ..))]
    in_reply_to: Vec<WireReply>,
    #[xml(child(default))]
    generator: Option<WireGenerator>,
}

#[derive(AsXml)]
#[xml(namespace = ATOM, name = "title")]
struct WireTitle {
    #[xml(attribute = "type")]
    kind: String,
    #[xml(text)]
    text: String,
}

#[derive(AsXml)]
#[xml(namespace = ATOM, name = "summary")]
struct WireSummary {
    #[xml(attribute = "type")]
    kind: String,
    #[xml(text)]
    text: String,
}

#[derive(AsXml)]
#[xml(namespace = ATOM, name = "content")]
struct WireContent {
    #[xml(attribute = "type")]
    kind: String,
    #[xml(text)]
    text: String,
    #[xml(element(n = ..))]
    div: Vec<Element>,
}

#[derive(AsXml)]
#[xml(namespace = ATOM, name = "author")]
struct WireAuthor {
    #[xml(extract(default, name = "name", fields(text(type_ = String))))]
    name: Option<String>,
    #[xml(extract(default, name = "uri", fields(text(type_ = String))))]
    uri: Option<String>,
}

#[derive(AsXml)]
#[xml(namespace = ATOM, name = "link")]
struct WireLink {
    #[xml(attribute)]
    rel: String,
    #[xml(attribute)]
    href: String,
    #[xml(attribute(default, name = "type"))]
    media_type: Option<String>,
    #[xml(attribute(default))]
    title: Option<String>,
}

#[derive(AsXml)]
#[xml(namespace = THREAD, name = "in-reply-to")]
struct WireReply {
    #[xml(attribute(default, name = "ref"))]
    reference: Option<String>,
    #[xml(attribute(default))]
    href: Option<String>,
}

#[derive(AsXml)]
#[xml(namespace = ATOM, name = "generator")]
struct WireGenerator {
    #[xml(attribute(default))]
    uri: Option<String>,
    #[xml(attribute(default))]
    version: Option<String>,
    #[xml(text)]
    name: String,
}

impl Entry {
    /// Writes the entry as `atom:entry`. Text is cleaned of what XML cannot carry; XHTML that is not well formed goes out as
    /// `type='html'`; markup without text gets its text, a missing title gets the first line of the text.
    pub fn write(&self) -> Element {
        Element::from(WireEntry {
            id: line(&self.id),
            title: WireTitle { kind: "text".to_owned(), text: self.title_to_write() },
            summary: self.summary.as_deref().map(summary),
            content: self.content_to_write(),
            author: self.author.as_ref().map(author),
            published: self.published.and_then(rfc3339),
            updated: self.updated.or(self.published).and_then(rfc3339),
            links: self.links.iter().map(link).collect(),
            categories: self.categories.iter().map(|term| line(term)).collect(),
            in_reply_to: self.in_reply_to.iter().map(reply).collect(),
            generator: self.generator.as_ref().map(generator),
        })
    }

    fn title_to_write(&self) -> String {
        let title = clean(self.title.trim(), TITLE_MAX);
        if !title.is_empty() {
            return title;
        }
        let text = self.text();
        let first = text.trim().lines().next().unwrap_or_default();
        if first.chars().count() <= STAND_IN {
            clean(first, STAND_IN)
        } else {
            clean(first, STAND_IN) + "…"
        }
    }

    fn content_to_write(&self) -> Vec<WireContent> {
        let markup = self.content_html.as_ref();
        let text = self.content_text.clone().or_else(|| markup.map(|markup| of_html(markup.html())));
        let text = text.map(|text| clean(&text, CONTENT_MAX)).filter(|text| !text.is_empty());
        let text = text.map(|text| WireContent { kind: "text".to_owned(), text, div: Vec::new() });
        text.into_iter().chain(markup.map(rich)).collect()
    }
}

fn rich(markup: &Markup) -> WireContent {
    let html = clean(markup.html(), CONTENT_MAX);
    let div = matches!(markup, Markup::Xhtml(_)).then(|| from_html(&html)).flatten();
    match div {
        Some(div) => WireContent { kind: "xhtml".to_owned(), text: String::new(), div: vec![div] },
        None => WireContent { kind: "html".to_owned(), text: html, div: Vec::new() },
    }
}

fn line(text: &str) -> String {
    clean(text.trim(), FIELD_MAX)
}

fn optional(text: Option<&String>) -> Option<String> {
    text.map(|text| line(text)).filter(|text| !text.is_empty())
}

fn summary(text: &str) -> WireSummary {
    WireSummary { kind: "text".to_owned(), text: clean(text, CONTENT_MAX) }
}

fn author(author: &Author) -> WireAuthor {
    WireAuthor { name: optional(author.name.as_ref()), uri: optional(author.uri.as_ref()) }
}

fn link(link: &Link) -> WireLink {
    let (media_type, title) = (optional(link.media_type.as_ref()), optional(link.title.as_ref()));
    WireLink { rel: line(&link.rel), href: line(&link.href), media_type, title }
}

fn reply(reply: &InReplyTo) -> WireReply {
    let href = optional(reply.href.as_ref());
    let href = href.map(|href| Target::parse(&href).map_or(href, |target| target.to_readable()));
    WireReply { reference: optional(reply.reference.as_ref()), href }
}

fn generator(generator: &Generator) -> WireGenerator {
    let (uri, version) = (optional(generator.uri.as_ref()), optional(generator.version.as_ref()));
    WireGenerator { uri, version, name: line(&generator.name) }
}

/// RFC 3339 in UTC and whole seconds: Movim cuts fractions, and an item must not change on its way.
fn rfc3339(instant: OffsetDateTime) -> Option<String> {
    instant.checked_to_offset(time::UtcOffset::UTC)?.replace_nanosecond(0).ok()?.format(&Rfc3339).ok()
}
