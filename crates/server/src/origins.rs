//! The web origins of the platform and its pods: one scheme, one port, many hosts.

use actix_web::{dev::RequestHead, http::header};
use url::Url;

/// Builds and checks origins.
#[derive(Clone, Debug)]
pub struct Origins {
    scheme: String,
    port: Option<u16>,
    platform: String,
}

/// The setting is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an http or https origin, like https://pods.example")]
pub struct NotAnOrigin;

impl Origins {
    /// From the platform's own origin.
    ///
    /// # Errors
    /// [`NotAnOrigin`] for anything but a scheme, a host and a port.
    pub fn new(origin: &Url) -> Result<Self, NotAnOrigin> {
        let host = origin.host_str().ok_or(NotAnOrigin)?;
        if !matches!(origin.scheme(), "http" | "https") || origin.path() != "/" || origin.query().is_some() {
            return Err(NotAnOrigin);
        }
        Ok(Self { scheme: origin.scheme().to_owned(), port: origin.port(), platform: host.to_owned() })
    }

    /// Whether pages travel over TLS.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.scheme == "https"
    }

    /// The platform's host name.
    #[must_use]
    pub fn platform(&self) -> &str {
        &self.platform
    }

    /// The origin of a host.
    #[must_use]
    pub fn of(&self, host: &str) -> String {
        match self.port {
            Some(port) => format!("{}://{host}:{port}", self.scheme),
            None => format!("{}://{host}", self.scheme),
        }
    }
}

/// The host that a request is for: its one `Host`. Where the target is a whole address, it must name the same
/// (RFC 9112 §3.2). What a proxy forwards as `X-Forwarded-Host` is not looked at: proxies pass `Host` on.
#[must_use]
pub fn asked(head: &RequestHead) -> Option<String> {
    let mut named = head.headers().get_all(header::HOST);
    let (host, none_else) =
        (named.next().and_then(|host| host_name(host.to_str().ok()?)), named.next().is_none());
    match head.uri.authority() {
        Some(whole) => host.filter(|host| none_else && host_name(whole.as_str()).as_ref() == Some(host)),
        None => host.filter(|_| none_else),
    }
}

/// The host name that a request names, without port, in lower case.
#[must_use]
pub fn host_name(authority: &str) -> Option<String> {
    let name = match authority.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|digit| digit.is_ascii_digit()) => name,
        _ => authority,
    };
    let valid = !name.is_empty()
        && name.len() <= 253
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    valid.then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins(origin: &str) -> Result<Origins, NotAnOrigin> {
        Origins::new(&origin.parse().unwrap())
    }

    #[test]
    fn a_pod_shares_the_platforms_scheme_and_port() {
        assert_eq!(origins("http://localhost:8080").unwrap().of("a.localhost"), "http://a.localhost:8080");
        assert_eq!(origins("https://pods.example").unwrap().of("a.example"), "https://a.example");
    }

    #[test]
    fn a_path_or_another_scheme_is_no_origin() {
        assert!(origins("https://pods.example/x").is_err());
        assert!(origins("ftp://pods.example").is_err());
        assert!(origins("https://pods.example/?q").is_err());
    }

    #[test]
    fn a_host_header_is_read_without_its_port() {
        assert_eq!(host_name("A.Example:8080").as_deref(), Some("a.example"));
        assert_eq!(host_name("a.example").as_deref(), Some("a.example"));
        assert_eq!(host_name("a.example/../b"), None);
        assert_eq!(host_name(""), None);
        assert_eq!(host_name("a b"), None);
    }
}
