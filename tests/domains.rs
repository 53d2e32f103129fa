//! XMPP domains that Cosse makes on the deployment's Prosody: made while everything runs, with limits that hold for any client.

use std::sync::Arc;

use crate::admin;
use testpod::page::{REGISTER, SIGN_IN};
use testpod::{
    ALPHA, BETA, Browser, Deployment, Form, Member, PASSWORD, Page, Server, TestPod, Xmpp, eventually,
    eventually_ok,
};

/// A deployment on a Prosody with our module, which finds these domains there.
pub(crate) fn deployment(domains: &[&str]) -> Arc<Deployment> {
    let server = Server::administered();
    let settings = server.admin_settings(domains);
    let settings: Vec<(&'static str, &str)> =
        settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Deployment::on(server, &settings)
}

/// What the command line says of a pod's domain.
pub(crate) fn shown(pod: &TestPod) -> serde_json::Value {
    let said = pod.deployment().cosse(&["pod", "domain", "show", pod.host(), "--json"]);
    serde_json::from_str(&said).expect("JSON")
}

pub(crate) async fn becomes(pod: &TestPod, standing: &str) -> serde_json::Value {
    eventually_ok(&format!("the domain is {standing}"), async || {
        let shown = shown(pod);
        if shown["standing"] == standing { Ok(shown) } else { Err(shown.to_string()) }
    })
    .await
}

/// A pod with a domain of its own, which is ready.
pub(crate) async fn managed(
    deployment: &Arc<Deployment>,
    name: &str,
    domain: &str,
    flags: &[&str],
) -> TestPod {
    let pod = TestPod::on(deployment, name, flags).await;
    deployment.cosse(&["pod", "domain", "set", pod.host(), "managed", domain]);
    becomes(&pod, "ready").await;
    eventually("the form offers it", async || {
        pod.browser().get("/register").await.says(&format!("@{domain}")).then_some(())
    })
    .await;
    pod
}

/// Her page in the console of somebody who runs the pod.
pub(crate) async fn page_of(pod: &TestPod, operator: &mut Member, member: &Member) -> String {
    pod.deployment().cosse(&["operator", "grant", &operator.jid, "--pod", pod.host()]);
    let found = operator.get(&format!("/operate/members?q={}", member.jid)).await.expect(200);
    found.attributes("a.who", "href").remove(0)
}

#[tokio::test]
async fn a_domain_is_made_while_everything_runs_and_accounts_are_made_by_the_form_alone() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let server = deployment.server().address();
    eventually("directories hear what holds there", async || {
        let page = pod.browser().get("/.well-known/pod-listing.json").await;
        let said: serde_json::Value = serde_json::from_str(&page.body).ok()?;
        let (joining, room) = (&said["registration"], &said["capacity"]);
        (joining["ibr"] == false && joining["captcha"] == false && room["upload_file_mb"] == 50).then_some(())
    })
    .await;
    let mut alice = pod.sign_up_at(domain, "alice").await;
    alice.post("from a domain that was not there a moment ago", "contacts").await;
    assert!(Xmpp::is_password(server, &alice.jid, PASSWORD).await, "any client signs in with it");
    let refused = Xmpp::tries_to_register(server, &format!("mallory@{domain}"), PASSWORD).await.unwrap_err();
    let form = format!("{}/register", pod.browser().origin());
    assert!(refused.contains("not-allowed") && refused.contains(&form), "{refused}");
    assert!(!Xmpp::is_password(server, &format!("mallory@{domain}"), PASSWORD).await);
    let said = deployment.tries(&["doctor", "--pod", pod.host()]);
    assert!(said.2 && said.0.contains("our module of Prosody"), "{said:?}");
    let audit = deployment.cosse(&["pod", "audit", pod.host()]);
    assert!(audit.contains("domain-change") && audit.contains("domain-ready"), "{audit}");
}

