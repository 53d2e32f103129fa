//! One segment of an address: plain where it can be, else `~` and base64url of its UTF-8.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The longest value a segment may stand for, in bytes: the longest address of XMPP (RFC 7622 §3.1).
pub const LONGEST: usize = 3071;

/// A segment of an address that stands for a service, a node, an item or an address of XMPP.
pub struct Segment;

impl Segment {
    /// Writes a value so that it is one segment, whatever it holds.
    pub fn write(value: &str) -> String {
        if is_plain(value) { value.to_owned() } else { Self::write_encoded(value) }
    }

    /// Writes a value as `~` and base64url even where it could stand as it is.
    pub fn write_encoded(value: &str) -> String {
        format!("~{}", URL_SAFE_NO_PAD.encode(value))
    }

    /// Reads a segment that was percent-decoded once. None for what [`Segment::write`] never makes (bad base64 or
    /// UTF-8, a character outside the plain ones), for nothing at all, for more than [`LONGEST`] bytes, and for
    /// control characters.
    pub fn parse(segment: &str) -> Option<String> {
        let value = match segment.strip_prefix('~') {
            Some(encoded) if encoded.len() <= LONGEST.div_ceil(3) * 4 => {
                String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()?
            }
            Some(_) => return None,
            None if is_plain(segment) => segment.to_owned(),
            None => return None,
        };
        let sound = !value.is_empty() && value.len() <= LONGEST && !value.chars().any(char::is_control);
        sound.then_some(value)
    }
}

fn is_plain(value: &str) -> bool {
    let mut bytes = value.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphanumeric())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"._:@-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for value in
            ["alice@cantine.localhost", "urn:xmpp:microblog:0", "a/b", "..", "%00", "été", "~x", "-x"]
        {
            let segment = Segment::write(value);
            assert!(
                segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"._:@-~".contains(&b)),
                "{segment}"
            );
            assert_eq!(Segment::parse(&segment).as_deref(), Some(value));
        }
    }

    #[test]
    fn plain_values_stay_readable() {
        assert_eq!(Segment::write("urn:xmpp:microblog:0:comments-x"), "urn:xmpp:microblog:0:comments-x");
        assert_eq!(Segment::write("a/b"), "~YS9i");
    }

    #[test]
    fn nonsense_is_refused() {
        for segment in ["", "~", "~***", "~YQ==", "~_w", "..", "a b", "a/b", "~AA", "a%00"] {
            assert_eq!(Segment::parse(segment), None, "{segment}");
        }
        assert_eq!(Segment::parse(&"a".repeat(LONGEST + 1)), None);
        assert_eq!(Segment::parse(&Segment::write_encoded(&"é".repeat(2000))), None);
        assert!(Segment::parse(&"a".repeat(LONGEST)).is_some());
    }
}
