//! What is announced on a pod, who is kept out, who waits, what is reported, and what is undone: by programs.

use testpod::page::POST;

use super::*;

/// A key that nothing has.
const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/// How many items a list has.
async fn listed(program: &Program, path: &str) -> usize {
    program.get(path).await.expect(200)["items"].as_array().expect("a list").len()
}

/// Whether an answer is as the document says that the items of that list are.
async fn is_an_item(deployment: &Arc<Deployment>, path: &str, answer: &Value) {
    let document = document(deployment).await;
    let operation = &document["paths"][format!("/api/v1{path}")]["get"];
    let page = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    fits(&document, &page["properties"]["items"]["items"], answer, path);
}

/// Whether visitors read this on the front page.
async fn fronts(pod: &TestPod, words: &str) -> bool {
    pod.browser().get("/").await.expect(200).says(words)
}

#[tokio::test]
async fn something_is_announced_on_one_pod_and_withdrawn() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = format!("{}/announcements", program.path_of(&pod).await);
    let new = json!({ "title": " No soup ", "text": "We are *away*", "everyone": true });
    let made = program.post(&path, new).await.expect(201);
    assert_eq!((&made["title"], &made["state"]), (&json!("No soup"), &json!("shown")));
    is_an_item(pod.deployment(), "/pods/{pod}/announcements", &made).await;
    eventually("it is on the front page", async || fronts(&pod, "No soup").await.then_some(())).await;
    assert!(!fronts(&other, "No soup").await);
    let later = json!({ "title": "Later", "from": "8999-01-31", "until": "8999-01-31" });
    let later = program.post(&path, later).await.expect(201);
    assert_eq!((&later["state"], &later["ends_at"]), (&json!("ahead"), &json!("8999-02-01T00:00:00Z")));
    for wrong in [
        json!({}),
        json!({ "title": " " }),
        json!({ "title": "Soup", "until": "tomorrow" }),
        json!({ "title": "Soup", "until": "2020-01-01" }),
        json!({ "title": "Soup", "from": "8999-02-01", "until": "8999-01-31" }),
        json!({ "title": "Soup", "mail": true }),
    ] {
        program.post(&path, wrong).await.expect(422);
    }
    assert_eq!(listed(&program, &path).await, 2, "what was refused is not there");
    let one = format!("{path}/{}", text(&made["id"]));
    let hers = Program::new(pod.deployment(), ALL, &[&other]);
    let theirs = hers.path_of(&other).await;
    hers.delete(&format!("{theirs}/announcements/{}", text(&made["id"]))).await.expect(404);
    program.delete(&one).await.expect(204);
    program.delete(&one).await.expect(404);
    let left = program.get(&path).await.expect(200);
    let withdrawn = |it: &Value| it["id"] == made["id"] && it["state"] == "withdrawn";
    assert!(left["items"].as_array().is_some_and(|items| items.iter().any(withdrawn)), "{left}");
    eventually("it is gone from the front page", async || (!fronts(&pod, "No soup").await).then_some(()))
        .await;
}

#[tokio::test]
async fn an_address_is_kept_out_of_one_pod_and_let_in_again() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut eve, alice) = (pod.sign_up("eve").await, pod.sign_up("alice").await);
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let at = program.path_of(&pod).await;
    let (path, one) = (format!("{at}/blocks"), format!("{at}/blocks/{}", eve.jid));
    let block = program.put(&one, json!({ "reason": "Spam", "days": 3 })).await.expect(200);
    assert_eq!((&block["jid"], &block["reason"]), (&json!(eve.jid), &json!("Spam")));
    is_an_item(pod.deployment(), "/pods/{pod}/blocks", &block).await;
    assert!(!eve.is_signed_in().await);
    let again = program.put(&one, json!({ "reason": "Spam again" })).await.expect(200);
    assert_eq!((&again["reason"], &again["expires_at"]), (&json!("Spam again"), &Value::Null));
    assert_eq!(listed(&program, &path).await, 1);
    let hers = Program::new(pod.deployment(), ALL, &[&other]);
    let theirs = format!("{}/blocks", hers.path_of(&other).await);
    assert_eq!(listed(&hers, &theirs).await, 0, "it is of one pod");
    hers.delete(&format!("{theirs}/{}", eve.jid)).await.expect(404);
    for wrong in [json!({}), json!({ "reason": " " }), json!({ "reason": "Spam", "days": 0 })] {
        program.put(&format!("{path}/evil.example"), wrong).await.expect(422);
    }
    program.put(&format!("{path}/@"), json!({ "reason": "Spam" })).await.expect(404);
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    program.put(&format!("{path}/{}", alice.jid), json!({ "reason": "Spam" })).await.expect(409);
    assert_eq!(listed(&program, &path).await, 1, "what was refused is not there");
    let sessions = format!("SELECT jid FROM sessions WHERE jid = '{}'", eve.jid);
    eventually("hers has ended", async || pod.deployment().rows(&sessions).is_empty().then_some(())).await;
    program.delete(&one).await.expect(204);
    program.delete(&one).await.expect(404);
    assert!(pod.sign_in(&eve.jid).await.is_signed_in().await);
}