#[tokio::test]
async fn the_limit_of_members_holds_and_who_finds_the_pod_full_has_no_account_either() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &["--members-max", "1"]).await;
    let mut browser = pod.browser();
    let form = browser.form("/register", REGISTER).await;
    let form = form.set("username", "bob").set("password", PASSWORD);
    pod.sign_up_at(domain, "alice").await;
    let page = browser.send(&form).await.expect(422);
    assert!(page.says("has no free place"), "{}", page.text());
    let server = deployment.server().address();
    assert!(!Xmpp::is_password(server, &format!("bob@{domain}"), PASSWORD).await, "nothing half-done stays");
    let plain = Xmpp::tries_to_register(server, &format!("carol@{domain}"), PASSWORD).await;
    assert!(plain.is_err(), "a plain client makes no account past the limit");
    deployment.cosse(&["pod", "set", pod.host(), "--members-max", "2"]);
    eventually("there is room", async || (browser.send(&form).await.status == 200).then_some(())).await;
}

#[tokio::test]
async fn a_name_that_somebody_has_is_taken_and_her_account_is_hers() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let alice = pod.sign_up_at(domain, "alice").await;
    for password in ["a guess of mine", PASSWORD] {
        let fields = [("username", alice.name.as_str()), ("password", password)];
        let page = pod.browser().submit("/register", REGISTER, &fields).await.expect(422);
        assert!(page.alert().contains("already"), "{}", page.text());
    }
    assert!(Xmpp::is_password(deployment.server().address(), &alice.jid, PASSWORD).await);
}

#[tokio::test]
async fn who_is_to_run_a_closed_pod_makes_her_account_there() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let said = deployment.cosse(&["invite", "create", "--pod", pod.host(), "--role", "operator"]);
    let link = said.trim().strip_prefix(pod.host()).expect("the pod's own host").to_owned();
    deployment.cosse(&["pod", "set", pod.host(), "--registration", "closed"]);
    eventually("the pod is closed", async || {
        pod.browser().get("/register").await.form(REGISTER).is_none().then_some(())
    })
    .await;
    let mut browser = pod.browser();
    let invited = browser.get(&link).await.expect(200);
    let to = invited.attributes("a[href^='/register?']", "href").remove(0);
    browser.submit(&to, REGISTER, &[("username", "novice"), ("password", PASSWORD)]).await.expect(200);
    browser.get("/operate/audit").await.expect(200);
}

#[tokio::test]
async fn a_role_that_was_granted_before_its_account_was_there_is_not_whoever_signs_up_first() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let jid = format!("novice@{domain}");
    let said = deployment.cosse(&["operator", "grant", &jid, "--pod", pod.host()]);
    let fields = [("username", "novice"), ("password", PASSWORD)];
    let refused = pod.browser().submit("/register", REGISTER, &fields).await.expect(422);
    assert!(refused.alert().contains("already"), "{}", refused.text());
    assert!(!Xmpp::is_password(deployment.server().address(), &jid, PASSWORD).await, "nothing was made");
    let other = format!("other@{domain}");
    let (_, why, good) = deployment.tries(&["moderator", "grant", &other, "--pod", pod.host()]);
    assert!(!good && why.contains("once it has signed up"), "{why}");
    let link = said.lines().find_map(|line| line.strip_prefix(pod.host())).expect("a link").to_owned();
    let mut browser = pod.browser();
    let invited = browser.get(&link).await.expect(200);
    let to = invited.attributes("a[href^='/register?']", "href").remove(0);
    browser.submit(&to, REGISTER, &fields).await.expect(200);
    browser.get("/operate/audit").await.expect(200);
    let again = deployment.cosse(&["operator", "grant", &jid, "--pod", pod.host()]);
    assert_eq!(again.lines().count(), 1, "she has her account: {again}");
}

