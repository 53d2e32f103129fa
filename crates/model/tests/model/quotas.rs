//! What is kept of what a pod uses is true, or is put right.

use futures::future::join_all;
use model::pictures::{self, Picture};
use model::quotas::{self, Drift, Used};
use model::{Error, PodId, members, places, pods, sessions};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, jid, joined, member, newcomer, pod};

fn picture(number: u8) -> Picture {
    Picture {
        hash: format!("{number:040x}"),
        mime: "image/png".into(),
        bytes: vec![number; 100],
        width: 1,
        height: 1,
    }
}

on_both! {
    async fn figures_that_are_true_stay(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        member(db, &pod, "alice@a.example").await;
        joined(db, &pod, "bob@a.example").await;
        places::reserve(db, &pod, &jid("claire@a.example"), NOW, Duration::minutes(1)).await.unwrap();
        pictures::put(db, &pod, picture(1), NOW).await.unwrap();
        assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), None);
        let row = pods::get(db, &pod).await.unwrap().unwrap();
        assert_eq!((row.members_used, row.storage_used, row.sessions_used), (3, 100, 1));
    }

    async fn figures_that_are_not_true_are_put_right_and_told(fresh) {
        let db = &fresh.db;
        let (pod, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        for pod in [&pod, &other] {
            member(db, pod, "alice@a.example").await;
        }
        fresh.execute("UPDATE pods SET members_used = 7, storage_used = 8, sessions_used = 9, waiting = 6").await;
        let drift = Drift {
            kept: Used { members: 7, storage: 8, sessions: 9, waiting: 6 },
            counted: Used { members: 1, storage: 0, sessions: 1, waiting: 0 },
        };
        assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), Some(drift));
        assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), None);
        assert_eq!(pods::get(db, &other).await.unwrap().unwrap().members_used, 7, "another pod's are its own");
        let nobody = quotas::reconcile(db, &PodId::new(NOW)).await;
        assert!(matches!(nobody, Err(Error::NotFound("pod"))));
    }

    async fn while_others_come_and_go_nothing_is_counted_twice_or_not_at_all(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let life = |number: u8| async move {
            let jid = jid(&format!("member{number}@a.example"));
            let place = places::reserve(db, &pod, &jid, NOW, Duration::minutes(1)).await.unwrap();
            let member = places::commit(db, &place, newcomer(&format!("member{number}")), NOW).await.unwrap();
            sessions::put(db, &member.owner(), &jid, "cosse", NOW).await.unwrap();
            pictures::put(db, &pod, picture(number), NOW).await.unwrap();
            if number.is_multiple_of(2) {
                sessions::remove(db, &member.owner()).await.unwrap();
                members::set_picture(db, &member.owner(), Some(&picture(number).hash)).await.unwrap();
                members::remove(db, &member.owner(), NOW).await.unwrap();
            }
        };
        let counting = async {
            for _ in 0..30 {
                assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), None);
            }
        };
        tokio::join!(join_all((1..=20).map(life)), counting);
        assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), None);
        let row = pods::get(db, &pod).await.unwrap().unwrap();
        assert_eq!((row.members_used, row.storage_used, row.sessions_used), (10, 1000, 10));
    }
}
