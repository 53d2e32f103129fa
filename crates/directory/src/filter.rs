//! What a newcomer asks for: her wishes are hard, and within them the order is hers to choose.

use crate::eligible::{self, Group};
use crate::entry::Entry;
use crate::listing::{EmailNeed, Listing};
use crate::network::{Network, Pod};
use crate::order::{self, Pick, Seed};
use std::cmp::Reverse;
use time::OffsetDateTime;

/// A newcomer's wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// A language that is spoken there, as in `fr`; `pt` finds `pt-br`.
    pub language: Option<String>,
    /// How one joins.
    pub group: Option<Group>,
    /// The domain of an account that one has already, and that is to be let in.
    pub account_of: Option<String>,
    /// Words that all occur in the name, the summary, the topics or the domain.
    pub words: String,
    /// In which country it is at home, as in `fr`.
    pub country: Option<String>,
    /// Where in the world it is at home, as in `EU`, in any case.
    pub region: Option<String>,
    /// What it is about: one whole topic, in any case.
    pub topic: Option<String>,
    /// Only what is free of charge.
    pub is_free: bool,
    /// Only where one is not made to give an address of e-mail, and the pod says so.
    pub without_email: bool,
    /// The megabytes that a file may have there at least. A pod that does not say is none of these.
    pub upload_mb: Option<u64>,
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

/// What a newcomer sees: two groups that are never mixed, and of both together no more than she asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown<'a> {
    /// Pods that take her at once.
    pub instant: Vec<&'a Entry>,
    /// Pods that approve her first.
    pub approval: Vec<&'a Entry>,
    /// How many there are of both.
    pub found: usize,
}

/// The first `most` pods that are recommended at the time `now` and fit the wishes, in the order that was asked for; those that take her at
/// once come first.
pub fn list<'a>(
    network: &'a Network,
    query: &Query,
    seed: Seed,
    now: OffsetDateTime,
    most: usize,
) -> Shown<'a> {
    let instant = fitting(network, query, Group::Instant, now);
    let approval = fitting(network, query, Group::Approval, now);
    let (found, left) = (instant.len() + approval.len(), most.saturating_sub(instant.len()));
    let in_order = |pods, most| {
        let pods: Vec<&Pod> = sorted(network, pods, query.sort, seed, most);
        pods.into_iter().map(|pod| &*pod.entry).collect()
    };
    Shown { instant: in_order(instant, most), approval: in_order(approval, left), found }
}

/// One of the pods that take her at once, for somebody who does not want to choose.
pub fn pick<'a>(network: &'a Network, query: &Query, seed: Seed, now: OffsetDateTime) -> Option<Pick<'a>> {
    order::pick(network, fitting(network, query, Group::Instant, now), seed)
}

/// The pods of a group that are recommended and fit the wishes.
fn fitting<'a>(network: &'a Network, query: &Query, group: Group, now: OffsetDateTime) -> Vec<&'a Pod> {
    if query.group.is_some_and(|only| only != group) {
        return Vec::new();
    }
    // each was put into lower case once already
    let query = &Query { words: query.words.to_lowercase(), ..query.clone() };
    let fits =
        |pod: &&Pod| eligible::group(&pod.entry, pod.sent(), now) == Ok(group) && matches(&pod.entry, query);
    network.pods.iter().filter(fits).collect()
}

/// How many pods are recommended at the time `now` and fit the wishes.
#[must_use]
pub fn count(network: &Network, query: &Query, now: OffsetDateTime) -> usize {
    let of = |group| fitting(network, query, group, now).len();
    of(Group::Instant) + of(Group::Approval)
}

fn matches(entry: &Entry, query: &Query) -> bool {
    let listing = &entry.listing;
    let speaks = |wanted: &String| listing.languages.iter().any(|tag| is_language(tag, wanted));
    let takes = |domain: &String| entry.lets_in(domain);
    let is_about = |wanted: &String| listing.topics.iter().any(|topic| is_same(topic, wanted));
    let is = |said: Option<&str>, wanted: &String| said.is_some_and(|said| is_same(said, wanted));
    query.language.as_ref().is_none_or(speaks)
        && query.account_of.as_ref().is_none_or(takes)
        && query.country.as_ref().is_none_or(|wanted| is(listing.country.as_deref(), wanted))
        && query.region.as_ref().is_none_or(|wanted| is(listing.region.as_deref(), wanted))
        && query.topic.as_ref().is_none_or(is_about)
        && has_terms(listing, query)
        && has_words(entry, &query.words)
}

/// What one is asked for, and what one gets.
fn has_terms(listing: &Listing, query: &Query) -> bool {
    let registration = &listing.registration;
    let takes = |least: u64| listing.capacity.upload_file_mb.is_some_and(|most| most == 0 || most >= least);
    let asks_none = matches!(registration.email, Some(EmailNeed::None | EmailNeed::Optional));
    (!query.is_free || registration.price.is_none())
        && (!query.without_email || asks_none)
        && query.upload_mb.is_none_or(takes)
}

/// The same text in any case.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || one.to_lowercase() == other.to_lowercase()
}

