//! What was done to pods, and what shows that it was changed afterwards.

use futures::future::join_all;
use model::audit::{self, Act, Actor, By, Entry, deployment};
use model::pods::{self, Change, NewPod};
use model::roles::{self, Role};
use model::tokens::{self, NewToken, Reach};
use model::{Database, Error, PodId, hosts};

use crate::databases::on_both;
use crate::people::{NOW, by, jid, pod, suspend};

/// A pod to which four things were done.
async fn with_a_past(db: &Database, host: &str) -> PodId {
    let pod = pod(db, host).await.id;
    let alice = By { actor: Actor::Person(jid("alice@a.example")), at: NOW };
    pods::set(db, &pod, Change { members_max: Some(5), ..Change::default() }, &alice).await.unwrap();
    roles::grant(db, &pod, &jid("bob@a.example"), Role::Moderator, &by()).await.unwrap();
    pods::turn(db, &pod, suspend(), &by()).await.unwrap();
    pod
}

async fn all(db: &Database, pod: &PodId) -> Vec<Entry> {
    audit::list(db, pod, None, 100).await.unwrap()
}

on_both! {
    async fn what_is_done_is_written_down_with_who_did_it(fresh) {
        let db = &fresh.db;
        let pod = with_a_past(db, "cantine.example").await;
        let acts: Vec<_> = all(db, &pod).await.into_iter().map(|it| (it.number, it.act, it.object)).collect();
        let expected = [
            (4, Act::State, "suspended"),
            (3, Act::RoleGrant, "bob@a.example"),
            (2, Act::Change, ""),
            (1, Act::Create, "cantine.example"),
        ];
        assert_eq!(acts, expected.map(|(number, act, object)| (number, act, object.to_owned())));
        let change = audit::list(db, &pod, Some(3), 1).await.unwrap().remove(0);
        assert_eq!(change.actor, Actor::Person(jid("alice@a.example")));
        assert_eq!((change.at, change.detail.as_str()), (NOW, r#"{"members_max":5}"#));
        assert_eq!(audit::first_broken(db, &pod).await.unwrap(), None);
        let other = with_a_past(db, "lanterne.example").await;
        assert_eq!((all(db, &other).await.len(), all(db, &pod).await.len()), (4, 4));
    }

    async fn what_is_not_done_is_not_written_down(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let taken = hosts::add(db, &other, "cantine.example".into(), &by()).await;
        assert!(matches!(taken, Err(Error::Taken("host"))));
        let nobody = roles::revoke(db, &one, &jid("bob@a.example"), &by()).await;
        assert!(matches!(nobody, Err(Error::NotFound("role"))));
        let again = pods::create(db, NewPod::new("cantine.example", "Other"), &by()).await;
        assert!(matches!(again, Err(Error::Taken("host"))));
        pods::set(db, &one, Change::default(), &by()).await.unwrap();
        for pod in [one, other] {
            assert_eq!(all(db, &pod).await.len(), 1, "that it was made");
        }
    }

    async fn of_many_at_once_each_has_its_number(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let names: Vec<_> = (0..15).map(|number| format!("{number}.cantine.example")).collect();
        let by = by();
        for added in join_all(names.iter().map(|name| hosts::add(db, &pod, name.as_str().into(), &by))).await {
            added.unwrap();
        }
        let numbers: Vec<_> = all(db, &pod).await.iter().map(|entry| entry.number).collect();
        assert_eq!(numbers, (1..=16).rev().collect::<Vec<_>>());
        assert_eq!(audit::first_broken(db, &pod).await.unwrap(), None);
    }

    async fn an_entry_that_was_changed_taken_out_or_put_in_is_found(fresh) {
        let db = &fresh.db;
        let changes = [
            ("UPDATE audit SET actor = '(program)' WHERE number = 2 AND pod_id = ", 2),
            ("UPDATE audit SET detail = '{\"members_max\":50}' WHERE number = 2 AND pod_id = ", 2),
            ("DELETE FROM audit WHERE number = 3 AND pod_id = ", 3),
            ("DELETE FROM audit WHERE number = 4 AND pod_id = ", 4),
            (
                "INSERT INTO audit SELECT pod_id, 5, at, actor, act, object, detail, hash FROM audit \
                 WHERE number = 4 AND pod_id = ",
                5,
            ),
        ];
        for (number, (change, found)) in changes.into_iter().enumerate() {
            let pod = with_a_past(db, &format!("{number}.example")).await;
            fresh.execute(&format!("{change}'{pod}'")).await;
            assert_eq!(audit::first_broken(db, &pod).await.unwrap(), Some(found), "{change}");
        }
    }

    async fn what_is_written_while_one_looks_is_not_taken_for_a_change(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let writes = async {
            for number in 0..60 {
                let change = Change { members_max: Some(number), ..Change::default() };
                pods::set(db, &pod, change, &by()).await.unwrap();
                let name = format!("billing-{number}");
                let new = NewToken { name, scopes: vec![], reach: Reach::All, expires_at: None };
                tokens::create(db, new, &by()).await.unwrap();
            }
        };
        let looks = async {
            let mut found = Vec::new();
            for _ in 0..120 {
                found.push(audit::first_broken(db, &pod).await.unwrap());
                found.push(deployment::first_broken(db).await.unwrap());
            }
            found
        };
        let ((), found) = futures::join!(writes, looks);
        assert!(found.iter().all(Option::is_none), "{found:?}");
    }

    async fn an_entry_of_another_pods_log_is_found(fresh) {
        let db = &fresh.db;
        let (one, other) = (with_a_past(db, "cantine.example").await, with_a_past(db, "lanterne.example").await);
        let columns = ["at", "actor", "act", "object", "detail", "hash"];
        let set = columns.map(|it| format!("{it} = (SELECT {it} FROM audit WHERE number = 1 AND pod_id = '{other}')"));
        fresh.execute(&format!("UPDATE audit SET {} WHERE number = 1 AND pod_id = '{one}'", set.join(", "))).await;
        assert_eq!(audit::first_broken(db, &one).await.unwrap(), Some(1));
        assert_eq!(audit::first_broken(db, &other).await.unwrap(), None);
    }
}
