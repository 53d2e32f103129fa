//! A page for each pod of the directory, of this deployment or of another: what it says, and what was seen of it.

use crate::{
    app::App,
    extract::{Segment, Visit},
    fault::{Answer, Fault},
    listings,
    routes::directory::{Known, card, known, others_card},
};
use actix_web::{HttpResponse, http::header, web};
use directory::{
    check::Bad,
    document::Document,
    effective::Effective,
    eligible::{self, Unfit},
    entry::Entry,
    listing::{Listing, Visibility},
};
use model::{
    listed_pods::{self, ListedPod, State},
    pods::{self, Pod, Standing as Open},
};
use time::OffsetDateTime;
use ui::{
    pages::{Said, SheetPage, Standing, UptimeDay},
    url,
};

mod said;

/// How long a browser may keep an icon: a pod may wish to be forgotten.
const KEPT: &str = "public, max-age=3600";

/// `GET /pods/{host}`.
pub async fn one(visit: Visit, Segment(host): Segment) -> Answer {
    Ok(visit.show(&page(&visit, &host).await?))
}

/// `GET /icon/{host}/{hash}.png`: the icon of a pod of another deployment, as it was drawn here.
pub async fn icon(
    app: web::Data<App>,
    Segment(host): Segment,
    address: web::Path<(String, String)>,
) -> Answer {
    let (_, file) = address.into_inner();
    let hash = url::read_icon(&file).ok_or(Fault::NotFound)?;
    let picture = listed_pods::icon(&app.database, &host, hash).await?.ok_or(Fault::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer
        .content_type("image/png")
        .insert_header((header::CACHE_CONTROL, KEPT))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"));
    Ok(answer.body(picture))
}

/// The page of a pod.
///
/// # Errors
/// [`Fault::NotFound`] for one that nobody knows, and one that wishes to be forgotten; the database's.
pub async fn page(visit: &Visit, host: &str) -> Result<SheetPage, Fault> {
    let known = known(&visit.app, visit.now).await?;
    if let Some((pod, entry)) = own(&known, host) {
        return own_page(visit, &known, pod, entry).ok_or(Fault::NotFound);
    }
    // an alias of a pod here, or one that is gone
    if pods::by_host_in_any_state(&visit.app.database, host).await?.is_some() {
        return Err(Fault::NotFound);
    }
    let pod = listed_pods::get(&visit.app.database, host).await?.ok_or(Fault::NotFound)?;
    others_page(visit, &known, &pod).await
}

/// How a pod that is known and listed stands at this time.
#[must_use]
pub fn standing(entry: &Entry, now: OffsetDateTime) -> Standing {
    let listing = &entry.listing;
    match eligible::group(entry, now) {
        Ok(_) => Standing::Joinable,
        Err(Unfit::Leaving) => leaving(listing),
        Err(Unfit::Unlisted) => Standing::Unlisted,
        Err(Unfit::Stale) => Standing::Stale,
        Err(Unfit::NoAbuseContact) => Standing::NoAbuseContact,
        Err(Unfit::Sated) => Standing::Sated,
        Err(Unfit::Shut) => match listing.registration.effective {
            Effective::Invite => Standing::Invite,
            Effective::Full => Standing::Full,
            Effective::Paused => Standing::Paused,
            Effective::Open | Effective::Approval | Effective::Closed => Standing::Closed,
        },
    }
}

fn leaving(listing: &Listing) -> Standing {
    match &listing.moved_to {
        Some(host) => Standing::Moved(host.to_string()),
        None => Standing::Closing(listing.closing_at),
    }
}

fn own<'a>(known: &'a Known, host: &str) -> Option<(&'a Pod, &'a Entry)> {
    let pod = known.pods.iter().find(|pod| pod.host == host)?;
    Some((pod, known.own.iter().find(|entry| *entry.listing.domain == *host)?))
}

