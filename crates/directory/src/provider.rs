//! The XMPP provider file, version 2, made from a pod's listing: exactly 14 members.
//!
//! In figures 0 is "no limit" and -1 "less than one", which is also said where the listing says nothing: no promise is made. What a
//! listing cannot say is not claimed either.

use crate::listing::{Listing, Tag};
use serde_json::{Map, Value, json};

/// Where the file is.
pub const PATH: &str = "/.well-known/xmpp-provider-v2.json";

/// What a listing says, as a provider file; `origin` is the pod's.
pub fn document(listing: &Listing, origin: &str) -> Value {
    let (capacity, provider) = (&listing.capacity, listing.provider.as_ref());
    json!({
        "website": in_languages(listing, Some(origin)),
        "alternativeJids": listing.xmpp.domains.iter().filter(|domain| **domain != listing.domain).collect::<Vec<_>>(),
        "busFactor": provider.and_then(|provider| provider.bus_factor).map_or(-1, i64::from),
        "organization": provider.and_then(|provider| provider.kind).map_or(json!(""), |kind| json!(kind)),
        "passwordReset": {},
        "serverTesting": false,
        "maximumHttpFileUploadTotalSize": figure(capacity.upload_total_mb),
        "maximumHttpFileUploadStorageTime": figure(capacity.media_days),
        "maximumMessageArchiveManagementStorageTime": figure(capacity.archive_days),
        "professionalHosting": false,
        "freeOfCharge": listing.registration.price.is_none(),
        "legalNotice": in_languages(listing, listing.policy.as_ref().and_then(|policy| policy.legal.as_deref())),
        "serverLocations": listing.country.iter().collect::<Vec<_>>(),
        "since": provider.map_or_else(String::new, |provider| provider.since.to_string()),
    })
}

fn figure(said: Option<u64>) -> i64 {
    said.map_or(-1, |said| i64::try_from(said).unwrap_or(i64::MAX))
}

/// An address for each language that the pod speaks; nothing where there is none.
fn in_languages(listing: &Listing, address: Option<&str>) -> Map<String, Value> {
    let each = |address: &str| {
        let said = |tag: &Tag| (tag.to_string(), Value::from(address));
        listing.languages.iter().map(said).collect()
    };
    address.map(each).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::listing::Policy;
    use crate::samples::{self, line};

    /// The members of the format, in the order of the alphabet.
    const MEMBERS: [&str; 14] = [
        "alternativeJids",
        "busFactor",
        "freeOfCharge",
        "legalNotice",
        "maximumHttpFileUploadStorageTime",
        "maximumHttpFileUploadTotalSize",
        "maximumMessageArchiveManagementStorageTime",
        "organization",
        "passwordReset",
        "professionalHosting",
        "serverLocations",
        "serverTesting",
        "since",
        "website",
    ];

    #[test]
    fn it_has_exactly_the_members_of_the_format() {
        let told = document(&samples::listing("pod.example"), "https://pod.example");
        let mut members: Vec<&str> = told.as_object().unwrap().keys().map(String::as_str).collect();
        members.sort_unstable();
        assert_eq!(members, MEMBERS);
    }

    #[test]
    fn it_says_what_the_listing_says() {
        let mut listing = samples::listing("pod.example");
        let legal = "https://pod.example/legal".to_owned().try_into().ok();
        listing.policy = Some(Policy { legal, ..Policy::default() });
        let told = document(&listing, "https://pod.example");
        assert_eq!(told["website"]["fr"], "https://pod.example");
        assert_eq!(told["legalNotice"]["en"], "https://pod.example/legal");
        assert_eq!(told["organization"], "non-governmental");
        assert_eq!(told["busFactor"], 2);
        assert_eq!(told["maximumHttpFileUploadTotalSize"], 1_000);
        assert_eq!(told["maximumMessageArchiveManagementStorageTime"], 365);
        assert_eq!(told["serverLocations"][0], "fr");
        assert_eq!(told["since"], "2024-03-01");
        assert_eq!(told["freeOfCharge"], true);
    }

    #[test]
    fn what_the_listing_does_not_say_is_not_promised() {
        let mut listing = samples::listing("pod.example");
        listing.provider = None;
        listing.capacity.upload_total_mb = None;
        listing.registration.price = Some(line("5 EUR a month"));
        let told = document(&listing, "https://pod.example");
        assert_eq!((&told["busFactor"], &told["since"]), (&(-1).into(), &"".into()));
        assert_eq!(told["maximumHttpFileUploadTotalSize"], -1);
        assert_eq!(told["freeOfCharge"], false);
    }
}
