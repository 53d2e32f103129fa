//! What a pod says of itself beside its name: links, and the languages that are spoken there.

use testpod::{TestPod, eventually};

/// The form of links and languages.
const INTRODUCTION: &str = "#introduction";

#[tokio::test]
async fn links_and_languages_are_given_by_operators_and_seen_by_all() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let form = alice.browser.form("/operate/branding", INTRODUCTION).await;
    let links = "https://soup.example/wiki Our <wiki>\nmailto:us@soup.example";
    let typed = form.set("links", links).set("languages", "br, EN");
    let saved = alice.browser.send(&typed).await.expect(200);
    let saved = saved.form(INTRODUCTION).expect("the form");
    assert_eq!(saved.value("languages"), Some("br"), "its own language need not be said");
    for path in ["/", "/about"] {
        let page = pod.browser().get(path).await.expect(200);
        assert_eq!(page.texts("a[href='https://soup.example/wiki']"), ["Our <wiki>"], "{path}");
        assert_eq!(page.count("a[href='mailto:us@soup.example']"), 1, "{path}");
        assert!(!other.browser().get(path).await.expect(200).body.contains("soup.example"), "{path}");
    }
    for (language, is_listed) in [("en", true), ("br", true), ("de", false)] {
        let found = format!("/pods?q={}&language={language}", pod.host());
        eventually(&format!("{language}: listed is {is_listed}"), async || {
            let page = pod.deployment().platform().get(&found).await.expect(200);
            let lists = page.texts("article.pod .address").iter().any(|it| it == pod.host());
            (lists == is_listed).then_some(())
        })
        .await;
    }
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("Links or further languages were changed"), "{}", log.text());
    let his = bob.browser.form("/settings", "form[action='/settings/language']").await;
    bob.browser.send(&his.act("/operate/branding/introduction")).await.expect(404);
}

#[tokio::test]
async fn what_should_not_be_linked_is_refused_and_what_was_typed_stays() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let form = alice.browser.form("/operate/branding", INTRODUCTION).await;
    let bad = form.clone().set("links", "javascript:alert(1) soup").set("languages", "breton");
    let page = alice.browser.send(&bad).await.expect(422);
    assert!(page.says("is no address that begins with") && page.says("is no language"), "{}", page.text());
    assert_eq!(page.form(INTRODUCTION).expect("the form").value("links"), Some("javascript:alert(1) soup"));
    let many = "https://soup.example soup\n".repeat(11);
    let page = alice.browser.send(&form.set("links", &many)).await.expect(422);
    assert!(page.says("At most 10"), "{}", page.text());
    assert_eq!(pod.browser().get("/about").await.expect(200).count("#links"), 0);
}
