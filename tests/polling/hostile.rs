//! More of what hostile pods do, beside what `polling.rs` plays: each comes to nothing, with a line for admins that says why, and whoever
//! opens the directory meanwhile finds the others there.

use super::wild::{ROBOTS, Says, Wild, first, second, sign};
use super::{LONG, admin, announce, host, is_shown, lines, state, until_logged, until_shown};
use directory::sign::Signer;
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;
use testpod::{Browser, Deployment, Names, eventually, eventually_within};
use time::macros::date;

/// A host's name below the domain of the wild, what it says, and what admins read.
type Row = (&'static str, Says, &'static str);

/// Good ones are looked at every second, and whoever is named and not good once.
const ONCE: &str = "probation=1s when-listed=1s when-stale=1h when-down=1h when-gone=1h";

/// How many strangers are looked at at once (`crates/server/src/polling.rs`).
const AT_ONCE: usize = 32;

/// What makes a page of a stranger's words run.
const SCRIPT: &str = "<script>alert(1)</script>";

/// A picture that is a page, and its SHA-256.
pub(super) const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
pub(super) const SVG_HASH: &str = "3f67c8be987aa1db0ef99ce330286efe1929e729f5f9d1695b5fd0b987246244";

const SLOW: &str = "its answer takes too long";
const LARGE: &str = "its answer is too large";
const UNREACHABLE: &str = "it cannot be reached";
const ELSEWHERE: &str = "it leads to another host";
const UNALIKE: &str = "its listing is no JSON that everybody reads alike";
const UNKNOWN: &str = "of a kind or version that is not known";
const UNHEARD: &str = "its listing says something that no listing says";
const FORGED: &str = "its listing is not signed with its key";

fn deployment(wild: &Wild, names: &Names) -> Arc<Deployment> {
    Deployment::with(&[
        ("COSSE_DIRECTORY_LOOPBACK", &wild.setting()),
        ("COSSE_DIRECTORY_SPANS", ONCE),
        ("COSSE_DNS", &names.address().to_string()),
    ])
}

/// A host that is listed.
async fn listed(deployment: &Deployment, wild: &Wild, name: &str) -> String {
    let host = host(name);
    wild.is_good(&host);
    announce(deployment, &host).await;
    until_shown(deployment, &host, true).await;
    host
}

/// Waits for a line about a host. Whoever opens the directory meanwhile gets it, with the good one in it.
async fn until_said(deployment: &Deployment, domain: &str, why: &str, good: &str) {
    eventually_within(LONG, &format!("{domain}: {why}"), async || {
        assert!(is_shown(deployment, good).await, "{good} is not shown while {domain} is looked at");
        let lines = lines(deployment, domain);
        if lines.iter().any(|line| line.contains(why)) { Ok(()) } else { Err(lines.join("\n")) }
    })
    .await;
}

/// As if it were time to look at a host again.
fn look_again(deployment: &Deployment, host: &str) {
    deployment.sql(&format!("UPDATE listed_pods SET due_at = '2026-01-01 00:00:00' WHERE domain = '{host}'"));
}

#[tokio::test]
async fn what_else_hostile_pods_say_comes_to_nothing_and_the_directory_answers_meanwhile() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let good = listed(&deployment, &wild, "good").await;
    let mut awaited = resolved(&names);
    let said = [slow_and_large(), elsewhere(&wild), packed(), signatures(&wild), words(&wild), texts(&wild)];
    for (name, says, why) in said.into_iter().flatten() {
        wild.says(&host(name), says);
        awaited.push((host(name), why));
    }
    for (name, says, why) in robots() {
        wild.says_at(&host(name), ROBOTS, says);
        awaited.push((host(name), why));
    }
    for (domain, _) in &awaited {
        assert_eq!(announce(&deployment, domain).await.0, 202, "{domain}");
    }
    let mut admin = admin(&deployment, "hostile-admin").await;
    for (domain, why) in &awaited {
        until_said(&deployment, domain, why, &good).await;
        assert_eq!(state(&deployment, domain), "submitted", "{domain}");
        assert!(!is_shown(&deployment, domain).await, "{domain}");
        reads(&mut admin, domain, why).await;
    }
}

