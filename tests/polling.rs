//! Pods of other deployments in the directory: named, looked at, shown, and what hostile ones come to.

mod hostile;
mod icons;
pub(crate) mod kept;
pub(crate) mod wild;

use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use testpod::page::SIGN_IN;
use testpod::{
    ALPHA, Browser, Deployment, Fleet, Names, PASSWORD, Server, TestPod, Xmpp, eventually, eventually_within,
};
use wild::{DOMAIN, Says, Wild, first, second, sign};

/// All that takes days takes a second.
const SPANS: &str = "probation=1s when-listed=1s when-stale=1s when-down=1s when-gone=1s";

/// Some take as long as anybody waits for them.
const LONG: Duration = Duration::from_secs(90);

/// A deployment that finds pods in the wild, and asks this name server for the others.
pub(crate) fn deployment(wild: &Wild, names: &Names) -> Arc<Deployment> {
    Deployment::with(&[
        ("COSSE_DIRECTORY_LOOPBACK", &wild.setting()),
        ("COSSE_DIRECTORY_SPANS", SPANS),
        ("COSSE_DNS", &names.address().to_string()),
    ])
}

pub(crate) fn host(name: &str) -> String {
    format!("{name}.{DOMAIN}")
}

/// Names a pod by the API: the status, who may read the answer, and the answer.
pub(crate) async fn announce(deployment: &Deployment, domain: &str) -> (u16, String, Value) {
    let request = deployment.platform().request(Method::POST, "/api/v1/directory/announce");
    let answer = request.body(json!({ "domain": domain }).to_string()).send().await.expect("an answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let origin = headers.get("access-control-allow-origin").map(|it| it.to_str().expect("a text").to_owned());
    let body = answer.text().await.expect("an answer");
    (status, origin.unwrap_or_default(), serde_json::from_str(&body).expect("JSON"))
}

/// What the admin's log has about a host, the last first.
fn lines(deployment: &Deployment, host: &str) -> Vec<String> {
    deployment.rows(&format!("SELECT line FROM directory_log WHERE domain = '{host}' ORDER BY id DESC"))
}

fn state(deployment: &Deployment, host: &str) -> String {
    deployment.rows(&format!("SELECT state FROM listed_pods WHERE domain = '{host}'")).concat()
}

async fn until_logged(deployment: &Deployment, host: &str, text: &str) {
    eventually_within(LONG, &format!("{host}: {text}"), async || {
        let lines = lines(deployment, host);
        if lines.iter().any(|line| line.contains(text)) { Ok(()) } else { Err(lines.join("\n")) }
    })
    .await;
}

async fn is_shown(deployment: &Deployment, host: &str) -> bool {
    let page = deployment.platform().get(&format!("/pods?q={host}")).await.expect(200);
    page.texts("article.pod .address").iter().any(|it| it == host)
}

pub(crate) async fn until_shown(deployment: &Deployment, host: &str, shown: bool) {
    let what = format!("{host} is {}shown", if shown { "" } else { "not " });
    eventually(&what, async || (is_shown(deployment, host).await == shown).then_some(())).await;
}

#[tokio::test]
async fn a_pod_that_somebody_names_is_watched_then_listed_and_leads_to_its_own_page() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let garden = host("garden");
    wild.is_good(&garden);
    let (status, origin, answer) = announce(&deployment, &garden).await;
    assert_eq!((status, origin.as_str(), &answer["state"]), (202, "*", &json!("submitted")));
    until_shown(&deployment, &garden, true).await;
    let said = lines(&deployment, &garden).join("\n");
    assert!(said.contains("submitted → probation") && said.contains("probation → listed"), "{said}");
    let page = deployment.platform().get(&format!("/pods?q={garden}")).await.expect(200);
    let sign_up = format!("http://{garden}:{}/sign-up", wild.address().port());
    let mut platform = deployment.platform();
    let join = format!("/join/{garden}");
    assert!(page.attributes("main a[href]", "href").contains(&format!("{}{join}", platform.origin())));
    assert_eq!(platform.get(&join).await.expect(303).header("location"), sign_up);
    assert!(page.says("For people who test.") && page.says("last seen"), "{}", page.text());
    let (status, _, answer) = announce(&deployment, &format!(" {} ", garden.to_uppercase())).await;
    assert_eq!((status, &answer["state"], &answer["domain"]), (200, &json!("listed"), &json!(garden)));
    let wishes = |wish: &str| wild.listing(&garden, |it| it["listing"] = wish.into());
    wild.says(&garden, Says::Document(sign(&first(), &wishes("unlisted"))));
    until_shown(&deployment, &garden, false).await;
    assert_eq!(state(&deployment, &garden), "unlisted");
    wild.says(&garden, Says::Document(sign(&first(), &wishes("none"))));
    until_logged(&deployment, &garden, "unlisted → gone: it wishes to be forgotten").await;
    let told = format!("SELECT state FROM directory_feed WHERE domain = '{garden}'");
    assert!(["gone", "tombstone"].contains(&deployment.rows(&told).concat().as_str()));
}

