//! What the API does not do, and how it says so.

use std::collections::BTreeSet;

use testpod::PATIENCE;

use super::*;
use crate::tenancy::things::{Things, WORD};

/// What is read of the deployment as a whole.
const OF_ALL: [&str; 10] = [
    "/deployment",
    "/health",
    "/plans",
    "/blocks",
    "/v1/mails",
    "/v1/announcements",
    "/v1/admins",
    "/pod-reports",
    "/v1/statements",
    "/v1/audit",
];

/// Which kind of problem an answer is.
#[track_caller]
pub(super) fn kind(told: &Told) -> &str {
    assert_eq!(told.headers["content-type"], "application/problem+json", "{}", told.body);
    assert_eq!(told.body["status"], json!(told.status));
    for name in ["title", "detail", "instance"] {
        assert!(told.body[name].as_str().is_some_and(|said| !said.is_empty()), "{name}: {}", told.body);
    }
    let (address, slug) = text(&told.body["type"]).rsplit_once('/').expect("an address");
    assert!(address.ends_with("/api/openapi.json#/components/responses"), "{address}");
    slug
}

/// The fields that are wrong.
fn wrong(told: &Told) -> Vec<&str> {
    let errors = told.body["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().map(|it| it["pointer"].as_str().or(it["parameter"].as_str()).expect("a place")).collect()
}

/// What is taken at an address under a pod, of the things that another pod has.
fn taken(start: &str) -> &'static str {
    match start {
        "announcements/" => "announcement",
        "blocks/" => "blocked",
        "funds/" => "entry",
        "hosts/" => "host",
        "invites/" => "invite",
        "mails/" => "mail",
        "members/" => "handle",
        "notices/" => "notice",
        "operators/" => "jid",
        "reports/" => "report",
        "requests/" => "request",
        "texts/" => WORD,
        "visits/" => "visit",
        "waiters/" => "email",
        "waves/" => "wave",
        other => panic!("say here what is taken behind {other}"),
    }
}

/// A body that is taken there, so that nothing is refused for what it lacks.
fn body(method: &Method, address: &str) -> Option<String> {
    let body = match address.rsplit('/').next() {
        _ if [Method::GET, Method::DELETE].contains(method) => return None,
        Some("decide") => json!({ "verdict": "dismissed", "reason": "It is fine." }),
        Some("answer") => json!({ "upheld": true, "reason": "It is fine." }),
        Some("account") => json!({ "act": "suspend" }),
        Some("newcomer") => json!({ "act": "lift" }),
        _ if address.starts_with("funds/") && *method == Method::PUT => {
            json!({ "day": "2026-01-02", "direction": "in", "amount": "5" })
        }
        _ => json!({}),
    };
    Some(body.to_string())
}

/// Under one's own pod nothing is found of another, whatever kind of thing it is.
pub(crate) async fn finds_nothing_of_another(pod: &TestPod, things: &Things) {
    let program = Program::new(pod.deployment(), ALL, &[pod]);
    let (mine, mut kinds) = (program.path_of(pod).await, BTreeSet::new());
    for (method, address, _) in operations(&document(pod.deployment()).await) {
        let Some(address) = address.strip_prefix("/api/v1/pods/{pod}/") else { continue };
        let Some((start, end)) = address.find('{').zip(address.find('}')) else { continue };
        let kind_of = taken(&address[..start]);
        // anybody's address may be kept out, or given a role
        if method == Method::PUT && ["blocked", "jid"].contains(&kind_of) {
            continue;
        }
        for thing in things.kind(kind_of) {
            let path = format!("{mine}/{}{thing}{}", &address[..start], &address[end + 1..]);
            let answer = program.send(method.clone(), &path, None, body(&method, address)).await;
            assert_eq!((answer.status, kind(&answer)), (404, "not-found"), "{method} {path} {}", answer.body);
            kinds.insert(kind_of);
        }
    }
    assert_eq!(kinds.len(), 14, "all but texts, whose words are ours: {kinds:?}");
}

