//! The platform's front page: pods that have room.

use crate::{
    app::App,
    choices::Around,
    extract::Visit,
    fault::{Answer, Fault},
    foreign::{self, All, Seen, Ways},
    listings,
};
use actix_web::{HttpResponse, http::header, web};
use directory::{
    band::Band,
    effective::Effective,
    eligible::Group,
    entry::Entry,
    filter::{self, Query, Shown},
    listing,
    order::{self, Seed},
};
use jid::BareJid;
use model::{
    PodId, hosts, logos,
    pods::{Accounts, Pod},
};
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};
use time::OffsetDateTime;
use ui::{
    Accent, Errors, Problem,
    pages::{DirectoryPage, GoPage, Offered, PickPage, Places, PodCard},
    url::{self, DirectoryQuery, LogoSide, Mode, Wish},
};

mod asked;

pub use asked::{Fields, domain_of, wishes};

/// Cards of a page at most. Each visitor has another order, so that nobody is always behind.
const MOST: usize = 100;

/// Languages of a card at most.
const LANGUAGES: usize = 40;

/// What stands behind the question mark of `/go`.
#[derive(Deserialize)]
pub struct GoFields {
    address: Option<String>,
}

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
    let known = known(&visit.app, visit.now).await?;
    let query = Query { group: Some(Group::Instant), ..wishes(&fields.query()) };
    let shown = filter::list(known.entries(), &query, seed(&visit), visit.now);
    let picked = order::pick(&shown.instant, seed(&visit));
    let card = |entry: &Entry| any_card(&visit, &known, entry);
    Ok(visit.show(&PickPage {
        pick: picked.as_ref().and_then(|pick| card(pick.first)),
        other: picked.and_then(|pick| card(pick.second?)),
    }))
}

/// `GET /go`: from one's address to one's pod.
pub async fn go(visit: Visit, fields: web::Query<GoFields>) -> Answer {
    let typed = fields.address.clone().unwrap_or_default();
    let address = typed.trim().trim_start_matches("xmpp:").to_lowercase();
    let mut errors = Errors::none();
    if !address.is_empty() {
        match home(&visit, &address).await? {
            Some(origin) => {
                return Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, origin)).finish());
            }
            None if BareJid::new(&address).is_err() => errors.push("address", Problem::AddressInvalid),
            None => errors.push("address", Problem::UnknownServer(address)),
        }
    }
    let page = GoPage { address: typed, last: None, errors };
    Ok(if page.errors.is_empty() { visit.show(&page) } else { visit.show_again(&page) })
}

/// The pod whose host or own XMPP domain it is.
async fn home(visit: &Visit, address: &str) -> Result<Option<String>, Fault> {
    let server = address.rsplit('@').next().unwrap_or(address);
    for (pod, _) in listings::own(&visit.app, visit.now).await? {
        let own = pod.xmpp_domain.as_ref().is_some_and(|domain| domain.as_str() == server);
        if own || hosts::list(&visit.app.database, &pod.id).await?.iter().any(|host| host == server) {
            return Ok(Some(visit.app.origins.of(&pod.host) + &url::login()));
        }
    }
    Ok(None)
}

async fn show(visit: &Visit, fields: &Fields, front: bool) -> Answer {
    let (known, query) = (known(&visit.app, visit.now).await?, fields.query());
    let Shown { instant, approval } = filter::list(known.entries(), &wishes(&query), seed(visit), visit.now);
    let found: Vec<&Entry> = instant.into_iter().chain(approval).collect();
    let pages = u32::try_from(found.len().div_ceil(MOST)).unwrap_or(u32::MAX);
    let page = query.page.min(pages.saturating_sub(1));
    let first = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(MOST);
    let cards = found.iter().skip(first).take(MOST).filter_map(|entry| any_card(visit, &known, entry));
    Ok(visit.show(&DirectoryPage {
        pods: cards.collect(),
        offered: known.offered(),
        front,
        total: found.len(),
        pages,
        looser: if found.is_empty() { looser(&known, &query, visit.now) } else { Vec::new() },
        query: query.at(page),
    }))
}

