//! Who may be reached, and how: shared by all sessions of a process.

mod admission;
mod deadlines;
mod host;
mod names;
mod policy;
mod silent;
mod targets;
mod texts;

pub use admission::{Pace, Turn};
pub use host::{ParseHostError, Security, Whereabouts, XmppHost};
pub use texts::{NoAnswer, Texts};

pub(crate) use deadlines::{DEADLINES, within};
pub(crate) use targets::{Target, ascii};

use crate::sign_in::SignInError;
use crate::tls::{self, Tls};
use admission::Admission;
use hickory_resolver::TokioResolver;
use hickory_resolver::net::NetError;
use jid::{DomainPart, DomainRef};
use rustls::{ClientConfig, RootCertStore};
use silent::Silent;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::time::Instant;

/// How a [`Network`] is set up.
#[derive(Clone, Debug, Default)]
pub struct NetworkOptions {
    /// Servers that the operator says how to find: the only exception to the address policy.
    pub hosts: Vec<XmppHost>,
    /// PEM files of certificate authorities, beside the system's.
    pub extra_ca: Vec<PathBuf>,
    /// Whether SASL PLAIN may be used over TLS (or to a loopback override) where a server offers no SCRAM.
    pub allow_plain: bool,
    /// How many streams are opened in a second.
    pub pace: Pace,
}

/// Why a [`Network`] cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// A file of certificate authorities cannot be read, or holds none.
    #[error("certificate authorities in {path}: {reason}")]
    Authorities {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// No TLS configuration can be made.
    #[error("TLS: {0}")]
    Tls(#[from] rustls::Error),
    /// A name server of an [`XmppHost`] cannot be asked.
    #[error("the name server of {domain}: {reason}")]
    Names {
        /// Whose servers it was to name.
        domain: DomainPart,
        /// What is wrong with it.
        reason: NetError,
    },
}

/// Resolver, TLS configuration, known hosts, address policy and admission.
#[derive(Debug)]
pub struct Network {
    hosts: Vec<Known>,
    resolver: Option<TokioResolver>,
    tls: Tls,
    silent: Silent,
    pub(crate) admission: Admission,
    pub(crate) allow_plain: bool,
}

/// A server that the operator says how to find, with what is its own.
#[derive(Debug)]
struct Known {
    domain: DomainPart,
    way: Way,
    tls: Option<Tls>,
}

/// How it is found.
#[derive(Debug)]
enum Way {
    Fixed(Target),
    Named(Box<TokioResolver>),
}

impl Network {
    /// Reads certificate authorities and the system's resolver configuration. Within a tokio runtime.
    ///
    /// # Errors
    /// [`NetworkError`], with the file or the domain that is at fault.
    pub fn new(options: NetworkOptions) -> Result<Self, NetworkError> {
        let authorities = tls::authorities(&options.extra_ca)?;
        let known = |host| Known::new(host, &authorities);
        Ok(Self {
            hosts: options.hosts.into_iter().map(known).collect::<Result<_, _>>()?,
            resolver: names::of_the_system(),
            tls: Tls::new(authorities)?,
            silent: Silent::default(),
            admission: Admission::new(options.pace),
            allow_plain: options.allow_plain,
        })
    }

    /// The TLS configuration for a domain's server.
    pub(crate) fn tls(&self, domain: &DomainRef, security: Security) -> Arc<ClientConfig> {
        self.known(domain).and_then(|known| known.tls.as_ref()).unwrap_or(&self.tls).config(security)
    }

    /// Remembers whether an address answered, for the order of the next attempt.
    pub(crate) fn tried(&self, domain: &DomainRef, address: SocketAddr, failure: Option<&SignInError>) {
        match failure {
            None => self.silent.remove(domain, address, Instant::now()),
            Some(SignInError::Unreachable(_) | SignInError::Timeout) => {
                self.silent.insert(domain, address, Instant::now());
            }
            Some(_) => {}
        }
    }

    fn known(&self, domain: &DomainRef) -> Option<&Known> {
        self.hosts.iter().find(|known| known.domain.as_str() == domain.as_str())
    }
}

impl Known {
    fn new(host: XmppHost, authorities: &RootCertStore) -> Result<Self, NetworkError> {
        let tls = Tls::for_host(&host, authorities)?;
        let XmppHost { domain, at, .. } = host;
        let way = match at {
            Whereabouts::Fixed { address, security } => Way::Fixed(Target { address, security }),
            Whereabouts::Named { server } => match names::at(server) {
                Ok(resolver) => Way::Named(Box::new(resolver)),
                Err(reason) => return Err(NetworkError::Names { domain, reason }),
            },
        };
        Ok(Self { domain, way, tls })
    }
}
