//! What the directory says of pods: by programs, and taken back by command.

use super::problems::kind;
use super::*;

/// Whether others are told that.
async fn is_told(deployment: &Deployment, words: &str) -> bool {
    deployment.platform().get("/api/v1/directory/statements").await.expect(200).body.contains(words)
}

#[tokio::test]
async fn something_is_said_of_a_pod_and_taken_back_by_a_token_for_all_pods() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let program = Program::new(&deployment, ALL, &[]);
    let path = "/api/v1/statements";
    let new = json!({
        "subject": "spam.example", "action": "warn", "reason": "Spam", "days": 30,
        "evidence": ["https://a.example/one", "https://a.example/two"],
    });
    let made = program.post(path, new.clone()).await.expect(201);
    assert_eq!((&made["subject"], &made["action"]), (&json!("spam.example"), &json!("warn")));
    assert!(made["peer"].is_null() && is_told(&deployment, "spam.example").await, "{made}");
    let listed = program.get(path).await.expect(200);
    let document = document(&deployment).await;
    let responses = &document["paths"]["/api/v1/statements"]["get"]["responses"];
    fits(&document, &responses["200"]["content"]["application/json"]["schema"], &listed, path);
    assert_eq!(listed["items"][0], made);
    for (field, wrong) in [
        ("subject", json!("no host")),
        ("action", json!("burn")),
        ("reason", json!(" ")),
        ("evidence", json!(["no address"])),
        ("days", json!(0)),
    ] {
        let mut sent = new.clone();
        sent[field] = wrong;
        let answer = program.post(path, sent).await;
        assert_eq!((answer.status, kind(&answer)), (422, "invalid"), "{field}");
        assert!(answer.body["errors"][0]["pointer"] == format!("#/{field}"), "{}", answer.body);
    }
    let of_pod = Program::new(&deployment, ALL, &[&pod]);
    of_pod.post(path, new.clone()).await.expect(403);
    let one = format!("{path}/{}", text(&made["id"]));
    of_pod.delete(&one).await.expect(403);
    program.delete(&one).await.expect(204);
    program.delete(&one).await.expect(404);
    let gone = async || (!is_told(&deployment, "spam.example").await).then_some(());
    eventually("it is not told any more", gone).await;
}

#[tokio::test]
async fn what_is_said_of_a_pod_is_listed_and_taken_back_by_command() {
    let deployment = Deployment::fresh();
    let program = Program::new(&deployment, ALL, &[]);
    let new = json!({ "subject": "odd.example", "action": "note", "reason": "It moves" });
    let made = program.post("/api/v1/statements", new).await.expect(201);
    let listed = deployment.cosse(&["directory", "statement", "list"]);
    let said = listed.contains("odd.example") && listed.contains("this directory: It moves");
    assert!(said && listed.contains(text(&made["id"])), "{listed}");
    let withdraw = ["directory", "statement", "withdraw", text(&made["id"])];
    deployment.cosse(&withdraw);
    let (_, why, good) = deployment.tries(&withdraw);
    assert!(!good && why.contains("statement list"), "{why}");
    assert_eq!(deployment.cosse(&["directory", "statement", "list", "--json"]).trim(), "[]");
}