/// The wishes without which some pods would answer, and how many.
fn looser(known: &Known, query: &DirectoryQuery, now: OffsetDateTime) -> Vec<(Wish, usize)> {
    let asked = Wish::ALL.into_iter().filter(|wish| query.has(*wish));
    let counted = asked.map(|wish| {
        let fewer = wishes(&query.without(wish));
        (wish, filter::count(known.entries(), &fewer, now))
    });
    counted.filter(|(_, count)| *count > 0).collect()
}

/// All that the directory knows: the deployment's own pods, and those of others.
pub struct Known {
    /// The deployment's own pods,
    pub pods: Vec<Pod>,
    /// and what they say of themselves.
    pub own: Vec<Entry>,
    /// The logos of those that have one.
    pub logos: HashMap<PodId, String>,
    /// Those of others,
    pub others: All,
    /// and what is around them.
    pub around: Arc<Around>,
}

impl Known {
    /// All of them.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> + Clone {
        self.own.iter().chain(self.others.values().map(|seen| &seen.entry))
    }

    /// What can be looked for.
    fn offered(&self) -> Offered {
        self.around.offered(self.own.iter())
    }
}

/// All that the directory knows now: no question for a single pod.
///
/// # Errors
/// The database's.
pub async fn known(app: &App, now: OffsetDateTime) -> Result<Known, Fault> {
    let (pods, own): (Vec<Pod>, _) = listings::own(app, now).await?.into_iter().unzip();
    let ids = pods.iter().map(|pod| pod.id).collect();
    let logos = logos::of_pods(&app.database, ids).await?;
    let others = app.polling.shown.all(app).await?;
    let around = app.polling.choices.around(app, &others).await?;
    Ok(Known { pods, own, logos, others, around })
}

/// Another order for each visitor and each day, the same one on each of her pages.
fn seed(visit: &Visit) -> Seed {
    Seed::new(&visit.app.lot, visit.lot(), visit.now.date())
}

fn any_card(visit: &Visit, known: &Known, entry: &Entry) -> Option<PodCard> {
    let domain = &*entry.listing.domain;
    let others = || {
        let Seen { entry, good_at, .. } = &**known.others.get(domain)?;
        Some(others_card(visit, entry, *good_at, known.around.icons.get(domain)))
    };
    card(visit, &known.pods, &known.logos, entry).or_else(others)
}

/// A pod as a newcomer sees it.
pub fn card(visit: &Visit, pods: &[Pod], logos: &HashMap<PodId, String>, entry: &Entry) -> Option<PodCard> {
    let pod = pods.iter().find(|pod| *pod.host == *entry.listing.domain)?;
    Some(PodCard {
        name: pod.name.clone(),
        host: pod.host.clone(),
        origin: visit.app.origins.of(&pod.host),
        tagline: pod.tagline.clone(),
        accent: Accent::parse(&pod.accent).unwrap_or(Accent::LEAF),
        logo: logos.get(&pod.id).map(|hash| url::logo_of(&pod.host, hash, LogoSide::Medium)),
        languages: entry.listing.languages.iter().map(ToString::to_string).collect(),
        mode: mode(entry),
        places: places(entry),
        any_account: pod.accounts == Accounts::Any,
        provider: String::new(),
        since: Some(pod.created_at),
        sign_up: None,
        seen_at: None,
    })
}

/// A pod of another deployment, in its own words.
pub fn others_card(visit: &Visit, entry: &Entry, good_at: OffsetDateTime, icon: Option<&String>) -> PodCard {
    let listing = &entry.listing;
    let Ways { sign_up, origin } = foreign::ways(&visit.app, entry);
    let tag = visit.language.tag();
    let summary = listing.summary.iter().find(|(language, _)| ***language == *tag);
    let summary = summary.or_else(|| listing.summary.iter().next());
    PodCard {
        name: listing.name.to_string(),
        host: listing.domain.to_string(),
        origin,
        tagline: summary.map(|(_, text)| text.to_string()).unwrap_or_default(),
        accent: Accent::LEAF,
        logo: icon.map(|hash| url::pod_icon(&listing.domain, hash)),
        languages: listing.languages.iter().map(ToString::to_string).take(LANGUAGES).collect(),
        mode: mode(entry),
        places: places(entry),
        any_account: listing.xmpp.accounts == listing::Accounts::Any,
        provider: String::new(),
        since: listing.provider.as_ref().map(|provider| provider.since.midnight().assume_utc()),
        sign_up: Some(sign_up),
        seen_at: Some(good_at),
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
