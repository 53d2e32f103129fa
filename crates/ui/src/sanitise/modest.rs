//! Whether HTML can be parsed in little time and memory, found out before it is.
//!
//! HTML's rules make a parser look through all open elements at each tag, and open again in each paragraph all formatting
//! elements that were not closed in the one before, unless they are alike: 20 kB of `<b x=1><b x=2>…<p>x<p>x…` become
//! half a gigabyte. What is counted here is there at least as often as a parser finds it, whatever stands in quotes or
//! comments.

/// Start tags that are parsed at most, line breaks not counted: more than a text of 60,000 characters has.
const STARTS: usize = 2_000;
/// Formatting elements with attributes that are parsed at most; of those without, a parser itself keeps three of a kind.
const DRESSED: usize = 100;

/// Elements that a parser opens again (HTML §13.2.4.3). An `a` closes the one before.
const FORMATTING: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Whether to parse it.
pub(super) fn is_modest(html: &str) -> bool {
    let (mut starts, mut dressed) = (0, 0);
    for tag in html.split('<').skip(1) {
        let name = &tag[..tag.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        let bare = tag[name.len()..].starts_with('>');
        let formatting = FORMATTING.iter().any(|element| name.eq_ignore_ascii_case(element));
        dressed += usize::from(formatting && !bare);
        starts += usize::from(
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.eq_ignore_ascii_case("br"),
        );
    }
    starts <= STARTS && dressed <= DRESSED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_modest() {
        let article =
            "<p>Words, <em>more</em>, <a href=\"https://a.example\">a link</a><br>and 1 < 2.</p>".repeat(500);
        assert!(is_modest(&article) && is_modest(&"<br>".repeat(50_000)) && is_modest(&"< ".repeat(50_000)));
    }

    #[test]
    fn what_would_make_a_parser_work_is_not() {
        let dressed: String = (0..200).map(|number| format!("<B\nx={number}>")).collect();
        for html in [dressed, "<dl><dd>".repeat(1_500), "<!-- <b> -->".repeat(3_000), "<i/>".repeat(200)] {
            assert!(!is_modest(&html), "{}", &html[..20]);
        }
    }
}
