//! HTML from others, cleaned. The only file that gives HTML out unescaped.

mod modest;
pub(crate) mod rewrite;
mod settled;

use ammonia::{Builder, UrlRelative};
use maud::{Markup, PreEscaped, Render};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// HTML that is safe to show: no script, no handler, no style, no frame; links lead to the web, mail or XMPP and carry
/// `rel="nofollow noopener noreferrer ugc"`; pictures come from this host, those from elsewhere are links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clean(String);

const TAGS: [&str; 34] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "cite",
    "code",
    "del",
    "dd",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
    "kbd",
    "small",
];

const TABLE_TAGS: [&str; 7] = ["table", "thead", "tbody", "tr", "th", "td", "caption"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into_iter().chain(TABLE_TAGS).collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "template", "noscript", "iframe", "textarea",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt"])),
            ("ol", HashSet::from(["start"])),
            ("abbr", HashSet::from(["title"])),
        ]))
        .url_schemes(HashSet::from(["https", "http", "mailto", "xmpp"]))
        .url_relative(UrlRelative::Custom(Box::new(own_path)))
        .link_rel(Some("nofollow noopener noreferrer ugc"));
    builder
});

/// How often HTML is cleaned at most until nothing changes any more. The second round finds nearly everything settled.
const ROUNDS: usize = 6;

/// Of relative addresses only the paths of our own media stay.
fn own_path(address: &str) -> Option<Cow<'_, str>> {
    rewrite::is_media(address).then_some(Cow::Borrowed(address))
}

/// Cleans until nothing changes any more; none for what would take too long.
fn settled(dirty: &str) -> Option<String> {
    let mut html = dirty.to_owned();
    for _ in 0..ROUNDS {
        if settled::is_known(&html) {
            return Some(html);
        }
        let again = modest::is_modest(&html).then(|| once(&html))?;
        if again == html {
            settled::remember(&html);
            return Some(html);
        }
        html = again;
    }
    None
}

fn once(dirty: &str) -> String {
    rewrite::pictures(&CLEANER.clean(dirty).to_string())
}

/// The text of HTML in one paragraph, for HTML that is not to be parsed.
fn text_of(dirty: &str) -> String {
    let text = rewrite::escape(&rewrite::plain(dirty));
    once(&format!("<p>{}</p>", text.replace('\n', "<br>")))
}

impl Clean {
    /// Cleans HTML or XHTML from anywhere, with or without a `div` around it. What comes out is read by browsers as it was
    /// read here: where elements were taken out, others may stand in each other that no browser would nest so, and it is
    /// cleaned once more. What never settles, and what a parser would be kept busy by, becomes its text.
    pub fn html(dirty: &str) -> Self {
        Self(settled(dirty).unwrap_or_else(|| text_of(dirty)))
    }

