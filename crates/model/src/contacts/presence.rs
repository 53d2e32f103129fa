//! How contacts are today, and what they call themselves and look like.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use jid::BareJid;

use super::Show;
use crate::pictures::{is_kept, release};
use crate::schema::contacts;
use crate::{Database, Error, Owner};

/// `column IS DISTINCT FROM value` for both databases.
macro_rules! differs {
    ($column:expr, $value:ident) => {
        $column
            .ne($value.clone())
            .or($column.is_null().and($value.is_some().into_sql::<Bool>()))
            .or($column.is_not_null().and($value.is_none().into_sql::<Bool>()))
    };
}

/// How a contact is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Whether, and how, it is there.
    pub show: Show,
    /// What it says of that.
    pub status: Option<String>,
}

/// Says how contacts are; those for whom that is news. Who is no contact is left out.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more; then nothing is written.
pub async fn set_presences(
    db: &Database,
    owner: &Owner,
    generation: i64,
    seen: &HashMap<BareJid, Seen>,
) -> Result<Vec<BareJid>, Error> {
    let (owner, mut seen) = (*owner, seen.clone().into_iter().collect::<Vec<_>>());
    // in one order: who writes the same rows at the same time waits, and does not block
    seen.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let mut changed = Vec::new();
        for (jid, Seen { show, status }) in seen {
            let rows = diesel::update(contacts::table.find((owner.pod, owner.member, jid.as_str())))
                .filter(contacts::show.ne(show).or(differs!(contacts::status, status)))
                .set((contacts::show.eq(show), contacts::status.eq(status)))
                .execute(conn)
                .await?;
            if rows > 0 {
                changed.push(jid);
            }
        }
        changed
    })
}

/// Says that nobody is seen: the session is new, or gone.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn reset_presence(db: &Database, owner: &Owner, generation: i64) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::update(contacts::table)
            .filter(contacts::pod_id.eq(owner.pod).and(contacts::member_id.eq(owner.member)))
            .filter(contacts::show.ne(Show::Offline))
            .set((contacts::show.eq(Show::Offline), contacts::status.eq(None::<String>)))
            .execute(conn)
            .await?;
    })
}

/// Keeps what a contact calls itself (XEP-0172); true if that is news.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn set_nick(
    db: &Database,
    owner: &Owner,
    generation: i64,
    jid: &BareJid,
    nick: Option<&str>,
) -> Result<bool, Error> {
    let (owner, jid, nick) = (*owner, jid.to_string(), nick.map(str::to_owned));
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::update(contacts::table.find((owner.pod, owner.member, jid)))
            .filter(differs!(contacts::nick, nick))
            .set(contacts::nick.eq(nick))
            .execute(conn)
            .await?
            > 0
    })
}

/// Keeps which picture a contact in her roster has, by its hash (XEP-0084); true if that is news. The one before goes if nobody else
/// shows it. One that is not in `pictures` is no picture.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn set_picture(
    db: &Database,
    owner: &Owner,
    generation: i64,
    jid: &BareJid,
    hash: Option<&str>,
) -> Result<bool, Error> {
    let (owner, jid, hash) = (*owner, jid.to_string(), hash.map(str::to_owned));
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        fence!(conn, owner, generation);
        let row = contacts::table.find((owner.pod, owner.member, jid));
        let shown: Option<(Option<String>, bool)> =
            row.clone().select((contacts::picture, contacts::in_roster)).first(conn).await.optional()?;
        let Some((before, in_roster)) = shown else { return Ok(false) };
        if before == hash || hash.is_some() && !in_roster || !is_kept!(conn, owner.pod, &hash) {
            return Ok(false);
        }
        diesel::update(row).set(contacts::picture.eq(hash)).execute(conn).await?;
        if let Some(before) = before {
            release!(conn, owner.pod, before);
        }
        true
    })
}
