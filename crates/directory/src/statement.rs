//! What a directory says of a pod: a signed object of its own. No single directory's is ever acted upon.

use crate::document::strict;
use crate::host_name::registrable;
use crate::listing::Key;
use crate::peer::{VERSION, host_of};
use crate::sign::VerifyError;
use crate::signed::Signed;
use crate::text::{Host, Line, Link};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::str::FromStr;
use time::{Duration, OffsetDateTime};

/// The `type` of a statement.
pub const TYPE: &str = "pod-directory-statement";

/// Statements of one directory that are read at most.
pub const MOST: usize = 500;

/// The longest list of them that is read, in bytes.
pub const LONGEST: usize = 1024 * 1024;

/// How long a statement holds at most.
pub const LIFE: Duration = Duration::days(366);

/// Addresses of evidence at most.
pub const EVIDENCE: usize = 5;

/// How far another's clock may be before ours.
const AHEAD: Duration = Duration::minutes(10);

/// What it asks others to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// To know something.
    Note,
    /// To be careful.
    Warn,
    /// Not to list the pod.
    Delist,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warn, Self::Delist];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Delist => "delist",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no action.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither note, warn nor delist")]
pub struct UnknownAction(String);

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(word: &str) -> Result<Self, UnknownAction> {
        let known = Self::ALL.into_iter().find(|action| action.as_str() == word);
        known.ok_or_else(|| UnknownAction(word.to_owned()))
    }
}

/// What a directory says of a pod.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Always [`TYPE`].
    pub r#type: Line<32>,
    /// Always [`VERSION`].
    pub version: u32,
    /// Who says it, by its `id`.
    pub directory: Link,
    /// Of which pod.
    pub subject: Host,
    /// What it asks for.
    pub action: Action,
    /// Why.
    pub reason: Line<500>,
    /// Where that can be seen.
    #[serde(default)]
    pub evidence: Vec<Link>,
    /// When it was said.
    #[serde(with = "time::serde::rfc3339")]
    pub issued: OffsetDateTime,
    /// Until when it holds.
    #[serde(with = "time::serde::rfc3339")]
    pub expires: OffsetDateTime,
    /// Where the pod's operators can object.
    pub appeal: Link,
    /// The directories whose statements alone it repeats; empty where it is its own.
    #[serde(default)]
    pub because: Vec<Link>,
}

/// Why a list of statements is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementsError {
    /// Not JSON that everybody reads alike, or not a list of them.
    #[error("its statements cannot be read: {0}")]
    Json(String),
    /// More than [`MOST`].
    #[error("it has more than {MOST} statements")]
    TooMany,
    /// One is not signed by its key.
    #[error("one of its statements is not believed: {0}")]
    Forged(VerifyError),
}

/// Reads what a directory says, as `{"statements": […]}`. Those that are over, are of a kind that is not known or are another's are left
/// out, and of several about one pod all but the first; where one is not signed by `key`, none is believed.
///
/// # Errors
/// [`StatementsError`].
pub fn read(
    bytes: &[u8],
    directory: &str,
    key: &Key,
    now: OffsetDateTime,
) -> Result<Vec<(Statement, Value)>, StatementsError> {
    let json = |text: String| StatementsError::Json(text);
    let mut list = strict(bytes).map_err(|error| json(error.to_string()))?;
    let Some(Value::Array(all)) = list.get_mut("statements").map(Value::take) else {
        return Err(json("it is no list of statements".to_owned()));
    };
    if all.len() > MOST {
        return Err(StatementsError::TooMany);
    }
    let (mut read, mut subjects) = (Vec::new(), HashSet::new());
    for value in all {
        let signed = Signed::of(value).ok_or_else(|| json("one is no object".to_owned()))?;
        signed.verify(key, now.date()).map_err(StatementsError::Forged)?;
        if let Ok(statement) = signed.said::<Statement>()
            && statement.holds(directory, now)
            && subjects.insert(statement.subject.clone())
        {
            read.push((statement, signed.value()));
        }
    }
    Ok(read)
}

impl Statement {
    /// Whether that directory says it, now.
    #[must_use]
    pub fn holds(&self, directory: &str, now: OffsetDateTime) -> bool {
        let is_known = &*self.r#type == TYPE && self.version == VERSION && self.evidence.len() <= EVIDENCE;
        let lasts = self.expires - self.issued;
        is_known
            && *self.directory == *directory
            && self.issued <= now + AHEAD
            && self.expires > now
            && lasts <= LIFE
    }