#[tokio::test]
async fn whoever_takes_the_name_of_an_account_that_went_is_not_its_member_and_she_comes_back_by_a_link() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let (mut alice, bob) = (pod.sign_up_at(domain, "alice").await, pod.sign_up_at(domain, "bob").await);
    let page = page_of(&pod, &mut alice, &bob).await;
    let server = deployment.server().address();
    let mut client = Xmpp::sign_in(server, &bob.jid, PASSWORD).await;
    client.iq("set", domain, "<query xmlns='jabber:iq:register'><remove/></query>").await;
    let fields = [("username", bob.name.as_str()), ("password", "mine from now on")];
    let refused = pod.browser().submit("/register", REGISTER, &fields).await.expect(422);
    assert!(refused.alert().contains("already"), "{}", refused.text());
    assert!(!Xmpp::is_password(server, &bob.jid, "mine from now on").await, "nothing was made");
    let shown = alice.get(&page).await.expect(200);
    assert!(shown.says("The account was deleted"), "{}", shown.text());
    assert_eq!(shown.count("a[href$='/reset']"), 1, "{}", shown.body);
    let form = alice.browser.form(&format!("{page}/reset"), "form[action$='/reset']").await;
    let link = alice.browser.send(&form).await.expect(200).texts("[role=status] code").remove(0);
    let path = link.replace(pod.browser().origin(), "");
    pod.browser().submit(&path, "#reset", &[("password", "another of mine")]).await.expect(200);
    assert!(Xmpp::is_password(server, &bob.jid, "another of mine").await);
}

#[tokio::test]
async fn an_account_that_runs_more_than_the_pod_is_out_of_reach_of_who_runs_only_it() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let other = managed_guest(&deployment).await;
    let (mut alice, bob) = (pod.sign_up_at(domain, "alice").await, pod.sign_up_at(domain, "bob").await);
    let page = page_of(&pod, &mut alice, &bob).await;
    let form = alice.browser.form(&format!("{page}/reset"), "form[action$='/reset']").await;
    let link = alice.browser.send(&form).await.expect(200).texts("[role=status] code").remove(0);
    let link = link.replace(pod.browser().origin(), "");
    deployment.cosse(&["operator", "grant", &bob.jid, "--pod", other.host()]);
    is_out_of_reach(&mut alice, &page, &form).await;
    pod.browser().get(&link).await.expect(410);
    deployment.cosse(&["operator", "revoke", &bob.jid, "--pod", other.host()]);
    pod.browser().get(&link).await.expect(200);
    deployment.cosse(&["admin", "grant", &bob.jid]);
    is_out_of_reach(&mut alice, &page, &form).await;
    pod.browser().get(&link).await.expect(410);
}

/// Whoever runs the pod finds no buttons on a member's page, and what they do is not there.
async fn is_out_of_reach(operator: &mut Member, page: &str, form: &Form) {
    assert_eq!(operator.get(page).await.expect(200).count("a[href$='/reset']"), 0);
    for asks in ["account-suspend", "reset"] {
        operator.get(&format!("{page}/{asks}")).await.expect(404);
    }
    for act in ["account-suspend", "account-resume", "reset"] {
        operator.browser.send(&form.clone().act(&format!("{page}/{act}"))).await.expect(404);
    }
}

#[tokio::test]
async fn an_upload_from_a_plain_client_counts_to_the_pod_and_stops_where_it_is_full() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    deployment.cosse(&["plan", "set", "small", "--storage-max", "1300000", "--upload-max", "650000"]);
    let pod = managed(&deployment, "cantine", domain, &["--plan", "small"]).await;
    deployment.cosse(&["plan", "set", "small", "--upload-max", "600000"]);
    becomes(&pod, "ready").await;
    let alice = pod.sign_up_at(domain, "alice").await;
    let service = format!("upload.{domain}");
    let mut client = Xmpp::sign_in(deployment.server().address(), &alice.jid, PASSWORD).await;
    eventually("one that is too large is refused with the limit", async || {
        let refused = client.asks_for_slot(&service, 700_000).await.err()?;
        (refused.contains("file-too-large") && refused.contains("600000")).then_some(())
    })
    .await;
    let granted = client.asks_for_slot(&service, 600_000).await.expect("a slot");
    assert!(granted.contains("<put ") && granted.contains("<get "), "{granted}");
    let full = client.asks_for_slot(&service, 500_000).await.unwrap_err();
    assert!(full.contains("resource-constraint"), "{full}");
    let used = async || {
        let said = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
        said.contains(r#""storage_used":600000"#).then_some(())
    };
    eventually("it counts to the pod's media", used).await;
    deployment.cosse(&["pod", "set", pod.host(), "--storage-max", "2000000"]);
    eventually("what changes holds there, too", async || client.asks_for_slot(&service, 500_000).await.ok())
        .await;
    client.asks_for_slot(&service, 10).await.expect("there is room");
    deployment.cosse(&["pod", "domain", "set", pod.host(), "none"]);
    eventually("on a domain that the pod gave up nothing more is let in", async || {
        client.asks_for_slot(&service, 10).await.is_err().then_some(())
    })
    .await;
}

