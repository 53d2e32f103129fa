//! A document as it came from a pod's own host: whether it is believed.

use crate::document::{Document, DocumentError};
use crate::listing::{Key, Listing, Visibility};
use crate::sign::{self, VerifyError};
use serde::{Deserialize, Serialize};
use std::fmt;
use time::{Duration, OffsetDateTime};

/// How far a pod's clock may be before ours.
const AHEAD: Duration = Duration::minutes(10);

/// Keys that are remembered beside the one that signs: nobody announces more than that honestly.
const ANNOUNCED: usize = 4;

/// Why a check of a pod was no good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Bad {
    /// No name, no connection, no TLS, or an answer that breaks off.
    #[error("it cannot be reached")]
    Unreachable,
    /// Its name leads to an address that is not of the open internet.
    #[error("its name leads to an address that is not fetched from")]
    Address,
    /// It leads elsewhere.
    #[error("it leads to another host, or on and on")]
    Redirected,
    /// More bytes than a document has.
    #[error("its answer is too large")]
    TooLarge,
    /// It took longer than anybody waits.
    #[error("its answer takes too long")]
    TooSlow,
    /// Compressed, although we asked for it as it is.
    #[error("its answer is compressed, which was not asked for")]
    Compressed,
    /// Another status than 200, which says nothing of its wishes.
    #[error("it answers with an error")]
    Answer,
    /// 404 or 410: it has no listing.
    #[error("it has no listing (any more)")]
    Missing,
    /// `robots.txt` shuts us out.
    #[error("its robots.txt shuts us out")]
    Robots,
    /// Its listing says `none`.
    #[error("it wishes to be forgotten")]
    Unwished,
    /// Not JSON, or JSON that not everybody reads alike.
    #[error("its listing is no JSON that everybody reads alike")]
    NotJson,
    /// Another kind of document, or another version.
    #[error("its listing is of a kind or version that is not known")]
    Unknown,
    /// A member is missing or not what it must be.
    #[error("its listing says something that no listing says")]
    NotListing,
    /// Of another host.
    #[error("its listing is of another host")]
    OtherDomain,
    /// Not signed, or the signature does not fit.
    #[error("its listing is not signed with its key")]
    Signature,
    /// Past its end.
    #[error("its listing has expired")]
    Expired,
    /// Signed at a time that is not yet.
    #[error("its listing is of the future")]
    Early,
    /// Older than what was seen before.
    #[error("its listing is older than the one before")]
    Old,
    /// Signed by a key that nobody announced, and no record in DNS vouches for it.
    #[error("its key is another one, which was not announced and has no record in DNS")]
    OtherKey,
}

impl Bad {
    /// Whether the pod says with it that it does not wish to be listed.
    #[must_use]
    pub fn is_no(self) -> bool {
        matches!(self, Self::Missing | Self::Robots | Self::Unwished)
    }
}

/// What a directory knows of a pod's keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// The one that signed what is believed; none before the first document.
    #[serde(default)]
    pub known: Option<Key>,
    /// Those that it announced, with the time at which that was first seen.
    #[serde(default)]
    pub announced: Vec<Announced>,
}

/// A key that another one announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// The key.
    pub key: Key,
    /// When it was first seen.
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
}

/// What must be known of a pod to judge its document.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The host that was asked.
    pub domain: &'a str,
    /// The serial of the document before; 0 if there was none.
    pub serial: u64,
    /// Its keys.
    pub keys: &'a Keys,
    /// How long a key must have been announced.
    pub rotation: Duration,
    /// Now.
    pub now: OffsetDateTime,
}

/// A document whose signature fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What it says.
    pub listing: Listing,
    /// Who signed it.
    pub key: Key,
    /// Whether that may be believed.
    pub trust: Trust,
    /// What is known of its keys, if that is believed.
    pub keys: Keys,
}

/// Why a key is believed, if it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It is the first.
    First,
    /// It is the same as before.
    Same,
    /// The one before announced it for long enough.
    Rotated,
    /// It is another, and nobody has announced it.
    Other,
}

impl Checked {
    /// Whether the pod wishes to be listed.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.listing.listing == Visibility::Public
    }

    /// Whether the pod wishes to be forgotten.
    #[must_use]
    pub fn is_no(&self) -> bool {
        self.listing.listing == Visibility::None
    }

    /// Whether the pod says that it will close, or has moved.
    #[must_use]
    pub fn is_leaving(&self) -> bool {
        self.listing.closing_at.is_some() || self.listing.moved_to.is_some()
    }

    /// The text of the record `_pod-listing.<domain>` that vouches for the key.
    #[must_use]
    pub fn record(&self) -> String {
        format!("v=pod1; kid={}; key={}", self.key.kid, self.key.x)
    }

    /// Whether a text of that record vouches for the key; blanks do not count.
    #[must_use]
    pub fn is_vouched_for(&self, text: &str) -> bool {
        let bare = |text: &str| text.split(';').map(|part| part.trim().to_owned()).collect::<Vec<_>>();
        bare(text.trim().trim_end_matches(';')) == bare(&self.record())
    }
}

