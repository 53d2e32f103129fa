//! Presence is gathered for a moment before it is written: whoever comes online hears in one second how hundreds of contacts are,
//! and a server that restarts says it twice.

use crate::{events::Event, session::Live, shared::Shared};
use jid::BareJid;
use model::contacts::{self, Seen};
use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// How long is waited for more.
const MOMENT: Duration = Duration::from_millis(200);

/// How many are written at a time at most: strangers may say how they are, too.
const MOST: usize = 256;

/// A page that shows more changes than these is fetched anew as a whole.
const ONE_BY_ONE: usize = 20;

/// How contacts are by what was heard last, as long as it is not written.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pending: Mutex<HashMap<BareJid, Seen>>,
    /// Held while some are written, so that older news do not overtake newer ones.
    writing: tokio::sync::Mutex<()>,
}

/// What becomes of what was heard.
#[derive(Debug, PartialEq, Eq)]
enum Noted {
    /// It is the first: a moment begins.
    First,
    /// The moment goes on.
    Waits,
    /// There are too many to wait.
    Full,
}

impl Gathered {
    /// Somebody is so now. It is written in a moment, or with the next state of the stream.
    pub(crate) async fn heard(
        self: &Arc<Self>,
        shared: &Arc<Shared>,
        live: &Live,
        jid: BareJid,
        seen: Seen,
    ) -> Result<(), model::Error> {
        match self.note(jid, seen) {
            Noted::First => self.write_soon(shared, live),
            Noted::Waits => {}
            Noted::Full => self.write(shared, live).await?,
        }
        Ok(())
    }

    /// Writes what was heard, and tells the member's pages what is new.
    pub(crate) async fn write(&self, shared: &Shared, live: &Live) -> Result<(), model::Error> {
        let _writing = self.writing.lock().await;
        let some = mem::take(&mut *self.lock());
        if some.is_empty() {
            return Ok(());
        }
        match contacts::set_presences(&shared.database, &live.owner, live.generation, &some).await {
            Ok(changed) => {
                tell(shared, live, changed).await;
                Ok(())
            }
            Err(error) => {
                self.put_back(some);
                Err(error)
            }
        }
    }

    /// The stream is new: what was heard on the old one says nothing any more.
    pub(crate) fn forget(&self) {
        self.lock().clear();
    }

    fn write_soon(self: &Arc<Self>, shared: &Arc<Shared>, live: &Live) {
        let (gathered, shared, live) = (Arc::clone(self), Arc::clone(shared), live.clone());
        tokio::spawn(async move {
            tokio::time::sleep(MOMENT).await;
            if let Err(error) = gathered.write(&shared, &live).await {
                tracing::debug!(%error, "presence is written later");
            }
        });
    }

    fn note(&self, jid: BareJid, seen: Seen) -> Noted {
        let mut pending = self.lock();
        let first = pending.is_empty();
        pending.insert(jid, seen);
        match pending.len() {
            MOST.. => Noted::Full,
            _ if first => Noted::First,
            _ => Noted::Waits,
        }
    }

    /// What was heard meanwhile is newer.
    fn put_back(&self, some: HashMap<BareJid, Seen>) {
        let mut pending = self.lock();
        for (jid, seen) in some {
            pending.entry(jid).or_insert(seen);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<BareJid, Seen>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn tell(shared: &Shared, live: &Live, changed: Vec<BareJid>) {
    let event = match changed.len() {
        0 => return,
        1..=ONE_BY_ONE => Event::Contacts { jids: changed },
        _ => Event::Much,
    };
    shared.emit(&live.owner, &event).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use contacts::Show;

    fn seen(show: Show) -> Seen {
        Seen { show, status: None }
    }

    fn jid(number: usize) -> BareJid {
        format!("bob{number}@alpha.test").parse().unwrap()
    }

    #[test]
    fn the_first_begins_a_moment_and_the_last_word_of_each_counts() {
        let gathered = Gathered::default();
        assert_eq!(gathered.note(jid(1), seen(Show::Available)), Noted::First);
        assert_eq!(gathered.note(jid(2), seen(Show::Available)), Noted::Waits);
        assert_eq!(gathered.note(jid(1), seen(Show::Away)), Noted::Waits);
        assert_eq!(
            *gathered.lock(),
            HashMap::from([(jid(1), seen(Show::Away)), (jid(2), seen(Show::Available))])
        );
    }

    #[test]
    fn nobody_fills_the_memory() {
        let gathered = Gathered::default();
        for number in 1..MOST {
            assert_ne!(gathered.note(jid(number), seen(Show::Available)), Noted::Full);
        }
        assert_eq!(gathered.note(jid(MOST), seen(Show::Available)), Noted::Full);
    }

    #[test]
    fn what_could_not_be_written_is_older_than_what_was_heard_meanwhile() {
        let gathered = Gathered::default();
        gathered.note(jid(1), seen(Show::Available));
        let some = mem::take(&mut *gathered.lock());
        gathered.note(jid(1), seen(Show::Offline));
        gathered.put_back(some);
        assert_eq!(gathered.lock().get(&jid(1)), Some(&seen(Show::Offline)));
    }
}
