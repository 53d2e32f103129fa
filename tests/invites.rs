//! Pods that take in who was invited.

use serde_json::{Value, json};
use testpod::page::{REGISTER, SIGN_IN};
use testpod::{ALPHA, BETA, Browser, PASSWORD, Postbox, TestPod, Xmpp};

use crate::api::{ALL, Program};

async fn pod(flags: &[&str]) -> TestPod {
    TestPod::with("cantine", &[&["--registration", "invite"], flags].concat()).await
}

/// Where a new invitation leads to.
fn invite(pod: &TestPod, more: &[&str]) -> String {
    let said = pod.deployment().cosse(&[&["invite", "create", "--pod", pod.host()], more].concat());
    said.trim().strip_prefix(pod.host()).expect("the pod's own host").to_owned()
}

/// Follows the invitation to the form for a new account, and fills it in. The status of the page on which it does not go on.
pub(crate) async fn joins(browser: &mut Browser, invite: &str, name: &str) -> Result<(), u16> {
    let mut page = browser.get(invite).await;
    if let Some(to) = page.attributes("a[href^='/register?']", "href").pop() {
        page = browser.get(&to).await;
    }
    let Some(form) = page.form(REGISTER) else { return Err(page.status.as_u16()) };
    let page = browser.send(&form.set("username", name).set("password", PASSWORD)).await;
    if page.status == 200 { Ok(()) } else { Err(page.status.as_u16()) }
}

#[tokio::test]
async fn who_is_invited_comes_in_and_nobody_else() {
    let pod = pod(&[]).await;
    let mut stranger = pod.browser();
    let page = stranger.get("/register").await.expect(200);
    assert!(page.count("[name='password']") == 0 && page.says("invited"), "{}", page.text());
    let one = invite(&pod, &["--note", "for the choir"]);
    let typed = page.form("#invited").expect("a field for a code");
    assert_eq!(stranger.send(&typed.clone().set("invite", "guessed")).await.status, 410);
    let code = one.strip_prefix("/invite/").expect("an invitation");
    let page = stranger.send(&typed.set("invite", code)).await.expect(200);
    assert_eq!(page.count("[name='password']"), 1);
    let page = stranger.get(&one).await.expect(200);
    assert!(page.says("invited"), "{}", page.text());
    assert_eq!(joins(&mut stranger, &one, "invited1").await, Ok(()));
    let again = pod.browser().get(&one).await;
    assert_eq!(again.status, 410, "one use is used");
    assert!(again.says("not good any more"), "{}", again.text());
    let listed = pod.deployment().cosse(&["invite", "list", "--pod", pod.host()]);
    assert!(listed.contains("1/1 used") && listed.contains("for the choir"), "{listed}");
}

#[tokio::test]
async fn an_account_from_elsewhere_is_invited_too() {
    let pod = pod(&[]).await;
    let address = pod.deployment().server().address();
    let jid = format!("guest{}@{BETA}", std::process::id());
    Xmpp::register(address, &jid, PASSWORD).await;
    let credentials = [("jid", jid.as_str()), ("password", PASSWORD)];
    let refused = pod.browser().submit("/login", SIGN_IN, &credentials).await.expect(422);
    assert!(refused.says("invited"), "{}", refused.text());
    let one = invite(&pod, &[]);
    let mut browser = pod.browser();
    let to = browser.get(&one).await.attributes("a[href^='/login?']", "href").remove(0);
    browser.submit(&to, SIGN_IN, &credentials).await.expect(200);
    // a member needs none
    pod.browser().submit("/login", SIGN_IN, &credentials).await.expect(200);
}

#[tokio::test]
async fn the_same_invitation_at_the_same_instant_is_one_member() {
    let pod = pod(&[]).await;
    let one = invite(&pod, &[]);
    let mut browsers: Vec<Browser> = (0..5).map(|_| pod.browser()).collect();
    let names: Vec<String> = (0..5).map(|number| format!("instant{number}")).collect();
    let joining = browsers.iter_mut().zip(&names).map(|(browser, name)| joins(browser, &one, name));
    let joined = futures::future::join_all(joining).await;
    assert_eq!(joined.iter().filter(|it| it.is_ok()).count(), 1, "{joined:?}");
    assert!(joined.iter().all(|it| matches!(it, Ok(()) | Err(410 | 422))), "{joined:?}");
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains("\"members_used\":1"), "{shown}");
}

