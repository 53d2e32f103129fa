//! What a pod is for its members in each of its states: on every page, in every session.

use reqwest::Method;
use reqwest::multipart::{self, Part};
use testpod::page::{Page, SIGN_IN};
use testpod::{Deployment, Form, Member, PASSWORD, TestPod, Xmpp, befriend, eventually};

use crate::pictures;
use crate::tenancy::things::Things;

/// Every address of a pod and of the platform, as the program has them.
const ROUTES: &str = include_str!("../crates/server/src/routes.rs");

/// Forms with a file, which are read in one place.
const UPLOADS: [&str; 2] = ["/settings/picture", "/operate/branding/logo"];

/// Forms that are about who sits in front of the browser, or about what should not be read.
const OWN: [&str; 26] = [
    "/login",
    "/login/again",
    "/logout",
    "/guest",
    "/recover",
    "/recover/mail",
    "/recover/{segment}",
    "/settings/browsers",
    "/settings/language",
    "/settings/password",
    "/settings/leave",
    "/settings/leave/undo",
    "/settings/delete",
    "/chat/{segment}/read",
    "/report",
    "/report/{segment}/appeal",
    "/verdict/{segment}/appeal",
    "/post/{service}/{node}/{item}/appeal",
    "/operate/reports/{segment}/decide",
    "/operate/reports/{segment}/answer",
    "/operate/reports/{segment}/show",
    "/operate/blocks",
    "/operate/blocks/remove",
    "/operate/visits/{segment}/end",
    "/visit/end",
    "/visit/{segment}",
];

/// The addresses that take a request of this method.
fn routes(method: &str) -> Vec<&'static str> {
    let pod = ROUTES.split("pub fn pod(").nth(1).and_then(|rest| rest.split("pub fn everywhere").next());
    let lines =
        pod.expect("the routes of a pod").lines().filter(|line| line.contains(&format!("web::{method}()")));
    lines.filter_map(|line| line.split('"').nth(1)).collect()
}

