//! The pods that are listed, in the form of the-federation.info: put together once for all who ask.

use crate::{app::App, fault::Fault, foreign::All, listings};
use actix_web::web::Bytes;
use directory::{
    entry::Entry,
    listing::Visibility,
    nodeinfo::{self, Version},
};
use model::pods::Pod;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use tokio::{sync::Mutex, task::spawn_blocking};

/// How long what was put together is good.
const FRESH: Duration = Duration::from_secs(3);

/// What was put together last, and when.
#[derive(Default)]
pub struct Crawled(Mutex<Option<(Instant, Bytes)>>);

impl Crawled {
    /// All of them, as JSON. Whoever else asks while they are put together waits for them.
    ///
    /// # Errors
    /// The database's.
    pub async fn pods(&self, app: &App) -> Result<Bytes, Fault> {
        let mut kept = self.0.lock().await;
        if let Some((_, pods)) = kept.as_ref().filter(|(made, _)| made.elapsed() < FRESH) {
            return Ok(pods.clone());
        }
        let others = app.polling.shown.all(app).await?;
        let own = listings::own(app, (app.now)()).await?;
        // of thousands this takes a while
        let pods = spawn_blocking(move || together(&own, &others)).await;
        let pods = pods.map_err(|error| Fault::Internal(error.to_string()))?;
        *kept = Some((Instant::now(), pods.clone()));
        Ok(pods)
    }
}

fn together(own: &[(Pod, Entry)], others: &All) -> Bytes {
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    for seen in others.values() {
        all.insert(seen.entry.listing.domain.to_string(), crawled(&seen.entry));
    }
    for (_, entry) in own.iter().filter(|(_, entry)| entry.listing.listing == Visibility::Public) {
        all.insert(entry.listing.domain.to_string(), crawled(entry));
    }
    let told = json!({ "podcount": all.len(), "pods": all.into_values().collect::<Vec<_>>() });
    told.to_string().into()
}

/// A pod, as NodeInfo would say it.
fn crawled(entry: &Entry) -> Value {
    let listing = &entry.listing;
    let said = nodeinfo::document(listing, Version::V21, "");
    json!({
        "host": &*listing.domain,
        "name": &*listing.name,
        "network": "xmpp",
        "software": said["software"]["name"],
        "version": said["software"]["version"],
        "protocols": said["protocols"],
        "registrations_open": said["openRegistrations"],
        "total_users": said["usage"]["users"]["total"],
        "country": listing.country.as_deref(),
    })
}
