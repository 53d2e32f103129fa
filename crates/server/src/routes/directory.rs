//! The platform's front page: pods that have room.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    foreign,
    known::{Pods, Which},
};
use actix_web::web;
use directory::{
    band::Band,
    effective::Effective,
    entry::Entry,
    filter::{self, Query, Shown},
    listing,
    order::{Pick, Seed},
};
use model::{
    imports,
    pods::{Accounts, Pod},
};
use std::{ops::Range, sync::Arc};
use time::OffsetDateTime;
use ui::{
    Accent,
    pages::{DirectoryPage, ImportedPod, PickPage, Places, PodCard, Why},
    url::{self, DirectoryQuery, LogoSide, Mode, Wish},
};

mod asked;
mod terms;

pub use asked::{Fields, domain_of, wishes};
pub use terms::run_by;

/// Cards of a page at most: whole rows of two and of three. Each visitor has another order, so that nobody is always behind.
const MOST: usize = 48;

/// Pods of others' lists that are shown at most, and characters of the words that their names must hold.
const IMPORTED: u32 = 100;
const WORDS: usize = 100;

/// Languages of a card at most.
const LANGUAGES: usize = 40;

/// How often it is chosen anew when somebody was sent enough people in this moment.
const TRIES: usize = 5;

/// Checks below which it is not said how many were good.
const CHECKS: u32 = 24;

/// `GET /`.
pub async fn front(visit: Visit, fields: web::Query<Fields>) -> Answer {
    show(&visit, &fields, true).await
}

/// `GET /pods`.
pub async fn list(visit: Visit, fields: web::Query<Fields>) -> Answer {
    show(&visit, &fields, false).await
}

/// `GET /pick`.
pub async fn pick(visit: Visit, fields: web::Query<Fields>) -> Answer {
    let pods = pods(&visit).await?;
    let picked = picked(&visit, &pods, &wishes(&fields.query())).await?;
    let card = |entry: &Entry| card_of(&visit, &pods, entry);
    Ok(visit.show(&PickPage {
        pick: picked.as_ref().and_then(|pick| card(pick.first)),
        other: picked.and_then(|pick| card(pick.second?)),
    }))
}

async fn show(visit: &Visit, fields: &Fields, front: bool) -> Answer {
    let (pods, query) = (pods(visit).await?, fields.query());
    let wished = wishes(&query);
    // what one page has is found, and those before it; a page beyond the last is the last
    let last = filter::count(&pods.network, &wished, visit.now).div_ceil(MOST).max(1) - 1;
    let page = usize::try_from(query.page).unwrap_or(usize::MAX).min(last);
    let Shown { instant, approval, found } =
        chosen(visit, &pods, &wished, page * MOST..(page + 1) * MOST).await?;
    let all = instant.into_iter().chain(approval).skip(page * MOST);
    let cards = all.filter_map(|entry| card_of(visit, &pods, entry)).collect();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let imported = if front { Vec::new() } else { imported(visit, &query).await? };
    Ok(visit.show(&DirectoryPage {
        pods: cards,
        offered: pods.offered.clone(),
        front,
        total: found,
        pages: number(found.div_ceil(MOST)),
        looser: if found == 0 { looser(&pods, &query, visit.now) } else { Vec::new() },
        query: query.at(number(page)),
        imported,
    }))
}

/// Pods that others tell of. Nothing is known of them by which they could be chosen but their names.
async fn imported(visit: &Visit, query: &DirectoryQuery) -> Result<Vec<ImportedPod>, Fault> {
    let is_asked = |wish: Wish| wish != Wish::Words && query.has(wish);
    if query.page > 0 || Wish::ALL.into_iter().any(is_asked) {
        return Ok(Vec::new());
    }
    // no database takes more
    let words: String = query.q.chars().filter(|letter| !letter.is_control()).take(WORDS).collect();
    let found = imports::shown(&visit.app.database, &words, visit.now, IMPORTED).await?;
    Ok(found.into_iter().map(imported_pod).collect())
}

fn imported_pod(pod: imports::Imported) -> ImportedPod {
    let source = pod.source.parse::<::url::Url>().ok().and_then(|url| url.host_str().map(str::to_owned));
    ImportedPod {
        website: if pod.website.is_empty() { format!("https://{}/", pod.domain) } else { pod.website },
        source: source.unwrap_or(pod.source),
        domain: pod.domain,
        name: pod.name,
        about: pod.about,
        software: pod.software,
        seen_at: pod.seen_at,
    }
}

/// The wishes without which some pods would answer, and how many.
fn looser(pods: &Pods, query: &DirectoryQuery, now: OffsetDateTime) -> Vec<(Wish, usize)> {
    let asked = Wish::ALL.into_iter().filter(|wish| query.has(*wish));
    let counted = asked.map(|wish| {
        let fewer = wishes(&query.without(wish));
        (wish, filter::count(&pods.network, &fewer, now))
    });
    counted.filter(|(_, count)| *count > 0).collect()
}

/// All pods that the directory knows.
pub(super) async fn pods(visit: &Visit) -> Result<Arc<Pods>, Fault> {
    visit.app.polling.known.pods(&visit.app).await
}