/// What tells of the things in the lists that a program gets with a token for one pod.
pub(crate) async fn in_lists(pod: &TestPod, things: &Things) -> BTreeSet<String> {
    let program = Program::new(pod.deployment(), ALL, &[pod]);
    let (mine, mut found) = (program.path_of(pod).await, BTreeSet::new());
    for (method, address, _) in operations(&document(pod.deployment()).await) {
        let list = address.strip_prefix("/api/v1/pods/{pod}").filter(|it| !it.contains('{'));
        let Some(list) = list.filter(|_| method == Method::GET) else { continue };
        let answer = program.get(&format!("{mine}{list}")).await;
        assert!(answer.status < 500, "{address} {}", answer.body);
        let body = answer.body.to_string();
        let words = things.telling().into_iter().filter(|it| body.contains(it));
        found.extend(words.map(|it| format!("{it} at {list}")));
    }
    found
}

#[tokio::test]
async fn each_kind_of_problem_has_an_address_that_the_document_describes() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[]);
    let path = program.path_of(&pod).await;
    let send = async |method: Method, path: &str, kind: &str, body: &str| {
        let request = program.browser.request(method, path);
        let request = request.header(AUTHORIZATION, format!("bearer {}", program.secret));
        told(request.header(CONTENT_TYPE, kind).body(body.to_owned())).await
    };
    let document = document(pod.deployment()).await;
    let json = "application/json; charset=utf-8";
    let large = json!({ "name": "a".repeat(257 * 1024) }).to_string();
    for (method, at, media, body, status, slug) in [
        (Method::PATCH, path.as_str(), json, "{", 400, "malformed"),
        (Method::GET, "/api/v1/pods/01ARZ3NDEKTSV4RRFFQ69G5FAV", json, "", 404, "not-found"),
        (Method::GET, "/api/v1/pods/..%2f", json, "", 404, "not-found"),
        (Method::GET, "/api/v1/nothing", json, "", 404, "not-found"),
        (Method::PUT, path.as_str(), json, "", 405, "method-not-allowed"),
        (Method::OPTIONS, path.as_str(), json, "", 405, "method-not-allowed"),
        (Method::PATCH, path.as_str(), json, large.as_str(), 413, "too-large"),
        (Method::PATCH, path.as_str(), "text/plain", "{}", 415, "not-json"),
        (Method::PATCH, path.as_str(), "application/x-www-form-urlencoded", "a=b", 415, "not-json"),
        (Method::PATCH, path.as_str(), json, r#"{"name":""}"#, 422, "invalid"),
        (Method::GET, "/api/v1/pods?limit=0", json, "", 422, "invalid"),
        (Method::GET, "/api/v1/pods?cursor=x", json, "", 422, "invalid"),
    ] {
        let answer = send(method, at, media, body).await;
        assert_eq!((answer.status, kind(&answer)), (status, slug), "{at} {}", answer.body);
        assert!(document["components"]["responses"][slug]["description"].is_string(), "{slug}");
    }
    let refused = send(Method::PUT, &path, json, "").await;
    assert_eq!(refused.headers["allow"], "GET, PATCH, DELETE");
    let taken = json!({ "host": pod.host(), "name": "Again" });
    let answer = program.post("/api/v1/pods", taken).await;
    assert!(matches!(answer.status, 409 | 422), "{}", answer.body);
}

