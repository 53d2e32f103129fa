//! Looking around as a pod's guest: one click in, and nothing that stays.

use reqwest::Method;
use testpod::page::PUBLISH;
use testpod::{Browser, Deployment, Member, PASSWORD, TestPod, befriend, chosen_database, eventually};

/// The table of all addresses.
const TABLE: &str = include_str!("../crates/server/src/routes.rs");

/// The way in.
const LOOK: &str = "form[action='/guest']";

/// What a guest may send; what is written so is for contacts only.
const ALLOWED: [&str; 7] = [
    "/logout",
    "/publish",
    "/post/{service}/{node}/{item}/comment",
    "/waiting/{segment}/again",
    "/waiting/{segment}/discard",
    "/chat/{segment}/read",
    "/chat/{segment}/discard",
];

/// A pod with somebody who runs it, and a member who is its guest and knows that somebody.
async fn with_guest(name: &str) -> (TestPod, Member, Member) {
    let_in_a_guest(TestPod::new(name).await).await
}

async fn let_in_a_guest(pod: TestPod) -> (TestPod, Member, Member) {
    let (mut alice, mut guest) = (pod.sign_up("alice").await, pod.sign_up("visit").await);
    befriend(&mut alice, &mut guest).await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let fields = [("jid", guest.jid.as_str()), ("password", PASSWORD)];
    alice.browser.submit("/operate/guest", "#guest", &fields).await.expect(200);
    (pod, alice, guest)
}

async fn looks_around(pod: &TestPod) -> Browser {
    let mut browser = pod.browser();
    eventually("the way in is there", async || pod.browser().get("/").await.form(LOOK).map(drop)).await;
    let page = browser.submit("/", LOOK, &[]).await.expect(200);
    assert!(page.path == "/feed" && page.says("You look around as a guest"), "{}", page.text());
    browser
}

/// Says something to somebody, who reads it.
async fn says(from: &mut Member, to: &mut Member, text: &str) {
    from.say(&to.jid, text).await;
    eventually("it has arrived", async || {
        to.get(&format!("/chat/{}", from.jid)).await.says(text).then_some(())
    })
    .await;
}

/// What the guest of two days wrote is taken away, as each night, and whoever looks around is out.
async fn night_comes(pod: &TestPod, visitor: &mut Member) {
    let then = match chosen_database() {
        "postgres" => "now() AT TIME ZONE 'utc' - interval '2 days'",
        _ => "datetime('now', '-2 days')",
    };
    pod.deployment().sql(&format!(
        "UPDATE guests SET since = {then}, cleared_at = {then} \
         WHERE pod_id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        pod.host()
    ));
    eventually("everybody who looks around is out", async || {
        visitor.get("/feed").await.path.starts_with("/login").then_some(())
    })
    .await;
}

/// Whatever members send, as the table has it.
fn sent_by_members() -> Vec<&'static str> {
    let (_, rest) = TABLE.split_once("fn members(").expect("the addresses of members");
    let (table, _) = rest.split_once("/// For those who run or moderate").expect("their end");
    let posts = table.split(".route(").skip(1).filter(|route| route.contains("web::post()"));
    posts.map(|route| route.split('"').nth(1).expect("a path")).collect()
}

#[tokio::test]
async fn one_click_leads_in_and_what_stays_is_not_for_guests() {
    let (pod, mut alice, mut before) = with_guest("cantine").await;
    assert!(!before.is_signed_in().await, "whoever was signed in as this member is out");
    let stranger = pod.sign_up("stranger").await;
    let mut browser = looks_around(&pod).await;
    let token = browser.form("/feed", PUBLISH).await.value("csrf").expect("a token").to_owned();
    let addresses = sent_by_members();
    assert!(addresses.len() > 20, "the table was read: {addresses:?}");
    for address in addresses.iter().filter(|it| !ALLOWED.contains(it) && !it.ends_with("/leave/undo")) {
        let path = address.replace("{segment}", &stranger.jid).replace("{service}", &stranger.jid);
        let path = path.replace("{node}", "urn:xmpp:microblog:0").replace("{item}", "1");
        let fields = [
            ("csrf", token.as_str()),
            ("body", "uninvited"),
            ("jid", stranger.jid.as_str()),
            ("message", "1"),
            ("composing", "1"),
            ("handle", "taken"),
        ];
        let answer = browser.request(Method::POST, &path).form(&fields).send().await.expect("an answer");
        let (status, body) = (answer.status(), answer.text().await.expect("an answer"));
        assert!(status == 403 && body.contains("Guests cannot do that"), "{path}: {status} {body}");
    }
    for path in ["/settings", "/settings/password", "/settings/leave", "/settings/delete", "/login/again"] {
        browser.get(path).await.expect(403);
    }
    let form = browser.form("/feed", PUBLISH).await.set("body", "for all").set("audience", "everyone");
    browser.send(&form).await.expect(403);
    let everywhere = browser.form("/logout", "form[action='/logout']:has([name='everywhere'])").await;
    browser.send(&everywhere).await.expect(403);
    browser.get("/operate").await.expect(404);
    alice.browser.submit("/operate/guest", "#guest", &[("jid", &alice.jid.clone())]).await.expect(422);
}

