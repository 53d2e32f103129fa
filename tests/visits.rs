//! Admins who look into a pod's console for support: for a while, seen by the pod, and never into what its people say to each other.

use testpod::page::{Page, SIGN_IN};
use testpod::{Browser, Deployment, Form, Member, TestPod, befriend, eventually};

use crate::admin::{admin, page_of};
use crate::api;

/// The button that ends one's own visit.
const END: &str = "form[action='/visit/end']";

/// The button by which the pod ends a visit.
const PUT_OUT: &str = "form[action^='/operate/visits/'][action$='/end']";

/// Every address of a pod.
const ROUTES: &str = include_str!("../crates/server/src/routes.rs");

/// Forms of the console that a visit may send: what is done can be undone, or done anew, and stands in the log.
const MAY: [&str; 28] = [
    "/operate/branding",
    "/operate/branding/introduction",
    "/operate/branding/logo",
    "/operate/branding/logo/restore",
    "/operate/registration",
    "/operate/registration/newcomers",
    "/operate/registration/pause",
    "/operate/registration/resume",
    "/operate/listing",
    "/operate/mails/{segment}/again",
    "/operate/notices/{segment}/again",
    "/operate/announcements",
    "/operate/announcements/{segment}/withdraw",
    "/operate/members/{segment}/suspend",
    "/operate/members/{segment}/resume",
    "/operate/blocks",
    "/operate/blocks/remove",
    "/operate/texts/{segment}",
    "/operate/texts/{segment}/withdraw",
    "/operate/funds",
    "/operate/funds/{segment}",
    "/operate/funds/{segment}/remove",
    "/operate/funds/{segment}/restore",
    "/operate/gifts",
    "/operate/guest/revoke",
    "/operate/waves",
    "/operate/waves/{segment}/undo",
    "/operate/visits/{segment}/end",
];

/// Forms that are for the pod's own people: they give roles, accounts or a way in, show what is not public, or do not come back.
const MAY_NOT: [&str; 19] = [
    "/operate/branding/logo/forget",
    "/operate/requests/{segment}/accept",
    "/operate/requests/{segment}/refuse",
    "/operate/invites",
    "/operate/invites/mail",
    "/operate/invites/members",
    "/operate/invites/{segment}/revoke",
    "/operate/members/{segment}/remove",
    "/operate/members/{segment}/account-suspend",
    "/operate/members/{segment}/account-resume",
    "/operate/members/{segment}/reset",
    "/operate/members/{segment}/newcomer-lift",
    "/operate/members/{segment}/newcomer-limit",
    "/operate/members/{segment}/role",
    "/operate/reports/{segment}/decide",
    "/operate/reports/{segment}/answer",
    "/operate/reports/{segment}/show",
    "/operate/guest",
    "/operate/waiting/{segment}/remove",
];

