//! How many sign in at a time: a server that never answers must hold up nobody but those who wait for it.

use crate::worker::AT_ONCE;
use jid::{DomainPart, DomainRef};
use model::PodId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Sign-ins and sign-ups in all; half of the orders that a worker works on.
const IN_ALL: usize = 256;

/// Those of one server.
const AT_ONE: usize = 128;

/// Those of one server on one pod: a crowd there leaves others room at the server that they share.
const AT_ONE_OF_ONE: usize = 64;

/// With those who have an account by now: theirs are counted, too, and never take all the orders of a worker.
const WITH_NEW: usize = IN_ALL + IN_ALL / 2;
const _: () = assert!(WITH_NEW < AT_ONCE, "members have room, whoever comes in");

/// The same of one server.
const WITH_NEW_AT_ONE: usize = 2 * AT_ONE;

/// How many come to which pod with accounts of which server.
type Coming = HashMap<(PodId, DomainPart), usize>;

/// Lets in as many as there is room for. A clone is another handle on the same door.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entrance(Arc<Mutex<Coming>>);

/// One who is coming in; when it is dropped, there is room for another.
#[derive(Debug)]
pub(crate) struct Entering {
    entrance: Entrance,
    to: (PodId, DomainPart),
}

impl Entrance {
    /// Lets somebody of this server in to this pod, if there is room.
    pub(crate) fn enter(&self, pod: &PodId, server: &DomainRef) -> Option<Entering> {
        let mut coming = self.lock();
        let to = (*pod, server.to_owned());
        let of_one = coming.get(&to).copied().unwrap_or_default();
        if of_one >= AT_ONE_OF_ONE || is_full(&coming, server, AT_ONE, IN_ALL) {
            return None;
        }
        coming.insert(to.clone(), of_one + 1);
        Some(Entering { entrance: self.clone(), to })
    }

    /// Lets in whoever has an account by now, also where there is no room for others, but not without end.
    pub(crate) fn go_on(&self, pod: &PodId, server: &DomainRef) -> Option<Entering> {
        let mut coming = self.lock();
        if is_full(&coming, server, WITH_NEW_AT_ONE, WITH_NEW) {
            return None;
        }
        let to = (*pod, server.to_owned());
        *coming.entry(to.clone()).or_default() += 1;
        Some(Entering { entrance: self.clone(), to })
    }

    /// How many are coming in.
    pub(crate) fn coming(&self) -> usize {
        self.lock().values().sum()
    }

    fn lock(&self) -> MutexGuard<'_, Coming> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether so many come with accounts of a server, or in all.
fn is_full(coming: &Coming, server: &DomainRef, at_one: usize, in_all: usize) -> bool {
    let of_server = coming.iter().filter(|((_, at), _)| **at == *server);
    of_server.map(|(_, number)| number).sum::<usize>() >= at_one || coming.values().sum::<usize>() >= in_all
}

impl Drop for Entering {
    fn drop(&mut self) {
        let mut coming = self.entrance.lock();
        if let Some(number) = coming.get_mut(&self.to) {
            *number -= 1;
            if *number == 0 {
                coming.remove(&self.to);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod(number: u32) -> PodId {
        format!("{number:026}").parse().unwrap()
    }

    fn server(name: &str) -> DomainPart {
        name.parse().unwrap()
    }

    #[test]
    fn one_server_does_not_take_all_the_room_and_gives_it_back() {
        let entrance = Entrance::default();
        let enter = |to, name: &str| entrance.enter(&pod(to), &server(name));
        let silent: Vec<_> = (0..1000).filter_map(|number| enter(number % 9, "silent.example")).collect();
        assert_eq!(silent.len(), AT_ONE);
        let other = enter(1, "good.example");
        assert!(other.is_some());
        let many: Vec<_> = (0..1000).filter_map(|number| enter(1, &format!("s{number}.example"))).collect();
        assert_eq!(silent.len() + many.len() + 1, IN_ALL);
        drop((silent, many, other));
        assert!(entrance.lock().is_empty());
    }

    #[test]
    fn a_crowd_at_one_pod_keeps_nobody_out_of_another_with_the_same_server() {
        let entrance = Entrance::default();
        let enter = |to| entrance.enter(&pod(to), &server("shared.example"));
        let crowd: Vec<_> = (0..1000).filter_map(|_| enter(1)).collect();
        assert_eq!(crowd.len(), AT_ONE_OF_ONE);
        assert!(enter(2).is_some());
    }

    #[test]
    fn who_has_an_account_by_now_is_let_in_past_the_crowd_and_counts() {
        let (entrance, server) = (Entrance::default(), server("shared.example"));
        let crowd: Vec<_> = (0..1000).filter_map(|_| entrance.enter(&pod(1), &server)).collect();
        let new = entrance.go_on(&pod(1), &server);
        assert!(new.is_some());
        assert_eq!(entrance.coming(), AT_ONE_OF_ONE + 1);
        drop(crowd);
        assert_eq!(entrance.coming(), 1);
        drop(new);
        assert!(entrance.lock().is_empty());
    }

    #[test]
    fn a_crowd_with_new_accounts_leaves_a_worker_room_for_its_members() {
        let entrance = Entrance::default();
        let go_on = |to, name: &str| entrance.go_on(&pod(to), &server(name));
        let silent: Vec<_> = (0..1000).filter_map(|number| go_on(number % 9, "silent.example")).collect();
        assert_eq!(silent.len(), WITH_NEW_AT_ONE);
        let other = go_on(1, "good.example");
        assert!(other.is_some());
        let many: Vec<_> = (0..1000).filter_map(|number| go_on(1, &format!("s{number}.example"))).collect();
        assert_eq!(silent.len() + many.len() + 1, WITH_NEW);
        drop((silent, many, other));
        assert!(entrance.lock().is_empty());
    }
}
