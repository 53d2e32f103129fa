//! Addresses of e-mail: what is one can be written to, and holds nothing that would mean something else in a header or in SMTP.

use std::fmt;
use std::str::FromStr;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Text;
use email_address::EmailAddress;
use serde::{Deserialize, Serialize};

/// Characters at most (RFC 5321 §4.5.3.1.3, less the brackets).
const LENGTH_MAX: usize = 254;

/// An address of e-mail, `name@host` in ASCII (RFC 5321 §4.1.2). Names in quotes and hosts in brackets are left out: nobody has them
/// who signs up somewhere.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
#[diesel(sql_type = Text)]
pub struct Email(String);

/// A text that is no address of e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address of e-mail, as in name@host.example")]
pub struct NotAnEmail;

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    pub fn host(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, host)| host)
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    /// Blanks around it are left out, and the host becomes lower case.
    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        let (name, host) = text.trim().rsplit_once('@').ok_or(NotAnEmail)?;
        let plain = |part: &str| part.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '[' | ']'));
        let valid = plain(name)
            && plain(host)
            && EmailAddress::is_valid_local_part(name)
            && EmailAddress::is_valid_domain(host);
        let address = format!("{name}@{}", host.to_ascii_lowercase());
        if valid && address.len() <= LENGTH_MAX { Ok(Self(address)) } else { Err(NotAnEmail) }
    }
}

impl TryFrom<String> for Email {
    type Error = NotAnEmail;

    fn try_from(text: String) -> Result<Self, NotAnEmail> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

text_column!(Email);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for (typed, read) in [
            ("alice@mail.example", "alice@mail.example"),
            (" Alice.Moreau+pod@Mail.Example\r\n", "Alice.Moreau+pod@mail.example"),
            ("o'neill@sub.mail.example", "o'neill@sub.mail.example"),
        ] {
            assert_eq!(typed.parse::<Email>().map(String::from), Ok(read.to_owned()), "{typed}");
        }
    }

    #[test]
    fn nothing_that_a_header_or_smtp_would_read_otherwise_is_an_address() {
        let long = format!("{}@mail.example", "a".repeat(300));
        for typed in [
            "",
            "alice",
            "@mail.example",
            "alice@",
            "alice@mail.example\r\nBcc: eve@mail.example",
            "alice@mail.example>\r\nDATA",
            "a b@mail.example",
            "alice@mail.example,eve@mail.example",
            "Alice <alice@mail.example>",
            "\"a@b\"@mail.example",
            "alice@[127.0.0.1]",
            "alice@mail..example",
            "alicé@mail.example",
            long.as_str(),
        ] {
            assert_eq!(typed.parse::<Email>(), Err(NotAnEmail), "{typed}");
        }
    }
}
