//! Who may be reached, and how: shared by all sessions of a process.

mod deadlines;
mod host;
mod policy;
mod targets;

pub use host::{ParseHostError, Security, XmppHost};

pub(crate) use deadlines::{Deadlines, within};
pub(crate) use targets::{Target, ascii};

use crate::tls::{self, Tls};
use hickory_resolver::TokioResolver;
use jid::DomainRef;
use rustls::ClientConfig;
use std::path::PathBuf;
use std::sync::Arc;

/// How a [`Network`] is set up.
#[derive(Clone, Debug, Default)]
pub struct NetworkOptions {
    /// Servers with a fixed address: no DNS, and the only exception to the address policy.
    pub hosts: Vec<XmppHost>,
    /// PEM files of certificate authorities, beside the system's.
    pub extra_ca: Vec<PathBuf>,
    /// Whether SASL PLAIN may be used over TLS (or to a loopback override) where a server offers no SCRAM.
    pub allow_plain: bool,
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
}

/// Resolver, TLS configuration, fixed addresses, address policy and deadlines.
#[derive(Debug)]
pub struct Network {
    hosts: Vec<(XmppHost, Option<Tls>)>,
    resolver: Option<TokioResolver>,
    tls: Tls,
    pub(crate) allow_plain: bool,
    pub(crate) deadlines: Deadlines,
}

impl Network {
    /// Reads certificate authorities and the system's resolver configuration. Within a tokio runtime.
    ///
    /// # Errors
    /// [`NetworkError`], with the file that is at fault.
    pub fn new(options: NetworkOptions) -> Result<Self, NetworkError> {
        let authorities = tls::authorities(&options.extra_ca)?;
        let with_tls = |host: XmppHost| Tls::for_host(&host, &authorities).map(|tls| (host, tls));
        Ok(Self {
            hosts: options.hosts.into_iter().map(with_tls).collect::<Result<_, _>>()?,
            resolver: resolver(),
            tls: Tls::new(authorities)?,
            allow_plain: options.allow_plain,
            deadlines: Deadlines::default(),
        })
    }

    fn overridden(&self, domain: &DomainRef) -> Option<&XmppHost> {
        self.host(domain).map(|(host, _)| host)
    }

    /// The TLS configuration for a domain's server.
    pub(crate) fn tls(&self, domain: &DomainRef, security: Security) -> Arc<ClientConfig> {
        self.host(domain).and_then(|(_, tls)| tls.as_ref()).unwrap_or(&self.tls).config(security)
    }

    fn host(&self, domain: &DomainRef) -> Option<&(XmppHost, Option<Tls>)> {
        self.hosts.iter().find(|(host, _)| host.domain.as_str() == domain.as_str())
    }
}

/// None where the system has no usable configuration: then only servers with a fixed address can be reached.
fn resolver() -> Option<TokioResolver> {
    let built = TokioResolver::builder_tokio().and_then(|builder| builder.build());
    built.inspect_err(|error| tracing::warn!(%error, "names of servers cannot be resolved")).ok()
}