#[tokio::test]
async fn nobody_uploads_with_the_limits_of_another_pod() {
    let (one, other) = ("cantine.alpha.test", "lanterne.alpha.test");
    let deployment = deployment(&[one, other]);
    let cantine = managed(&deployment, "cantine", one, &["--storage-max", "0"]).await;
    managed(&deployment, "lanterne", other, &[]).await;
    let alice = cantine.sign_up_at(one, "alice").await;
    let mut client = Xmpp::sign_in(deployment.server().address(), &alice.jid, PASSWORD).await;
    for service in [format!("upload.{one}"), format!("upload.{other}")] {
        assert!(client.asks_for_slot(&service, 10).await.is_err(), "{service}");
    }
}

#[tokio::test]
async fn a_domain_is_one_pods_alone() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    managed(&deployment, "cantine", domain, &[]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    for kind in ["managed", "own", "shared"] {
        let (_, said, good) = deployment.tries(&["pod", "domain", "set", other.host(), kind, domain]);
        assert!(!good && said.contains("another pod has this domain"), "{kind}: {said}");
    }
    assert_eq!(shown(&other)["kind"], "own");
}

#[tokio::test]
async fn what_is_changed_with_several_flags_is_changed_as_a_whole_or_not_at_all() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    deployment.cosse(&["plan", "set", "choir", "--members-max", "7", "--upload-max", "700000"]);
    deployment.cosse(&["pod", "domain", "set", pod.host(), "managed", ALPHA]);
    becomes(&pod, "stopped").await;
    let before = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
    let all = ["pod", "set", pod.host(), "--rules", "Be kind", "--sign-ups", "paused", "--question", "Why?"];
    for wrong in [
        ["--xmpp-domain", "elsewhere.example", "--plan", "choir"],
        ["--name", "Another", "--plan", "nothing-of-the-kind"],
        ["--upload-max", "600000", "--plan", "choir"],
    ] {
        let (_, said, good) = deployment.tries(&[&all[..], &wrong[..]].concat());
        assert!(!good, "{wrong:?}: {said}");
        assert_eq!(deployment.cosse(&["pod", "show", pod.host(), "--json"]), before, "{wrong:?}");
    }
    assert!(!pod.browser().get("/rules").await.says("Be kind"));
}

/// The pages on which the deployment's admins and whoever runs the pod see how its domain is.
async fn consoles(admin: &mut Browser, operator: &mut Member, pod: &TestPod) -> [Page; 2] {
    let hers = admin::page_of(admin, pod).await;
    let pages = [admin.get(&hers).await, operator.get("/operate/registration").await];
    pages.map(|page| page.expect(200))
}

#[tokio::test]
async fn while_prosody_is_away_a_domain_is_prepared_and_comes_when_it_is_back() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut admin, mut olga) =
        (admin::admin(&deployment, "domain-watcher").await.0, pod.sign_up("olga").await);
    deployment.cosse(&["operator", "grant", &olga.jid, "--pod", pod.host()]);
    deployment.server().stop();
    deployment.cosse(&["pod", "domain", "set", pod.host(), "managed", domain]);
    eventually("why it is not ready is told", async || {
        let shown = shown(&pod);
        let reason = shown["reason"].as_str().unwrap_or_default().to_owned();
        (shown["standing"] == "preparing" && reason.contains("Prosody does not answer")).then_some(())
    })
    .await;
    for page in consoles(&mut admin, &mut olga, &pod).await {
        assert!(page.says("It is being prepared; accounts cannot be made yet."), "{}", page.text());
        assert!(page.says("Prosody does not answer"), "{}", page.text());
    }
    deployment.server().start();
    deployment.sql("UPDATE pod_domains SET due_at = since");
    becomes(&pod, "ready").await;
    for page in consoles(&mut admin, &mut olga, &pod).await {
        assert!(page.says("its own domain") && !page.says("It is being prepared"), "{}", page.text());
    }
    let log = olga.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("The XMPP domain {domain} is ready")), "{}", log.text());
    eventually("the form offers it", async || {
        pod.browser().get("/register").await.says(&format!("@{domain}")).then_some(())
    })
    .await;
    let alice = pod.sign_up_at(domain, "alice").await;
    deployment.server().stop();
    deployment.server().start();
    let server = deployment.server().address();
    eventually("what was made is there after a restart", async || {
        Xmpp::is_password(server, &alice.jid, PASSWORD).await.then_some(())
    })
    .await;
    let refused = Xmpp::tries_to_register(server, &format!("mallory@{domain}"), PASSWORD).await;
    assert!(refused.is_err(), "and it is as closed as before");
}

