//! Which directories were told of which pods of the deployment.

use model::audit::By;
use model::federation::announced;
use model::federation::peers::{self, Change};
use model::listings::{self, Settings, Visibility};
use model::pods::{self, Turn};
use model::{Database, PodId, hosts, listed_pods};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by, pod, suspend};

const PEER: &str = "dir.example";

const NONE: [&str; 0] = [];

async fn follow(db: &Database, host: &str) {
    peers::add(db, host, false, &by()).await.unwrap();
}

async fn claim(db: &Database, now: OffsetDateTime) -> Option<announced::Turn> {
    announced::claim(db, now).await.unwrap()
}

async fn tell(db: &Database, turn: &announced::Turn, host: &str) -> bool {
    announced::told(db, turn, host, format!("{} was asked", turn.host), NOW).await.unwrap()
}

/// All that is told in a turn.
async fn told(db: &Database, turn: &announced::Turn) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(host) = announced::next(db, turn).await.unwrap() {
        assert!(tell(db, turn, &host).await, "{host}");
        all.push(host);
    }
    all
}

async fn show(db: &Database, pod: &PodId, visibility: Visibility) {
    listings::set(db, pod, &Settings { visibility, ..Settings::default() }, &by()).await.unwrap();
}

/// What the log of a pod says.
async fn lines(db: &Database, host: &str) -> Vec<String> {
    listed_pods::log(db, Some(host), 9).await.unwrap().into_iter().map(|it| it.line).collect()
}

