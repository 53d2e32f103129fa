//! Members who invite in their settings, and the tree of who came by whose word.

use futures::future::join_all;
use testpod::{Browser, Member, TestPod};

use crate::invites::joins;

/// Where they do it.
const OWN: &str = "/settings/invites";

/// The form there.
const MAKE: &str = "#own-invite";

/// What leads to the question whether one is taken back.
const BACK: &str = ".own-invites a[href$='/revoke']";

/// Where operators see who came.
const TREE: &str = "/operate/invites/tree";

fn lets(pod: &TestPod, each: &str) {
    pod.deployment().cosse(&["invite", "members", each, "--pod", pod.host()]);
}

async fn operator(pod: &TestPod, name: &str) -> Member {
    let member = pod.sign_up(name).await;
    pod.deployment().cosse(&["operator", "grant", &member.jid, "--pod", pod.host()]);
    member
}

/// Makes an invitation: where it leads to.
async fn makes(browser: &mut Browser) -> String {
    let made = browser.submit(OWN, MAKE, &[]).await.expect(200);
    let link = made.attributes(".notice-done a", "href").remove(0);
    link.strip_prefix(browser.origin()).expect("a link of this pod").to_owned()
}

#[tokio::test]
async fn a_member_invites_where_she_may_sees_who_came_and_takes_one_back() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let page = alice.get(OWN).await.expect(200);
    assert!(page.says("do not invite") && page.form(MAKE).is_none(), "{}", page.text());
    lets(&pod, "2");
    let form = alice.browser.form(OWN, MAKE).await;
    let used = makes(&mut alice.browser).await;
    assert_eq!(joins(&mut pod.browser(), &used, "ownguest1").await, Ok(()));
    let page = alice.get(OWN).await.expect(200);
    assert!(page.says("ownguest1") && page.says("You have 0 of at most 2 open"), "{}", page.text());
    assert!(!page.text().contains(&used), "a link is shown once");
    let (kept, taken) = (makes(&mut alice.browser).await, makes(&mut alice.browser).await);
    let page = alice.browser.send(&form).await.expect(422);
    assert!(page.says("You have 2 of at most 2 open") && page.form(MAKE).is_none(), "{}", page.text());
    let back = page.attributes(BACK, "href").remove(0);
    let asked = alice.get(&back).await.expect(200);
    pod.browser().get(&taken).await.expect(200);
    let yes = asked.form("form[action$='/revoke']").expect("a yes");
    let page = alice.browser.send(&yes).await.expect(200);
    assert!(page.says("You have 1 of at most 2 open"), "{}", page.text());
    pod.browser().get(&taken).await.expect(410);
    pod.browser().get(&kept).await.expect(200);
    alice.get(&back).await.expect(404);
    alice.browser.send(&yes).await.expect(404);
    lets(&pod, "0");
    let page = alice.get(OWN).await.expect(200);
    assert!(page.says("do not invite") && page.count(BACK) == 1, "what is open stays good: {}", page.text());
}

#[tokio::test]
async fn at_the_limit_many_at_once_are_one() {
    let pod = TestPod::new("cantine").await;
    let alice = pod.sign_up("alice").await;
    lets(&pod, "1");
    let form = alice.browser.clone().form(OWN, MAKE).await;
    let mut windows: Vec<Browser> = (0..4).map(|_| alice.browser.clone()).collect();
    let answers = join_all(windows.iter_mut().map(|window| window.send(&form))).await;
    let of = |status: u16| answers.iter().filter(|page| page.status == status).count();
    assert_eq!((of(200), of(422)), (1, 3));
    let listed = pod.deployment().cosse(&["invite", "list", "--pod", pod.host()]);
    assert_eq!(listed.lines().count(), 1, "{listed}");
}

