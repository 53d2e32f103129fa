//! XEP-0352 §3: what a server held back while nobody looked. Of what is told about a node ejabberd keeps but the last word, so that
//! who hears one of these asks for the rest.

use jid::BareJid;
use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long after it was told that somebody looks a server may still say what it held back.
const FLUSHES: Duration = Duration::from_secs(10);

/// Whether a session's server may hold things back. At first it may: nobody knows what whoever had the stream before has told it.
#[derive(Debug, Default)]
pub(crate) struct Quiet(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Since when it is told all, at once.
    active: Option<Instant>,
    /// Blogs of which the rest is asked for in a moment.
    asked: HashSet<BareJid>,
}

impl Quiet {
    /// The server is told whether anybody looks.
    pub(crate) fn note(&self, active: bool, now: Instant) {
        let mut state = self.lock();
        state.active = active.then(|| state.active.unwrap_or(now));
    }

    /// Whether what comes now may be all that is left of more.
    pub(crate) fn holds_back(&self, now: Instant) -> bool {
        self.lock().active.is_none_or(|since| now.saturating_duration_since(since) < FLUSHES)
    }

    /// Whether the caller is to ask for the rest of a blog; otherwise somebody is about to.
    pub(crate) fn begin(&self, blog: &BareJid) -> bool {
        self.lock().asked.insert(blog.clone())
    }

    /// It is asked for: what comes from now on may be asked for again.
    pub(crate) fn end(&self, blog: &BareJid) {
        self.lock().asked.remove(blog);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_holds_back_until_a_while_after_somebody_looks() {
        let (quiet, start) = (Quiet::default(), Instant::now());
        assert!(quiet.holds_back(start));
        quiet.note(true, start);
        assert!(quiet.holds_back(start));
        quiet.note(true, start + FLUSHES);
        assert!(!quiet.holds_back(start + FLUSHES), "saying it again begins nothing anew");
        quiet.note(false, start + FLUSHES);
        assert!(quiet.holds_back(start + FLUSHES * 9));
    }

    #[test]
    fn the_rest_of_a_blog_is_asked_for_once() {
        let (quiet, blog) = (Quiet::default(), "bob@alpha.test".parse().unwrap());
        assert!(quiet.begin(&blog) && !quiet.begin(&blog));
        quiet.end(&blog);
        assert!(quiet.begin(&blog));
    }
}
