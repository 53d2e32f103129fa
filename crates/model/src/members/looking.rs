//! Looking for members, as those who run a pod do: by words, state and role, page by page.

use std::fmt;
use std::str::FromStr;

use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::Member;
use crate::columns::Stamp;
use crate::roles::Role;
use crate::schema::{members, roles};
use crate::{Database, Error, MemberId, PodId};

diesel::define_sql_function! {
    fn lower(text: Text) -> Text;
}

/// Whom somebody looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// What her handle, address or name must hold; empty for all.
    pub words: String,
    /// Only who is suspended, or only who is not.
    pub suspended: Option<bool>,
    /// Only who has this role, or only who has none.
    pub role: Option<Option<Role>>,
    /// In which order.
    pub sort: Sort,
}

/// The order of a list of members.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Who came last first.
    #[default]
    Newest,
    /// Who was here last first.
    Seen,
}

/// The place after one member in a list. Its text is made for addresses: microseconds since 1970, `-`, her id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    at: OffsetDateTime,
    id: MemberId,
}

/// A text that is no place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list of members")]
pub struct InvalidPlace;

/// A member who was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Who.
    pub member: Member,
    /// What she may do beyond a member.
    pub role: Option<Role>,
}

impl Found {
    /// The place after her.
    pub fn place(&self, sort: Sort) -> Place {
        let at = match sort {
            Sort::Newest => self.member.created_at,
            Sort::Seen => self.member.seen_at,
        };
        Place { at, id: self.member.id }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at.unix_timestamp_nanos() / 1000, self.id)
    }
}

impl FromStr for Place {
    type Err = InvalidPlace;

    fn from_str(text: &str) -> Result<Self, InvalidPlace> {
        let (micros, id) = text.split_once('-').ok_or(InvalidPlace)?;
        let micros: u64 = micros.parse().map_err(|_| InvalidPlace)?;
        let since = i64::try_from(micros).map(Duration::microseconds).map_err(|_| InvalidPlace)?;
        let at = OffsetDateTime::UNIX_EPOCH.checked_add(since).ok_or(InvalidPlace)?;
        Ok(Self { at, id: id.parse().map_err(|_| InvalidPlace)? })
    }
}

/// Of a boxed query those whose handle, address or name holds the words.
macro_rules! who_holds {
    ($all:ident, $words:expr) => {{
        let (small, typed) = (pattern(&$words.to_lowercase()), pattern($words));
        let handle = members::handle.like(small.clone()).escape('\\');
        let address = members::jid.like(small.clone()).escape('\\');
        // SQLite makes only ASCII small: other letters are found as they were typed
        let name = lower(members::name).like(small).escape('\\').or(members::name.like(typed).escape('\\'));
        $all.filter(handle.or(address).or(name))
    }};
}

/// Of a boxed query those behind a place, in an order by this column.
macro_rules! behind {
    ($all:ident, $column:expr, $at:ident, $id:ident) => {
        $all.filter($column.lt($at).or($column.eq($at).and(members::id.lt($id))))
            .order(($column.desc(), members::id.desc()))
    };
}

/// The members of a pod who are looked for, from the one after `after` on.
///
/// # Errors
/// Only the database's own.
pub async fn search(
    db: &Database,
    pod: &PodId,
    search: &Search,
    after: Option<Place>,
    limit: u32,
) -> Result<Vec<Found>, Error> {
    let (pod, search) = (*pod, search.clone());
    let top = || (datetime!(9999-12-31 0:00 UTC).into(), "~".to_owned());
    let (at, id): (Stamp, String) = after.map_or_else(top, |place| (place.at.into(), place.id.to_string()));
    let rows: Vec<(Member, Option<Role>)> = read!(db, |conn| {
        let mut all = members::table
            .left_join(roles::table.on(roles::pod_id.eq(members::pod_id).and(roles::jid.eq(members::jid))))
            .filter(members::pod_id.eq(pod))
            .select((Member::as_select(), roles::role.nullable()))
            .limit(i64::from(limit))
            .into_boxed();
        if !search.words.is_empty() {
            all = who_holds!(all, &search.words);
        }
        all = match search.suspended {
            Some(true) => all.filter(members::suspended_at.is_not_null()),
            Some(false) => all.filter(members::suspended_at.is_null()),
            None => all,
        };
        all = match search.role {
            Some(Some(role)) => all.filter(roles::role.nullable().eq(role)),
            Some(None) => all.filter(roles::role.nullable().is_null()),
            None => all,
        };
        all = match search.sort {
            Sort::Newest => behind!(all, members::created_at, at, id),
            Sort::Seen => behind!(all, members::seen_at, at, id),
        };
        all.load(conn).await?
    })?;
    Ok(rows.into_iter().map(|(member, role)| Found { member, role }).collect())
}

/// What holds these words anywhere, as `LIKE … ESCAPE '\'` reads it.
pub(crate) fn pattern(words: &str) -> String {
    let mut pattern = String::from("%");
    for letter in words.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_like_would_take_for_anything_stands_for_itself() {
        assert_eq!(pattern(r"100%_\"), r"%100\%\_\\%");
    }

    #[test]
    fn a_place_survives_its_text() {
        let at = datetime!(2026-01-01 12:34:56.789012 UTC);
        let place = Place { at, id: MemberId::new(at) };
        assert_eq!(place.to_string().parse(), Ok(place));
        for wrong in ["", "-", "1", "x-y", "99999999999999999999-01ARZ3NDEKTSV4RRFFQ69G5FAV", "1-x", "-1-1"] {
            assert_eq!(wrong.parse::<Place>(), Err(InvalidPlace), "{wrong:?}");
        }
    }
}