#[tokio::test]
async fn a_domain_that_prosody_has_already_stops_with_the_reason() {
    let deployment = deployment(&[]);
    let pod = TestPod::on(&deployment, "cantine", &["--xmpp-domain", "elsewhere.example"]).await;
    deployment.cosse(&["pod", "domain", "set", pod.host(), "managed", BETA]);
    let stopped = becomes(&pod, "stopped").await;
    let reason = stopped["reason"].as_str().unwrap_or_default();
    assert!(reason.contains("was not made by Cosse"), "{reason}");
    assert!(!pod.browser().get("/register").await.says(&format!("@{BETA}")));
}

#[tokio::test]
async fn a_suspended_account_signs_in_nowhere_until_it_is_let_in_again() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let other = managed_guest(&deployment).await;
    let (mut alice, bob) = (pod.sign_up_at(domain, "alice").await, pod.sign_up_at(domain, "bob").await);
    let page = page_of(&pod, &mut alice, &bob).await;
    let server = deployment.server().address();
    let mut client = Xmpp::sign_in(server, &bob.jid, PASSWORD).await;
    let shown = alice.get(&page).await.expect(200);
    assert!(shown.says("Suspending a member keeps her out of this pod"), "{}", shown.text());
    let asks = shown.attributes("a[href$='/account-suspend']", "href").remove(0);
    let asked = alice.get(&asks).await.expect(200);
    assert!(asked.says("It signs in nowhere any more"), "{}", asked.text());
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await, "asking suspends nothing");
    let form = asked.form("form[action$='/account-suspend']").expect("a button");
    let after = alice.browser.send(&form).await.expect(200);
    assert!(after.says("signs in nowhere"), "{}", after.text());
    client.until("</stream:stream>").await;
    assert!(!Xmpp::is_password(server, &bob.jid, PASSWORD).await);
    let credentials = [("jid", bob.jid.as_str()), ("password", PASSWORD)];
    for pod in [&pod, &other] {
        let told = pod.browser().submit("/login", SIGN_IN, &credentials).await.expect(422);
        assert!(told.alert().contains("disabled"), "{}", told.text());
    }
    let form = alice.get(&page).await.form("form[action$='/account-resume']").expect("a way back");
    alice.browser.send(&form).await.expect(200);
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await);
    pod.sign_in(&bob.jid).await;
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("The XMPP account {} was suspended", bob.jid)), "{}", log.text());
}

#[tokio::test]
async fn accounts_sign_in_nowhere_while_their_pod_is_suspended_or_once_their_member_was_removed() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let (mut alice, bob) = (pod.sign_up_at(domain, "alice").await, pod.sign_up_at(domain, "bob").await);
    let page = page_of(&pod, &mut alice, &bob).await;
    let server = deployment.server().address();
    deployment.cosse(&["pod", "suspend", pod.host()]);
    eventually("no app signs in", async || {
        (!Xmpp::is_password(server, &bob.jid, PASSWORD).await).then_some(())
    })
    .await;
    deployment.cosse(&["pod", "resume", pod.host()]);
    eventually("apps sign in", async || Xmpp::is_password(server, &bob.jid, PASSWORD).await.then_some(()))
        .await;
    let remove = eventually("the console is back", async || {
        alice.get(&format!("{page}/remove")).await.form("form[action$='/remove']")
    })
    .await;
    alice.browser.send(&remove).await.expect(200);
    assert!(!Xmpp::is_password(server, &bob.jid, PASSWORD).await, "he is out of the pod and of other apps");
    let fields = [("username", bob.name.as_str()), ("password", PASSWORD)];
    pod.browser().submit("/register", REGISTER, &fields).await.expect(422);
    deployment.cosse(&["pod", "domain", "resume", pod.host(), &bob.jid]);
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await);
}

