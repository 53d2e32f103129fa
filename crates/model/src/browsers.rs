//! Browsers that are signed in. The token is in the cookie; only its hash is here.

use std::fmt;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroize;

use crate::columns::Stamp;
use crate::condition::condition;
use crate::departures::Departure;
use crate::members::Member;
use crate::roles::Role;
use crate::schema::{blocks, browsers, departures, guests, members, platform_blocks, roles};
use crate::{BrowserId, Database, Error, MemberId, Owner, PodId};

/// How long a browser is remembered, and its cookie kept, without a visit.
pub const KEPT: Duration = Duration::days(400);

/// How exact `seen_at` is.
const MINUTE: Duration = Duration::minutes(1);

/// What a browser shows to be known: 32 random bytes, 64 hexadecimal digits in the cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub(crate) fn random() -> Self {
        Self(rand::random())
    }

    /// Reads a cookie's value; `None` for anything that is no token.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok().map(|()| Self(bytes))
    }

    /// The cookie's value.
    pub fn reveal(&self) -> String {
        hex::encode(self.0)
    }

    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A browser that is signed in as a member.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = browsers)]
pub struct Browser {
    /// Its pod.
    pub pod_id: PodId,
    /// Its key.
    pub id: BrowserId,
    /// Whose it is.
    pub member_id: MemberId,
    /// What it calls itself, as in `Firefox on Linux`.
    pub label: String,
    /// When it signed in.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
    /// When it was last here, to a minute.
    #[diesel(deserialize_as = Stamp)]
    pub seen_at: OffsetDateTime,
}

impl Browser {
    /// Whose it is.
    pub fn owner(&self) -> Owner {
        Owner { pod: self.pod_id, member: self.member_id }
    }
}

/// A browser that has just signed in, with the only copy of its token.
#[derive(Debug)]
pub struct SignedIn {
    /// The browser.
    pub browser: Browser,
    /// Its token, for the cookie.
    pub token: Token,
}

/// Who is behind a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The browser.
    pub browser: Browser,
    /// The member.
    pub member: Member,
    /// What she may do beyond a member.
    pub role: Option<Role>,
    /// That she has left, if she has.
    pub departure: Option<Departure>,
    /// Whether she is the pod's guest, as whom anybody looks around.
    pub is_guest: bool,
}

impl SignedIn {
    /// One that is not written down yet.
    pub(crate) fn new(owner: &Owner, label: &str, now: OffsetDateTime) -> Self {
        let now = OffsetDateTime::from(Stamp::from(now));
        let browser = Browser {
            pod_id: owner.pod,
            id: BrowserId::new(now),
            member_id: owner.member,
            label: label.to_owned(),
            created_at: now,
            seen_at: now,
        };
        Self { browser, token: Token::random() }
    }
}

