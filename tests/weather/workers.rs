//! Workers that crash, hang, are upgraded, or lose Redis. Whoever is left goes on with the same streams; nobody signs in again.

use std::time::Duration;

use testpod::{Fleet, SEND, TestPod, Xmpp, eventually};

use super::Scene;

/// So many members that each worker holds some.
const SCENES: usize = 6;

/// Until everybody was told it once, it takes PostgreSQL a while to write a message that says so.
const SLOWLY: &str = "CREATE SEQUENCE told;
    CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF nextval('told') <= 6 THEN PERFORM pg_sleep(20); END IF; RETURN NEW; END $$;
    CREATE TRIGGER slowly BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.body = 'slowly') EXECUTE FUNCTION slowly()";

/// How many it is writing.
const ASLEEP: &str =
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";

/// Members of a deployment of several processes, each in a chat with somebody whose client is on no pod.
struct Crowd {
    fleet: Fleet,
    scenes: Vec<Scene>,
    said: Vec<String>,
}

impl Crowd {
    async fn with_workers(workers: usize) -> Self {
        let fleet = Fleet::of(workers);
        let pod = TestPod::on(fleet.deployment(), "cantine", &[]).await;
        let mut scenes = Vec::new();
        for _ in 0..SCENES {
            scenes.push(Scene::on(pod.clone()).await);
        }
        let mut crowd = Self { fleet, scenes, said: Vec::new() };
        crowd.talks("to begin with").await;
        crowd
    }

    /// Everybody is told something and says something, and all of it arrives.
    async fn talks(&mut self, text: &str) {
        for scene in &mut self.scenes {
            scene.is_well(text).await;
        }
        self.said.extend([format!("{text}?"), format!("{text}!")]);
    }

    /// Everybody is told something while nobody knows who holds her session; it arrives later.
    async fn hears(&mut self, text: &str) {
        for scene in &mut self.scenes {
            scene.eve_says(text, "").await;
        }
        self.said.push(text.to_owned());
    }

    /// Each chat has everything that was said, once and in order, and nobody was signed out.
    async fn has_all(&mut self) {
        for scene in &mut self.scenes {
            let said: Vec<&str> = self.said.iter().map(String::as_str).collect();
            scene.reads(&said).await;
            assert!(scene.alice.is_signed_in().await);
            scene.is_calm().await;
        }
    }

    /// How often the workers went on with a stream of before.
    fn resumed(&self) -> usize {
        let logs = (0..self.fleet.size()).map(|worker| self.fleet.logged(worker));
        logs.map(|log| {
            log.lines().filter(|line| line.contains(" online") && line.trim_end().ends_with("true")).count()
        })
        .sum()
    }
}

#[tokio::test]
async fn a_worker_that_is_killed_is_followed_by_another_that_goes_on_with_its_streams() {
    let mut crowd = Crowd::with_workers(3).await;
    let before = crowd.resumed();
    for worker in 0..2 {
        crowd.fleet.end(worker, "KILL");
        crowd.hears(&format!("after crash {worker}")).await;
        crowd.has_all().await;
        crowd.talks(&format!("then {worker}")).await;
    }
    crowd.has_all().await;
    assert!(crowd.resumed() > before, "the streams went on");
}

#[tokio::test]
async fn an_upgrade_of_all_workers_twice_in_a_row_is_noticed_by_nobody() {
    let mut crowd = Crowd::with_workers(2).await;
    let mut watcher = watcher(&mut crowd).await;
    let before = crowd.resumed();
    for round in 0..2 {
        for worker in 0..2 {
            crowd.fleet.end(worker, "TERM");
            crowd.hears(&format!("upgrade {round} {worker}")).await;
            crowd.fleet.start(worker);
            crowd.talks(&format!("upgraded {round} {worker}")).await;
        }
    }
    crowd.has_all().await;
    let moved = crowd.resumed() - before;
    assert!(moved >= 2 * SCENES, "each session moved twice at least, but {moved} streams went on");
    watcher.send("<iq type='get' id='by-now'><ping xmlns='urn:xmpp:ping'/></iq>").await;
    let seen = watcher.until("by-now").await;
    assert!(!seen.contains("type='unavailable'"), "a contact saw it: {seen}");
}

