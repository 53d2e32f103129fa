//! A crowd of newcomers pauses sign-ups, and whoever looks after the pod is told.

use model::audit::{self, Act, Actor};
use model::invites::{self, NewInvite};
use model::mails::{self, Kind, Letter};
use model::newcomers::{self, Change, Newcomers};
use model::places::{self, PlaceError};
use model::pods::{self, NewPod};
use model::{Database, PodId};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, joined, newcomer, pod};

const TTL: Duration = Duration::minutes(2);

/// A pod with somebody to be told, which pauses when three come within an hour.
async fn watchful(db: &Database) -> PodId {
    let contact_email = Some("alice@mail.example".parse().unwrap());
    let pod = pods::create(db, NewPod { contact_email, ..NewPod::new("cantine.example", "Cantine") }, &by())
        .await
        .unwrap()
        .id;
    newcomers::set(db, &pod, Change { crowd: Some(3), ..Change::default() }, &by()).await.unwrap();
    pod
}

async fn paused(db: &Database, pod: &PodId) -> bool {
    pods::get(db, pod).await.unwrap().unwrap().signups_paused_at.is_some()
}

on_both! {
    async fn the_third_of_three_pauses_a_pod_that_is_told_once(fresh) {
        let db = &fresh.db;
        let (cantine, other) = (watchful(db).await, pod(db, "lanterne.example").await.id);
        for name in ["one", "two"] {
            joined(db, &cantine, &format!("{name}@a.example")).await;
            assert!(!paused(db, &cantine).await);
        }
        // who has a place already is let in, whatever happens meanwhile
        let held = places::reserve(db, &cantine, &jid("four@a.example"), NOW, TTL).await.unwrap();
        joined(db, &cantine, "three@a.example").await;
        assert!(paused(db, &cantine).await && !paused(db, &other).await);
        places::commit(db, &held, newcomer("four"), NOW).await.unwrap();
        let late = places::reserve(db, &cantine, &jid("five@a.example"), NOW, TTL).await;
        assert!(matches!(late, Err(PlaceError::Paused)));
        let told = mails::list(db, &cantine, None, 9).await.unwrap();
        assert_eq!((told.len(), told[0].kind), (1, Kind::SignupsPaused));
        assert_eq!(told[0].letter(), Some(Letter::SignupsPaused { newcomers: 3 }));
        let log = audit::list(db, &cantine, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.actor), (Act::SignupsPause, Actor::Program));
    }

    async fn who_is_invited_comes_in_during_a_pause_and_is_no_crowd(fresh) {
        let db = &fresh.db;
        let pod = watchful(db).await;
        let new = NewInvite { made_by: None, note: String::new(), uses: 9, expires_at: None };
        let invite = invites::create(db, &pod, new, &by()).await.unwrap().0.id;
        for name in ["one", "two", "three", "four"] {
            let who = jid(&format!("{name}@a.example"));
            let place = places::reserve_by(db, &pod, &who, Some(&invite), NOW, TTL).await.unwrap();
            places::commit(db, &place, newcomer(name), NOW).await.unwrap();
        }
        assert!(!paused(db, &pod).await);
        newcomers::pause(db, &pod, &by()).await.unwrap();
        places::reserve_by(db, &pod, &jid("five@a.example"), Some(&invite), NOW, TTL).await.unwrap();
    }

    async fn after_it_is_resumed_only_who_comes_from_then_on_counts(fresh) {
        let db = &fresh.db;
        let pod = watchful(db).await;
        for name in ["one", "two", "three"] {
            joined(db, &pod, &format!("{name}@a.example")).await;
        }
        let later = model::audit::By { at: NOW + Duration::minutes(5), ..by() };
        newcomers::resume(db, &pod, &later).await.unwrap();
        newcomers::resume(db, &pod, &later).await.unwrap();
        assert!(!paused(db, &pod).await);
        let log = audit::list(db, &pod, None, 9).await.unwrap();
        assert_eq!(log.iter().filter(|entry| entry.act == Act::SignupsResume).count(), 1);
        for (name, pauses) in [("four", false), ("five", false), ("six", true)] {
            let place = places::reserve(db, &pod, &jid(&format!("{name}@a.example")), later.at, TTL).await.unwrap();
            places::commit(db, &place, newcomer(name), later.at).await.unwrap();
            assert_eq!(paused(db, &pod).await, pauses, "{name}");
        }
        assert_eq!(newcomers::get(db, &pod).await.unwrap().crowd, 3, "what was set stays set");
    }

    async fn what_comes_every_day_is_no_crowd(fresh) {
        let db = &fresh.db;
        let pod = watchful(db).await;
        newcomers::set(db, &pod, Change { crowd: Some(2), ..Change::default() }, &by()).await.unwrap();
        // one a day
        for day in (1..=28).rev() {
            let then = NOW - Duration::days(day);
            let name = format!("day{day}");
            let place = places::reserve(db, &pod, &jid(&format!("{name}@a.example")), then, TTL).await.unwrap();
            places::commit(db, &place, newcomer(&name), then).await.unwrap();
        }
        joined(db, &pod, "one@a.example").await;
        joined(db, &pod, "two@a.example").await;
        assert!(!paused(db, &pod).await, "twice the usual");
        joined(db, &pod, "three@a.example").await;
        assert!(paused(db, &pod).await, "three times the usual");
    }

    async fn what_newcomers_are_asked_is_a_pods_own(fresh) {
        let db = &fresh.db;
        let (one, other) = (watchful(db).await, pod(db, "lanterne.example").await.id);
        newcomers::set(db, &one, Change { question: Some("Who are you?".into()), ..Change::default() }, &by()).await.unwrap();
        let asked = Newcomers { question: "Who are you?".into(), crowd: 3, ..Newcomers::default() };
        assert_eq!(newcomers::get(db, &one).await.unwrap(), asked);
        assert_eq!(newcomers::get(db, &other).await.unwrap(), Newcomers::default());
        newcomers::set(db, &other, Change::default(), &by()).await.unwrap();
        let log = audit::list(db, &other, None, 9).await.unwrap();
        assert!(log.iter().all(|entry| entry.act != Act::NewcomersChange), "nothing was changed");
        assert!(newcomers::set(db, &PodId::new(NOW), Change { crowd: Some(1), ..Change::default() }, &by()).await.is_err());
    }
}
