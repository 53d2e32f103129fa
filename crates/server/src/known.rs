//! All pods that the directory's pages know, ours and those of others, put together once for many pages.

use crate::{
    app::App,
    choices,
    fault::Fault,
    foreign::{All, Seen},
    listings,
};
use directory::{entry::Entry, listing::Visibility, network::Network};
use model::{PodId, hosts, listed_pods, logos, pods::Pod, sent};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use time::{Date, OffsetDateTime};
use ui::pages::Offered;

/// How long they are good,
const FRESH: Duration = Duration::from_secs(1);

/// and how long they are shown while others are put together. Whoever comes later waits.
const STALE: Duration = Duration::from_secs(5);

/// All pods at a time.
pub struct Pods {
    /// All of them.
    pub network: Network,
    /// What can be looked for.
    pub offered: Offered,
    /// The hashes of the icons of pods of others, by their host names.
    pub icons: HashMap<String, String>,
    own: HashMap<String, Own>,
    others: All,
    /// Whose a host name or an XMPP domain of ours is.
    homes: HashMap<String, String>,
    /// Which pods have an XMPP domain, or say so.
    claims: HashMap<String, Vec<String>>,
    day: Date,
    read: Instant,
}

/// A pod of ours.
pub struct Own {
    /// The pod.
    pub pod: Pod,
    /// The hash of its logo.
    pub logo: Option<String>,
}

/// A pod.
#[derive(Clone, Copy)]
pub enum Which<'a> {
    /// Of ours.
    Own(&'a Own),
    /// Of another deployment.
    Other(&'a Seen),
}

/// What they are put together of.
struct Parts {
    own: Vec<(Pod, Entry)>,
    logos: HashMap<PodId, String>,
    served: Vec<hosts::Known>,
    others: All,
    sent: HashMap<String, i64>,
    icons: HashMap<String, String>,
    now: OffsetDateTime,
    read: Instant,
}

/// What was put together last.
#[derive(Default)]
pub struct Known {
    last: Mutex<Option<Arc<Pods>>>,
    making: Arc<tokio::sync::Mutex<()>>,
}

impl Known {
    /// All pods. They may be some seconds old, and are of this day.
    ///
    /// # Errors
    /// The database's.
    pub async fn pods(&self, app: &App) -> Result<Arc<Pods>, Fault> {
        let day = (app.now)().date();
        if let Some(pods) = self.younger(STALE, day) {
            if pods.read.elapsed() >= FRESH {
                self.renew(app);
            }
            return Ok(pods);
        }
        let _making = self.making.lock().await;
        match self.younger(FRESH, day) {
            Some(pods) => Ok(pods),
            None => self.make(app).await,
        }
    }

    /// Puts them together anew beside whatever goes on, unless somebody does.
    fn renew(&self, app: &App) {
        let Ok(making) = Arc::clone(&self.making).try_lock_owned() else { return };
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(error) = app.polling.known.make(&app).await {
                tracing::warn!(%error, "the directory's pods were not read; it is tried again");
            }
            drop(making);
        });
    }

    async fn make(&self, app: &App) -> Result<Arc<Pods>, Fault> {
        let pods = Arc::new(read(app).await?);
        *self.lock() = Some(Arc::clone(&pods));
        Ok(pods)
    }

    fn younger(&self, than: Duration, day: Date) -> Option<Arc<Pods>> {
        self.lock().as_ref().filter(|pods| pods.read.elapsed() < than && pods.day == day).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Pods>>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pods {
    /// One of them, by its primary host name.
    #[must_use]
    pub fn get(&self, domain: &str) -> Option<Which<'_>> {
        let other = || self.others.get(domain).map(|seen| Which::Other(seen));
        self.own.get(domain).map(Which::Own).or_else(other)
    }

    /// The pod that a name belongs to without a doubt: any host name of ours, an XMPP domain that one of ours has for itself, or the host
    /// name of another's. That an XMPP domain is theirs, others only say: see [`Pods::claiming`].
    #[must_use]
    pub fn home(&self, name: &str) -> Option<&str> {
        let other = || self.others.get_key_value(name).map(|(domain, _)| domain.as_str());
        self.homes.get(name).map(String::as_str).or_else(other)
    }

    /// The pods of ours that have an XMPP domain, and those of others that say so.
    #[must_use]
    pub fn claiming(&self, domain: &str) -> Vec<&Entry> {
        let domains = self.claims.get(domain).map_or(&[][..], Vec::as_slice);
        domains.iter().filter_map(|domain| self.network.get(domain)).collect()
    }

    /// Whether so many were sent to one of these today, by any process, that it wishes for no more. From now on that is known.
    ///
    /// # Errors
    /// The database's.
    pub async fn is_any_sated<'a>(
        &self,
        app: &App,
        entries: impl Iterator<Item = &'a Entry>,
        now: OffsetDateTime,
    ) -> Result<bool, Fault> {
        let budget =
            |entry: &'a Entry| Some((&*entry.listing.domain, entry.listing.registration.daily_budget?));
        let budgets: HashMap<&str, u32> = entries.filter_map(budget).collect();
        if budgets.is_empty() {
            return Ok(false);
        }
        let domains = budgets.keys().map(|domain| (*domain).to_owned()).collect();
        let mut any = false;
        for (domain, count) in sent::today_of(&app.database, domains, now).await? {
            let count = whole(count);
            self.network.note_sent(&domain, count);
            any |= budgets.get(&*domain).is_some_and(|most| count >= *most);
        }
        Ok(any)
    }
}

