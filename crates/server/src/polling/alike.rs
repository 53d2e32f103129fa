//! Names that are protected, and what becomes of a pod elsewhere whose name can be taken for one of them: the older one wins.

use super::lives::state_of;
use crate::{app::App, clock, naming::Naming};
use directory::{
    document::Document,
    host_name,
    life::{Decision, Event, State, Step},
    listing::Listing,
    lookalikes::{Alike, Index},
    text::Host,
};
use model::{
    hosts,
    listed_pods::{self, ListedPod},
    lookalikes::{self, Standing, Verdict},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};
use time::OffsetDateTime;
use tokio::{sync::Mutex, task::spawn_blocking};

/// How long what was read is good.
const FRESH: Duration = Duration::from_secs(3);

/// All names that are protected. Every few seconds it is read which they are, if anybody asks.
#[derive(Default)]
pub struct Protected(Mutex<Option<Kept>>);

/// What was read, and when that began.
struct Kept {
    read: Instant,
    at: OffsetDateTime,
    names: Arc<Names>,
}

/// The names of the deployment and its pods, and of pods elsewhere that are shown, or were not long ago, or are watched.
#[derive(Default)]
pub struct Names {
    all: Vec<String>,
    own: HashSet<String>,
    elsewhere: HashMap<String, Standing>,
    index: Arc<Index>,
}

impl Protected {
    /// All of them. Whoever else asks while they are read waits for them.
    ///
    /// # Errors
    /// The database's.
    pub async fn names(&self, app: &App) -> Result<Arc<Names>, model::Error> {
        self.names_since(app, OffsetDateTime::UNIX_EPOCH).await
    }

    /// The same, of which none is older than that.
    async fn names_since(&self, app: &App, since: OffsetDateTime) -> Result<Arc<Names>, model::Error> {
        let mut kept = self.0.lock().await;
        if let Some(kept) = kept.as_ref().filter(|it| it.read.elapsed() < FRESH && it.at >= since) {
            return Ok(Arc::clone(&kept.names));
        }
        let before = kept.as_ref().map(|kept| Arc::clone(&kept.names)).unwrap_or_default();
        let (read_at, at) = (Instant::now(), clock::now());
        let names = Arc::new(read(app, &before).await?);
        *kept = Some(Kept { read: read_at, at, names: Arc::clone(&names) });
        Ok(names)
    }
}

impl Names {
    /// Which of them a name is like, the worst first.
    pub fn alike(&self, naming: &Naming, name: &Host) -> Vec<Alike<'_>> {
        naming.alike_in(&self.index, name)
    }

    /// Whether it is one of the deployment's own.
    pub fn is_own(&self, name: &str) -> bool {
        self.own.contains(name)
    }

    /// Whether nobody could tell a name from another that is in the directory. Of one that is only watched it may be the imitation
    /// which was named first: that is for a human.
    pub fn refuse(&self, alike: &Alike<'_>) -> bool {
        let is_listed = || self.elsewhere.get(alike.other).is_some_and(|standing| standing.is_listed);
        alike.likeness.is_refused() && (self.is_own(alike.other) || is_listed())
    }

    /// Whether it was there before the pod was named.
    fn is_older(&self, name: &str, pod: &ListedPod) -> bool {
        let ours = (pod.first_seen, pod.domain.as_str());
        self.elsewhere.get(name).is_none_or(|it| (it.first_seen, it.domain.as_str()) < ours)
    }
}

async fn read(app: &App, before: &Names) -> Result<Names, model::Error> {
    let known = hosts::known(&app.database).await?;
    let mut own: HashSet<String> = known.into_iter().map(|known| known.host).collect();
    own.extend(app.naming.own());
    let standing = lookalikes::standing(&app.database).await?;
    let elsewhere: HashMap<String, Standing> =
        standing.into_iter().map(|standing| (standing.domain.clone(), standing)).collect();
    let mut all: Vec<String> = own.iter().chain(elsewhere.keys()).cloned().collect();
    all.sort_unstable();
    all.dedup();
    let index = if all == before.all {
        Arc::clone(&before.index)
    } else {
        let (naming, names) = (Arc::clone(&app.naming), all.clone());
        // of ten thousand names this takes a while
        let made = spawn_blocking(move || naming.index(names.iter().map(String::as_str)));
        Arc::new(made.await.map_err(model::Error::Task)?)
    };
    Ok(Names { all, own, elsewhere, index })
}

/// Why a pod is not simply listed.
enum Finding {
    /// Nobody could tell the two apart, or it was kept out before.
    Refused(String),
    /// A human is to look at it.
    Like(String),
}

