//! What must be nowhere: passwords, keys and tokens, in logs and in what is kept.

use testpod::page::{PUBLISH, REGISTER, SIGN_IN};
use testpod::{Browser, Deployment, Member, PLAIN, Page, TestPod, eventually};

const AGAIN: &str = r#"form[action="/login/again"]"#;
const SECRET: &str = "tr0ub4dor-und-3-Pferde-am-Bach";

/// Is it written there, as it is or in one of the usual codes?
pub(crate) fn is_in(haystack: &[u8], secret: &str) -> bool {
    use base64::Engine;
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let base64 = |skip: usize| {
        // the code of the middle does not depend on what stands before it, but for its place
        let padded = [vec![b'x'; skip], secret.as_bytes().to_vec()].concat();
        let code = base64::engine::general_purpose::STANDARD.encode(padded);
        code[4..code.len() - 4].to_owned()
    };
    let forms = [secret.to_owned(), hex.clone(), hex.to_uppercase(), base64(0), base64(1), base64(2)];
    let numbers = secret.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>();
    let lists = [numbers.join(","), numbers.join(", ")];
    forms.iter().chain(&lists).any(|form| haystack.windows(form.len()).any(|it| it == form.as_bytes()))
}

async fn sign_up(pod: &TestPod, name: &str) -> Page {
    let mut browser = pod.browser();
    browser.submit("/register", REGISTER, &[("username", name), ("password", SECRET)]).await.expect(200)
}

/// Signs in with the box ticked or not.
async fn sign_in(pod: &TestPod, jid: &str, keep: bool) -> Member {
    let mut browser = pod.browser();
    let form = browser.form("/login", SIGN_IN).await.set("jid", jid).set("password", SECRET);
    let form = if keep { form.set("keep", "1") } else { form.without("keep") };
    let page = browser.send(&form).await.expect(200);
    assert!(page.path.starts_with("/feed"), "{} {}", page.path, page.text());
    Member { browser, jid: jid.to_owned(), name: jid.split('@').next().unwrap_or_default().to_owned() }
}

pub(crate) async fn publishes(member: &mut Member, text: &str) {
    let form = member.browser.form("/feed", PUBLISH).await.set("body", text);
    let start = std::time::Instant::now();
    while member.browser.send(&form).await.status != 200 {
        assert!(start.elapsed() < testpod::PATIENCE, "it could not be sent");
    }
    member.sees(text).await;
}

