//! What pods are for their members, remembered for a moment: each command asks.

use model::{
    Database, Error, PodId,
    pods::{self, Pod, Standing},
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use time::OffsetDateTime;

/// How long an answer is believed: as long as web nodes believe theirs.
const FRESH: Duration = Duration::from_secs(1);

/// Pods that are remembered; beyond it all are forgotten.
const REMEMBERED: usize = 10_000;

/// Pods as they were a moment ago; none where there is none.
#[derive(Debug, Default)]
pub(crate) struct Standings(Mutex<HashMap<PodId, (Instant, Option<Pod>)>>);

impl Standings {
    /// What a pod is for its members now.
    pub(crate) async fn of(
        &self,
        database: &Database,
        pod: &PodId,
        now: OffsetDateTime,
    ) -> Result<Standing, Error> {
        let standing = |pod: Option<&Pod>| pod.map_or(Standing::Gone, |pod| pod.standing(now));
        if let Some((since, known)) = self.lock().get(pod)
            && since.elapsed() < FRESH
        {
            return Ok(standing(known.as_ref()));
        }
        let asked = Instant::now();
        let found = pods::get(database, pod).await?;
        let answer = standing(found.as_ref());
        self.remember(*pod, asked, found);
        Ok(answer)
    }

    /// Believes what somebody has just read who asked for it then, unless somebody asked later.
    pub(crate) fn remember(&self, pod: PodId, asked: Instant, found: Option<Pod>) {
        let mut pods = self.lock();
        if pods.get(&pod).is_some_and(|(since, _)| *since > asked) {
            return;
        }
        if pods.len() >= REMEMBERED {
            pods.clear();
        }
        pods.insert(pod, (asked, found));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PodId, (Instant, Option<Pod>)>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
