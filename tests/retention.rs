//! What is kept for so long and not longer.

use testpod::{Deployment, Member, TestPod};

const DAYS: i64 = 40;

/// Everything that was said is so many days older.
fn days_pass(deployment: &Deployment) {
    let time = DAYS * 24 * 3600 * 1_000_000;
    deployment.sql(&format!("update messages set position = position - {time}"));
    let columns = ["read_position", "marked_position", "peer_position", "last_position", "oldest_position"];
    let older = columns.map(|column| format!("{column} = {column} - {time}"));
    deployment.sql(&format!("update chats set {}", older.join(", ")));
}

/// Opens the whole chat until it is this, and says that she has read it.
async fn reads(member: &mut Member, with: &str, texts: &[&str]) {
    testpod::eventually("all is there", async || (member.whole_chat(with).await == texts).then_some(()))
        .await;
    let page = member.get(&format!("/chat/{with}")).await;
    if let Some(read) = page.form(r#"form[action$="/read"]"#) {
        member.browser.send(&read).await.expect(200);
    }
    testpod::eventually("all is read", async || {
        (member.get("/chat").await.attributes("#count-unread", "hidden").len() == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_a_pod_does_not_keep_any_more_comes_from_the_members_archive() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &["--message-days", "30"]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    let mut elsewhere = other.sign_in(&alice.jid).await;
    let texts = ["first", "second", "third", "fourth"];
    for text in texts {
        bob.say(&alice.jid, text).await.expect(200);
    }
    for reader in [&mut alice, &mut elsewhere] {
        reads(reader, &bob.jid, &texts).await;
    }
    deployment.stop();
    days_pass(&deployment);
    deployment.start();
    let chat = format!("/chat/{}", bob.jid);
    testpod::eventually("only the last one is kept", async || {
        let page = alice.get(&chat).await.expect(200);
        (page.messages().len() == 1 && page.count("a[data-chat-earlier]") == 1).then_some(())
    })
    .await;
    assert_eq!(
        elsewhere.get(&chat).await.expect(200).messages().len(),
        4,
        "another pod keeps it for 90 days"
    );
    reads(&mut alice, &bob.jid, &texts).await;
}

#[tokio::test]
async fn what_is_kept_and_for_how_long_is_told_from_the_pods_own_settings() {
    let pod = TestPod::with("cantine", &["--message-days", "7", "--session-days", "1"]).await;
    let other = TestPod::new("lanterne").await;
    let mut visitor = pod.browser();
    let to = visitor.get("/").await.expect(200).attributes(".foot a[href='/privacy']", "href").remove(0);
    let page = visitor.get(&to).await.expect(200);
    assert!(page.says("7 days; what is older") && page.says("not been here for 1 day"), "{}", page.text());
    assert!(other.browser().get(&to).await.expect(200).says("90 days; what is older"));
    pod.deployment().platform().get(&to).await.expect(404);
}
