//! Pods whose accounts are on a server that the deployment does not run: what `cosse doctor` says that it lacks.

use testpod::{ALPHA, Deployment, PASSWORD, Server, TestPod, Xmpp};

/// A pod on a server that lacks these modules, and the file with the password of an account there.
async fn lacking(modules: &'static str) -> (TestPod, tempfile::TempDir) {
    let deployment = Deployment::on(Server::without(modules), &[]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    Xmpp::register(deployment.server().address(), &format!("novice@{ALPHA}"), PASSWORD).await;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("password"), format!("{PASSWORD}\n")).expect("a file");
    (pod, folder)
}

#[tokio::test]
async fn doctor_asks_as_an_account_what_an_own_server_lacks_and_says_what_to_do() {
    let (pod, folder) = lacking("carbons smacks blocklist muc").await;
    let file = folder.path().join("password").display().to_string();
    let jid = format!("novice@{ALPHA}");
    let asked = ["doctor", "--pod", pod.host(), "--as", &jid, "--password-file", &file];
    let (said, why, good) = pod.deployment().tries(&asked);
    assert!(!good && why.contains("need attention"), "{said}{why}");
    for lacks in ["XEP-0280", "XEP-0198", "XEP-0191", "XEP-0363", "XEP-0045"] {
        let line = said.lines().find(|line| line.contains(lacks)).expect("a line for each");
        assert!(line.starts_with("FAULT") && line.contains("turn on"), "{line}");
    }
    for offers in ["XEP-0163", "XEP-0313", "XEP-0060"] {
        let line = said.lines().find(|line| line.contains(offers)).expect("a line for each");
        assert!(line.starts_with("good"), "{line}");
    }
    assert!(said.contains("hold on the pod's pages only"), "{said}");
    assert!(!said.contains(PASSWORD) && !why.contains(PASSWORD), "{said}{why}");
}

#[tokio::test]
async fn without_an_account_or_with_a_wrong_password_doctor_says_so() {
    let (pod, folder) = lacking("").await;
    let (said, _, _) = pod.deployment().tries(&["doctor", "--pod", pod.host()]);
    assert!(said.contains("name one with --as and --password-file"), "{said}");
    let (file, jid) = (folder.path().join("password"), format!("novice@{ALPHA}"));
    std::fs::write(&file, "not hers").expect("a file");
    let asked = ["doctor", "--pod", pod.host(), "--as", &jid, "--password-file"];
    let there = file.display().to_string();
    let (said, why, good) = pod.deployment().tries(&[&asked[..], &[there.as_str()]].concat());
    let line = said.lines().find(|line| line.contains(&format!("offers to {jid}"))).expect("a line");
    assert!(!good && line.starts_with("FAULT") && !line.contains("not hers"), "{said}{why}");
    let nowhere = folder.path().join("nowhere").display().to_string();
    let (_, why, good) = pod.deployment().tries(&[&asked[..], &[nowhere.as_str()]].concat());
    assert!(!good && why.contains("nowhere"), "{why}");
}

#[tokio::test]
async fn whether_an_own_server_makes_accounts_is_a_fault_only_where_the_pod_says_otherwise() {
    let (pod, _folder) = lacking("").await;
    let line = || {
        let (said, _, _) = pod.deployment().tries(&["doctor", "--pod", pod.host()]);
        said.lines().find(|line| line.contains("makes accounts")).expect("a line").to_owned()
    };
    assert!(line().starts_with("good"), "people sign up on the pod: {}", line());
    pod.deployment().cosse(&["pod", "set", pod.host(), "--registration", "closed"]);
    assert!(line().starts_with("FAULT") && line().contains("close in-band registration"), "{}", line());
}
