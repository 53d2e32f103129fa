//! A page for each pod of the directory, reports of pods, wishes, and the same for programs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;
use testpod::page::SIGN_IN;
use testpod::{ALPHA, Browser, Deployment, PASSWORD, TestPod, Xmpp, eventually};

use crate::api::{ALL, Program};
use crate::polling::wild::{DOMAIN, Says, Wild, first, sign};

/// A red square.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mM4ISdHEmIY1TCqYfhqAADkYgQQ6ZuA8QAAAABJ\
    RU5ErkJggg==";
const PNG_HASH: &str = "0966c7731232973390626bb72caf50e77887346128f2d5201b821db9d0b3bf59";

/// What runs something.
const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
const SVG_HASH: &str = "35879d840db26ccf30a165be35a9501c8cc4eca07b59be4205e5ee2fa1ae6f80";

const SPANS: &str = "probation=1s when-listed=1s when-stale=1s when-down=1s when-gone=1s";

fn deployment(wild: &Wild) -> Arc<Deployment> {
    Deployment::with(&[("COSSE_DIRECTORY_LOOPBACK", &wild.setting()), ("COSSE_DIRECTORY_SPANS", SPANS)])
}

fn host(name: &str) -> String {
    format!("{name}.{DOMAIN}")
}

/// Has a pod say something, and waits until its page says how it stands.
async fn listed(deployment: &Deployment, wild: &Wild, host: &str, change: impl FnOnce(&mut Value)) {
    wild.says(host, Says::Document(sign(&first(), &wild.listing(host, change))));
    let request = deployment.platform().request(Method::POST, "/api/v1/directory/announce");
    let answer = request.body(json!({ "domain": host }).to_string()).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    until_it_stands(deployment, host, "joinable").await;
}

async fn until_it_stands(deployment: &Deployment, host: &str, standing: &str) {
    eventually(&format!("{host} is {standing}"), async || {
        let (status, body) = api(deployment, &format!("/api/v1/directory/pods/{host}")).await;
        (status == 200 && body["standing"] == standing).then_some(())
    })
    .await;
}

/// What a program is answered.
async fn api(deployment: &Deployment, path: &str) -> (u16, Value) {
    let page = deployment.platform().get(path).await;
    assert_eq!(page.header("access-control-allow-origin"), "*", "{path}");
    (page.status.as_u16(), serde_json::from_str(&page.body).expect("JSON"))
}

fn domains(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().expect("items");
    items.iter().map(|item| item["domain"].as_str().expect("a text").to_owned()).collect()
}

async fn admin(deployment: &Deployment) -> Browser {
    let jid = format!("sheets-admin@{ALPHA}");
    Xmpp::register(deployment.server().address(), &jid, PASSWORD).await;
    deployment.cosse(&["admin", "grant", &jid]);
    let mut browser = deployment.platform();
    browser.submit("/login", SIGN_IN, &[("jid", &jid), ("password", PASSWORD)]).await.expect(200);
    browser
}

#[tokio::test]
async fn a_pods_page_says_what_it_is_and_shows_what_strangers_write_as_it_is_written() {
    let wild = Wild::fresh();
    let deployment = deployment(&wild);
    let garden = host("garden");
    listed(&deployment, &wild, &garden, |it| {
        it["name"] = "<script>alert(1)</script>".into();
        it["topics"] = json!(["\"><img src=x onerror=alert(2)>"]);
        it["country"] = "fr".into();
        it["registration"]["price"] = "<b>2 EUR</b>".into();
        it["registration"]["min_age"] = 16.into();
        it["policy"] = json!({ "rules": format!("https://{garden}/rules") });
        it["provider"] = json!({ "id": "https://coop.example/", "since": "2024-03-01" });
    })
    .await;
    let page = deployment.platform().get(&format!("/pods/{garden}")).await.expect(200);
    let texts =
        ["<script>alert(1)</script>", "<b>2 EUR</b>", "France", "16 years", "coop.example", "since 2024"];
    for text in texts {
        assert!(page.says(text), "{text}: {}", page.text());
    }
    assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{}", page.body);
    assert!(page.attributes("main a", "href").contains(&format!("https://{garden}/rules")), "{}", page.body);
    assert_eq!(page.count("svg.plot-drawing"), 1, "how looks at it went is drawn");
    let list = deployment.platform().get(&format!("/pods?q={garden}")).await.expect(200);
    let links = list.attributes("article.pod h3 a", "href");
    assert!(links.iter().any(|link| link.ends_with(&format!("/pods/{garden}"))), "{links:?}");
    for unknown in ["nobody.example", "~", "a%20b"] {
        deployment.platform().get(&format!("/pods/{unknown}")).await.expect(404);
    }
}