async fn asks_again(browser: &mut Browser) {
    eventually("the page says that the password is needed", async || {
        let page = browser.get("/feed").await.expect(200);
        (!page.attributes(r#"a[href="/login/again"]"#, "href").is_empty()).then_some(())
    })
    .await;
}

#[test]
fn a_secret_is_found_in_any_dress() {
    use base64::Engine;
    let plain = format!("\0alice\0{SECRET}");
    assert!(is_in(base64::engine::general_purpose::STANDARD.encode(plain).as_bytes(), SECRET));
    assert!(is_in(format!("{:?}", SECRET.as_bytes()).as_bytes(), SECRET));
    assert!(!is_in(b"nothing of the kind", SECRET));
}

#[tokio::test]
async fn no_log_has_a_secret_however_talkative_it_is() {
    for level in ["debug", "trace"] {
        let deployment = Deployment::with_all_domains(&[("RUST_LOG", level)]);
        let pod = TestPod::on(&deployment, "cantine", &["--xmpp-domain", PLAIN]).await;
        sign_up(&pod, "alice").await;
        let jid = format!("alice@{PLAIN}");
        let mut alice = sign_in(&pod, &jid, true).await;
        publishes(&mut alice, "words-between-friends-alone").await;
        let cookies = alice.browser.cookies();
        let csrf = alice.browser.form("/feed", PUBLISH).await.value("csrf").expect("a token").to_owned();
        deployment.stop();
        let log = deployment.logged();
        assert!(log.contains("ready on"), "it is the log");
        assert!(log.contains("DEBUG") || log.contains("TRACE"), "it is talkative");
        let log = log.as_bytes();
        for cookie in cookies.split("; ") {
            let (name, value) = cookie.split_once('=').expect("a cookie");
            assert!(!is_in(log, value), "{level}: the cookie {name}");
        }
        assert!(!is_in(log, SECRET), "{level}: the password");
        assert!(!is_in(log, &csrf), "{level}: the token of forms");
        assert!(!is_in(log, "words-between-friends-alone"), "{level}: the text of a post");
    }
}

#[tokio::test]
async fn a_key_from_the_environment_brings_everybody_back_and_is_nowhere_else() {
    const KEY: &str = "00c0ffee11c0ffee22c0ffee33c0ffee44c0ffee55c0ffee66c0ffee77c0ffee";
    let from_environment = [("COSSE_KEY", KEY), ("COSSE_KEY_FILE", ""), ("RUST_LOG", "trace")];
    let deployment = Deployment::with_all_domains(&from_environment);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    assert!(!is_in(deployment.cosse(&["config"]).as_bytes(), KEY));
    let logged = deployment.logged();
    deployment.stop();
    deployment.start();
    publishes(&mut alice, "opened with the same key").await;
    assert!(!is_in(&deployment.kept(), KEY) && !is_in((logged + &deployment.logged()).as_bytes(), KEY));
}

#[tokio::test]
async fn nothing_that_is_kept_has_the_password() {
    let deployment = Deployment::with_all_domains(&[]);
    for (name, flags) in [("hashed", &[][..]), ("plain", &["--xmpp-domain", PLAIN])] {
        let pod = TestPod::on(&deployment, name, flags).await;
        sign_up(&pod, "alice").await;
        let domain = if name == "plain" { PLAIN } else { testpod::ALPHA };
        let jid = format!("alice@{domain}");
        for keep in [false, true] {
            let mut alice = sign_in(&pod, &jid, keep).await;
            publishes(&mut alice, &format!("{name} {keep}")).await;
            assert!(!is_in(&deployment.kept(), SECRET), "{name}, keep me signed in: {keep}");
            for cookie in alice.browser.cookies().split("; ") {
                let (cookie, value) = cookie.split_once('=').expect("a cookie");
                assert!(!is_in(&deployment.kept(), value), "the cookie {cookie}");
            }
        }
    }
    assert!(is_in(&deployment.kept(), "alice@"), "it is what is kept");
}

#[tokio::test]
async fn where_the_server_hashes_one_is_back_after_a_restart_ticked_or_not() {
    let deployment = Deployment::with_all_domains(&[]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    sign_up(&pod, "alice").await;
    sign_up(&pod, "bob").await;
    let mut members = [
        sign_in(&pod, &format!("alice@{}", testpod::ALPHA), true).await,
        sign_in(&pod, &format!("bob@{}", testpod::ALPHA), false).await,
    ];
    deployment.stop();
    deployment.start();
    for member in &mut members {
        assert!(member.is_signed_in().await);
        publishes(member, "after the restart").await;
    }
}

#[tokio::test]
async fn where_the_server_keeps_passwords_a_sign_up_without_the_tick_leaves_none() {
    let deployment = Deployment::with_all_domains(&[]);
    let pod = TestPod::on(&deployment, "cantine", &["--xmpp-domain", PLAIN]).await;
    let mut browser = pod.browser();
    let form = browser.form("/register", REGISTER).await.set("username", "alice").set("password", SECRET);
    browser.send(&form.without("keep")).await.expect(200);
    deployment.kill();
    deployment.start();
    asks_again(&mut browser).await;
}

#[tokio::test]
async fn where_the_server_keeps_passwords_one_signs_in_and_stays_if_she_wished() {
    let deployment = Deployment::with_all_domains(&[]);
    let pod = TestPod::on(&deployment, "cantine", &["--xmpp-domain", PLAIN]).await;
    for name in ["alice", "bob"] {
        sign_up(&pod, name).await;
    }
    // the box was ticked at the sign-up: it is the last word that counts
    let mut ticked = sign_in(&pod, &format!("alice@{PLAIN}"), true).await;
    let mut unticked = sign_in(&pod, &format!("bob@{PLAIN}"), false).await;
    publishes(&mut ticked, "alice before").await;
    publishes(&mut unticked, "bob before").await;
    deployment.relay().cut();
    publishes(&mut ticked, "alice after a cut").await;
    publishes(&mut unticked, "bob after a cut").await;
    deployment.kill();
    deployment.start();
    publishes(&mut ticked, "alice after a restart").await;
    asks_again(&mut unticked.browser).await;
    let form = unticked.browser.form("/login/again", AGAIN).await;
    assert_eq!(form.value("keep"), None, "he is not asked to change his mind");
    unticked.browser.send(&form.clone().set("password", "something else")).await.expect(422);
    unticked.browser.send(&form.set("password", SECRET)).await.expect(200);
    publishes(&mut unticked, "bob after his password").await;
    deployment.kill();
    deployment.start();
    publishes(&mut ticked, "alice after one more").await;
    asks_again(&mut unticked.browser).await;
    let form = unticked.browser.form("/login/again", AGAIN).await.set("password", SECRET).set("keep", "1");
    unticked.browser.send(&form).await.expect(200);
    deployment.kill();
    deployment.start();
    publishes(&mut unticked, "bob is kept").await;
}

#[tokio::test]
async fn a_password_that_is_kept_is_not_given_to_a_server_that_offers_less_than_before() {
    // PLAIN is allowed: only what was used before forbids it
    let deployment = Deployment::with_all_domains(&[("COSSE_ALLOW_PLAIN", "true")]);
    let pod = TestPod::on(&deployment, "cantine", &["--xmpp-domain", PLAIN]).await;
    sign_up(&pod, "alice").await;
    let jid = format!("alice@{PLAIN}");
    let mut alice = sign_in(&pod, &jid, true).await;
    publishes(&mut alice, "in good faith").await;
    deployment.kill();
    let server = deployment.server();
    server.stop();
    server.offer_plain_alone(true);
    server.start();
    deployment.start();
    asks_again(&mut alice.browser).await;
    assert!(deployment.logged().contains("weaker security than before"));
    // whoever types it decides anew
    let form = alice.browser.form("/login/again", AGAIN).await.set("password", SECRET);
    alice.browser.send(&form).await.expect(200);
    publishes(&mut alice, "in plain words").await;
}
