//! Who runs which pod: whether the DNS of whoever a listing names says the same. A listing alone says nothing.

use crate::{app::App, fault::Fault, listings};
use directory::{
    listing::Listing,
    providers::{named, owner, record_name, says},
};
use model::pod_providers::{self, Answer, PodProvider};
use std::collections::HashMap;
use time::{Duration, OffsetDateTime};

/// How often it is looked at of a pod of ours.
const AGAIN: Duration = Duration::HOUR;

/// What is known, by the host names of pods.
pub type Known = HashMap<String, PodProvider>;

/// What is known of these pods.
///
/// # Errors
/// The database's.
pub async fn known(app: &App, domains: Vec<String>) -> Result<Known, model::Error> {
    let rows = pod_providers::of(&app.database, domains).await?;
    Ok(rows.into_iter().map(|row| (row.domain.clone(), row)).collect())
}

/// The registered domain of whoever runs the pod, where that is confirmed.
#[must_use]
pub fn confirmed(known: &Known, listing: &Listing, now: OffsetDateTime) -> Option<String> {
    let provider = named(listing)?;
    let row = known.get(&*listing.domain)?;
    row.confirms(&provider, now).then(|| owner(&provider).to_owned())
}

/// Looks whether the DNS of whoever the listing names says the same, and remembers what it said.
///
/// # Errors
/// The database's.
pub async fn look(app: &App, listing: &Listing) -> Result<(), model::Error> {
    let Some(provider) = named(listing) else { return Ok(()) };
    let answer = match app.texts.of(&record_name(&listing.domain, &provider)).await {
        Ok(texts) if texts.iter().any(|text| says(text, &listing.domain)) => Answer::Yes,
        Ok(_) => Answer::No,
        // it is looked at again soon
        Err(_) => Answer::None,
    };
    pod_providers::keep(&app.database, &listing.domain, &provider, answer, (app.now)()).await
}

/// The same of all pods of ours of which it was not done for a while. The platform itself needs no record: it is the host anyway.
///
/// # Errors
/// The database's.
pub async fn look_at_own(app: &App) -> Result<(), Fault> {
    let now = (app.now)();
    // to describe all pods takes long, and of those that name nobody it is the platform
    if !model::listings::name_providers(&app.database).await? {
        return Ok(());
    }
    let own = listings::own(app, now).await?;
    let known = known(app, own.iter().map(|(pod, _)| pod.host.clone()).collect()).await?;
    for (pod, entry) in &own {
        let Some(provider) = named(&entry.listing) else { continue };
        let is_fresh = |row: &&PodProvider| row.provider == *provider && now - row.looked_at < AGAIN;
        if *provider != *app.origins.platform() && known.get(&pod.host).filter(is_fresh).is_none() {
            look(app, &entry.listing).await?;
        }
    }
    Ok(())
}
