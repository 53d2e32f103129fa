//! Markdown of the composer to clean HTML, XHTML, text and tags.

use crate::sanitise::Clean;

/// What a Markdown text becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// To show.
    pub html: Clean,
    /// Well-formed XML, to stand inside a `div` of the XHTML namespace in an Atom entry.
    pub xhtml: String,
    /// Plain text.
    pub text: String,
    /// Tags without `#`, in lower case, each once, in order.
    pub tags: Vec<String>,
}

/// Renders Markdown.
pub fn render(markdown: &str) -> Rendered {
    let html = Clean::text(markdown);
    Rendered { xhtml: html.xhtml(), html, text: markdown.to_owned(), tags: Vec::new() }
}
