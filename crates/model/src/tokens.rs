//! Tokens of the API: who may do what by it, on which pods, and until when. The token is told once; only its hash is here.

use std::fmt;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroize;

use crate::audit::By;
use crate::audit::deployment::{Act, Note, note_deployment};
use crate::columns::{MaybeStamp, Stamp, Words};
use crate::schema::{token_pods, tokens};
use crate::{Database, Error, PodId, TokenId};

/// How exact `used_at` is.
const MINUTE: Duration = Duration::minutes(1);

/// What every token begins with, so that it is known for one where it should not be.
const PREFIX: &str = "cosse_";

/// The most characters of a name.
const LONGEST_NAME: usize = 64;

words! {
    /// What a token is good for.
    pub enum Scope {
        /// Looking at pods, their host names, limits, use and announcements.
        PodsRead = "pods:read",
        /// Making and changing pods, their host names and states, and announcing something on them.
        PodsWrite = "pods:write",
        /// Changing limits.
        QuotasWrite = "quotas:write",
        /// Looking at members, at who runs a pod, who asks to be let in or waits, who is kept out, and how far reports are.
        MembersRead = "members:read",
        /// Suspending and removing members, answering who asks to be let in, keeping out of pods, and deciding reports.
        MembersWrite = "members:write",
        /// Reading what was reported, and what people say of it: copies of what need not be public.
        ReportsRead = "reports:read",
        /// Giving and taking roles.
        RolesWrite = "roles:write",
        /// Looking at invitations.
        InvitesRead = "invites:read",
        /// Making and withdrawing invitations.
        InvitesWrite = "invites:write",
        /// Reading what was done to pods.
        AuditRead = "audit:read",
        /// Suspending XMPP accounts that Cosse looks after, and making links for new passwords of theirs.
        AccountsWrite = "accounts:write",
        /// Looking at what pods say of money, and at their ledgers.
        FundsRead = "funds:read",
        /// Changing what pods say of money, and keeping their ledgers.
        FundsWrite = "funds:write",
        /// Looking at what people report of pods in the directory, and at what directories say of pods.
        DirectoryRead = "directory:read",
        /// Deciding what people report of pods, and saying something of pods in the name of this directory.
        DirectoryWrite = "directory:write",
        /// Looking at who the deployment's admins are.
        AdminsRead = "admins:read",
        /// Making admins of the deployment, and taking the role back.
        AdminsWrite = "admins:write",
    }
}

/// What a program shows to be known: `cosse_` and 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    fn random() -> Self {
        Self(rand::random())
    }

    /// Reads what somebody shows; `None` for anything that is no token.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.strip_prefix(PREFIX)?, &mut bytes).ok().map(|()| Self(bytes))
    }

    /// The token as it is written.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", hex::encode(self.0))
    }

    fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Which pods a token is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// All, and the deployment itself.
    All,
    /// These; those of them that are gone are none.
    Some(Vec<PodId>),
}

impl Reach {
    /// Whether it is for that pod.
    pub fn contains(&self, pod: &PodId) -> bool {
        match self {
            Self::All => true,
            Self::Some(pods) => pods.contains(pod),
        }
    }
}

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// What it is called; see [`is_name`].
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// Which pods it is for.
    pub reach: Reach,
    /// Until when; for ever if that is not said.
    pub expires_at: Option<OffsetDateTime>,
}

impl NewToken {
    /// For the log of the deployment.
    fn told(&self) -> Value {
        let pods: Option<Vec<String>> = match &self.reach {
            Reach::All => None,
            Reach::Some(pods) => Some(pods.iter().map(ToString::to_string).collect()),
        };
        let scopes: Vec<&str> = self.scopes.iter().map(|scope| scope.as_str()).collect();
        json!({ "scopes": scopes, "pods": pods })
    }
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its key.
    pub id: TokenId,
    /// What it is called: no two have ever had the same name.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// Which pods it is for.
    pub reach: Reach,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Until when it is good.
    pub expires_at: Option<OffsetDateTime>,
    /// When it was last used, to a minute.
    pub used_at: Option<OffsetDateTime>,
    /// Since when it is worth nothing.
    pub revoked_at: Option<OffsetDateTime>,
}

impl Token {
    /// Whether it can be used.
    pub fn is_good(&self, now: OffsetDateTime) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| end > now)
    }

    /// Whether it is good for that.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// A token, as the database has it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = tokens)]
struct Row {
    id: TokenId,
    name: String,
    #[diesel(deserialize_as = Words)]
    scopes: Vec<String>,
    all_pods: bool,
    #[diesel(deserialize_as = Stamp)]
    created_at: OffsetDateTime,
    #[diesel(deserialize_as = MaybeStamp)]
    expires_at: Option<OffsetDateTime>,
    #[diesel(deserialize_as = MaybeStamp)]
    used_at: Option<OffsetDateTime>,
    #[diesel(deserialize_as = MaybeStamp)]
    revoked_at: Option<OffsetDateTime>,
}

impl Row {
    fn with(self, pods: Vec<PodId>) -> Token {
        Token {
            id: self.id,
            name: self.name,
            // what a later release knows is nothing here
            scopes: self.scopes.iter().filter_map(|word| word.parse().ok()).collect(),
            reach: if self.all_pods { Reach::All } else { Reach::Some(pods) },
            created_at: self.created_at,
            expires_at: self.expires_at,
            used_at: self.used_at,
            revoked_at: self.revoked_at,
        }
    }
}

/// Whether a token can be called so: up to 64 of `a`–`z`, `0`–`9`, `-`, `_`, `.`, beginning with a letter or digit.
pub fn is_name(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    text.len() <= LONGEST_NAME
        && text.chars().all(allowed)
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
}

