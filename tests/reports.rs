//! What anybody reports, what moderators decide, and what its author says to that.

use testpod::page::POST;
use testpod::{Browser, Deployment, Member, Page, Postbox, TestPod};

pub(crate) const REPORT: &str = "#report";
pub(crate) const DECIDE: &str = "#decide";
const ANSWER: &str = "#answer";
pub(crate) const APPEAL: &str = "#appeal";

pub(crate) fn give(pod: &TestPod, role: &str, member: &Member) {
    pod.deployment().cosse(&[role, "grant", &member.jid, "--pod", pod.host()]);
}

/// The first way to report a post on a page.
fn way(page: &Page) -> String {
    page.attributes("a[href^='/report?service=']", "href").into_iter().next().expect("a way to report")
}

/// Reports the first post on a page; where the receipt is.
pub(crate) async fn reports(browser: &mut Browser, page: &str, words: &str) -> String {
    let way = way(&browser.get(page).await.expect(200));
    let receipt = browser.submit(&way, REPORT, &[("kind", "spam"), ("words", words)]).await.expect(200);
    assert!(receipt.path.starts_with("/report/"), "{}", receipt.path);
    receipt.path
}

/// Opens what waits longest in the console.
pub(crate) async fn opens(moderator: &mut Member) -> String {
    let list = moderator.get("/operate/reports").await.expect(200);
    list.attributes("td a[href^='/operate/reports/']", "href").into_iter().next().expect("a report")
}

pub(crate) async fn decides(moderator: &mut Member, verdict: &str, reason: &str) -> Page {
    let case = opens(moderator).await;
    moderator.browser.submit(&case, DECIDE, &[("verdict", verdict), ("reason", reason)]).await.expect(200)
}

pub(crate) async fn answers(moderator: &mut Member, upheld: &str, reason: &str) -> Page {
    let case = opens(moderator).await;
    moderator.browser.submit(&case, ANSWER, &[("upheld", upheld), ("reason", reason)]).await
}

/// A pod with a moderator, and a member who wrote something for everyone.
pub(crate) async fn moderated() -> (TestPod, Member, Member, String) {
    with_moderator(TestPod::new("cantine").await).await
}

async fn with_moderator(pod: TestPod) -> (TestPod, Member, Member, String) {
    let (mut alice, moderator) = (pod.sign_up("alice").await, pod.sign_up("mona").await);
    give(&pod, "moderator", &moderator);
    alice.post("buy this now", "everyone").await;
    let blog = format!("/@{}", alice.name);
    (pod, alice, moderator, blog)
}

#[tokio::test]
async fn a_visitor_reports_a_post_and_reads_what_became_of_it() {
    let (pod, mut alice, mut mona, blog) = moderated().await;
    let mut visitor = pod.browser();
    let receipt = reports(&mut visitor, &blog, "Again & again").await;
    let open = visitor.get(&receipt).await.expect(200);
    for said in ["buy this now", "Again & again", "Nobody has decided yet"] {
        assert!(open.says(said), "{said}: {}", open.text());
    }
    let case = decides(&mut mona, "hidden", "Spam is not for here.").await;
    assert!(case.says("hidden on this pod") && case.says("buy this now"), "{}", case.text());
    let told = visitor.get(&receipt).await.expect(200);
    assert!(told.says("hidden on this pod") && told.says("Spam is not for here."), "{}", told.text());
    assert_eq!(told.count(APPEAL), 0, "it went her way");
    let page = visitor.get(&blog).await.expect(200);
    assert_eq!(page.count(POST), 0, "{}", page.text());
    assert!(!visitor.get(&format!("{blog}/feed.atom")).await.body.contains("buy this now"));
    assert!(!visitor.get("/").await.says("buy this now"));
    let hers = alice.sees("buy this now").await;
    let hers = alice.get(&hers.link).await.expect(200);
    assert!(hers.says("Spam is not for here.") && hers.says("your own server"), "{}", hers.text());
    assert!(alice.get("/feed").await.says("Moderators have hidden something"));
}

