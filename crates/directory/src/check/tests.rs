//! Which documents are believed, and with which keys.

use super::{Announced, Bad, Checked, Keys, Trust, Wanted, judge};
use crate::document::Document;
use crate::listing::Key;
use crate::samples::{self, NOW};
use crate::sign::Signer;
use serde_json::{Value, json};
use time::macros::date;
use time::{Duration, OffsetDateTime};

const WEEK: Duration = Duration::days(7);

fn other() -> Signer {
    Signer::new(&[9; 32], "ed25519:2026-12", date!(2027 - 12 - 01)).unwrap()
}

fn at(keys: &Keys, serial: u64, now: OffsetDateTime, bytes: &[u8]) -> Result<Checked, Bad> {
    let wanted = Wanted { domain: "pod.example", serial, keys, rotation: WEEK, now };
    judge(bytes, &wanted).map_err(|(bad, _)| bad)
}

fn judged(bytes: &[u8]) -> Result<Checked, Bad> {
    at(&Keys::default(), 0, NOW, bytes)
}

fn sample() -> Vec<u8> {
    samples::document().to_bytes().unwrap()
}

/// The sample after a change of its text, signed by nobody anew.
fn tampered(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut value: Value = serde_json::from_slice(&sample()).unwrap();
    change(&mut value);
    serde_json::to_vec(&value).unwrap()
}

/// What one key signs and what other keys it names.
fn signed(signer: &Signer, names: &[&Signer]) -> Vec<u8> {
    let mut listing = samples::document().listing().unwrap();
    listing.keys = names.iter().map(|it| it.key().clone()).collect();
    signer.sign(&listing).unwrap().to_bytes().unwrap()
}

#[test]
fn a_first_document_brings_its_key() {
    let checked = judged(&sample()).unwrap();
    assert_eq!((checked.trust, checked.is_public(), checked.is_leaving()), (Trust::First, true, false));
    assert_eq!(checked.keys, Keys { known: Some(samples::signer().key().clone()), announced: vec![] });
    let again = at(&checked.keys, 184, NOW, &sample()).unwrap();
    assert_eq!(again.trust, Trust::Same);
}

