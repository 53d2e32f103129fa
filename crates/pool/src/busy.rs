//! Shards for which something is being done: whoever gives one away waits for that, so that nothing is begun twice.

use model::sessions::SHARDS;
use std::{sync::Arc, time::Duration};
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

/// A lock for each shard, which all that is done for it share. Whoever wants it alone waits for them, and holds up what comes after.
#[derive(Debug)]
pub(crate) struct Busy(Vec<Arc<RwLock<()>>>);

/// Something that is being done; it is over when this is dropped.
#[derive(Debug)]
pub(crate) struct Doing {
    _lock: Option<OwnedRwLockReadGuard<()>>,
}

impl Default for Busy {
    fn default() -> Self {
        Self((0..SHARDS).map(|_| Arc::default()).collect())
    }
}

impl Busy {
    /// Begins something for a shard. Afterwards it must be asked whether the shard is still held.
    pub(crate) async fn begin(&self, shard: u16) -> Doing {
        match self.0.get(usize::from(shard)) {
            Some(lock) => Doing { _lock: Some(Arc::clone(lock).read_owned().await) },
            None => Doing { _lock: None },
        }
    }

    /// Waits until nothing is done for a shard that is no longer held, or the time is over: what is done then is refused by the
    /// database when it is too late.
    pub(crate) async fn over(&self, shard: u16, limit: Duration) {
        if let Some(lock) = self.0.get(usize::from(shard)) {
            drop(tokio::time::timeout(limit, lock.write()).await);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn who_gives_a_shard_away_waits_for_what_is_done_for_it_and_for_no_other() {
        let busy = Busy::default();
        let doing = (busy.begin(7).await, busy.begin(7).await);
        let over = tokio::time::timeout(SOON, busy.over(7, Duration::MAX)).await;
        assert!(over.is_err(), "both go on");
        busy.over(8, Duration::MAX).await;
        busy.over(7, SOON).await;
        drop(doing);
        busy.over(7, Duration::MAX).await;
    }

    #[tokio::test]
    async fn what_would_begin_while_a_shard_is_given_away_waits() {
        let busy = Busy::default();
        let doing = busy.begin(7).await;
        let mut over = std::pin::pin!(busy.over(7, Duration::MAX));
        assert!(tokio::time::timeout(SOON, &mut over).await.is_err());
        assert!(tokio::time::timeout(SOON, busy.begin(7)).await.is_err());
        drop(doing);
        over.await;
        busy.begin(7).await;
    }
}
