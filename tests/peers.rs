//! Directories that follow one another, honest ones and ones that lie, and what they say of pods.

mod liar;

use crate::polling::wild::{DOMAIN, Wild};
use directory::feed::{Asked, Told, read};
use directory::peer::Description;
use liar::{Feed, Liar, delists, row};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use testpod::{Deployment, TestPod, eventually, eventually_within};
use time::OffsetDateTime;

/// All that takes days takes a second or two.
const SPANS: &str = "probation=1s when-listed=2s when-stale=2s when-down=2s when-gone=2s";

/// What takes several rounds takes as long.
const LONG: Duration = Duration::from_secs(120);

const FEED: &str = "/api/v1/directory/feed";

/// A deployment at that host, which finds these others.
fn deployment(host: &str, loopback: &str) -> Arc<Deployment> {
    Deployment::with(&[
        ("COSSE_ORIGIN", &format!("http://{host}")),
        ("COSSE_DIRECTORY_LOOPBACK", loopback),
        ("COSSE_DIRECTORY_SPANS", SPANS),
    ])
}

/// The setting by which others find a deployment at that host, and the pods below it.
fn found(host: &str, deployment: &Deployment) -> String {
    let address = deployment.address();
    format!("{host}={address} *.{host}={address}")
}

fn state(deployment: &Deployment, domain: &str) -> String {
    deployment.rows(&format!("SELECT state FROM listed_pods WHERE domain = '{domain}'")).concat()
}

async fn until_state(deployment: &Deployment, domain: &str, wanted: &str) {
    eventually_within(LONG, &format!("{domain} is {wanted}"), async || {
        let is = state(deployment, domain);
        if is == wanted { Ok(()) } else { Err(format!("it is {is:?}")) }
    })
    .await;
}

/// What is wrong with a peer.
fn error(deployment: &Deployment, peer: &str) -> String {
    deployment.rows(&format!("SELECT error FROM directory_peers WHERE host = '{peer}'")).concat()
}

async fn until_wrong(deployment: &Deployment, peer: &str, text: &str) {
    eventually_within(LONG, &format!("{peer}: {text}"), async || {
        let is = error(deployment, peer);
        if is.contains(text) { Ok(()) } else { Err(is) }
    })
    .await;
    let logged = deployment.rows(&format!("SELECT line FROM directory_log WHERE domain = '{peer}'")).concat();
    assert!(logged.contains(text), "an admin finds it in the log: {logged}");
}

/// Until a peer's feed was read to its end so many times more.
async fn until_asked_again(liar: &Liar, host: &str) {
    let before = liar.asked(host);
    eventually_within(LONG, "the peer is asked again", async || {
        if liar.asked(host) > before + 2 { Ok(()) } else { Err("not yet") }
    })
    .await;
}

