//! A secret that is no longer good, or that somebody wants to have: the session asks its member, and leaves the server in peace.

use std::time::Duration;

use testpod::{Deployment, Kind, PASSWORD, TestPod, Xmpp};

use super::Scene;

/// So long the server must be left in peace, but for [`TRIES`].
const PEACE: Duration = Duration::from_secs(20);
const TRIES: usize = 2;

/// How many connections are made in the time.
async fn connections(deployment: &Deployment, begin: impl Future<Output = ()>) -> usize {
    let before = deployment.relay().connections();
    begin.await;
    tokio::time::sleep(PEACE).await;
    deployment.relay().connections() - before
}

#[tokio::test]
async fn a_password_that_was_changed_elsewhere_is_asked_for_and_the_server_is_not_hammered() {
    let deployment = Deployment::fresh();
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    scene.is_well("to begin with").await;
    let jid = scene.alice.jid.clone();
    let mut phone = Xmpp::sign_in(deployment.server().address(), &jid, PASSWORD).await;
    let made = connections(&deployment, async {
        phone.change_password(&jid, "another one").await;
        deployment.relay().cut();
        scene.is_asked_for_the_password().await;
    })
    .await;
    assert!(made <= TRIES, "{made} connections");
    scene.eve_says("while nobody can sign in", "").await;
    // what is kept is no better after a restart
    deployment.kill();
    let made = connections(&deployment, async {
        deployment.start();
        scene.is_asked_for_the_password().await;
    })
    .await;
    assert!(made <= TRIES, "{made} connections");
    scene.gives("another one").await;
    scene.is_calm().await;
    scene.reads(&["to begin with?", "to begin with!", "while nobody can sign in"]).await;
    scene.is_well("and now").await;
}

#[tokio::test]
async fn a_server_that_offers_a_weaker_mechanism_the_second_time_gets_no_password() {
    // PLAIN is allowed: only what was used before forbids it
    let deployment = Deployment::with(&[("COSSE_ALLOW_PLAIN", "true")]);
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    scene.is_well("to begin with").await;
    let server = deployment.server();
    let name = scene.alice.jid.clone();
    let signed_in = |jid: &str| {
        let words = match server.kind() {
            Kind::Prosody => format!("Authenticated as {jid}"),
            Kind::Ejabberd => format!("authentication for {jid}"),
        };
        server.logged().contains(&words)
    };
    assert!(signed_in(&name), "this is how the server says it");
    server.stop();
    server.offer_plain_alone(true);
    server.start();
    // as long as the server comes up, it is looked for
    scene.is_asked_for_the_password().await;
    let made = connections(&deployment, async {}).await;
    assert_eq!(made, 0, "connections to a server that cannot be trusted");
    assert!(deployment.logged().contains("weaker security than before"));
    assert!(!signed_in(&name), "the password was sent");
    scene.eve_returns().await;
    assert!(signed_in(&scene.eve_jid), "others do sign in");
    scene.eve_says("in plain words", "").await;
    scene.eve_is_heard().await;
    // nor does the next program
    deployment.kill();
    deployment.start();
    scene.is_asked_for_the_password().await;
    assert!(!signed_in(&name), "the password was sent");
    // all is well when the server is as it was
    server.stop();
    server.offer_plain_alone(false);
    server.start();
    scene.eve_returns().await;
    scene.gives(PASSWORD).await;
    scene.is_calm().await;
    scene.reads(&["to begin with?", "to begin with!", "in plain words"]).await;
    scene.is_well("and now").await;
}
