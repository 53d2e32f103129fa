//! The pod's logo: who gives it one, where it is seen, and what is no logo.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::Value;
use testpod::{Browser, Member, TestPod};

use crate::pictures::{self, png};

/// The form of the logo.
const LOGO: &str = "#logo";

/// A pod with somebody who runs it.
async fn operated(flags: &[&str]) -> (TestPod, Member) {
    let pod = TestPod::with("cantine", flags).await;
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

/// What a form of hers carries.
async fn token(member: &mut Member, path: &str, form: &str) -> String {
    member.browser.form(path, form).await.value("csrf").expect("a token").to_owned()
}

/// Sends the form of the logo: the status and the page.
async fn answer(member: &Member, form: Form) -> (u16, String) {
    let answer = member.browser.request(Method::POST, "/operate/branding/logo").multipart(form).send().await;
    let answer = answer.expect("an answer");
    (answer.status().as_u16(), answer.text().await.unwrap_or_default())
}

/// Sends a file, and what it shows.
pub(crate) async fn send(alice: &mut Member, file: Vec<u8>, name: &str, words: &str) -> (u16, String) {
    let token = token(alice, "/operate/branding", LOGO).await;
    let part = Part::bytes(file).file_name(name.to_owned()).mime_str("image/png").expect("a type");
    let form = Form::new().text("csrf", token).text("words", words.to_owned()).part("picture", part);
    answer(alice, form).await
}

/// The address of the logo on the front page, if there is one.
pub(crate) async fn shown(pod: &TestPod) -> Option<String> {
    pod.browser().get("/").await.expect(200).attributes(".brand img", "src").pop()
}

/// The status of an address, and what lies there.
async fn fetch(browser: &Browser, path: &str) -> (u16, Vec<u8>) {
    let answer = browser.request(Method::GET, path).send().await.expect("an answer");
    (answer.status().as_u16(), answer.bytes().await.expect("a file").to_vec())
}

/// What its listing names as its icon, if it does.
async fn icon(pod: &TestPod) -> Option<Value> {
    let listing = pod.browser().get("/.well-known/pod-listing.json").await.expect(200);
    serde_json::from_str::<Value>(&listing.body).expect("JSON").get("icon").cloned()
}

/// Bytes that the pod's media take.
pub(crate) fn stored(pod: &TestPod) -> u64 {
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    let (_, rest) = shown.split_once("\"storage_used\":").expect("what is used");
    let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next().expect("digits");
    digits.parse().expect("a number")
}

#[tokio::test]
async fn an_operator_gives_the_pod_a_logo_and_all_see_it_at_once() {
    let (pod, mut alice) = operated(&[]).await;
    let blog = format!("/@{}", alice.name);
    let before = pod.browser().get(&blog).await.expect(200);
    assert_eq!(before.count("link[rel='icon'][href^='/mark/']"), 1, "its first letter stands for it");
    assert_eq!(before.count(".brand svg.pod-mark text"), 1);
    let (status, body) = send(&mut alice, png(640, 480), "pot.png", " A pot,\r\n and <steam> ").await;
    assert_eq!(status, 303, "{body}");
    let front = pod.browser().get("/").await.expect(200);
    assert_eq!(front.attributes("img.nameplate-logo", "alt"), ["A pot, and <steam>"]);
    let mut all = front.attributes("link[rel='icon'], link[rel='apple-touch-icon']", "href");
    assert_eq!(all.len(), 3, "{all:?}");
    all.extend(front.attributes("img.nameplate-logo, .brand img", "src"));
    let preview = front.attributes("meta[property='og:image']", "content").pop().expect("a preview");
    let (origin, file) = preview.split_once("/logo/").expect("an address of a logo");
    assert!(origin.starts_with("http") && origin.contains(pod.host()), "{preview}");
    all.push(format!("/logo/{file}"));
    let browser = pod.browser();
    for path in all {
        let answer = browser.request(Method::GET, &path).send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(answer.headers()["content-type"], "image/png", "{path}");
        assert!(answer.headers()["cache-control"].to_str().expect("text").contains("immutable"), "{path}");
        assert!(answer.bytes().await.expect("a file").starts_with(b"\x89PNG"), "{path}");
    }
    let icon = browser.request(Method::GET, "/favicon.ico").send().await.expect("an answer");
    assert!(icon.headers()["location"].to_str().expect("text").ends_with("-32.png"), "{:?}", icon.headers());
    let after = pod.browser().get(&blog).await.expect(200);
    assert_eq!(after.count("link[rel='icon'][href^='/logo/']"), 2, "what is kept of it is another");
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("The logo was changed"), "{}", log.text());
}

