//! What a member reads: `/feed`.

use testpod::{TestPod, befriend};

#[tokio::test]
async fn an_empty_feed_says_what_to_do_next() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let page = alice.get("/feed").await.expect(200);
    assert!(page.posts().is_empty());
    assert!(
        !page.attributes(r#"main a[href="/contacts"]"#, "href").is_empty(),
        "the one next step: {}",
        page.text()
    );
}

#[tokio::test]
async fn the_newest_post_is_first_and_each_has_its_author_and_audience() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    for text in ["the first of three", "the second of three", "the third of three"] {
        alice.post(text, "contacts").await;
    }
    let posts = alice.get("/feed").await.posts();
    let order: Vec<_> =
        posts.iter().filter_map(|it| it.text.split(" of three").next()?.split_whitespace().last()).collect();
    assert_eq!(order, ["third", "second", "first"]);
    assert!(
        posts.iter().all(|it| it.text.contains(&alice.name) && it.html.contains("audience-contacts")),
        "{posts:?}"
    );
}

#[tokio::test]
async fn a_filter_that_there_is_not_is_no_page() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    for filter in ["", "contacts", "pod"] {
        alice.get(&format!("/feed?filter={filter}")).await.expect(200);
    }
    for filter in ["communities", "nonsense"] {
        alice.get(&format!("/feed?filter={filter}")).await.expect(404);
    }
}

#[tokio::test]
async fn a_friend_on_another_pod_sees_the_post() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, mut bob) = (cantine.sign_up("alice").await, lanterne.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    alice.post("soup for twelve on Friday", "contacts").await;
    let seen = bob.sees("soup for twelve on Friday").await;
    assert!(seen.text.contains(&alice.name), "{seen:?}");
    let page = bob.get(&seen.link).await.expect(200);
    assert!(page.says("soup for twelve on Friday"));
}

#[tokio::test]
async fn what_was_written_before_they_met_is_there_too() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    alice.post("written long before", "contacts").await;
    befriend(&mut alice, &mut bob).await;
    bob.sees("written long before").await;
}

#[tokio::test]
async fn what_was_written_while_nobody_looked_is_there_afterwards() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    bob.browser = pod.browser();
    alice.post("while you slept", "contacts").await;
    let mut back = pod.sign_in(&bob.jid).await;
    back.sees("while you slept").await;
}
