//! Invitations in other clients: an account made by one (XEP-0445), and one made by a member's client (XEP-0401).

use std::sync::Arc;

use testpod::{Deployment, PASSWORD, TestPod, Xmpp, eventually, eventually_ok};

use crate::domains::{becomes, deployment, managed};

const INVITE: &str = "urn:xmpp:invite#invite";
const CREATE: &str = "urn:xmpp:invite#create-account";

/// A pod that takes in who was invited, on a domain of its own where clients are told so.
async fn invited_to(deployment: &Arc<Deployment>, name: &str, domain: &str, flags: &[&str]) -> TestPod {
    let pod = managed(deployment, name, domain, flags).await;
    deployment.cosse(&["pod", "set", pod.host(), "--registration", "invite"]);
    let server = deployment.server().address();
    eventually("clients are told that an invitation is enough", async || {
        Xmpp::features(server, domain).await.contains("urn:xmpp:ibr-token:0").then_some(())
    })
    .await;
    pod
}

/// The code of a new invitation.
fn invite(pod: &TestPod, more: &[&str]) -> String {
    let said = pod.deployment().cosse(&[&["invite", "create", "--pod", pod.host()], more].concat());
    said.trim().rsplit('/').next().expect("a code").to_owned()
}

/// The code in what a command answers.
fn code(said: &str) -> String {
    let rest = said.split("preauth=").nth(1).expect("a link for clients");
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

#[tokio::test]
async fn who_is_invited_makes_an_account_in_any_client_and_is_a_member_from_then_on() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = invited_to(&deployment, "cantine", domain, &[]).await;
    let (server, code) = (deployment.server().address(), invite(&pod, &[]));
    let page = pod.browser().get(&format!("/invite/{code}")).await.expect(200);
    let link = page.attributes("a[href^='xmpp:']", "href");
    assert_eq!(link, [format!("xmpp:{domain}?register;preauth={code}")]);
    let jid = format!("alice@{domain}");
    Xmpp::register_by(server, &jid, PASSWORD, &code).await.expect("an account");
    assert!(Xmpp::is_password(server, &jid, PASSWORD).await, "it signs in at once");
    let shown = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains("\"members_used\":1"), "{shown}");
    let mut alice = pod.sign_in(&jid).await;
    alice.post("made with another app", "contacts").await;
    let shown = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains("\"members_used\":1"), "she is not counted twice: {shown}");
    let listed = deployment.cosse(&["invite", "list", "--pod", pod.host()]);
    assert!(listed.contains("1/1 used"), "{listed}");
}

#[tokio::test]
async fn an_invitation_that_is_not_good_makes_no_account() {
    let (one, other) = ("cantine.alpha.test", "lanterne.alpha.test");
    let deployment = deployment(&[one, other]);
    let pod = invited_to(&deployment, "cantine", one, &[]).await;
    let lanterne = invited_to(&deployment, "lanterne", other, &[]).await;
    let server = deployment.server().address();
    let used = invite(&pod, &[]);
    Xmpp::register_by(server, &format!("alice@{one}"), PASSWORD, &used).await.expect("an account");
    let (withdrawn, foreign) = (invite(&pod, &["--note", "withdrawn"]), invite(&lanterne, &[]));
    let listed = deployment.cosse(&["invite", "list", "--pod", pod.host()]);
    let line = listed.lines().find(|line| line.ends_with("withdrawn")).expect("its line");
    let id = line.split_whitespace().next().expect("its id");
    deployment.cosse(&["invite", "revoke", id, "--pod", pod.host()]);
    let jid = format!("eve@{one}");
    for code in [used, withdrawn, foreign, "0".repeat(32), "nonsense".to_owned()] {
        let refused = Xmpp::register_by(server, &jid, PASSWORD, &code).await.unwrap_err();
        assert!(refused.contains("item-not-found"), "{refused}");
    }
    let good = invite(&pod, &[]);
    let taken = Xmpp::register_by(server, &format!("alice@{one}"), "mine from now on", &good).await;
    assert!(taken.unwrap_err().contains("conflict"), "her account is hers");
    let short = Xmpp::register_by(server, &jid, "short", &good).await;
    assert!(short.unwrap_err().contains("not-acceptable"));
    assert!(!Xmpp::is_password(server, &jid, PASSWORD).await, "nothing was made");
    deployment.cosse(&["pod", "set", pod.host(), "--registration", "closed"]);
    let closed = Xmpp::register_by(server, &jid, PASSWORD, &good).await.unwrap_err();
    assert!(closed.contains("not-allowed"), "{closed}");
}

