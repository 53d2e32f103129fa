//! The limit of members, whoever comes at once.

use std::sync::Arc;

use futures::future::join_all;
use model::places::{self, PlaceError};
use model::pods::{self, Change, Turn};
use model::{Error, members};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, member, newcomer, pod, pod_for};

const TTL: Duration = Duration::minutes(10);

on_both! {
    async fn fifty_at_once_for_the_last_three_places_are_three(fresh) {
        let pod = Arc::new(pod_for(&fresh.db, "cantine.example", 4).await);
        member(&fresh.db, &pod.id, "alice@cantine.example").await;
        let attempts = (0..50).map(|number| {
            let (db, pod) = (fresh.db.clone(), pod.clone());
            tokio::spawn(async move {
                let jid = jid(&format!("new{number}@cantine.example"));
                places::reserve(&db, &pod.id, &jid, NOW, TTL).await
            })
        });
        let results: Vec<_> = join_all(attempts).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 3);
        assert!(results.iter().all(|result| matches!(result, Ok(_) | Err(PlaceError::Full))));
        assert_eq!(pods::get(&fresh.db, &pod.id).await.unwrap().unwrap().members_used, 4);
        for place in results.into_iter().flatten() {
            let handle = place.jid.node().unwrap().to_string();
            places::commit(&fresh.db, &place, newcomer(&handle), NOW).await.unwrap();
        }
        let pod = pods::get(&fresh.db, &pod.id).await.unwrap().unwrap();
        assert_eq!((pod.members_used, pod.free_places()), (4, 0));
        assert_eq!(members::list(&fresh.db, &pod.id, None, 10).await.unwrap().len(), 4);
    }

    async fn the_same_account_many_times_at_once_is_one_place(fresh) {
        let pod = Arc::new(pod_for(&fresh.db, "cantine.example", 1).await);
        let attempts = (0..10).map(|_| {
            let (db, pod) = (fresh.db.clone(), pod.clone());
            tokio::spawn(async move { places::reserve(&db, &pod.id, &jid("bob@x.example"), NOW, TTL).await })
        });
        let results: Vec<_> = join_all(attempts).await.into_iter().map(Result::unwrap).collect();
        assert!(results.iter().all(Result::is_ok), "{results:?}");
        assert_eq!(pods::get(&fresh.db, &pod.id).await.unwrap().unwrap().members_used, 1);
    }

    async fn a_place_is_given_back_by_hand_or_by_time(fresh) {
        let pod = pod_for(&fresh.db, "cantine.example", 1).await;
        let bob = places::reserve(&fresh.db, &pod.id, &jid("bob@x.example"), NOW, TTL).await.unwrap();
        places::release(&fresh.db, &bob).await.unwrap();
        places::release(&fresh.db, &bob).await.unwrap();
        let eve = places::reserve(&fresh.db, &pod.id, &jid("eve@x.example"), NOW, TTL).await.unwrap();
        assert_eq!(places::expire(&fresh.db, NOW + TTL / 2).await.unwrap(), 0);
        assert_eq!(places::expire(&fresh.db, NOW + TTL).await.unwrap(), 1);
        let late = places::commit(&fresh.db, &eve, newcomer("eve"), NOW).await;
        assert!(matches!(late, Err(Error::NotFound("place"))));
        assert_eq!(pods::get(&fresh.db, &pod.id).await.unwrap().unwrap(), pod);
    }

    async fn so_many_a_day_and_no_more(fresh) {
        let pod = pod(&fresh.db, "cantine.example").await;
        let two = Change { signups_per_day: Some(2), ..Change::default() };
        pods::set(&fresh.db, &pod.id, two, &by()).await.unwrap();
        let first = places::reserve(&fresh.db, &pod.id, &jid("a@x.example"), NOW, TTL).await.unwrap();
        places::reserve(&fresh.db, &pod.id, &jid("b@x.example"), NOW, TTL).await.unwrap();
        let c = jid("c@x.example");
        let third = places::reserve(&fresh.db, &pod.id, &c, NOW, TTL).await;
        assert!(matches!(third, Err(PlaceError::DailyLimit)), "{third:?}");
        places::reserve(&fresh.db, &pod.id, &c, NOW + Duration::days(1), TTL).await.unwrap();
        places::release(&fresh.db, &first).await.unwrap();
        let d = jid("d@x.example");
        places::reserve(&fresh.db, &pod.id, &d, NOW + Duration::days(1), TTL).await.unwrap();
    }

    async fn a_pod_that_is_not_active_takes_nobody(fresh) {
        let pod = pod(&fresh.db, "cantine.example").await;
        pods::turn(&fresh.db, &pod.id, Turn::ReadOnly { reason: String::new() }, &by()).await.unwrap();
        let closed = places::reserve(&fresh.db, &pod.id, &jid("a@x.example"), NOW, TTL).await;
        assert!(matches!(closed, Err(PlaceError::Closed)));
    }

    async fn a_taken_handle_leaves_the_place(fresh) {
        let pod = pod(&fresh.db, "cantine.example").await;
        member(&fresh.db, &pod.id, "bob@a.example").await;
        let place = places::reserve(&fresh.db, &pod.id, &jid("bob@b.example"), NOW, TTL).await.unwrap();
        let taken = places::commit(&fresh.db, &place, newcomer("bob"), NOW).await;
        assert!(matches!(taken, Err(Error::Taken("handle"))), "{taken:?}");
        let bob = places::commit(&fresh.db, &place, newcomer("bob2"), NOW).await.unwrap();
        assert_eq!((bob.jid.as_str(), bob.created_at), ("bob@b.example", NOW));
        assert_eq!(pods::get(&fresh.db, &pod.id).await.unwrap().unwrap().members_used, 2);
    }
}
