//! Pods of other deployments as the directory's pages have them: read anew every few seconds, and not for each reader.

use crate::app::App;
use directory::{document::Document, entry::Entry};
use model::{
    hosts,
    listed_pods::{self, Shown},
};
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};
use time::OffsetDateTime;
use tokio::sync::Mutex;
use url::Url;

/// How long what was read is good.
const FRESH: Duration = Duration::from_secs(3);

/// A pod of another deployment that may be shown.
pub struct Seen {
    /// What it says of itself.
    pub entry: Entry,
    /// When it was last looked at and good.
    pub good_at: OffsetDateTime,
}

/// All of them, by their host names.
pub type All = Arc<BTreeMap<String, Seen>>;

/// What was read last, and when.
#[derive(Default)]
pub struct Foreign(Mutex<Option<(Instant, All)>>);

impl Foreign {
    /// All pods of other deployments that may be shown. Whoever else asks while they are read waits for them.
    ///
    /// # Errors
    /// The database's.
    pub async fn all(&self, app: &App) -> Result<All, model::Error> {
        let mut kept = self.0.lock().await;
        if let Some((_, all)) = kept.as_ref().filter(|(read, _)| read.elapsed() < FRESH) {
            return Ok(Arc::clone(all));
        }
        let all = Arc::new(read(app).await?);
        *kept = Some((Instant::now(), Arc::clone(&all)));
        Ok(all)
    }
}

async fn read(app: &App) -> Result<BTreeMap<String, Seen>, model::Error> {
    let now = (app.now)();
    let own = hosts::known(&app.database).await?;
    let own: HashSet<String> = own.into_iter().map(|known| known.host).collect();
    let shown = listed_pods::shown(&app.database, now - app.polling.spans.stale, now).await?;
    let seen = shown.into_iter().filter_map(seen).filter(|(domain, _)| !own.contains(domain));
    Ok(seen.collect())
}

fn seen(shown: Shown) -> Option<(String, Seen)> {
    let Shown { document, address, good_at } = shown;
    // it was read before it was kept
    let listing = Document::read(&document).ok()?.listing().ok()?;
    let domain = listing.domain.to_string();
    // pods at one address are one host's, whatever they say
    Some((domain, Seen { entry: Entry { listing, host: address, sent_today: 0 }, good_at }))
}

/// Where a pod is.
pub struct Ways {
    /// Where one signs up.
    pub sign_up: String,
    /// Scheme, host and port.
    pub origin: String,
}

/// The page for signing up that the pod names, if it is on its own host; else the host itself.
#[must_use]
pub fn ways(app: &App, entry: &Entry) -> Ways {
    let domain = &*entry.listing.domain;
    let named = own(&entry.listing.registration.url, domain, app.polling.fetcher.is_local(domain));
    match named {
        Some(url) => Ways { origin: url.origin().ascii_serialization(), sign_up: url.into() },
        None => Ways { origin: format!("https://{domain}"), sign_up: format!("https://{domain}/") },
    }
}

/// An address, if it is on that very host.
fn own(address: &str, domain: &str, is_local: bool) -> Option<Url> {
    let url: Url = address.parse().ok()?;
    let is_safe = url.scheme() == "https" && url.port().is_none();
    let is_web = is_safe || (is_local && url.scheme() == "http");
    let is_bare = url.username().is_empty() && url.password().is_none();
    (is_web && is_bare && url.host_str() == Some(domain)).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn one_signs_up_on_the_pods_own_host_alone() {
        assert!(own("https://pod.example/register", "pod.example", false).is_some());
        assert!(own("http://pod.example:8080/register", "pod.example", true).is_some());
        for other in [
            "https://evil.example/register",
            "https://pod.example.evil.example/",
            "https://pod.example@evil.example/",
            "https://a@pod.example/",
            "http://pod.example/",
            "https://pod.example:8443/",
            "mailto:a@pod.example",
            "nonsense",
        ] {
            assert_eq!(own(other, "pod.example", false), None, "{other}");
        }
    }
}