/// An admin reads why, and nothing of it runs.
async fn reads(admin: &mut Browser, domain: &str, why: &str) {
    let page = admin.get(&format!("/admin/directory?q={domain}")).await.expect(200);
    assert!(page.says(why), "{domain}: {}", page.text());
    assert!(!page.body.contains(SCRIPT), "{domain}: {}", page.body);
}

fn answer(head: &str, body: &[u8]) -> Says {
    Says::Answer(head.to_owned(), body.to_vec())
}

/// Names that lead to where nobody fetches from, one of them beside a good address.
fn resolved(names: &Names) -> Vec<(String, &'static str)> {
    let refused = "leads to an address that is not fetched from";
    let mut all = Vec::new();
    for (name, address) in [
        ("carrier", "100.64.0.1"),
        ("nowhere", "0.0.0.0"),
        ("benchmark", "198.18.0.1"),
        ("azure", "168.63.129.16"),
        ("six", "::1"),
        ("local", "fd00::1"),
        ("link", "fe80::1"),
        ("translated", "64:ff9b::a00:1"),
        ("tunnelled", "2002:a00:1::1"),
        ("both", "10.0.0.1"),
    ] {
        let domain = format!("{name}.astray.test");
        names.address_is(&domain, address.parse().expect("an address"));
        all.push((domain, refused));
    }
    names.address_is("both.astray.test", [9, 9, 9, 9].into());
    all
}

fn slow_and_large() -> Vec<Row> {
    vec![
        ("head", Says::DripsHead, SLOW),
        ("body", Says::Drips, SLOW),
        ("silent", Says::Silence, SLOW),
        ("chunks", Says::Chunks, LARGE),
        ("floods", Says::Floods, LARGE),
        ("padded", Says::Document([b"{}".to_vec(), vec![b' '; 32 * 1024]].concat()), LARGE),
        ("heads", answer(&format!("200 OK\r\nx: {}", "y".repeat(100_000)), b"{}"), UNREACHABLE),
        ("lines", answer(&format!("200 OK{}", "\r\nx: y".repeat(1_000)), b"{}"), UNREACHABLE),
        ("nonsense", Says::Answer("\u{0}\u{0}".to_owned(), vec![0; 1_000]), UNREACHABLE),
        ("hangs-up", Says::HangsUp, UNREACHABLE),
        ("hints", answer("103 Hints", &b"HTTP/1.1 103 Hints\r\n\r\n".repeat(20_000)), UNREACHABLE),
        ("cut", answer("200 OK\r\ncontent-length: 500", b"{"), UNREACHABLE),
        ("partial", answer("206 Partial\r\ncontent-length: 2", b"{}"), "it answers with an error: 206"),
    ]
}

/// The same while a host is asked who is to leave it alone.
fn robots() -> Vec<Row> {
    vec![
        ("robots-slow", Says::Drips, SLOW),
        ("robots-flood", Says::Floods, LARGE),
        ("robots-error", answer("503 Later\r\ncontent-length: 0", b""), "it answers with an error: 503"),
    ]
}

fn elsewhere(wild: &Wild) -> Vec<Row> {
    let to = |address: &str| answer(&format!("302 Found\r\nlocation: {address}\r\ncontent-length: 0"), b"");
    let port = wild.address().port();
    vec![
        ("relative", to("//evil.example/"), ELSEWHERE),
        ("port", to(&format!("http://{}:1/", host("port"))), ELSEWHERE),
        ("scheme", to(&format!("https://{}:{port}/", host("scheme"))), ELSEWHERE),
        ("file", to("file:///etc/passwd"), ELSEWHERE),
        ("user", to(&format!("http://a:b@{}:{port}/", host("user"))), ELSEWHERE),
        ("decimal", to("http://2130706433/"), ELSEWHERE),
        ("script", to(&format!("http://{SCRIPT}/")), ELSEWHERE),
    ]
}

