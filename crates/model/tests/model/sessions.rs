//! What is kept of sessions.

use std::collections::HashMap;
use std::time::Duration as Wait;

use futures::future::join_all;
use model::contacts::{self, RosterItem, Seen, Show, Subscription};
use model::messages::{self, Because, Refusal, State as Sent};
use model::pods::{self, Change};
use model::posts::{self, MICROBLOG};
use model::sessions::{self, SHARDS, State};
use model::{Database, Error, Owner, Quota, browsers, chats, departures, members, waiting};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, at, by, jid, joined, member, message, pod, post, suspend};

/// What becomes of writing messages, and what became of messages, under a number.
async fn of_messages(db: &Database, owner: &Owner, generation: i64) -> Vec<Result<(), Error>> {
    let (bob, ids) = (jid("bob@a.example"), ["o1".to_owned()]);
    let refusal = Refusal { because: Because::Other, said: String::new() };
    vec![
        messages::receive(db, owner, generation, message("bob@a.example", "Hello"), NOW).await.map(drop),
        messages::set_state(db, owner, generation, None, &ids, Sent::Sent).await.map(drop),
        messages::refuse(db, owner, generation, &bob, "o1", refusal).await.map(drop),
        messages::unsure_left(db, owner, generation, NOW).await.map(drop),
        messages::not_handed_over(db, owner, generation, Vec::new()).await.map(drop),
        messages::displayed_by_peer(db, owner, generation, &bob, "o1").await.map(drop),
        chats::read_elsewhere(db, owner, generation, &bob, "o1").await.map(drop),
    ]
}

