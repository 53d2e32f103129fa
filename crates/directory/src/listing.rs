//! What a pod says about itself: the pod listing, version 1. Unknown members are kept, at every level.

use crate::text::{Host, Line};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use time::OffsetDateTime;

mod icons;
mod joining;
mod keys;
mod people;

pub use icons::Icon;
pub use joining::{Activity, Capacity, EmailNeed, Registration};
pub use keys::{ALGORITHM, Key, PROOF_ALGORITHM, Proof};
pub use people::{Accounts, Contacts, Federation, Organization, Policy, Provider, Software, Xmpp};

/// Where a pod publishes it.
pub const PATH: &str = "/.well-known/pod-listing.json";
/// The `type` of the document.
pub const TYPE: &str = "pod-listing";
/// The `version` of the document.
pub const VERSION: u32 = 1;

/// A language tag (BCP 47), as in `en` or `pt-br`.
pub type Tag = Line<35>;
/// A short text in several languages.
pub type Texts = BTreeMap<Tag, Line<500>>;
/// Members that this version does not know.
pub type More = Map<String, Value>;

/// A pod listing. Built by the pod, believed by nobody until its signature and origin are checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// Always [`TYPE`].
    pub r#type: Line<32>,
    /// Always [`VERSION`].
    pub version: u32,
    /// The pod's host.
    pub domain: Host,
    /// Rises with each change.
    pub serial: u64,
    /// When it was signed.
    #[serde(with = "time::serde::rfc3339")]
    pub issued_at: OffsetDateTime,
    /// Until when it may be shown.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    /// Whether directories may show it.
    pub listing: Visibility,
    /// The pod's name.
    pub name: Line<80>,
    /// A sentence on what it is, by language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub summary: Texts,
    /// The languages that are spoken there.
    pub languages: Vec<Tag>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Line<40>>,
    /// Where in the world it is at home, as in `EU`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Line<40>>,
    /// In which country it is at home (ISO 3166-1, two lower-case letters).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Line<2>>,
    /// The program.
    pub software: Software,
    /// Its XMPP side.
    pub xmpp: Xmpp,
    /// How one joins.
    pub registration: Registration,
    /// How much room there is.
    pub capacity: Capacity,
    /// How much goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// Who runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// Its rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Policy>,
    /// Whom to write to.
    #[serde(default)]
    pub contacts: Contacts,
    /// Where the pod went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<Host>,
    /// When it will close.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub closing_at: Option<OffsetDateTime>,
    /// The keys that sign this listing now and later.
    #[serde(default)]
    pub keys: Vec<Key>,
    /// The signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub more: More,
}

/// Whether directories may show a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// They may.
    Public,
    /// They may know it, and show it to nobody who does not ask for it by name.
    Unlisted,
    /// They may not.
    None,
}

time::serde::format_description!(day, Date, "[year]-[month]-[day]");

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::samples;
    use serde_json::{Value, json};

    /// The listing after a change at a JSON pointer, or the sentence that refuses it.
    fn changed(pointer: &str, value: Value) -> Result<(), String> {
        let mut document: Value = serde_json::from_slice(&samples::document().to_bytes().unwrap()).unwrap();
        *document.pointer_mut(pointer).unwrap() = value;
        let read = Document::read(&serde_json::to_vec(&document).unwrap()).unwrap();
        read.listing().map(drop).map_err(|error| error.to_string())
    }

    #[test]
    fn a_string_that_deceives_is_refused_wherever_it_stands() {
        for pointer in ["/name", "/summary/en", "/topics/0", "/software/name"] {
            assert!(changed(pointer, json!("gno\u{202e}b")).is_err(), "{pointer}");
        }
    }

    #[test]
    fn a_link_that_runs_something_is_refused() {
        assert!(changed("/registration/url", json!("javascript:alert(1)")).is_err());
        assert!(changed("/contacts/abuse/0", json!("data:text/html,x")).is_err());
    }

    #[test]
    fn a_count_is_a_band_and_not_a_figure() {
        assert!(changed("/capacity/members_band", json!("251")).is_err());
        assert!(changed("/capacity/members_band", json!("250-499")).is_ok());
    }

    #[test]
    fn times_are_instants() {
        assert!(changed("/expires_at", json!("2026-11-25")).is_err());
        assert!(changed("/expires_at", json!("2026-11-25T16:00:00Z")).is_ok());
    }
}
