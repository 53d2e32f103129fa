//! Directories that follow one another, honest ones and ones that lie, and what they say of pods.

mod liar;
mod lies;

use crate::polling::wild::{DOMAIN, Wild};
use directory::feed::{Asked, Told, read};
use directory::peer::Description;
use directory::{handover, statement};
use liar::{Feed, Liar, delists, row};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use testpod::{Browser, Deployment, TestPod, eventually, eventually_within};
use time::OffsetDateTime;

/// All that takes days takes a second or two.
const SPANS: &str = "probation=1s when-listed=2s when-stale=2s when-down=2s when-gone=2s";

/// What takes several rounds takes as long.
const LONG: Duration = Duration::from_secs(120);

const FEED: &str = "/api/v1/directory/feed";
const DESCRIPTION: &str = "/.well-known/pod-directory.json";

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
    until_state(&poplar, garden, "listed").await;
    until_state(&willow, garden, "listed").await;
    larch.cosse(&["directory", "peer", "add", "willow.test"]);
    assert_eq!(state(&larch, garden), "", "its own pod is no pod of others");
    eventually_within(LONG, "larch has read willow's feed", async || {
        let listed = larch.cosse(&["directory", "peer", "list"]);
        if listed.contains("willow.test") && listed.contains("read 2") { Ok(()) } else { Err(listed) }
    })
    .await;
    let mut browser = willow.browser("willow.test");
    let hosts = browser.get("/api/v1/instances/hosts").await.expect(200);
    assert!(hosts.body.contains(garden), "{}", hosts.body);
    a_key_is_followed(&larch, &poplar).await;
    a_new_pod_is_named_to_who_is_followed(&larch, &willow).await;
    larch.cosse(&["pod", "delete", garden]);
    until_state(&poplar, garden, "gone").await;
    until_state(&willow, garden, "gone").await;
    eventually("its own directory says so, too", async || {
        let page = larch.browser("larch.test").get(FEED).await;
        page.body.contains("tombstone").then_some(())
    })
    .await;
    larch.cosse(&["directory", "peer", "add", "larch.test"]);
    until_wrong(&larch, "larch.test", "it is this directory itself").await;
}

/// willow follows nobody any more, and hears of a pod of larch, which follows it.
async fn a_new_pod_is_named_to_who_is_followed(larch: &Deployment, willow: &Deployment) {
    willow.cosse(&["directory", "peer", "remove", "poplar.test"]);
    let orchard = "orchard.larch.test";
    larch.cosse(&["pod", "create", orchard, "--name", "Orchard", "--registration", "open"]);
    until_state(willow, orchard, "listed").await;
    eventually("an admin of larch finds it in the log", async || {
        let logged =
            larch.rows(&format!("SELECT line FROM directory_log WHERE domain = '{orchard}'")).concat();
        logged.contains("willow.test was asked to look at it: it answers 202").then_some(())
    })
    .await;
}

/// What poplar knows of larch: the one of these columns.
fn known(poplar: &Deployment, column: &str) -> String {
    poplar.rows(&format!("SELECT {column} FROM directory_peers WHERE host = 'larch.test'")).concat()
}

/// larch's key leads to another, which poplar believes, and reads on where it was. From one that was lost nothing leads.
async fn a_key_is_followed(larch: &Deployment, poplar: &Deployment) {
    let (key, cursor) = (known(poplar, "key"), known(poplar, "cursor"));
    assert!(!cursor.is_empty());
    larch.cosse(&["directory", "key", "rotate"]);
    eventually_within(LONG, "poplar believes the next key", async || {
        let is_new = known(poplar, "key") != key && error(poplar, "larch.test").is_empty();
        if is_new { Ok(()) } else { Err(error(poplar, "larch.test")) }
    })
    .await;
    let feed = format!("{FEED}?after={cursor}");
    larch.browser("larch.test").get(&feed).await.expect(200);
    let logged = poplar.rows("SELECT line FROM directory_log WHERE domain = 'larch.test'").concat();
    assert!(logged.contains("its key has led to another"), "{logged}");
    larch.cosse(&["directory", "key", "rotate", "--lost"]);
    until_wrong(poplar, "larch.test", "its key is not the one that was seen first").await;
    larch.browser("larch.test").get(&feed).await.expect(410);
    poplar.cosse(&["directory", "peer", "remove", "larch.test"]);
    poplar.cosse(&["directory", "peer", "add", "larch.test"]);
    eventually_within(LONG, "poplar reads larch's feed again", async || {
        let is_read = !known(poplar, "cursor").is_empty() && error(poplar, "larch.test").is_empty();
        if is_read { Ok(()) } else { Err(error(poplar, "larch.test")) }
    })
    .await;
}