#[tokio::test]
async fn hostile_pods_come_to_nothing_each_with_a_line_that_says_why() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let good = host("good");
    wild.is_good(&good);
    announce(&deployment, &good).await;
    let mut awaited = Vec::new();
    for (name, says, why) in answers(&wild).into_iter().chain(documents(&wild)) {
        wild.says(&host(name), says);
        awaited.push((host(name), why));
    }
    for (name, address) in [
        ("metadata", "169.254.169.254"),
        ("mapped", "::ffff:10.0.0.1"),
        ("loopback", "127.0.0.1"),
        ("private", "192.168.1.1"),
    ] {
        let domain = format!("{name}.elsewhere.test");
        names.address_is(&domain, address.parse().expect("an address"));
        awaited.push((domain, "leads to an address that is not fetched from"));
    }
    awaited.push(("nowhere.elsewhere.test".to_owned(), "it cannot be reached"));
    for (domain, _) in &awaited {
        assert_eq!(announce(&deployment, domain).await.0, 202, "{domain}");
    }
    for (domain, why) in &awaited {
        until_logged(&deployment, domain, why).await;
        assert!(!is_shown(&deployment, domain).await, "{domain}");
        assert_eq!(state(&deployment, domain), "submitted", "{domain}");
    }
    until_shown(&deployment, &good, true).await;
}

/// Answers that are no document, each with what the log says of it.
fn answers(wild: &Wild) -> Vec<(&'static str, Says, &'static str)> {
    let says = |head: &str, body: &[u8]| Says::Answer(head.to_owned(), body.to_vec());
    let to = |address: &str| says(&format!("302 Found\r\nlocation: {address}\r\ncontent-length: 0"), b"");
    let elsewhere = "it leads to another host";
    let packed = "200 OK\r\ncontent-encoding: gzip";
    let robots = "User-agent: CosseDirectory\nDisallow: /\n";
    vec![
        ("drips", Says::Drips, "its answer takes too long"),
        ("floods", Says::Floods, "its answer is too large"),
        ("boasts", says("200 OK\r\ncontent-length: 1000000000", b"{}"), "its answer is too large"),
        ("away", to(&format!("http://{}/", host("good"))), elsewhere),
        ("inside", to(&format!("http://{}/", wild.address())), elsewhere),
        ("cloud", to("http://169.254.169.254/latest/meta-data/"), elsewhere),
        ("mapped", to("http://[::ffff:10.0.0.1]/"), elsewhere),
        ("round", to("/.well-known/pod-listing.json"), elsewhere),
        ("bomb", says(packed, &[0x1f, 0x8b, 8, 0]), "its answer is compressed"),
        ("broken", says("500 Oh No\r\ncontent-length: 0", b""), "it answers with an error: 500"),
        ("absent", says("404 Not Found\r\ncontent-length: 0", b""), "it has no listing"),
        ("robots", Says::Robots(robots.to_owned()), "its robots.txt shuts us out"),
    ]
}

