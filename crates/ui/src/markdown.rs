//! Markdown of the composer to clean HTML, XHTML, text and tags.

mod links;

use crate::sanitise::Clean;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// What a Markdown text becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// To show.
    pub html: Clean,
    /// Well-formed XML, to stand inside a `div` of the XHTML namespace in an Atom entry.
    pub xhtml: String,
    /// Plain text.
    pub text: String,
    /// Tags without `#`, in lower case, each once, in order; the first 50.
    pub tags: Vec<String>,
}

/// Renders Markdown (CommonMark with ~~strikethrough~~ and tables). HTML in it is sanitised like
/// anybody's, a single line break is a line break, bare addresses become links, `#words` are collected.
pub fn render(markdown: &str) -> Rendered {
    let mut walk = Walk::default();
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let mut events = Vec::new();
    for event in Parser::new_ext(markdown, options) {
        walk.take(event, &mut events);
    }
    walk.flush(&mut events);
    let mut written = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut written, events.into_iter());
    let html = Clean::html(&written);
    Rendered { xhtml: html.xhtml(), text: html.plain(), html, tags: walk.tags }
}

/// What is known while walking through the text.
#[derive(Default)]
struct Walk {
    /// Inside a link or code, where nothing is looked for.
    closed: u32,
    /// Text that came in pieces.
    pending: String,
    tags: Vec<String>,
}

impl Walk {
    fn take<'a>(&mut self, event: Event<'a>, out: &mut Vec<Event<'a>>) {
        if let Event::Text(text) = &event
            && self.closed == 0
        {
            self.pending.push_str(text);
            return;
        }
        self.flush(out);
        match event {
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_) | Tag::Image { .. }) => self.closed += 1,
            Event::End(TagEnd::Link | TagEnd::CodeBlock | TagEnd::Image) => {
                self.closed = self.closed.saturating_sub(1)
            }
            _ => {}
        }
        match event {
            Event::SoftBreak => out.push(Event::HardBreak),
            other => out.push(other),
        }
    }

    /// Writes the text that was collected, with its addresses as links.
    fn flush(&mut self, out: &mut Vec<Event<'_>>) {
        if self.pending.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.pending);
        for piece in links::split(&text) {
            match piece {
                links::Piece::Text(text) => {
                    links::tags(text, &mut self.tags);
                    out.push(Event::Text(CowStr::from(text.to_owned())));
                }
                links::Piece::Link(address) => {
                    let address = CowStr::from(address.to_owned());
                    out.push(Event::Start(Tag::Link {
                        link_type: pulldown_cmark::LinkType::Autolink,
                        dest_url: address.clone(),
                        title: CowStr::Borrowed(""),
                        id: CowStr::Borrowed(""),
                    }));
                    out.push(Event::Text(address));
                    out.push(Event::End(TagEnd::Link));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        render(markdown).html.as_str().trim().to_owned()
    }

    #[test]
    fn html_is_sanitised() {
        assert_eq!(html("a <b onclick=x>c</b>"), "<p>a <b>c</b></p>");
        assert_eq!(html("<script>alert(1)</script>"), "");
        assert!(html("<div>\nhello\n</div>").contains("hello"));
        assert!(!html("[x](javascript:alert(1))").contains("javascript"));
    }

    #[test]
    fn bare_addresses_become_links() {
        assert_eq!(
            html("see https://a.example/b_c(d)?e=f&g, or (http://b.example)."),
            "<p>see <a href=\"https://a.example/b_c(d)?e=f&amp;g\" rel=\"nofollow noopener noreferrer ugc\">https://a.example/b_c(d)?e=f&amp;g</a>, or (<a href=\"http://b.example\" rel=\"nofollow noopener noreferrer ugc\">http://b.example</a>).</p>"
        );
        assert_eq!(html("`https://a.example`"), "<p><code>https://a.example</code></p>");
        assert_eq!(html("[a https://a.example](https://b.example)").matches("<a ").count(), 1);
    }

    #[test]
    fn tags_are_collected_once() {
        assert_eq!(
            render("#Soup and #soup, #été-2026 a#b `#no` #1 https://a.example/#frag").tags,
            ["soup", "été-2026"]
        );
    }

    #[test]
    fn tags_without_end_are_cut() {
        let many: String = (0..200).map(|number| format!("#t{number} ")).collect();
        assert_eq!(render(&many).tags.len(), 50);
    }

    #[test]
    fn a_long_text_takes_no_longer_than_its_length() {
        // with the longest post this took minutes: each bracket was weighed against all others
        let brackets = format!("https://a{}", ")".repeat(60_000));
        assert_eq!(html(&brackets).matches("href=\"https://a\"").count(), 1);
        // as many as pass the sanitiser
        let links = "http://a ".repeat(1_500);
        assert_eq!(html(&links).matches("<a ").count(), 1_500);
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(html("a\nb"), "<p>a<br>\nb</p>");
        assert_eq!(render("a\nb\n\n* c\n* d").text, "a\n\nb\n\nc\nd".replace("a\n\nb", "a\nb"));
    }

    #[test]
    fn xhtml_closes_its_tags() {
        assert_eq!(render("a\nb").xhtml.trim(), "<p>a<br/>\nb</p>");
    }
}
