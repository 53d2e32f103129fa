//! A member's settings: `/settings/…`.

use testpod::page::PROFILE;
use testpod::{TestPod, eventually};

const LANGUAGE: &str = r#"form[action="/settings/language"]"#;

#[tokio::test]
async fn a_name_is_shown_where_its_owner_is() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let fields = [("name", "Alice Martin"), ("about", "I bake on Fridays.")];
    alice.browser.submit("/settings", PROFILE, &fields).await.expect(200);
    let form = eventually("the form has it", async || {
        let form = alice.browser.form("/settings", PROFILE).await;
        (form.value("name") == Some("Alice Martin")).then_some(form)
    })
    .await;
    assert_eq!(form.value("about"), Some("I bake on Fridays."));
    let post = alice.post("signed with my name", "contacts").await;
    assert!(post.text.contains("Alice Martin"), "{}", post.text);
}

#[tokio::test]
async fn the_language_is_the_browsers_until_the_member_chooses() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    assert_eq!(alice.get("/feed").await.attributes("html", "lang"), ["en"]);
    alice.browser.speak("fr");
    assert_eq!(alice.get("/feed").await.attributes("html", "lang"), ["fr"]);
    alice.browser.submit("/settings", LANGUAGE, &[("language", "en")]).await.expect(200);
    assert_eq!(alice.get("/feed").await.attributes("html", "lang"), ["en"]);
    let mut elsewhere = pod.sign_in(&alice.jid).await;
    elsewhere.browser.speak("fr");
    assert_eq!(
        elsewhere.get("/feed").await.attributes("html", "lang"),
        ["en"],
        "it is hers, not the browser's"
    );
}

#[tokio::test]
async fn every_browser_is_listed_and_any_can_be_signed_out() {
    let pod = TestPod::new("cantine").await;
    let mut here = pod.sign_up("alice").await;
    let mut there = pod.sign_in(&here.jid).await;
    let page = here.get("/settings").await.expect(200);
    assert!(page.count(r#"form[action="/settings/browsers"]"#) >= 1, "{}", page.body);
    let form = page
        .form(r#"form[action="/settings/browsers"]:has([name="browser"])"#)
        .expect("a form for the other browser");
    here.browser.send(&form).await.expect(200);
    assert!(here.is_signed_in().await, "this browser stays");
    assert!(!there.is_signed_in().await, "the other is out");
}
