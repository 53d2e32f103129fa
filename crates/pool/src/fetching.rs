//! XEP-0084: the pictures that are being fetched: of each person one at a time. Who is told of another one meanwhile asks her server
//! afterwards which it has: what is told by several ways need not come in its order.

use jid::BareJid;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Whose picture is being fetched, which, and whether another was told of meanwhile.
#[derive(Debug, Default)]
pub(crate) struct Fetching(Mutex<HashMap<BareJid, (String, bool)>>);

impl Fetching {
    /// Somebody is told of this one, or of none. Whether one of hers is being fetched, so that whoever does so looks to it.
    pub(crate) fn told(&self, who: &BareJid, id: Option<&str>) -> bool {
        let mut all = self.lock();
        let Some((fetched, another)) = all.get_mut(who) else { return false };
        *another |= id != Some(fetched);
        true
    }

    /// It is fetched from now on.
    pub(crate) fn begin(&self, who: &BareJid, id: &str) {
        self.lock().insert(who.clone(), (id.to_owned(), false));
    }

    /// It was fetched, or cannot be. Whether another was told of meanwhile; otherwise nothing of hers is being fetched any more.
    pub(crate) fn goes_on(&self, who: &BareJid) -> bool {
        let mut all = self.lock();
        let goes_on = all.get_mut(who).is_some_and(|(fetched, another)| {
            // which it is is for her server to say: whatever is told meanwhile may be another
            fetched.clear();
            std::mem::take(another)
        });
        if !goes_on {
            all.remove(who);
        }
        goes_on
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<BareJid, (String, bool)>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_fetched_at_a_time_and_looked_for_again_if_another_was_told_of() {
        let (fetching, bob) = (Fetching::default(), "bob@a.example".parse().expect("an address"));
        assert!(!fetching.told(&bob, Some("a")), "nothing is being fetched");
        fetching.begin(&bob, "a");
        assert!(fetching.told(&bob, Some("a")));
        assert!(!fetching.goes_on(&bob), "the same was told of");
        for other in [Some("b"), None] {
            fetching.begin(&bob, "a");
            assert!(fetching.told(&bob, other) && fetching.told(&bob, Some("a")));
            assert!(fetching.goes_on(&bob), "another was told of");
            assert!(fetching.told(&bob, Some("a")) && fetching.goes_on(&bob), "it may be another by now");
            assert!(!fetching.goes_on(&bob), "nothing was told of");
            assert!(!fetching.told(&bob, Some("a")), "it is over");
        }
    }
}
