//! What a directory holds of one pod: its listing, and what the directory itself has found out.

use crate::host_name::registrable;
use crate::listing::{Accounts, Listing};
use time::OffsetDateTime;

/// A pod in a directory. It is made once for each document.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What the pod says of itself.
    pub listing: Listing,
    /// What the directory has found out.
    pub measured: Measured,
    /// All that is looked through for words, in lower case.
    pub(crate) words: String,
    /// By what it is sorted.
    pub(crate) name: String,
    /// The domain that somebody registered, of which its own is a part.
    pub(crate) registered: String,
}

/// What a directory has found out of a pod by itself. Nobody believes the pod in this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// At whose machine it is: an address of the internet, or a network of one customer. Empty if that is not known.
    pub place: String,
    /// The key that its listing is signed with; none if it needs no signature.
    pub key: Option<String>,
    /// The domain of whoever runs it, where the DNS of that domain says so: see [`crate::providers`].
    pub provider: Option<String>,
    /// Checks that were good in the last thirty days,
    pub good: u32,
    /// of all.
    pub checks: u32,
    /// Since when it is known.
    pub since: Option<OffsetDateTime>,
}

impl Entry {
    /// A pod with what is known of it.
    #[must_use]
    pub fn new(listing: Listing, measured: Measured) -> Self {
        let (words, name) = (words(&listing), listing.name.to_lowercase());
        let registered = registrable(&listing.domain).to_owned();
        Self { listing, measured, words, name, registered }
    }

    /// Whether somebody with an account of that domain may sign in there, as far as the pod says.
    #[must_use]
    pub fn lets_in(&self, domain: &str) -> bool {
        let xmpp = &self.listing.xmpp;
        let is_own = xmpp.domains.iter().any(|own| **own == *domain);
        match xmpp.accounts {
            Accounts::Any => true,
            Accounts::Allowlist => is_own || xmpp.allowed_domains.iter().any(|allowed| **allowed == *domain),
            Accounts::Local => is_own,
        }
    }
}

fn words(listing: &Listing) -> String {
    let texts = listing.summary.values().map(|text| &**text);
    let texts = texts.chain(listing.topics.iter().map(|topic| &**topic));
    let texts: Vec<&str> = texts.chain([&*listing.name, &*listing.domain]).collect();
    texts.join("\n").to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::listing::Accounts;
    use crate::samples;

    #[test]
    fn a_pod_lets_in_whom_it_says() {
        let mut entry = samples::entry("pod.example");
        assert!(entry.lets_in("elsewhere.example"));
        entry.listing.xmpp.accounts = Accounts::Local;
        assert!(!entry.lets_in("elsewhere.example") && entry.lets_in("pod.example"));
        entry.listing.xmpp.accounts = Accounts::Allowlist;
        entry.listing.xmpp.allowed_domains = vec![samples::host("friends.example")];
        assert!(!entry.lets_in("elsewhere.example") && entry.lets_in("friends.example"));
    }
}
