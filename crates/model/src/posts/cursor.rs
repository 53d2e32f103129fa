//! A place in a list of posts that is newest first; it stays the same while posts come and go.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::PostId;
use crate::columns::Stamp;

/// The place after one post. Its text is made for addresses: microseconds since 1970, `-`, the post's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor {
    /// When the post was published.
    pub published_at: OffsetDateTime,
    /// Its row.
    pub id: PostId,
}

/// A text that is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list of posts")]
pub struct InvalidCursor;

impl Cursor {
    /// The columns' values below which a list goes on; `None` begins at its top.
    pub(super) fn bounds(before: Option<Self>) -> (Stamp, String) {
        let top = || (datetime!(9999-12-31 0:00 UTC).into(), "~".to_owned());
        before.map_or_else(top, |cursor| (cursor.published_at.into(), cursor.id.to_string()))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.published_at.unix_timestamp_nanos() / 1000, self.id)
    }
}

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let (micros, id) = text.split_once('-').ok_or(InvalidCursor)?;
        let micros: u64 = micros.parse().map_err(|_| InvalidCursor)?;
        let since = i64::try_from(micros).map(Duration::microseconds).map_err(|_| InvalidCursor)?;
        let published_at = OffsetDateTime::UNIX_EPOCH.checked_add(since).ok_or(InvalidCursor)?;
        Ok(Self { published_at, id: id.parse().map_err(|_| InvalidCursor)? })
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
        let published_at = datetime!(2026-01-01 12:34:56.789012 UTC);
        let cursor = Cursor { published_at, id: PostId::new(published_at) };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for wrong in ["", "-", "1", "x-y", "99999999999999999999-01ARZ3NDEKTSV4RRFFQ69G5FAV", "1-x", "-1-1"] {
            assert_eq!(wrong.parse::<Cursor>(), Err(InvalidCursor), "{wrong:?}");
        }
    }
}