    /// Whether it asks not to list the pod, and is nobody else's opinion.
    #[must_use]
    pub fn delists(&self) -> bool {
        self.action == Action::Delist && self.because.is_empty()
    }
}

/// The directories among these whose statements ask alike not to list their subject, if there are as many as `needed`, which is two at
/// least. Those of one registered domain are one, and what only repeats others does not count.
pub fn agree<'a>(said: impl IntoIterator<Item = &'a Statement>, needed: usize) -> Option<Vec<&'a Link>> {
    let mut voices: BTreeMap<&str, &Link> = BTreeMap::new();
    for statement in said.into_iter().filter(|statement| statement.delists()) {
        let host = host_of(&statement.directory).unwrap_or(&statement.directory);
        voices.entry(registrable(host)).or_insert(&statement.directory);
    }
    (voices.len() >= needed.max(2)).then(|| voices.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::{Action, MOST, Statement, StatementsError, TYPE, agree, read};
    use crate::peer::VERSION;
    use crate::samples::{self, NOW, line};
    use crate::sign::{Signer, VerifyError};
    use crate::signed::Signed;
    use crate::text::Link;
    use serde_json::{Value, json};
    use time::Duration;
    use time::macros::date;

    const DIRECTORY: &str = "https://dir.example";

    fn link(text: &str) -> Link {
        text.to_owned().try_into().unwrap()
    }

    fn by(directory: &str) -> Statement {
        Statement {
            r#type: line(TYPE),
            version: VERSION,
            directory: link(directory),
            subject: "pod.example".to_owned().try_into().unwrap(),
            action: Action::Delist,
            reason: line("Spam"),
            evidence: vec![],
            issued: NOW,
            expires: NOW + Duration::days(30),
            appeal: link("mailto:appeals@dir.example"),
            because: vec![],
        }
    }

    fn listed(statements: &[Statement], signer: &Signer) -> Value {
        let all: Vec<Value> = statements.iter().map(|it| Signed::new(it, signer).unwrap().value()).collect();
        json!({ "statements": all })
    }

    fn heard(list: &Value) -> Result<Vec<(Statement, Value)>, StatementsError> {
        let key = samples::signer().key().clone();
        read(list.to_string().as_bytes(), DIRECTORY, &key, NOW)
    }

    #[test]
    fn what_holds_is_heard_and_the_rest_is_left_out() {
        let over = Statement { expires: NOW, ..by(DIRECTORY) };
        let early = Statement { issued: NOW + Duration::DAY, ..by(DIRECTORY) };
        let for_ever = Statement { expires: NOW + Duration::days(4_000), ..by(DIRECTORY) };
        let again = Statement { action: Action::Note, ..by(DIRECTORY) };
        let all = [over, early, by(DIRECTORY), again, by("https://other.example"), for_ever];
        let heard = heard(&listed(&all, &samples::signer())).unwrap();
        assert_eq!(heard.into_iter().map(|(it, _)| it).collect::<Vec<_>>(), [by(DIRECTORY)]);
    }

    #[test]
    fn where_one_is_forged_none_is_believed() {
        let stranger = Signer::new(&[9; 32], "ed25519:2026-11", date!(2027 - 11 - 01)).unwrap();
        let forged = listed(&[by(DIRECTORY)], &stranger);
        assert_eq!(heard(&forged), Err(StatementsError::Forged(VerifyError::Forged)));
        let many = json!({ "statements": vec![json!({}); MOST + 1] });
        assert_eq!(heard(&many), Err(StatementsError::TooMany));
        assert!(matches!(heard(&json!([])), Err(StatementsError::Json(_))));
    }

    #[test]
    fn no_single_directory_ever_acts_alone() {
        let (a, b) = (by("https://a.example"), by("https://b.example"));
        assert!(agree([&a, &b], 2).is_some_and(|voices| voices.len() == 2));
        assert_eq!(agree([&a, &a], 2), None, "twice is once");
        assert_eq!(agree([&a], 1), None, "one is not enough, whatever is asked for");
        assert_eq!(agree([&a, &b], 3), None);
        let below = by("https://x.a.example");
        assert_eq!(agree([&a, &below], 2), None, "one owner is one voice");
        let warns = Statement { action: Action::Warn, ..b.clone() };
        assert_eq!(agree([&a, &warns], 2), None);
        let repeats = Statement { because: vec![link("https://a.example")], ..b };
        assert_eq!(agree([&a, &repeats], 2), None, "an echo is no voice");
    }
}
