//! What admins see of processes and jobs: on the page, by the API, from `cosse doctor`.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::AUTHORIZATION;
use serde_json::Value;
use testpod::page::{Page, SIGN_IN};
use testpod::{ALPHA, Browser, Deployment, Fleet, PASSWORD, TestPod, Xmpp, eventually, eventually_within};

/// A process is heard of every ten seconds, and the job that fails here is done every five, three times.
const A_WHILE: Duration = Duration::from_secs(60);

/// So many that each worker holds some.
const MEMBERS: i64 = 9;

/// What is logged of figures that were wrong.
const UNTRUE: &str = "what a pod uses was not true";

/// Somebody who looks after a deployment, in the browser and by a program.
struct Admin {
    deployment: Arc<Deployment>,
    browser: Browser,
    token: String,
}

impl Admin {
    async fn of(deployment: &Arc<Deployment>) -> Self {
        let jid = format!("watchful@{ALPHA}");
        Xmpp::register(deployment.server().address(), &jid, PASSWORD).await;
        deployment.cosse(&["admin", "grant", &jid]);
        let mut browser = deployment.platform();
        browser.submit("/login", SIGN_IN, &[("jid", &jid), ("password", PASSWORD)]).await.expect(200);
        let token = deployment.cosse(&["token", "create", "watchful", "--scope", "pods:read"]);
        Self { deployment: Arc::clone(deployment), browser, token: token.trim().to_owned() }
    }

    /// Looks at the page until it is so.
    async fn sees(&mut self, what: &str, is_so: impl Fn(&Page) -> bool) -> Page {
        eventually_within(A_WHILE, what, async || {
            let page = self.browser.get("/admin/health").await.expect(200);
            if is_so(&page) { Ok(page) } else { Err(page.text()) }
        })
        .await
    }

    /// Asks the API until it is so.
    async fn is_told(&self, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        eventually_within(A_WHILE, what, async || {
            let told = self.asks().await;
            if is_so(&told) { Ok(told) } else { Err(told.to_string()) }
        })
        .await
    }

    async fn asks(&self) -> Value {
        let request = self.deployment.platform().request(Method::GET, "/api/v1/health");
        let request = request.header(AUTHORIZATION, format!("Bearer {}", self.token));
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON")
    }

    fn doctor(&self) -> String {
        self.deployment.tries(&["doctor"]).0
    }
}

fn list<'a>(told: &'a Value, name: &str) -> &'a [Value] {
    told[name].as_array().expect("a list")
}

/// The processes of which that is so.
fn processes<'a>(told: &'a Value, what: &str) -> Vec<&'a Value> {
    list(told, "processes").iter().filter(|process| process[what] == true).collect()
}

/// The sum of a figure of all processes.
fn sum(told: &Value, figure: &str) -> i64 {
    list(told, "processes").iter().filter_map(|process| process[figure].as_i64()).sum()
}

fn job<'a>(told: &'a Value, name: &str) -> &'a Value {
    list(told, "jobs").iter().find(|job| job["name"] == name).expect("the job")
}

/// For all processes; those that live are heard of again.
fn two_minutes_pass(deployment: &Deployment) {
    let before = |column: &str| format!("{column} = {column} - interval '2 minutes'");
    deployment.sql(&format!("update processes set {}, {}", before("started_at"), before("seen_at")));
}

