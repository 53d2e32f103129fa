//! Fetches documents of strangers, and sends them a few words: over HTTPS, at addresses of the open internet alone, within bounds of time
//! and bytes.
//!
//! A name is resolved once for each fetch; all its addresses are judged, and one of these is connected to, whatever the name server
//! says a moment later. Where a host leads on, it is to itself, and the address stays the same.

use crate::{
    limits::{Limit, Limits, Network},
    origins::Origins,
};
use directory::{address, check::Bad, host_name, robots::AGENT};
use http_body_util::Full;
use hyper::{
    Method, Request,
    body::Bytes,
    header::{ACCEPT, ACCEPT_ENCODING, CONNECTION, CONTENT_TYPE, HOST, USER_AGENT},
};
use pool::Texts;
use std::{
    collections::HashSet,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{TlsConnector, rustls::ClientConfig, rustls::pki_types::ServerName};
use url::{Position, Url};

mod loopback;
mod speaking;
mod trust;

pub use loopback::Loopback;

use speaking::Said;

/// How long a fetch may take, from the name to the last byte.
const WHOLE: Duration = Duration::from_secs(20);

/// How long a connection may take, with TLS.
const CONNECT: Duration = Duration::from_secs(5);

/// Addresses of one name that are tried.
const TRIED: usize = 3;

/// How often a host may lead on.
const REDIRECTS: usize = 2;

const HTTPS: u16 = 443;

/// Fetches. Cheap to clone.
#[derive(Clone)]
pub struct Fetcher {
    texts: Texts,
    limits: Arc<Limits>,
    tls: Arc<ClientConfig>,
    loopback: Arc<[Loopback]>,
    agent: String,
}

/// An answer that came whole.
#[derive(Debug)]
pub struct Fetched {
    /// Its status: none that leads on.
    pub status: u16,
    /// Its body, within the bound that was asked for.
    pub body: Vec<u8>,
    /// Where it came from.
    pub address: IpAddr,
}

/// Why nothing came.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The name does not exist, or nobody answered.
    #[error("{0}")]
    Name(String),
    /// The name leads to an address that is not fetched from.
    #[error("{0}")]
    Address(IpAddr),
    /// No connection, no TLS, or an answer that breaks off.
    #[error("{0}")]
    Broken(String),
    /// Longer than [`WHOLE`].
    #[error("more than {} seconds", WHOLE.as_secs())]
    TooSlow,
    /// More than was asked for.
    #[error("more than {0} bytes")]
    TooLarge(usize),
    /// It was not asked for.
    #[error("{0}")]
    Compressed(String),
    /// To another host, scheme or port, or once more than is followed.
    #[error("{0}")]
    Redirected(String),
    /// We have asked there too often just now. That says nothing of the host.
    #[error("asked too often")]
    Busy,
}

impl FetchError {
    /// What that says of a pod, if it says anything.
    #[must_use]
    pub fn kind(&self) -> Option<Bad> {
        match self {
            Self::Name(_) | Self::Broken(_) => Some(Bad::Unreachable),
            Self::Address(_) => Some(Bad::Address),
            Self::TooSlow => Some(Bad::TooSlow),
            Self::TooLarge(_) => Some(Bad::TooLarge),
            Self::Compressed(_) => Some(Bad::Compressed),
            Self::Redirected(_) => Some(Bad::Redirected),
            Self::Busy => None,
        }
    }
}

/// Where a host is: found once, and looked at.
struct Place {
    addresses: Vec<SocketAddr>,
    /// Its origin, with the port if it is not that of the scheme.
    origin: Url,
}

impl Fetcher {
    /// One that asks these names, and finds some hosts on this machine.
    ///
    /// # Errors
    /// That TLS cannot be spoken.
    pub fn new(
        texts: Texts,
        limits: Arc<Limits>,
        loopback: Vec<Loopback>,
        origins: &Origins,
    ) -> Result<Self, String> {
        let platform = origins.of(origins.platform());
        let agent = format!("{AGENT}/{} (+{platform})", env!("CARGO_PKG_VERSION"));
        Ok(Self { texts, limits, tls: trust::config()?, loopback: loopback.into(), agent })
    }

    /// Whether a host is one of those on this machine: it speaks HTTP, at a port of its own.
    #[must_use]
    pub fn is_local(&self, host: &str) -> bool {
        self.loopback.iter().any(|local| local.has(host))
    }