#[tokio::test]
async fn the_author_appeals_once_and_somebody_else_answers() {
    let (pod, mut alice, mut mona, blog) = moderated().await;
    let mut oscar = pod.sign_up("oscar").await;
    give(&pod, "operator", &oscar);
    let mut visitor = pod.browser();
    let receipt = reports(&mut visitor, &blog, "").await;
    decides(&mut mona, "hidden", "Spam.").await;
    let link = alice.sees("buy this now").await.link;
    let empty = alice.browser.submit(&link, APPEAL, &[("words", " ")]).await;
    assert_eq!(empty.status, 422);
    let form = alice.browser.form(&link, APPEAL).await.set("words", "It is a poem.");
    for _ in 0..2 {
        let said = alice.browser.send(&form).await.expect(200);
        assert!(said.says("It is a poem.") && said.count(APPEAL) == 0, "{}", said.text());
    }
    let own = answers(&mut mona, "yes", "It is spam.").await;
    assert!(own.status == 422 && own.says("somebody else"), "{}", own.text());
    let over = answers(&mut oscar, "no", "It is a poem, indeed.").await.expect(200);
    assert!(over.says("The decision is turned"), "{}", over.text());
    let told = visitor.get(&receipt).await.expect(200);
    assert!(told.says("it is shown again") && !told.says("It is a poem"), "{}", told.text());
    assert_eq!(pod.browser().get(&blog).await.expect(200).count(POST), 1);
    assert_eq!(alice.get(&link).await.expect(200).count(APPEAL), 0, "it is over");
    let log = oscar.get("/operate/audit").await.expect(200);
    let said = log.says("A report was decided: it is hidden") && log.says("the decision is turned");
    assert!(said, "{}", log.text());
}

#[tokio::test]
async fn whoever_gave_an_address_is_written_to_at_each_answer_and_nobody_else_is() {
    let (deployment, postbox) = Postbox::shared();
    let (pod, mut alice, mut mona, blog) =
        with_moderator(TestPod::on(&deployment, "cantine", &[]).await).await;
    let eve = format!("eve.{}@mail.test", pod.host().replace(".localhost", ""));
    let mut visitor = pod.browser();
    visitor.speak("fr");
    let way = way(&visitor.get(&blog).await.expect(200));
    let form = visitor.form(&way, REPORT).await;
    let wrong = visitor.send(&form.clone().set("email", "eve")).await.expect(422);
    assert_eq!(wrong.form(REPORT).expect("the form").value("email"), Some("eve"));
    let receipt = visitor.send(&form.set("email", &eve)).await.expect(200).path;
    decides(&mut mona, "hidden", "Spam.").await;
    let letter = postbox.brings(&eve).await;
    assert!(letter.has("subject").contains("votre signalement"), "{letter:?}");
    assert!(!letter.has("text").contains("buy this now"), "what was reported stays here: {letter:?}");
    assert_eq!(letter.link("/report/"), receipt);
    assert!(pod.browser().get(&letter.link("/report/")).await.expect(200).says("Spam."));
    let link = alice.sees("buy this now").await.link;
    alice.browser.submit(&link, APPEAL, &[("words", "It is a poem.")]).await.expect(200);
    // there is nobody else
    answers(&mut mona, "no", "It is.").await.expect(200);
    postbox.brings_nth(&eve, 2).await;
    reports(&mut pod.browser(), &blog, "without an address").await;
    decides(&mut mona, "dismissed", "It is a poem.").await;
    let sent = deployment.cosse(&["mail", "list", "--pod", pod.host()]);
    assert!(sent.lines().count() == 2 && sent.lines().all(|line| line.contains("report-answered")), "{sent}");
}

