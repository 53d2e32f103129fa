//! Pods of other deployments as the directory's pages have them. Every few seconds it is read which they are, and the documents of those
//! alone that were found good again; only what is shown of a document is kept.

use crate::{app::App, providers};
use directory::{
    document::Document,
    entry::{Entry, Measured},
    listing::{Listing, More, Policy},
    text::Link,
};
use model::{
    hosts,
    listed_pods::{self, Shown, Uptime},
};
use std::{
    collections::{BTreeMap, HashSet},
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
    time::{Duration, Instant},
};
use time::OffsetDateTime;
use tokio::sync::Mutex;
use ui::Language;
use url::Url;

/// How long what was read is good.
const FRESH: Duration = Duration::from_secs(3);

/// Pods that are shown at most: all of them are in memory, and each page looks through all.
const MOST: u32 = 12_000;

/// Documents that are read at once.
const AT_ONCE: usize = 100;

/// Languages and topics of a pod that are kept at most.
const FEW: usize = 40;

/// XMPP domains of a pod, and domains whose accounts it lets in, that are kept at most.
const DOMAINS: usize = 20;

/// Characters of a link of a card at most.
const LINK: usize = 200;

/// A pod of another deployment that may be shown.
pub struct Seen {
    /// What it says of itself, and what was measured when it was last good.
    pub entry: Arc<Entry>,
    /// When it was last looked at and good.
    pub good_at: OffsetDateTime,
}

/// All of them, by their host names.
pub type All = Arc<BTreeMap<String, Arc<Seen>>>;

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
        let before = kept.as_ref().map(|(_, all)| Arc::clone(all)).unwrap_or_default();
        let all = Arc::new(read(app, &before).await?);
        *kept = Some((Instant::now(), Arc::clone(&all)));
        Ok(all)
    }
}

async fn read(
    app: &App,
    before: &BTreeMap<String, Arc<Seen>>,
) -> Result<BTreeMap<String, Arc<Seen>>, model::Error> {
    let now = (app.now)();
    let own = hosts::known(&app.database).await?;
    let own: HashSet<String> = own.into_iter().map(|known| known.host).collect();
    let shown = listed_pods::shown(&app.database, now - app.polling.spans.stale, now, MOST).await?;
    let (mut all, mut fresh) = (BTreeMap::new(), Vec::new());
    for (domain, good_at) in shown.into_iter().filter(|(domain, _)| !own.contains(domain)) {
        match before.get(&domain).filter(|seen| seen.good_at == good_at) {
            Some(seen) => {
                all.insert(domain, Arc::clone(seen));
            }
            None => fresh.push(domain),
        }
    }
    for domains in fresh.chunks(AT_ONCE) {
        let found = listed_pods::documents(&app.database, domains).await?;
        let uptimes = listed_pods::uptimes(&app.database, domains, now).await?;
        let providers = providers::known(app, domains.to_vec()).await?;
        all.extend(found.into_iter().filter_map(|shown| {
            let uptime = uptimes.get(&shown.domain).copied().unwrap_or_default();
            seen(shown, uptime, &providers, now)
        }));
    }
    Ok(all)
}

fn seen(
    shown: Shown,
    uptime: Uptime,
    providers: &providers::Known,
    now: OffsetDateTime,
) -> Option<(String, Arc<Seen>)> {
    let Shown { domain, document, address, good_at, first_seen } = shown;
    // it was read before it was kept
    let listing = Document::read(&document).ok()?.listing().ok()?;
    let count = |number: i64| u32::try_from(number).unwrap_or_default();
    let measured = Measured {
        place: host_of(&address),
        key: key(&listing),
        provider: providers::confirmed(providers, &listing, now),
        good: count(uptime.good),
        checks: count(uptime.total),
        since: Some(first_seen),
    };
    let entry = Arc::new(Entry::new(short(listing), measured));
    Some((domain, Arc::new(Seen { entry, good_at })))
}

/// The key that signed it.
fn key(listing: &Listing) -> Option<String> {
    let kid = &listing.proof.as_ref()?.kid;
    listing.keys.iter().find(|key| key.kid == *kid).map(|key| key.x.to_string())
}

/// What of a listing is shown, looked for or weighed: strangers fill no memory with the rest.
fn short(mut listing: Listing) -> Listing {
    let first = listing.summary.keys().next().cloned();
    let is_ours = |tag: &str| Language::ALL.iter().any(|language| language.tag() == tag);
    listing.summary.retain(|tag, _| is_ours(tag) || Some(tag) == first.as_ref());
    listing.languages.truncate(FEW);
    listing.topics.truncate(FEW);
    // that there is somebody counts, and not who
    listing.contacts.abuse.truncate(1);
    (listing.contacts.admin, listing.contacts.support) = (Vec::new(), Vec::new());
    listing.xmpp.domains.truncate(DOMAINS);
    listing.xmpp.allowed_domains.truncate(DOMAINS);
    (listing.keys, listing.proof) = (Vec::new(), None);
    let linked = |link: Option<Link>| link.filter(|link| link.len() <= LINK);
    listing.policy = listing.policy.map(|policy| Policy {
        rules: linked(policy.rules),
        privacy: linked(policy.privacy),
        ..Policy::default()
    });
    for more in [
        &mut listing.more,
        &mut listing.contacts.more,
        &mut listing.xmpp.more,
        &mut listing.registration.more,
        &mut listing.capacity.more,
    ] {
        *more = More::new();
    }
    if let Some(provider) = &mut listing.provider {
        provider.more = More::new();
    }
    listing.activity = None;
    listing
}

/// Pods of one customer are one host's, whatever they say: those at an address of IPv4, or within a /64 of IPv6.
fn host_of(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).to_string(),
        _ => address.to_owned(),
    }
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
    ways_of(app, &entry.listing)
}

/// The same, from what the pod says.
#[must_use]
pub fn ways_of(app: &App, listing: &Listing) -> Ways {
    let domain = &*listing.domain;
    let named = own(&listing.registration.url, domain, app.polling.fetcher.is_local(domain));
    match named {
        Some(url) => Ways { origin: url.origin().ascii_serialization(), sign_up: url.into() },
        None => Ways { origin: format!("https://{domain}"), sign_up: format!("https://{domain}/") },
    }
}

/// An address, if it is on that very host.
pub fn own(address: &str, domain: &str, is_local: bool) -> Option<Url> {
    let url: Url = address.parse().ok()?;
    let is_safe = url.scheme() == "https" && url.port().is_none();
    let is_web = is_safe || (is_local && url.scheme() == "http");
    let is_bare = url.username().is_empty() && url.password().is_none();
    (is_web && is_bare && url.host_str() == Some(domain)).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::{host_of, own};

    #[test]
    fn whoever_has_many_addresses_of_ipv6_is_one_host() {
        assert_eq!(host_of("2a00:1450:4001:1::1"), host_of("2a00:1450:4001:1:ffff::9"));
        assert_ne!(host_of("2a00:1450:4001:1::1"), host_of("2a00:1450:4001:2::1"));
        assert_ne!(host_of("9.9.9.9"), host_of("9.9.9.8"));
    }

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
