//! Many pods of other deployments on one port of this machine: whoever asks a host name gets its document. Each has a domain, a key and
//! words of its own.

use std::net::SocketAddr;
use std::sync::Arc;

use ::directory::listing::Listing;
use ::directory::sign::Signer;
use serde_json::json;
use time::format_description::well_known::Rfc3339;
use time::macros::date;
use time::{Duration, OffsetDateTime};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The domain below which each has one of its own.
pub const DOMAIN: &str = "test";

/// What they speak, by turns.
const LANGUAGES: [&str; 8] = ["en", "fr", "de", "es", "pt-br", "it", "nl", "br"];

/// How one joins: more often at once than not.
const MODES: [&str; 8] = ["open", "open", "approval", "open", "open", "approval", "open", "invite"];

/// What they are about.
const TOPICS: [&str; 5] = ["garden", "music", "cycling", "books", "bread"];

/// How many places are free.
const FREE: [&str; 5] = ["10-49", "50-99", "100-249", "250-499", "500-999"];

/// The host name of each.
pub fn host(number: usize) -> String {
    format!("pod-{number}.{DOMAIN}")
}

/// The time by which documents are made and judged.
#[expect(clippy::disallowed_methods, reason = "this program has no clock but the machine's")]
pub fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// What a pod says of itself.
///
/// # Panics
///
/// Never: it is a listing.
pub fn listing(number: usize, now: OffsetDateTime) -> Listing {
    let written = |time: OffsetDateTime| time.format(&Rfc3339).expect("a time");
    let of = |words: &[&'static str]| words[number % words.len()];
    let (host, mode, topic) = (host(number), of(&MODES), of(&TOPICS));
    let mut listing = json!({
        "type": "pod-listing", "version": 1, "domain": host, "serial": 7, "listing": "public",
        "issued_at": written(now), "expires_at": written(now + Duration::days(3)),
        "name": format!("Neighbours of the {topic} {number}"),
        "languages": [of(&LANGUAGES), "en"], "topics": [topic, "neighbours"], "region": "EU", "country": "fr",
        "software": { "name": "simulated", "version": "1" },
        "xmpp": { "domains": [host], "federation": "open", "accounts": "any" },
    });
    listing["summary"] = json!({
        "en": format!("Number {number} of those who talk about {topic} and what there is to eat on Sunday."),
        "fr": format!("Le numéro {number} de ceux qui parlent de {topic}, et de ce qu’on mange dimanche."),
    });
    let sign_up = format!("https://{host}/register");
    listing["registration"] = json!({ "mode": mode, "effective": mode, "url": sign_up, "email": "none" });
    listing["capacity"] = json!({
        "members_max": 1000, "members_band": "10-49", "places_free_band": of(&FREE), "upload_file_mb": 100,
    });
    listing["provider"] = json!({ "id": format!("https://{host}"), "since": "2024-03-01" });
    listing["policy"] = json!({ "rules": format!("https://{host}/rules") });
    listing["contacts"] = json!({ "abuse": [format!("mailto:abuse@{host}")] });
    serde_json::from_value(listing).expect("a listing")
}

/// The key of each.
///
/// # Panics
///
/// Never: it is a key.
pub fn signer(number: usize) -> Signer {
    let mut secret = [7; 32];
    secret[..8].copy_from_slice(&number.to_be_bytes());
    Signer::new(&secret, "ed25519:simulated", date!(2099 - 01 - 01)).expect("a key")
}

/// Serves these documents, each at the host of its number, until this program ends; where.
///
/// # Panics
///
/// If there is no free port.
pub async fn serve(documents: Vec<Vec<u8>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    let documents = Arc::new(documents);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let documents = Arc::clone(&documents);
            // who hangs up does not hear the rest
            tokio::spawn(async move { answer(stream, &documents).await.unwrap_or_default() });
        }
    });
    address
}

async fn answer(mut stream: TcpStream, documents: &[Vec<u8>]) -> std::io::Result<()> {
    let (mut head, mut piece) = (Vec::new(), [0; 2_048]);
    while !head.ends_with(b"\r\n\r\n") {
        let read = stream.read(&mut piece).await?;
        if read == 0 {
            return Ok(());
        }
        head.extend_from_slice(&piece[..read]);
    }
    let document = asked(&String::from_utf8_lossy(&head)).and_then(|number| documents.get(number));
    let (status, body) = match document {
        Some(document) => ("200 OK", document.as_slice()),
        None => ("404 Not Found", b"".as_slice()),
    };
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(&[head.as_bytes(), body].concat()).await
}

/// The number of the pod that is asked for its listing.
fn asked(head: &str) -> Option<usize> {
    head.strip_prefix("GET /.well-known/pod-listing.json ")?;
    let host = head.lines().find_map(|line| line.strip_prefix("host: "))?;
    host.split('.').next()?.strip_prefix("pod-")?.parse().ok()
}
