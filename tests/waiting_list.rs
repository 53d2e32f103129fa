//! Pods that are full, and the people who wait for a place.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use testpod::page::REGISTER;
use testpod::{Browser, Deployment, PASSWORD, Page, Postbox, TestPod, eventually, eventually_within};

const WAIT: &str = "#wait";
const CONFIRM: &str = "form[action$='/confirm']";
const LEAVE: &str = "form[action$='/leave']";

/// What jobs do every few seconds may take that long on a busy machine.
const LONG: Duration = Duration::from_secs(60);

async fn full(deployment: &Arc<Deployment>, name: &str) -> TestPod {
    TestPod::on(deployment, name, &["--members-max", "0"]).await
}

fn address(pod: &TestPod, name: &str) -> String {
    format!("{name}.{}@mail.test", pod.host().replace(".localhost", ""))
}

/// Asks for a place on the list, and says that the address is hers; where her own place is.
async fn waits(pod: &TestPod, postbox: &Postbox, email: &str) -> String {
    let mut browser = pod.browser();
    browser.submit("/register", WAIT, &[("email", email)]).await.expect(200);
    let link = postbox.brings(email).await.link("/confirm/");
    browser.submit(&link, CONFIRM, &[]).await.expect(200).path
}

fn room(pod: &TestPod, places: &str) {
    pod.deployment().cosse(&["pod", "set", pod.host(), "--members-max", places]);
}

/// Follows an invitation and signs up by it.
async fn joins(browser: &mut Browser, invite: &str, name: &str) -> Page {
    let page = browser.get(invite).await;
    let Some(to) = page.attributes("a[href^='/register?']", "href").pop() else { return page };
    let page = browser.get(&to).await;
    let Some(form) = page.form(REGISTER) else { return page };
    browser.send(&form.set("username", name).set("password", PASSWORD)).await
}

fn name(pod: &TestPod, name: &str) -> String {
    format!("{name}x{}", pod.host().replace(|it: char| !it.is_ascii_alphanumeric(), ""))
}

#[tokio::test]
async fn places_go_to_those_who_wait_in_their_order_and_to_no_stranger() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let page = pod.browser().get("/").await.expect(200);
    assert!(page.says("Wait for a place"), "{}", page.text());
    let (alice, bob) = (address(&pod, "alice"), address(&pod, "bob"));
    let first = waits(&pod, &postbox, &alice).await;
    let second = waits(&pod, &postbox, &bob).await;
    assert!(pod.browser().get(&first).await.says("You are next"));
    assert!(pod.browser().get(&second).await.says("One person is before you"));
    room(&pod, "1");
    let offer = postbox.brings_nth(&alice, 2).await;
    let mut stranger = pod.browser();
    assert!(stranger.get("/register").await.expect(200).form(REGISTER).is_none(), "the place is kept");
    assert!(stranger.get(&first).await.says("A place is kept for you"));
    joins(&mut stranger, &offer.link("/invite/"), &name(&pod, "alice")).await.expect(200);
    assert!(stranger.get("/feed").await.path.starts_with("/feed"));
    pod.browser().get(&first).await.expect(404);
    assert_eq!(postbox.letters(&bob).len(), 1, "a place is not promised before");
    room(&pod, "2");
    postbox.brings_nth(&bob, 2).await;
}

#[tokio::test]
async fn a_place_that_is_not_taken_in_time_goes_to_the_next() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let (alice, bob) = (address(&pod, "alice"), address(&pod, "bob"));
    let first = waits(&pod, &postbox, &alice).await;
    waits(&pod, &postbox, &bob).await;
    room(&pod, "1");
    let offer = postbox.brings_nth(&alice, 2).await.link("/invite/");
    // days go by
    deployment.sql(&format!("update waiters set invited_until = created_at where email = '{alice}'"));
    eventually_within(LONG, "the next one is asked", async || {
        postbox.letters(&bob).into_iter().nth(1).ok_or("not yet")
    })
    .await;
    pod.browser().get(&first).await.expect(404);
    assert_eq!(pod.browser().get(&offer).await.status, 410);
}

