//! Pods elsewhere whose names can be taken for others: a human decides, and it holds.

use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use testpod::page::SIGN_IN;
use testpod::{ALPHA, Browser, Deployment, Names, PASSWORD, Xmpp, eventually, eventually_ok};

use crate::polling::wild::Wild;

/// All that takes days takes a second.
const SPANS: &str = "probation=1s when-listed=1s when-stale=1s when-down=1s when-gone=1s";

/// Pods in the wild, each on a domain of its own.
const PODS: [&str; 5] = ["lantern.test", "lanterns.test", "lanternlogin.test", "modem.test", "modern.test"];

fn deployment(wild: &Wild, names: &Names) -> Arc<Deployment> {
    let found: Vec<String> = PODS.iter().map(|pod| format!("{pod}={}", wild.address())).collect();
    PODS.iter().for_each(|pod| wild.is_good(pod));
    Deployment::with(&[
        ("COSSE_DIRECTORY_LOOPBACK", &found.join(" ")),
        ("COSSE_DIRECTORY_SPANS", SPANS),
        ("COSSE_DNS", &names.address().to_string()),
    ])
}

/// Names a pod by the API: the status, and the answer.
async fn announce(deployment: &Deployment, domain: &str) -> (u16, Value) {
    let request = deployment.platform().request(Method::POST, "/api/v1/directory/announce");
    let answer = request.body(json!({ "domain": domain }).to_string()).send().await.expect("an answer");
    let status = answer.status().as_u16();
    (status, serde_json::from_str(&answer.text().await.expect("an answer")).expect("JSON"))
}

fn rows(deployment: &Deployment, column: &str, domain: &str) -> String {
    deployment.rows(&format!("SELECT {column} FROM listed_pods WHERE domain = '{domain}'")).concat()
}

async fn until(deployment: &Deployment, domain: &str, state: &str) {
    eventually_ok(&format!("{domain} is {state}"), async || {
        let now = rows(deployment, "state", domain);
        if now == state { Ok(()) } else { Err(format!("{now}: {}", rows(deployment, "reason", domain))) }
    })
    .await;
}

async fn is_shown(deployment: &Deployment, host: &str) -> bool {
    let page = deployment.platform().get(&format!("/pods?q={host}")).await.expect(200);
    page.texts("article.pod .address").iter().any(|it| it == host)
}

async fn admin(deployment: &Deployment) -> Browser {
    let jid = format!("lookalikes-admin@{ALPHA}");
    Xmpp::register(deployment.server().address(), &jid, PASSWORD).await;
    deployment.cosse(&["admin", "grant", &jid]);
    let mut browser = deployment.platform();
    browser.submit("/login", SIGN_IN, &[("jid", &jid), ("password", PASSWORD)]).await.expect(200);
    browser
}

#[tokio::test]
async fn a_name_that_is_like_an_older_one_waits_for_an_admin_whose_decision_holds_and_can_be_taken_back() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    announce(&deployment, "lantern.test").await;
    until(&deployment, "lantern.test", "listed").await;
    assert_eq!(announce(&deployment, "lanterns.test").await.0, 202);
    until(&deployment, "lanterns.test", "review").await;
    let why = "it is one slip of the hand from lantern.test, which is older";
    assert_eq!(rows(&deployment, "reason", "lanterns.test"), why);
    eventually("the older one is shown", async || is_shown(&deployment, "lantern.test").await.then_some(()))
        .await;
    assert!(!is_shown(&deployment, "lanterns.test").await);
    let mut browser = admin(&deployment).await;
    let page = browser.get("/admin/directory").await.expect(200);
    assert!(page.says("One pod is to be looked at"), "{}", page.text());
    let page = browser.get("/admin/directory?state=review").await.expect(200);
    assert!(page.says(why), "{}", page.text());
    let form = page.form("td form").expect("a form");
    browser.send(&form.clone().set("to", "allow").set("reason", "They are friends.")).await.expect(200);
    until(&deployment, "lanterns.test", "listed").await;
    let asked = wild.asked("lanterns.test");
    let is_again = async || (wild.asked("lanterns.test") > asked + 2).then_some(());
    eventually("it is looked at again", is_again).await;
    assert_eq!(rows(&deployment, "state", "lanterns.test"), "listed", "the decision holds");
    let page = browser.get("/admin/directory?q=lanterns.test").await.expect(200);
    assert!(page.says("They are friends."), "{}", page.text());
    browser.send(&form.set("to", "undo")).await.expect(200);
    until(&deployment, "lanterns.test", "review").await;
    let log = browser.get("/admin/audit").await.expect(200);
    for said in ["lanterns.test was let into the directory", "decided of lanterns.test was taken back"] {
        assert!(log.says(said), "{said}: {}", log.text());
    }
}