#[tokio::test]
async fn a_worker_that_gets_a_session_is_told_at_once_that_somebody_looks_at_it() {
    let mut crowd = Crowd::with_workers(1).await;
    let _events = crowd.scenes[0].alice.events().await;
    crowd.fleet.end(0, "TERM");
    crowd.fleet.start(0);
    eventually("it is told", async || {
        let figures = crowd.fleet.figures(0).await;
        (figures.of("cosse_command_work_seconds_count", &[("noun", "watch")]) >= 1.0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_up_while_workers_come_and_go_is_let_in() {
    let mut fleet = Fleet::of(2);
    let pod = TestPod::on(fleet.deployment(), "cantine", &[]).await;
    for round in 0..4 {
        let coming: Vec<_> = (0..8)
            .map(|number| {
                let pod = pod.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_millis(100 * number)).await;
                    pod.sign_up("alice").await.is_signed_in().await
                })
            })
            .collect();
        let worker = round % 2;
        fleet.end(worker, "TERM");
        fleet.start(worker);
        for alice in coming {
            assert!(alice.await.expect("she is let in"));
        }
    }
}

/// A contact of the first member, who sees her presence.
async fn watcher(crowd: &mut Crowd) -> Xmpp {
    let scene = &mut crowd.scenes[0];
    let (alice, eve) = (scene.alice.jid.clone(), scene.eve_jid.clone());
    scene.eve.presence("subscribe", &alice).await;
    testpod::accept(&mut scene.alice, &eve).await;
    let mut watcher =
        Xmpp::sign_in(crowd.fleet.deployment().server().address(), &eve, testpod::PASSWORD).await;
    watcher.until(&format!("from='{alice}/")).await;
    watcher
}

#[tokio::test]
async fn a_worker_that_hangs_is_followed_by_another_and_spoils_nothing_when_it_wakes() {
    let mut crowd = Crowd::with_workers(2).await;
    crowd.fleet.signal(0, "STOP");
    crowd.hears("while one hangs").await;
    crowd.has_all().await;
    crowd.talks("without it").await;
    crowd.fleet.signal(0, "CONT");
    crowd.talks("with it again").await;
    crowd.hears("and on").await;
    crowd.has_all().await;
}

#[tokio::test]
async fn a_worker_that_hangs_amid_a_transaction_keeps_nobody_waiting() {
    let mut crowd = Crowd::with_workers(2).await;
    let deployment = std::sync::Arc::clone(crowd.fleet.deployment());
    deployment.sql(SLOWLY);
    crowd.hears("slowly").await;
    eventually("all of it is being written", async || {
        (deployment.rows(ASLEEP) == [SCENES.to_string()]).then_some(())
    })
    .await;
    crowd.fleet.signal(0, "STOP");
    crowd.has_all().await;
    crowd.fleet.signal(0, "CONT");
    crowd.talks("with it again").await;
    crowd.has_all().await;
}

#[tokio::test]
async fn a_redis_that_comes_back_empty_costs_nobody_a_message() {
    let mut crowd = Crowd::with_workers(2).await;
    crowd.fleet.empty_redis();
    crowd.hears("just now").await;
    crowd.has_all().await;
    crowd.talks("afterwards").await;
    crowd.has_all().await;
}

#[tokio::test]
async fn while_redis_cannot_be_reached_pages_are_served_and_afterwards_all_is_there() {
    let mut crowd = Crowd::with_workers(2).await;
    crowd.fleet.signal_redis("STOP");
    crowd.hears("while it is away").await;
    eventually("the workers let go", async || {
        let mut logs = (0..crowd.fleet.size()).map(|worker| crowd.fleet.logged(worker));
        logs.all(|log| log.contains("a lease was lost")).then_some(())
    })
    .await;
    crowd.scenes[0].alice.get("/chat").await.expect(200);
    crowd.fleet.signal_redis("CONT");
    crowd.has_all().await;
    crowd.talks("when it is back").await;
    crowd.has_all().await;
}

#[tokio::test]
async fn an_xmpp_server_that_is_restarted_costs_no_worker_a_message() {
    let mut crowd = Crowd::with_workers(2).await;
    for end in [testpod::Server::stop, testpod::Server::kill] {
        end(crowd.fleet.deployment().server());
        crowd.fleet.deployment().server().start();
        for scene in &mut crowd.scenes {
            scene.eve_returns().await;
        }
        crowd.hears("after the restart").await;
        crowd.has_all().await;
        crowd.talks("and on").await;
    }
    crowd.has_all().await;
}

#[tokio::test]
async fn a_message_that_no_worker_takes_stays_in_its_form_and_is_sent_once() {
    let mut crowd = Crowd::with_workers(1).await;
    let scene = &mut crowd.scenes[0];
    let form = scene.alice.browser.form(&format!("/chat/{}", scene.eve_jid), SEND).await;
    let form = form.set("body", "is anybody there");
    crowd.fleet.signal(0, "STOP");
    let page = scene.alice.browser.send(&form).await.expect(422);
    assert!(page.says("it may have been done"), "{}", page.text());
    let again = page.form(SEND).expect("the form again");
    assert_eq!(again.value("body"), Some("is anybody there"));
    crowd.fleet.signal(0, "CONT");
    for form in [again, form] {
        scene.alice.browser.send(&form).await.expect(200);
    }
    scene.eve.until("is anybody there</body>").await;
    scene.reads(&["to begin with?", "to begin with!", "is anybody there"]).await;
}

#[tokio::test]
async fn two_web_nodes_serve_the_same_member_and_each_shows_what_was_done_at_the_other() {
    let mut crowd = Crowd::with_workers(1).await;
    let scene = &mut crowd.scenes[0];
    let eve = scene.eve_jid.clone();
    let mut elsewhere = scene.alice.clone();
    elsewhere.browser = crowd.fleet.balanced(&scene.alice.browser);
    let mut events = elsewhere.events().await;
    scene.alice.say(&eve, "said at the first").await;
    events.with("said at the first").await;
    let mut events = scene.alice.events().await;
    elsewhere.say(&eve, "said at the second").await;
    events.with("said at the second").await;
    scene.eve.until("said at the second</body>").await;
    eventually("both show both", async || {
        let pages = [scene.alice.whole_chat(&eve).await, elsewhere.whole_chat(&eve).await];
        (pages[0] == pages[1] && pages[0].len() == 4).then_some(())
    })
    .await;
}
