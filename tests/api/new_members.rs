//! What members may do while they are new: by programs.

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
