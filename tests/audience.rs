//! Who may read a post at its author's XMPP server: what plain clients hear that ask there, past every pod.

use testpod::{Member, PASSWORD, Post, TestPod, Xmpp, befriend};

const BLOG: &str = "urn:xmpp:microblog:0";

/// An author, and the clients of a contact of hers and of somebody from her own pod whom she does not know.
async fn scene() -> (Member, Xmpp, Xmpp) {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob, eve) =
        (pod.sign_up("alice").await, pod.sign_up("bob").await, pod.sign_up("eve").await);
    befriend(&mut alice, &mut bob).await;
    let server = pod.deployment().server().address();
    let contact = Xmpp::sign_in(server, &bob.jid, PASSWORD).await;
    (alice, contact, Xmpp::sign_in(server, &eve.jid, PASSWORD).await)
}

/// The node of what is said below a post.
fn comments(post: &Post) -> String {
    format!("{BLOG}:comments/{}", post.link.rsplit('/').next().expect("an item"))
}

async fn reads(client: &mut Xmpp, author: &Member, node: &str, text: &str) {
    let answer = client.items_of(&author.jid, node).await.unwrap_or_else(|error| panic!("{node}: {error}"));
    assert!(answer.contains(text), "{node}: {answer}");
}

async fn is_refused(client: &mut Xmpp, author: &Member, node: &str) {
    let error = client.items_of(&author.jid, node).await.expect_err(node);
    assert!(error.contains("<forbidden") || error.contains("<not-authorized"), "{node}: {error}");
}

#[tokio::test]
async fn a_post_for_contacts_and_its_comments_are_for_contacts_and_for_nobody_else() {
    let (mut alice, mut contact, mut stranger) = scene().await;
    let post = alice.post("the key is under the mat", "contacts").await;
    alice.comment(&post, "under the red one").await.expect(200);
    for (node, text) in [(BLOG, "under the mat"), (&comments(&post), "the red one")] {
        reads(&mut contact, &alice, node, text).await;
        is_refused(&mut stranger, &alice, node).await;
    }
}

#[tokio::test]
async fn a_post_for_everyone_opens_its_comments_and_not_the_other_posts() {
    let (mut alice, mut contact, mut stranger) = scene().await;
    alice.post("the key is under the mat", "contacts").await;
    let post = alice.post("come to the market", "everyone").await;
    alice.comment(&post, "it begins at nine").await.expect(200);
    for client in [&mut contact, &mut stranger] {
        reads(client, &alice, &comments(&post), "begins at nine").await;
    }
    reads(&mut contact, &alice, BLOG, "come to the market").await;
    is_refused(&mut stranger, &alice, BLOG).await;
}
