//! The test vectors of pod listings, which other implementations pass, too: see `tests/vectors/README.md`.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by a panic")]

use directory::{
    check::{Bad, Keys, Trust, Wanted, judge},
    document::{Document, DocumentError},
    feed::{self, Asked, FeedError},
    handover,
    listing::Key,
    sign::{VerifyError, verify},
    statement::{self, StatementsError},
};
use serde_json::Value;
use std::{fs, path::PathBuf};
use time::{
    Date, Duration, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description,
};

/// The vectors of a kind, with their files.
fn all(kind: &str) -> Vec<(String, Value)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors")).join(kind);
    let read = |path: PathBuf| {
        let vector = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        (path.display().to_string(), vector)
    };
    fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap().path())).collect()
}

fn day(text: &Value) -> Date {
    Date::parse(text.as_str().unwrap(), format_description!("[year]-[month]-[day]")).unwrap()
}

fn instant(text: &Value) -> OffsetDateTime {
    OffsetDateTime::parse(text.as_str().unwrap(), &Rfc3339).unwrap()
}

fn key(value: &Value) -> Key {
    serde_json::from_value(value.clone()).unwrap()
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
    let vectors = all("listing");
    assert!(vectors.len() >= 35, "{} vectors", vectors.len());
    for (name, vector) in vectors {
        let padding = usize::try_from(vector["padding"].as_u64().unwrap()).unwrap();
        let document = format!("{}{}", vector["document"].as_str().unwrap(), " ".repeat(padding));
        let (word, canonical) = verdict(document.as_bytes(), &key(&vector["key"]), day(&vector["today"]));
        assert_eq!(word, vector["verdict"], "{name}: {}", vector["why"]);
        assert_eq!(canonical.as_deref().map(hex).as_deref(), vector["canonical"].as_str(), "{name}");
    }
}

/// Why a document that was fetched is believed or not, and what is known of the domain's keys then.
fn judged(document: &str, context: &Value) -> (&'static str, Value) {
    let keys: Keys = serde_json::from_value(context["keys"].clone()).unwrap();
    let wanted = Wanted {
        domain: context["asked"].as_str().unwrap(),
        serial: context["serial"].as_u64().unwrap(),
        keys: &keys,
        rotation: Duration::days(7),
        now: instant(&context["now"]),
    };
    let checked = match judge(document.as_bytes(), &wanted) {
        Ok(checked) => checked,
        Err((bad, _)) => return (refused(bad), Value::Null),
    };
    let vouches = |text: &Value| checked.is_vouched_for(text.as_str().unwrap());
    let is_vouched_for = context["txt"].as_array().unwrap().iter().any(vouches);
    let word = match checked.trust {
        Trust::First => "first",
        Trust::Same => "same",
        Trust::Rotated => "rotated",
        Trust::Other if is_vouched_for => "vouched",
        Trust::Other => return ("other-key", Value::Null),
    };
    (word, serde_json::to_value(&checked.keys).unwrap())
}

fn refused(bad: Bad) -> &'static str {
    match bad {
        Bad::OtherDomain => "other-domain",
        Bad::Signature => "signature",
        Bad::Expired => "over",
        Bad::Early => "early",
        Bad::Old => "replay",
        _ => "something else",
    }
}

#[test]
fn every_document_that_was_fetched_is_believed_or_not_and_leaves_its_keys() {
    let vectors = all("judged");
    assert!(vectors.len() >= 32, "{} vectors", vectors.len());
    for (name, vector) in vectors {
        let (word, then) = judged(vector["document"].as_str().unwrap(), &vector["context"]);
        assert_eq!(word, vector["verdict"], "{name}: {}", vector["why"]);
        assert_eq!(then, vector["then"], "{name}: {}", vector["why"]);
    }
}

#[test]
fn every_page_of_a_feed_has_its_verdict_and_its_rows() {
    let vectors = all("page");
    assert!(vectors.len() >= 12, "{} vectors", vectors.len());
    for (name, vector) in vectors {
        let asked = &vector["asked"];
        let page = feed::read(
            vector["document"].as_str().unwrap().as_bytes(),
            &Asked {
                directory: asked["directory"].as_str().unwrap(),
                key: &key(&asked["key"]),
                after: asked["after"].as_str().unwrap(),
                limit: u32::try_from(asked["limit"].as_u64().unwrap()).unwrap(),
                last: asked["last"].as_u64().unwrap(),
                today: day(&asked["today"]),
            },
        );
        let word = match &page {
            Ok(_) => "good",
            Err(FeedError::Json(_)) => "not-json",
            Err(FeedError::Head(_)) => "forged",
            Err(FeedError::Other) => "other",
            Err(FeedError::TooMany) => "too-many",
            Err(FeedError::Back { .. }) => "back",
            Err(FeedError::Circle) => "circle",
        };
        assert_eq!(word, vector["verdict"], "{name}: {}", vector["why"]);
        let domain = |row: Option<feed::Row>| row.map_or(Value::Null, |row| row.domain.to_string().into());
        let rows = page.map_or(Value::Null, |page| page.rows.into_iter().map(domain).collect());
        assert_eq!(rows, vector["rows"], "{name}");
    }
}

#[test]
fn every_key_of_a_directory_leads_where_its_vector_says() {
    let vectors = all("handover");
    assert!(vectors.len() >= 18, "{} vectors", vectors.len());
    for (name, vector) in vectors {
        let (known, shown) = (key(&vector["known"]), key(&vector["shown"]));
        let told = vector["handovers"].as_array().unwrap();
        let then = handover::follow(&known, &shown, told, day(&vector["today"]));
        assert_eq!(serde_json::to_value(&then).unwrap(), vector["then"], "{name}: {}", vector["why"]);
    }
}

#[test]
fn every_list_of_statements_has_its_verdict() {
    let vectors = all("statement");
    assert!(vectors.len() >= 10, "{} vectors", vectors.len());
    for (name, vector) in vectors {
        let (document, directory) =
            (vector["document"].as_str().unwrap(), vector["directory"].as_str().unwrap());
        let now = instant(&vector["now"]);
        let word = match statement::read(document.as_bytes(), directory, &key(&vector["key"]), now) {
            Ok(held) if held.is_empty() => "none",
            Ok(_) => "good",
            Err(StatementsError::Forged(_)) => "forged",
            Err(StatementsError::Json(_)) => "not-json",
            Err(StatementsError::TooMany) => "too-many",
        };
        assert_eq!(word, vector["verdict"], "{name}");
    }
}
