//! The XMPP domain of a pod in the admins' console: how it is, another one, and one that it gave up.

use testpod::{ALPHA, Browser, Deployment, PASSWORD, TestPod, Xmpp, eventually};

use crate::admin::{admin, page_of};
use crate::domains::{becomes, deployment, managed, page_of as page_of_member, shown};

/// Sends a form that asks, and says yes.
async fn surely(browser: &mut Browser, page: &str, form: &str, fields: &[(&str, &str)]) {
    let asked = browser.submit(page, form, fields).await.expect(200);
    browser.send(&asked.form("#sure").expect("it asks first")).await.expect(200);
}

#[tokio::test]
async fn an_admin_gives_a_pod_another_domain_and_takes_it_off_the_one_before() {
    let [before, after] = ["cantine.alpha.test", "soup.alpha.test"];
    let deployment = deployment(&[before, after]);
    let pod = managed(&deployment, "cantine", before, &[]).await;
    let alice = pod.sign_up_at(before, "alice").await;
    let (mut browser, _) = admin(&deployment, "domain-keeper").await;
    let mine = page_of(&mut browser, &pod).await;
    let refused = browser.submit(&mine, "#domain-drop", &[("given_up", before)]).await.expect(422);
    assert!(refused.says("The pod has its accounts on this domain"), "{}", refused.text());
    let other = [("domain_kind", "managed"), ("domain", after)];
    let asked = browser.submit(&mine, "#domain-set", &other).await.expect(200);
    assert!(asked.says(&format!("{after} instead of {before}?")), "{}", asked.text());
    assert_eq!(shown(&pod)["domain"], before, "asking changes nothing");
    surely(&mut browser, &mine, "#domain-set", &other).await;
    assert_eq!(shown(&pod)["domain"], after);
    becomes(&pod, "ready").await;
    let server = deployment.server().address();
    assert!(Xmpp::is_password(server, &alice.jid, PASSWORD).await, "what was made stays");
    surely(&mut browser, &mine, "#domain-drop", &[("given_up", before)]).await;
    let page = browser.get(&mine).await.expect(200);
    assert!(page.says(&format!("taken off the XMPP domain {before}")), "its log: {}", page.text());
    surely(&mut browser, &mine, "#domain-set", &[("domain_kind", "none"), ("domain", after)]).await;
    assert_eq!(shown(&pod)["kind"], "none");
}

#[tokio::test]
async fn a_domain_that_stopped_says_why_and_is_prepared_again() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut browser, _) = admin(&deployment, "domain-starter").await;
    let mine = page_of(&mut browser, &pod).await;
    assert!(browser.get(&mine).await.expect(200).form("#domain-again").is_none(), "nothing stopped");
    let made = [("domain_kind", "managed"), ("domain", "soup.alpha.test")];
    let refused = browser.submit(&mine, "#domain-set", &made).await.expect(422);
    assert!(refused.says("This deployment makes no domains"), "{}", refused.text());
    deployment.cosse(&["pod", "domain", "set", pod.host(), "managed", ALPHA]);
    becomes(&pod, "stopped").await;
    let page = browser.get(&mine).await.expect(200);
    assert!(page.says("It could not be prepared") && page.says("--prosody-admin"), "{}", page.text());
    let entries = |said: &str| said.matches("domain-change").count();
    let before = entries(&deployment.cosse(&["pod", "audit", pod.host()]));
    browser.send(&page.form("#domain-again").expect("a button")).await.expect(200);
    eventually("it was begun again, and stops again", async || {
        let log = deployment.cosse(&["pod", "audit", pod.host()]);
        (entries(&log) == before + 1 && shown(&pod)["standing"] == "stopped").then_some(())
    })
    .await;
    let wrong = [("domain_kind", "own"), ("domain", "no domain")];
    browser.submit(&mine, "#domain-set", &wrong).await.expect(422);
    assert_eq!(shown(&pod)["domain"], ALPHA, "nothing half-done stays");
    let refused = browser.submit(&mine, "#domain-drop", &[("given_up", "soup.alpha.test")]).await.expect(200);
    browser.send(&refused.form("#sure").expect("it asks first")).await.expect(422);
}

#[tokio::test]
async fn domains_are_the_admins_and_an_operator_finds_no_way_there() {
    let domain = "cantine.alpha.test";
    let deployment = deployment(&[domain]);
    let pod = managed(&deployment, "cantine", domain, &[]).await;
    let (mut alice, bob) = (pod.sign_up_at(domain, "alice").await, pod.sign_up_at(domain, "bob").await);
    page_of_member(&pod, &mut alice, &bob).await;
    let (mut browser, _) = admin(&deployment, "domain-owner").await;
    let mine = page_of(&mut browser, &pod).await;
    let form = alice.browser.form("/operate/registration", "#registration").await;
    for act in ["domain", "domain/again", "domain/drop"] {
        let path = format!("{mine}/{act}");
        alice.browser.send(&form.clone().act(&path).with("domain_kind", "none")).await.expect(404);
    }
    assert_eq!(shown(&pod)["domain"], domain);
}
