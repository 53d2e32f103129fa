//! What of a message's texts is kept: as much as a row and an index have room for, and no character that XML has not.

/// Characters of a body at most.
pub const BODY_MAX: usize = 64 * 1024;
/// Bytes of an id at most: an index has room for it beside the longest address.
pub const ID_MAX: usize = 255;
/// Characters of a refusal at most.
const REFUSAL_MAX: usize = 1000;

/// A body with line ends as XML has them, without control characters; and whether it had to be cut.
pub(super) fn body(text: &str) -> (String, bool) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut kept = text.chars().filter(|c| allowed(*c));
    let body: String = kept.by_ref().take(BODY_MAX).collect();
    (body, kept.next().is_some())
}

/// An id that can be kept; there is none where it is empty or too long.
pub(super) fn id(text: Option<String>) -> Option<String> {
    text.filter(|id| !id.is_empty() && id.len() <= ID_MAX && !id.contains('\0'))
}

/// Why a message was refused.
pub(super) fn refusal(text: &str) -> String {
    text.chars().filter(|c| allowed(*c)).take(REFUSAL_MAX).collect()
}

fn allowed(c: char) -> bool {
    match c {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => !c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_no_control_characters_and_is_cut_between_characters() {
        assert_eq!(body("a\r\nb\rc\0\u{1}\td\u{ffff}"), ("a\nb\nc\td".to_owned(), false));
        let (cut, was_cut) = body(&"é".repeat(BODY_MAX + 1));
        assert_eq!((cut.chars().count(), was_cut), (BODY_MAX, true));
        assert_eq!(body(&"é".repeat(BODY_MAX)), ("é".repeat(BODY_MAX), false));
    }

    #[test]
    fn an_id_fits_into_an_index() {
        assert_eq!(id(Some("x".repeat(ID_MAX))).map(|id| id.len()), Some(ID_MAX));
        for wrong in ["", "a\0b", &"x".repeat(ID_MAX + 1)] {
            assert_eq!(id(Some(wrong.to_owned())), None);
        }
    }
}
