//! Another password for a member's account: `/settings/password`.

use crate::domains::{deployment, managed};
use crate::secrets::{is_in, publishes};
use testpod::page::SIGN_IN;
use testpod::{
    ALPHA, Browser, Deployment, Member, PASSWORD, PLAIN, Page, Slixmpp, TestPod, Xmpp, eventually,
};

const CHANGE: &str = r#"form[action="/settings/password"]"#;
const NEW: &str = "sieben Sachen und ein Kamel";

/// Fills in the form and sends it.
pub(crate) async fn changes(browser: &mut Browser, present: &str, new: &str) -> Page {
    browser.submit("/settings/password", CHANGE, &[("present", present), ("password", new)]).await
}

/// The page comes again with what is wrong and no password on it, and the password is what it was.
async fn refused(pod: &TestPod, member: &mut Member, present: &str, new: &str) -> String {
    let page = changes(&mut member.browser, present, new).await.expect(422);
    let form = page.form(CHANGE).expect("the same form again");
    for (field, typed) in [("present", present), ("password", new)] {
        assert_eq!(form.value(field).unwrap_or_default(), "", "{field} is not shown again");
        assert!(typed.is_empty() || !page.body.contains(typed), "{typed} is nowhere on the page");
    }
    assert!(Xmpp::is_password(pod.deployment().server().address(), &member.jid, PASSWORD).await);
    page.alert()
}

#[tokio::test]
async fn any_client_signs_in_with_the_new_one_and_none_with_the_old() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let server = pod.deployment().server();
    let page = changes(&mut alice.browser, PASSWORD, NEW).await.expect(200);
    assert!(page.path == "/settings" && page.says("has the new password"), "{}", page.text());
    assert!(!Xmpp::is_password(server.address(), &alice.jid, PASSWORD).await);
    Slixmpp::sign_in(server, &alice.jid, NEW).await;
    let other = TestPod::new("lanterne").await;
    let typed = |password| [("jid", alice.jid.as_str()), ("password", password)];
    other.browser().submit("/login", SIGN_IN, &typed(PASSWORD)).await.expect(422);
    other.browser().submit("/login", SIGN_IN, &typed(NEW)).await.expect(200);
    alice.post("written with the new one", "contacts").await;
}

#[tokio::test]
async fn on_a_domain_that_cosse_made_it_is_changed_by_the_same_form() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let mut alice = pod.sign_up_at(domain, "alice").await;
    let server = deployment.server().address();
    let wrong = refused(&pod, &mut alice, "a guess", NEW).await;
    assert!(wrong.contains("does not accept this address with this password"), "{wrong}");
    let page = changes(&mut alice.browser, PASSWORD, NEW).await.expect(200);
    assert!(page.path == "/settings" && page.says("has the new password"), "{}", page.text());
    assert!(Xmpp::is_password(server, &alice.jid, NEW).await);
    assert!(!Xmpp::is_password(server, &alice.jid, PASSWORD).await);
    alice.post("written with the new one", "contacts").await;
}

#[tokio::test]
async fn the_session_goes_on_after_a_cut_and_after_a_restart_whatever_the_server_keeps() {
    let deployment = Deployment::with_all_domains(&[]);
    for domain in [ALPHA, PLAIN] {
        let pod = TestPod::on(&deployment, "cantine", &["--xmpp-domain", domain]).await;
        let mut alice = pod.sign_up_at(domain, "alice").await;
        changes(&mut alice.browser, PASSWORD, NEW).await.expect(200);
        publishes(&mut alice, "at once").await;
        deployment.relay().cut();
        publishes(&mut alice, "after a cut").await;
        deployment.kill();
        deployment.start();
        publishes(&mut alice, "after a restart").await;
        let page = alice.get("/feed").await.expect(200);
        assert!(page.texts("#session").join("").trim().is_empty(), "{domain}: {}", page.text());
    }
}

#[tokio::test]
async fn who_does_not_know_the_present_one_changes_nothing() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let wrong = refused(&pod, &mut alice, "a guess", NEW).await;
    assert!(wrong.contains("does not accept this address with this password"), "{wrong}");
    let empty = refused(&pod, &mut alice, "", NEW).await;
    assert!(empty.contains("still empty"), "{empty}");
    let short = refused(&pod, &mut alice, PASSWORD, "soup").await;
    assert!(short.contains("too easy"), "{short}");
    let form = alice.browser.form("/settings/password", CHANGE).await;
    let stolen = form.set("present", PASSWORD).set("password", NEW);
    let mut stranger = pod.sign_up("mallory").await;
    assert_eq!(stranger.browser.send(&stolen).await.status, 403, "another's form is no form");
    for _ in 0..12 {
        changes(&mut alice.browser, "a guess", NEW).await.expect(422);
    }
    let often = refused(&pod, &mut alice, "a guess", NEW).await;
    assert!(often.contains("too often"), "{often}");
}

#[tokio::test]
async fn other_browsers_are_signed_out_if_she_wishes() {
    let pod = TestPod::new("cantine").await;
    let mut here = pod.sign_up("alice").await;
    let mut there = pod.sign_in(&here.jid).await;
    let other = TestPod::new("lanterne").await;
    let mut elsewhere = other.sign_in(&here.jid).await;
    let form = here.browser.form("/settings/password", CHANGE).await;
    assert_eq!(form.value("others"), Some("1"), "that is what most want");
    let form = form.without("others");
    let wrong = here.browser.send(&form.clone().set("present", "a guess").set("password", NEW)).await;
    assert_eq!(wrong.expect(422).form(CHANGE).expect("the form").value("others"), None);
    here.browser.send(&form.set("present", PASSWORD).set("password", NEW)).await.expect(200);
    assert!(there.is_signed_in().await && here.is_signed_in().await);
    let mut events = there.events().await;
    changes(&mut here.browser, NEW, PASSWORD).await.expect(200);
    events.until("the end", |event| event.name == "signed-out").await;
    assert!(!there.is_signed_in().await && here.is_signed_in().await);
    assert!(elsewhere.is_signed_in().await, "another pod's browsers are its own");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_change() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let form = alice.browser.form("/settings/password", CHANGE).await;
    let form = form.set("present", PASSWORD).set("password", NEW);
    let mut again = alice.browser.clone();
    let (one, other) = tokio::join!(alice.browser.send(&form), again.send(&form));
    assert_eq!((one.status.as_u16(), other.status.as_u16()), (200, 200), "{} {}", one.text(), other.text());
    alice.post("after both", "contacts").await;
}

#[tokio::test]
async fn while_the_server_is_away_nothing_is_changed_and_its_name_is_said() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    deployment.relay().down();
    let said = refused(&pod, &mut alice, PASSWORD, NEW).await;
    assert!(said.contains(ALPHA), "{said}");
    deployment.relay().up();
    eventually("it is changed when the server is back", async || {
        (changes(&mut alice.browser, PASSWORD, NEW).await.status == 200).then_some(())
    })
    .await;
}

#[tokio::test]
async fn neither_password_is_kept_or_logged() {
    let deployment = Deployment::with(&[("RUST_LOG", "trace")]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    changes(&mut alice.browser, PASSWORD, NEW).await.expect(200);
    deployment.stop();
    for password in [PASSWORD, NEW] {
        assert!(!is_in(&deployment.kept(), password), "{password} is kept");
        assert!(!is_in(deployment.logged().as_bytes(), password), "{password} is logged");
    }
}
