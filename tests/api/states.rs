//! What a token of one pod does to it while it is not open.

use super::problems::kind;
use super::*;
use crate::tenancy::things::Things;

/// What is done all the same: methods and addresses.
type May = &'static [(&'static str, &'static str)];

/// What is done on a pod that can only be read, as in its console.
const READ_ONLY: [(&str, &str); 6] = [
    ("PUT", "/blocks/{jid}"),
    ("DELETE", "/blocks/{jid}"),
    ("POST", "/reports/{id}/decide"),
    ("POST", "/reports/{id}/answer"),
    ("POST", "/reports/{id}/show"),
    ("DELETE", "/visits/{id}"),
];

/// The address under a pod with something in the place of each name in braces.
fn filled(pod: &str, address: &str) -> String {
    let parts = address.split('/').map(|part| match part {
        "{jid}" => "eve@evil.example",
        part if part.starts_with('{') => "x",
        part => part,
    });
    format!("{pod}{}", parts.collect::<Vec<_>>().join("/"))
}

/// Whatever changes something is refused in these words, but for that; the state itself is turned by rules of its own.
async fn changes_only(program: &Program, pod: &TestPod, path: &str, may: May, says: &str) {
    let (before, mut tried) = (Things::kept(pod), 0);
    for (method, address, _) in operations(&document(pod.deployment()).await) {
        let Some(address) = address.strip_prefix("/api/v1/pods/{pod}") else { continue };
        let is_left_out = address == "/state" || may.contains(&(method.as_str(), address));
        if method == Method::GET || is_left_out {
            continue;
        }
        let answer = program.send(method.clone(), &filled(path, address), None, None).await;
        let told = (answer.status, kind(&answer));
        assert_eq!(told, (409, "conflict"), "{method} {address}: {}", answer.body);
        let detail = text(&answer.body["detail"]);
        assert!(detail.contains(says), "{method} {address}: {detail}");
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
    assert_eq!(Things::kept(pod), before, "something was done");
    for (method, address) in may {
        let method: Method = method.parse().expect("a method");
        let answer = program.send(method, &filled(path, address), None, None).await;
        assert_ne!(answer.status, 409, "{address}: {}", answer.body);
    }
    program.get(path).await.expect(200);
}

#[tokio::test]
async fn a_token_of_one_pod_does_no_more_than_its_console_while_the_pod_is_not_open() {
    let pod = TestPod::new("cantine").await;
    let all = Program::new(pod.deployment(), ALL, &[]);
    let path = all.path_of(&pod).await;
    let over = json!({ "act": "close", "on": "2026-01-01", "at_once": true });
    let turns: [(Value, May, &str); 3] = [
        (json!({ "act": "read-only" }), &READ_ONLY, "can only be read: it has to be resumed first"),
        (json!({ "act": "suspend" }), &[], "is suspended: it has to be resumed first"),
        (over, &[], "has closed: it has to be resumed first"),
    ];
    for (turn, may, says) in turns {
        let own = Program::new(pod.deployment(), ALL, &[&pod]);
        all.post(&format!("{path}/state"), turn).await.expect(200);
        changes_only(&own, &pod, &path, may, says).await;
        all.patch(&path, json!({ "tagline": says })).await.expect(200);
    }
    let closing = json!({ "act": "close", "on": "9000-01-31" });
    all.post(&format!("{path}/state"), closing).await.expect(200);
    let own = Program::new(pod.deployment(), ALL, &[&pod]);
    own.patch(&path, json!({ "tagline": "Until then" })).await.expect(200);
}

#[tokio::test]
async fn a_deleted_pod_is_changed_by_no_token_and_restored_by_none_of_its_own() {
    let pod = TestPod::new("cantine").await;
    let (all, own) = (Program::new(pod.deployment(), ALL, &[]), Program::new(pod.deployment(), ALL, &[&pod]));
    let path = all.path_of(&pod).await;
    let state = format!("{path}/state");
    own.delete(&path).await.expect(204);
    for program in [&own, &all] {
        changes_only(program, &pod, &path, &[], "is deleted: restore it first").await;
    }
    for act in ["resume", "read-only", "suspend"] {
        own.post(&state, json!({ "act": act })).await.expect(409);
    }
    let restore = json!({ "act": "restore" });
    own.post(&state, restore.clone()).await.expect(403);
    assert_eq!(own.get(&path).await.expect(200)["state"], "deleted");
    all.post(&state, restore).await.expect(200);
    own.patch(&path, json!({ "tagline": "Back again" })).await.expect(200);
}

#[tokio::test]
async fn a_token_of_one_pod_takes_back_only_a_closing_of_its_own_and_not_after_the_day() {
    let pod = TestPod::new("cantine").await;
    let (all, own) = (Program::new(pod.deployment(), ALL, &[]), Program::new(pod.deployment(), ALL, &[&pod]));
    let another = Program::new(pod.deployment(), ALL, &[&pod]);
    let state = format!("{}/state", own.path_of(&pod).await);
    let (close, later) =
        (json!({ "act": "close", "on": "9000-01-31" }), json!({ "act": "close", "on": "9001-01-31" }));
    let resume = json!({ "act": "resume" });
    own.post(&state, close.clone()).await.expect(200);
    own.post(&state, later.clone()).await.expect(200);
    another.post(&state, resume.clone()).await.expect(403);
    own.post(&state, resume.clone()).await.expect(200);
    own.post(&state, close.clone()).await.expect(200);
    all.post(&state, close).await.expect(200);
    for act in ["resume", "read-only", "suspend"] {
        own.post(&state, json!({ "act": act })).await.expect(403);
    }
    own.post(&state, later).await.expect(403);
    all.post(&state, resume.clone()).await.expect(200);
    let over = json!({ "act": "close", "on": "2026-01-01", "at_once": true });
    own.post(&state, over).await.expect(200);
    own.post(&state, resume.clone()).await.expect(403);
    all.post(&state, resume).await.expect(200);
}
