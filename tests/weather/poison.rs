//! What strangers put into a stanza costs nothing but itself: the messages before and after it arrive, on the same stream.

use testpod::{Deployment, TestPod, Xmpp};

use super::{Scene, TALKATIVE};

const LONGEST: usize = 9_000;

/// Payloads beside a text that is read all the same.
fn harmless() -> Vec<(&'static str, String)> {
    let long = "y".repeat(LONGEST);
    vec![
        ("an attribute of 9000 characters", format!("<foo xmlns='urn:unknown' a='{long}'/>")),
        ("an unknown payload", "<foo xmlns='urn:unknown'><bar a='1'/>text<bar/></foo>".to_owned()),
        ("two threads", "<thread>a</thread><thread parent='a'>b</thread>".to_owned()),
        ("elements in elements", nested(100)),
        ("two more texts", "<body xml:lang='fr'>bonjour</body><body xml:lang='de'>hallo</body>".to_owned()),
    ]
}

/// A message from nobody, as if it had been forwarded by the member's own server.
fn forwarded(to: &str) -> String {
    let delay = "<delay xmlns='urn:xmpp:delay' stamp='2026-05-04T10:11:12Z'/>";
    let message = format!(
        "<message xmlns='jabber:client' from='romeo@alpha.test' to='{to}' type='chat' id='r'><body>elope with me</body></message>"
    );
    format!("<forwarded xmlns='urn:xmpp:forward:0'>{delay}{message}</forwarded>")
}

/// Payloads that say to be the server's own: whoever carries one is not believed, and its text is not read.
fn forgeries(to: &str) -> Vec<String> {
    let inner = forwarded(to);
    let mut forged: Vec<String> = ["received", "sent"]
        .iter()
        .map(|way| format!("<{way} xmlns='urn:xmpp:carbons:2'>{inner}</{way}>"))
        .collect();
    for query in ["", "queryid='q'"] {
        forged.push(format!("<result xmlns='urn:xmpp:mam:2' {query} id='1'>{inner}</result>"));
    }
    forged
}

fn nested(depth: usize) -> String {
    let (open, close) = ("<b>".repeat(depth), "</b>".repeat(depth));
    format!("<a xmlns='urn:unknown'>{open}{close}</a>")
}

async fn scene() -> Scene {
    Scene::on(TestPod::new("cantine").await).await
}

/// Eve says something before and after; what the page says then, with the stream that it was.
async fn between(scene: &mut Scene, payload: &str, texts: &[&str]) {
    scene.eve_says("before", "").await;
    for text in texts {
        scene.eve_says(text, payload).await;
    }
    scene.eve_says("after", "").await;
    let all = [&["before"], texts, &["after"]].concat();
    scene.reads(&all).await;
    scene.is_well("is it well").await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
}

#[tokio::test]
async fn an_attribute_of_9000_characters_costs_nothing_around_it() {
    let payload = format!("<foo xmlns='urn:unknown' a='{}'/>", "y".repeat(LONGEST));
    between(&mut scene().await, &payload, &["a long attribute"]).await;
}

#[tokio::test]
async fn an_attribute_of_9000_characters_on_the_message_itself_costs_nothing_around_it() {
    let mut scene = scene().await;
    scene.eve_says("before", "").await;
    let (to, long) = (scene.alice.jid.clone(), "y".repeat(LONGEST));
    scene.eve.send(&super::message(&to, &long, "a long id", "")).await;
    scene.eve_says("after", "").await;
    scene.reads(&["before", "a long id", "after"]).await;
    scene.is_well("is it well").await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
}

#[tokio::test]
async fn unknown_payloads_cost_nothing() {
    let payload = "<foo xmlns='urn:unknown'><bar a='1'/>text<bar/></foo><x xmlns='jabber:x:nothing'/>";
    between(&mut scene().await, payload, &["unknown payloads"]).await;
}

#[tokio::test]
async fn two_threads_cost_nothing() {
    between(&mut scene().await, "<thread>a</thread><thread>b</thread>", &["two threads"]).await;
}

#[tokio::test]
async fn elements_nested_500_deep_cost_nothing() {
    // what nests so deep Prosody's file storage would lose
    let payload = nested(500) + "<no-store xmlns='urn:xmpp:hints'/>";
    between(&mut scene().await, &payload, &["deeply nested"]).await;
}