#[tokio::test]
async fn three_directories_that_follow_one_another_hear_of_each_others_pods() {
    let larch = deployment("larch.test", "");
    let at_larch = found("larch.test", &larch);
    let poplar = deployment("poplar.test", &at_larch);
    let at_poplar = found("poplar.test", &poplar);
    let willow = deployment("willow.test", &format!("{at_larch} {at_poplar}"));
    larch.stop();
    larch.start_with(&[("COSSE_DIRECTORY_LOOPBACK", &found("willow.test", &willow))]);
    let garden = "garden.larch.test";
    larch.cosse(&["pod", "create", garden, "--name", "Garden", "--registration", "open"]);
    poplar.cosse(&["directory", "peer", "add", "larch.test"]);
    willow.cosse(&["directory", "peer", "add", "poplar.test"]);
    larch.cosse(&["directory", "peer", "add", "willow.test"]);
    until_state(&poplar, garden, "listed").await;
    until_state(&willow, garden, "listed").await;
    assert_eq!(state(&larch, garden), "", "its own pod is no pod of others");
    eventually_within(LONG, "larch has read willow's feed", async || {
        let listed = larch.cosse(&["directory", "peer", "list"]);
        if listed.contains("willow.test") && listed.contains("read 2") { Ok(()) } else { Err(listed) }
    })
    .await;
    let mut browser = willow.browser("willow.test");
    let hosts = browser.get("/api/v1/instances/hosts").await.expect(200);
    assert!(hosts.body.contains(garden), "{}", hosts.body);
    larch.cosse(&["pod", "delete", garden]);
    until_state(&poplar, garden, "gone").await;
    until_state(&willow, garden, "gone").await;
    eventually("its own directory says so, too", async || {
        let page = larch.browser("larch.test").get(FEED).await;
        page.body.contains("tombstone").then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_a_liar_says_costs_so_much_and_changes_nothing() {
    let (wild, liar) = (Wild::fresh(), Liar::fresh());
    let loopback = format!("{} {}", wild.setting(), liar.setting(&["magpie.test", "crowd.test"]));
    let deployment =
        Deployment::with(&[("COSSE_DIRECTORY_LOOPBACK", &loopback), ("COSSE_DIRECTORY_SPANS", SPANS)]);
    let (good, removed) = (format!("good.{DOMAIN}"), format!("removed.{DOMAIN}"));
    for host in [&good, &removed] {
        wild.is_good(host);
    }
    liar.tells(
        "one.magpie.test",
        Feed::Rows(vec![row(&good, 9, Told::Listed), row(&removed, 9, Told::Listed)], 2),
    );
    deployment.cosse(&["directory", "peer", "add", "one.magpie.test"]);
    until_state(&deployment, &good, "listed").await;
    until_state(&deployment, &removed, "listed").await;
    let (mut admin, _) = crate::admin::admin(&deployment, "gardener").await;
    let page = admin.get(&format!("/admin/directory?q={removed}")).await.expect(200);
    admin.send(&page.form("td form").expect("a form").set("to", "remove")).await.expect(200);
    // an invented pod, serials of before, a pod that was taken out, and the end of one that is well
    let invented = "invented.magpie.test";
    let lies = vec![
        row(&good, 1, Told::Listed),
        row(&removed, 99, Told::Listed),
        row(invented, 1, Told::Listed),
        row(&good, 2, Told::Tombstone),
    ];
    liar.tells("two.magpie.test", Feed::Rows(lies, 4));
    for (name, feed) in [
        ("endless", Feed::Endless),
        ("crowd", Feed::Crowd),
        ("circle", Feed::Circle),
        ("forged", Feed::Forged),
    ] {
        liar.tells(&format!("{name}.magpie.test"), feed);
    }
    for name in ["two", "endless", "crowd", "circle", "forged"] {
        deployment.cosse(&["directory", "peer", "add", &format!("{name}.magpie.test")]);
    }
    for (name, why) in [
        ("endless", "cut off: more than 120 pages"),
        ("crowd", "cut off: more than 300 new names"),
        ("circle", "leads in a circle"),
        ("forged", "is not believed"),
    ] {
        until_wrong(&deployment, &format!("{name}.magpie.test"), why).await;
    }
    let crowd = deployment.rows("SELECT domain FROM listed_pods WHERE domain LIKE '%.crowd.test'");
    assert!(crowd.len() <= 300, "{}", crowd.len());
    let asked = wild.asked(&removed);
    until_asked_again(&liar, "two.magpie.test").await;
    assert_eq!(state(&deployment, invented), "submitted", "nobody was there");
    assert_eq!((state(&deployment, &removed).as_str(), wild.asked(&removed)), ("tombstone", asked));
    until_state(&deployment, &good, "listed").await;
    let serial = deployment.rows(&format!("SELECT serial FROM listed_pods WHERE domain = '{good}'"));
    assert_eq!(serial, ["7"], "it says so itself");
    let feed = deployment.platform().get(FEED).await.expect(200);
    assert!(feed.body.contains(&good) && !feed.body.contains("crowd.test"), "{}", feed.body);
    liar.tells("one.magpie.test", Feed::Rows(Vec::new(), 1));
    until_wrong(&deployment, "one.magpie.test", "goes back, from 2 to 1").await;
}

#[tokio::test]
async fn a_pod_is_taken_out_where_two_agree_and_comes_back_where_they_do_not() {
    let (wild, liar) = (Wild::fresh(), Liar::fresh());
    let loopback = format!("{} {}", wild.setting(), liar.setting(&["magpie.test", "jackdaw.test"]));
    let deployment =
        Deployment::with(&[("COSSE_DIRECTORY_LOOPBACK", &loopback), ("COSSE_DIRECTORY_SPANS", SPANS)]);
    let good = format!("good.{DOMAIN}");
    wild.is_good(&good);
    let (one, two, three) = ("one.magpie.test", "two.jackdaw.test", "three.magpie.test");
    for peer in [one, two, three] {
        liar.tells(peer, Feed::Rows(vec![row(&good, 1, Told::Listed)], 1));
        deployment.cosse(&["directory", "peer", "add", peer, "--trusted"]);
    }
    until_state(&deployment, &good, "listed").await;
    let (mut admin, _) = crate::admin::admin(&deployment, "agreeing").await;
    admin.submit("/admin/peers", "#agreement", &[("agree", "1")]).await.expect(422);
    admin.submit("/admin/peers", "#agreement", &[("agree", "2")]).await.expect(200);
    liar.says(one, vec![delists(one, &good, now())]);
    liar.says(three, vec![delists(three, &good, now())]);
    let said = "SELECT peer FROM directory_statements WHERE peer <> ''";
    eventually_within(LONG, "both are heard", async || {
        let peers = deployment.rows(said).len();
        if peers == 2 { Ok(()) } else { Err(peers.to_string()) }
    })
    .await;
    until_asked_again(&liar, one).await;
    assert_eq!(state(&deployment, &good), "listed", "one owner is one voice, and one is not enough");
    let page = admin.get(&format!("/admin/directory?q={good}")).await.expect(200);
    assert!(page.says("one.magpie.test: Not to list the pod"), "{}", page.text());
    liar.says(two, vec![delists(two, &good, now())]);
    until_state(&deployment, &good, "blocked").await;
    let reason = deployment.rows(&format!("SELECT reason FROM listed_pods WHERE domain = '{good}'")).concat();
    assert!(reason.contains("other directories agree") && reason.contains(two), "{reason}");
    let told = eventually("it is published", async || {
        let page = deployment.platform().get("/api/v1/directory/statements").await.expect(200);
        let told: Value = serde_json::from_str(&page.body).expect("JSON");
        told["statements"][0].is_object().then_some(told)
    })
    .await;
    let ours = &told["statements"][0];
    assert_eq!((&ours["subject"], &ours["action"]), (&json!(good), &json!("delist")));
    assert!(ours["appeal"].is_string() && ours["because"].as_array().is_some_and(|all| all.len() == 2));
    liar.says(two, Vec::new());
    until_state(&deployment, &good, "listed").await;
    eventually("nothing is said any more", async || {
        let page = deployment.platform().get("/api/v1/directory/statements").await.expect(200);
        page.body.contains(r#""statements":[]"#).then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_feed_is_signed_read_page_by_page_and_clear_about_what_it_does_not_know() {
    let pod = TestPod::new("cantine").await;
    let mut browser = pod.deployment().platform();
    let said = browser.get("/.well-known/pod-directory.json").await.expect(200);
    assert_eq!(said.header("access-control-allow-origin"), "*");
    let said = Description::read(said.body.as_bytes(), "localhost").expect("a description");
    eventually("the pod is in the feed", async || {
        let (mut after, mut rows) = (String::new(), Vec::new());
        loop {
            let page =
                pod.deployment().platform().get(&format!("{FEED}?limit=100&after={after}")).await.expect(200);
            let asked = Asked {
                directory: &said.id,
                key: &said.key,
                after: &after,
                limit: 100,
                last: 0,
                today: now().date(),
            };
            let page = read(page.body.as_bytes(), &asked).expect("a page whose head is signed");
            rows.extend(page.rows.into_iter().flatten());
            if !page.more {
                break;
            }
            after = page.next;
        }
        rows.iter().any(|row| &*row.domain == pod.host() && row.state == Told::Listed).then_some(())
    })
    .await;
    let page = browser.get(FEED).await.expect(200);
    assert_eq!(page.header("access-control-allow-origin"), "*");
    let again = browser.request(Method::GET, "/.well-known/pod-directory.json");
    let first = again.send().await.expect("an answer");
    let tag = first.headers()["etag"].to_str().expect("a tag").to_owned();
    let again = browser.request(Method::GET, "/.well-known/pod-directory.json").header("if-none-match", tag);
    assert_eq!(again.send().await.expect("an answer").status(), 304);
    for (query, status) in [("after=nonsense", 410), ("after=OSB4", 410), ("limit=0", 422), ("limit=x", 422)]
    {
        let answer =
            browser.request(Method::GET, &format!("{FEED}?{query}")).send().await.expect("an answer");
        assert_eq!(answer.status(), status, "{query}");
        assert_eq!(answer.headers()["access-control-allow-origin"], "*", "{query}");
    }
    let pods = browser.get("/pods.json").await.expect(200);
    assert!(pods.body.contains(pod.host()), "{}", pods.body);
    let since = browser.request(Method::GET, "/api/v1/instances/hosts?since=yesterday");
    assert_eq!(since.send().await.expect("an answer").status(), 422);
    let mut on_a_pod = pod.browser();
    on_a_pod.get(FEED).await.expect(404);
    on_a_pod.get("/.well-known/pod-directory.json").await.expect(404);
}

#[tokio::test]
async fn an_admin_follows_directories_and_says_what_she_thinks_of_pods() {
    let deployment = Deployment::fresh();
    let (mut admin, _) = crate::admin::admin(&deployment, "follower").await;
    for wrong in ["", "https://dir.example/", "localhost"] {
        admin.submit("/admin/peers", "#peer", &[("host", wrong)]).await.expect(422);
    }
    admin.submit("/admin/peers", "#peer", &[("host", "Dir.example")]).await.expect(200);
    admin.submit("/admin/peers", "#peer", &[("host", "dir.example")]).await.expect(422);
    let listed = deployment.cosse(&["directory", "peer", "list", "--json"]);
    assert!(listed.contains(r#""host":"dir.example""#), "{listed}");
    let page = admin.get("/admin/peers").await.expect(200);
    let turns = page.forms("td form");
    assert_eq!(turns.len(), 3);
    let page = admin.send(&turns[0]).await.expect(200);
    assert!(page.says("Paused"), "{}", page.text());
    let sure = admin.send(&turns[2]).await.expect(200).form("#sure").expect("it asks first");
    let page = admin.send(&sure).await.expect(200);
    assert!(page.says("No other directory is followed"), "{}", page.text());
    let (_, told, good) = deployment.tries(&["directory", "peer", "remove", "dir.example"]);
    assert!(!good && told.contains("is not followed"), "{told}");
    let fields = [("subject", "spam.example"), ("action", "warn"), ("reason", "Spam"), ("days", "30")];
    let wrong = [("subject", "no host"), ("action", "warn"), ("reason", ""), ("days", "0")];
    admin.submit("/admin/statements", "#statement", &wrong).await.expect(422);
    let page = admin.submit("/admin/statements", "#statement", &fields).await.expect(200);
    let told = deployment.platform().get("/api/v1/directory/statements").await.expect(200);
    assert!(told.body.contains("spam.example") && told.body.contains("warn"), "{}", told.body);
    let withdraw = page.form("td form").expect("a form");
    admin.send(&withdraw).await.expect(200);
    admin.send(&withdraw).await.expect(200);
    let told = deployment.platform().get("/api/v1/directory/statements").await.expect(200);
    assert!(!told.body.contains("spam.example"), "{}", told.body);
    let log = admin.get("/admin/audit").await.expect(200);
    assert!(log.says("spam.example") && log.says("dir.example"), "{}", log.text());
}

#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}
