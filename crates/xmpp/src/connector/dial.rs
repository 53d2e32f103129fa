//! TCP and TLS to one address, up to the features of a protected stream.

use super::{PreAuth, Wire};
use crate::network::{DEADLINES, Network, Security, Target, ascii, within};
use crate::sign_in::SignInError;
use crate::transport::{Socket, Transport};
use jid::DomainRef;
use minidom::Element;
use rustls::pki_types::ServerName;
use std::io;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use xmpp_parsers::ns::TLS;
use xmpp_parsers::starttls::Request;

/// Connects to one address.
pub(super) async fn dial(
    network: &Network,
    domain: &DomainRef,
    target: Target,
) -> Result<PreAuth, SignInError> {
    let tcp = within(DEADLINES.tcp, async {
        TcpStream::connect(target.address).await.map_err(|error| SignInError::Unreachable(error.to_string()))
    })
    .await?;
    if let Err(error) = tcp.set_nodelay(true) {
        tracing::debug!(%error, "small packets will wait");
    }
    let socket = match target.security {
        Security::Direct => encrypt(network, domain, Security::Direct, tcp).await?,
        Security::Starttls => {
            encrypt(network, domain, Security::Starttls, starttls(domain, tcp).await?).await?
        }
        Security::Plain => Socket::Plain(tcp),
    };
    let (wire, features) = Wire::open(Transport::new(socket), domain).await?;
    Ok(PreAuth::new(wire, features))
}

/// RFC 6120 §5: asks for TLS, and takes nothing less.
async fn starttls(domain: &DomainRef, tcp: TcpStream) -> Result<TcpStream, SignInError> {
    let transport = Transport::new(Socket::Plain(tcp));
    let (mut wire, features) = Wire::open(transport, domain).await?;
    if !features.can_starttls() {
        return Err(SignInError::NoSecureMechanism);
    }
    let answer = within(DEADLINES.tls, async {
        wire.send(&Element::from(Request)).await?;
        Ok(wire.next().await?.element)
    })
    .await?;
    if !answer.is("proceed", TLS) {
        return Err(SignInError::NoSecureMechanism);
    }
    match wire.into_socket() {
        Some(Socket::Plain(tcp)) => Ok(tcp),
        _ => Err(SignInError::Protocol("the server sent more than it should before TLS".into())),
    }
}

async fn encrypt(
    network: &Network,
    domain: &DomainRef,
    security: Security,
    tcp: TcpStream,
) -> Result<Socket, SignInError> {
    let name = ServerName::try_from(ascii(domain)?).map_err(|_| SignInError::UnknownServer)?;
    let handshake = TlsConnector::from(network.tls(domain, security)).connect(name, tcp);
    let stream = within(DEADLINES.tls, async { handshake.await.map_err(not_encrypted) }).await?;
    Ok(Socket::Tls(Box::new(stream)))
}

fn not_encrypted(error: io::Error) -> SignInError {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
    match cause {
        Some(rustls::Error::InvalidCertificate(reason)) => SignInError::Certificate(reason.to_string()),
        _ => SignInError::Unreachable(error.to_string()),
    }
}
