//! NodeInfo 2.0, 2.1 and 2.2 of a pod, made from its listing, for crawlers that know nothing else.
//!
//! Figures are those of the listing, so `users.total` is the lower bound of a band: never more members than there are.

use crate::effective::Effective;
use crate::listing::Listing;
use serde_json::{Map, Value, json};

/// Where links to the documents are.
pub const LINKS: &str = "/.well-known/nodeinfo";

/// A version of NodeInfo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 2.0.
    V20,
    /// 2.1.
    V21,
    /// 2.2.
    V22,
}

impl Version {
    /// Every version, the oldest first.
    pub const ALL: [Self; 3] = [Self::V20, Self::V21, Self::V22];

    /// Its number.
    pub fn number(self) -> &'static str {
        match self {
            Self::V20 => "2.0",
            Self::V21 => "2.1",
            Self::V22 => "2.2",
        }
    }

    /// The path of its document.
    pub fn path(self) -> &'static str {
        match self {
            Self::V20 => "/nodeinfo/2.0",
            Self::V21 => "/nodeinfo/2.1",
            Self::V22 => "/nodeinfo/2.2",
        }
    }

    /// The type of its document.
    pub fn content_type(self) -> String {
        format!("application/json; profile=\"{}#\"", self.schema())
    }

    fn schema(self) -> String {
        format!("http://nodeinfo.diaspora.software/ns/schema/{}", self.number())
    }
}

/// The document at [`LINKS`] for a pod at this origin.
pub fn links(origin: &str) -> Value {
    let link =
        |version: Version| json!({ "rel": version.schema(), "href": format!("{origin}{}", version.path()) });
    json!({ "links": Version::ALL.map(link) })
}

/// What a listing says, as NodeInfo; `origin` is the pod's.
pub fn document(listing: &Listing, version: Version, origin: &str) -> Value {
    let mut document = json!({
        "version": version.number(),
        "software": { "name": software(&listing.software.name), "version": listing.software.version },
        "protocols": ["xmpp"],
        "services": { "inbound": [], "outbound": [] },
        "openRegistrations": is_open(listing),
        "usage": { "users": users(listing) },
        "metadata": {
            "nodeName": listing.name,
            "podListing": format!("{origin}{}", crate::listing::PATH),
            "registrationMode": listing.registration.effective,
        },
    });
    if version == Version::V22 {
        document["instance"] = instance(listing);
    }
    document
}

/// Whether somebody can sign up without an invitation, at once or after approval.
fn is_open(listing: &Listing) -> bool {
    matches!(listing.registration.effective, Effective::Open | Effective::Approval)
}

fn users(listing: &Listing) -> Value {
    let mut users = Map::new();
    users.insert("total".to_owned(), listing.capacity.members_band.lower().into());
    if let Some(band) = listing.activity.as_ref().and_then(|activity| activity.active_month_band) {
        users.insert("activeMonth".to_owned(), band.lower().into());
    }
    Value::Object(users)
}

fn instance(listing: &Listing) -> Value {
    let first = listing.languages.first().and_then(|language| listing.summary.get(language));
    let description = first.or_else(|| listing.summary.values().next());
    match description {
        Some(description) => json!({ "name": listing.name, "description": description }),
        None => json!({ "name": listing.name }),
    }
}

/// The name as NodeInfo takes it: lower-case letters, digits and hyphens.
fn software(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' };
    name.to_lowercase().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::{Version, document, links, software};
    use crate::effective::Effective;
    use crate::samples;

    #[test]
    fn each_version_is_linked_at_its_literal_path() {
        let links = links("https://pod.example");
        let links = links["links"].as_array().unwrap();
        let hrefs: Vec<_> = links.iter().map(|link| link["href"].clone()).collect();
        let wanted = ["2.0", "2.1", "2.2"].map(|number| format!("https://pod.example/nodeinfo/{number}"));
        assert_eq!(hrefs, wanted);
        assert_eq!(
            Version::V21.content_type(),
            "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\""
        );
    }

    #[test]
    fn a_pod_is_open_where_one_can_sign_up_without_an_invitation() {
        let mut listing = samples::listing("pod.example");
        let mut open = |effective| {
            listing.registration.effective = effective;
            document(&listing, Version::V20, "https://pod.example")["openRegistrations"].clone()
        };
        for effective in [Effective::Open, Effective::Approval] {
            assert_eq!(open(effective), true);
        }
        for effective in [Effective::Invite, Effective::Closed, Effective::Full, Effective::Paused] {
            assert_eq!(open(effective), false);
        }
    }

    #[test]
    fn a_band_is_told_as_its_lower_bound() {
        let told = document(&samples::listing("pod.example"), Version::V20, "https://pod.example");
        assert_eq!(told["usage"]["users"]["total"], 250);
        assert_eq!(told["usage"]["users"].get("activeMonth"), None);
    }

    #[test]
    fn an_instance_is_there_from_2_2_on_and_only_there() {
        let listing = samples::listing("pod.example");
        for version in Version::ALL {
            let told = document(&listing, version, "https://pod.example");
            assert_eq!(told.get("instance").is_some(), version == Version::V22, "{told}");
        }
        let told = document(&listing, Version::V22, "https://pod.example");
        assert_eq!(told["instance"]["description"], "For people who draw.");
    }

    #[test]
    fn the_name_of_a_program_fits_its_pattern() {
        assert_eq!(software("Cosse Social"), "cosse-social");
    }
}