/// Twenty megabytes in as many kilobytes, as three kinds of answer have them.
fn packed() -> Vec<Row> {
    let bomb = "import gzip, sys; sys.stdout.buffer.write(gzip.compress(bytes(20_000_000)))";
    let done = Command::new("python3").args(["-c", bomb]).output().expect("python3");
    let (bomb, length) = (done.stdout.as_slice(), done.stdout.len());
    assert!(done.status.success() && length < 32 * 1024, "{length} bytes");
    let piece = [format!("{length:x}\r\n").as_bytes(), bomb, b"\r\n0\r\n\r\n"].concat();
    let compressed = "its answer is compressed";
    vec![
        ("bomb", answer("200 OK\r\ncontent-encoding: gzip", bomb), compressed),
        ("coded", answer(&format!("200 OK\r\ncontent-encoding: {SCRIPT}"), bomb), compressed),
        ("bare", answer(&format!("200 OK\r\ncontent-length: {length}"), bomb), UNALIKE),
        ("transfer", answer("200 OK\r\ntransfer-encoding: gzip, chunked", &piece), UNALIKE),
    ]
}

fn signatures(wild: &Wild) -> Vec<Row> {
    let tampered = |name: &str, member: &str, value: Value| {
        let member = member.to_owned();
        wild.tampered(&host(name), |it| it[member] = value)
    };
    let ended = Signer::new(&[3; 32], "ed25519:first", date!(2020 - 01 - 01)).expect("a key");
    let namesake = Signer::new(&[4; 32], "ed25519:first", date!(2099 - 01 - 01)).expect("a key");
    let two = wild.listing(&host("two"), |it| it["keys"] = json!([first().key()]));
    let early = wild.listing(&host("early"), |it| it["issued_at"] = "2098-01-01T00:00:00Z".into());
    let of_good = wild.listing(&host("good"), |_| ());
    vec![
        ("unsigned", tampered("unsigned", "proof", Value::Null), FORGED),
        ("keyless", tampered("keyless", "keys", json!([])), FORGED),
        ("stranger", tampered("stranger", "keys", json!([second().key()])), FORGED),
        ("two", Says::Document(sign(&namesake, &two)), FORGED),
        ("ended", Says::Document(sign(&ended, &wild.listing(&host("ended"), |_| ()))), FORGED),
        ("early", Says::Document(sign(&first(), &early)), "its listing is of the future"),
        ("replayed", Says::Document(sign(&first(), &of_good)), "its listing is of another host"),
    ]
}

fn words(wild: &Wild) -> Vec<Row> {
    let tampered = |name: &str, pointer: &str, value: Value| {
        wild.tampered(&host(name), |it| *it.pointer_mut(pointer).expect("a member") = value)
    };
    vec![
        ("kind", tampered("kind", "/type", json!("pod-directory")), UNKNOWN),
        ("text", tampered("text", "/version", json!("1")), UNKNOWN),
        ("mirror", tampered("mirror", "/summary/en", json!("gno\u{2066}b")), UNHEARD),
        ("joiner", tampered("joiner", "/languages/0", json!("e\u{200d}n")), UNHEARD),
        ("runs", tampered("runs", "/registration/url", json!("javascript:alert(1)")), UNHEARD),
        ("figure", tampered("figure", "/capacity/members_band", json!("251")), UNHEARD),
        ("capital", tampered("capital", "/domain", json!(host("capital").to_uppercase())), UNHEARD),
        ("great", tampered("great", "/serial", json!(9_007_199_254_740_993_u64)), UNALIKE),
    ]
}

/// Documents that are wrong as texts.
fn texts(wild: &Wild) -> Vec<Row> {
    let changed = |name: &str, from: &str, to: &str| {
        let text = String::from_utf8(sign(&first(), &wild.listing(&host(name), |_| ()))).expect("a text");
        assert!(text.contains(from), "{text}");
        Says::Document(text.replacen(from, to, 1).into_bytes())
    };
    let deep = format!("{{\"x\":{}{},", "[".repeat(10_000), "]".repeat(10_000));
    vec![
        ("exponent", changed("exponent", "\"serial\":7", "\"serial\":7e0"), UNALIKE),
        ("escaped", changed("escaped", "{", "{\"x\":{\"a\":1,\"\\u0061\":2},"), UNALIKE),
        ("deep", changed("deep", "{", &deep), UNALIKE),
        ("marked", changed("marked", "{", "\u{feff}{"), UNALIKE),
        ("latin", Says::Document(b"{\"name\":\"\xe9t\xe9\"}".to_vec()), UNALIKE),
    ]
}

