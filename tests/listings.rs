//! What pods say of themselves to directories and crawlers: the signed listing, NodeInfo, and the XMPP provider file.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::alg_id;
use serde_json::Value;
use testpod::{Deployment, Fleet, Member, Page, TestPod, eventually};

#[path = "vectors/schema.rs"]
mod schema;

const LISTING: &str = "/.well-known/pod-listing.json";
const PROVIDER: &str = "/.well-known/xmpp-provider-v2.json";
const FORM: &str = "#listing";

/// Everything that a pod publishes.
const ALL: [&str; 6] =
    [LISTING, "/.well-known/nodeinfo", "/nodeinfo/2.0", "/nodeinfo/2.1", "/nodeinfo/2.2", PROVIDER];

async fn fetch(pod: &TestPod, path: &str) -> Value {
    let page = pod.browser().get(path).await.expect(200);
    serde_json::from_str(&page.body).expect("JSON")
}

/// Waits until the listing says that at that place.
async fn says(pod: &TestPod, pointer: &str, wanted: impl Into<Value>) -> Value {
    let wanted = wanted.into();
    let what = format!("{pointer} is {wanted}");
    eventually(&what, async || {
        let page = pod.browser().get(LISTING).await;
        let said: Value = serde_json::from_str(&page.body).ok()?;
        (said.pointer(pointer).unwrap_or(&Value::Null) == &wanted).then_some(said)
    })
    .await
}

/// Whether the document was signed with that key, base64url.
fn is_signed(page: &Page, x: &Value) -> bool {
    let said: Value = serde_json::from_str(&page.body).expect("JSON");
    // what is published is canonical, and so is what is left of it
    let message = page.body.replace(&format!(",\"proof\":{}", said["proof"]), "");
    assert!(message.len() < page.body.len(), "{}", page.body);
    let bytes = |value: &Value| URL_SAFE_NO_PAD.decode(value.as_str().expect("a text")).expect("base64url");
    let all = default_provider().signature_verification_algorithms.all;
    let ed25519 = all.iter().find(|known| known.signature_alg_id() == alg_id::ED25519).expect("Ed25519");
    ed25519.verify_signature(&bytes(x), message.as_bytes(), &bytes(&said["proof"]["sig"])).is_ok()
}