async fn read(app: &App) -> Result<Pods, Fault> {
    let (read, now, database) = (Instant::now(), (app.now)(), &app.database);
    let own = listings::own(app, now).await?;
    let ids = own.iter().map(|(pod, _)| pod.id).collect();
    let parts = Parts {
        logos: logos::of_pods(database, ids).await?,
        served: hosts::served(database).await?,
        others: app.polling.shown.all(app).await?,
        sent: sent::today(database, now).await?,
        icons: listed_pods::icons(database).await?.into_iter().collect(),
        own,
        now,
        read,
    };
    // with thousands of pods that takes some milliseconds, in which nobody else is to wait
    let together = tokio::task::spawn_blocking(move || together(parts)).await;
    together.map_err(|error| Fault::Internal(error.to_string()))
}

fn together(parts: Parts) -> Pods {
    let Parts { own, mut logos, served, others, sent, icons, now, read } = parts;
    let sent: HashMap<String, u32> = sent.into_iter().map(|(domain, count)| (domain, whole(count))).collect();
    let (homes, claims) = (homes(&own, served), claims(&own, &others));
    let mut entries: Vec<Arc<Entry>> = others.values().map(|seen| Arc::clone(&seen.entry)).collect();
    let mut pods = HashMap::with_capacity(own.len());
    for (pod, entry) in own {
        entries.push(Arc::new(entry));
        let logo = logos.remove(&pod.id);
        pods.insert(pod.host.clone(), Own { pod, logo });
    }
    let network = Network::new(entries, &sent, now);
    // what nobody finds is not offered to look for
    let public = network.entries().filter(|entry| entry.listing.listing == Visibility::Public);
    let offered = choices::offered(public);
    Pods { offered, icons, network, own: pods, claims, others, homes, day: now.date(), read }
}

/// Each name that is surely one of our pods', with its primary host name: its host names, and an XMPP domain that no other of ours has.
fn homes(own: &[(Pod, Entry)], served: Vec<hosts::Known>) -> HashMap<String, String> {
    let primary: HashMap<PodId, &str> = own.iter().map(|(pod, _)| (pod.id, pod.host.as_str())).collect();
    let mut domains: HashMap<&str, Vec<&str>> = HashMap::new();
    for (domain, host) in own.iter().filter_map(domain_of) {
        domains.entry(domain).or_default().push(host);
    }
    let domains = domains.into_iter().filter_map(|(domain, hosts)| match *hosts {
        [host] => Some((domain.to_owned(), host.to_owned())),
        _ => None,
    });
    let hosts = served.into_iter().filter_map(|known| {
        let primary = primary.get(&known.pod)?;
        Some((known.host, (*primary).to_owned()))
    });
    domains.chain(hosts).collect()
}

fn domain_of((pod, _): &(Pod, Entry)) -> Option<(&str, &str)> {
    Some((pod.xmpp_domain.as_ref()?.as_str(), &pod.host))
}

fn claims(own: &[(Pod, Entry)], others: &All) -> HashMap<String, Vec<String>> {
    let mut claims: HashMap<String, Vec<String>> = HashMap::new();
    for (domain, host) in own.iter().filter_map(domain_of) {
        claims.entry(domain.to_owned()).or_default().push(host.to_owned());
    }
    for (host, seen) in others.iter() {
        for domain in &seen.entry.listing.xmpp.domains {
            claims.entry(domain.to_string()).or_default().push(host.clone());
        }
    }
    claims
}

fn whole(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
