//! How many pages each member has open, so that her server knows whether anybody looks (XEP-0352).

use jid::BareJid;
use model::{Owner, PodId};
use pool::Pool;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// A page that is reloaded is not a page that was closed.
const GRACE: Duration = Duration::from_secs(20);

/// Counts open pages.
#[derive(Clone, Debug, Default)]
pub struct Watchers(Arc<Mutex<HashMap<Owner, usize>>>);

/// One open page; when it is dropped, the page was closed.
#[derive(Debug)]
pub struct Watcher {
    watchers: Watchers,
    pool: Pool,
    owner: Owner,
    jid: BareJid,
}

impl Watchers {
    /// A page was opened.
    pub async fn open(&self, pool: &Pool, owner: Owner, jid: BareJid) -> Watcher {
        if self.add(owner) == 1 {
            pool.watch(&owner.pod, &jid, true).await;
        }
        Watcher { watchers: self.clone(), pool: pool.clone(), owner, jid }
    }

    fn add(&self, owner: Owner) -> usize {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(owner).or_default();
        *count += 1;
        *count
    }

    /// Whether that was the last one.
    fn remove(&self, owner: Owner) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(count) = counts.get_mut(&owner) else { return false };
        *count -= 1;
        let last = *count == 0;
        if last {
            counts.remove(&owner);
        }
        last
    }

    async fn close(self, pool: Pool, pod: PodId, owner: Owner, jid: BareJid) {
        tokio::time::sleep(GRACE).await;
        if self.remove(owner) {
            pool.watch(&pod, &jid, false).await;
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let (watchers, pool) = (self.watchers.clone(), self.pool.clone());
        tokio::spawn(watchers.close(pool, self.owner.pod, self.owner, self.jid.clone()));
    }
}
