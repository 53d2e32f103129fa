//! One post with what is said below it: `/post/{service}/{node}/{item}`.

use testpod::page::{COMMENT, DELETE};
use testpod::{TestPod, befriend, eventually};

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