#[tokio::test]
async fn slow_strangers_keep_neither_listed_pods_nor_others_waiting_for_ever() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let good = listed(&deployment, &wild, "good").await;
    let slow: Vec<String> = (0..AT_ONCE + 8).map(|n| host(&format!("slow-{n}"))).collect();
    for host in &slow {
        wild.says(host, Says::Drips);
        assert_eq!(announce(&deployment, host).await.0, 202);
    }
    let held = || slow.iter().filter(|host| wild.asked(host) > 0).count();
    eventually("all places for strangers are taken", async || (held() >= AT_ONCE).then_some(())).await;
    let (before, honest) = (wild.asked(&good), host("honest"));
    wild.is_good(&honest);
    assert_eq!(announce(&deployment, &honest).await.0, 202);
    eventually("who is listed is looked at", async || (wild.asked(&good) > before + 2).then_some(())).await;
    until_said(&deployment, &honest, "submitted → probation", &good).await;
    until_said(&deployment, &slow[0], SLOW, &good).await;
}

#[tokio::test]
async fn a_name_that_turns_inward_between_two_questions_leads_nowhere() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let turncoat = "turncoat.astray.test";
    // of the open internet, and nobody's since the 6bone was given back (RFC 3701)
    names.turns(turncoat, "3ffe::1".parse().expect("an address"), wild.address().ip());
    announce(&deployment, turncoat).await;
    let first = eventually_within(LONG, "it is looked at", async || {
        lines(&deployment, turncoat).into_iter().next().ok_or("nothing is said")
    })
    .await;
    // had it been asked for again to connect, this machine would have refused the connection
    let is_told = first.contains(UNREACHABLE) || first.contains(SLOW);
    assert!(is_told && !first.contains("refused") && !first.contains("127.0.0.1"), "{first}");
    look_again(&deployment, turncoat);
    until_logged(&deployment, turncoat, "leads to an address that is not fetched from: 127.0.0.1").await;
    assert_eq!((wild.asked(turncoat), state(&deployment, turncoat).as_str()), (0, "submitted"));
}

#[tokio::test]
async fn a_host_may_lead_to_itself_and_its_robots_elsewhere() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let moved = host("moved");
    let to = |address: &str| answer(&format!("301 Moved\r\nlocation: {address}\r\ncontent-length: 0"), b"");
    wild.says_at(&moved, ROBOTS, to("http://evil.example/robots.txt"));
    wild.says_at(&moved, "/listing.json", Says::Document(sign(&first(), &wild.listing(&moved, |_| ()))));
    wild.says(&moved, to("/listing.json"));
    announce(&deployment, &moved).await;
    until_shown(&deployment, &moved, true).await;
}

#[tokio::test]
async fn a_domain_that_lapsed_and_was_bought_is_not_its_old_pod() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let lapsed = listed(&deployment, &wild, "lapsed").await;
    wild.says(&lapsed, Says::HangsUp);
    eventually("it is gone after weeks of silence", async || {
        let then = "'2026-01-01 00:00:00'";
        let set = format!("good_at = {then}, due_at = {then}");
        deployment.sql(&format!("UPDATE listed_pods SET {set} WHERE domain = '{lapsed}'"));
        (state(&deployment, &lapsed) == "gone").then_some(())
    })
    .await;
    until_shown(&deployment, &lapsed, false).await;
    let bought = |it: &mut Value| {
        // whoever bought it counts from the beginning
        it["serial"] = json!(1);
        it["name"] = json!("Cheap watches");
    };
    wild.says(&lapsed, Says::Document(sign(&second(), &wild.listing(&lapsed, bought))));
    look_again(&deployment, &lapsed);
    until_logged(&deployment, &lapsed, "gone: its key is another one").await;
    let (status, _, said) = announce(&deployment, &lapsed).await;
    assert_eq!((status, &said["state"]), (200, &json!("gone")), "whoever names it brings nothing back");
    let key = second().key().clone();
    names.text(&format!("_pod-listing.{lapsed}"), &format!("v=pod1; kid={}; key={}", key.kid, key.x));
    eventually("its DNS vouches for the new key", async || {
        look_again(&deployment, &lapsed);
        let lines = lines(&deployment, &lapsed);
        lines.iter().any(|line| line.contains("its DNS vouches for it")).then_some(())
    })
    .await;
    until_shown(&deployment, &lapsed, true).await;
}

