//! A database that is away while words arrive.

use testpod::{Deployment, TestPod, cabled_postgres, eventually};

use super::{Scene, TALKATIVE, lines};
use crate::hosts::ask;

/// A pod whose PostgreSQL has a cable of its own, and somebody who talks to its member.
async fn scene() -> (Scene, testpod::Relay) {
    let (database, cable) = cabled_postgres();
    let deployment = Deployment::with(&[("COSSE_DATABASE", &database), TALKATIVE]);
    let mut scene = Scene::on(TestPod::on(&deployment, "cantine", &[]).await).await;
    scene.is_well("to begin with").await;
    (scene, cable)
}

const BEGINNING: [&str; 2] = ["to begin with?", "to begin with!"];

#[tokio::test]
async fn a_session_whose_database_was_away_comes_back_and_has_lost_and_doubled_nothing() {
    let (mut scene, cable) = scene().await;
    cable.down();
    for text in ["into the dark", "still into the dark"] {
        scene.eve_says(text, "").await;
    }
    eventually("the session lets its stream go", async || {
        (lines(scene.deployment(), &["comes back later", &scene.alice.jid]) == 1).then_some(())
    })
    .await;
    scene.eve_says("while nobody hears", "").await;
    scene.eve_is_heard().await;
    cable.up();
    let said = ["into the dark", "still into the dark", "while nobody hears"];
    scene.reads(&[&BEGINNING[..], &said].concat()).await;
    assert_eq!(scene.resumed(), 1, "the same stream goes on");
    scene.is_well("and now").await;
    scene.is_calm().await;
}

#[tokio::test]
async fn a_database_that_is_back_soon_ends_no_stream() {
    let (mut scene, cable) = scene().await;
    cable.cut();
    scene.eve_says("between two cables", "").await;
    // a page whose connection was cut says so
    let chat = format!("/chat/{}", scene.eve_jid);
    eventually("the page is there", async || {
        scene.alice.get(&chat).await.says("between two cables").then_some(())
    })
    .await;
    scene.reads(&[&BEGINNING[..], &["between two cables"]].concat()).await;
    scene.is_well("and now").await;
    assert_eq!((scene.lost(), scene.resumed()), (0, 0));
}

#[tokio::test]
async fn whoever_wants_a_certificate_is_answered_while_the_database_is_away() {
    let (database, cable) = cabled_postgres();
    let deployment = Deployment::with(&[("COSSE_DATABASE", &database)]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    eventually("its name is ours", async || (ask(&deployment, pod.host()).await == 200).then_some(())).await;
    let is = async |status: u16| {
        eventually(&format!("the database is {status}"), async || {
            let ready = reqwest::get(format!("http://{}/readyz", deployment.operations())).await;
            (ready.expect("the operations port").status() == status).then_some(())
        })
        .await;
    };
    cable.down();
    is(503).await;
    for _ in 0..10 {
        assert_eq!(ask(&deployment, pod.host()).await, 200);
        assert_eq!(ask(&deployment, "evil.example").await, 404);
    }
    cable.up();
    is(200).await;
    assert_eq!(ask(&deployment, pod.host()).await, 200);
}
