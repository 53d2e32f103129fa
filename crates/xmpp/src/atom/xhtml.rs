//! XHTML elements to strings of HTML, and back.

use super::text::DEPTH_MAX;
use minidom::{Element, Node};

/// The namespace of XHTML.
pub(crate) const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Elements that have no content and no closing tag in HTML.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Writes what is inside an element as HTML of at most so many bytes: names in lower case, everything escaped, every
/// element closed. Elements of other namespaces (SVG, MathML, …) and what is inside them are left out.
pub(crate) fn to_html(element: &Element, bytes: usize) -> String {
    let mut html = String::new();
    write_nodes(element, &mut html, bytes, DEPTH_MAX);
    html
}

fn write_nodes(element: &Element, html: &mut String, bytes: usize, depth: usize) {
    for node in element.nodes() {
        match node {
            Node::Text(text) => escape(text, html, bytes),
            Node::Element(child) if depth > 0 && child.has_ns(XHTML) => {
                write_element(child, html, bytes, depth - 1)
            }
            Node::Element(_) => {}
        }
    }
}

fn write_element(element: &Element, html: &mut String, bytes: usize, depth: usize) {
    let name = element.name().to_lowercase();
    let start = html.len();
    html.push('<');
    html.push_str(&name);
    for ((namespace, attribute), value) in element.attrs() {
        if namespace.is_none() {
            html.push(' ');
            html.push_str(&attribute.to_lowercase());
            html.push_str("=\"");
            escape(value, html, usize::MAX);
            html.push('"');
        }
    }
    let void = VOID.contains(&name.as_str());
    html.push_str(if void { "/>" } else { ">" });
    // an attribute cannot be cut in half: the whole element goes
    if html.len() + name.len() + 3 > bytes {
        html.truncate(start);
    } else if !void {
        write_nodes(element, html, bytes - name.len() - 3, depth);
        html.push_str("</");
        html.push_str(&name);
        html.push('>');
    }
}

fn escape(text: &str, html: &mut String, bytes: usize) {
    for character in text.chars() {
        if html.len() + 6 > bytes {
            return;
        }
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(character),
        }
    }
}

/// Reads HTML as a sanitiser writes it (quoted attributes, every element but the void ones closed) into a `<div>` of XHTML.
/// None if it is not well formed after all, or nested too deep.
pub(crate) fn from_html(html: &str) -> Option<Element> {
    let document = format!("<div xmlns='{XHTML}'>{}</div>", to_xml(html)?);
    let mut rest = document.as_bytes();
    let div = Element::from_reader(&mut rest).ok()?;
    (rest.is_empty() && !div.children().any(foreign)).then_some(div)
}

fn foreign(element: &Element) -> bool {
    !element.has_ns(XHTML)
}

/// Closes the void elements and replaces the one entity that XML does not know and serialisers write. Counts the depth
/// before a parser builds anything, because elements are dropped by recursion.
fn to_xml(html: &str) -> Option<String> {
    let mut xml = String::with_capacity(html.len() + 64);
    let mut rest = html;
    let mut depth = 0_usize;
    while let Some(start) = rest.find('<') {
        push_text(&mut xml, rest.get(..start)?);
        let tag = rest.get(start..start + end_of_tag(rest.get(start..)?)?)?;
        rest = rest.get(start + tag.len()..)?;
        let name =
            tag.trim_start_matches('<').split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
        let void = VOID.contains(&name);
        match (tag.starts_with("</"), tag.ends_with("/>")) {
            (true, _) => depth = depth.checked_sub(1)?,
            (false, closed) if !closed && !void => depth += 1,
            _ => {}
        }
        if depth > DEPTH_MAX || tag.starts_with("<!") || tag.starts_with("<?") {
            return None;
        }
        push_text(&mut xml, tag.strip_suffix('>')?);
        xml.push_str(if void && !tag.ends_with("/>") { "/>" } else { ">" });
    }
    push_text(&mut xml, rest);
    Some(xml)
}

fn push_text(xml: &mut String, text: &str) {
    let mut parts = text.split("&nbsp;");
    xml.push_str(parts.next().unwrap_or_default());
    for part in parts {
        xml.push('\u{a0}');
        xml.push_str(part);
    }
}

/// The length of a tag with its `>`, where a `>` inside quotes does not count.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(xhtml: &str, bytes: usize) -> String {
        let element: Element = format!("<div xmlns='{XHTML}'>{xhtml}</div>").parse().unwrap();
        to_html(&element, bytes)
    }

    #[test]
    fn elements_are_written_as_html() {
        let written = html("<P class='a&quot;b'>x &lt; y &amp; z<BR/></P><em></em>", 1_000);
        assert_eq!(written, "<p class=\"a&quot;b\">x &lt; y &amp; z<br/></p><em></em>");
    }

    #[test]
    fn foreign_elements_are_left_out_with_what_is_inside() {
        let written = html("a<svg xmlns='http://www.w3.org/2000/svg'><style>x</style></svg>b", 1_000);
        assert_eq!(written, "ab");
        assert_eq!(html("<script>if (a &lt; b) {}</script>", 1_000), "<script>if (a &lt; b) {}</script>");
    }

    #[test]
    fn a_cut_leaves_every_element_closed() {
        let long = format!("<p><b>{}</b></p><p>after</p>", "y".repeat(500));
        let written = html(&long, 100);
        assert!(written.len() <= 100 && written.ends_with("y</b></p>"), "{written}");
        let attribute = format!("<p title='{}'>gone</p>", "y".repeat(500));
        assert_eq!(html(&attribute, 100), "");
    }

    #[test]
    fn what_is_too_deep_is_left_out() {
        let deep = format!("{}x{}", "<b>".repeat(300), "</b>".repeat(300));
        assert_eq!(html(&deep, 10_000).matches("<b>").count(), DEPTH_MAX);
        assert!(from_html(&"<b>".repeat(50_000)).is_none());
    }

    #[test]
    fn what_a_sanitiser_writes_is_read() {
        let written = "<p>a&nbsp;b<br><img src=\"x?a=1&amp;b=2\" alt=\"1 > 0\"></p><hr>";
        let div = from_html(written).unwrap();
        assert_eq!(
            to_html(&div, 1_000),
            "<p>a\u{a0}b<br/><img alt=\"1 &gt; 0\" src=\"x?a=1&amp;b=2\"/></p><hr/>"
        );
        assert_eq!(to_html(&from_html(&to_html(&div, 1_000)).unwrap(), 1_000), to_html(&div, 1_000));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for nasty in [
            "<p>",
            "</div><p>",
            "</div><div>",
            "<p a=b></p>",
            "&eacute;",
            "<!-- x -->",
            "<?x?>",
            "<p",
            "a<b c='>",
        ] {
            assert!(from_html(nasty).is_none(), "{nasty}");
        }
        assert!(from_html("<svg xmlns='http://www.w3.org/2000/svg'></svg>").is_none());
    }
}
