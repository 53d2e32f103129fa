//! What the directory's pages offer to look for, and whose icon is there: made once each time the pods of others are read anew.

use crate::{app::App, foreign::All};
use directory::entry::Entry;
use model::listed_pods;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use tokio::sync::Mutex;
use ui::pages::Offered;

/// Of each kind that are offered at most.
const MOST: usize = 60;

/// What is around the pods of other deployments.
#[derive(Default)]
pub struct Around {
    /// The hashes of the icons that are there, by the pods' host names.
    pub icons: HashMap<String, String>,
    /// What these pods say of themselves.
    offered: Offered,
}

/// What was made last, and of which pods.
#[derive(Default)]
pub struct Choices(Mutex<Option<(All, Arc<Around>)>>);

impl Choices {
    /// What is around these pods.
    ///
    /// # Errors
    /// The database's.
    pub async fn around(&self, app: &App, all: &All) -> Result<Arc<Around>, model::Error> {
        let mut kept = self.0.lock().await;
        if let Some((_, around)) = kept.as_ref().filter(|(of, _)| Arc::ptr_eq(of, all)) {
            return Ok(Arc::clone(around));
        }
        let icons = listed_pods::icons(&app.database).await?.into_iter().collect();
        let offered = Counts::of(all.values().map(|seen| &seen.entry)).offered();
        let around = Arc::new(Around { icons, offered });
        *kept = Some((Arc::clone(all), Arc::clone(&around)));
        Ok(around)
    }
}

impl Around {
    /// What these pods and the deployment's own offer to look for.
    pub fn offered<'a>(&self, own: impl Iterator<Item = &'a Entry>) -> Offered {
        let own = Counts::of(own).offered();
        let sorted = |one: Vec<String>, other: &[String]| {
            let all: BTreeSet<String> = one.into_iter().chain(other.iter().cloned()).collect();
            all.into_iter().collect()
        };
        let mut topics = self.offered.topics.clone();
        topics.extend(own.topics.into_iter().filter(|topic| !self.offered.topics.contains(topic)));
        topics.truncate(MOST);
        Offered {
            languages: sorted(own.languages, &self.offered.languages),
            countries: sorted(own.countries, &self.offered.countries),
            regions: sorted(own.regions, &self.offered.regions),
            topics,
        }
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

    fn offered(self) -> Offered {
        Offered {
            languages: frequent(self.languages),
            countries: frequent(self.countries),
            regions: frequent(self.regions),
            topics: frequent(self.topics),
        }
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
