//! Pods whose newcomers confirm an address of e-mail first.

use std::sync::Arc;

use serde_json::json;
use testpod::page::{REGISTER, SIGN_IN};
use testpod::{ALPHA, Browser, Deployment, PASSWORD, Page, Postbox, TestPod, eventually};

use super::api::{ALL, Program};

const CONFIRM: &str = "#confirm";
const WAIT: &str = "#wait";

async fn pod(deployment: &Arc<Deployment>, name: &str) -> TestPod {
    let pod = TestPod::on(deployment, name, &["--registration", "confirmed"]).await;
    eventually("the pod asks for an address", async || pod.browser().get("/register").await.form(CONFIRM))
        .await;
    pod
}

fn address(pod: &TestPod, name: &str) -> String {
    format!("{name}.{}@mail.test", pod.host().replace(".localhost", ""))
}

async fn asks(browser: &mut Browser, email: &str) -> Page {
    browser.submit("/register", CONFIRM, &[("email", email)]).await
}

/// Follows a link and makes an account by it.
async fn joins(browser: &mut Browser, link: &str, name: &str) -> Page {
    let page = browser.get(link).await.expect(200);
    let to = page.attributes("a[href^='/register?']", "href").pop().expect("a way to an account");
    browser.submit(&to, REGISTER, &[("username", name), ("password", PASSWORD)]).await
}

fn set(pod: &TestPod, flag: &str, value: &str) {
    pod.deployment().cosse(&["pod", "set", pod.host(), flag, value]);
}

/// The address of an invitation that nobody had to confirm anything for.
fn invitation(pod: &TestPod) -> String {
    let said = pod.deployment().cosse(&["invite", "create", "--pod", pod.host()]);
    said.trim().strip_prefix(pod.host()).expect("the pod's own host").to_owned()
}

/// Waits until a visitor is asked for an address, or is not.
async fn asks_for_one(pod: &TestPod, is_so: bool) -> Page {
    eventually(&format!("that an address is asked for is {is_so}"), async || {
        let page = pod.browser().get("/register").await.expect(200);
        (page.form(CONFIRM).is_some() == is_so).then_some(page)
    })
    .await
}

