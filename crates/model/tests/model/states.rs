//! What jobs leave alone while a pod is suspended, or deleted and may come back; and where that is written down.

use model::audit::Actor;
use model::audit::deployment::{self, Act, Filter};
use model::mails::{self, Letter};
use model::pods::{self, Change, Turn};
use model::{Database, Email, PodId, WaiterId, members, waiters, warnings};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, joined, pod_for, purge, suspend};

/// Somebody waits for a place, and has confirmed her address.
async fn waits(db: &Database, pod: &PodId, email: &Email) -> WaiterId {
    waiters::ask(db, pod, email.clone(), "en".into(), NOW).await.unwrap();
    let mails = mails::list(db, pod, None, 99).await.unwrap();
    let asked = mails.iter().find_map(|mail| match mail.letter() {
        Some(Letter::PlaceAsked { waiter }) => Some(waiter),
        _ => None,
    });
    let waiter = asked.unwrap();
    waiters::confirm(db, pod, &waiter, NOW).await.unwrap();
    waiter
}

on_both! {
    async fn nothing_is_sent_and_no_place_offered_until_the_pod_is_back(fresh) {
        let db = &fresh.db;
        let pod = pod_for(db, "cantine.example", 1).await.id;
        let alice = joined(db, &pod, "alice@a.example").await;
        let waiter = waits(db, &pod, &"eve@mail.example".parse().unwrap()).await;
        members::remove(db, &alice.owner(), NOW).await.unwrap();
        for (down, up) in [(suspend(), Turn::Resume), (Turn::Delete, Turn::Restore)] {
            pods::turn(db, &pod, down, &by()).await.unwrap();
            assert!(mails::claim(db, NOW).await.unwrap().is_none());
            assert_eq!(waiters::invite_next(db, &pod, NOW).await.unwrap(), 0);
            pods::turn(db, &pod, up, &by()).await.unwrap();
        }
        assert!(mails::claim(db, NOW).await.unwrap().is_some());
        assert_eq!(waiters::invite_next(db, &pod, NOW).await.unwrap(), 1);
        assert!(waiters::get(db, &pod, &waiter).await.unwrap().is_some());
    }

    async fn a_pod_that_is_read_only_or_has_closed_sends_what_it_wrote_and_offers_no_place(fresh) {
        let (db, later) = (&fresh.db, NOW + Duration::DAY);
        let close = Turn::Close { at: later, farewell: String::new(), moved_to: None };
        let read_only = Turn::ReadOnly { reason: String::new() };
        for (host, turn) in [("read.example", read_only), ("closed.example", close)] {
            let pod = pod_for(db, host, 1).await.id;
            let alice = joined(db, &pod, "alice@a.example").await;
            waits(db, &pod, &"eve@mail.example".parse().unwrap()).await;
            members::remove(db, &alice.owner(), NOW).await.unwrap();
            pods::turn(db, &pod, turn, &by()).await.unwrap();
            assert_eq!(waiters::invite_next(db, &pod, later).await.unwrap(), 0, "{host}");
            let mail = mails::claim(db, later).await.unwrap().unwrap();
            assert_eq!(mail.pod_id, pod, "{host}");
        }
    }

    async fn what_is_done_to_a_pod_is_in_the_deployments_log_when_the_pod_has_gone(fresh) {
        let db = &fresh.db;
        let pod = pod_for(db, "cantine.example", 1).await.id;
        let close = Turn::Close { at: NOW + Duration::DAY, farewell: String::new(), moved_to: None };
        let read_only = Turn::ReadOnly { reason: "Repairs".into() };
        for turn in [suspend(), read_only, Turn::Resume, close, Turn::Delete, Turn::Restore, Turn::Delete] {
            pods::turn(db, &pod, turn, &by()).await.unwrap();
        }
        assert_eq!(purge(db, NOW + Duration::days(31)).await, 1);
        let mut log = deployment::list(db, &Filter::default(), None, 99).await.unwrap();
        log.reverse();
        let acts: Vec<_> = log.iter().map(|it| it.act).collect();
        let ends = [Act::PodDelete, Act::PodRestore, Act::PodDelete, Act::PodPurge];
        let expected = [Act::PodCreate, Act::PodSuspend, Act::PodReadOnly, Act::PodResume, Act::PodClose];
        assert_eq!(acts, [&expected[..], &ends[..]].concat());
        assert!(log.iter().all(|it| it.object == "cantine.example"), "{log:?}");
        assert!(log[1..].iter().all(|it| it.detail.contains(&pod.to_string())), "{log:?}");
        assert_eq!(log[8].actor, Actor::Program);
        assert_eq!(deployment::first_broken(db).await.unwrap(), None);
    }

    async fn nobody_is_warned_of_the_limits_of_a_pod_that_is_deleted(fresh) {
        let db = &fresh.db;
        let pod = pod_for(db, "cantine.example", 1).await.id;
        let contact_email = Some(Some("alice@mail.example".parse().unwrap()));
        pods::set(db, &pod, Change { contact_email, ..Change::default() }, &by()).await.unwrap();
        joined(db, &pod, "alice@a.example").await;
        pods::turn(db, &pod, Turn::Delete, &by()).await.unwrap();
        assert_eq!(warnings::give(db, NOW).await.unwrap(), 0);
        assert!(pods::list(db).await.unwrap().is_empty(), "what goes through all pods does not see it");
        pods::turn(db, &pod, Turn::Restore, &by()).await.unwrap();
        assert_eq!(warnings::give(db, NOW).await.unwrap(), 1);
    }
}
