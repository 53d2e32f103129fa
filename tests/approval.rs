//! Pods whose operators look at each request to join.

use std::sync::Arc;

use futures::future::join_all;
use testpod::page::{REGISTER, SIGN_IN};
use testpod::{
    ALPHA, Browser, Deployment, Member, PASSWORD, Page, Postbox, TestPod, Xmpp, chosen_database, eventually,
};

const ASK: &str = "#ask";
const REQUESTS: &str = "/operate/requests";

/// A pod with its operator.
async fn pod(deployment: &Arc<Deployment>, name: &str) -> (TestPod, Member) {
    let pod = TestPod::on(deployment, name, &[]).await;
    let operator = pod.sign_up("operator").await;
    deployment.cosse(&["operator", "grant", &operator.jid, "--pod", pod.host()]);
    deployment.cosse(&["pod", "set", pod.host(), "--registration", "approval"]);
    eventually("the pod asks", async || pod.browser().get("/register").await.form(ASK)).await;
    (pod, operator)
}

fn address(pod: &TestPod, name: &str) -> String {
    format!("{name}.{}@mail.test", pod.host().replace(".localhost", ""))
}

async fn asks(browser: &mut Browser, email: &str, reason: &str) -> Page {
    browser.submit("/register", ASK, &[("email", email), ("reason", reason)]).await
}

/// The form about the request of that address; before somebody is refused, a page of its own asks.
async fn form(operator: &mut Member, email: &str, verb: &str) -> testpod::Form {
    let page = operator.get(REQUESTS).await.expect(200);
    let accept = page.form_about("accept", email);
    let accept = accept.unwrap_or_else(|| panic!("no request of {email}: {}", page.text()));
    match verb {
        "accept" => accept,
        verb => operator.browser.form(&accept.action.replace("accept", verb), "#refuse").await,
    }
}

/// Follows an invitation and signs up by it.
async fn joins(browser: &mut Browser, invite: &str, name: &str) -> u16 {
    let page = browser.get(invite).await;
    let Some(to) = page.attributes("a[href^='/register?']", "href").pop() else {
        return page.status.as_u16();
    };
    let page = browser.get(&to).await;
    let Some(form) = page.form(REGISTER) else { return page.status.as_u16() };
    browser.send(&form.set("username", name).set("password", PASSWORD)).await.status.as_u16()
}

