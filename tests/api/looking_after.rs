//! What is announced on a pod, who is kept out, who waits, what is reported, and what is undone: by programs.

use super::*;

/// A key that nothing has.
const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/// How many items a list has.
async fn listed(program: &Program, path: &str) -> usize {
    program.get(path).await.expect(200)["items"].as_array().expect("a list").len()
}

/// Whether an answer is as the document says that the items of that list are.
async fn is_an_item(deployment: &Arc<Deployment>, path: &str, answer: &Value) {
    let document = document(deployment).await;
    let operation = &document["paths"][format!("/api/v1{path}")]["get"];
    let page = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    fits(&document, &page["properties"]["items"]["items"], answer, path);
}

#[tokio::test]
async fn something_is_announced_on_one_pod_and_withdrawn() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = format!("{}/announcements", program.path_of(&pod).await);
    let new = json!({ "title": " No soup ", "text": "We are *away*", "everyone": true });
    let made = program.post(&path, new).await.expect(201);
    assert_eq!((&made["title"], &made["state"]), (&json!("No soup"), &json!("shown")));
    is_an_item(pod.deployment(), "/pods/{pod}/announcements", &made).await;
    assert!(pod.browser().get("/").await.expect(200).says("No soup"));
    assert!(!other.browser().get("/").await.expect(200).says("No soup"));
    let later = json!({ "title": "Later", "from": "8999-01-31", "until": "8999-01-31" });
    let later = program.post(&path, later).await.expect(201);
    assert_eq!((&later["state"], &later["ends_at"]), (&json!("ahead"), &json!("8999-02-01T00:00:00Z")));
    for wrong in [
        json!({}),
        json!({ "title": " " }),
        json!({ "title": "Soup", "until": "tomorrow" }),
        json!({ "title": "Soup", "until": "2020-01-01" }),
        json!({ "title": "Soup", "from": "8999-02-01", "until": "8999-01-31" }),
        json!({ "title": "Soup", "mail": true }),
    ] {
        program.post(&path, wrong).await.expect(422);
    }
    assert_eq!(listed(&program, &path).await, 2, "what was refused is not there");
    let one = format!("{path}/{}", text(&made["id"]));
    let hers = Program::new(pod.deployment(), ALL, &[&other]);
    let theirs = hers.path_of(&other).await;
    hers.delete(&format!("{theirs}/announcements/{}", text(&made["id"]))).await.expect(404);
    program.delete(&one).await.expect(204);
    program.delete(&one).await.expect(404);
    assert_eq!(program.get(&path).await.expect(200)["items"][1]["state"], "withdrawn");
    assert!(!pod.browser().get("/").await.expect(200).says("No soup"));
}
