//! A directory of many pods of other deployments: signatures, a look at each of them, and the pages on which they are.

use std::hint::black_box;
use std::time::{Duration, Instant};

use ::directory::check::{self, Keys, Wanted};
use ::directory::life::Spans;
use ::directory::listing::Listing;
use ::directory::sign::Signer;
use testpod::{Browser, Deployment};

use crate::figures::{Figure, Figures};
use crate::percentiles::percentile;
use crate::pods::took;
use crate::progress::say;
use crate::scale::Scale;
use crate::simulated::{self, DOMAIN};
use crate::stage::{Stage, Store};

/// How long a look at all of them may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(3600);

/// Seconds that two processors have in an hour.
const HOUR: f64 = 7_200.0;

/// Since when those are due that are to be looked at.
const DUE: &str = "'2026-01-01 00:00:00'";

/// Addresses at which they seem to be, so that some are one host's.
const ADDRESSES: usize = 6_000;

/// What visitors and programs ask for.
const ASKED: [(&str, &str); 7] = [
    ("list", "/pods"),
    ("filtered", "/pods?language=fr&mode=open&q=garden"),
    ("by_name", "/pods?sort=name"),
    ("pick", "/pick"),
    ("pick_filtered", "/pick?language=fr"),
    ("api", "/api/v1/directory/pods"),
    ("api_filtered", "/api/v1/directory/pods?language=fr&mode=open&q=garden"),
];

/// Measures a directory that knows many pods.
pub async fn measure(scale: Scale, figures: &mut Figures) {
    let size = scale.pick(1_000, 10_000);
    say(&format!("{size} listings are signed and judged"));
    let documents = signed(size, figures);
    judge(&documents, figures);
    let address = simulated::serve(documents).await;
    let loopback = format!("*.{DOMAIN}={address}");
    let stage = Stage::new(Store::Sqlite, &[("COSSE_DIRECTORY_LOOPBACK", &loopback)]);
    know(stage.deployment(), size);
    looks(&stage, size, figures).await;
    scatter(stage.deployment());
    for (key, path) in ASKED {
        page(&stage.deployment().platform(), size, (key, path), scale, figures).await;
    }
    stage.quiet().await;
    let memory = stage.program().memory() / 1024.0;
    let what = format!("memory of the process once all were shown, pods: {size}");
    figures.add(figure(&format!("{size}.memory_shown_mb"), what, memory, "MB", ""));
}

fn figure(key: &str, what: String, measured: f64, unit: &'static str, target: &'static str) -> Figure {
    Figure { key: format!("directory.{key}"), what, measured: Some(measured), unit, target }
}

/// The documents of so many pods.
fn signed(size: usize, figures: &mut Figures) -> Vec<Vec<u8>> {
    let now = simulated::now();
    let pods: Vec<(Signer, Listing)> =
        (0..size).map(|number| (simulated::signer(number), simulated::listing(number, now))).collect();
    let start = Instant::now();
    let documents = pods.iter().map(|(signer, listing)| {
        signer.sign(listing).expect("a document").to_bytes().expect("the bytes of a document")
    });
    let documents: Vec<Vec<u8>> = documents.collect();
    let rate = size as f64 / start.elapsed().as_secs_f64();
    let what = "listings signed and written, one thread".to_owned();
    figures.add(figure("signed_per_second", what, rate, "a second", ""));
    documents
}

/// All that is done with a document when it was fetched: strict JSON, every member, the signature, the key.
fn judge(documents: &[Vec<u8>], figures: &mut Figures) {
    let (keys, rotation, now) = (Keys::default(), Spans::default().rotation, simulated::now());
    let start = Instant::now();
    for (number, document) in documents.iter().enumerate() {
        let domain = &simulated::host(number);
        let wanted = Wanted { domain, serial: 0, keys: &keys, rotation, now };
        black_box(check::judge(document, &wanted)).expect("a good document");
    }
    let rate = documents.len() as f64 / start.elapsed().as_secs_f64();
    let what = "listings read, checked and verified, one thread".to_owned();
    figures.add(figure("verified_per_second", what, rate, "a second", ""));
}

