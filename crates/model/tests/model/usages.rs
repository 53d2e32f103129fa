//! What a pod used, day by day.

use model::pictures::{self, Picture};
use model::usages::{self, Day};
use model::{Database, Error, PodId, members, quotas, sessions};
use time::macros::date;
use time::{Date, Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, joined, member, pod};

const TODAY: Date = date!(2026 - 03 - 01);

async fn noted(db: &Database, pod: &PodId, now: OffsetDateTime) -> Vec<Day> {
    usages::note(db, pod, now).await.unwrap();
    usages::list(db, pod, TODAY).await.unwrap()
}

on_both! {
    async fn a_day_is_written_down_as_it_was_and_again_as_it_is(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = joined(db, &pod, "bob@a.example").await;
        let picture = Picture { hash: "00".into(), mime: "image/png".into(), bytes: vec![1; 9], width: 1, height: 1 };
        pictures::put(db, &pod, picture, NOW).await.unwrap();
        let day = Day { date: TODAY, members: 2, active: 2, storage: 9, sessions: 1, signups: 2 };
        assert_eq!(noted(db, &pod, NOW).await, [day]);
        sessions::remove(db, &alice.owner()).await.unwrap();
        members::remove(db, &bob.owner(), NOW).await.unwrap();
        // of sessions and sign-ups the most: who left has come all the same
        assert_eq!(noted(db, &pod, NOW).await, [Day { members: 1, active: 1, ..day }]);
        let later = Day { date: date!(2026-03-11), members: 1, active: 0, storage: 9, sessions: 0, signups: 0 };
        assert_eq!(noted(db, &pod, NOW + Duration::days(10)).await[1..], [later]);
        assert_eq!(usages::active(db, &pod, NOW - Duration::days(1)).await.unwrap(), 1);
        assert_eq!(usages::active(db, &pod, NOW + Duration::days(1)).await.unwrap(), 0);
    }

    async fn who_comes_after_the_last_look_counts_for_the_day_on_which_she_came(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        noted(db, &pod, NOW).await;
        joined(db, &pod, "late@a.example").await;
        let days = noted(db, &pod, NOW + Duration::days(1)).await;
        assert_eq!(days.iter().map(|day| day.signups).collect::<Vec<_>>(), [1, 0]);
    }

    async fn another_pods_days_are_its_own_and_old_ones_are_forgotten(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        noted(db, &one, NOW).await;
        assert!(usages::list(db, &other, TODAY).await.unwrap().is_empty());
        usages::note(db, &PodId::new(NOW), NOW).await.unwrap();
        assert_eq!(usages::expire(db, NOW + usages::KEPT).await.unwrap(), 0);
        assert_eq!(usages::expire(db, NOW + usages::KEPT + Duration::days(1)).await.unwrap(), 1);
        assert!(usages::list(db, &one, TODAY).await.unwrap().is_empty());
    }

    async fn sign_ups_are_counted_day_by_day(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        joined(db, &pod, "alice@a.example").await;
        assert_eq!(quotas::signups_today(db, &pod, NOW).await.unwrap(), 1);
        assert_eq!(quotas::signups_today(db, &pod, NOW + Duration::days(1)).await.unwrap(), 0);
        let nobody = quotas::signups_today(db, &PodId::new(NOW), NOW).await;
        assert!(matches!(nobody, Err(Error::NotFound("pod"))));
    }
}
