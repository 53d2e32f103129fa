//! What members may not do while they are new: `/operate/registration`, and the pages where they are told.

use testpod::page::{ADD_CONTACT, PUBLISH, Page, SEND};
use testpod::{Member, TestPod, befriend, eventually};

use crate::pictures;

/// A pod whose members are new for a week, with somebody who runs it and so is not.
async fn limited(flags: &[&str]) -> (TestPod, Member) {
    let pod = TestPod::with("cantine", &[&["--new-days", "7"][..], flags].concat()).await;
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

async fn adds(member: &mut Member, jid: &str) -> Page {
    member.browser.submit("/contacts", ADD_CONTACT, &[("jid", jid)]).await
}

async fn writes(member: &mut Member, jid: &str) -> Page {
    member.browser.submit(&format!("/chat/{jid}"), SEND, &[("body", "good evening")]).await
}

/// Somebody's page in the console.
async fn page_of(operator: &mut Member, jid: &str) -> String {
    let found = operator.get(&format!("/operate/members?q={jid}")).await.expect(200);
    found.attributes("a.who", "href").remove(0)
}

#[tokio::test]
async fn who_is_new_writes_to_contacts_and_is_told_from_when_on_to_everyone() {
    let (pod, mut alice) = limited(&["--new-posts", "0"]).await;
    let mut bob = pod.sign_up("bob").await;
    let welcome = bob.get("/welcome").await.expect(200);
    for said in ["You are new here until", "not yet to everyone on the web", "You do not invite anybody"] {
        assert!(welcome.says(said), "{said}: {}", welcome.text());
    }
    let closed = "input[name='audience'][value='everyone'][disabled]";
    assert_eq!(bob.get("/feed").await.expect(200).count(closed), 1);
    let refused = bob.publish("for the whole web", "everyone").await.expect(422);
    assert!(refused.says("New members do not write to everyone on the web yet"), "{}", refused.text());
    assert_eq!(refused.form(PUBLISH).expect("the form").value("body"), Some("for the whole web"));
    bob.post("for those I know", "contacts").await;
    assert!(bob.get("/feed").await.post("for the whole web").is_none(), "nothing half-done stays");
    befriend(&mut alice, &mut bob).await;
    alice.post("what everybody reads", "everyone").await;
    let (public, answer) = (bob.sees("what everybody reads").await, "me, too");
    let refused = bob.comment(&public, answer).await.expect(422);
    assert!(refused.says("do not write to everyone"), "{}", refused.text());
    alice.post("what few read", "contacts").await;
    let few = bob.sees("what few read").await;
    bob.comment(&few, answer).await.expect(200);
    let runs = alice.get("/feed").await.expect(200);
    assert_eq!(runs.count(closed), 0, "who runs the pod is not new");
}

#[tokio::test]
async fn a_post_of_another_pod_that_everybody_reads_is_one_too() {
    let (pod, _) = limited(&["--new-posts", "0"]).await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut bob, mut claire) = (pod.sign_up("bob").await, other.sign_up("claire").await);
    befriend(&mut claire, &mut bob).await;
    claire.post("on the web elsewhere", "everyone").await;
    let seen = bob.sees("on the web elsewhere").await;
    let refused = bob.comment(&seen, "me, too").await.expect(422);
    assert!(refused.says("do not write to everyone"), "{}", refused.text());
    claire.post("for few elsewhere", "contacts").await;
    let seen = bob.sees("for few elsewhere").await;
    bob.comment(&seen, "me, too").await.expect(200);
}

#[tokio::test]
async fn so_many_posts_a_day_are_for_everyone_and_those_for_contacts_do_not_count() {
    let (pod, _) = limited(&["--new-posts", "1"]).await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let mut bob = pod.sign_up("bob").await;
    assert!(bob.get("/feed").await.says("one more today"));
    bob.post("for contacts", "contacts").await;
    let form = bob.browser.form("/feed", PUBLISH).await.set("body", "the first").set("audience", "everyone");
    for _ in 0..2 {
        bob.browser.send(&form).await.expect(200);
    }
    bob.sees("the first").await;
    let refused = bob.publish("the second", "everyone").await.expect(422);
    assert!(refused.says("once a day") && refused.says("You can again from"), "{}", refused.text());
    let mut elsewhere = other.sign_in(&bob.jid).await;
    elsewhere.post("another pod limits nobody", "everyone").await;
    elsewhere.post("however often", "everyone").await;
}

