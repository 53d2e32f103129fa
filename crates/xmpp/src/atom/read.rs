//! Reading an entry that anybody may have written: what is broken is left out, what is too long is cut.

use super::text::{self, cut};
use super::xhtml::{XHTML, to_html};
use super::{
    ATOM, Author, CATEGORIES_MAX, CONTENT_MAX, Entry, FIELD_MAX, Generator, InReplyTo, LINKS_MAX, Link,
    Markup,
};
use super::{THREAD, TITLE_MAX, clean};
use minidom::Element;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// The element is no `<entry xmlns='http://www.w3.org/2005/Atom'/>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an Atom entry")]
pub struct NotAnEntry;

impl Entry {
    /// Reads an entry.
    ///
    /// # Errors
    /// [`NotAnEntry`] for anything but `atom:entry`, such as the `feed` of a node's metadata (XEP-0277 §6).
    pub fn read(element: &Element) -> Result<Self, NotAnEntry> {
        if !element.is("entry", ATOM) {
            return Err(NotAnEntry);
        }
        let (content_text, content_html) = content(element);
        Ok(Self {
            id: field(element, "id").unwrap_or_default(),
            title: plain(element, "title", TITLE_MAX).unwrap_or_default(),
            summary: plain(element, "summary", CONTENT_MAX),
            content_text,
            content_html,
            author: element.get_child("author", ATOM).map(author),
            published: instant(element, "published"),
            updated: instant(element, "updated"),
            links: children(element, "link", ATOM).filter_map(link).take(LINKS_MAX).collect(),
            categories: children(element, "category", ATOM)
                .filter_map(category)
                .take(CATEGORIES_MAX)
                .collect(),
            in_reply_to: children(element, "in-reply-to", THREAD)
                .filter_map(in_reply_to)
                .take(LINKS_MAX)
                .collect(),
            generator: element.get_child("generator", ATOM).and_then(generator),
        })
    }
}

fn children<'a>(
    element: &'a Element,
    name: &'a str,
    namespace: &'a str,
) -> impl Iterator<Item = &'a Element> {
    element.children().filter(move |child| child.is(name, namespace))
}

/// Plain text of at most so many characters. XEP-0277 allows a title both as text and as XHTML: the text is taken.
fn plain(element: &Element, name: &str, characters: usize) -> Option<String> {
    let kinds = |wanted: &'static [&str]| {
        let all = children(element, name, ATOM);
        all.filter(move |child| wanted.contains(&child.attr("type").unwrap_or("text")))
    };
    let text = kinds(&["text", "text/plain"]).map(Element::text);
    let xhtml = kinds(&["xhtml"]).map(text::of_element);
    let html = kinds(&["html", "text/html"]).map(|child| text::of_html(cut(&child.text(), CONTENT_MAX)));
    let found = text.chain(xhtml).chain(html).map(|text| clean(text.trim(), characters));
    found.filter(|text| !text.is_empty()).take(1).next()
}

/// The content as text and as markup: XEP-0277 §3.3 wants both from whoever writes XHTML.
fn content(element: &Element) -> (Option<String>, Option<Markup>) {
    let (mut plain, mut markup) = (None, None);
    for child in children(element, "content", ATOM) {
        match child.attr("type").unwrap_or("text") {
            "text" | "text/plain" if plain.is_none() => plain = whole(child),
            "xhtml" if !matches!(markup, Some(Markup::Xhtml(_))) => markup = xhtml(child).or(markup),
            "html" | "text/html" if markup.is_none() => markup = whole(child).map(Markup::Html),
            _ => {}
        }
    }
    (plain, markup)
}

fn whole(content: &Element) -> Option<String> {
    let text = content.text();
    Some(cut(text.trim(), CONTENT_MAX).to_owned()).filter(|text| !text.is_empty())
}

fn xhtml(content: &Element) -> Option<Markup> {
    let html = to_html(content.get_child("div", XHTML)?, CONTENT_MAX);
    Some(html.trim()).filter(|html| !html.is_empty()).map(|html| Markup::Xhtml(html.to_owned()))
}

/// A value that is useless when it is cut: absent if it is too long.
fn value(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= FIELD_MAX).then(|| text.to_owned())
}

fn field(element: &Element, name: &str) -> Option<String> {
    value(&element.get_child(name, ATOM)?.text())
}

fn attribute(element: &Element, name: &str) -> Option<String> {
    value(element.attr(name)?)
}

fn instant(element: &Element, name: &str) -> Option<OffsetDateTime> {
    let instant = OffsetDateTime::parse(&field(element, name)?, &Rfc3339).ok()?;
    // near the ends of time, an offset leads to a year that UTC or RFC 3339 has no room for
    instant.checked_to_offset(UtcOffset::UTC).filter(|instant| instant.year() >= 0)
}

fn author(element: &Element) -> Author {
    Author { name: field(element, "name"), uri: field(element, "uri") }
}

fn link(element: &Element) -> Option<Link> {
    Some(Link {
        rel: attribute(element, "rel").unwrap_or_else(|| "alternate".to_owned()),
        href: attribute(element, "href")?,
        media_type: attribute(element, "type"),
        title: attribute(element, "title"),
    })
}

fn category(element: &Element) -> Option<String> {
    attribute(element, "term")
}

fn in_reply_to(element: &Element) -> Option<InReplyTo> {
    let (reference, href) = (attribute(element, "ref"), attribute(element, "href"));
    (reference.is_some() || href.is_some()).then_some(InReplyTo { reference, href })
}

fn generator(element: &Element) -> Option<Generator> {
    let (uri, version) = (attribute(element, "uri"), attribute(element, "version"));
    Some(Generator { name: value(&element.text())?, uri, version })
}
