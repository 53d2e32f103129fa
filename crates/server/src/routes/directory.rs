//! The platform's front page: pods that have room.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    listings,
};
use actix_web::{HttpResponse, http::header, web};
use directory::{
    band::Band,
    effective::Effective,
    eligible::Group,
    entry::Entry,
    filter::{self, Query, Shown, Sort},
    order::{self, Seed},
};
use jid::BareJid;
use model::{
    PodId, hosts, logos,
    pods::{Accounts, Pod},
};
use serde::Deserialize;
use std::collections::HashMap;
use ui::{
    Accent, Errors, Problem,
    pages::{DirectoryPage, GoPage, PickPage, Places, PodCard},
    url::{self, DirectoryQuery, LogoSide, Mode},
};

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
    let Own { pods, entries, logos } = own(&visit).await?;
    let query = Query { group: Some(Group::Instant), ..wishes(&fields) };
    let shown = filter::list(&entries, &query, seed(&visit), visit.now);
    let picked = order::pick(&shown.instant, seed(&visit));
    let card = |entry: &Entry| card(&visit, &pods, &logos, entry);
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
    let Own { pods, entries, logos } = own(visit).await?;
    let Shown { instant, approval } = filter::list(&entries, &wishes(fields), seed(visit), visit.now);
    let cards = instant.into_iter().chain(approval).filter_map(|entry| card(visit, &pods, &logos, entry));
    let spoken = entries.iter().flat_map(|entry| &entry.listing.languages);
    let mut languages: Vec<String> = spoken.map(ToString::to_string).collect();
    languages.sort();
    languages.dedup();
    let page = DirectoryPage { query: query(fields), pods: cards.collect(), languages, front };
    Ok(visit.show(&page))
}

/// The deployment's pods, as they are listed, and the hashes of their logos.
struct Own {
    pods: Vec<Pod>,
    entries: Vec<Entry>,
    logos: HashMap<PodId, String>,
}

async fn own(visit: &Visit) -> Result<Own, Fault> {
    let (pods, entries): (Vec<Pod>, _) = listings::own(&visit.app, visit.now).await?.into_iter().unzip();
    let ids = pods.iter().map(|pod| pod.id).collect();
    Ok(Own { logos: logos::of_pods(&visit.app.database, ids).await?, pods, entries })
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

fn card(visit: &Visit, pods: &[Pod], logos: &HashMap<PodId, String>, entry: &Entry) -> Option<PodCard> {
    let pod = pods.iter().find(|pod| *pod.host == *entry.listing.domain)?;
    let band = entry.listing.capacity.places_free_band;
    let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Some(PodCard {
        name: pod.name.clone(),
        host: pod.host.clone(),
        origin: visit.app.origins.of(&pod.host),
        tagline: pod.tagline.clone(),
        accent: Accent::parse(&pod.accent).unwrap_or(Accent::LEAF),
        logo: logos.get(&pod.id).map(|hash| url::logo_of(&pod.host, hash, LogoSide::Medium)),
        languages: entry.listing.languages.iter().map(ToString::to_string).collect(),
        mode: match entry.listing.registration.effective {
            Effective::Open => Mode::Open,
            Effective::Approval => Mode::Approval,
            Effective::Invite => Mode::Invite,
            Effective::Closed | Effective::Full | Effective::Paused => Mode::Closed,
        },
        places: match Band::ALL.into_iter().find(|next| *next > band) {
            // a full pod is not listed, so the first band begins with one place
            Some(next) => Places::Band(number(band.lower()).max(1), number(next.lower() - 1)),
            None => Places::AtLeast(number(band.lower())),
        },
        any_account: pod.accounts == Accounts::Any,
        provider: String::new(),
        since: Some(pod.created_at),
    })
}
