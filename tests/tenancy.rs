//! Pods do not see each other, and members see only what is theirs.

pub(crate) mod things;
mod walk;

use testpod::page::{PUBLISH, SIGN_IN};
use testpod::{PASSWORD, TestPod, befriend};

#[tokio::test]
async fn a_cookie_of_one_pod_is_nothing_on_another() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let mut alice = cantine.sign_up("alice").await;
    assert!(alice.is_signed_in().await);
    let mut thief = lanterne.browser();
    thief.steal(&alice.browser);
    let page = thief.get("/feed").await;
    assert!(page.path.starts_with("/login"), "{} {}", page.path, page.text());
    assert!(!thief.get("/").await.says(&alice.name));
}

#[tokio::test]
async fn one_account_on_two_pods_has_browsers_on_each_that_the_other_neither_names_nor_ends() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let mut alice = cantine.sign_up("alice").await;
    let mut second = cantine.sign_in(&alice.jid).await;
    let mut there = lanterne.sign_in(&alice.jid).await;
    let ids = alice.get("/settings").await.expect(200).attributes(r#"[name="browser"]"#, "value");
    let settings = there.get("/settings").await.expect(200);
    assert!(!ids.is_empty() && ids.iter().all(|id| !settings.body.contains(id)), "{}", settings.body);
    let token = there.browser.form("/feed", PUBLISH).await.value("csrf").expect("a token").to_owned();
    for id in &ids {
        let fields = [("csrf", token.as_str()), ("browser", id.as_str())];
        let request = there.browser.request(reqwest::Method::POST, "/settings/browsers").form(&fields);
        let status = request.send().await.expect("an answer").status();
        assert!(matches!(status.as_u16(), 303 | 404), "{status}");
    }
    assert!(alice.is_signed_in().await && second.is_signed_in().await && there.is_signed_in().await);
}

#[tokio::test]
async fn a_cookie_is_for_its_own_host_only() {
    let pod = TestPod::new("cantine").await;
    let browser = pod.browser();
    let answer = browser.request(reqwest::Method::GET, "/login").send().await.unwrap();
    let cookies: Vec<_> =
        answer.headers().get_all("set-cookie").iter().map(|it| it.to_str().unwrap().to_lowercase()).collect();
    assert!(!cookies.is_empty(), "a cookie before sign-in, for the form's token");
    for cookie in cookies {
        assert!(!cookie.contains("domain="), "{cookie}");
        assert!(
            cookie.contains("httponly") && cookie.contains("samesite=lax") && cookie.contains("path=/"),
            "{cookie}"
        );
    }
}

#[tokio::test]
async fn a_form_without_its_token_or_from_elsewhere_is_refused() {
    let (pod, sibling) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let mut alice = pod.sign_up("alice").await;
    let form = alice.browser.form("/feed", PUBLISH).await.set("body", "not from her");
    let refused = [
        alice.browser.send(&form.clone().without("csrf")).await,
        alice.browser.send(&form.clone().set("csrf", "guessed")).await,
        alice.browser.send_from(&form, sibling.browser().origin()).await,
        alice.browser.send_from(&form, pod.deployment().platform().origin()).await,
        alice.browser.send_from(&form, "https://evil.example").await,
        alice.browser.send_from(&form, "null").await,
    ];
    for page in refused {
        assert!(page.status.is_client_error(), "{} {}", page.status, page.text());
    }
    alice.post("from her", "contacts").await;
    assert!(alice.get("/feed").await.post("not from her").is_none());
}

#[tokio::test]
async fn the_token_of_one_browser_does_not_serve_another() {
    let pod = TestPod::new("cantine").await;
    let jid = pod.sign_up("alice").await.jid;
    let (mut mine, mut theirs) = (pod.browser(), pod.browser());
    let form = mine.form("/login", SIGN_IN).await.set("jid", &jid).set("password", PASSWORD);
    theirs.get("/login").await.expect(200);
    let page = theirs.send(&form).await;
    assert!(page.status.is_client_error(), "{} {}", page.status, page.text());
}

#[tokio::test]
async fn a_token_is_good_on_its_own_host_and_until_the_next_sign_in_only() {
    let (pod, sibling) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let jid = pod.sign_up("alice").await.jid;
    let mut browser = pod.browser();
    let form = browser.form("/login", SIGN_IN).await.set("jid", &jid).set("password", PASSWORD);
    let mut elsewhere = sibling.browser();
    elsewhere.steal(&browser);
    elsewhere.send(&form).await.expect(403);
    assert!(elsewhere.get("/feed").await.path.starts_with("/login"), "another pod's token is none");
    browser.send(&form).await.expect(200);
    let mut copy = browser.clone();
    browser.send(&form).await.expect(403);
    copy.submit("/settings", "form[action='/settings/language']", &[("language", "fr")]).await.expect(200);
    let replayed = copy.form("/settings", "form[action='/settings/language']").await;
    let out = copy.form("/logout", "form[action='/logout']").await;
    copy.send(&out).await.expect(200);
    let again = copy.form("/login", SIGN_IN).await.set("jid", &jid).set("password", PASSWORD);
    copy.send(&again).await.expect(200);
    let page = copy.send(&replayed.set("language", "en")).await;
    assert_eq!(page.status, 403, "what was shown before the last sign-in is worth nothing");
}