on_both! {
    async fn only_the_last_owner_writes(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = joined(db, &pod, "alice@a.example").await;
        let owner = alice.owner();
        sessions::put(db, &owner, &alice.jid, "cosse-1", NOW).await.unwrap();
        let same = sessions::put(db, &owner, &alice.jid, "cosse-2", NOW).await.unwrap().session;
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

    async fn who_has_lost_a_session_writes_nothing_of_what_it_hears(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let (owner, told, bob) = (alice.owner(), alice.jid.domain(), jid("bob@a.example"));
        let late = sessions::claim(db, &owner, NOW).await.unwrap().generation - 1;
        let subscription = Subscription::Both;
        let item = RosterItem { jid: bob.clone(), name: None, subscription, ask: false, groups: vec![] };
        let seen = HashMap::from([(bob.clone(), Seen { show: Show::Chat, status: None })]);
        let mut written = of_messages(db, &owner, late).await;
        written.extend([
            contacts::replace_all(db, &owner, late, vec![item.clone()], NOW).await.map(drop),
            contacts::put(db, &owner, late, item, NOW).await,
            contacts::remove(db, &owner, late, &bob).await.map(drop),
            contacts::set_presences(db, &owner, late, &seen).await.map(drop),
            contacts::reset_presence(db, &owner, late).await,
            contacts::set_nick(db, &owner, late, &bob, Some("Bobby")).await.map(drop),
            contacts::set_picture(db, &owner, late, &bob, None).await.map(drop),
            contacts::ask(db, &owner, late, &bob, None, NOW).await,
            contacts::promise(db, &owner, late, &bob, None, NOW).await,
            contacts::answered(db, &owner, late, &bob, NOW).await,
            contacts::set_followed(db, &owner, late, &bob, true).await,
            contacts::dismissed(db, &owner, late, &bob).await,
            waiting::put(db, &owner, late, "1", "{}", NOW).await.map(drop),
            posts::receive(db, &owner, late, told, post("bob@a.example", "1", 0), NOW).await.map(drop),
            posts::retract(db, &owner, late, told, at(&bob, "1"), NOW).await.map(drop),
            posts::purge(db, &owner, late, told, &bob, MICROBLOG, NOW).await.map(drop),
            posts::revoke(db, &owner, late, &bob, MICROBLOG).await.map(drop),
        ]);
        for (number, result) in written.into_iter().enumerate() {
            assert!(matches!(result, Err(Error::Displaced)), "{number}: {result:?}");
        }
        assert!(contacts::list(db, &owner).await.unwrap().is_empty());
        assert!(chats::list(db, &owner, None, 10).await.unwrap().is_empty());
    }

    async fn a_start_brings_all_back_shard_by_shard(fresh) {
        let db = &fresh.db;
        let mut owners = Vec::new();
        for host in ["a.example", "b.example", "gone.example"] {
            let pod = pod(db, host).await.id;
            for name in ["alice", "bob", "claire"] {
                let member = joined(db, &pod, &format!("{name}@a.example")).await;
                sessions::put(db, &member.owner(), &member.jid, "cosse", NOW).await.unwrap();
                owners.push(member.owner());
            }
        }
        pods::turn(db, &owners[8].pod, suspend(), &by()).await.unwrap();
        owners.truncate(6);
        owners.sort();
        assert_eq!(kept_in_all_shards(db).await, owners);
        fresh.execute("UPDATE sessions SET shard = NULL").await;
        assert!(kept_in_all_shards(db).await.is_empty(), "as an older version left them");
        sessions::settle(db).await.unwrap();
        assert_eq!(kept_in_all_shards(db).await, owners);
    }

    async fn at_the_limit_whoever_was_away_for_longest_makes_room(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let mut all = Vec::new();
        for (place, name) in ["alice", "bob", "claire"].into_iter().enumerate() {
            let member = joined(db, &pod, &format!("{name}@a.example")).await;
            let now = NOW + Duration::minutes(i64::try_from(place).unwrap());
            let put = sessions::put(db, &member.owner(), &member.jid, "cosse", now).await.unwrap();
            assert_eq!(put.yielded, None);
            all.push(member);
        }
        let three = Change { sessions_max: Some(3), ..Change::default() };
        pods::set(db, &pod, three, &by()).await.unwrap();
        let later = NOW + Duration::hours(1);
        let browser = browsers::create(db, &all[0].owner(), "", NOW).await.unwrap().browser;
        browsers::touch(db, &browser, later).await.unwrap();
        let dora = joined(db, &pod, "dora@a.example").await;
        let put = sessions::put(db, &dora.owner(), &dora.jid, "cosse", later).await.unwrap();
        assert_eq!(put.yielded.map(|it| (it.owner, it.jid)), Some((all[1].owner(), all[1].jid.clone())));
        let again = sessions::put(db, &dora.owner(), &dora.jid, "cosse", later).await.unwrap();
        assert_eq!(again.yielded, None, "who has one takes none");
        assert_eq!(sessions::get(db, &all[1].owner()).await.unwrap(), None);
        assert_eq!(pods::get(db, &pod).await.unwrap().unwrap().sessions_used, 3);
    }

    async fn who_has_left_has_a_session_where_there_is_room_and_ends_nobodys(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        pods::set(db, &pod, Change { sessions_max: Some(1), ..Change::default() }, &by()).await.unwrap();
        let (alice, bob) = (joined(db, &pod, "alice@a.example").await, member(db, &pod, "bob@a.example").await);
        departures::begin(db, &alice.owner(), None, NOW).await.unwrap();
        let full = sessions::put(db, &alice.owner(), &alice.jid, "cosse", NOW).await;
        assert!(matches!(full, Err(Error::Full(Quota::Sessions))), "{full:?}");
        assert!(sessions::get(db, &bob.owner()).await.unwrap().is_some());
        assert!(sessions::get(db, &alice.owner()).await.unwrap().is_none());
        assert_eq!(pods::get(db, &pod).await.unwrap().unwrap().sessions_used, 1);
        pods::set(db, &pod, Change { sessions_max: Some(2), ..Change::default() }, &by()).await.unwrap();
        let put = sessions::put(db, &alice.owner(), &alice.jid, "cosse", NOW).await.unwrap();
        assert_eq!(put.yielded, None);
        sessions::remove(db, &alice.owner()).await.unwrap();
        pods::set(db, &pod, Change { sessions_max: Some(1), ..Change::default() }, &by()).await.unwrap();
        departures::undo(db, &alice.owner(), NOW).await.unwrap();
        let put = sessions::put(db, &alice.owner(), &alice.jid, "cosse", NOW).await.unwrap();
        assert_eq!(put.yielded.map(|it| it.owner), Some(bob.owner()), "she is back");
    }

    async fn a_pod_that_may_have_none_has_none(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        pods::set(db, &pod, Change { sessions_max: Some(0), ..Change::default() }, &by()).await.unwrap();
        let alice = joined(db, &pod, "alice@a.example").await;
        let full = sessions::put(db, &alice.owner(), &alice.jid, "cosse", NOW).await;
        assert!(matches!(full, Err(Error::Full(Quota::Sessions))));
        assert!(sessions::get(db, &alice.owner()).await.unwrap().is_none());
    }

    async fn of_twenty_at_once_for_five_sessions_five_stay(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        pods::set(db, &pod, Change { sessions_max: Some(5), ..Change::default() }, &by()).await.unwrap();
        let mut all = Vec::new();
        for number in 0..20 {
            all.push(joined(db, &pod, &format!("member{number}@a.example")).await);
        }
        let owners: Vec<Owner> = all.iter().map(|member| member.owner()).collect();
        let put = all.iter().zip(&owners).map(|(it, owner)| sessions::put(db, owner, &it.jid, "cosse", NOW));
        let put = join_all(put).await;
        assert!(put.iter().all(Result::is_ok), "{put:?}");
        let yielded = put.iter().filter(|put| put.as_ref().is_ok_and(|put| put.yielded.is_some())).count();
        assert_eq!(yielded, 15);
        assert_eq!(pods::get(db, &pod).await.unwrap().unwrap().sessions_used, 5);
        let mut live = 0;
        for owner in &owners {
            live += usize::from(sessions::get(db, owner).await.unwrap().is_some());
        }
        assert_eq!(live, 5);
    }

    async fn who_stays_away_for_as_long_as_the_pod_says_is_found_on_that_pod_only(fresh) {
        let db = &fresh.db;
        let (here, there) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        for pod in [here, there] {
            for name in ["alice", "bob", "claire"] {
                let member = joined(db, &pod, &format!("{name}@a.example")).await;
                if name != "claire" {
                    sessions::put(db, &member.owner(), &member.jid, "cosse", NOW).await.unwrap();
                }
            }
        }
        let pod = pods::set(db, &here, Change { session_days: Some(7), ..Change::default() }, &by()).await.unwrap();
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
        let alice = joined(db, &pod, "alice@a.example").await;
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
        while let page = sessions::kept(db, shard, last.as_ref(), 2, NOW).await.unwrap()
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
