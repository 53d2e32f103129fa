//! What survives: the program's restart, the XMPP server's, a cut cable.

use testpod::page::PUBLISH;
use testpod::{Deployment, PATIENCE, TestPod, befriend, eventually};

#[tokio::test]
async fn after_a_restart_of_the_program_one_is_still_signed_in_and_can_write() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    alice.post("before the restart", "contacts").await;
    deployment.stop();
    deployment.start();
    assert!(alice.is_signed_in().await && bob.is_signed_in().await);
    alice.sees("before the restart").await;
    publishes(&mut alice, "after the restart").await;
    bob.sees("after the restart").await;
}

#[tokio::test]
async fn after_a_crash_of_the_program_too() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("before the crash", "contacts").await;
    deployment.kill();
    deployment.start();
    assert!(alice.is_signed_in().await);
    publishes(&mut alice, "after the crash").await;
}

#[tokio::test]
async fn what_was_written_while_the_program_was_away_is_caught_up() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    alice.post("one before", "contacts").await;
    deployment.kill();
    deployment.start();
    publishes(&mut alice, "one after").await;
    bob.sees("one before").await;
    bob.sees("one after").await;
}

#[tokio::test]
async fn a_cut_cable_is_mended_and_nothing_is_missed() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    for round in 0..3 {
        deployment.relay().cut();
        let text = format!("after cut number {round}");
        publishes(&mut alice, &text).await;
        bob.sees(&text).await;
    }
}

#[tokio::test]
async fn while_the_xmpp_server_is_away_the_page_says_so_and_what_waits_is_sent_afterwards() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let calm = alice.get("/feed").await.texts("#session").join(" ");
    let form = alice.browser.form("/feed", PUBLISH).await.set("body", "written in the dark");
    deployment.server().kill();
    eventually("the page says that the server is away", async || {
        let said = alice.get("/feed").await.expect(200).texts("#session").join(" ");
        (said != calm && !said.is_empty()).then_some(())
    })
    .await;
    let page = alice.browser.send(&form).await;
    assert!(!page.status.is_server_error() || page.status == 503, "{} {}", page.status, page.text());
    deployment.server().start();
    eventually("the page is calm again", async || {
        (alice.get("/feed").await.texts("#session").join(" ") == calm).then_some(())
    })
    .await;
    if page.status == 200 {
        // it was taken: then it is sent without being asked again
        bob.sees("written in the dark").await;
    } else {
        // it was not: then the form has kept it, and sending the same again is one post
        let again = page.form(PUBLISH).expect("nothing is lost");
        assert_eq!(again.value("body"), Some("written in the dark"));
        alice.browser.send(&again).await.expect(200);
        bob.sees("written in the dark").await;
    }
    let posts = bob.get("/feed").await.posts();
    assert_eq!(posts.iter().filter(|it| it.text.contains("written in the dark")).count(), 1);
}

#[tokio::test]
async fn the_live_stream_goes_on_when_the_xmpp_server_is_back() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let mut events = bob.events().await;
    deployment.server().stop();
    deployment.server().start();
    publishes(&mut alice, "here again").await;
    events.with("here again").await;
}

/// Writes as a patient person does: when the page says that it could not be sent, she sends the same form once more.
async fn publishes(member: &mut testpod::Member, text: &str) {
    let mut form = member.browser.form("/feed", PUBLISH).await.set("body", text);
    let start = std::time::Instant::now();
    loop {
        let page = member.browser.send(&form).await;
        if page.status == 200 {
            member.sees(text).await;
            return;
        }
        assert!(start.elapsed() < PATIENCE, "it could not be sent: {}", page.text());
        form = page.form(PUBLISH).expect("the form comes back").set("body", text);
    }
}
