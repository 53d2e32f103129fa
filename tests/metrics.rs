//! What operations see: `/metrics`.

use testpod::page::SIGN_IN;
use testpod::{
    ALPHA, Deployment, Figures, Fleet, PASSWORD, TestPod, Xmpp, befriend, eventually, eventually_ok,
};

const WORKED: &str = "cosse_command_work_seconds_count";
const REPLIED: &str = "cosse_command_reply_seconds_count";
const SHOWN: &str = "cosse_event_show_seconds_count";

#[tokio::test]
async fn what_members_do_moves_the_figures() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let mut events = bob.events().await;
    let before = deployment.figures().await;
    alice.publish("counted", "contacts").await.expect(200);
    events.with("counted").await;
    let after = deployment.figures().await;
    let moved = |name: &str, labels: &[(&str, &str)]| after.of(name, labels) - before.of(name, labels);
    for name in [WORKED, REPLIED] {
        assert_eq!(moved(name, &[("noun", "posts"), ("result", "done")]), 1.0, "{name}");
    }
    assert_eq!(moved(SHOWN, &[("event", "post")]), 1.0);
    assert!(moved("cosse_heard_seconds_count", &[("kind", "items")]) >= 1.0);
    assert!(moved("cosse_event_emit_seconds_count", &[("event", "post")]) >= 1.0);
    assert!(moved("cosse_http_request_seconds_count", &[("method", "POST"), ("status", "3xx")]) >= 1.0);
    assert_eq!(after.of("cosse_event_streams", &[]), 1.0);
    assert_eq!(after.of("cosse_sessions", &[("state", "online")]), 2.0);
    assert_eq!(after.of("cosse_shards", &[]), 256.0);
    assert!(after.of("process_resident_memory_bytes", &[]) > 1e6, "{}", after.text());
    assert!(after.of("cosse_database_connections", &[]) >= 1.0);
}

#[tokio::test]
async fn sign_ins_are_counted_by_what_became_of_them() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let alice = pod.sign_up("alice").await;
    let mut thief = pod.browser();
    thief.submit("/login", SIGN_IN, &[("jid", &alice.jid), ("password", "guessed")]).await.expect(422);
    let figures = deployment.figures().await;
    for (form, result) in [("sign-up", "ok"), ("sign-in", "ok"), ("sign-in", "wrong-password")] {
        let counted = figures.of("cosse_sign_ins_total", &[("form", form), ("result", result)]);
        assert_eq!(counted, 1.0, "{form} {result}");
    }
    assert_eq!(figures.of("cosse_sign_ins_total", &[]), 3.0);
}

#[tokio::test]
async fn streams_that_are_lost_are_counted_by_why_and_by_what_came_next() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let _alice = pod.sign_up("alice").await;
    deployment.relay().cut();
    until(&deployment, "the stream goes on", |figures| {
        figures.of("cosse_resumptions_total", &[("outcome", "resumed")]) == 1.0
            && figures.of("cosse_reconnects_total", &[("reason", "cut")]) == 1.0
    })
    .await;
    deployment.server().kill();
    until(&deployment, "nobody answers", |figures| {
        figures.of("cosse_reconnects_total", &[("reason", "unreachable")]) >= 1.0
            && figures.of("cosse_sessions", &[("state", "reconnecting")]) == 1.0
    })
    .await;
    deployment.server().start();
    until(&deployment, "a new stream comes instead of the old one", |figures| {
        figures.of("cosse_resumptions_total", &[("outcome", "refused")]) == 1.0
            && figures.of("cosse_sessions", &[("state", "online")]) == 1.0
            && figures.of("cosse_sessions", &[("state", "reconnecting")]) == 0.0
    })
    .await;
}

