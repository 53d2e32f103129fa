//! A place in a chat, or in the list of chats; it stays the same while messages come.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::MessageId;

/// The place before one message. Its text is made for addresses: the position, `-`, the message's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor {
    /// The message's place in the history.
    pub position: i64,
    /// Its row.
    pub id: MessageId,
}

/// A text that is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a chat")]
pub struct InvalidCursor;

impl Cursor {
    /// The columns' values below which a list goes on; `None` begins at its newest.
    pub(crate) fn bounds(before: Option<Self>) -> (i64, String) {
        before.map_or_else(|| (i64::MAX, "~".to_owned()), |cursor| (cursor.position, cursor.id.to_string()))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.position, self.id)
    }
}

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let (position, id) = text.rsplit_once('-').ok_or(InvalidCursor)?;
        let position = position.parse().map_err(|_| InvalidCursor)?;
        Ok(Self { position, id: id.parse().map_err(|_| InvalidCursor)? })
    }
}

impl TryFrom<String> for Cursor {
    type Error = InvalidCursor;

    fn try_from(text: String) -> Result<Self, InvalidCursor> {
        text.parse()
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_cursor_survives_its_text() {
        let id = MessageId::new(datetime!(2026-01-01 0:00 UTC));
        for position in [0, 1_767_225_600_000_001, -1, i64::MIN] {
            let cursor = Cursor { position, id };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for wrong in ["", "-", "1", "x-y", "99999999999999999999-01ARZ3NDEKTSV4RRFFQ69G5FAV", "1-x"] {
            assert_eq!(wrong.parse::<Cursor>(), Err(InvalidCursor), "{wrong:?}");
        }
    }
}
