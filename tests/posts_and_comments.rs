//! One post with what is said below it: `/post/{service}/{node}/{item}`.

use testpod::page::{COMMENT, DELETE};
use testpod::{Member, PASSWORD, TestPod, Xmpp, accept, befriend, eventually};

/// Waits until her feed says so many comments below a post.
async fn counts(member: &mut Member, post: &str, comments: &str) {
    let what = format!("{} sees {comments} below: {post}", member.jid);
    eventually(&what, async || {
        let post = member.get("/feed").await.expect(200).post(post)?;
        post.text.contains(comments).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_friend_comments_and_the_author_reads_it() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, mut bob) = (cantine.sign_up("alice").await, lanterne.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let post = alice.post("who brings the bread?", "contacts").await;
    let seen = bob.sees("who brings the bread?").await;
    bob.comment(&seen, "I do, two loaves").await.expect(200);
    let name = bob.name.clone();
    for (member, link) in [(&mut alice, &post.link), (&mut bob, &seen.link)] {
        let what = format!("{} reads the comment", member.jid);
        let page =
            eventually(&what, async || Some(member.get(link).await).filter(|it| it.says("two loaves"))).await;
        assert!(page.says(&name), "it says whose it is: {}", page.text());
    }
}

#[tokio::test]
async fn a_comment_that_is_sent_twice_is_one() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let post = alice.post("a post to answer", "contacts").await;
    let form = alice.browser.form(&post.link, COMMENT).await.set("body", "said-once");
    alice.browser.send(&form).await.expect(200);
    alice.browser.send(&form).await.expect(200);
    let page = eventually("the comment is there", async || {
        Some(alice.get(&post.link).await).filter(|it| it.says("said-once"))
    })
    .await;
    assert_eq!(page.text().matches("said-once").count(), 1, "{}", page.text());
}

#[tokio::test]
async fn hostile_html_in_a_comment_does_nothing() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let post = alice.post("a post to answer", "contacts").await;
    alice.comment(&post, "harmless <img src=x onerror=alert(1)> [x](javascript:alert(2))").await.expect(200);
    let page = eventually("the comment is there", async || {
        Some(alice.get(&post.link).await).filter(|it| it.says("harmless"))
    })
    .await;
    assert!(!page.body.contains(r#"href="javascript:"#) && page.count("img[onerror]") == 0, "{}", page.body);
}

#[tokio::test]
async fn the_author_takes_a_post_back_and_it_is_gone_for_the_friend_too() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let post = alice.post("said in haste", "contacts").await;
    let seen = bob.sees("said in haste").await;
    assert!(bob.get(&seen.link).await.form(DELETE).is_none(), "it is not his to delete");
    alice.browser.submit(&format!("{}/delete", post.link), DELETE, &[]).await.expect(200);
    eventually("it is gone for both", async || {
        let gone = alice.get("/feed").await.post("said in haste").is_none();
        (gone && bob.get("/feed").await.post("said in haste").is_none()).then_some(())
    })
    .await;
    bob.get(&seen.link).await.expect(404);
}

#[tokio::test]
async fn comments_on_a_post_that_one_never_opened_are_counted_live() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob, mut claire) =
        (pod.sign_up("alice").await, pod.sign_up("bob").await, pod.sign_up("claire").await);
    befriend(&mut alice, &mut bob).await;
    befriend(&mut alice, &mut claire).await;
    alice.post("has anybody seen the cat?", "contacts").await;
    claire.sees("has anybody seen the cat?").await;
    let seen = bob.sees("has anybody seen the cat?").await;
    bob.comment(&seen, "under the stove").await.expect(200);
    counts(&mut claire, "has anybody seen the cat?", "1 comment").await;
    let mut events = claire.events().await;
    bob.comment(&seen, "now on the stove").await.expect(200);
    let event = events.with("2 comments").await;
    assert!(event.name == "comment" && event.data.contains(r#"id="comment-count-"#), "{event:?}");
    counts(&mut claire, "has anybody seen the cat?", "2 comments").await;
}

#[tokio::test]
async fn comments_from_before_one_came_are_counted() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, mut bob) = (cantine.sign_up("alice").await, cantine.sign_up("bob").await);
    let post = alice.post("an old question", "contacts").await;
    alice.comment(&post, "an old answer").await.expect(200);
    befriend(&mut alice, &mut bob).await;
    counts(&mut bob, "an old question", "1 comment").await;
    // a session of its own on another pod reads everything anew
    let mut elsewhere = lanterne.sign_in(&bob.jid).await;
    counts(&mut elsewhere, "an old question", "1 comment").await;
}

#[tokio::test]
async fn a_comment_that_is_taken_back_counts_no_more() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let post = alice.post("a post with a slip below it", "contacts").await;
    alice.comment(&post, "a slip").await.expect(200);
    counts(&mut bob, "a slip below it", "1 comment").await;
    let mut events = bob.events().await;
    let page = alice.get(&post.link).await.expect(200);
    let link = page.attributes(r#"article[id^="comment-"] a[href$="/delete"]"#, "href").remove(0);
    alice.browser.submit(&link, DELETE, &[]).await.expect(200);
    events.until("the count", |it| it.name == "comment" && it.data.contains("comment-count-")).await;
    let feed = bob.get("/feed").await.post("a slip below it").expect("the post");
    assert!(!feed.text.contains("1 comment"), "{}", feed.text);
}

#[tokio::test]
async fn a_post_whose_comments_are_refused_does_not_keep_others_from_being_counted() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let post = bob.post("a post that works", "contacts").await;
    bob.comment(&post, "a comment that works").await.expect(200);
    counts(&mut alice, "a post that works", "1 comment").await;
    let server = pod.deployment().server().address();
    let jid = format!("mallory-{}", alice.jid);
    Xmpp::register(server, &jid, PASSWORD).await;
    let mut mallory = Xmpp::sign_in(server, &jid, PASSWORD).await;
    mallory.presence("subscribe", &alice.jid).await;
    mallory.presence("subscribed", &alice.jid).await;
    accept(&mut alice, &jid).await;
    mallory.presence("subscribed", &alice.jid).await;
    for number in 0..3 {
        let link = format!("xmpp:{jid}?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2Fnone{number}");
        let entry = format!(
            "<entry xmlns='http://www.w3.org/2005/Atom'><title>no comments {number}</title><link rel='replies' href='{link}'/></entry>"
        );
        mallory.publish("urn:xmpp:microblog:0", &format!("none{number}"), &entry).await;
        alice.sees(&format!("no comments {number}")).await;
    }
    let post = bob.post("another post that works", "contacts").await;
    bob.comment(&post, "another comment that works").await.expect(200);
    counts(&mut alice, "another post that works", "1 comment").await;
}
