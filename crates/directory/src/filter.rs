//! What a newcomer asks for: her wishes are hard, and within them the order is hers to choose.

use crate::eligible::{self, Group};
use crate::entry::Entry;
use crate::order::{self, Seed};
use std::cmp::Reverse;
use time::OffsetDateTime;

/// A newcomer's wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// A language that is spoken there, as in `fr`; `pt` finds `pt-br`.
    pub language: Option<String>,
    /// How one joins.
    pub group: Option<Group>,
    /// Words that all occur in the name, the summary, the topics or the domain.
    pub words: String,
    /// In which order.
    pub sort: Sort,
}

/// In which order pods are shown. There is no "most users".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By chance, weighted by free places: see [`crate::order`].
    #[default]
    Random,
    /// By name.
    Alphabetical,
    /// The youngest first.
    Newest,
    /// Those with the fewest members first.
    Smallest,
}

/// What a newcomer sees: two groups that are never mixed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown<'a> {
    /// Pods that take her at once.
    pub instant: Vec<&'a Entry>,
    /// Pods that approve her first.
    pub approval: Vec<&'a Entry>,
}

/// The pods that are recommended at the time `now` and fit the wishes, in the order that was asked for.
pub fn list<'a>(
    entries: impl IntoIterator<Item = &'a Entry, IntoIter: Clone>,
    query: &Query,
    seed: Seed,
    now: OffsetDateTime,
) -> Shown<'a> {
    let entries = entries.into_iter();
    let of = |group| {
        let wanted = query.group.is_none_or(|only| only == group);
        let fits =
            |entry: &&Entry| wanted && eligible::group(entry, now) == Ok(group) && matches(entry, query);
        sorted(entries.clone().filter(fits).collect(), query.sort, seed)
    };
    Shown { instant: of(Group::Instant), approval: of(Group::Approval) }
}

fn matches(entry: &Entry, query: &Query) -> bool {
    let speaks = |wanted: &String| entry.listing.languages.iter().any(|tag| is_language(tag, wanted));
    query.language.as_ref().is_none_or(speaks) && has_words(entry, &query.words)
}

/// True where `tag` is `wanted` or a kind of it.
fn is_language(tag: &str, wanted: &str) -> bool {
    let (tag, wanted) = (tag.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    tag.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn has_words(entry: &Entry, words: &str) -> bool {
    let listing = &entry.listing;
    let texts =
        listing.summary.values().map(|text| &**text).chain(listing.topics.iter().map(|topic| &**topic));
    let texts: Vec<&str> = texts.chain([&*listing.name, &*listing.domain]).collect();
    let all = texts.join("\n").to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

fn sorted(mut entries: Vec<&Entry>, sort: Sort, seed: Seed) -> Vec<&Entry> {
    let name = |entry: &&Entry| (entry.listing.name.to_lowercase(), entry.listing.domain.clone());
    let since = |entry: &&Entry| entry.listing.provider.as_ref().map(|provider| provider.since);
    match sort {
        Sort::Random => return order::draw(&entries, seed),
        Sort::Alphabetical => entries.sort_by_key(name),
        Sort::Newest => entries.sort_by_key(|entry| (Reverse(since(entry)), name(entry))),
        Sort::Smallest => entries.sort_by_key(|entry| (entry.listing.capacity.members_band, name(entry))),
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::{Query, Sort, list};
    use crate::band::Band;
    use crate::effective::Effective;
    use crate::eligible::Group;
    use crate::entry::Entry;
    use crate::order::Seed;
    use crate::samples::{self, NOW, line};
    use time::macros::date;

    fn three() -> [Entry; 3] {
        let mut all = ["cantine.example", "lanterne.example", "atelier.example"].map(samples::entry);
        all[0].listing.name = line("Cantine");
        all[1].listing.name = line("lanterne");
        all[2].listing.name = line("Atelier");
        all[1].listing.languages = vec![line("pt-BR")];
        all[1].listing.capacity.members_band = Band::UnderTen;
        all[2].listing.registration.effective = Effective::Approval;
        all[2].listing.topics = vec![line("Céramique")];
        all[1].listing.provider.as_mut().unwrap().since = date!(2026 - 11 - 01);
        all
    }

    /// The hosts of both groups, parted by a bar.
    fn shown(query: &Query) -> String {
        let all = three();
        let shown = list(&all, query, Seed::new(&[1; 32], "visitor", NOW.date()), NOW);
        let names = |of: &[&Entry]| {
            of.iter().map(|entry| entry.listing.name.to_string()).collect::<Vec<_>>().join(" ")
        };
        format!("{}|{}", names(&shown.instant), names(&shown.approval))
    }

    fn sorted(sort: Sort) -> Query {
        Query { sort, ..Query::default() }
    }

    #[test]
    fn pods_with_approval_are_never_among_the_instant_ones() {
        assert_eq!(shown(&sorted(Sort::Alphabetical)), "Cantine lanterne|Atelier");
    }

    #[test]
    fn the_newest_and_the_smallest_come_first_when_asked() {
        assert_eq!(shown(&sorted(Sort::Newest)), "lanterne Cantine|Atelier");
        assert_eq!(shown(&sorted(Sort::Smallest)), "lanterne Cantine|Atelier");
    }

    #[test]
    fn a_language_is_a_hard_wish() {
        let speaking = |tag: &str| Query { language: Some(tag.to_owned()), ..sorted(Sort::Alphabetical) };
        assert_eq!(shown(&speaking("pt")), "lanterne|");
        assert_eq!(shown(&speaking("fr")), "Cantine|Atelier");
        assert_eq!(shown(&speaking("p")), "|");
    }

    #[test]
    fn only_one_way_of_joining_can_be_asked_for() {
        let query = Query { group: Some(Group::Approval), ..Query::default() };
        assert_eq!(shown(&query), "|Atelier");
    }

    #[test]
    fn every_word_must_occur_in_any_case() {
        let with = |words: &str| Query { words: words.to_owned(), ..sorted(Sort::Alphabetical) };
        assert_eq!(shown(&with("CÉRAMIQUE atelier")), "|Atelier");
        assert_eq!(shown(&with("lanterne.example")), "lanterne|");
        assert_eq!(shown(&with("cantine atelier")), "|");
    }
}
