//! The same thing many times at once.

use std::time::Duration;

use futures::future::join_all;
use testpod::page::{PUBLISH, REGISTER, SIGN_IN, SIGN_OUT};
use testpod::{ALPHA, Deployment, PASSWORD, TestPod, Xmpp, eventually, eventually_ok};

const EVERYWHERE: &str = r#"form[action="/logout"]:has([name="everywhere"])"#;

/// How many members and sessions a pod counts.
fn counted(pod: &TestPod) -> (i64, i64) {
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    let number = |name: &str| shown[name].as_i64().expect("a number");
    (number("members_used"), number("sessions_used"))
}

#[tokio::test]
async fn an_account_that_signs_in_twenty_times_at_once_is_one_member_with_one_session() {
    let (home, pod) = (TestPod::new("home").await, TestPod::new("cantine").await);
    let jid = home.sign_up("alice").await.jid;
    let mut browsers = Vec::new();
    for _ in 0..20 {
        let mut browser = pod.browser();
        let form = browser.form("/login", SIGN_IN).await.set("jid", &jid).set("password", PASSWORD);
        browsers.push((browser, form));
    }
    // ten tries are one account's ration; the rest may be told to wait, but by a sentence
    let pages = join_all(browsers.iter_mut().map(|(browser, form)| browser.send(form))).await;
    let inside = pages.iter().filter(|page| page.status == 200).count();
    assert!(inside >= 10, "{:?}", pages.iter().map(|it| it.status).collect::<Vec<_>>());
    for page in pages.iter().filter(|page| page.status != 200) {
        assert!(page.status == 422 && !page.alert().is_empty(), "{} {}", page.status, page.text());
    }
    assert_eq!(counted(&pod), (1, 1));
    let (browser, _) = browsers.iter_mut().zip(&pages).find(|(_, page)| page.status == 200).expect("one").0;
    let form = browser.form("/feed", PUBLISH).await.set("body", "one session is enough");
    browser.send(&form).await.expect(200);
    eventually("it is published", async || browser.get("/feed").await.post("one session is enough")).await;
    // nobody was displaced by his own twin: the session stays
    for _ in 0..20 {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        let said = browser.get("/feed").await.expect(200).texts("#session").join(" ");
        assert!(!said.to_lowercase().contains("reconnect"), "{said}");
    }
}

#[tokio::test]
async fn a_command_that_comes_twenty_times_at_once_is_one_post() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let form = alice.browser.form("/feed", PUBLISH).await.set("body", "twenty times the same");
    let mut copies = vec![alice.browser.clone(); 20];
    let pages = join_all(copies.iter_mut().map(|browser| browser.send(&form))).await;
    assert!(
        pages.iter().all(|page| page.status == 200),
        "{:?}",
        pages.iter().map(|it| it.status).collect::<Vec<_>>()
    );
    alice.sees("twenty times the same").await;
    let posts = alice.get("/feed").await.posts();
    assert_eq!(posts.iter().filter(|it| it.text.contains("twenty times the same")).count(), 1);
}

#[tokio::test]
async fn who_signs_out_while_a_post_is_sent_loses_neither() {
    let pod = TestPod::new("cantine").await;
    for round in 0..3 {
        let mut alice = pod.sign_up("alice").await;
        let text = format!("on the way out {round}");
        let form = alice.browser.form("/feed", PUBLISH).await.set("body", &text);
        let out = alice.browser.form("/settings", SIGN_OUT).await;
        let everywhere = alice.browser.get("/logout").await.form(SIGN_OUT).unwrap_or(out);
        let mut other = alice.browser.clone();
        let (sent, gone) = tokio::join!(alice.browser.send(&form), other.send(&everywhere));
        assert!(!sent.status.is_server_error(), "{} {}", sent.status, sent.text());
        assert!(!gone.status.is_server_error(), "{} {}", gone.status, gone.text());
        let mut back = pod.sign_in(&alice.jid).await;
        let said = sent.status == 200 && !sent.path.starts_with("/login");
        if said && sent.hops.iter().any(|(_, to)| to.starts_with("/feed")) {
            back.sees(&text).await;
        }
    }
}

/// In one browser in, and everywhere out in another, which waits a little.
async fn signs_in_and_out(pod: &TestPod, jid: &str, wait: Duration) {
    let (mut one, mut other) = (pod.sign_in(jid).await.browser, pod.browser());
    let out = one.form("/logout", EVERYWHERE).await;
    let form = other.form("/login", SIGN_IN).await.set("jid", jid).set("password", PASSWORD);
    let later = async {
        tokio::time::sleep(wait).await;
        one.send(&out).await
    };
    let (_, out) = tokio::join!(other.send(&form), later);
    assert_eq!(out.status, 200, "{}", out.text());
}

