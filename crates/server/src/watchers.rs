//! Who looks at her pages, so that her XMPP server knows (XEP-0352): while nobody does, it may hold back what can wait.

use jid::BareJid;
use model::Owner;
use pool::{Pool, figures::figure};
use prometheus::IntGauge;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long somebody counts as looking after her last page: without script, pages do not say when they are closed.
const LOOKS_FOR: Duration = Duration::from_secs(300);

/// What the server held back arrives at once when it hears that somebody looks; her first page waits so long for it.
const FLUSH: Duration = Duration::from_millis(200);

/// How far apart it is said again who looks: thousands at once would leave no room for what people do.
const APART: Duration = Duration::from_millis(2);

/// Streams of one member: each browser needs one for all its tabs, or one for each tab where it knows no shared workers.
const MOST: usize = 64;

static STREAMS: LazyLock<IntGauge> = LazyLock::new(|| {
    figure(IntGauge::new("cosse_event_streams", "Open streams of events, of this web node"))
});

/// Knows who looks. A clone is another handle on the same knowledge.
#[derive(Clone, Debug, Default)]
pub struct Watchers(Arc<Mutex<HashMap<Owner, Look>>>);

#[derive(Debug)]
struct Look {
    jid: BareJid,
    streams: usize,
    last: Instant,
}

/// One open stream of events; when it is dropped, the page was closed.
#[derive(Debug)]
pub struct Watcher {
    watchers: Watchers,
    owner: Owner,
}

impl Watchers {
    /// A member asks for a page.
    pub async fn look(&self, pool: &Pool, owner: Owner, jid: &BareJid, now: Instant) {
        if self.note(owner, jid, now, 0) {
            pool.watch(&owner.pod, jid, true).await;
            tokio::time::sleep(FLUSH).await;
        }
    }

    /// A page opens its stream of events. The worker is told also if she looked before: it may be another one, as its first deed after
    /// somebody signs in is often to give the session to the one whose it is.
    pub async fn open(&self, pool: &Pool, owner: Owner, jid: &BareJid, now: Instant) -> Watcher {
        self.note(owner, jid, now, 1);
        STREAMS.inc();
        let watcher = Watcher { watchers: self.clone(), owner };
        pool.watch(&owner.pod, jid, true).await;
        watcher
    }

    /// Whether a member has so many streams open that one more is a mistake, or worse.
    #[must_use]
    pub fn too_many(&self, owner: &Owner) -> bool {
        self.lock().get(owner).is_some_and(|look| look.streams >= MOST)
    }

    /// Tells who has not looked for a while, and again who looks: another worker may hold her session by now.
    pub async fn sweep(&self, pool: &Pool, now: Instant) {
        for (owner, jid) in self.gone(now) {
            pool.watch(&owner.pod, &jid, false).await;
        }
        for (owner, jid) in self.looking() {
            pool.watch(&owner.pod, &jid, true).await;
            tokio::time::sleep(APART).await;
        }
    }

    fn looking(&self) -> Vec<(Owner, BareJid)> {
        self.lock().iter().map(|(owner, look)| (*owner, look.jid.clone())).collect()
    }

    /// Whether nobody looked before.
    fn note(&self, owner: Owner, jid: &BareJid, now: Instant, streams: usize) -> bool {
        let mut looks = self.lock();
        let is_new = !looks.contains_key(&owner);
        let look = looks.entry(owner).or_insert_with(|| Look { jid: jid.clone(), streams: 0, last: now });
        look.streams += streams;
        look.last = now;
        is_new
    }

    fn gone(&self, now: Instant) -> Vec<(Owner, BareJid)> {
        let over = |look: &Look| look.streams == 0 && now.saturating_duration_since(look.last) > LOOKS_FOR;
        self.lock().extract_if(|_, look| over(look)).map(|(owner, look)| (owner, look.jid)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Owner, Look>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        STREAMS.dec();
        if let Some(look) = self.watchers.lock().get_mut(&self.owner) {
            look.streams = look.streams.saturating_sub(1);
            look.last = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{MemberId, PodId};
    use time::OffsetDateTime;

    #[test]
    fn who_closes_every_page_looks_for_a_while_and_then_no_more() {
        let owner = Owner {
            pod: PodId::new(OffsetDateTime::UNIX_EPOCH),
            member: MemberId::new(OffsetDateTime::UNIX_EPOCH),
        };
        let jid: BareJid = "alice@pod.example".parse().unwrap();
        let (watchers, start) = (Watchers::default(), Instant::now());
        assert!(watchers.note(owner, &jid, start, 0), "she was not there before");
        assert!(!watchers.note(owner, &jid, start, 1));
        let watcher = Watcher { watchers: watchers.clone(), owner };
        let later = start + Duration::from_secs(3600);
        assert!(watchers.gone(later).is_empty(), "her page is open");
        assert!(!watchers.too_many(&owner));
        watchers.note(owner, &jid, start, MOST - 1);
        assert!(watchers.too_many(&owner));
        watchers.lock().get_mut(&owner).unwrap().streams = 1;
        drop(watcher);
        assert!(watchers.gone(start + Duration::from_secs(60)).is_empty(), "she may only have reloaded");
        assert_eq!(watchers.gone(later), [(owner, jid.clone())]);
        assert!(watchers.note(owner, &jid, later, 0), "and is back");
    }
}
