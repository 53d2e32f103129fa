//! The listing, NodeInfo and the provider file, held against each other and against the published schemas.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by a panic")]

use directory::{
    band::Band,
    document::Document,
    effective::Effective,
    listing::Listing,
    nodeinfo::{self, Version},
    provider,
};
use serde_json::Value;
use std::fs;

const ORIGIN: &str = "https://pod.example";

fn vector(name: &str) -> Value {
    let path = format!("{}/../../tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn listing() -> Listing {
    let text = vector("listing/good.json")["document"].as_str().unwrap().to_owned();
    Document::read(text.as_bytes()).unwrap().listing().unwrap()
}

/// What of a value is against a schema: the part of draft 4 that NodeInfo uses.
fn against(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: &str| faults.push(format!("{place}: {what}"));
    let fits = match schema["type"].as_str() {
        None => true,
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some(other) => panic!("teach this test the type {other}"),
    };
    if !fits {
        fault("of another type");
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        fault("none of the words");
    }
    if schema["minimum"].as_i64().is_some_and(|least| value.as_i64().is_some_and(|value| value < least)) {
        fault("too small");
    }
    let is_empty = value.as_array().is_some_and(Vec::is_empty);
    if is_empty && schema["minItems"].as_u64().is_some_and(|least| least > 0) {
        fault("empty");
    }
    let text = value.as_str().unwrap_or_default();
    if schema["pattern"].as_str().is_some_and(|pattern| !matches(pattern, text)) {
        fault("against its pattern");
    }
    faults.extend(members(schema, value, place));
    for item in value.as_array().into_iter().flatten().filter(|_| !schema["items"].is_null()) {
        faults.extend(against(&schema["items"], item, place));
    }
    faults
}

/// The same for the members of an object.
fn members(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let Some(members) = value.as_object() else { return Vec::new() };
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing = required.filter(|name| !members.contains_key(*name));
    let mut faults: Vec<String> = missing.map(|name| format!("{place}: without {name}")).collect();
    for (name, value) in members {
        match schema["properties"].get(name) {
            Some(known) => faults.extend(against(known, value, &format!("{place}/{name}"))),
            None if schema["additionalProperties"] == false => faults.push(format!("{place}: with {name}")),
            None => {}
        }
    }
    faults
}

fn matches(pattern: &str, text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match pattern {
        "^[a-z0-9-]+$" => !text.is_empty() && text.chars().all(plain),
        "^.{0,500}$" => text.chars().count() <= 500,
        "^.{0,5000}$" => text.chars().count() <= 5_000,
        other => panic!("teach this test the pattern {other}"),
    }
}

#[test]
fn nodeinfo_keeps_to_its_published_schemas_whatever_the_pod_says() {
    for version in Version::ALL {
        let schema = vector(&format!("nodeinfo/{}.json", version.number()));
        for band in Band::ALL {
            let mut listing = listing();
            listing.capacity.members_band = band;
            listing.summary.clear();
            listing.provider = None;
            let told = nodeinfo::document(&listing, version, ORIGIN);
            assert_eq!(against(&schema, &told, ""), Vec::<String>::new(), "{told}");
        }
        let broken = serde_json::json!({ "version": "1.0", "extra": true });
        assert!(against(&schema, &broken, "").len() > 5, "this test sees what is wrong");
    }
}

#[test]
fn another_implementation_derives_the_same_documents() {
    for version in Version::ALL {
        let wanted = vector(&format!("derived/nodeinfo-{}.json", version.number()));
        assert_eq!(nodeinfo::document(&listing(), version, ORIGIN), wanted);
    }
    assert_eq!(provider::document(&listing(), ORIGIN), vector("derived/xmpp-provider-v2.json"));
}

#[test]
fn the_three_documents_agree_on_users_registration_and_quotas() {
    let open = [Effective::Open, Effective::Approval];
    let shut = [Effective::Invite, Effective::Closed, Effective::Full, Effective::Paused];
    for effective in open.into_iter().chain(shut) {
        let mut listing = listing();
        listing.registration.effective = effective;
        let said = serde_json::to_value(&listing).unwrap();
        let provider = provider::document(&listing, ORIGIN);
        for version in Version::ALL {
            let told = nodeinfo::document(&listing, version, ORIGIN);
            let band = said["capacity"]["members_band"].as_str().unwrap();
            assert!(band.starts_with(&told["usage"]["users"]["total"].to_string()), "{band}");
            assert_eq!(told["metadata"]["registrationMode"], said["registration"]["effective"]);
            assert_eq!(told["metadata"]["nodeName"], said["name"]);
            assert_eq!(told["openRegistrations"], open.contains(&effective));
        }
        assert_eq!(provider["maximumHttpFileUploadTotalSize"], said["capacity"]["upload_total_mb"]);
        assert_eq!(provider["maximumHttpFileUploadStorageTime"], said["capacity"]["media_days"]);
        assert_eq!(provider["since"], said["provider"]["since"]);
        assert_eq!(provider["busFactor"], said["provider"]["bus_factor"]);
        assert_eq!(provider.as_object().unwrap().len(), 14);
    }
}
