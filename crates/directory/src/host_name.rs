//! What the host name of a pod may be, and what to do where it may not be that.

use crate::text::Host;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use std::net::IpAddr;
use unicode_security::{RestrictionLevel, RestrictionLevelDetection};

/// Characters at most: the name of a record that proves it is seven longer, and must fit into 253 (RFC 1035 §3.1).
pub const LONGEST: usize = 246;

/// Characters between two dots at most (RFC 1035 §3.1).
const LONGEST_LABEL: usize = 63;

/// Whose names are all of the machine on which somebody sits (RFC 6761 §6.3).
pub const LOCALHOST: &str = "localhost";

/// What a domain with pods below it has other uses for: people believe, or programs ask, whoever is called so.
const RESERVED: &[&str] = &[
    "abuse",
    "account",
    "accounts",
    "admin",
    "administrator",
    "api",
    "assets",
    "auth",
    "autoconfig",
    "autodiscover",
    "billing",
    "cdn",
    "conference",
    "directory",
    "ftp",
    "help",
    "hostmaster",
    "imap",
    "isatap",
    "localhost",
    "login",
    "mail",
    "media",
    "mx",
    "ns",
    "ns1",
    "ns2",
    "ns3",
    "ns4",
    "pop",
    "postmaster",
    "proxy",
    "pubsub",
    "rooms",
    "root",
    "security",
    "smtp",
    "static",
    "status",
    "support",
    "upload",
    "webmaster",
    "wpad",
    "www",
    "xmpp",
];

/// Why a text is no host name of a pod, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostNameError {
    /// Nothing.
    #[error("it is empty; give a name like garden.example")]
    Empty,
    /// More than a name: a scheme, a path, a user.
    #[error("it is a whole address; leave out what stands before and behind the name")]
    Address,
    /// A port.
    #[error("it has a port; leave it out, all pods have the platform's")]
    Port,
    /// An IP address, or what a browser would take for one.
    #[error("it is an IP address; give a name, and let DNS lead it to that address")]
    Ip,
    /// The dot of the root.
    #[error("it ends with a dot; leave it out")]
    FinalDot,
    /// A label of records.
    #[error("a part of it begins with _, as only the names of records do; take another name")]
    Underscore,
    /// One label.
    #[error("it has no dot; give a whole name like garden.example")]
    NoDot,
    /// Longer than DNS allows.
    #[error("it is too long; {LONGEST} characters can be, {LONGEST_LABEL} between two dots")]
    Long,
    /// Letters of several scripts, as in names that deceive.
    #[error("a part of it mixes scripts, so that it can be taken for another; write each part in one script")]
    Mixed,
    /// What no host name has.
    #[error("it has what no host name has; letters, digits and - can be, with - not at an end")]
    Character,
    /// The platform's own.
    #[error("it is the platform's own; take a name below it, or another domain")]
    Platform,
    /// A domain below which pods are.
    #[error("it is the domain below which pods are; give a name below it")]
    PodDomain,
    /// A name with another use.
    #[error("names like this have other uses on the deployment's own domains; take another")]
    Reserved,
}

/// The names that a deployment has of its own. Its pods may be below them, and below `localhost`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// The platform's host name.
    pub platform: String,
    /// Domains for pods.
    pub pod_domains: Vec<Host>,
}

/// Reads a name as somebody types it: any case, any script. It comes back as DNS has it (UTS #46).
///
/// # Errors
/// [`HostNameError`].
pub fn parse(text: &str) -> Result<Host, HostNameError> {
    unmistakable(text)?;
    let name = Uts46::new()
        .to_ascii(text.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Ignore)
        .map_err(|_| HostNameError::Character)?
        .into_owned();
    if name.len() > LONGEST || name.split('.').any(|label| label.len() > LONGEST_LABEL) {
        Err(HostNameError::Long)
    } else if name.ends_with('.') {
        Err(HostNameError::FinalDot)
    } else if name.rsplit('.').next().is_some_and(is_number) {
        Err(HostNameError::Ip)
    } else if !name.contains('.') && name != LOCALHOST {
        Err(HostNameError::NoDot)
    } else if as_read(&name).split('.').any(is_mixed) {
        Err(HostNameError::Mixed)
    } else {
        Host::try_from(name).map_err(|_| HostNameError::Character)
    }
}

/// The domain that somebody registered, of which a name is a part: by it many names are one owner's.
#[must_use]
pub fn registrable(name: &str) -> &str {
    psl::domain_str(name).unwrap_or(name)
}

/// A name as people read it, with the letters of its script.
pub(crate) fn as_read(name: &str) -> String {
    Uts46::new().to_unicode(name.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast).0.into_owned()
}

impl Deployment {
    /// What stands before one of the deployment's own domains, or before `localhost`; none for a name elsewhere.
    #[must_use]
    pub fn before<'a>(&self, name: &'a str) -> Option<&'a str> {
        let own = self.pod_domains.iter().map(|domain| &**domain).chain([self.platform.as_str(), LOCALHOST]);
        own.filter_map(|domain| name.strip_suffix(domain)?.strip_suffix('.'))
            .min_by_key(|before| before.len())
    }

    /// Whether a pod may have this name here.
    ///
    /// # Errors
    /// [`HostNameError`].
    pub fn allows(&self, name: &Host) -> Result<(), HostNameError> {
        let label = self.before(name).and_then(|before| before.rsplit('.').next());
        if **name == *self.platform {
            Err(HostNameError::Platform)
        } else if self.pod_domains.contains(name) {
            Err(HostNameError::PodDomain)
        } else if label.is_some_and(|label| RESERVED.contains(&label)) {
            Err(HostNameError::Reserved)
        } else {
            Ok(())
        }
    }
}

