//! How a member gets back in who has lost her password: codes that she keeps, and links that are good once. Only hashes are here.

use std::fmt;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroize;

use crate::audit::{Act, Actor, By, Note, note};
use crate::columns::Stamp;
use crate::invites::Code as Token;
use crate::letterboxes::letterbox;
use crate::mails::{Letter, post};
use crate::schema::{members, recovery_codes, reset_links};
use crate::{Database, Error, MemberId, Owner, PodId};

/// How many codes a member has.
pub const CODES: usize = 10;

/// How long a link is good.
pub const GOOD_FOR: Duration = Duration::days(1);

/// What codes are written with: no letter looks like a digit.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Letters of a code.
const LENGTH: usize = 12;

/// A code that a member keeps, twelve letters and digits: nobody guesses one.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// A link that is good once, and was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Whose password it changes.
    pub owner: Owner,
    /// Until when it was good.
    pub expires_at: OffsetDateTime,
}

/// By what a member came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// By one of her codes.
    Code,
    /// By a link.
    Link,
}

impl Code {
    fn fresh() -> Self {
        let bytes: [u8; LENGTH] = rand::random();
        // 32 letters divide 256 evenly: each is as likely as any other
        Self(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
    }

    /// Reads what somebody typed, with or without dashes and blanks; `None` for what is no code.
    pub fn parse(text: &str) -> Option<Self> {
        let typed = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let code: String = typed.map(|c| alike(c.to_ascii_lowercase())).collect();
        let is_one = code.len() == LENGTH && code.bytes().all(|byte| LETTERS.contains(&byte));
        is_one.then_some(Self(code))
    }

    /// As a member writes it down: three groups of four.
    pub fn reveal(&self) -> String {
        format!("{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }

    fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// The letter that was meant by one that looks like it.
fn alike(letter: char) -> char {
    match letter {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// Gives a member new codes; those before are worth nothing from now on. They are given this once.
///
/// # Errors
/// Only the database's own.
pub async fn renew(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<Vec<Code>, Error> {
    let (owner, stamp) = (*owner, Stamp::from(now));
    let codes: Vec<Code> = (0..CODES).map(|_| Code::fresh()).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(Code::hash).collect();
    transaction!(db, |conn| {
        diesel::delete(recovery_codes::table)
            .filter(recovery_codes::pod_id.eq(owner.pod).and(recovery_codes::member_id.eq(owner.member)))
            .execute(conn)
            .await?;
        for hash in hashes {
            diesel::insert_into(recovery_codes::table)
                .values((
                    (recovery_codes::pod_id.eq(owner.pod), recovery_codes::member_id.eq(owner.member)),
                    (recovery_codes::code_hash.eq(hash), recovery_codes::created_at.eq(stamp)),
                ))
                .execute(conn)
                .await?;
        }
    })?;
    Ok(codes)
}

/// How many codes of a member are good.
///
/// # Errors
/// Only the database's own.
pub async fn left(db: &Database, owner: &Owner) -> Result<i64, Error> {
    let owner = *owner;
    read!(db, |conn| {
        recovery_codes::table
            .filter(recovery_codes::pod_id.eq(owner.pod).and(recovery_codes::member_id.eq(owner.member)))
            .count()
            .get_result(conn)
            .await?
    })
}

/// Uses one of a member's codes; false if it is none of hers, or was used.
///
/// # Errors
/// Only the database's own.
pub async fn take(db: &Database, owner: &Owner, code: &Code) -> Result<bool, Error> {
    let (owner, hash) = (*owner, code.hash());
    change!(db, |conn| {
        diesel::delete(recovery_codes::table.find((owner.pod, owner.member, hash))).execute(conn).await? > 0
    })
}

/// Gives back a code that was taken and did not help.
///
/// # Errors
/// Only the database's own.
pub async fn put_back(db: &Database, owner: &Owner, code: &Code, now: OffsetDateTime) -> Result<(), Error> {
    let (owner, hash, stamp) = (*owner, code.hash(), Stamp::from(now));
    change!(db, |conn| {
        diesel::insert_into(recovery_codes::table)
            .values((
                (recovery_codes::pod_id.eq(owner.pod), recovery_codes::member_id.eq(owner.member)),
                (recovery_codes::code_hash.eq(hash), recovery_codes::created_at.eq(stamp)),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
    })
}

/// Makes all codes of a member worth nothing.
///
/// # Errors
/// Only the database's own.
pub async fn forget_codes(db: &Database, owner: &Owner) -> Result<(), Error> {
    let owner = *owner;
    change!(db, |conn| {
        diesel::delete(recovery_codes::table)
            .filter(recovery_codes::pod_id.eq(owner.pod).and(recovery_codes::member_id.eq(owner.member)))
            .execute(conn)
            .await?;
    })
}

/// Inside a transaction: a member has this link, and no other.
macro_rules! link {
    ($conn:ident, $owner:ident, $token:ident, $until:expr) => {{
        diesel::delete(reset_links::table.find(($owner.pod, $owner.member))).execute($conn).await?;
        diesel::insert_into(reset_links::table)
            .values((
                (reset_links::pod_id.eq($owner.pod), reset_links::member_id.eq($owner.member)),
                (reset_links::token_hash.eq($token.hash()), reset_links::expires_at.eq(Stamp::from($until))),
            ))
            .execute($conn)
            .await?;
    }};
}

/// Makes a link by which a member sets another password; one that was made before is worth nothing from now on. It is given this once.
///
/// # Errors
/// `NotFound("member")`.
pub async fn issue(db: &Database, owner: &Owner, by: &By) -> Result<Token, Error> {
    let (owner, by, token) = (*owner, by.clone(), Token::fresh());
    let made = token.clone();
    transaction!(db, |conn| {
        let object: Option<String> = members::table
            .find((owner.pod, owner.member))
            .select(members::jid)
            .first(conn)
            .await
            .optional()?;
        let object = object.ok_or(Error::NotFound("member"))?;
        link!(conn, owner, made, by.at + GOOD_FOR);
        note!(conn, owner.pod, Note { by, act: Act::ResetIssue, object, detail: json!({}) });
    })?;
    Ok(token)
}

/// Sends a member such a link to her letterbox, if she has one and has confirmed it; whether she has.
///
/// # Errors
/// Only the database's own.
pub async fn mail(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<bool, Error> {
    let (owner, token) = (*owner, Token::fresh());
    transaction!(db, |conn| {
        let Some((to, language)) = letterbox!(conn, owner) else { return Ok(false) };
        let until = now + GOOD_FOR;
        link!(conn, owner, token, until);
        let letter = Letter::Recovery { token: token.reveal(), until };
        post!(conn, owner.pod, to, language, &letter, now);
        true
    })
}

/// Whose link it is, if it is good. A link of another pod is nothing.
///
/// # Errors
/// Only the database's own.
pub async fn of_token(
    db: &Database,
    pod: &PodId,
    token: &Token,
    now: OffsetDateTime,
) -> Result<Option<Owner>, Error> {
    let (pod, hash, now) = (*pod, token.hash(), Stamp::from(now));
    let member: Option<MemberId> = read!(db, |conn| {
        reset_links::table
            .filter(reset_links::pod_id.eq(pod).and(reset_links::token_hash.eq(hash)))
            .filter(reset_links::expires_at.gt(now))
            .select(reset_links::member_id)
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(member.map(|member| Owner { pod, member }))
}

/// Uses a link, if it is good.
///
/// # Errors
/// Only the database's own.
pub async fn take_token(
    db: &Database,
    pod: &PodId,
    token: &Token,
    now: OffsetDateTime,
) -> Result<Option<Used>, Error> {
    let (pod, hash, now) = (*pod, token.hash(), Stamp::from(now));
    let taken: Option<(MemberId, Stamp)> = change!(db, |conn| {
        diesel::delete(reset_links::table)
            .filter(reset_links::pod_id.eq(pod).and(reset_links::token_hash.eq(hash)))
            .filter(reset_links::expires_at.gt(now))
            .returning((reset_links::member_id, reset_links::expires_at))
            .get_result(conn)
            .await
            .optional()?
    })?;
    Ok(taken.map(|(member, until)| Used { owner: Owner { pod, member }, expires_at: until.into() }))
}

/// Gives back a link that was used and did not help.
///
/// # Errors
/// Only the database's own.
pub async fn put_token_back(db: &Database, used: &Used, token: &Token) -> Result<(), Error> {
    let (owner, until, token) = (used.owner, used.expires_at, token.clone());
    transaction!(db, |conn| {
        link!(conn, owner, token, until);
    })
}

/// Writes down that a member set another password without the old one, and how.
///
/// # Errors
/// `NotFound("member")`.
pub async fn note_recovery(
    db: &Database,
    owner: &Owner,
    means: Means,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let member = crate::members::get(db, owner).await?.ok_or(Error::NotFound("member"))?;
    let (pod, object) = (owner.pod, member.jid.to_string());
    let by = By { actor: Actor::Person(member.jid), at: now };
    let detail = json!({ "means": if means == Means::Code { "code" } else { "link" } });
    transaction!(db, |conn| {
        note!(conn, pod, Note { by, act: Act::AccountRecover, object, detail });
    })
}

/// Forgets links that are too old; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let now = Stamp::from(now);
    change!(db, |conn| {
        diesel::delete(reset_links::table.filter(reset_links::expires_at.le(now))).execute(conn).await?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = Code::fresh();
        let shown = code.reveal();
        assert_eq!(shown.len(), LENGTH + 2);
        assert_eq!(Code::parse(&shown), Some(code.clone()));
        assert_eq!(Code::parse(&format!("  {} ", shown.to_uppercase().replace('-', " "))), Some(code));
        assert_eq!(Code::parse("oil0-0000-0000"), Code::parse("0110-0000-0000"));
        for wrong in ["", "0110-0000-000", "0110-0000-00000", "u110-0000-0000", "é110-0000-0000"] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }
}
