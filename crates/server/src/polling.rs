//! Looks at pods of other deployments when they are due: fetched from their own hosts, judged, and written down. Each process takes what
//! no other has.

use crate::{
    app::App,
    federation::Crawled,
    fetching::{FetchError, Fetcher},
    foreign::Foreign,
    icons,
    known::Known,
    providers,
};
use directory::{
    check::{self, Bad, Checked, Keys, Trust, Wanted},
    document,
    life::{Event, Spans, State},
    robots,
};
use model::listed_pods::{self, Found, ListedPod, Whom};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;

mod alike;
mod lives;

pub use alike::{Names, Protected};
pub use lives::{Taken, decide, decide_for};

/// How often it is looked whether pods are due.
const LOOK: Duration = Duration::from_millis(500);

/// Pods that are begun with in one go,
const MOST: usize = 16;

/// and looked at at once: so many that are known, and so many others.
const AT_ONCE: usize = 32;

/// How long a pod is put off whose neighbours were asked too often, at least.
const BUSY: time::Duration = time::Duration::minutes(1);

/// Where the listing is.
pub const LISTING: &str = "/.well-known/pod-listing.json";

/// Where a host says who is to leave it alone.
pub const ROBOTS: &str = "/robots.txt";

/// How pods of other deployments are looked at. Cheap to clone.
#[derive(Clone)]
pub struct Polling {
    /// Fetches their documents.
    pub fetcher: Fetcher,
    /// How long each part of their lives takes.
    pub spans: Arc<Spans>,
    /// Those that are shown.
    pub shown: Arc<Foreign>,
    /// The same together with our own, as pages have them.
    pub known: Arc<Known>,
    /// Those that are listed, as crawlers have them.
    pub crawled: Arc<Crawled>,
    /// Names that are protected.
    pub protected: Arc<Protected>,
}

impl Polling {
    /// From the settings.
    #[must_use]
    pub fn new(fetcher: Fetcher, spans: Spans) -> Self {
        let (shown, known, crawled, protected) = Default::default();
        Self { fetcher, spans: Arc::new(spans), shown, known, crawled, protected }
    }
}

/// A document that was found.
struct Sight {
    checked: Checked,
    is_vouched_for: bool,
    bytes: Vec<u8>,
    address: String,
}

/// Why there is none.
enum Miss {
    /// That says something of the pod.
    Bad(Bad, String),
    /// That says nothing of it.
    Busy,
}

impl From<FetchError> for Miss {
    fn from(error: FetchError) -> Self {
        error.kind().map_or(Self::Busy, |bad| Self::Bad(bad, error.to_string()))
    }
}

/// Looks at all pods that are due, until the program stops.
pub async fn follow(app: &App) {
    let mut due = tokio::time::interval(LOOK);
    // dropped with this, and with it all that is under way
    let mut looks = [(Whom::Known, JoinSet::new()), (Whom::Strangers, JoinSet::new())];
    loop {
        due.tick().await;
        for (whom, looks) in &mut looks {
            begin(app, *whom, looks).await;
        }
    }
}

/// Begins with as many pods as there is room for.
async fn begin(app: &App, whom: Whom, looks: &mut JoinSet<()>) {
    while let Some(done) = looks.try_join_next() {
        if let Err(error) = done {
            tracing::error!(%error, "a look at a pod ended early; it is made again");
        }
    }
    let free = room(looks.len());
    if free == 0 {
        return;
    }
    match listed_pods::claim(&app.database, whom, (app.now)(), free).await {
        Ok(pods) => {
            for pod in pods {
                let app = app.clone();
                looks.spawn(async move { one(&app, pod).await });
            }
        }
        Err(error) => tracing::warn!(%error, "pods of others were not looked at; it is tried again"),
    }
}

/// How many more are begun with, while so many are looked at.
fn room(under_way: usize) -> u32 {
    u32::try_from(AT_ONCE.saturating_sub(under_way).min(MOST)).unwrap_or_default()
}

async fn one(app: &App, pod: ListedPod) {
    if let Err(error) = look(app, &pod).await {
        tracing::warn!(%error, domain = pod.domain, "what was seen of a pod was not written down");
    }
}

