//! Who a directory is, as it says it itself.

use crate::document::strict;
use crate::listing::Key;
use crate::text::{Line, Link};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where a directory says it.
pub const PATH: &str = "/.well-known/pod-directory.json";

/// The `type` of the document.
pub const TYPE: &str = "pod-directory";

/// The `version` of this and of all that directories tell each other.
pub const VERSION: u32 = 1;

/// The longest document that is read, in bytes.
pub const LONGEST: usize = 32 * 1024;

/// The description of a directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// Always [`TYPE`].
    pub r#type: Line<32>,
    /// Always [`VERSION`].
    pub version: u32,
    /// Its origin, by which it is known.
    pub id: Link,
    /// The key that signs all that it tells.
    pub key: Key,
    /// How those before it led to it, the oldest first: see [`crate::handover`].
    #[serde(default)]
    pub handovers: Vec<Value>,
    /// By which rules it lists pods.
    pub policy: Link,
    /// Its feed.
    pub feed: Link,
    /// What it says of pods.
    pub statements: Link,
    /// The directories that it follows, by their origins.
    #[serde(default)]
    pub peers: Vec<Link>,
    /// Whom to write to about a listing.
    #[serde(default)]
    pub contact: Option<Link>,
}

/// Why a document is no description of the directory that was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeerError {
    /// Not JSON, or a member is missing or not what it must be.
    #[error("its description cannot be read: {0}")]
    Json(String),
    /// Another `type`, or another `version`.
    #[error("its description is of a kind or version that is not known")]
    Unknown,
    /// Its `id` is another directory's, or its addresses are elsewhere.
    #[error("its description is of another host")]
    OtherHost,
}

impl Description {
    /// Reads what came from `host`.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn read(bytes: &[u8], host: &str) -> Result<Self, PeerError> {
        let json = |error: serde_json::Error| PeerError::Json(error.to_string());
        let said: Self = serde_json::from_value(strict(bytes).map_err(json)?).map_err(json)?;
        if &*said.r#type != TYPE || said.version != VERSION {
            return Err(PeerError::Unknown);
        }
        let is_own = host_of(&said.id) == Some(host) && !said.id.ends_with('/');
        if !is_own || said.path(&said.feed).is_none() || said.path(&said.statements).is_none() {
            return Err(PeerError::OtherHost);
        }
        Ok(said)
    }

    /// The path of one of its addresses, if that is on its own host.
    #[must_use]
    pub fn path<'a>(&self, link: &'a Link) -> Option<&'a str> {
        let path = link.strip_prefix(&*self.id)?;
        let is_plain = path.starts_with('/') && !path.starts_with("//") && !path.contains(['?', '#']);
        is_plain.then_some(path)
    }
}

/// The host of an origin.
#[must_use]
pub fn host_of(origin: &str) -> Option<&str> {
    let (_, rest) = origin.split_once("://")?;
    let authority = rest.split('/').next()?;
    Some(authority.split_once(':').map_or(authority, |(host, _)| host))
}

#[cfg(test)]
mod tests {
    use super::{Description, PeerError, host_of};
    use crate::samples;
    use serde_json::{Value, json};

    fn said() -> Value {
        json!({
            "type": "pod-directory", "version": 1, "id": "https://dir.example", "key": samples::signer().key(),
            "policy": "https://dir.example/about", "feed": "https://dir.example/api/v1/directory/feed",
            "statements": "https://dir.example/api/v1/directory/statements", "peers": ["https://b.example"],
            "contact": null, "more": 1,
        })
    }

    fn read(value: &Value) -> Result<Description, PeerError> {
        Description::read(value.to_string().as_bytes(), "dir.example")
    }

    #[test]
    fn a_directory_speaks_for_its_own_host() {
        let description = read(&said()).unwrap();
        assert_eq!(description.path(&description.feed), Some("/api/v1/directory/feed"));
        for (member, value) in [
            ("id", "https://other.example"),
            ("feed", "https://other.example/feed"),
            ("feed", "https://dir.example.evil.example/feed"),
            ("feed", "https://dir.example//evil.example/feed"),
            ("statements", "https://dir.example/x?y"),
        ] {
            let mut other = said();
            other[member] = value.into();
            assert_eq!(read(&other), Err(PeerError::OtherHost), "{member} {value}");
        }
    }

    #[test]
    fn what_is_no_description_is_not_taken() {
        let mut other = said();
        other["version"] = 2.into();
        assert_eq!(read(&other), Err(PeerError::Unknown));
        other["policy"] = "javascript:x".into();
        assert!(matches!(read(&other), Err(PeerError::Json(_))));
        assert_eq!(host_of("http://a.example:8080/x"), Some("a.example"));
        assert_eq!(host_of("a.example"), None);
    }
}