/// What is told by its form alone, before anything is made of it.
fn unmistakable(text: &str) -> Result<(), HostNameError> {
    if text.is_empty() {
        Err(HostNameError::Empty)
    } else if text.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        Err(HostNameError::Ip)
    } else if text.contains(['/', '\\', '?', '#', '@']) {
        Err(HostNameError::Address)
    } else if text.contains(':') {
        Err(HostNameError::Port)
    } else if text.split('.').any(|label| label.starts_with('_')) {
        Err(HostNameError::Underscore)
    } else {
        Ok(())
    }
}

/// A browser takes a name whose last label is a number for an IPv4 address (WHATWG URL, §3.6).
fn is_number(label: &str) -> bool {
    let digits = |text: &str, radix| text.chars().all(|c| c.is_digit(radix));
    (!label.is_empty() && digits(label, 10)) || label.strip_prefix("0x").is_some_and(|hex| digits(hex, 16))
}

/// Whether a label is less than highly restrictive (UTS #39 §5.2).
fn is_mixed(label: &str) -> bool {
    !label.check_restriction_level(RestrictionLevel::HighlyRestrictive)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, HostNameError> {
        parse(text).map(String::from)
    }

    fn deployment() -> Deployment {
        let pod_domains = vec![parse("pods.example").unwrap(), parse("eu.pods.example").unwrap()];
        Deployment { platform: "cosse.example".to_owned(), pod_domains }
    }

    #[test]
    fn a_name_is_read_in_any_case_and_script() {
        for (text, name) in [
            ("garden.example", "garden.example"),
            ("Garden.EXAMPLE", "garden.example"),
            ("ｇａｒｄｅｎ.example", "garden.example"),
            ("garden。example", "garden.example"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("a.b.c.d.example", "a.b.c.d.example"),
            ("localhost", "localhost"),
            ("garden.localhost", "garden.localhost"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(name), "{text}");
        }
        for text in ["jardin-d-été.example", "сад.example", "日本ガーデンgarden.example"] {
            assert!(read(text).is_ok_and(|name| name.starts_with("xn--")), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused_with_what_to_do() {
        let long = format!("{}.example", ["a"; 120].join("."));
        let label = format!("{}.example", "a".repeat(64));
        for (text, error) in [
            ("", HostNameError::Empty),
            ("https://garden.example", HostNameError::Address),
            ("garden.example/", HostNameError::Address),
            ("alice@garden.example", HostNameError::Address),
            ("garden.example:8080", HostNameError::Port),
            ("127.0.0.1", HostNameError::Ip),
            ("[::1]", HostNameError::Ip),
            ("2001:db8::1", HostNameError::Ip),
            ("garden.127", HostNameError::Ip),
            ("garden.0x7f", HostNameError::Ip),
            ("１２７.0.0.1", HostNameError::Ip),
            ("garden.example.", HostNameError::FinalDot),
            ("_xmpp.garden.example", HostNameError::Underscore),
            ("garden._tcp.example", HostNameError::Underscore),
            ("garden", HostNameError::NoDot),
            (&long, HostNameError::Long),
            (&label, HostNameError::Long),
            ("gаrden.example", HostNameError::Mixed), // a Cyrillic а
            ("αб.example", HostNameError::Mixed),     // nothing of it is ASCII
            ("garden..example", HostNameError::Character),
            (".garden.example", HostNameError::Character),
            ("-garden.example", HostNameError::Character),
            ("garden-.example", HostNameError::Character),
            ("gar den.example", HostNameError::Character),
            ("gar_den.example", HostNameError::Character),
            ("garden\0.example", HostNameError::Character),
            ("xn--a.example", HostNameError::Character),
            ("*.example", HostNameError::Character),
        ] {
            assert_eq!(read(text), Err(error), "{text:?}");
            assert!(error.to_string().contains(';'), "what is wrong; what to do: {error}");
        }
    }

    #[test]
    fn what_the_deployment_needs_itself_is_no_pods() {
        let allowed = |text: &str| deployment().allows(&parse(text).unwrap());
        assert_eq!(allowed("cosse.example"), Err(HostNameError::Platform));
        assert_eq!(allowed("pods.example"), Err(HostNameError::PodDomain));
        for reserved in ["www.pods.example", "api.cosse.example", "a.mail.pods.example", "rooms.localhost"] {
            assert_eq!(allowed(reserved), Err(HostNameError::Reserved), "{reserved}");
        }
        for fine in ["garden.pods.example", "localhost", "www.garden.example", "wwww.pods.example"] {
            assert_eq!(allowed(fine), Ok(()), "{fine}");
        }
    }

    #[test]
    fn names_of_one_owner_have_one_domain() {
        for (name, domain) in [
            ("a.garden.example", "garden.example"),
            ("garden.example", "garden.example"),
            ("a.b.garden.co.uk", "garden.co.uk"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(registrable(name), domain, "{name}");
        }
    }

    #[test]
    fn a_name_below_an_own_domain_is_known_by_what_stands_before_it() {
        let deployment = deployment();
        assert_eq!(deployment.before("garden.pods.example"), Some("garden"));
        assert_eq!(deployment.before("garden.eu.pods.example"), Some("garden"));
        assert_eq!(deployment.before("a.garden.cosse.example"), Some("a.garden"));
        assert_eq!(deployment.before("garden.localhost"), Some("garden"));
        for elsewhere in ["garden.example", "pods.example.org", "notpods.example", "localhost"] {
            assert_eq!(deployment.before(elsewhere), None, "{elsewhere}");
        }
    }
}
