//! A pod as programs are told of it: in its own words, and what the directory has seen.

use crate::{api::fields, app::App, foreign};
use directory::listing::Listing;
use serde_json::{Value, json};
use time::OffsetDateTime;
use ui::url;

/// A pod, and what is known of it.
pub(super) struct Told<'a> {
    /// What it says.
    pub listing: &'a Listing,
    /// Whether it runs on this deployment.
    pub is_own: bool,
    /// When it was last looked at and good.
    pub seen_at: Option<OffsetDateTime>,
    /// Where its icon is, on this host.
    pub icon: Option<String>,
}

/// An instant as JSON has it.
pub(super) fn instant_of(at: OffsetDateTime) -> Value {
    fields::instant(at)
}

/// The pod as JSON.
pub(super) fn tell(app: &App, told: &Told<'_>) -> Value {
    let listing = told.listing;
    let (registration, provider) = (&listing.registration, listing.provider.as_ref());
    let platform = app.origins.of(app.origins.platform());
    let here = |path: &str| url::absolute(&platform, path);
    let domain = &*listing.domain;
    json!({
        "domain": domain,
        "name": listing.name,
        "summary": listing.summary,
        "languages": listing.languages,
        "topics": listing.topics,
        "country": listing.country,
        "region": listing.region,
        "joining": registration.effective,
        "sign_up": sign_up(app, told),
        "approval_hours": registration.median_approval_hours,
        "email": registration.email,
        "min_age": registration.min_age,
        "price": registration.price,
        "accounts": listing.xmpp.accounts,
        "members": listing.capacity.members_band,
        "places": listing.capacity.places_free_band,
        "upload_file_mb": listing.capacity.upload_file_mb,
        "provider": provider.map(|provider| &provider.id),
        "since": provider.map(|provider| provider.since.to_string()),
        "own": told.is_own,
        "seen_at": told.seen_at.map(instant_of),
        "icon": told.icon.as_deref().map(here),
        "page": here(&url::pod_sheet(domain)),
    })
}

/// Where one signs up: on the pod's own host, whatever it says.
fn sign_up(app: &App, told: &Told<'_>) -> String {
    if told.is_own {
        return told.listing.registration.url.to_string();
    }
    foreign::ways_of(app, told.listing).sign_up
}