/// Has the directory know them, as if each had been listed long ago; none of them is due.
fn know(deployment: &Deployment, size: usize) {
    deployment.sql(&format!(
        "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {}) \
         INSERT INTO listed_pods (domain, state, since, first_seen, serial, keys, address, good, total, turn, \
         reason) SELECT 'pod-' || n || '.{DOMAIN}', 'listed', {DUE}, {DUE}, 0, '{{}}', '', 0, 0, 0, '' \
         FROM numbers",
        size - 1
    ));
}

/// Each is looked at, and once more: the first look brings the documents and the keys.
async fn looks(stage: &Stage, size: usize, figures: &mut Figures) {
    look(stage, size).await;
    stage.quiet().await;
    let before = stage.program().memory() / 1024.0;
    let (seconds, worked) = look(stage, size).await;
    stage.quiet().await;
    let after = stage.program().memory() / 1024.0;
    let of_hour = worked / HOUR * 100.0;
    for (key, what, measured, unit, target) in [
        ("round_seconds", "a look at each pod, at full pace", seconds, "s", "at most 3,600"),
        ("round_cpu_seconds", "processor time of that", worked, "s", ""),
        ("round_cpu_percent", "the same, of an hour of two processors", of_hour, "%", ""),
        ("memory_before_mb", "memory of the process before it", before, "MB", ""),
        ("memory_after_mb", "memory of the process after it", after, "MB", "as before"),
    ] {
        let (key, what) = (format!("{size}.{key}"), format!("{what}, pods: {size}"));
        figures.add(figure(&key, what, measured, unit, target));
    }
}

/// Has each of them looked at; how many seconds that took, and how many the processors worked for it.
async fn look(stage: &Stage, size: usize) -> (f64, f64) {
    say(&format!("{size} pods are looked at"));
    let (deployment, program) = (stage.deployment(), stage.program());
    let (start, before) = (Instant::now(), program.worked());
    deployment.sql(&format!("UPDATE listed_pods SET due_at = {DUE}"));
    let count =
        |which: &str| deployment.rows(&format!("SELECT COUNT(*) FROM listed_pods WHERE {which}")).concat();
    let due = format!("due_at <= {DUE}");
    while count(&due) != "0" {
        assert!(start.elapsed() < PATIENCE, "{} pods were not looked at in {PATIENCE:?}", count(&due));
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let (took, worked) = (start.elapsed(), program.worked() - before);
    let good = count("state = 'listed' AND reason = '' AND document IS NOT NULL");
    assert_eq!(good, size.to_string(), "only those were good: the figures would be worth nothing");
    (took.as_secs_f64(), worked.as_secs_f64())
}

/// Has them seem to be at many addresses. On one port of this machine all would be one host's.
fn scatter(deployment: &Deployment) {
    let around = format!("pod-.{DOMAIN}").len();
    let number = format!("(CAST(SUBSTR(domain, 5, LENGTH(domain) - {around}) AS INTEGER) % {ADDRESSES})");
    let address = format!("'9.' || ({number} / 250) || '.' || ({number} % 250) || '.1'");
    deployment.sql(&format!("UPDATE listed_pods SET address = {address}"));
}

/// One page after the other, each by a visitor who was never there.
async fn page(
    visitor: &Browser,
    size: usize,
    (key, path): (&str, &str),
    scale: Scale,
    figures: &mut Figures,
) {
    let found = visitor.clone().get(path).await;
    let is_offered = found.status == 200;
    let is_shown = found.body.contains(DOMAIN);
    assert!(!is_offered || is_shown, "no pod is at {path}: {}", found.text());
    let times = if is_offered {
        took(std::slice::from_ref(visitor), path, scale.pick(300, 2_000)).await
    } else {
        say(&format!("   {path} is answered with {}, and left out", found.status));
        Vec::new()
    };
    for (name, share, target) in [("p50", 0.5, ""), ("p99", 0.99, "20 ms")] {
        figures.add(Figure {
            key: format!("directory.{size}.{key}_{name}_ms"),
            what: format!("{path}, {name}, pods: {size}"),
            measured: is_offered.then(|| percentile(&times, share)),
            unit: "ms",
            target,
        });
    }
}
