//! Plans give limits to pods, and pods are found by them.

use futures::future::join_all;
use model::audit::{self, Act};
use model::domains::{self, Due, Kind, Outcome, UPLOAD_MAX};
use model::places::{self, PlaceError};
use model::plans::{self, Plan};
use model::pods::{self, Change, Found, NewPod, Search, Sort, State, Turn};
use model::{Database, Error, PodId};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, pod, pod_for, suspend};

pub(crate) fn small() -> Plan {
    Plan {
        name: "Small".into(),
        members_max: 5,
        storage_max: 500,
        sessions_max: 6,
        signups_per_day: 7,
        upload_max: None,
    }
}

/// The plan with so many bytes of one upload.
async fn put_uploads(db: &Database, upload_max: Option<i64>) {
    plans::put(db, &Plan { upload_max, ..small() }, &by()).await.unwrap();
}

async fn upload(db: &Database, pod: &PodId) -> i64 {
    domains::upload_max(db, pod).await.unwrap()
}

/// What Prosody is to be told of, which it is then.
async fn told(db: &Database) -> Option<Due> {
    let due = domains::due(db, NOW, 9).await.unwrap().pop();
    if let Some(due) = &due {
        domains::settle(db, due, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
    }
    due
}

async fn managed(db: &Database, host: &str, new: NewPod) -> PodId {
    let xmpp_domain = Some(host.parse().unwrap());
    let new = NewPod { xmpp_domain, xmpp_domain_kind: Kind::Managed, ..new };
    pods::create(db, new, &by()).await.unwrap().id
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

    async fn how_large_an_upload_is_by_a_plan_holds_on_its_pods_and_their_servers_hear_of_it(fresh) {
        let db = &fresh.db;
        let one = managed(db, "cantine.example", NewPod::new("cantine.example", "Cantine")).await;
        let other = pod(db, "lanterne.example").await.id;
        assert_eq!(told(db).await.unwrap().upload_max, UPLOAD_MAX);
        put_uploads(db, None).await;
        plans::assign(db, &one, Some("Small"), &by()).await.unwrap();
        // they hear of the plan's media
        assert_eq!(told(db).await.unwrap().upload_max, UPLOAD_MAX, "the plan does not say it");
        assert_eq!(upload(db, &one).await, UPLOAD_MAX);
        put_uploads(db, Some(300)).await;
        assert_eq!(upload(db, &one).await, 300);
        assert_eq!(told(db).await.unwrap().upload_max, 300);
        let log = audit::list(db, &one, None, 9).await.unwrap();
        assert!(log[0].detail.contains(r#""upload_max":300"#), "{log:?}");
        put_uploads(db, Some(300)).await;
        assert_eq!(told(db).await, None, "nothing of it is new");
        put_uploads(db, None).await;
        assert_eq!(plans::find(db, "Small").await.unwrap().upload_max, None);
        assert_eq!(upload(db, &one).await, 300, "it keeps what it has");
        put_uploads(db, Some(0)).await;
        plans::assign(db, &one, None, &by()).await.unwrap();
        assert_eq!(upload(db, &one).await, 0, "as a figure of its own");
        assert_eq!(upload(db, &other).await, UPLOAD_MAX, "another pod's is its own");
    }

    async fn an_upload_of_its_own_takes_no_plan_away_but_one_that_says_it(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let own = |bytes| Change { upload_max: Some(bytes), ..Change::default() };
        put_uploads(db, None).await;
        plans::assign(db, &pod, Some("Small"), &by()).await.unwrap();
        pods::set(db, &pod, own(9), &by()).await.unwrap();
        assert_eq!((upload(db, &pod).await, plans::of(db, &pod).await.unwrap()), (9, Some("Small".into())));
        put_uploads(db, Some(300)).await;
        assert_eq!(upload(db, &pod).await, 300);
        domains::set_upload_max(db, &pod, 10, &by()).await.unwrap();
        assert_eq!((upload(db, &pod).await, plans::of(db, &pod).await.unwrap()), (10, None));
        plans::assign(db, &pod, Some("Small"), &by()).await.unwrap();
        pods::set(db, &pod, own(11), &by()).await.unwrap();
        assert_eq!((upload(db, &pod).await, plans::of(db, &pod).await.unwrap()), (11, None));
        assert_eq!(limits(db, &pod).await, (5, 500, 6, 7), "it keeps the other figures");
        put_uploads(db, Some(200)).await;
        assert_eq!(upload(db, &pod).await, 11);
        let log = audit::list(db, &pod, None, 1).await.unwrap();
        assert_eq!(log[0].detail, r#"{"upload_max":11}"#);
    }

    async fn a_pod_is_made_with_an_upload_of_its_own_or_that_of_its_plan(fresh) {
        let db = &fresh.db;
        let new = |host: &str| NewPod { upload_max: 9, ..NewPod::new(host, "Cantine") };
        let one = pods::create(db, new("one.example"), &by()).await.unwrap().id;
        assert_eq!((upload(db, &one).await, domains::of(db, &one).await.unwrap().kind), (9, Kind::None));
        managed(db, "two.example", new("two.example")).await;
        assert_eq!(told(db).await.unwrap().upload_max, 9);
        for (of_plan, expected) in [(None, 9), (Some(300), 300)] {
            put_uploads(db, of_plan).await;
            // of those before it
            told(db).await;
            let host = format!("plan{expected}.example");
            let made = managed(db, &host, NewPod { plan: Some("Small".into()), ..new(&host) }).await;
            assert_eq!(told(db).await.map(|due| (due.pod, due.upload_max)), Some((made, expected)));
            assert_eq!(plans::of(db, &made).await.unwrap().as_deref(), Some("Small"));
        }
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