#[tokio::test]
async fn the_last_place_is_taken_once_however_many_clients_come_at_once() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = invited_to(&deployment, "cantine", domain, &["--members-max", "1"]).await;
    let (server, code) = (deployment.server().address(), invite(&pod, &["--uses", "9"]));
    let jids: Vec<String> = (0..4).map(|number| format!("comer{number}@{domain}")).collect();
    let coming = jids.iter().map(|jid| Xmpp::register_by(server, jid, PASSWORD, &code));
    let came = futures::future::join_all(coming).await;
    assert_eq!(came.iter().filter(|it| it.is_ok()).count(), 1, "{came:?}");
    for (jid, came) in jids.iter().zip(&came) {
        assert_eq!(Xmpp::is_password(server, jid, PASSWORD).await, came.is_ok(), "{jid}: {came:?}");
        let told = came.as_ref().err().is_none_or(|said| said.contains("no free place"));
        assert!(told, "{came:?}");
    }
    let listed = deployment.cosse(&["invite", "list", "--pod", pod.host()]);
    assert!(listed.contains("1/9 used"), "who was not let in used nothing: {listed}");
}

#[tokio::test]
async fn a_members_client_makes_an_invitation_where_members_invite_and_who_comes_is_her_contact() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let (server, mut alice) = (deployment.server().address(), pod.sign_up_at(domain, "alice").await);
    let mut client = Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
    let refused = client.commands(domain, INVITE).await.unwrap_err();
    assert!(refused.contains("forbidden"), "only those invite who run the pod: {refused}");
    deployment.cosse(&["invite", "members", "1", "--pod", pod.host()]);
    let made = eventually_ok("members invite", async || client.commands(domain, INVITE).await).await;
    assert!(made.contains(&format!("xmpp:{}?roster;preauth=", alice.jid)), "{made}");
    assert!(made.contains(&format!("/invite/{}<", code(&made))) && made.contains("'expire'"), "{made}");
    let full = client.commands(domain, INVITE).await.unwrap_err();
    assert!(full.contains("resource-constraint"), "one is open: {full}");
    assert!(client.commands(domain, CREATE).await.unwrap_err().contains("forbidden"));
    let bob = format!("bob@{domain}");
    Xmpp::register_by(server, &bob, PASSWORD, &code(&made)).await.expect("an account");
    let roster = client.iq("get", "", "<query xmlns='jabber:iq:roster'/>").await;
    assert!(roster.contains(&bob) && roster.contains("'both'"), "{roster}");
    client.commands(domain, INVITE).await.expect("the first is used, so there is room for another");
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let listed = alice.get("/operate/invites").await.expect(200);
    assert!(listed.says(&alice.name) && listed.says("1 of 1"), "{}", listed.text());
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("An invitation was made") && log.says("Open invitations"), "{}", log.text());
}