#[tokio::test]
async fn what_she_made_is_hers_alone_and_worth_nothing_while_she_is_kept_out() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut alice, bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    let eve = other.sign_up("eve").await;
    lets(&pod, "2");
    lets(&other, "2");
    let link = makes(&mut alice.browser).await;
    let back = alice.get(OWN).await.expect(200).attributes(BACK, "href").remove(0);
    for mut stranger in [bob, eve] {
        assert_eq!(stranger.get(OWN).await.expect(200).count(".own-invites"), 0);
        stranger.get(&back).await.expect(404);
        let form = stranger.browser.form(OWN, MAKE).await;
        stranger.browser.send(&form.act(&back)).await.expect(404);
    }
    other.browser().get(&link).await.expect(410);
    pod.browser().get(&link).await.expect(200);
    pod.deployment().cosse(&["member", "suspend", &alice.jid, "--pod", pod.host()]);
    assert_eq!(joins(&mut pod.browser(), &link, "ownguest2").await, Err(410));
    pod.deployment().cosse(&["member", "resume", &alice.jid, "--pod", pod.host()]);
    pod.deployment().cosse(&["block", "add", &alice.jid, "--reason", "Spam", "--pod", pod.host()]);
    pod.browser().get(&link).await.expect(410);
    assert_eq!(joins(&mut pod.browser(), &link, "ownguest2").await, Err(410));
    pod.deployment().cosse(&["block", "remove", &alice.jid, "--pod", pod.host()]);
    assert_eq!(joins(&mut pod.browser(), &link, "ownguest2").await, Ok(()));
}

#[tokio::test]
async fn who_is_new_is_told_from_when_on_she_invites() {
    let pod = TestPod::with("cantine", &["--new-days", "7"]).await;
    let mut bob = pod.sign_up("bob").await;
    lets(&pod, "2");
    let page = bob.get(OWN).await.expect(200);
    assert!(page.says("You do not invite anybody yet") && page.form(MAKE).is_none(), "{}", page.text());
    let form = bob.browser.form("/settings", "#language").await;
    let page = bob.browser.send(&form.act(OWN)).await.expect(422);
    assert!(page.says("You do not invite anybody yet"), "{}", page.text());
    let listed = pod.deployment().cosse(&["invite", "list", "--pod", pod.host()]);
    assert_eq!(listed.lines().count(), 0, "nothing half-done stays: {listed}");
}

#[tokio::test]
async fn operators_see_who_came_by_whose_word_and_nobody_else_does() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut olga, mut eve) = (operator(&pod, "olga").await, operator(&other, "eve").await);
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.browser());
    assert!(olga.get(TREE).await.expect(200).says("Nobody came by an invitation"));
    lets(&pod, "2");
    let first = makes(&mut alice.browser).await;
    assert_eq!(joins(&mut bob, &first, "treebob1").await, Ok(()));
    let second = makes(&mut bob).await;
    assert_eq!(joins(&mut pod.browser(), &second, "treeclaire1").await, Ok(()));
    alice.get(TREE).await.expect(404);
    let tree = olga.get(TREE).await.expect(200);
    assert_eq!(tree.texts(".invite-tree .invite-tree .who").len(), 1, "{}", tree.text());
    let by_alice = format!("invited by {}", alice.name);
    assert!(tree.says(&by_alice) && tree.says("one below"), "{}", tree.text());
    let page = tree.attributes(".invite-tree a.who", "href").remove(0);
    let page = olga.get(&page).await.expect(200);
    assert!(page.says("treebob1") && page.says(&by_alice), "{}", page.text());
    let hers = page.attributes(&format!("a[href^='{TREE}?of=']"), "href").remove(0);
    let below = olga.get(&hers).await.expect(200);
    assert_eq!(below.texts(".invite-tree .who").len(), 1, "{}", below.text());
    assert!(below.says("Whom treebob1 invited") && below.says("treeclaire1"), "{}", below.text());
    eve.get(&hers).await.expect(404);
    assert!(eve.get(TREE).await.expect(200).says("Nobody came by an invitation"));
    eve.get(&format!("{TREE}?of=nonsense")).await.expect(404);
    let said = pod.deployment().cosse(&["invite", "tree", "--pod", pod.host()]);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.len() == 2 && lines[0].ends_with("1 below"), "{said}");
    assert!(lines[0].starts_with("treebob1@") && lines[1].starts_with("  treeclaire1@"), "{said}");
    let theirs = other.deployment().cosse(&["invite", "tree", "--pod", other.host(), "--json"]);
    assert_eq!(theirs.trim(), "[]");
}
