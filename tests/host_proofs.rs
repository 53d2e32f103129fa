//! Host names on domains of one's own: served once DNS says whose they are, and for as long as it does.

use testpod::{Deployment, Names, TestPod, eventually};

use super::hosts::ask;
use crate::admin::{admin, page_of};

/// What must be in the DNS of a host name, as the command line says it: the name of the record, and its text.
fn record(said: &str) -> (String, String) {
    let line = said.lines().find(|line| line.contains(" TXT ")).expect("a record");
    let (name, text) = line.trim().split_once(". TXT ").expect("a line of a zone");
    (name.to_owned(), text.trim_matches('"').to_owned())
}

/// How the host name of the pod is, as the command line says it.
fn footing(deployment: &Deployment, host: &str) -> String {
    let said = deployment.cosse(&["pod", "host", "list", "--pod", host, "--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let all = said.as_array().expect("a list");
    let one = all.iter().find(|it| it["host"] == host).expect("the host name");
    one["footing"].as_str().expect("a text").to_owned()
}

/// As if it had been so long ago that all is due, and whatever is missing is so since then.
fn long_ago(deployment: &Deployment) {
    let then = "'2026-01-01 00:00:00'";
    deployment.sql(&format!("UPDATE host_proofs SET missing_since = {then} WHERE missing_since IS NOT NULL"));
    deployment.sql(&format!("UPDATE host_proofs SET due_at = {then}"));
}

async fn until(deployment: &Deployment, host: &str, status: u16) {
    let what = format!("{host} is {status} for whoever wants a certificate");
    eventually(&what, async || (ask(deployment, host).await == status).then_some(())).await;
    let what = format!("{host} is {status} for visitors");
    let mut browser = deployment.browser(host);
    eventually(&what, async || (browser.get("/").await.status == status).then_some(())).await;
}

#[tokio::test]
async fn a_pod_on_a_domain_of_its_own_is_served_once_its_record_is_there() {
    let (deployment, names) = (Deployment::shared(), Names::fresh());
    let dns = names.address().to_string();
    let host = "orangerie.test";
    let (name, text) = record(&deployment.cosse(&["pod", "create", host, "--name", "Orangerie"]));
    assert_eq!((name.as_str(), &text[..10]), ("_cosse.orangerie.test", "cosse-pod="));
    let check = || deployment.tries(&["pod", "host", "check", host, "--pod", host, "--dns", &dns]);
    let (_, why, good) = check();
    assert!(!good && why.contains("there is none") && why.contains(&text), "{why}");
    names.text(&name, "cosse-pod=somebody-elses");
    names.text(&name, "v=spf1 -all");
    let (_, why, good) = check();
    let texts = ["it says", "cosse-pod=somebody-elses", "v=spf1 -all"];
    assert!(!good && texts.iter().all(|text| why.contains(text)), "{why}");
    assert_eq!((ask(&deployment, host).await, footing(&deployment, host).as_str()), (404, "pending"));
    deployment.browser(host).get("/").await.expect(404);
    let directory = deployment.platform().get("/pods").await.expect(200);
    assert!(!directory.says("Orangerie"), "it would lead to nothing");
    names.text(&name, &text);
    let (said, why, good) = check();
    assert!(good && said.contains("is proven, and served"), "{said}{why}");
    until(&deployment, host, 200).await;
    let audit = deployment.cosse(&["pod", "audit", host]);
    assert!(audit.contains("host-prove") && audit.contains("to-prove"), "{audit}");
}

#[tokio::test]
async fn the_record_of_one_pod_proves_nothing_for_another() {
    let (deployment, names) = (Deployment::shared(), Names::fresh());
    let dns = names.address().to_string();
    let (one, other) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let add = |pod: &TestPod| deployment.tries(&["pod", "host", "add", "verger.test", "--pod", pod.host()]);
    let (name, text) = record(&add(&one).0);
    names.text(&name, &text);
    assert!(!add(&other).2, "nobody can ask for what another has asked for");
    deployment.cosse(&["pod", "host", "remove", "verger.test", "--pod", one.host()]);
    let (_, others) = record(&add(&other).0);
    assert_ne!(text, others);
    for (pod, says) in [(&one, "no host name of"), (&other, "it says cosse-pod=")] {
        let check = ["pod", "host", "check", "verger.test", "--pod", pod.host(), "--dns", &dns];
        let (_, why, good) = deployment.tries(&check);
        assert!(!good && why.contains(says), "{why}");
    }
    let (_, why, _) = deployment.tries(&["pod", "host", "primary", "verger.test", "--pod", other.host()]);
    assert!(why.contains("is not served"), "{why}");
    assert_eq!(ask(&deployment, "verger.test").await, 404);
}

#[tokio::test]
async fn a_name_below_a_domain_of_the_deployment_and_one_that_somebody_vouches_for_need_no_record() {
    let deployment = Deployment::shared();
    let said = deployment.cosse(&[
        "pod",
        "create",
        "serre.courtyard.test",
        "--name",
        "Serre",
        "--pod-domains",
        "courtyard.test",
    ]);
    assert!(!said.contains("TXT"), "{said}");
    deployment.cosse(&["pod", "create", "pergola.test", "--name", "Pergola", "--trusted"]);
    for host in ["serre.courtyard.test", "pergola.test"] {
        until(&deployment, host, 200).await;
        let said = deployment.cosse(&["pod", "host", "check", host, "--pod", host]);
        assert!(said.contains("needs no record"), "{said}");
    }
    let audit = deployment.cosse(&["pod", "audit", "pergola.test"]);
    assert!(audit.contains(r#"{"claim":"trusted"}"#), "{audit}");
}

#[tokio::test]
async fn a_name_is_served_by_itself_when_its_record_comes_and_not_any_more_when_it_is_gone_for_long() {
    let names = Names::fresh();
    let deployment = Deployment::with(&[("COSSE_DNS", &names.address().to_string())]);
    let host = "orangerie.test";
    let (name, text) = record(&deployment.cosse(&["pod", "create", host, "--name", "Orangerie"]));
    names.text(&name, &text);
    until(&deployment, host, 200).await;
    names.forget(&name);
    long_ago(&deployment);
    eventually("it is missed", async || (footing(&deployment, host) == "missing").then_some(())).await;
    assert_eq!(ask(&deployment, host).await, 200, "for a week nothing happens");
    let (doctor, _, _) = deployment.tries(&["doctor"]);
    assert!(doctor.contains("pod host check orangerie.test"), "{doctor}");
    long_ago(&deployment);
    until(&deployment, host, 404).await;
    assert_eq!(footing(&deployment, host), "lapsed");
    names.text(&name, &text);
    long_ago(&deployment);
    until(&deployment, host, 200).await;
    let audit = deployment.cosse(&["pod", "audit", host]);
    assert_eq!((audit.matches("host-prove").count(), audit.matches("host-lapse").count()), (2, 1), "{audit}");
}

#[tokio::test]
async fn an_admin_looks_for_a_record_in_the_browser_and_has_links_lead_to_the_name() {
    let names = Names::fresh();
    let deployment = Deployment::with(&[("COSSE_DNS", &names.address().to_string())]);
    let (pod, other) =
        (TestPod::on(&deployment, "cantine", &[]).await, TestPod::on(&deployment, "lanterne", &[]).await);
    let (mut browser, _) = admin(&deployment, "looker").await;
    let host = "belvedere.test";
    let (name, text) = record(&deployment.cosse(&["pod", "host", "add", host, "--pod", pod.host()]));
    let (mine, theirs) = (page_of(&mut browser, &pod).await, page_of(&mut browser, &other).await);
    let check = browser.form(&mine, "form[action$='/hosts/check']").await;
    let page = browser.send(&check).await.expect(422);
    assert!(page.says("The DNS of belvedere.test has no such record"), "{}", page.text());
    names.text(&name, "v=spf1 -all");
    let page = browser.send(&check).await.expect(422);
    assert!(page.says("something else there: v=spf1 -all"), "{}", page.text());
    assert!(page.form("form[action$='/hosts/primary']").is_none(), "no link can lead to what is not served");
    browser.send(&check.clone().act(&format!("{mine}/hosts/primary"))).await.expect(404);
    names.text(&name, &text);
    let page = browser.send(&check).await.expect(200);
    assert!(page.says("belvedere.test (proven)"), "{}", page.text());
    for act in ["check", "primary"] {
        browser.send(&check.clone().act(&format!("{theirs}/hosts/{act}"))).await.expect(404);
    }
    let lead = page.form("form[action$='/hosts/primary']").expect("a button");
    let page = browser.send(&lead).await.expect(200);
    assert!(page.says("belvedere.test (proven, links lead here)"), "{}", page.text());
    let shown = deployment.cosse(&["pod", "show", host, "--json"]);
    assert!(shown.contains("\"host\":\"belvedere.test\""), "{shown}");
}