/// What comes of a look at a pod after its name was looked at, too, if it is to be watched or shown from now on.
pub(super) async fn judge(
    app: &App,
    pod: &ListedPod,
    step: Step,
    listing: &Listing,
    now: OffsetDateTime,
) -> Result<Step, model::Error> {
    if !is_to_be_listed(state_of(pod.state), &step) {
        return Ok(step);
    }
    let name = host_name::parse(&pod.domain).and_then(|name| app.naming.allows(&name).map(|()| name));
    let finding = match name {
        Ok(name) => find(app, pod, &name, listing, now).await?,
        Err(error) => Some(Finding::Refused(error.to_string())),
    };
    let decision = match &finding {
        None => return Ok(step),
        Some(Finding::Refused(why)) => Decision::Block(why),
        Some(Finding::Like(why)) => Decision::Review(why),
    };
    let Step { life, next, .. } = step.life.after(Event::Decided(decision), &app.polling.spans, now, 0.5);
    let line = Some(format!("{} → {}: {}", pod.state, life.state, life.reason));
    Ok(Step { life, next, line, is_believed: step.is_believed })
}

/// Whoever was shown not long ago was looked at then.
fn is_to_be_listed(before: State, step: &Step) -> bool {
    let after = step.life.state;
    let is_back = matches!(before, State::Stale | State::Down) && after == State::Listed;
    step.is_believed && matches!(after, State::Probation | State::Listed) && after != before && !is_back
}

async fn find(
    app: &App,
    pod: &ListedPod,
    name: &Host,
    listing: &Listing,
    now: OffsetDateTime,
) -> Result<Option<Finding>, model::Error> {
    // of those who came before it none is missing
    let names = app.polling.protected.names_since(app, pod.first_seen).await?;
    let alike = names.alike(&app.naming, name);
    let alike: Vec<Alike<'_>> = alike.into_iter().filter(|alike| names.is_older(alike.other, pod)).collect();
    if alike.is_empty() {
        return Ok(None);
    }
    let decided = lookalikes::find(&app.database, &pod.domain).await?;
    if let Some(no) = decided.iter().find(|one| one.verdict == Some(Verdict::KeptOut)) {
        return Ok(Some(Finding::Refused(format!("an admin keeps it out: {}", no.reason))));
    }
    let is_let_in = |other: &str| decided.iter().any(|one| one.other == other && one.verdict.is_some());
    let open: Vec<&Alike<'_>> = alike
        .iter()
        .filter(|alike| names.refuse(alike) || !is_let_in(alike.other))
        .take(lookalikes::MOST)
        .collect();
    let Some(worst) = open.first() else { return Ok(None) };
    let why = format!("it {}", said(app, &names, worst, listing).await?);
    if names.refuse(worst) {
        return Ok(Some(Finding::Refused(why)));
    }
    let mut noted = Vec::new();
    for alike in open {
        noted.push((alike.other.to_owned(), said(app, &names, alike, listing).await?));
    }
    lookalikes::note(&app.database, &pod.domain, noted, now).await?;
    Ok(Some(Finding::Like(why)))
}

/// In which way it is like the other, and which of the two people know.
async fn said(
    app: &App,
    names: &Names,
    alike: &Alike<'_>,
    listing: &Listing,
) -> Result<String, model::Error> {
    if names.is_own(alike.other) {
        return Ok(format!("{alike}, which is served here"));
    }
    let other = listed_pods::get(&app.database, alike.other).await?.and_then(|other| other.document);
    // it was read before it was kept
    let other = other.and_then(|bytes| Document::read(&bytes).ok()?.listing().ok());
    let is_larger = other.is_some_and(|other| other.capacity.members_band > listing.capacity.members_band);
    Ok(format!("{alike}, which is older{}", if is_larger { " and larger" } else { "" }))
}

#[cfg(test)]
mod tests {
    use super::is_to_be_listed;
    use directory::life::{Life, Next, State, Step};
    use time::macros::datetime;

    #[test]
    fn names_are_looked_at_when_a_pod_is_to_be_watched_or_shown() {
        let now = datetime!(2026-11-22 16:00 UTC);
        let step = |state, is_believed| Step {
            life: Life { state, ..Life::new(now) },
            next: Next::Never,
            line: None,
            is_believed,
        };
        for before in [State::Submitted, State::Gone, State::Tombstone, State::Unlisted, State::Closing] {
            assert!(is_to_be_listed(before, &step(State::Probation, true)), "{before}");
        }
        assert!(is_to_be_listed(State::Probation, &step(State::Listed, true)));
        for before in [State::Listed, State::Stale, State::Down] {
            assert!(!is_to_be_listed(before, &step(State::Listed, true)), "{before}");
        }
        assert!(!is_to_be_listed(State::Listed, &step(State::Probation, false)), "another key");
        assert!(!is_to_be_listed(State::Submitted, &step(State::Unlisted, true)));
    }
}
