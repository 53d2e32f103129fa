//! What a newcomer asks for: her wishes are hard, and within them the order is hers to choose.

use crate::eligible::{self, Group};
use crate::entry::Entry;
use crate::listing::{Accounts, EmailNeed, Listing};
use crate::order::{self, Seed};
use crate::text::Host;
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
    /// The domain of an account that may sign in there.
    pub accepts: Option<String>,
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

/// How many pods are recommended at the time `now` and fit the wishes.
pub fn count<'a>(entries: impl IntoIterator<Item = &'a Entry>, query: &Query, now: OffsetDateTime) -> usize {
    let is_wanted = |group| query.group.is_none_or(|only| only == group);
    let fits = |entry: &&Entry| eligible::group(entry, now).is_ok_and(is_wanted) && matches(entry, query);
    entries.into_iter().filter(fits).count()
}

/// Whether a pod fits the wishes, in whichever group it is.
pub fn matches(entry: &Entry, query: &Query) -> bool {
    let listing = &entry.listing;
    let speaks = |wanted: &String| listing.languages.iter().any(|tag| is_language(tag, wanted));
    let is_about = |wanted: &String| listing.topics.iter().any(|topic| is_same(topic, wanted));
    let is = |said: Option<&str>, wanted: &String| said.is_some_and(|said| is_same(said, wanted));
    query.language.as_ref().is_none_or(speaks)
        && query.country.as_ref().is_none_or(|wanted| is(listing.country.as_deref(), wanted))
        && query.region.as_ref().is_none_or(|wanted| is(listing.region.as_deref(), wanted))
        && query.topic.as_ref().is_none_or(is_about)
        && has_terms(listing, query)
        && query.accepts.as_ref().is_none_or(|domain| accepts(listing, domain))
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

/// Whether an account of that domain may sign in.
fn accepts(listing: &Listing, domain: &str) -> bool {
    let xmpp = &listing.xmpp;
    let is_one_of = |hosts: &[Host]| hosts.iter().any(|host| **host == *domain);
    match xmpp.accounts {
        Accounts::Any => true,
        Accounts::Local => is_one_of(&xmpp.domains),
        Accounts::Allowlist => is_one_of(&xmpp.domains) || is_one_of(&xmpp.allowed_domains),
    }
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
    if words.trim().is_empty() {
        return true;
    }
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
        // each name is written small once, and not with each comparison
        Sort::Alphabetical => entries.sort_by_cached_key(name),
        Sort::Newest => entries.sort_by_cached_key(|entry| (Reverse(since(entry)), name(entry))),
        Sort::Smallest => {
            entries.sort_by_cached_key(|entry| (entry.listing.capacity.members_band, name(entry)));
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::{Query, Sort, count, list, matches};
    use crate::band::Band;
    use crate::effective::Effective;
    use crate::eligible::Group;
    use crate::entry::Entry;
    use crate::listing::{Accounts, EmailNeed};
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

    #[test]
    fn an_account_fits_where_its_domain_is_let_in() {
        let mut entry = samples::entry("pod.example");
        let of = |domain: &str| Query { accepts: Some(domain.to_owned()), ..Query::default() };
        let both = |entry: &Entry| [matches(entry, &of("pod.example")), matches(entry, &of("else.example"))];
        assert_eq!(both(&entry), [true, true]);
        entry.listing.xmpp.accounts = Accounts::Local;
        assert_eq!(both(&entry), [true, false]);
        entry.listing.xmpp.accounts = Accounts::Allowlist;
        entry.listing.xmpp.allowed_domains = vec!["else.example".to_owned().try_into().unwrap()];
        assert_eq!(both(&entry), [true, true]);
        assert!(!matches(&entry, &of("third.example")));
    }
}
