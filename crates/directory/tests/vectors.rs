//! The test vectors of pod listings, which other implementations pass, too: see `tests/vectors/README.md`.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by a panic")]

use directory::{
    document::{Document, DocumentError},
    listing::Key,
    sign::{VerifyError, verify},
};
use serde_json::Value;
use std::{fs, path::PathBuf};
use time::{Date, macros::format_description};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/listing"))
}

/// The verdict on a document as it was received, and the bytes that were signed, if it can be read.
fn verdict(bytes: &[u8], key: &Key, today: Date) -> (&'static str, Option<Vec<u8>>) {
    let document = match Document::read(bytes) {
        Ok(document) => document,
        Err(DocumentError::TooLong) => return ("too-long", None),
        Err(DocumentError::Unknown) => return ("unknown", None),
        Err(DocumentError::Json(_) | DocumentError::Listing(_)) => return ("not-json", None),
    };
    let word = match (document.listing(), verify(&document, key, today)) {
        (Err(_), _) => "not-a-listing",
        (Ok(_), Ok(())) => "good",
        (Ok(_), Err(VerifyError::OtherKey)) => "other-key",
        (Ok(_), Err(VerifyError::Algorithm)) => "algorithm",
        (Ok(_), Err(VerifyError::Expired)) => "expired",
        (Ok(_), Err(VerifyError::Forged)) => "forged",
    };
    (word, Some(document.signed_bytes().unwrap()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_vector_has_its_verdict_and_its_canonical_form() {
    let mut seen = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let vector: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let padding = usize::try_from(vector["padding"].as_u64().unwrap()).unwrap();
        let document = format!("{}{}", vector["document"].as_str().unwrap(), " ".repeat(padding));
        let key: Key = serde_json::from_value(vector["key"].clone()).unwrap();
        let day = format_description!("[year]-[month]-[day]");
        let today = Date::parse(vector["today"].as_str().unwrap(), day).unwrap();
        let (word, canonical) = verdict(document.as_bytes(), &key, today);
        let name = path.display();
        assert_eq!(word, vector["verdict"], "{name}: {}", vector["why"]);
        assert_eq!(canonical.as_deref().map(hex).as_deref(), vector["canonical"].as_str(), "{name}");
        seen += 1;
    }
    assert!(seen >= 35, "{seen} vectors");
}
