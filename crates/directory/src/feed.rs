//! What a directory tells others of the pods that it knows: pages of rows, each with a head that it signs.

use crate::document::strict;
use crate::listing::Key;
use crate::peer::VERSION;
use crate::sign::{SignError, Signer, VerifyError};
use crate::signed::{Signed, digest};
use crate::text::{Host, Line, Link};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::{Date, OffsetDateTime};

/// The `type` of a head.
pub const TYPE: &str = "pod-directory-head";

/// Rows of a page if nobody says how many,
pub const USUAL: u32 = 100;

/// and at most.
pub const MOST: u32 = 500;

/// The longest page that is read, in bytes.
pub const LONGEST: usize = 256 * 1024;

/// Bytes of a cursor at most; they are letters, digits and signs of ASCII.
pub const LONGEST_CURSOR: usize = 512;

/// What is told of a pod's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// It is watched, and not shown.
    Probation,
    /// It is shown.
    Listed,
    /// It was silent for hours, or has expired.
    Stale,
    /// It was silent for a day.
    Down,
    /// It was silent for weeks, or opted out.
    Gone,
    /// It wishes not to be shown.
    Unlisted,
    /// It will close, or has moved.
    Closing,
    /// It is not in the directory any more.
    Tombstone,
}

/// What is told of a pod.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its host name.
    pub domain: Host,
    /// The serial of its document.
    pub serial: u64,
    /// SHA-256 of its document as it was published, in hex.
    pub sha256: Line<64>,
    /// Where it is in its life there.
    pub state: Told,
    /// When the directory saw that.
    #[serde(with = "time::serde::rfc3339")]
    pub seen_at: OffsetDateTime,
}

/// What a directory signs of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Always [`TYPE`].
    pub r#type: Line<32>,
    /// Always [`VERSION`].
    pub version: u32,
    /// The directory, by its `id`.
    pub directory: Link,
    /// The cursor that was asked for; empty from the beginning.
    pub after: String,
    /// The cursor behind the last row.
    pub next: String,
    /// Whether there are more rows now.
    pub more: bool,
    /// The number of the feed's last row, which only rises.
    pub last: u64,
    /// SHA-256 of the rows' canonical form, in hex.
    pub rows: Line<64>,
}

/// A place in a feed. Only who wrote it reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Which feed: one that begins anew is another.
    pub epoch: String,
    /// The number of the last row that was read.
    pub number: u64,
    /// Up to which number rows may be missing that were there before: whoever has this knows that they are not there any more.
    pub lost: u64,
}

impl Cursor {
    /// As it travels.
    #[must_use]
    pub fn write(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{} {} {}", self.number, self.lost, self.epoch))
    }

    /// Whether who has it missed nothing, where rows up to the number `lost` were taken out, and the last is `last`. Whoever began to read
    /// after that has missed nothing, though she has not come as far yet.
    #[must_use]
    pub fn misses_nothing(&self, lost: u64, last: u64) -> bool {
        self.number <= last && (self.number >= lost || self.lost >= lost)
    }

    /// What was written so.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (number, rest) = text.split_once(' ')?;
        let (lost, epoch) = rest.split_once(' ')?;
        Some(Self { number: number.parse().ok()?, lost: lost.parse().ok()?, epoch: epoch.to_owned() })
    }
}

/// A page that is told.
#[derive(Clone, Debug)]
pub struct Telling<'a> {
    /// Who tells it, by its `id`.
    pub directory: &'a str,
    /// The cursor that was asked for.
    pub after: String,
    /// The cursor behind the last row.
    pub next: String,
    /// Whether there are more.
    pub more: bool,
    /// The number of the last row of all.
    pub last: u64,
    /// The rows.
    pub rows: &'a [Row],
}

/// The page as it travels, with its head signed.
///
/// # Errors
/// That it cannot be written.
pub fn write(page: &Telling<'_>, signer: &Signer) -> Result<Value, SignError> {
    let rows = serde_json::to_value(page.rows)?;
    let head = Head {
        r#type: TYPE.to_owned().try_into()?,
        version: VERSION,
        directory: page.directory.to_owned().try_into()?,
        after: page.after.clone(),
        next: page.next.clone(),
        more: page.more,
        last: page.last,
        rows: digest(&rows)?.try_into()?,
    };
    Ok(json!({ "head": Signed::new(&head, signer)?.value(), "rows": rows }))
}

