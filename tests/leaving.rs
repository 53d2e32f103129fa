//! Leaving a pod, and coming back: `/settings/leave`; deleting the account with it: `/settings/delete`.

use crate::away::{friend, sessions, until_sessions};
use crate::domains::{deployment, managed};
use testpod::page::{REGISTER, SIGN_IN};
use testpod::{BETA, Deployment, Member, PASSWORD, Page, TestPod, Xmpp, chosen_database, eventually};

const LEAVE: &str = "#leave";
const DELETE: &str = "#delete";
const BACK: &str = "#back";
const RECEIPT: &str = "/settings/leave/receipt";

/// What is said of copies that are kept elsewhere, by language.
const OTHERS: [(&str, &str); 2] = [
    ("en", "messages that you sent, comments under their posts, and posts that their servers keep."),
    (
        "fr",
        "les messages envoyés, les commentaires sous leurs publications et les publications que leurs serveurs gardent.",
    ),
];

async fn leaves(member: &mut Member) -> Page {
    let page = member.browser.submit("/settings/leave", LEAVE, &[]).await.expect(200);
    assert!(page.path == "/settings/leave" && page.says("You have left"), "{}", page.text());
    page
}

/// What anybody on the web finds of somebody: her page, her feed, and what she wrote on the front page.
async fn found(pod: &TestPod, name: &str, text: &str) -> [bool; 3] {
    let mut visitor = pod.browser();
    let (blog, feed) = (format!("/@{name}"), format!("/@{name}/feed.atom"));
    let (blog, feed, front) = (visitor.get(&blog).await, visitor.get(&feed).await, visitor.get("/").await);
    [blog.status == 200, feed.status == 200, front.says(text)]
}

/// The departures from a pod are twenty days ago, as far as their rows say.
fn weeks_pass(pod: &TestPod) {
    let then = match chosen_database() {
        "postgres" => "now() AT TIME ZONE 'utc' - interval '20 days'",
        _ => "datetime('now', '-20 days')",
    };
    pod.deployment().sql(&format!(
        "UPDATE departures SET left_at = {then} \
         WHERE pod_id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        pod.host()
    ));
}

fn shown(pod: &TestPod) -> String {
    pod.deployment().cosse(&["pod", "show", pod.host(), "--json"])
}

#[tokio::test]
async fn who_leaves_is_found_by_nobody_and_comes_back_to_everything() {
    let (pod, text) = (TestPod::new("cantine").await, "for everyone to read");
    let mut alice = pod.sign_up("alice").await;
    alice.post(text, "everyone").await;
    let name = alice.name.clone();
    eventually("it is public", async || (found(&pod, &name, text).await == [true; 3]).then_some(())).await;
    let question = alice.get("/settings/leave").await.expect(200);
    for part in ["14 days", "What stays", "Copies that others have"] {
        assert!(question.says(part), "{part}: {}", question.text());
    }
    let receipt = leaves(&mut alice).await;
    assert!(receipt.says(&alice.jid) && receipt.says("Until"), "{}", receipt.text());
    assert_eq!(found(&pod, &name, text).await, [false; 3]);
    for path in ["/feed", "/settings", "/contacts", "/chat", "/settings/delete"] {
        assert_eq!(alice.get(path).await.path, "/settings/leave", "{path}");
    }
    let mut back = pod.browser();
    let page = back.sign_in(&alice.jid).await.expect(200);
    assert!(page.path == "/settings/leave" && page.says("Come back"), "{}", page.text());
    let form = page.form(BACK).expect("one button");
    let page = back.send(&form).await.expect(200);
    assert!(page.path.starts_with("/feed") && page.says("Welcome back"), "{}", page.text());
    assert!(back.send(&form).await.path.starts_with("/feed"), "back twice is back");
    assert_eq!(found(&pod, &name, text).await, [true; 3]);
    Member { browser: back, ..alice }.post("and here I am again", "contacts").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_is_offline_and_signed_out_here_and_on_no_other_pod() {
    let deployment = Deployment::fresh();
    let (pod, other) =
        (TestPod::on(&deployment, "cantine", &[]).await, TestPod::on(&deployment, "lanterne", &[]).await);
    let mut alice = pod.sign_up("alice").await;
    let mut there = pod.sign_in(&alice.jid).await;
    let mut eve = friend(&deployment, &mut alice).await;
    let mut elsewhere = other.sign_in(&alice.jid).await;
    let mut events = there.events().await;
    leaves(&mut alice).await;
    events.until("the end", |event| event.name == "signed-out").await;
    eve.until("type='unavailable'").await;
    assert!(!there.is_signed_in().await, "her other browsers are out");
    assert_eq!((sessions(&pod), sessions(&other)), ("0".to_owned(), "1".to_owned()));
    elsewhere.post("another pod knows nothing of it", "contacts").await;
}

#[tokio::test]
async fn in_the_browser_in_which_she_left_she_comes_back_with_her_password() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let form = alice.browser.form("/settings/leave", LEAVE).await;
    leaves(&mut alice).await;
    let twice = alice.browser.send(&form).await;
    assert!(twice.status == 200 || twice.status == 403, "{}", twice.text());
    let page = alice.browser.submit("/settings/leave", BACK, &[]).await.expect(200);
    assert!(page.path == "/login" && page.says("You are back"), "{} {}", page.path, page.text());
    let credentials = [("jid", alice.jid.as_str()), ("password", PASSWORD)];
    let page = alice.browser.submit("/login", SIGN_IN, &credentials).await.expect(200);
    assert!(page.path.starts_with("/feed"), "{}", page.path);
}