/// Documents that are not believed, each with what the log says of it.
fn documents(wild: &Wild) -> Vec<(&'static str, Says, &'static str)> {
    let tampered = |name: &str, member: &str, value: Value| {
        let member = member.to_owned();
        wild.tampered(&host(name), |it| it[member] = value)
    };
    let text = String::from_utf8(sign(&first(), &wild.listing(&host("twice"), |_| ()))).expect("text");
    let twice = text.replacen('{', r#"{"name":"Twice","#, 1);
    let old = wild.listing(&host("old"), |it| {
        it["issued_at"] = "2020-01-01T00:00:00Z".into();
        it["expires_at"] = "2020-01-04T00:00:00Z".into();
    });
    let alike = "its listing is no JSON that everybody reads alike";
    let unheard = "its listing says something that no listing says";
    vec![
        ("page", Says::Document(b"<!doctype html><title>Hello".to_vec()), alike),
        ("twice", Says::Document(twice.into_bytes()), alike),
        ("float", tampered("float", "serial", json!(7.5)), alike),
        ("future", tampered("future", "version", json!(2)), "of a kind or version that is not known"),
        ("bidi", tampered("bidi", "name", json!("gno\u{202e}b")), unheard),
        ("hidden", tampered("hidden", "name", json!("gn\u{200b}b")), unheard),
        ("other", tampered("other", "domain", json!(host("good"))), "its listing is of another host"),
        ("forged", tampered("forged", "name", json!("Forged")), "its listing is not signed with its key"),
        ("old", Says::Document(sign(&first(), &old)), "its listing has expired"),
    ]
}

#[tokio::test]
async fn a_name_that_is_somewhere_else_the_second_time_is_refused_each_time() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let turncoat = "turncoat.elsewhere.test";
    names.address_is(turncoat, [10, 0, 0, 1].into());
    announce(&deployment, turncoat).await;
    until_logged(&deployment, turncoat, "10.0.0.1").await;
    names.forget(turncoat);
    names.address_is(turncoat, wild.address().ip());
    until_logged(&deployment, turncoat, "127.0.0.1").await;
    assert_eq!(wild.asked(turncoat), 0, "nobody was connected to");
}

#[tokio::test]
async fn markup_in_a_name_is_shown_as_it_is_written() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let markup = host("markup");
    let listing = wild.listing(&markup, |it| it["name"] = "<script>alert(1)</script>".into());
    wild.says(&markup, Says::Document(sign(&first(), &listing)));
    announce(&deployment, &markup).await;
    until_shown(&deployment, &markup, true).await;
    let page = deployment.platform().get(&format!("/pods?q={markup}")).await.expect(200);
    assert!(page.says("<script>alert(1)</script>") && !page.body.contains("<script>alert"), "{}", page.body);
}

#[tokio::test]
async fn another_key_is_believed_once_the_domains_owner_says_so_in_dns() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let lapsed = host("lapsed");
    wild.is_good(&lapsed);
    announce(&deployment, &lapsed).await;
    until_shown(&deployment, &lapsed, true).await;
    wild.says(&lapsed, Says::Document(sign(&second(), &wild.listing(&lapsed, |_| ()))));
    until_logged(&deployment, &lapsed, "listed → probation: its key is another one").await;
    until_shown(&deployment, &lapsed, false).await;
    let before = wild.asked(&lapsed);
    eventually("it is looked at again", async || (wild.asked(&lapsed) > before + 2).then_some(())).await;
    assert_eq!(state(&deployment, &lapsed), "probation", "it stays there");
    let key = second().key().clone();
    names.text(&format!("_pod-listing.{lapsed}"), &format!("v=pod1; kid={}; key={}", key.kid, key.x));
    until_logged(&deployment, &lapsed, "its key is new, and its DNS vouches for it").await;
    until_shown(&deployment, &lapsed, true).await;
}

#[tokio::test]
async fn an_admin_sees_why_keeps_a_pod_out_and_lets_it_in_again() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let garden = host("garden");
    wild.is_good(&garden);
    announce(&deployment, &garden).await;
    until_shown(&deployment, &garden, true).await;
    let mut browser = admin(&deployment, "directory-admin").await;
    let here = format!("/admin/directory?q={garden}");
    let page = browser.get(&here).await.expect(200);
    assert!(page.says("probation → listed"), "{}", page.text());
    let form = page.form("td form").expect("a form");
    browser.send(&form.clone().set("to", "block")).await.expect(422);
    let page = browser.send(&form.clone().set("to", "block").set("reason", "Spam")).await.expect(200);
    assert!(page.says("listed → blocked: Spam"), "{}", page.text());
    until_shown(&deployment, &garden, false).await;
    let (status, _, answer) = announce(&deployment, &garden).await;
    assert_eq!((status, &answer["state"]), (200, &json!("blocked")), "who is kept out stays out");
    let form = browser.get(&here).await.expect(200).form("td form").expect("a form");
    browser.send(&form.clone().set("to", "allow")).await.expect(200);
    until_shown(&deployment, &garden, true).await;
    browser.send(&form.clone().set("to", "remove")).await.expect(200);
    until_shown(&deployment, &garden, false).await;
    assert_eq!(state(&deployment, &garden), "tombstone");
    browser.send(&form.set("domain", "nobody.example").set("to", "check")).await.expect(404);
}

