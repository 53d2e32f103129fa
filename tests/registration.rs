//! Signing up with the pod's own XMPP server: `/register`.

use std::collections::BTreeSet;

use futures::future::join_all;
use testpod::page::{REGISTER, SIGN_IN};
use testpod::{ALPHA, BETA, Browser, Form, PASSWORD, Page, TestPod, Xmpp, eventually};

async fn register(browser: &mut Browser, username: &str, password: &str) -> Page {
    browser.submit("/register", REGISTER, &[("username", username), ("password", password)]).await
}

#[tokio::test]
async fn who_signs_up_is_signed_in() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    assert!(alice.is_signed_in().await);
    assert!(alice.get("/settings").await.says(&alice.jid));
}

#[tokio::test]
async fn who_signs_up_on_an_own_server_reads_that_it_alone_lets_her_back_in_and_is_offered_no_codes() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    for (language, kept, asks, cannot) in [
        (
            "en",
            "Your account is kept by",
            "If you lose its password, ask there",
            "this pod cannot give you another",
        ),
        ("fr", "Votre compte est gardé par", "demandez là-bas", "ce pod ne peut pas vous en donner un autre"),
    ] {
        alice.browser.speak(language);
        let page = alice.get("/welcome").await.expect(200);
        for part in [format!("{kept} {ALPHA}").as_str(), asks, cannot] {
            assert!(page.says(part), "{part}: {}", page.text());
        }
        assert_eq!(page.count("#codes"), 0, "they would open nothing");
    }
    let form = alice.browser.form("/settings", "form[action='/settings/language']").await;
    alice.browser.send(&form.act("/settings/recovery/codes").with("present", PASSWORD)).await.expect(422);
    for page in [
        alice.get("/settings/recovery").await,
        pod.browser().get(&format!("/recover?jid={}", alice.jid)).await,
    ] {
        let page = page.expect(200);
        assert!(page.says(ALPHA) && page.count("#codes, #code") == 0, "{}", page.text());
    }
}

#[tokio::test]
async fn the_form_comes_back_with_a_sentence_and_what_was_typed() {
    let pod = TestPod::new("cantine").await;
    let taken = pod.sign_up("alice").await.name;
    for (username, password) in
        [(taken.as_str(), PASSWORD), ("newcomer", "a"), ("not a name", PASSWORD), ("", PASSWORD)]
    {
        let page = register(&mut pod.browser(), username, password).await.expect(422);
        let form = page.form(REGISTER).expect("the same form again");
        assert_eq!(form.value("username"), Some(username));
        assert_eq!(form.value("password").unwrap_or_default(), "");
        assert!(!page.alert().is_empty(), "nothing says what is wrong with {username:?}: {}", page.text());
    }
}

/// The pod takes nobody in any more, and its page says so.
async fn close(pod: &TestPod) {
    pod.deployment().cosse(&["pod", "set", pod.host(), "--registration", "closed"]);
    eventually("the pod is closed", async || {
        let page = pod.browser().get("/register").await.expect(200);
        (page.form(REGISTER).is_none() && page.says("takes in nobody new")).then_some(())
    })
    .await;
}

/// The page offers a way in to members, other pods to everybody else, and says of no account that it is enough.
fn sends_newcomers_elsewhere(page: &Page) {
    assert!(page.says("Only those who are members already can sign in"), "{}", page.text());
    assert!(!page.says("an account that you have") && !page.says("Sign in with it"), "{}", page.text());
    assert!(page.texts("main a").contains(&"Choose another pod".to_owned()), "{}", page.text());
    assert_eq!(page.count("main a[href='/login']"), 1, "{}", page.text());
}

/// A name that nobody else has.
fn named(pod: &TestPod, begin: &str) -> String {
    format!("{begin}{}", pod.host().replace(|it: char| !it.is_ascii_alphanumeric(), ""))
}

/// An account that some client made, of which the pod has never heard.
async fn brought(pod: &TestPod, domain: &str) -> String {
    let jid = format!("{}@{domain}", named(pod, "brought"));
    Xmpp::register(pod.deployment().server().address(), &jid, PASSWORD).await;
    jid
}

/// The browser is outside, the members are as many as before, and that name has no account.
async fn has_nobody_come(pod: &TestPod, browser: &mut Browser, members: usize, name: &str) {
    assert!(browser.get("/feed").await.path.starts_with("/login"), "somebody is signed in");
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(shown["members_used"], members);
    let jid = format!("{name}@{ALPHA}");
    assert!(!Xmpp::is_password(pod.deployment().server().address(), &jid, PASSWORD).await, "{jid} is there");
}