/// Makes a token. What it is written as is told this once.
///
/// # Errors
/// `Taken("token")` if one has, or had, this name.
pub async fn create(db: &Database, new: NewToken, by: &By) -> Result<(Token, Secret), Error> {
    let (id, secret, at) = (TokenId::new(by.at), Secret::random(), Stamp::from(by.at));
    let token = Token {
        id,
        name: new.name.clone(),
        scopes: new.scopes.clone(),
        reach: new.reach.clone(),
        created_at: at.into(),
        expires_at: new.expires_at.map(|end| Stamp::from(end).into()),
        used_at: None,
        revoked_at: None,
    };
    let (hash, by, detail, object) = (secret.hash(), by.clone(), new.told(), new.name.clone());
    let scopes: Vec<String> = new.scopes.iter().map(ToString::to_string).collect();
    transaction!(db, |conn| {
        let row = (
            (tokens::id.eq(id), tokens::name.eq(new.name), tokens::token_hash.eq(hash)),
            (tokens::scopes.eq(Words::text(&scopes)), tokens::all_pods.eq(new.reach == Reach::All)),
            (tokens::created_at.eq(at), tokens::expires_at.eq(new.expires_at.map(Stamp::from))),
        );
        diesel::insert_into(tokens::table)
            .values(row)
            .execute(conn)
            .await
            .map_err(|error| Error::unless_taken(error, "token"))?;
        if let Reach::Some(pods) = new.reach {
            for pod in pods {
                let row = (token_pods::pod_id.eq(pod), token_pods::token_id.eq(id));
                diesel::insert_into(token_pods::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(conn)
                    .await?;
            }
        }
        note_deployment!(conn, Note { by, act: Act::TokenCreate, object, detail });
    })?;
    Ok((token, secret))
}

/// The token that somebody shows, if it can be used.
///
/// # Errors
/// Only the database's own.
pub async fn by_secret(db: &Database, secret: &Secret, now: OffsetDateTime) -> Result<Option<Token>, Error> {
    let hash = secret.hash();
    let found: Option<(Row, Vec<PodId>)> = read!(db, |conn| {
        let row: Option<Row> = tokens::table
            .filter(tokens::token_hash.eq(hash))
            .select(Row::as_select())
            .first(conn)
            .await
            .optional()?;
        let Some(row) = row else { return Ok(None) };
        let pods: Vec<PodId> = token_pods::table
            .filter(token_pods::token_id.eq(row.id))
            .select(token_pods::pod_id)
            .load(conn)
            .await?;
        Some((row, pods))
    })?;
    Ok(found.map(|(row, pods)| row.with(pods)).filter(|token| token.is_good(now)))
}

/// Notes that a token is used; writes at most once a minute.
///
/// # Errors
/// Only the database's own.
pub async fn touch(db: &Database, token: &Token, now: OffsetDateTime) -> Result<(), Error> {
    if token.used_at.is_some_and(|used| now - used < MINUTE) {
        return Ok(());
    }
    let (id, at) = (token.id, Stamp::from(now));
    change!(db, |conn| {
        diesel::update(tokens::table.find(id)).set(tokens::used_at.eq(Some(at))).execute(conn).await?;
    })
}

/// All tokens, also those that are worth nothing any more, by name.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database) -> Result<Vec<Token>, Error> {
    let (rows, pods): (Vec<Row>, Vec<(TokenId, PodId)>) = read!(db, |conn| {
        let rows = tokens::table.order(tokens::name).select(Row::as_select()).load(conn).await?;
        let pods = token_pods::table
            .order(token_pods::pod_id)
            .select((token_pods::token_id, token_pods::pod_id))
            .load(conn)
            .await?;
        (rows, pods)
    })?;
    let with_pods = |row: Row| {
        let own = pods.iter().filter(|(token, _)| *token == row.id).map(|(_, pod)| *pod).collect();
        row.with(own)
    };
    Ok(rows.into_iter().map(with_pods).collect())
}

/// Makes a token worth nothing from now on.
///
/// # Errors
/// `NotFound("token")`, also where it was revoked before.
pub async fn revoke(db: &Database, name: &str, by: &By) -> Result<(), Error> {
    let (name, by) = (name.to_owned(), by.clone());
    transaction!(db, |conn| {
        let good = tokens::table.filter(tokens::name.eq(name.clone()).and(tokens::revoked_at.is_null()));
        let rows =
            diesel::update(good).set(tokens::revoked_at.eq(Some(Stamp::from(by.at)))).execute(conn).await?;
        Error::unless_some(rows, "token")?;
        note_deployment!(conn, Note { by, act: Act::TokenRevoke, object: name, detail: json!({}) });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_is_written_and_nothing_else_is() {
        let secret = Secret::random();
        let text = secret.reveal();
        assert!(Secret::parse(&text) == Some(secret.clone()));
        assert!(!format!("{secret:?}").contains(&text[PREFIX.len()..]));
        let bare = &text[PREFIX.len()..];
        for wrong in ["", PREFIX, bare, &text[..text.len() - 1], &format!("{text}0"), &format!(" {text}")] {
            assert!(Secret::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_name_cannot_be_taken_for_anything_else() {
        for good in ["billing", "ci-2", "a.b_c", "7"] {
            assert!(is_name(good), "{good}");
        }
        for wrong in ["", "-a", "A", "a b", "a)", "é", "a\0", &"a".repeat(65)] {
            assert!(!is_name(wrong), "{wrong:?}");
        }
    }
}
