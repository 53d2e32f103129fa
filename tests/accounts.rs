//! XMPP accounts that Cosse made go with their members: in waves, and where their server is away or nobody's any more; and one that breaks
//! off is used by nobody. And whose they are on a domain that pods share.

use std::sync::Arc;

use crate::domains::{becomes, deployment, managed, page_of};
use crate::loans::Module;
use crate::passwords::changes;
use reqwest::Method;
use serde_json::json;
use testpod::page::{REGISTER, SIGN_IN};
use testpod::{ALPHA, Deployment, PASSWORD, TestPod, Xmpp, chosen_database, eventually};

const DOMAIN: &str = "cantine.alpha.test";
const SHARED: &str = "people.alpha.test";

/// What somebody types who signs up.
fn typed(password: &str) -> [(&str, &str); 2] {
    [("username", "alice"), ("password", password)]
}

/// Has the database take no member, or take them again.
fn takes_members(deployment: &Deployment, takes: bool) {
    deployment.sql(match (chosen_database(), takes) {
        ("postgres", true) => "DROP TRIGGER no_members ON members",
        ("postgres", false) => {
            "CREATE FUNCTION no_members() RETURNS trigger AS $$ BEGIN RAISE 'no'; END $$ LANGUAGE plpgsql; \
             CREATE TRIGGER no_members BEFORE INSERT ON members FOR EACH ROW EXECUTE FUNCTION no_members();"
        }
        (_, true) => "DROP TRIGGER no_members",
        (_, false) => {
            "CREATE TRIGGER no_members BEFORE INSERT ON members BEGIN SELECT RAISE(ABORT, 'no'); END;"
        }
    });
}

#[tokio::test]
async fn the_accounts_of_a_wave_sign_in_nowhere_until_it_is_undone() {
    let deployment = deployment(&[DOMAIN]);
    let pod = managed(&deployment, "cantine", DOMAIN, &[]).await;
    let (mut alice, bob) = (pod.sign_up_at(DOMAIN, "alice").await, pod.sign_up_at(DOMAIN, "bob").await);
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let server = deployment.server().address();
    let found = alice.get("/operate/waves?by=time&from=2001-01-01&until=2999-01-01").await.expect(200);
    let page = alice.browser.send(&found.form("#undo-wave").expect("a button")).await.expect(200);
    eventually("no app signs in", async || {
        (!Xmpp::is_password(server, &bob.jid, PASSWORD).await).then_some(())
    })
    .await;
    assert!(Xmpp::is_password(server, &alice.jid, PASSWORD).await, "who runs the pod is not touched");
    alice.browser.send(&page.form("form[action$='/undo']").expect("a way back")).await.expect(200);
    eventually("apps sign in", async || Xmpp::is_password(server, &bob.jid, PASSWORD).await.then_some(()))
        .await;
    pod.sign_in(&bob.jid).await;
    let log = deployment.cosse(&["pod", "audit", pod.host()]);
    assert!(log.contains("account-suspend") && log.contains("account-resume"), "{log}");
}

