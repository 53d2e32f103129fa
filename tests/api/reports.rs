//! What is reported, decided, appealed against and answered: by programs.

use testpod::page::POST;

use super::*;
use crate::reports::{APPEAL, REPORT, give, moderated, reports};

/// Where a program finds the report with that receipt.
async fn at(program: &Program, pod: &TestPod, receipt: &str) -> String {
    let key = receipt.trim_start_matches("/report/").split('.').next().expect("a key");
    format!("{}/reports/{key}", program.path_of(pod).await)
}

/// Reports a member; where the receipt is.
async fn reports_member(pod: &TestPod, name: &str) -> String {
    let fields = [("kind", "harassment"), ("words", "Insults")];
    let sent = pod.browser().submit(&format!("/report?member={name}"), REPORT, &fields).await;
    sent.expect(200).path
}

async fn posts(pod: &TestPod, blog: &str) -> usize {
    pod.browser().get(blog).await.count(POST)
}

#[tokio::test]
async fn what_was_reported_is_read_with_a_scope_of_its_own_and_never_who_reported_it() {
    let (pod, alice, mut mona, blog) = moderated().await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let one = at(&program, &pod, &reports(&mut mona.browser, &blog, "Again & again").await).await;
    let content = format!("{one}/content");
    let told = program.get(&content).await.expect(200);
    let document = document(pod.deployment()).await;
    let documented = &document["paths"]["/api/v1/pods/{pod}/reports/{id}/content"]["get"]["responses"]["200"];
    fits(&document, &documented["content"]["application/json"]["schema"], &told, &content);
    assert_eq!((&told["words"], &told["author"]), (&json!("Again & again"), &json!(alice.jid)));
    assert!(text(&told["content"]).contains("buy this now"), "{told}");
    assert_eq!((&told["hidden"], &told["reason"], &told["appeal"]), (&json!(false), &json!(""), &json!("")));
    let link = text(&told["link"]);
    assert!(link.contains(pod.host()) && link.contains("/post/"), "{link}");
    assert_eq!(told["report"], program.get(&one).await.expect(200));
    assert!(!told.to_string().contains(&mona.jid), "who reported it: {told}");
    let audit = format!("{}/audit?limit=1", program.path_of(&pod).await);
    let log = program.get(&audit).await.expect(200);
    let (last, key) = (&log["items"][0], one.rsplit('/').next().expect("a key"));
    assert_eq!((&last["act"], &last["object"]), (&json!("report-read"), &json!(key)), "{log}");
    assert_eq!(last["actor"], json!(format!("(token {})", program.name)));
    let cautious = Program::new(pod.deployment(), "members:read members:write", &[&pod]);
    cautious.get(&one).await.expect(200);
    cautious.get(&content).await.expect(403);
    let hers = Program::new(pod.deployment(), ALL, &[&other]);
    hers.get(&content).await.expect(404);
    hers.get(&format!("{}/reports/{key}/content", hers.path_of(&other).await)).await.expect(404);
    let after = program.get(&audit).await.expect(200);
    assert_eq!(after["items"][0], log["items"][0], "how far it is, and what was refused, is no reading");
}

#[tokio::test]
async fn a_program_hides_what_was_reported_and_shows_it_again() {
    let (pod, _, _, blog) = moderated().await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let one = at(&program, &pod, &reports(&mut pod.browser(), &blog, "").await).await;
    let (decide, show) = (format!("{one}/decide"), format!("{one}/show"));
    program.post(&decide, json!({ "verdict": "hidden", "reason": "Spam." })).await.expect(200);
    eventually("it is hidden", async || (posts(&pod, &blog).await == 0).then_some(())).await;
    let told = program.get(&format!("{one}/content")).await.expect(200);
    assert_eq!((&told["hidden"], &told["reason"]), (&json!(true), &json!("Spam.")));
    for _ in 0..2 {
        program.post(&show, json!({})).await.expect(204);
    }
    eventually("it is shown again", async || (posts(&pod, &blog).await == 1).then_some(())).await;
    let log = program.get(&format!("{}/audit?limit=1", program.path_of(&pod).await)).await.expect(200);
    assert_eq!(log["items"][0]["act"], "post-show");
}

#[tokio::test]
async fn a_program_suspends_whoever_is_reported_unless_she_runs_the_pod() {
    let (pod, mut alice, _, _) = moderated().await;
    let mut oscar = pod.sign_up("oscar").await;
    give(&pod, "operator", &oscar);
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let one = at(&program, &pod, &reports_member(&pod, &oscar.name).await).await;
    let decide = format!("{one}/decide");
    program.post(&decide, json!({ "verdict": "hidden", "reason": "Insults." })).await.expect(422);
    program.post(&decide, json!({ "verdict": "suspended", "reason": "Insults." })).await.expect(409);
    assert_eq!(program.get(&one).await.expect(200)["state"], "open");
    assert!(oscar.is_signed_in().await);
    let receipt = reports_member(&pod, &alice.name).await;
    let decide = format!("{}/decide", at(&program, &pod, &receipt).await);
    let decided = program.post(&decide, json!({ "verdict": "suspended", "reason": "Insults." })).await;
    assert_eq!(decided.expect(200)["verdict"], "suspended");
    assert!(!alice.is_signed_in().await);
    let member = program.get(&format!("{}/members/{}", program.path_of(&pod).await, alice.name)).await;
    assert_eq!(member.expect(200)["suspended_reason"], "Insults.");
    assert!(pod.browser().get(&receipt).await.expect(200).says("Insults."));
}

#[tokio::test]
async fn a_program_answers_an_appeal_once_and_what_it_turns_is_done() {
    let (pod, mut alice, _, blog) = moderated().await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let turned = json!({ "upheld": false, "reason": "I looked again." });
    let mut visitor = pod.browser();
    for receipt in [reports(&mut visitor, &blog, "").await, reports_member(&pod, &alice.name).await] {
        let one = at(&program, &pod, &receipt).await;
        let answer = format!("{one}/answer");
        program.post(&answer, turned.clone()).await.expect(409);
        let dismissed = json!({ "verdict": "dismissed", "reason": "Let her." });
        program.post(&format!("{one}/decide"), dismissed).await.expect(200);
        program.post(&answer, turned.clone()).await.expect(409);
        visitor.submit(&receipt, APPEAL, &[("words", "Look again.")]).await.expect(200);
        assert_eq!(program.get(&format!("{one}/content")).await.expect(200)["appeal"], "Look again.");
        for wrong in [json!({}), json!({ "upheld": false }), json!({ "upheld": "no", "reason": "x" })] {
            program.post(&answer, wrong).await.expect(422);
        }
        let hers = Program::new(pod.deployment(), ALL, &[&other]);
        hers.post(&answer, turned.clone()).await.expect(404);
        assert!(alice.is_signed_in().await);
        let over = program.post(&answer, turned.clone()).await.expect(200);
        assert_eq!((&over["state"], &over["upheld"]), (&json!("over"), &json!(false)));
        program.post(&answer, turned.clone()).await.expect(409);
        assert!(visitor.get(&receipt).await.expect(200).says("I looked again."));
        let told = program.get(&format!("{one}/content")).await.expect(200);
        assert_eq!(told["hidden"], told["report"]["what"] == "post", "{told}");
    }
    assert!(!alice.is_signed_in().await, "she is suspended");
}
