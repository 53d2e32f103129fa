//! How long the draw takes with 10,000 pods: `cargo run --release -p cosse-directory --example draw`.

use directory::entry::{Entry, Measured};
use directory::filter::{self, Query, Sort};
use directory::listing::Listing;
use directory::network::Network;
use directory::order::Seed;
use serde_json::json;
use std::collections::HashMap;
use std::error::Error;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};
use time::OffsetDateTime;
use time::macros::datetime;

const PODS: usize = 10_000;
const VISITORS: usize = 500;
const NOW: OffsetDateTime = datetime!(2026-11-22 16:00 UTC);

fn main() -> Result<(), Box<dyn Error>> {
    let entries = (0..PODS).map(entry).collect::<Result<Vec<_>, _>>()?;
    let began = Instant::now();
    let network = Network::new(entries, &HashMap::new(), NOW);
    println!("{PODS} pods, put together in {:?}", began.elapsed());
    let words = Query { words: "soup art".to_owned(), ..Query::default() };
    let language = Query { language: Some("fr".to_owned()), ..Query::default() };
    let newest = Query { sort: Sort::Newest, ..Query::default() };
    for (what, query) in
        [("all", Query::default()), ("words", words), ("language", language), ("newest", newest)]
    {
        let mut took: Vec<Duration> = (0..VISITORS).map(|visitor| one(&network, &query, visitor)).collect();
        took.sort_unstable();
        let at = |share: usize| took.get(VISITORS * share / 100).copied().unwrap_or_default();
        println!("{what}: half within {:?}, 99 % within {:?}", at(50), at(99));
    }
    Ok(())
}

fn one(network: &Network, query: &Query, visitor: usize) -> Duration {
    let began = Instant::now();
    let seed = Seed::new(&[7; 32], &visitor.to_string(), NOW.date());
    black_box(filter::list(network, query, seed, NOW, 200));
    began.elapsed()
}

fn entry(n: usize) -> Result<Arc<Entry>, serde_json::Error> {
    let domain = format!("pod{n}.example");
    let bands = ["0-9", "10-49", "50-99", "100-249", "250-499", "500-999", "1000+"];
    let band = |n: usize| bands.get(n % bands.len()).copied().unwrap_or("0-9");
    let listing: Listing = serde_json::from_value(json!({
        "type": "pod-listing", "version": 1, "domain": domain, "serial": 7,
        "issued_at": "2026-11-22T12:00:00Z", "expires_at": "2026-11-25T12:00:00Z",
        "listing": "public", "name": format!("The pod number {n}"),
        "summary": { "en": "For people who eat soup, and talk of it in the long evenings.", "fr": "Pour celles et ceux qui aiment la soupe." },
        "languages": if n.is_multiple_of(3) { ["en", "fr"] } else { ["en", "de"] }, "topics": ["art", "soup"],
        "software": { "name": "cosse", "version": "1" },
        "xmpp": { "domains": [domain], "federation": "open", "accounts": "any" },
        "registration": { "mode": "open", "effective": if n.is_multiple_of(4) { "approval" } else { "open" }, "url": format!("https://{domain}/register") },
        "capacity": { "members_band": band(n), "places_free_band": band(n / 7) },
        "contacts": { "abuse": [format!("mailto:abuse@{domain}")] },
    }))?;
    let place = format!("2001:db8:{:x}::", n / 3);
    Ok(Arc::new(Entry::new(listing, Measured { place, key: Some(format!("key{n}")), ..Measured::default() })))
}