#[tokio::test]
async fn a_pod_that_was_listed_and_turns_hostile_is_shown_as_it_was() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let turned = listed(&deployment, &wild, "turned").await;
    let older = wild.listing(&turned, |it| it["serial"] = json!(6));
    for (says, why) in [
        (Says::Floods, LARGE),
        (wild.tampered(&turned, |it| it["name"] = json!("Another")), FORGED),
        (wild.tampered(&turned, |it| it["name"] = json!("gno\u{202e}b")), UNHEARD),
        (Says::Document(sign(&first(), &older)), "its listing is older than the one before"),
    ] {
        wild.says(&turned, says);
        until_said(&deployment, &turned, why, &turned).await;
        let page = deployment.platform().get(&format!("/pods?q={turned}")).await.expect(200);
        assert!(page.says(&format!("The pod {turned}")), "{}", page.text());
    }
    wild.is_good(&turned);
    until_logged(&deployment, &turned, "all is well again").await;
}

#[tokio::test]
async fn what_a_listing_would_have_pages_do_is_not_done() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let sly = host("sly");
    let icon = format!("http://{sly}:{}/icon.svg", wild.address().port());
    let listing = wild.listing(&sly, |it| {
        it["name"] = json!(format!("Sly {SCRIPT}"));
        it["summary"] = json!({ "en": "[here](https://evil.example) <img src=x onerror=alert(1)>" });
        it["registration"]["url"] = json!("https://evil.example/sign-up");
        it["icon"] = json!({ "href": icon, "sha256": SVG_HASH, "alt": { "en": SCRIPT } });
    });
    let head = format!("200 OK\r\ncontent-type: image/svg+xml\r\ncontent-length: {}", SVG.len());
    wild.says_at(&sly, "/icon.svg", answer(&head, SVG.as_bytes()));
    wild.says(&sly, Says::Document(sign(&first(), &listing)));
    announce(&deployment, &sly).await;
    until_shown(&deployment, &sly, true).await;
    let before = wild.asked(&sly);
    eventually("it was looked at again", async || (wild.asked(&sly) > before + 3).then_some(())).await;
    let page = deployment.platform().get(&format!("/pods?q={sly}")).await.expect(200);
    assert!(page.says(SCRIPT) && page.says("[here](https://evil.example) <img src=x"), "{}", page.text());
    assert!(!page.body.contains(SCRIPT) && !page.body.contains("<img src=x"), "{}", page.body);
    let leads = |selector: &str, name: &str, where_to: &str| {
        page.attributes(selector, name).iter().any(|it| it.contains(where_to))
    };
    assert!(!leads("[href]", "href", "//evil.example"), "one signs up on the pod's own host alone");
    assert!(!leads("[src]", "src", &sly) && !leads("[src]", "src", SVG_HASH), "{}", page.body);
    assert!(!page.body.contains("icon.svg"), "{}", page.body);
}

#[tokio::test]
async fn what_is_no_name_of_the_open_internet_is_not_even_taken_down() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    for wrong in [
        "127.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "2130706433",
        "0x7f.0x0.0x0.0x1",
        "localhost",
        "intranet",
        "garden.example:22",
        "user@garden.example",
        "garden.example/../x",
        "garden\u{202e}.example",
        "\u{440}\u{430}ypal.example",
        "garden.example\r\nHost: evil.example",
    ] {
        let (status, _, said) = announce(&deployment, wrong).await;
        assert_eq!(status, 422, "{wrong}: {said}");
    }
    assert_eq!(deployment.rows("SELECT domain FROM listed_pods"), Vec::<String>::new());
}