/// Writes down a browser that signs in.
macro_rules! insert {
    ($conn:ident, $new:ident) => {{
        use $crate::columns::Stamp;
        use $crate::schema::browsers;

        let row = $new.browser.clone();
        diesel::insert_into(browsers::table)
            .values((
                (browsers::pod_id.eq(row.pod_id), browsers::id.eq(row.id)),
                (browsers::member_id.eq(row.member_id), browsers::token_hash.eq($new.token.hash())),
                browsers::label.eq(row.label),
                browsers::created_at.eq(Stamp::from(row.created_at)),
                browsers::seen_at.eq(Stamp::from(row.seen_at)),
            ))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use insert;

/// Blocks of a table that hold, of the member at hand.
macro_rules! keeps_out {
    ($table:ident, $now:ident) => {
        $table::table
            .filter($table::subject.eq(members::jid).or($table::subject.eq(members::domain)))
            .filter($table::expires_at.is_null().or($table::expires_at.gt(Some($now))))
    };
}

/// A condition on members: nobody keeps them out.
macro_rules! may_stay {
    ($now:ident) => {
        members::suspended_at
            .is_null()
            .and(not(exists(keeps_out!(blocks, $now).filter(blocks::pod_id.eq(members::pod_id)))))
            .and(not(exists(keeps_out!(platform_blocks, $now))))
    };
}

/// Signs a browser in, with a new token.
///
/// # Errors
/// Only the database's own.
pub async fn create(
    db: &Database,
    owner: &Owner,
    label: &str,
    now: OffsetDateTime,
) -> Result<SignedIn, Error> {
    let new = SignedIn::new(owner, label, now);
    change!(db, |conn| {
        insert!(conn, new);
        new
    })
}

/// The browser and the member behind a token. A token of another pod is nothing, nor is one of a member who is suspended or
/// blocked: whoever was kept out while she signed in stays so.
///
/// # Errors
/// Only the database's own.
pub async fn by_token(
    db: &Database,
    pod: &PodId,
    token: &Token,
    now: OffsetDateTime,
) -> Result<Option<Visitor>, Error> {
    let (pod, hash, now) = (*pod, token.hash(), Stamp::from(now));
    let found = read!(db, |conn| {
        browsers::table
            .inner_join(
                members::table
                    .on(members::pod_id.eq(browsers::pod_id).and(members::id.eq(browsers::member_id))),
            )
            .left_join(roles::table.on(roles::pod_id.eq(members::pod_id).and(roles::jid.eq(members::jid))))
            .left_join(
                departures::table
                    .on(departures::pod_id.eq(members::pod_id).and(departures::member_id.eq(members::id))),
            )
            .left_join(
                guests::table.on(guests::pod_id.eq(members::pod_id).and(guests::member_id.eq(members::id))),
            )
            .filter(browsers::pod_id.eq(pod).and(browsers::token_hash.eq(hash)))
            .filter(condition(conn, members::table, may_stay!(now)))
            .select((
                Browser::as_select(),
                Member::as_select(),
                roles::role.nullable(),
                (departures::left_at, departures::account).nullable(),
                guests::since.nullable(),
            ))
            .first::<(Browser, Member, Option<Role>, Option<(Stamp, bool)>, Option<Stamp>)>(conn)
            .await
            .optional()?
    })?;
    Ok(found.map(|(browser, member, role, left, guest)| {
        let (departure, is_guest) = (left.map(Departure::from), guest.is_some());
        // whoever looks around does nothing for the pod, whatever her account was given
        Visitor { browser, member, role: role.filter(|_| !is_guest), departure, is_guest }
    }))
}

/// Notes that the browser is here; writes at most once a minute.
///
/// # Errors
/// Only the database's own.
pub async fn touch(db: &Database, browser: &Browser, now: OffsetDateTime) -> Result<(), Error> {
    if now - browser.seen_at < MINUTE {
        return Ok(());
    }
    let (pod, id, member) = (browser.pod_id, browser.id, browser.member_id);
    let stamp = Stamp::from(now);
    transaction!(db, |conn| {
        diesel::update(browsers::table.find((pod, id)))
            .set(browsers::seen_at.eq(stamp))
            .execute(conn)
            .await?;
        diesel::update(members::table.find((pod, member)))
            .set(members::seen_at.eq(stamp))
            .execute(conn)
            .await?;
    })
}

/// Her browsers, the one that was here last first.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, owner: &Owner) -> Result<Vec<Browser>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        browsers::table
            .filter(browsers::pod_id.eq(owner.pod).and(browsers::member_id.eq(owner.member)))
            .order((browsers::seen_at.desc(), browsers::id.desc()))
            .select(Browser::as_select())
            .load(conn)
            .await?
    })
}

/// Signs one of her browsers out.
///
/// # Errors
/// `NotFound("browser")` if it is not hers.
pub async fn remove(db: &Database, owner: &Owner, browser: &BrowserId) -> Result<(), Error> {
    let (owner, browser) = (*owner, *browser);
    let rows = change!(db, |conn| {
        diesel::delete(
            browsers::table.find((owner.pod, browser)).filter(browsers::member_id.eq(owner.member)),
        )
        .execute(conn)
        .await?
    })?;
    Error::unless_some(rows, "browser")
}

/// Signs all her browsers out but one; returns how many.
///
/// # Errors
/// Only the database's own.
pub async fn remove_others(db: &Database, owner: &Owner, stays: &BrowserId) -> Result<usize, Error> {
    let (owner, stays) = (*owner, *stays);
    change!(db, |conn| {
        diesel::delete(browsers::table)
            .filter(browsers::pod_id.eq(owner.pod).and(browsers::member_id.eq(owner.member)))
            .filter(browsers::id.ne(stays))
            .execute(conn)
            .await?
    })
}

/// Signs all her browsers out; returns how many.
///
/// # Errors
/// Only the database's own.
pub async fn remove_all(db: &Database, owner: &Owner) -> Result<usize, Error> {
    let owner = *owner;
    change!(db, |conn| {
        diesel::delete(browsers::table)
            .filter(browsers::pod_id.eq(owner.pod).and(browsers::member_id.eq(owner.member)))
            .execute(conn)
            .await?
    })
}

/// Signs out the browsers of the whole deployment that were last here more than [`KEPT`] ago; returns how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let before = Stamp::from(now - KEPT);
    change!(db, |conn| {
        diesel::delete(browsers::table.filter(browsers::seen_at.lt(before))).execute(conn).await?
    })
}
