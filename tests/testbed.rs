//! A deployment for the browser tests: prints where it is as a line of JSON and runs until standard input closes.
//!
//! Two pods on one XMPP server, as in the demo, but with the settings of the tests and no life in them. A test that asks for it gets a
//! second deployment, which has no pods and finds those of the first, or one that sends mail, with pods that nobody just walks into.

use serde_json::json;
use std::sync::Arc;
use testpod::{ALPHA, BETA, Deployment, PASSWORD, Postbox, TestPod};

#[tokio::main]
async fn main() {
    let deployment = Deployment::fresh();
    let (cantine, lanterne) = pods(&deployment).await;
    let places = json!({
        "directory": deployment.platform().origin(),
        "cantine": cantine.browser().origin(),
        "operations": deployment.operations().to_string(),
        "lanterne": lanterne.browser().origin(),
        "domains": [ALPHA, BETA],
        "password": PASSWORD,
    });
    println!("{places}");
    // the browser tests hold the other end: a line is an account that is to run the first pod, or asks for an admin, or for a deployment
    // elsewhere or one that sends mail, which stay until the end; the end is the sign to stop
    let (mut others, mut sending) = (Vec::new(), Vec::new());
    for jid in std::io::stdin().lines().map_while(Result::ok) {
        if jid == "admin" {
            println!("{}", json!({ "link": admin_link(&deployment) }));
            continue;
        }
        if jid == "elsewhere" {
            let other = elsewhere(&deployment);
            println!("{}", json!({ "directory": other.platform().origin() }));
            others.push(other);
            continue;
        }
        if jid == "doors" {
            let postbox = Postbox::fresh();
            let other = postbox.deployment();
            let doors = doors(&other, &postbox).await;
            println!("{}", json!({ "doors": doors }));
            sending.push((other, postbox));
            continue;
        }
        deployment.cosse(&["operator", "grant", &jid, "--pod", cantine.host()]);
        deployment.sql(&past(cantine.host()));
        println!("{{}}");
    }
}

async fn pods(deployment: &Arc<Deployment>) -> (TestPod, TestPod) {
    let cantine = TestPod::on(
        deployment,
        "La Cantine",
        &["--tagline", "The neighbours of the food co-op on rue des Lilas", "--accent", "#3f7d3a"],
    );
    let lanterne = TestPod::on(
        deployment,
        "Lanterne",
        &[
            "--tagline",
            "A small readers' club",
            "--accent",
            "#8a5a2b",
            "--language",
            "en",
            "--xmpp-domain",
            BETA,
        ],
    );
    (cantine.await, lanterne.await)
}

/// A deployment that finds the pods of this one on this machine, and lists them after seconds instead of days.
fn elsewhere(deployment: &Deployment) -> Arc<Deployment> {
    Deployment::with(&[
        ("COSSE_DIRECTORY_LOOPBACK", &format!("*.localhost={}", deployment.address())),
        ("COSSE_DIRECTORY_SPANS", "probation=1s when-listed=1s when-stale=1s"),
    ])
}

/// Pages of pods that nobody just walks into, and what a mail of one leads to.
async fn doors(deployment: &Arc<Deployment>, postbox: &Postbox) -> Vec<String> {
    let mut doors = Vec::new();
    for mode in ["approval", "confirmed", "closed"] {
        let pod = TestPod::on(deployment, mode, &["--registration", mode]).await;
        doors.push(format!("{}/register", pod.browser().origin()));
    }
    let full = TestPod::on(deployment, "full", &["--members-max", "0"]).await;
    let (mut browser, email) = (full.browser(), "waits@mail.test");
    browser.submit("/register", "#wait", &[("email", email)]).await.expect(200);
    let confirm = postbox.brings(email).await.link("/confirm/");
    for path in ["/register", "/recover", confirm.as_str()] {
        doors.push(format!("{}{path}", browser.origin()));
    }
    doors
}

/// Where an admin signs in once.
fn admin_link(deployment: &Deployment) -> String {
    let jid = format!("admin@{ALPHA}");
    deployment.cosse(&["admin", "grant", &jid]);
    deployment.cosse(&["admin", "link", &jid]).trim().to_owned()
}

/// Forty days of a pod, up to that on which somebody last signed up.
fn past(host: &str) -> String {
    format!(
        "WITH RECURSIVE days (ago) AS (SELECT 0 UNION ALL SELECT ago + 1 FROM days WHERE ago < 39) \
         INSERT INTO usages SELECT id, signups_day - ago, 6 - ago / 8, 2 + ago % 3, 9000 - 200 * ago, 2 + ago % 5, ago % 8 / 7 \
         FROM days, pods WHERE id = (SELECT pod_id FROM hosts WHERE host = '{host}') ON CONFLICT DO NOTHING"
    )
}