/// The first pods that fit, in this visitor's order, as many as the page needs. None of those on it was sent as many people today as it
/// wishes.
pub(super) async fn chosen<'a>(
    visit: &Visit,
    pods: &'a Pods,
    query: &Query,
    page: Range<usize>,
) -> Result<Shown<'a>, Fault> {
    let list = || filter::list(&pods.network, query, seed(visit), visit.now, page.end);
    let mut shown = list();
    for _ in 0..TRIES {
        // those before it are on other pages: a page far behind asks for no more than the first
        let all = shown.instant.iter().chain(&shown.approval).copied().skip(page.start);
        if !pods.is_any_sated(&visit.app, all, visit.now).await? {
            break;
        }
        shown = list();
    }
    Ok(shown)
}

/// A pod for this visitor, with a second choice; the same holds of them.
async fn picked<'a>(visit: &Visit, pods: &'a Pods, query: &Query) -> Result<Option<Pick<'a>>, Fault> {
    let pick = || filter::pick(&pods.network, query, seed(visit), visit.now);
    let mut picked = pick();
    for _ in 0..TRIES {
        let both = picked.iter().flat_map(|pick| std::iter::once(pick.first).chain(pick.second));
        if !pods.is_any_sated(&visit.app, both, visit.now).await? {
            break;
        }
        picked = pick();
    }
    Ok(picked)
}

/// Another order for each visitor and each day, the same one on each of her pages.
fn seed(visit: &Visit) -> Seed {
    Seed::new(&visit.app.lot, visit.lot(), visit.now.date())
}

/// The card of a pod that the directory knows.
pub(super) fn card_of(visit: &Visit, pods: &Pods, entry: &Entry) -> Option<PodCard> {
    let domain = &*entry.listing.domain;
    let card = match pods.get(domain)? {
        Which::Own(own) => {
            let logo = |hash: &String| url::logo_of(&own.pod.host, hash, LogoSide::Medium);
            PodCard { logo: own.logo.as_ref().map(logo), ..card(visit, &own.pod, entry) }
        }
        Which::Other(seen) => others_card(visit, &seen.entry, seen.good_at, pods.icons.get(domain)),
    };
    Some(PodCard { why: Some(why(visit, pods, entry)), ..card })
}

/// Why a pod is shown that is recommended: what was measured.
fn why(visit: &Visit, pods: &Pods, entry: &Entry) -> Why {
    let measured = &entry.measured;
    let share = (u64::from(measured.good) * 100).checked_div(u64::from(measured.checks));
    let uptime = share.filter(|_| measured.checks >= CHECKS).and_then(|share| u32::try_from(share).ok());
    let known = measured.since.map(|since| (visit.now - since).whole_days() / 30);
    Why {
        uptime: uptime.map(|share| (share, measured.checks)),
        months: known.and_then(|months| u32::try_from(months).ok()),
        beside: pods.network.at_host_of(&entry.listing.domain).saturating_sub(1),
    }
}

/// A pod of ours as a newcomer sees it, without its logo.
pub fn card(visit: &Visit, pod: &Pod, entry: &Entry) -> PodCard {
    PodCard {
        name: pod.name.clone(),
        host: pod.host.clone(),
        origin: visit.app.origins.of(&pod.host),
        tagline: pod.tagline.clone(),
        accent: Accent::parse(&pod.accent).unwrap_or(Accent::LEAF),
        logo: None,
        languages: entry.listing.languages.iter().map(ToString::to_string).collect(),
        mode: mode(entry),
        places: places(entry),
        any_account: pod.accounts == Accounts::Any,
        terms: terms::terms(&entry.listing),
        provider: entry.listing.provider.as_ref().map(run_by).unwrap_or_default(),
        since: Some(pod.created_at),
        seen_at: None,
        why: None,
    }
}

/// A pod of another deployment, in its own words.
pub fn others_card(visit: &Visit, entry: &Entry, good_at: OffsetDateTime, icon: Option<&String>) -> PodCard {
    let listing = &entry.listing;
    let tag = visit.language.tag();
    let summary = listing.summary.iter().find(|(language, _)| ***language == *tag);
    let summary = summary.or_else(|| listing.summary.iter().next());
    PodCard {
        name: listing.name.to_string(),
        host: listing.domain.to_string(),
        origin: foreign::ways(&visit.app, entry).origin,
        tagline: summary.map(|(_, text)| text.to_string()).unwrap_or_default(),
        accent: Accent::LEAF,
        logo: icon.map(|hash| url::pod_icon(&listing.domain, hash)),
        languages: listing.languages.iter().map(ToString::to_string).take(LANGUAGES).collect(),
        mode: mode(entry),
        places: places(entry),
        any_account: listing.xmpp.accounts == listing::Accounts::Any,
        terms: terms::terms(listing),
        provider: listing.provider.as_ref().map(run_by).unwrap_or_default(),
        since: listing.provider.as_ref().map(|provider| provider.since.midnight().assume_utc()),
        seen_at: Some(good_at),
        why: None,
    }
}

fn mode(entry: &Entry) -> Mode {
    match entry.listing.registration.effective {
        Effective::Open => Mode::Open,
        Effective::Approval => Mode::Approval,
        Effective::Invite => Mode::Invite,
        Effective::Closed | Effective::Full | Effective::Paused => Mode::Closed,
    }
}

fn places(entry: &Entry) -> Places {
    let band = entry.listing.capacity.places_free_band;
    let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    match Band::ALL.into_iter().find(|next| *next > band) {
        // a full pod is not listed, so the first band begins with one place
        Some(next) => Places::Band(number(band.lower()).max(1), number(next.lower() - 1)),
        None => Places::AtLeast(number(band.lower())),
    }
}
