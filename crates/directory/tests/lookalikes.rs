//! How much of what imitates a name is seen, and how much that does not is taken for it: see `tests/vectors/lookalikes/README.md`.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by a panic")]

use directory::{
    host_name::{self, Deployment},
    lookalikes::{self, Index},
};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Of a hundred names that dnstwist makes of a pod's in each way, those that are seen, at least.
const SEEN: [(&str, usize); 16] = [
    ("addition", 90),
    ("bitsquatting", 90),
    ("cyrillic", 0),
    ("dictionary", 79),
    ("homoglyph", 98),
    ("hyphenation", 100),
    ("insertion", 90),
    ("omission", 93),
    ("plural", 100),
    ("repetition", 92),
    ("replacement", 91),
    ("subdomain", 15),
    ("tld-swap", 100),
    ("transposition", 93),
    ("various", 78),
    ("vowel-swap", 98),
];

/// The same of all of them, in a thousand.
const SEEN_OF_ALL: usize = 891;

/// Of the names of real servers, those that are taken for imitations of another of them, at most.
const FALSE_ALARMS: usize = 9;

fn read(name: &str) -> String {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/lookalikes"));
    fs::read_to_string(folder.join(name)).unwrap()
}

fn deployment() -> Deployment {
    Deployment { platform: "cosse.example".to_owned(), pod_domains: Vec::new() }
}

/// Whether a name is refused by itself, or is like the pod's.
fn is_seen(name: &str, pod: &str) -> bool {
    host_name::parse(name).map_or(true, |name| !lookalikes::find(&name, [pod], &deployment()).is_empty())
}

#[test]
fn most_of_what_imitates_a_name_is_seen() {
    let text = read("twisted.csv");
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let [pod, kind, name] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (seen, all) = kinds.entry(kind).or_default();
        *seen += usize::from(is_seen(name, pod));
        *all += 1;
    }
    assert_eq!(kinds.len(), SEEN.len(), "{kinds:?}");
    for (kind, least) in SEEN {
        let (seen, all) = kinds[kind];
        assert!(seen * 100 / all >= least, "{kind}: {seen} of {all}");
    }
    let (seen, all) = kinds.values().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
    assert!(seen * 1_000 / all >= SEEN_OF_ALL, "{seen} of {all}");
}

#[test]
fn of_real_servers_few_are_taken_for_another() {
    let text = read("servers.txt");
    let names: Vec<&str> = text.lines().collect();
    let index = Index::new(names.iter().copied(), &deployment());
    let like = |name: &&str| {
        let found = index.find(name, &deployment());
        found.first().map(|worst| format!("{name} {worst}"))
    };
    let alarms: Vec<String> = names.iter().filter_map(like).collect();
    assert!(alarms.len() <= FALSE_ALARMS, "{} of {}: {alarms:#?}", alarms.len(), names.len());
}
