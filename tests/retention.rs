//! What is kept for so long and not longer.

use testpod::{Deployment, Member, TestPod, chosen_database};

const DAYS: i64 = 40;

/// Everything that was said is so many days older.
fn days_pass(deployment: &Deployment) {
    let time = DAYS * 24 * 3600 * 1_000_000;
    deployment.sql(&format!("update messages set position = position - {time}"));
    let columns = ["read_position", "marked_position", "peer_position", "last_position", "oldest_position"];
    let older = columns.map(|column| format!("{column} = {column} - {time}"));
    deployment.sql(&format!("update chats set {}", older.join(", ")));
}

/// The member's browser was last here so many days ago, as far as its row says.
fn was_here(deployment: &Deployment, member: &Member, days: u32) {
    let then = match chosen_database() {
        "postgres" => format!("now() AT TIME ZONE 'utc' - interval '{days} days'"),
        _ => format!("datetime('now', '-{days} days')"),
    };
    deployment.sql(&format!(
        "UPDATE browsers SET seen_at = {then} WHERE member_id IN (SELECT id FROM members WHERE jid = '{}')",
        member.jid
    ));
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
async fn a_browser_is_signed_out_that_was_not_here_for_400_days() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    let page = pod.browser().get("/privacy").await.expect(200);
    assert!(page.says("Until you sign one out, or it has not been here for 400 days"), "{}", page.text());
    deployment.stop();
    was_here(&deployment, &alice, 399);
    was_here(&deployment, &bob, 401);
    // each job is done once when the program starts
    deployment.start();
    testpod::eventually("one is remembered", async || {
        (deployment.rows("SELECT label FROM browsers").len() == 1).then_some(())
    })
    .await;
    assert!(alice.is_signed_in().await);
    assert!(bob.get("/feed").await.path.starts_with("/login"));
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