    /// Plain text: paragraphs at empty lines, line breaks kept.
    pub fn text(text: &str) -> Self {
        let mut html = String::new();
        for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            let escaped = rewrite::escape(paragraph).replace('\n', "<br>");
            html.push_str(&format!("<p>{escaped}</p>"));
        }
        Self(html)
    }

    /// As well-formed XML, to stand inside a `div` of the XHTML namespace.
    pub fn xhtml(&self) -> String {
        rewrite::xhtml(&self.0)
    }

    /// As plain text.
    pub fn plain(&self) -> String {
        rewrite::plain(&self.0)
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
    /// Headings step down below those of the page.
    fn render(&self) -> Markup {
        PreEscaped(rewrite::lower_headings(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: [&str; 18] = [
        "<script>alert(1)</script>x",
        "<img src=x onerror=alert(1)>x",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"JaVa\tScRiPt:alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<p style=\"position:fixed\" onclick=\"alert(1)\" class=\"button\" id=\"session\">x</p>",
        "<iframe src=\"https://evil.example\"></iframe>x",
        "<svg><script>alert(1)</script></svg>x",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">x",
        "<form action=\"/logout\" method=post><button>x</button></form>",
        "<style>body{display:none}</style>x",
        "<base href=\"https://evil.example/\">x",
        "<meta http-equiv=refresh content=0>x",
        "<object data=x></object><embed src=x>x",
        "<a href=\"//evil.example\">x</a>",
        "<a href=\"/logout\">x</a>",
        "<img src=\"/logout\">x",
        "<img src=\"/media/../logout\">x",
    ];

    #[test]
    fn nothing_that_runs_gets_through() {
        let kept = ["href", "src", "alt", "rel", "loading", "start", "title"];
        for html in NASTY {
            let clean = Clean::html(html);
            let fragment = scraper::Html::parse_fragment(clean.as_str());
            for element in fragment.root_element().descendent_elements().skip(1) {
                let element = element.value();
                assert!(
                    TAGS.contains(&element.name()) || TABLE_TAGS.contains(&element.name()),
                    "{html}: {clean:?}"
                );
                for (name, value) in element.attrs() {
                    assert!(kept.contains(&name), "{html}: {clean:?}");
                    let leads_away = matches!(name, "href" | "src");
                    assert!(
                        !leads_away || value.starts_with("https://") || rewrite::is_media(value),
                        "{html}: {clean:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn cleaned_twice_is_cleaned_once() {
        let odd = [
            // without the button a browser ends the paragraph before the list
            "<p>a<button><li>b<p>c",
            "<pre>\n\n\na</pre>",
            "<img src=\"https://a.example/b.png\" alt='a \"cat\"'>",
            "<a href=https://a.example><table><tr><td><a href=https://b.example>x",
        ];
        for html in odd.into_iter().chain(NASTY) {
            let clean = Clean::html(html);
            assert_eq!(Clean::html(clean.as_str()), clean, "{html}");
        }
    }

    #[test]
    fn html_that_would_keep_a_parser_busy_becomes_its_text() {
        // minutes and gigabytes before
        let open: String = (0..20_000).map(|number| format!("<b x={number}>")).collect();
        for busy in [
            open + &"<p>x".repeat(20_000),
            "<dl><dd>".repeat(30_000) + "x\"<script>",
            "x<blockquote>".repeat(20_000),
        ] {
            let clean = Clean::html(&busy);
            assert!(
                clean.as_str().starts_with("<p>")
                    && clean.as_str().matches('<').count() <= 2 + clean.as_str().matches("<br>").count()
            );
            assert!(clean.plain().contains('x'));
            assert_eq!(Clean::html(clean.as_str()), clean);
        }
    }

    #[test]
    fn links_are_marked_as_others_words() {
        assert_eq!(
            Clean::html("<a href=\"https://a.example/?x=1&y=2\" target=_top>a</a>").as_str(),
            "<a href=\"https://a.example/?x=1&amp;y=2\" rel=\"nofollow noopener noreferrer ugc\">a</a>"
        );
    }

    #[test]
    fn pictures_from_elsewhere_become_links() {
        let clean = Clean::html("<p><img src=\"https://a.example/b.png\" alt=\"a cat\"></p>");
        assert!(
            clean.as_str().contains("<a href=\"https://a.example/b.png\"")
                && clean.as_str().contains(">a cat</a>")
        );
        let linked = Clean::html(
            "<a href=\"https://a.example\"><img src=\"https://a.example/b.png\" alt=\"a cat\"></a>",
        );
        assert_eq!(linked.as_str().matches("<a ").count(), 1);
        let own = Clean::html("<img src=\"/media/abc123\" alt=\"\">");
        assert_eq!(own.as_str(), "<img src=\"/media/abc123\" alt=\"\" loading=\"lazy\">");
    }

    #[test]
    fn xhtml_is_well_formed() {
        let clean = Clean::html(
            "a<br>b&nbsp;c<hr><img src=\"/media/a\" alt=\"x < y & 'z'\"><p>unclosed <b>bold <i>both</b> i\u{1}\u{fffe}",
        );
        let document = format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div>", clean.xhtml());
        document.parse::<minidom::Element>().expect("well-formed");
        assert!(document.contains("<br/>") && document.contains("\u{a0}") && !document.contains("&nbsp;"));
    }

    #[test]
    fn text_keeps_its_lines() {
        assert_eq!(Clean::text("a <b>\nc\n\nd").as_str(), "<p>a &lt;b&gt;<br>c</p><p>d</p>");
        assert_eq!(Clean::html("<p>a<br>b</p><ul><li>c &amp; d</li></ul>").plain(), "a\nb\n\nc & d");
    }

    #[test]
    fn headings_step_down() {
        assert_eq!(
            Clean::html("<h2>a</h2><h6>b</h6><h1>c</h1>").render().into_string(),
            "<h3>a</h3><h4>b</h4><h3>c</h3>"
        );
    }
}
