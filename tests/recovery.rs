//! Getting back in without the password: codes, links from those who run the pod, links by mail.

use std::sync::Arc;

use crate::domains::page_of;
use crate::secrets::is_in;
use testpod::page::SIGN_IN;
use testpod::{
    BETA, Browser, Deployment, Member, PASSWORD, Page, Postbox, Server, TestPod, Xmpp, eventually,
};

const DOMAIN: &str = "cantine.alpha.test";
const NEW: &str = "sieben Sachen und ein Kamel";

/// A pod whose accounts Cosse looks after, on a deployment with further settings.
async fn kept(own: &[(&'static str, String)]) -> (Arc<Deployment>, TestPod) {
    let deployment = keeping(own);
    let pod = pod_on("managed", &deployment, "cantine").await;
    (deployment, pod)
}

/// A deployment with further settings that makes the domain.
fn keeping(own: &[(&'static str, String)]) -> Arc<Deployment> {
    let server = Server::administered();
    let mut settings = server.admin_settings(&[DOMAIN]);
    settings.extend(own.iter().cloned());
    let settings: Vec<(&'static str, &str)> =
        settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Deployment::on(server, &settings)
}

/// A pod there with accounts on the domain, which is its own or shared.
async fn pod_on(kind: &str, deployment: &Arc<Deployment>, name: &str) -> TestPod {
    let pod = TestPod::on(deployment, name, &[]).await;
    deployment.cosse(&["pod", "domain", "set", pod.host(), kind, DOMAIN]);
    eventually("the form offers it", async || {
        pod.browser().get("/register").await.says(&format!("@{DOMAIN}")).then_some(())
    })
    .await;
    pod
}

/// Her codes, new ones.
async fn codes(member: &mut Member) -> Vec<String> {
    let form = member.browser.form("/settings/recovery", "#codes").await;
    let form = if form.has("present") { form.set("present", PASSWORD) } else { form };
    let page = member.browser.send(&form).await.expect(200);
    let codes = page.texts("main ol code");
    assert_eq!(codes.len(), 10, "{}", page.text());
    codes
}

/// Tries a code in a browser that knows nothing.
async fn tries(pod: &TestPod, jid: &str, code: &str, password: &str) -> Page {
    let path = format!("/recover?jid={jid}");
    pod.browser().submit(&path, "#code", &[("code", code), ("password", password)]).await
}

#[tokio::test]
async fn a_code_that_was_shown_at_sign_up_opens_the_account_once() {
    let (deployment, pod) = kept(&[]).await;
    deployment.cosse(&["pod", "set", pod.host(), "--contact-email", "letters@mail.test"]);
    let mut alice = pod.sign_up_at(DOMAIN, "alice").await;
    let asks = pod.browser().get(&format!("/recover?jid={}", alice.jid)).await.expect(200);
    assert!(!asks.says("letters@mail.test"), "the pod's contact is shown to nobody: {}", asks.text());
    let welcome = alice.get("/welcome").await.expect(200);
    assert!(welcome.says("Make sure that you get back in"), "{}", welcome.text());
    assert!(!welcome.says("Your account is kept by"), "it is this pod: {}", welcome.text());
    let form = welcome.form("#codes").expect("a button");
    let codes = alice.browser.send(&form).await.expect(200).texts("main ol code");
    assert_eq!(codes.len(), 10);
    assert!(alice.get("/settings/recovery").await.expect(200).texts("main ol code").is_empty(), "shown once");
    assert!(alice.get("/settings/recovery").await.says("10 of your recovery codes are left"));
    let typed = codes[3].to_uppercase().replace('-', " ");
    let mut browser = pod.browser();
    let form = browser.form(&format!("/recover?jid={}", alice.jid), "#code").await;
    let form = form.set("code", &typed).set("password", NEW);
    let page = browser.send(&form).await.expect(200);
    assert!(page.path.starts_with("/feed"), "{} {}", page.path, page.text());
    assert!(!alice.is_signed_in().await, "her other browsers are out");
    let server = deployment.server().address();
    assert!(Xmpp::is_password(server, &alice.jid, NEW).await);
    assert!(!Xmpp::is_password(server, &alice.jid, PASSWORD).await);
    let mut back = Member { browser, ..alice.clone() };
    back.post("written with the new one", "contacts").await;
    let page = tries(&pod, &alice.jid, &codes[3], "yet another one").await.expect(422);
    assert!(page.alert().contains("was used already"), "{}", page.text());
    assert!(back.get("/settings/recovery").await.says("9 of your recovery codes are left"));
    let log = deployment.cosse(&["pod", "audit", pod.host()]);
    assert!(log.contains("account-recover"), "{log}");
}

#[tokio::test]
async fn new_codes_are_worth_something_and_those_before_nothing() {
    let (_, pod) = kept(&[]).await;
    let (mut alice, mut bob) = (pod.sign_up_at(DOMAIN, "alice").await, pod.sign_up_at(DOMAIN, "bob").await);
    let (old, of_bob) = (codes(&mut alice).await, codes(&mut bob).await);
    let new = codes(&mut alice).await;
    for code in [&old[0], &of_bob[0], "0000-0000-0000", "nonsense", ""] {
        let page = tries(&pod, &alice.jid, code, NEW).await.expect(422);
        assert!(page.alert().contains("none of the codes"), "{code}: {}", page.text());
        assert!(!page.body.contains(NEW), "the password is nowhere on the page");
    }
    let weak = tries(&pod, &alice.jid, &new[0], "soup").await.expect(422);
    assert!(weak.alert().contains("too easy"), "{}", weak.text());
    tries(&pod, &alice.jid, &new[0], NEW).await.expect(200);
}

#[tokio::test]
async fn whoever_sits_at_her_browser_makes_no_codes_without_the_password() {
    let (deployment, pod) = kept(&[]).await;
    let (mut alice, mut bob) = (pod.sign_up_at(DOMAIN, "alice").await, pod.sign_up_at(DOMAIN, "bob").await);
    let first = codes(&mut alice).await;
    for present in ["", "a guess of mine"] {
        let fields = [("present", present)];
        let page = alice.browser.submit("/settings/recovery", "#codes", &fields).await.expect(422);
        assert!(page.texts("main ol code").is_empty(), "{}", page.text());
    }
    deployment.sql("UPDATE members SET created_at = '2020-01-01 00:00:00'");
    let before = bob.browser.form("/settings/recovery", "#codes").await;
    bob.browser.send(&before).await.expect(422);
    tries(&pod, &alice.jid, &first[0], NEW).await.expect(200);
}

/// Whether it was too often, of so many tries.
async fn is_stopped_guessing(mut stranger: Browser, jid: &str, tries: usize) -> bool {
    let mut stopped = false;
    for number in 0..tries {
        let fields = [("code", format!("0000-0000-00{number:02}")), ("password", NEW.to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let page = stranger.submit(&format!("/recover?jid={jid}"), "#code", &fields).await.expect(422);
        stopped |= page.alert().contains("too often");
    }
    stopped
}

#[tokio::test]
async fn who_guesses_codes_is_stopped_also_from_many_addresses() {
    let (_, pod) = kept(&[]).await;
    let alice = pod.sign_up_at(DOMAIN, "alice").await;
    let stranger = pod.browser();
    assert!(is_stopped_guessing(stranger.clone(), &alice.jid, 25).await, "from one address");
    // each of these is not yet stopped for itself
    let mut stopped = false;
    for last in 2..=9 {
        stopped = stopped || is_stopped_guessing(stranger.beside(last), &alice.jid, 15).await;
    }
    assert!(stopped, "from many addresses beside it");
    assert!(!is_stopped_guessing(pod.browser(), &alice.jid, 1).await, "from elsewhere");
}

#[tokio::test]
async fn the_page_tells_nobody_whether_there_is_an_account_and_names_the_server_of_others() {
    let (deployment, pod) = kept(&[]).await;
    let alice = pod.sign_up_at(DOMAIN, "alice").await;
    let texts = async |jid: &str| {
        let page = pod.browser().get(&format!("/recover?jid={jid}")).await.expect(200);
        page.text().replace(jid, "")
    };
    assert_eq!(texts(&alice.jid).await, texts(&format!("nobody@{DOMAIN}")).await);
    let foreign = pod.browser().get(&format!("/recover?jid=eve@{BETA}")).await.expect(200);
    assert!(foreign.says(BETA) && foreign.says("is kept by") && foreign.count("#code") == 0);
    pod.browser().get("/recover?jid=nonsense").await.expect(422);
    // another pod of the deployment does not keep it
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let elsewhere = other.browser().get(&format!("/recover?jid={}", alice.jid)).await.expect(200);
    assert!(elsewhere.count("#code") == 0 && elsewhere.says(DOMAIN), "{}", elsewhere.text());
    let mut guest = other.sign_in(&alice.jid).await;
    let settings = guest.get("/settings/recovery").await.expect(200);
    assert!(settings.count("#codes") == 0 && settings.says("is kept by"), "{}", settings.text());
}

#[tokio::test]
async fn an_operators_link_is_good_once_and_she_never_sees_the_password() {
    let (deployment, pod) = kept(&[]).await;
    let (mut alice, mut bob) = (pod.sign_up_at(DOMAIN, "alice").await, pod.sign_up_at(DOMAIN, "bob").await);
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let found = alice.get(&format!("/operate/members?q={}", bob.jid)).await.expect(200);
    let page = found.attributes("a.who", "href").remove(0);
    let asks = alice.get(&page).await.attributes("a[href$='/reset']", "href").remove(0);
    let issue = alice.browser.form(&asks, "form[action$='/reset']").await;
    let links = alice.browser.send(&issue).await.expect(200).texts("[role=status] code");
    let first = links[0].clone();
    assert!(alice.get(&page).await.expect(200).texts("[role=status] code").is_empty(), "it is shown once");
    let again = alice.browser.form(&asks, "form[action$='/reset']").await;
    pod.browser().get(&first.replace(pod.browser().origin(), "")).await.expect(200);
    let link = alice.browser.send(&again).await.expect(200).texts("[role=status] code").remove(0);
    let path = |link: &str| link.replace(pod.browser().origin(), "");
    pod.browser().get(&path(&first)).await.expect(410);
    // whoever looks into mails follows links, and changes nothing by it
    let mut browser = pod.browser();
    browser.get(&path(&link)).await.expect(200);
    let form = browser.form(&path(&link), "#reset").await;
    let weak = browser.send(&form.clone().set("password", "soup")).await.expect(422);
    assert!(weak.alert().contains("too easy"), "{}", weak.text());
    let page = browser.send(&form.set("password", NEW)).await.expect(200);
    assert!(page.path.starts_with("/feed"), "{} {}", page.path, page.text());
    assert!(!bob.is_signed_in().await);
    pod.browser().get(&path(&link)).await.expect(410);
    let credentials = [("jid", bob.jid.as_str()), ("password", NEW)];
    pod.browser().submit("/login", SIGN_IN, &credentials).await.expect(200);
    deployment.stop();
    let token = link.rsplit('/').next().expect("a token");
    for secret in [NEW, token] {
        assert!(!is_in(&deployment.kept(), secret), "{secret} is kept");
    }
}

#[tokio::test]
async fn a_link_that_is_too_old_or_of_another_pod_is_worth_nothing() {
    let (deployment, pod) = kept(&[]).await;
    let (mut alice, bob) = (pod.sign_up_at(DOMAIN, "alice").await, pod.sign_up_at(DOMAIN, "bob").await);
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let found = alice.get(&format!("/operate/members?q={}", bob.jid)).await.expect(200);
    let page = found.attributes("a.who", "href").remove(0);
    let form = alice.browser.form(&format!("{page}/reset"), "form[action$='/reset']").await;
    let link = alice.browser.send(&form).await.expect(200).texts("[role=status] code").remove(0);
    let path = link.replace(pod.browser().origin(), "");
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    other.browser().get(&path).await.expect(410);
    pod.browser().get(&path).await.expect(200);
    deployment.sql("UPDATE reset_links SET expires_at = '2020-01-01 00:00:00'");
    pod.browser().get(&path).await.expect(410);
}

#[tokio::test]
async fn on_a_domain_that_pods_share_each_lets_its_own_members_back_in() {
    let deployment = keeping(&[]);
    let pod = pod_on("shared", &deployment, "cantine").await;
    let other = pod_on("shared", &deployment, "lanterne").await;
    let server = deployment.server().address();
    let (mut alice, mut bob) = (pod.sign_up_at(DOMAIN, "alice").await, pod.sign_up_at(DOMAIN, "bob").await);
    let mut guest = other.sign_in(&bob.jid).await;
    let promised = guest.browser.submit("/settings/recovery", "#codes", &[]).await.expect(422);
    assert!(promised.alert().contains("does not let passwords be changed from here"), "{}", promised.text());
    assert!(promised.texts("main ol code").is_empty(), "{}", promised.text());
    let codes = codes(&mut bob).await;
    tries(&other, &bob.jid, &codes[0], NEW).await.expect(422);
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await, "it is no code of that pod");
    let page = tries(&pod, &bob.jid, &codes[0], NEW).await.expect(200);
    assert!(page.path.starts_with("/feed"), "{} {}", page.path, page.text());
    assert!(Xmpp::is_password(server, &bob.jid, NEW).await);
    let page = page_of(&pod, &mut alice, &bob).await;
    let form = alice.browser.form(&format!("{page}/reset"), "form[action$='/reset']").await;
    let link = alice.browser.send(&form).await.expect(200).texts("[role=status] code").remove(0);
    let path = link.replace(pod.browser().origin(), "");
    other.browser().get(&path).await.expect(410);
    let page = pod.browser().submit(&path, "#reset", &[("password", "another of his")]).await.expect(200);
    assert!(page.path.starts_with("/feed"), "{} {}", page.path, page.text());
    assert!(Xmpp::is_password(server, &bob.jid, "another of his").await);
}

#[tokio::test]
async fn a_link_comes_by_mail_if_she_gave_an_address_and_the_answer_is_the_same_if_not() {
    let postbox = Postbox::fresh();
    let (_, pod) = kept(&postbox.settings()).await;
    let (mut alice, bob) = (pod.sign_up_at(DOMAIN, "alice").await, pod.sign_up_at(DOMAIN, "bob").await);
    let email = "alice.recovery@mail.test";
    let fields = [("email", email), ("present", PASSWORD)];
    alice.browser.submit("/settings/mail", "#letterbox", &fields).await.expect(200);
    let link = postbox.brings(email).await.link("/letterbox/");
    pod.browser().submit(&link, "#yes", &[]).await.expect(200);
    assert!(alice.get("/settings/recovery").await.expect(200).says(email));
    let ask = async |jid: &str| {
        let page = pod.browser().submit(&format!("/recover?jid={jid}"), "#mail", &[]).await.expect(200);
        (page.path.clone(), page.text())
    };
    let answers = [ask(&bob.jid).await, ask(&format!("nobody@{DOMAIN}")).await, ask(&alice.jid).await];
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let path = postbox.brings_nth(email, 2).await.link("/recover/");
    let mut browser = pod.browser();
    let page = browser.submit(&path, "#reset", &[("password", NEW)]).await.expect(200);
    assert!(page.path.starts_with("/feed"), "{} {}", page.path, page.text());
    assert_eq!(postbox.letters(email).len(), 2);
}

#[tokio::test]
async fn while_the_server_is_away_a_code_is_not_used_up() {
    let (deployment, pod) = kept(&[]).await;
    let mut alice = pod.sign_up_at(DOMAIN, "alice").await;
    let codes = codes(&mut alice).await;
    deployment.server().stop();
    let page = tries(&pod, &alice.jid, &codes[0], NEW).await.expect(422);
    assert!(page.alert().contains(DOMAIN), "{}", page.text());
    deployment.server().start();
    deployment.sql("UPDATE pod_domains SET due_at = since");
    eventually("the domain is ready again", async || {
        let shown = deployment.cosse(&["pod", "domain", "show", pod.host()]);
        shown.contains("ready").then_some(())
    })
    .await;
    tries(&pod, &alice.jid, &codes[0], NEW).await.expect(200);
}