#[tokio::test]
async fn a_logo_is_its_pod_s_alone_and_the_platform_shows_it_in_the_directory() {
    let (pod, mut alice) = operated(&[]).await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    assert_eq!(send(&mut alice, png(64, 64), "pot.png", "").await.0, 303);
    let address = shown(&pod).await.expect("a logo");
    let preview = alice.get("/operate/listing").await.expect(200);
    assert_eq!(preview.attributes("article.pod img", "src"), [address.as_str()], "as directories show it");
    let file = address.trim_start_matches("/logo/");
    let platform = pod.deployment().platform();
    assert_eq!(fetch(&pod.browser(), &address).await.0, 200);
    assert_eq!(fetch(&other.browser(), &address).await.0, 404);
    assert_eq!(fetch(&platform, &address).await.0, 404);
    assert_eq!(fetch(&platform, &format!("/logo/{}/{file}", pod.host())).await.0, 200);
    assert_eq!(fetch(&platform, &format!("/logo/{}/{file}", other.host())).await.0, 404);
    assert_eq!(fetch(&platform, &format!("/logo/nowhere.localhost/{file}")).await.0, 404);
}

#[tokio::test]
async fn what_is_no_picture_or_a_bomb_is_refused_with_a_sentence_and_the_old_logo_stays() {
    let (pod, mut alice) = operated(&[]).await;
    assert_eq!(send(&mut alice, png(64, 64), "pot.png", "").await.0, 303);
    let (before, used) = (shown(&pod).await.expect("a logo"), stored(&pod));
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0;".to_vec();
    let unreadable = "We cannot read this picture";
    let files = [
        ("a text", b"not a picture at all".to_vec(), "logo.png", unreadable),
        ("an SVG", svg, "logo.svg", unreadable),
        ("an animation", gif, "logo.gif", unreadable),
        ("broken off", png(64, 64)[..60].to_vec(), "logo.png", unreadable),
        ("a bomb", png(30_000, 30_000), "logo.png", unreadable),
        ("six megabytes", vec![0; 6_000_000], "logo.png", "This file is too big"),
    ];
    for (what, file, name, sentence) in files {
        let (status, body) = send(&mut alice, file, name, "").await;
        assert_eq!(status, 422, "{what}: {body}");
        assert!(body.contains(sentence), "{what}: {body}");
    }
    let (status, body) = send(&mut alice, png(64, 32), "pot.png", &"x".repeat(201)).await;
    assert!(status == 422 && body.contains("200"), "{body}");
    assert_eq!((shown(&pod).await, stored(&pod)), (Some(before), used));
}

#[tokio::test]
async fn without_a_file_only_the_words_are_changed_where_there_is_a_logo() {
    let (pod, mut alice) = operated(&[]).await;
    let (status, body) = send(&mut alice, Vec::new(), "", "A pot").await;
    assert!(status == 422 && body.contains("There is no logo yet"), "{body}");
    assert_eq!(send(&mut alice, png(64, 64), "pot.png", "").await.0, 303);
    let before = shown(&pod).await;
    assert_eq!(send(&mut alice, Vec::new(), "", "A pot").await.0, 303);
    let front = pod.browser().get("/").await.expect(200);
    assert_eq!(front.attributes("img.nameplate-logo", "alt"), ["A pot"]);
    assert_eq!(front.attributes(".brand img", "src").pop(), before);
}

#[tokio::test]
async fn a_logo_is_removed_brought_back_and_forgotten_and_gives_its_bytes_back() {
    let (pod, mut alice) = operated(&[]).await;
    assert_eq!(send(&mut alice, png(64, 64), "pot.png", "").await.0, 303);
    let (first, one) = (shown(&pod).await.expect("a logo"), stored(&pod));
    assert!(one > 0, "it counts");
    let token = token(&mut alice, "/operate/branding", LOGO).await;
    let (status, body) = answer(&alice, Form::new().text("csrf", token).text("remove", "1")).await;
    assert_eq!(status, 303, "{body}");
    assert_eq!((shown(&pod).await, stored(&pod)), (None, one), "it is kept, to be brought back");
    assert_eq!(fetch(&pod.browser(), &first).await.0, 404, "nobody else sees it any more");
    assert_eq!(fetch(&alice.browser, &first).await.0, 200, "whoever may bring it back does");
    let restore = "form[action='/operate/branding/logo/restore']";
    alice.browser.submit("/operate/branding", restore, &[]).await.expect(200);
    assert_eq!(shown(&pod).await, Some(first.clone()));
    assert_eq!(send(&mut alice, png(64, 32), "wide.png", "").await.0, 303);
    let second = shown(&pod).await.expect("a logo");
    assert!(second != first && stored(&pod) > one, "both count");
    alice.browser.submit("/operate/branding", restore, &[]).await.expect(200);
    assert_eq!(shown(&pod).await, Some(first.clone()), "back to the one before");
    let branding = alice.get("/operate/branding").await.expect(200);
    let asks = branding.attributes("a[href$='/forget']", "href").remove(0);
    let asked = alice.get(&asks).await.expect(200);
    assert!(asked.says("It cannot be brought back"), "{}", asked.text());
    assert_eq!(fetch(&alice.browser, &second).await.0, 200, "to be asked does nothing");
    let forget = asked.form("form[action='/operate/branding/logo/forget']").expect("a yes");
    let page = alice.browser.send(&forget).await.expect(200);
    assert_eq!(page.count("a[href$='/forget']"), 0);
    alice.get(&asks).await.expect(404);
    assert_eq!((shown(&pod).await, stored(&pod)), (Some(first), one));
    assert_eq!(fetch(&alice.browser, &second).await.0, 404);
}

