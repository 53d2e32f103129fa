//! What is typed into fields: anything at all, and never an error of ours.

use testpod::page::{ADD_CONTACT, COMMENT, PUBLISH, REGISTER, SIGN_IN};
use testpod::{Browser, Form, PASSWORD, Page, TestPod};

/// What somebody may type, paste or forge.
fn typed() -> Vec<String> {
    let mut all: Vec<String> =
        ["\u{0}", "a\u{0}b", "a\u{1}\u{b}\u{1f}b", "\u{202e}evil\u{2066}", "\u{fffe}\u{ffff}", "a\r\nb\tc"]
            .map(str::to_owned)
            .into();
    all.extend(
        ["'\"><script>alert(1)</script>", "{{7*7}} %s %n ${x}", "\u{1f469}\u{200d}\u{1f373}", "../../x"]
            .map(str::to_owned),
    );
    all.push("x".repeat(5_000));
    all.push("\u{1f469}".repeat(5_000));
    all.push(format!("{}@alpha.test", "x".repeat(5_000)));
    all.push("bob\u{0}@alpha.test".to_owned());
    all.push("bob@alpha\u{0}.test".to_owned());
    all.push("bob@[::1]".to_owned());
    all
}

/// A form comes back as a page, with what was typed and a sentence, or was taken.
fn is_sound(page: &Page, form: &Form, field: &str, text: &str) {
    let short: String = text.chars().take(40).collect();
    let what = format!("{} {field}={short:?}", form.action);
    assert!(
        matches!(page.status.as_u16(), 200 | 403 | 404 | 413 | 422),
        "{what}: {} {}",
        page.status,
        page.text()
    );
    assert!(!page.body.contains("<script>alert"), "{what}");
    if page.status == 422 {
        assert!(!page.alert().is_empty(), "{what}: no sentence: {}", page.text());
    }
}

async fn try_all(browser: &mut Browser, path: &str, selector: &str, fields: &[&str]) {
    for field in fields {
        for text in typed() {
            let form = browser.form(path, selector).await;
            let filled = match selector {
                REGISTER if *field != "password" => form.clone().set("password", PASSWORD),
                _ => form.clone(),
            };
            let page = browser.send(&filled.set(field, &text)).await;
            is_sound(&page, &form, field, &text);
        }
    }
}

#[tokio::test]
async fn a_visitor_may_type_anything() {
    let pod = TestPod::new("cantine").await;
    for (path, selector, fields) in
        [("/login", SIGN_IN, ["jid", "password"]), ("/register", REGISTER, ["username", "password"])]
    {
        for field in fields {
            for text in typed() {
                // a name that is taken by chance signs in: each try has a browser of its own
                let mut browser = pod.browser();
                let mut form = browser.form(path, selector).await;
                if field == "password" {
                    let other = if selector == SIGN_IN { "nobody@alpha.test" } else { "typist" };
                    form = form.set(if selector == SIGN_IN { "jid" } else { "username" }, other);
                } else {
                    form = form.set("password", PASSWORD);
                }
                let page = browser.send(&form.clone().set(field, &text)).await;
                is_sound(&page, &form, field, &text);
            }
        }
    }
    let mut platform = pod.deployment().platform();
    for text in typed() {
        for (path, name) in
            [("/pods", "q"), ("/pods", "language"), ("/pick", "mode"), ("/", "sort"), ("/go", "address")]
        {
            let request = platform.request(reqwest::Method::GET, path).query(&[(name, text.as_str())]);
            let status = request.send().await.expect("an answer").status().as_u16();
            assert!(status < 500, "{path} {name} {text:?}: {status}");
        }
    }
    platform.get("/").await.expect(200);
}

#[tokio::test]
async fn a_member_may_type_anything() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let link = alice.post("a post to answer", "contacts").await.link;
    let browser = &mut alice.browser;
    try_all(browser, "/feed", PUBLISH, &["title", "body"]).await;
    try_all(browser, &link, COMMENT, &["body"]).await;
    try_all(browser, "/contacts", ADD_CONTACT, &["jid"]).await;
    try_all(browser, "/settings", r#"form[action="/settings/profile"]"#, &["name", "about", "website"]).await;
    try_all(browser, "/settings", r#"form[action="/settings/handle"]"#, &["handle"]).await;
    try_all(browser, "/settings", r#"form[action="/settings/language"]"#, &["language"]).await;
    for path in ["/feed", "/contacts", "/settings", "/welcome", &link] {
        let page = alice.browser.get(path).await.expect(200);
        assert!(page.texts("#session").join("").is_empty() || !page.says("Reconnecting"), "{}", page.text());
    }
    alice.post("still here after all that", "everyone").await;
}

#[tokio::test]
async fn what_no_server_could_carry_does_not_cost_what_was_typed() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let page = alice.publish("words with\u{0} a zero and\u{7} a bell", "contacts").await;
    if page.status == 200 {
        alice.sees("words with a zero and a bell").await;
    } else {
        let form = page.expect(422).form(PUBLISH).expect("the form again");
        assert!(form.value("body").is_some_and(|body| body.contains("a zero and")));
    }
}

#[tokio::test]
async fn a_name_with_a_zero_in_it_is_a_name_without() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let profile = r#"form[action="/settings/profile"]"#;
    alice.browser.submit("/settings", profile, &[("name", "Al\u{0}ice M\u{7}artin")]).await.expect(200);
    let form = alice.browser.form("/settings", profile).await;
    assert_eq!(form.value("name"), Some("Alice Martin"));
}

#[tokio::test]
async fn a_command_id_that_is_none_of_ours_is_not_used() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    for command in ["", "a/b", "../../../x", "\u{0}", &"x".repeat(5_000), "current", "é", "<x>"] {
        let text = format!("with an id of {} bytes", command.len());
        let form = alice.browser.form("/feed", PUBLISH).await.set("body", &text).set("command", command);
        alice.browser.send(&form).await.expect(200);
        let link = alice.sees(&text).await.link;
        assert!(!link.ends_with(command) || command.is_empty(), "{command}: {link}");
    }
}
