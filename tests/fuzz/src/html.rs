//! HTML as a browser reads it.

use scraper::Html;

/// Elements and attributes that our sanitiser lets through, and what it adds.
const TAGS: &[&str] = &[
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
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
];
const ATTRIBUTES: &[&str] = &["href", "src", "alt", "rel", "loading", "start", "title"];
const SCHEMES: &[&str] = &["https:", "http:", "mailto:", "xmpp:"];

/// Panics if a browser finds in this HTML what may run, or lead where nothing should.
pub fn harmless(html: &str) {
    assert!(!html.to_ascii_lowercase().contains("<script"), "{html}");
    let fragment = Html::parse_fragment(html);
    // the first one is the root that the parser adds
    for element in fragment.root_element().descendent_elements().skip(1) {
        let element = element.value();
        assert!(TAGS.contains(&element.name()), "<{}> in {html}", element.name());
        for (name, value) in element.attrs() {
            assert!(ATTRIBUTES.contains(&name), "{name} in {html}");
            assert!(safe(name, value), "{name}={value} in {html}");
        }
    }
    assert!(
        fragment.tree.nodes().all(|node| !node.value().is_comment() && !node.value().is_doctype()),
        "{html}"
    );
}

/// Whether a browser that follows the address stays away from scripts and from our own actions.
fn safe(name: &str, value: &str) -> bool {
    if !matches!(name, "href" | "src") {
        return true;
    }
    let own = value.strip_prefix("/media/").is_some_and(|rest| !rest.contains("..") && !rest.contains('/'));
    // as a browser reads an address (URL Standard §4.4)
    let trimmed = value.trim_matches(|c: char| c <= ' ').replace(['\t', '\n', '\r'], "");
    let value = trimmed.to_ascii_lowercase();
    own || (name == "href" && SCHEMES.iter().any(|scheme| value.starts_with(scheme)))
}
