//! What survives: the program's restart, the XMPP server's, a cut cable.

use testpod::page::{PUBLISH, UNSENT};
use testpod::{Deployment, Member, PATIENCE, TestPod, Weather, befriend, eventually};

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
async fn after_a_crash_posts_are_asked_for_that_the_server_may_have_told_nobody() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    alice.post("into a broken connection", "contacts").await;
    bob.sees("into a broken connection").await;
    deployment.kill();
    // as if the server had told a process that was dying
    deployment.sql("delete from grants");
    deployment.start();
    bob.sees("into a broken connection").await;
    alice.sees("into a broken connection").await;
}

#[tokio::test]
async fn and_by_whoever_comes_next_if_there_was_no_time_for_it() {
    let deployment = Deployment::unencrypted(&[]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    alice.post("into a broken connection", "contacts").await;
    bob.sees("into a broken connection").await;
    deployment.stop();
    deployment.start();
    are_resumed(&deployment).await;
    deployment.kill();
    deployment.sql("delete from grants");
    deployment.relay().weather(Weather::NoAnswers);
    deployment.start();
    are_resumed(&deployment).await;
    deployment.stop();
    deployment.relay().weather(Weather::Fair);
    deployment.start();
    bob.sees("into a broken connection").await;
}

/// Those of two members.
async fn are_resumed(deployment: &Deployment) {
    eventually("both streams are resumed", async || {
        (deployment.figures().await.of("cosse_resumptions_total", &[("outcome", "resumed")]) == 2.0)
            .then_some(())
    })
    .await;
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
async fn who_takes_a_new_stream_up_finishes_what_was_begun_on_it() {
    let deployment = Deployment::unencrypted(&[]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    // the server forgets their streams, and then says nothing more than the beginning of their contacts
    deployment.server().stop();
    deployment.relay().weather(Weather::SilentAfter("jabber:iq:roster".to_owned()));
    deployment.server().start();
    are_online(&deployment).await;
    deployment.stop();
    deployment.relay().weather(Weather::Fair);
    deployment.start();
    are_online(&deployment).await;
    publishes(&mut alice, "here after all").await;
    bob.sees("here after all").await;
}

async fn are_online(deployment: &Deployment) {
    eventually("all are online", async || {
        let states = deployment.rows("select state, jid from sessions");
        states.iter().all(|row| row.starts_with("online")).then_some(())
    })
    .await;
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
    deployment.server().kill();
    eventually("the page says that the server is away", async || {
        let said = alice.get("/feed").await.expect(200).texts("#session").join(" ");
        (said != calm && !said.is_empty()).then_some(())
    })
    .await;
    for text in ["written in the dark", "not to be sent"] {
        let page = alice.publish(text, "contacts").await.expect(200);
        assert_eq!(page.hops, [(303.try_into().unwrap(), "/feed".to_owned())]);
        assert!(page.texts(UNSENT).iter().any(|row| row.contains(text)), "{}", page.text());
    }
    discards(&mut alice, "not to be sent").await;
    deployment.server().start();
    // nobody asks again
    bob.sees("written in the dark").await;
    eventually("nothing waits any more", async || {
        let page = alice.get("/feed").await;
        (page.texts("#session").join(" ") == calm && page.count(UNSENT) == 0).then_some(())
    })
    .await;
    alice.post("written in the light", "contacts").await;
    bob.sees("written in the light").await;
    for member in [&mut alice, &mut bob] {
        let posts = member.get("/feed").await.posts();
        let count = |text| posts.iter().filter(|post| post.text.contains(text)).count();
        assert_eq!((count("written in the dark"), count("not to be sent")), (1, 0), "{}", member.jid);
    }
}

/// Takes back what waits, by the button beside it.
async fn discards(member: &mut Member, text: &str) {
    let page = member.get("/feed").await;
    let waiting = page.texts(UNSENT);
    let at = waiting.iter().position(|row| row.contains(text)).expect("it waits");
    let form = page.forms(r#"form[action^="/waiting/"][action$="/discard"]"#).remove(at);
    let page = member.browser.send(&form).await.expect(200);
    assert_eq!(page.count(UNSENT), waiting.len() - 1, "{}", page.text());
    assert!(!page.texts(UNSENT).iter().any(|row| row.contains(text)), "{}", page.text());
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
async fn publishes(member: &mut Member, text: &str) {
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
