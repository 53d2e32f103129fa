//! RFC 4287: Atom entries, as XEP-0277 and XEP-0472 put them into PubSub items.

mod read;
mod target;
pub(crate) mod text;
mod write;
mod xhtml;

pub use read::NotAnEntry;
pub use target::Target;
pub use text::clean;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Atom's namespace.
pub const ATOM: &str = "http://www.w3.org/2005/Atom";
/// The namespace of `<in-reply-to/>` (RFC 4685).
pub const THREAD: &str = "http://purl.org/syndication/thread/1.0";

/// Characters of a title that are read: it is a heading, and Movim cuts at 200.
pub const TITLE_MAX: usize = 1_000;
/// Bytes of content that are read: servers let about 256 kB through in a stanza.
pub const CONTENT_MAX: usize = 256 * 1024;
/// Links that are read: enclosures of a large gallery fit.
pub const LINKS_MAX: usize = 50;
/// Categories that are read.
pub const CATEGORIES_MAX: usize = 50;
/// Characters of an address, an identifier or a name that are read; longer ones count as absent.
pub const FIELD_MAX: usize = 2_000;

/// A post or a comment (RFC 4287 §4.1.2). Nothing in it is proven: the author is what the entry says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// `atom:id`; not the id of the PubSub item (XEP-0472 §4.6.1). Empty if there was none.
    pub id: String,
    /// The title as plain text. A post without a title of its own repeats its text here: see [`Entry::heading`].
    pub title: String,
    /// A summary as plain text.
    pub summary: Option<String>,
    /// The content as plain text.
    pub content_text: Option<String>,
    /// The content as markup, not sanitised.
    pub content_html: Option<Markup>,
    /// The first author.
    pub author: Option<Author>,
    /// When it was first published.
    pub published: Option<OffsetDateTime>,
    /// When it was last changed.
    pub updated: Option<OffsetDateTime>,
    /// Links, in the entry's order.
    pub links: Vec<Link>,
    /// The terms of the categories.
    pub categories: Vec<String>,
    /// What it answers (RFC 4685).
    pub in_reply_to: Vec<InReplyTo>,
    /// The program that wrote it.
    pub generator: Option<Generator>,
}

/// Content with tags, in the kind in which it was written. Not sanitised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Markup {
    /// `type="xhtml"`: what was inside the `<div>`, written as HTML: names in lower case, everything escaped, every
    /// element closed.
    Xhtml(String),
    /// `type="html"`: a string of HTML as it came.
    Html(String),
}

/// Who an entry says has written it (RFC 4287 §3.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// A name for people.
    pub name: Option<String>,
    /// Mostly `xmpp:` and a JID.
    pub uri: Option<String>,
}

/// A link (RFC 4287 §4.2.7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The relation; `alternate` if the entry gives none.
    pub rel: String,
    /// The address, not checked.
    pub href: String,
    /// The media type.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// A title.
    pub title: Option<String>,
}

/// What an entry answers (RFC 4685 §3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InReplyTo {
    /// The other entry's `atom:id`.
    pub reference: Option<String>,
    /// Where the other entry is: an `xmpp:` or a web address.
    pub href: Option<String>,
}

/// The program that wrote an entry (RFC 4287 §4.2.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generator {
    /// Its name.
    pub name: String,
    /// Its address.
    pub uri: Option<String>,
    /// Its version.
    pub version: Option<String>,
}

impl Markup {
    /// The HTML, not sanitised.
    pub fn html(&self) -> &str {
        match self {
            Self::Xhtml(html) | Self::Html(html) => html,
        }
    }
}

impl Entry {
    /// The title, unless it only repeats the beginning of the content: many programs fill the title that RFC 4287
    /// demands that way.
    pub fn heading(&self) -> Option<&str> {
        let title = self.title.trim();
        let words = text::words(title.trim_end_matches('…'));
        let body = self.content_text.as_deref().map(text::words);
        let body =
            body.or_else(|| self.content_html.as_ref().map(|html| text::words(&text::of_html(html.html()))));
        let repeats = body.is_none_or(|body| body.is_empty() || body.starts_with(&words));
        (!title.is_empty() && !repeats).then_some(title)
    }

    /// The content as plain text; the title where there is no content (XEP-0277 §3.3), and the text of the markup where
    /// there is no text.
    pub fn text(&self) -> String {
        match (&self.content_text, &self.content_html) {
            (Some(text), _) => text.clone(),
            (None, Some(html)) => text::of_html(html.html()),
            (None, None) => self.title.clone(),
        }
    }

    /// The comments node that the entry names: a link with `rel='replies'` to an `xmpp:` address (XEP-0277 §4).
    pub fn comments(&self) -> Option<Target> {
        let replies = self.links.iter().filter(|link| link.rel == "replies");
        replies.filter_map(|link| Target::parse(&link.href)).find(|target| target.item.is_none())
    }

    /// The addresses of the entry's web pages: links with `rel='alternate'` to `http` or `https`.
    pub fn web_pages(&self) -> impl Iterator<Item = &str> {
        let web = |link: &&Link| link.href.starts_with("https://") || link.href.starts_with("http://");
        self.links.iter().filter(|link| link.rel == "alternate").filter(web).map(|link| link.href.as_str())
    }
}

impl Link {
    /// Names the comments node of a post (XEP-0277 §4: relation, title and address are all demanded).
    pub fn comments(target: &Target) -> Self {
        Self {
            rel: "replies".into(),
            href: target.to_string(),
            media_type: None,
            title: Some("comments".into()),
        }
    }

    /// Names the web page of a post.
    pub fn web_page(href: impl Into<String>) -> Self {
        Self { rel: "alternate".into(), href: href.into(), media_type: Some("text/html".into()), title: None }
    }

    /// Names the post itself in XMPP.
    pub fn item(target: &Target) -> Self {
        Self { rel: "alternate".into(), href: target.to_string(), media_type: None, title: None }
    }
}

#[cfg(test)]
mod tests;
