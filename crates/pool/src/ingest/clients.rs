//! RFC 6121 §4.7.2: how a contact is who has several clients.

use jid::Jid;
use model::contacts::Show;
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Clients of one contact that are told apart, and of all: anybody may say to have as many as she likes.
const OF_ONE: usize = 16;
const OF_ALL: usize = 4096;

/// The clients of contacts that a session has heard of since its stream is new.
#[derive(Debug, Default)]
pub(crate) struct Clients(Mutex<Vec<Client>>);

/// One of them. Its names are kept as hashes: a session has hundreds, and a worker thousands of sessions.
#[derive(Debug)]
struct Client {
    contact: u64,
    resource: u64,
    show: Show,
}

impl Clients {
    /// One is so now; returns how the contact is, all of its clients considered.
    pub(crate) fn heard(&self, from: &Jid, show: Show) -> Show {
        let resource = from.resource().map(|it| it.as_str());
        let (contact, named) = (hash(&from.to_bare()), hash(&resource));
        let mut clients = self.lock();
        // without a resource it is the account that speaks, for all of them
        clients.retain(|it| it.contact != contact || (resource.is_some() && it.resource != named));
        let known = clients.iter().filter(|it| it.contact == contact).count();
        if show != Show::Offline && known < OF_ONE && clients.len() < OF_ALL {
            clients.push(Client { contact, resource: named, show });
        }
        let shows = clients.iter().filter(|it| it.contact == contact).map(|it| it.show);
        shows.max_by_key(|show| reachable(*show)).unwrap_or(Show::Offline)
    }

    /// The stream is new: nobody is seen until the server says so.
    pub(crate) fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Client>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash(name: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// The higher, the sooner somebody answers there.
fn reachable(show: Show) -> u8 {
    match show {
        Show::Offline => 0,
        Show::ExtendedAway => 1,
        Show::Away => 2,
        Show::Busy => 3,
        Show::Available => 4,
        Show::Chat => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jid(text: &str) -> Jid {
        Jid::new(text).unwrap()
    }

    #[test]
    fn who_has_several_clients_is_as_the_most_reachable_says() {
        let clients = Clients::default();
        let (pod, phone) = (jid("bob@alpha.test/pod"), jid("bob@alpha.test/phone"));
        assert_eq!(clients.heard(&pod, Show::Available), Show::Available);
        assert_eq!(clients.heard(&phone, Show::Away), Show::Available);
        assert_eq!(clients.heard(&pod, Show::ExtendedAway), Show::Away);
        assert_eq!(clients.heard(&phone, Show::Offline), Show::ExtendedAway);
        assert_eq!(clients.heard(&jid("alice@alpha.test/pod"), Show::Offline), Show::Offline);
        assert_eq!(clients.heard(&pod, Show::Offline), Show::Offline);
    }

    #[test]
    fn nobody_fills_the_memory() {
        let clients = Clients::default();
        for number in 0..10_000 {
            clients.heard(&jid(&format!("eve@evil.example/{number}")), Show::Available);
            clients.heard(&jid(&format!("eve{number}@evil.example/one")), Show::Available);
        }
        assert_eq!(clients.lock().len(), OF_ALL);
    }

    #[test]
    fn an_account_speaks_for_all_its_clients_and_a_new_stream_for_none() {
        let clients = Clients::default();
        for client in ["bob@alpha.test/pod", "bob@alpha.test/phone"] {
            clients.heard(&jid(client), Show::Available);
        }
        assert_eq!(clients.heard(&jid("bob@alpha.test"), Show::Offline), Show::Offline);
        clients.heard(&jid("bob@alpha.test/pod"), Show::Available);
        clients.forget();
        assert_eq!(clients.heard(&jid("bob@alpha.test/phone"), Show::Away), Show::Away);
    }
}
