//! Processes that say that they run, and some that do not any more.

use model::processes::{self, KEPT, LISTED, Load, Process, Role, SILENCE};
use model::{Database, ProcessId};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::NOW;

fn worker(at: OffsetDateTime) -> Process {
    Process {
        id: ProcessId::new(at),
        roles: vec![Role::Worker, Role::Jobs],
        version: "0.1.0".into(),
        machine: "one".into(),
        started_at: at,
        seen_at: at,
        ending: false,
        load: Load { shards: 128, online: 7, signing_in: 1, reconnecting: 2 },
    }
}

async fn beats(db: &Database, process: &Process) {
    processes::beat(db, process).await.unwrap();
}

async fn list(db: &Database) -> Vec<Process> {
    processes::list(db).await.unwrap()
}

on_both! {
    async fn a_process_is_one_row_however_often_it_is_heard_of_and_touches_no_other(fresh) {
        let db = &fresh.db;
        let (one, other) = (worker(NOW), worker(NOW - Duration::SECOND));
        beats(db, &other).await;
        beats(db, &one).await;
        let load = Load { shards: 0, online: 0, ..one.load };
        let later = Process { seen_at: NOW + Duration::MINUTE, ending: true, load, ..one.clone() };
        beats(db, &later).await;
        assert_eq!(list(db).await, [later.clone(), other.clone()], "who was heard of last is first");
        processes::leave(db, &later.id).await.unwrap();
        assert_eq!(list(db).await, [other]);
        processes::leave(db, &later.id).await.unwrap();
    }

    async fn who_is_not_heard_of_is_forgotten_after_a_day(fresh) {
        let db = &fresh.db;
        let (gone, there) = (worker(NOW), worker(NOW + Duration::HOUR));
        beats(db, &gone).await;
        beats(db, &there).await;
        assert_eq!(processes::expire(db, NOW + KEPT - Duration::SECOND).await.unwrap(), 0);
        assert_eq!(processes::expire(db, NOW + KEPT).await.unwrap(), 1);
        assert_eq!(list(db).await, [there]);
    }

    async fn of_many_that_died_those_are_listed_that_were_heard_of_last(fresh) {
        let db = &fresh.db;
        for second in 0..=LISTED {
            beats(db, &worker(NOW + Duration::seconds(second))).await;
        }
        let listed = list(db).await;
        assert_eq!(i64::try_from(listed.len()), Ok(LISTED));
        assert_eq!(listed.last().map(|process| process.seen_at), Some(NOW + Duration::SECOND));
    }
}

#[test]
fn silence_is_told_from_speech_and_who_came_after_from_who_was_beside() {
    let gone = worker(NOW);
    assert!(gone.is_heard_of(NOW + SILENCE - Duration::SECOND) && !gone.is_heard_of(NOW + SILENCE));
    let next = worker(NOW + Duration::SECOND);
    assert!(next.replaces(&gone) && !gone.replaces(&next) && !gone.replaces(&gone));
    let elsewhere = Process { machine: "two".into(), ..next.clone() };
    let other = Process { roles: vec![Role::Worker], ..next };
    assert!(!elsewhere.replaces(&gone) && !other.replaces(&gone));
}
