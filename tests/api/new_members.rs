//! What newcomers are asked, and what members may do while they are new: by programs.

use super::*;

#[tokio::test]
async fn what_new_members_may_do_is_set_and_bad_figures_change_nothing() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let newcomers = format!("{}/newcomers", program.path_of(&pod).await);
    assert_eq!(program.get(&newcomers).await.expect(200)["new_days"], json!(0), "off at first");
    let limits = json!({ "new_days": 7, "new_posts": 0, "new_contacts": 2, "new_bytes": 5000 });
    let limited = program.patch(&newcomers, limits).await.expect(200);
    assert_eq!((&limited["new_days"], &limited["new_bytes"]), (&json!(7), &json!(5000)));
    for wrong in [json!({ "new_days": 91 }), json!({ "new_posts": -1 }), json!({ "new_bytes": 1e12 })] {
        program.patch(&newcomers, wrong).await.expect(422);
    }
    let after = program.get(&newcomers).await.expect(200);
    assert_eq!((&after["new_days"], &after["new_posts"]), (&json!(7), &json!(0)));
    let mut bob = pod.sign_up("bob").await;
    bob.publish("for the whole web", "everyone").await.expect(422);
    let mut elsewhere = other.sign_in(&bob.jid).await;
    elsewhere.post("another pod limits nobody", "everyone").await;
}

#[tokio::test]
async fn it_is_lifted_for_one_and_set_again_by_programs_and_by_command_line() {
    let pod = TestPod::with("cantine", &["--new-days", "7", "--new-posts", "0"]).await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let (mut bob, eve) = (pod.sign_up("bob").await, other.sign_up("eve").await);
    let members = format!("{}/members", program.path_of(&pod).await);
    let newcomer = format!("{members}/{}/newcomer", bob.jid);
    bob.publish("at once", "everyone").await.expect(422);
    program.post(&newcomer, json!({ "act": "lift" })).await.expect(204);
    bob.post("as one who is known", "everyone").await;
    program.post(&newcomer, json!({ "act": "limit" })).await.expect(204);
    bob.publish("once more", "everyone").await.expect(422);
    let by_command =
        |act: &str, jid: &str| pod.deployment().tries(&["member", act, jid, "--pod", pod.host()]).2;
    assert!(by_command("newcomer-lift", &bob.jid));
    bob.post("as one who is known again", "everyone").await;
    assert!(by_command("newcomer-limit", &bob.jid));
    bob.publish("and once more", "everyone").await.expect(422);
    program.post(&newcomer, json!({ "act": "forget" })).await.expect(422);
    program.post(&format!("{members}/{}/newcomer", eve.jid), json!({ "act": "lift" })).await.expect(404);
    assert!(!by_command("newcomer-lift", &eve.jid), "she is a member of another pod");
    pod.deployment().cosse(&["operator", "grant", &bob.jid, "--pod", pod.host()]);
    program.post(&newcomer, json!({ "act": "lift" })).await.expect(409);
    assert!(!by_command("newcomer-lift", &bob.jid), "he runs the pod");
}

#[tokio::test]
async fn what_newcomers_are_asked_and_who_asked_is_there() {
    let pod = TestPod::with("cantine", &["--registration", "approval"]).await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = program.path_of(&pod).await;
    let newcomers = format!("{path}/newcomers");
    let paused = json!({ "sign_ups": "paused", "question": "Who sent you?", "pause_at": 7 });
    let paused = program.patch(&newcomers, paused).await.expect(200);
    assert_eq!((&paused["sign_ups"], &paused["pause_at"]), (&json!("paused"), &json!(7)));
    assert!(paused["paused_at"].is_string());
    let open = program.patch(&newcomers, json!({ "sign_ups": "open" })).await.expect(200);
    assert_eq!((&open["question"], &open["paused_at"]), (&json!("Who sent you?"), &Value::Null));
    let requests = format!("{path}/requests");
    assert_eq!(program.get(&requests).await.expect(200), json!({ "items": [], "next": null }));
    let nobody = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    program.post(&format!("{requests}/{nobody}/accept"), json!({})).await.expect(404);
    program.post(&format!("{requests}/{nobody}/refuse"), json!({ "reason": "No" })).await.expect(404);
}