#[tokio::test]
async fn what_is_withdrawn_is_worth_nothing_and_so_is_another_pods() {
    let pod = pod(&[]).await;
    let other = TestPod::on(pod.deployment(), "lanterne", &["--registration", "invite"]).await;
    let one = invite(&pod, &["--uses", "3"]);
    assert_eq!(other.browser().get(&one).await.status, 410);
    pod.browser().get(&one).await.expect(200);
    let listed = pod.deployment().cosse(&["invite", "list", "--pod", pod.host()]);
    let id = listed.split_whitespace().next().expect("its id").to_owned();
    let (_, said, good) = pod.deployment().tries(&["invite", "revoke", &id, "--pod", other.host()]);
    assert!(!good && said.contains("no such invitation"), "{said}");
    pod.deployment().cosse(&["invite", "revoke", &id, "--pod", pod.host()]);
    assert_eq!(joins(&mut pod.browser(), &one, "late").await, Err(410));
    for nonsense in ["/invite/0", "/invite/~", &format!("/invite/{}", "0".repeat(32))] {
        assert!([404, 410].contains(&pod.browser().get(nonsense).await.status.as_u16()), "{nonsense}");
    }
}

#[tokio::test]
async fn by_the_code_of_another_pods_invitation_nobody_signs_up_or_in() {
    let pod = pod(&[]).await;
    let other = TestPod::on(pod.deployment(), "lanterne", &["--registration", "invite"]).await;
    let one = invite(&pod, &["--role", "operator"]);
    assert_eq!(joins(&mut pod.browser(), &invite(&pod, &[]), "lent1").await, Ok(()));
    let (code, jid) = (one.strip_prefix("/invite/").expect("an invitation"), format!("lent1@{ALPHA}"));
    let mut thief = other.browser();
    let form = thief.form("/login", SIGN_IN).await.set("password", PASSWORD).with("invite", code);
    for form in [form.clone().act("/register").with("username", "lent2"), form.set("jid", &jid)] {
        let page = thief.send(&form).await;
        assert!(page.status.is_client_error(), "{}: {} {}", form.action, page.status, page.text());
        assert!(thief.get("/feed").await.path.starts_with("/login"), "{}", form.action);
    }
    pod.browser().get(&one).await.expect(200);
}

#[tokio::test]
async fn a_full_pod_tells_the_invited_and_keeps_their_use() {
    let pod = pod(&["--members-max", "0"]).await;
    let one = invite(&pod, &[]);
    let page = pod.browser().get(&one).await.expect(200);
    assert!(page.says("stays good"), "{}", page.text());
    pod.deployment().cosse(&["pod", "set", pod.host(), "--members-max", "1"]);
    testpod::eventually("there is room", async || joins(&mut pod.browser(), &one, "patient").await.ok())
        .await;
}

#[tokio::test]
async fn an_operator_invites_and_withdraws_in_the_browser() {
    let pod = pod(&["--members-max", "10"]).await;
    let first = invite(&pod, &[]);
    let mut alice = pod.browser();
    assert_eq!(joins(&mut alice, &first, "operator1").await, Ok(()));
    let jid = format!("operator1@{ALPHA}");
    alice.get("/operate/invites").await.expect(404);
    pod.deployment().cosse(&["operator", "grant", &jid, "--pod", pod.host()]);
    let form = alice.form("/operate/invites", "#invite").await;
    let wrong = alice.send(&form.clone().set("uses", "-1").set("days", "soon")).await.expect(422);
    assert!(wrong.says("whole number"), "{}", wrong.text());
    let made =
        alice.send(&form.set("uses", "2").set("days", "7").set("note", "the garden")).await.expect(200);
    let link = made.attributes(".notice a", "href").remove(0);
    let path = link.strip_prefix(alice.origin()).expect("a link of this pod").to_owned();
    assert_eq!(joins(&mut pod.browser(), &path, "gardener").await, Ok(()));
    let met = pod.browser().get(&path).await.expect(200);
    assert!(met.says("operator1 invites you"), "{}", met.text());
    let page = alice.get("/operate/invites").await;
    assert!(
        page.says("the garden") && page.says("1 of 2") && !page.text().contains(&path),
        "{}",
        page.text()
    );
    let asks = page.attributes("a[href$='/revoke']", "href").remove(0);
    let asked = alice.get(&asks).await.expect(200);
    assert!(asked.says("Withdraw the invitation “the garden”?"), "{}", asked.text());
    assert_eq!(pod.browser().get(&path).await.status, 200, "asking withdraws nothing");
    let revoke = asked.form("form[action$='/revoke']").expect("it can be withdrawn");
    alice.send(&revoke).await.expect(200);
    alice.get(&asks).await.expect(404);
    assert_eq!(pod.browser().get(&path).await.status, 410);
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("An invitation was withdrawn") && log.says(&jid), "{}", log.text());
}