#[tokio::test]
async fn who_asks_is_let_in_and_comes_by_the_link_in_her_mail() {
    let (deployment, postbox) = Postbox::shared();
    let (pod, mut operator) = pod(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    deployment.cosse(&["pod", "set", pod.host(), "--question", "Who of us do you know?"]);
    let mut browser = pod.browser();
    let page = eventually("the pod asks in its own words", async || {
        let page = browser.get("/register").await;
        page.says("Who of us do you know?").then_some(page)
    })
    .await;
    assert_eq!(page.count("[name='password']"), 0, "no password is asked for, and none is kept");
    assert!(pod.browser().get("/").await.count("a[href='/register']") >= 1);
    let page = asks(&mut browser, &alice, "Claire, and I cook.").await.expect(200);
    assert!(page.says("comes by e-mail"), "{}", page.text());
    let page = operator.get(REQUESTS).await.expect(200);
    assert!(page.says(&alice) && page.says("Claire, and I cook."), "{}", page.text());
    let accept = form(&mut operator, &alice, "accept").await;
    operator.browser.send(&accept).await.expect(200);
    let link = postbox.brings(&alice).await.link("/invite/");
    assert_eq!(joins(&mut browser, &link, &format!("asked{}", std::process::id())).await, 200);
    assert!(browser.get("/feed").await.path.starts_with("/feed"));
    assert_eq!(pod.browser().get(&link).await.status, 410, "one use is used");
    assert!(!operator.get(REQUESTS).await.says(&alice));
    let log = operator.get("/operate/audit").await.expect(200);
    assert!(log.says("Somebody who asked was let in") && !log.says(&alice), "{}", log.text());
}

#[tokio::test]
async fn who_is_not_let_in_reads_why_in_her_language_and_may_ask_again() {
    let (deployment, postbox) = Postbox::shared();
    let (pod, mut operator) = pod(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    let mut browser = pod.browser();
    browser.speak("fr");
    asks(&mut browser, &alice, "J’habite à côté.").await.expect(200);
    let list = operator.get(REQUESTS).await.expect(200);
    assert_eq!(list.count("form[action$='/refuse']"), 0, "nobody is refused from the list: {}", list.text());
    let ask = list.attributes("a[href$='/refuse']", "href").pop().expect("a way to refuse her");
    let asked = operator.get(&ask).await.expect(200);
    assert!(asked.says("cannot be taken back") && asked.says("J’habite à côté."), "{}", asked.text());
    assert!(operator.get(REQUESTS).await.says(&alice), "to be asked does nothing");
    let refuse = form(&mut operator, &alice, "refuse").await;
    let far_too_long =
        operator.browser.send(&refuse.clone().set("reason", &"x".repeat(2_001))).await.expect(422);
    assert!(far_too_long.alert().contains("2,000"), "{}", far_too_long.text());
    assert!(far_too_long.form("#refuse").is_some_and(|form| form.has("reason")), "{}", far_too_long.text());
    operator.browser.send(&refuse.set("reason", "Come and eat with us first.")).await.expect(200);
    let letter = postbox.brings(&alice).await;
    assert!(letter.has("subject").contains("Votre demande"), "{letter:?}");
    assert!(letter.has("text").contains("> Come and eat with us first."), "{letter:?}");
    asks(&mut browser, &alice, "J’ai mangé avec vous.").await.expect(200);
    assert!(operator.get(REQUESTS).await.says("J’ai mangé avec vous."));
    operator.get(&ask).await.expect(404);
}

/// Somebody asked so many hours before she did.
fn asked_earlier(deployment: &Deployment, email: &str, hours: u32) {
    let then = match chosen_database() {
        "postgres" => format!("created_at - interval '{hours} hours'"),
        _ => format!("datetime(created_at, '-{hours} hours')"),
    };
    deployment.sql(&format!("update applications set created_at = {then} where email = '{email}'"));
}

#[tokio::test]
async fn after_three_answers_whoever_asks_reads_how_long_one_waits_mostly() {
    const MOSTLY: &str = "Most requests are answered within";
    let (deployment, _) = Postbox::shared();
    let (pod, mut operator) = pod(&deployment, "cantine").await;
    let other = TestPod::on(&deployment, "lanterne", &["--registration", "approval"]).await;
    for (name, hours, verb) in [("alice", 1, "accept"), ("bob", 30, "refuse"), ("claire", 5, "accept")] {
        let email = address(&pod, name);
        asks(&mut pod.browser(), &email, "I cook.").await.expect(200);
        asked_earlier(&deployment, &email, hours);
        let page = pod.browser().get("/register").await.expect(200);
        assert!(!page.says(MOSTLY), "of so few nobody is told: {}", page.text());
        let answer = form(&mut operator, &email, verb).await;
        operator.browser.send(&answer).await.expect(200);
    }
    let page = pod.browser().get("/register").await.expect(200);
    assert!(page.says(&format!("{MOSTLY} 6 hours.")), "{}", page.text());
    let page = other.browser().get("/register").await.expect(200);
    assert!(page.form(ASK).is_some() && !page.says(MOSTLY), "{}", page.text());
}

#[tokio::test]
async fn the_same_answer_at_the_same_instant_is_one_invitation_and_the_same_link_one_member() {
    let (deployment, postbox) = Postbox::shared();
    let (pod, mut operator) = pod(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    asks(&mut pod.browser(), &alice, "I cook.").await.expect(200);
    let accept = form(&mut operator, &alice, "accept").await;
    let mut copies = vec![operator.browser.clone(); 5];
    let answers = join_all(copies.iter_mut().map(|browser| browser.send(&accept))).await;
    assert_eq!(answers.iter().filter(|page| page.status == 200).count(), 1);
    assert!(answers.iter().all(|page| page.status == 200 || page.status == 404));
    let link = postbox.brings(&alice).await.link("/invite/");
    let mut browsers: Vec<Browser> = (0..5).map(|_| pod.browser()).collect();
    let names: Vec<String> = (0..5).map(|number| format!("twin{number}x{}", std::process::id())).collect();
    let joining = browsers.iter_mut().zip(&names).map(|(browser, name)| joins(browser, &link, name));
    let joined = join_all(joining).await;
    assert_eq!(joined.iter().filter(|status| **status == 200).count(), 1, "{joined:?}");
    assert_eq!(postbox.letters(&alice).len(), 1);
}

#[tokio::test]
async fn another_pod_neither_sees_nor_answers_a_request() {
    let (deployment, postbox) = Postbox::shared();
    let (cantine, mut operator) = pod(&deployment, "cantine").await;
    let (lanterne, mut other) = pod(&deployment, "lanterne").await;
    let (alice, david) = (address(&cantine, "alice"), address(&lanterne, "david"));
    asks(&mut cantine.browser(), &alice, "I cook.").await.expect(200);
    asks(&mut lanterne.browser(), &david, "I read.").await.expect(200);
    assert!(!other.get(REQUESTS).await.says(&alice));
    let ours = form(&mut operator, &alice, "accept").await;
    let theirs = form(&mut other, &david, "accept").await;
    other.browser.send(&theirs.clone().act(&ours.action)).await.expect(404);
    operator.browser.send(&ours.clone().act(&theirs.action)).await.expect(404);
    operator.browser.send(&ours).await.expect(200);
    let link = postbox.brings(&alice).await.link("/invite/");
    assert_eq!(lanterne.browser().get(&link).await.status, 410);
    let mut member = cantine.browser();
    joins(&mut member, &link, &format!("plain{}", std::process::id())).await;
    member.get(REQUESTS).await.expect(404);
    assert!(cantine.browser().get(REQUESTS).await.path.starts_with("/login"));
}

#[tokio::test]
async fn what_is_missing_or_wrong_in_a_request_is_told_and_what_was_typed_stays() {
    let (deployment, _) = Postbox::shared();
    let (pod, mut operator) = pod(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    let long = "x".repeat(2_001);
    for (email, reason) in
        [("", "I cook."), ("nobody", "I cook."), (alice.as_str(), " "), (alice.as_str(), &long)]
    {
        let page = asks(&mut pod.browser(), email, reason).await.expect(422);
        let form = page.form(ASK).expect("the same form again");
        assert_eq!((form.value("email"), form.value("reason")), (Some(email), Some(reason)));
        assert!(!page.alert().is_empty(), "{}", page.text());
    }
    assert!(!operator.get(REQUESTS).await.says(&alice));
    // once more is the same request, and nobody is told that there is one
    for _ in 0..2 {
        asks(&mut pod.browser(), &alice, "I cook.").await.expect(200);
    }
    assert_eq!(operator.get(REQUESTS).await.text().matches(&alice).count(), 1);
}

#[tokio::test]
async fn who_has_an_invitation_need_not_ask() {
    let (deployment, _) = Postbox::shared();
    let (pod, _) = pod(&deployment, "cantine").await;
    let said = deployment.cosse(&["invite", "create", "--pod", pod.host()]);
    let link = said.trim().strip_prefix(pod.host()).expect("the pod's own host").to_owned();
    let page = pod.browser().get("/register").await.expect(200);
    assert!(page.form("#invited").is_some(), "a code can be typed, too");
    assert_eq!(joins(&mut pod.browser(), &link, &format!("guest{}", std::process::id())).await, 200);
}

#[tokio::test]
async fn whoever_posts_a_name_and_a_password_has_asked_at_most_and_has_no_account() {
    let (deployment, _) = Postbox::shared();
    let (pod, mut operator) = pod(&deployment, "cantine").await;
    let (eve, name) = (address(&pod, "eve"), format!("unasked{}", std::process::id()));
    let mut browser = pod.browser();
    let form = browser.form("/register", ASK).await.with("username", &name).with("password", PASSWORD);
    let page = browser.send(&form).await.expect(422);
    assert!(page.form(ASK).is_some() && page.count("[name='password']") == 0, "{}", page.text());
    let form = form.set("email", &eve).set("reason", "I cook.");
    assert!(browser.send(&form).await.expect(200).says("comes by e-mail"));
    assert!(operator.get(REQUESTS).await.expect(200).says(&eve), "it is a request like any other");
    assert!(browser.get("/feed").await.path.starts_with("/login"));
    let (server, jid) = (deployment.server().address(), format!("{name}@{ALPHA}"));
    assert!(!Xmpp::is_password(server, &jid, PASSWORD).await, "nobody has let her in");
}

#[tokio::test]
async fn who_has_an_account_elsewhere_is_led_to_ask_and_comes_in_with_it_once_she_is_let_in() {
    let (deployment, postbox) = Postbox::shared();
    let (pod, mut operator) = pod(&deployment, "cantine").await;
    let jid = TestPod::on(&deployment, "lanterne", &[]).await.sign_up("david").await.jid;
    let (mut browser, fields) = (pod.browser(), [("jid", jid.as_str()), ("password", PASSWORD)]);
    let page = browser.submit("/login", SIGN_IN, &fields).await.expect(422);
    assert!(page.alert().contains("look at each request"), "{}", page.text());
    assert_eq!(page.texts("main a[href='/register']"), ["Ask to join"]);
    assert!(browser.get("/feed").await.path.starts_with("/login"));
    let to = page.attributes("main a[href='/register']", "href").pop().expect("a way to ask");
    let david = address(&pod, "david");
    browser.submit(&to, ASK, &[("email", david.as_str()), ("reason", "I cook.")]).await.expect(200);
    let accept = form(&mut operator, &david, "accept").await;
    operator.browser.send(&accept).await.expect(200);
    let page = browser.get(&postbox.brings(&david).await.link("/invite/")).await.expect(200);
    let to = page.attributes("a[href^='/login?']", "href").pop().expect("a way in");
    browser.submit(&to, SIGN_IN, &fields).await.expect(200);
    assert!(browser.get("/feed").await.path.starts_with("/feed"));
    deployment.cosse(&["pod", "set", pod.host(), "--members-max", "2"]);
    let (late, mut stranger) =
        (TestPod::on(&deployment, "lanterne", &[]).await.sign_up("eve").await.jid, pod.browser());
    eventually("who comes too late reads that it is full", async || {
        stranger.sign_in(&late).await.expect(422).alert().contains("no free place").then_some(())
    })
    .await;
}

#[tokio::test]
async fn where_no_mail_is_sent_nobody_asks_and_only_who_was_invited_comes_in() {
    let pod = TestPod::with("cantine", &["--registration", "approval"]).await;
    let page = pod.browser().get("/register").await.expect(200);
    assert!(page.form(ASK).is_none() && page.says("takes in people who are invited"), "{}", page.text());
    let (mut stranger, name) = (pod.browser(), format!("mailless-asks{}", std::process::id()));
    let form = stranger.form("/login", SIGN_IN).await.act("/register").set("password", PASSWORD);
    let page = stranger.send(&form.with("username", &name)).await.expect(422);
    assert!(page.alert().contains("whom a member has invited"), "{}", page.text());
    let (server, jid) = (pod.deployment().server().address(), format!("{name}@{ALPHA}"));
    assert!(!Xmpp::is_password(server, &jid, PASSWORD).await, "no account came of it");
    let david = TestPod::new("lanterne").await.sign_up("david").await;
    let page = stranger.sign_in(&david.jid).await.expect(422);
    assert!(page.alert().contains("whom a member has invited"), "{}", page.text());
    assert!(stranger.get("/feed").await.path.starts_with("/login"));
    let said = pod.deployment().cosse(&["invite", "create", "--pod", pod.host()]);
    let link = said.trim().strip_prefix(pod.host()).expect("the pod's own host");
    assert_eq!(joins(&mut pod.browser(), link, &name).await, 200);
}

#[tokio::test]
async fn the_command_line_answers_requests_as_the_console_does() {
    let (deployment, postbox) = Postbox::shared();
    let (pod, mut operator) = pod(&deployment, "cantine").await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let (alice, bob) = (address(&pod, "alice"), address(&pod, "bob"));
    for email in [&alice, &bob] {
        asks(&mut pod.browser(), email, "I cook,\r\nand I wash up.").await.expect(200);
    }
    let said = deployment.cosse(&["request", "list", "--pod", pod.host(), "--json"]);
    let open: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let id = |email: &str| {
        let mut all = open.as_array().expect("requests").iter();
        let hers = all.find(|request| request["email"] == email).expect("her request");
        hers["id"].as_str().expect("its id").to_owned()
    };
    let (yes, no) = (id(&alice), id(&bob));
    let listed = deployment.cosse(&["request", "list", "--pod", pod.host()]);
    assert!(listed.contains("I cook, and I wash up."), "{listed}");
    assert!(!deployment.cosse(&["request", "list", "--pod", other.host()]).contains(&alice));
    let (_, said, good) = deployment.tries(&["request", "accept", &yes, "--pod", other.host()]);
    assert!(!good && said.contains("cosse request list"), "{said}");
    deployment.cosse(&["request", "accept", &yes, "--pod", pod.host()]);
    deployment.cosse(&["request", "refuse", &no, "--pod", pod.host(), "--reason", "Eat with us first."]);
    postbox.brings(&alice).await.link("/invite/");
    let letter = postbox.brings(&bob).await;
    assert!(letter.has("text").contains("> Eat with us first."), "{letter:?}");
    let (_, said, good) = deployment.tries(&["request", "refuse", &yes, "--pod", pod.host()]);
    assert!(!good && said.contains("no such request"), "{said}");
    assert!(!operator.get(REQUESTS).await.says(&alice));
    let log = deployment.cosse(&["pod", "audit", pod.host()]);
    assert!(log.contains("request-accept") && log.contains("request-refuse"), "{log}");
}
