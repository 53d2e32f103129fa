//! Signing in and out: `/login`, `/logout`.

use testpod::page::{SIGN_IN, SIGN_OUT};
use testpod::{ALPHA, BETA, Browser, GAMMA, PASSWORD, PATIENCE, PLAIN, Page, SILENT, TestPod};

/// The form is sent, must come back as 422 with what was typed but the password, and says what is wrong.
async fn refused(browser: &mut Browser, jid: &str, password: &str) -> String {
    let page = browser.submit("/login", SIGN_IN, &[("jid", jid), ("password", password)]).await.expect(422);
    let form = page.form(SIGN_IN).expect("the same form again");
    assert_eq!(form.value("jid"), Some(jid), "what was typed is kept");
    assert_eq!(form.value("password").unwrap_or_default(), "", "the password is not");
    assert!(!page.body.contains(password), "the password is nowhere on the page");
    why(&page)
}

fn why(page: &Page) -> String {
    let why = page.alert();
    assert!(why.split_whitespace().count() > 3, "a sentence says what is wrong: {}", page.text());
    why
}

#[tokio::test]
async fn who_signs_in_arrives_at_the_feed() {
    let pod = TestPod::new("cantine").await;
    let jid = pod.sign_up("alice").await.jid;
    let mut browser = pod.browser();
    let page = browser.sign_in(&jid).await.expect(200);
    assert_eq!(page.hops, [(303.try_into().unwrap(), "/feed".to_owned())]);
}

#[tokio::test]
async fn an_account_from_elsewhere_signs_in_too() {
    let other = TestPod::with("lanterne", &["--xmpp-domain", BETA]).await;
    let page = {
        let mut browser = other.browser();
        let form = browser.form("/register", testpod::page::REGISTER).await;
        browser.send(&form.set("username", "elsewhere").set("password", PASSWORD)).await
    };
    page.expect(200);
    let pod = TestPod::new("cantine").await;
    let mut member = pod.sign_in(&format!("elsewhere@{BETA}")).await;
    assert!(member.is_signed_in().await);
}

#[tokio::test]
async fn each_failure_says_which_it_is() {
    let pod = TestPod::new("cantine").await;
    let jid = pod.sign_up("alice").await.jid;
    let mut browser = pod.browser();
    let nowhere = "no-such-server.invalid";
    for (address, reason) in [
        (jid, "does not accept this address with this password".to_owned()),
        (format!("alice@{SILENT}"), format!("The server {SILENT} does not answer at the moment")),
        (format!("alice@{GAMMA}"), format!("{GAMMA} is who it says it is: its certificate is not good")),
        (format!("alice@{nowhere}"), format!("There is no server called {nowhere}")),
        ("no address at all".to_owned(), "That is no address".to_owned()),
    ] {
        let why = refused(&mut browser, &address, "not the pass phrase").await;
        assert!(why.contains(&reason), "{address}: {why}");
    }
}

/// An account of the pod's own domain, and one of another server.
async fn from_here_and_elsewhere() -> (String, String) {
    let elsewhere = TestPod::with("lanterne", &["--xmpp-domain", BETA]).await;
    let bob = elsewhere.sign_up_at(BETA, "bob").await;
    (TestPod::new("cantine").await.sign_up("alice").await.jid, bob.jid)
}

#[tokio::test]
async fn a_pod_for_its_own_accounts_takes_no_others_and_says_so() {
    let (alice, bob) = from_here_and_elsewhere().await;
    let pod = TestPod::with("circle", &["--accounts", "local"]).await;
    let why = refused(&mut pod.browser(), &bob, PASSWORD).await;
    assert!(why.contains(&format!("circle takes no accounts of {BETA}")), "{why}");
    assert!(pod.browser().get("/login").await.expect(200).says(ALPHA), "it is told before, too");
    assert!(pod.sign_in(&alice).await.is_signed_in().await);
}

#[tokio::test]
async fn a_pod_with_a_list_of_domains_takes_their_accounts_and_its_own_and_no_others() {
    let (alice, bob) = from_here_and_elsewhere().await;
    let flags = ["--accounts", "listed", "--allowed-domain", BETA];
    let pod = TestPod::with("circle", &flags).await;
    for jid in [&alice, &bob] {
        assert!(pod.sign_in(jid).await.is_signed_in().await, "{jid}");
    }
    let why = refused(&mut pod.browser(), &format!("carol@{PLAIN}"), PASSWORD).await;
    assert!(why.contains(&format!("circle takes no accounts of {PLAIN}")), "{why}");
    let other = TestPod::with("square", &["--accounts", "listed", "--allowed-domain", PLAIN]).await;
    let why = refused(&mut other.browser(), &bob, PASSWORD).await;
    assert!(why.contains(&format!("square takes no accounts of {BETA}")), "{why}");
    assert!(other.sign_in(&alice).await.is_signed_in().await, "its own need not be listed");
}