#[tokio::test]
async fn an_operator_sends_an_invitation_to_an_address_once() {
    let (deployment, postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &["--registration", "invite"]).await;
    let mut alice = pod.browser();
    assert_eq!(joins(&mut alice, &invite(&pod, &[]), "mailer1").await, Ok(()));
    deployment.cosse(&["operator", "grant", &format!("mailer1@{ALPHA}"), "--pod", pod.host()]);
    let email = format!("friend.{}@mail.test", pod.host().replace(".localhost", ""));
    let sent = [("email", email.as_str())];
    alice.submit("/operate/invites", "#mail-invite", &sent).await.expect(200);
    let letter = postbox.brings(&email).await;
    assert_eq!(joins(&mut pod.browser(), &letter.link("/invite/"), "mailed1").await, Ok(()));
    let again = alice.submit("/operate/invites", "#mail-invite", &sent).await.expect(422);
    assert!(again.says("within the last week"), "{}", again.text());
    alice.submit("/operate/invites", "#mail-invite", &[("email", "nobody")]).await.expect(422);
    assert_eq!(postbox.letters(&email).len(), 1);
}

#[tokio::test]
async fn an_invitation_is_sent_to_an_address_by_command_line_and_by_a_program() {
    let (deployment, postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &["--registration", "invite"]).await;
    let address = |name: &str| format!("{name}.{}@mail.test", pod.host().replace(".localhost", ""));
    let (first, second) = (address("first"), address("second"));
    let create = ["invite", "create", "--pod", pod.host(), "--mail", first.as_str()];
    let said = deployment.cosse(&create);
    assert!(said.starts_with(&format!("{}/invite/", pod.host())), "{said}");
    let letter = postbox.brings(&first).await;
    assert!(said.contains(&letter.link("/invite/")), "the link is printed, too: {said}");
    assert_eq!(joins(&mut pod.browser(), &letter.link("/invite/"), "mailed2").await, Ok(()));
    assert!(deployment.tries(&create).1.contains("within the last week"));
    assert!(!deployment.tries(&[&create[..5], &[second.as_str(), "--uses", "2"]].concat()).2);
    let program = Program::new(&deployment, ALL, &[&pod]);
    let path = format!("{}/invites", program.path_of(&pod).await);
    let made = program.post(&path, json!({ "mail": second })).await.expect(201);
    assert_eq!((&made["role"], &made["uses"], &made["note"]), (&Value::Null, &json!(1), &json!("")));
    let letter = postbox.brings(&second).await;
    assert!(made["link"].as_str().is_some_and(|link| link.ends_with(&letter.link("/invite/"))), "{made}");
    assert_eq!(joins(&mut pod.browser(), &letter.link("/invite/"), "mailed3").await, Ok(()));
    program.post(&path, json!({ "mail": second })).await.expect(409);
    assert_eq!((postbox.letters(&first).len(), postbox.letters(&second).len()), (1, 1));
}

#[tokio::test]
async fn where_nobody_sends_mail_an_invitation_by_mail_says_so_with_its_link() {
    let pod = TestPod::new("cantine").await;
    let mail = ["--role", "operator", "--mail", "alice@mail.example"];
    let said = pod.deployment().cosse(&[&["invite", "create", "--pod", pod.host()], &mail[..]].concat());
    let (link, told) = said.split_once('\n').expect("two lines");
    assert!(link.starts_with(&format!("{}/invite/", pod.host())), "{said}");
    assert!(told.contains("no mail is sent"), "{said}");
}