async fn admin(deployment: &Deployment, name: &str) -> Browser {
    let jid = format!("{name}@{ALPHA}");
    Xmpp::register(deployment.server().address(), &jid, PASSWORD).await;
    deployment.cosse(&["admin", "grant", &jid]);
    let mut browser = deployment.platform();
    browser.submit("/login", SIGN_IN, &[("jid", &jid), ("password", PASSWORD)]).await.expect(200);
    browser
}

#[tokio::test]
async fn whoever_adds_a_pod_is_told_what_happens_and_what_is_wrong() {
    let deployment = Deployment::shared();
    let pod = TestPod::new("cantine").await;
    let mut browser = deployment.platform();
    for wrong in ["", "https://garden.example/", "127.0.0.1", "garden", pod.host()] {
        let page = browser.submit("/add", "#add", &[("domain", wrong)]).await.expect(422);
        assert!(!page.alert().is_empty(), "{wrong}: {}", page.text());
    }
    let page = browser.submit("/add", "#add", &[("domain", "Quince-Hill.test")]).await.expect(200);
    assert!(page.says("quince-hill.test") && page.says("looked at in a moment"), "{}", page.text());
    for wrong in ["https://garden.example/", pod.host()] {
        let (status, origin, answer) = announce(&deployment, wrong).await;
        assert_eq!((status, origin.as_str()), (422, "*"), "{answer}");
        assert_eq!(answer["errors"][0]["pointer"], "#/domain", "{answer}");
    }
    let request = deployment.platform().request(Method::POST, "/api/v1/directory/announce");
    let nonsense = request.body("nonsense").send().await.expect("an answer");
    assert_eq!(nonsense.status().as_u16(), 400);
    let request = deployment.platform().request(Method::OPTIONS, "/api/v1/directory/announce");
    let preflight = request.send().await.expect("an answer");
    assert_eq!(preflight.headers()["access-control-allow-headers"], "content-type");
}

#[tokio::test]
async fn whoever_names_very_many_pods_waits_and_keeps_nobody_else_waiting() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let hasty = deployment.platform();
    let mut statuses = Vec::new();
    for n in 0..25 {
        let request = hasty.request(Method::POST, "/api/v1/directory/announce");
        let body = json!({ "domain": host(&format!("hasty-{n}")) }).to_string();
        let answer = request.body(body).send().await.expect("an answer");
        if answer.status() == 429 {
            assert!(answer.headers().contains_key("retry-after"), "{:?}", answer.headers());
            assert_eq!(answer.headers()["access-control-allow-origin"], "*");
            assert_eq!(answer.headers()["content-type"], "application/problem+json");
        }
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses[..20], [202; 20], "so many at once");
    assert_eq!(statuses[24], 429, "{statuses:?}");
    assert_eq!(state(&deployment, &host("hasty-24")), "", "it is not taken down");
    let patient = host("patient");
    assert_eq!(announce(&deployment, &patient).await.0, 202, "from elsewhere");
}

#[tokio::test]
async fn two_processes_look_at_each_pod_once() {
    let wild = Wild::fresh();
    let own = [("COSSE_DIRECTORY_LOOPBACK", wild.setting())];
    let own: Vec<(&'static str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut fleet = Fleet::on(Server::fresh(), 1, &own);
    fleet.start_more_jobs();
    let hosts: Vec<String> = (0..40).map(|n| host(&format!("pod-{n}"))).collect();
    for host in &hosts {
        wild.is_good(host);
        assert_eq!(announce(fleet.deployment(), host).await.0, 202);
    }
    let watched = "SELECT domain FROM listed_pods WHERE state = 'probation'";
    eventually("all are watched", async || {
        (fleet.deployment().rows(watched).len() == hosts.len()).then_some(())
    })
    .await;
    let asked: Vec<usize> = hosts.iter().map(|host| wild.asked(host)).collect();
    assert!(asked.iter().all(|times| *times == 1), "{asked:?}");
}