/// One of this deployment; none where it is not there for anybody, or wishes so.
fn own_page(visit: &Visit, known: &Known, pod: &Pod, entry: &Entry) -> Option<SheetPage> {
    let is_there = matches!(pod.standing(visit.now), Open::Open | Open::ReadOnly | Open::Suspended);
    if !is_there || entry.listing.listing == Visibility::None {
        return None;
    }
    let mut card = card(visit, &known.pods, &known.logos, entry)?;
    if pod.state == pods::State::Suspended {
        card.tagline.clear();
    }
    Some(SheetPage {
        host: pod.host.clone(),
        said: Some(Box::new(said::said(card, &entry.listing))),
        standing: standing(entry, visit.now),
        is_own: true,
        days: Vec::new(),
        first_seen: None,
        seen_at: None,
    })
}

/// One of another deployment. Where nothing of it is shown, its name and how it stands are.
async fn others_page(visit: &Visit, known: &Known, pod: &ListedPod) -> Result<SheetPage, Fault> {
    let listing = pod.document.as_deref().and_then(read);
    if is_forgotten(pod, listing.as_ref()) {
        return Err(Fault::NotFound);
    }
    let standing = match (known.others.get(&pod.domain), pod.state) {
        (Some(seen), State::Listed) => standing(&seen.entry, visit.now),
        (_, State::Closing) => listing.as_ref().map_or(Standing::Closing(None), leaving),
        (_, state) => silent(state),
    };
    let is_silent = matches!(pod.state, State::Stale | State::Down);
    let is_told = is_silent || matches!(pod.state, State::Listed | State::Closing | State::Unlisted);
    let is_fresh = pod.expires_at.is_some_and(|end| end > visit.now);
    let said = match listing.filter(|_| is_told && is_fresh) {
        Some(listing) => Some(Box::new(told(visit, pod, listing).await?)),
        None => None,
    };
    let days = listed_pods::days(&visit.app.database, &pod.domain, visit.now).await?;
    Ok(SheetPage {
        host: pod.domain.clone(),
        said,
        standing,
        is_own: false,
        days: days.iter().map(day).collect(),
        first_seen: Some(pod.first_seen),
        seen_at: pod.good_at,
    })
}

/// What a pod of another deployment says of itself, all of it.
async fn told(visit: &Visit, pod: &ListedPod, listing: Listing) -> Result<Said, Fault> {
    let icon = listed_pods::icon_of(&visit.app.database, &pod.domain).await?;
    let entry = listings::entry(&visit.app, listing);
    let card = others_card(visit, &entry, pod.good_at.unwrap_or(pod.first_seen), icon.as_ref());
    Ok(said::said(card, &entry.listing))
}

fn read(document: &[u8]) -> Option<Listing> {
    Document::read(document).ok()?.listing().ok()
}

/// Whether it wishes to be forgotten, or is.
fn is_forgotten(pod: &ListedPod, listing: Option<&Listing>) -> bool {
    let says = |bad: Bad| pod.reason.starts_with(&bad.to_string());
    match pod.state {
        State::Tombstone => true,
        State::Gone => says(Bad::Missing) || says(Bad::Robots),
        State::Unlisted => listing.is_none_or(|listing| listing.listing == Visibility::None),
        _ => false,
    }
}

/// How one stands of which nothing is recommended.
fn silent(state: State) -> Standing {
    match state {
        State::Submitted => Standing::Submitted,
        State::Probation => Standing::Probation,
        State::Listed | State::Stale => Standing::Stale,
        State::Down => Standing::Down,
        State::Gone | State::Tombstone => Standing::Gone,
        State::Unlisted => Standing::Unlisted,
        State::Closing => Standing::Closing(None),
        State::Review => Standing::Review,
        State::Blocked => Standing::Blocked,
    }
}

fn day(day: &listed_pods::CheckDay) -> UptimeDay {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    UptimeDay { date: day.date, good: count(day.good), total: count(day.total) }
}
