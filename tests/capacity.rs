//! A worker holds so many sessions, and no more come in.

use testpod::page::{REGISTER, SIGN_IN};
use testpod::{BETA, Browser, Deployment, PASSWORD, Page, TestPod, eventually};

/// How many the worker takes in.
const ROOM: (&str, &str) = ("COSSE_CAPACITY", "2");

async fn asks_for_an_account(browser: &mut Browser, name: &str) -> Page {
    browser.submit("/register", REGISTER, &[("username", name), ("password", PASSWORD)]).await
}

#[tokio::test]
async fn a_full_worker_refuses_who_is_new_until_there_is_room_again() {
    let deployment = Deployment::with(&[ROOM]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    let mut claire = pod.browser();
    let said = asks_for_an_account(&mut claire, "claire").await.expect(422).alert();
    assert!(said.contains("has no room for one more connection"), "{said}");
    claire.speak("fr");
    let said = asks_for_an_account(&mut claire, "claire").await.expect(422).alert();
    assert!(said.contains("n’a plus de place"), "{said}");
    let refused = deployment.figures().await.of("cosse_sign_ins_total", &[("result", "no-room")]);
    assert_eq!(refused, 2.0);
    assert!(pod.sign_in(&alice.jid).await.is_signed_in().await, "who has a session needs no room");
    let form = bob.browser.form("/logout", r#"form[action="/logout"]:has([name="everywhere"])"#).await;
    bob.browser.send(&form).await.expect(200);
    let page = asks_for_an_account(&mut claire, "claire").await.expect(200);
    assert!(!page.hops.is_empty(), "no account was made before: {}", page.text());
}

#[tokio::test]
async fn who_has_an_account_elsewhere_is_refused_by_a_full_worker_and_nobody_loses_a_session_for_it() {
    let deployment = Deployment::with(&[ROOM]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let elsewhere = TestPod::on(&deployment, "lanterne", &["--xmpp-domain", BETA]).await;
    let (alice, bob) = (pod.sign_up("alice").await, elsewhere.sign_up_at(BETA, "bob").await);
    let fields = [("jid", bob.jid.as_str()), ("password", PASSWORD)];
    let said = pod.browser().submit("/login", SIGN_IN, &fields).await.expect(422).alert();
    assert!(said.contains("has no room for one more connection"), "{said}");
    deployment.stop();
    deployment.start_with(&[("COSSE_CAPACITY", "1")]);
    eventually("both are back, though there is room for one", async || {
        (deployment.figures().await.of("cosse_sessions", &[("state", "online")]) == 2.0).then_some(())
    })
    .await;
    for mut member in [alice, bob] {
        assert!(member.is_signed_in().await);
        member.post("still here", "contacts").await;
    }
}
