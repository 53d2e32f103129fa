//! Strings of strangers: plain text in one form (NFC), of bounded length, without characters that deceive the eye.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Why a string is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// More characters than the place allows.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// Empty, or blank.
    #[error("empty")]
    Empty,
    /// Not in Unicode's normal form C.
    #[error("not in normal form C")]
    NotNormal,
    /// A control character, a bidi control, or a character without width.
    #[error("a character that cannot be seen")]
    Unseen,
    /// Not a lower-case host name of letters, digits and hyphens.
    #[error("not a host name")]
    NotHost,
    /// Not an address of a scheme that is safe to follow.
    #[error("not an address of the web, of XMPP or of mail")]
    NotLink,
}

/// One line of text, of 1 to `LONGEST` characters, shown as it is and never as markup.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line<const LONGEST: usize>(String);

/// A host name in ASCII, lower case, without port or final dot (RFC 1123).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Host(String);

/// An address that a page may link: `https:`, `http:`, `xmpp:` or `mailto:`, at most 2,048 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

/// True for what has no shape of its own but changes how its neighbours are read.
pub(crate) fn unseen(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn checked(text: String, longest: usize) -> Result<String, TextError> {
    if text.chars().count() > longest {
        Err(TextError::TooLong(longest))
    } else if text.trim().is_empty() {
        Err(TextError::Empty)
    } else if text.chars().any(unseen) {
        Err(TextError::Unseen)
    } else if !is_nfc(&text) {
        Err(TextError::NotNormal)
    } else {
        Ok(text)
    }
}

fn is_label(label: &str) -> bool {
    let letters = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    letters && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

impl<const LONGEST: usize> Line<LONGEST> {
    /// What is left of a text of our own that people typed for another purpose: on one line, in normal form, without what cannot be
    /// seen, cut. None where nothing is left.
    pub fn cleaned(text: &str) -> Option<Self> {
        let on_one_line = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
        let seen = on_one_line.filter(|c| !unseen(*c)).nfc();
        let cut: String = seen.take(LONGEST).collect();
        Self::try_from(cut.trim().to_owned()).ok()
    }
}

impl<const LONGEST: usize> TryFrom<String> for Line<LONGEST> {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        checked(text, LONGEST).map(Self)
    }
}

impl TryFrom<String> for Host {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        let fits = text.len() <= 253 && text.split('.').all(is_label);
        if fits { Ok(Self(text)) } else { Err(TextError::NotHost) }
    }
}

impl TryFrom<String> for Link {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        let text = checked(text, 2_048)?;
        let safe = ["https://", "http://", "xmpp:", "mailto:"].iter().any(|scheme| text.starts_with(scheme));
        let whole = !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\'));
        if safe && whole { Ok(Self(text)) } else { Err(TextError::NotLink) }
    }
}

macro_rules! string {
    ([$($generic:tt)*] $type:ty) => {
        impl<$($generic)*> Deref for $type {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl<$($generic)*> From<$type> for String {
            fn from(text: $type) -> Self {
                text.0
            }
        }

        impl<$($generic)*> fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

string!([const N: usize] Line<N>);
string!([] Host);
string!([] Link);

#[cfg(test)]
mod tests {
    use super::{Host, Line, Link, TextError};

    fn line(text: &str) -> Result<Line<10>, TextError> {
        Line::try_from(text.to_owned())
    }

    #[test]
    fn a_line_is_taken_as_it_is() {
        assert_eq!(&*line("Là-bas é").unwrap(), "Là-bas é");
        assert_eq!(&*line("<b>x</b>").unwrap(), "<b>x</b>");
    }

    #[test]
    fn a_line_that_is_long_blank_or_in_pieces_is_refused() {
        assert_eq!(line("eleven chars"), Err(TextError::TooLong(10)));
        assert_eq!(line("  "), Err(TextError::Empty));
        assert_eq!(line("e\u{301}"), Err(TextError::NotNormal));
    }

    #[test]
    fn what_people_typed_becomes_a_line_if_anything_is_left_of_it() {
        assert_eq!(&*Line::<10>::cleaned(" e\u{301}t\u{202e}é\nof soup and bread").unwrap(), "été of so");
        assert_eq!(Line::<10>::cleaned("\u{200b} \n"), None);
    }

    #[test]
    fn characters_that_deceive_the_eye_are_refused() {
        for hidden in ['\u{202e}', '\u{200b}', '\u{2066}', '\u{feff}', '\u{ad}', '\n', '\0', '\u{e0041}'] {
            assert_eq!(line(&format!("a{hidden}b")), Err(TextError::Unseen), "{}", hidden.escape_unicode());
        }
    }

    #[test]
    fn a_host_is_lower_case_and_bare() {
        assert!(Host::try_from("pod.xn--bcher-kva.example".to_owned()).is_ok());
        for wrong in [
            "",
            "Pod.example",
            "pod..example",
            "pod.example.",
            "pod.example:80",
            "-a.b",
            "a_b.c",
            "bücher.de",
        ] {
            assert_eq!(Host::try_from(wrong.to_owned()), Err(TextError::NotHost), "{wrong}");
        }
    }

    #[test]
    fn a_link_never_runs_anything() {
        assert!(Link::try_from("mailto:abuse@pod.example".to_owned()).is_ok());
        for wrong in
            ["javascript:alert(1)", "data:text/html,x", "//pod.example", "https://a\"onclick=", "https://a b"]
        {
            assert_eq!(Link::try_from(wrong.to_owned()), Err(TextError::NotLink), "{wrong}");
        }
    }
}
