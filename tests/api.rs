//! The API: what the command line and the consoles do to pods, by programs with a token.

mod documented;
mod looking_after;
mod new_members;
mod paging;
mod problems;
mod reports;
mod running;
mod statements;
mod states;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) use self::documented::telling;
use self::documented::{fits, operations};
pub(crate) use self::problems::{finds_nothing_of_another, in_lists};
use crate::domains;
use futures::future::join_all;
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use serde_json::{Value, json};
use testpod::page::REGISTER;
use testpod::{ALPHA, Browser, Deployment, PASSWORD, Postbox, TestPod, eventually, eventually_ok};

/// Everything that a token can be good for.
pub(crate) const ALL: &str = "pods:read pods:write quotas:write members:read members:write reports:read \
    roles:write invites:read invites:write audit:read accounts:write funds:read funds:write \
    directory:read directory:write admins:read admins:write";

/// A program that uses the API.
pub(crate) struct Program {
    browser: Browser,
    name: String,
    secret: String,
}

/// An answer.
pub(crate) struct Told {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Told {
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }
}

fn number() -> usize {
    static COUNT: AtomicUsize = AtomicUsize::new(1);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

impl Program {
    /// One with a token for all of it, or for those pods.
    pub(crate) fn new(deployment: &Arc<Deployment>, scopes: &str, pods: &[&TestPod]) -> Self {
        let name = format!("program-{}", number());
        let mut arguments = vec!["token", "create", &name, "--scope"];
        arguments.extend(scopes.split_whitespace());
        for pod in pods {
            arguments.extend(["--pod", pod.host()]);
        }
        let secret = deployment.cosse(&arguments).trim().to_owned();
        Self { browser: deployment.platform(), name, secret }
    }

    async fn send(&self, method: Method, path: &str, key: Option<&str>, body: Option<String>) -> Told {
        let request = self.browser.request(method, path);
        let request = request.header(AUTHORIZATION, format!("Bearer {}", self.secret));
        let request = key.iter().fold(request, |request, key| request.header("Idempotency-Key", *key));
        let request = match body {
            Some(body) => request.header(CONTENT_TYPE, "application/json").body(body),
            None => request,
        };
        told(request).await
    }

    pub(crate) async fn get(&self, path: &str) -> Told {
        self.send(Method::GET, path, None, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Told {
        self.send(Method::POST, path, None, Some(body.to_string())).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Told {
        self.send(Method::PUT, path, None, Some(body.to_string())).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Told {
        self.send(Method::PATCH, path, None, Some(body.to_string())).await
    }

    async fn delete(&self, path: &str) -> Told {
        self.send(Method::DELETE, path, None, None).await
    }

    /// Where the pod of that host name is.
    pub(crate) async fn path_of(&self, pod: &TestPod) -> String {
        let found = self.get(&format!("/api/v1/pods?q={}", pod.host())).await.expect(200);
        let items = found["items"].as_array().expect("a list");
        let one = items.iter().find(|it| it["host"] == pod.host()).expect("the pod");
        format!("/api/v1/pods/{}", text(&one["id"]))
    }
}

async fn told(request: reqwest::RequestBuilder) -> Told {
    let answer = request.send().await.expect("an answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let body = answer.text().await.expect("a body");
    assert_eq!(headers.get("cache-control").map(|it| it.as_bytes()), Some(b"no-store".as_slice()), "{body}");
    assert!(headers.get("set-cookie").is_none(), "no cookies");
    assert!(headers.get("access-control-allow-origin").is_none(), "no other origins");
    Told { status, headers, body: serde_json::from_str(&body).unwrap_or(Value::Null) }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// The document, which needs no token.
async fn document(deployment: &Arc<Deployment>) -> Value {
    told(deployment.platform().request(Method::GET, "/api/openapi.json")).await.expect(200)
}

#[tokio::test]
async fn a_program_makes_a_pod_hands_it_over_and_watches_it_fill() {
    let deployment = Deployment::shared();
    let program = Program::new(&deployment, ALL, &[]);
    let host = format!("filled-{}.localhost", number());
    let new = json!({
        "host": host, "name": "Filled", "registration": "open", "accounts": "any", "xmpp_domain": ALPHA,
        "members_max": 1, "although_like": true,
    });
    let made = program.post("/api/v1/pods", new).await;
    let path = made.headers["location"].to_str().expect("an address").to_owned();
    let made = made.expect(201);
    assert_eq!(
        (&made["host"], &made["full"], &made["state"]),
        (&json!(host), &json!(false), &json!("active"))
    );
    let jid = format!("filling{}@{ALPHA}", number());
    let given = format!("{path}/operators/{jid}");
    let role = program.send(Method::PUT, &given, None, Some("{}".to_owned())).await.expect(200);
    assert_eq!(role, json!({ "jid": jid, "role": "operator" }));
    let mut browser = deployment.browser(&host);
    eventually("the pod answers", async || (browser.get("/").await.status == 200).then_some(())).await;
    let name = format!("filler{}", number());
    browser.submit("/register", REGISTER, &[("username", &name), ("password", PASSWORD)]).await.expect(200);
    let quotas = program.get(&format!("{path}/quotas")).await.expect(200);
    assert_eq!(quotas["members"], json!({ "used": 1, "max": 1 }));
    assert_eq!((&quotas["full"], &quotas["signups"]["used"]), (&json!(true), &json!(1)));
    let full = program.get(&format!("/api/v1/pods?q={host}")).await.expect(200);
    assert_eq!(full["items"][0]["full"], true);
    let members = program.get(&format!("{path}/members")).await.expect(200);
    assert_eq!(members["items"][0]["jid"], json!(format!("{name}@{ALPHA}")));
    let uploads = json!({ "upload_max": 600_000 });
    let quotas = program.patch(&format!("{path}/quotas"), uploads).await.expect(200);
    assert_eq!((&quotas["upload_max"], &quotas["members"]["max"]), (&json!(600_000), &json!(1)));
    assert_eq!(program.get(&format!("{path}/domain")).await.expect(200)["upload_max"], 600_000);
    let quotas = program.patch(&format!("{path}/quotas"), json!({ "members_max": 0 })).await.expect(200);
    assert_eq!(quotas["members"], json!({ "used": 1, "max": 0 }), "lowering deletes nothing");
    let log = program.get(&format!("{path}/audit?limit=1")).await.expect(200);
    assert_eq!(log["items"][0]["actor"], json!(format!("(token {})", program.name)));
    program.get(&format!("{path}/audit?limit=1&cursor={}", text(&log["next"]))).await.expect(200);
}

#[tokio::test]
async fn the_last_operator_the_domain_and_the_rules_of_a_pod_are_changed_with_care() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[]);
    let path = program.path_of(&pod).await;
    let name = program.get(&path).await.expect(200)["name"].clone();
    let given = format!("{path}/operators/sole{}@{ALPHA}", number());
    program.send(Method::PUT, &given, None, Some("{}".to_owned())).await.expect(200);
    program.delete(&given).await.expect(409);
    let moderator = json!({ "role": "moderator" }).to_string();
    program.send(Method::PUT, &given, None, Some(moderator)).await.expect(409);
    program.delete(&format!("{path}/operators/nobody@{ALPHA}")).await.expect(404);
    let domain = program.get(&format!("{path}/domain")).await.expect(200);
    assert_eq!((&domain["kind"], &domain["domain"]), (&json!("own"), &json!(ALPHA)));
    let managed = json!({ "kind": "managed" }).to_string();
    program.send(Method::PUT, &format!("{path}/domain"), None, Some(managed)).await.expect(422);
    program.patch(&path, json!({ "rules": "Be kind" })).await.expect(200);
    let changed = program.patch(&path, json!({ "rules": "Be kinder" })).await.expect(200);
    assert_eq!(changed["rules"], "Be kind", "until its members were told");
    let at_once = program.patch(&path, json!({ "rules": "Be kindest", "rules_in": 0 })).await.expect(200);
    assert_eq!(at_once["rules"], "Be kindest");
    program.patch(&path, json!({ "rules_in": 0 })).await.expect(422);
    let _member = pod.sign_up("alice").await;
    let rash = json!({ "name": "Loud", "rules": "Be loud", "rules_in": 13 });
    let refused = program.patch(&path, rash).await.expect(422);
    let error = &refused["errors"][0];
    assert_eq!(error["pointer"], "#/rules_in", "{refused}");
    assert!(text(&error["detail"]).contains("14 days before"), "{refused}");
    let refused = program.put(&format!("{path}/texts/rules"), json!({ "body": "Be loud", "days": 0 })).await;
    assert_eq!(refused.expect(422)["errors"][0]["pointer"], "#/days");
    let there = program.get(&path).await.expect(200);
    assert_eq!((&there["name"], &there["rules"]), (&name, &json!("Be kindest")), "nothing half-done stays");
    program.patch(&path, json!({ "rules": "Be kinder", "rules_in": 14 })).await.expect(200);
}

#[tokio::test]
async fn a_pod_is_handed_over_by_an_invitation_that_is_sent() {
    let (deployment, _postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let program = Program::new(&deployment, ALL, &[&pod]);
    let path = format!("{}/invites", program.path_of(&pod).await);
    let new = json!({ "role": "operator", "mail": "alice@mail.example" });
    let made = program.post(&path, new.clone()).await.expect(201);
    assert_eq!((&made["role"], &made["uses"]), (&json!("operator"), &json!(1)));
    assert!(text(&made["link"]).contains(pod.host()), "{made}");
    let mails = pod.deployment().cosse(&["mail", "list", "--pod", pod.host()]);
    assert!(mails.contains("alice@mail.example"), "{mails}");
    program.post(&path, new.clone()).await.expect(409);
    program.post(&path, json!({ "role": "operator", "uses": 2 })).await.expect(422);
    program.post(&path, json!({ "mail": "alice@mail.example", "uses": 2 })).await.expect(422);
    let cautious = Program::new(pod.deployment(), "invites:write", &[&pod]);
    cautious.post(&path, new.clone()).await.expect(403);
    let silent = TestPod::new("lanterne").await;
    let program = Program::new(silent.deployment(), ALL, &[&silent]);
    program.post(&format!("{}/invites", program.path_of(&silent).await), new).await.expect(422);
}

#[tokio::test]
async fn a_plan_is_made_changed_and_removed_and_its_pods_go_along() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[]);
    let name = format!("plan-{}", number());
    let path = format!("/api/v1/plans/{name}");
    let made = program.put(&path, json!({ "members_max": 7 })).await.expect(200);
    assert_eq!((&made["name"], &made["members_max"], &made["pods"]), (&json!(name), &json!(7), &json!(0)));
    let quotas = format!("{}/quotas", program.path_of(&pod).await);
    let given = program.patch(&quotas, json!({ "plan": name })).await.expect(200);
    assert_eq!(given["members"]["max"], 7);
    let changed = program.put(&path, json!({ "members_max": 8 })).await.expect(200);
    assert_eq!((&changed["members_max"], &changed["pods"]), (&json!(8), &json!(1)));
    assert_eq!(changed["sessions_max"], made["sessions_max"], "what is not said stays");
    assert_eq!(program.get(&quotas).await.expect(200)["members"]["max"], 8);
    assert_eq!(changed["upload_max"], Value::Null);
    let own = program.patch(&quotas, json!({ "upload_max": 400_000 })).await.expect(200);
    assert_eq!((&own["upload_max"], &own["plan"]), (&json!(400_000), &json!(name)), "no plan says it");
    program.put(&path, json!({ "upload_max": 500_000 })).await.expect(200);
    let both = json!({ "plan": name, "upload_max": 600_000 });
    assert_eq!(program.patch(&quotas, both).await.expect(422)["errors"][0]["pointer"], "#/upload_max");
    assert_eq!(program.get(&quotas).await.expect(200)["upload_max"], 500_000);
    let silent = program.put(&path, json!({ "upload_max": null })).await.expect(200);
    assert_eq!((&silent["upload_max"], &silent["members_max"]), (&Value::Null, &json!(8)));
    program.put(&path, json!({ "members_max": -1 })).await.expect(422);
    program.delete(&path).await.expect(204);
    program.delete(&path).await.expect(404);
    let kept = program.get(&quotas).await.expect(200);
    assert_eq!((&kept["plan"], &kept["members"]["max"]), (&Value::Null, &json!(8)));
    assert_eq!(kept["upload_max"], 500_000);
    program.put("/api/v1/plans/%20", json!({})).await.expect(404);
}

#[tokio::test]
async fn a_list_is_read_page_by_page_and_each_is_there_once() {
    let deployment = Deployment::shared();
    let program = Program::new(&deployment, ALL, &[]);
    let word = format!("paged{}x", number());
    let mut made = Vec::new();
    for letter in ["a", "b", "c", "d", "e"] {
        let new =
            json!({ "host": format!("{word}{letter}.localhost"), "name": "Paged", "although_like": true });
        made.push(text(&program.post("/api/v1/pods", new).await.expect(201)["id"]).to_owned());
    }
    let mut seen = Vec::new();
    let mut next = String::new();
    for size in [2, 2, 1] {
        let page = program.get(&format!("/api/v1/pods?q={word}&limit=2{next}")).await.expect(200);
        let items = page["items"].as_array().expect("a list");
        assert_eq!(items.len(), size, "{page}");
        seen.extend(items.iter().map(|it| text(&it["id"]).to_owned()));
        next = page["next"].as_str().map_or_else(String::new, |next| format!("&cursor={next}"));
    }
    assert!(next.is_empty(), "there is no page after the last");
    seen.sort();
    made.sort();
    assert_eq!(seen, made);
    let path = format!("/api/v1/pods/{}", made[0]);
    program.delete(&path).await.expect(204);
    assert_eq!(program.get(&path).await.expect(200)["state"], "deleted");
    let left = program.get(&format!("/api/v1/pods?q={word}")).await.expect(200);
    assert_eq!(left["items"].as_array().map(Vec::len), Some(4));
    program.patch(&path, json!({ "name": "Gone" })).await.expect(409);
    program.post(&format!("{path}/state"), json!({ "act": "restore" })).await.expect(200);
    program.patch(&path, json!({ "name": "Back" })).await.expect(200);
}

#[tokio::test]
async fn the_same_request_at_the_same_instant_is_done_once() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = format!("{}/invites", program.path_of(&pod).await);
    let key = Some("b7c2-one");
    let body = json!({ "uses": 3, "note": "for the choir" }).to_string();
    let asked = (0..10).map(|_| program.send(Method::POST, &path, key, Some(body.clone())));
    let told = join_all(asked).await;
    let statuses: Vec<u16> = told.iter().map(|it| it.status).collect();
    assert!(statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
    let link = eventually("the answer is there", async || {
        let again = program.send(Method::POST, &path, key, Some(body.clone())).await;
        (again.status == 201).then(|| again.body["link"].clone())
    })
    .await;
    assert!(told.iter().filter(|it| it.status == 201).all(|it| it.body["link"] == link));
    let listed = program.get(&path).await.expect(200);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(listed["items"][0]["link"], Value::Null, "it is told once");
    let kept = String::from_utf8_lossy(&pod.deployment().kept()).into_owned();
    let code = text(&link).rsplit('/').next().expect("a code");
    assert!(!kept.contains(code) && !kept.contains(&program.secret), "neither is kept as it is");
    let other = json!({ "uses": 4 }).to_string();
    let reused = program.send(Method::POST, &path, key, Some(other.clone())).await.expect(422);
    assert!(text(&reused["type"]).ends_with("/key-reused"), "{reused}");
    let another = Program::new(pod.deployment(), ALL, &[&pod]);
    another.send(Method::POST, &path, key, Some(other)).await.expect(201);
    // what was not done leaves the key as it was
    let wrong = json!({ "uses": 0 }).to_string();
    program.send(Method::POST, &path, Some("two"), Some(wrong)).await.expect(422);
    program.send(Method::POST, &path, Some("two"), Some(body)).await.expect(201);
}

#[tokio::test]
async fn a_request_without_a_key_is_done_as_often_as_it_is_sent() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = format!("{}/invites", program.path_of(&pod).await);
    let body = json!({ "uses": 3, "note": "for the choir" });
    let first = program.post(&path, body.clone()).await.expect(201);
    let second = program.post(&path, body).await.expect(201);
    assert!(first["id"] != second["id"] && first["link"] != second["link"], "{first} {second}");
    let listed = program.get(&path).await.expect(200);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(2), "{listed}");
}

#[tokio::test]
async fn a_pod_is_made_with_a_domain_that_cosse_makes_too() {
    let domain = "cantine.alpha.test";
    let deployment = domains::deployment(&[domain]);
    let program = Program::new(&deployment, ALL, &[]);
    let new = |host: &str, kind: &str| {
        json!({ "host": host, "name": "Cantine", "registration": "open", "accounts": "any",
            "xmpp_domain_kind": kind, "xmpp_domain": domain })
    };
    let made = program.post("/api/v1/pods", new("cantine.localhost", "managed")).await.expect(201);
    let path = format!("/api/v1/pods/{}/domain", text(&made["id"]));
    eventually("it is ready", async || {
        let domain = program.get(&path).await.expect(200);
        (domain["kind"] == "managed" && domain["standing"] == "ready").then_some(())
    })
    .await;
    eventually("the form offers it", async || {
        let mut visitor = deployment.browser("cantine.localhost");
        visitor.get("/register").await.says(&format!("@{domain}")).then_some(())
    })
    .await;
    for kind in ["managed", "shared", "own"] {
        program.post("/api/v1/pods", new("lanterne.localhost", kind)).await.expect(409);
    }
    let nameless = json!({ "host": "lanterne.localhost", "name": "Lanterne", "xmpp_domain_kind": "shared" });
    program.post("/api/v1/pods", nameless).await.expect(422);
    let found = program.get("/api/v1/pods?q=lanterne").await.expect(200);
    assert_eq!(found["items"].as_array().map(Vec::len), Some(0), "nothing half-made stays: {found}");
    let (drop, resume) = (format!("{path}/drop"), format!("{path}/resume"));
    let used = program.post(&drop, json!({ "domain": domain })).await.expect(409);
    assert!(text(&used["detail"]).contains("another one first"), "{used}");
    program.post(&resume, json!({ "jid": format!("nobody@{domain}") })).await.expect(404);
    program.post(&resume, json!({ "jid": "no address of anybody" })).await.expect(422);
    let none = json!({ "kind": "none" }).to_string();
    program.send(Method::PUT, &path, None, Some(none)).await.expect(200);
    program.post(&drop, json!({ "domain": domain })).await.expect(204);
}

#[tokio::test]
async fn a_member_is_suspended_let_in_again_and_removed_by_a_program() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let mut alice = pod.sign_up("alice").await;
    let bob = pod.sign_up("bob").await;
    let path = program.path_of(&pod).await;
    let (one, other) = (format!("{path}/members/{}", alice.name), format!("{path}/members/{}", bob.jid));
    let suspended =
        program.patch(&one, json!({ "state": "suspended", "reason": "Insults" })).await.expect(200);
    assert_eq!(
        (&suspended["state"], &suspended["suspended_reason"]),
        (&json!("suspended"), &json!("Insults"))
    );
    assert!(!alice.is_signed_in().await);
    let listed = program.get(&format!("{path}/members?state=suspended")).await.expect(200);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    program.patch(&one, json!({ "state": "active" })).await.expect(200);
    // as long as that of a decision on a report, which becomes hers
    let long = "é".repeat(2_000);
    let suspended = program.patch(&one, json!({ "state": "suspended", "reason": long })).await.expect(200);
    assert_eq!(suspended["suspended_reason"], long.as_str());
    program.patch(&one, json!({ "state": "active" })).await.expect(200);
    let longer = format!("{long}x");
    program.patch(&one, json!({ "state": "suspended", "reason": longer })).await.expect(422);
    let role = program.patch(&other, json!({ "role": "operator" })).await.expect(200);
    assert_eq!(role["role"], "operator");
    program.patch(&other, json!({ "role": null })).await.expect(409);
    program.patch(&other, json!({ "state": "suspended" })).await.expect(409);
    program.delete(&other).await.expect(409);
    program.delete(&one).await.expect(204);
    program.get(&one).await.expect(404);
    let cautious = Program::new(pod.deployment(), "members:read members:write", &[&pod]);
    cautious.patch(&other, json!({ "role": "moderator" })).await.expect(403);
}

#[tokio::test]
async fn states_and_host_names_are_changed_as_by_the_command_line() {
    let pod = TestPod::new("cantine").await;
    let program = Program::new(pod.deployment(), ALL, &[]);
    let path = program.path_of(&pod).await;
    let (state, hosts) = (format!("{path}/state"), format!("{path}/hosts"));
    let turned =
        program.post(&state, json!({ "act": "suspend", "reason": "Moving house" })).await.expect(200);
    assert_eq!((&turned["state"], &turned["state_reason"]), (&json!("suspended"), &json!("Moving house")));
    let mut browser = pod.browser();
    let closed = async || if browser.get("/").await.status == 503 { Ok(()) } else { Err("it is open") };
    eventually_ok("the pod is suspended", closed).await;
    program.get(&path).await.expect(200);
    program.post(&state, json!({ "act": "restore" })).await.expect(409);
    program.post(&state, json!({ "act": "resume" })).await.expect(200);
    program.post(&state, json!({ "act": "close" })).await.expect(422);
    program.post(&state, json!({ "act": "close", "on": "2020-01-01" })).await.expect(422);
    program.post(&state, json!({ "act": "resume", "on": "2020-01-01" })).await.expect(422);
    let closing = program.post(&state, json!({ "act": "close", "on": "9000-01-31" })).await.expect(200);
    assert_eq!(closing["closing_at"], "9000-01-31T00:00:00Z");
    let more = format!("more-{}.localhost", number());
    let added = program.post(&hosts, json!({ "host": more, "although_like": true })).await.expect(201);
    assert_eq!((&added["served"], &added["record"]), (&json!(true), &Value::Null));
    let own = json!({ "host": format!("api{}.test", number()), "although_like": true });
    let own = program.post(&hosts, own).await.expect(201);
    assert_eq!((&own["served"], &own["record"]["type"]), (&json!(false), &json!("TXT")));
    program.post(&format!("{hosts}/{}/primary", text(&own["host"])), json!({})).await.expect(409);
    program.post(&format!("{hosts}/{more}/primary"), json!({})).await.expect(200);
    program.delete(&format!("{hosts}/{more}")).await.expect(409);
    program.delete(&format!("{hosts}/{}", pod.host())).await.expect(204);
    assert_eq!(program.get(&path).await.expect(200)["host"], json!(more));
    for wrong in ["", "-a.localhost", "a b.localhost", "localhost", "аpple.localhost"] {
        program.post(&hosts, json!({ "host": wrong })).await.expect(422);
    }
}

#[tokio::test]
async fn every_answer_is_as_the_document_says() {
    let pod = TestPod::new("cantine").await;
    let deployment = pod.deployment();
    let program = Program::new(deployment, ALL, &[]);
    let alice = pod.sign_up("alice").await;
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let path = program.path_of(&pod).await;
    program.post(&format!("{path}/invites"), json!({ "days": 3 })).await.expect(201);
    program.post(&format!("{path}/announcements"), json!({ "title": "Soup" })).await.expect(201);
    program.put(&format!("{path}/blocks/evil.example"), json!({ "reason": "Spam" })).await.expect(200);
    let host = json!({ "host": format!("said{}.test", number()), "although_like": true });
    program.post(&format!("{path}/hosts"), host).await.expect(201);
    let document = document(deployment).await;
    let mut seen = 0;
    for (method, address, operation) in operations(&document) {
        let address = address.replace("/api/v1/pods/{pod}", &path).replace("{member}", &alice.name);
        if method != Method::GET || address.contains('{') {
            continue;
        }
        // one of three ways to look for them must be said
        let asked = if address.ends_with("/sign-ups") { "?from=2001-01-01&until=2999-01-01" } else { "" };
        let answer = program.get(&format!("{address}{asked}")).await.expect(200);
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        fits(&document, schema, &answer, &address);
        seen += 1;
    }
    assert!(seen > 10, "{seen}");
}