/// The address with something in the place of each name in braces.
fn filled(route: &str) -> String {
    let parts = route.split('/').map(|part| match part {
        "@{handle}" => "@alice".to_owned(),
        part if part.starts_with('{') => "x".to_owned(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

fn turn(pod: &TestPod, how: &str, more: &[&str]) {
    let mut arguments = vec!["pod", how, pod.host()];
    arguments.extend(more);
    pod.deployment().cosse(&arguments);
}

/// Web nodes and workers believe what they knew for a second or two.
async fn until(member: &mut Member, path: &str, what: &str, is: impl Fn(&Page) -> bool) {
    eventually(what, async || is(&member.get(path).await).then_some(())).await;
}

/// A form of hers that is good everywhere: it carries her token.
async fn form(member: &mut Member) -> Form {
    member.browser.form("/settings", "form[action='/settings/language']").await
}

/// Each form, her own ones too, is answered with the page of the pod's state, and nothing is done.
async fn takes_no_form(pod: &TestPod, member: &mut Member, form: &Form, status: u16, says: &str) {
    let before = Things::kept(pod);
    for route in routes("post") {
        let form = form.clone().with("body", "uninvited").with("sure", "1").act(&filled(route));
        let page = member.browser.send(&form).await;
        let told = page.status == status && page.hops.is_empty() && page.says(says);
        assert!(told, "{route}: {} {}", page.status, page.text());
    }
    assert_eq!(Things::kept(pod), before, "something was done");
}

/// Neither are files taken, nor is one taken away.
async fn takes_no_file(member: &Member, form: &Form) {
    for path in UPLOADS {
        for removes in [false, true] {
            let token = form.value("csrf").expect("a token").to_owned();
            let upload = multipart::Form::new().text("csrf", token).text("words", "a pot");
            let file = Part::bytes(pictures::png(64, 64)).file_name("pot.png");
            let file = file.mime_str("image/png").expect("a type");
            let upload = if removes { upload.text("remove", "1") } else { upload.part("picture", file) };
            let answer = member.browser.request(Method::POST, path).multipart(upload).send().await;
            let answer = answer.expect("an answer");
            let (status, body) = (answer.status(), answer.text().await.expect("a page"));
            assert!(status == 403 && body.contains("Nothing is written here"), "{path}: {status} {body}");
        }
    }
}

#[tokio::test]
async fn a_pod_that_is_read_only_is_read_and_takes_no_form_but_ones_own() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    // nothing is kept from her but by the pod's state
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    alice.post("from before", "contacts").await;
    let form = form(&mut alice).await;
    turn(&pod, "read-only", &["--reason", "We move to a larger machine."]);
    until(&mut alice, "/feed", "the pod can only be read", |page| page.says("only be read")).await;
    let feed = alice.get("/feed").await.expect(200);
    assert!(feed.says("larger machine") && feed.post("from before").is_some(), "{}", feed.text());
    let (all, before) = (routes("post"), Things::kept(&pod));
    assert!(all.len() > 20 && OWN.iter().all(|own| all.contains(own)), "{all:?}");
    for route in all.into_iter().filter(|route| !OWN.contains(route) && !UPLOADS.contains(route)) {
        let page = alice.browser.send(&form.clone().act(&filled(route))).await;
        assert!(page.status == 403 && page.says("Nothing is written here"), "{route}: {}", page.text());
    }
    takes_no_file(&alice, &form).await;
    assert_eq!(Things::kept(&pod), before, "nothing is done to it");
    alice.browser.send(&form.clone().set("language", "fr")).await.expect(200);
    let mut again = pod.browser();
    again.sign_in(&alice.jid).await.expect(200);
    let mut stranger = pod.browser();
    let page =
        stranger.submit("/login", SIGN_IN, &[("jid", "nobody@alpha.test"), ("password", PASSWORD)]).await;
    page.expect(422);
    turn(&pod, "resume", &[]);
    until(&mut alice, "/feed", "the pod is written again", |page| page.count("[data-ahead]") == 0).await;
    alice.post("afterwards", "contacts").await;
}

#[tokio::test]
async fn what_waits_is_not_sent_while_the_pod_can_only_be_read_and_is_sent_afterwards() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    deployment.relay().down();
    until(&mut alice, "/feed", "the server is away", |page| page.says("does not answer at the moment")).await;
    alice.publish("written in the storm", "contacts").await;
    turn(&pod, "read-only", &[]);
    until(&mut bob, "/feed", "the pod can only be read", |page| page.count("[data-ahead]") == 1).await;
    deployment.relay().up();
    until(&mut alice, "/feed", "her session is back", |page| page.count("#session .notice") == 0).await;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    assert!(bob.get("/feed").await.post("written in the storm").is_none());
    turn(&pod, "resume", &[]);
    bob.sees("written in the storm").await;
}

#[tokio::test]
async fn a_suspended_pod_says_so_at_every_address_and_nothing_else() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let (form, mut events) = (form(&mut alice).await, alice.events().await);
    turn(&pod, "suspend", &["--reason", "The bill of July is not paid."]);
    until(&mut alice, "/feed", "the pod is suspended", |page| page.status == 503).await;
    for route in routes("get") {
        let page = alice.get(&filled(route)).await;
        assert_eq!(page.status, 503, "{route}");
        assert!(page.says("bill of July") && !page.says(&alice.name), "{route}: {}", page.text());
    }
    takes_no_form(&pod, &mut alice, &form, 503, "bill of July").await;
    while events.read().await.is_some() {}
    turn(&pod, "resume", &[]);
    until(&mut alice, "/feed", "the pod is back", |page| page.status == 200).await;
    assert!(alice.is_signed_in().await, "nobody signed her out");
}

#[tokio::test]
async fn a_closing_pod_works_and_says_when_and_then_says_farewell_in_its_own_name() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let server = pod.deployment().server().address();
    let (_, advice, good) = pod.deployment().tries(&["pod", "close", pod.host(), "--on", "2026-01-01"]);
    assert!(!good && advice.contains("two weeks"), "{advice}");
    let to_itself = ["pod", "close", pod.host(), "--on", "2031-05-01", "--moved-to", pod.host()];
    assert!(!pod.deployment().tries(&to_itself).2, "it goes elsewhere or nowhere");
    let moves = ["--farewell", "Four *years* of soup.", "--moved-to", "Elsewhere.example"];
    turn(&pod, "close", &[&["--on", "2031-05-01"][..], &moves[..]].concat());
    until(&mut alice, "/feed", "the pod closes", |page| page.says("closes on")).await;
    assert!(alice.get("/feed").await.says("2031"));
    let mut events = alice.events().await;
    alice.post("still here", "everyone").await;
    events.with("still here").await;
    let mut visitor = pod.browser();
    assert!(visitor.get("/").await.says("closes on"), "whoever comes should know it, too");
    let register = visitor.get("/register").await;
    assert_eq!(register.count("form[action='/register']"), 0, "{}", register.text());
    let form = form(&mut alice).await;
    eventually("directories hear where it goes on", async || {
        let page = pod.browser().get("/.well-known/pod-listing.json").await;
        page.body.contains(r#""moved_to":"elsewhere.example""#).then_some(())
    })
    .await;
    turn(&pod, "close", &[&["--on", "2026-01-01", "--at-once"][..], &moves[..]].concat());
    until(&mut alice, "/feed", "the pod has closed", |page| page.status == 410).await;
    for route in routes("get") {
        let page = alice.get(&filled(route)).await;
        assert_eq!(page.status, 410, "{route}");
        assert!(page.says("has closed") && page.says("years of soup"), "{route}: {}", page.text());
        assert!(!page.says("closes on"), "{route}: {}", page.text());
        let leads = page.attributes("a", "href").contains(&"https://elsewhere.example/".to_owned());
        assert!(leads, "{route}: {}", page.body);
    }
    takes_no_form(&pod, &mut alice, &form, 410, "years of soup").await;
    while events.read().await.is_some() {}
    // her account is hers, with any client
    Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
}

#[tokio::test]
async fn html_in_a_farewell_does_nothing() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let farewell = "*Years* <script>a()</script><b onclick='b()'>of soup</b>, [home](javascript:c())";
    turn(&pod, "close", &["--on", "2026-01-01", "--at-once", "--farewell", farewell]);
    until(&mut alice, "/", "the pod has closed", |page| page.status == 410).await;
    let page = alice.get("/").await;
    assert!(page.count(".prose em") == 1 && page.says("of soup"), "{}", page.body);
    for evil in [".prose script", "[onclick]", "a[href^='javascript']"] {
        assert_eq!(page.count(evil), 0, "{evil}: {}", page.body);
    }
}

#[tokio::test]
async fn a_deleted_pod_is_nowhere_and_comes_back_with_everybody() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    alice.post("to be kept", "contacts").await;
    let form = form(&mut alice).await;
    turn(&pod, "delete", &[]);
    until(&mut alice, "/feed", "the pod is gone", |page| page.status == 404).await;
    for route in routes("get") {
        let page = alice.get(&filled(route)).await;
        // who listens is told as a program is
        let says = if filled(route) == "/events" { "There is nothing here" } else { "No pod lives" };
        assert!(page.status == 404 && page.says(says), "{route}: {} {}", page.status, page.text());
        assert!(!page.says(&alice.name), "{route}: {}", page.text());
    }
    takes_no_form(&pod, &mut alice, &form, 404, "No pod lives").await;
    turn(&pod, "restore", &[]);
    until(&mut alice, "/feed", "the pod is back", |page| page.status == 200).await;
    assert!(alice.is_signed_in().await);
    assert!(alice.get("/feed").await.post("to be kept").is_some());
}