#[tokio::test]
async fn who_has_left_signs_in_where_no_session_is_free_and_ends_nobodys() {
    let home = TestPod::new("home").await;
    let (one, two) = (home.sign_up("alice").await.jid, home.sign_up("bob").await.jid);
    let pod = TestPod::with("small", &["--sessions-max", "1"]).await;
    leaves(&mut pod.sign_in(&one).await).await;
    let mut bob = pod.sign_in(&two).await;
    bob.post("before she looked in", "contacts").await;
    let mut back = pod.browser();
    let page = back.sign_in(&one).await.expect(200);
    assert!(page.path == "/settings/leave" && page.says("Come back"), "{}", page.text());
    bob.post("and afterwards", "contacts").await;
    assert_eq!(sessions(&pod), "1");
    let page = back.submit("/settings/leave", BACK, &[]).await.expect(200);
    assert!(page.path == "/login" && page.says("You are back"), "{} {}", page.path, page.text());
}

#[tokio::test]
async fn who_has_left_takes_her_receipt_along_as_a_text() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    assert_eq!(alice.get(RECEIPT).await.path, "/settings/leave", "there is none yet");
    let left = leaves(&mut alice).await;
    assert_eq!(left.attributes("a[download]", "href"), [RECEIPT]);
    assert!(left.says("Copies that others have"), "{}", left.text());
    let said = [
        ("en", "left on", "Copies that others have"),
        ("fr", "n’est plus membre depuis le", "Les copies que d’autres ont"),
    ];
    for (language, said, others) in said {
        alice.browser.speak(language);
        let receipt = alice.get(RECEIPT).await.expect(200);
        assert_eq!(receipt.header("content-type"), "text/plain; charset=utf-8");
        assert!(receipt.header("content-disposition").contains("attachment"));
        for part in [said, others, &alice.jid, pod.host()] {
            assert!(receipt.body.contains(part), "{part}: {}", receipt.body);
        }
        assert!(!receipt.body.contains(['<', '⟦']), "{}", receipt.body);
    }
    assert_eq!(pod.browser().get(RECEIPT).await.path, "/login", "it is hers alone");
    alice.browser.submit("/settings/leave", BACK, &[]).await.expect(200);
    assert_eq!(alice.get(RECEIPT).await.path, "/login", "she is back");
}

