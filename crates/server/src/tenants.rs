//! Which pod a host name is: remembered for a second, so that what the command line changes is seen at once.

use model::{
    Database, Error, PodId,
    logos::{self, Logo},
    pods::{self, Pod},
};
use std::{
    collections::HashMap,
    ops::Deref,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long an answer is believed.
const FRESH: Duration = Duration::from_secs(1);

/// Host names that are remembered; beyond it all are forgotten.
const REMEMBERED: usize = 10_000;

/// Finds pods by host name.
#[derive(Debug, Default)]
pub struct Tenants(Mutex<HashMap<String, Answer>>);

/// A pod's version of what anybody may read of it (`model::versions`).
pub type Version = (PodId, i64);

/// A pod, and the logo that stands on each of its pages.
#[derive(Debug)]
pub struct Tenant {
    pod: Pod,
    /// Its logo, if it has one.
    pub logo: Option<Logo>,
}

impl Deref for Tenant {
    type Target = Pod;

    fn deref(&self) -> &Pod {
        &self.pod
    }
}

/// Whose a host name was when it was looked up.
#[derive(Clone, Debug)]
struct Answer {
    since: Instant,
    pod: Option<Arc<Tenant>>,
    /// The pod is as it was in this version, or later.
    version: i64,
}

impl Tenants {
    /// The pod of a host name, if there is one; with a version, as it was in that one or later.
    ///
    /// # Errors
    /// The database's.
    pub async fn find(
        &self,
        database: &Database,
        host: &str,
        version: Option<Version>,
        now: Instant,
    ) -> Result<Option<Arc<Tenant>>, Error> {
        let known = self.lock().get(host).cloned();
        if let Some(known) = known.as_ref().filter(|known| known.serves(version, now)) {
            return Ok(known.pod.clone());
        }
        let pod = match pods::by_host(database, host).await? {
            Some(pod) => Some(Arc::new(Tenant { logo: logos::of(database, &pod.id).await?, pod })),
            None => None,
        };
        let of = |id: &PodId| {
            let asked = version.filter(|(pod, _)| pod == id).map_or(0, |(_, version)| version);
            // what is read now is newer than what was read before
            asked.max(known.as_ref().map_or(0, |known| known.version_of(id)))
        };
        let answer = Answer { since: now, version: pod.as_ref().map_or(0, |pod| of(&pod.id)), pod };
        self.remember(host, answer.clone());
        Ok(answer.pod)
    }

    /// Forgets what was known of a pod that was changed here: whoever changed it sees it at once.
    pub fn forget(&self, pod: &PodId) {
        self.lock().retain(|_, known| !known.is_of(pod));
    }

    fn remember(&self, host: &str, answer: Answer) {
        let mut hosts = self.lock();
        // somebody may have begun later, and be back sooner
        let newer = |pod: &Arc<Tenant>| {
            hosts.get(host).is_some_and(|known| known.version_of(&pod.id) > answer.version)
        };
        if answer.pod.as_ref().is_some_and(newer) {
            return;
        }
        if hosts.len() >= REMEMBERED {
            hosts.clear();
        }
        hosts.insert(host.to_owned(), answer);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Answer>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Answer {
    fn serves(&self, version: Option<Version>, now: Instant) -> bool {
        let is_new = |(pod, version): Version| self.is_of(&pod) && self.version >= version;
        now.saturating_duration_since(self.since) < FRESH && version.is_none_or(is_new)
    }

    fn version_of(&self, pod: &PodId) -> i64 {
        if self.is_of(pod) { self.version } else { 0 }
    }

    fn is_of(&self, id: &PodId) -> bool {
        self.pod.as_ref().is_some_and(|pod| pod.id == *id)
    }
}