/// True where `tag` is `wanted` or a kind of it.
fn is_language(tag: &str, wanted: &str) -> bool {
    let (tag, wanted) = (tag.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    tag.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn has_words(entry: &Entry, words: &str) -> bool {
    words.split_whitespace().all(|word| entry.words.contains(word))
}

fn sorted<'a>(network: &Network, pods: Vec<&'a Pod>, sort: Sort, seed: Seed, most: usize) -> Vec<&'a Pod> {
    let since = |pod: &Pod| pod.entry.listing.provider.as_ref().map(|provider| provider.since);
    match sort {
        Sort::Random => order::draw(network, pods, seed, most),
        Sort::Alphabetical => order::first(pods, most, |a, b| a.rank.cmp(&b.rank)),
        Sort::Newest => {
            let key = |pod: &Pod| (Reverse(since(pod)), pod.rank);
            order::first(pods, most, |a, b| key(a).cmp(&key(b)))
        }
        Sort::Smallest => {
            let key = |pod: &Pod| (pod.entry.listing.capacity.members_band, pod.rank);
            order::first(pods, most, |a, b| key(a).cmp(&key(b)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Query, Shown, Sort, count, list, matches, pick};
    use crate::band::Band;
    use crate::effective::Effective;
    use crate::eligible::Group;
    use crate::entry::Entry;
    use crate::listing::EmailNeed;
    use crate::network::Network;
    use crate::order::Seed;
    use crate::samples::{self, NOW, line};
    use std::collections::HashMap;
    use std::sync::Arc;
    use time::macros::date;

    fn three() -> Network {
        let mut all = ["cantine.example", "lanterne.example", "atelier.example"].map(samples::entry);
        all[0].listing.name = line("Cantine");
        all[1].listing.name = line("lanterne");
        all[2].listing.name = line("Atelier");
        all[1].listing.languages = vec![line("pt-BR")];
        all[1].listing.capacity.members_band = Band::UnderTen;
        all[2].listing.registration.effective = Effective::Approval;
        all[2].listing.topics = vec![line("Céramique")];
        all[1].listing.provider.as_mut().unwrap().since = date!(2026 - 11 - 01);
        let made = all.map(|entry| Arc::new(Entry::new(entry.listing, entry.measured)));
        Network::new(made.to_vec(), &HashMap::new(), NOW)
    }

    fn seed() -> Seed {
        Seed::new(&[1; 32], "visitor", NOW.date())
    }

    /// The hosts of both groups, parted by a bar.
    fn shown(query: &Query) -> String {
        let all = three();
        parted(&list(&all, query, seed(), NOW, 9))
    }

    fn parted(shown: &Shown<'_>) -> String {
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
        assert_eq!(count(&three(), &query, NOW), 1);
        assert_eq!(count(&three(), &Query::default(), NOW), 3);
    }

    #[test]
    fn every_word_must_occur_in_any_case() {
        let with = |words: &str| Query { words: words.to_owned(), ..sorted(Sort::Alphabetical) };
        assert_eq!(shown(&with("CÉRAMIQUE atelier")), "|Atelier");
        assert_eq!(shown(&with("lanterne.example")), "lanterne|");
        assert_eq!(shown(&with("cantine atelier")), "|");
    }
    #[test]
    fn no_more_are_shown_than_are_asked_for_and_all_are_counted() {
        let all = three();
        for (most, wanted) in
            [(0, "|"), (1, "Cantine|"), (2, "Cantine lanterne|"), (3, "Cantine lanterne|Atelier")]
        {
            let shown = list(&all, &sorted(Sort::Alphabetical), seed(), NOW, most);
            assert_eq!((parted(&shown).as_str(), shown.found), (wanted, 3));
        }
    }

    #[test]
    fn nobody_is_picked_who_approves_first_or_does_not_fit() {
        let all = three();
        let words = |words: &str| Query { words: words.to_owned(), ..Query::default() };
        assert!(pick(&all, &words("atelier"), seed(), NOW).is_none());
        let picked = pick(&all, &words("LANTERNE"), seed(), NOW).unwrap();
        assert_eq!((&*picked.first.listing.name, picked.second), ("lanterne", None));
    }

    #[test]
    fn a_topic_and_a_place_are_found_in_any_case_and_whole() {
        let all = || sorted(Sort::Alphabetical);
        let about = |topic: &str| Query { topic: Some(topic.to_owned()), ..all() };
        assert_eq!(shown(&about("cÉRAMIQUE")), "|Atelier");
        assert_eq!(shown(&about("ar")), "|");
        assert_eq!(shown(&Query { country: Some("FR".to_owned()), ..all() }), "Cantine lanterne|Atelier");
        assert_eq!(shown(&Query { country: Some("de".to_owned()), ..all() }), "|");
        assert_eq!(shown(&Query { region: Some("eu".to_owned()), ..all() }), "Cantine lanterne|Atelier");
    }

    #[test]
    fn what_a_pod_does_not_say_it_does_not_promise() {
        let mut entry = samples::entry("pod.example");
        let asks = |change: fn(&mut Query)| {
            let mut query = Query::default();
            change(&mut query);
            query
        };
        let (free, without) = (asks(|it| it.is_free = true), asks(|it| it.without_email = true));
        let upload = |least| Query { upload_mb: Some(least), ..Query::default() };
        for query in [&free, &without, &upload(100)] {
            assert!(matches(&entry, query), "{query:?}");
        }
        assert!(!matches(&entry, &upload(101)));
        entry.listing.capacity.upload_file_mb = Some(0);
        assert!(matches(&entry, &upload(u64::MAX)), "without a limit");
        entry.listing.capacity.upload_file_mb = None;
        assert!(!matches(&entry, &upload(1)));
        entry.listing.registration.price = Some(line("2 EUR a month"));
        assert!(!matches(&entry, &free));
        for (email, fits) in
            [(Some(EmailNeed::Optional), true), (Some(EmailNeed::Required), false), (None, false)]
        {
            entry.listing.registration.email = email;
            assert_eq!(matches(&entry, &without), fits, "{email:?}");
        }
    }
}
