//! Crowds of newcomers, limits that are near, and who is told of them.

use futures::future::join_all;
use testpod::page::REGISTER;
use testpod::{PASSWORD, Postbox, TestPod, eventually};

use super::registration::{crowd, is_nothing_half_done};

fn address(pod: &TestPod, name: &str) -> String {
    format!("{name}.{}@mail.test", pod.host().replace(".localhost", ""))
}

fn set(pod: &TestPod, flags: &[&str]) {
    pod.deployment().cosse(&[&["pod", "set", pod.host()], flags].concat());
}

#[tokio::test]
async fn a_crowd_pauses_sign_ups_which_is_told_and_can_be_ended() {
    let (deployment, postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &["--pause-at", "3", "--language", "fr"]).await;
    let contact = address(&pod, "contact");
    set(&pod, &["--contact-email", &contact]);
    let mut late = pod.browser();
    let form = late.form("/register", REGISTER).await;
    for name in ["one", "two", "three"] {
        pod.sign_up(name).await;
    }
    let page = late.send(&form.set("username", "tardy").set("password", PASSWORD)).await.expect(422);
    assert!(page.alert().contains("pauses"), "{}", page.text());
    assert_eq!(page.form(REGISTER).expect("the same form again").value("username"), Some("tardy"));
    eventually("the front page says so", async || {
        pod.browser().get("/").await.says("Sign-ups are paused").then_some(())
    })
    .await;
    let letter = postbox.brings(&contact).await;
    assert!(letter.has("subject").contains("suspend ses inscriptions"), "{letter:?}");
    assert_eq!(letter.link("/operate"), "/operate/registration");
    let said = deployment.cosse(&["invite", "create", "--pod", pod.host()]);
    let invite = said.trim().strip_prefix(pod.host()).expect("the pod's own host").to_owned();
    let mut guest = pod.browser();
    let to = guest.get(&invite).await.expect(200).attributes("a[href^='/register?']", "href").remove(0);
    let name = format!("crowded{}", std::process::id());
    guest.submit(&to, REGISTER, &[("username", &name), ("password", PASSWORD)]).await.expect(200);
    set(&pod, &["--sign-ups", "open"]);
    eventually("it is open again", async || pod.browser().get("/register").await.form(REGISTER)).await;
    pod.sign_up("afterwards").await;
    assert_eq!(postbox.letters(&contact).len(), 1);
}

#[tokio::test]
async fn an_operator_can_pause_a_pod_and_other_pods_go_on() {
    let (deployment, _) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    set(&pod, &["--sign-ups", "paused"]);
    eventually("it is paused", async || {
        pod.browser().get("/register").await.form(REGISTER).is_none().then_some(())
    })
    .await;
    other.sign_up("elsewhere").await;
}

#[tokio::test]
async fn an_operator_pauses_and_opens_sign_ups_in_the_browser_too() {
    const CONSOLE: &str = "/operate/registration";
    let pod = TestPod::with("cantine", &[]).await;
    let mut operator = pod.sign_up("operator").await;
    pod.deployment().cosse(&["operator", "grant", &operator.jid, "--pod", pod.host()]);
    let page = operator.browser.submit(CONSOLE, "form[action$='/pause']", &[]).await.expect(200);
    assert!(page.says("Sign-ups are paused"), "{}", page.text());
    eventually("it is paused", async || {
        pod.browser().get("/register").await.form(REGISTER).is_none().then_some(())
    })
    .await;
    let page = operator.browser.submit(CONSOLE, "form[action$='/resume']", &[]).await.expect(200);
    assert!(!page.says("Sign-ups are paused"), "{}", page.text());
    eventually("it is open again", async || pod.browser().get("/register").await.form(REGISTER)).await;
}

#[tokio::test]
async fn a_limit_that_is_near_is_told_once_and_only_to_its_own_pod() {
    let (deployment, postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &["--members-max", "5"]).await;
    let other = TestPod::on(&deployment, "lanterne", &["--members-max", "5"]).await;
    let (ours, theirs) = (address(&pod, "contact"), address(&other, "contact"));
    set(&pod, &["--contact-email", &ours]);
    set(&other, &["--contact-email", &theirs]);
    for name in ["one", "two", "three", "four"] {
        pod.sign_up(name).await;
    }
    let letter = postbox.brings(&ours).await;
    assert!(letter.has("subject").contains("80 %"), "{letter:?}");
    pod.sign_up("five").await;
    let letter = postbox.brings_nth(&ours, 2).await;
    assert!(letter.has("subject").contains("100 %"), "{letter:?}");
    assert!(postbox.letters(&theirs).is_empty());
}

#[tokio::test]
async fn five_hundred_sign_ups_in_a_minute_are_all_answered_and_nothing_half_done_stays() {
    let flags = ["--members-max", "1000", "--signups-per-day", "30", "--pause-at", "20"];
    let pod = TestPod::with("cantine", &flags).await;
    let mut inside = 0;
    let mut rush = crowd(&pod, 500, "flood").await;
    // browsers do not come all in the same instant
    for wave in rush.chunks_mut(25) {
        for page in join_all(wave.iter_mut().map(|(browser, form)| browser.send(form))).await {
            match page.status.as_u16() {
                200 => inside += 1,
                422 => assert!(!page.alert().is_empty(), "{}", page.text()),
                status => panic!("{status}: {}", page.text()),
            }
        }
    }
    assert!((1..=30).contains(&inside), "{inside} came in");
    is_nothing_half_done(&pod, inside, &rush).await;
}
