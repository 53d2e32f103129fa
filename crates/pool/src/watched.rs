//! Whose pages are open, as the web nodes say; one that is gone says nothing any more.

use crate::{shared::Account, web::WATCHED_FOR};
use std::{collections::HashMap, time::Instant};

/// For each account the web nodes where a page of it is open, and when they last said so.
#[derive(Debug, Default)]
pub(crate) struct Watched(HashMap<Account, HashMap<String, Instant>>);

impl Watched {
    /// A web node says that pages are open since now, or that none is. Whether any is anywhere.
    pub(crate) fn note(&mut self, account: Account, by: &str, since: Option<Instant>) -> bool {
        let nodes = self.0.entry(account.clone()).or_default();
        match since {
            Some(now) => drop(nodes.insert(by.to_owned(), now)),
            None => drop(nodes.remove(by)),
        }
        let any = !nodes.is_empty();
        if !any {
            self.0.remove(&account);
        }
        any
    }

    /// Whether any page of the account is open.
    pub(crate) fn is(&self, account: &Account) -> bool {
        self.0.contains_key(account)
    }

    /// Forgets what was not said again in time. Those of whom no page is open any more.
    pub(crate) fn forget(&mut self, now: Instant) -> Vec<Account> {
        for nodes in self.0.values_mut() {
            nodes.retain(|_, said| now.saturating_duration_since(*said) < WATCHED_FOR);
        }
        self.0.extract_if(|_, nodes| nodes.is_empty()).map(|(account, _)| account).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::PodId;
    use std::time::Duration;
    use time::OffsetDateTime;

    #[test]
    fn somebody_looks_while_any_node_says_so_and_not_for_ever() {
        let account = (PodId::new(OffsetDateTime::UNIX_EPOCH), "alice@pod.example".parse().unwrap());
        let (mut watched, start) = (Watched::default(), Instant::now());
        assert!(watched.note(Account::clone(&account), "one", Some(start)));
        assert!(watched.note(account.clone(), "two", Some(start + Duration::from_secs(100))));
        assert!(watched.note(account.clone(), "one", None), "she looks at the other");
        assert!(watched.forget(start + WATCHED_FOR).is_empty() && watched.is(&account));
        let gone = watched.forget(start + Duration::from_secs(100) + WATCHED_FOR);
        assert!(gone == [account.clone()] && !watched.is(&account));
        assert!(!watched.note(account, "one", None));
    }
}