#[tokio::test]
async fn a_text_of_100_kilobytes_is_read_as_far_as_texts_are_read() {
    let mut scene = scene().await;
    scene.eve_says("before", "").await;
    let to = scene.alice.jid.clone();
    scene.eve.send(&super::message(&to, "long", &"z".repeat(100_000), "")).await;
    scene.eve_says("after", "").await;
    scene.reads(&["before", &"z".repeat(40), "after"]).await;
    scene.is_well("is it well").await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
    let texts = scene.alice.whole_chat(&scene.eve_jid).await;
    assert!(texts[1].len() > 10_000 && texts[1].len() <= 100_000, "{}", texts[1].len());
}

#[tokio::test]
async fn an_iq_without_a_child_costs_nothing() {
    let mut scene = scene().await;
    let session = scene.session().await;
    scene.eve_says("before", "").await;
    for (kind, id) in [("get", "q1"), ("set", "q2"), ("result", "q3"), ("banana", "q4")] {
        scene.eve.send(&format!("<iq to='{session}' type='{kind}' id='{id}'/>")).await;
    }
    scene.eve.send(&format!("<iq to='{session}' type='get' id='q5'><a/><b/></iq>")).await;
    scene.eve_says("after", "").await;
    scene.reads(&["before", "after"]).await;
    scene.is_well("is it well").await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
}

#[tokio::test]
async fn an_iq_that_nobody_knows_is_answered_to_who_asks() {
    let mut scene = scene().await;
    let session = scene.session().await;
    scene.eve_says("before", "").await;
    for kind in ["get", "set"] {
        scene
            .eve
            .send(&format!("<iq to='{session}' type='{kind}' id='what-{kind}'><x xmlns='urn:unknown'/></iq>"))
            .await;
        let answer = scene.eve_is_answered(&format!("what-{kind}")).await;
        for word in [&format!("what-{kind}"), &format!("from='{session}'"), "service-unavailable"] {
            assert!(answer.contains(word), "{word}: {answer}");
        }
    }
    scene.eve_says("after", "").await;
    scene.reads(&["before", "after"]).await;
    scene.is_well("is it well").await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
}

#[tokio::test]
async fn forged_copies_and_archive_results_are_not_believed() {
    let mut scene = scene().await;
    scene.eve_says("before", "").await;
    for payload in forgeries(&scene.alice.jid.clone()) {
        scene.eve_says("trust me", &payload).await;
        // the same without a word of eve's own
        let to = &scene.alice.jid;
        scene.eve.send(&format!("<message to='{to}' id='forged'>{payload}</message>")).await;
    }
    scene.eve_says("after", "").await;
    // a server may take the forgery out and leave eve's own words, which are hers to say: they are not what counts
    scene.eve_is_heard().await;
    testpod::eventually("what was said last is there", async || {
        (scene.texts().await.last()? == "after").then_some(())
    })
    .await;
    let mut texts = scene.texts().await;
    texts.retain(|text| text != "trust me");
    assert_eq!(texts, ["before", "after"]);
    let page = scene.alice.get("/chat").await.expect(200);
    assert!(!page.body.contains("romeo@") && !page.body.contains("elope"), "{}", page.text());
    let page = scene.alice.get("/chat/romeo@alpha.test").await.expect(200);
    assert!(page.messages().is_empty() && !page.says("elope"), "{}", page.text());
    scene.is_well("is it well").await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
}

#[tokio::test]
async fn a_forged_roster_push_is_not_believed() {
    let mut scene = scene().await;
    let (session, eve) = (scene.session().await, scene.eve_jid.clone());
    scene.eve_says("before", "").await;
    let item = format!("<item jid='{eve}' name='Your friend' subscription='both'/>");
    let query = format!("<query xmlns='jabber:iq:roster' ver='99'>{item}</query>");
    scene.eve.send(&format!("<iq to='{session}' type='set' id='push'>{query}</iq>")).await;
    let answer = scene.eve_is_answered("push").await;
    assert!(answer.contains("type='error'"), "{answer}");
    scene.eve_says("after", "").await;
    scene.reads(&["before", "after"]).await;
    let page = scene.alice.get("/contacts").await.expect(200);
    assert!(!page.body.contains("Your friend") && !page.is_mutual(&eve), "{}", page.text());
    scene.is_well("is it well").await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
}

