//! Addresses and domains that are kept out, of a pod or of all.

use testpod::page::{POST, SIGN_IN};
use testpod::{BETA, Deployment, Member, PASSWORD, Page, TestPod, Xmpp, befriend, eventually};

use crate::admin::admin;

async fn tries(pod: &TestPod, jid: &str, password: &str) -> Page {
    pod.browser().submit("/login", SIGN_IN, &[("jid", jid), ("password", password)]).await
}

/// Somebody with an account at another domain, who is a member of the pod.
async fn guest(pod: &TestPod, name: &str) -> Member {
    let jid = format!("{name}{}.{}@{BETA}", std::process::id(), pod.host().replace(".localhost", ""));
    Xmpp::register(pod.deployment().server().address(), &jid, PASSWORD).await;
    pod.sign_in(&jid).await
}

/// Where her public page is.
async fn blog(member: &mut Member) -> String {
    member.get("/feed").await.attributes("a[href^='/@']", "href").remove(0)
}

async fn operated() -> (TestPod, Member) {
    run_by_alice(TestPod::new("cantine").await).await
}

async fn run_by_alice(pod: TestPod) -> (TestPod, Member) {
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

async fn block(operator: &mut Member, subject: &str) -> Page {
    let fields = [("subject", subject), ("reason", "Spam, again and again.")];
    operator.browser.submit("/operate/blocks", "#block", &fields).await
}

#[tokio::test]
async fn who_is_blocked_is_out_and_is_told_why_only_when_it_is_she() {
    let (pod, mut alice) = operated().await;
    let mut eve = guest(&pod, "eve").await;
    let page = block(&mut alice, &eve.jid).await.expect(200);
    assert!(page.says(&eve.jid) && page.says("own chats are theirs"), "{}", page.text());
    assert!(eve.get("/feed").await.path.starts_with("/login"));
    let query = format!(
        "SELECT s.jid FROM sessions s JOIN hosts h ON h.pod_id = s.pod_id WHERE h.host = '{}' AND s.jid = '{}'",
        pod.host(),
        eve.jid
    );
    eventually("her session has ended", async || pod.deployment().rows(&query).is_empty().then_some(()))
        .await;
    let told = tries(&pod, &eve.jid, PASSWORD).await.expect(422);
    assert!(told.says("is blocked") && told.says("Spam, again") && told.says(&alice.jid), "{}", told.text());
    let guessed = tries(&pod, &eve.jid, "guessed").await.expect(422);
    assert!(!guessed.says("blocked"), "{}", guessed.text());
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("{} was blocked", eve.jid)) && log.says("Spam, again"), "{}", log.text());
    let unblock = alice.browser.form("/operate/blocks", "form[action$='/remove']").await;
    for _ in 0..2 {
        alice.browser.send(&unblock).await.expect(200);
    }
    assert!(pod.sign_in(&eve.jid).await.is_signed_in().await);
}

#[tokio::test]
async fn what_is_of_a_domain_that_is_blocked_is_not_shown_and_chats_are_left_alone() {
    let (pod, mut alice) = operated().await;
    let mut carol = pod.sign_up("carol").await;
    let mut eve = guest(&pod, "eve").await;
    befriend(&mut carol, &mut eve).await;
    eve.post("written by the guest", "everyone").await;
    carol.sees("written by the guest").await;
    carol.say(&eve.jid, "between us").await;
    let blog = blog(&mut eve).await;
    pod.browser().get(&blog).await.expect(200);
    block(&mut alice, BETA).await.expect(200);
    assert!(!carol.get("/feed").await.says("written by the guest"));
    assert!(!pod.browser().get("/").await.says("written by the guest"));
    pod.browser().get(&blog).await.expect(404);
    let chat = carol.get(&format!("/chat/{}", eve.jid)).await.expect(200);
    assert!(chat.says("between us"), "{}", chat.text());
}

#[tokio::test]
async fn a_block_that_is_over_is_none() {
    let (pod, mut alice) = operated().await;
    let mut eve = guest(&pod, "eve").await;
    eve.post("written by the guest", "everyone").await;
    let (blog, name) = (blog(&mut eve).await, eve.jid.clone());
    block(&mut alice, &name).await.expect(200);
    assert_eq!(tries(&pod, &name, PASSWORD).await.status, 422);
    pod.browser().get(&blog).await.expect(404);
    // days go by
    pod.deployment().sql(&format!("update blocks set expires_at = created_at where subject = '{name}'"));
    assert!(pod.sign_in(&name).await.is_signed_in().await, "nothing waits for a job");
    eventually("it is shown again", async || {
        let page = pod.browser().get(&blog).await;
        (page.status == 200 && page.count(POST) == 1).then_some(())
    })
    .await;
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("{name} is not blocked any more")), "{}", log.text());
}

