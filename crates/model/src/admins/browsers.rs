//! Browsers in which an admin is signed in on the platform's host. The token is in the cookie; only its hash is here.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::{Duration, OffsetDateTime};

use crate::audit::deployment::Act;
use crate::browsers::Token;
use crate::columns::{Parsed, Stamp};
use crate::schema::{admin_browsers, admins};
use crate::{Database, Error};

/// How long a browser stays signed in without a visit.
pub const IDLE: Duration = Duration::hours(12);

/// How long it stays signed in at most.
pub const MOST: Duration = Duration::days(7);

/// How exact it is when a browser was last here.
const MINUTE: Duration = Duration::minutes(1);

/// Who is behind a request to the platform's host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The account that signed in.
    pub jid: BareJid,
    /// Whether it is an admin still.
    pub is_admin: bool,
}

/// Inside a transaction: signs a browser in with that token, and writes down how.
macro_rules! seat {
    ($conn:ident, $token:expr, $jid:expr, $act:expr, $now:expr) => {{
        use $crate::audit::deployment::{Note, note_deployment};
        use $crate::audit::{Actor, By};
        use $crate::schema::admin_browsers;

        let (hash, jid): (Vec<u8>, ::jid::BareJid) = ($token.hash(), $jid);
        let now = $crate::columns::Stamp::from($now);
        diesel::insert_into(admin_browsers::table)
            .values((
                (admin_browsers::token_hash.eq(hash), admin_browsers::jid.eq(jid.to_string())),
                (admin_browsers::created_at.eq(now), admin_browsers::seen_at.eq(now)),
            ))
            .execute($conn)
            .await?;
        let (object, by) = (jid.to_string(), By { actor: Actor::Person(jid), at: $now });
        note_deployment!($conn, Note { by, act: $act, object, detail: serde_json::json!({}) });
    }};
}
pub(super) use seat;

/// Signs a browser in, of an account that has shown its password.
///
/// # Errors
/// Only the database's own.
pub async fn enter(db: &Database, jid: &BareJid, now: OffsetDateTime) -> Result<Token, Error> {
    let (token, jid) = (Token::random(), jid.clone());
    let made = token.clone();
    transaction!(db, |conn| {
        seat!(conn, made, jid, Act::AdminEnter, now);
    })?;
    Ok(token)
}

/// Who is behind a token, and notes that the browser is here, at most once a minute. One that stayed away for [`IDLE`], or signed in
/// [`MOST`] ago, is nobody's.
///
/// # Errors
/// Only the database's own.
pub async fn by_token(db: &Database, token: &Token, now: OffsetDateTime) -> Result<Option<Visitor>, Error> {
    let (hash, idle, most) = (token.hash(), Stamp::from(now - IDLE), Stamp::from(now - MOST));
    let row: Option<(Parsed<BareJid>, Stamp, Option<String>)> = read!(db, |conn| {
        admin_browsers::table
            .left_join(admins::table.on(admins::jid.eq(admin_browsers::jid)))
            .filter(admin_browsers::token_hash.eq(hash))
            .filter(admin_browsers::seen_at.gt(idle).and(admin_browsers::created_at.gt(most)))
            .select((admin_browsers::jid, admin_browsers::seen_at, admins::jid.nullable()))
            .first(conn)
            .await
            .optional()?
    })?;
    let Some((jid, seen, admin)) = row else { return Ok(None) };
    if now - OffsetDateTime::from(seen) >= MINUTE {
        touch(db, token, now).await?;
    }
    Ok(Some(Visitor { jid: jid.into(), is_admin: admin.is_some() }))
}

async fn touch(db: &Database, token: &Token, now: OffsetDateTime) -> Result<(), Error> {
    let hash = token.hash();
    change!(db, |conn| {
        diesel::update(admin_browsers::table.find(hash))
            .set(admin_browsers::seen_at.eq(Stamp::from(now)))
            .execute(conn)
            .await?;
    })
}

/// Signs a browser out; one that is out is no error.
///
/// # Errors
/// Only the database's own.
pub async fn leave(db: &Database, token: &Token) -> Result<(), Error> {
    let hash = token.hash();
    change!(db, |conn| {
        diesel::delete(admin_browsers::table.find(hash)).execute(conn).await?;
    })
}

/// Forgets browsers and links that are too old; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let (idle, most) = (Stamp::from(now - IDLE), Stamp::from(now - MOST));
    let gone = change!(db, |conn| {
        diesel::delete(admin_browsers::table)
            .filter(admin_browsers::seen_at.le(idle).or(admin_browsers::created_at.le(most)))
            .execute(conn)
            .await?
    })?;
    Ok(gone + super::links::expire(db, now).await?)
}
