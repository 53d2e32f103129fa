//! Forms that come after their sign-in is over: what was typed is not lost, and nothing is sent that nobody has looked at.

use testpod::page::{PUBLISH, SIGN_IN};
use testpod::{Browser, Deployment, Form, Member, PASSWORD, TestPod, eventually};

use crate::admin::admin;

const TYPED: &str = "#typed";
const LEEKS: &str = "Two crates of leeks";

/// A member with a form that she has filled in, whose browser was signed out from another one meanwhile.
async fn late(pod: &TestPod) -> (Member, Form) {
    let mut alice = pod.sign_up("alice").await;
    let form = alice.browser.form("/feed", PUBLISH).await.set("body", LEEKS).set("audience", "everyone");
    let mut there = pod.sign_in(&alice.jid).await;
    let browsers = there.get("/settings").await.expect(200);
    let out = browsers.form(r#"form[action="/settings/browsers"]:has([name="browser"])"#).expect("a button");
    there.browser.send(&out).await.expect(200);
    (alice, form)
}

#[tokio::test]
async fn what_was_typed_survives_a_sign_in_that_is_over() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, form) = late(&pod).await;
    let page = alice.browser.send(&form).await.expect(422);
    assert!(page.says("signed out meanwhile"), "{}", page.text());
    let again = page.form(TYPED).expect("the form again");
    assert_eq!((again.value("body"), again.value("audience")), (Some(LEEKS), Some("everyone")));
    assert_eq!(again.value("command"), form.value("command"), "it is one command still");
    let twice = alice.browser.send(&again).await.expect(422).form(TYPED).expect("the form again");
    assert_eq!(twice.value("body"), Some(LEEKS));
    let fields = [("jid", alice.jid.as_str()), ("password", PASSWORD)];
    alice.browser.submit("/login", SIGN_IN, &fields).await.expect(200);
    let page = alice.browser.send(&again).await.expect(403);
    let once_more = page.form(TYPED).expect("with a token that is good");
    assert_eq!(once_more.value("body"), Some(LEEKS));
    assert!(alice.get("/feed").await.post(LEEKS).is_none(), "nothing is sent by itself");
    alice.browser.send(&once_more).await.expect(200);
    alice.sees(LEEKS).await;
}

/// An admin signs out in another window, with the same cookie.
async fn signs_out(browser: &Browser) {
    let mut copy = browser.clone();
    let out = copy.get("/admin").await.expect(200).form("form[action='/logout']").expect("a way out");
    copy.send(&out).await.expect(200);
}

#[tokio::test]
async fn what_an_admin_typed_survives_a_sign_in_that_is_over() {
    let pod = TestPod::new("cantine").await;
    let (mut browser, jid) = admin(pod.deployment(), "late-admin").await;
    let form = browser.form("/admin/announcements", "#announcement").await.with("everyone", "1");
    let form = form.set("title", LEEKS).set("pods", pod.host());
    signs_out(&browser).await;
    let page = browser.send(&form).await.expect(422);
    assert!(page.says("signed out meanwhile"), "{}", page.text());
    let again = page.form(TYPED).expect("the form again");
    let kept = ["title", "pods", "everyone"].map(|name| again.value(name));
    assert_eq!(kept, [Some(LEEKS), Some(pod.host()), Some("1")]);
    let fields = [("jid", jid.as_str()), ("password", PASSWORD)];
    browser.submit("/login", SIGN_IN, &fields).await.expect(200);
    let page = browser.send(&again).await.expect(403);
    let once_more = page.form(TYPED).expect("with a token that is good");
    assert_eq!(once_more.value("title"), Some(LEEKS));
    assert!(!pod.browser().get("/").await.says(LEEKS), "nothing is sent by itself");
    browser.send(&once_more).await.expect(200);
    eventually("it is announced", async || pod.browser().get("/").await.says(LEEKS).then_some(())).await;
}

#[tokio::test]
async fn what_an_admin_typed_in_single_words_survives_as_well() {
    let (mut browser, _) = admin(&Deployment::shared(), "late-planner").await;
    let typed =
        [("name", "late-plan"), ("members", "80"), ("media", "500"), ("sessions", "60"), ("signups", "10")];
    let form = browser.form("/admin/plans", "#plan").await.set_all(&typed);
    signs_out(&browser).await;
    let page = browser.send(&form).await.expect(422);
    let again = page.form(TYPED).expect("the form again");
    assert_eq!(typed.map(|(name, _)| again.value(name)), typed.map(|(_, value)| Some(value)));
    let button = form.act("/admin/peers/turn").without("name").without("media").without("sessions");
    let page = browser.send(&button.without("signups").without("upload").with("to", "pause")).await;
    assert!(page.form(TYPED).is_none(), "what was only pressed does not: {}", page.text());
}

#[tokio::test]
async fn a_form_from_elsewhere_a_password_and_a_press_of_a_button_do_not_come_back() {
    let (pod, sibling) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, form) = late(&pod).await;
    for origin in [sibling.browser().origin(), "https://evil.example", "null"] {
        let page = alice.browser.send_from(&form, origin).await;
        assert!(page.form(TYPED).is_none() && !page.says(LEEKS), "{origin}: {}", page.text());
    }
    let password = form.clone().with("present", PASSWORD).act("/settings/password");
    let button = form.without("body").act("/logout");
    for form in [password, button] {
        let page = alice.browser.send(&form).await;
        assert!(page.form(TYPED).is_none() && !page.body.contains(PASSWORD), "{}", page.text());
    }
    let mut stranger = pod.browser();
    let mine = stranger.form("/login", SIGN_IN).await.act("/publish").with("body", LEEKS);
    assert!(stranger.send(&mine).await.expect(200).path.starts_with("/login"), "who was never here");
}