#[tokio::test]
async fn a_logo_is_given_by_command_line_too() {
    let pod = TestPod::new("cantine").await;
    let folder = tempfile::tempdir().expect("a folder");
    let (picture, text) = (folder.path().join("pot.png"), folder.path().join("text.png"));
    std::fs::write(&picture, png(64, 64)).expect("a file");
    std::fs::write(&text, "no picture").expect("a file");
    let (picture, text) = (picture.to_str().expect("a path"), text.to_str().expect("a path"));
    let (_, said, done) = pod.deployment().tries(&["pod", "logo", "set", pod.host(), text]);
    assert!(!done && said.contains("cannot be read"), "{said}");
    pod.deployment().cosse(&["pod", "logo", "set", pod.host(), picture, "--words", "A pot"]);
    let first = testpod::eventually("the logo is seen", async || shown(&pod).await).await;
    let named = testpod::eventually("other directories hear of it", async || icon(&pod).await).await;
    let href = named["href"].as_str().expect("an address");
    let (_, path) = href.split_once("/logo/").expect("a logo");
    let (status, bytes) = fetch(&pod.browser(), &format!("/logo/{path}")).await;
    assert_eq!((status, &named["sha256"]), (200, &directory::signed::hex(&bytes).into()));
    assert!(named["alt"].to_string().contains("A pot"), "{named}");
    pod.deployment().cosse(&["pod", "logo", "remove", pod.host()]);
    testpod::eventually("nobody hears of it", async || icon(&pod).await.is_none().then_some(())).await;
    testpod::eventually("it is gone", async || shown(&pod).await.is_none().then_some(())).await;
    pod.deployment().cosse(&["pod", "logo", "restore", pod.host()]);
    let back = testpod::eventually("it is back", async || shown(&pod).await).await;
    assert_eq!(first, back);
}

#[tokio::test]
async fn a_pod_whose_media_are_full_takes_no_logo() {
    let (pod, mut alice) = operated(&["--storage-max", "100"]).await;
    let (status, body) = send(&mut alice, png(64, 64), "pot.png", "").await;
    assert_eq!(status, 422, "{body}");
    assert!(body.contains("media are full"), "{body}");
    assert_eq!((shown(&pod).await, stored(&pod)), (None, 0));
}

#[tokio::test]
async fn a_pod_that_is_given_less_room_than_it_uses_keeps_all_and_takes_nothing_new() {
    let (pod, mut alice) = operated(&[]).await;
    assert_eq!(send(&mut alice, png(64, 64), "pot.png", "").await.0, 303);
    assert_eq!(pictures::send(&mut alice, png(64, 64), "image/png", "me.png").await.0, 303);
    let settings = alice.get("/settings").await.expect(200);
    let face = settings.attributes(r#"img[src^="/media/"]"#, "src").remove(0);
    let (logo, used) = (shown(&pod).await.expect("a logo"), stored(&pod));
    pod.deployment().cosse(&["pod", "set", pod.host(), "--storage-max", "1"]);
    for (status, body) in [
        send(&mut alice, png(64, 32), "wide.png", "").await,
        pictures::send(&mut alice, png(320, 320), "image/png", "large.png").await,
    ] {
        assert!(status == 422 && body.contains("media are full"), "{status}: {body}");
    }
    assert_eq!((shown(&pod).await, stored(&pod)), (Some(logo.clone()), used), "nothing is deleted");
    let settings = alice.get("/settings").await.expect(200);
    assert_eq!(settings.attributes(r#"img[src^="/media/"]"#, "src").first(), Some(&face));
    for path in [&logo, &face] {
        let (status, file) = fetch(&alice.browser, path).await;
        assert!(status == 200 && file.starts_with(b"\x89PNG"), "{path}: {status}");
    }
}

#[tokio::test]
async fn only_who_runs_the_pod_and_no_forged_form_changes_its_logo() {
    let (pod, mut alice) = operated(&[]).await;
    let mut bob = pod.sign_up("bob").await;
    let form = |token: &str| {
        let part = Part::bytes(png(64, 64)).file_name("pot.png").mime_str("image/png").expect("a type");
        Form::new().text("csrf", token.to_owned()).part("picture", part)
    };
    let his = token(&mut bob, "/settings", "form[action='/settings/picture']").await;
    assert_eq!(answer(&bob, form(&his)).await.0, 404);
    for token in ["", "guessed", his.as_str()] {
        assert_eq!(answer(&alice, form(token)).await.0, 403, "{token}");
    }
    let hers = token(&mut alice, "/operate/branding", LOGO).await;
    let request = alice.browser.request(Method::POST, "/operate/branding/logo").multipart(form(&hers));
    let elsewhere = request.header("origin", "https://evil.example").send().await.expect("an answer");
    assert_eq!(elsewhere.status(), 403);
    assert_eq!(shown(&pod).await, None);
}
