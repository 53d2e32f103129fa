//! Pods of other deployments: named, looked at by one process at a time, and shown.

use std::collections::HashSet;

use futures::future::join_all;
use model::Database;
use model::audit::deployment::{self, Act, Filter};
use model::listed_pods::{self, Decided, Found, ListedPod, Outcome, Search, State, Submitted, Whom};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by};

const POD: &str = "garden.example";

async fn submit(db: &Database, domain: &str, now: OffsetDateTime) -> Submitted {
    listed_pods::submit(db, domain, now).await.unwrap()
}

async fn claim(db: &Database, now: OffsetDateTime, most: u32) -> Vec<ListedPod> {
    listed_pods::claim(db, Whom::Strangers, now, most).await.unwrap()
}

async fn get(db: &Database, domain: &str) -> ListedPod {
    listed_pods::get(db, domain).await.unwrap().unwrap()
}

/// As after a good check, in that state.
fn good(state: State, now: OffsetDateTime) -> Outcome {
    Outcome {
        state,
        since: now,
        good_at: Some(now),
        expires_at: Some(now + Duration::days(3)),
        good: 1,
        total: 1,
        reason: String::new(),
        due_at: Some(now + Duration::HOUR),
        found: Some(Found {
            document: b"{}".to_vec(),
            serial: 7,
            keys: r#"{"known":null}"#.into(),
            address: "9.9.9.9".into(),
        }),
        was_good: Some(true),
        line: Some(format!("now {state}")),
        forget: false,
        decided: None,
    }
}

/// One that is there in that state.
async fn known(db: &Database, domain: &str, state: State) {
    submit(db, domain, NOW).await;
    let turn = get(db, domain).await.turn;
    assert!(listed_pods::settle(db, domain, turn, good(state, NOW), NOW).await.unwrap());
}

/// So many pods of that state, all of them due since weeks ago.
fn many(number: usize, state: State) -> String {
    let then = "'2026-01-01 00:00:00'";
    let columns =
        "domain, state, since, first_seen, serial, keys, address, good, total, due_at, turn, reason";
    format!(
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {number}) \
         INSERT INTO listed_pods ({columns}) \
         SELECT '{state}-' || n || '.example', '{state}', {then}, {then}, 1, '{{}}', '', 1, 1, {then}, 0, '' \
         FROM numbers"
    )
}

