//! How contacts are today, and what they call themselves and look like.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use jid::BareJid;

use super::Show;
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

/// Says how a contact is; true if that is news.
///
/// # Errors
/// Only the database's own.
pub async fn set_presence(
    db: &Database,
    owner: &Owner,
    jid: &BareJid,
    show: Show,
    status: Option<&str>,
) -> Result<bool, Error> {
    let (owner, jid, status) = (*owner, jid.to_string(), status.map(str::to_owned));
    change!(db, |conn| {
        diesel::update(contacts::table.find((owner.pod, owner.member, jid)))
            .filter(contacts::show.ne(show).or(differs!(contacts::status, status)))
            .set((contacts::show.eq(show), contacts::status.eq(status)))
            .execute(conn)
            .await?
            > 0
    })
}

/// Says that nobody is seen: the session is new, or gone.
///
/// # Errors
/// Only the database's own.
pub async fn reset_presence(db: &Database, owner: &Owner) -> Result<(), Error> {
    let owner = *owner;
    change!(db, |conn| {
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
/// Only the database's own.
pub async fn set_nick(
    db: &Database,
    owner: &Owner,
    jid: &BareJid,
    nick: Option<&str>,
) -> Result<bool, Error> {
    let (owner, jid, nick) = (*owner, jid.to_string(), nick.map(str::to_owned));
    change!(db, |conn| {
        diesel::update(contacts::table.find((owner.pod, owner.member, jid)))
            .filter(differs!(contacts::nick, nick))
            .set(contacts::nick.eq(nick))
            .execute(conn)
            .await?
            > 0
    })
}

/// Keeps which picture a contact has, by its hash (XEP-0084); true if that is news.
///
/// # Errors
/// Only the database's own.
pub async fn set_picture(
    db: &Database,
    owner: &Owner,
    jid: &BareJid,
    hash: Option<&str>,
) -> Result<bool, Error> {
    let (owner, jid, hash) = (*owner, jid.to_string(), hash.map(str::to_owned));
    change!(db, |conn| {
        diesel::update(contacts::table.find((owner.pod, owner.member, jid)))
            .filter(differs!(contacts::picture, hash))
            .set(contacts::picture.eq(hash))
            .execute(conn)
            .await?
            > 0
    })
}