#[tokio::test]
async fn an_admin_decides_by_command_too() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    announce(&deployment, "lantern.test").await;
    until(&deployment, "lantern.test", "listed").await;
    announce(&deployment, "lanternlogin.test").await;
    until(&deployment, "lanternlogin.test", "review").await;
    let waiting = deployment.cosse(&["directory", "review"]);
    assert!(waiting.contains("lanternlogin.test"), "{waiting}");
    assert!(waiting.contains("has a word of lantern.test"), "{waiting}");
    let reason = ["--reason", "It asks for passwords."];
    let keep_out = [&["directory", "keep-out", "lanternlogin.test"][..], &reason[..]].concat();
    deployment.cosse(&keep_out);
    assert_eq!(rows(&deployment, "state", "lanternlogin.test"), "blocked");
    assert_eq!(announce(&deployment, "lanternlogin.test").await.1["state"], json!("blocked"));
    assert_eq!(deployment.cosse(&["directory", "review"]).trim(), "");
    deployment.cosse(&["directory", "undo", "lanternlogin.test"]);
    until(&deployment, "lanternlogin.test", "review").await;
    deployment.cosse(&["directory", "let-in", "lanternlogin.test"]);
    until(&deployment, "lanternlogin.test", "listed").await;
    let (_, error, done) = deployment.tries(&["directory", "let-in", "nobody.example"]);
    assert!(!done && error.contains("knows no pod nobody.example"), "{error}");
}

#[tokio::test]
async fn a_name_that_looks_the_same_as_a_listed_one_is_refused_however_it_comes() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    announce(&deployment, "modem.test").await;
    until(&deployment, "modem.test", "listed").await;
    eventually_ok("it is refused at once", async || {
        let (status, answer) = announce(&deployment, "modern.test").await;
        if status == 422 {
            return Ok(());
        }
        // what was read of names is good for some seconds
        deployment.sql("DELETE FROM listed_pods WHERE domain = 'modern.test'");
        Err(answer.to_string())
    })
    .await;
    let columns =
        "domain, state, since, first_seen, due_at, serial, keys, address, good, total, turn, reason";
    let at = "'2999-01-01 00:00:00'";
    let row =
        format!("'modern.test', 'submitted', {at}, {at}, '2020-01-01 00:00:00', 0, '{{}}', '', 0, 0, 0, ''");
    let (_, error, done) = deployment.tries(&["pod", "create", "modern.test", "--name", "Modern"]);
    assert!(!done && error.contains("looks the same as modem.test"), "{error}");
    deployment.cosse(&["pod", "create", "own.localhost", "--name", "Own"]);
    let (_, error, done) = deployment.tries(&["directory", "keep-out", "own.localhost", "--reason", "No."]);
    assert!(!done && error.contains("of this deployment"), "{error}");
    // as one of whom a peer has told
    deployment.sql(&format!("INSERT INTO listed_pods ({columns}) VALUES ({row})"));
    until(&deployment, "modern.test", "blocked").await;
    let reason = rows(&deployment, "reason", "modern.test");
    assert!(reason.starts_with("it looks the same as modem.test"), "{reason}");
    assert!(!is_shown(&deployment, "modern.test").await);
}
