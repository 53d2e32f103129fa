//! Which pod a host name is: remembered for a second, so that what the command line changes is seen at once.

use model::{
    Database, Error,
    pods::{self, Pod},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long an answer is believed.
const FRESH: Duration = Duration::from_secs(1);

/// Host names that are remembered; beyond it all are forgotten.
const REMEMBERED: usize = 10_000;

/// Finds pods by host name.
#[derive(Debug, Default)]
pub struct Tenants(Mutex<HashMap<String, Answer>>);

/// When a host name was looked up, and whose it was then.
type Answer = (Instant, Option<Arc<Pod>>);

impl Tenants {
    /// The pod of a host name, if there is one.
    ///
    /// # Errors
    /// The database's.
    pub async fn find(
        &self,
        database: &Database,
        host: &str,
        now: Instant,
    ) -> Result<Option<Arc<Pod>>, Error> {
        if let Some(known) = self.known(host, now) {
            return Ok(known);
        }
        let pod = pods::by_host(database, host).await?.map(Arc::new);
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= REMEMBERED {
            hosts.clear();
        }
        hosts.insert(host.to_owned(), (now, pod.clone()));
        Ok(pod)
    }

    fn known(&self, host: &str, now: Instant) -> Option<Option<Arc<Pod>>> {
        let hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, pod) = hosts.get(host)?;
        (now.saturating_duration_since(*since) < FRESH).then(|| pod.clone())
    }
}
