//! What pods send by e-mail: by a real mail server, each mail once.

use testpod::{
    Browser, Deployment, Fleet, MAIL_FROM, Page, Postbox, Server, TestPod, eventually, eventually_ok,
};

const WAIT: &str = "#wait";

/// A pod without a place, where people wait.
async fn full(deployment: &std::sync::Arc<Deployment>, name: &str) -> TestPod {
    TestPod::on(deployment, name, &["--members-max", "0"]).await
}

/// An address that nobody else has.
fn address(pod: &TestPod, name: &str) -> String {
    format!("{name}.{}@mail.test", pod.host().replace(".localhost", ""))
}

/// Has a mail sent to that address.
async fn waits(browser: &mut Browser, email: &str) -> Page {
    browser.submit("/register", WAIT, &[("email", email)]).await
}

/// What the command line says of the mail to that address.
fn told(pod: &TestPod, email: &str) -> String {
    let said = pod.deployment().cosse(&["mail", "list", "--pod", pod.host()]);
    said.lines().find(|line| line.contains(email)).unwrap_or_default().to_owned()
}

async fn becomes(pod: &TestPod, email: &str, state: &str) -> String {
    eventually_ok(&format!("the mail to {email} is {state}"), async || {
        let line = told(pod, email);
        if line.contains(&format!("  {state} ")) { Ok(line) } else { Err(line) }
    })
    .await
}

/// The pauses between two tries are over.
fn time_passes(pod: &TestPod) {
    pod.deployment().sql("update mails set due_at = queued_at where state = 'waiting'");
}

#[tokio::test]
async fn a_mail_comes_encrypted_once_as_text_and_html_in_the_language_of_its_reader() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let (alice, bob) = (address(&pod, "alice"), address(&pod, "bob"));
    let mut browser = pod.browser();
    browser.speak("fr");
    waits(&mut browser, &alice).await.expect(200);
    waits(&mut pod.browser(), &bob).await.expect(200);
    let letter = postbox.brings(&alice).await;
    assert!(letter.is_encrypted() && letter.has("from") == format!("cantine <{MAIL_FROM}>"), "{letter:?}");
    assert!(letter.has("subject").contains("votre adresse"), "{letter:?}");
    assert!(letter.has("id").ends_with("@mail.test>"), "{letter:?}");
    browser.get(&letter.link("/confirm/")).await.expect(200);
    assert!(postbox.brings(&bob).await.has("subject").contains("your address"));
    becomes(&pod, &alice, "sent").await;
    assert_eq!(postbox.letters(&alice).len(), 1);
    let kept =
        deployment.rows(&format!("select count(*) from mails where recipient = '{alice}' and detail = ''"));
    assert_eq!(kept, ["1"], "what is sent says no secrets any more");
}

