//! Handles: the name in `/@name`, unique in a pod, held back for 90 days when it is released.

use std::fmt;
use std::str::FromStr;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use jid::{BareJid, DomainRef};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::schema::{members, pods, released_handles};
use crate::{Database, Error, PodId};

/// How long a released handle is nobody else's.
pub const HELD: Duration = Duration::days(90);
/// Characters at most.
pub const LENGTH_MAX: usize = 32;
/// Names that mean something else under `/@`.
const RESERVED: &[&str] = &["feed.atom"];

/// A handle: 1 to 32 of `a`–`z`, `0`–`9`, `-`, `_`, `.`, beginning with a letter or digit, and not reserved.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
#[diesel(sql_type = Text)]
pub struct Handle(String);

/// Why a text is no handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHandle {
    /// Nothing was given.
    #[error("a handle has at least one character")]
    Empty,
    /// More than [`LENGTH_MAX`] characters.
    #[error("a handle has at most {LENGTH_MAX} characters")]
    Long,
    /// A character that no handle has, or a first one that is no letter or digit.
    #[error("a handle has only a-z, 0-9, -, _ and ., and begins with a letter or digit")]
    Character,
    /// A name with a meaning of its own.
    #[error("this name has a meaning of its own")]
    Reserved,
}

impl Handle {
    /// The handle without its `@`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Handle {
    type Err = InvalidHandle;

    /// Capital letters become small ones.
    fn from_str(text: &str) -> Result<Self, InvalidHandle> {
        let text = text.to_ascii_lowercase();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        match text.chars().next() {
            None => Err(InvalidHandle::Empty),
            Some(first) if !first.is_ascii_alphanumeric() || !text.chars().all(allowed) => {
                Err(InvalidHandle::Character)
            }
            Some(_) if text.len() > LENGTH_MAX => Err(InvalidHandle::Long),
            Some(_) if RESERVED.contains(&text.as_str()) => Err(InvalidHandle::Reserved),
            Some(_) => Ok(Self(text)),
        }
    }
}

impl TryFrom<String> for Handle {
    type Error = InvalidHandle;

    fn try_from(text: String) -> Result<Self, InvalidHandle> {
        text.parse()
    }
}

