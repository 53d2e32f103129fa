//! A server that the operator says how to find: `DOMAIN=ADDR:PORT[,ca=FILE][,direct][,plain]`, or
//! `DOMAIN=dns:ADDR:PORT[,ca=FILE]`.

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

/// Where a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// At one address.
    Fixed {
        /// Where it listens.
        address: SocketAddr,
        /// What protects the connection.
        security: Security,
    },
    /// Where a name server says, which is asked instead of the system's and may name any address.
    Named {
        /// Where the name server listens, over UDP and TCP.
        server: SocketAddr,
    },
}

/// A server that the operator says how to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmppHost {
    /// The XMPP domain that it serves.
    pub domain: DomainPart,
    /// Where it is.
    pub at: Whereabouts,
    /// A PEM file of certificate authorities that are believed for this server alone, beside the others.
    pub ca: Option<PathBuf>,
}

/// Why a text is no [`XmppHost`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseHostError {
    /// No `=` between domain and address.
    #[error("expected DOMAIN=ADDR:PORT[,ca=FILE][,direct][,plain] or DOMAIN=dns:ADDR:PORT[,ca=FILE]")]
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
    /// `direct` or `plain` with `dns:`.
    #[error("{0} is for an address: with dns: the SRV records say what protects the connection")]
    Named(String),
    /// `plain`, but not to this machine itself.
    #[error("plain is for loopback addresses only")]
    PlainBeyondLoopback,
}

impl FromStr for XmppHost {
    type Err = ParseHostError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (domain, rest) = text.trim().split_once('=').ok_or(ParseHostError::Form)?;
        let mut parts = rest.split(',');
        let mut host = Self {
            domain: DomainPart::new(domain)
                .map_err(|_| ParseHostError::Domain(domain.to_owned()))?
                .into_owned(),
            at: parts.next().unwrap_or_default().parse()?,
            ca: None,
        };
        for option in parts {
            host.apply(option)?;
        }
        match host.at {
            Whereabouts::Fixed { address, security: Security::Plain } if !address.ip().is_loopback() => {
                Err(ParseHostError::PlainBeyondLoopback)
            }
            _ => Ok(host),
        }
    }
}

impl FromStr for Whereabouts {
    type Err = ParseHostError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let address = |text: &str| text.parse().map_err(|_| ParseHostError::Address(text.to_owned()));
        match text.strip_prefix("dns:") {
            Some(server) => Ok(Self::Named { server: address(server)? }),
            None => Ok(Self::Fixed { address: address(text)?, security: Security::Starttls }),
        }
    }
}

impl XmppHost {
    fn apply(&mut self, option: &str) -> Result<(), ParseHostError> {
        match option.split_once('=') {
            Some(("ca", file)) if !file.is_empty() => {
                self.ca = Some(file.into());
                Ok(())
            }
            None if option == "direct" => self.protect(option, Security::Direct),
            None if option == "plain" => self.protect(option, Security::Plain),
            _ => Err(ParseHostError::Option(option.to_owned())),
        }
    }

    fn protect(&mut self, option: &str, by: Security) -> Result<(), ParseHostError> {
        match &mut self.at {
            Whereabouts::Fixed { security, .. } => {
                *security = by;
                Ok(())
            }
            Whereabouts::Named { .. } => Err(ParseHostError::Named(option.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Result<Whereabouts, ParseHostError> {
        text.parse::<XmppHost>().map(|host| host.at)
    }

    fn fixed(address: &str, security: Security) -> Result<Whereabouts, ParseHostError> {
        Ok(Whereabouts::Fixed { address: address.parse().unwrap(), security })
    }

    #[test]
    fn a_host_has_its_options_after_commas() {
        let host: XmppHost = "alpha.test=127.0.0.1:15223,ca=/tmp/ca.crt,direct".parse().unwrap();
        assert_eq!(host.domain.as_str(), "alpha.test");
        assert_eq!(Ok(host.at), fixed("127.0.0.1:15223", Security::Direct));
        assert_eq!(host.ca, Some("/tmp/ca.crt".into()));
    }

    #[test]
    fn starttls_is_the_default() {
        assert_eq!(place("a.test=[::1]:5222"), fixed("[::1]:5222", Security::Starttls));
    }

    #[test]
    fn a_name_server_is_told_by_a_prefix() {
        let host: XmppHost = "a.test=dns:10.0.0.53:53,ca=/tmp/ca.crt".parse().unwrap();
        assert_eq!(host.at, Whereabouts::Named { server: "10.0.0.53:53".parse().unwrap() });
        assert_eq!(host.ca, Some("/tmp/ca.crt".into()));
    }

    #[test]
    fn what_protects_the_connection_is_the_name_servers_to_say() {
        for option in ["direct", "plain"] {
            let said = place(&format!("a.test=dns:127.0.0.1:53,{option}"));
            assert_eq!(said, Err(ParseHostError::Named(option.into())));
        }
    }

    #[test]
    fn plain_is_for_loopback_only() {
        assert_eq!(place("a.test=127.0.0.1:1,plain"), fixed("127.0.0.1:1", Security::Plain));
        assert_eq!(place("a.test=192.0.2.1:5222,plain"), Err(ParseHostError::PlainBeyondLoopback));
    }

    #[test]
    fn what_is_no_host_says_why() {
        assert_eq!(place("a.test"), Err(ParseHostError::Form));
        assert_eq!(place("a.test=b:5222"), Err(ParseHostError::Address("b:5222".into())));
        assert_eq!(place("a.test=dns:10.0.0.53"), Err(ParseHostError::Address("10.0.0.53".into())));
        assert_eq!(place("a.test=127.0.0.1:1,fast"), Err(ParseHostError::Option("fast".into())));
    }
}
