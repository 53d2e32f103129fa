//! Where the directory sends people: how many, by which way, and to whom who has an address already.

use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use testpod::{Browser, Deployment, Member, Names, TestPod, eventually, eventually_ok};

use crate::polling::kept::{Kept, keep};
use crate::polling::wild::{Says, Wild, first, second, sign};
use crate::polling::{announce, deployment, host, until_shown};

/// A pod elsewhere that says this, and is shown.
async fn listed(deployment: &Deployment, wild: &Wild, name: &str, change: impl FnOnce(&mut Value)) -> String {
    let domain = host(name);
    wild.says(&domain, Says::Document(sign(&first(), &wild.listing(&domain, change))));
    announce(deployment, &domain).await;
    until_shown(deployment, &domain, true).await;
    domain
}

/// Somebody who has a page of the directory before her, on which the pod is.
async fn looking(deployment: &Deployment, host: &str) -> Browser {
    let mut browser = deployment.platform();
    let page = browser.get(&format!("/pods?q={host}")).await.expect(200);
    let join = format!("{}/join/{host}", browser.origin());
    assert!(page.attributes("main a[rel='nofollow']", "href").contains(&join), "{}", page.text());
    browser
}

/// Where somebody gets who follows the link of the pod's card.
async fn follows(browser: &mut Browser, host: &str) -> String {
    browser.get(&format!("/join/{host}")).await.expect(303).header("location").to_owned()
}

/// How many were sent there.
fn sent(deployment: &Deployment, host: &str) -> Vec<String> {
    deployment.rows(&format!("SELECT sent FROM directory_sent WHERE domain = '{host}'"))
}

async fn shows(deployment: &Deployment, path: &str, host: &str) -> bool {
    deployment.platform().get(path).await.expect(200).body.contains(&format!("/join/{host}"))
}

#[tokio::test]
async fn a_pod_is_sent_no_more_people_a_day_than_it_wishes_and_who_comes_late_gets_there() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let two = |it: &mut Value| it["registration"]["daily_budget"] = 2.into();
    let garden = listed(&deployment, &wild, "garden", two).await;
    let orchard = listed(&deployment, &wild, "orchard", |_| ()).await;
    let sign_up = format!("http://{garden}:{}/sign-up", wild.address().port());
    let mut late = looking(&deployment, &garden).await;
    for n in ["1", "2"] {
        let mut browser = looking(&deployment, &garden).await;
        assert_eq!(follows(&mut browser, &garden).await, sign_up);
        assert_eq!(sent(&deployment, &garden), [n]);
    }
    for path in ["/pods", "/pods?sort=name", "/", "/pick", "/go?address=someone@elsewhere.test"] {
        assert!(!shows(&deployment, path, &garden).await, "{path}: it had enough");
        assert!(shows(&deployment, path, &orchard).await, "{path}: the other one did not");
    }
    assert_eq!(follows(&mut late, &garden).await, sign_up);
    assert_eq!(sent(&deployment, &garden), ["3"]);
    deployment.sql(&format!("UPDATE directory_sent SET day = day - 1 WHERE domain = '{garden}'"));
    until_shown(&deployment, &garden, true).await;
}

#[tokio::test]
async fn only_people_who_follow_the_link_are_counted_and_nobody_counts_often() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let garden = listed(&deployment, &wild, "garden", |_| ()).await;
    let path = format!("/join/{garden}");
    follows(&mut deployment.platform(), &garden).await;
    let mut browser = looking(&deployment, &garden).await;
    let answer = browser.request(Method::GET, &path).header("Sec-Purpose", "prefetch").send().await;
    assert_eq!(answer.expect("an answer").status().as_u16(), 403, "nobody has followed it yet");
    for (name, value) in [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "image")] {
        let answer = browser.request(Method::GET, &path).header(name, value).send().await;
        assert_eq!(answer.expect("an answer").status().as_u16(), 303, "{name}");
    }
    assert!(sent(&deployment, &garden).is_empty(), "a program, a guess of a browser, a page elsewhere");
    for _ in 0..6 {
        follows(&mut browser, &garden).await;
    }
    assert_eq!(sent(&deployment, &garden), ["3"], "one network counts three times");
    browser.get("/join/nobody.wild.test").await.expect(404);
    let robots = browser.get("/robots.txt").await.expect(200);
    assert!(robots.body.contains("Disallow: /join/"), "{}", robots.body);
}

