//! What those who run a pod or the deployment have to say: on top of the feed, and on the front page where it is for everyone.

use testpod::{Member, PASSWORD, Page, Postbox, TestPod, eventually};

const FORM: &str = "#announcement";
const CLOSE: &str = "form[action$='/close']";
const ANNOUNCEMENT: &str = "section.announcement";

/// A pod with somebody who runs it.
async fn operated(name: &str) -> (TestPod, Member) {
    let pod = TestPod::new(name).await;
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

async fn announces(operator: &mut Member, fields: &[(&str, &str)]) -> Page {
    operator.browser.submit("/operate/announcements", FORM, fields).await
}

#[tokio::test]
async fn members_see_it_until_they_close_it_and_can_look_back() {
    let ((pod, mut alice), other) = (operated("cantine").await, TestPod::new("lanterne").await);
    let (mut bob, mut claire) = (pod.sign_up("bob").await, pod.sign_up("claire").await);
    let mut eve = other.sign_up("eve").await;
    announces(&mut alice, &[("title", "No soup in August"), ("text", "We are *away* <script>x</script>")])
        .await
        .expect(200);
    let feed = bob.get("/feed").await.expect(200);
    assert!(feed.says("No soup in August") && feed.says("We are away"), "{}", feed.text());
    assert_eq!(feed.count(&format!("{ANNOUNCEMENT} em")), 1);
    assert_eq!(feed.count(&format!("{ANNOUNCEMENT} script")), 0);
    let close = feed.form(CLOSE).expect("it can be closed");
    let theirs = eve.get("/announcements").await.expect(200);
    assert!(!theirs.says("soup") && !eve.get("/feed").await.says("soup"));
    bob.browser.send(&close).await.expect(200);
    assert_eq!(bob.get("/feed").await.count(ANNOUNCEMENT), 0);
    assert!(bob.get("/announcements").await.says("No soup in August"));
    assert!(claire.get("/feed").await.says("No soup in August"), "she has not closed it");
    let mut visitor = pod.browser();
    assert!(!visitor.get("/").await.says("soup"), "it is for members");
    assert!(visitor.get("/announcements").await.path.starts_with("/login"));
    bob.get("/operate/announcements").await.expect(404);
    let list = alice.get("/operate/announcements").await.expect(200);
    let asks = list.attributes("a[href$='/withdraw']", "href").remove(0);
    let asked = alice.get(&asks).await.expect(200);
    assert!(asked.says("No soup in August"), "{}", asked.text());
    assert!(claire.get("/feed").await.says("soup"), "to be asked does nothing");
    let withdraw = asked.form("form[action$='/withdraw']").expect("it can be withdrawn");
    alice.browser.send(&withdraw).await.expect(200);
    alice.get(&asks).await.expect(404);
    for path in ["/feed", "/announcements"] {
        assert!(!claire.get(path).await.says("soup"), "{path}");
    }
    let log = alice.get("/operate/audit").await.expect(200);
    for said in ["announced: No soup in August", "withdrawn: No soup in August"] {
        assert!(log.says(said), "{said}: {}", log.text());
    }
}

#[tokio::test]
async fn what_is_for_everyone_is_on_the_front_page_in_its_time() {
    let ((pod, mut alice), other) = (operated("cantine").await, TestPod::new("lanterne").await);
    let form = alice.browser.form("/operate/announcements", FORM).await.with("everyone", "1");
    for (title, from, until) in [
        ("shown to all", "", "2999-01-31"),
        ("not yet", "2999-01-01", ""),
        ("over", "2001-01-01", "2001-01-02"),
    ] {
        let filled = form.clone().set("title", title).set("from", from).set("until", until);
        alice.browser.send(&filled).await.expect(200);
    }
    let front = pod.browser().get("/").await.expect(200);
    assert!(front.says("shown to all") && !front.says("not yet"), "{}", front.text());
    assert_eq!(front.count(ANNOUNCEMENT), 1);
    assert_eq!(front.count(CLOSE), 0, "visitors have nothing to close it with");
    assert!(!other.browser().get("/").await.says("shown to all"));
}

#[tokio::test]
async fn what_is_sent_twice_is_said_once_and_what_was_changed_meanwhile_is_said_too() {
    let (pod, mut alice) = operated("cantine").await;
    let mut bob = pod.sign_up("bob").await;
    let form = alice.browser.form("/operate/announcements", FORM).await.set("title", "Soup at eight");
    for _ in 0..2 {
        alice.browser.send(&form).await.expect(200);
    }
    assert_eq!(bob.get("/feed").await.count(ANNOUNCEMENT), 1);
    // she goes back, and sends what the browser kept of the form
    alice.browser.send(&form.set("title", "Soup at nine")).await.expect(200);
    let feed = bob.get("/feed").await;
    assert!(feed.says("Soup at eight") && feed.says("Soup at nine"), "{}", feed.text());
}

#[tokio::test]
async fn what_is_filled_in_wrongly_comes_back_and_announces_nothing() {
    let (_, mut alice) = operated("cantine").await;
    let long = "x".repeat(201);
    for (title, from, until, told) in [
        ("", "", "", "left empty"),
        (long.as_str(), "", "", "200"),
        ("soup", "soon", "", "no day of the calendar"),
        ("soup", "2026-02-30", "", "no day of the calendar"),
        ("soup", "2999-02-02", "2999-02-01", "before the first"),
    ] {
        let fields = [("title", title), ("from", from), ("until", until), ("text", "typed")];
        let page = announces(&mut alice, &fields).await.expect(422);
        let form = page.form(FORM).expect("the form again");
        assert_eq!(form.value("until"), Some(until));
        assert!(page.count(".summary li") == 1 && page.body.contains("typed"), "{told}: {}", page.text());
    }
    assert_eq!(alice.get("/feed").await.count(ANNOUNCEMENT), 0);
}

#[tokio::test]
async fn the_deployment_says_it_on_the_pods_that_are_named_and_takes_it_back_from_all() {
    let ((pod, mut alice), second) = (operated("cantine").await, TestPod::new("lanterne").await);
    let third = TestPod::new("buvette").await;
    let deployment = pod.deployment();
    let what = ["announce", "A move on Sunday", "--text", "For *an hour*.", "--everyone"];
    let when = ["--until", "2999-01-31", "--pod", pod.host(), "--pod", second.host()];
    let told = deployment.cosse(&[&what[..], &when[..]].concat());
    assert!(told.contains("announced on 2 pods"), "{told}");
    let batch = told.split_whitespace().next().expect("its id").to_owned();
    for pod in [&pod, &second] {
        let front = pod.browser().get("/").await.expect(200);
        for said in ["A move on Sunday", "Announced by the platform"] {
            assert!(front.says(said), "{said}: {}", front.text());
        }
    }
    assert!(!third.browser().get("/").await.says("A move"));
    let list = alice.get("/operate/announcements").await.expect(200);
    let withdraw = list.attributes("a[href$='/withdraw']", "href").pop();
    assert!(list.says("A move on Sunday") && withdraw.is_none(), "{}", list.text());
    let listed = deployment.cosse(&["announcement", "list"]);
    assert!(listed.lines().any(|line| line.contains(&batch) && line.contains("2 pods")), "{listed}");
    deployment.cosse(&["announcement", "withdraw", &batch]);
    eventually("it is gone", async || (!pod.browser().get("/").await.says("A move")).then_some(())).await;
    assert!(!second.browser().get("/").await.says("A move"));
    for wrong in [
        vec!["announcement", "withdraw", batch.as_str()],
        vec!["announce", " "],
        vec!["announce", "x", "--until", "2001-01-01"],
        vec!["announce", "x", "--pod", "nobody-lives-here.example"],
    ] {
        let (_, said, good) = deployment.tries(&wrong);
        assert!(!good && said.starts_with("cosse: "), "{wrong:?}: {said}");
    }
}

#[tokio::test]
async fn what_the_command_line_says_twice_is_said_once_until_it_is_withdrawn() {
    let (pod, second) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let mut bob = pod.sign_up("bob").await;
    let announce = ["announce", "Soup for all", "--pod", pod.host(), "--pod", second.host()];
    let first = pod.deployment().cosse(&announce);
    assert_eq!(pod.deployment().cosse(&announce), first);
    assert_eq!(bob.get("/feed").await.count(ANNOUNCEMENT), 1);
    let batch = first.split_whitespace().next().expect("its id");
    pod.deployment().cosse(&["announcement", "withdraw", batch]);
    let (_, said, good) = pod.deployment().tries(&announce);
    assert!(!good && said.contains(batch) && said.contains("--id"), "{said}");
    for _ in 0..2 {
        let again = pod.deployment().cosse(&[&announce[..], &["--id", "again"]].concat());
        assert!(!again.contains(batch) && again.contains("on 2 pods"), "{again}");
    }
    assert_eq!(bob.get("/feed").await.count(ANNOUNCEMENT), 1);
}

/// An address that nobody else has.
fn address(pod: &TestPod, name: &str) -> String {
    format!("{name}.{}@mail.test", pod.host().replace(".localhost", ""))
}

#[tokio::test]
async fn who_has_confirmed_an_address_gets_announcements_and_the_day_of_closing_by_mail() {
    let (deployment, postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let (hers, other) = (address(&pod, "bob"), address(&pod, "alice"));
    bob.browser.speak("fr");
    for (email, present) in [("bob", PASSWORD), (hers.as_str(), ""), (hers.as_str(), "not hers")] {
        bob.browser
            .submit("/settings/mail", "#letterbox", &[("email", email), ("present", present)])
            .await
            .expect(422);
    }
    for (member, email) in [(&mut bob, &hers), (&mut alice, &other)] {
        let fields = [("email", email.as_str()), ("present", PASSWORD)];
        member.browser.submit("/settings/mail", "#letterbox", &fields).await.expect(200);
    }
    let link = postbox.brings(&hers).await.link("/letterbox/");
    let mut reader = pod.browser();
    let page = reader.get(&link).await.expect(200);
    let elsewhere = TestPod::on(&deployment, "lanterne", &[]).await;
    elsewhere.browser().get(&link).await.expect(404);
    reader.send(&page.form("#yes").expect("a button")).await.expect(200);
    let form = alice.browser.form("/operate/announcements", FORM).await.with("mail", "1");
    alice.browser.send(&form.set("title", "Soup is back").set("text", "On *Thursday*.")).await.expect(200);
    let letter = eventually("it comes by mail", async || {
        postbox.letters(&hers).into_iter().find(|letter| letter.has("subject").contains("Soup is back"))
    })
    .await;
    assert_eq!(letter.link("/announcements"), "/announcements");
    deployment.cosse(&["pod", "close", pod.host(), "--on", "2999-01-31"]);
    eventually("the day comes by mail", async || {
        let letters = postbox.letters(&hers);
        letters.iter().any(|letter| letter.has("subject").contains("31 janvier 2999")).then_some(())
    })
    .await;
    assert_eq!(postbox.letters(&hers).len(), 3);
    assert_eq!(postbox.letters(&other).len(), 1, "she has not confirmed hers");
}