/// A deployment that finds pods in the wild, and liars of these domains.
fn among(wild: &Wild, liar: &Liar, domains: &[&str]) -> Arc<Deployment> {
    let loopback = format!("{} {}", wild.setting(), liar.setting(domains));
    Deployment::with(&[("COSSE_DIRECTORY_LOOPBACK", &loopback), ("COSSE_DIRECTORY_SPANS", SPANS)])
}

/// Has an admin take a pod out.
async fn take_out(deployment: &Deployment, domain: &str) -> Browser {
    let (mut admin, _) = crate::admin::admin(deployment, "gardener").await;
    let page = admin.get(&format!("/admin/directory?q={domain}")).await.expect(200);
    admin.send(&page.form("td form").expect("a form").set("to", "remove")).await.expect(200);
    admin
}

/// Until an admin, who goes from the list of peers to the log of one, reads that there.
async fn until_read(admin: &mut Browser, peer: &str, line: &str) {
    let page = admin.get("/admin/peers").await.expect(200);
    let log = format!("/admin/directory?q={}", peer.replace('.', "%2E"));
    assert!(page.attributes("td a", "href").contains(&log), "{}", page.body);
    eventually_within(LONG, &format!("{peer}: {line}"), async || {
        let page = admin.get(&log).await.expect(200);
        if page.says(line) { Ok(()) } else { Err(page.text()) }
    })
    .await;
}

/// Four that cannot be followed to the end, each with what is said of it.
async fn cut_off(deployment: &Deployment, liar: &Liar) {
    let all = [
        ("endless", Feed::Endless, "cut off: more than 120 pages"),
        ("crowd", Feed::Crowd, "cut off: more than 300 new names"),
        ("circle", Feed::Circle, "leads in a circle"),
        ("forged", Feed::Forged, "is not believed"),
    ];
    for (name, feed, _) in all.clone() {
        let host = format!("{name}.magpie.test");
        liar.tells(&host, feed);
        deployment.cosse(&["directory", "peer", "add", &host]);
    }
    for (name, _, why) in all {
        until_wrong(deployment, &format!("{name}.magpie.test"), why).await;
    }
    let crowd = deployment.rows("SELECT domain FROM listed_pods WHERE domain LIKE '%.crowd.test'");
    assert!(crowd.len() <= 300, "{}", crowd.len());
}

#[tokio::test]
async fn what_a_liar_says_costs_so_much_and_changes_nothing() {
    let (wild, liar) = (Wild::fresh(), Liar::fresh());
    let deployment = among(&wild, &liar, &["magpie.test", "crowd.test"]);
    let (good, removed) = (format!("good.{DOMAIN}"), format!("removed.{DOMAIN}"));
    for host in [&good, &removed] {
        wild.is_good(host);
    }
    let rows = vec![row(&good, 9, Told::Listed), row(&removed, 9, Told::Listed)];
    liar.tells("one.magpie.test", Feed::Rows(rows, 2));
    deployment.cosse(&["directory", "peer", "add", "one.magpie.test"]);
    until_state(&deployment, &good, "listed").await;
    until_state(&deployment, &removed, "listed").await;
    let mut admin = take_out(&deployment, &removed).await;
    // an invented pod, serials of before, a pod that was taken out, and the end of one that is well
    let invented = "invented.magpie.test";
    let lies = vec![
        row(&good, 1, Told::Listed),
        row(&removed, 99, Told::Listed),
        row(invented, 1, Told::Listed),
        row(&good, 2, Told::Tombstone),
    ];
    liar.tells("two.magpie.test", Feed::Rows(lies, 4));
    deployment.cosse(&["directory", "peer", "add", "two.magpie.test"]);
    cut_off(&deployment, &liar).await;
    let asked = wild.asked(&removed);
    until_asked_again(&liar, "two.magpie.test").await;
    for line in [
        format!("that stay out of this directory: 1; the first is {removed} (tombstone here)"),
        format!("that stay listed here: 1; the first is {good}"),
        format!("an older listing, which changes nothing: 1; the first is {good} (1 there, 7 here)"),
    ] {
        until_read(&mut admin, "two.magpie.test", &line).await;
    }
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
    let deployment = among(&wild, &liar, &["magpie.test", "jackdaw.test"]);
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
    for peer in [one, three] {
        liar.says(peer, vec![delists(peer, &good, now())]);
    }
    until_heard(&deployment, 2).await;
    until_asked_again(&liar, one).await;
    assert_eq!(state(&deployment, &good), "listed", "one owner is one voice, and one is not enough");
    let page = admin.get(&format!("/admin/directory?q={good}")).await.expect(200);
    assert!(page.says("one.magpie.test") && page.says("Not to list the pod — Spam"), "{}", page.text());
    liar.says(two, vec![delists(two, &good, now())]);
    until_state(&deployment, &good, "blocked").await;
    let reason = deployment.rows(&format!("SELECT reason FROM listed_pods WHERE domain = '{good}'")).concat();
    assert!(reason.contains("other directories agree") && reason.contains(two), "{reason}");
    let ours = until_said(&deployment, 1).await;
    assert_eq!((&ours[0]["subject"], &ours[0]["action"]), (&json!(good), &json!("delist")));
    let because = ours[0]["because"].as_array().map(Vec::len);
    assert!(ours[0]["appeal"].is_string() && because == Some(2), "{ours}");
    let page = deployment.platform().get(&format!("/pods/{good}")).await.expect(200);
    assert!(page.says(&format!("{two} asks others not to list it: Spam")), "{}", page.text());
    let appeal = format!("mailto:appeals@{two}");
    assert!(page.attributes("main a", "href").contains(&appeal), "{}", page.body);
    liar.says(two, Vec::new());
    until_state(&deployment, &good, "listed").await;
    until_said(&deployment, 0).await;
}

