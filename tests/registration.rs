//! Signing up with the pod's own XMPP server: `/register`.

use futures::future::join_all;
use testpod::page::REGISTER;
use testpod::{Browser, PASSWORD, Page, TestPod, eventually};

async fn register(browser: &mut Browser, username: &str, password: &str) -> Page {
    browser.submit("/register", REGISTER, &[("username", username), ("password", password)]).await
}

#[tokio::test]
async fn who_signs_up_is_signed_in() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    assert!(alice.is_signed_in().await);
    assert!(alice.get("/settings").await.says(&alice.jid));
}

#[tokio::test]
async fn the_form_comes_back_with_a_sentence_and_what_was_typed() {
    let pod = TestPod::new("cantine").await;
    let taken = pod.sign_up("alice").await.name;
    for (username, password) in
        [(taken.as_str(), PASSWORD), ("newcomer", "a"), ("not a name", PASSWORD), ("", PASSWORD)]
    {
        let page = register(&mut pod.browser(), username, password).await.expect(422);
        let form = page.form(REGISTER).expect("the same form again");
        assert_eq!(form.value("username"), Some(username));
        assert_eq!(form.value("password").unwrap_or_default(), "");
        assert!(!page.alert().is_empty(), "nothing says what is wrong with {username:?}: {}", page.text());
    }
}

#[tokio::test]
async fn a_closed_pod_offers_no_form_and_takes_none() {
    let open = TestPod::new("open").await;
    let closed = TestPod::with("closed", &["--registration", "closed"]).await;
    assert_eq!(closed.browser().get("/register").await.form(REGISTER).map(|it| it.has("password")), None);
    let form = open.browser().form("/register", REGISTER).await;
    let page = closed.browser().send(&form.set("username", "intruder").set("password", PASSWORD)).await;
    assert!(page.status.is_client_error(), "{}", page.text());
}

#[tokio::test]
async fn a_pod_that_filled_up_meanwhile_says_so_and_keeps_what_was_typed() {
    let pod = TestPod::with("tiny", &["--members-max", "1"]).await;
    let mut late = pod.browser();
    let form = late.form("/register", REGISTER).await;
    pod.sign_up("first").await;
    eventually("the pod is full", async || {
        let full = late.get("/register").await.expect(200).form(REGISTER).is_none();
        full.then_some(())
    })
    .await;
    let page = late.send(&form.set("username", "late").set("password", PASSWORD)).await.expect(422);
    assert!(page.alert().contains("no free place"), "{}", page.text());
    assert_eq!(page.form(REGISTER).expect("the same form again").value("username"), Some("late"));
}

#[tokio::test]
async fn of_fifty_at_once_for_the_last_three_places_three_get_one() {
    let pod = TestPod::with("tiny", &["--members-max", "4"]).await;
    pod.sign_up("first").await;
    let mut browsers = Vec::new();
    for number in 0..50 {
        let mut browser = pod.browser();
        let form = browser.form("/register", REGISTER).await;
        let name = format!("rush{number}x{}", pod.host().replace(|it: char| !it.is_ascii_alphanumeric(), ""));
        browsers.push((browser, form.set("username", &name).set("password", PASSWORD)));
    }
    let answers = join_all(browsers.iter_mut().map(|(browser, form)| browser.send(form))).await;
    let (inside, outside): (Vec<_>, Vec<_>) = answers.iter().partition(|page| page.status == 200);
    assert_eq!(inside.len(), 3, "{:?}", answers.iter().map(|it| it.status).collect::<Vec<_>>());
    for page in outside {
        assert_eq!(page.status, 422);
        assert!(!page.alert().is_empty(), "{}", page.text());
    }
    let page = pod.browser().get("/").await.expect(200);
    assert!(page.form(REGISTER).is_none(), "a full pod takes nobody in");
}
