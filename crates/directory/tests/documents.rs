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
use schema::against;
use serde_json::Value;
use std::fs;

#[path = "../../../tests/vectors/schema.rs"]
mod schema;

const ORIGIN: &str = "https://pod.example";

fn vector(name: &str) -> Value {
    let path = format!("{}/../../tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn listing() -> Listing {
    let text = vector("listing/good.json")["document"].as_str().unwrap().to_owned();
    Document::read(text.as_bytes()).unwrap().listing().unwrap()
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