on_both! {
    async fn what_somebody_decides_is_in_the_deployments_log(fresh) {
        let db = &fresh.db;
        listed_pods::submit(db, POD, NOW).await.unwrap();
        let turn = get(db, POD).await.turn;
        let decided = Decided { by: by(), act: Act::ListingKeepOut, reason: "Spam".into() };
        let blocked = Outcome { decided: Some(decided), found: None, was_good: None, ..good(State::Blocked, NOW) };
        assert!(listed_pods::settle(db, POD, turn, blocked.clone(), NOW).await.unwrap());
        assert!(!listed_pods::settle(db, POD, turn, blocked, NOW).await.unwrap(), "another turn has come");
        let log = deployment::list(db, &Filter::default(), None, 9).await.unwrap();
        let said: Vec<_> = log.iter().map(|it| (it.act, it.object.as_str(), it.detail.as_str())).collect();
        assert_eq!(said, [(Act::ListingKeepOut, POD, r#"{"reason":"Spam"}"#)]);
    }

    async fn thousands_that_are_due_at_once_are_taken_in_turns_each_once(fresh) {
        let db = &fresh.db;
        fresh.execute(&many(3_000, State::Listed)).await;
        fresh.execute(&many(40, State::Submitted)).await;
        let (mut taken, mut turns) = (HashSet::new(), 0);
        loop {
            let pods = listed_pods::claim(db, Whom::Known, NOW, 16).await.unwrap();
            if pods.is_empty() {
                break;
            }
            assert!(pods.len() <= 16, "{}", pods.len());
            for pod in pods {
                assert_eq!(pod.state, State::Listed, "strangers wait in a line of their own");
                assert!(taken.insert(pod.domain.clone()), "{} is taken twice", pod.domain);
            }
            turns += 1;
        }
        assert_eq!((taken.len(), turns), (3_000, 188));
        assert_eq!(claim(db, NOW, 100).await.len(), 40);
    }

    async fn a_name_is_one_pod_however_often_it_is_given(fresh) {
        let db = &fresh.db;
        let named = join_all((0..9).map(|_| submit(db, POD, NOW))).await;
        assert_eq!(named.iter().filter(|it| **it == Submitted::New).count(), 1);
        assert_eq!(named.iter().filter(|it| **it == Submitted::Known(State::Submitted)).count(), 8);
        let pod = get(db, POD).await;
        assert_eq!((pod.state, pod.due_at, pod.serial, pod.document), (State::Submitted, Some(NOW), 0, None));
        assert_eq!(listed_pods::get(db, "other.example").await.unwrap(), None);
    }

    async fn no_more_are_named_in_an_hour_than_are_taken(fresh) {
        let db = &fresh.db;
        let columns = "domain, state, since, first_seen, serial, keys, address, good, total, turn, reason";
        let row = |n: i64| {
            let at = "'2026-01-01 00:00:00'";
            format!("('p{n}.example', 'gone', {at}, '2999-01-01 00:00:00', 0, '{{}}', '', 0, 0, 0, '')")
        };
        let rows: Vec<String> = (0..listed_pods::AN_HOUR).map(row).collect();
        fresh.execute(&format!("INSERT INTO listed_pods ({columns}) VALUES {}", rows.join(","))).await;
        assert_eq!(submit(db, POD, NOW).await, Submitted::Later);
        assert_eq!(submit(db, "p1.example", NOW).await, Submitted::Known(State::Gone));
        fresh.execute("UPDATE listed_pods SET first_seen = '2020-01-01 00:00:00'").await;
        assert_eq!(submit(db, POD, NOW).await, Submitted::New);
    }

    async fn a_pod_is_looked_at_by_one_process(fresh) {
        let db = &fresh.db;
        for n in 0..5 {
            submit(db, &format!("p{n}.example"), NOW).await;
        }
        assert!(claim(db, NOW - Duration::SECOND, 9).await.is_empty(), "not due");
        let claimed = join_all((0..4).map(|_| claim(db, NOW, 9))).await;
        let mut all: Vec<String> = claimed.into_iter().flatten().map(|pod| pod.domain).collect();
        all.sort();
        assert_eq!(all, ["p0.example", "p1.example", "p2.example", "p3.example", "p4.example"]);
        let later = NOW + Duration::minutes(4);
        assert_eq!(claim(db, later, 2).await.len(), 2, "whoever had them has died");
    }

    async fn strangers_keep_no_known_pod_waiting(fresh) {
        let db = &fresh.db;
        known(db, POD, State::Listed).await;
        submit(db, "stranger.example", NOW).await;
        let later = NOW + Duration::DAY;
        let domains = async |whom| {
            let claimed = listed_pods::claim(db, whom, later, 9).await.unwrap();
            claimed.into_iter().map(|pod| pod.domain).collect::<Vec<_>>()
        };
        assert_eq!(domains(Whom::Known).await, [POD]);
        assert_eq!(domains(Whom::Strangers).await, ["stranger.example"]);
    }

    async fn what_was_found_out_before_a_decision_is_not_written_down(fresh) {
        let db = &fresh.db;
        submit(db, POD, NOW).await;
        let claimed = claim(db, NOW, 1).await.remove(0);
        let blocked = Outcome { found: None, was_good: None, due_at: None, ..good(State::Blocked, NOW) };
        assert!(listed_pods::settle(db, POD, claimed.turn, blocked, NOW).await.unwrap());
        let late = listed_pods::settle(db, POD, claimed.turn, good(State::Listed, NOW), NOW).await.unwrap();
        assert!(!late);
        let pod = get(db, POD).await;
        assert_eq!((pod.state, pod.document, pod.due_at), (State::Blocked, None, None));
        assert_eq!(submit(db, POD, NOW + Duration::DAY).await, Submitted::Known(State::Blocked));
        assert_eq!(get(db, POD).await.due_at, None, "whoever is kept out is not woken");
    }

    async fn only_what_is_listed_and_fresh_is_shown(fresh) {
        let db = &fresh.db;
        for state in State::ALL {
            known(db, &format!("{state}.example"), *state).await;
        }
        let shown = async |good_since, now| listed_pods::shown(db, good_since, now, 9).await.unwrap().len();
        assert_eq!(shown(NOW, NOW).await, 1);
        assert_eq!(shown(NOW, NOW + Duration::days(3)).await, 0, "past its end");
        assert_eq!(shown(NOW + Duration::SECOND, NOW).await, 0, "silent");
        let listed = "listed.example".to_owned();
        assert_eq!(listed_pods::shown(db, NOW, NOW, 9).await.unwrap(), [(listed.clone(), NOW)]);
        let both = [listed, "gone.example".to_owned()];
        let found = listed_pods::documents(db, &both).await.unwrap();
        assert_eq!((found.len(), found[0].domain.as_str()), (1, "listed.example"));
        assert_eq!((found[0].document.as_slice(), found[0].address.as_str()), (b"{}".as_slice(), "9.9.9.9"));
        known(db, "later.example", State::Listed).await;
        assert_eq!(listed_pods::shown(db, NOW, NOW, 1).await.unwrap().len(), 1, "no more than are asked for");
    }

    async fn whoever_is_gone_can_be_named_again_but_not_all_the_time(fresh) {
        let db = &fresh.db;
        known(db, POD, State::Gone).await;
        let later = NOW + Duration::minutes(59);
        submit(db, POD, later).await;
        assert_eq!(get(db, POD).await.due_at, Some(NOW + Duration::HOUR), "it was looked at just now");
        submit(db, POD, NOW + Duration::HOUR * 2).await;
        assert_eq!(get(db, POD).await.due_at, Some(NOW + Duration::HOUR * 2));
    }

    async fn a_look_can_be_put_off(fresh) {
        let db = &fresh.db;
        submit(db, POD, NOW).await;
        let claimed = claim(db, NOW, 1).await.remove(0);
        let until = NOW + Duration::MINUTE;
        listed_pods::postpone(db, POD, claimed.turn, until).await.unwrap();
        assert!(claim(db, NOW, 1).await.is_empty());
        assert_eq!(claim(db, until, 1).await.len(), 1);
    }

    async fn checks_are_counted_by_day_and_lines_are_kept_for_a_while(fresh) {
        let db = &fresh.db;
        known(db, POD, State::Listed).await;
        for n in 1..=60 {
            let (turn, at) = (get(db, POD).await.turn, NOW + Duration::MINUTE * n);
            let line = Some(n.to_string());
            let bad = Outcome { found: None, was_good: Some(false), line, ..good(State::Listed, NOW) };
            listed_pods::settle(db, POD, turn, bad, at).await.unwrap();
        }
        let uptime = listed_pods::uptime(db, POD, NOW).await.unwrap();
        assert_eq!((uptime.good, uptime.total), (1, 61));
        let both = [POD.to_owned(), "other.example".to_owned()];
        assert_eq!(listed_pods::uptimes(db, &both, NOW).await.unwrap(), [(POD.to_owned(), uptime)].into());
        let lines = listed_pods::log(db, Some(POD), 100).await.unwrap();
        assert_eq!((lines.len(), lines[0].line.as_str(), lines[49].line.as_str()), (50, "60", "11"));
        assert_eq!(listed_pods::log(db, None, 3).await.unwrap().len(), 3);
        assert!(listed_pods::log(db, Some("other.example"), 3).await.unwrap().is_empty());
        assert_eq!(listed_pods::sweep(db, NOW + Duration::days(20)).await.unwrap(), 0);
        assert!(listed_pods::sweep(db, NOW + Duration::days(100)).await.unwrap() > 50);
    }

    async fn what_is_forgotten_can_be_named_anew(fresh) {
        let db = &fresh.db;
        known(db, POD, State::Tombstone).await;
        let turn = get(db, POD).await.turn;
        let over = Outcome { forget: true, ..good(State::Tombstone, NOW) };
        assert!(listed_pods::settle(db, POD, turn, over, NOW).await.unwrap());
        assert_eq!(listed_pods::get(db, POD).await.unwrap(), None);
        assert_eq!(listed_pods::uptime(db, POD, NOW).await.unwrap(), listed_pods::Uptime::default());
        assert_eq!(submit(db, POD, NOW).await, Submitted::New);
    }

    async fn pods_are_found_by_state_and_name(fresh) {
        let db = &fresh.db;
        for (domain, state) in [
            ("a.example", State::Listed),
            ("b_1.example", State::Down),
            ("bx1.example", State::Listed),
        ] {
            known(db, domain, state).await;
        }
        let found = async |search: Search| {
            let pods = listed_pods::list(db, &search, 9).await.unwrap();
            pods.into_iter().map(|pod| pod.domain).collect::<Vec<_>>().join(" ")
        };
        let listed = Search { state: Some(State::Listed), ..Search::default() };
        assert_eq!(found(listed).await, "a.example bx1.example");
        assert_eq!(found(Search { words: "B_1".into(), ..Search::default() }).await, "b_1.example");
        let behind = Search { after: Some("a.example".into()), ..Search::default() };
        assert_eq!(found(behind).await, "b_1.example bx1.example");
        let mut counts = listed_pods::count(db).await.unwrap();
        counts.sort_by_key(|(state, _)| state.as_str());
        assert_eq!(counts, [(State::Down, 1), (State::Listed, 2)]);
        assert_eq!(listed_pods::names(db).await.unwrap().len(), 3);
    }
}
