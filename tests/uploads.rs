//! What is uploaded from other clients and what the pod stores itself, which are never more than its media together.

use std::sync::Arc;

use testpod::{ALPHA, Deployment, PASSWORD, TestPod, Xmpp, eventually};

use crate::domains::{becomes, deployment, shown};
use crate::logos::{self, stored};
use crate::pictures::{self, png};

const DOMAIN: &str = "cantine.alpha.test";

/// A pod whose media have room for so many of one logo, with accounts that Cosse looks after; the bytes of that logo.
async fn pod_for(deployment: &Arc<Deployment>, count: u64) -> (TestPod, u64) {
    let pod = TestPod::on(deployment, "cantine", &[]).await;
    assert!(gives_logo(&pod));
    let bytes = stored(&pod);
    for act in ["remove", "forget"] {
        deployment.cosse(&["pod", "logo", act, pod.host()]);
    }
    assert_eq!(stored(&pod), 0);
    deployment.cosse(&["pod", "set", pod.host(), "--storage-max", &(count * bytes).to_string()]);
    deployment.cosse(&["pod", "domain", "set", pod.host(), "managed", DOMAIN]);
    becomes(&pod, "ready").await;
    eventually("the form offers it", async || {
        pod.browser().get("/register").await.says(&format!("@{DOMAIN}")).then_some(())
    })
    .await;
    (pod, bytes)
}

/// Gives the pod that logo; whether there is room.
fn gives_logo(pod: &TestPod) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pot.png");
    std::fs::write(&file, png(640, 480)).expect("a file");
    let file = file.to_str().expect("a path");
    let (_, said, done) = pod.deployment().tries(&["pod", "logo", "set", pod.host(), file]);
    assert!(done || said.contains("there is no room"), "{said}");
    done
}

#[tokio::test]
async fn what_was_uploaded_a_moment_ago_has_no_room_here() {
    let deployment = deployment(&[DOMAIN]);
    let (pod, bytes) = pod_for(&deployment, 1).await;
    let alice = pod.sign_up_at(DOMAIN, "alice").await;
    let service = format!("upload.{DOMAIN}");
    let mut client = Xmpp::sign_in(deployment.server().address(), &alice.jid, PASSWORD).await;
    // all but the half that is kept for what the pod stores itself
    let most = bytes - bytes / 2;
    assert!(client.asks_for_slot(&service, most + 1).await.is_err());
    client.asks_for_slot(&service, most).await.expect("a slot");
    assert!(!gives_logo(&pod), "half of the room is half a logo");
    eventually("it counts to the pod's media", async || (stored(&pod) == most).then_some(())).await;
    assert!(!gives_logo(&pod));
}

#[tokio::test]
async fn uploads_and_logos_that_come_at_once_are_never_more_than_the_limit() {
    let deployment = deployment(&[DOMAIN]);
    let (pod, bytes) = pod_for(&deployment, 8).await;
    let mut alice = pod.sign_up_at(DOMAIN, "alice").await;
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let service = format!("upload.{DOMAIN}");
    let mut client = Xmpp::sign_in(deployment.server().address(), &alice.jid, PASSWORD).await;
    let uploads = async {
        let mut granted = 0;
        while client.asks_for_slot(&service, bytes / 2).await.is_ok() {
            granted += bytes / 2;
        }
        granted
    };
    let storing = async {
        for file in [png(640, 480), png(480, 640), png(320, 480), png(480, 320)] {
            let (status, body) = logos::send(&mut alice, file, "pot.png", "").await;
            assert!(status == 303 || body.contains("media are full"), "{body}");
        }
    };
    let (granted, ()) = tokio::join!(uploads, storing);
    assert!(granted > 2 * bytes, "there was room: {granted} of {bytes}");
    let all =
        eventually("what was uploaded counts", async || Some(stored(&pod)).filter(|all| *all >= granted))
            .await;
    assert!(all <= 8 * bytes, "{all} of {}", 8 * bytes);
}

#[tokio::test]
async fn a_file_that_is_larger_than_an_upload_may_be_is_neither_picture_nor_logo() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let allow = |bytes: &str| {
        pod.deployment().cosse(&["pod", "domain", "set", pod.host(), "own", ALPHA, "--upload-max", bytes])
    };
    allow("50");
    assert_eq!(shown(&pod)["upload_max"], 50);
    let file = png(64, 64);
    for (status, body) in [
        logos::send(&mut alice, file.clone(), "pot.png", "").await,
        pictures::send(&mut alice, file.clone(), "image/png", "me.png").await,
    ] {
        assert_eq!(status, 422, "{body}");
        // a tenth of a kilobyte
        assert!(body.contains("This file is too big: at most") && body.contains("0.1"), "{body}");
    }
    let page = alice.get("/operate/quotas").await.expect(200);
    assert!(page.says("One upload: a file of more than"), "{}", page.text());
    assert_eq!(stored(&pod), 0);
    pod.deployment().cosse(&["pod", "set", pod.host(), "--upload-max", "1000000"]);
    let (status, body) = logos::send(&mut alice, file, "pot.png", "").await;
    assert_eq!(status, 303, "{body}");
}