#[tokio::test]
async fn what_cannot_be_blocked_comes_back_with_a_sentence() {
    let (pod, mut alice) = operated().await;
    let jid = alice.jid.clone();
    for (subject, said) in [(jid.as_str(), "runs or moderates"), ("no address@", "name@server")] {
        let page = block(&mut alice, subject).await.expect(422);
        assert!(page.says(said), "{said}: {}", page.text());
        assert_eq!(page.form("#block").expect("the form").value("subject"), Some(subject));
    }
    let form = alice.browser.form("/operate/blocks", "#block").await;
    let form = form.set_all(&[("subject", "evil.example"), ("reason", "Spam"), ("days", "soon")]);
    assert!(alice.browser.send(&form).await.expect(422).says("whole number"));
    assert!(alice.get("/operate/blocks").await.says("Nobody is blocked"));
    let arguments = ["block", "add", &jid, "--reason", "x", "--pod", pod.host()];
    let (_, said, good) = pod.deployment().tries(&arguments);
    assert!(!good && said.contains("take the role away first"), "{said}");
}

#[tokio::test]
async fn one_pods_block_is_not_anothers_and_the_deployments_is_everybodys() {
    // it is in the log of every pod
    let deployment = Deployment::fresh();
    let (pod, mut alice) = run_by_alice(TestPod::on(&deployment, "cantine", &[]).await).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let eve = guest(&pod, "eve").await;
    block(&mut alice, &eve.jid).await.expect(200);
    let mut there = other.sign_in(&eve.jid).await;
    assert!(there.is_signed_in().await);
    let cosse = |arguments: &[&str]| pod.deployment().cosse(arguments);
    let (_, said, good) = pod.deployment().tries(&["block", "remove", &eve.jid, "--pod", other.host()]);
    assert!(!good && said.contains("is not blocked there"), "{said}");
    cosse(&["block", "add", &eve.jid, "--reason", "Fraud", "--until", "2999-01-01"]);
    assert!(cosse(&["block", "list"]).contains("Fraud"));
    eventually("she is out everywhere", async || {
        there.get("/feed").await.path.starts_with("/login").then_some(())
    })
    .await;
    let told = tries(&other, &eve.jid, PASSWORD).await.expect(422);
    assert!(told.says("Fraud"), "{}", told.text());
    let page = alice.get("/operate/blocks").await.expect(200);
    assert!(page.says("Blocked on all pods") && page.says("Fraud"), "{}", page.text());
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("{} was blocked on all pods until 2999-01-01", eve.jid)), "{}", log.text());
    alice.browser.speak("fr");
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("a été bloqué sur tous les pods jusqu’au 2999-01-01"), "{}", log.text());
    cosse(&["block", "remove", &eve.jid]);
    cosse(&["block", "remove", &eve.jid, "--pod", pod.host()]);
    assert!(pod.sign_in(&eve.jid).await.is_signed_in().await);
}

#[tokio::test]
async fn an_admin_keeps_somebody_out_of_all_pods_and_lets_her_in_again_in_the_console() {
    // it is in the log of every pod
    let deployment = Deployment::fresh();
    let (pod, mut alice) = run_by_alice(TestPod::on(&deployment, "cantine", &[]).await).await;
    let mut eve = guest(&pod, "eve").await;
    let (mut browser, _) = admin(&deployment, "blocker").await;
    let front = browser.get("/admin").await.expect(200);
    assert!(!front.attributes(".desks a[href='/admin/blocks']", "href").is_empty());
    assert!(browser.get("/admin/blocks").await.expect(200).says("Nobody is blocked"));
    let wrong = [("subject", "no address@"), ("reason", "Fraud"), ("days", "soon")];
    let page = browser.submit("/admin/blocks", "#block", &wrong).await.expect(422);
    assert!(page.says("name@server") && page.says("whole number"), "{}", page.text());
    assert_eq!(page.form("#block").expect("the form").value("subject"), Some("no address@"));
    let fields = [("subject", eve.jid.as_str()), ("reason", "Fraud"), ("days", "9")];
    let page = browser.submit("/admin/blocks", "#block", &fields).await.expect(200);
    assert!(page.says(&eve.jid) && page.says("Fraud") && !page.says("for ever"), "{}", page.text());
    eventually("she is out", async || eve.get("/feed").await.path.starts_with("/login").then_some(())).await;
    let told = tries(&pod, &eve.jid, PASSWORD).await.expect(422);
    assert!(told.says("Fraud"), "{}", told.text());
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("was blocked on all pods"), "{}", log.text());
    let log = browser.get("/admin/audit?act=block-add").await.expect(200);
    assert!(log.says(&format!("{} was blocked on all pods until ", eve.jid)), "{}", log.text());
    let unblock = browser.form("/admin/blocks", "form[action$='/remove']").await;
    for _ in 0..2 {
        assert!(browser.send(&unblock).await.expect(200).says("Nobody is blocked"));
    }
    let mut eve = pod.sign_in(&eve.jid).await;
    let asked = browser.submit("/admin/blocks", "#block", &[("subject", BETA), ("reason", "Spam")]).await;
    assert!(asked.says("One member has an account there"), "{}", asked.text());
    assert!(eve.is_signed_in().await, "to be asked does nothing");
    let page = browser.send(&asked.form("#sure").expect("a form")).await.expect(200);
    assert!(page.says(BETA) && page.says("Spam"), "{}", page.text());
    eventually("she is out", async || eve.get("/feed").await.path.starts_with("/login").then_some(())).await;
}