#[tokio::test]
async fn a_closed_pod_offers_no_form_and_takes_none() {
    let pod = TestPod::new("cantine").await;
    let old = pod.sign_up("old").await;
    let (mut stranger, name) = (pod.browser(), named(&pod, "intruder"));
    let form = stranger.form("/register", REGISTER).await;
    close(&pod).await;
    sends_newcomers_elsewhere(&stranger.get("/register").await.expect(200));
    let page = stranger.send(&form.set("username", &name).set("password", PASSWORD)).await.expect(422);
    assert!(page.alert().contains("takes in nobody new"), "{}", page.text());
    has_nobody_come(&pod, &mut stranger, 1, &name).await;
    assert!(pod.sign_in(&old.jid).await.is_signed_in().await, "who was here before is let be");
}

#[tokio::test]
async fn a_closed_pod_takes_no_account_that_was_never_here_wherever_it_is_from() {
    let pod = TestPod::with("cantine", &["--registration", "closed"]).await;
    for domain in [ALPHA, BETA] {
        let jid = brought(&pod, domain).await;
        let mut stranger = pod.browser();
        let page = stranger.sign_in(&jid).await.expect(422);
        assert!(page.alert().contains("takes in nobody new"), "{jid}: {}", page.text());
        has_nobody_come(&pod, &mut stranger, 0, &named(&pod, "intruder")).await;
    }
}

#[tokio::test]
async fn an_invitation_that_gives_no_role_opens_no_closed_pod() {
    let pod = TestPod::new("cantine").await;
    let said = pod.deployment().cosse(&["invite", "create", "--pod", pod.host()]);
    let (_, code) = said.trim().split_once("/invite/").expect("an invitation");
    close(&pod).await;
    let (mut stranger, name, jid) = (pod.browser(), named(&pod, "intruder"), brought(&pod, BETA).await);
    let page = stranger.get(&format!("/invite/{code}")).await.expect(200);
    assert_eq!(page.count("main a[href*='invite=']"), 0, "{}", page.text());
    sends_newcomers_elsewhere(&page);
    let form = stranger.form("/login", SIGN_IN).await.set("password", PASSWORD).with("invite", code);
    for form in [form.clone().act("/register").with("username", &name), form.set("jid", &jid)] {
        let page = stranger.send(&form).await.expect(422);
        assert!(page.alert().contains("takes in nobody new"), "{}: {}", form.action, page.text());
        has_nobody_come(&pod, &mut stranger, 0, &name).await;
    }
}

#[tokio::test]
async fn who_is_invited_to_run_a_closed_pod_is_sent_to_no_other() {
    let pod = TestPod::with("cantine", &["--registration", "closed"]).await;
    let said = pod.deployment().cosse(&["invite", "create", "--pod", pod.host(), "--role", "operator"]);
    let (_, code) = said.trim().split_once("/invite/").expect("an invitation");
    let (mut browser, jid) = (pod.browser(), brought(&pod, BETA).await);
    let page = browser.get(&format!("/invite/{code}")).await.expect(200);
    let to = page.attributes("a[href^='/login?']", "href").pop().expect("a way in");
    let page = browser.get(&to).await.expect(200);
    assert!(!page.says("takes in nobody new"), "{}", page.text());
    browser.submit(&to, SIGN_IN, &[("jid", &jid), ("password", PASSWORD)]).await.expect(200);
    browser.get("/operate").await.expect(200);
}

#[tokio::test]
async fn a_pod_without_a_domain_makes_no_account_and_takes_in_who_brings_one() {
    let pod = TestPod::new("cantine").await;
    let (mut stranger, name) = (pod.browser(), named(&pod, "homeless"));
    let form = stranger.form("/register", REGISTER).await;
    pod.deployment().cosse(&["pod", "domain", "set", pod.host(), "none"]);
    let page = eventually("it offers none", async || {
        let page = stranger.get("/register").await.expect(200);
        page.form(REGISTER).is_none().then_some(page)
    })
    .await;
    assert!(page.says("You can sign in with an account that you have"), "{}", page.text());
    let front = stranger.get("/").await.expect(200);
    assert!(front.form(SIGN_IN).is_some() && front.count(".ways-in a[href='/register']") == 0);
    let page = stranger.send(&form.set("username", &name).set("password", PASSWORD)).await.expect(422);
    assert!(page.alert().contains("makes no new accounts"), "{}", page.text());
    has_nobody_come(&pod, &mut stranger, 0, &name).await;
    let (said, why, good) = pod.deployment().tries(&["doctor", "--pod", pod.host()]);
    assert!(good && said.contains("has no XMPP domain: accounts come from elsewhere"), "{said}{why}");
    let mut guest = pod.sign_in(&brought(&pod, BETA).await).await;
    guest.post("with an account of her own", "contacts").await;
}

