//! Writing: `/publish`.

use testpod::page::PUBLISH;
use testpod::{PASSWORD, TestPod, Xmpp, befriend};

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_post() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let form = alice.browser.form("/feed", PUBLISH).await.set("body", "only once, please");
    let mut same = alice.browser.clone();
    let (one, other) = tokio::join!(alice.browser.send(&form), same.send(&form));
    alice.browser.send(&form).await.expect(200);
    assert!(one.status == 200 && other.status == 200, "{} {}", one.text(), other.text());
    alice.sees("only once, please").await;
    let posts = alice.get("/feed").await.posts();
    assert_eq!(posts.iter().filter(|it| it.text.contains("only once, please")).count(), 1);
}

#[tokio::test]
async fn contacts_are_the_audience_unless_one_says_otherwise() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let form = alice.browser.form("/feed", PUBLISH).await;
    assert_eq!(form.value("audience"), Some("contacts"));
}

#[tokio::test]
async fn a_post_of_a_megabyte_is_refused_clearly() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let page = alice.publish(&"long ".repeat(210_000), "contacts").await;
    assert!(matches!(page.status.as_u16(), 413 | 422), "{} {}", page.status, page.text());
    assert!(page.text().len() > 20, "a sentence says why: {}", page.body);
    let feed = alice.get("/feed").await;
    assert!(feed.posts().iter().all(|it| !it.text.contains("long long")));
}

#[tokio::test]
async fn an_empty_post_is_none() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let page = alice.publish("", "contacts").await.expect(422);
    assert!(!page.alert().is_empty() && page.form(PUBLISH).is_some(), "{}", page.text());
}

#[tokio::test]
async fn markdown_becomes_html() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let markdown = "some *stress*, a [link](https://example.org/), and `code` marked-down";
    alice.publish(markdown, "contacts").await.expect(200);
    let post = alice.sees("some stress, a link").await;
    assert!(post.html.contains("<em>stress</em>"), "{}", post.html);
    assert!(
        post.html.contains(r#"href="https://example.org/""#) && post.html.contains("<code>code</code>"),
        "{}",
        post.html
    );
}

const HOSTILE: &str = r#"hostile words
<script>alert(1)</script> <img src=x onerror="alert(2)"> <a href="javascript:alert(3)">press</a>
<iframe src="https://evil.example/"></iframe> <p style="position:fixed">styled</p> <svg onload=alert(4)></svg>
<form action="/logout"><button>win</button></form> [also](javascript:alert(5)) [and](data:text/html,alert(6))
<object data="x"></object> <style>body{display:none}</style> <base href="https://evil.example/">"#;

#[tokio::test]
async fn hostile_html_does_nothing_for_the_author_a_friend_or_a_visitor() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    alice.publish(HOSTILE, "everyone").await.expect(200);
    let mine = alice.sees("hostile words").await;
    let theirs = bob.sees("hostile words").await;
    let mut visitor = pod.browser();
    let public = visitor
        .get(&format!("/@{}", alice.name))
        .await
        .expect(200)
        .post("hostile words")
        .expect("it is public");
    for html in [mine.html, theirs.html, public.html] {
        is_harmless(&html);
    }
}

#[tokio::test]
async fn hostile_html_does_not_leave_the_pod() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let post = alice.post("words to answer", "contacts").await;
    alice.comment(&post, HOSTILE).await.expect(200);
    alice.publish(HOSTILE, "contacts").await.expect(200);
    let mut client = Xmpp::sign_in(pod.deployment().server().address(), &bob.jid, PASSWORD).await;
    let item = post.link.rsplit('/').next().expect("an item");
    for node in ["urn:xmpp:microblog:0", &format!("urn:xmpp:microblog:0:comments/{item}")] {
        let entries = client.items_of(&alice.jid, node).await.expect("he may read it");
        assert!(entries.contains("hostile words") && entries.contains("1999/xhtml"), "{entries}");
        is_harmless(&entries);
    }
}

/// In what was made of [`HOSTILE`] nothing is left that does something.
fn is_harmless(html: &str) {
    let low = html.to_lowercase().replace('\'', "\"");
    // a form for the reader's own acts is ours; one that is written by others is not
    let bad = [
        "<script",
        "onerror=",
        "onload=",
        "<iframe",
        "<svg onload",
        "<object",
        "<style",
        "<base",
        "position:fixed",
    ];
    assert_eq!(bad.iter().find(|it| low.contains(**it)), None, "{html}");
    assert!(!low.contains(r#"href="javascript:"#) && !low.contains(r#"href="data:"#), "{html}");
    assert!(!low.contains("win</button>"), "{html}");
}

#[tokio::test]
async fn what_just_happened_waits_for_a_page_that_somebody_opens_and_is_said_once() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.get("/feed").await.expect(200);
    let form = alice.browser.form("/feed", PUBLISH).await.set("body", "sent in place");
    let answer = alice.browser.send_by_script(&form).await.expect(204);
    assert_eq!(answer.header("location"), "/feed");
    let part = alice.browser.fetch_part("/contacts").await.expect(200);
    assert_eq!(part.count("#notice"), 0, "nobody sees this page: {}", part.text());
    assert_eq!(alice.get("/feed").await.expect(200).texts("#notice"), ["Published."]);
    assert_eq!(alice.get("/feed").await.expect(200).count("#notice"), 0);
}