async fn operated(deployment: &Arc<Deployment>, name: &str) -> (TestPod, Member) {
    let pod = TestPod::on(deployment, name, &[]).await;
    let alice = pod.sign_up("alice").await;
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

#[tokio::test]
async fn a_pod_of_this_deployment_has_a_budget_too_and_another_one_is_not_touched() {
    let deployment = Deployment::shared();
    let (pod, mut alice) = operated(&deployment, "cantine").await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    until_shown(&deployment, other.host(), true).await;
    alice.browser.submit("/operate/listing", "#listing", &[("daily_budget", "1")]).await.expect(200);
    until_shown(&deployment, pod.host(), true).await;
    let preview = alice.get("/operate/listing").await.expect(200);
    let join = format!("{}/join/{}", deployment.platform().origin(), pod.host());
    assert!(preview.attributes("article.pod a", "href").contains(&join), "{}", preview.body);
    let mut browser = looking(&deployment, pod.host()).await;
    assert_eq!(follows(&mut browser, pod.host()).await, format!("{}/register", pod.browser().origin()));
    assert_eq!(sent(&deployment, pod.host()), ["1"]);
    until_shown(&deployment, pod.host(), false).await;
    let found = format!("/pods?q={}", other.host());
    assert!(shows(&deployment, &found, other.host()).await);
    assert!(sent(&deployment, other.host()).is_empty());
}

#[tokio::test]
async fn an_address_leads_to_its_pod_and_only_that_browser_remembers_it() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let garden = listed(&deployment, &wild, "garden", |_| ()).await;
    let pod = TestPod::on(&deployment, "Cantine", &[]).await;
    until_shown(&deployment, pod.host(), true).await;
    let origin = format!("http://{garden}:{}/", wild.address().port());
    let mut browser = deployment.platform();
    let loud = format!("xmpp:Alice@{}", garden.to_uppercase());
    for address in [garden.clone(), format!("alice@{garden}"), loud] {
        let answer = browser.get(&format!("/go?address={address}")).await.expect(303);
        assert_eq!(answer.header("location"), origin, "{address}");
    }
    let page = browser.get("/go").await.expect(200);
    assert!(page.says(&format!("The pod {garden}")), "{}", page.text());
    let answer = browser.get(&page.attributes("p.notice a", "href").remove(0)).await.expect(303);
    assert_eq!(answer.header("location"), origin);
    let page = deployment.platform().get("/go").await.expect(200);
    assert!(!page.says("The pod"), "another browser: {}", page.text());
    let request = deployment.platform().request(Method::GET, &format!("/go?address={garden}"));
    let led = request.header("Sec-Fetch-Site", "cross-site").send().await.expect("an answer");
    assert_eq!(led.status().as_u16(), 303);
    assert!(led.headers().get("set-cookie").is_none(), "somebody else's page sent her there");
    assert!(page.header("content-security-policy").contains("form-action 'self' http: https:"));
    let answer = browser.get(&format!("/go?address={}", pod.host())).await.expect(303);
    assert_eq!(answer.header("location"), format!("{}/login", pod.browser().origin()));
    assert!(browser.get("/go").await.expect(200).says("Cantine"));
    wild.says(&garden, Says::Answer("410 Gone".into(), vec![]));
    until_shown(&deployment, &garden, false).await;
    let page = browser.get(&format!("/go?address={garden}")).await;
    assert_ne!(page.status.as_u16(), 303, "it is not there any more");
}

#[tokio::test]
async fn who_has_an_address_elsewhere_sees_which_pods_let_her_in() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let open = listed(&deployment, &wild, "open", |_| ()).await;
    let friends = listed(&deployment, &wild, "friends", |it| {
        it["xmpp"]["accounts"] = "allowlist".into();
        it["xmpp"]["allowed_domains"] = json!(["friends.test"]);
    })
    .await;
    let claims = listed(&deployment, &wild, "claims", |it| {
        it["xmpp"]["accounts"] = "local".into();
        it["xmpp"]["domains"] = json!(["famous.test"]);
    })
    .await;
    for (address, lets_in) in [
        ("eve@elsewhere.test", [true, false, false]),
        ("eve@friends.test", [true, true, false]),
        ("eve@famous.test", [true, false, true]),
    ] {
        let page = deployment.platform().get(&format!("/go?address={address}")).await.expect(200);
        let links = page.attributes("article.pod h3 a", "href");
        let is_named = |host: &String| links.iter().any(|link| link.contains(host.as_str()));
        let named = [&open, &friends, &claims].map(is_named);
        assert_eq!(named, lets_in, "{address}: {}", page.text());
    }
    let page = deployment.platform().get("/go?address=eve@famous.test").await.expect(200);
    assert!(page.says("only say so"), "nobody is led to whoever claims her server: {}", page.text());
    let page = deployment.platform().get("/go?address=not%20an%20address@@").await.expect(422);
    assert!(!page.alert().is_empty());
}

