//! Members who are suspended, let in again, or removed by those who run their pod.

use testpod::page::{POST, SIGN_IN};
use testpod::{Member, PASSWORD, TestPod, befriend, eventually};

/// A pod with somebody who runs it, and a member, with her page in the console.
async fn operated() -> (TestPod, Member, Member, String) {
    let pod = TestPod::new("cantine").await;
    let (mut alice, bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let found = alice.get(&format!("/operate/members?q={}", bob.jid)).await.expect(200);
    let page = found.attributes("a.who", "href").remove(0);
    (pod, alice, bob, page)
}

async fn suspend(by: &mut Member, page: &str, reason: &str) {
    let form = by.browser.form(&format!("{page}/suspend"), "#suspend").await;
    by.browser.send(&form.set("reason", reason)).await.expect(200);
}

async fn has_no_session(pod: &TestPod, jid: &str) {
    let query = format!(
        "SELECT s.jid FROM sessions s JOIN hosts h ON h.pod_id = s.pod_id WHERE h.host = '{}' AND s.jid = '{jid}'",
        pod.host()
    );
    eventually("her session has ended", async || pod.deployment().rows(&query).is_empty().then_some(()))
        .await;
}

#[tokio::test]
async fn who_is_suspended_is_out_everywhere_and_told_why_and_back_when_she_is_let_in_again() {
    let (pod, mut alice, mut bob, page) = operated().await;
    befriend(&mut alice, &mut bob).await;
    bob.post("written for everyone", "everyone").await;
    let (mut second, blog) = (pod.sign_in(&bob.jid).await, format!("/@{}", bob.name));
    pod.browser().get(&blog).await.expect(200);
    let mut events = second.events().await;
    let asked = alice.get(&format!("{page}/suspend")).await.expect(200);
    assert!(asked.says("Nothing is deleted"), "{}", asked.text());
    suspend(&mut alice, &page, "Insults, after two warnings.").await;
    for browser in [&mut bob, &mut second] {
        assert!(browser.get("/feed").await.path.starts_with("/login"));
    }
    while events.read().await.is_some() {}
    has_no_session(&pod, &bob.jid).await;
    for path in [blog.clone(), format!("{blog}/feed.atom")] {
        pod.browser().get(&path).await.expect(404);
        alice.get(&path).await.expect(404);
    }
    assert!(!pod.browser().get("/").await.says("written for everyone"));
    alice.sees("written for everyone").await;
    let credentials = |password| [("jid", bob.jid.as_str()), ("password", password)];
    let told = pod.browser().submit("/login", SIGN_IN, &credentials(PASSWORD)).await.expect(422);
    for said in ["has suspended your membership", "Insults, after two warnings.", "are untouched", &alice.jid]
    {
        assert!(told.says(said), "{said}: {}", told.text());
    }
    let guessed = pod.browser().submit("/login", SIGN_IN, &credentials("guessed")).await.expect(422);
    assert!(!guessed.says("suspended"), "only she herself is told: {}", guessed.text());
    let kept_out = alice.get(&page).await.expect(200);
    assert!(kept_out.says("Suspended since") && kept_out.says("two warnings"), "{}", kept_out.text());
    let resume = kept_out.form("form[action$='/resume']").expect("a way back");
    alice.browser.send(&resume).await.expect(200);
    let mut back = pod.sign_in(&bob.jid).await;
    back.sees("written for everyone").await;
    assert_eq!(pod.browser().get(&blog).await.expect(200).count(POST), 1);
    back.post("and something new", "contacts").await;
}

#[tokio::test]
async fn a_reason_that_is_too_long_comes_back_and_suspends_nobody() {
    let (_, mut alice, mut bob, page) = operated().await;
    let form = alice.browser.form(&format!("{page}/suspend"), "#suspend").await;
    let again = alice.browser.send(&form.set("reason", &"x".repeat(2_001))).await.expect(422);
    assert!(
        again.says("2,000") && again.form("#suspend").is_some_and(|form| form.has("reason")),
        "{}",
        again.text()
    );
    assert!(bob.is_signed_in().await);
}

#[tokio::test]
async fn a_session_whose_worker_was_not_told_ends_all_the_same() {
    let (pod, _, mut bob, _) = operated().await;
    pod.deployment().sql(&format!(
        "UPDATE members SET suspended_at = created_at WHERE jid = '{}' AND pod_id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        bob.jid,
        pod.host()
    ));
    assert!(bob.get("/feed").await.path.starts_with("/login"));
    has_no_session(&pod, &bob.jid).await;
}

#[tokio::test]
async fn who_is_removed_is_gone_from_the_pod_and_may_come_anew() {
    let (pod, mut alice, mut bob, page) = operated().await;
    bob.post("written for everyone", "everyone").await;
    let asked = alice.browser.form(&format!("{page}/remove"), "form[action$='/remove']").await;
    assert!(alice.get(&format!("{page}/remove")).await.says("What stays: the XMPP account"));
    assert!(bob.is_signed_in().await, "to be asked does nothing");
    let list = alice.browser.send(&asked).await.expect(200);
    assert!(list.path == "/operate/members" && !list.says(&bob.jid), "{}", list.text());
    alice.get(&page).await.expect(404);
    assert!(bob.get("/feed").await.path.starts_with("/login"));
    pod.browser().get(&format!("/@{}", bob.name)).await.expect(404);
    has_no_session(&pod, &bob.jid).await;
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("{} was removed from the pod", bob.jid)), "{}", log.text());
    let mut back = pod.sign_in(&bob.jid).await;
    assert!(back.is_signed_in().await);
}