#[tokio::test]
async fn who_says_where_she_gets_mail_comes_in_by_the_link_and_has_a_letterbox() {
    let (deployment, postbox) = Postbox::shared();
    let pod = pod(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    let mut browser = pod.browser();
    let page = browser.get("/register").await;
    assert_eq!(page.count("[name='password']"), 0, "no password is asked for, and none is kept");
    assert_eq!(pod.browser().get("/").await.count(".ways-in a[href='/register']"), 1);
    assert!(asks(&mut browser, &alice).await.expect(200).says("Look into your mail"));
    let link = postbox.brings(&alice).await.link("/invite/");
    assert!(browser.get(&link).await.says("The address is yours"));
    let name = format!("confirmed{}", std::process::id());
    let page = joins(&mut browser, &link, &name).await.expect(200);
    assert!(!page.hops.is_empty(), "{}", page.text());
    assert!(browser.get("/settings/mail").await.expect(200).says(&alice));
    let spent = pod.browser().get(&link).await.expect(410);
    assert_eq!(spent.count("main a[href='/register']"), 1, "she can have another: {}", spent.text());
    let page = asks(&mut pod.browser(), &alice).await.expect(200);
    assert!(page.says("Look into your mail"), "nobody is told who is here");
    let letter = postbox.brings_nth(&alice, 2).await;
    assert!(letter.has("subject").contains("already"), "{letter:?}");
}

#[tokio::test]
async fn who_has_an_account_elsewhere_is_told_to_confirm_an_address_and_comes_in_with_it() {
    let (deployment, postbox) = Postbox::shared();
    let (pod, other) = (pod(&deployment, "cantine").await, TestPod::on(&deployment, "lanterne", &[]).await);
    let jid = other.sign_up("david").await.jid;
    let (mut browser, fields) = (pod.browser(), [("jid", jid.as_str()), ("password", PASSWORD)]);
    let page = browser.submit("/login", "#login", &fields).await.expect(422);
    assert!(page.alert().contains("confirmed e-mail address"), "{}", page.text());
    let david = address(&pod, "david");
    asks(&mut browser, &david).await.expect(200);
    let page = browser.get(&postbox.brings(&david).await.link("/invite/")).await.expect(200);
    let to = page.attributes("a[href^='/login?']", "href").pop().expect("a way in");
    let page = browser.submit(&to, "#login", &fields).await.expect(200);
    assert!(page.path.starts_with("/feed") || page.path.starts_with("/welcome"), "{}", page.path);
}

#[tokio::test]
async fn what_is_no_address_is_told_and_whoever_posts_a_password_makes_no_account() {
    let (deployment, postbox) = Postbox::shared();
    let pod = pod(&deployment, "cantine").await;
    let mut browser = pod.browser();
    for wrong in ["", "alice", "alice@", "\"a\"@mail.test", "a@mail.test\r\nBcc: b@mail.test"] {
        let page = asks(&mut browser, wrong).await.expect(422);
        assert!(!page.alert().is_empty(), "{wrong:?}: {}", page.text());
    }
    let form = browser.get("/register").await.form(CONFIRM).expect("the form");
    let name = format!("early{}", std::process::id());
    let eve = address(&pod, "eve");
    let sent = form.set("email", &eve).with("username", &name).with("password", PASSWORD);
    browser.send(&sent).await.expect(200);
    assert!(browser.get("/feed").await.path.starts_with("/login"));
    let page = browser.get(&postbox.brings(&eve).await.link("/invite/")).await.expect(200);
    let to = page.attributes("a[href^='/login?']", "href").pop().expect("a way in");
    let jid = format!("{name}@{ALPHA}");
    let page = browser.submit(&to, "#login", &[("jid", &jid), ("password", PASSWORD)]).await.expect(422);
    assert!(page.alert().contains("password"), "there is no such account: {}", page.text());
}

#[tokio::test]
async fn a_link_of_one_pod_is_nothing_on_another() {
    let (deployment, postbox) = Postbox::shared();
    let (cantine, lanterne) = (pod(&deployment, "cantine").await, pod(&deployment, "lanterne").await);
    let alice = address(&cantine, "alice");
    asks(&mut cantine.browser(), &alice).await.expect(200);
    let link = postbox.brings(&alice).await.link("/invite/");
    lanterne.browser().get(&link).await.expect(410);
    cantine.browser().get(&link).await.expect(200);
}

#[tokio::test]
async fn the_directory_says_that_an_address_is_needed() {
    let (deployment, _postbox) = Postbox::shared();
    let pod = pod(&deployment, "cantine").await;
    let listing = pod.browser().get("/.well-known/pod-listing.json").await.expect(200);
    let listing: serde_json::Value = serde_json::from_str(&listing.body).expect("JSON");
    let registration = &listing["registration"];
    assert_eq!((&registration["effective"], &registration["email"]), (&"open".into(), &"required".into()));
}

#[tokio::test]
async fn operators_and_programs_choose_it_and_other_pods_stay_as_they_are() {
    let (deployment, _postbox) = Postbox::shared();
    let (pod, other) =
        (TestPod::on(&deployment, "cantine", &[]).await, TestPod::on(&deployment, "lanterne", &[]).await);
    let mut operator = pod.sign_up("operator").await;
    deployment.cosse(&["operator", "grant", &operator.jid, "--pod", pod.host()]);
    let fields = [("registration", "confirmed")];
    let saved = operator.browser.submit("/operate/registration", "#registration", &fields).await.expect(200);
    assert_eq!(saved.form("#registration").expect("the form").value("registration"), Some("confirmed"));
    asks_for_one(&pod, true).await;
    let program = Program::new(&deployment, ALL, &[&pod]);
    let path = program.path_of(&pod).await;
    for (registration, is_asked) in [("open", false), ("confirmed", true)] {
        let changed = program.patch(&path, json!({ "registration": registration })).await.expect(200);
        assert_eq!(changed["registration"], registration);
        asks_for_one(&pod, is_asked).await;
    }
    assert!(other.browser().get("/register").await.expect(200).form(CONFIRM).is_none());
}

#[tokio::test]
async fn where_no_mail_is_sent_only_who_was_invited_comes_in() {
    let pod = TestPod::with("cantine", &["--registration", "confirmed"]).await;
    let page = pod.browser().get("/register").await.expect(200);
    assert!(page.form(CONFIRM).is_none() && page.says("takes in people who are invited"), "{}", page.text());
    let mut stranger = pod.browser();
    let form = stranger.form("/login", SIGN_IN).await.act("/register").set("password", PASSWORD);
    let page = stranger.send(&form.with("username", &format!("mailless{}", std::process::id()))).await;
    assert!(page.expect(422).alert().contains("whom a member has invited"));
    assert!(stranger.get("/feed").await.path.starts_with("/login"));
    let member = TestPod::new("lanterne").await.sign_up("david").await;
    let page = stranger.sign_in(&member.jid).await.expect(422);
    assert!(page.alert().contains("whom a member has invited"), "nobody is sent for a mail: {}", page.text());
    let mut guest = pod.browser();
    joins(&mut guest, &invitation(&pod), &format!("asked-in{}", std::process::id())).await.expect(200);
    assert!(guest.get("/feed").await.path.starts_with("/feed"));
}

#[tokio::test]
async fn while_sign_ups_are_paused_no_address_is_taken_and_who_was_invited_comes_in() {
    let (deployment, postbox) = Postbox::shared();
    let pod = pod(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    let mut browser = pod.browser();
    let form = browser.form("/register", CONFIRM).await.set("email", &alice);
    set(&pod, "--sign-ups", "paused");
    assert!(asks_for_one(&pod, false).await.says("Sign-ups are paused"));
    let page = browser.send(&form).await.expect(422);
    assert!(page.says("Sign-ups are paused") && page.count("[name='password']") == 0, "{}", page.text());
    assert_eq!(deployment.cosse(&["mail", "list", "--pod", pod.host()]).trim(), "");
    let name = format!("unpaused{}", std::process::id());
    joins(&mut pod.browser(), &invitation(&pod), &name).await.expect(200);
    set(&pod, "--sign-ups", "open");
    asks_for_one(&pod, true).await;
    browser.send(&form).await.expect(200);
    postbox.brings(&alice).await.link("/invite/");
}

#[tokio::test]
async fn a_full_pod_takes_no_address_but_for_its_waiting_list() {
    let (deployment, postbox) = Postbox::shared();
    let pod = pod(&deployment, "tiny").await;
    let alice = address(&pod, "alice");
    let mut browser = pod.browser();
    let form = browser.form("/register", CONFIRM).await.set("email", &alice);
    set(&pod, "--members-max", "0");
    assert!(asks_for_one(&pod, false).await.form(WAIT).is_some());
    let page = browser.send(&form).await.expect(422);
    assert!(page.says("tiny is full") && page.count("[name='password']") == 0, "{}", page.text());
    let wait = page.form(WAIT).expect("a way to wait");
    assert_eq!(wait.value("email"), Some(alice.as_str()), "what was typed is kept");
    browser.send(&wait).await.expect(200);
    let confirm = postbox.brings(&alice).await.link("/confirm/");
    browser.submit(&confirm, "form[action$='/confirm']", &[]).await.expect(200);
    set(&pod, "--members-max", "1");
    let offer = postbox.brings_nth(&alice, 2).await.link("/invite/");
    joins(&mut browser, &offer, &format!("waited{}", std::process::id())).await.expect(200);
    assert!(browser.get("/feed").await.path.starts_with("/feed"));
}
