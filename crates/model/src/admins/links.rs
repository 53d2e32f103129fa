//! Links by which somebody signs in on the platform's host once: the first admin, where there is none, or an admin whose XMPP server
//! is away. Only the hashes of their tokens are here.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::browsers::seat;
use crate::audit::deployment::{Act, Note, hold_deployment, note_deployment};
use crate::audit::{Actor, By};
use crate::browsers::Token;
use crate::columns::Stamp;
use crate::schema::{admin_links, admins};
use crate::{Database, Error};

/// How long a link is good.
pub const KEPT: Duration = Duration::hours(24);

/// What a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Whoever follows it becomes the first admin.
    First,
    /// This admin signs in by it.
    Of(BareJid),
}

/// Inside a transaction: a link with that token, for that account or, without one, for the first admin.
macro_rules! link {
    ($conn:ident, $token:expr, $jid:expr, $now:expr) => {{
        let (hash, jid): (Vec<u8>, String) = ($token.hash(), $jid);
        diesel::insert_into(admin_links::table)
            .values((
                (admin_links::token_hash.eq(hash), admin_links::jid.eq(jid)),
                admin_links::expires_at.eq(Stamp::from($now + KEPT)),
            ))
            .execute($conn)
            .await?;
    }};
}

/// Makes a link by which somebody becomes the first admin; nothing where there is one. Those that were made before stay good, until one
/// is followed or they are too old.
///
/// # Errors
/// Only the database's own.
pub async fn first(db: &Database, now: OffsetDateTime) -> Result<Option<Token>, Error> {
    let token = Token::random();
    let made = token.clone();
    let is_made = transaction!(db, |conn| {
        let there: i64 = admins::table.count().get_result(conn).await?;
        if there > 0 {
            return Ok(false);
        }
        link!(conn, made, String::new(), now);
        true
    })?;
    Ok(is_made.then_some(token))
}

/// Makes a link by which an admin signs in once.
///
/// # Errors
/// `NotFound("admin")`.
pub async fn make(db: &Database, jid: &BareJid, by: &By) -> Result<Token, Error> {
    let (token, jid, by) = (Token::random(), jid.to_string(), by.clone());
    let made = token.clone();
    transaction!(db, |conn| {
        let there: i64 = admins::table.find(jid.clone()).count().get_result(conn).await?;
        if there == 0 {
            return Err(Error::NotFound("admin"));
        }
        link!(conn, made, jid.clone(), by.at);
        note_deployment!(conn, Note { by, act: Act::AdminLink, object: jid, detail: json!({}) });
    })?;
    Ok(token)
}

/// What a link is for, if it is good.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, token: &Token, now: OffsetDateTime) -> Result<Option<Link>, Error> {
    let hash = token.hash();
    let jid: Option<String> = read!(db, |conn| {
        admin_links::table
            .find(hash)
            .filter(admin_links::expires_at.gt(Stamp::from(now)))
            .select(admin_links::jid)
            .first(conn)
            .await
            .optional()?
    })?;
    let Some(jid) = jid else { return Ok(None) };
    let Ok(jid) = BareJid::new(&jid) else {
        return Ok(super::list(db).await?.is_empty().then_some(Link::First));
    };
    Ok(super::contains(db, &jid).await?.then_some(Link::Of(jid)))
}

/// Follows a link, which is spent by it: a browser is signed in. `first` is who becomes the first admin, where that is what the link is
/// for; however many follow such links at once, one does.
///
/// # Errors
/// `NotFound("link")`, also for one that makes somebody the first admin where there is one by now.
pub async fn follow(
    db: &Database,
    token: &Token,
    first: Option<&BareJid>,
    now: OffsetDateTime,
) -> Result<Token, Error> {
    let (hash, first, entered) = (token.hash(), first.map(ToString::to_string), Token::random());
    let made = entered.clone();
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let link: Option<String> = diesel::delete(admin_links::table.find(hash))
            .filter(admin_links::expires_at.gt(Stamp::from(now)))
            .returning(admin_links::jid)
            .get_result(conn)
            .await
            .optional()?;
        let link = link.ok_or(Error::NotFound("link"))?;
        let jid = if link.is_empty() { first } else { Some(link.clone()) };
        let jid = jid.ok_or(Error::NotFound("link"))?;
        let admins: Vec<String> = admins::table.select(admins::jid).load(conn).await?;
        if link.is_empty() && admins.is_empty() {
            let row = (admins::jid.eq(jid.clone()), admins::created_at.eq(Stamp::from(now)));
            diesel::insert_into(admins::table).values(row).execute(conn).await?;
            diesel::delete(admin_links::table.filter(admin_links::jid.eq(""))).execute(conn).await?;
            let by = By { actor: Actor::Program, at: now };
            let detail = json!({ "first": true });
            note_deployment!(conn, Note { by, act: Act::AdminGrant, object: jid.clone(), detail });
        } else if link.is_empty() || !admins.contains(&jid) {
            return Err(Error::NotFound("link"));
        }
        let jid = BareJid::new(&jid).map_err(|_| Error::NotFound("link"))?;
        seat!(conn, made, jid, Act::AdminFollow, now);
    })?;
    Ok(entered)
}

/// Forgets links that are too old; how many.
pub(super) async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    change!(db, |conn| {
        diesel::delete(admin_links::table.filter(admin_links::expires_at.le(Stamp::from(now))))
            .execute(conn)
            .await?
    })
}
