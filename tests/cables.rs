//! A cable that is cut a hundred times in a row while words go to and fro.

use futures::future::join;
use testpod::{Deployment, PASSWORD, TestPod, Xmpp};

use crate::weather::{Scene, TALKATIVE};

const CUTS: usize = 100;

/// She answers in so manieth rounds: with more, the pod would tell her that she writes too often.
const ANSWERS: usize = 10;

/// What is said in each round while the cable is cut, at the same moment by both.
const BY_EVE: [&str; 2] = ["while it is cut", "and still"];
const BY_ALICE: &str = "meanwhile";

#[tokio::test(flavor = "multi_thread")]
async fn a_cable_that_is_cut_a_hundred_times_loses_doubles_and_moves_nothing() {
    let deployment = Deployment::with(&[TALKATIVE]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut scene = Scene::on(pod).await;
    let mut events = scene.alice.events().await;
    let start = std::time::Instant::now();
    for round in 0..CUTS {
        scene.eve_says(&format!("round {round}?"), "").await;
        events.with(&format!("round {round}?")).await;
        if round % ANSWERS == 0 {
            answer(&mut scene, &format!("round {round}!")).await;
        }
        join(talk(&mut scene, round), async {
            tokio::task::yield_now().await;
            deployment.relay().cut();
        })
        .await;
        scene.eve.until(&format!("alice {round} {BY_ALICE}</body>")).await;
        events.with(&format!("eve {round} {}", BY_EVE[1])).await;
        assert_eq!(scene.resumed(), round + 1, "each cut is one, and the stream goes on");
    }
    println!("{CUTS} cuts took {:?}", start.elapsed());
    answer(&mut scene, "at the end").await;
    compare(&mut scene).await;
}

/// Alice says it, and it has arrived.
async fn answer(scene: &mut Scene, text: &str) {
    let eve = scene.eve_jid.clone();
    scene.alice.say(&eve, text).await;
    scene.eve.until(&format!("{text}</body>")).await;
}

/// Some words each way, while the cable is cut.
async fn talk(scene: &mut Scene, round: usize) {
    let eve = scene.eve_jid.clone();
    scene.eve_says(&format!("eve {round} {}", BY_EVE[0]), "").await;
    scene.alice.say(&eve, &format!("alice {round} {BY_ALICE}")).await;
    scene.eve_says(&format!("eve {round} {}", BY_EVE[1]), "").await;
}

/// Both archives and the page have the same, all in the same order. Only what both sides said at the same moment may stand in another
/// (`docs/decisions/0008`): of each round, what was said while its cable was cut, and there each side's own words are in order, too.
async fn compare(scene: &mut Scene) {
    let (alice, eve) = (scene.alice.jid.clone(), scene.eve_jid.clone());
    let mut phone = Xmpp::sign_in(scene.deployment().server().address(), &alice, PASSWORD).await;
    let archives = [phone.archive(&eve).await, scene.eve.archive(&alice).await];
    let page = scene.alice.whole_chat(&eve).await;
    for texts in archives.into_iter().chain([page]) {
        assert_eq!(one_side_first(texts), all_that_was_said(), "{alice}");
    }
}

fn all_that_was_said() -> Vec<String> {
    let mut all = Vec::new();
    for round in 0..CUTS {
        all.push(format!("round {round}?"));
        all.extend((round % ANSWERS == 0).then(|| format!("round {round}!")));
        all.push(format!("alice {round} {BY_ALICE}"));
        all.extend(BY_EVE.map(|words| format!("eve {round} {words}")));
    }
    all.push("at the end".to_owned());
    all
}

/// In each run of words of which the order between both sides is free, alice's come first.
fn one_side_first(mut texts: Vec<String>) -> Vec<String> {
    let is_free = |text: &String| ["alice ", "eve "].iter().any(|who| text.starts_with(who));
    for run in texts.chunk_by_mut(|one, other| is_free(one) && is_free(other)) {
        run.sort_by_key(|text| text.starts_with("eve "));
    }
    texts
}
