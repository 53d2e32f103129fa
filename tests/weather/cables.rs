//! A cable that is cut a hundred times while words go to and fro.

use futures::future::{join, join_all};
use testpod::{Deployment, PASSWORD, TestPod, Xmpp, eventually};

use super::{Scene, TALKATIVE};

/// After each cut a session waits a second and a bit: so that a hundred cuts do not last minutes, each of some sessions is cut
/// as often as this.
const SESSIONS: usize = 5;
const ROUNDS: usize = 20;

#[tokio::test]
async fn a_cable_that_is_cut_a_hundred_times_loses_and_doubles_nothing() {
    let deployment = Deployment::with(&[TALKATIVE]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut scenes = Vec::new();
    for _ in 0..SESSIONS {
        let mut scene = Scene::on(pod.clone()).await;
        scene.is_well("to begin with").await;
        scenes.push(scene);
    }
    let start = std::time::Instant::now();
    for round in 0..ROUNDS {
        for scene in &scenes {
            let what = format!("{} is back after cut {round}", scene.alice.jid);
            eventually(&what, async || (scene.resumed() >= round).then_some(())).await;
        }
        let talks = join_all(scenes.iter_mut().map(|scene| talks(scene, round)));
        join(talks, async {
            tokio::task::yield_now().await;
            deployment.relay().cut();
        })
        .await;
    }
    println!("{} cuts took {:?}", SESSIONS * ROUNDS, start.elapsed());
    for scene in &mut scenes {
        scene.is_well("at the end").await;
        assert_eq!(scene.resumed(), ROUNDS, "each cut was one, and the stream went on");
        compare(scene).await;
    }
}

/// Some words each way, while the cable is cut.
async fn talks(scene: &mut Scene, round: usize) {
    let eve = scene.eve_jid.clone();
    scene.eve_says(&format!("eve {round} first"), "").await;
    scene.alice.say(&eve, &format!("alice {round} first")).await;
    scene.eve_says(&format!("eve {round} second"), "").await;
    scene.alice.say(&eve, &format!("alice {round} second")).await;
    scene.eve_says(&format!("eve {round} third"), "").await;
}

/// Page and archives have the same, each side's own in its order.
async fn compare(scene: &mut Scene) {
    let (alice, eve) = (scene.alice.jid.clone(), scene.eve_jid.clone());
    let mut phone = Xmpp::sign_in(scene.deployment().server().address(), &alice, PASSWORD).await;
    let words = |who: &str, each: &[&str]| -> Vec<String> {
        (0..ROUNDS).flat_map(|round| each.iter().map(move |word| format!("{who} {round} {word}"))).collect()
    };
    let own = [words("eve", &["first", "second", "third"]), words("alice", &["first", "second"])];
    let archives = [phone.archive(&eve).await, scene.eve.archive(&alice).await];
    eventually(&format!("{alice}'s page has all"), async || {
        let count = scene.alice.whole_chat(&eve).await.len();
        (count >= archives[0].len()).then_some(())
    })
    .await;
    let page = scene.alice.whole_chat(&eve).await;
    for texts in archives.iter().chain([&page]) {
        for (who, own) in ["eve ", "alice "].iter().zip(&own) {
            let said: Vec<&String> = texts.iter().filter(|text| text.starts_with(who)).collect();
            assert_eq!(said, own.iter().collect::<Vec<_>>(), "{alice}");
        }
        assert_eq!(texts.len(), page.len(), "{alice}: {texts:?}");
    }
}
