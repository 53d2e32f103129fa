//! RFC 6121 §4.7.2: how a contact is who has several clients.

use jid::Jid;
use model::contacts::{Seen, Show};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Clients of one contact that are told apart, and of all: anybody may say to have as many as she likes.
const OF_ONE: usize = 16;
const OF_ALL: usize = 4096;

/// Letters of what a client says of itself that are kept.
const WORDS: usize = 500;

/// The clients of contacts that a session has heard of since its stream is new.
#[derive(Debug, Default)]
pub(crate) struct Clients(Mutex<Vec<Client>>);

/// One of them. Its names are kept as hashes: a session has hundreds, and a worker thousands of sessions.
#[derive(Debug)]
struct Client {
    contact: u64,
    resource: u64,
    show: Show,
    status: Option<Box<str>>,
}

impl Clients {
    /// One is so now; returns how the contact is, all of its clients considered: as the most reachable says, in the words of the most
    /// reachable that says something.
    pub(crate) fn heard(&self, from: &Jid, Seen { show, status }: Seen) -> Seen {
        let status = status.map(|text| text.chars().take(WORDS).collect::<String>());
        let resource = from.resource().map(|it| it.as_str());
        let (contact, named) = (hash(&from.to_bare()), hash(&resource));
        let mut clients = self.lock();
        // without a resource it is the account that speaks, for all of them
        clients.retain(|it| it.contact != contact || (resource.is_some() && it.resource != named));
        let known = clients.iter().filter(|it| it.contact == contact).count();
        if show != Show::Offline && known < OF_ONE && clients.len() < OF_ALL {
            let status = status.clone().map(String::into_boxed_str);
            clients.push(Client { contact, resource: named, show, status });
        }
        let theirs = || clients.iter().filter(|it| it.contact == contact);
        let Some(first) = theirs().max_by_key(|it| reachable(it.show)) else {
            return Seen { show: Show::Offline, status };
        };
        let speaker = theirs().filter(|it| it.status.is_some()).max_by_key(|it| reachable(it.show));
        Seen { show: first.show, status: speaker.and_then(|it| it.status.as_deref()).map(str::to_owned) }
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

    fn seen(show: Show, status: &str) -> Seen {
        Seen { show, status: Some(status.to_owned()).filter(|it| !it.is_empty()) }
    }

    /// How a contact is once one of her clients has said that it is so.
    fn show(clients: &Clients, from: &str, show: Show) -> Show {
        clients.heard(&jid(from), seen(show, "")).show
    }

    #[test]
    fn who_has_several_clients_is_as_the_most_reachable_says() {
        let clients = Clients::default();
        let (pod, phone) = ("bob@alpha.test/pod", "bob@alpha.test/phone");
        assert_eq!(show(&clients, pod, Show::Available), Show::Available);
        assert_eq!(show(&clients, phone, Show::Away), Show::Available);
        assert_eq!(show(&clients, pod, Show::ExtendedAway), Show::Away);
        assert_eq!(show(&clients, phone, Show::Offline), Show::ExtendedAway);
        assert_eq!(show(&clients, "alice@alpha.test/pod", Show::Offline), Show::Offline);
        assert_eq!(show(&clients, pod, Show::Offline), Show::Offline);
    }

    #[test]
    fn a_client_that_says_nothing_does_not_silence_another() {
        let clients = Clients::default();
        let (pod, phone) = (jid("bob@alpha.test/pod"), jid("bob@alpha.test/phone"));
        let on_the_phone = seen(Show::Available, "on the phone");
        clients.heard(&phone, seen(Show::Away, "on the phone"));
        assert_eq!(clients.heard(&pod, seen(Show::Available, "")), on_the_phone);
        assert_eq!(clients.heard(&pod, seen(Show::Available, "")), on_the_phone);
        let at_home = seen(Show::Available, "at home");
        assert_eq!(clients.heard(&pod, at_home.clone()), at_home);
        assert_eq!(clients.heard(&phone, seen(Show::Offline, "battery")), at_home);
        assert_eq!(clients.heard(&pod, seen(Show::Offline, "good night")), seen(Show::Offline, "good night"));
    }

    #[test]
    fn nobody_fills_the_memory() {
        let clients = Clients::default();
        let long = "😀".repeat(10_000);
        for number in 0..10_000 {
            clients.heard(&jid(&format!("eve@evil.example/{number}")), seen(Show::Available, &long));
            clients.heard(&jid(&format!("eve{number}@evil.example/one")), seen(Show::Available, &long));
        }
        let clients = clients.lock();
        assert_eq!(clients.len(), OF_ALL);
        let kept: usize = clients.iter().filter_map(|it| it.status.as_deref()).map(str::len).sum();
        assert!(kept <= OF_ALL * WORDS * 4, "{kept}");
    }

    #[test]
    fn an_account_speaks_for_all_its_clients_and_a_new_stream_for_none() {
        let clients = Clients::default();
        for client in ["bob@alpha.test/pod", "bob@alpha.test/phone"] {
            show(&clients, client, Show::Available);
        }
        assert_eq!(show(&clients, "bob@alpha.test", Show::Offline), Show::Offline);
        show(&clients, "bob@alpha.test/pod", Show::Available);
        clients.forget();
        assert_eq!(show(&clients, "bob@alpha.test/phone", Show::Away), Show::Away);
    }
}
