//! Certificates of the domains that Cosse makes: got by the deployment's proxy, handed to its Prosody.

use std::fs;

use testpod::{Deployment, MISNAMED, PASSWORD, Server, TestPod, Xmpp, eventually_ok};

use super::domains::{becomes, shown};

/// Until the domain is not ready for such a reason.
async fn waits(pod: &TestPod, reason: &str) {
    eventually_ok(&format!("{reason:?} is why the domain is not ready"), async || {
        let shown = shown(pod);
        let says = shown["reason"].as_str().is_some_and(|said| said.contains(reason));
        if says && shown["standing"] == "preparing" { Ok(()) } else { Err(shown.to_string()) }
    })
    .await;
}

#[tokio::test]
async fn a_domain_is_ready_as_soon_as_a_certificate_for_it_lies_in_the_folder() {
    let domain = format!("cantine.{MISNAMED}");
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::administered();
    let settings = server.admin_settings(&[&domain]);
    let mut settings: Vec<(&'static str, &str)> =
        settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    settings.push(("COSSE_CERTIFICATES", folder.path().to_str().expect("a path")));
    let deployment = Deployment::on(server, &settings);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    deployment.cosse(&["pod", "domain", "set", pod.host(), "managed", &domain]);
    waits(&pod, "there is none in").await;
    deployment.server().certify("elsewhere.test", folder.path(), &domain);
    waits(&pod, &format!("this certificate is not for {domain}")).await;
    let file = |end: &str| folder.path().join(format!("{domain}.{end}"));
    let strange = fs::read(file("key")).expect("a key");
    deployment.server().certify(&domain, folder.path(), &domain);
    let own = fs::read(file("key")).expect("a key");
    fs::write(file("key"), strange).expect("another's key");
    waits(&pod, "certificate and key do not go together").await;
    fs::write(file("key"), own).expect("its own key");
    becomes(&pod, "ready").await;
    let alice = pod.sign_up_at(&domain, "alice").await;
    assert!(Xmpp::is_password(deployment.server().address(), &alice.jid, PASSWORD).await);
    // Prosody has it, and shows it when it starts again, whatever is in the folder
    fs::remove_dir_all(folder.path()).expect("the folder goes");
    deployment.server().stop();
    deployment.server().start();
    pod.sign_in(&alice.jid).await;
}
