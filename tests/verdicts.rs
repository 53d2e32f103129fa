//! Whoever is suspended after a report reads why, and appeals once, though she cannot sign in.

use testpod::page::{SIGN_IN, SIGN_OUT};
use testpod::{Browser, Member, PASSWORD, TestPod};

use super::reports::{APPEAL, REPORT, answers, decides, give, moderated};

const LINK: &str = "a[href^='/verdict/']";

/// Alice, whom Mona suspended after a report, and the receipt of whoever reported her.
async fn suspended() -> (TestPod, Member, Member, String) {
    let (pod, mut alice, mut mona, _) = moderated().await;
    let about = format!("/report?member={}", alice.name);
    let fields = [("kind", "harassment"), ("words", "said in confidence")];
    let receipt = pod.browser().submit(&about, REPORT, &fields).await.expect(200).path;
    decides(&mut mona, "suspended", "Insults.").await;
    assert!(alice.get("/feed").await.path.starts_with("/login"));
    (pod, alice, mona, receipt)
}

/// Her sign-in is refused; where she reads the decision.
async fn refused(browser: &mut Browser, jid: &str) -> String {
    let fields = [("jid", jid), ("password", PASSWORD)];
    let told = browser.submit("/login", SIGN_IN, &fields).await.expect(422);
    assert!(told.says("has suspended your membership"), "{}", told.text());
    told.attributes(LINK, "href").pop().expect("the decision")
}

#[tokio::test]
async fn who_is_suspended_after_a_report_appeals_from_where_her_sign_in_is_refused_and_comes_back() {
    let (pod, alice, mut mona, receipt) = suspended().await;
    let mut oscar = pod.sign_up("oscar").await;
    give(&pod, "operator", &oscar);
    let mut browser = pod.browser();
    let guess = [("jid", alice.jid.as_str()), ("password", "guessed")];
    let guessed = browser.submit("/login", SIGN_IN, &guess).await.expect(422);
    assert_eq!(guessed.count(LINK), 0, "only she herself is told: {}", guessed.text());
    let link = refused(&mut browser, &alice.jid).await;
    let page = browser.get(&link).await.expect(200);
    assert!(page.says("The member is suspended") && page.says("Insults."), "{}", page.text());
    assert!(!page.says("said in confidence"), "who reported her wrote to others: {}", page.text());
    browser.submit(&link, APPEAL, &[("words", " ")]).await.expect(422);
    let form = browser.form(&link, APPEAL).await.set("words", "It was a quotation.");
    for _ in 0..2 {
        let said = browser.send(&form).await.expect(200);
        assert!(said.says("It was a quotation.") && said.count(APPEAL) == 0, "{}", said.text());
    }
    let own = answers(&mut mona, "no", "It was one.").await;
    assert!(own.status == 422 && own.says("somebody else"), "{}", own.text());
    refused(&mut browser, &alice.jid).await;
    answers(&mut oscar, "no", "It was one, indeed.").await.expect(200);
    let over = browser.get(&link).await.expect(200);
    assert!(over.says("It was one, indeed.") && over.says("not suspended any more"), "{}", over.text());
    let told = browser.get(&receipt).await.expect(200);
    assert!(told.says("is let in again") && !told.says("a quotation"), "{}", told.text());
    let mut back = pod.sign_in(&alice.jid).await;
    assert!(back.is_signed_in().await);
}

#[tokio::test]
async fn where_the_decision_stays_she_reads_why_at_her_next_try_and_says_no_more_to_it() {
    let (pod, alice, mut mona, _) = suspended().await;
    let mut browser = pod.browser();
    let link = refused(&mut browser, &alice.jid).await;
    browser.submit(&link, APPEAL, &[("words", "It was a quotation.")]).await.expect(200);
    // there is nobody else
    answers(&mut mona, "yes", "It was not one.").await.expect(200);
    assert_eq!(refused(&mut browser, &alice.jid).await, link);
    let over = browser.get(&link).await.expect(200);
    assert!(over.says("The decision stays") && over.says("It was not one."), "{}", over.text());
    assert_eq!(over.count(APPEAL), 0, "once");
}

#[tokio::test]
async fn neither_another_pod_nor_whoever_reported_her_reads_it_and_without_a_report_there_is_none() {
    let (pod, alice, mut mona, receipt) = suspended().await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (bob, mut eve) = (pod.sign_up("bob").await, other.sign_up("eve").await);
    let mut browser = pod.browser();
    let link = refused(&mut browser, &alice.jid).await;
    other.browser().get(&link).await.expect(404);
    let form = eve.browser.form("/settings", SIGN_OUT).await.act(&format!("{link}/appeal"));
    eve.browser.send(&form.with("words", "It was a quotation.")).await.expect(404);
    browser.get(&receipt.replace("/report/", "/verdict/")).await.expect(404);
    browser.get(&link.replace("/verdict/", "/report/")).await.expect(404);
    assert!(mona.get("/operate/reports").await.says("No reports"), "nobody has appealed");
    let host = pod.host();
    pod.deployment().cosse(&["member", "suspend", &bob.jid, "--pod", host, "--reason", "Spam."]);
    let fields = [("jid", bob.jid.as_str()), ("password", PASSWORD)];
    let told = pod.browser().submit("/login", SIGN_IN, &fields).await.expect(422);
    assert!(told.says("Spam.") && told.count(LINK) == 0, "{}", told.text());
    let form = browser.form(&link, APPEAL).await.set("words", "It was a quotation.");
    pod.deployment().cosse(&["member", "resume", &alice.jid, "--pod", host]);
    let late = browser.send(&form).await.expect(200);
    assert!(!late.says("It was a quotation."), "she is back already: {}", late.text());
    assert!(mona.get("/operate/reports").await.says("No reports"), "nobody is asked any more");
}