#[tokio::test]
async fn who_leaves_the_list_is_forgotten_and_the_next_one_is_asked() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let (alice, bob) = (address(&pod, "alice"), address(&pod, "bob"));
    let first = waits(&pod, &postbox, &alice).await;
    waits(&pod, &postbox, &bob).await;
    room(&pod, "1");
    let offer = postbox.brings_nth(&alice, 2).await;
    let leave = pod.browser().get(&offer.link("/waiting-list/")).await.form(LEAVE).expect("a way out");
    assert!(leave.action.starts_with(&first));
    let mut browser = pod.browser();
    let leave = browser.form(&first, LEAVE).await;
    browser.send(&leave).await.expect(200);
    browser.send(&leave).await.expect(200);
    postbox.brings_nth(&bob, 2).await;
    assert_eq!(pod.browser().get(&offer.link("/invite/")).await.status, 410);
    assert_eq!(deployment.rows(&format!("select count(*) from waiters where email = '{alice}'")), ["0"]);
}

#[tokio::test]
async fn a_link_that_is_only_looked_at_changes_nothing_and_twice_at_once_is_once() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    pod.browser().submit("/register", WAIT, &[("email", &alice)]).await.expect(200);
    let link = postbox.brings(&alice).await.link("/confirm/");
    for _ in 0..3 {
        assert!(pod.browser().get(&link).await.expect(200).form(CONFIRM).is_some());
    }
    assert!(pod.browser().get("/register").await.says("Nobody waits"));
    let mut browser = pod.browser();
    let form = browser.form(&link, CONFIRM).await;
    let mut copies = vec![browser; 5];
    for page in join_all(copies.iter_mut().map(|browser| browser.send(&form))).await {
        assert!(page.expect(200).says("You are next"));
    }
    let shown = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains("\"waiting\":1"), "{shown}");
}

#[tokio::test]
async fn the_same_offer_at_the_same_instant_is_one_member() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    waits(&pod, &postbox, &alice).await;
    room(&pod, "1");
    let offer = postbox.brings_nth(&alice, 2).await.link("/invite/");
    let mut browsers: Vec<Browser> = (0..5).map(|_| pod.browser()).collect();
    let names: Vec<String> = (0..5).map(|number| name(&pod, &format!("twin{number}"))).collect();
    let joining = browsers.iter_mut().zip(&names).map(|(browser, name)| joins(browser, &offer, name));
    join_all(joining).await;
    let mut inside = 0;
    for browser in &mut browsers {
        inside += usize::from(browser.get("/feed").await.path.starts_with("/feed"));
    }
    assert_eq!(inside, 1);
    let shown = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains("\"members_used\":1") && shown.contains("\"waiting\":0"), "{shown}");
}

#[tokio::test]
async fn nobody_finds_another_ones_place_nor_that_of_another_pod() {
    let (deployment, postbox) = Postbox::shared();
    let (pod, other) = (full(&deployment, "cantine").await, full(&deployment, "lanterne").await);
    let mine = waits(&pod, &postbox, &address(&pod, "alice")).await;
    let theirs = waits(&pod, &postbox, &address(&pod, "bob")).await;
    other.browser().get(&mine).await.expect(404);
    assert!(other.browser().get("/register").await.says("Nobody waits"));
    let (_, tag) = theirs.rsplit_once('.').expect("a key");
    let (id, _) = mine.rsplit_once('.').expect("a key");
    for forged in [format!("{id}.{tag}"), id.to_owned(), format!("{id}."), "/waiting-list/x".to_owned()] {
        pod.browser().get(&forged).await.expect(404);
    }
    let mut browser = pod.browser();
    let leave = browser.form(&mine, LEAVE).await;
    browser.send(&leave.clone().act(&format!("{id}.{tag}/leave"))).await.expect(404);
    browser.send(&leave.act(&format!("{mine}x/leave"))).await.expect(404);
    pod.browser().get(&mine).await.expect(200);
}

#[tokio::test]
async fn where_there_is_a_place_nobody_waits() {
    let (deployment, _) = Postbox::shared();
    let (pod, open) = (full(&deployment, "cantine").await, TestPod::on(&deployment, "lanterne", &[]).await);
    let form = pod.browser().form("/register", WAIT).await;
    let mut browser = open.browser();
    let own = browser.form("/register", REGISTER).await;
    let page = browser.send(&own.act(&form.action).with("email", "alice@mail.test")).await;
    assert_eq!(page.status, 422, "{}", page.text());
    eventually("nobody waits there", async || {
        let shown = deployment.cosse(&["pod", "show", open.host(), "--json"]);
        shown.contains("\"waiting\":0").then_some(())
    })
    .await;
}