#[tokio::test]
async fn workers_are_listed_with_what_they_hold_and_one_that_is_killed_is_missed() {
    let mut fleet = Fleet::of(3);
    let pod = TestPod::on(fleet.deployment(), "cantine", &[]).await;
    for number in 0..MEMBERS {
        pod.sign_up(&format!("healthy{number}")).await;
    }
    let mut admin = Admin::of(fleet.deployment()).await;
    let page = admin.sees("all is well", |page| page.says("All is well")).await;
    assert!(page.says("connected") && !page.says("Not heard of"), "{}", page.text());
    let told = admin
        .is_told("the workers tell of all sessions", |told| {
            sum(told, "online") == MEMBERS && sum(told, "shards") == 256
        })
        .await;
    assert_eq!((processes(&told, "worker").len(), processes(&told, "web").len()), (3, 2), "{told}");
    assert_eq!(told["well"], true, "{told}");
    fleet.end(0, "KILL");
    two_minutes_pass(fleet.deployment());
    let told = admin
        .is_told("one is missed", |told| processes(told, "heard").len() == 5 && told["well"] == false)
        .await;
    let trouble = &list(&told, "troubles")[0];
    assert!(trouble["kind"] == "silent" && list(&told, "troubles").len() == 1, "{told}");
    let page = admin.sees("the page says so", |page| page.says("Not heard of since")).await;
    assert!(page.says("Something needs you") && page.says("has not been heard of"), "{}", page.text());
    let said = admin.doctor();
    assert!(said.contains("(worker)") && said.contains("was not heard of since"), "{said}");
    fleet.start(0);
    let page = admin.sees("another stands in its place", |page| page.says("All is well")).await;
    assert!(page.says("Not heard of since"), "{}", page.text());
    fleet.end(1, "TERM");
    let gone = |told: &Value| processes(told, "heard").len() == 5;
    let told = admin.is_told("who ends as it should is not missed", gone).await;
    assert!(list(&told, "processes").len() == 6 && told["well"] == true, "{told}");
}

#[tokio::test]
async fn a_job_that_fails_again_and_again_is_told_of_with_its_reason_until_it_goes_well() {
    let deployment = Deployment::fresh();
    let mut admin = Admin::of(&deployment).await;
    admin.sees("all is well", |page| page.says("All is well")).await;
    admin.is_told("it goes well", |told| job(told, "turns")["state"] == "well").await;
    deployment.sql("alter table texts rename to texts_away");
    let told = admin.is_told("it fails", |told| job(told, "turns")["state"] == "failing").await;
    let failing = job(&told, "turns");
    assert!(failing["error"].as_str().is_some_and(|error| error.contains("texts")), "{failing}");
    let trouble = &list(&told, "troubles")[0];
    assert!(trouble["kind"] == "failing" && trouble["job"] == "turns", "{told}");
    let page = admin.sees("the page says so", |page| page.says("Something needs you")).await;
    assert!(page.says("times in a row") && page.says("texts"), "{}", page.text());
    let said = admin.doctor();
    assert!(said.contains("FAULT  the job turns failed"), "{said}");
    let failures = deployment.figures().await.of("cosse_job_failures_total", &[("job", "turns")]);
    assert!(failures >= 3.0, "{failures}");
    deployment.sql("alter table texts_away rename to texts");
    admin.sees("all is well again", |page| page.says("All is well")).await;
    assert!(admin.doctor().contains("good   the jobs"), "{}", admin.doctor());
    let told = admin.asks().await;
    assert!(job(&told, "turns")["failures"] == 0 && told["well"] == true, "{told}");
    assert!(deployment.figures().await.of("cosse_job_seconds_count", &[("job", "places")]) >= 1.0);
}

/// How many members a pod counts, and bytes.
fn used(pod: &TestPod) -> [i64; 2] {
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    ["members_used", "storage_used"].map(|figure| shown[figure].as_i64().expect("a number"))
}

#[tokio::test]
async fn what_a_pod_uses_is_counted_anew_put_right_and_logged_where_it_was_not_true() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    pod.sign_up("healthy").await;
    let (before, others) = (used(&pod), used(&other));
    assert_eq!(before[0], 1);
    deployment.stop();
    deployment.sql(&format!(
        "UPDATE pods SET members_used = 7, storage_used = 8000000 \
         WHERE id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        pod.host()
    ));
    assert_eq!(used(&pod), [7, 8_000_000]);
    // each job is done once when the program starts
    deployment.start();
    let lines = eventually("it is logged", async || {
        let log = deployment.logged();
        let lines: Vec<_> = log.lines().filter(|line| line.contains(UNTRUE)).map(str::to_owned).collect();
        (!lines.is_empty()).then_some(lines)
    })
    .await;
    assert!(lines.len() == 1 && lines[0].contains(pod.host()), "of no other pod: {lines:?}");
    assert!(lines[0].contains("8000000"), "as it was kept: {lines:?}");
    assert_eq!((used(&pod), used(&other)), (before, others));
}
