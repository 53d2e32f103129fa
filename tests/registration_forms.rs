//! Signing up where the pod's own XMPP server asks for more than a name and a password: `/register`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use testpod::page::REGISTER;
use testpod::{ASKS, Browser, Deployment, Form, Kind, PASSWORD, Page, SPEAKS, Server, TestPod, eventually};

/// Bytes before the first sample of a sound.
const WAV_HEAD: usize = 44;

/// A pod whose own accounts are at a server that asks.
async fn pod(kind: Kind, flags: &[&str]) -> TestPod {
    let flags = [&["--xmpp-domain", ASKS], flags].concat();
    TestPod::on(&Deployment::of(kind), "cantine", &flags).await
}

/// The page with what the server asks. One that has just begun may not answer in time; the page is a plain one then.
async fn asked(browser: &mut Browser) -> Page {
    eventually("the page has what the server asks", async || {
        let page = browser.get("/register").await.expect(200);
        (page.count(r#"[name^="x."]"#) > 0).then_some(page)
    })
    .await
}

/// Answered with the form again, which has kept all but the password.
fn again(page: Page, username: &str) -> Form {
    let page = page.expect(422);
    assert!(!page.alert().is_empty(), "nothing says what is wrong: {}", page.text());
    let form = page.form(REGISTER).expect("the same form again");
    assert_eq!((form.value("username"), form.value("password").unwrap_or_default()), (Some(username), ""));
    form
}

/// The answer to the riddle of a page, as somebody reads it who sees the picture.
fn answer(page: &Page) -> String {
    let picture = page.attributes("img.riddle", "src").remove(0);
    let bytes = picture.strip_prefix("data:image/png;base64,").expect("a picture in the page itself");
    let picture = image::load_from_memory(&STANDARD.decode(bytes).expect("base64")).expect("a picture");
    let (side, grey) = (picture.height(), picture.to_luma8());
    (0..picture.width() / side).map(|number| char::from(grey.get_pixel(number * side, 0).0[0])).collect()
}

#[tokio::test]
async fn what_a_server_asks_for_is_filled_in_and_kept_when_something_is_wrong() {
    let pod = pod(Kind::Prosody, &[]).await;
    let mut browser = pod.browser();
    let page = asked(&mut browser).await;
    assert!(page.says("Your <b>pet</b>") && page.count("main form b") == 0, "words are words: {}", page.body);
    assert!(page.says("shown to nobody"), "{}", page.text());
    let filled = |form: Form, username: &str, email: &str| {
        let form = form.set("username", username).set("password", PASSWORD);
        form.set("x.email", email).set("x.pet", "dog").set("x.news", "1")
    };
    let first = filled(page.form(REGISTER).expect("a form"), "newcomer", "");
    let form = again(browser.send(&first).await, "newcomer");
    assert_eq!((form.value("x.pet"), form.value("x.news")), (Some("dog"), Some("1")));
    let page = browser.send(&filled(form, "newcomer", "new@comer.example")).await.expect(200);
    assert_eq!(page.path, "/welcome", "{}", page.text());
    let mut other = pod.browser();
    let taken = filled(other.form("/register", REGISTER).await, "newcomer", "other@comer.example");
    let form = again(other.send(&taken).await, "newcomer");
    assert_eq!(form.value("x.email"), Some("other@comer.example"));
    let page = other.send(&filled(form, "another", "other@comer.example")).await.expect(200);
    assert_eq!(page.path, "/welcome", "{}", page.text());
}

#[tokio::test]
async fn a_riddle_is_solved_or_asked_anew_and_takes_no_place_meanwhile() {
    let pod = pod(Kind::Ejabberd, &["--members-max", "1"]).await;
    let mut browser = pod.browser();
    let page = asked(&mut browser).await;
    let links = page.attributes("main a", "href");
    assert!(
        links.iter().any(|link| link == "/about"),
        "who cannot see it is told who helps: {}",
        page.text()
    );
    let first = answer(&page);
    let filled = |page: &Page, answer: &str| {
        let form = page.form(REGISTER).expect("a form");
        form.set("username", "newcomer").set("password", PASSWORD).set("x.ocr", answer)
    };
    let page = browser.send(&filled(&page, "no idea")).await.expect(422);
    assert_eq!(again(page.clone(), "newcomer").value("x.ocr"), Some(""));
    assert_ne!(answer(&page), first, "a new one each time");
    // a token that is not, or not any more
    let lost = filled(&page, &answer(&page)).set("form", "0123");
    let page = browser.send(&lost).await.expect(422);
    again(page.clone(), "newcomer");
    let page = browser.send(&filled(&page, &answer(&page))).await.expect(200);
    assert_eq!(page.path, "/welcome", "{}", page.text());
}

/// The same as somebody understands it who hears the sound: each of its samples is a character.
fn heard(page: &Page) -> String {
    let sound = page.attributes("audio.riddle[controls]", "src").remove(0);
    let bytes = sound.strip_prefix("data:audio/wav;base64,").expect("a sound in the page itself");
    let samples = STANDARD.decode(bytes).expect("base64").split_off(WAV_HEAD);
    String::from_utf8(samples).expect("characters")
}

#[tokio::test]
async fn a_riddle_is_solved_by_who_hears_it_and_sees_nothing() {
    let deployment = Deployment::on(Server::speaking(), &[]);
    let pod = TestPod::on(&deployment, "cantine", &["--xmpp-domain", SPEAKS]).await;
    let mut browser = pod.browser();
    let page = asked(&mut browser).await;
    assert_eq!(page.count("img.riddle"), 0);
    assert!(page.says("Write the words you hear") && page.says("cannot hear the sound"), "{}", page.text());
    let first = heard(&page);
    let filled = |page: &Page, answer: &str| {
        let form = page.form(REGISTER).expect("a form");
        form.set("username", "newcomer").set("password", PASSWORD).set("x.speech_recog", answer)
    };
    let wrong = browser.send(&filled(&page, "no idea")).await.expect(422);
    assert_eq!(again(wrong.clone(), "newcomer").value("x.speech_recog"), Some(""));
    assert_ne!(heard(&wrong), first, "a new one each time");
    for page in [&page, &wrong] {
        let policy = page.header("content-security-policy");
        assert!(policy.contains("media-src data:"), "browsers play it: {policy}");
    }
    let page = browser.send(&filled(&wrong, &heard(&wrong))).await.expect(200);
    assert_eq!(page.path, "/welcome", "{}", page.text());
    assert!(!page.header("content-security-policy").contains("media-src"), "on no other page");
}

#[tokio::test]
async fn each_riddle_is_its_readers_and_its_pods_own() {
    let here = pod(Kind::Ejabberd, &[]).await;
    let there = TestPod::on(here.deployment(), "lanterne", &["--xmpp-domain", ASKS]).await;
    let (mut alice, mut bob, mut claire) = (here.browser(), here.browser(), there.browser());
    let hers = asked(&mut alice).await;
    let his = asked(&mut bob).await;
    let far = asked(&mut claire).await;
    let filled = |page: &Page, name: &str, answer: &str| {
        let form = page.form(REGISTER).expect("a form");
        form.set("username", name).set("password", PASSWORD).set("x.ocr", answer)
    };
    let hers = alice.send(&filled(&hers, "one", &answer(&his))).await;
    again(hers.clone(), "one");
    let token = far.form(REGISTER).expect("a form").value("form").expect("a token").to_owned();
    again(alice.send(&filled(&hers, "one", &answer(&far)).set("form", &token)).await, "one");
    for (browser, page, name) in [(&mut bob, his, "two"), (&mut claire, far, "three")] {
        let page = browser.send(&filled(&page, name, &answer(&page))).await.expect(200);
        assert_eq!(page.path, "/welcome", "{}", page.text());
    }
}