/// Everywhere that a post could be seen from.
async fn is_hidden_from(stranger: &mut testpod::Browser, link: &str, author: &testpod::Member, secret: &str) {
    let mut paths =
        vec![link.to_owned(), format!("{link}?comments=1"), format!("{link}/delete"), format!("{link}/edit")];
    paths.extend(
        ["/", "/feed", "/feed?filter=pod", "/feed?filter=communities", "/contacts", "/notifications"]
            .map(str::to_owned),
    );
    paths.extend([
        format!("/@{}", author.name),
        format!("/@{}/feed.atom", author.name),
        format!("/contact/{}", author.jid),
    ]);
    let item = link.rsplit('/').next().unwrap_or_default();
    paths.push(format!("/@{}/{item}", author.name));
    for path in paths {
        let page = stranger.get(&path).await;
        assert!(!page.body.contains(secret), "{path} shows it: {}", page.text());
        assert!(!page.status.is_server_error(), "{path}: {}", page.status);
    }
    let page = stranger.get(link).await;
    assert!(page.status == 404 || page.path.starts_with("/login"), "{} {}", page.status, page.path);
}

#[tokio::test]
async fn a_stranger_on_the_same_pod_does_not_see_what_is_for_contacts_by_any_route() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    let mut mallory = pod.sign_up("mallory").await;
    befriend(&mut alice, &mut bob).await;
    let mut overheard = mallory.events().await;
    let post = alice.post("a secret among friends", "contacts").await;
    let seen = bob.sees("a secret among friends").await;
    bob.comment(&seen, "a secret among friends, and an answer").await.expect(200);
    for link in [&post.link, &seen.link] {
        is_hidden_from(&mut mallory.browser, link, &alice, "a secret among friends").await;
        is_hidden_from(&mut pod.browser(), link, &alice, "a secret among friends").await;
    }
    mallory.publish("my own post, after hers", "contacts").await.expect(200);
    let event = overheard
        .until("anything of it", |it| it.data.contains("secret") || it.data.contains("after hers"))
        .await;
    assert!(event.data.contains("after hers"), "her stream carries it: {event:?}");
}

#[tokio::test]
async fn a_stranger_cannot_comment_on_what_she_may_not_read() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut mallory) = (pod.sign_up("alice").await, pod.sign_up("mallory").await);
    let post = alice.post("not for mallory", "contacts").await;
    let own = mallory.post("her own", "contacts").await;
    let mut form = mallory.browser.form(&own.link, testpod::page::COMMENT).await.set("body", "uninvited");
    form.action = format!("{}/comment", post.link);
    let page = mallory.browser.send(&form).await;
    assert!(page.status.is_client_error(), "{} {}", page.status, page.text());
    assert!(!alice.get(&post.link).await.says("uninvited"));
}

#[tokio::test]
async fn a_stranger_cannot_delete_what_is_not_hers() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut mallory) = (pod.sign_up("alice").await, pod.sign_up("mallory").await);
    let post = alice.post("stays where it is", "everyone").await;
    let own = mallory.post("her own", "contacts").await;
    let mut form = mallory.browser.form(&format!("{}/delete", own.link), testpod::page::DELETE).await;
    form.action = format!("{}/delete", post.link);
    let page = mallory.browser.send(&form).await;
    assert!(page.status.is_client_error(), "{} {}", page.status, page.text());
    alice.sees("stays where it is").await;
}

#[tokio::test]
async fn a_host_that_is_no_pod_is_not_found() {
    let pod = TestPod::new("cantine").await;
    for path in ["/", "/login", "/feed"] {
        pod.deployment().browser("nobody-lives-here.localhost").get(path).await.expect(404);
    }
}

#[tokio::test]
async fn what_belongs_to_another_pod_is_not_there() {
    let (pod, other) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, mut eve) = (pod.sign_up("alice").await, other.sign_up("eve").await);
    let post = alice.post("said in the other house", "contacts").await;
    let public = alice.post("said aloud in the other house", "everyone").await;
    let browsers = r#"form[action="/settings/browsers"]:has([name="browser"])"#;
    let mut second = pod.sign_in(&alice.jid).await;
    let theirs = alice.browser.form("/settings", browsers).await;
    let id = theirs.value("browser").expect("an id").to_owned();
    for path in [
        post.link.clone(),
        format!("{}/delete", post.link),
        public.link.clone(),
        format!("{}/delete", public.link),
        format!("/@{}", alice.name),
        format!("/@{}/feed.atom", alice.name),
        format!("/contact/{}/remove", alice.jid),
    ] {
        let page = eve.get(&path).await;
        assert!(page.status == 404, "{path}: {} {}", page.status, page.text());
    }
    assert!(!eve.get(&format!("/contact/{}", alice.jid)).await.says("in the other house"));
    let token = eve.browser.form("/feed", PUBLISH).await.value("csrf").expect("a token").to_owned();
    let acts = [
        (format!("{}/comment", post.link), "body", "uninvited"),
        (format!("{}/like", public.link), "body", "x"),
        (format!("{}/delete", public.link), "body", "x"),
        ("/settings/browsers".to_owned(), "browser", id.as_str()),
        (format!("/waiting/{id}/again"), "body", "x"),
        (format!("/waiting/{id}/discard"), "body", "x"),
    ];
    for (path, name, value) in acts {
        let fields = [("csrf", token.as_str()), (name, value)];
        let answer = eve.browser.request(reqwest::Method::POST, &path).form(&fields).send().await.unwrap();
        assert!(matches!(answer.status().as_u16(), 303 | 404), "{path}: {}", answer.status());
    }
    assert!(second.is_signed_in().await, "her browser is not eve's to end");
    assert!(!alice.get(&post.link).await.expect(200).says("uninvited"));
    alice.sees("said aloud in the other house").await;
}