    /// Fetches what is at a path of a host: at most so many bytes.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn get(&self, host: &str, path: &str, most: usize) -> Result<Fetched, FetchError> {
        let whole = async {
            let place = self.place(host).await?;
            self.follow(&place, path, most).await
        };
        timeout(WHOLE, whole).await.map_err(|_| FetchError::TooSlow)?
    }

    /// Sends JSON to a path of a host, and reads at most so many bytes of the answer. Where the host leads on it is not sent again.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn post(
        &self,
        host: &str,
        path: &str,
        json: String,
        most: usize,
    ) -> Result<Fetched, FetchError> {
        let whole = async {
            let place = self.place(host).await?;
            let url = place.origin.join(path).map_err(|error| FetchError::Redirected(error.to_string()))?;
            match self.ask(&place, &url, Some(json.into()), most).await? {
                (Said::All { status, body }, address) => Ok(Fetched { status, body, address }),
                (Said::Elsewhere(location), _) => Err(FetchError::Redirected(format!("to {location}"))),
            }
        };
        timeout(WHOLE, whole).await.map_err(|_| FetchError::TooSlow)?
    }

    /// Asks for the addresses of a host, once.
    async fn place(&self, host: &str) -> Result<Place, FetchError> {
        if let Some(local) = self.loopback.iter().find(|local| local.has(host)) {
            let origin = origin("http", host, local.address.port())?;
            return Ok(Place { addresses: vec![local.address], origin });
        }
        self.take(of_owner(host))?;
        let found = self.texts.addresses(host).await.map_err(|error| FetchError::Name(error.to_string()))?;
        let found = judged(&found)?;
        for limit in at_networks(&found) {
            self.take(limit)?;
        }
        let addresses = found.iter().map(|address| SocketAddr::new(*address, HTTPS)).collect();
        Ok(Place { addresses, origin: origin("https", host, HTTPS)? })
    }

    /// A pod is in nobody's way: many names at one address are one host to its owner.
    fn take(&self, limit: Limit<'_>) -> Result<(), FetchError> {
        if self.limits.take(limit, Instant::now()) { Ok(()) } else { Err(FetchError::Busy) }
    }

    /// Asks, and goes where the host itself leads.
    async fn follow(&self, place: &Place, path: &str, most: usize) -> Result<Fetched, FetchError> {
        let mut next = place.origin.join(path).map_err(|error| FetchError::Redirected(error.to_string()))?;
        for _ in 0..=REDIRECTS {
            let (said, address) = self.ask(place, &next, None, most).await?;
            match said {
                Said::All { status, body } => return Ok(Fetched { status, body, address }),
                Said::Elsewhere(location) => next = leads_to(&next, &location)?,
            }
        }
        Err(FetchError::Redirected(format!("more than {REDIRECTS} times")))
    }

    async fn ask(
        &self,
        place: &Place,
        url: &Url,
        json: Option<Bytes>,
        most: usize,
    ) -> Result<(Said, IpAddr), FetchError> {
        let request = self.request(url, json)?;
        let (stream, address) = connect(&place.addresses).await?;
        let said = if url.scheme() == "https" {
            let host = url.host_str().unwrap_or_default().to_owned();
            let host = ServerName::try_from(host).map_err(|error| FetchError::Broken(error.to_string()))?;
            let connected = TlsConnector::from(Arc::clone(&self.tls)).connect(host, stream);
            let stream = timeout(CONNECT, connected).await.map_err(|_| FetchError::TooSlow)?;
            let stream = stream.map_err(|error| FetchError::Broken(error.to_string()))?;
            speaking::speak(stream, request, most).await?
        } else {
            speaking::speak(stream, request, most).await?
        };
        Ok((said, address))
    }

    /// One that sends JSON, if there is any.
    fn request(&self, url: &Url, json: Option<Bytes>) -> Result<Request<Full<Bytes>>, FetchError> {
        let host = &url[Position::BeforeHost..Position::AfterPort];
        let mut request = Request::builder()
            .method(if json.is_some() { Method::POST } else { Method::GET })
            .uri(&url[Position::BeforePath..Position::AfterQuery])
            .header(HOST, host)
            .header(USER_AGENT, self.agent.as_str())
            .header(ACCEPT, "application/json, text/plain;q=0.5, */*;q=0.1")
            // whatever a little of it would become is never known before
            .header(ACCEPT_ENCODING, "identity")
            .header(CONNECTION, "close");
        if json.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(Full::new(json.unwrap_or_default()));
        request.map_err(|error| FetchError::Broken(error.to_string()))
    }
}

/// All names that one owner has are asked so often together,
fn of_owner(host: &str) -> Limit<'_> {
    Limit::FetchOf(host_name::registrable(host))
}

/// and so are all that are found in one network.
fn at_networks(found: &[IpAddr]) -> HashSet<Limit<'static>> {
    found.iter().map(|address| Limit::FetchAt(Network::from(*address))).collect()
}

fn origin(scheme: &str, host: &str, port: u16) -> Result<Url, FetchError> {
    let text = format!("{scheme}://{host}:{port}/");
    text.parse().map_err(|error: url::ParseError| FetchError::Name(error.to_string()))
}

/// The first addresses, one at least, if each of all may be fetched from: one that may not says what the name is for.
fn judged(found: &[IpAddr]) -> Result<Vec<IpAddr>, FetchError> {
    match found.iter().find(|address| !address::is_public(**address)) {
        Some(refused) => Err(FetchError::Address(*refused)),
        None if found.is_empty() => Err(FetchError::Name("its name has no address".to_owned())),
        None => Ok(first(found)),
    }
}