#[tokio::test]
async fn an_invitation_of_which_nobody_hears_is_withdrawn_and_keeps_nobody_from_the_next() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let (server, alice) = (deployment.server().address(), pod.sign_up_at(domain, "alice").await);
    deployment.cosse(&["invite", "members", "1", "--pod", pod.host()]);
    let mut client = Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
    let commands = "http://jabber.org/protocol/commands";
    let offered = format!("<query xmlns='http://jabber.org/protocol/disco#items' node='{commands}'/>");
    eventually("members invite", async || {
        client.iq("get", domain, &offered).await.contains(INVITE).then_some(())
    })
    .await;
    // she asks, and is gone before there is an answer
    let command = format!("<command xmlns='{commands}' node='{INVITE}' action='execute'/>");
    client.send(&format!("<iq type='set' id='last' to='{domain}'>{command}</iq></stream:stream>")).await;
    eventually("it was made, and is worth nothing", async || {
        deployment.cosse(&["invite", "list", "--pod", pod.host()]).contains("not good").then_some(())
    })
    .await;
    let mut again = Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
    again.commands(domain, INVITE).await.expect("nothing of hers is open");
}

#[tokio::test]
async fn who_runs_the_pod_invites_by_her_client_and_says_in_the_console_whether_members_do() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let mut alice = pod.sign_up_at(domain, "alice").await;
    let server = deployment.server().address();
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let mut client = Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
    let made = eventually_ok("operators invite", async || client.commands(domain, CREATE).await).await;
    assert!(made.contains(&format!("xmpp:{domain}?register;preauth=")), "{made}");
    Xmpp::register_by(server, &format!("bob@{domain}"), PASSWORD, &code(&made)).await.expect("an account");
    let roster = client.iq("get", "", "<query xmlns='jabber:iq:roster'/>").await;
    assert!(!roster.contains("bob@"), "nobody asked for a contact: {roster}");
    let wrong = alice.browser.submit("/operate/invites", "#member-invites", &[("each", "-1")]).await;
    assert!(wrong.expect(422).says("whole number"));
    alice.browser.submit("/operate/invites", "#member-invites", &[("each", "3")]).await.expect(200);
    let form = alice.browser.form("/operate/invites", "#member-invites").await;
    assert_eq!(form.value("each"), Some("3"));
}

#[tokio::test]
async fn nobody_invites_to_another_pod() {
    let (domain, alone) = ("people.alpha.test", "lampion.alpha.test");
    let deployment = deployment(&[domain, alone]);
    let cantine = TestPod::on(&deployment, "cantine", &[]).await;
    let lanterne = TestPod::on(&deployment, "lanterne", &[]).await;
    for pod in [&cantine, &lanterne] {
        deployment.cosse(&["pod", "domain", "set", pod.host(), "shared", domain]);
        becomes(pod, "ready").await;
        eventually("the form offers it", async || {
            pod.browser().get("/register").await.says(&format!("@{domain}")).then_some(())
        })
        .await;
    }
    let lampion = managed(&deployment, "lampion", alone, &[]).await;
    deployment.cosse(&["invite", "members", "9", "--pod", cantine.host()]);
    let (alice, bob) = (cantine.sign_up_at(domain, "alice").await, lanterne.sign_up_at(domain, "bob").await);
    // bob is a guest on the other pod, too, and his account is not of it
    cantine.sign_in(&bob.jid).await;
    let eve = lampion.sign_up_at(alone, "eve").await;
    let server = deployment.server().address();
    let mut of_alice = Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
    let made = eventually_ok("members invite", async || of_alice.commands(domain, INVITE).await).await;
    assert!(made.contains(cantine.host()) && !made.contains(lanterne.host()), "{made}");
    for jid in [&bob.jid, &eve.jid] {
        let mut client = Xmpp::sign_in(server, jid, PASSWORD).await;
        for node in [INVITE, CREATE] {
            let refused = client.commands(domain, node).await.unwrap_err();
            assert!(refused.contains("forbidden"), "{jid}: {refused}");
        }
    }
    // on a domain that pods share the invitation says which of them it is
    let claire = format!("claire@{domain}");
    Xmpp::register_by(server, &claire, PASSWORD, &code(&made)).await.expect("an account");
    let members = |pod: &TestPod| deployment.cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(members(&cantine).contains("\"members_used\":3"), "{}", members(&cantine));
    assert!(members(&lanterne).contains("\"members_used\":1"), "{}", members(&lanterne));
}