#[tokio::test]
async fn a_domain_is_kept_out_of_every_pod_by_a_token_for_all_of_them() {
    // it is in the log of every pod
    let pod = TestPod::on(&Deployment::fresh(), "cantine", &[]).await;
    let program = Program::new(pod.deployment(), ALL, &[]);
    let domain = format!("evil{}.example", number());
    let one = format!("/api/v1/blocks/{domain}");
    let block = program.put(&one, json!({ "reason": "Spam" })).await.expect(200);
    assert_eq!((&block["jid"], &block["expires_at"]), (&json!(domain), &Value::Null));
    is_an_item(pod.deployment(), "/blocks", &block).await;
    assert!(pod.deployment().cosse(&["block", "list"]).contains(&domain));
    let own = Program::new(pod.deployment(), ALL, &[&pod]);
    own.get("/api/v1/blocks").await.expect(403);
    own.delete(&one).await.expect(403);
    program.delete(&one).await.expect(204);
    program.delete(&one).await.expect(404);
}

#[tokio::test]
async fn who_waits_for_a_place_is_listed_and_taken_from_the_list() {
    let (deployment, postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &["--members-max", "0"]).await;
    let other = TestPod::on(&deployment, "lanterne", &["--members-max", "0"]).await;
    let email = format!("waits{}@mail.test", number());
    let mut browser = pod.browser();
    browser.submit("/register", "#wait", &[("email", &email)]).await.expect(200);
    let program = Program::new(&deployment, ALL, &[&pod]);
    let at = program.path_of(&pod).await;
    let (path, one) = (format!("{at}/waiters"), format!("{at}/waiters/{email}"));
    let asked = program.get(&path).await.expect(200)["items"][0].clone();
    assert_eq!((&asked["email"], &asked["state"]), (&json!(email), &json!("unconfirmed")));
    is_an_item(&deployment, "/pods/{pod}/waiters", &asked).await;
    let link = postbox.brings(&email).await.link("/confirm/");
    let place = browser.submit(&link, "form[action$='/confirm']", &[]).await.expect(200).path;
    let waits = program.get(&path).await.expect(200);
    assert_eq!(waits["items"][0]["state"], "waiting");
    assert!(waits["items"][0]["waiting_since"].is_string(), "{waits}");
    let key = link.rsplit('/').next().expect("her key");
    assert!(!waits.to_string().contains(key), "her key is hers alone: {waits}");
    let hers = Program::new(&deployment, ALL, &[&other]);
    let theirs = format!("{}/waiters", hers.path_of(&other).await);
    assert_eq!(listed(&hers, &theirs).await, 0);
    hers.delete(&format!("{theirs}/{email}")).await.expect(404);
    program.delete(&format!("{path}/nobody")).await.expect(404);
    program.delete(&one).await.expect(204);
    program.delete(&one).await.expect(404);
    assert_eq!(listed(&program, &path).await, 0);
    pod.browser().get(&place).await.expect(404);
    let log = program.get(&format!("{at}/audit?limit=1")).await.expect(200);
    assert_eq!(log["items"][0]["act"], "request-refuse");
}