#[tokio::test]
async fn without_a_token_that_is_good_nothing_is_there_to_see() {
    let pod = TestPod::new("cantine").await;
    let deployment = pod.deployment();
    let program = Program::new(deployment, ALL, &[&pod]);
    let path = program.path_of(&pod).await;
    let document = document(deployment).await;
    for (method, address, _) in operations(&document) {
        let answer = told(deployment.platform().request(method.clone(), &address)).await;
        assert_eq!((answer.status, kind(&answer)), (401, "unauthenticated"), "{method} {address}");
        assert!(answer.headers["www-authenticate"].to_str().is_ok_and(|it| it.starts_with("Bearer")));
    }
    let longer = format!("Bearer {}0", program.secret);
    for shown in ["Bearer", "Bearer x", "Basic YTpi", &program.secret, &longer] {
        let request = deployment.platform().request(Method::GET, &path).header(AUTHORIZATION, shown);
        assert_eq!(told(request).await.status, 401, "{shown}");
    }
    // a pod's host has no API
    let there = pod.browser().request(Method::GET, &path);
    let there = there.header(AUTHORIZATION, format!("Bearer {}", program.secret)).send().await;
    assert_eq!(there.expect("an answer").status(), 404);
    deployment.cosse(&["token", "revoke", &program.name]);
    assert_eq!(kind(&program.get(&path).await), "unauthenticated");
    let program = Program::new(deployment, ALL, &[&pod]);
    program.get(&path).await.expect(200);
    deployment.sql(&format!(
        "UPDATE tokens SET expires_at = '2026-01-01 00:00:00' WHERE name = '{}'",
        program.name
    ));
    assert_eq!(kind(&program.get(&path).await), "unauthenticated");
    let listed = deployment.cosse(&["token", "list"]);
    let line = listed.lines().find(|line| line.starts_with(&program.name)).expect("its line");
    assert!(line.contains("expired") && line.contains(pod.host()), "{line}");
    assert!(!listed.contains(&program.secret));
}

#[tokio::test]
async fn a_token_of_one_pod_finds_nothing_of_another() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let eve = other.sign_up("eve").await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let hers = Program::new(pod.deployment(), ALL, &[&other]);
    let theirs = hers.path_of(&other).await;
    let listed = program.get("/api/v1/pods").await.expect(200);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "{listed}");
    let document = document(pod.deployment()).await;
    let mut tried = 0;
    for (method, address, _) in operations(&document) {
        let address = address.replace("/api/v1/pods/{pod}", &theirs).replace("{member}", &eve.name);
        let address = address.replace("{jid}", &eve.jid).replace("{host}", other.host());
        let address = address.replace("{id}", "01ARZ3NDEKTSV4RRFFQ69G5FAV").replace("{name}", "tiny");
        let address = address.replace("{email}", "eve@mail.example").replace("{kind}", "rules");
        assert!(!address.contains('{'), "say here what is in {address}");
        let answer = program.send(method.clone(), &address, None, None).await;
        let of_all = OF_ALL.iter().any(|end| address.ends_with(*end));
        if address.starts_with(&theirs) {
            tried += 1;
            assert_eq!((answer.status, kind(&answer)), (404, "not-found"), "{method} {address}");
        } else if method != Method::GET || of_all {
            assert_eq!(kind(&answer), "forbidden", "{method} {address}");
        }
    }
    assert!(tried > 20, "{tried}");
}

#[tokio::test]
async fn a_token_of_one_pod_acts_on_nothing_else() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (alice, eve) = (pod.sign_up("alice").await, other.sign_up("eve").await);
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let hers = Program::new(pod.deployment(), ALL, &[&other]);
    let (mine, theirs) = (program.path_of(&pod).await, hers.path_of(&other).await);
    let new = json!({ "host": "third.localhost", "name": "Third" });
    assert_eq!(kind(&program.post("/api/v1/pods", new).await), "forbidden");
    for insisting in ["trusted", "although_like"] {
        let vouched = json!({ "host": "bank.test", insisting: true });
        assert_eq!(kind(&program.post(&format!("{mine}/hosts"), vouched).await), "forbidden");
    }
    let domain = json!({ "xmpp_domain": "bank.test" });
    assert_eq!(kind(&program.patch(&mine, domain).await), "forbidden");
    // what is of another pod is not in one's own
    program.get(&format!("{mine}/members/{}", eve.name)).await.expect(404);
    program.get(&format!("{mine}/members/{}", alice.name)).await.expect(200);
    let invite = hers.post(&format!("{theirs}/invites"), json!({})).await.expect(201);
    program.delete(&format!("{mine}/invites/{}", text(&invite["id"]))).await.expect(404);
    program.delete(&format!("{mine}/hosts/{}", other.host())).await.expect(404);
    assert_eq!(hers.get(&format!("{theirs}/invites")).await.expect(200)["items"][0]["good"], true);
}

