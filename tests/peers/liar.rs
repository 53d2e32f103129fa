//! Directories that lie, on a port of this machine: each host name tells what it was told to tell.

use directory::feed::{Row, Telling, Told, write};
use directory::peer::VERSION;
use directory::sign::Signer;
use directory::signed::Signed;
use directory::statement::{Action, Statement, TYPE};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use time::macros::{date, datetime};
use time::{Duration, OffsetDateTime};

/// What a directory's feed is like.
#[derive(Clone, Debug)]
pub(crate) enum Feed {
    /// These rows on one page, of a feed that has so many.
    Rows(Vec<Row>, u64),
    /// Page after page with a row that says nothing new.
    Endless,
    /// Page after page full of names that nobody has heard of.
    Crowd,
    /// Page after page of the same rows.
    Repeats(Vec<Row>),
    /// Two pages that lead to each other.
    Circle,
    /// Rows that another key has signed.
    Forged,
}

#[derive(Debug, Default)]
struct Known {
    feeds: HashMap<String, Feed>,
    said: HashMap<String, Vec<Statement>>,
    asked: HashMap<String, usize>,
}

/// All of them. They answer on threads, because each test has a runtime of its own.
#[derive(Debug)]
pub(crate) struct Liar {
    address: SocketAddr,
    known: Arc<Mutex<Known>>,
}

impl Liar {
    pub(crate) fn fresh() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let known = Arc::<Mutex<Known>>::default();
        let liar = Self { address, known: Arc::clone(&known) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let known = Arc::clone(&known);
                // who hangs up does not hear the rest
                thread::spawn(move || answer(stream, &known).unwrap_or_default());
            }
        });
        liar
    }

    /// The setting by which a deployment finds all hosts of these domains here.
    pub(crate) fn setting(&self, domains: &[&str]) -> String {
        domains.iter().map(|domain| format!("*.{domain}={}", self.address)).collect::<Vec<_>>().join(" ")
    }

    /// From now on that host's feed is like this.
    pub(crate) fn tells(&self, host: &str, feed: Feed) {
        self.known.lock().expect("the hosts").feeds.insert(host.to_owned(), feed);
    }

    /// From now on that host says this of pods.
    pub(crate) fn says(&self, host: &str, said: Vec<Statement>) {
        self.known.lock().expect("the hosts").said.insert(host.to_owned(), said);
    }

    /// How often a host's feed was asked for.
    pub(crate) fn asked(&self, host: &str) -> usize {
        self.known.lock().expect("the hosts").asked.get(host).copied().unwrap_or_default()
    }
}

/// A row that says of a pod that it is in that state.
pub(crate) fn row(domain: &str, serial: u64, state: Told) -> Row {
    Row {
        domain: domain.to_owned().try_into().expect("a host"),
        serial,
        sha256: "0".repeat(64).try_into().expect("a hash"),
        state,
        seen_at: datetime!(2026-01-01 0:00 UTC),
    }
}

/// A statement of a host that a pod is not to be listed.
pub(crate) fn delists(host: &str, subject: &str, now: OffsetDateTime) -> Statement {
    let link = |text: String| text.try_into().expect("a link");
    Statement {
        r#type: TYPE.to_owned().try_into().expect("a type"),
        version: VERSION,
        directory: link(format!("http://{host}")),
        subject: subject.to_owned().try_into().expect("a host"),
        action: Action::Delist,
        reason: "Spam".to_owned().try_into().expect("a reason"),
        evidence: Vec::new(),
        issued: now,
        expires: now + Duration::DAY,
        appeal: link(format!("mailto:appeals@{host}")),
        because: Vec::new(),
    }
}

fn signer(seed: u8) -> Signer {
    Signer::new(&[seed; 32], "ed25519:liar", date!(2099 - 01 - 01)).expect("a key")
}

fn answer(mut stream: TcpStream, known: &Mutex<Known>) -> std::io::Result<()> {
    let head = read_head(&mut stream)?;
    let target = head.split(' ').nth(1).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let host = head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let id = format!("http://{host}");
    let body = match path {
        "/.well-known/pod-directory.json" => Some(description(&id)),
        "/feed" => {
            let after = query.split('&').find_map(|part| part.strip_prefix("after=")).unwrap_or_default();
            let mut known = known.lock().expect("the hosts");
            *known.asked.entry(host.to_owned()).or_default() += 1;
            known.feeds.get(host).map(|feed| page(feed, &id, after))
        }
        "/statements" => {
            let known = known.lock().expect("the hosts");
            let said = known.said.get(host).map(Vec::as_slice).unwrap_or_default();
            let all = said.iter().map(|one| Signed::new(one, &signer(5)).expect("a statement").value());
            Some(json!({ "statements": all.collect::<Vec<_>>() }))
        }
        _ => None,
    };
    match body {
        Some(body) => whole(&mut stream, "200 OK", body.to_string().as_bytes()),
        None => whole(&mut stream, "404 Not Found", b""),
    }
}

fn description(id: &str) -> Value {
    json!({
        "type": "pod-directory", "version": 1, "id": id, "key": signer(5).key(), "policy": format!("{id}/about"),
        "feed": format!("{id}/feed"), "statements": format!("{id}/statements"), "peers": [],
    })
}

fn page(feed: &Feed, id: &str, after: &str) -> Value {
    let number: u64 = after.parse().unwrap_or_default();
    let next = (number + 1).to_string();
    let none: (Vec<Row>, String, bool, u64) = (Vec::new(), after.to_owned(), false, 0);
    let nothing_new = || row("silent.magpie.test", 1, Told::Gone);
    let (rows, next, more, last) = match feed {
        Feed::Rows(rows, last) if after.is_empty() => (rows.clone(), next, false, *last),
        Feed::Rows(_, last) => (none.0, none.1, none.2, *last),
        Feed::Endless => (vec![nothing_new()], next, true, number),
        Feed::Crowd => {
            let name = |n| format!("n{:05}.crowd.test", number * 100 + n);
            ((0..100).map(|n| row(&name(n), 1, Told::Listed)).collect(), next, true, 100_000)
        }
        Feed::Repeats(rows) => (rows.clone(), next, true, 100_000),
        Feed::Circle => {
            let other = if after == "a" { "b" } else { "a" };
            (vec![nothing_new()], other.to_owned(), true, 9)
        }
        Feed::Forged => (vec![nothing_new()], next, false, 1),
    };
    let key = signer(if matches!(feed, Feed::Forged) { 6 } else { 5 });
    let telling = Telling { directory: id, after: after.to_owned(), next, more, last, rows: &rows };
    write(&telling, &key).expect("a page")
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