#[tokio::test]
async fn sign_ups_that_were_undone_are_let_in_again_by_a_program_of_that_pod() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let all = "/operate/waves?by=time&from=2001-01-01&until=2999-01-01";
    let remove = alice.get(all).await.expect(200).form("#undo-wave").expect("a button");
    alice.browser.send(&remove).await.expect(200);
    assert!(!bob.is_signed_in().await);
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = format!("{}/waves", program.path_of(&pod).await);
    let wave = program.get(&path).await.expect(200)["items"][0].clone();
    assert_eq!((&wave["members"], &wave["undone_at"]), (&json!(1), &Value::Null));
    assert!(wave["open_until"].is_string(), "{wave}");
    is_an_item(pod.deployment(), "/pods/{pod}/waves", &wave).await;
    let hers = Program::new(pod.deployment(), ALL, &[&other]);
    let theirs = format!("{}/waves", hers.path_of(&other).await);
    assert_eq!(listed(&hers, &theirs).await, 0);
    hers.post(&format!("{theirs}/{}/undo", text(&wave["id"])), json!({})).await.expect(404);
    let undo = format!("{path}/{}/undo", text(&wave["id"]));
    program.post(&undo, json!({})).await.expect(204);
    program.post(&undo, json!({})).await.expect(404);
    program.post(&format!("{path}/{NOBODY}/undo"), json!({})).await.expect(404);
    let undone = program.get(&path).await.expect(200)["items"][0].clone();
    assert_eq!((&undone["open_until"], undone["undone_at"].is_string()), (&Value::Null, true));
    assert!(pod.sign_in(&bob.jid).await.is_signed_in().await);
}

#[tokio::test]
async fn what_is_reported_is_listed_without_what_it_says_and_is_decided() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("buy this now", "everyone").await;
    let (blog, mut visitor) = (format!("/@{}", alice.name), pod.browser());
    let page = visitor.get(&blog).await.expect(200);
    let way = page.attributes("a[href^='/report?service=']", "href").remove(0);
    let filed = visitor.submit(&way, "#report", &[("kind", "spam"), ("words", "Again & again")]).await;
    let receipt = filed.expect(200).path;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = format!("{}/reports", program.path_of(&pod).await);
    let listing = program.get(&format!("{path}?waiting=true")).await.expect(200);
    let report = &listing["items"][0];
    assert_eq!((&report["what"], &report["kind"]), (&json!("post"), &json!("spam")));
    assert_eq!((&report["state"], &report["verdict"]), (&json!("open"), &Value::Null));
    is_an_item(pod.deployment(), "/pods/{pod}/reports", report).await;
    let one = format!("{path}/{}", text(&report["id"]));
    assert_eq!(&program.get(&one).await.expect(200), report);
    for private in ["buy this", "Again", &alice.name] {
        assert!(!listing.to_string().contains(private), "{private}: {listing}");
    }
    let decide = format!("{one}/decide");
    let decision = json!({ "verdict": "hidden", "reason": "Spam is not for here." });
    let hers = Program::new(pod.deployment(), ALL, &[&other]);
    let theirs = format!("{}/reports", hers.path_of(&other).await);
    assert_eq!(listed(&hers, &theirs).await, 0);
    let there = format!("{theirs}/{}", text(&report["id"]));
    hers.get(&there).await.expect(404);
    hers.post(&format!("{there}/decide"), decision.clone()).await.expect(404);
    for wrong in [json!({}), json!({ "verdict": "hidden" }), json!({ "verdict": "burnt", "reason": "x" })] {
        program.post(&decide, wrong).await.expect(422);
    }
    let decided = program.post(&decide, decision.clone()).await.expect(200);
    assert_eq!((&decided["state"], &decided["verdict"]), (&json!("decided"), &json!("hidden")));
    program.post(&decide, decision).await.expect(409);
    assert_eq!(listed(&program, &format!("{path}?waiting=true")).await, 0);
    assert!(visitor.get(&receipt).await.expect(200).says("Spam is not for here."));
    eventually("it is hidden", async || (visitor.get(&blog).await.count(POST) == 0).then_some(())).await;
}