async fn look(app: &App, pod: &ListedPod) -> Result<(), model::Error> {
    let (life, spans) = (lives::life(pod), &app.polling.spans);
    let now = (app.now)();
    if life.state == State::Tombstone && now >= life.since + spans.tombstone {
        let step = life.after(Event::Passed, spans, now, 0.5);
        return lives::settle(app, pod, step, None, None).await;
    }
    let seen = see(app, pod).await;
    let (now, chance) = ((app.now)(), rand::random::<f64>());
    match seen {
        Ok(Sight { checked, is_vouched_for, bytes, address }) => {
            let event = Event::Checked { checked: &checked, is_vouched_for };
            let step = life.after(event, spans, now, chance);
            let step = alike::judge(app, pod, step, &checked.listing, now).await?;
            if step.is_believed {
                providers::look(app, &checked.listing).await?;
            }
            let found = step.is_believed.then(|| found(&checked, bytes, address));
            let is_good = step.is_believed;
            lives::settle(app, pod, step, found, Some(is_good)).await?;
            if is_good { icons::look(app, &checked.listing).await } else { Ok(()) }
        }
        Err(Miss::Bad(bad, detail)) => {
            let step = life.after(Event::Failed { bad, detail: &detail }, spans, now, chance);
            lives::settle(app, pod, step, None, Some(false)).await
        }
        Err(Miss::Busy) => {
            let until = now + BUSY + BUSY * chance;
            listed_pods::postpone(&app.database, &pod.domain, pod.turn, until).await
        }
    }
}

/// Fetches and judges.
async fn see(app: &App, pod: &ListedPod) -> Result<Sight, Miss> {
    let (fetcher, domain) = (&app.polling.fetcher, &pod.domain);
    ask_robots(fetcher, domain).await?;
    let fetched = fetcher.get(domain, LISTING, document::LONGEST).await?;
    match fetched.status {
        200 => {}
        404 | 410 => return Err(Miss::Bad(Bad::Missing, fetched.status.to_string())),
        status => return Err(Miss::Bad(Bad::Answer, status.to_string())),
    }
    // only we write them
    let keys: Keys = serde_json::from_str(&pod.keys).unwrap_or_default();
    let wanted = Wanted {
        domain,
        serial: u64::try_from(pod.serial).unwrap_or_default(),
        keys: &keys,
        rotation: app.polling.spans.rotation,
        now: (app.now)(),
    };
    let judged = check::judge(&fetched.body, &wanted);
    let checked = judged.map_err(|(bad, detail)| Miss::Bad(bad, detail))?;
    let is_vouched_for = checked.trust == Trust::Other && vouches(app, domain, &checked).await;
    Ok(Sight { checked, is_vouched_for, bytes: fetched.body, address: fetched.address.to_string() })
}

/// Whether the host lets us look. One that says nothing of it, or leads elsewhere, does (RFC 9309 §2.3.1).
async fn ask_robots(fetcher: &Fetcher, domain: &str) -> Result<(), Miss> {
    let fetched = match fetcher.get(domain, ROBOTS, robots::LONGEST).await {
        Ok(fetched) => fetched,
        Err(FetchError::Redirected(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    match fetched.status {
        200 if robots::allows(&String::from_utf8_lossy(&fetched.body), LISTING) => Ok(()),
        200 => Err(Miss::Bad(Bad::Robots, String::new())),
        status if status >= 500 => Err(Miss::Bad(Bad::Answer, format!("{status} at {ROBOTS}"))),
        _ => Ok(()),
    }
}

/// Whether the domain's owner says in DNS that the key is hers.
async fn vouches(app: &App, domain: &str, checked: &Checked) -> bool {
    match app.texts.of(&check::record_name(domain)).await {
        Ok(texts) => texts.iter().any(|text| checked.is_vouched_for(text)),
        // it is looked at again soon
        Err(_) => false,
    }
}

fn found(checked: &Checked, document: Vec<u8>, address: String) -> Found {
    Found {
        document,
        serial: i64::try_from(checked.listing.serial).unwrap_or(i64::MAX),
        keys: serde_json::to_string(&checked.keys).unwrap_or_else(|_| "{}".to_owned()),
        address,
    }
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, LOOK, MOST, room};

    /// What is begun with in each turn, where that many are due at once and each look takes so many turns.
    fn turns(mut due: usize, takes: usize) -> Vec<usize> {
        let mut begun: Vec<usize> = Vec::new();
        while due > 0 {
            let under_way: usize = begun.iter().rev().take(takes - 1).sum();
            let more = usize::try_from(room(under_way)).unwrap().min(due);
            assert!(more <= MOST && under_way + more <= AT_ONCE, "{more} beside {under_way}");
            begun.push(more);
            due -= more;
        }
        begun
    }

    #[test]
    fn thousands_that_are_due_at_once_are_no_burst() {
        let quick = turns(3_000, 1);
        assert_eq!((quick.iter().max(), quick.len()), (Some(&16), 188));
        // as slow as a fetch may be, with one for robots.txt before it
        let slow = turns(3_000, 80);
        assert_eq!(slow.len(), 7_442, "of half a second each: an hour, and nobody was forgotten");
        assert_eq!(LOOK.as_millis(), 500);
        assert_eq!((room(AT_ONCE), room(AT_ONCE + 1), room(AT_ONCE - 1)), (0, 0, 1));
    }
}