#[tokio::test]
async fn who_is_a_member_signs_in_whatever_servers_are_chosen_later_and_newcomers_do_not() {
    let elsewhere = TestPod::with("lanterne", &["--xmpp-domain", BETA]).await;
    let (bob, eve) = (elsewhere.sign_up_at(BETA, "bob").await, elsewhere.sign_up_at(BETA, "eve").await);
    let pod = TestPod::new("circle").await;
    pod.sign_in(&bob.jid).await;
    for accounts in ["local", "listed"] {
        pod.deployment().cosse(&["pod", "set", pod.host(), "--accounts", accounts]);
        assert!(pod.sign_in(&bob.jid).await.is_signed_in().await, "{accounts}");
        let why = refused(&mut pod.browser(), &eve.jid, PASSWORD).await;
        assert!(why.contains(&format!("circle takes no accounts of {BETA}")), "{accounts}: {why}");
    }
}

#[tokio::test]
async fn a_full_pod_refuses_a_new_member_but_not_an_old_one() {
    let pod = TestPod::with("tiny", &["--members-max", "1"]).await;
    let mut old = pod.sign_up("alice").await;
    let stranger = TestPod::new("cantine").await.sign_up("bob").await;
    refused(&mut pod.browser(), &stranger.jid, PASSWORD).await;
    let mut again = pod.sign_in(&old.jid).await;
    assert!(again.is_signed_in().await && old.is_signed_in().await);
}

#[tokio::test]
async fn who_guesses_from_elsewhere_does_not_lock_the_owner_out() {
    let pod = TestPod::new("cantine").await;
    let alice = pod.sign_up("alice").await;
    let mut guesser = pod.browser();
    let mut said = String::new();
    for _ in 0..12 {
        let fields = [("jid", alice.jid.as_str()), ("password", "a guess")];
        said = guesser.submit("/login", SIGN_IN, &fields).await.expect(422).alert();
    }
    assert!(said.contains("too often"), "{said}");
    let page = pod.browser().submit("/login", SIGN_IN, &[("jid", &alice.jid), ("password", PASSWORD)]).await;
    assert!(page.expect(200).path.starts_with("/feed"));
}

#[tokio::test]
async fn who_signs_out_is_out_in_this_browser_only() {
    let pod = TestPod::new("cantine").await;
    let mut here = pod.sign_up("alice").await;
    let mut there = pod.sign_in(&here.jid).await;
    let stolen = here.browser.clone();
    here.browser.submit("/settings", SIGN_OUT, &[]).await;
    assert!(!here.is_signed_in().await);
    assert!(there.is_signed_in().await);
    let mut thief = pod.browser();
    thief.steal(&stolen);
    assert_ne!(thief.get("/feed").await.path, "/feed", "the cookie is worth nothing any more");
}

#[tokio::test]
async fn a_page_for_members_sends_a_visitor_to_sign_in() {
    let pod = TestPod::new("cantine").await;
    for path in ["/feed", "/contacts", "/settings"] {
        let page = pod.browser().get(path).await;
        assert!(page.path.starts_with("/login"), "{path} leads to {}", page.path);
    }
    assert_eq!(
        pod.browser().request(reqwest::Method::GET, "/events").send().await.unwrap().status().as_u16() / 100,
        4
    );
}

#[tokio::test]
async fn who_signs_out_everywhere_is_out_everywhere_at_once() {
    let pod = TestPod::new("cantine").await;
    let mut here = pod.sign_up("alice").await;
    let mut there = pod.sign_in(&here.jid).await;
    let (mut mine, mut theirs) = (here.events().await, there.events().await);
    let form = here.browser.form("/logout", r#"form[action="/logout"]:has([name="everywhere"])"#).await;
    here.browser.send(&form).await.expect(200);
    for events in [&mut mine, &mut theirs] {
        events.until("the end", |event| event.name == "signed-out").await;
        assert_eq!(events.next(PATIENCE).await, None, "nothing comes after the end");
    }
    assert!(!here.is_signed_in().await && !there.is_signed_in().await);
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains(r#""sessions_used":0"#), "{shown}");
    assert!(pod.sign_in(&here.jid).await.is_signed_in().await, "she may come back");
}

#[tokio::test]
async fn a_browser_that_is_ended_elsewhere_hears_no_more() {
    let pod = TestPod::new("cantine").await;
    let mut here = pod.sign_up("alice").await;
    let mut there = pod.sign_in(&here.jid).await;
    let (mut mine, mut theirs) = (here.events().await, there.events().await);
    let others = r#"form[action="/settings/browsers"]:has([name="browser"])"#;
    let form = here.browser.form("/settings", others).await;
    here.browser.send(&form).await.expect(200);
    theirs.until("the end", |event| event.name == "signed-out").await;
    here.publish("still heard here", "contacts").await.expect(200);
    mine.with("still heard here").await;
}

#[tokio::test]
async fn a_cookie_from_before_the_sign_in_signs_nobody_in() {
    let pod = TestPod::new("cantine").await;
    let jid = pod.sign_up("alice").await.jid;
    let mut browser = pod.browser();
    browser.get("/login").await.expect(200);
    let mut thief = pod.browser();
    thief.steal(&browser);
    browser.sign_in(&jid).await.expect(200);
    assert!(thief.get("/feed").await.path.starts_with("/login"));
}