#[tokio::test]
async fn a_mail_server_with_a_password_is_signed_in_to_and_doctor_says_whether_that_works() {
    let postbox = Postbox::guarded("cosse", "correct-horse");
    let deployment = postbox.deployment();
    let pod = full(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    waits(&mut pod.browser(), &alice).await.expect(200);
    let letter = postbox.brings(&alice).await;
    assert!(letter.is_encrypted() && letter.has("user") == "cosse", "{letter:?}");
    assert!(deployment.tries(&["doctor"]).0.contains("good   the mail server"));
    drop(postbox);
    assert!(deployment.tries(&["doctor"]).0.contains("FAULT  the mail server"));
}

#[tokio::test]
async fn a_mail_that_is_refused_for_now_comes_later() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    postbox.answers(&alice, "451 4.7.1 come back later").await;
    waits(&mut pod.browser(), &alice).await.expect(200);
    eventually("it was refused", async || (postbox.refusals(&alice) == 1).then_some(())).await;
    let line = becomes(&pod, &alice, "waiting").await;
    eventually("why is told", async || told(&pod, &alice).contains("come back later").then_some(())).await;
    assert!(line.contains("1 tries"), "{line}");
    postbox.answers(&alice, "").await;
    time_passes(&pod);
    postbox.brings(&alice).await;
    let line = becomes(&pod, &alice, "sent").await;
    assert!(line.contains("2 tries") && !line.contains("later"), "{line}");
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_is_given_up_where_operators_see_it_and_send_it_again() {
    let (deployment, postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &["--members-max", "1"]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let mut operator = pod.sign_up("operator").await;
    let mut stranger = other.sign_up("stranger").await;
    for (pod, member) in [(&pod, &operator), (&other, &stranger)] {
        deployment.cosse(&["operator", "grant", &member.jid, "--pod", pod.host()]);
    }
    let alice = address(&pod, "alice");
    postbox.answers(&alice, "550 5.1.1 nobody of this name").await;
    eventually("the pod is full", async || pod.browser().get("/register").await.form(WAIT)).await;
    waits(&mut pod.browser(), &alice).await.expect(200);
    becomes(&pod, &alice, "failed").await;
    time_passes(&pod);
    let page = operator.get("/operate/mails").await.expect(200);
    assert!(
        page.says(&alice) && page.says("given up") && page.says("nobody of this name"),
        "{}",
        page.text()
    );
    assert!(!stranger.get("/operate/mails").await.expect(200).says(&alice));
    let form = page.form("form[action$='/again']").expect("it can be sent again");
    let own = stranger.browser.form("/settings", "form[action='/settings/language']").await;
    stranger.browser.send(&own.act(&form.action)).await.expect(404);
    postbox.answers(&alice, "").await;
    operator.browser.send(&form).await.expect(200);
    postbox.brings(&alice).await;
    assert_eq!(postbox.refusals(&alice), 1, "it was not tried again by itself");
    becomes(&pod, &alice, "sent").await;
    operator.browser.send(&form).await.expect(404);
}

#[tokio::test]
async fn a_mail_that_may_have_come_is_not_sent_again_by_itself() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let (alice, bob) = (address(&pod, "alice"), address(&pod, "bob"));
    postbox.answers(&alice, "cut").await;
    waits(&mut pod.browser(), &alice).await.expect(200);
    let line = becomes(&pod, &alice, "unsure").await;
    deployment.sql("update mails set due_at = queued_at");
    waits(&mut pod.browser(), &bob).await.expect(200);
    postbox.brings(&bob).await;
    assert_eq!(postbox.letters(&alice).len(), 1);
    postbox.answers(&alice, "").await;
    let id = line.split_whitespace().next().expect("its id");
    deployment.cosse(&["mail", "again", id, "--pod", pod.host()]);
    let again = postbox.brings_nth(&alice, 2).await;
    let first = postbox.letters(&alice).remove(0);
    assert_eq!(again.has("id"), first.has("id"), "who has it twice can tell");
    let (_, said, good) = deployment.tries(&["mail", "again", id, "--pod", pod.host()]);
    assert!(!good && said.contains("no such mail"), "{said}");
}

#[tokio::test]
async fn while_the_mail_server_is_away_mails_wait() {
    let postbox = Postbox::fresh();
    let deployment = postbox.deployment();
    let pod = full(&deployment, "cantine").await;
    let alice = address(&pod, "alice");
    drop(postbox);
    waits(&mut pod.browser(), &alice).await.expect(200);
    eventually("it was tried", async || told(&pod, &alice).contains("1 tries").then_some(())).await;
    becomes(&pod, &alice, "waiting").await;
}

#[tokio::test]
async fn two_processes_for_jobs_send_each_mail_once() {
    let postbox = Postbox::fresh();
    let settings = postbox.settings();
    let settings: Vec<(&'static str, &str)> =
        settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut fleet = Fleet::on(Server::fresh(), 1, &settings);
    fleet.start_more_jobs();
    let pod = full(fleet.deployment(), "cantine").await;
    let addresses: Vec<String> = (0..20).map(|number| address(&pod, &format!("member{number}"))).collect();
    for email in &addresses {
        waits(&mut pod.browser(), email).await.expect(200);
    }
    for email in &addresses {
        postbox.brings(email).await;
        becomes(&pod, email, "sent").await;
    }
    assert!(addresses.iter().all(|email| postbox.letters(email).len() == 1));
}

#[tokio::test]
async fn what_is_no_address_gets_no_mail_and_stays_in_the_form() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let eve = address(&pod, "eve");
    for typed in
        ["", "nobody", "a b@mail.test", "a@mail.test,b@mail.test", &format!("a@mail.test\r\nBcc: {eve}")]
    {
        let page = waits(&mut pod.browser(), typed).await.expect(422);
        let form = page.form(WAIT).expect("the same form again");
        assert!(!page.alert().is_empty() && form.has("email"), "{typed}: {}", page.text());
    }
    let alice = address(&pod, "alice");
    waits(&mut pod.browser(), &alice).await.expect(200);
    postbox.brings(&alice).await;
    assert!(postbox.letters(&eve).is_empty());
}

#[tokio::test]
async fn nobody_is_flooded_with_mails() {
    let (deployment, postbox) = Postbox::shared();
    let pod = full(&deployment, "cantine").await;
    let (alice, bob) = (address(&pod, "alice"), address(&pod, "bob"));
    let mut taken = 0;
    for _ in 0..6 {
        taken += usize::from(waits(&mut pod.browser(), &alice).await.status == 200);
    }
    assert_eq!(taken, 3);
    waits(&mut pod.browser(), &bob).await.expect(200);
    postbox.brings(&bob).await;
    postbox.brings_nth(&alice, 3).await;
    assert_eq!(postbox.letters(&alice).len(), 3);
}

#[tokio::test]
async fn the_demo_shows_what_each_pod_sent_and_a_deployment_without_mail_offers_nothing_that_needs_any() {
    let demo = Deployment::with(&[("COSSE_DEMO", "true")]);
    let (pod, other) = (full(&demo, "cantine").await, full(&demo, "lanterne").await);
    let alice = address(&pod, "alice");
    waits(&mut pod.browser(), &alice).await.expect(200);
    let page = pod.browser().get("/demo/outbox").await.expect(200);
    assert!(page.says(&alice) && page.count("a[href*='/confirm/']") == 1, "{}", page.text());
    assert!(!other.browser().get("/demo/outbox").await.expect(200).says(&alice));
    assert!(demo.platform().get("/demo/outbox").await.expect(200).says(&alice));
    let silent = full(&Deployment::shared(), "cantine").await;
    assert!(silent.browser().get("/register").await.expect(200).form(WAIT).is_none());
    silent.browser().get("/demo/outbox").await.expect(404);
    let form = pod.browser().form("/register", WAIT).await;
    let mut stranger = silent.browser();
    let own = stranger.form("/login", "form[action='/login']").await;
    let sent = stranger.send(&own.act(&form.action).with("email", &alice)).await;
    assert_eq!(sent.status, 422, "{}", sent.text());
}
