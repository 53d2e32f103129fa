//! What a pod says of itself beside its name: a welcome, links, and the languages that are spoken there.

use serde_json::json;
use testpod::{TestPod, eventually};

use crate::api::{ALL, Program};

/// The form of welcome, links and languages.
const INTRODUCTION: &str = "#introduction";

/// The welcome, where it is read.
const WELCOME: &str = ".welcome";

/// A welcome of somebody who would like to do more than that.
const HOSTILE: &str = "The *soup* is warm.\n\n<script>alert(1)</script>\n\n\
    [Eat](javascript:alert(2)) <b onclick=\"alert(3)\">bread</b> </div></main><img src=x onerror=alert(4)>";

#[tokio::test]
async fn links_and_languages_are_given_by_operators_and_seen_by_all() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let form = alice.browser.form("/operate/branding", INTRODUCTION).await;
    let links = "https://soup.example/wiki Our <wiki>\nmailto:us@soup.example";
    let typed = form.set("links", links).set("languages", "br, EN");
    let saved = alice.browser.send(&typed).await.expect(200);
    let saved = saved.form(INTRODUCTION).expect("the form");
    assert_eq!(saved.value("languages"), Some("br"), "its own language need not be said");
    for path in ["/", "/about"] {
        let page = pod.browser().get(path).await.expect(200);
        assert_eq!(page.texts("a[href='https://soup.example/wiki']"), ["Our <wiki>"], "{path}");
        assert_eq!(page.count("a[href='mailto:us@soup.example']"), 1, "{path}");
        assert!(!other.browser().get(path).await.expect(200).body.contains("soup.example"), "{path}");
    }
    for (language, is_listed) in [("en", true), ("br", true), ("de", false)] {
        let found = format!("/pods?q={}&language={language}", pod.host());
        eventually(&format!("{language}: listed is {is_listed}"), async || {
            let page = pod.deployment().platform().get(&found).await.expect(200);
            let lists = page.texts("article.pod .address").iter().any(|it| it == pod.host());
            (lists == is_listed).then_some(())
        })
        .await;
    }
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("links or further languages were changed"), "{}", log.text());
    let his = bob.browser.form("/settings", "form[action='/settings/language']").await;
    bob.browser.send(&his.act("/operate/branding/introduction")).await.expect(404);
}

#[tokio::test]
async fn what_should_not_be_linked_is_refused_and_what_was_typed_stays() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let form = alice.browser.form("/operate/branding", INTRODUCTION).await;
    let bad = form.clone().set("links", "javascript:alert(1) soup").set("languages", "breton");
    let page = alice.browser.send(&bad).await.expect(422);
    assert!(page.says("is no address that begins with") && page.says("is no language"), "{}", page.text());
    assert_eq!(page.form(INTRODUCTION).expect("the form").value("links"), Some("javascript:alert(1) soup"));
    let many = "https://soup.example soup\n".repeat(11);
    let page = alice.browser.send(&form.set("links", &many)).await.expect(422);
    assert!(page.says("At most 10"), "{}", page.text());
    assert_eq!(pod.browser().get("/about").await.expect(200).count("#links"), 0);
}

#[tokio::test]
async fn visitors_and_newcomers_are_welcomed_and_html_in_it_is_no_html() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    let mut eve = other.sign_up("eve").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    for page in [pod.browser().get("/").await, bob.get("/welcome").await] {
        assert_eq!(page.expect(200).count(WELCOME), 0, "nobody said anything");
    }
    let form = alice.browser.form("/operate/branding", INTRODUCTION).await;
    alice.browser.send(&form.clone().set("welcome", HOSTILE)).await.expect(200);
    for page in [pod.browser().get("/").await, bob.get("/welcome").await] {
        let page = page.expect(200);
        assert_eq!(page.texts(".welcome em"), ["soup"], "{}", page.body);
        assert!(page.says("The soup is warm.") && page.says("bread"), "{}", page.text());
        assert_eq!(page.count(".welcome script, .welcome [onclick], .welcome img"), 0, "{}", page.body);
        assert!(!page.body.contains("javascript:") && !page.body.contains("onerror"), "{}", page.body);
    }
    for page in [other.browser().get("/").await, eve.get("/welcome").await] {
        assert_eq!(page.expect(200).count(WELCOME), 0, "it is another pod's");
    }
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("The welcome, links or further languages were changed"), "{}", log.text());
    let long = "x".repeat(5_001);
    let again = alice.browser.send(&form.clone().set("welcome", &long)).await.expect(422);
    assert!(again.says("at most 5,000 characters"), "{}", again.text());
    assert_eq!(again.form(INTRODUCTION).expect("the form").value("welcome"), Some(long.as_str()));
    assert!(pod.browser().get("/").await.says("The soup is warm."), "it stays");
    alice.browser.send(&form.set("welcome", " \n ")).await.expect(200);
    assert_eq!(pod.browser().get("/").await.expect(200).count(WELCOME), 0, "nothing is said any more");
}

/// The front page welcomes in these words.
async fn welcomes(pod: &TestPod, words: &str) {
    let seen = async || (pod.browser().get("/").await.texts(WELCOME) == [words]).then_some(());
    eventually(&format!("visitors read {words}"), seen).await;
}

#[tokio::test]
async fn a_welcome_is_written_by_a_program_and_by_command_and_taken_back() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let at = format!("{}/introduction", program.path_of(&pod).await);
    let new = json!({ "welcome": "Hello *you*", "languages": ["br"] });
    let said = program.patch(&at, new).await.expect(200);
    assert_eq!(said["welcome"], "Hello *you*");
    welcomes(&pod, "Hello you").await;
    let long = "x".repeat(5_001);
    program.patch(&at, json!({ "welcome": long })).await.expect(422);
    let set =
        |flags: &[&str]| pod.deployment().tries(&[&["pod", "introduction", pod.host()][..], flags].concat());
    let (_, why, good) = set(&["--welcome", &long]);
    assert!(!good && why.contains("welcome"), "{why}");
    assert_eq!(program.get(&at).await.expect(200), said, "what is too long changes nothing");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("welcome.md");
    std::fs::write(&file, "- Come **in**\n").expect("a file");
    assert!(set(&["--welcome-file", &file.display().to_string()]).2);
    welcomes(&pod, "Come in").await;
    let kept = program.get(&at).await.expect(200);
    assert_eq!((&kept["welcome"], &kept["languages"]), (&json!("- Come **in**"), &json!(["br"])));
    assert!(set(&[]).0.contains("welcome    - Come **in**"));
    let shown = || pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown().contains(r#""welcome":"- Come **in**""#), "{}", shown());
    assert!(set(&["--welcome", ""]).2);
    assert!(shown().contains(r#""welcome":"""#), "{}", shown());
    let front = async || pod.browser().get("/").await.count(WELCOME) == 0;
    eventually("nothing is said any more", async || front().await.then_some(())).await;
}
