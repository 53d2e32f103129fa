//! The fields of a form from the bytes that a browser sent.

use serde::de::DeserializeOwned;
use url::form_urlencoded;

/// Fields with a password.
const PASSWORDS: [&str; 2] = ["password", "present"];

/// Fields of one form, at most, that come back to be sent again.
const MOST: usize = 200;

/// Reads the fields, without the characters that no page, XMPP server or database can carry.
///
/// # Errors
/// What is wrong with them, in a sentence: not UTF-8, a field twice, a field that is missing.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    let body = std::str::from_utf8(body).map_err(|_| "the form is not UTF-8".to_owned())?;
    serde_urlencoded::from_str(&sound(body)).map_err(|error| error.to_string())
}

/// The fields as somebody typed them, without the token; none of a form with a password, which never comes back, nor of one that is none
/// of ours.
#[must_use]
pub fn typed(body: &[u8]) -> Option<Vec<(String, String)>> {
    let sound = sound(std::str::from_utf8(body).ok()?);
    let all = form_urlencoded::parse(sound.as_bytes()).into_owned().filter(|(name, _)| name != "csrf");
    let fields: Vec<(String, String)> = all.take(MOST + 1).collect();
    let has_password = fields.iter().any(|(name, _)| PASSWORDS.contains(&name.as_str()));
    (!has_password && fields.len() <= MOST).then_some(fields)
}

/// The fields without the characters that no page, XMPP server or database can carry (XML 1.0 §2.2). A password is left as it
/// is: it is right or wrong.
fn sound(body: &str) -> String {
    let mut sound = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(body.as_bytes()) {
        let kept = if PASSWORDS.contains(&&*name) { value } else { value.replace(unsound, "").into() };
        sound.append_pair(&name, &kept);
    }
    sound.finish()
}

fn unsound(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r') && c != '\u{7f}'
        || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::{sound, typed};

    #[test]
    fn what_nothing_can_carry_is_left_out_of_every_field_but_the_password() {
        let body = "csrf=t&name=a%00b%07c%EF%BF%BF&about=x%0D%0A%09y&password=a%00b&present=%07";
        assert_eq!(sound(body), "csrf=t&name=abc&about=x%0D%0A%09y&password=a%00b&present=%07");
        assert_eq!(sound("body=%F0%9F%91%A9+%26+%7F&body"), "body=%F0%9F%91%A9+%26+%7F&body=");
    }

    #[test]
    fn what_was_typed_comes_back_without_the_token_and_never_with_a_password() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = vec![field("body", "a b"), field("audience", "contacts")];
        assert_eq!(typed(b"csrf=t&body=a+b&audience=contacts"), Some(fields));
        assert_eq!(typed(b"csrf=t&jid=a&password=x"), None);
        assert_eq!(typed(&[b'a', 0xff]), None);
        assert_eq!(typed("a=&".repeat(201).as_bytes()), None);
    }
}
