//! What the directory's pages offer to look for: what most pods say of themselves.

use directory::entry::Entry;
use std::collections::HashMap;
use ui::pages::Offered;

/// Of each kind that are offered at most.
const MOST: usize = 60;

/// What these pods offer to look for.
pub fn offered<'a>(entries: impl Iterator<Item = &'a Entry>) -> Offered {
    let counts = Counts::of(entries);
    let sorted = |counts| {
        let mut all = frequent(counts);
        all.sort_unstable();
        all
    };
    Offered {
        languages: sorted(counts.languages),
        countries: sorted(counts.countries),
        regions: sorted(counts.regions),
        topics: frequent(counts.topics),
    }
}

/// How many pods say something of themselves.
#[derive(Default)]
struct Counts {
    languages: HashMap<String, usize>,
    countries: HashMap<String, usize>,
    regions: HashMap<String, usize>,
    topics: HashMap<String, usize>,
}

impl Counts {
    fn of<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut counts = Self::default();
        for Entry { listing, .. } in entries {
            for language in &listing.languages {
                count(&mut counts.languages, language.to_ascii_lowercase());
            }
            for topic in &listing.topics {
                count(&mut counts.topics, topic.to_lowercase());
            }
            if let Some(country) = &listing.country {
                count(&mut counts.countries, country.to_lowercase());
            }
            if let Some(region) = &listing.region {
                count(&mut counts.regions, region.to_string());
            }
        }
        counts
    }
}

fn count(counts: &mut HashMap<String, usize>, said: String) {
    *counts.entry(said).or_default() += 1;
}

/// The ones that are said most often, those first.
fn frequent(counts: HashMap<String, usize>) -> Vec<String> {
    let mut all: Vec<(String, usize)> = counts.into_iter().collect();
    all.sort_by(|(one, times), (other, more)| more.cmp(times).then_with(|| one.cmp(other)));
    all.into_iter().take(MOST).map(|(said, _)| said).collect()
}

#[cfg(test)]
mod tests {
    use super::{MOST, frequent};

    #[test]
    fn what_is_said_most_often_comes_first_and_not_all_of_it() {
        let said = [("soup", 2), ("art", 2), ("bread", 9)].map(|(said, times)| (said.to_owned(), times));
        assert_eq!(frequent(said.into()), ["bread", "art", "soup"]);
        let many = (0..MOST * 2).map(|n| (n.to_string(), 1)).collect();
        assert_eq!(frequent(many).len(), MOST);
    }
}
