//! Sign-ups that are undone together, by who invited them, when they came, and from where.

use testpod::page::{REGISTER, SIGN_IN};
use testpod::{ALPHA, Browser, Member, PASSWORD, Page, TestPod};

const REMOVE: &str = "#undo-wave";

/// A pod with somebody who runs it.
async fn operated(name: &str) -> (TestPod, Member) {
    let pod = TestPod::new(name).await;
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

async fn looks(operator: &mut Member, query: &str) -> Page {
    operator.get(&format!("/operate/waves?{query}")).await
}

async fn of_all_days(operator: &mut Member) -> Page {
    looks(operator, "by=time&from=2001-01-01&until=2999-01-01").await.expect(200)
}

async fn signs_in(browser: &mut Browser, jid: &str) -> Page {
    browser.submit("/login", SIGN_IN, &[("jid", jid), ("password", PASSWORD)]).await
}

#[tokio::test]
async fn a_wave_is_out_at_once_and_back_when_it_is_undone() {
    let ((pod, mut alice), other) = (operated("cantine").await, TestPod::new("lanterne").await);
    let (mut bob, mut claire) = (pod.sign_up("bob").await, pod.sign_up("claire").await);
    let mut eve = other.sign_up("eve").await;
    bob.get("/operate/waves").await.expect(404);
    let found = of_all_days(&mut alice).await;
    assert!(found.says(&bob.jid) && found.says(&claire.jid), "{}", found.text());
    assert!(!found.says(&eve.jid), "another pod's: {}", found.text());
    let remove = found.form(REMOVE).expect("a button");
    assert_eq!(remove.value("members").map(|ids| ids.split(' ').count()), Some(2), "not who runs the pod");
    let page = alice.browser.send(&remove).await.expect(200);
    assert!(page.says("2 members"), "{}", page.text());
    for member in [&mut bob, &mut claire] {
        assert!(member.get("/feed").await.path.starts_with("/login"));
    }
    let told = signs_in(&mut pod.browser(), &bob.jid).await.expect(422);
    assert!(told.says("suspended"), "{}", told.text());
    assert!(alice.is_signed_in().await && eve.is_signed_in().await);
    let undo = page.form("form[action$='/undo']").expect("a way back");
    let page = alice.browser.send(&undo).await.expect(200);
    assert!(page.says("They were let in again"), "{}", page.text());
    assert!(pod.sign_in(&bob.jid).await.is_signed_in().await);
    let log = alice.get("/operate/audit").await.expect(200);
    for said in ["A wave of sign-ups was undone: 2 members", "was let in again"] {
        assert!(log.says(said), "{said}: {}", log.text());
    }
}

#[tokio::test]
async fn who_came_by_an_invitation_or_from_a_network_is_found() {
    let (pod, mut alice) = operated("cantine").await;
    let made = pod.deployment().cosse(&["invite", "create", "--pod", pod.host()]);
    let path = made.trim().strip_prefix(pod.host()).expect("the pod's own host").to_owned();
    let mut browser = pod.browser();
    let to = browser.get(&path).await.expect(200).attributes("a[href^='/register?']", "href").remove(0);
    let name = format!("waved{}", std::process::id());
    browser.submit(&to, REGISTER, &[("username", &name), ("password", PASSWORD)]).await.expect(200);
    let stranger = pod.sign_up("stranger").await;
    let listed = pod.deployment().cosse(&["invite", "list", "--pod", pod.host()]);
    let id = listed.split_whitespace().next().expect("its id").to_owned();
    let jid = format!("{name}@{ALPHA}");
    let found = looks(&mut alice, &format!("by=invite&invite={id}")).await.expect(200);
    assert!(found.says(&jid) && !found.says(&stranger.jid), "{}", found.text());
    let mut networks = Vec::new();
    for link in found.attributes("a[href*='by=network']", "href") {
        networks.push(alice.get(&link).await.expect(200));
    }
    let hers = networks.iter().filter(|found| found.says(&jid) && !found.says(&stranger.jid));
    assert_eq!(hers.count(), 1, "{:?}", networks.iter().map(Page::text).collect::<Vec<_>>());
    assert!(pod.browser().get("/privacy").await.says("From which network you signed up"));
}

#[tokio::test]
async fn what_is_looked_for_wrongly_is_told() {
    let ((_, mut alice), other) = (operated("cantine").await, TestPod::new("lanterne").await);
    other.deployment().cosse(&["invite", "create", "--pod", other.host()]);
    let listed = other.deployment().cosse(&["invite", "list", "--pod", other.host()]);
    let theirs = listed.split_whitespace().next().expect("its id").to_owned();
    for query in [
        "by=time&from=soon&until=2999-01-01",
        "by=time&from=2999-01-02&until=2999-01-01",
        "by=network",
        "by=invite&invite=nonsense",
        &format!("by=invite&invite={theirs}"),
    ] {
        let page = looks(&mut alice, query).await.expect(422);
        assert!(page.form(REMOVE).is_none(), "{query}: {}", page.text());
    }
    looks(&mut alice, "by=mood").await.expect(404);
}
