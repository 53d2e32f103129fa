//! A pod's listing as it is published. It is issued by whoever is asked for it when it says something else than the last one, or that is
//! a day old; however many nodes are asked, one row says which is the last. Remembered for a second.

use super::{Facts, icon::icon, keys, listing};
use crate::{app::App, fault::Fault, federation};
use actix_web::web::Bytes;
use directory::{
    band::Band,
    document::Document,
    issue::{self, Issued},
    listing::{Activity, Listing, More},
};
use model::{
    PodId, applications, domains, listings,
    pods::{self, Registration},
    secrets::Key,
    usages,
};
use moka::future::Cache;
use std::{sync::Arc, time::Duration};
use time::OffsetDateTime;

/// How long it is believed.
const FRESH: Duration = Duration::from_secs(1);

/// How long it is believed how many were here: all members are counted for that.
const COUNTED: Duration = Duration::from_secs(60 * 60);

/// Whoever was here in that time counts as active (§2 of docs/directory.md).
const MONTH: time::Duration = time::Duration::days(30);

/// Pods whose listings are remembered.
const REMEMBERED: u64 = 10_000;

/// How often it is tried again where another node was quicker.
const TRIES: usize = 5;

/// Issues listings, and remembers them.
#[derive(Clone)]
pub struct Publisher {
    /// Seals the pods' keys.
    pub seal: Key,
    made: Cache<PodId, Arc<Published>>,
    active: Cache<PodId, Band>,
}

/// A listing that is published.
pub struct Published {
    /// What it says.
    pub listing: Listing,
    /// The signed document.
    pub document: Bytes,
}

impl Publisher {
    /// With the deployment's key.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        let made = Cache::builder().max_capacity(REMEMBERED).time_to_live(FRESH).build();
        let active = Cache::builder().max_capacity(REMEMBERED).time_to_live(COUNTED).build();
        Self { seal: keys::seal(key), made, active }
    }

    /// What seals the keys that sign listings, and the directory's own.
    #[must_use]
    pub fn seal(&self) -> &Key {
        &self.seal
    }
}

/// A pod's listing, as it is now or was a second ago. However many ask at once, one looks.
///
/// # Errors
/// That the pod is gone, or the database's.
pub async fn published(app: &App, pod: PodId) -> Result<Arc<Published>, Fault> {
    let made = app.publisher.made.try_get_with(pod, made(app, pod)).await;
    made.map_err(|fault: Arc<Fault>| match &*fault {
        Fault::NotFound => Fault::NotFound,
        fault => Fault::Unavailable(fault.to_string()),
    })
}

async fn made(app: &App, pod: PodId) -> Result<Arc<Published>, Fault> {
    for _ in 0..TRIES {
        let now = (app.now)();
        let facts = listings::facts(&app.database, &pod, now).await?.ok_or(Fault::NotFound)?;
        if let Some(published) = attempt(app, facts, now).await? {
            return Ok(Arc::new(published));
        }
    }
    Err(Fault::Unavailable("others issue the listing again and again".to_owned()))
}

/// The listing that was issued last, if it still says what is true; else a new one. None where another node was quicker.
async fn attempt(app: &App, facts: listings::Facts, now: OffsetDateTime) -> Result<Option<Published>, Fault> {
    let (pod, seal) = (facts.pod.id, &app.publisher.seal);
    let all = keys::ensured(app, &pod, facts.keys.clone(), now).await?;
    let named = keys::current(&all, now);
    let listing = with_keys(app, &facts, named, now).await?;
    let listing = with_more(app, &facts, listing, now).await?;
    let digest = issue::digest(&listing).map_err(internal)?;
    let last = facts.issued.as_ref().map(known);
    let told = federation::told(&listings::Outline::of(&facts.pod, facts.settings.visibility), now);
    if let Some(issued) = facts.issued.filter(|_| !issue::is_due(&digest, last.as_ref(), now)) {
        return Ok(Some(Published { listing, document: issued.document.into() }));
    }
    let first = named.first().ok_or_else(|| internal("a pod has no key"))?;
    let listing = issue::dated(listing, last.as_ref(), now);
    let signed = keys::signer(seal, &pod, first)?.sign(&listing).map_err(internal)?;
    let document = String::from_utf8(signed.to_bytes().map_err(internal)?).map_err(internal)?;
    let issued_at = listing.issued_at;
    let serial = i64::try_from(listing.serial).map_err(internal)?;
    let new = listings::Issued { serial, digest, document: document.clone(), issued_at };
    let before = last.and_then(|last| i64::try_from(last.serial).ok());
    let won = listings::issue(&app.database, &pod, &new, before, (&facts.pod.host, told)).await?;
    Ok(won.then(|| Published { listing, document: document.into() }))
}

async fn with_keys(
    app: &App,
    facts: &listings::Facts,
    keys: &[listings::Key],
    now: OffsetDateTime,
) -> Result<Listing, Fault> {
    let listings::Facts { pod, signups_today, settings, further, holders, .. } = facts;
    let served = domains::served(&app.database, &pod.id).await?;
    let moved = pods::moved_to(&app.database, &pod.id).await?;
    let moved_to = moved.as_deref();
    let wait = match pod.registration {
        Registration::Approval => applications::usual_wait(&app.database, &pod.id).await?,
        _ => None,
    };
    let signups_today = *signups_today;
    let facts = Facts { pod, signups_today, settings, further, holders, served, moved_to, wait };
    let said = listing(app, &facts, now).map_err(internal)?;
    let keys = keys.iter().map(keys::public).collect::<Result<Vec<_>, _>>().map_err(internal)?;
    Ok(Listing { keys, ..said })
}

/// The same with what is asked for beside the facts: how many of its members were here, and its logo.
async fn with_more(
    app: &App,
    facts: &listings::Facts,
    mut listing: Listing,
    now: OffsetDateTime,
) -> Result<Listing, Fault> {
    let before = facts.issued.as_ref().and_then(|issued| read(&issued.document));
    // what was said in the last hour holds: so several nodes do not contradict each other
    let said = before.as_ref().filter(|before| now - before.issued_at < COUNTED);
    let active_month_band = match said.and_then(|before| before.activity.as_ref()?.active_month_band) {
        Some(band) => Some(band),
        None => Some(active(app, facts.pod.id, now).await?),
    };
    listing.activity = Some(Activity { active_month_band, more: More::new() });
    if let Some(icon) = icon(app, &facts.pod, before.as_ref()).await? {
        listing.more.insert("icon".to_owned(), icon);
    }
    Ok(listing)
}

/// How many of its members were here.
async fn active(app: &App, pod: PodId, now: OffsetDateTime) -> Result<Band, Fault> {
    let counted = app.publisher.active.try_get_with(pod, async {
        let active = usages::active(&app.database, &pod, now - MONTH).await?;
        Ok::<_, Fault>(Band::of(u64::try_from(active).unwrap_or_default()))
    });
    counted.await.map_err(|fault: Arc<Fault>| Fault::Unavailable(fault.to_string()))
}

fn read(document: &str) -> Option<Listing> {
    Document::read(document.as_bytes()).ok()?.listing().ok()
}

fn known(issued: &listings::Issued) -> Issued {
    Issued {
        serial: u64::try_from(issued.serial).unwrap_or_default(),
        digest: issued.digest.clone(),
        issued_at: issued.issued_at,
    }
}

fn internal(error: impl ToString) -> Fault {
    Fault::Internal(error.to_string())
}