#[tokio::test]
async fn nobody_decides_on_herself_or_on_whom_she_cannot_reach() {
    let (pod, _, mut mona, _) = moderated().await;
    let mut oscar = pod.sign_up("oscar").await;
    give(&pod, "operator", &oscar);
    mona.post("mine", "everyone").await;
    reports(&mut pod.browser(), &format!("/@{}", mona.name), "").await;
    let case = opens(&mut mona).await;
    let form =
        mona.browser.form(&case, DECIDE).await.set("verdict", "dismissed").set("reason", "It is fine.");
    let own = mona.browser.send(&form).await.expect(422);
    assert!(own.says("somebody else") && own.count(DECIDE) == 1, "{}", own.text());
    decides(&mut oscar, "dismissed", "It is.").await;
    pod.browser().submit(&format!("/report?member={}", oscar.name), REPORT, &[]).await.expect(200);
    let case = opens(&mut mona).await;
    let form = mona.browser.form(&case, DECIDE).await.set("verdict", "suspended").set("reason", "Insults.");
    let refused = mona.browser.send(&form).await.expect(422);
    assert!(refused.says("not yours to suspend"), "{}", refused.text());
    assert!(oscar.is_signed_in().await);
}

#[tokio::test]
async fn whoever_reported_appeals_against_a_dismissal() {
    let (pod, _, mut mona, blog) = moderated().await;
    let mut visitor = pod.browser();
    let receipt = reports(&mut visitor, &blog, "").await;
    let case = opens(&mut mona).await;
    let without = mona.browser.submit(&case, DECIDE, &[("verdict", "hidden")]).await;
    assert_eq!(without.status, 422, "reasons are needed");
    decides(&mut mona, "dismissed", "Let her.").await;
    assert_eq!(pod.browser().get(&blog).await.expect(200).count(POST), 1);
    visitor.submit(&receipt, APPEAL, &[("words", "Look again.")]).await.expect(200);
    // there is nobody else
    answers(&mut mona, "no", "I did.").await.expect(200);
    let over = visitor.get(&receipt).await.expect(200);
    assert!(over.says("The decision is turned") && over.says("I did."), "{}", over.text());
    assert_eq!(pod.browser().get(&blog).await.expect(200).count(POST), 0);
    mona.get(&case).await.expect(200);
}

#[tokio::test]
async fn what_is_hidden_can_be_shown_again_and_a_member_be_suspended() {
    let (pod, mut alice, mut mona, blog) = moderated().await;
    let mut bob = pod.sign_up("bob").await;
    reports(&mut bob.browser, &blog, "of a member").await;
    let case = opens(&mut mona).await;
    decides(&mut mona, "hidden", "Spam.").await;
    assert!(bob.get("/feed").await.says("There is an answer to what you reported"));
    let show = mona.browser.form(&case, "form[action$='/show']").await;
    for _ in 0..2 {
        mona.browser.send(&show).await.expect(200);
    }
    assert_eq!(pod.browser().get(&blog).await.expect(200).count(POST), 1);
    let form = bob.browser.form(&format!("/report?member={}", alice.name), REPORT).await;
    bob.browser.send(&form.set("words", "Insults")).await.expect(200);
    decides(&mut mona, "suspended", "Insults.").await;
    assert!(alice.get("/feed").await.path.starts_with("/login"));
    pod.browser().get(&blog).await.expect(404);
}