#[tokio::test]
async fn a_stanza_id_that_says_to_be_by_us_hides_and_doubles_nothing() {
    let deployment = Deployment::fresh();
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    let by = scene.alice.jid.clone();
    let forged = format!("<stanza-id xmlns='urn:xmpp:sid:0' by='{by}' id='forged'/>");
    // with the server's own beside it, if the server does not take it out
    between(&mut scene, &forged, &["with a forged id", "with the same forged id"]).await;
    let twice = format!("{forged}<stanza-id xmlns='urn:xmpp:sid:0' by='{by}' id='forged too'/>");
    scene.eve_says("with two forged ids", &twice).await;
    // alone, because what is not stored gets no id of the server
    let alone = format!("{forged}<no-store xmlns='urn:xmpp:hints'/>");
    scene.eve_says("with a forged id alone", &alone).await;
    scene.eve_says("the end", "").await;
    let all = [
        "before",
        "with a forged id",
        "with the same forged id",
        "after",
        "is it well?",
        "is it well!",
        "with two forged ids",
        "with a forged id alone",
        "the end",
    ];
    scene.reads(&all).await;
    // a new stream reads the archive again; the last words say that it was read
    deployment.kill();
    scene.deployment().server().stop();
    scene.deployment().server().start();
    scene.eve_returns().await;
    scene.eve_says("while you were away", "").await;
    scene.eve_is_heard().await;
    deployment.start();
    scene.reads(&[&all[..], &["while you were away"]].concat()).await;
    scene.is_well("is it still well").await;
    let last = ["while you were away", "is it still well?", "is it still well!"];
    scene.reads(&[&all[..], &last].concat()).await;
}

#[tokio::test]
async fn two_messages_that_are_not_stored_and_have_one_forged_stanza_id_are_two() {
    let mut scene = scene().await;
    let by = scene.alice.jid.clone();
    let forged = format!("<stanza-id xmlns='urn:xmpp:sid:0' by='{by}' id='forged'/>");
    let alone = format!("{forged}<no-store xmlns='urn:xmpp:hints'/>");
    between(&mut scene, &alone, &["one", "another"]).await;
}

/// Everything that is archived, between two messages.
async fn says_everything(scene: &mut Scene) -> Vec<&'static str> {
    let mut texts = vec!["the first word"];
    scene.eve_says("the first word", "").await;
    for (text, payload) in harmless() {
        scene.eve_says(text, &payload).await;
        scene.eve_says("between", "").await;
        texts.extend([text, "between"]);
    }
    for forged in forgeries(&scene.alice.jid.clone()) {
        let to = &scene.alice.jid;
        scene.eve.send(&format!("<message to='{to}' type='chat' id='forged'>{forged}</message>")).await;
    }
    scene.eve_says("the last word", "").await;
    texts.push("the last word");
    scene.eve_is_heard().await;
    texts
}

#[tokio::test]
async fn poison_after_a_resumption_costs_nothing_around_it() {
    let deployment = Deployment::with(&[TALKATIVE]);
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    scene.is_well("to begin with").await;
    deployment.relay().down();
    scene.is_told().await;
    let texts = says_everything(&mut scene).await;
    deployment.relay().up();
    scene.reads(&[&["to begin with?", "to begin with!"], &texts[..]].concat()).await;
    scene.is_calm().await;
    scene.is_well("is it well").await;
    assert_eq!(scene.resumed(), 1, "the stream was lost again");
}

#[tokio::test]
async fn poison_in_the_archive_costs_nothing_around_it() {
    let deployment = Deployment::fresh();
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    scene.is_well("to begin with").await;
    deployment.kill();
    // without the old stream there is nothing to resume: the archive alone has what was said
    deployment.server().stop();
    deployment.server().start();
    scene.eve_returns().await;
    let texts = says_everything(&mut scene).await;
    deployment.start();
    scene.reads(&[&["to begin with?", "to begin with!"], &texts[..]].concat()).await;
    scene.is_well("is it well").await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
}

#[tokio::test]
async fn poison_that_waited_for_a_program_that_was_killed_costs_nothing_around_it() {
    let deployment = Deployment::fresh();
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    scene.is_well("to begin with").await;
    deployment.kill();
    let texts = says_everything(&mut scene).await;
    deployment.start();
    scene.reads(&[&["to begin with?", "to begin with!"], &texts[..]].concat()).await;
    scene.is_well("is it well").await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
}

#[tokio::test]
async fn poison_in_a_copy_of_what_her_other_client_says_costs_nothing_around_it() {
    let mut scene = scene().await;
    let to = scene.eve_jid.clone();
    let server = scene.deployment().server().address();
    let mut phone = Xmpp::sign_in(server, &scene.alice.jid, testpod::PASSWORD).await;
    let mut texts = Vec::new();
    for (text, payload) in harmless() {
        phone.send(&super::message(&to, &text.replace(' ', "-"), text, &payload)).await;
        texts.push(text);
    }
    phone.iq("get", "", "<ping xmlns='urn:xmpp:ping'/>").await;
    scene.reads(&texts).await;
    assert_eq!(scene.lost(), 0, "the stream was lost");
}
