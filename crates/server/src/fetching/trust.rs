//! Whose certificates are believed: the system's authorities.

use std::sync::Arc;
use tokio_rustls::rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    time_provider::{DefaultTimeProvider, TimeProvider},
};

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
    believing(authorities, Arc::new(DefaultTimeProvider))
}

/// Believes these, at that time.
fn believing(authorities: RootCertStore, clock: Arc<dyn TimeProvider>) -> Result<Arc<ClientConfig>, String> {
    let mut config = ClientConfig::builder_with_details(Arc::new(aws_lc_rs::default_provider()), clock)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(authorities)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

#[cfg(test)]
mod tests {
    use super::believing;
    use crate::fetching::{FetchError, Fetched, Fetcher, HTTPS, Place, origin};
    use pool::Texts;
    use std::{net::SocketAddr, sync::Arc, time::Duration};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
        task::JoinHandle,
    };
    use tokio_rustls::{
        TlsAcceptor,
        rustls::{
            RootCertStore, ServerConfig,
            crypto::aws_lc_rs,
            pki_types::{CertificateDer, PrivateKeyDer, UnixTime, pem::PemObject},
            time_provider::TimeProvider,
        },
    };

    /// An authority of nobody's, and what it says of pod.example; the same by pod.example itself. Both hold from 2026 to 2036, so the
    /// clock stands still here.
    const AUTHORITY: &[u8] = include_bytes!("certificates/authority.pem");
    const GOOD: &[u8] = include_bytes!("certificates/server.pem");
    const SELF_SIGNED: &[u8] = include_bytes!("certificates/self-signed.pem");
    const KEY: &[u8] = include_bytes!("certificates/server.key");

    /// Of the years 2030 and 2050, in seconds.
    const IN_TIME: u64 = 1_893_456_000;
    const TOO_LATE: u64 = 2_524_608_000;

    #[derive(Debug)]
    struct Standing(u64);

    impl TimeProvider for Standing {
        fn current_time(&self) -> Option<UnixTime> {
            Some(UnixTime::since_unix_epoch(Duration::from_secs(self.0)))
        }
    }

    /// A server with this certificate; by which name it was asked over TLS, and what, if that came so far.
    async fn server(certificate: &[u8]) -> (SocketAddr, JoinHandle<Option<(String, String)>>) {
        let certificate = CertificateDer::from_pem_slice(certificate).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], PrivateKeyDer::from_pem_slice(KEY).unwrap())
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            // who does not believe it hangs up
            let mut stream = acceptor.accept(stream).await.ok()?;
            let name = stream.get_ref().1.server_name()?.to_owned();
            let mut head = [0; 1024];
            let read = stream.read(&mut head).await.ok().filter(|read| *read > 0)?;
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.unwrap();
            stream.flush().await.unwrap();
            // until all was read
            stream.read(&mut [0]).await.map(drop).unwrap_or_default();
            Some((name, String::from_utf8_lossy(&head[..read]).into_owned()))
        });
        (address, asked)
    }

    /// What comes from a host that is at that address, for whom it is that time.
    async fn fetch(host: &str, address: SocketAddr, seconds: u64) -> Result<Fetched, FetchError> {
        let mut authorities = RootCertStore::empty();
        authorities.add(CertificateDer::from_pem_slice(AUTHORITY).unwrap()).unwrap();
        let fetcher = Fetcher {
            texts: Texts::new(None),
            limits: Arc::default(),
            tls: believing(authorities, Arc::new(Standing(seconds))).unwrap(),
            loopback: Vec::new().into(),
            agent: "a test".to_owned(),
        };
        let place = Place { addresses: vec![address], origin: origin("https", host, HTTPS)? };
        fetcher.follow(&place, "/x", 100).await
    }

    #[tokio::test]
    async fn a_host_whose_certificate_is_good_is_asked_by_its_name_at_the_address_that_was_found() {
        let (address, asked) = server(GOOD).await;
        let fetched = fetch("pod.example", address, IN_TIME).await.unwrap();
        assert_eq!((fetched.status, fetched.address), (200, address.ip()));
        assert_eq!(fetched.body, b"{}");
        let (name, head) = asked.await.unwrap().expect("it was asked");
        assert_eq!(name, "pod.example");
        assert!(head.starts_with("GET /x HTTP/1.1\r\nhost: pod.example\r\n"), "{head}");
    }

    #[tokio::test]
    async fn who_cannot_prove_its_name_is_asked_nothing_and_it_is_said_why() {
        for (certificate, host, seconds, why) in [
            (SELF_SIGNED, "pod.example", IN_TIME, "UnknownIssuer"),
            (GOOD, "other.example", IN_TIME, "not valid for name \"other.example\""),
            (GOOD, "pod.example", TOO_LATE, "certificate expired"),
        ] {
            let (address, asked) = server(certificate).await;
            let Err(FetchError::Broken(said)) = fetch(host, address, seconds).await else {
                panic!("it is believed, though {why}")
            };
            assert!(said.contains(why), "{said}");
            assert_eq!(asked.await.unwrap(), None, "{why}");
        }
    }
}