#[tokio::test]
async fn where_one_cannot_join_a_sentence_says_why_and_an_opted_out_pods_page_is_gone() {
    let wild = Wild::fresh();
    let deployment = deployment(&wild);
    let (garden, away) = (host("garden"), host("away"));
    for host in [&garden, &away] {
        listed(&deployment, &wild, host, |_| ()).await;
    }
    let says = |host: &str, serial: u64, change: fn(&mut Value)| {
        let listing = wild.listing(host, |it| {
            it["serial"] = serial.into();
            change(it);
        });
        wild.says(host, Says::Document(sign(&first(), &listing)));
    };
    let join = format!("/join/{garden}");
    says(&garden, 8, |it| it["registration"]["effective"] = "full".into());
    until_it_stands(&deployment, &garden, "full").await;
    let page = deployment.platform().get(&format!("/pods/{garden}")).await.expect(200);
    assert!(page.says("Every place is taken"), "{}", page.text());
    assert!(!page.attributes("main a", "href").iter().any(|link| link.ends_with(&join)), "{}", page.body);
    says(&garden, 9, |it| it["moved_to"] = "elsewhere.example".into());
    until_it_stands(&deployment, &garden, "moved").await;
    let page = deployment.platform().get(&format!("/pods/{garden}")).await.expect(200);
    assert!(page.says("It has moved to elsewhere.example."), "{}", page.text());
    says(&garden, 10, |it| it["listing"] = "none".into());
    wild.says(&away, Says::Answer("410 Gone\r\ncontent-length: 0".into(), vec![]));
    for host in [&garden, &away] {
        eventually("its page is gone", async || {
            let page = deployment.platform().get(&format!("/pods/{host}")).await;
            let (status, _) = api(&deployment, &format!("/api/v1/directory/pods/{host}")).await;
            (page.status.as_u16() == 404 && status == 404).then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_silent_pod_shows_nothing_of_its_own_once_its_listing_has_expired() {
    let wild = Wild::fresh();
    let deployment = deployment(&wild);
    let garden = host("garden");
    listed(&deployment, &wild, &garden, |_| ()).await;
    wild.says(&garden, Says::Answer("500 Oh No\r\ncontent-length: 0".into(), vec![]));
    let past = "'2020-01-01 00:00:00'";
    let expire = format!("UPDATE listed_pods SET expires_at = {past} WHERE domain = '{garden}'");
    eventually("it is stale", async || {
        // a look that was under way writes down what it knew
        deployment.sql(&expire);
        let (_, body) = api(&deployment, &format!("/api/v1/directory/pods/{garden}")).await;
        (body["standing"] == "stale" && body["says"].is_null()).then_some(())
    })
    .await;
    let page = deployment.platform().get(&format!("/pods/{garden}")).await.expect(200);
    assert!(page.says("nobody is sent there") && !page.says("For people who test."), "{}", page.text());
}

#[tokio::test]
async fn an_icon_is_drawn_anew_here_and_what_runs_something_is_none() {
    let wild = Wild::fresh();
    let deployment = deployment(&wild);
    let icon = |host: &str, hash: &str| {
        let href = format!("http://{host}:{}/icon", wild.address().port());
        json!({ "href": href, "sha256": hash })
    };
    let (good, other, runs) = (host("good"), host("other"), host("runs"));
    wild.has(&good, "/icon", STANDARD.decode(PNG).expect("a picture"));
    wild.has(&other, "/icon", STANDARD.decode(PNG).expect("a picture"));
    wild.has(&runs, "/icon", SVG.to_vec());
    listed(&deployment, &wild, &good, |it| it["icon"] = icon(&good, PNG_HASH)).await;
    listed(&deployment, &wild, &other, |it| it["icon"] = icon(&other, &"0a".repeat(32))).await;
    listed(&deployment, &wild, &runs, |it| it["icon"] = icon(&runs, SVG_HASH)).await;
    let shown = eventually("its icon is shown", async || {
        let page = deployment.platform().get(&format!("/pods/{good}")).await.expect(200);
        page.attributes("main img", "src").into_iter().next()
    })
    .await;
    assert_eq!(shown, format!("/icon/{good}/{PNG_HASH}.png"));
    let picture = deployment.platform().request(Method::GET, &shown).send().await.expect("an answer");
    assert_eq!(picture.headers()["content-type"], "image/png");
    assert_eq!(picture.headers()["cross-origin-resource-policy"], "cross-origin");
    let bytes = picture.bytes().await.expect("a picture");
    let original = STANDARD.decode(PNG).expect("a picture");
    assert!(bytes.starts_with(b"\x89PNG") && *bytes != *original, "drawn anew");
    for host in [&other, &runs] {
        let asked = format!("SELECT domain FROM pod_icons WHERE domain = '{host}' AND picture IS NULL");
        eventually("it was refused", async || (!deployment.rows(&asked).is_empty()).then_some(())).await;
        let page = deployment.platform().get(&format!("/pods/{host}")).await.expect(200);
        assert_eq!(page.count("main img"), 0, "{}", page.body);
        assert_eq!(page.count("main svg.pod-mark"), 1, "the letter stands for it: {}", page.body);
    }
    for wrong in [format!("/icon/{runs}/{SVG_HASH}.png"), format!("/icon/{good}/{SVG_HASH}.png")] {
        deployment.platform().get(&wrong).await.expect(404);
    }
}

#[tokio::test]
async fn a_pod_is_reported_without_an_account_and_an_admin_decides_with_a_reason() {
    let wild = Wild::fresh();
    let deployment = deployment(&wild);
    let garden = host("garden");
    listed(&deployment, &wild, &garden, |_| ()).await;
    let mut visitor = deployment.platform();
    let at = format!("/pods/{garden}/report");
    let long = "x".repeat(4_001);
    visitor.submit(&at, "#pod-report", &[("words", &long)]).await.expect(422);
    let fields = [("kind", "misleading"), ("words", "no <b>garden</b> at all")];
    let receipt = visitor.submit(&at, "#pod-report", &fields).await.expect(200);
    assert!(receipt.path.starts_with("/reported/"), "{}", receipt.path);
    assert!(receipt.says("Nobody has decided yet"), "{}", receipt.text());
    let key = receipt.path.trim_start_matches("/reported/");
    let (id, _) = key.split_once('.').expect("a key");
    deployment.platform().get(&format!("/reported/{id}.AAAAAAAAAAAAAAAAAAAAAA")).await.expect(404);
    deployment.platform().get("/pods/nobody.example/report").await.expect(404);
    let mut admin = admin(&deployment).await;
    let desk = admin.get("/admin/directory").await.expect(200);
    assert!(desk.says("One report of a pod waits"), "{}", desk.text());
    let queue = admin.get("/admin/directory/reports").await.expect(200);
    assert!(queue.says("no <b>garden</b> at all"), "{}", queue.text());
    let form = queue.form("form[action^='/admin/directory/reports/']").expect("a form");
    let form = form.set("verdict", "blocked");
    admin.send(&form).await.expect(422);
    admin.send(&form.clone().set("reason", "It is none")).await.expect(200);
    until_it_stands(&deployment, &garden, "blocked").await;
    let receipt = visitor.get(&receipt.path).await.expect(200);
    assert!(receipt.says("It is kept out of the directory"), "{}", receipt.text());
    assert!(receipt.says("It is none"), "{}", receipt.text());
    admin.send(&form.set("reason", "again")).await.expect(404);
    let log = admin.get("/admin/audit").await.expect(200);
    for said in ["was kept out of the directory", "A report of"] {
        assert!(log.says(said), "{said}: {}", log.text());
    }
    let page = deployment.platform().get(&format!("/pods/{garden}")).await.expect(200);
    assert!(!page.says("It is none") && !page.says("For people who test."), "{}", page.text());
}

#[tokio::test]
async fn a_program_and_a_command_decide_what_is_reported_of_pods() {
    let wild = Wild::fresh();
    let deployment = deployment(&wild);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let [garden, cellar] = ["garden", "cellar"].map(host);
    let mut visitor = deployment.platform();
    for elsewhere in [&garden, &cellar] {
        listed(&deployment, &wild, elsewhere, |_| ()).await;
        let fields = [("kind", "misleading"), ("words", "none at all")];
        visitor.submit(&format!("/pods/{elsewhere}/report"), "#pod-report", &fields).await.expect(200);
    }
    let own = visitor.submit(&format!("/pods/{}/report", pod.host()), "#pod-report", &[]).await.expect(200);
    let program = Program::new(&deployment, ALL, &[]);
    let all = program.get("/api/v1/pod-reports").await.expect(200);
    let of = |host: &str| {
        let found = all["items"].as_array()?.iter().find(|report| report["domain"] == host)?;
        Some(format!("/api/v1/pod-reports/{}", found["id"].as_str()?))
    };
    let [first, second, ours] =
        [garden.as_str(), &cellar, pod.host()].map(|host| of(host).expect("a report"));
    let decide = format!("{first}/decide");
    let blocked = json!({ "verdict": "blocked", "reason": "It is none" });
    let decided = program.post(&decide, blocked.clone()).await.expect(200);
    assert_eq!((&decided["verdict"], &decided["words"]), (&json!("blocked"), &json!("none at all")));
    until_it_stands(&deployment, &garden, "blocked").await;
    program.post(&decide, blocked.clone()).await.expect(409);
    program.post(&format!("{ours}/decide"), blocked.clone()).await.expect(409);
    let settled = json!({ "verdict": "settled", "reason": "We wrote to them" });
    program.post(&format!("{ours}/decide"), settled).await.expect(200);
    assert!(visitor.get(&own.path).await.expect(200).says("We wrote to them"));
    let of_pod = Program::new(&deployment, ALL, &[&pod]);
    of_pod.post(&format!("{second}/decide"), blocked).await.expect(403);
    let listed = deployment.cosse(&["directory", "report", "list"]);
    assert!(listed.contains(&cellar) && !listed.contains(&garden), "{listed}");
    let id = second.rsplit('/').next().expect("a key");
    let decide = |reason| {
        deployment.tries(&["directory", "report", "decide", id, "--verdict", "blocked", "--reason", reason])
    };
    assert!(!decide(" ").2 && decide("It is none").2 && !decide("It is none").2, "once, with a reason");
    until_it_stands(&deployment, &cellar, "blocked").await;
}

#[tokio::test]
async fn a_pod_here_is_reported_from_its_own_pages_also_where_the_directory_does_not_tell_of_it() {
    let pod = TestPod::with("cantine", &["--tagline", "said at home alone"]).await;
    let (deployment, host) = (pod.deployment(), pod.host());
    deployment.cosse(&["pod", "listing", host, "--visibility", "none"]);
    let (mut visitor, sheet) = (deployment.platform(), format!("/pods/{host}"));
    eventually("it has no page there", async || (visitor.get(&sheet).await.status == 404).then_some(()))
        .await;
    let about = pod.browser().get("/about").await.expect(200);
    let way = format!("{sheet}/report");
    let links = about.attributes("main a", "href");
    assert!(links.iter().any(|link| link.ends_with(&way)), "{links:?}");
    let page = visitor.get(&way).await.expect(200);
    assert!(page.says(host) && !page.body.contains("said at home alone"), "{}", page.text());
    assert_eq!(page.count(&format!("a[href='{sheet}']")), 0, "nothing leads to a page that is not there");
    let fields = [("kind", "illegal"), ("words", "its tagline")];
    let receipt = visitor.submit(&way, "#pod-report", &fields).await.expect(200);
    assert!(receipt.says(host) && receipt.says("its tagline"), "{}", receipt.text());
    let waits = format!("SELECT words FROM pod_reports WHERE domain = '{host}' AND verdict IS NULL");
    assert_eq!(deployment.rows(&waits), ["its tagline"]);
    deployment.cosse(&["pod", "delete", host]);
    visitor.get(&way).await.expect(404);
}

#[tokio::test]
async fn nobody_alone_fills_the_queue_with_one_pod() {
    let wild = Wild::fresh();
    let deployment = deployment(&wild);
    let garden = host("garden");
    listed(&deployment, &wild, &garden, |_| ()).await;
    let at = format!("/pods/{garden}/report");
    let mut browser = deployment.platform();
    for _ in 0..3 {
        browser.submit(&at, "#pod-report", &[]).await.expect(200);
    }
    let page = browser.submit(&at, "#pod-report", &[]).await.expect(422);
    assert!(page.says("This was reported often already"), "{}", page.text());
    assert_eq!(deployment.rows("SELECT id FROM pod_reports").len(), 3);
}

#[tokio::test]
async fn every_wish_is_a_hard_one_and_nothing_says_which_to_leave_out() {
    let wild = Wild::fresh();
    let deployment = deployment(&wild);
    let (garden, cellar) = (host("garden"), host("cellar"));
    listed(&deployment, &wild, &garden, |it| {
        it["topics"] = json!(["Soup"]);
        it["country"] = "fr".into();
        it["capacity"]["upload_file_mb"] = 100.into();
        it["registration"]["email"] = "none".into();
    })
    .await;
    listed(&deployment, &wild, &cellar, |it| {
        it["registration"]["price"] = "1 EUR".into();
        it["xmpp"]["accounts"] = "local".into();
    })
    .await;
    let both = [cellar.clone(), garden.clone()];
    eventually("both are listed", async || {
        let (_, list) = api(&deployment, "/api/v1/directory/pods").await;
        (domains(&list) == both).then_some(())
    })
    .await;
    let wishes =
        ["topic=soup", "country=fr", "upload=50", "email=none", "free=true", "accepts=a@home.example"];
    for wish in wishes {
        let (status, list) = api(&deployment, &format!("/api/v1/directory/pods?{wish}")).await;
        assert_eq!((status, domains(&list)), (200, vec![garden.clone()]), "{wish}");
        let page = deployment.platform().get(&format!("/pods?{wish}")).await.expect(200);
        assert!(page.says("One pod.") && page.says(&garden), "{wish}: {}", page.text());
    }
    let (_, list) = api(&deployment, &format!("/api/v1/directory/pods?accepts={cellar}")).await;
    assert_eq!(domains(&list), both, "its own accounts are let in");
    let page = deployment.platform().get("/pods?topic=soup&country=de").await.expect(200);
    let looser = page.attributes(".looser a", "href");
    assert_eq!(looser, ["/pods?topic=soup"], "{}", page.body);
}

#[tokio::test]
async fn a_program_reads_the_directory_page_by_page() {
    let wild = Wild::fresh();
    let deployment = deployment(&wild);
    let mut hosts: Vec<String> = ["ash", "birch", "cedar"].map(host).to_vec();
    for host in &hosts {
        listed(&deployment, &wild, host, |_| ()).await;
    }
    let list = "/api/v1/directory/pods";
    eventually("all are listed", async || {
        let (_, all) = api(&deployment, list).await;
        (domains(&all) == hosts).then_some(())
    })
    .await;
    let first_page = deployment.platform().get(&format!("{list}?limit=2")).await.expect(200);
    let body: Value = serde_json::from_str(&first_page.body).expect("JSON");
    assert_eq!((domains(&body), &body["total"]), (hosts[..2].to_vec(), &json!(3)));
    let link = first_page.header("link").to_owned();
    let next = link.split('>').next().and_then(|link| link.find("/api/").map(|at| link[at..].to_owned()));
    let (_, rest) = api(&deployment, &next.expect("a link")).await;
    assert_eq!((domains(&rest), &rest["next"]), (vec![hosts.remove(2)], &Value::Null));
    // each look changes what it says of when that was
    eventually("who has it already is told so", async || {
        let page = deployment.platform().get(list).await.expect(200);
        let request = deployment.platform().request(Method::GET, list);
        let known = request.header("if-none-match", page.header("etag")).send().await.expect("an answer");
        (known.status() == StatusCode::NOT_MODIFIED).then_some(())
    })
    .await;
    let (_, whole) = api(&deployment, &format!("{list}/{}", hosts[0])).await;
    let document = sign(&first(), &wild.listing(&hosts[0], |_| ()));
    let said: Value = serde_json::from_slice(&document).expect("JSON");
    let kept: Value = serde_json::from_str(whole["document"].as_str().expect("a text")).expect("JSON");
    assert_eq!((&kept["name"], &kept["proof"]["kid"]), (&said["name"], &said["proof"]["kid"]));
}

#[tokio::test]
async fn a_program_is_told_what_is_wrong_with_its_question() {
    let deployment = Deployment::shared();
    let list = "/api/v1/directory/pods";
    let wrong = ["sort=largest", "limit=0", "nonsense=1", "cursor=!", "sort=draw", "free=maybe"];
    for wrong in wrong {
        let (status, problem) = api(&deployment, &format!("{list}?{wrong}")).await;
        let errors = problem["errors"].as_array().map(Vec::len);
        assert_eq!((status, errors), (422, Some(1)), "{wrong}: {problem}");
    }
    for good in ["sort=draw&seed=one", "q=&mode=&email=&upload=&free=&sort="] {
        assert_eq!(api(&deployment, &format!("{list}?{good}")).await.0, 200, "{good}");
    }
    assert_eq!(api(&deployment, &format!("{list}/nobody.example")).await.0, 404);
    let preflight = deployment.platform().request(Method::OPTIONS, list).send().await.expect("an answer");
    assert_eq!(preflight.headers()["access-control-allow-headers"], "if-none-match");
}

#[tokio::test]
async fn an_own_pod_has_a_page_and_its_operators_read_how_they_are_seen() {
    let pod = TestPod::with("orchard", &["--tagline", "apples and pears"]).await;
    let mut alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let address = format!("/pods/{}", pod.host());
    let page = eventually("it has a page", async || {
        let page = pod.deployment().platform().get(&address).await;
        (page.status == StatusCode::OK).then_some(page)
    })
    .await;
    assert!(page.says("apples and pears") && page.says("It runs here"), "{}", page.text());
    let (status, whole) = api(pod.deployment(), &format!("/api/v1/directory{address}")).await;
    assert_eq!((status, &whole["standing"], &whole["says"]["own"]), (200, &json!("joinable"), &json!(true)));
    let seen = alice.get("/operate/listing").await.expect(200);
    assert!(seen.says("It is recommended"), "{}", seen.text());
    assert!(seen.attributes("main a", "href").iter().any(|link| link.ends_with(&address)), "{}", seen.body);
    pod.deployment().cosse(&["pod", "set", pod.host(), "--registration", "closed"]);
    eventually("it is not recommended", async || {
        let page = pod.deployment().platform().get(&address).await.expect(200);
        (page.says("It takes in nobody at present") && page.says("It is not recommended")).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_pod_that_wishes_to_be_in_no_directory_has_no_page_and_no_topic_there() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "burrow", &[]).await;
    let says = ["pod", "listing", pod.host(), "--topics", "badgers"];
    deployment.cosse(&says);
    let offered = async || {
        let list = deployment.platform().get("/pods").await.expect(200);
        list.attributes("#search-topics option", "value").contains(&"badgers".to_owned())
    };
    eventually("its topic is offered", async || offered().await.then_some(())).await;
    let hides = ["pod", "listing", pod.host(), "--visibility", "none"];
    deployment.cosse(&hides);
    eventually("nothing is offered", async || (!offered().await).then_some(())).await;
    let address = format!("/pods/{}", pod.host());
    deployment.platform().get(&address).await.expect(404);
    assert_eq!(api(&deployment, &format!("/api/v1/directory{address}")).await.0, 404);
    let list = deployment.platform().get("/pods.json").await.expect(200);
    assert!(!list.body.contains(pod.host()), "{}", list.body);
}