on_both! {
    async fn one_process_tells_a_directory_of_each_pod_once(fresh) {
        let (db, paused) = (&fresh.db, "paused.example");
        pod(db, "b.example").await;
        pod(db, "a.example").await;
        assert_eq!(claim(db, NOW).await, None, "nobody is followed");
        follow(db, PEER).await;
        follow(db, paused).await;
        peers::change(db, paused, Change::Paused(true), &by()).await.unwrap();
        let (one, two) = tokio::join!(claim(db, NOW), claim(db, NOW));
        let turns: Vec<announced::Turn> = one.into_iter().chain(two).collect();
        assert_eq!(turns.len(), 1);
        let turn = &turns[0];
        assert_eq!((turn.host.as_str(), turn.telling_failures), (PEER, 0));
        assert_eq!(told(db, turn).await, ["a.example", "b.example"]);
        assert_eq!(lines(db, "a.example").await, ["dir.example was asked"]);
        let later = NOW + Duration::MINUTE;
        announced::rest(db, turn, later).await.unwrap();
        assert_eq!(claim(db, later - Duration::SECOND).await, None);
        let next = claim(db, later).await.unwrap();
        assert_eq!(told(db, &next).await, NONE, "once is enough");
        pod(db, "c.example").await;
        assert!(!tell(db, turn, "c.example").await, "the turn is another process' by now");
        assert_eq!(told(db, &next).await, ["c.example"]);
    }

    async fn directories_are_told_side_by_side(fresh) {
        let (db, later) = (&fresh.db, NOW + Duration::MINUTE);
        follow(db, PEER).await;
        follow(db, "other.example").await;
        let (one, two) = tokio::join!(claim(db, NOW), claim(db, NOW));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_ne!(one.host, two.host, "who was slower has the other one");
        assert_eq!(claim(db, later).await, None);
        assert!(claim(db, NOW + Duration::minutes(10)).await.is_some(), "a process that died keeps none");
    }

    async fn who_is_not_public_and_active_is_named_to_nobody(fresh) {
        let db = &fresh.db;
        pod(db, "open.example").await;
        let (hidden, none) = (pod(db, "hidden.example").await.id, pod(db, "none.example").await.id);
        let suspended = pod(db, "suspended.example").await.id;
        let (closing, read_only) = (pod(db, "closing.example").await.id, pod(db, "read.example").await.id);
        show(db, &hidden, Visibility::Unlisted).await;
        show(db, &none, Visibility::None).await;
        let close = Turn::Close { at: NOW + Duration::days(9), farewell: String::new(), moved_to: None };
        let rest = Turn::ReadOnly { reason: String::new() };
        for (pod, turn) in [(suspended, suspend()), (closing, close), (read_only, rest)] {
            pods::turn(db, &pod, turn, &by()).await.unwrap();
        }
        follow(db, PEER).await;
        let turn = claim(db, NOW).await.unwrap();
        assert_eq!(told(db, &turn).await, ["open.example"]);
        show(db, &hidden, Visibility::Public).await;
        assert_eq!(told(db, &turn).await, ["hidden.example"]);
        for visibility in [Visibility::None, Visibility::Public, Visibility::Unlisted, Visibility::Public] {
            show(db, &hidden, visibility).await;
            assert_eq!(announced::sweep(db).await.unwrap(), 0);
            assert_eq!(told(db, &turn).await, NONE, "who hides and comes back is not named again");
        }
        pods::turn(db, &suspended, Turn::Resume, &by()).await.unwrap();
        assert_eq!(told(db, &turn).await, ["suspended.example"]);
    }

    async fn a_directory_that_fails_is_left_alone_as_a_whole(fresh) {
        let (db, other, later) = (&fresh.db, "other.example", NOW + Duration::minutes(10));
        pod(db, "one.example").await;
        follow(db, PEER).await;
        let failing = claim(db, NOW).await.unwrap();
        let line = ("one.example".to_owned(), "it is away".to_owned());
        announced::fail(db, &failing, (1, later), Some(line), NOW).await.unwrap();
        pod(db, "two.example").await;
        assert_eq!(claim(db, later - Duration::SECOND).await, None, "also where there is a new pod");
        follow(db, other).await;
        let good = claim(db, NOW).await.unwrap();
        assert_eq!(good.host, other);
        assert_eq!(told(db, &good).await, ["one.example", "two.example"], "others do not wait for it");
        announced::rest(db, &good, later + Duration::HOUR).await.unwrap();
        let again = claim(db, later).await.unwrap();
        assert_eq!((again.host.as_str(), again.telling_failures), (PEER, 1));
        let next = announced::next(db, &again).await.unwrap();
        assert_eq!(next.as_deref(), Some("two.example"), "the pod at which it failed is in nobody's way");
        announced::fail(db, &again, (2, later), None, NOW).await.unwrap();
        let again = claim(db, later).await.unwrap();
        assert_eq!(again.telling_failures, 2);
        assert_eq!(told(db, &again).await, ["one.example", "two.example"]);
        announced::rest(db, &again, later).await.unwrap();
        assert_eq!(claim(db, later).await.unwrap().telling_failures, 0, "all is well again");
        let mut lines = lines(db, "one.example").await;
        lines.sort();
        assert_eq!(lines, ["dir.example was asked", "it is away", "other.example was asked"]);
    }

    async fn one_that_is_removed_was_told_nothing(fresh) {
        let db = &fresh.db;
        pod(db, "one.example").await;
        follow(db, PEER).await;
        let turn = claim(db, NOW).await.unwrap();
        assert_eq!(told(db, &turn).await, ["one.example"]);
        peers::remove(db, PEER, &by()).await.unwrap();
        assert!(!tell(db, &turn, "one.example").await);
        announced::fail(db, &turn, (1, NOW), Some(("one.example".into(), "away".into())), NOW).await.unwrap();
        assert_eq!(lines(db, "one.example").await.len(), 1, "nothing is said of it any more");
        let later = By { at: NOW + Duration::HOUR, ..by() };
        peers::add(db, PEER, false, &later).await.unwrap();
        assert!(!tell(db, &turn, "one.example").await, "that turn was of the one before");
        let turn = claim(db, NOW).await.unwrap();
        assert_eq!(told(db, &turn).await, ["one.example"]);
    }

    async fn a_name_that_is_no_pods_primary_one_is_forgotten_and_the_new_one_told(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "old.example").await.id);
        follow(db, PEER).await;
        let turn = claim(db, NOW).await.unwrap();
        assert_eq!(told(db, &turn).await, ["old.example"]);
        assert_eq!(announced::sweep(db).await.unwrap(), 0);
        hosts::add(db, &pod, "new.example".into(), &by()).await.unwrap();
        assert_eq!(told(db, &turn).await, NONE, "it is no name of its own");
        hosts::set_primary(db, &pod, "new.example", &by()).await.unwrap();
        assert_eq!(told(db, &turn).await, ["new.example"]);
        assert_eq!(announced::sweep(db).await.unwrap(), 1);
        assert_eq!(announced::sweep(db).await.unwrap(), 0);
        hosts::set_primary(db, &pod, "old.example", &by()).await.unwrap();
        assert_eq!(told(db, &turn).await, ["old.example"]);
    }
}
