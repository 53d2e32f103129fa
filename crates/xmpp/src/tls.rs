//! The TLS configuration of a process: one set of authorities, shared by every session.

use crate::network::{NetworkError, Security, XmppHost};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One configuration for `<starttls/>`, and the same with XEP-0368's protocol name for direct TLS.
#[derive(Clone, Debug)]
pub(crate) struct Tls {
    starttls: Arc<ClientConfig>,
    direct: Arc<ClientConfig>,
}

impl Tls {
    /// Believes these authorities.
    pub(crate) fn new(authorities: RootCertStore) -> Result<Self, NetworkError> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let starttls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(authorities)
            .with_no_client_auth();
        let mut direct = starttls.clone();
        direct.alpn_protocols = vec![b"xmpp-client".to_vec()];
        Ok(Self { starttls: Arc::new(starttls), direct: Arc::new(direct) })
    }

    /// The same, with one server's own authority.
    pub(crate) fn for_host(
        host: &XmppHost,
        authorities: &RootCertStore,
    ) -> Result<Option<Self>, NetworkError> {
        let Some(file) = &host.ca else { return Ok(None) };
        let mut authorities = authorities.clone();
        add(&mut authorities, file)?;
        Self::new(authorities).map(Some)
    }

    /// The configuration for a connection that is protected so.
    pub(crate) fn config(&self, security: Security) -> Arc<ClientConfig> {
        Arc::clone(if security == Security::Direct { &self.direct } else { &self.starttls })
    }
}

/// The system's authorities and those of these PEM files.
pub(crate) fn authorities(files: &[PathBuf]) -> Result<RootCertStore, NetworkError> {
    let mut authorities = RootCertStore::empty();
    let native = rustls_native_certs::load_native_certs();
    for error in &native.errors {
        tracing::warn!(%error, "a certificate authority of the system cannot be read");
    }
    authorities.add_parsable_certificates(native.certs);
    for file in files {
        add(&mut authorities, file)?;
    }
    Ok(authorities)
}

fn add(authorities: &mut RootCertStore, file: &Path) -> Result<(), NetworkError> {
    let fault = |reason: String| NetworkError::Authorities { path: file.to_owned(), reason };
    let mut found = 0;
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| fault(error.to_string()))? {
        let certificate = certificate.map_err(|error| fault(error.to_string()))?;
        authorities.add(certificate).map_err(|error| fault(error.to_string()))?;
        found += 1;
    }
    if found == 0 { Err(fault("no certificate in it".into())) } else { Ok(()) }
}
