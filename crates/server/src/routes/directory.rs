//! The platform's front page: pods that have room.

use crate::{
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
    filter::{self, Query, Shown, Sort},
    listing,
    order::{self, Seed},
};
use jid::BareJid;
use model::{
    PodId, hosts, imports, logos,
    pods::{Accounts, Pod},
};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use ui::{
    Accent, Errors, Problem,
    pages::{DirectoryPage, GoPage, ImportedPod, PickPage, Places, PodCard},
    url::{self, DirectoryQuery, LogoSide, Mode},
};

/// Cards of a page at most. Each visitor has another order, so that nobody is always behind.
const MOST: usize = 200;

/// Pods of others' lists that are shown at most, and characters of the words that their names must hold.
const IMPORTED: u32 = 100;
const WORDS: usize = 100;

/// Languages of a card, and of the filter, at most.
const LANGUAGES: usize = 40;

/// What stands behind the question mark of `/pods` and `/pick`.
#[derive(Default, Deserialize)]
pub struct Fields {
    #[serde(default)]
    q: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    mode: String,
    #[serde(default)]
    sort: String,
}

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
    let known = known(&visit).await?;
    let query = Query { group: Some(Group::Instant), ..wishes(&fields) };
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
    let known = known(visit).await?;
    let Shown { instant, approval } = filter::list(known.entries(), &wishes(fields), seed(visit), visit.now);
    let more = instant.len() + approval.len() > MOST;
    let found = instant.into_iter().chain(approval).take(MOST);
    let cards = found.filter_map(|entry| any_card(visit, &known, entry)).collect();
    let imported = if front { Vec::new() } else { imported(visit, fields).await? };
    let (query, languages) = (query(fields), known.languages());
    Ok(visit.show(&DirectoryPage { query, pods: cards, languages, front, more, imported }))
}

/// Pods that others tell of. Nothing is known of them by which they could be chosen but their names.
async fn imported(visit: &Visit, fields: &Fields) -> Result<Vec<ImportedPod>, Fault> {
    if !fields.language.is_empty() || !fields.mode.is_empty() {
        return Ok(Vec::new());
    }
    // no database takes more
    let words: String = fields.q.chars().filter(|letter| !letter.is_control()).take(WORDS).collect();
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

/// All that the directory knows: the deployment's own pods, and those of others.
struct Known {
    pods: Vec<Pod>,
    own: Vec<Entry>,
    logos: HashMap<PodId, String>,
    others: All,
}

impl Known {
    fn entries(&self) -> impl Iterator<Item = &Entry> + Clone {
        self.own.iter().chain(self.others.values().map(|seen| &seen.entry))
    }

    /// The languages that somebody speaks, as tags that we can name.
    fn languages(&self) -> Vec<String> {
        let all = self.entries().flat_map(|entry| &entry.listing.languages);
        let all: BTreeSet<String> = all.map(|tag| tag.to_ascii_lowercase()).collect();
        all.into_iter().take(LANGUAGES).collect()
    }
}

async fn known(visit: &Visit) -> Result<Known, Fault> {
    let (pods, own): (Vec<Pod>, _) = listings::own(&visit.app, visit.now).await?.into_iter().unzip();
    let ids = pods.iter().map(|pod| pod.id).collect();
    let logos = logos::of_pods(&visit.app.database, ids).await?;
    Ok(Known { pods, own, logos, others: visit.app.polling.shown.all(&visit.app).await? })
}

/// Another order for each visitor and each day, the same one on each of her pages.
fn seed(visit: &Visit) -> Seed {
    Seed::new(&visit.app.lot, visit.lot(), visit.now.date())
}

fn query(fields: &Fields) -> DirectoryQuery {
    DirectoryQuery {
        q: fields.q.clone(),
        language: fields.language.clone(),
        mode: Mode::from_code(&fields.mode),
        sort: url::Sort::from_code(&fields.sort),
    }
}

fn wishes(fields: &Fields) -> Query {
    let group = match Mode::from_code(&fields.mode) {
        Some(Mode::Open) => Some(Group::Instant),
        Some(Mode::Approval) => Some(Group::Approval),
        _ => None,
    };
    let sort = match url::Sort::from_code(&fields.sort) {
        url::Sort::Draw => Sort::Random,
        url::Sort::Name => Sort::Alphabetical,
        url::Sort::Newest => Sort::Newest,
        url::Sort::Smallest => Sort::Smallest,
    };
    let language = Some(fields.language.clone()).filter(|language| !language.is_empty());
    Query { language, group, words: fields.q.clone(), sort }
}

fn any_card(visit: &Visit, known: &Known, entry: &Entry) -> Option<PodCard> {
    let others = || known.others.get(&*entry.listing.domain).map(|seen| others_card(visit, seen));
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
fn others_card(visit: &Visit, Seen { entry, good_at }: &Seen) -> PodCard {
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
        logo: None,
        languages: listing.languages.iter().map(ToString::to_string).take(LANGUAGES).collect(),
        mode: mode(entry),
        places: places(entry),
        any_account: listing.xmpp.accounts == listing::Accounts::Any,
        provider: String::new(),
        since: listing.provider.as_ref().map(|provider| provider.since.midnight().assume_utc()),
        sign_up: Some(sign_up),
        seen_at: Some(*good_at),
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
