//! Passes over HTML that ammonia wrote: every tag is closed or void, every attribute stands in double quotes.

/// A piece of such HTML.
enum Piece<'a> {
    /// Text between tags, escaped.
    Text(&'a str),
    /// A tag with its angle brackets.
    Tag(&'a str),
}

/// Splits at tags; a `>` inside an attribute does not end one.
fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(start) = rest.find('<') else {
            pieces.push(Piece::Text(rest));
            break;
        };
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        let end = tag_end(&rest[start..]).map_or(rest.len(), |length| start + length);
        pieces.push(Piece::Tag(&rest[start..end]));
        rest = &rest[end..];
    }
    pieces
}

fn tag_end(tag: &str) -> Option<usize> {
    let mut quoted = false;
    for (index, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// The name of a tag, with `/` before it for an end.
fn name(tag: &str) -> &str {
    tag.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default().trim_end_matches('/')
}

/// The value of an attribute, as it is escaped.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mark = format!(" {name}=\"");
    let start = tag.find(&mark)? + mark.len();
    tag[start..].split('"').next()
}

/// Whether an address is that of a file of ours.
pub(super) fn is_media(address: &str) -> bool {
    address.strip_prefix("/media/").is_some_and(|rest| {
        !rest.is_empty()
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
            && !rest.contains("..")
    })
}

/// Leaves our own pictures, turns others into links, or into their words where they stand in a link already.
pub(super) fn pictures(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_link = false;
    for piece in pieces(html) {
        match piece {
            Piece::Tag(tag) if name(tag) == "img" => out.push_str(&picture(tag, in_link)),
            Piece::Tag(tag) => {
                in_link = match name(tag) {
                    "a" => true,
                    "/a" => false,
                    _ => in_link,
                };
                out.push_str(tag);
            }
            Piece::Text(text) => out.push_str(text),
        }
    }
    out
}

fn picture(tag: &str, in_link: bool) -> String {
    let (src, alt) = (attribute(tag, "src").unwrap_or_default(), attribute(tag, "alt").unwrap_or_default());
    if is_media(src) {
        return format!("<img src=\"{src}\" alt=\"{alt}\" loading=\"lazy\">");
    }
    let said = if alt.is_empty() { src } else { alt };
    let words = said.replace('<', "&lt;").replace('>', "&gt;");
    if in_link || !src.starts_with("https://") {
        return words;
    }
    format!("<a href=\"{src}\" rel=\"nofollow noopener noreferrer ugc\">{words}</a>")
}

/// HTML as XML: void tags closed, no entity but XML's own, no character that XML forbids.
pub(super) fn xhtml(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => push_xml(&mut out, &text.replace('>', "&gt;")),
            Piece::Tag(tag) => {
                let inner =
                    tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim_end();
                out.push('<');
                push_xml(&mut out, &inner.replace('<', "&lt;").replace('>', "&gt;"));
                out.push_str(if matches!(name(tag), "br" | "hr" | "img") { "/>" } else { ">" });
            }
        }
    }
    out
}

fn push_xml(out: &mut String, text: &str) {
    out.extend(text.replace("&nbsp;", "\u{a0}").chars().filter(|letter| is_xml(*letter)));
}

/// What XML 1.0 allows (§2.2).
pub(crate) fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r')
        || (letter >= ' ' && !matches!(letter, '\u{fffe}' | '\u{ffff}' | '\u{7f}'..='\u{9f}'))
}

/// The text of HTML, with a line for each block.
pub(super) fn plain(html: &str) -> String {
    let mut out = String::new();
    for piece in pieces(html) {
        match piece {
            // a line break of the source right behind one of the text is the same one
            Piece::Text(text) if out.ends_with('\n') => {
                out.push_str(&unescape(text.trim_start_matches('\n')))
            }
            Piece::Text(text) => out.push_str(&unescape(text)),
            Piece::Tag(tag) => match name(tag) {
                "br" => out.push('\n'),
                "/p" | "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" | "/ul" | "/ol" | "/blockquote"
                | "/pre" | "/table" | "hr" => {
                    out.push_str("\n\n");
                }
                "/li" | "/tr" | "/dt" | "/dd" => out.push('\n'),
                _ => {}
            },
        }
    }
    squeeze(&out)
}

/// At most one empty line in a row, none at the ends.
fn squeeze(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.trim().lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_some_and(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// Text as HTML or XML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| is_xml(*letter)) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
}

/// Headings of a text stand below those of the page: the first kind is third, and each step down is one level.
pub(super) fn lower_headings(html: &str) -> String {
    if !html.contains("<h") {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    let mut open: Vec<u8> = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Tag(tag) => match level(name(tag)) {
                None => out.push_str(tag),
                Some((level, end)) => {
                    if !end {
                        open.retain(|above| *above < level);
                        open.push(level);
                    }
                    let shown = (open.len() + 2).min(6);
                    out.push_str(&if end { format!("</h{shown}>") } else { format!("<h{shown}>") });
                }
            },
        }
    }
    out
}

/// The level of a heading's tag, and whether it ends one.
fn level(name: &str) -> Option<(u8, bool)> {
    let end = name.starts_with('/');
    match name.trim_start_matches('/').as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some((digit - b'0', end)),
        _ => None,
    }
}