#[tokio::test]
async fn who_has_left_may_sign_out_and_what_she_left_is_not_open_to_others() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let stolen = alice.browser.clone();
    leaves(&mut alice).await;
    let mut thief = pod.browser();
    thief.steal(&stolen);
    assert_eq!(thief.get("/settings/leave").await.path, "/login", "the cookie from before is worth nothing");
    let signed_in = alice.browser.clone();
    alice.browser.submit("/settings/leave", r#"form[action="/logout"]"#, &[]).await.expect(200);
    thief.steal(&signed_in);
    assert_eq!(thief.get("/settings/leave").await.path, "/login");
    let mut stranger = pod.browser();
    assert_eq!(stranger.get("/settings/leave").await.path, "/login");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_two_weeks_nothing_is_left_but_her_account_and_another_pod() {
    let deployment = Deployment::fresh();
    let (pod, other) =
        (TestPod::on(&deployment, "cantine", &[]).await, TestPod::on(&deployment, "lanterne", &[]).await);
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    let mut elsewhere = other.sign_in(&alice.jid).await;
    elsewhere.post("on the other pod", "everyone").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let question = alice.get("/settings/leave").await.expect(200);
    assert!(question.says("You run this pod"), "{}", question.text());
    leaves(&mut alice).await;
    // who looks in and does not come back has no session for it
    pod.browser().sign_in(&alice.jid).await.expect(200);
    deployment.stop();
    deployment.start();
    until_sessions(&pod, "1").await;
    assert!(shown(&pod).contains(r#""members_used":2"#), "{}", shown(&pod));
    weeks_pass(&pod);
    deployment.stop();
    deployment.start();
    eventually("her place is free", async || shown(&pod).contains(r#""members_used":1"#).then_some(())).await;
    let query = format!("SELECT jid FROM members WHERE jid = '{}'", alice.jid);
    assert_eq!(deployment.rows(&query).len(), 1, "that of the other pod");
    assert_eq!(alice.get("/settings/leave").await.path, "/login");
    let audit = deployment.cosse(&["pod", "audit", pod.host()]);
    assert!(audit.contains("role-revoke"), "{audit}");
    Xmpp::sign_in(deployment.server().address(), &alice.jid, PASSWORD).await;
    assert!(elsewhere.is_signed_in().await && bob.is_signed_in().await);
    elsewhere.post("still here", "contacts").await;
    let mut again = pod.sign_in(&alice.jid).await;
    again.post("as a new member", "contacts").await;
}

/// Two weeks and more pass, and the accounts of who has left rest.
async fn comes_to_rest(pod: &TestPod, jid: &str) {
    weeks_pass(pod);
    pod.deployment().stop();
    pod.deployment().start();
    let server = pod.deployment().server().address();
    eventually("no app signs in", async || (!Xmpp::is_password(server, jid, PASSWORD).await).then_some(()))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_domain_of_the_pods_own_the_account_of_who_left_rests_until_she_comes_back() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &["--members-max", "1"]).await;
    let server = deployment.server().address();
    let mut alice = pod.sign_up_at(domain, "alice").await;
    let question = alice.get("/settings/leave").await.expect(200);
    assert!(question.says("it rests after 14 days"), "{}", question.text());
    let left = leaves(&mut alice).await;
    assert!(left.says("on this pod’s own domain, rests"), "{}", left.text());
    assert!(alice.get(RECEIPT).await.body.contains("rests"));
    assert!(Xmpp::is_password(server, &alice.jid, PASSWORD).await, "not yet");
    comes_to_rest(&pod, &alice.jid).await;
    let typed = |password| [("username", alice.name.as_str()), ("password", password)];
    let page = pod.browser().submit("/register", REGISTER, &typed("somebody's guess")).await.expect(422);
    assert!(page.alert().contains("already"), "{}", page.text());
    assert!(!Xmpp::is_password(server, &alice.jid, PASSWORD).await, "it was not hers");
    deployment.cosse(&["block", "add", &alice.jid, "--pod", pod.host(), "--reason", "Spam."]);
    let credentials = [("jid", alice.jid.as_str()), ("password", PASSWORD)];
    let page = pod.browser().submit("/login", SIGN_IN, &credentials).await.expect(422);
    assert!(page.says("Spam."), "{}", page.text());
    assert!(!Xmpp::is_password(server, &alice.jid, PASSWORD).await, "who is kept out wakes nothing");
    deployment.cosse(&["block", "remove", &alice.jid, "--pod", pod.host()]);
    let page = pod.browser().submit("/register", REGISTER, &typed(PASSWORD)).await.expect(200);
    assert_eq!(page.path, "/welcome", "{}", page.text());
    assert!(Xmpp::is_password(server, &alice.jid, PASSWORD).await);
    assert!(shown(&pod).contains(r#""members_used":1"#), "she is counted: {}", shown(&pod));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_and_finds_the_pod_full_comes_back_when_there_is_a_place() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &["--members-max", "1"]).await;
    let server = deployment.server().address();
    let mut alice = pod.sign_up_at(domain, "alice").await;
    leaves(&mut alice).await;
    comes_to_rest(&pod, &alice.jid).await;
    let bob = pod.sign_up_at(domain, "bob").await;
    let credentials = [("jid", alice.jid.as_str()), ("password", PASSWORD)];
    let page = pod.browser().submit("/login", SIGN_IN, &credentials).await.expect(422);
    assert!(page.alert().contains("no free place"), "{}", page.text());
    assert!(!Xmpp::is_password(server, &alice.jid, PASSWORD).await, "two would use what one may");
    deployment.cosse(&["pod", "set", pod.host(), "--members-max", "2"]);
    eventually("there is room", async || {
        let page = pod.browser().submit("/login", SIGN_IN, &credentials).await;
        (page.status == 200).then_some(())
    })
    .await;
    for jid in [&alice.jid, &bob.jid] {
        assert!(Xmpp::is_password(server, jid, PASSWORD).await, "{jid}");
    }
}

async fn deletes(member: &mut Member, jid: &str, password: &str) -> Page {
    member.browser.submit("/settings/delete", DELETE, &[("jid", jid), ("password", password)]).await
}

#[tokio::test]
async fn who_deletes_her_account_reads_what_others_keep_and_takes_a_receipt_along_that_says_it_too() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let jid = alice.jid.clone();
    for (language, others) in OTHERS {
        alice.browser.speak(language);
        for path in ["/settings/leave", "/settings/delete"] {
            let question = alice.get(path).await.expect(200);
            assert!(question.says(others), "{path}: {}", question.text());
        }
    }
    let left = deletes(&mut alice, &jid, PASSWORD).await.expect(200);
    assert_eq!(left.attributes("a[download]", "href"), [RECEIPT]);
    for (language, after, stays, account) in [
        ("en", "deleted on its server", "Copies that others have", "You can use it in any app"),
        ("fr", "fait supprimer votre compte", "Les copies que d’autres ont", "Il marche toujours"),
    ] {
        alice.browser.speak(language);
        let receipt = alice.get(RECEIPT).await.expect(200);
        assert_eq!(receipt.header("content-type"), "text/plain; charset=utf-8");
        for part in [after, stays, &jid, pod.host()] {
            assert!(receipt.body.contains(part), "{part}: {}", receipt.body);
        }
        assert!(!receipt.body.contains(account), "it does not stay: {}", receipt.body);
    }
}

#[tokio::test]
async fn who_does_not_mean_it_deletes_nothing() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let jid = alice.jid.clone();
    for (address, password, said) in [
        ("somebody@alpha.test", PASSWORD, "not the address of your account"),
        ("", PASSWORD, "still empty"),
        (jid.as_str(), "a guess", "does not accept this address with this password"),
        (jid.as_str(), "", "still empty"),
    ] {
        let page = deletes(&mut alice, address, password).await.expect(422);
        assert!(page.alert().contains(said), "{address} {password}: {}", page.text());
        let form = page.form(DELETE).expect("the same form again");
        assert_eq!(form.value("jid"), Some(address), "what was typed is kept");
        assert!(!page.body.contains(PASSWORD), "the password is not");
    }
    let mut stranger = pod.sign_up("mallory").await;
    let page = deletes(&mut stranger, &jid, PASSWORD).await.expect(422);
    assert!(page.alert().contains("not the address of your account"), "{}", page.text());
    assert!(alice.is_signed_in().await);
}

#[tokio::test]
async fn an_account_of_another_server_is_its_own_servers_to_delete() {
    let pod = TestPod::new("cantine").await;
    let jid = format!("leaving{}@{BETA}", std::process::id());
    Xmpp::register(pod.deployment().server().address(), &jid, PASSWORD).await;
    let mut guest = pod.sign_in(&jid).await;
    let page = guest.get("/settings/delete").await.expect(200);
    assert!(page.says(BETA) && page.says("only") && page.count(DELETE) == 0, "{}", page.text());
    let form = guest.browser.form("/settings/leave", LEAVE).await.act("/settings/delete");
    let form = form.with("jid", &jid).with("password", PASSWORD);
    guest.browser.send(&form).await.expect(422);
    assert!(guest.is_signed_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_deleted_after_two_weeks_and_kept_if_she_comes_back() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let server = deployment.server().address();
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    for member in [&mut alice, &mut bob] {
        let jid = member.jid.clone();
        let page = deletes(member, &jid, PASSWORD).await.expect(200);
        assert!(page.path == "/settings/leave" && page.says("deleted on its server"), "{}", page.text());
        assert!(Xmpp::is_password(server, &jid, PASSWORD).await, "not yet");
    }
    assert_eq!(sessions(&pod), "0");
    let mut back = pod.browser();
    let page = back.sign_in(&bob.jid).await.expect(200);
    back.send(&page.form(BACK).expect("one button")).await.expect(200);
    weeks_pass(&pod);
    deployment.stop();
    deployment.start();
    eventually("her rows are gone", async || shown(&pod).contains(r#""members_used":1"#).then_some(())).await;
    assert!(!Xmpp::is_password(server, &alice.jid, PASSWORD).await, "so is her account");
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await, "his is not");
    let page = pod.browser().sign_in(&alice.jid).await.expect(422);
    assert!(page.alert().contains("does not accept this address"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_the_pods_own_domain_is_deleted_although_its_password_is_another_since() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let (server, another) = (deployment.server().address(), "another one of hers");
    let mut alice = pod.sign_up_at(domain, "alice").await;
    let jid = alice.jid.clone();
    deletes(&mut alice, &jid, PASSWORD).await.expect(200);
    Xmpp::sign_in(server, &jid, PASSWORD).await.change_password(&jid, another).await;
    weeks_pass(&pod);
    deployment.stop();
    deployment.start();
    eventually("her rows are gone", async || shown(&pod).contains(r#""members_used":0"#).then_some(())).await;
    assert!(!Xmpp::is_password(server, &jid, another).await, "so is her account");
    let log = deployment.cosse(&["pod", "audit", pod.host()]);
    assert!(!log.contains("account-kept"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_cannot_be_deleted_is_tried_again_and_its_operators_know() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let server = deployment.server().address();
    let mut alice = pod.sign_up("alice").await;
    let jid = alice.jid.clone();
    deletes(&mut alice, &jid, PASSWORD).await.expect(200);
    weeks_pass(&pod);
    deployment.server().stop();
    deployment.stop();
    deployment.start();
    eventually("it is written down", async || {
        let log = deployment.cosse(&["pod", "audit", pod.host()]);
        (log.contains("account-kept") && log.contains(&jid)).then_some(())
    })
    .await;
    assert!(shown(&pod).contains(r#""members_used":1"#), "she is not forgotten before");
    assert!(deployment.logged().contains("an account was not deleted yet"));
    deployment.server().start();
    deployment.stop();
    deployment.start();
    eventually("her rows are gone", async || shown(&pod).contains(r#""members_used":0"#).then_some(())).await;
    assert!(!Xmpp::is_password(server, &jid, PASSWORD).await);
}