#[tokio::test]
async fn what_one_cannot_see_is_not_there_to_be_reported() {
    let (pod, mut alice, mut mona, blog) = moderated().await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let secret = alice.post("for my contacts", "contacts").await;
    let mut visitor = pod.browser();
    let public = way(&visitor.get(&blog).await.expect(200));
    let item = secret.link.rsplit('/').next().expect("an item").to_owned();
    let hidden = public.split("item=").next().map(|start| format!("{start}item={item}")).expect("an address");
    let nothing = visitor.get(&format!("{hidden}x")).await;
    let not_hers = visitor.get(&hidden).await;
    assert_eq!((nothing.status.as_u16(), not_hers.status.as_u16()), (404, 404));
    assert_eq!(nothing.text(), not_hers.text(), "one is as the other");
    other.browser().get(&public).await.expect(404);
    for nonsense in ["/report", "/report?member=nobody", "/report?service=x", "/report/01HSAMPLE.key"] {
        assert_eq!(visitor.get(nonsense).await.status, 404, "{nonsense}");
    }
    let form = visitor.form(&public, REPORT).await;
    let receipt = visitor.send(&form).await.expect(200).path;
    decides(&mut mona, "hidden", "Spam.").await;
    visitor.get(&public).await.expect(404);
    assert_eq!(visitor.send(&form).await.status, 404, "what is hidden is not there either");
    other.browser().get(&receipt).await.expect(404);
}

#[tokio::test]
async fn only_those_who_look_after_the_pod_see_what_is_reported() {
    let (pod, mut alice, mut mona, blog) = moderated().await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let mut eve = other.sign_up("eve").await;
    give(&other, "operator", &eve);
    reports(&mut pod.browser(), &blog, "").await;
    let case = opens(&mut mona).await;
    for path in ["/operate/reports", case.as_str()] {
        alice.get(path).await.expect(404);
        assert!(pod.browser().get(path).await.path.starts_with("/login"), "{path}");
    }
    eve.get(&case).await.expect(404);
    assert!(eve.get("/operate/reports").await.expect(200).says("No reports"));
}

#[tokio::test]
async fn too_much_comes_back_as_it_was_typed() {
    let (pod, _, _, blog) = moderated().await;
    let mut visitor = pod.browser();
    let way = way(&visitor.get(&blog).await.expect(200));
    let form = visitor.form(&way, REPORT).await.set("words", &"x".repeat(4_001)).set("kind", "harassment");
    let again = visitor.send(&form).await.expect(422);
    let typed = again.form(REPORT).expect("the form");
    assert_eq!(typed.value("kind"), Some("harassment"));
    assert!(again.says("4,000"), "{}", again.text());
}

#[tokio::test]
async fn reports_that_were_answered_half_a_year_ago_are_deleted() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut mona) = (pod.sign_up("alice").await, pod.sign_up("mona").await);
    give(&pod, "moderator", &mona);
    alice.post("buy this now", "everyone").await;
    let (mut visitor, blog) = (pod.browser(), format!("/@{}", alice.name));
    let receipt = reports(&mut visitor, &blog, "").await;
    decides(&mut mona, "dismissed", "Let her.").await;
    deployment.stop();
    deployment.sql("update reports set created_at = '2020-01-01 00:00:00'");
    deployment.start();
    testpod::eventually("it is forgotten", async || {
        (visitor.get(&receipt).await.status == 404).then_some(())
    })
    .await;
    assert_eq!(deployment.rows("select count(*) from reports"), ["0"]);
}

#[tokio::test]
async fn the_command_line_lists_what_waits_without_the_copy_and_the_words_of_whoever_reported_it() {
    let (pod, alice, mut mona, blog) = moderated().await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    reports(&mut pod.browser(), &blog, "Again & again").await;
    let list = |host: &str| pod.deployment().cosse(&["report", "list", "--pod", host, "--json"]);
    let said = list(pod.host());
    let waiting: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert!(waiting[0]["author"] == alice.jid.as_str() && waiting[0]["kind"] == "spam", "{said}");
    assert!(waiting[0]["state"] == "open" && waiting[0]["what"] == "post", "{said}");
    assert!(!said.contains("buy this now") && !said.contains("Again"), "{said}");
    let listed = pod.deployment().cosse(&["report", "list", "--pod", pod.host()]);
    assert!(listed.contains(&alice.jid) && listed.contains("spam"), "{listed}");
    assert_eq!(list(other.host()).trim(), "[]");
    decides(&mut mona, "dismissed", "Let her.").await;
    assert_eq!(list(pod.host()).trim(), "[]");
}
