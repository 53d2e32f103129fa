//! Whether anybody looks, as the member's server is told (XEP-0352).

use testpod::{Deployment, PASSWORD, Relay, TestPod, Xmpp, befriend, eventually};

use super::{Scene, TALKATIVE};

const ACTIVE: &str = "<active xmlns='urn:xmpp:csi:0'";
const INACTIVE: &str = "<inactive xmlns='urn:xmpp:csi:0'";

/// Waits until the server was told, and what it was told first.
async fn is_told(relay: &Relay, state: &str) {
    let mut said = String::new();
    eventually(&format!("the server is told {state}"), async || {
        said.push_str(&relay.said().replace('"', "'"));
        (said.contains(ACTIVE) || said.contains(INACTIVE)).then_some(())
    })
    .await;
    let states: Vec<&str> = [ACTIVE, INACTIVE].into_iter().filter(|it| said.contains(it)).collect();
    assert_eq!(states, [state], "{said}");
}

/// The cable is cut, and the same stream goes on.
async fn goes_on(scene: &Scene) {
    let resumed = scene.resumed();
    scene.deployment().relay().cut();
    // what was said before is not what is waited for
    scene.deployment().relay().said();
    eventually("the stream goes on", async || (scene.resumed() > resumed).then_some(())).await;
}

#[tokio::test]
async fn the_server_is_told_whether_anybody_looks_and_again_after_each_cut() {
    let deployment = Deployment::unencrypted(&[TALKATIVE]);
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    let relay = deployment.relay();
    scene.is_well("to begin with").await;
    deployment.stop();
    relay.said();
    deployment.start();
    is_told(relay, INACTIVE).await;
    goes_on(&scene).await;
    is_told(relay, INACTIVE).await;
    let _events = scene.alice.events().await;
    is_told(relay, ACTIVE).await;
    goes_on(&scene).await;
    is_told(relay, ACTIVE).await;
}

#[tokio::test]
async fn what_is_posted_while_nobody_looks_is_all_there_when_somebody_does() {
    let deployment = Deployment::unencrypted(&[TALKATIVE]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    deployment.stop();
    deployment.relay().said();
    deployment.start();
    is_told(deployment.relay(), INACTIVE).await;
    let mut phone = Xmpp::sign_in(deployment.server().address(), &bob.jid, PASSWORD).await;
    let texts: Vec<String> = (0..4).map(|number| format!("post {number} of the night")).collect();
    for (number, text) in texts.iter().enumerate() {
        let entry = format!("<entry xmlns='http://www.w3.org/2005/Atom'><title>{text}</title></entry>");
        phone.publish("urn:xmpp:microblog:0", &format!("night-{number}"), &entry).await;
    }
    for text in &texts {
        alice.sees(text).await;
    }
}
