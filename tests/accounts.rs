//! XMPP accounts that Cosse made go with their members: in waves, and where their server is away or nobody's any more.

use crate::domains::{becomes, deployment, managed, page_of};
use testpod::{ALPHA, Deployment, PASSWORD, TestPod, Xmpp, eventually};

const DOMAIN: &str = "cantine.alpha.test";

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
async fn a_pod_that_goes_for_good_leaves_also_a_domain_that_it_gave_up() {
    let domain = "people.alpha.test";
    let deployment = deployment(&[domain]);
    let (cantine, lanterne) =
        (TestPod::on(&deployment, "cantine", &[]).await, TestPod::on(&deployment, "lanterne", &[]).await);
    for pod in [&cantine, &lanterne] {
        deployment.cosse(&["pod", "domain", "set", pod.host(), "shared", domain]);
        becomes(pod, "ready").await;
        eventually("the form offers it", async || {
            pod.browser().get("/register").await.says(&format!("@{domain}")).then_some(())
        })
        .await;
    }
    let (alice, bob) = (cantine.sign_up_at(domain, "alice").await, lanterne.sign_up_at(domain, "bob").await);
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
