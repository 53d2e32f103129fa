//! Pods of other deployments, good and bad ones, on a port of this machine: each host name says what it was told to say.

use directory::listing::Listing;
use directory::sign::Signer;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use time::format_description::well_known::Rfc3339;
use time::macros::date;
use time::{Duration as Span, OffsetDateTime};

/// The domain below which they are.
pub(crate) const DOMAIN: &str = "wild.test";

/// Where a host says who is to leave it alone.
pub(crate) const ROBOTS: &str = "/robots.txt";

/// What a host says to whoever asks for its listing.
#[derive(Clone, Debug)]
pub(crate) enum Says {
    /// A document.
    Document(Vec<u8>),
    /// Anything else: what stands between `HTTP/1.1 ` and the empty line, and a body.
    Answer(String, Vec<u8>),
    /// A byte a second, for ever.
    Drips,
    /// The same before its head is over.
    DripsHead,
    /// A gigabyte.
    Floods,
    /// Pieces without end.
    Chunks,
    /// Nothing, and the connection stays.
    Silence,
    /// Nothing, and the connection ends.
    HangsUp,
    /// Nothing, since its `robots.txt` is this.
    Robots(String),
}

#[derive(Debug, Default)]
struct Known {
    says: HashMap<String, Says>,
    /// What is said at one path of a host.
    at: HashMap<(String, String), Says>,
    asked: HashMap<String, usize>,
}

/// All of them. They answer on threads, because each test has a runtime of its own.
#[derive(Debug)]
pub(crate) struct Wild {
    address: SocketAddr,
    known: Arc<Mutex<Known>>,
}

impl Wild {
    pub(crate) fn fresh() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let known = Arc::<Mutex<Known>>::default();
        let wild = Self { address, known: Arc::clone(&known) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let known = Arc::clone(&known);
                // who hangs up does not hear the rest
                thread::spawn(move || answer(stream, &known).unwrap_or_default());
            }
        });
        wild
    }

    /// The setting by which a deployment finds them.
    pub(crate) fn setting(&self) -> String {
        format!("*.{DOMAIN}={}", self.address)
    }

    /// Where they are.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on that host says this.
    pub(crate) fn says(&self, host: &str, says: Says) {
        self.known.lock().expect("the hosts").says.insert(host.to_owned(), says);
    }

    /// From now on that host says this at one path, whatever it says elsewhere.
    pub(crate) fn says_at(&self, host: &str, path: &str, says: Says) {
        self.known.lock().expect("the hosts").at.insert((host.to_owned(), path.to_owned()), says);
    }

    /// From now on that host has a file at that path, whatever else it says.
    pub(crate) fn has(&self, host: &str, path: &str, bytes: Vec<u8>) {
        self.says_at(host, path, Says::Document(bytes));
    }

    /// How often a host was asked for its listing.
    pub(crate) fn asked(&self, host: &str) -> usize {
        self.known.lock().expect("the hosts").asked.get(host).copied().unwrap_or_default()
    }

    /// A good listing of a host, with a change.
    pub(crate) fn listing(&self, host: &str, change: impl FnOnce(&mut Value)) -> Listing {
        let now = now();
        let written = |time: OffsetDateTime| time.format(&Rfc3339).expect("a time");
        let sign_up = format!("http://{host}:{}/sign-up", self.address.port());
        let mut listing = json!({
            "type": "pod-listing", "version": 1, "domain": host, "serial": 7,
            "issued_at": written(now), "expires_at": written(now + Span::days(3)),
            "listing": "public", "name": format!("The pod {host}"),
            "summary": { "en": "For people who test." }, "languages": ["en", "br"],
            "software": { "name": "wild", "version": "1" },
            "xmpp": { "domains": [host], "federation": "open", "accounts": "any" },
            "registration": { "mode": "open", "effective": "open", "url": sign_up },
            "capacity": { "members_band": "10-49", "places_free_band": "100-249" },
            "contacts": { "abuse": [format!("mailto:abuse@{host}")] },
        });
        change(&mut listing);
        serde_json::from_value(listing).expect("a listing")
    }

    /// That host says a good document from now on, signed by its first key.
    pub(crate) fn is_good(&self, host: &str) {
        self.says(host, Says::Document(sign(&first(), &self.listing(host, |_| ()))));
    }

    /// The bytes of a good document of a host after a change that nobody has signed.
    pub(crate) fn tampered(&self, host: &str, change: impl FnOnce(&mut Value)) -> Says {
        let bytes = sign(&first(), &self.listing(host, |_| ()));
        let mut document: Value = serde_json::from_slice(&bytes).expect("JSON");
        change(&mut document);
        Says::Document(document.to_string().into_bytes())
    }
}

