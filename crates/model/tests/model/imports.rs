//! What others say of pods: kept apart, shown once it may be, and forgotten.

use model::Database;
use model::audit::deployment::{self, Act, Filter};
use model::imports::{self, Added, Footing, KEPT, Kind, NewImport, Run};
use model::listed_pods;
use model::pods::NewPod;
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by};

const LIST: &str = "https://lists.example/providers.json";

fn named(domain: &str) -> NewImport {
    NewImport {
        domain: domain.into(),
        name: "The garden".into(),
        about: String::new(),
        software: "Movim".into(),
        website: String::new(),
    }
}

async fn add(db: &Database, address: &str) -> Added {
    imports::add(db, address, Kind::Providers, Some(NOW), &by()).await.unwrap()
}

async fn put(db: &Database, domains: &[&str], now: OffsetDateTime) -> usize {
    imports::put(db, LIST, domains.iter().map(|domain| named(domain)).collect(), now).await.unwrap()
}

async fn shown(db: &Database, words: &str, now: OffsetDateTime) -> Vec<String> {
    let shown = imports::shown(db, words, now, 99).await.unwrap();
    shown.into_iter().map(|pod| pod.domain).collect()
}

/// Kept, and its host asked.
async fn open(db: &Database, domains: &[&str]) {
    add(db, LIST).await;
    put(db, domains, NOW).await;
    for domain in imports::to_look(db, NOW, 99).await.unwrap() {
        imports::looked(db, &domain, Footing::Open, NOW).await.unwrap();
    }
}

on_both! {
    async fn a_list_is_read_by_one_and_again_when_it_is_due(fresh) {
        let db = &fresh.db;
        assert_eq!((add(db, LIST).await, add(db, LIST).await), (Added::New, Added::Known));
        let begun = imports::begin(db, NOW).await.unwrap().unwrap();
        assert_eq!((begun.address.as_str(), begun.kind), (LIST, Kind::Providers));
        assert_eq!(imports::begin(db, NOW).await.unwrap(), None, "it is being read");
        let due_at = Some(NOW + Duration::DAY);
        let run = Run { found: 7, left_out: 2, error: "é".repeat(999), due_at };
        imports::end(db, LIST, run, NOW).await.unwrap();
        let all = imports::sources(db).await.unwrap();
        assert_eq!((all[0].found, all[0].left_out, all[0].ran_at, all[0].due_at), (7, 2, Some(NOW), due_at));
        assert_eq!(all[0].error.chars().count(), 200);
        assert_eq!(imports::begin(db, NOW).await.unwrap(), None);
        imports::hurry(db, LIST, NOW).await.unwrap();
        assert!(imports::begin(db, NOW).await.unwrap().is_some());
        imports::add(db, "file:pods.json", Kind::Movim, None, &by()).await.unwrap();
        assert!(imports::hurry(db, "file:pods.json", NOW).await.is_err(), "a file is read once");
    }

    async fn no_more_lists_are_taken_than_are_kept(fresh) {
        let db = &fresh.db;
        for n in 0..50 {
            assert_eq!(add(db, &format!("https://{n}.example/")).await, Added::New);
        }
        assert_eq!(add(db, LIST).await, Added::Full);
    }

    async fn a_pod_is_shown_once_its_host_was_asked_and_as_long_as_a_list_has_it(fresh) {
        let db = &fresh.db;
        add(db, LIST).await;
        assert_eq!(put(db, &["a.example", "b.example", "c.example"], NOW).await, 3);
        assert!(shown(db, "", NOW).await.is_empty());
        let due = imports::to_look(db, NOW, 99).await.unwrap();
        assert_eq!(due, ["a.example", "b.example", "c.example"]);
        assert!(imports::to_look(db, NOW, 99).await.unwrap().is_empty(), "they are another's");
        imports::looked(db, "a.example", Footing::Open, NOW).await.unwrap();
        imports::looked(db, "b.example", Footing::Shut, NOW).await.unwrap();
        assert_eq!(shown(db, "", NOW).await, ["a.example"]);
        assert_eq!((shown(db, "A.ex", NOW).await.len(), shown(db, "%", NOW).await.len()), (1, 0));
        let later = NOW + Duration::HOUR;
        assert_eq!(imports::to_look(db, later, 99).await.unwrap(), ["c.example"], "nobody came to an end");
        let week = NOW + Duration::days(8);
        assert_eq!(imports::to_look(db, week, 99).await.unwrap().len(), 3, "they may say otherwise by now");
        assert_eq!(put(db, &["a.example"], week).await, 1);
        assert_eq!(imports::expire(db, NOW + KEPT).await.unwrap(), 2);
        assert_eq!(shown(db, "", week + KEPT - Duration::HOUR).await, ["a.example"]);
        assert!(shown(db, "", week + KEPT).await.is_empty());
    }

    async fn who_was_never_asked_comes_before_who_is_asked_again(fresh) {
        let db = &fresh.db;
        add(db, LIST).await;
        put(db, &["a.example", "b.example"], NOW).await;
        assert_eq!(imports::to_look(db, NOW, 9).await.unwrap().len(), 2);
        let later = NOW + Duration::HOUR;
        put(db, &["c.example"], later).await;
        assert_eq!(imports::to_look(db, later, 1).await.unwrap(), ["c.example"]);
        assert_eq!(imports::to_look(db, later, 1).await.unwrap(), ["a.example"]);
    }

    async fn what_the_directory_knows_itself_is_not_shown_as_imported(fresh) {
        let db = &fresh.db;
        open(db, &["cantine.example", "gone.example", "named.example", "new.example"]).await;
        model::pods::create(db, NewPod::new("cantine.example", "Cantine"), &by()).await.unwrap();
        listed_pods::submit(db, "named.example", NOW).await.unwrap();
        listed_pods::submit(db, "gone.example", NOW).await.unwrap();
        fresh.execute("UPDATE listed_pods SET state = 'gone' WHERE domain = 'gone.example'").await;
        assert_eq!(shown(db, "", NOW).await, ["named.example", "new.example"]);
        for state in ["probation", "listed", "unlisted", "tombstone", "blocked", "review"] {
            fresh.execute(&format!("UPDATE listed_pods SET state = '{state}'")).await;
            assert_eq!(shown(db, "", NOW).await, ["new.example"], "{state}");
        }
    }

    async fn a_list_goes_with_its_pods_and_does_not_come_back(fresh) {
        let db = &fresh.db;
        open(db, &["a.example"]).await;
        imports::remove(db, LIST, &by()).await.unwrap();
        assert!(shown(db, "", NOW).await.is_empty());
        assert!(imports::remove(db, LIST, &by()).await.is_err());
        let log = deployment::list(db, &Filter::default(), None, 9).await.unwrap();
        let said: Vec<_> = log.iter().map(|it| (it.act, it.object.as_str())).collect();
        assert_eq!(said, [(Act::ImportRemove, LIST), (Act::ImportAdd, LIST)]);
        assert_eq!(put(db, &["a.example"], NOW).await, 0, "who still reads it writes nothing");
        let run = Run { found: 1, left_out: 0, error: String::new(), due_at: Some(NOW) };
        imports::end(db, LIST, run, NOW).await.unwrap();
        assert!(imports::sources(db).await.unwrap().is_empty());
    }
}