#[tokio::test]
async fn who_signs_out_while_she_signs_in_elsewhere_leaves_no_session_that_nobody_knows_of() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let jids = join_all((0..6).map(async |_| pod.sign_up("alice").await.jid)).await;
    for round in 0..8 {
        let wait = |place: usize| Duration::from_millis(round * 40 + place as u64 * 7);
        let both = jids.iter().enumerate().map(|(place, jid)| signs_in_and_out(&pod, jid, wait(place)));
        join_all(both).await;
    }
    let held = async || deployment.figures().await.of("cosse_sessions", &[]);
    let written = || deployment.rows("select jid from sessions").len();
    eventually_ok("the worker holds what is written down", async || {
        let (held, written) = (held().await, written());
        if held == written as f64 { Ok(()) } else { Err(format!("{held} are held, {written} written down")) }
    })
    .await;
}

#[tokio::test]
async fn at_the_limit_of_sessions_whoever_was_away_for_longest_makes_room() {
    let home = TestPod::new("home").await;
    let (one, two) = (home.sign_up("alice").await.jid, home.sign_up("bob").await.jid);
    let pod = TestPod::with("small", &["--sessions-max", "1"]).await;
    let mut alice = pod.sign_in(&one).await;
    let mut bob = pod.sign_in(&two).await;
    assert_eq!(counted(&pod), (2, 1));
    eventually("she is told", async || (alice.get("/feed").await.count("#session a") > 0).then_some(()))
        .await;
    bob.publish("there was room", "contacts").await.expect(200);
    bob.sees("there was room").await;
    // she takes it back by her password
    pod.sign_in(&one).await;
    assert_eq!(counted(&pod), (2, 1));
}

#[tokio::test]
async fn a_pod_that_is_given_fewer_sessions_than_it_has_ends_none_and_who_made_room_comes_back() {
    let (home, pod) = (TestPod::new("home").await, TestPod::new("small").await);
    let claire = home.sign_up("claire").await.jid;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    pod.deployment().cosse(&["pod", "set", pod.host(), "--sessions-max", "1"]);
    for member in [&mut alice, &mut bob] {
        member.post("and signed in as before", "contacts").await;
    }
    assert_eq!(counted(&pod), (2, 2), "no session ends by it");
    pod.sign_in(&claire).await.post("in the place of one of them", "contacts").await;
    assert_eq!(counted(&pod), (3, 2), "one session rests, and no member is lost");
    for jid in [&alice.jid, &bob.jid] {
        pod.sign_in(jid).await.post("and back by the password", "contacts").await;
    }
    assert_eq!(counted(&pod), (3, 2));
}

#[tokio::test]
async fn a_pod_that_is_given_fewer_places_than_it_has_members_loses_nobody_and_takes_in_nobody_new() {
    let (home, pod) = (TestPod::new("home").await, TestPod::new("small").await);
    let claire = home.sign_up("claire").await.jid;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    pod.deployment().cosse(&["pod", "set", pod.host(), "--members-max", "1"]);
    for member in [&mut alice, &mut bob] {
        member.post("a member as before", "contacts").await;
        pod.sign_in(&member.jid).await.post("and let in by the password", "contacts").await;
    }
    let page = pod.browser().sign_in(&claire).await.expect(422);
    assert!(page.alert().contains("has no free place"), "{}", page.text());
    assert_eq!(counted(&pod), (2, 2), "both are members, and nobody else is");
}

#[tokio::test]
async fn a_pod_that_may_have_no_session_says_so() {
    let home = TestPod::new("home").await;
    let jid = home.sign_up("alice").await.jid;
    let pod = TestPod::with("small", &["--sessions-max", "0"]).await;
    let page = pod.browser().sign_in(&jid).await;
    assert!(page.status == 422 && !page.alert().is_empty(), "{} {}", page.status, page.text());
    assert_eq!(page.form(SIGN_IN).expect("the form").value("jid"), Some(jid.as_str()));
    let name = format!("nobody{}", pod.host().replace(|it: char| !it.is_ascii_alphanumeric(), ""));
    let fields = [("username", name.as_str()), ("password", PASSWORD)];
    let page = pod.browser().submit("/register", REGISTER, &fields).await.expect(422);
    assert!(!page.alert().is_empty(), "{}", page.text());
    let server = pod.deployment().server().address();
    let is_there = Xmpp::is_password(server, &format!("{name}@{ALPHA}"), PASSWORD).await;
    assert!(!is_there, "no account is made for nothing");
    assert_eq!(counted(&pod), (0, 0), "no place is lost to somebody who did not get in");
}

#[tokio::test]
async fn a_pod_that_is_deleted_ends_the_pages_that_are_open() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let mut events = alice.events().await;
    pod.deployment().cosse(&["pod", "delete", pod.host()]);
    eventually("it is gone", async || (alice.get("/feed").await.status == 404).then_some(())).await;
    events.until("the end", |event| event.name == "signed-out").await;
}