/// The first of IPv6 and of IPv4 before all others: a machine may have one of the two alone.
fn first(found: &[IpAddr]) -> Vec<IpAddr> {
    let (six, four): (Vec<IpAddr>, Vec<IpAddr>) = found.iter().copied().partition(IpAddr::is_ipv6);
    let firsts = six.iter().take(1).chain(four.iter().take(1));
    firsts.chain(six.iter().skip(1)).chain(four.iter().skip(1)).take(TRIED).copied().collect()
}

async fn connect(addresses: &[SocketAddr]) -> Result<(TcpStream, IpAddr), FetchError> {
    let mut failure = FetchError::TooSlow;
    for address in addresses {
        match timeout(CONNECT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok((stream, address.ip())),
            Ok(Err(error)) => failure = FetchError::Broken(error.to_string()),
            Err(_) => failure = FetchError::TooSlow,
        }
    }
    Err(failure)
}

/// Where an answer leads to, if that is the same host.
fn leads_to(from: &Url, location: &str) -> Result<Url, FetchError> {
    let elsewhere = || FetchError::Redirected(format!("to {location}"));
    let to = from.join(location).map_err(|_| elsewhere())?;
    let is_same = to.origin() == from.origin() && to.username().is_empty() && to.password().is_none();
    if is_same { Ok(to) } else { Err(elsewhere()) }
}

#[cfg(test)]
mod tests {
    use super::{FetchError, at_networks, judged, leads_to, of_owner};
    use crate::limits::Limits;
    use std::{
        net::IpAddr,
        time::{Duration, Instant},
    };
    use url::Url;

    fn addresses(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_name_with_one_address_that_is_refused_is_refused() {
        for refused in ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"] {
            let found = addresses(&["9.9.9.9", refused]);
            let Err(FetchError::Address(address)) = judged(&found) else { panic!("{refused} is taken") };
            assert_eq!(address.to_string(), refused);
        }
        assert!(matches!(judged(&[]), Err(FetchError::Name(_))));
        let many = addresses(&["9.9.9.9", "1.1.1.1", "8.8.8.8", "8.8.4.4"]);
        assert_eq!(judged(&many).unwrap(), many[..3]);
        let both = addresses(&["2620:fe::fe", "2620:fe::9", "2620:fe::10", "9.9.9.9"]);
        assert_eq!(judged(&both).unwrap(), [both[0], both[3], both[1]]);
    }

    #[test]
    fn all_names_of_an_owner_are_asked_so_often_together() {
        let (limits, now) = (Limits::default(), Instant::now());
        let names: Vec<String> = (0..100).map(|n| format!("pod-{n}.example.org")).collect();
        assert_eq!(names.iter().filter(|name| limits.take(of_owner(name), now)).count(), 60);
        assert!(limits.take(of_owner("pod-1.example.net"), now), "another owner's is another's");
        assert!(limits.take(of_owner("a.co.uk"), now) && limits.take(of_owner("b.co.uk"), now));
        let later = now + Duration::from_secs(1);
        assert_eq!(names.iter().filter(|name| limits.take(of_owner(name), later)).count(), 1);
    }

    #[test]
    fn all_names_in_a_network_are_asked_so_often_together() {
        let (limits, now) = (Limits::default(), Instant::now());
        let takes = |text: &str, now: Instant| {
            at_networks(&addresses(&[text])).into_iter().all(|limit| limits.take(limit, now))
        };
        assert_eq!((0..200).filter(|_| takes("9.9.9.9", now)).count(), 120);
        assert_eq!((0..200).filter(|n| takes(&format!("2620:fe::{n:x}"), now)).count(), 120);
        assert!(takes("9.9.9.10", now) && takes("2620:fe:0:1::1", now), "another's");
        assert_eq!((0..9).filter(|_| takes("9.9.9.9", now + Duration::from_millis(500))).count(), 1);
        let both = at_networks(&addresses(&["9.9.9.9", "2620:fe::1", "2620:fe::2"]));
        assert_eq!(both.len(), 2, "a name with several addresses is asked once in each network");
    }

    #[test]
    fn a_host_leads_to_itself_and_nowhere_else() {
        let from: Url = "https://pod.example/.well-known/pod-listing.json".parse().unwrap();
        let whole = "https://pod.example:443/z";
        for (location, path) in [("/x?y", "/x?y"), ("y", "/.well-known/y"), (whole, "/z")] {
            assert_eq!(leads_to(&from, location).unwrap().as_str(), format!("https://pod.example{path}"));
        }
        for location in [
            "https://evil.example/",
            "//evil.example/",
            "http://pod.example/",
            "https://pod.example:8443/",
            "https://127.0.0.1/",
            "https://www.pod.example/",
            "https://a@pod.example/",
            "file:///etc/passwd",
            "https://",
        ] {
            assert!(matches!(leads_to(&from, location), Err(FetchError::Redirected(_))), "{location}");
        }
    }
}