/// Until so many peers say something.
async fn until_heard(deployment: &Deployment, number: usize) {
    eventually_within(LONG, "they are heard", async || {
        let heard = deployment.rows("SELECT peer FROM directory_statements WHERE peer <> ''").len();
        if heard == number { Ok(()) } else { Err(heard.to_string()) }
    })
    .await;
}

/// Until the directory says so much itself; what it says.
async fn until_said(deployment: &Deployment, number: usize) -> Value {
    eventually("it is published", async || {
        let page = deployment.platform().get("/api/v1/directory/statements").await.expect(200);
        let told: Value = serde_json::from_str(&page.body).expect("JSON");
        let said = told["statements"].as_array().map(Vec::len);
        (said == Some(number)).then(|| told["statements"].clone())
    })
    .await
}

#[tokio::test]
async fn the_feed_is_signed_and_has_the_deployments_own_pods() {
    let pod = TestPod::new("cantine").await;
    let said = pod.deployment().platform().get(DESCRIPTION).await.expect(200);
    assert_eq!(said.header("access-control-allow-origin"), "*");
    let said = Description::read(said.body.as_bytes(), "localhost").expect("a description");
    eventually("the pod is in the feed", async || {
        let (mut after, mut rows) = (String::new(), Vec::new());
        loop {
            let address = format!("{FEED}?limit=100&after={after}");
            let page = pod.deployment().platform().get(&address).await.expect(200);
            let (directory, key, today) = (&*said.id, &said.key, now().date());
            let asked = Asked { directory, key, after: &after, limit: 100, last: 0, today };
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
    eventually("crawlers find it", async || {
        let pods = pod.deployment().platform().get("/pods.json").await.expect(200);
        pods.body.contains(pod.host()).then_some(())
    })
    .await;
    let mut on_a_pod = pod.browser();
    on_a_pod.get(FEED).await.expect(404);
    on_a_pod.get(DESCRIPTION).await.expect(404);
}

#[tokio::test]
async fn what_directories_read_is_open_to_all_sites_and_clear_about_what_it_does_not_know() {
    let browser = Deployment::shared().platform();
    let asks = async |address: &str| browser.request(Method::GET, address).send().await.expect("an answer");
    let first = asks(DESCRIPTION).await;
    let tag = first.headers()["etag"].to_str().expect("a tag").to_owned();
    let again = browser.request(Method::GET, DESCRIPTION).header("if-none-match", tag);
    assert_eq!(again.send().await.expect("an answer").status(), 304);
    for (address, status) in [
        (FEED, 200),
        ("/api/v1/directory/feed?after=nonsense", 410),
        ("/api/v1/directory/feed?after=OSB4", 410),
        ("/api/v1/directory/feed?limit=0", 422),
        ("/api/v1/directory/feed?limit=x", 422),
        ("/api/v1/instances/hosts?since=yesterday", 422),
        ("/api/v1/instances/hosts?since=2020-01-01T00:00:00Z&count=1", 200),
        ("/api/v1/instances/hosts?since=9999-12-31T23:59:59-01:00", 200),
    ] {
        let answer = asks(address).await;
        assert_eq!(answer.status(), status, "{address}");
        assert_eq!(answer.headers()["access-control-allow-origin"], "*", "{address}");
    }
}

#[tokio::test]
async fn who_knows_a_page_of_the_feed_is_told_so_until_it_says_something_else() {
    let deployment = Deployment::fresh();
    let browser = deployment.platform();
    let asks = async |tag: &str| {
        let request = browser.request(Method::GET, FEED).header("if-none-match", tag);
        request.send().await.expect("an answer")
    };
    let tag = asks("\"another\"").await.headers()["etag"].to_str().expect("a tag").to_owned();
    let again = asks(&tag).await;
    assert_eq!((again.status().as_u16(), again.headers()["etag"].to_str().ok()), (304, Some(tag.as_str())));
    assert!(again.bytes().await.expect("an answer").is_empty());
    deployment.cosse(&["pod", "create", "tagged.localhost", "--name", "Tagged", "--registration", "open"]);
    eventually("it is another page", async || (asks(&tag).await.status() == 200).then_some(())).await;
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
    let asks = page.form("td form").expect("a form");
    let asked = admin.send(&asks).await.expect(200);
    assert!(asked.says("Take back what is said of spam.example?"), "{}", asked.text());
    let told = deployment.platform().get("/api/v1/directory/statements").await.expect(200);
    assert!(told.body.contains("spam.example"), "asking takes nothing back: {}", told.body);
    let withdraw = asked.form("#sure").expect("it asks first");
    admin.send(&withdraw).await.expect(200);
    admin.send(&withdraw).await.expect(200);
    admin.send(&asks).await.expect(404);
    let told = deployment.platform().get("/api/v1/directory/statements").await.expect(200);
    assert!(!told.body.contains("spam.example"), "{}", told.body);
    let log = admin.get("/admin/audit").await.expect(200);
    assert!(log.says("spam.example") && log.says("dir.example"), "{}", log.text());
}

/// What the directory says of itself and of pods, if the one is believed by the key of the other; how many statements.
async fn said(deployment: &Deployment) -> (Description, usize) {
    let page = deployment.platform().get(DESCRIPTION).await.expect(200);
    let description = Description::read(page.body.as_bytes(), "localhost").expect("a description");
    let page = deployment.platform().get("/api/v1/directory/statements").await.expect(200);
    let said = statement::read(page.body.as_bytes(), &description.id, &description.key, now());
    (description, said.expect("statements that its key has signed").len())
}

#[tokio::test]
async fn a_key_that_cannot_be_opened_any_more_is_replaced_and_signs_again_what_was_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (now_file, other) = (file("key"), file("other"));
    std::fs::write(&other, "00c0ffee".repeat(8)).expect("another key");
    let deployment = Deployment::with(&[("COSSE_KEY_FILE", &now_file)]);
    let (mut admin, _) = crate::admin::admin(&deployment, "keykeeper").await;
    let fields = [("subject", "spam.example"), ("action", "warn"), ("reason", "Spam"), ("days", "30")];
    admin.submit("/admin/statements", "#statement", &fields).await.expect(200);
    let (first, number) = said(&deployment).await;
    assert_eq!((first.handovers.len(), number), (0, 1));
    // as if the deployment's key were another now
    deployment.cosse(&["directory", "key", "rotate", "--key-file", &other, "--old-key-file", &now_file]);
    deployment.platform().get(DESCRIPTION).await.expect(503);
    deployment.platform().get("/api/v1/directory/statements").await.expect(503);
    let (advice, _, good) = deployment.tries(&["doctor"]);
    assert!(!good && advice.contains("FAULT  the key of the directory"), "{advice}");
    let (_, why, good) = deployment.tries(&["directory", "key", "rotate"]);
    assert!(!good && why.contains("--old-key-file") && why.contains("--lost"), "{why}");
    deployment.cosse(&["directory", "key", "rotate", "--old-key-file", &other]);
    let (third, number) = said(&deployment).await;
    assert_eq!((third.handovers.len(), number), (2, 1));
    let followed = handover::follow(&first.key, &third.key, &third.handovers, now().date());
    assert_eq!(followed.as_ref(), Some(&third.key));
    deployment.cosse(&["directory", "key", "rotate", "--lost"]);
    let (fourth, number) = said(&deployment).await;
    assert_eq!((fourth.handovers.len(), number), (0, 1));
    assert!(deployment.tries(&["doctor"]).0.contains("good   the key of the directory"));
    assert!(deployment.cosse(&["directory", "key", "list"]).contains(&*fourth.key.kid));
    assert!(admin.get("/admin/audit").await.expect(200).says(&fourth.key.kid));
}

#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}
