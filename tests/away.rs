//! Sessions whose members stay away for long end politely.

use std::sync::Arc;

use testpod::{Deployment, Fleet, Member, PASSWORD, TestPod, Xmpp, accept, eventually};

/// Nobody of a pod was there for years, as far as its members' rows say.
fn years_pass(deployment: &Deployment, pod: &TestPod) {
    deployment.sql(&format!(
        "UPDATE members SET seen_at = '2020-01-01 00:00:00' \
         WHERE pod_id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        pod.host()
    ));
}

pub(crate) fn sessions(pod: &TestPod) -> String {
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    let (_, used) = shown.split_once(r#""sessions_used":"#).expect("how many sessions");
    used.split(',').next().unwrap_or_default().to_owned()
}

pub(crate) async fn until_sessions(pod: &TestPod, number: &str) {
    eventually(&format!("{} has {number} sessions", pod.host()), async || {
        (sessions(pod) == number).then_some(())
    })
    .await;
}

/// A friend of a member with a client of her own, who has seen her.
pub(crate) async fn friend(deployment: &Arc<Deployment>, member: &mut Member) -> Xmpp {
    let (server, jid) = (deployment.server().address(), format!("eve-{}", member.jid));
    Xmpp::register(server, &jid, PASSWORD).await;
    let mut eve = Xmpp::sign_in(server, &jid, PASSWORD).await;
    eve.presence("subscribe", &member.jid).await;
    accept(member, &jid).await;
    let mut eve = Xmpp::sign_in(server, &jid, PASSWORD).await;
    eve.until(&format!("from='{}/cosse-", member.jid)).await;
    eve
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stays_away_is_offline_gives_her_place_back_and_is_told_why_when_she_returns() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &["--session-days", "7"]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    let mut elsewhere = other.sign_in(&alice.jid).await;
    let mut eve = friend(&deployment, &mut alice).await;
    years_pass(&deployment, &pod);
    deployment.stop();
    deployment.start();
    until_sessions(&pod, "0").await;
    eve.until("type='unavailable'").await;
    let page = alice.get("/feed").await.expect(200);
    let said = page.texts("#session").join(" ");
    assert!(said.contains("You were away for long"), "{said}");
    let form = alice.browser.form("/login/again", r#"form[action="/login/again"]"#).await;
    let asked = alice.get("/login/again").await.expect(200);
    assert!(asked.says("You were away for long"), "{}", asked.text());
    alice.browser.send(&form.set("password", PASSWORD)).await.expect(200);
    eventually("all is well", async || {
        alice.get("/feed").await.expect(200).texts("#session").join("").trim().is_empty().then_some(())
    })
    .await;
    assert_eq!(sessions(&pod), "1");
    assert_eq!(sessions(&other), "1", "the other pod knows nothing of it");
    assert!(elsewhere.get("/feed").await.expect(200).texts("#session").join("").trim().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_page_open_is_not_away() {
    let mut fleet = Fleet::of(1);
    let pod = TestPod::on(fleet.deployment(), "cantine", &[]).await;
    let (mut alice, _bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    // what the worker knew of who looks is forgotten
    fleet.end(0, "TERM");
    fleet.start(0);
    alice.browser = fleet.balanced(&alice.browser);
    let _events = alice.events().await;
    alice.post("her page is open", "contacts").await;
    years_pass(fleet.deployment(), &pod);
    fleet.restart_jobs();
    until_sessions(&pod, "1").await;
    let page = alice.get("/feed").await.expect(200);
    assert!(page.texts("#session").join("").trim().is_empty(), "{}", page.text());
}