#[test]
fn what_is_no_listing_of_this_host_is_refused_with_its_reason() {
    let text = String::from_utf8(sample()).unwrap();
    let twice = text.replacen('{', r#"{"name":"A pod","#, 1);
    for (bytes, bad) in [
        (b"<html>".to_vec(), Bad::NotJson),
        (twice.into_bytes(), Bad::NotJson),
        (text.replace("\"serial\":184", "\"serial\":184.5").into_bytes(), Bad::NotJson),
        (tampered(|it| it["version"] = 2.into()), Bad::Unknown),
        (b"[]".to_vec(), Bad::Unknown),
        (tampered(|it| it["name"] = "gno\u{202e}b".into()), Bad::NotListing),
        (tampered(|it| it["name"] = "gn\u{200b}b".into()), Bad::NotListing),
        (tampered(|it| it["domain"] = "other.example".into()), Bad::OtherDomain),
        (tampered(|it| it["name"] = "Other".into()), Bad::Signature),
        (tampered(|it| it["keys"] = json!([])), Bad::Signature),
        (vec![b' '; 40_000], Bad::TooLarge),
    ] {
        assert_eq!(judged(&bytes).err(), Some(bad), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn markup_in_a_name_is_a_name() {
    let mut listing = samples::document().listing().unwrap();
    listing.name = samples::line("<script>alert(1)</script>");
    let bytes = samples::signer().sign(&listing).unwrap().to_bytes().unwrap();
    assert_eq!(&*judged(&bytes).unwrap().listing.name, "<script>alert(1)</script>");
}

#[test]
fn a_document_is_good_from_its_hour_to_its_end() {
    let (keys, bytes) = (Keys::default(), sample());
    let end = samples::document().listing().unwrap().expires_at;
    assert_eq!(at(&keys, 0, end, &bytes).err(), Some(Bad::Expired));
    assert!(at(&keys, 0, end - Duration::SECOND, &bytes).is_ok());
    let begin = samples::document().listing().unwrap().issued_at;
    assert_eq!(at(&keys, 0, begin - Duration::HOUR, &bytes).err(), Some(Bad::Early));
    assert!(at(&keys, 0, begin - Duration::MINUTE, &bytes).is_ok(), "clocks differ");
}

#[test]
fn an_older_serial_is_refused_and_the_same_is_not() {
    let keys = judged(&sample()).unwrap().keys;
    assert!(at(&keys, 184, NOW, &sample()).is_ok());
    assert_eq!(at(&keys, 185, NOW, &sample()).err(), Some(Bad::Old));
}

#[test]
fn serials_are_one_keys_and_whoever_has_the_domain_next_counts_anew() {
    let (old, new) = (samples::signer(), other());
    let keys = judged(&signed(&old, &[&old, &new])).unwrap().keys;
    let bytes = signed(&new, &[&new]);
    let checked = at(&keys, 185, NOW + Duration::DAY, &bytes).unwrap();
    assert_eq!(checked.trust, Trust::Other, "its key is what is wrong with it");
    let week_ago = Announced { since: NOW - WEEK, ..keys.announced[0].clone() };
    let announced = Keys { announced: vec![week_ago], ..keys };
    assert_eq!(at(&announced, 185, NOW, &bytes).err(), Some(Bad::Old), "the pod's own next key goes on");
}

#[test]
fn a_key_that_was_announced_a_week_before_takes_over() {
    let (old, new) = (samples::signer(), other());
    let keys = judged(&signed(&old, &[&old, &new])).unwrap().keys;
    assert_eq!(keys.announced, [Announced { key: new.key().clone(), since: NOW }]);
    let bytes = signed(&new, &[&new]);
    let known = |now| at(&keys, 184, now, &bytes).map(|checked| checked.trust);
    assert_eq!(known(NOW + Duration::DAY), Ok(Trust::Other), "too soon");
    let week_ago = Announced { since: NOW - WEEK, ..keys.announced[0].clone() };
    let announced = Keys { announced: vec![week_ago], ..keys.clone() };
    assert_eq!(at(&announced, 184, NOW, &bytes).unwrap().trust, Trust::Rotated);
}

#[test]
fn an_announcement_counts_from_when_it_was_first_seen() {
    let (old, new) = (samples::signer(), other());
    let bytes = signed(&old, &[&old, &new]);
    let first = judged(&bytes).unwrap().keys;
    let second = at(&first, 184, NOW + Duration::DAY, &bytes).unwrap().keys;
    assert_eq!(second.announced[0].since, NOW);
}

#[test]
fn a_key_that_nobody_announced_has_announced_nothing_itself() {
    let (old, new) = (samples::signer(), other());
    let keys = judged(&signed(&old, &[&old])).unwrap().keys;
    let checked = at(&keys, 184, NOW + Duration::DAY, &signed(&new, &[&new, &old])).unwrap();
    assert_eq!(checked.trust, Trust::Other);
    assert_eq!(checked.keys.announced[0].since, NOW + Duration::DAY);
}

#[test]
fn a_key_does_not_prolong_itself() {
    let first = judged(&sample()).unwrap().keys;
    let ended = first.known.clone().map(|key| Key { not_after: date!(2026 - 11 - 21), ..key });
    let keys = Keys { known: ended.clone(), ..first.clone() };
    assert_eq!(at(&keys, 184, NOW, &sample()).unwrap().trust, Trust::Other, "its last day was yesterday");
    let soon = Keys { known: ended.map(|key| Key { not_after: NOW.date(), ..key }), ..first };
    assert_eq!(at(&soon, 184, NOW, &sample()).unwrap().keys.known, soon.known);
}

#[test]
fn a_record_vouches_for_one_key() {
    let checked = judged(&sample()).unwrap();
    let record = checked.record();
    assert!(record.starts_with("v=pod1; kid=ed25519:2026-11; key="), "{record}");
    assert!(checked.is_vouched_for(&record) && checked.is_vouched_for(&record.replace(' ', "")));
    assert!(checked.is_vouched_for(&format!(" {record};")));
    for wrong in ["", "v=pod1", &record[..record.len() - 1], &record.replace("pod1", "pod2")] {
        assert!(!checked.is_vouched_for(wrong), "{wrong}");
    }
}

#[test]
fn two_keys_of_one_name_are_none() {
    let impostor = Signer::new(&[8; 32], "ed25519:2026-11", date!(2027 - 11 - 01)).unwrap();
    let bytes = signed(&samples::signer(), &[&samples::signer(), &impostor]);
    assert!(Document::read(&bytes).is_ok());
    assert_eq!(judged(&bytes).err(), Some(Bad::Signature));
}
