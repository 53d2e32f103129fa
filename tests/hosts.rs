//! Host names of pods.

use serde_json::json;
use testpod::{Deployment, TestPod, eventually};

use crate::admin::admin;
use crate::api::{ALL, Program};

/// What the operations port says of a host name.
pub(crate) async fn ask(deployment: &Deployment, domain: &str) -> u16 {
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
    deployment.cosse(&["pod", "host", "add", &alias, "--pod", pod.host()]);
    eventually("its other name, too", async || (ask(&deployment, &alias).await == 200).then_some(())).await;
    deployment.cosse(&["pod", "delete", pod.host()]);
    eventually("and not when it is deleted", async || (ask(&deployment, &alias).await == 404).then_some(()))
        .await;
}

/// What the command line says of the host names of a pod, each with its name, its footing and whether it is the primary one.
fn listed(pod: &TestPod) -> Vec<(String, String, bool)> {
    let said = pod.deployment().cosse(&["pod", "host", "list", "--pod", pod.host(), "--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let one =
        |host: &serde_json::Value| (text(&host["host"]), text(&host["footing"]), host["primary"] == true);
    said.as_array().expect("a list").iter().map(one).collect()
}

#[tokio::test]
async fn a_pod_has_several_host_names_one_of_them_primary() {
    let pod = TestPod::new("cantine").await;
    let (deployment, first) = (pod.deployment(), pod.host().to_owned());
    let second = format!("second-{first}");
    let host = |act: &str, name: &str| deployment.tries(&["pod", "host", act, name, "--pod", &first]);
    assert!(host("add", &second.to_uppercase()).2);
    let given = |name: &str, primary| (name.to_owned(), "given".to_owned(), primary);
    assert_eq!(listed(&pod), [given(&first, true), given(&second, false)]);
    eventually("it shows the pod", async || {
        (deployment.browser(&second).get("/").await.status == 200).then_some(())
    })
    .await;
    let (_, why, _) = host("remove", &first);
    assert!(why.contains("primary host name of the pod"), "{why}");
    assert!(host("primary", &second).2);
    assert_eq!(listed(&pod), [given(&second, true), given(&first, false)]);
    let (_, why, _) = host("remove", "elsewhere.localhost");
    assert!(why.contains("no host name of"), "{why}");
    assert!(host("primary", &first).2 && host("remove", &second).2);
    eventually("it shows nothing", async || {
        (deployment.browser(&second).get("/").await.status == 404).then_some(())
    })
    .await;
    eventually("no certificate for it either", async || {
        (ask(deployment, &second).await == 404).then_some(())
    })
    .await;
}

/// Nobody has asked for it before, and so nobody remembers that there was none: it is asked for once.
async fn answers_at_once(deployment: &Deployment, host: &str) {
    let page = deployment.browser(host).get("/").await.expect(200);
    assert!(page.says("Made meanwhile"), "{host}: {}", page.text());
}

#[tokio::test]
async fn a_pod_answers_its_first_request_whoever_makes_it_while_the_same_program_goes_on() {
    let deployment = Deployment::shared();
    let (mut console, _) = admin(&deployment, "maker").await;
    let program = Program::new(&deployment, ALL, &[]);
    let process = deployment.process();
    let host = "made-by-command.localhost";
    deployment.cosse(&["pod", "create", host, "--name", "Made meanwhile", "--although-like"]);
    answers_at_once(&deployment, host).await;
    let host = "made-by-program.localhost";
    let new = json!({ "host": host, "name": "Made meanwhile", "although_like": true });
    program.post("/api/v1/pods", new).await.expect(201);
    answers_at_once(&deployment, host).await;
    let host = "made-in-console.localhost";
    let form = console.form("/admin/pods/new", "#new-pod").await.set("name", "Made meanwhile");
    console.send(&form.set("host", host).with("although_like", "1")).await.expect(200);
    answers_at_once(&deployment, host).await;
    assert_eq!(deployment.process(), process, "nobody started it again");
}

#[tokio::test]
async fn a_host_name_that_is_taken_away_is_nobody_elses_for_a_while() {
    let (one, other) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let spare = format!("spare-{}", one.host());
    let add = |pod: &TestPod, more: &[&str]| {
        pod.deployment().tries(&[&["pod", "host", "add", &spare, "--pod", pod.host()], more].concat())
    };
    assert!(add(&one, &[]).2);
    let (_, why, _) = add(&other, &[]);
    assert!(why.contains("another pod has this host name"), "{why}");
    one.deployment().cosse(&["pod", "host", "remove", &spare, "--pod", one.host()]);
    let (_, why, good) = add(&other, &[]);
    assert!(!good && why.contains("held back"), "{why}");
    let (_, why, good) = one.deployment().tries(&["pod", "create", &spare, "--name", "A new one"]);
    assert!(!good && why.contains("held back"), "{why}");
    assert_eq!(listed(&other).len(), 1, "nothing half-done stays");
    assert!(add(&one, &[]).2, "the same pod takes it back");
    one.deployment().cosse(&["pod", "host", "remove", &spare, "--pod", one.host()]);
    assert!(add(&other, &["--trusted"]).2, "somebody vouches for it");
}

#[tokio::test]
async fn names_that_no_pod_can_have_are_refused_with_what_to_do() {
    let deployment = Deployment::shared();
    let own = ["--pod-domains", "pods.test"];
    for (name, what_to_do) in [
        ("https://garden.test", "leave out what stands before and behind"),
        ("garden.test:8080", "leave it out"),
        ("garden.test.", "leave it out"),
        ("10.0.0.1", "give a name"),
        ("garden", "give a whole name"),
        ("_xmpp.garden.test", "take another name"),
        ("gar_den.test", "letters, digits and -"),
        ("gаrden.test", "one script"), // a Cyrillic а
        ("www.pods.test", "take another"),
        ("admin.localhost", "take another"),
        ("localhost", "take a name below it"),
        ("pods.test", "give a name below it"),
        (&format!("{}.test", "a".repeat(64)), "too long"),
    ] {
        let (_, why, good) = deployment.tries(&[&["pod", "create", name, "--name", "x"], &own[..]].concat());
        assert!(!good && why.contains(what_to_do), "{name}: {why}");
        let (_, why, good) = deployment.tries(&["pod", "show", name]);
        assert!(!good && why.contains("no pod has"), "{name}: {why}");
    }
}

#[tokio::test]
async fn a_name_that_is_like_another_pods_is_for_a_human_to_allow() {
    let deployment = Deployment::shared();
    let create = |name: &str, more: &[&str]| {
        let arguments = ["pod", "create", name, "--name", "A pod", "--pod-domains", "gardens.test"];
        deployment.tries(&[&arguments, more].concat())
    };
    assert!(create("orchard.gardens.test", &[]).2);
    for (name, why_not) in [
        ("orchrad.gardens.test", "is one slip of the hand from orchard.gardens.test"),
        ("0rchard.gardens.test", "has letters that are taken for those of orchard.gardens.test"),
        ("orchard-club.gardens.test", "has a word of orchard.gardens.test"),
        ("orchard.test", "is orchard.gardens.test under another suffix"),
        ("a.orchard.gardens.test", "is below orchard.gardens.test"),
    ] {
        let (_, why, good) = create(name, &[]);
        assert!(!good && why.contains(why_not) && why.contains("--although-like"), "{name}: {why}");
    }
    assert!(create("orchrad.gardens.test", &["--although-like"]).2);
    assert!(create("mo1e.gardens.test", &[]).2);
    let (_, why, good) = create("mole.gardens.test", &["--although-like"]);
    assert!(!good && why.contains("looks the same as mo1e.gardens.test"), "{why}");
}