/// The name of the record that vouches for a new key.
#[must_use]
pub fn record_name(domain: &str) -> String {
    format!("_pod-listing.{domain}")
}

/// Judges bytes that came from the pod's own host.
///
/// # Errors
/// Why they are not believed, with what is to be said of it beside that.
pub fn judge(bytes: &[u8], wanted: &Wanted<'_>) -> Result<Checked, (Bad, String)> {
    let document = Document::read(bytes).map_err(|error| (kind(&error), error.to_string()))?;
    let listing = document.listing().map_err(|error| (kind(&error), error.to_string()))?;
    if *listing.domain != *wanted.domain {
        return Err((Bad::OtherDomain, format!("it is of {}", listing.domain)));
    }
    let key = signed_by(&document, &listing, wanted.now)?;
    let now = wanted.now;
    if listing.expires_at <= now {
        return Err((Bad::Expired, format!("at {}", listing.expires_at)));
    }
    if listing.issued_at > now + AHEAD {
        return Err((Bad::Early, format!("it is of {}", listing.issued_at)));
    }
    let trust = trust(&key, wanted);
    // whoever has the domain now counts anew, once its DNS vouches for her key
    if listing.serial < wanted.serial && trust != Trust::Other {
        return Err((Bad::Old, format!("{} after {}", listing.serial, wanted.serial)));
    }
    // a key that is known prolongs itself by nothing that it says
    let known = wanted.keys.known.clone().filter(|_| trust == Trust::Same).unwrap_or_else(|| key.clone());
    let keys = Keys { announced: announced(&listing, &key, wanted, trust), known: Some(known) };
    Ok(Checked { listing, key, trust, keys })
}

fn kind(error: &DocumentError) -> Bad {
    match error {
        DocumentError::TooLong => Bad::TooLarge,
        DocumentError::Json(_) => Bad::NotJson,
        DocumentError::Unknown => Bad::Unknown,
        DocumentError::Listing(_) => Bad::NotListing,
    }
}

/// The key of the document that signed it.
fn signed_by(document: &Document, listing: &Listing, now: OffsetDateTime) -> Result<Key, (Bad, String)> {
    let wrong = |error: VerifyError| (Bad::Signature, error.to_string());
    let proof = listing.proof.as_ref().ok_or_else(|| wrong(VerifyError::OtherKey))?;
    let mut named = listing.keys.iter().filter(|key| key.kid == proof.kid);
    let key = named.next().ok_or_else(|| wrong(VerifyError::OtherKey))?;
    if named.next().is_some() {
        return Err((Bad::Signature, "two keys have one name".to_owned()));
    }
    sign::verify(document, key, now.date()).map_err(wrong)?;
    Ok(key.clone())
}

fn trust(key: &Key, wanted: &Wanted<'_>) -> Trust {
    let before = wanted.now - wanted.rotation;
    let is_key = |it: &Key| it.x == key.x && wanted.now.date() <= it.not_after;
    let is_it = |it: &Announced| is_key(&it.key) && it.since <= before;
    match &wanted.keys.known {
        None => Trust::First,
        Some(known) if is_key(known) => Trust::Same,
        Some(_) if wanted.keys.announced.iter().any(is_it) => Trust::Rotated,
        Some(_) => Trust::Other,
    }
}

/// The other keys of the document. One that is named for the first time is announced from now on; whoever is not believed has announced
/// nothing before.
fn announced(listing: &Listing, signer: &Key, wanted: &Wanted<'_>, trust: Trust) -> Vec<Announced> {
    let before: &[Announced] = if trust == Trust::Other { &[] } else { &wanted.keys.announced };
    let others = listing.keys.iter().filter(|key| key.x != signer.x).take(ANNOUNCED);
    let since = |key: &Key| before.iter().find(|it| it.key.x == key.x).map_or(wanted.now, |it| it.since);
    others.map(|key| Announced { since: since(key), key: key.clone() }).collect()
}

impl fmt::Display for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::First => "its first key",
            Self::Same => "the same key",
            Self::Rotated => "a key that was announced",
            Self::Other => "another key",
        })
    }
}

#[cfg(test)]
mod tests;
