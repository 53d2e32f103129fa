//! Host names of pods.

use testpod::{Deployment, TestPod, eventually};

/// What the operations port says of a host name.
async fn ask(deployment: &Deployment, domain: &str) -> u16 {
    let address = format!("http://{}/tls/ask?domain={domain}", deployment.operations());
    reqwest::get(address).await.expect("the operations port").status().as_u16()
}

#[tokio::test]
async fn a_proxy_that_asks_for_a_certificate_learns_which_names_are_ours() {
    let deployment = Deployment::shared();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let alias = format!("also-{}", pod.host());
    eventually("a new pod's name is ours", async || {
        (ask(&deployment, pod.host()).await == 200).then_some(())
    })
    .await;
    for (domain, status) in [
        ("localhost", 200),
        (pod.host().to_uppercase().as_str(), 200),
        (format!("{}.", pod.host()).as_str(), 200),
        (alias.as_str(), 404),
        ("evil.example", 404),
        ("", 404),
        ("%00", 404),
    ] {
        assert_eq!(ask(&deployment, domain).await, status, "{domain}");
    }
    deployment.cosse(&["pod", "set", pod.host(), "--host", &alias]);
    eventually("its other name, too", async || (ask(&deployment, &alias).await == 200).then_some(())).await;
    deployment.cosse(&["pod", "delete", pod.host()]);
    eventually("and not when it is deleted", async || (ask(&deployment, &alias).await == 404).then_some(()))
        .await;
}