/// What was asked of a peer, and is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its `id`.
    pub directory: &'a str,
    /// Its key.
    pub key: &'a Key,
    /// The cursor.
    pub after: &'a str,
    /// Rows at most.
    pub limit: u32,
    /// The number of its last row when it was asked before.
    pub last: u64,
    /// Today.
    pub today: Date,
}

/// A page that a peer told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its rows; none in the place of one that is none.
    pub rows: Vec<Option<Row>>,
    /// The cursor behind them.
    pub next: String,
    /// Whether there are more.
    pub more: bool,
    /// The number of its last row.
    pub last: u64,
}

/// Why a page of a peer is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// Not JSON that everybody reads alike, or not a page.
    #[error("its feed cannot be read: {0}")]
    Json(String),
    /// The head is not signed by its key.
    #[error("the head of its feed is not believed: {0}")]
    Head(VerifyError),
    /// The head is of another page, or directory.
    #[error("the head of its feed is of another page")]
    Other,
    /// More rows than were asked for.
    #[error("its feed has more rows than were asked for")]
    TooMany,
    /// It knows less than before.
    #[error("its feed goes back, from {before} to {now}")]
    Back {
        /// The number before,
        before: u64,
        /// and now.
        now: u64,
    },
    /// A cursor that leads nowhere.
    #[error("its feed leads in a circle")]
    Circle,
}

/// Reads a page of a peer, and checks its head.
///
/// # Errors
/// [`FeedError`].
pub fn read(bytes: &[u8], asked: &Asked<'_>) -> Result<Page, FeedError> {
    let json = |error: serde_json::Error| FeedError::Json(error.to_string());
    let none = || FeedError::Json("it is no page".to_owned());
    let mut page = strict(bytes).map_err(json)?;
    let signed = page.get_mut("head").map(Value::take).and_then(Signed::of).ok_or_else(none)?;
    signed.verify(asked.key, asked.today).map_err(FeedError::Head)?;
    let head: Head = signed.said().map_err(json)?;
    let rows = page.get_mut("rows").map(Value::take).ok_or_else(none)?;
    let is_it = &*head.r#type == TYPE && head.version == VERSION && *head.directory == *asked.directory;
    if !is_it || head.after != asked.after || digest(&rows).map_err(json)? != *head.rows {
        return Err(FeedError::Other);
    }
    let Value::Array(rows) = rows else { return Err(none()) };
    if rows.len() > usize::try_from(asked.limit).unwrap_or(usize::MAX) {
        return Err(FeedError::TooMany);
    }
    if head.last < asked.last {
        return Err(FeedError::Back { before: asked.last, now: head.last });
    }
    if head.next.len() > LONGEST_CURSOR || !head.next.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(FeedError::Json("its cursor is none".to_owned()));
    }
    // who has told something is further on, and who has told nothing has nothing more
    if (head.next == head.after && !rows.is_empty()) || (head.more && rows.is_empty()) {
        return Err(FeedError::Circle);
    }
    let rows = rows.into_iter().map(|row| serde_json::from_value(row).ok()).collect();
    Ok(Page { rows, next: head.next, more: head.more, last: head.last })
}

#[cfg(test)]
mod tests {
    use super::{Asked, Cursor, FeedError, Page, Row, Telling, Told, read, write};
    use crate::samples::{self, NOW, line};
    use crate::sign::{Signer, VerifyError};
    use serde_json::Value;
    use time::macros::date;

    const DIRECTORY: &str = "https://dir.example";

    fn row(domain: &str) -> Row {
        let domain = domain.to_owned().try_into().unwrap();
        Row { domain, serial: 7, sha256: line(&"0".repeat(64)), state: Told::Listed, seen_at: NOW }
    }

