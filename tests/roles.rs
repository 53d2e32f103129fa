//! Who may do what beyond a member, and the log of what was done to a pod.

use testpod::{Deployment, Member, TestPod};

const LOG: &str = "/operate/audit";

fn give(pod: &TestPod, role: &str, member: &Member) {
    pod.deployment().cosse(&[role, "grant", &member.jid, "--pod", pod.host()]);
}

#[tokio::test]
async fn an_operator_reads_what_was_done_to_her_pod_and_nobody_else_finds_it() {
    let deployment = Deployment::shared();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let (mut alice, mut bob, mut claire) =
        (pod.sign_up("alice").await, pod.sign_up("bob").await, pod.sign_up("claire").await);
    let mut dora = other.sign_up("dora").await;
    give(&pod, "operator", &alice);
    give(&pod, "moderator", &bob);
    give(&other, "operator", &dora);
    let page = alice.get("/operate").await.expect(200);
    assert_eq!(page.count(&format!("a[href='{LOG}']")), 1);
    let page = alice.get(LOG).await.expect(200);
    for said in [format!("{} became an operator", alice.jid), format!("{} became a moderator", bob.jid)] {
        assert!(page.says(&said), "{said}: {}", page.text());
    }
    assert!(
        page.says(&format!("made, at {}", pod.host())) && page.says("by command line"),
        "{}",
        page.text()
    );
    assert!(!page.says(&dora.jid) && !page.says(other.host()), "{}", page.text());
    for member in [&mut bob, &mut claire] {
        member.get(LOG).await.expect(404);
        assert_eq!(member.get("/feed").await.count("a[href='/operate']"), 0);
    }
    assert!(!dora.get(LOG).await.expect(200).says(&alice.jid));
    assert!(pod.browser().get(LOG).await.path.starts_with("/login"));
    deployment.platform().get(LOG).await.expect(404);
}

#[tokio::test]
async fn a_role_that_is_taken_back_is_gone_with_the_next_page() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    give(&pod, "operator", &alice);
    assert_eq!(alice.get("/feed").await.count("a[href='/operate']"), 1);
    pod.deployment().cosse(&["operator", "revoke", &alice.jid, "--pod", pod.host()]);
    alice.get(LOG).await.expect(404);
    assert_eq!(alice.get("/feed").await.count("a[href='/operate']"), 0);
}

#[tokio::test]
async fn what_is_older_is_on_the_next_page_of_the_log() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    give(&pod, "operator", &alice);
    for days in 1..=50 {
        pod.deployment().cosse(&["pod", "set", pod.host(), "--session-days", &days.to_string()]);
    }
    let newest = alice.get(LOG).await.expect(200);
    assert_eq!(newest.texts(".records .number")[1], "53");
    let older = newest.attributes("a[rel=next]", "href").remove(0);
    let older = alice.get(&older).await.expect(200);
    assert_eq!(older.texts("td.number"), ["3", "2", "1"]);
    assert_eq!(older.count("a[rel=next]"), 0);
    alice.get("/operate/audit?before=nothing").await.expect(404);
}

#[tokio::test]
async fn doctor_finds_an_audit_log_that_was_changed() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    pod.deployment().cosse(&["operator", "grant", "alice@alpha.test", "--pod", pod.host()]);
    let log = format!("the audit log of {}", pod.host());
    let line = |said: String| said.lines().find(|line| line.contains(&log)).unwrap_or_default().to_owned();
    let before = line(deployment.tries(&["doctor"]).0);
    assert!(before.contains("3 entries"), "{before}");
    deployment.sql("update audit set object = 'eve@alpha.test' where number = 2");
    let (out, _, good) = deployment.tries(&["doctor"]);
    assert!(!good && out.contains("entry 2 was changed"), "{out}");
}
