//! How many sign in at a time: a server that never answers must hold up nobody but those who wait for it.

use jid::{DomainPart, DomainRef};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Sign-ins and sign-ups in all; half of the orders that a worker works on.
const IN_ALL: usize = 256;

/// Those of one server.
const AT_ONE: usize = 128;

/// Lets in as many as there is room for. A clone is another handle on the same door.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entrance(Arc<Mutex<HashMap<DomainPart, usize>>>);

/// One who is coming in; when it is dropped, there is room for another.
#[derive(Debug)]
pub(crate) struct Entering {
    entrance: Entrance,
    server: DomainPart,
}

impl Entrance {
    /// Lets somebody of this server in, if there is room.
    pub(crate) fn enter(&self, server: &DomainRef) -> Option<Entering> {
        let mut coming = self.lock();
        let at_one = coming.get(server).copied().unwrap_or_default();
        if at_one >= AT_ONE || coming.values().sum::<usize>() >= IN_ALL {
            return None;
        }
        coming.insert(server.to_owned(), at_one + 1);
        Some(Entering { entrance: self.clone(), server: server.to_owned() })
    }

    /// How many are coming in.
    pub(crate) fn coming(&self) -> usize {
        self.lock().values().sum()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<DomainPart, usize>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Entering {
    fn drop(&mut self) {
        let mut coming = self.entrance.lock();
        if let Some(number) = coming.get_mut(&self.server) {
            *number -= 1;
            if *number == 0 {
                coming.remove(&self.server);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_server_does_not_take_all_the_room_and_gives_it_back() {
        let entrance = Entrance::default();
        let server = |name: &str| name.parse::<DomainPart>().unwrap();
        let enter = |name: &str| entrance.enter(&server(name));
        let silent: Vec<_> = (0..1000).filter_map(|_| enter("silent.example")).collect();
        assert_eq!(silent.len(), AT_ONE);
        let other = enter("good.example");
        assert!(other.is_some());
        let many: Vec<_> = (0..1000).filter_map(|number| enter(&format!("s{number}.example"))).collect();
        assert_eq!(silent.len() + many.len() + 1, IN_ALL);
        drop((silent, many, other));
        assert!(entrance.lock().is_empty());
    }
}