#[tokio::test]
async fn a_token_of_one_pod_does_not_undo_what_those_who_run_the_deployment_did() {
    let pod = TestPod::new("cantine").await;
    let (all, own) = (Program::new(pod.deployment(), ALL, &[]), Program::new(pod.deployment(), ALL, &[&pod]));
    let state = format!("{}/state", own.path_of(&pod).await);
    let close = json!({ "act": "close", "on": "9000-01-31" });
    own.post(&state, close.clone()).await.expect(200);
    own.post(&state, json!({ "act": "resume" })).await.expect(200);
    for act in ["read-only", "suspend"] {
        all.post(&state, json!({ "act": act })).await.expect(200);
        own.post(&state, json!({ "act": "resume" })).await.expect(403);
        own.post(&state, close.clone()).await.expect(403);
    }
    own.post(&state, json!({ "act": "read-only" })).await.expect(403);
    all.delete(&own.path_of(&pod).await).await.expect(204);
    own.post(&state, json!({ "act": "restore" })).await.expect(403);
    all.post(&state, json!({ "act": "restore" })).await.expect(200);
    assert_eq!(all.get(&own.path_of(&pod).await).await.expect(200)["state"], "suspended");
}

#[tokio::test]
async fn a_token_is_good_for_its_scopes_only() {
    let pod = TestPod::new("cantine").await;
    let all = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = all.path_of(&pod).await;
    let document = document(pod.deployment()).await;
    for scope in ALL.split_whitespace() {
        let program = Program::new(pod.deployment(), scope, &[&pod]);
        for (method, address, operation) in operations(&document) {
            let wanted = text(&operation["security"][0]["token"][0]);
            let address = address.replace("/api/v1/pods/{pod}", &path);
            if wanted != scope {
                let answer = program.send(method.clone(), &address, None, None).await;
                assert_eq!((answer.status, kind(&answer)), (403, "forbidden"), "{scope}: {method} {address}");
            }
        }
    }
    let (_, why, good) = pod.deployment().tries(&["token", "create", "other", "--scope", "pods:all"]);
    assert!(!good && why.contains("members:read"), "{why}");
    let (_, why, good) = pod.deployment().tries(&["token", "create", &all.name, "--scope", "pods:read"]);
    assert!(!good && why.contains("cosse token list"), "{why}");
    let (_, _, good) = pod.deployment().tries(&["token", "create", "A (b)", "--scope", "pods:read"]);
    assert!(!good);
}

#[tokio::test]
async fn hostile_bodies_get_a_clear_answer_and_change_nothing() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = program.path_of(&pod).await;
    let before = program.get(&path).await.expect(200);
    let deep = format!("{}{}", "{\"name\":".repeat(2000), "}".repeat(2000));
    let half = r#"{"name":"\ud800"}"#;
    for body in ["null", "[]", "\"a\"", r#"{"name":"a""#, r#"{"name":"a"}{}"#, half, &deep] {
        let answer = program.send(Method::PATCH, &path, None, Some(body.to_owned())).await;
        assert_eq!((answer.status, kind(&answer)), (400, "malformed"), "{}", &body[..body.len().min(50)]);
    }
    for (body, fields) in [
        (
            json!({ "name": "x".repeat(61), "accent": "red", "owner": 1 }),
            vec!["#/accent", "#/name", "#/owner"],
        ),
        (json!({ "name": { "en": "a" } }), vec!["#/name"]),
        (json!({ "name": "a\u{0}b" }), vec!["#/name"]),
        (json!({ "name": "a\nb" }), vec!["#/name"]),
        (json!({ "session_days": -1, "message_days": 1e300 }), vec!["#/message_days", "#/session_days"]),
        (json!({ "session_days": true, "language": "tlh" }), vec!["#/language", "#/session_days"]),
        (json!({ "allowed_domains": ["a.example", ""] }), vec!["#/allowed_domains"]),
        (json!({ "allowed_domains": "a.example" }), vec!["#/allowed_domains"]),
        (json!({ "contact_email": "nobody" }), vec!["#/contact_email"]),
        (json!({ "members_max": 5 }), vec!["#/members_max"]),
        (json!({ "__proto__": {}, "a/b": 1 }), vec!["#/__proto__", "#/a~1b"]),
    ] {
        let answer = program.patch(&path, body).await;
        let mut said = wrong(&answer);
        said.sort_unstable();
        assert_eq!((answer.status, kind(&answer), said), (422, "invalid", fields), "{}", answer.body);
    }
    assert_eq!(program.get(&path).await.expect(200), before);
}

