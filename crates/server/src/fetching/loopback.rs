//! Hosts that are on this machine: for tests and the demonstration.

use std::{net::SocketAddr, str::FromStr};

/// A host, or all hosts below a domain, that are found at an address of this machine over plain HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loopback {
    /// As in `pod.example`, or `*.pods.example`.
    name: String,
    /// Where.
    pub address: SocketAddr,
}

/// A text that says no such host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write NAME=ADDRESS:PORT or *.DOMAIN=ADDRESS:PORT, with an address of this machine as in 127.0.0.1:8080"
)]
pub struct NotLoopback;

impl Loopback {
    /// Whether a host is found here.
    #[must_use]
    pub fn has(&self, host: &str) -> bool {
        match self.name.strip_prefix("*.") {
            Some(domain) => host.strip_suffix(domain).is_some_and(|before| before.ends_with('.')),
            None => self.name == host,
        }
    }
}

impl FromStr for Loopback {
    type Err = NotLoopback;

    fn from_str(text: &str) -> Result<Self, NotLoopback> {
        let (name, address) = text.split_once('=').ok_or(NotLoopback)?;
        let address: SocketAddr = address.parse().map_err(|_| NotLoopback)?;
        if name.is_empty() || !address.ip().is_loopback() {
            return Err(NotLoopback);
        }
        Ok(Self { name: name.to_ascii_lowercase(), address })
    }
}

#[cfg(test)]
mod tests {
    use super::Loopback;

    #[test]
    fn hosts_of_this_machine_are_named_one_by_one_or_by_domain() {
        let one: Loopback = "Pod.example=127.0.0.1:8080".parse().unwrap();
        assert!(one.has("pod.example") && !one.has("a.pod.example"));
        let all: Loopback = "*.pods.example=[::1]:8080".parse().unwrap();
        assert!(all.has("a.pods.example") && all.has("a.b.pods.example"));
        assert!(!all.has("pods.example") && !all.has("notpods.example"));
    }

    #[test]
    fn no_other_machine_is_taken() {
        for wrong in ["", "a.example", "a.example=10.0.0.1:80", "a.example=localhost:80", "=127.0.0.1:80"] {
            assert!(wrong.parse::<Loopback>().is_err(), "{wrong}");
        }
    }
}
