//! Many names, kept so that those a name is like are found by looking some keys up, and not by going through all.

use super::{Alike, Seen, is_local, worst_first};
use crate::host_name::Deployment;
use std::collections::{BTreeSet, HashMap};

/// Names that others may be like. It finds what [`super::find`] finds.
#[derive(Clone, Debug, Default)]
pub struct Index {
    names: Vec<Seen>,
    /// By whole names.
    whole: HashMap<String, u32>,
    /// By labels, by shapes, by letters, and by letters of which one is left out.
    labels: HashMap<String, Vec<u32>>,
    shapes: HashMap<String, Vec<u32>>,
    letters: HashMap<String, Vec<u32>>,
    shorter: HashMap<String, Vec<u32>>,
    /// By words, with `-` between them.
    words: HashMap<String, Vec<u32>>,
}

impl Index {
    /// Of these names.
    #[must_use]
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, deployment: &Deployment) -> Self {
        let mut index = Self::default();
        for name in names.into_iter().filter(|name| !is_local(name)) {
            index.add(Seen::new(name, deployment));
        }
        index
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Which of them a name is like, the worst first.
    #[must_use]
    pub fn find(&self, name: &str, deployment: &Deployment) -> Vec<Alike<'_>> {
        if is_local(name) {
            return Vec::new();
        }
        let seen = Seen::new(name, deployment);
        let alike = self.candidates(&seen).into_iter().filter_map(|at| {
            let other = self.names.get(at as usize).filter(|other| other.name != name)?;
            Some(Alike { other: &other.name, likeness: seen.likeness(other)? })
        });
        worst_first(alike, deployment)
    }

    fn add(&mut self, seen: Seen) {
        let at = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        if self.whole.insert(seen.name.clone(), at).is_some() {
            return;
        }
        for letters in BTreeSet::from([seen.letters(), seen.apart.clone()]) {
            for shorter in shorter(&letters) {
                self.shorter.entry(shorter).or_default().push(at);
            }
            self.letters.entry(letters).or_default().push(at);
        }
        self.labels.entry(seen.label.clone()).or_default().push(at);
        self.shapes.entry(seen.shapes.clone()).or_default().push(at);
        self.words.entry(seen.words.join("-")).or_default().push(at);
        self.names.push(seen);
    }

    /// All that it may be like, and some more.
    fn candidates(&self, seen: &Seen) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        let mut look = |map: &HashMap<String, Vec<u32>>, key: &str| {
            found.extend(map.get(key).into_iter().flatten());
        };
        let letters = seen.letters();
        look(&self.labels, &seen.label);
        look(&self.shapes, &seen.shapes);
        for letters in [&letters, &seen.apart] {
            look(&self.letters, letters);
            // one slip apart are two of which one is the other without a letter, or both are the same without one
            look(&self.shorter, letters);
            for shorter in shorter(letters) {
                look(&self.letters, &shorter);
                look(&self.shorter, &shorter);
            }
        }
        for from in 0..seen.words.len() {
            for to in from + 1..=seen.words.len() {
                look(&self.words, &seen.words[from..to].join("-"));
            }
        }
        for (at, _) in letters.char_indices().skip(1) {
            look(&self.letters, &letters[..at]);
            look(&self.letters, &letters[at..]);
        }
        let dots = seen.name.match_indices('.').flat_map(|(at, _)| [&seen.name[..at], &seen.name[at + 1..]]);
        found.extend(dots.filter_map(|part| self.whole.get(part)));
        found
    }
}

/// A text without one of its characters, for each of them.
fn shorter(text: &str) -> BTreeSet<String> {
    let without = |(at, letter): (usize, char)| format!("{}{}", &text[..at], &text[at + letter.len_utf8()..]);
    text.char_indices().map(without).collect()
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::{Index, shorter};
    use crate::host_name::{Deployment, parse};

    fn deployment() -> Deployment {
        Deployment { platform: "cosse.example".to_owned(), pod_domains: vec![parse("pods.example").unwrap()] }
    }

    #[test]
    fn it_finds_what_going_through_all_finds() {
        let names = [
            "garden.org",
            "gardens.org",
            "lanterne.org",
            "lante2ne.org",
            "lanteme.org",
            "gadren.net",
            "garden-login.net",
            "my-garden.org",
            "gard-en.org",
            "garden.org.evil.net",
            "garclen.org",
            "pod1.org",
            "podl.net",
            "a.garden.pods.example",
            "garden.pods.example",
            "red-garden-club.net",
            "red-garden.org",
            "ourredgarden.net",
            "xn--jardn-2sa.org",
            "jardin.org",
            "jabber.org",
            "jabbers.net",
            "cosse.example",
            "lantern.cosse.example",
            "garden.localhost",
            "gärden.org",
        ];
        let names = names.map(|name| String::from(parse(name).unwrap()));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let index = Index::new(names.iter().copied(), &deployment());
        assert_eq!(index.len(), names.len() - 1, "nobody is deceived by a name of this machine");
        let mut found = 0;
        for name in &names {
            let alike = index.find(name, &deployment());
            assert_eq!(alike, find(name, names.iter().copied(), &deployment()), "{name}");
            found += alike.len();
        }
        assert!(found > 40, "{found}");
    }

    #[test]
    fn among_ten_thousand_few_are_compared() {
        let names: Vec<String> = (0..10_000).map(|n| format!("pod-{n}-of-{}.org", n * 7_919)).collect();
        let index = Index::new(names.iter().map(String::as_str), &deployment());
        assert_eq!(index.len(), 10_000);
        let seen = super::Seen::new("pod-77-of-609764.org", &deployment());
        assert!(index.candidates(&seen).len() < 20, "{:?}", index.candidates(&seen).len());
        assert_eq!(index.find("pod-77-of-609764.org", &deployment())[0].other, "pod-77-of-609763.org");
    }

    #[test]
    fn each_letter_is_left_out_once() {
        assert_eq!(shorter("aab").into_iter().collect::<Vec<_>>(), ["aa", "ab"]);
        assert_eq!(shorter("é").into_iter().collect::<Vec<_>>(), [""]);
    }
}