#[tokio::test]
async fn a_member_is_removed_while_her_server_is_away_and_her_account_follows() {
    let deployment = deployment(&[DOMAIN]);
    let pod = managed(&deployment, "cantine", DOMAIN, &[]).await;
    let (mut alice, bob) = (pod.sign_up_at(DOMAIN, "alice").await, pod.sign_up_at(DOMAIN, "bob").await);
    let page = page_of(&pod, &mut alice, &bob).await;
    let form = alice.get(&format!("{page}/remove")).await.form("form[action$='/remove']").expect("a button");
    deployment.server().stop();
    let after = alice.browser.send(&form).await.expect(200);
    assert!(after.says("did not suspend it yet"), "{}", after.text());
    alice.get(&page).await.expect(404);
    eventually("that it was tried is told", async || {
        alice.get("/operate/members").await.says("still to be suspended").then_some(())
    })
    .await;
    let told = deployment.cosse(&["pod", "domain", "show", pod.host(), "--json"]);
    assert!(told.contains(r#""accounts_in_vain":1"#), "{told}");
    deployment.server().start();
    deployment.sql("UPDATE account_wishes SET due_at = '2020-01-01 00:00:00'");
    let server = deployment.server().address();
    eventually("no app signs in", async || {
        (!Xmpp::is_password(server, &bob.jid, PASSWORD).await).then_some(())
    })
    .await;
    eventually("nothing is left to do", async || {
        (!alice.get("/operate/members").await.says("still to be suspended")).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_member_is_removed_where_nobody_has_a_say_over_her_account_any_more() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    let page = page_of(&pod, &mut alice, &bob).await;
    deployment.cosse(&["pod", "domain", "set", pod.host(), "managed", ALPHA]);
    let form = alice.get(&format!("{page}/remove")).await.form("form[action$='/remove']").expect("a button");
    let after = alice.browser.send(&form).await.expect(200);
    assert!(after.says("could not be suspended"), "{}", after.text());
    alice.get(&page).await.expect(404);
}

#[tokio::test]
async fn an_account_that_was_begun_signs_in_nowhere_until_she_goes_on_with_it() {
    let deployment = deployment(&[DOMAIN]);
    let pod = managed(&deployment, "cantine", DOMAIN, &[]).await;
    let (server, jid) = (deployment.server().address(), format!("alice@{DOMAIN}"));
    let module = Module::of(deployment.server());
    let id = deployment.rows(&format!("SELECT pod_id FROM hosts WHERE host = '{}'", pod.host())).remove(0);
    let path = format!("hosts/{DOMAIN}/pods/{id}/accounts/alice");
    let begun = json!({ "password": PASSWORD, "unfinished": true });
    let (status, said) = module.asks(Method::PUT, &path, begun).await;
    assert_eq!(status, 200, "{said}");
    assert!(!Xmpp::is_password(server, &jid, PASSWORD).await, "nobody has come in with it");
    let page = pod.browser().submit("/register", REGISTER, &typed("somebody's guess")).await.expect(422);
    assert!(page.alert().contains("already"), "{}", page.text());
    let page = pod.browser().submit("/register", REGISTER, &typed(PASSWORD)).await.expect(200);
    assert_eq!(page.path, "/welcome", "{}", page.text());
    assert!(Xmpp::is_password(server, &jid, PASSWORD).await);
}

#[tokio::test]
async fn an_account_of_which_no_member_was_made_is_used_by_nobody() {
    let deployment = deployment(&[DOMAIN]);
    let pod = managed(&deployment, "cantine", DOMAIN, &[]).await;
    let (server, jid) = (deployment.server().address(), format!("alice@{DOMAIN}"));
    takes_members(&deployment, false);
    let page = pod.browser().submit("/register", REGISTER, &typed(PASSWORD)).await;
    assert!(page.status.is_server_error(), "{}", page.text());
    assert!(!Xmpp::is_password(server, &jid, PASSWORD).await, "it would be counted by nobody");
    takes_members(&deployment, true);
    pod.browser().submit("/register", REGISTER, &typed(PASSWORD)).await.expect(200);
    assert!(Xmpp::is_password(server, &jid, PASSWORD).await);
}

#[tokio::test]
async fn a_member_with_whom_nobody_came_in_goes_on_by_the_same_form_and_her_password() {
    let deployment = deployment(&[DOMAIN]);
    let pod = managed(&deployment, "cantine", DOMAIN, &[]).await;
    pod.browser().submit("/register", REGISTER, &typed(PASSWORD)).await.expect(200);
    // as if the answer had never come
    deployment.sql("DELETE FROM browsers");
    let page = pod.browser().submit("/register", REGISTER, &typed("somebody's guess")).await.expect(422);
    assert!(page.alert().contains("already"), "{}", page.text());
    let page = pod.browser().submit("/register", REGISTER, &typed(PASSWORD)).await.expect(200);
    assert_eq!(page.path, "/welcome", "{}", page.text());
    let shown = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains(r#""members_used":1"#), "{shown}");
}

#[tokio::test]
async fn a_form_from_before_the_pod_closed_makes_no_account() {
    let deployment = deployment(&[DOMAIN]);
    let pod = managed(&deployment, "cantine", DOMAIN, &[]).await;
    let (server, jid) = (deployment.server().address(), format!("alice@{DOMAIN}"));
    let set = |registration| deployment.cosse(&["pod", "set", pod.host(), "--registration", registration]);
    let mut browser = pod.browser();
    let form = browser.form("/register", REGISTER).await.set_all(&typed(PASSWORD));
    for (registration, page, refusal) in [
        ("closed", "takes in nobody new", "takes in nobody new"),
        ("approval", "takes in people who are invited", "whom a member has invited"),
    ] {
        set(registration);
        eventually("the page says so", async || browser.get("/register").await.says(page).then_some(()))
            .await;
        let refused = browser.send(&form).await.expect(422);
        assert!(refused.alert().contains(refusal), "{registration}: {}", refused.text());
        assert!(!Xmpp::is_password(server, &jid, PASSWORD).await, "{registration}");
    }
    set("open");
    eventually("the page has a form", async || {
        (browser.get("/register").await.count("[name='password']") == 1).then_some(())
    })
    .await;
    browser.send(&form).await.expect(200);
    assert!(Xmpp::is_password(server, &jid, PASSWORD).await, "the form itself is good");
}

/// A pod that has its accounts on a domain that others have, too.
async fn sharing(deployment: &Arc<Deployment>, name: &str) -> TestPod {
    let pod = TestPod::on(deployment, name, &[]).await;
    deployment.cosse(&["pod", "domain", "set", pod.host(), "shared", SHARED]);
    becomes(&pod, "ready").await;
    eventually("the form offers it", async || {
        pod.browser().get("/register").await.says(&format!("@{SHARED}")).then_some(())
    })
    .await;
    pod
}

#[tokio::test]
async fn on_a_shared_domain_who_runs_an_accounts_own_pod_suspends_it_and_nobody_else_does() {
    let deployment = deployment(&[SHARED]);
    let (cantine, lanterne) = (sharing(&deployment, "cantine").await, sharing(&deployment, "lanterne").await);
    let (mut alice, bob) =
        (cantine.sign_up_at(SHARED, "alice").await, cantine.sign_up_at(SHARED, "bob").await);
    let (mut david, guest) = (lanterne.sign_up_at(SHARED, "david").await, lanterne.sign_in(&bob.jid).await);
    let server = deployment.server().address();
    let there = page_of(&lanterne, &mut david, &guest).await;
    let token = david.browser.form(&there, "form[action$='/role']").await;
    for act in ["account-suspend", "account-resume", "reset"] {
        david.browser.send(&token.clone().act(&format!("{there}/{act}"))).await.expect(404);
    }
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await, "he is another pod's");
    let here = page_of(&cantine, &mut alice, &bob).await;
    let suspend = "form[action$='/account-suspend']";
    let suspend = alice.browser.form(&format!("{here}/account-suspend"), suspend).await;
    let after = alice.browser.send(&suspend).await.expect(200);
    assert!(after.says("signs in nowhere"), "{}", after.text());
    assert!(!Xmpp::is_password(server, &bob.jid, PASSWORD).await);
    assert!(Xmpp::is_password(server, &david.jid, PASSWORD).await, "the domain's others are let be");
    for pod in [&cantine, &lanterne] {
        let told = pod.browser().sign_in(&bob.jid).await.expect(422);
        assert!(told.alert().contains("disabled"), "{}", told.text());
    }
    let resume = alice.get(&here).await.form("form[action$='/account-resume']").expect("a way back");
    alice.browser.send(&resume).await.expect(200);
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await);
    cantine.sign_in(&bob.jid).await;
}

#[tokio::test]
async fn on_a_shared_domain_an_operators_link_is_good_once_and_on_her_own_pod() {
    let deployment = deployment(&[SHARED]);
    let (cantine, lanterne) = (sharing(&deployment, "cantine").await, sharing(&deployment, "lanterne").await);
    let (mut alice, bob) =
        (cantine.sign_up_at(SHARED, "alice").await, cantine.sign_up_at(SHARED, "bob").await);
    let (server, new) = (deployment.server().address(), "another one of his");
    let page = page_of(&cantine, &mut alice, &bob).await;
    let form = alice.browser.form(&format!("{page}/reset"), "form[action$='/reset']").await;
    let link = alice.browser.send(&form).await.expect(200).texts("[role=status] code").remove(0);
    let path = link.replace(cantine.browser().origin(), "");
    lanterne.browser().get(&path).await.expect(410);
    let page = cantine.browser().submit(&path, "#reset", &[("password", new)]).await.expect(200);
    assert!(page.path.starts_with("/feed"), "{} {}", page.path, page.text());
    assert!(Xmpp::is_password(server, &bob.jid, new).await);
    assert!(!Xmpp::is_password(server, &bob.jid, PASSWORD).await);
    cantine.browser().get(&path).await.expect(410);
}

#[tokio::test]
async fn on_a_shared_domain_a_password_is_changed_by_the_same_form_and_holds_on_all_its_pods() {
    let deployment = deployment(&[SHARED]);
    let (cantine, lanterne) = (sharing(&deployment, "cantine").await, sharing(&deployment, "lanterne").await);
    let (mut alice, bob) =
        (cantine.sign_up_at(SHARED, "alice").await, lanterne.sign_up_at(SHARED, "bob").await);
    let (server, new) = (deployment.server().address(), "another one of hers");
    let wrong = changes(&mut alice.browser, "a guess of mine", new).await.expect(422);
    assert!(wrong.alert().contains("does not accept this address with this password"), "{}", wrong.text());
    let page = changes(&mut alice.browser, PASSWORD, new).await.expect(200);
    assert!(page.path == "/settings" && page.says("has the new password"), "{}", page.text());
    assert!(Xmpp::is_password(server, &alice.jid, new).await);
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await, "the domain's others are let be");
    for pod in [&cantine, &lanterne] {
        let typed = |password| [("jid", alice.jid.as_str()), ("password", password)];
        pod.browser().submit("/login", SIGN_IN, &typed(PASSWORD)).await.expect(422);
        pod.browser().submit("/login", SIGN_IN, &typed(new)).await.expect(200);
    }
    alice.post("written with the new one", "contacts").await;
}

#[tokio::test]
async fn a_pod_that_goes_for_good_leaves_also_a_domain_that_it_gave_up() {
    let deployment = deployment(&[SHARED]);
    let (cantine, lanterne) = (sharing(&deployment, "cantine").await, sharing(&deployment, "lanterne").await);
    let (alice, bob) = (cantine.sign_up_at(SHARED, "alice").await, lanterne.sign_up_at(SHARED, "bob").await);
    deployment.cosse(&["pod", "domain", "set", cantine.host(), "none"]);
    let server = deployment.server().address();
    assert!(Xmpp::is_password(server, &alice.jid, PASSWORD).await, "what is given up stays as it is");
    deployment.cosse(&["pod", "delete", cantine.host()]);
    deployment.sql("UPDATE pods SET state_since = '2020-01-01 00:00:00' WHERE state = 'deleted'");
    deployment.stop();
    deployment.start();
    eventually("no app signs in", async || {
        (!Xmpp::is_password(server, &alice.jid, PASSWORD).await).then_some(())
    })
    .await;
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await, "the other pod's are let be");
}