/// The key that all pods have.
pub(crate) fn first() -> Signer {
    Signer::new(&[3; 32], "ed25519:first", date!(2099 - 01 - 01)).expect("a key")
}

/// A key that nobody has announced.
pub(crate) fn second() -> Signer {
    Signer::new(&[4; 32], "ed25519:second", date!(2099 - 01 - 01)).expect("a key")
}

pub(crate) fn sign(signer: &Signer, listing: &Listing) -> Vec<u8> {
    signer.sign(listing).expect("a document").to_bytes().expect("its bytes")
}

#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
pub(crate) fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

fn answer(mut stream: TcpStream, known: &Mutex<Known>) -> std::io::Result<()> {
    let head = read_head(&mut stream)?;
    let path = head.split(' ').nth(1).unwrap_or_default();
    let host = head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let (at, says) = {
        let mut known = known.lock().expect("the hosts");
        if path != ROBOTS {
            *known.asked.entry(host.to_owned()).or_default() += 1;
        }
        let at = known.at.get(&(host.to_owned(), path.to_owned())).cloned();
        (at, known.says.get(host).cloned())
    };
    match (at, says) {
        (Some(says), _) => speak(&mut stream, &says),
        (None, Some(Says::Robots(text))) if path == ROBOTS => whole(&mut stream, "200 OK", text.as_bytes()),
        (None, Some(says)) if path != ROBOTS => speak(&mut stream, &says),
        _ => whole(&mut stream, "404 Not Found", b""),
    }
}

fn speak(stream: &mut TcpStream, says: &Says) -> std::io::Result<()> {
    match says {
        Says::Document(bytes) => whole(stream, "200 OK", bytes),
        Says::Answer(head, body) => {
            stream.write_all(format!("HTTP/1.1 {head}\r\n\r\n").as_bytes())?;
            stream.write_all(body)
        }
        Says::Drips => drip(stream, b"HTTP/1.1 200 OK\r\n\r\n{"),
        Says::DripsHead => drip(stream, b"HTTP/1.1 200 OK\r\nx: "),
        Says::Floods => flood(stream),
        Says::Chunks => chunks(stream),
        // until whoever asked has gone
        Says::Silence => stream.read(&mut [0]).map(drop),
        Says::HangsUp => Ok(()),
        Says::Robots(_) => whole(stream, "404 Not Found", b""),
    }
}

fn read_head(stream: &mut TcpStream) -> std::io::Result<String> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && head.len() < 8_192 {
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

fn whole(stream: &mut TcpStream, status: &str, body: &[u8]) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n", body.len())?;
    stream.write_all(body)
}

fn drip(stream: &mut TcpStream, begin: &[u8]) -> std::io::Result<()> {
    stream.write_all(begin)?;
    loop {
        stream.write_all(b" ")?;
        thread::sleep(Duration::from_secs(1));
    }
}

fn flood(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n")?;
    let piece = vec![b' '; 65_536];
    (0..16_384).try_for_each(|_| stream.write_all(&piece))
}

fn chunks(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
    loop {
        stream.write_all(b"8\r\n        \r\n")?;
    }
}
