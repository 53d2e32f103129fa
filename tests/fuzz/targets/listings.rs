//! Listings of pods: canonical JSON there and back, signatures that hold, and a directory that judges and shows them.

// dictionary: json.dict
#![no_main]

use directory::check::{self, Keys, Wanted};
use directory::document::{Document, LONGEST};
use directory::entry::{Entry, Measured};
use directory::feed::{self, Asked};
use directory::filter::{self, Query, Sort};
use directory::handover;
use directory::listing::{Icon, Listing};
use directory::network::Network;
use directory::order::Seed;
use directory::peer::Description;
use directory::sign::{Signer, verify};
use directory::statement;
use directory::{providers, robots};
use fuzz::bounded;
use libfuzzer_sys::fuzz_target;
use std::collections::HashMap;
use std::sync::Arc;
use time::Duration;
use time::macros::{date, datetime};

fuzz_target!(|input: &[u8]| {
    judged(input);
    told(input);
    let Ok(document) = Document::read(input) else { return };
    assert!(input.len() <= LONGEST);
    let bytes = document.to_bytes().expect("canonical JSON");
    let again = Document::read(&bytes);
    // an escape may become longer, nothing else may
    assert!(bytes.len() > LONGEST || again.as_ref().is_ok_and(|again| *again == document), "{again:?}");
    assert!(again.is_err() || again.is_ok_and(|again| again.to_bytes().ok().as_ref() == Some(&bytes)));
    let Ok(listing) = document.listing() else { return };
    bounded(input.len(), &listing);
    let written: serde_json::Value = serde_json::to_value(&listing).expect("JSON");
    assert_eq!(serde_json::from_value::<Listing>(written).as_ref().ok(), Some(&listing));
    if let Some(icon) = Icon::of(&listing) {
        assert_eq!(icon.sha256.len(), 64);
    }
    signed(&listing);
    shown(listing);
});

/// Whatever a host says, there is an answer to it, and little is remembered of it.
fn judged(input: &[u8]) {
    std::hint::black_box(robots::allows(&String::from_utf8_lossy(input), "/.well-known/pod-listing.json"));
    let (keys, now) = (Keys::default(), datetime!(2026-11-22 16:00 UTC));
    let wanted = Wanted { domain: "pod.example", serial: 0, keys: &keys, rotation: Duration::WEEK, now };
    match check::judge(input, &wanted) {
        Ok(checked) => assert!(checked.keys.announced.len() <= 4 && checked.listing.expires_at > now),
        Err((bad, _)) => assert!(!bad.to_string().is_empty()),
    }
}

/// Whatever another directory says, there is an answer to it.
fn told(input: &[u8]) {
    let (id, now) = ("https://dir.example", datetime!(2026-11-22 16:00 UTC));
    let signer = Signer::new(&[3; 32], "ed25519:2026-11", date!(2027 - 11 - 01)).expect("a key");
    let asked = Asked { directory: id, key: signer.key(), after: "", limit: 2, last: 5, today: now.date() };
    if let Ok(page) = feed::read(input, &asked) {
        assert!(page.rows.len() <= 2 && page.last >= 5);
    }
    if let Ok(all) = statement::read(input, id, signer.key(), now) {
        assert!(all.len() <= statement::MOST);
    }
    if let Ok(said) = Description::read(input, "dir.example") {
        let key = handover::follow(signer.key(), &said.key, &said.handovers, now.date());
        assert!(key.is_none_or(|key| (&key.kid, &key.x) == (&said.key.kid, &said.key.x)));
    }
}

/// What we sign verifies, over the wire too.
fn signed(listing: &Listing) {
    let signer = Signer::new(&[3; 32], "ed25519:2026-11", date!(2027 - 11 - 01)).expect("a key");
    let document = signer.sign(listing).expect("a signature");
    let bytes = document.to_bytes().expect("canonical JSON");
    if bytes.len() <= LONGEST {
        let read = Document::read(&bytes).expect("our own document");
        assert_eq!(verify(&read, signer.key(), date!(2026 - 11 - 22)), Ok(()));
    }
}

fn shown(listing: Listing) {
    let now = datetime!(2026-11-22 16:00 UTC);
    let seed = Seed::new(&[1; 32], "visitor", now.date());
    let provider = providers::named(&listing).map(|host| providers::owner(&host).to_owned());
    let entry = Entry::new(listing, Measured { provider, ..Measured::default() });
    let words = entry.listing.name.to_string();
    let network = Network::new(vec![Arc::new(entry)], &HashMap::new(), now);
    for sort in [Sort::Random, Sort::Alphabetical, Sort::Newest, Sort::Smallest] {
        let query = Query { words: words.clone(), sort, ..Query::default() };
        let shown = filter::list(&network, &query, seed, now, 9);
        let recommended = shown.instant.len() + shown.approval.len();
        assert!(recommended <= 1 && recommended == shown.found);
        assert_eq!(filter::pick(&network, &query, seed, now).is_some(), !shown.instant.is_empty());
    }
}