impl From<Handle> for String {
    fn from(handle: Handle) -> Self {
        handle.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_column!(Handle);

/// May this account have this handle, as far as the pod's own XMPP domain (`own`) is concerned? Whoever has an
/// account there finds its local part free as her handle, so accounts from elsewhere take names with a dot.
pub fn may_take(own: Option<&DomainRef>, jid: &BareJid, handle: &Handle) -> bool {
    own.is_none_or(|own| jid.domain() == own) || handle.as_str().contains('.')
}

/// Inside a transaction: refuses a handle that is held back, or kept for an account of the pod's own domain.
/// The unique key refuses one that another member has.
macro_rules! check_handle {
    ($conn:ident, $pod:expr, $jid:expr, $handle:expr, $now:expr) => {{
        let own: Option<jid::DomainPart> = pods::table
            .find($pod)
            .select(pods::xmpp_domain)
            .first::<$crate::columns::MaybeParsed<jid::DomainPart>>($conn)
            .await?
            .into();
        let hers = own.as_ref().and_then(|own| jid::BareJid::new(&format!("{}@{own}", $handle)).ok());
        let known = members::table
            .filter(
                members::pod_id
                    .eq($pod)
                    .and(members::jid.eq(hers.map(|jid| jid.to_string()).unwrap_or_default())),
            )
            .filter(members::jid.ne($jid.as_str()))
            .count()
            .get_result::<i64>($conn)
            .await?;
        if known > 0 || !$crate::handles::may_take(own.as_deref(), &$jid, &$handle) {
            return Err(Error::Reserved);
        }
        let held = released_handles::table
            .filter(released_handles::pod_id.eq($pod).and(released_handles::handle.eq(&$handle)))
            .filter(released_handles::jid.ne($jid.as_str()))
            .filter(
                released_handles::released_at.gt($crate::columns::Stamp::from($now - $crate::handles::HELD)),
            )
            .count()
            .get_result::<i64>($conn)
            .await?;
        if held > 0 {
            return Err(Error::Taken("handle"));
        }
    }};
}

/// Forgets whose the handles were that are held back no longer; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(now - HELD);
    change!(db, |conn| {
        diesel::delete(released_handles::table.filter(released_handles::released_at.le(before)))
            .execute(conn)
            .await?
    })
}

/// A free handle for somebody who signs in first: her local part on the pod's own domain; for an account from
/// elsewhere its local part too where the pod has no domain, else `local.server`; with a number if that is taken.
///
/// # Errors
/// `NotFound("pod")`.
pub async fn suggest(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    now: OffsetDateTime,
) -> Result<Handle, Error> {
    let id = *pod;
    let held_since = Stamp::from(now - HELD);
    let own = read!(db, |conn| {
        pods::table.find(id).select(pods::xmpp_domain).first::<Option<String>>(conn).await.optional()?
    })?
    .ok_or(Error::NotFound("pod"))?;
    let foreign = own.is_some_and(|own| own != jid.domain().as_str());
    let stem = stem(jid, foreign);
    let pattern = format!("{}%", stem.replace('_', "\\_"));
    let (like, jid) = (pattern.clone(), jid.to_string());
    let mut taken: Vec<String> = read!(db, |conn| {
        members::table
            .filter(members::pod_id.eq(id).and(members::handle.like(like).escape('\\')))
            .select(members::handle)
            .load(conn)
            .await?
    })?;
    taken.extend(read!(db, |conn| {
        released_handles::table
            .filter(released_handles::pod_id.eq(id).and(released_handles::handle.like(pattern).escape('\\')))
            .filter(released_handles::released_at.gt(held_since).and(released_handles::jid.ne(jid)))
            .select(released_handles::handle)
            .load::<String>(conn)
            .await?
    })?);
    Ok(first_free(&stem, &taken))
}

/// What a handle for this account begins with; short enough for a number behind it.
fn stem(jid: &BareJid, foreign: bool) -> String {
    let server = jid.domain().as_str().split('.').next().unwrap_or_default();
    let local = plain(jid.node().map_or("", |node| node.as_str()), if foreign { 16 } else { LENGTH_MAX - 6 });
    match (local.is_empty(), foreign) {
        (false, true) => format!("{local}.{}", plain(server, 9)),
        (true, true) => format!("member.{}", plain(server, 9)),
        (false, false) => local,
        (true, false) => "member".to_owned(),
    }
}

/// The letters and digits of a text that a handle can have, without accents.
fn plain(text: &str, length: usize) -> String {
    let letter = |c: char| match c {
        'a'..='z' | '0'..='9' | '-' | '_' | '.' => Some(c),
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => Some('a'),
        'è' | 'é' | 'ê' | 'ë' => Some('e'),
        'ì' | 'í' | 'î' | 'ï' => Some('i'),
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => Some('o'),
        'ù' | 'ú' | 'û' | 'ü' => Some('u'),
        'ç' => Some('c'),
        'ñ' => Some('n'),
        _ => None,
    };
    let letters: String = text.to_lowercase().chars().filter_map(letter).collect();
    letters.trim_start_matches(['-', '_', '.']).chars().take(length).collect()
}

fn first_free(stem: &str, taken: &[String]) -> Handle {
    let numbered = (2_u32..).map(|number| format!("{stem}{number}"));
    let mut wishes = std::iter::once(stem.to_owned()).chain(numbered);
    let free = wishes.find_map(|wish| {
        wish.parse::<Handle>().ok().filter(|handle| !taken.iter().any(|taken| taken == handle.as_str()))
    });
    free.unwrap_or_else(|| Handle(stem.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jid(text: &str) -> BareJid {
        text.parse().unwrap()
    }

    #[test]
    fn a_handle_is_parsed_strictly() {
        assert_eq!("Alice".parse::<Handle>().unwrap().as_str(), "alice");
        assert_eq!("".parse::<Handle>(), Err(InvalidHandle::Empty));
        assert_eq!("feed.atom".parse::<Handle>(), Err(InvalidHandle::Reserved));
        assert_eq!("a".repeat(33).parse::<Handle>(), Err(InvalidHandle::Long));
        for wrong in ["-a", ".a", "a b", "a/b", "é", "a\0", ".."] {
            assert_eq!(wrong.parse::<Handle>(), Err(InvalidHandle::Character), "{wrong:?}");
        }
    }

    #[test]
    fn local_parts_of_the_pods_domain_are_their_owners() {
        let own = jid("cantine.example").domain().to_owned();
        let handle = |text: &str| text.parse::<Handle>().unwrap();
        assert!(may_take(Some(&own), &jid("bob@cantine.example"), &handle("bob")));
        assert!(!may_take(Some(&own), &jid("bob@elsewhere.example"), &handle("bob")));
        assert!(may_take(Some(&own), &jid("bob@elsewhere.example"), &handle("bob.elsewhere")));
        assert!(may_take(None, &jid("bob@elsewhere.example"), &handle("bob")));
    }

    #[test]
    fn a_suggestion_is_a_handle_whatever_the_address() {
        assert_eq!(stem(&jid("Élodie@x.example"), false), "elodie");
        assert_eq!(stem(&jid("bob@jabber.example"), true), "bob.jabber");
        assert_eq!(stem(&jid("日本@x.example"), false), "member");
        assert_eq!(stem(&jid("日本@x.example"), true), "member.x");
        assert_eq!(first_free("bob", &["bob".into(), "bob2".into()]).as_str(), "bob3");
        assert_eq!(first_free("feed.atom", &[]).as_str(), "feed.atom2");
    }
}
