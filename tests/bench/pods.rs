//! Pods without members in one process: what one takes, and what a thousand do.

use std::time::Instant;

use reqwest::Client;
use testpod::{Browser, Deployment, Kind, Server, cabled_postgres, eventually};

use crate::figures::{Figure, Figures};
use crate::making::{MORE, by_command, in_each_way};
use crate::percentiles::percentile;
use crate::progress::say;
use crate::scale::Scale;
use crate::stage::{Stage, Store};

/// Pages that are opened for a figure.
const PAGES: usize = 2000;

/// How often the program is started for a figure.
const STARTS: usize = 5;

/// Measures with one pod, then with many.
pub async fn measure(scale: Scale, figures: &mut Figures) {
    let stage = Stage::new(Store::Sqlite, &[]);
    let mut hosts = Vec::new();
    for (size, targets) in
        [(1, [""; 4]), (scale.pick(100, 1000), ["as with one", "under a second", "as with one", "5 ms"])]
    {
        say(&format!("pods in the deployment: {size}"));
        by_command(stage.deployment(), &mut hosts, size);
        let of = |key, what: &str, measured, unit, target| Figure {
            key: format!("pods.{size}.{key}"),
            what: format!("{what}, pods in the deployment: {size}"),
            measured: Some(measured),
            unit,
            target,
        };
        let start = start(&stage);
        let browsers: Vec<Browser> = hosts.iter().map(|host| stage.deployment().browser(host)).collect();
        let same = page(&browsers[..1], "/").await;
        let any = page(&browsers, "/").await;
        let asked = may_have(stage.deployment(), &hosts).await;
        stage.quiet().await;
        let program = stage.program();
        figures.add(of("page_ms", "a pod's front page, p50", same, "ms", targets[0]));
        figures.add(of("tls_ask_p99_ms", "`/tls/ask`, p99", asked, "ms", targets[3]));
        figures.add(of("any_page_ms", "the front page of one pod after the other, p50", any, "ms", ""));
        figures.add(of("memory_mb", "memory of the process", program.memory() / 1024.0, "MB", ""));
        figures.add(of("threads", "threads of the process", program.threads(), "", targets[2]));
        let files = program.files();
        figures.add(of("files", "open files and connections of the process", files, "", targets[2]));
        figures.add(of("start_ms", "from the start of the program until it is ready", start, "ms", ""));
        for (key, what, made) in in_each_way(stage.deployment(), &mut hosts).await {
            figures.add(of(key, what, made, "ms", targets[1]));
        }
    }
    say("pods whose database is away");
    figures.add(away().await);
}

/// Starts the program again and again; how long it took, in milliseconds.
fn start(stage: &Stage) -> f64 {
    let starts = (0..STARTS).map(|_| {
        stage.deployment().stop();
        let start = Instant::now();
        stage.deployment().start();
        milliseconds(start)
    });
    percentile(&starts.collect::<Vec<_>>(), 0.5)
}

/// Opens a page in one browser after the other; how long it took, in milliseconds, p50. Each opens it once before.
pub async fn page(browsers: &[Browser], path: &str) -> f64 {
    percentile(&took(browsers, path, PAGES).await, 0.5)
}

/// The same so many times; how long each took.
pub async fn took(browsers: &[Browser], path: &str, pages: usize) -> Vec<f64> {
    let mut took = Vec::new();
    for (number, browser) in browsers.iter().cycle().take(browsers.len() + pages).enumerate() {
        let start = Instant::now();
        browser.clone().get(path).await.expect(200);
        if number >= browsers.len() {
            took.push(milliseconds(start));
        }
    }
    took
}

/// Asks for one name after the other whether it may have a certificate, and between them for names that nobody has; how long it took, in
/// milliseconds, p99. The connection is kept, as a proxy keeps it.
async fn may_have(deployment: &Deployment, hosts: &[String]) -> f64 {
    let (client, mut took) = (Client::new(), Vec::new());
    let nobodys = (0..).map(|number| (format!("nobody-{number}.localhost"), 404_u16));
    let ours = hosts.iter().cycle().map(|host| (host.clone(), 200_u16));
    for (host, status) in ours.zip(nobodys).flat_map(<[_; 2]>::from).take(PAGES) {
        let address = format!("http://{}/tls/ask?domain={host}", deployment.operations());
        let start = Instant::now();
        let answer = client.get(address).send().await.expect("the operations port");
        took.push(milliseconds(start));
        assert_eq!(answer.status(), status, "{host}");
    }
    percentile(&took, 0.99)
}

/// Asks the same of a program that knows its pods and whose PostgreSQL cannot be reached.
async fn away() -> Figure {
    let (database, cable) = cabled_postgres();
    let deployment = Deployment::on(Server::of(Kind::Ejabberd), &[("COSSE_DATABASE", &database)]);
    let mut hosts = Vec::new();
    by_command(&deployment, &mut hosts, MORE);
    for host in &hosts {
        until(&deployment, &format!("tls/ask?domain={host}"), 200).await;
    }
    cable.down();
    until(&deployment, "readyz", 503).await;
    let asked = may_have(&deployment, &hosts).await;
    Figure {
        key: format!("pods.{MORE}.tls_ask_away_p99_ms"),
        what: format!("`/tls/ask` while the database is away, p99, pods in the deployment: {MORE}"),
        measured: Some(asked),
        unit: "ms",
        target: "5 ms",
    }
}

/// Waits until the operations port answers so.
async fn until(deployment: &Deployment, path: &str, status: u16) {
    let address = format!("http://{}/{path}", deployment.operations());
    eventually(&format!("{path} is answered with {status}"), async || {
        let answer = reqwest::get(&address).await.expect("the operations port");
        (answer.status() == status).then_some(())
    })
    .await;
}

/// How long it has been.
pub fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
