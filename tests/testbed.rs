//! A deployment for the browser tests: prints where it is as a line of JSON and runs until standard input closes.
//!
//! Two pods on one XMPP server, as in the demo, but with the settings of the tests and no life in them. A test that asks for it gets a
//! second deployment, which has no pods and finds those of the first, or one that sends mail, with pods that nobody just walks into, or
//! with one whose accounts Cosse looks after.

use serde_json::{Value, json};
use std::sync::Arc;
use testpod::{ALPHA, BETA, Deployment, PASSWORD, Postbox, SPEAKS, Server, TestPod, eventually};

/// A domain of accounts that Cosse looks after.
const KEPT: &str = "kept.alpha.test";

#[tokio::main]
async fn main() {
    let deployment = Deployment::fresh();
    let (cantine, lanterne) = pods(&deployment).await;
    println!("{}", places(&deployment, &cantine, &lanterne));
    // the browser tests hold the other end: a line is an account that is to run the first pod, or asks for an admin, or for a deployment
    // elsewhere or one that sends mail, which stay until the end; the end is the sign to stop
    let (mut others, mut sending) = (Vec::new(), Vec::new());
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let said = match line.as_str() {
            "admin" => json!({ "link": admin_link(&deployment) }),
            "elsewhere" => {
                let other = elsewhere(&deployment);
                let said = json!({ "directory": other.platform().origin() });
                others.push(other);
                said
            }
            "doors" => {
                let postbox = Postbox::fresh();
                let other = on(Server::speaking(), &postbox.settings());
                let said = json!({ "doors": doors(&other, &postbox).await });
                sending.push((other, postbox));
                said
            }
            "kept" => {
                let postbox = Postbox::fresh();
                let other = keeping(&postbox);
                let said = kept(&other, &postbox).await;
                sending.push((other, postbox));
                said
            }
            jid => {
                deployment.cosse(&["operator", "grant", jid, "--pod", cantine.host()]);
                deployment.sql(&past(cantine.host()));
                deployment.sql(&asks(cantine.host()));
                json!({})
            }
        };
        println!("{said}");
    }
}

/// Where all is.
fn places(deployment: &Deployment, cantine: &TestPod, lanterne: &TestPod) -> Value {
    json!({
        "directory": deployment.platform().origin(),
        "cantine": cantine.browser().origin(),
        "operations": deployment.operations().to_string(),
        "lanterne": lanterne.browser().origin(),
        "domains": [ALPHA, BETA],
        "password": PASSWORD,
    })
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

/// Pages of pods that nobody just walks into, one of them with a riddle to listen to, and what a mail of one leads to.
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
    let speaks = TestPod::on(deployment, "speaks", &["--xmpp-domain", SPEAKS]).await;
    let mut browser = speaks.browser();
    eventually("it has newcomers listen to a riddle", async || {
        (browser.get("/register").await.count("audio.riddle") == 1).then_some(())
    })
    .await;
    doors.push(format!("{}/register", browser.origin()));
    doors
}

/// A deployment on that server with settings of one's own.
fn on(server: Server, settings: &[(&'static str, String)]) -> Arc<Deployment> {
    let settings: Vec<(&'static str, &str)> =
        settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Deployment::on(server, &settings)
}

/// A deployment that makes domains, and sends mail.
fn keeping(postbox: &Postbox) -> Arc<Deployment> {
    let server = Server::administered();
    let mut settings = server.admin_settings(&[KEPT]);
    settings.extend(postbox.settings());
    on(server, &settings)
}

/// A full pod whose accounts Cosse looks after: who runs it, what she can be asked there, and where links lead that its people get.
async fn kept(deployment: &Arc<Deployment>, postbox: &Postbox) -> Value {
    let pod = TestPod::on(deployment, "kept", &[]).await;
    deployment.cosse(&["pod", "domain", "set", pod.host(), "managed", KEPT]);
    eventually("the form offers its domain", async || {
        pod.browser().get("/register").await.says(&format!("@{KEPT}")).then_some(())
    })
    .await;
    let (mut alice, mut bob) = (pod.sign_up_at(KEPT, "alice").await, pod.sign_up_at(KEPT, "bob").await);
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    deployment.cosse(&["pod", "set", pod.host(), "--members-max", "2"]);
    let (mut visitor, email) = (pod.browser(), "waits@mail.test");
    let form = eventually("it is full", async || visitor.get("/register").await.form("#wait")).await;
    visitor.send(&form.set("email", email)).await.expect(200);
    let confirm = postbox.brings(email).await.link("/confirm/");
    let place = visitor.submit(&confirm, "form[action$='/confirm']", &[]).await.expect(200).path;
    let (email, reset) =
        ("bob@mail.test", deployment.cosse(&["member", "reset-link", &bob.jid, "--pod", pod.host()]));
    let fields = [("email", email), ("present", PASSWORD)];
    bob.browser.submit("/settings/mail", "#letterbox", &fields).await.expect(200);
    let letterbox = postbox.brings(email).await.link("/letterbox/");
    let found = alice.get(&format!("/operate/members?q={}", bob.jid)).await.expect(200);
    let member = found.attributes("a.who", "href").remove(0);
    let waiting = alice.get("/operate/waiting").await.expect(200);
    let remove = waiting.attributes("main a[href$='/remove']", "href").remove(0);
    let at = |path: &str| format!("{}{path}", alice.browser.origin());
    let asked = [member.clone(), format!("{member}/account-suspend"), format!("{member}/reset"), remove];
    json!({
        "origin": at(""),
        "jid": alice.jid,
        "asked": asked.map(|path| at(&path)),
        "links": [reset.trim().to_owned(), at(&letterbox), at(&place)],
    })
}

/// Where an admin signs in once.
fn admin_link(deployment: &Deployment) -> String {
    let jid = format!("admin@{ALPHA}");
    deployment.cosse(&["admin", "grant", &jid]);
    deployment.cosse(&["admin", "link", &jid]).trim().to_owned()
}

/// Somebody who asks to be let in, once.
fn asks(host: &str) -> String {
    format!(
        "INSERT INTO applications (pod_id, id, email, language, reason, state, created_at) \
         SELECT pod_id, '01ARZ3NDEKTSV4RRFFQ69G5FA1', 'ada@mail.test', 'en', 'I live around the corner.', 'open', current_timestamp \
         FROM hosts WHERE host = '{host}' ON CONFLICT DO NOTHING"
    )
}

/// Forty days of a pod, up to that on which somebody last signed up.
fn past(host: &str) -> String {
    format!(
        "WITH RECURSIVE days (ago) AS (SELECT 0 UNION ALL SELECT ago + 1 FROM days WHERE ago < 39) \
         INSERT INTO usages SELECT id, signups_day - ago, 6 - ago / 8, 2 + ago % 3, 9000 - 200 * ago, 2 + ago % 5, ago % 8 / 7 \
         FROM days, pods WHERE id = (SELECT pod_id FROM hosts WHERE host = '{host}') ON CONFLICT DO NOTHING"
    )
}