/// A pod of the same deployment that takes accounts from anywhere.
async fn managed_guest(deployment: &Arc<Deployment>) -> TestPod {
    TestPod::on(deployment, "lanterne", &[]).await
}

#[tokio::test]
async fn another_pods_operators_cannot_act_on_an_account_that_came_as_a_guest() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let other = managed_guest(&deployment).await;
    let bob = pod.sign_up_at(domain, "bob").await;
    let guest = other.sign_in(&bob.jid).await;
    let mut eve = other.sign_up("eve").await;
    let page = page_of(&other, &mut eve, &guest).await;
    let shown = eve.get(&page).await.expect(200);
    assert!(!shown.says("Suspend the account"), "{}", shown.text());
    let token = shown.form("form[action$='/role']").expect("the form of roles");
    for asks in ["account-suspend", "reset"] {
        eve.get(&format!("{page}/{asks}")).await.expect(404);
    }
    for act in ["account-suspend", "account-resume", "reset"] {
        let form = token.clone().act(&format!("{page}/{act}"));
        eve.browser.send(&form).await.expect(404);
    }
    assert!(Xmpp::is_password(deployment.server().address(), &bob.jid, PASSWORD).await);
}

#[tokio::test]
async fn pods_that_share_a_domain_have_accounts_and_limits_of_their_own() {
    let domain = "people.alpha.test";
    let deployment = deployment(&[domain]);
    let cantine = TestPod::on(&deployment, "cantine", &["--storage-max", "1000"]).await;
    let lanterne = TestPod::on(&deployment, "lanterne", &[]).await;
    for pod in [&cantine, &lanterne] {
        deployment.cosse(&["pod", "domain", "set", pod.host(), "shared", domain]);
        becomes(pod, "ready").await;
        eventually("the form offers it", async || {
            pod.browser().get("/register").await.says(&format!("@{domain}")).then_some(())
        })
        .await;
    }
    let (alice, bob) = (cantine.sign_up_at(domain, "alice").await, lanterne.sign_up_at(domain, "bob").await);
    let service = format!("upload.{domain}");
    let server = deployment.server().address();
    let mut of_alice = Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
    let mut of_bob = Xmpp::sign_in(server, &bob.jid, PASSWORD).await;
    assert!(of_alice.asks_for_slot(&service, 2_000).await.is_err(), "her pod has no room");
    of_bob.asks_for_slot(&service, 2_000).await.expect("his has");
    // bob comes to the other pod, too; whoever runs it does not run his account
    let (guest, mut eve) = (cantine.sign_in(&bob.jid).await, alice);
    let page = page_of(&cantine, &mut eve, &guest).await;
    let shown = eve.get(&page).await.expect(200);
    assert!(!shown.says("Suspend the account") && shown.count("a[href$='/reset']") == 0, "{}", shown.text());
}

#[tokio::test]
async fn nobody_makes_an_account_on_a_shared_domain_past_its_pods() {
    let domain = "people.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    deployment.cosse(&["pod", "domain", "set", pod.host(), "shared", domain]);
    becomes(&pod, "ready").await;
    let (server, mallory) = (deployment.server().address(), format!("mallory@{domain}"));
    let refused = Xmpp::tries_to_register(server, &mallory, PASSWORD).await.unwrap_err();
    assert!(refused.contains("not-allowed"), "{refused}");
    let guessed = Xmpp::register_by(server, &mallory, PASSWORD, &"0".repeat(32)).await;
    assert!(guessed.is_err(), "an invitation that there is not: {guessed:?}");
    assert!(!Xmpp::is_password(server, &mallory, PASSWORD).await);
}
