//! A server with a fixed address: `DOMAIN=ADDR:PORT[,ca=FILE][,direct][,plain]`.

use jid::DomainPart;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// What protects the TCP connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS after `<starttls/>` (RFC 6120 §5), always required.
    Starttls,
    /// TLS from the first byte (XEP-0368).
    Direct,
    /// No TLS at all; to loopback only.
    Plain,
}

/// A server with a fixed address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmppHost {
    /// The XMPP domain that it serves.
    pub domain: DomainPart,
    /// Where it listens.
    pub address: SocketAddr,
    /// A PEM file of certificate authorities that are believed for this server alone, beside the others.
    pub ca: Option<PathBuf>,
    /// What protects the connection.
    pub security: Security,
}

/// Why a text is no [`XmppHost`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseHostError {
    /// No `=` between domain and address.
    #[error("expected DOMAIN=ADDR:PORT[,ca=FILE][,direct][,plain]")]
    Form,
    /// The part before `=` is no domain.
    #[error("{0:?} is no domain")]
    Domain(String),
    /// The part after `=` is no IP address with a port.
    #[error("{0:?} is no address with a port")]
    Address(String),
    /// An option that does not exist.
    #[error("unknown option {0:?}: expected ca=FILE, direct or plain")]
    Option(String),
    /// `plain`, but not to this machine itself.
    #[error("plain is for loopback addresses only")]
    PlainBeyondLoopback,
}

impl FromStr for XmppHost {
    type Err = ParseHostError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (domain, rest) = text.trim().split_once('=').ok_or(ParseHostError::Form)?;
        let mut parts = rest.split(',');
        let address = parts.next().unwrap_or_default();
        let mut host = Self {
            domain: DomainPart::new(domain)
                .map_err(|_| ParseHostError::Domain(domain.to_owned()))?
                .into_owned(),
            address: address.parse().map_err(|_| ParseHostError::Address(address.to_owned()))?,
            ca: None,
            security: Security::Starttls,
        };
        for option in parts {
            host.apply(option)?;
        }
        match host.security {
            Security::Plain if !host.address.ip().is_loopback() => Err(ParseHostError::PlainBeyondLoopback),
            _ => Ok(host),
        }
    }
}

impl XmppHost {
    fn apply(&mut self, option: &str) -> Result<(), ParseHostError> {
        match option.split_once('=') {
            Some(("ca", file)) if !file.is_empty() => self.ca = Some(file.into()),
            None if option == "direct" => self.security = Security::Direct,
            None if option == "plain" => self.security = Security::Plain,
            _ => return Err(ParseHostError::Option(option.to_owned())),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_its_options_after_commas() {
        let host: XmppHost = "alpha.test=127.0.0.1:15223,ca=/tmp/ca.crt,direct".parse().unwrap();
        assert_eq!(host.domain.as_str(), "alpha.test");
        assert_eq!(host.address, "127.0.0.1:15223".parse().unwrap());
        assert_eq!(host.ca, Some("/tmp/ca.crt".into()));
        assert_eq!(host.security, Security::Direct);
    }

    #[test]
    fn starttls_is_the_default() {
        assert_eq!("a.test=[::1]:5222".parse::<XmppHost>().unwrap().security, Security::Starttls);
    }

    #[test]
    fn plain_is_for_loopback_only() {
        assert_eq!("a.test=127.0.0.1:1,plain".parse::<XmppHost>().unwrap().security, Security::Plain);
        assert_eq!(
            "a.test=192.0.2.1:5222,plain".parse::<XmppHost>(),
            Err(ParseHostError::PlainBeyondLoopback)
        );
    }

    #[test]
    fn what_is_no_host_says_why() {
        assert_eq!("a.test".parse::<XmppHost>(), Err(ParseHostError::Form));
        assert_eq!("a.test=b:5222".parse::<XmppHost>(), Err(ParseHostError::Address("b:5222".into())));
        assert_eq!("a.test=127.0.0.1:1,fast".parse::<XmppHost>(), Err(ParseHostError::Option("fast".into())));
    }
}
