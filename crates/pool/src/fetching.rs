//! XEP-0084: the pictures that are being fetched. Of two that somebody shows soon after one another the last one stays, whichever comes
//! first.

use jid::BareJid;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Whose picture is being fetched, and which.
#[derive(Debug, Default)]
pub(crate) struct Fetching {
    last: Mutex<HashMap<BareJid, Arc<str>>>,
    /// Held by whoever shows what was fetched.
    pub(crate) showing: tokio::sync::Mutex<()>,
}

impl Fetching {
    /// This one is told of: it is to be fetched, unless somebody does already.
    pub(crate) fn begin(&self, who: &BareJid, id: &str) -> Option<Arc<str>> {
        let mut last = self.lock();
        if last.get(who).is_some_and(|last| **last == *id) {
            return None;
        }
        let id = Arc::from(id);
        last.insert(who.clone(), Arc::clone(&id));
        Some(id)
    }

    /// Whether it is the last one that was told of.
    pub(crate) fn is_last(&self, who: &BareJid, id: &Arc<str>) -> bool {
        self.lock().get(who).is_some_and(|last| Arc::ptr_eq(last, id))
    }

    /// It is fetched, or cannot be.
    pub(crate) fn end(&self, who: &BareJid, id: &Arc<str>) {
        let mut last = self.lock();
        if last.get(who).is_some_and(|last| Arc::ptr_eq(last, id)) {
            last.remove(who);
        }
    }

    /// What is being fetched of somebody is not shown any more. Whether anything was.
    pub(crate) fn forget(&self, who: &BareJid) -> bool {
        self.lock().remove(who).is_some()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<BareJid, Arc<str>>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_last_wins_and_is_fetched_once() {
        let (fetching, bob) = (Fetching::default(), "bob@a.example".parse().expect("an address"));
        let first = fetching.begin(&bob, "a").expect("nobody fetches it");
        assert!(fetching.begin(&bob, "a").is_none(), "somebody does");
        assert!(fetching.is_last(&bob, &first));
        let second = fetching.begin(&bob, "b").expect("another one");
        let again = fetching.begin(&bob, "a").expect("and back");
        assert!(!fetching.is_last(&bob, &first) && !fetching.is_last(&bob, &second));
        fetching.end(&bob, &first);
        assert!(fetching.is_last(&bob, &again), "an end is its own");
        assert!(fetching.forget(&bob));
        assert!(!fetching.is_last(&bob, &again) && !fetching.forget(&bob));
    }
}