async fn until_confirmed(deployment: &Deployment, host: &str, confirmed: bool) {
    let known = "SELECT provider, confirmed_at IS NOT NULL FROM pod_providers";
    let query = format!("{known} WHERE domain = '{host}'");
    eventually_ok(&format!("{host} is confirmed: {confirmed}"), async || {
        let rows = deployment.rows(&query);
        let is = rows.iter().any(|row| row.ends_with("|1") || row.ends_with("|t"));
        if !rows.is_empty() && is == confirmed { Ok(()) } else { Err(rows.join("\n")) }
    })
    .await;
}

#[tokio::test]
async fn who_runs_a_pod_counts_once_her_dns_says_so_here_and_elsewhere() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let run_by = |it: &mut Value, id: &str| {
        it["provider"] = json!({ "id": id, "since": "2024-03-01" });
    };
    let art = listed(&deployment, &wild, "art", |it| run_by(it, "https://art.provider.test/")).await;
    let lies = listed(&deployment, &wild, "lies", |it| run_by(it, "https://art.provider.test/")).await;
    until_confirmed(&deployment, &art, false).await;
    let record = format!("{art}._pod-provider.art.provider.test");
    names.text(&record, &format!("v=pod1; pod={art}"));
    until_confirmed(&deployment, &art, true).await;
    until_confirmed(&deployment, &lies, false).await;
    names.forget(&record);
    until_confirmed(&deployment, &art, false).await;
    let page = deployment.platform().get(&format!("/pods?q={art}")).await.expect(200);
    assert!(page.says("Why it is here") && page.says("at the same host"), "{}", page.text());
    let (pod, mut alice) = operated(&deployment, "cantine").await;
    let record = format!("{}._pod-provider.soup.provider.test", pod.host());
    names.text(&record, &format!("v=pod1; pod={}", pod.host()));
    let said = [("provider", "https://soup.provider.test")];
    alice.browser.submit("/operate/listing", "#listing", &said).await.expect(200);
    until_confirmed(&deployment, pod.host(), true).await;
}

#[tokio::test]
async fn somebody_picks_among_those_that_take_her_at_once() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let at_once = listed(&deployment, &wild, "at-once", |_| ()).await;
    let asks = listed(&deployment, &wild, "asks", |it| {
        it["registration"]["mode"] = "approval".into();
        it["registration"]["effective"] = "approval".into();
    })
    .await;
    eventually("the draw knows it", async || shows(&deployment, "/pick", &at_once).await.then_some(())).await;
    assert!(!shows(&deployment, "/pick", &asks).await);
    assert!(shows(&deployment, "/pods", &asks).await);
    let mut browser = deployment.platform();
    let drawn = browser.get("/pick").await.expect(200).attributes("article.pod h3 a", "href");
    assert_eq!(browser.get("/pick").await.expect(200).attributes("article.pod h3 a", "href"), drawn);
}

/// The pods that somebody is offered who does not want to choose.
async fn offered(browser: &mut Browser) -> Vec<String> {
    browser.get("/pick").await.expect(200).texts("article.pod .address")
}

#[tokio::test]
async fn beside_the_pod_that_is_picked_stands_another_one_of_another_host_if_there_is_one() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let (ash, birch, far) = (host("ash"), host("birch"), "far.elsewhere.test");
    let until = async |number: usize| {
        let what = format!("{number} pods are known");
        let asked = async || (hosts_of(&deployment).await.len() == number).then_some(());
        eventually(&what, asked).await;
    };
    keep(&deployment, &wild, &[Kept::new(&ash, json!({}))]);
    until(1).await;
    assert_eq!(offered(&mut deployment.platform()).await, std::slice::from_ref(&ash), "there is no other");
    keep(&deployment, &wild, &[Kept::new(&birch, json!({}))]);
    until(2).await;
    let mut both = offered(&mut deployment.platform()).await;
    both.sort();
    assert_eq!(both, [ash, birch], "one of the same host is better than none");
    let elsewhere = Kept { address: "8.8.8.8", signer: second(), ..Kept::new(far, json!({})) };
    keep(&deployment, &wild, &[elsewhere]);
    until(3).await;
    for _ in 0..6 {
        let mut browser = deployment.platform();
        let two = offered(&mut browser).await;
        assert!(two.len() == 2 && two.contains(&far.to_owned()), "{two:?}");
        assert_eq!(offered(&mut browser).await, two, "the draw stays as it is for who looks again");
    }
}

/// The pods of the first page.
async fn hosts_of(deployment: &Deployment) -> Vec<String> {
    deployment.platform().get("/pods").await.expect(200).texts("article.pod .address")
}
