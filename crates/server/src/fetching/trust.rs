//! Whose certificates are believed: the system's authorities.

use std::sync::Arc;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};

/// TLS as it is spoken with strangers' web servers.
///
/// # Errors
/// A sentence that says why it cannot be.
pub fn config() -> Result<Arc<ClientConfig>, String> {
    let mut authorities = RootCertStore::empty();
    let native = rustls_native_certs::load_native_certs();
    for error in &native.errors {
        tracing::warn!(%error, "a certificate authority of the system cannot be read");
    }
    authorities.add_parsable_certificates(native.certs);
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(authorities)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