/// A pod with somebody who runs it.
async fn operated() -> (TestPod, Member) {
    let pod = TestPod::on(&Deployment::shared(), "cantine", &[]).await;
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

/// The pages of a console, with that in the place of what stands in braces.
fn pages(console: &str, id: &str) -> Vec<String> {
    let lines = ROUTES.lines().filter(|line| line.contains("web::get()"));
    let paths = lines.filter_map(|line| line.split('"').nth(1)).filter(|path| path.starts_with(console));
    paths.map(|path| path.replace("{segment}", id)).collect()
}

/// Looks through all pages of a console for what must not be there; how many there are.
async fn looks_through(browser: &mut Browser, console: &str, id: &str, words: &str) -> usize {
    let mut seen = 0;
    for path in pages(console, id) {
        let page = browser.get(&path).await;
        assert!(!page.body.contains(words), "{path}: {}", page.text());
        seen += usize::from(page.status == 200);
    }
    seen
}

/// Begins a visit; the path of its link on the pod's host.
async fn begins(browser: &mut Browser, pod: &TestPod, reason: &str) -> String {
    let form = format!("{}/visit", page_of(browser, pod).await);
    let page = browser.submit(&form, "#visit", &[("reason", reason)]).await.expect(200);
    let link = page.attributes(".notice a", "href").remove(0);
    assert!(link.contains(pod.host()), "{link}");
    format!("/visit/{}", link.rsplit('/').next().expect("a token"))
}

/// A browser on the pod's host that came in by a link.
async fn enters(pod: &TestPod, link: &str) -> Browser {
    let mut browser = pod.browser();
    let page = browser.submit(link, "#visit", &[]).await.expect(200);
    assert_eq!(page.path, "/operate", "{}", page.text());
    browser
}

/// A visit that is on: the admin, her browser on the platform's host, and on the pod's.
async fn visiting(pod: &TestPod, name: &str) -> (String, Browser, Browser) {
    let (mut browser, jid) = admin(pod.deployment(), name).await;
    let link = begins(&mut browser, pod, "No mail arrives").await;
    let inside = enters(pod, &link).await;
    (jid, browser, inside)
}

/// The console is nothing of hers any more.
async fn is_out(browser: &mut Browser) {
    let page = browser.get("/operate").await;
    assert!(page.path.starts_with("/login"), "{}: {}", page.path, page.text());
}

fn says_who_visits(page: &Page, jid: &str) {
    assert!(page.says(&format!("Support visit by {jid}")), "{}", page.text());
}

/// Each form of the console is sent on a visit, with a good token: those of one list are refused with a sentence, those of the other not.
async fn keeps_to_the_table(inside: &mut Browser, form: &Form) {
    let console = ROUTES.lines().filter(|line| line.contains("\"/operate") && line.contains("web::post()"));
    let console: Vec<&str> = console.filter_map(|line| line.split('"').nth(1)).collect();
    assert!(console.len() > 40, "the table of addresses was read: {console:?}");
    assert!(MAY.iter().chain(&MAY_NOT).all(|known| console.contains(known)), "say no more than there is");
    for route in console {
        assert!(MAY.contains(&route) != MAY_NOT.contains(&route), "say whether a visit may do {route}");
        let page = inside.send(&form.clone().act(&route.replace("{segment}", "x"))).await;
        let is_refused = page.status == 403 && page.says("A support visit cannot do that");
        assert_eq!(is_refused, MAY_NOT.contains(&route), "{route}: {} {}", page.status, page.text());
    }
}

#[tokio::test]
async fn an_admin_sees_the_console_and_the_pod_sees_who_and_why_and_ends_it() {
    let (pod, mut alice) = operated().await;
    assert!(alice.get("/operate/visits").await.expect(200).says("No support visits so far"));
    let (jid, _, mut inside) = visiting(&pod, "helper").await;
    for path in ["/operate", "/operate/members", "/operate/registration", "/operate/mails", "/rules", "/"] {
        let page = inside.get(path).await.expect(200);
        says_who_visits(&page, &jid);
        assert_eq!((page.path.as_str(), page.count(END)), (path, 1));
    }
    inside.submit("/operate/branding", "#branding", &[("tagline", "Helped")]).await.expect(200);
    let overview = alice.get("/operate").await.expect(200);
    says_who_visits(&overview, &jid);
    assert!(overview.says("No mail arrives"), "{}", overview.text());
    let log = alice.get("/operate/audit").await.expect(200);
    for said in ["came for a support visit of 60 minutes", "on a support visit", &jid] {
        assert!(log.says(said), "{said}: {}", log.text());
    }
    alice.browser.send(&overview.form(PUT_OUT).expect("a button")).await.expect(200);
    is_out(&mut inside).await;
    assert_eq!(alice.get("/operate").await.expect(200).count(PUT_OUT), 0);
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("The support visit of {jid} ended")), "{}", log.text());
    let past = alice.get("/operate/visits").await.expect(200);
    assert!(past.says(&jid) && past.says("No mail arrives") && past.says(&alice.jid), "{}", past.text());
    let printed = pod.deployment().cosse(&["pod", "visits", pod.host()]);
    assert!(printed.starts_with("over") && printed.contains(&jid), "{printed}");
}

