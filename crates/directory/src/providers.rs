//! Who runs a pod, as their own DNS says it: a declaration in a listing is worth nothing before.
//!
//! The listing's `provider.id` names a web address; its host is the provider's domain. The record
//! `<the pod's domain>._pod-provider.<that host>` with a text `v=pod1; pod=<the pod's domain>` says that it is so. Each pod has a name
//! of its own, so that hundreds of them are no long answer; and the text says which, so that a name for all (`*`) confirms nobody.

use crate::host_name::registrable;
use crate::listing::Listing;
use crate::text::Host;

/// The provider that a pod names, as a host name; none where it names none, or no web address.
#[must_use]
pub fn named(listing: &Listing) -> Option<Host> {
    let id: &str = &listing.provider.as_ref()?.id;
    let rest = id.strip_prefix("https://").or_else(|| id.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    // whoever is called `a@b` or has a port is no name in DNS
    Host::try_from(host.to_ascii_lowercase()).ok()
}

/// The name of the record. One that is longer than names can be (253) is never found.
#[must_use]
pub fn record_name(pod: &str, provider: &str) -> String {
    format!("{pod}._pod-provider.{provider}")
}

/// Its text.
#[must_use]
pub fn record(pod: &str) -> String {
    format!("v=pod1; pod={pod}")
}

/// Whether a text of the record says that the provider runs the pod; blanks do not count.
#[must_use]
pub fn says(text: &str, pod: &str) -> bool {
    let mut parts = text.trim().trim_end_matches(';').split(';').map(str::trim);
    let is_ours = parts.next() == Some("v=pod1");
    let named = parts.next().and_then(|part| part.strip_prefix("pod="));
    is_ours && parts.next().is_none() && named.is_some_and(|name| name.eq_ignore_ascii_case(pod))
}

/// By what providers are told apart: the domain that somebody registered.
#[must_use]
pub fn owner(provider: &str) -> &str {
    registrable(provider)
}

#[cfg(test)]
mod tests {
    use super::{named, owner, record, says};
    use crate::samples;

    #[test]
    fn a_provider_is_the_host_of_its_address() {
        let mut listing = samples::listing("pod.example");
        let mut of = |id: &str| {
            listing.provider.as_mut().unwrap().id = id.to_owned().try_into().unwrap();
            named(&listing).map(String::from)
        };
        assert_eq!(of("https://Coop.example/about?x").as_deref(), Some("coop.example"));
        for none in ["mailto:a@coop.example", "xmpp:coop.example", "https://coop.example:8443/", "https://"] {
            assert_eq!(of(none), None, "{none}");
        }
        assert_eq!(of("https://a@coop.example/"), None);
    }

    #[test]
    fn a_record_says_it_of_one_pod() {
        assert!(says(&record("pod.example"), "pod.example"));
        assert!(says(" v=pod1;pod=Pod.example ; ", "pod.example"));
        for other in ["", "pod=pod.example", "v=pod1", "v=pod2; pod=pod.example", "v=pod1; pod=other.example"]
        {
            assert!(!says(other, "pod.example"), "{other}");
        }
    }

    #[test]
    fn many_names_of_one_domain_are_one_provider() {
        assert_eq!(owner("a.coop.example"), owner("b.coop.example"));
        assert_ne!(owner("a.coop.co.uk"), owner("a.other.co.uk"));
    }
}
