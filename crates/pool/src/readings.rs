//! How many sessions of one server ask it for what they missed, at a time: where thousands come back together, it is not asked for more
//! than it answers, and none of them loses its stream over it.

use jid::{DomainPart, DomainRef};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Those of one server.
const AT_ONCE: usize = 32;

/// Places for reading, of each server.
#[derive(Debug, Default)]
pub(crate) struct Readings(Mutex<HashMap<DomainPart, Weak<Semaphore>>>);

/// One who reads; when it is dropped, another may.
pub(crate) type Reading = OwnedSemaphorePermit;

impl Readings {
    /// Waits until there is room for one more at this server, in the order in which they come.
    pub(crate) async fn begin(&self, server: &DomainRef) -> Option<Reading> {
        self.places(server).acquire_owned().await.ok()
    }

    fn places(&self, server: &DomainRef) -> Arc<Semaphore> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        let mut servers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = servers.get(server).and_then(Weak::upgrade) {
            return places;
        }
        servers.retain(|_, places| places.strong_count() > 0);
        let places = Arc::new(Semaphore::new(AT_ONCE));
        servers.insert(server.to_owned(), Arc::downgrade(&places));
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn so_many_of_a_server_read_and_the_next_one_when_one_has_done() {
        let readings = Readings::default();
        let server = |name: &str| name.parse::<DomainPart>().unwrap();
        let begin = |name: &str| readings.begin(&server(name)).now_or_never().flatten();
        let mut busy: Vec<Reading> = (0..AT_ONCE).map(|_| begin("busy.example").unwrap()).collect();
        assert!(begin("busy.example").is_none());
        assert!(begin("other.example").is_some());
        busy.pop();
        assert!(begin("busy.example").is_some());
        drop(busy);
        let _one = begin("one.example");
        assert_eq!(readings.0.lock().unwrap().len(), 1, "servers at which nobody reads are forgotten");
    }
}
