//! XMPP servers as their operators set them up: what they offer, by which certificate, and how they are reached.
//!
//! Servers that store passwords as they are have their tests in `secrets.rs`.

mod srv_records;

use testpod::page::SIGN_IN;
use testpod::{
    ALPHA, DIRECT, Deployment, GAMMA, MISNAMED, Member, ONLY_PLAIN, PASSWORD, TestPod, Xmpp, eventually,
};

/// An account that was made with another client.
async fn account(deployment: &Deployment, name: &str, domain: &str) -> String {
    let jid = format!("{name}@{domain}");
    Xmpp::register(deployment.server().address(), &jid, PASSWORD).await;
    jid
}

/// What the form says when somebody from there signs in.
async fn refused(pod: &TestPod, jid: &str) -> String {
    let page = pod.browser().sign_in(jid).await.expect(422);
    let form = page.form(SIGN_IN).expect("the same form again");
    assert_eq!(form.value("jid"), Some(jid), "what was typed is kept");
    page.alert()
}

/// Signs in with the box ticked or not.
async fn sign_in(pod: &TestPod, jid: &str, keep: bool) -> Member {
    let mut browser = pod.browser();
    let form = browser.form("/login", SIGN_IN).await.set("jid", jid).set("password", PASSWORD);
    let form = if keep { form.set("keep", "1") } else { form.without("keep") };
    browser.send(&form).await.expect(200);
    let name = jid.split('@').next().unwrap_or_default().to_owned();
    Member { browser, jid: jid.to_owned(), name }
}

#[tokio::test]
async fn a_server_that_offers_plain_alone_is_refused_by_a_sentence() {
    let pod = TestPod::new("cantine").await;
    let jid = account(pod.deployment(), "wanderer", ONLY_PLAIN).await;
    let why = refused(&pod, &jid).await;
    assert!(why.contains(ONLY_PLAIN) && why.contains("keeps your password safe"), "{why}");
}

#[tokio::test]
async fn with_allow_plain_it_is_not_and_after_a_restart_who_ticked_is_back_and_who_did_not_is_asked() {
    let deployment = Deployment::with_all_domains(&[("COSSE_ALLOW_PLAIN", "true")]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    for (name, keep) in [("ticked", true), ("unticked", false)] {
        let jid = account(&deployment, name, ONLY_PLAIN).await;
        let mut member = sign_in(&pod, &jid, keep).await;
        member.post("in plain words", "contacts").await;
        deployment.kill();
        deployment.start();
        if keep {
            member.post("after the restart", "contacts").await;
            continue;
        }
        eventually("the page says that the password is needed", async || {
            let page = member.get("/feed").await.expect(200);
            (!page.attributes(r#"a[href="/login/again"]"#, "href").is_empty()).then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn where_there_is_a_scram_it_is_used_even_if_plain_is_allowed() {
    let deployment = Deployment::with_all_domains(&[("COSSE_ALLOW_PLAIN", "true")]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let jid = account(&deployment, "wanderer", ALPHA).await;
    let mut member = sign_in(&pod, &jid, false).await;
    member.post("not in plain words", "contacts").await;
    deployment.kill();
    deployment.start();
    // only SCRAM leaves a key: after PLAIN, who did not tick would be asked for her password
    member.post("after the restart", "contacts").await;
    assert!(member.get("/feed").await.attributes(r#"a[href="/login/again"]"#, "href").is_empty());
}

#[tokio::test]
async fn direct_tls_works_like_starttls() {
    let pod = TestPod::with("cantine", &["--xmpp-domain", DIRECT]).await;
    let mut alice = pod.sign_up_at(DIRECT, "alice").await;
    alice.post("encrypted from the first byte", "contacts").await;
    let mut bob = TestPod::new("elsewhere").await.sign_up("bob").await;
    testpod::befriend(&mut alice, &mut bob).await;
    bob.post("encrypted from the second word", "contacts").await;
    alice.sees("encrypted from the second word").await;
}

#[tokio::test]
async fn a_certificate_of_other_names_or_of_an_unknown_authority_is_told_by_a_sentence() {
    let pod = TestPod::new("cantine").await;
    for domain in [MISNAMED, GAMMA] {
        let jid = account(pod.deployment(), "wanderer", domain).await;
        let why = refused(&pod, &jid).await;
        assert!(why.contains(domain) && why.contains("certificate"), "{why}");
    }
}

#[tokio::test]
async fn an_authority_that_the_operator_names_is_trusted() {
    let deployment = Deployment::with_all_domains(&[]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let jid = account(&deployment, "wanderer", GAMMA).await;
    let why = refused(&pod, &jid).await;
    assert!(why.contains("its certificate is not good"), "{why}");
    deployment.stop();
    let authority = deployment.server().authority().display().to_string();
    deployment.start_with(&[("COSSE_XMPP_CA", &authority)]);
    sign_in(&pod, &jid, true).await.post("by a certificate of our own", "contacts").await;
}

#[tokio::test]
async fn a_domain_whose_address_is_not_public_is_not_connected_to() {
    let pod = TestPod::new("cantine").await;
    let why = refused(&pod, "somebody@localhost").await;
    assert!(
        why.contains("We do not connect to localhost: its address is not on the public internet"),
        "{why}"
    );
}
