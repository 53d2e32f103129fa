//! What people are told by XMPP, from the deployment's own account: each thing once, to those whom it concerns.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::NamedTempFile;
use testpod::{
    ALPHA, Deployment, Fleet, Member, PASSWORD, Server, TestPod, Xmpp, chosen_database, eventually,
    eventually_ok,
};

const TELLER: &str = "pods@alpha.test";

/// A file with that password.
fn file(password: &str) -> NamedTempFile {
    let file = NamedTempFile::new().expect("a file");
    fs::write(file.path(), format!("{password}\n")).expect("a file");
    file
}

fn settings(file: &Path) -> [(&'static str, &str); 2] {
    let file = file.to_str().expect("a path");
    [("COSSE_NOTICES_ADDRESS", TELLER), ("COSSE_NOTICES_PASSWORD_FILE", file)]
}

/// A deployment with an account that sends notices, where this is said to be its password.
async fn telling(password: &str) -> (Arc<Deployment>, NamedTempFile) {
    let file = file(password);
    let deployment = Deployment::with(&settings(file.path()));
    Xmpp::register(deployment.server().address(), TELLER, PASSWORD).await;
    (deployment, file)
}

/// Somebody with a client of her own who runs a pod and is no member of it.
async fn operator(pod: &TestPod, name: &str) -> Xmpp {
    let (server, jid) = (pod.deployment().server().address(), format!("{name}@{ALPHA}"));
    Xmpp::register(server, &jid, PASSWORD).await;
    grant(pod, &jid);
    Xmpp::sign_in(server, &jid, PASSWORD).await
}

fn grant(pod: &TestPod, jid: &str) {
    pod.deployment().cosse(&["operator", "grant", jid, "--pod", pod.host()]);
}

fn suspend(pod: &TestPod) {
    pod.deployment().cosse(&["pod", "suspend", pod.host(), "--reason", "We look into it"]);
}

/// So many are members, as far as the pod's row says.
fn uses(pod: &TestPod, members: i64) {
    pod.deployment().sql(&format!(
        "UPDATE pods SET members_used = {members} \
         WHERE id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        pod.host()
    ));
}

/// What was to be sent was to be sent three days ago.
fn days_pass(pod: &TestPod) {
    let then = match chosen_database() {
        "postgres" => "now() AT TIME ZONE 'utc' - interval '3 days'",
        _ => "datetime('now', '-3 days')",
    };
    pod.deployment().sql(&format!("UPDATE notices SET queued_at = {then} WHERE state = 'waiting'"));
}

/// The first line of `cosse notice list` with that word.
async fn becomes(pod: &TestPod, word: &str) -> String {
    eventually_ok(&format!("a notice is {word}"), async || {
        let said = pod.deployment().cosse(&["notice", "list", "--pod", pod.host()]);
        said.lines().find(|line| line.contains(word)).map(str::to_owned).ok_or(said)
    })
    .await
}

/// A member who runs the pod.
async fn running(pod: &TestPod, name: &str) -> Member {
    let member = pod.sign_up(name).await;
    grant(pod, &member.jid);
    member
}

#[tokio::test]
async fn whoever_runs_a_pod_hears_of_each_step_once_in_a_client_of_hers_and_other_operators_do_not() {
    let (deployment, _file) = telling(PASSWORD).await;
    let pod = TestPod::on(&deployment, "cantine", &["--members-max", "10"]).await;
    let other = TestPod::on(&deployment, "lanterne", &["--members-max", "10"]).await;
    let (mut client, mut stranger) = (operator(&pod, "bob").await, operator(&other, "eve").await);
    for (members, step) in [(8, "80"), (9, "90"), (10, "100")] {
        uses(&pod, members);
        let heard = client.until("of the places are taken").await;
        assert!(heard.contains(step) && heard.contains(TELLER), "{heard}");
        client.until("/operate/quotas").await;
    }
    eventually("all are sent", async || {
        (deployment.rows("SELECT state FROM notices") == ["sent"; 3]).then_some(())
    })
    .await;
    let told = client.archive(TELLER).await;
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(stranger.archive(TELLER).await.is_empty());
}

#[tokio::test]
async fn a_wrong_password_is_seen_is_given_up_and_sent_again_once_it_is_right() {
    let (deployment, file) = telling("not the password").await;
    let pod = TestPod::on(&deployment, "cantine", &["--members-max", "10"]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let (mut alice, mut stranger) = (running(&pod, "alice").await, running(&other, "eve").await);
    let (said, _, good) = deployment.tries(&["doctor"]);
    assert!(!good && said.contains("FAULT  the account that sends notices"), "{said}");
    assert!(said.contains("--notices-password-file") && !said.contains("not the password"), "{said}");
    uses(&pod, 9);
    let line = becomes(&pod, "password is wrong").await;
    assert!(line.contains("waiting") && line.contains(TELLER), "{line}");
    days_pass(&pod);
    becomes(&pod, "failed").await;
    let page = alice.get("/operate/notices").await.expect(200);
    assert!(page.says("given up") && page.says("password is wrong"), "{}", page.text());
    assert!(!stranger.get("/operate/notices").await.expect(200).says("given up"));
    let form = page.form("form[action$='/again']").expect("it can be sent again");
    let own = stranger.browser.form("/settings", "form[action='/settings/language']").await;
    stranger.browser.send(&own.act(&form.action)).await.expect(404);
    fs::write(file.path(), PASSWORD).expect("the file");
    deployment.stop();
    deployment.start();
    assert!(deployment.tries(&["doctor"]).0.contains("good   the account that sends notices"));
    assert!(!deployment.logged().contains("not the password"));
    alice.browser.send(&form).await.expect(200);
    becomes(&pod, "sent").await;
    alice.browser.send(&form).await.expect(404);
}

#[tokio::test]
async fn what_was_taken_back_while_it_waited_is_not_told_any_more() {
    let (deployment, file) = telling("not the password").await;
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut client = operator(&pod, "bob").await;
    suspend(&pod);
    becomes(&pod, "password is wrong").await;
    deployment.cosse(&["pod", "resume", pod.host()]);
    deployment.stop();
    fs::write(file.path(), PASSWORD).expect("the file");
    deployment.sql("UPDATE notices SET due_at = queued_at");
    deployment.start();
    client.until("is in use again").await;
    let line = becomes(&pod, "it is so no more").await;
    assert!(line.contains("failed"), "{line}");
    let told = client.archive(TELLER).await;
    assert_eq!(told.len(), 1, "{told:?}");
}

#[tokio::test]
async fn a_notice_to_nobody_comes_back_and_is_given_up() {
    let (deployment, _file) = telling(PASSWORD).await;
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    grant(&pod, &format!("nobody-at-all@{ALPHA}"));
    let mut client = operator(&pod, "bob").await;
    suspend(&pod);
    client.until("We look into it").await;
    let line = becomes(&pod, "it came back").await;
    assert!(line.contains("failed") && line.contains("nobody-at-all"), "{line}");
    assert!(becomes(&pod, "sent").await.contains("bob@"));
}

#[tokio::test]
async fn two_processes_for_jobs_send_each_notice_once() {
    let server = Server::fresh();
    let file = file(PASSWORD);
    let at = server.address();
    Xmpp::register(at, TELLER, PASSWORD).await;
    let mut fleet = Fleet::on(server, 1, &settings(file.path()));
    fleet.start_more_jobs();
    let pod = TestPod::on(fleet.deployment(), "cantine", &[]).await;
    let mut clients = Vec::new();
    for number in 0..8 {
        clients.push(operator(&pod, &format!("teller{number}")).await);
    }
    suspend(&pod);
    let all = vec!["sent"; clients.len()];
    eventually("all are sent", async || {
        (fleet.deployment().rows("SELECT state FROM notices") == all).then_some(())
    })
    .await;
    for client in &mut clients {
        client.until("We look into it").await;
        let told = client.archive(TELLER).await;
        assert_eq!(told.len(), 1, "{told:?}");
    }
}

#[tokio::test]
async fn the_consoles_say_who_tells_and_without_an_account_nothing_is_queued() {
    let silent = TestPod::new("cantine").await;
    let mut alice = running(&silent, "alice").await;
    let page = alice.get("/operate/quotas").await.expect(200);
    assert!(page.says("no account of this deployment sends messages"), "{}", page.text());
    assert!(alice.get("/operate/notices").await.expect(200).says("No account of this deployment"));
    suspend(&silent);
    assert_eq!(silent.deployment().cosse(&["notice", "list", "--pod", silent.host()]), "");
    let (deployment, _file) = telling(PASSWORD).await;
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut bob = running(&pod, "bob").await;
    for path in ["/operate/quotas", "/operate/notices"] {
        let page = bob.get(path).await.expect(200);
        assert!(page.says(TELLER), "{}", page.text());
    }
    let mut eve = pod.sign_up("eve").await;
    eve.get("/operate/notices").await.expect(404);
}
