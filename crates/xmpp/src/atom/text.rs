//! Plain text: what XML can carry, cuts, and the text inside HTML.

use minidom::Element;
use minidom::Node;

/// How deep elements may be nested where text is gathered: real posts stay under 20, the stack is finite.
pub(crate) const DEPTH_MAX: usize = 100;

/// Takes out what XML 1.0 cannot carry (§2.2: control characters and two non-characters) and cuts to so many characters.
pub fn clean(text: &str, characters: usize) -> String {
    let allowed =
        |c: &char| !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(allowed).take(characters).collect()
}

/// Cuts to so many bytes, at a character.
pub(crate) fn cut(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// The words of a text, with one blank between them.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All text in an element and below it.
pub(crate) fn of_element(element: &Element) -> String {
    let mut text = String::new();
    gather(element, &mut text, DEPTH_MAX);
    text
}

fn gather(element: &Element, text: &mut String, depth: usize) {
    for node in element.nodes() {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Element(child) if depth > 0 => gather(child, text, depth - 1),
            Node::Element(_) => {}
        }
    }
}

/// The text of HTML: tags left out, the usual entities resolved. For titles and previews, not for safety.
pub(crate) fn of_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else {
            rest = "";
            break;
        };
        if blocks(&rest[start + 1..start + end]) && !text.is_empty() {
            text.push('\n');
        }
        rest = &rest[start + end + 1..];
    }
    text.push_str(rest);
    resolve(&text).trim().to_owned()
}

/// Whether a tag begins or ends a line of text.
fn blocks(tag: &str) -> bool {
    let name = tag.trim_matches(|c: char| c == '/' || c.is_whitespace());
    let name =
        name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    matches!(
        name.as_str(),
        "br" | "p" | "div" | "li" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "h4" | "tr"
    )
}

fn resolve(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut parts = text.split('&');
    resolved.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest))) {
            Some((character, rest)) => {
                resolved.push(character);
                resolved.push_str(rest);
            }
            None => {
                resolved.push('&');
                resolved.push_str(part);
            }
        }
    }
    resolved
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_carry_are_taken_out() {
        assert_eq!(clean("a\0b\u{b}c\u{ffff}\td\n", 100), "abc\td\n");
        assert_eq!(clean("éàü", 2), "éà");
    }

    #[test]
    fn html_becomes_readable_text() {
        assert_eq!(of_html("<p>AT&amp;T &lt;3 &#233;</p><p>two<br/>lines</p>"), "AT&T <3 é\n\ntwo\nlines");
        assert_eq!(of_html("a &nope; b & c &#xD800; <unclosed"), "a &nope; b & c &#xD800;");
        assert_eq!(of_html("<<<>>>"), ">>");
    }
}