#[tokio::test]
async fn who_is_removed_with_two_weeks_to_think_is_out_at_once_and_back_with_all_that_is_hers() {
    let (pod, mut alice, mut bob, page) = operated().await;
    bob.post("written for everyone", "everyone").await;
    let asking = format!("{page}/remove");
    let asked = alice.get(&asking).await.expect(200);
    assert!(asked.says("this cannot be undone"), "{}", asked.text());
    let later = asked.form("#wave-of-one").expect("a way that can be undone");
    let waves = alice.browser.send(&later).await.expect(200);
    assert_eq!(waves.path, "/operate/waves", "{}", waves.text());
    assert!(bob.get("/feed").await.path.starts_with("/login"));
    pod.browser().get(&format!("/@{}", bob.name)).await.expect(404);
    assert!(alice.get(&page).await.expect(200).says("Suspended since"));
    let asked = alice.get(&asking).await.expect(200);
    assert!(asked.form("#wave-of-one").is_none(), "she is out already: {}", asked.text());
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("{} was suspended", bob.jid)), "it says who: {}", log.text());
    let undo = waves.form("form[action$='/undo']").expect("a way back");
    alice.browser.send(&undo).await.expect(200);
    let mut back = pod.sign_in(&bob.jid).await;
    back.sees("written for everyone").await;
    alice.browser.send(&later).await.expect(200);
    let resume = alice.browser.form(&page, "form[action$='/resume']").await;
    alice.browser.send(&resume).await.expect(200);
    let waves = alice.get("/operate/waves").await.expect(200);
    assert!(waves.form("form[action$='/undo']").is_none(), "she is in again: {}", waves.text());
}

#[tokio::test]
async fn the_command_line_suspends_lets_in_again_and_removes_as_the_console_does() {
    let (pod, _, mut bob, _) = operated().await;
    let (host, blog) = (pod.host(), format!("/@{}", bob.name));
    bob.post("written for everyone", "everyone").await;
    pod.browser().get(&blog).await.expect(200);
    pod.deployment().cosse(&["member", "suspend", &bob.jid, "--pod", host, "--reason", "Insults."]);
    assert!(bob.get("/feed").await.path.starts_with("/login"));
    has_no_session(&pod, &bob.jid).await;
    eventually("her page is off the web", async || {
        (pod.browser().get(&blog).await.status == 404).then_some(())
    })
    .await;
    let said = pod.deployment().cosse(&["member", "list", "--pod", host, "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let listed = listed.as_array().expect("members");
    let hers = listed.iter().find(|member| member["jid"] == bob.jid.as_str()).expect("her");
    assert!(hers["state"] == "suspended" && hers["suspended_reason"] == "Insults.", "{hers}");
    pod.deployment().cosse(&["member", "resume", &bob.jid, "--pod", host]);
    let mut back = pod.sign_in(&bob.jid).await;
    back.sees("written for everyone").await;
    pod.deployment().cosse(&["member", "remove", &bob.jid, "--pod", host]);
    assert!(back.get("/feed").await.path.starts_with("/login"));
    assert!(!pod.deployment().cosse(&["member", "list", "--pod", host]).contains(&bob.jid));
    let log = pod.deployment().cosse(&["pod", "audit", host]);
    for act in ["member-suspend", "member-resume", "member-remove"] {
        let by_us = |line: &str| line.contains("(command line)") && line.contains(&bob.jid);
        assert!(log.lines().any(|line| line.contains(act) && by_us(line)), "{act}: {log}");
    }
}

#[tokio::test]
async fn the_command_line_acts_on_nobody_who_runs_the_pod_nor_on_who_is_not_there() {
    let (pod, mut alice, mut bob, _) = operated().await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    for verb in ["suspend", "resume", "remove"] {
        let (_, said, good) = pod.deployment().tries(&["member", verb, &alice.jid, "--pod", pod.host()]);
        assert!(!good && said.contains("cosse operator revoke"), "{verb}: {said}");
        let (_, said, good) = pod.deployment().tries(&["member", verb, &bob.jid, "--pod", other.host()]);
        assert!(!good && said.contains("cosse member list"), "{verb}: {said}");
    }
    let long = "x".repeat(2_001);
    let suspend = ["member", "suspend", &bob.jid, "--pod", pod.host(), "--reason", &long];
    let (_, said, good) = pod.deployment().tries(&suspend);
    assert!(!good && said.contains("2000 characters"), "{said}");
    let listed = pod.deployment().cosse(&["member", "list", "--pod", pod.host()]);
    let line = listed.lines().find(|line| line.starts_with(&alice.jid)).expect("her");
    assert!(line.contains("operator") && line.contains("active"), "{line}");
    assert!(!pod.deployment().cosse(&["member", "list", "--pod", other.host()]).contains(&bob.jid));
    assert!(alice.is_signed_in().await && bob.is_signed_in().await);
}
