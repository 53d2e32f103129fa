//! Pods whose newcomers confirm an address of e-mail first.

use std::sync::Arc;

use testpod::page::REGISTER;
use testpod::{ALPHA, Browser, Deployment, PASSWORD, Page, Postbox, TestPod, eventually};

const CONFIRM: &str = "#confirm";

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