#[tokio::test]
async fn who_is_named_is_named_by_her_password_alone() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    for password in ["", "not hers"] {
        let fields = [("jid", bob.jid.as_str()), ("password", password)];
        let again = alice.browser.submit("/operate/guest", "#guest", &fields).await.expect(422);
        assert_eq!(again.form("#guest").expect("the form").value("jid"), Some(bob.jid.as_str()));
    }
    let own = [("jid", alice.jid.as_str()), ("password", PASSWORD)];
    alice.browser.submit("/operate/guest", "#guest", &own).await.expect(422);
    let stranger = format!("nobody-{}", bob.jid);
    let unknown = [("jid", stranger.as_str()), ("password", PASSWORD)];
    alice.browser.submit("/operate/guest", "#guest", &unknown).await.expect(422);
    assert!(bob.is_signed_in().await, "nothing was done");
    assert!(pod.browser().get("/").await.form(LOOK).is_none());
}

#[tokio::test]
async fn what_everybody_reads_a_guest_does_not_comment_on() {
    let (pod, mut alice, guest) = with_guest("cantine").await;
    let browser = looks_around(&pod).await;
    let mut visitor = Member { browser, jid: guest.jid, name: guest.name };
    alice.post("what everybody reads", "everyone").await;
    let link = visitor.sees("what everybody reads").await.link;
    let page = visitor.get(&link).await.expect(200);
    assert!(page.form("form[action$='/comment']").is_none(), "{}", page.text());
    let token = visitor.browser.form("/feed", PUBLISH).await.value("csrf").expect("a token").to_owned();
    let fields = [("csrf", token.as_str()), ("body", "for everybody")];
    let request = visitor.browser.request(Method::POST, &format!("{link}/comment"));
    assert_eq!(request.form(&fields).send().await.expect("an answer").status(), 403);
}

#[tokio::test]
async fn a_guest_writes_to_contacts_and_at_night_it_is_gone() {
    let (pod, mut alice, guest) = with_guest("cantine").await;
    let mut browser = looks_around(&pod).await;
    let fields = [("body", "written while looking around"), ("audience", "contacts")];
    browser.submit("/feed", PUBLISH, &fields).await.expect(200);
    let mut visitor = Member { browser, jid: guest.jid.clone(), name: guest.name.clone() };
    visitor.sees("written while looking around").await;
    alice.sees("written while looking around").await;
    says(&mut visitor, &mut alice, "good evening").await;
    night_comes(&pod, &mut visitor).await;
    let browser = looks_around(&pod).await;
    let mut anew = Member { browser, jid: guest.jid.clone(), name: guest.name };
    assert!(!anew.get("/feed").await.says("written while looking around"));
    assert!(!anew.get("/chat").await.says("good evening"));
    assert!(!alice.get("/feed").await.says("written while looking around"), "the pod's copy is gone");
}

#[tokio::test]
async fn what_a_guest_said_on_an_earlier_day_does_not_come_back_from_the_archive() {
    let deployment = Deployment::fresh();
    let (pod, mut alice, guest) = let_in_a_guest(TestPod::on(&deployment, "cantine", &[]).await).await;
    let mut visitor = Member { browser: looks_around(&pod).await, ..guest.clone() };
    says(&mut visitor, &mut alice, "good evening").await;
    night_comes(&pod, &mut visitor).await;
    let mut anew = Member { browser: looks_around(&pod).await, ..guest };
    says(&mut alice, &mut anew, "good morning").await;
    deployment.stop();
    // as if her archive had never been read
    deployment.sql("DELETE FROM archives WHERE member_id IN (SELECT member_id FROM guests)");
    deployment.start();
    eventually("her archive is read", async || {
        let read = "SELECT stanza_id FROM archives WHERE member_id IN (SELECT member_id FROM guests)";
        (deployment.rows(read).len() == 1).then_some(())
    })
    .await;
    assert_eq!(anew.whole_chat(&alice.jid).await, ["good morning"]);
    assert!(!anew.get("/chat").await.says("good evening"));
}

#[tokio::test]
async fn another_pod_has_no_guest_and_one_that_is_revoked_lets_nobody_in() {
    let ((pod, mut alice, _), other) = (with_guest("cantine").await, TestPod::new("lanterne").await);
    let mut visitor = other.browser();
    assert!(visitor.get("/").await.form(LOOK).is_none() && visitor.get("/login").await.form(LOOK).is_none());
    let mut browser = looks_around(&pod).await;
    let mut late = pod.browser();
    let form = late.form("/login", LOOK).await;
    let mut thief = other.browser();
    thief.steal(&browser);
    assert!(thief.get("/feed").await.path.starts_with("/login"));
    let guest = alice.get("/operate/guest").await.expect(200);
    let asks = guest.attributes("a[href$='/revoke']", "href").remove(0);
    let revoke = alice.browser.form(&asks, "form[action$='/revoke']").await;
    assert!(browser.get("/feed").await.path.starts_with("/feed"), "asking puts nobody out");
    alice.browser.send(&revoke).await.expect(200);
    assert!(browser.get("/feed").await.path.starts_with("/login"));
    late.send(&form).await.expect(404);
    alice.get(&asks).await.expect(404);
    assert!(pod.browser().get("/").await.form(LOOK).is_none());
}
