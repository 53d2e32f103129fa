//! Servers that break off in the middle of a word, that do not answer, that end the stream, that are restarted.
//!
//! The server is a real one. Between it and the program there is no TLS, so that the relay knows where to break off.

use std::time::{Duration, Instant};

use testpod::page::PUBLISH;
use testpod::{Deployment, PASSWORD, PATIENCE, TestPod, Weather, Xmpp, eventually};

use super::Scene;

/// A server that was asked has 30 s to say anything (XEP-0198 names no time), so this is more than the others' patience.
const LONG_PATIENCE: Duration = Duration::from_secs(90);

/// More than are read at once of an archive that was never read.
const MANY: usize = 400;

async fn scene() -> Scene {
    let mut scene = Scene::on(TestPod::on(&Deployment::unencrypted(&[]), "cantine", &[]).await).await;
    scene.is_well("to begin with").await;
    scene.is_calm().await;
    scene
}

const BEGINNING: [&str; 2] = ["to begin with?", "to begin with!"];

/// The same as [`eventually`] with more patience.
async fn at_last(what: &str, mut ask: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !ask().await {
        assert!(start.elapsed() < LONG_PATIENCE, "still waiting: {what}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The server says half of this and then nothing.
async fn breaks_off(scene: &mut Scene) {
    let relay = scene.deployment().relay();
    relay.weather(Weather::SilentAfter("only half of".to_owned()));
    scene.eve_says("only half of this is said", "").await;
    scene.eve_is_heard().await;
}

#[tokio::test]
async fn a_server_that_says_half_a_stanza_and_goes_says_the_whole_later() {
    let mut scene = scene().await;
    breaks_off(&mut scene).await;
    assert_eq!(scene.texts().await, BEGINNING, "half a stanza is none");
    scene.deployment().relay().down();
    scene.is_told().await;
    scene.deployment().relay().weather(Weather::Fair);
    scene.deployment().relay().up();
    scene.reads(&[&BEGINNING[..], &["only half of this is said"]].concat()).await;
    scene.is_calm().await;
    scene.is_well("and now").await;
}

#[tokio::test]
async fn a_server_that_says_half_a_stanza_and_stops_is_left_and_asked_again() {
    let mut scene = scene().await;
    breaks_off(&mut scene).await;
    // new connections fail as long as it is away, so that the page cannot be well again before it is looked at
    scene.deployment().relay().refuse();
    let eve = scene.eve_jid.clone();
    scene.alice.say(&eve, "are you there?").await;
    at_last("the page says that the server is silent", async || !scene.banner().await.is_empty()).await;
    scene.deployment().relay().weather(Weather::Fair);
    scene.deployment().relay().up();
    at_last("the page is calm again", async || scene.banner().await.is_empty()).await;
    scene.eve.until("are you there?</body>").await;
    let mut all = [&BEGINNING[..], &["only half of this is said", "are you there?"]].concat();
    all.sort_unstable();
    eventually("everything is there once", async || {
        let mut texts = scene.texts().await;
        texts.sort_unstable();
        (texts == all).then_some(())
    })
    .await;
    scene.is_well("and now").await;
}

#[tokio::test]
async fn a_server_that_never_answers_an_iq_is_waited_for_and_chats_go_on() {
    let mut scene = scene().await;
    let relay = scene.deployment().relay();
    relay.weather(Weather::NoAnswers);
    let form = scene.alice.browser.form("/feed", PUBLISH).await.set("body", "into the silence");
    let mut writer = scene.alice.clone();
    let publish = tokio::spawn(async move { writer.browser.send(&form).await });
    scene.is_well("meanwhile").await;
    let page = publish.await.expect("an answer of the program");
    assert!(!page.status.is_server_error() || page.status == 503, "{} {}", page.status, page.text());
    assert_eq!(scene.lost(), 0, "the stream is well");
    scene.is_calm().await;
    scene.deployment().relay().weather(Weather::Fair);
    scene.is_well("and now").await;
    let start = Instant::now();
    let mut page = page;
    while page.status != 200 {
        assert!(start.elapsed() < PATIENCE, "it could not be sent: {}", page.text());
        let again = page.form(PUBLISH).expect("nothing is lost");
        assert_eq!(again.value("body"), Some("into the silence"));
        page = scene.alice.browser.send(&again).await;
    }
    scene.alice.sees("into the silence").await;
    let posts = scene.alice.get("/feed").await.posts();
    assert_eq!(posts.iter().filter(|it| it.text.contains("into the silence")).count(), 1);
}

#[tokio::test]
async fn what_a_silent_server_did_not_take_is_sent_when_it_answers_again() {
    let mut scene = scene().await;
    let relay = scene.deployment().relay();
    relay.weather(Weather::NoAnswers);
    // a chat that nobody has opened yet: what there is of it would be in the archive
    let asked = Instant::now();
    let chat = format!("/chat/nobody-{}", scene.alice.jid);
    scene.alice.get(&chat).await.expect(200);
    assert!(asked.elapsed() < Duration::from_secs(15), "the page has waited for the archive");
    let form = scene.alice.browser.form("/feed", PUBLISH).await.set("body", "into the silence");
    scene.alice.browser.send(&form).await;
    at_last("the page says that it waits", async || unsent(&mut scene).await.len() == 1).await;
    scene.deployment().relay().weather(Weather::Fair);
    at_last("nothing waits any more", async || unsent(&mut scene).await.is_empty()).await;
    assert_eq!(scene.lost(), 0, "the stream is well");
    let posts = scene.alice.get("/feed").await.posts();
    assert_eq!(posts.iter().filter(|it| it.text.contains("into the silence")).count(), 1);
}

/// What the page says is not sent yet.
async fn unsent(scene: &mut Scene) -> Vec<String> {
    scene.alice.get("/feed").await.expect(200).texts(".unsent li")
}

#[tokio::test]
async fn a_server_that_ends_the_stream_with_an_error_is_asked_again() {
    let mut scene = scene().await;
    let mut texts = BEGINNING.map(str::to_owned).to_vec();
    for error in ["system-shutdown", "internal-server-error", "policy-violation", "never-heard-of-it"] {
        let relay = scene.deployment().relay();
        relay.refuse();
        relay.last_words(&format!(
            "<stream:error><{error} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>"
        ));
        scene.is_told().await;
        scene.eve_says(&format!("after {error}"), "").await;
        scene.deployment().relay().up();
        texts.push(format!("after {error}"));
        scene.reads(&texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
        scene.is_calm().await;
    }
    scene.is_well("and now").await;
}

#[tokio::test]
async fn a_server_that_says_no_xml_is_asked_again() {
    let mut scene = scene().await;
    let mut texts = BEGINNING.map(str::to_owned).to_vec();
    for nonsense in ["<<<", "</a>", "\u{1}", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "</stream:stream>"] {
        let relay = scene.deployment().relay();
        relay.refuse();
        relay.last_words(nonsense);
        scene.is_told().await;
        let text = format!("after nonsense {}", texts.len());
        scene.eve_says(&text, "").await;
        scene.deployment().relay().up();
        texts.push(text);
        scene.reads(&texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
        scene.is_calm().await;
    }
    scene.is_well("and now").await;
}

#[tokio::test]
async fn a_server_that_is_restarted_in_the_middle_of_a_chat_loses_and_doubles_nothing() {
    let deployment = Deployment::fresh();
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    let mut texts = Vec::new();
    for (round, end) in [testpod::Server::stop, testpod::Server::kill].into_iter().enumerate() {
        let words = ["question", "answer", "in the dark", "in the light"].map(|it| format!("{it} {round}"));
        let [question, answer, dark, light] = &words;
        let eve = scene.eve_jid.clone();
        scene.eve_says(question, "").await;
        scene.reads(&[&strs(&texts)[..], &[question]].concat()).await;
        scene.alice.say(&eve, answer).await;
        scene.eve.until(&format!("{answer}</body>")).await;
        // what was sent and not acknowledged "may not have been sent": here it was
        eventually("it is sent", async || {
            let page = scene.alice.get(&format!("/chat/{eve}")).await.expect(200);
            let state = page.messages().into_iter().find(|it| it.text == *answer)?.state?;
            (state != "waiting" && state != "sending").then_some(())
        })
        .await;
        end(deployment.server());
        scene.is_told().await;
        scene.alice.say(&eve, dark).await;
        deployment.server().start();
        scene.eve_returns().await;
        scene.eve.until(&format!("{dark}</body>")).await;
        scene.eve_says(light, "").await;
        texts.extend(words);
        scene.reads(&strs(&texts)).await;
        scene.is_calm().await;
    }
    let eve = scene.eve_jid.clone();
    let jid = scene.alice.jid.clone();
    assert_eq!(scene.eve.archive(&jid).await, texts);
    let mut phone = testpod::Xmpp::sign_in(deployment.server().address(), &jid, testpod::PASSWORD).await;
    assert_eq!(phone.archive(&eve).await, texts);
}

#[tokio::test]
async fn a_member_who_is_new_and_misses_hundreds_of_messages_reads_them_all() {
    let deployment = Deployment::fresh();
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    scene.eve_says("heard", "").await;
    scene.reads(&["heard"]).await;
    deployment.relay().down();
    let mut texts = vec!["heard".to_owned()];
    for number in 0..MANY {
        texts.push(format!("missed {number}"));
        scene.eve_says(&texts[texts.len() - 1], "").await;
    }
    scene.eve_is_heard().await;
    let (alice, eve) = (scene.alice.jid.clone(), scene.eve_jid.clone());
    let mut phone = Xmpp::sign_in(deployment.server().address(), &alice, PASSWORD).await;
    at_last("the archive has them", async || phone.archive(&eve).await == texts).await;
    // so that there is no stream that could go on
    deployment.server().stop();
    deployment.server().start();
    scene.eve_returns().await;
    deployment.relay().up();
    let mut said = Vec::new();
    at_last("she reads them all", async || {
        said = scene.texts().await;
        said == texts
    })
    .await;
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}