    fn telling(rows: &[Row]) -> Telling<'_> {
        let (after, next) = (String::new(), "next".to_owned());
        Telling { directory: DIRECTORY, after, next, more: false, last: 9, rows }
    }

    fn written(page: &Telling<'_>) -> Value {
        write(page, &samples::signer()).unwrap()
    }

    /// What somebody reads who knows the number 5 of it.
    fn heard(page: &Value, after: &str) -> Result<Page, FeedError> {
        let key = samples::signer().key().clone();
        let asked = Asked { directory: DIRECTORY, key: &key, after, limit: 2, last: 5, today: NOW.date() };
        read(page.to_string().as_bytes(), &asked)
    }

    #[test]
    fn what_is_told_is_heard() {
        let rows = [row("a.example"), row("b.example")];
        let page = heard(&written(&telling(&rows)), "").unwrap();
        assert_eq!(page.rows, rows.map(Some));
        assert_eq!((page.next.as_str(), page.more, page.last), ("next", false, 9));
    }

    #[test]
    fn a_row_that_is_none_spoils_no_other() {
        let rows = [row("a.example"), row("b.example")];
        let mut page = written(&telling(&rows));
        page["rows"][0]["state"] = "famous".into();
        assert_eq!(heard(&page, ""), Err(FeedError::Other), "and whoever relays a page changes nothing");
        let mut bad = serde_json::to_value(&rows[..1]).unwrap();
        bad[0]["domain"] = "No Host".into();
        let head = super::Head { rows: line(&super::digest(&bad).unwrap()), ..head() };
        let signed = crate::signed::Signed::new(&head, &samples::signer()).unwrap();
        let page = serde_json::json!({ "head": signed.value(), "rows": bad });
        assert_eq!(heard(&page, "").unwrap().rows, [None]);
    }

    fn head() -> super::Head {
        crate::signed::Signed::of(written(&telling(&[]))["head"].clone()).unwrap().said().unwrap()
    }

    #[test]
    fn a_head_is_the_directorys_own_and_of_what_was_asked() {
        let rows = [row("a.example")];
        let stranger = Signer::new(&[9; 32], "ed25519:2026-11", date!(2027 - 11 - 01)).unwrap();
        let forged = write(&telling(&rows), &stranger).unwrap();
        assert_eq!(heard(&forged, ""), Err(FeedError::Head(VerifyError::Forged)));
        assert_eq!(heard(&written(&telling(&rows)), "elsewhere"), Err(FeedError::Other));
        let other = Telling { directory: "https://other.example", ..telling(&rows) };
        assert_eq!(heard(&written(&other), ""), Err(FeedError::Other));
        assert!(matches!(heard(&Value::from("nonsense"), ""), Err(FeedError::Json(_))));
    }

    #[test]
    fn a_feed_that_goes_back_or_round_or_says_too_much_is_refused() {
        let rows = [row("a.example"), row("b.example"), row("c.example")];
        assert_eq!(heard(&written(&telling(&rows)), ""), Err(FeedError::TooMany));
        let back = Telling { last: 4, ..telling(&rows[..1]) };
        assert_eq!(heard(&written(&back), ""), Err(FeedError::Back { before: 5, now: 4 }));
        let round = Telling { next: String::new(), ..telling(&rows[..1]) };
        assert_eq!(heard(&written(&round), ""), Err(FeedError::Circle));
        for odd in ["a b".to_owned(), "a\0".to_owned(), "a".repeat(513)] {
            let odd = Telling { next: odd, ..telling(&rows[..1]) };
            assert!(matches!(heard(&written(&odd), ""), Err(FeedError::Json(_))));
        }
        let promises = Telling { more: true, ..telling(&[]) };
        assert_eq!(heard(&written(&promises), ""), Err(FeedError::Circle));
    }

    #[test]
    fn a_cursor_is_read_by_who_wrote_it() {
        let cursor = Cursor { epoch: "ed25519:2026-11-1a2b3c4d".to_owned(), number: 12, lost: 7 };
        assert_eq!(Cursor::read(&cursor.write()), Some(cursor.clone()));
        for (lost, last, is_good) in [(7, 12, true), (12, 12, true), (13, 20, false), (0, 11, false)] {
            assert_eq!(cursor.misses_nothing(lost, last), is_good, "{lost} {last}");
        }
        let begun = Cursor { number: 3, ..cursor.clone() };
        assert!(begun.misses_nothing(7, 12), "she began when they were gone already");
        assert_eq!(Cursor::read(&begun.write()), Some(begun));
        for wrong in ["", "x", "12", "MTI", "OSB4"] {
            assert_eq!(Cursor::read(wrong), None, "{wrong}");
        }
    }
}
