//! Two servers of different makes that federate: a Prosody and an ejabberd, a pod on each.

use std::sync::Arc;

use testpod::page::{DELETE, REMOVE, TROUBLE};
use testpod::{Deployment, Member, ON_EJABBERD, ON_PROSODY, TestPod, befriend, eventually};

/// Somebody on the pod of the Prosody and somebody on that of the ejabberd.
async fn two_people(deployment: &Arc<Deployment>) -> (Member, Member) {
    let near = TestPod::on(deployment, "cantine", &["--xmpp-domain", ON_PROSODY]).await;
    let far = TestPod::on(deployment, "lanterne", &["--xmpp-domain", ON_EJABBERD]).await;
    (near.sign_up_at(ON_PROSODY, "alice").await, far.sign_up_at(ON_EJABBERD, "bob").await)
}

#[tokio::test]
async fn who_asks_from_either_server_becomes_a_contact_and_posts_arrive_live_both_ways() {
    let deployment = Deployment::federated();
    for ejabberd_asks in [false, true] {
        let (mut alice, mut bob) = two_people(&deployment).await;
        if ejabberd_asks {
            befriend(&mut bob, &mut alice).await;
        } else {
            befriend(&mut alice, &mut bob).await;
        }
        let (mut at_alice, mut at_bob) = (alice.events().await, bob.events().await);
        alice.publish("from prosody with love", "contacts").await.expect(200);
        at_bob.with("from prosody with love").await;
        bob.publish("from ejabberd with love", "contacts").await.expect(200);
        at_alice.with("from ejabberd with love").await;
        assert!(alice.get("/feed").await.post("from ejabberd with love").is_some());
        assert!(bob.get("/feed").await.post("from prosody with love").is_some());
    }
}

#[tokio::test]
async fn comments_cross_live_both_ways() {
    let deployment = Deployment::federated();
    let (mut alice, mut bob) = two_people(&deployment).await;
    befriend(&mut alice, &mut bob).await;
    crosses(&mut alice, &mut bob, "who brings the bread").await;
    crosses(&mut bob, &mut alice, "who brings the cheese").await;
}

/// A post, a comment of its reader, and an answer of its author.
async fn crosses(author: &mut Member, reader: &mut Member, text: &str) {
    let post = author.post(text, "contacts").await;
    let seen = reader.sees(text).await;
    let mut events = author.events().await;
    reader.comment(&seen, &format!("I do: {text}")).await.expect(200);
    events.with(&format!("I do: {text}")).await;
    author.comment(&post, &format!("thank you: {text}")).await.expect(200);
    for (member, link) in [(&mut *author, &post.link), (&mut *reader, &seen.link)] {
        let what = format!("{} reads both comments", member.jid);
        eventually(&what, async || {
            let page = member.get(link).await;
            (page.says(&format!("I do: {text}")) && page.says(&format!("thank you: {text}"))).then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_post_that_is_taken_back_on_prosody_is_gone_on_ejabberd() {
    let deployment = Deployment::federated();
    let (mut alice, mut bob) = two_people(&deployment).await;
    befriend(&mut alice, &mut bob).await;
    is_taken_back(&mut alice, &mut bob).await;
}

#[tokio::test]
async fn a_post_that_is_taken_back_on_ejabberd_is_gone_on_prosody() {
    let deployment = Deployment::federated();
    let (mut alice, mut bob) = two_people(&deployment).await;
    befriend(&mut alice, &mut bob).await;
    is_taken_back(&mut bob, &mut alice).await;
}

async fn is_taken_back(author: &mut Member, reader: &mut Member) {
    let post = author.post("said in haste", "contacts").await;
    reader.sees("said in haste").await;
    author.browser.submit(&format!("{}/delete", post.link), DELETE, &[]).await.expect(200);
    let what = format!("it is gone for {}", reader.jid);
    eventually(&what, async || reader.get("/feed").await.post("said in haste").is_none().then_some(())).await;
}

#[tokio::test]
async fn one_who_was_removed_from_another_server_gets_no_more_posts() {
    let deployment = Deployment::federated();
    for ejabberd_removes in [false, true] {
        let (mut alice, mut bob) = two_people(&deployment).await;
        befriend(&mut alice, &mut bob).await;
        let (mut stays, mut goes) = if ejabberd_removes { (bob, alice) } else { (alice, bob) };
        let old = stays.post("while we were friends", "contacts").await;
        goes.sees("while we were friends").await;
        let page = stays.get(&format!("/contact/{}/remove", goes.jid)).await.expect(200);
        let form = page.form_about(REMOVE, &goes.jid).expect("a form that asks whether to remove");
        stays.browser.send(&form).await.expect(200);
        stays.post("after we parted", "contacts").await;
        eventually("what was for friends is gone", async || {
            goes.get("/feed").await.post("while we were friends").is_none().then_some(())
        })
        .await;
        assert!(goes.get("/feed").await.post("after we parted").is_none());
        stays.get(&old.link).await.expect(200);
    }
}

#[tokio::test]
async fn when_the_other_server_was_away_what_it_missed_arrives_after_its_return() {
    let deployment = Deployment::federated();
    let (mut alice, mut bob) = two_people(&deployment).await;
    befriend(&mut alice, &mut bob).await;
    deployment.far().stop();
    alice.post("while ejabberd was away", "contacts").await;
    deployment.far().start();
    bob.sees("while ejabberd was away").await;
    bob.post("here again", "contacts").await;
    alice.sees("here again").await;
}

#[tokio::test]
async fn a_message_to_a_server_that_does_not_exist_comes_back_with_what_to_do() {
    let deployment = Deployment::federated();
    let (alice, bob) = two_people(&deployment).await;
    for mut member in [alice, bob] {
        let nowhere = "somebody@nowhere.example";
        member.say(nowhere, "is this a place?").await;
        let what = format!("it comes back to {}", member.jid);
        let why = eventually(&what, async || {
            let page = member.get(&format!("/chat/{nowhere}")).await.expect(200);
            page.texts(TROUBLE).into_iter().find(|why| why.contains("not delivered"))
        })
        .await;
        assert!(why.contains("There is no server called nowhere.example"), "{}: {why}", member.jid);
        assert!(why.contains("Check the part behind the @"), "{why}");
    }
}
