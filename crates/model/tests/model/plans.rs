//! Plans give limits to pods, and pods are found by them.

use futures::future::join_all;
use model::audit::{self, Act};
use model::places::{self, PlaceError};
use model::plans::{self, Plan};
use model::pods::{self, Change, Found, NewPod, Search, Sort, State, Turn};
use model::{Database, Error, PodId};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, pod, pod_for, suspend};

pub(crate) fn small() -> Plan {
    Plan { name: "Small".into(), members_max: 5, storage_max: 500, sessions_max: 6, signups_per_day: 7 }
}

async fn limits(db: &Database, pod: &PodId) -> (i64, i64, i64, i64) {
    let pod = pods::get(db, pod).await.unwrap().unwrap();
    (pod.members_max, pod.storage_max, pod.sessions_max, pod.signups_per_day)
}

async fn hosts(db: &Database, search: Search) -> Vec<String> {
    let found = pods::search(db, &search, 0, 100).await.unwrap();
    found.into_iter().map(|Found { pod, .. }| pod.host).collect()
}

on_both! {
    async fn a_pod_has_the_limits_of_its_plan_and_those_it_gets_later(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let before = limits(db, &other).await;
        let nothing = plans::assign(db, &one, Some("Small"), &by()).await;
        assert!(matches!(nothing, Err(Error::NotFound("plan"))));
        plans::put(db, &small(), &by()).await.unwrap();
        plans::assign(db, &one, Some("Small"), &by()).await.unwrap();
        assert_eq!(limits(db, &one).await, (5, 500, 6, 7));
        plans::put(db, &Plan { members_max: 50, ..small() }, &by()).await.unwrap();
        assert_eq!(limits(db, &one).await, (50, 500, 6, 7));
        assert_eq!(limits(db, &other).await, before, "it has figures of its own");
        assert_eq!(plans::pods_of_each(db).await.unwrap(), [("Small".to_owned(), 1)]);
        let log = audit::list(db, &one, None, 9).await.unwrap();
        assert_eq!(log.iter().filter(|entry| entry.act == Act::Change).count(), 2);
        assert!(log[0].detail.contains(r#""plan":"Small""#), "{log:?}");
        assert_eq!(audit::first_broken(db, &one).await.unwrap(), None);
    }

    async fn a_pod_is_made_with_its_plan_or_not_at_all(fresh) {
        let db = &fresh.db;
        let new = NewPod { plan: Some("Small".into()), ..NewPod::new("cantine.example", "Cantine") };
        let nothing = pods::create(db, new.clone(), &by()).await;
        assert!(matches!(nothing, Err(Error::NotFound("plan"))), "{nothing:?}");
        assert_eq!(pods::by_host(db, "cantine.example").await.unwrap(), None);
        plans::put(db, &small(), &by()).await.unwrap();
        let made = pods::create(db, new, &by()).await.unwrap();
        assert_eq!(limits(db, &made.id).await, (5, 500, 6, 7));
        assert_eq!(plans::of(db, &made.id).await.unwrap().as_deref(), Some("Small"));
        plans::put(db, &Plan { members_max: 50, ..small() }, &by()).await.unwrap();
        assert_eq!(limits(db, &made.id).await, (50, 500, 6, 7));
    }

    async fn figures_of_its_own_take_the_plan_away_and_a_plan_that_goes_leaves_its_figures(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        plans::put(db, &small(), &by()).await.unwrap();
        for pod in [&one, &other] {
            plans::assign(db, pod, Some("Small"), &by()).await.unwrap();
        }
        let name = Change { name: Some("Other".into()), ..Change::default() };
        pods::set(db, &one, name, &by()).await.unwrap();
        assert_eq!(plans::of(db, &one).await.unwrap().as_deref(), Some("Small"));
        pods::set(db, &one, Change { members_max: Some(9), ..Change::default() }, &by()).await.unwrap();
        assert_eq!(plans::of(db, &one).await.unwrap(), None);
        plans::remove(db, "Small", &by()).await.unwrap();
        assert!(matches!(plans::remove(db, "Small", &by()).await, Err(Error::NotFound("plan"))));
        assert!(matches!(plans::find(db, "Small").await, Err(Error::NotFound("plan"))));
        assert_eq!(plans::of(db, &other).await.unwrap(), None);
        assert_eq!(limits(db, &other).await, (5, 500, 6, 7));
        plans::assign(db, &other, None, &by()).await.unwrap();
    }

    async fn pods_are_found_by_words_state_and_plan_in_the_order_that_is_wanted(fresh) {
        let db = &fresh.db;
        let cantine = pod(db, "cantine.example").await.id;
        let lanterne = pod(db, "lanterne.example").await.id;
        let gone = pod_for(db, "gone.example", 1).await.id;
        plans::put(db, &small(), &by()).await.unwrap();
        plans::assign(db, &lanterne, Some("Small"), &by()).await.unwrap();
        pods::turn(db, &gone, Turn::Delete, &by()).await.unwrap();
        pods::turn(db, &cantine, suspend(), &by()).await.unwrap();
        let words = |words: &str| Search { words: words.into(), ..Search::default() };
        assert_eq!(hosts(db, Search::default()).await, ["cantine.example", "lanterne.example"]);
        assert_eq!(hosts(db, words("ANTERN")).await, ["lanterne.example"]);
        assert!(hosts(db, words("c_ntine")).await.is_empty(), "no letter stands for any other");
        let suspended = Search { state: Some(State::Suspended), ..Search::default() };
        assert_eq!(hosts(db, suspended).await, ["cantine.example"]);
        let deleted = Search { state: Some(State::Deleted), ..Search::default() };
        assert_eq!(hosts(db, deleted).await, ["gone.example"]);
        let planned = Search { plan: Some(Some("Small".into())), ..Search::default() };
        assert_eq!(hosts(db, planned).await, ["lanterne.example"]);
        let own = Search { plan: Some(None), ..Search::default() };
        assert_eq!(hosts(db, own).await, ["cantine.example"]);
        assert_eq!(pods::count(db).await.unwrap(), 2);
        crate::people::member(db, &lanterne, "alice@a.example").await;
        for sort in [Sort::Members, Sort::Sessions] {
            let first = pods::search(db, &Search { sort, ..Search::default() }, 0, 1).await.unwrap();
            assert_eq!(first[0].pod.id, lanterne);
            assert_eq!(first[0].plan.as_deref(), Some("Small"));
            let second = pods::search(db, &Search { sort, ..Search::default() }, 1, 9).await.unwrap();
            assert_eq!(second.len(), 1);
        }
    }

    async fn of_two_processes_that_race_for_the_last_place_of_a_plan_one_has_it(fresh) {
        let db = &fresh.db;
        plans::put(db, &Plan { members_max: 1, signups_per_day: 50, ..small() }, &by()).await.unwrap();
        let new = NewPod { plan: Some("Small".into()), ..NewPod::new("cantine.example", "Cantine") };
        let pod = pods::create(db, new, &by()).await.unwrap().id;
        // as two processes have it: each with connections of its own
        let processes = [db.clone(), Database::open(&fresh.address).await.unwrap()];
        let attempts = (0..20).map(|number| {
            let db = processes[number % 2].clone();
            tokio::spawn(async move {
                let jid = jid(&format!("new{number}@cantine.example"));
                places::reserve(&db, &pod, &jid, NOW, Duration::minutes(10)).await
            })
        });
        let results: Vec<_> = join_all(attempts).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        assert!(results.iter().all(|result| matches!(result, Ok(_) | Err(PlaceError::Full))), "{results:?}");
        assert_eq!(pods::get(db, &pod).await.unwrap().unwrap().members_used, 1);
    }
}