/// A pod with somebody who runs it.
async fn operated(name: &str) -> (TestPod, Member) {
    let pod = TestPod::new(name).await;
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

#[tokio::test]
async fn each_pod_signs_its_own_listing_with_its_own_key() {
    let (pod, other) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let one = pod.browser().get(LISTING).await.expect(200);
    let two = other.browser().get(LISTING).await.expect(200);
    let read = |page: &Page| serde_json::from_str::<Value>(&page.body).expect("JSON");
    let (mine, theirs) = (read(&one), read(&two));
    assert_eq!((&mine["domain"], &theirs["domain"]), (&pod.host().into(), &other.host().into()));
    for (said, page, others) in [(&mine, &one, &theirs), (&theirs, &two, &mine)] {
        let key = &said["keys"][0];
        assert_eq!(key["kid"], said["proof"]["kid"]);
        assert!(is_signed(page, &key["x"]));
        assert!(!is_signed(page, &others["keys"][0]["x"]), "another pod's key");
    }
    let kept = pod.deployment().rows("SELECT public_key FROM listing_keys ORDER BY public_key");
    for said in [&mine, &theirs] {
        assert!(kept.contains(&said["keys"][0]["x"].as_str().expect("a key").to_owned()));
    }
    assert_eq!(mine["listing"], "public");
    assert_eq!(mine["registration"]["effective"], "open");
    assert_eq!(mine["contacts"]["abuse"].as_array().map(Vec::len), Some(1));
    let unknown = [mine["registration"].get("ibr"), mine["capacity"].get("upload_file_mb")];
    assert_eq!(unknown, [None, None], "of a server of the operators' own nothing is promised");
}

#[tokio::test]
async fn a_listing_is_issued_again_only_when_it_says_something_else() {
    let pod = TestPod::new("cantine").await;
    let first = pod.browser().get(LISTING).await.expect(200);
    let before: Value = serde_json::from_str(&first.body).expect("JSON");
    assert_eq!(pod.browser().get(LISTING).await.expect(200).body, first.body);
    assert_eq!(first.header("access-control-allow-origin"), "*");
    assert!(first.header("cache-control").contains("max-age"), "{}", first.header("cache-control"));
    let tag = first.header("etag").to_owned();
    let again = pod.browser().request(Method::GET, LISTING).header("if-none-match", &tag);
    assert_eq!(again.send().await.expect("an answer").status(), 304);
    pod.deployment().cosse(&["pod", "set", pod.host(), "--tagline", "soup at noon"]);
    let after = says(&pod, "/summary/en", "soup at noon").await;
    assert!(after["serial"].as_u64() > before["serial"].as_u64(), "{after}");
    let other = pod.browser().request(Method::GET, LISTING).header("if-none-match", &tag);
    assert_eq!(other.send().await.expect("an answer").status(), 200);
}

#[tokio::test]
async fn a_listing_that_is_a_day_old_is_issued_again() {
    let pod = TestPod::new("cantine").await;
    let before = fetch(&pod, LISTING).await;
    let its = format!("pod_id IN (SELECT pod_id FROM hosts WHERE host = '{}')", pod.host());
    pod.deployment().sql(&format!("UPDATE listings SET issued_at = '2020-01-01 00:00:00' WHERE {its}"));
    eventually("it is issued again", async || {
        let after = fetch(&pod, LISTING).await;
        (after["serial"].as_u64() > before["serial"].as_u64()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn full_paused_suspended_and_closing_are_told_within_seconds_and_so_is_the_way_back() {
    let pod = TestPod::with("small", &["--members-max", "1"]).await;
    let turn = |arguments: &[&str]| pod.deployment().cosse(arguments);
    let host = pod.host();
    says(&pod, "/registration/effective", "open").await;
    pod.sign_up("alice").await;
    says(&pod, "/registration/effective", "full").await;
    assert_eq!(fetch(&pod, "/nodeinfo/2.1").await["openRegistrations"], false);
    turn(&["pod", "set", host, "--members-max", "100"]);
    says(&pod, "/registration/effective", "open").await;
    assert_eq!(fetch(&pod, "/nodeinfo/2.1").await["openRegistrations"], true);
    turn(&["pod", "set", host, "--sign-ups", "paused"]);
    says(&pod, "/registration/effective", "paused").await;
    turn(&["pod", "set", host, "--sign-ups", "open"]);
    says(&pod, "/registration/effective", "open").await;
    turn(&["pod", "set", host, "--signups-per-day", "1"]);
    says(&pod, "/registration/effective", "paused").await;
    turn(&["pod", "set", host, "--signups-per-day", "100", "--tagline", "soup at noon"]);
    says(&pod, "/summary/en", "soup at noon").await;
    turn(&["pod", "suspend", host]);
    let asleep = says(&pod, "/registration/effective", "paused").await;
    assert_eq!(asleep.get("summary"), None, "it says nothing but that");
    turn(&["pod", "resume", host]);
    says(&pod, "/registration/effective", "open").await;
    turn(&["pod", "close", host, "--on", "2031-05-01"]);
    says(&pod, "/closing_at", "2031-05-01T00:00:00Z").await;
    turn(&["pod", "resume", host]);
    says(&pod, "/closing_at", Value::Null).await;
}

#[tokio::test]
async fn a_pod_that_has_closed_or_is_deleted_publishes_nothing() {
    for (arguments, status) in
        [(&["close", "--on", "2026-01-01", "--at-once"][..], 410), (&["delete"][..], 404)]
    {
        let pod = TestPod::new("cantine").await;
        fetch(&pod, LISTING).await;
        let (act, more) = arguments.split_first().expect("an act");
        let mut whole = vec!["pod", *act, pod.host()];
        whole.extend(more);
        pod.deployment().cosse(&whole);
        for path in ALL {
            let what = format!("{path} is answered with {status}");
            eventually(&what, async || (pod.browser().get(path).await.status == status).then_some(())).await;
        }
    }
}

#[tokio::test]
async fn the_platforms_host_and_a_second_name_of_a_pod_have_no_listing() {
    let pod = TestPod::new("cantine").await;
    let alias = format!("also-{}", pod.host());
    pod.deployment().cosse(&["pod", "host", "add", &alias, "--pod", pod.host()]);
    let mut other = pod.deployment().browser(&alias);
    eventually("it shows the pod", async || (other.get("/").await.status == 200).then_some(())).await;
    for path in ALL {
        pod.deployment().platform().get(path).await.expect(404);
        other.get(path).await.expect(404);
        pod.browser().get(path).await.expect(200);
    }
}

#[tokio::test]
async fn the_three_documents_agree() {
    let pod = TestPod::new("cantine").await;
    let listing = fetch(&pod, LISTING).await;
    let origin = pod.browser().origin().to_owned();
    let links = fetch(&pod, "/.well-known/nodeinfo").await;
    for (index, version) in ["2.0", "2.1", "2.2"].into_iter().enumerate() {
        let path = format!("/nodeinfo/{version}");
        assert_eq!(links["links"][index]["href"], format!("{origin}{path}"));
        let page = pod.browser().get(&path).await.expect(200);
        let schema = format!("http://nodeinfo.diaspora.software/ns/schema/{version}");
        assert_eq!(page.header("content-type"), format!("application/json; profile=\"{schema}#\""));
        let told: Value = serde_json::from_str(&page.body).expect("JSON");
        assert_eq!(told["protocols"], serde_json::json!(["xmpp"]));
        assert_eq!(told["metadata"]["podListing"], format!("{origin}{LISTING}"));
        assert_eq!(told["metadata"]["nodeName"], listing["name"]);
        assert_eq!(told["metadata"]["registrationMode"], listing["registration"]["effective"]);
        let band = &listing["capacity"]["members_band"];
        assert_eq!(told["usage"]["users"]["total"], 0, "the lower bound of {band}");
    }
    let provider = fetch(&pod, PROVIDER).await;
    assert_eq!(provider.as_object().map(serde_json::Map::len), Some(14), "{provider}");
    assert_eq!(provider["since"], listing["provider"]["since"]);
    assert_eq!(provider["website"]["en"], origin);
}

/// The published schema of a version of NodeInfo.
fn schema_of(version: &str) -> Value {
    let path = format!("{}/vectors/nodeinfo/{version}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).expect("a schema")).expect("JSON")
}

/// Holds what a pod tells now against its listing, and NodeInfo against its schemas; whether one can sign up.
async fn agreed(pod: &TestPod) -> bool {
    let listing = fetch(pod, LISTING).await;
    let joining = &listing["registration"];
    let is_open = joining["effective"] == "open";
    for version in ["2.0", "2.1", "2.2"] {
        let told = fetch(pod, &format!("/nodeinfo/{version}")).await;
        assert_eq!(schema::against(&schema_of(version), &told, ""), Vec::<String>::new(), "{told}");
        assert_eq!(told["metadata"]["registrationMode"], joining["effective"], "{told}");
        assert_eq!(told["metadata"]["nodeName"], listing["name"]);
        assert_eq!(told["openRegistrations"], is_open, "{told}");
        let band = listing["capacity"]["members_band"].as_str().expect("a band");
        assert!(band.starts_with(&told["usage"]["users"]["total"].to_string()), "{band}: {told}");
        let band = listing["activity"]["active_month_band"].as_str().expect("a band");
        assert!(band.starts_with(&told["usage"]["users"]["activeMonth"].to_string()), "{band}: {told}");
    }
    let provider = fetch(pod, PROVIDER).await;
    assert_eq!(provider.as_object().map(serde_json::Map::len), Some(14), "{provider}");
    assert_eq!(provider["since"], listing["provider"]["since"]);
    assert_eq!(provider["busFactor"], listing["provider"]["bus_factor"]);
    assert_eq!(provider["organization"], listing["provider"]["kind"]);
    assert_eq!(provider["freeOfCharge"], joining["price"].is_null());
    assert_eq!(provider["serverLocations"], serde_json::json!([listing["country"]]));
    assert_eq!(provider["legalNotice"]["en"], listing["policy"]["legal"]);
    is_open
}

#[tokio::test]
async fn the_documents_agree_while_a_pod_is_paused_suspended_and_closing_and_when_it_is_back() {
    let pod = TestPod::with("cantine", &["--tagline", "soup at noon"]).await;
    let host = pod.host();
    let says_of_itself =
        ["--country", "fr", "--price", "1 EUR", "--bus-factor", "2", "--organization", "non-governmental"];
    pod.deployment().cosse(&[&["pod", "listing", host][..], &says_of_itself[..]].concat());
    says(&pod, "/registration/price", "1 EUR").await;
    assert!(agreed(&pod).await, "one can sign up");
    let effective = "/registration/effective";
    let pauses = vec!["pod", "set", host, "--sign-ups", "paused"];
    let opens = vec!["pod", "set", host, "--sign-ups", "open"];
    let closes = vec!["pod", "close", host, "--on", "2031-05-01"];
    let resumes = vec!["pod", "resume", host];
    for (turn, back, pointer, wanted) in [
        (pauses, opens, effective, "paused"),
        (vec!["pod", "suspend", host], resumes.clone(), effective, "paused"),
        (closes, resumes, "/closing_at", "2031-05-01T00:00:00Z"),
    ] {
        pod.deployment().cosse(&turn);
        says(&pod, pointer, wanted).await;
        assert!(!agreed(&pod).await, "{turn:?}");
        pod.deployment().cosse(&back);
        says(&pod, effective, "open").await;
        assert!(agreed(&pod).await, "{back:?}");
    }
}

#[tokio::test]
async fn operators_say_how_newcomers_find_the_pod_and_may_keep_it_out_of_all_lists() {
    let ((pod, mut alice), other) = (operated("cantine").await, TestPod::new("lanterne").await);
    let before = fetch(&other, LISTING).await;
    let fields = [
        ("topics", "soup, neighbours"),
        ("country", "fr"),
        ("min_age", "16"),
        ("daily_budget", "30"),
        ("provider", "https://coop.example"),
        ("organization", "non-governmental"),
        ("abuse", "mailto:abuse@cantine.example"),
    ];
    alice.browser.submit("/operate/listing", FORM, &fields).await.expect(200);
    let said = says(&pod, "/topics/1", "neighbours").await;
    assert_eq!((&said["country"], &said["registration"]["daily_budget"]), (&"fr".into(), &30.into()));
    assert_eq!(said["provider"]["kind"], "non-governmental");
    assert_eq!(said["contacts"]["abuse"], serde_json::json!(["mailto:abuse@cantine.example"]));
    assert_eq!(fetch(&pod, PROVIDER).await["serverLocations"], serde_json::json!(["fr"]));
    assert_eq!(fetch(&other, LISTING).await, before, "another pod says what it said");
    alice.browser.submit("/operate/listing", FORM, &[("visibility", "unlisted")]).await.expect(200);
    says(&pod, "/listing", "unlisted").await;
    pod.browser().get("/nodeinfo/2.1").await.expect(404);
    eventually("the directory has it no more", async || {
        let listed = pod.deployment().platform().get(&format!("/pods?q={}", pod.host())).await.expect(200);
        (!listed.attributes("main a[href]", "href").iter().any(|it| it.contains(pod.host()))).then_some(())
    })
    .await;
    let page = alice.browser.submit("/operate/listing", FORM, &[("visibility", "none")]).await.expect(200);
    assert!(page.says("no directory recommends this pod"), "{}", page.text());
    for path in ALL {
        let what = format!("{path} is nowhere");
        eventually(&what, async || (pod.browser().get(path).await.status == 404).then_some(())).await;
    }
    alice.browser.submit("/operate/listing", FORM, &[("visibility", "public")]).await.expect(200);
    says(&pod, "/listing", "public").await;
    assert!(alice.get("/operate/audit").await.says("What directories are told"));
    let mut bob = pod.sign_up("bob").await;
    bob.get("/operate/listing").await.expect(404);
}

#[tokio::test]
async fn what_makes_no_sense_comes_back_and_nothing_is_changed() {
    let (pod, mut alice) = operated("cantine").await;
    // who runs it is known by now
    let before = says(&pod, "/contacts/admin/0", format!("xmpp:{}", alice.jid)).await;
    for (field, value) in [
        ("country", "france"),
        ("min_age", "old"),
        ("provider", "http://coop.example"),
        ("abuse", "javascript:alert(1)"),
        ("abuse", "abuse@cantine.example"),
        ("price", &*"x".repeat(81)),
    ] {
        let fields = [(field, value), ("topics", "soup")];
        let page = alice.browser.submit("/operate/listing", FORM, &fields).await;
        assert_eq!(page.expect(422).count("[aria-invalid=true]"), 1, "{field}: {value}");
    }
    alice.browser.submit("/operate/listing", FORM, &[("visibility", "everywhere")]).await.expect(400);
    assert_eq!(fetch(&pod, LISTING).await, before);
}

#[tokio::test]
async fn a_key_is_named_long_before_it_signs_and_a_lost_one_is_replaced_at_once() {
    let pod = TestPod::new("cantine").await;
    let host = pod.host();
    let before = fetch(&pod, LISTING).await;
    let old = before["proof"]["kid"].as_str().expect("a key").to_owned();
    let said = pod.deployment().cosse(&["pod", "key", "rotate", host]);
    let record = format!("_pod-listing.{host}. TXT \"v=pod1; kid=ed25519:");
    assert!(said.contains(&record), "{said}");
    let (_, advice, good) = pod.deployment().tries(&["pod", "key", "rotate", host]);
    assert!(!good && advice.contains("is named already"), "{advice}");
    let named = eventually("the next key is named", async || {
        let said = fetch(&pod, LISTING).await;
        (said["keys"].as_array().map(Vec::len) == Some(2)).then_some(said)
    })
    .await;
    assert_eq!(named["proof"]["kid"], old.as_str(), "the old one signs");
    let next = named["keys"][1]["kid"].clone();
    let shown: Value =
        serde_json::from_str(&pod.deployment().cosse(&["pod", "show", host, "--json"])).expect("JSON");
    assert_eq!(shown["keys"][1]["kid"], next);
    // the days go by
    for (kid, day) in [(next.as_str().expect("a key"), "2026-01-01"), (old.as_str(), "2025-01-01")] {
        let since = format!("UPDATE listing_keys SET signs_from = '{day} 00:00:00'");
        pod.deployment().sql(&format!("{since} WHERE kid = '{kid}'"));
    }
    let after = says(&pod, "/proof/kid", next.clone()).await;
    assert_eq!(after["keys"].as_array().map(Vec::len), Some(1), "{after}");
    assert!(is_signed(&pod.browser().get(LISTING).await, &named["keys"][1]["x"]));
    pod.deployment().cosse(&["pod", "key", "rotate", host, "--at-once"]);
    eventually("another key signs", async || {
        let said = fetch(&pod, LISTING).await;
        (said["proof"]["kid"] != next && said["proof"]["kid"] != old.as_str()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_key_that_the_program_could_not_open_is_not_made() {
    let pod = TestPod::new("cantine").await;
    fetch(&pod, LISTING).await;
    let wrong = ["pod", "key", "rotate", pod.host(), "--key-file", "no-such-file"];
    let (_, advice, good) = pod.deployment().tries(&wrong);
    assert!(!good && advice.contains("--key-file"), "{advice}");
    let keys = |said: &Value| said["keys"].as_array().map(Vec::len);
    assert_eq!(keys(&fetch(&pod, LISTING).await), Some(1));
}

#[tokio::test]
async fn what_is_kept_of_a_key_is_sealed() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    fetch(&pod, LISTING).await;
    let kept = deployment.rows("SELECT length(secret) FROM listing_keys");
    // version, key id, nonce, 32 bytes, tag: what is sealed, and no more
    assert_eq!(kept, [(1 + 4 + 24 + 32 + 16).to_string()]);
}

#[tokio::test]
async fn nodes_that_are_asked_at_once_agree_on_one_listing() {
    let fleet = Fleet::of(1);
    let pod = TestPod::on(fleet.deployment(), "cantine", &[]).await;
    let mut asked = Vec::new();
    for number in 0..20 {
        let browser = if number % 2 == 0 { pod.browser() } else { fleet.balanced(&pod.browser()) };
        asked.push(async move { browser.request(Method::GET, LISTING).send().await.expect("an answer") });
    }
    let mut bodies = Vec::new();
    for answer in futures::future::join_all(asked).await {
        assert_eq!(answer.status(), 200);
        bodies.push(answer.text().await.expect("a document"));
    }
    bodies.sort();
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
}
