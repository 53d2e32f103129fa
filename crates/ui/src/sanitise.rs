//! HTML from others, cleaned. The only file that gives HTML out unescaped.

use maud::{Markup, PreEscaped, Render};

/// HTML that is safe to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clean(String);

impl Clean {
    /// Cleans HTML or XHTML from anywhere.
    pub fn html(dirty: &str) -> Self {
        Self(ammonia::clean(dirty))
    }

    /// Plain text, in paragraphs.
    pub fn text(text: &str) -> Self {
        Self(ammonia::clean_text(text))
    }

    /// As well-formed XML, to stand inside a `div` of the XHTML namespace.
    pub fn xhtml(&self) -> String {
        self.0.clone()
    }

    /// As HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl Render for Clean {
    fn render(&self) -> Markup {
        PreEscaped(self.0.clone())
    }
}
