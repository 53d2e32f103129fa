//! What is kept of sessions.

use std::time::Duration as Wait;

use model::pods::{self, Change};
use model::sessions::{self, SHARDS, State};
use model::{Database, Error, Owner, Quota, browsers, members};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, member, pod};

on_both! {
    async fn only_the_last_owner_writes(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let owner = alice.owner();
        sessions::put(db, &owner, &alice.jid, "cosse-1", NOW).await.unwrap();
        let same = sessions::put(db, &owner, &alice.jid, "cosse-2", NOW).await.unwrap();
        assert_eq!(same.resource, "cosse-1");
        let first = sessions::claim(db, &owner, NOW).await.unwrap().generation;
        let second = sessions::claim(db, &owner, NOW).await.unwrap().generation;
        assert!(second > first);
        sessions::keep_secret(db, &owner, second, b"sealed", NOW).await.unwrap();
        sessions::keep_stream(db, &owner, second, Some(b"stream"), NOW).await.unwrap();
        sessions::set_state(db, &owner, second, State::Reconnecting, Some("cut"), NOW).await.unwrap();
        let late = sessions::keep_stream(db, &owner, first, None, NOW).await;
        assert!(matches!(late, Err(Error::Displaced)));
        let kept = sessions::get(db, &owner).await.unwrap().unwrap();
        assert_eq!((kept.state, kept.reason.as_deref()), (State::Reconnecting, Some("cut")));
        assert_eq!((kept.secret.as_deref(), kept.stream.as_deref()), (Some(&b"sealed"[..]), Some(&b"stream"[..])));
        assert!(!format!("{kept:?}").contains("secret"));
        sessions::forget_secret(db, &owner, NOW).await.unwrap();
        let kept = sessions::get(db, &owner).await.unwrap().unwrap();
        assert_eq!((kept.secret, kept.stream), (None, None));
    }

    async fn a_start_brings_all_back_shard_by_shard(fresh) {
        let db = &fresh.db;
        let mut owners = Vec::new();
        for host in ["a.example", "b.example", "gone.example"] {
            let pod = pod(db, host).await.id;
            for name in ["alice", "bob", "claire"] {
                let member = member(db, &pod, &format!("{name}@a.example")).await;
                sessions::put(db, &member.owner(), &member.jid, "cosse", NOW).await.unwrap();
                owners.push(member.owner());
            }
        }
        pods::set_state(db, &owners[8].pod, pods::State::Suspended).await.unwrap();
        owners.truncate(6);
        owners.sort();
        assert_eq!(kept_in_all_shards(db).await, owners);
        fresh.execute("UPDATE sessions SET shard = NULL").await;
        assert!(kept_in_all_shards(db).await.is_empty(), "as an older version left them");
        sessions::settle(db).await.unwrap();
        assert_eq!(kept_in_all_shards(db).await, owners);
    }

    async fn a_pod_has_so_many_sessions(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        pods::set(db, &pod, Change { sessions_max: Some(1), ..Change::default() }).await.unwrap();
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = member(db, &pod, "bob@a.example").await;
        sessions::put(db, &alice.owner(), &alice.jid, "cosse", NOW).await.unwrap();
        sessions::put(db, &alice.owner(), &alice.jid, "cosse", NOW).await.unwrap();
        let full = sessions::put(db, &bob.owner(), &bob.jid, "cosse", NOW).await;
        assert!(matches!(full, Err(Error::Full(Quota::Sessions))));
        assert!(sessions::get(db, &bob.owner()).await.unwrap().is_none());
        sessions::remove(db, &alice.owner()).await.unwrap();
        sessions::put(db, &bob.owner(), &bob.jid, "cosse", NOW).await.unwrap();
    }

    async fn who_stays_away_for_as_long_as_the_pod_says_is_found_on_that_pod_only(fresh) {
        let db = &fresh.db;
        let (here, there) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        for pod in [here, there] {
            for name in ["alice", "bob", "claire"] {
                let member = member(db, &pod, &format!("{name}@a.example")).await;
                if name != "claire" {
                    sessions::put(db, &member.owner(), &member.jid, "cosse", NOW).await.unwrap();
                }
            }
        }
        let pod = pods::set(db, &here, Change { session_days: Some(7), ..Change::default() }).await.unwrap();
        let alice = members::by_jid(db, &here, &"alice@a.example".parse().unwrap()).await.unwrap().unwrap();
        let browser = browsers::create(db, &alice.owner(), "", NOW).await.unwrap().browser;
        browsers::touch(db, &browser, NOW + Duration::days(3)).await.unwrap();
        for (days, away) in [(7, &[][..]), (8, &["bob@a.example"]), (11, &["alice@a.example", "bob@a.example"])] {
            let since = pod.away_before(NOW + Duration::days(days));
            let mut found = sessions::away(db, &here, since).await.unwrap();
            found.sort();
            assert_eq!(found.iter().map(|jid| jid.as_str()).collect::<Vec<_>>(), away, "after {days} days");
        }
        assert_eq!(sessions::away(db, &there, NOW + Duration::days(1)).await.unwrap().len(), 2);
    }

    async fn a_cancelled_write_leaves_no_open_transaction(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let owner = alice.owner();
        for micros in 0..60 {
            let put = sessions::put(db, &owner, &alice.jid, "cosse", NOW);
            let _ = tokio::time::timeout(Wait::from_micros(micros * 20), put).await;
            let get = sessions::get(db, &owner);
            let _ = tokio::time::timeout(Wait::from_micros(micros * 10), get).await;
        }
        let next = sessions::remove(db, &owner);
        tokio::time::timeout(Wait::from_secs(5), next).await.unwrap().unwrap();
    }
}

/// Whose sessions the shards have together; each is in its own.
async fn kept_in_all_shards(db: &Database) -> Vec<Owner> {
    let mut found = Vec::new();
    for shard in 0..SHARDS {
        let mut last = None;
        while let page = sessions::kept(db, shard, last.as_ref(), 2).await.unwrap()
            && !page.is_empty()
        {
            assert!(page.iter().all(|row| sessions::shard(&row.pod_id, &row.jid) == shard));
            last = page.last().map(sessions::Session::owner);
            found.extend(page.iter().map(sessions::Session::owner));
        }
    }
    found.sort();
    found
}