#[tokio::test]
async fn operators_see_the_list_in_its_order_and_take_somebody_off_it_after_a_question() {
    // from one network so many ask: those of the shared one are used by others
    let postbox = Postbox::fresh();
    let deployment = postbox.deployment();
    let pod = TestPod::on(&deployment, "cantine", &["--members-max", "1"]).await;
    let mut oona = pod.sign_up("oona").await;
    deployment.cosse(&["operator", "grant", &oona.jid, "--pod", pod.host()]);
    let empty = oona.get("/operate/waiting").await.expect(200);
    assert!(empty.says("Nobody waits") && empty.says("When the pod is full"), "{}", empty.text());
    eventually("the pod is full", async || pod.browser().get("/register").await.form(WAIT).map(|_| ())).await;
    let (alice, bob) = (address(&pod, "alice"), address(&pod, "bob"));
    let first = waits(&pod, &postbox, &alice).await;
    waits(&pod, &postbox, &bob).await;
    let silent = address(&pod, "silent");
    pod.browser().submit("/register", WAIT, &[("email", &silent)]).await.expect(200);
    let requests = oona.get("/operate/requests").await.expect(200);
    assert!(!requests.attributes("main p a[href='/operate/waiting']", "href").is_empty());
    let page = oona.get("/operate/waiting").await.expect(200);
    assert_eq!(page.texts("tbody td:first-child"), [alice.as_str(), bob.as_str(), silent.as_str()]);
    assert!(page.says("1 in the line") && page.says("2 in the line"), "{}", page.text());
    assert!(page.says("not confirmed"), "{}", page.text());
    let links = page.attributes("tbody a[href$='/remove']", "href");
    let question = oona.get(&links[0]).await.expect(200);
    assert!(question.says(&alice), "{}", question.text());
    pod.browser().get(&first).await.expect(200);
    let page = oona.browser.submit(&links[0], "form[action$='/remove']", &[]).await.expect(200);
    assert_eq!(page.texts("tbody td:first-child"), [bob.as_str(), silent.as_str()]);
    pod.browser().get(&first).await.expect(404);
    oona.get(&links[0]).await.expect(404);
    let log = oona.get("/operate/audit").await.expect(200);
    assert!(log.says("taken off the waiting list") && !log.says(&alice), "{}", log.text());
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let mut eve = other.sign_up("eve").await;
    deployment.cosse(&["operator", "grant", &eve.jid, "--pod", other.host()]);
    assert!(eve.get("/operate/waiting").await.expect(200).says("Nobody waits"));
    eve.get(&links[1]).await.expect(404);
}

#[tokio::test]
async fn the_command_line_shows_who_waits_and_takes_somebody_off_the_list() {
    let (deployment, postbox) = Postbox::shared();
    let (pod, other) = (full(&deployment, "cantine").await, full(&deployment, "lanterne").await);
    let (alice, bob) = (address(&pod, "alice"), address(&pod, "bob"));
    let first = waits(&pod, &postbox, &alice).await;
    waits(&pod, &postbox, &bob).await;
    let said = deployment.cosse(&["waiting", "list", "--pod", pod.host(), "--json"]);
    let list: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert!(list[0]["email"] == alice.as_str() && list[1]["email"] == bob.as_str(), "{said}");
    assert!(list[0]["state"] == "waiting", "{said}");
    let id = list[0]["id"].as_str().expect("its id");
    assert_eq!(deployment.cosse(&["waiting", "list", "--pod", other.host()]), "");
    let (_, said, good) = deployment.tries(&["waiting", "remove", id, "--pod", other.host()]);
    assert!(!good && said.contains("cosse waiting list"), "{said}");
    deployment.cosse(&["waiting", "remove", id, "--pod", pod.host()]);
    pod.browser().get(&first).await.expect(404);
    let listed = deployment.cosse(&["waiting", "list", "--pod", pod.host()]);
    assert!(listed.contains(&bob) && !listed.contains(&alice), "{listed}");
    let log = deployment.cosse(&["pod", "audit", pod.host()]);
    assert!(log.contains("request-refuse") && !log.contains(&alice), "{log}");
    let (_, said, good) = deployment.tries(&["waiting", "remove", id, "--pod", pod.host()]);
    assert!(!good && said.contains("nobody with this id"), "{said}");
}
