//! What comes while one looks: `/events`.

use reqwest::Method;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use testpod::{Event, TestPod, befriend};

const POST: &str = "post";
const RESYNC: &str = "resync";

#[tokio::test]
async fn a_friends_post_arrives_as_a_fragment_of_the_page() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, mut bob) = (cantine.sign_up("alice").await, lanterne.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let mut events = bob.events().await;
    alice.publish("hot off the press", "contacts").await.expect(200);
    let event = events.with("hot off the press").await;
    assert_eq!(event.name, POST);
    assert!(event.data.contains(r#"<article"#) && event.data.contains(r#"id="post-"#), "{}", event.data);
    let (epoch, number) = event.id.rsplit_once('-').expect("epoch-id");
    assert!(!epoch.is_empty() && number.parse::<u64>().is_ok(), "{}", event.id);
}

#[tokio::test]
async fn a_browser_that_comes_back_misses_nothing() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let mut events = bob.events().await;
    alice.publish("first of the line", "contacts").await.expect(200);
    let last = events.with("first of the line").await.id;
    drop(events);
    alice.publish("second of the line", "contacts").await.expect(200);
    bob.sees("second of the line").await;
    let mut back = bob.browser.events(Some(&last)).await;
    let event = back
        .until("the one that was missed, or a resync", |it| {
            it.data.contains("of the line") || it.name == RESYNC
        })
        .await;
    assert!(event.data.contains("second of the line"), "{event:?}");
}

#[tokio::test]
async fn an_id_that_is_unknown_is_answered_with_resync() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    for unknown in ["0-1", "no such thing", "00000000000000000000000000-99"] {
        let mut events = alice.browser.events(Some(unknown)).await;
        events.until("resync", |it| it.name == RESYNC).await;
    }
}

#[tokio::test]
async fn all_browsers_of_a_member_hear_the_same() {
    let pod = TestPod::new("cantine").await;
    let mut here = pod.sign_up("alice").await;
    let mut there = pod.sign_in(&here.jid).await;
    let (mut one, mut other) = (here.events().await, there.events().await);
    here.publish("heard in two places", "contacts").await.expect(200);
    let (first, second) = tokio::join!(one.with("heard in two places"), other.with("heard in two places"));
    assert_eq!(first.id, second.id);
}

#[tokio::test]
async fn a_comment_arrives_too() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    alice.post("what do you think?", "contacts").await;
    let seen = bob.sees("what do you think?").await;
    let mut events = alice.events().await;
    bob.comment(&seen, "I think it is good").await.expect(200);
    events.with("I think it is good").await;
}

#[tokio::test]
async fn a_stream_has_nothing_of_another_pod_with_its_cookie_or_after_its_last_event() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, mut eve) = (cantine.sign_up("alice").await, lanterne.sign_up("eve").await);
    let mut hers = alice.events().await;
    alice.publish("first in the other house", "everyone").await.expect(200);
    let first = hers.with("first in the other house").await.id;
    alice.publish("second in the other house", "everyone").await.expect(200);
    hers.with("second in the other house").await;
    let (after, mut thief) = (format!("/events?after={first}"), lanterne.browser());
    thief.steal(&alice.browser);
    for (path, last) in [("/events", None), ("/events", Some(&first)), (after.as_str(), None)] {
        let request = thief.request(Method::GET, path);
        let request = last.iter().fold(request, |request, id| request.header("Last-Event-ID", id.as_str()));
        assert_eq!(request.send().await.expect("an answer").status(), 404, "{path} after {last:?}");
    }
    let mut streams = [
        eve.events().await,
        eve.browser.events(Some(&first)).await,
        eve.browser.events_at(&after, None).await.expect("a stream"),
    ];
    alice.publish("third in the other house", "everyone").await.expect(200);
    hers.with("third in the other house").await;
    eve.publish("said in my own rooms", "contacts").await.expect(200);
    let tells = |it: &Event| it.data.contains("other house") || it.data.contains(&alice.name);
    for events in &mut streams {
        let event = events.until("her own post", |it| tells(it) || it.data.contains("my own rooms")).await;
        assert!(!tells(&event), "{event:?}");
    }
}

#[tokio::test]
async fn a_stream_of_events_is_not_compressed() {
    let alice = TestPod::new("cantine").await.sign_up("alice").await;
    for (path, expected) in [("/events", "identity"), ("/feed", "br")] {
        let request = alice.browser.request(Method::GET, path).header(ACCEPT_ENCODING, "gzip, deflate, br");
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.headers()[CONTENT_ENCODING], expected, "{path}");
    }
}