#[tokio::test]
async fn what_is_forged_is_dropped_and_counted_by_what_it_says_to_be() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    let (server, eve) = (deployment.server().address(), format!("eve@{ALPHA}"));
    Xmpp::register(server, &eve, PASSWORD).await;
    let mut client = Xmpp::sign_in(server, &eve, PASSWORD).await;
    let message = format!(
        "<message xmlns='jabber:client' from='romeo@{ALPHA}' to='{}'><body>Elope</body></message>",
        alice.jid
    );
    let forwarded = format!("<forwarded xmlns='urn:xmpp:forward:0'>{message}</forwarded>");
    for forged in [
        format!("<received xmlns='urn:xmpp:carbons:2'>{forwarded}</received>"),
        format!("<result xmlns='urn:xmpp:mam:2' queryid='q' id='1'>{forwarded}</result>"),
    ] {
        client.send(&format!("<message type='chat' to='{}'>{forged}</message>", alice.jid)).await;
    }
    for reason in ["carbon", "archive"] {
        until(&deployment, &format!("a forged {reason} is counted"), |figures| {
            figures.of("cosse_stanzas_dropped_total", &[("reason", reason)]) == 1.0
        })
        .await;
    }
    let page = alice.get("/chat").await.expect(200);
    assert!(!page.says("romeo") && !page.says("Elope"), "{}", page.text());
}

#[tokio::test]
async fn what_a_worker_takes_over_and_what_it_loses_is_counted() {
    let mut fleet = Fleet::of(2);
    holds_all(&fleet, 0, 1).await;
    fleet.end(0, "TERM");
    holds(&fleet, 1, 256.0).await;
    assert_eq!(fleet.figures(1).await.of("cosse_take_overs_total", &[]), 0.0, "they were given back");
    fleet.start(0);
    holds_all(&fleet, 0, 1).await;
    fleet.signal(0, "STOP");
    holds(&fleet, 1, 256.0).await;
    assert!(fleet.figures(1).await.of("cosse_take_overs_total", &[]) >= 128.0);
    fleet.signal(0, "CONT");
    eventually("it notices", async || {
        (fleet.figures(0).await.of("cosse_lease_losses_total", &[]) >= 128.0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn no_figure_names_anybody() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let mut events = bob.events().await;
    alice.say(&bob.jid, "hello").await;
    events.with("hello").await;
    alice.get("/post/nobody/knows/this").await.expect(404);
    let request = alice.browser.request(reqwest::Method::from_bytes(b"SECRET").expect("a method"), "/feed");
    request.send().await.expect("an answer");
    pod.browser().sign_in("eve@nowhere.example").await.expect(422);
    let figures = deployment.figures().await;
    for name in [pod.host(), ALPHA, "localhost", "@", "alice", "bob", "nowhere", "nobody", "SECRET"] {
        assert!(!figures.text().contains(name), "{name} stands in {}", figures.text());
    }
    for label in figures.labels() {
        let is_word = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        assert!(is_word && label.bytes().filter(u8::is_ascii_digit).count() <= 1, "{label} is a name");
    }
}

#[tokio::test]
async fn few_pods_have_figures_of_their_own_and_the_rest_are_one() {
    let deployment = Deployment::with(&[("COSSE_METRICS_PODS", "1")]);
    let (large, small) =
        (TestPod::on(&deployment, "cantine", &[]).await, TestPod::on(&deployment, "lanterne", &[]).await);
    for name in ["alice", "bob"] {
        large.sign_up(name).await;
    }
    small.sign_up("claire").await;
    let figures = deployment.figures().await;
    assert_eq!(figures.of("cosse_pod_members", &[("pod", "other")]), 1.0);
    assert_eq!(figures.of("cosse_pod_members", &[]), 3.0);
    let series = figures.text().lines().filter(|line| line.starts_with("cosse_pod_members{")).count();
    assert_eq!(series, 2, "{}", figures.text());
    assert!(!figures.text().contains(large.host()), "{}", figures.text());
}

async fn until(deployment: &Deployment, what: &str, is_so: impl Fn(&Figures) -> bool) {
    eventually_ok(what, async || {
        let figures = deployment.figures().await;
        is_so(&figures).then_some(()).ok_or_else(|| figures.of_sessions())
    })
    .await;
}

async fn holds(fleet: &Fleet, worker: usize, shards: f64) {
    eventually(&format!("worker {worker} holds {shards} shards"), async || {
        (fleet.figures(worker).await.of("cosse_shards", &[]) == shards).then_some(())
    })
    .await;
}

/// Two workers share all.
async fn holds_all(fleet: &Fleet, one: usize, other: usize) {
    holds(fleet, one, 128.0).await;
    holds(fleet, other, 128.0).await;
}