#[tokio::test]
async fn nobody_is_given_messages_roles_or_a_way_in() {
    let (pod, mut alice) = operated().await;
    let mut bob = pod.sign_up("bob").await;
    let secret = bob.post("only for those who know me", "contacts").await;
    let about = alice.get(&format!("/operate/members?q={}", bob.jid)).await.expect(200);
    let about = about.attributes("a.who", "href").remove(0);
    let (_, _, mut inside) = visiting(&pod, "nosy").await;
    let (contact, chat) = (format!("/contact/{}", bob.jid), format!("/chat/{}", bob.jid));
    for path in ["/feed", "/chat", &chat, "/contacts", "/settings", "/announcements", &contact, &secret.link]
    {
        let page = inside.get(path).await;
        assert!(page.path.starts_with("/login"), "{path}: {}", page.text());
    }
    let shown = inside.get(&about).await.expect(200);
    assert!(shown.count("form[action$='/role']") == 0 && shown.count("a[href$='/remove']") == 0);
    let asks = ["remove", "reset", "account-suspend"].map(|act| format!("{about}/{act}"));
    for path in asks.into_iter().chain(["/operate/reports".to_owned()]) {
        let page = inside.get(&path).await.expect(403);
        assert!(page.says("A support visit cannot do that"), "{path}: {}", page.text());
    }
    let form = inside.get("/operate").await.expect(200).form(END).expect("a form");
    for act in ["role", "remove", "reset", "account-suspend", "account-resume"] {
        let sent = form.clone().act(&format!("{about}/{act}")).with("role", "operator");
        let page = inside.send(&sent).await.expect(403);
        assert!(page.says("A support visit cannot do that"), "{act}: {}", page.text());
    }
    keeps_to_the_table(&mut inside, &form).await;
    assert!(bob.is_signed_in().await);
    assert_eq!(bob.get("/operate").await.status, 404, "nor was anybody else given a role");
    let form = inside.form(&format!("{about}/suspend"), "#suspend").await.set("reason", "Spam");
    inside.send(&form).await.expect(200);
    assert!(alice.get("/operate/audit").await.expect(200).says(&format!("{} was suspended", bob.jid)));
}

#[tokio::test]
async fn what_members_write_to_each_other_is_on_no_page_of_a_console_and_in_no_list_of_the_api() {
    const WORDS: &str = "quincunxes-among-friends";
    let (pod, mut alice) = operated().await;
    let (mut bob, mut claire) = (pod.sign_up("bob").await, pod.sign_up("claire").await);
    befriend(&mut bob, &mut claire).await;
    bob.say(&claire.jid, WORDS).await;
    eventually("she reads it", async || {
        claire.whole_chat(&bob.jid).await.iter().any(|text| text == WORDS).then_some(())
    })
    .await;
    let found = alice.get(&format!("/operate/members?q={}", bob.jid)).await.expect(200);
    let member = found.attributes("a.who", "href").remove(0).replace("/operate/members/", "");
    let of_pod = looks_through(&mut alice.browser, "/operate", &member, WORDS).await;
    let (mut browser, _) = admin(pod.deployment(), "eavesdropper").await;
    let id = page_of(&mut browser, &pod).await.replace("/admin/pods/", "");
    let of_all = looks_through(&mut browser, "/admin", &id, WORDS).await;
    assert!(of_pod > 20 && of_all > 10, "the pages are there: {of_pod}, {of_all}");
    let (seen, telling) = api::telling(&pod, &bob.name, WORDS).await;
    assert!(seen > 20 && telling.is_empty(), "{seen}: {telling:?}");
}

#[tokio::test]
async fn a_link_is_good_once_on_its_own_pod_and_looking_spends_nothing() {
    let (pod, _) = operated().await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut browser, _) = admin(pod.deployment(), "linked").await;
    let link = begins(&mut browser, &pod, "Looking").await;
    other.browser().get(&link).await.expect(404);
    for _ in 0..2 {
        assert!(pod.browser().get(&link).await.expect(200).says("Looking"));
    }
    let mut thief = pod.browser();
    let form = thief.form(&link, "#visit").await;
    thief.send_from(&form, other.browser().origin()).await.expect(403);
    thief.send(&form.clone().without("csrf")).await.expect(403);
    let inside = enters(&pod, &link).await;
    assert!(pod.browser().get(&link).await.expect(404).says("not good any more"));
    thief.send(&form).await.expect(404);
    let mut elsewhere = other.browser();
    elsewhere.steal(&inside);
    is_out(&mut elsewhere).await;
    let mut next = pod.browser();
    next.steal(&inside);
    let end = next.get("/operate").await.expect(200).form(END).expect("a button");
    next.send_from(&end, other.browser().origin()).await.expect(403);
    next.get("/operate").await.expect(200);
    let late = begins(&mut browser, &pod, "Too late").await;
    is_out(&mut next).await;
    pod.deployment().sql("UPDATE visits SET began_at = '2026-01-01 00:00:00' WHERE reason = 'Too late'");
    pod.browser().get(&late).await.expect(404);
}