#[tokio::test]
async fn what_is_there_twice_unknown_or_absurd_is_named() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = program.path_of(&pod).await;
    let twice = r#"{"name":"a","name":"b"}"#.to_owned();
    let twice = program.send(Method::PATCH, &path, None, Some(twice)).await;
    assert_eq!(wrong(&twice), ["#/name"]);
    let unknown = program.get(&format!("{path}/members?limit=many&since=1")).await;
    assert_eq!(wrong(&unknown), ["limit", "since"]);
    let large = json!({ "members_max": 9_223_372_036_854_775_807_i64 });
    assert_eq!(wrong(&program.patch(&format!("{path}/quotas"), large).await), ["#/members_max"]);
    let both = json!({ "members_max": 5, "plan": "small" });
    assert_eq!(wrong(&program.patch(&format!("{path}/quotas"), both).await), ["#/plan"]);
    let unknown = json!({ "plan": "there-is-none" });
    assert_eq!(wrong(&program.patch(&format!("{path}/quotas"), unknown).await), ["#/plan"]);
}

#[tokio::test]
async fn limits_below_zero_and_host_names_that_cannot_be_are_named_and_make_nothing() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[]);
    let quotas = format!("{}/quotas", program.path_of(&pod).await);
    let before = program.get(&quotas).await.expect(200);
    for name in ["members_max", "storage_max", "sessions_max", "signups_per_day", "upload_max"] {
        for figure in [json!(-1), json!(i64::MAX), json!(1e300), json!(1.5), json!("5"), json!(true)] {
            let answer = program.patch(&quotas, json!({ (name): figure })).await;
            let pointer = format!("#/{name}");
            assert_eq!((answer.status, wrong(&answer)), (422, vec![pointer.as_str()]), "{}", answer.body);
        }
    }
    assert_eq!(program.get(&quotas).await.expect(200), before);
    for host in ["https://a.test", "10.0.0.1", "garden", "g\u{430}rden.localhost", "admin.localhost", ""] {
        let answer = program.post("/api/v1/pods", json!({ "host": host, "name": "Ill-named" })).await;
        assert_eq!((answer.status, wrong(&answer)), (422, vec!["#/host"]), "{host}: {}", answer.body);
    }
    let taken = json!({ "host": pod.host(), "name": "Ill-named" });
    let answer = program.post("/api/v1/pods", taken).await;
    assert!(matches!(answer.status, 409 | 422), "{}", answer.body);
    let listed = program.get("/api/v1/pods?q=Ill-named").await.expect(200);
    assert!(listed["items"].as_array().is_some_and(Vec::is_empty), "{listed}");
}

#[tokio::test]
async fn who_asks_without_end_is_told_to_wait() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let began = std::time::Instant::now();
    loop {
        let told = join_all((0..50).map(|_| program.get("/api/v1/pods?limit=1"))).await;
        if let Some(answer) = told.iter().find(|it| it.status != 200) {
            assert_eq!((answer.status, kind(answer)), (429, "too-many"));
            assert!(answer.headers.contains_key("retry-after"));
            break;
        }
        assert!(began.elapsed() < PATIENCE, "nobody stopped it");
    }
}