#[tokio::test]
async fn who_is_new_reaches_few_strangers_a_day_and_whoever_runs_the_pod() {
    let (pod, alice) = limited(&["--new-contacts", "1"]).await;
    let (mut bob, claire, mut dave) =
        (pod.sign_up("bob").await, pod.sign_up("claire").await, pod.sign_up("dave").await);
    assert!(bob.get("/contacts").await.says("you can add one person a day"));
    adds(&mut bob, &claire.jid).await.expect(200);
    writes(&mut bob, &claire.jid).await.expect(200);
    for refused in [adds(&mut bob, &dave.jid).await, writes(&mut bob, &dave.jid).await] {
        let refused = refused.expect(422);
        assert!(refused.says("New members add one person a day"), "{}", refused.text());
    }
    let unasked = bob.browser.form("/contacts", ADD_CONTACT).await.set("jid", &dave.jid);
    let unasked = bob.browser.send(&unasked.act(&format!("/contact/{}/accept", dave.jid))).await.expect(422);
    assert!(unasked.says("New members add one person a day"), "{}", unasked.text());
    writes(&mut bob, &alice.jid).await.expect(200);
    befriend(&mut dave, &mut bob).await;
    writes(&mut bob, &dave.jid).await.expect(200);
}

#[tokio::test]
async fn somebody_who_was_added_and_is_written_to_counts_once() {
    let (pod, _) = limited(&["--new-contacts", "2"]).await;
    let (mut bob, claire, dave, eve) = (
        pod.sign_up("bob").await,
        pod.sign_up("claire").await,
        pod.sign_up("dave").await,
        pod.sign_up("eve").await,
    );
    for jid in [&claire.jid, &dave.jid] {
        adds(&mut bob, jid).await.expect(200);
    }
    eventually("both are in the roster", async || {
        let page = bob.get("/contacts").await.expect(200);
        [&claire.jid, &dave.jid].iter().all(|jid| page.says(jid)).then_some(())
    })
    .await;
    for jid in [&claire.jid, &dave.jid] {
        writes(&mut bob, jid).await.expect(200);
    }
    writes(&mut bob, &eve.jid).await.expect(422);
}

#[tokio::test]
async fn who_is_new_uploads_as_much_as_the_pod_says() {
    let (pod, mut alice) = limited(&["--new-bytes", "0"]).await;
    let mut bob = pod.sign_up("bob").await;
    let (status, body) = pictures::send(&mut bob, pictures::png(64, 64), "image/png", "me.png").await;
    assert!(status == 422 && body.contains("New members do not upload pictures yet"), "{status} {body}");
    let (status, body) = pictures::send(&mut alice, pictures::png(64, 64), "image/png", "me.png").await;
    assert_eq!(status, 303, "{body}");
}

#[tokio::test]
async fn an_operator_chooses_it_lifts_it_for_one_and_sets_it_again() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let page = page_of(&mut alice, &bob.jid).await;
    assert!(!alice.get(&page).await.expect(200).says("New until"), "it is off at first");
    let form = alice.browser.form("/operate/registration", "#newcomers").await;
    let wrong = alice.browser.send(&form.clone().set("days", "91").set("posts", "many")).await.expect(422);
    let typed = wrong.form("#newcomers").expect("the form");
    assert_eq!((typed.value("days"), typed.value("posts")), (Some("91"), Some("many")));
    let saved = alice.browser.send(&form.set("days", "7").set("posts", "0")).await.expect(200);
    assert!(saved.says("Whoever comes in now reads") && saved.says("new here until"), "{}", saved.text());
    bob.publish("at once", "everyone").await.expect(422);
    let lift = alice.browser.form(&page, "form[action$='/newcomer-lift']").await;
    let lifted = alice.browser.send(&lift).await.expect(200);
    assert!(lifted.says("New until") && lifted.says("but not limited"), "{}", lifted.text());
    bob.post("as one who is known", "everyone").await;
    assert!(!bob.get("/welcome").await.says("You are new here"));
    let again = lifted.form("form[action$='/newcomer-limit']").expect("it can be set again");
    alice.browser.send(&again).await.expect(200);
    bob.publish("once more", "everyone").await.expect(422);
    let log = alice.get("/operate/audit").await.expect(200);
    for said in ["is not limited as a new member any more", "is limited as a new member again"] {
        assert!(log.says(&format!("{} {said}", bob.jid)), "{said}: {}", log.text());
    }
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains(r#""new_days":7"#) && shown.contains(r#""new_posts":0"#), "{shown}");
    pod.deployment().cosse(&["pod", "set", pod.host(), "--new-days", "0"]);
    bob.post("nobody is new any more", "everyone").await;
}

#[tokio::test]
async fn only_who_runs_the_pod_lifts_it() {
    let (pod, mut alice) = limited(&[]).await;
    let (mut bob, mut claire) = (pod.sign_up("bob").await, pod.sign_up("claire").await);
    pod.deployment().cosse(&["moderator", "grant", &claire.jid, "--pod", pod.host()]);
    let page = page_of(&mut alice, &bob.jid).await;
    let seen = claire.get(&page).await.expect(200);
    assert!(seen.says("New until") && seen.form("form[action$='/newcomer-lift']").is_none());
    for somebody in [&mut claire, &mut bob] {
        let form = somebody.browser.form("/settings", "form[action='/settings/language']").await;
        for path in ["/operate/registration/newcomers".to_owned(), format!("{page}/newcomer-lift")] {
            somebody.browser.send(&form.clone().act(&path)).await.expect(404);
        }
    }
    assert!(bob.get("/welcome").await.says("You are new here until"));
}