#[tokio::test]
async fn a_visit_ends_by_her_in_time_from_the_command_line_and_with_the_role() {
    let (pod, mut alice) = operated().await;
    let (_, mut browser, mut inside) = visiting(&pod, "leaver").await;
    let end = inside.get("/operate").await.expect(200).form(END).expect("a button");
    assert!(inside.send(&end).await.expect(200).says("The support visit is over"));
    is_out(&mut inside).await;
    let mut timed = enters(&pod, &begins(&mut browser, &pod, "In time").await).await;
    pod.deployment().sql("UPDATE visits SET ends_at = began_at WHERE reason = 'In time'");
    is_out(&mut timed).await;
    eventually("the log says so", async || {
        let log = alice.get("/operate/audit").await.expect(200);
        (log.says("Cosse, by itself") && log.says("In time")).then_some(())
    })
    .await;
    let (jid, _, mut third) = visiting(&pod, "dismissed").await;
    pod.deployment().cosse(&["admin", "revoke", &jid]);
    is_out(&mut third).await;
    assert_eq!(alice.get("/operate").await.expect(200).count(PUT_OUT), 0);
    let (_, _, mut fourth) = visiting(&pod, "outvoted").await;
    let said = pod.deployment().cosse(&["pod", "visits", pod.host(), "--end"]);
    assert!(said.contains("1 were on"), "{said}");
    is_out(&mut fourth).await;
}

#[tokio::test]
async fn what_was_typed_on_a_visit_that_is_over_comes_back() {
    let (pod, mut alice) = operated().await;
    let (_, mut browser, mut inside) = visiting(&pod, "visit-typist").await;
    let form = inside.form("/operate/announcements", "#announcement").await.set("title", "Out of order");
    pod.deployment().cosse(&["pod", "visits", pod.host(), "--end"]);
    let page = inside.send(&form).await.expect(422);
    assert!(page.says("The support visit is over"), "{}", page.text());
    let again = page.form("#typed").expect("the form again");
    let link = begins(&mut browser, &pod, "Once more").await;
    inside.submit(&link, "#visit", &[]).await.expect(200);
    let once_more = inside.send(&again).await.expect(403).form("#typed").expect("with a token that is good");
    assert_eq!(once_more.value("title"), Some("Out of order"));
    assert!(!alice.get("/feed").await.says("Out of order"), "nothing is sent by itself");
    inside.send(&once_more).await.expect(200);
    assert!(alice.get("/feed").await.says("Out of order"));
}

#[tokio::test]
async fn a_visit_needs_a_reason_and_an_admin() {
    let (pod, mut alice) = operated().await;
    let (mut browser, _) = admin(pod.deployment(), "terse").await;
    let path = format!("{}/visit", page_of(&mut browser, &pod).await);
    for reason in ["", "  ", &"x".repeat(501)] {
        let typed = [("reason", reason), ("minutes", "240")];
        let page = browser.submit(&path, "#visit", &typed).await.expect(422);
        let form = page.form("#visit").expect("the form again");
        assert!(!page.alert().is_empty() && form.value("minutes") == Some("240"), "{}", page.text());
    }
    let form = browser.form(&path, "#visit").await.set("reason", "Long");
    browser.send(&form.clone().set("minutes", "100000")).await.expect(400);
    browser.send(&form.clone().without("csrf")).await.expect(403);
    assert!(alice.get("/operate/visits").await.expect(200).says("No support visits so far"));
    let page = pod.deployment().platform().get(&path).await;
    assert!(page.path.starts_with("/login") && page.form(SIGN_IN).is_some(), "{}", page.text());
    alice.get(&path).await.expect(404);
    let mut bob = pod.sign_up("bob").await;
    bob.get("/operate/visits").await.expect(404);
}