#[tokio::test]
async fn a_pod_that_filled_up_meanwhile_says_so_and_keeps_what_was_typed() {
    let pod = TestPod::with("tiny", &["--members-max", "1"]).await;
    let mut late = pod.browser();
    let form = late.form("/register", REGISTER).await;
    pod.sign_up("first").await;
    eventually("the pod is full", async || {
        let full = late.get("/register").await.expect(200).form(REGISTER).is_none();
        full.then_some(())
    })
    .await;
    let page = late.send(&form.set("username", "late").set("password", PASSWORD)).await.expect(422);
    assert!(page.alert().contains("no free place"), "{}", page.text());
    assert_eq!(page.form(REGISTER).expect("the same form again").value("username"), Some("late"));
}

/// Browsers of four households, each with the form filled in for somebody else, under names that begin so.
pub(crate) async fn crowd(pod: &TestPod, count: usize, names: &str) -> Vec<(Browser, Form)> {
    let mut households = Vec::new();
    for _ in 0..4 {
        let mut browser = pod.browser();
        let form = browser.form("/register", REGISTER).await.set("password", PASSWORD);
        households.push((browser, form));
    }
    let host = pod.host().replace(|it: char| !it.is_ascii_alphanumeric(), "");
    let named = |number: usize, form: &Form| form.clone().set("username", &format!("{names}{number}x{host}"));
    let all = households.iter().cycle().take(count).enumerate();
    all.map(|(number, (browser, form))| (browser.clone(), named(number, form))).collect()
}

#[tokio::test]
async fn of_two_hundred_at_once_for_the_last_five_places_five_get_one() {
    let pod = TestPod::with("tiny", &["--members-max", "6"]).await;
    pod.sign_up("first").await;
    let mut rush = crowd(&pod, 200, "rush").await;
    let answers = join_all(rush.iter_mut().map(|(browser, form)| browser.send(form))).await;
    let (inside, outside): (Vec<_>, Vec<_>) = answers.iter().partition(|page| page.status == 200);
    let said: BTreeSet<_> = outside.iter().map(|page| page.alert()).collect();
    assert_eq!(inside.len(), 5, "others were told {said:?}");
    for page in outside {
        assert_eq!(page.status, 422);
        assert!(!page.alert().is_empty(), "{}", page.text());
    }
    let page = pod.browser().get("/").await.expect(200);
    assert!(page.form(REGISTER).is_none(), "a full pod takes nobody in");
    is_nothing_half_done(&pod, 6, &rush).await;
}

/// As many members as have come in, no place that is held for anybody, and accounts of those of the crowd who are members alone.
pub(crate) async fn is_nothing_half_done(pod: &TestPod, members: usize, crowd: &[(Browser, Form)]) {
    let of_pod = format!("where pod_id = (select pod_id from hosts where host = '{}')", pod.host());
    let count = |table: &str| pod.deployment().rows(&format!("select count(*) from {table} {of_pod}"));
    eventually("all places are given or free", async || (count("places") == ["0"]).then_some(())).await;
    assert_eq!(count("members"), [members.to_string()]);
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(shown["members_used"], members);
    let inside = pod.deployment().rows(&format!("select jid from members {of_pod}"));
    let crowd: Vec<String> = crowd.iter().map(|(_, form)| jid(form)).collect();
    let of_crowd: Vec<String> = crowd.iter().filter(|jid| inside.contains(jid)).cloned().collect();
    assert_eq!(accounts(pod, &crowd).await, of_crowd, "the accounts, and the members");
}

fn jid(form: &Form) -> String {
    format!("{}@{ALPHA}", form.value("username").expect("a name"))
}

/// Those of them that are there, as their server has it.
async fn accounts(pod: &TestPod, jids: &[String]) -> Vec<String> {
    let server = pod.deployment().server().address();
    let mut found = Vec::new();
    for some in jids.chunks(25) {
        let there = join_all(some.iter().map(|jid| Xmpp::is_password(server, jid, PASSWORD))).await;
        found.extend(some.iter().zip(there).filter(|(_, is_there)| *is_there).map(|(jid, _)| jid.clone()));
    }
    found
}

#[tokio::test]
async fn who_broke_off_after_her_account_was_made_goes_on_with_its_password_and_nobody_else_does() {
    let pod = TestPod::new("cantine").await;
    let name = format!("broken{}", pod.host().replace(|it: char| !it.is_ascii_alphanumeric(), ""));
    let server = pod.deployment().server().address();
    Xmpp::register(server, &format!("{name}@{ALPHA}"), PASSWORD).await;
    let page = register(&mut pod.browser(), &name, "somebody else's guess").await.expect(422);
    assert_eq!(page.form(REGISTER).expect("the same form again").value("username"), Some(name.as_str()));
    assert!(!page.alert().is_empty(), "{}", page.text());
    let page = register(&mut pod.browser(), &name, PASSWORD).await.expect(200);
    assert_eq!(page.path, "/welcome", "{}", page.text());
}
