//! A page for each pod of the directory, of this deployment or of another: what it says, and what was seen of it.

use crate::{
    app::App,
    extract::{Segment, Visit},
    fault::{Answer, Fault},
    known::{Own, Pods, Which},
    listings,
    routes::directory::{card_of, others_card, pods},
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
    pods::{Pod, Standing as Open, State as Asleep, by_host_in_any_state},
};
use time::{Duration, OffsetDateTime};
use ui::{
    pages::{Said, SheetPage, Standing, UptimeDay},
    url,
};

mod kept_out;
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
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        // whoever reads the API from another site shows it there
        .insert_header(("cross-origin-resource-policy", "cross-origin"));
    Ok(answer.body(picture))
}

/// The page of a pod.
///
/// # Errors
/// [`Fault::NotFound`] for one that nobody knows, and one that wishes to be forgotten; the database's.
pub async fn page(visit: &Visit, host: &str) -> Result<SheetPage, Fault> {
    let pods = pods(visit).await?;
    match find(&visit.app, &pods, host, visit.now).await? {
        Found::Own(own, entry) => own_page(visit, &pods, own, entry),
        Found::Other(sight) => others_page(visit, *sight).await,
    }
}

/// A pod of the directory.
pub enum Found<'a> {
    /// One of this deployment, with what it says.
    Own(&'a Own, &'a Entry),
    /// One of another deployment.
    Other(Box<Sight>),
}

/// A pod of another deployment, and what may be told of it.
pub struct Sight {
    /// What is known of it.
    pub pod: ListedPod,
    /// What it says, all of it; none where nothing of that is shown.
    pub listing: Option<Listing>,
    /// How it stands.
    pub standing: Standing,
}

/// Looks for a pod by its host name.
///
/// # Errors
/// [`Fault::NotFound`] for one that nobody knows, and one that wishes to be forgotten; the database's.
pub async fn find<'a>(app: &App, all: &'a Pods, host: &str, now: OffsetDateTime) -> Result<Found<'a>, Fault> {
    // an alias of a pod here, and one that is gone, are nobody else's
    if by_host_in_any_state(&app.database, host).await?.is_some() {
        let Some(Which::Own(own)) = all.get(host) else { return Err(Fault::NotFound) };
        let entry = all.network.get(host).filter(|entry| entry.listing.listing != Visibility::None);
        let entry = entry.filter(|_| is_there(&own.pod, now)).ok_or(Fault::NotFound)?;
        return Ok(Found::Own(own, entry));
    }
    let pod = listed_pods::get(&app.database, host).await?.ok_or(Fault::NotFound)?;
    let sight = sight(all, pod, app.polling.spans.gone, now).ok_or(Fault::NotFound)?;
    Ok(Found::Other(Box::new(sight)))
}

fn is_there(pod: &Pod, now: OffsetDateTime) -> bool {
    matches!(pod.standing(now), Open::Open | Open::ReadOnly | Open::Suspended)
}

/// What may be told of a pod; none where it wishes to be forgotten, or is.
fn sight(all: &Pods, pod: ListedPod, gone: Duration, now: OffsetDateTime) -> Option<Sight> {
    let listing = pod.document.as_deref().and_then(read);
    if is_forgotten(&pod, listing.as_ref(), gone) {
        return None;
    }
    let standing = match (all.get(&pod.domain), pod.state) {
        (Some(Which::Other(seen)), State::Listed) => {
            standing(&seen.entry, all.network.sent(&pod.domain), now)
        }
        (_, State::Closing) => listing.as_ref().map_or(Standing::Closing(None), leaving),
        (_, state) => silent(state),
    };
    let is_silent = matches!(pod.state, State::Stale | State::Down);
    let is_told = is_silent || matches!(pod.state, State::Listed | State::Closing | State::Unlisted);
    // what is past its end is told to nobody
    let is_fresh = pod.expires_at.is_some_and(|end| end > now);
    Some(Sight { pod, listing: listing.filter(|_| is_told && is_fresh), standing })
}

/// How a pod that is known and listed, and to which so many were sent today, stands at this time.
#[must_use]
pub fn standing(entry: &Entry, sent_today: u32, now: OffsetDateTime) -> Standing {
    let listing = &entry.listing;
    match eligible::group(entry, sent_today, now) {
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

/// One of this deployment.
fn own_page(visit: &Visit, all: &Pods, own: &Own, entry: &Entry) -> Result<SheetPage, Fault> {
    let (pod, mut card) = (&own.pod, card_of(visit, all, entry).ok_or(Fault::NotFound)?);
    if pod.state == Asleep::Suspended {
        card.tagline.clear();
    }
    Ok(SheetPage {
        host: pod.host.clone(),
        said: Some(Box::new(said::said(card, &entry.listing))),
        standing: standing(entry, all.network.sent(&pod.host), visit.now),
        kept_out: None,
        is_own: true,
        days: Vec::new(),
        first_seen: None,
        seen_at: None,
    })
}

/// One of another deployment. Where nothing of it is shown, its name and how it stands are.
async fn others_page(visit: &Visit, sight: Sight) -> Result<SheetPage, Fault> {
    let Sight { pod, listing, standing } = sight;
    let said = match listing {
        Some(listing) => Some(Box::new(told(visit, &pod, listing).await?)),
        None => None,
    };
    let days = listed_pods::days(&visit.app.database, &pod.domain, visit.now).await?;
    Ok(SheetPage {
        said,
        standing,
        kept_out: kept_out::of(&visit.app, &pod, visit.now).await?,
        is_own: false,
        days: days.iter().map(day).collect(),
        first_seen: Some(pod.first_seen),
        seen_at: pod.good_at,
        host: pod.domain,
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

/// Whether it wishes to be forgotten, or is. Silence alone makes nobody gone before that much time.
fn is_forgotten(pod: &ListedPod, listing: Option<&Listing>, gone: Duration) -> bool {
    let is_early = pod.good_at.is_some_and(|good_at| pod.since < good_at + gone);
    let says = |bad: Bad| pod.reason.starts_with(&bad.to_string());
    match pod.state {
        State::Tombstone => true,
        State::Gone => is_early || [Bad::Missing, Bad::Robots, Bad::Unwished].into_iter().any(says),
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
