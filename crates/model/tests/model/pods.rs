//! Pods and their host names.

use model::audit::{self, By};
use model::pods::{self, Accounts, Change, NewPod, Standing, State, Turn};
use model::{Database, Error, PodId, admins, hosts, members, places, roles, sessions};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, member, pod, purge, suspend};

/// Puts a pod into another state, so many days after the beginning.
async fn turn(db: &Database, pod: &PodId, turn: Turn, days: i64) -> Result<State, Error> {
    let by = By { at: NOW + Duration::days(days), ..by() };
    Ok(pods::turn(db, pod, turn, &by).await?.state)
}

fn read_only() -> Turn {
    Turn::ReadOnly { reason: "a move".to_owned() }
}

fn closing(days: i64) -> Turn {
    Turn::Close { at: NOW + Duration::days(days), farewell: "Thank you all.".to_owned(), moved_to: None }
}

on_both! {
    async fn a_pod_is_found_by_any_of_its_hosts(fresh) {
        let new = NewPod { aliases: vec!["www.cantine.example".into()], ..NewPod::new("Cantine.example", "Cantine") };
        let pod = pods::create(&fresh.db, new, &by()).await.unwrap();
        assert_eq!(pod.host, "cantine.example");
        for host in ["cantine.example", "WWW.cantine.example", "cantine.example."] {
            assert_eq!(pods::by_host(&fresh.db, host).await.unwrap(), Some(pod.clone()), "{host}");
        }
        for host in ["", "elsewhere.example", "cantine.example\0", "cantine"] {
            assert_eq!(pods::by_host(&fresh.db, host).await.unwrap(), None, "{host:?}");
        }
        hosts::set_primary(&fresh.db, &pod.id, "www.cantine.example", &by()).await.unwrap();
        assert_eq!(hosts::list(&fresh.db, &pod.id).await.unwrap(), ["www.cantine.example", "cantine.example"]);
    }

    async fn a_host_belongs_to_one_pod(fresh) {
        let first = pod(&fresh.db, "cantine.example").await;
        let second = pod(&fresh.db, "lanterne.example").await;
        let again = pods::create(&fresh.db, NewPod::new("cantine.example", "Other"), &by()).await;
        assert!(matches!(again, Err(Error::Taken("host"))));
        let added = hosts::add(&fresh.db, &second.id, "CANTINE.example".into(), &by()).await;
        assert!(matches!(added, Err(Error::Taken("host"))));
        let removed = hosts::remove(&fresh.db, &second.id, "cantine.example", &by()).await;
        assert!(matches!(removed, Err(Error::NotFound("host"))));
        assert_eq!(pods::list(&fresh.db).await.unwrap(), [first, second]);
    }

    async fn settings_change_one_by_one(fresh) {
        let pod = pod(&fresh.db, "cantine.example").await;
        assert_eq!(pods::set(&fresh.db, &pod.id, Change::default(), &by()).await.unwrap(), pod);
        let change = Change {
            tagline: Some("Soup".into()),
            accounts: Some(Accounts::Listed),
            allowed_domains: Some(vec!["a.example".into()]),
            xmpp_domain: Some(Some("cantine.example".parse().unwrap())),
            ..Change::default()
        };
        let set = pods::set(&fresh.db, &pod.id, change, &by()).await.unwrap();
        assert_eq!((set.name.as_str(), set.tagline.as_str()), ("cantine", "Soup"));
        assert!(set.allows("a.example") && set.allows("cantine.example") && !set.allows("b.example"));
        let none = Change { xmpp_domain: Some(None), ..Change::default() };
        assert_eq!(pods::set(&fresh.db, &pod.id, none, &by()).await.unwrap().xmpp_domain, None);
    }

    async fn a_deleted_pod_is_not_found_but_kept(fresh) {
        let pod = pod(&fresh.db, "cantine.example").await;
        pods::turn(&fresh.db, &pod.id, suspend(), &by()).await.unwrap();
        assert_eq!(pods::by_host(&fresh.db, "cantine.example").await.unwrap().unwrap().state, State::Suspended);
        pods::turn(&fresh.db, &pod.id, Turn::Delete, &by()).await.unwrap();
        assert_eq!(pods::by_host(&fresh.db, "cantine.example").await.unwrap(), None);
        assert!(pods::list(&fresh.db).await.unwrap().is_empty());
        assert!(pods::get(&fresh.db, &pod.id).await.unwrap().is_some());
    }

    async fn a_pod_turns_only_where_it_may(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let not_from = |result| matches!(result, Err(Error::NotFrom(_)));
        assert!(not_from(turn(db, &pod, Turn::Resume, 0).await) && not_from(turn(db, &pod, Turn::Restore, 0).await));
        for (way, state) in [
            (read_only(), State::ReadOnly),
            (suspend(), State::Suspended),
            (Turn::Resume, State::Active),
            (closing(20), State::Closing),
            (closing(30), State::Closing),
            (read_only(), State::ReadOnly),
            (Turn::Delete, State::Deleted),
        ] {
            assert_eq!(turn(db, &pod, way.clone(), 0).await.unwrap(), state, "{way:?}");
        }
        for way in [Turn::Delete, Turn::Resume, suspend(), read_only(), closing(20)] {
            assert!(not_from(turn(db, &pod, way.clone(), 0).await), "{way:?}");
        }
        let nobody = turn(db, &PodId::new(NOW), suspend(), 0).await;
        assert!(matches!(nobody, Err(Error::NotFound("pod"))));
    }

    async fn who_knows_a_pod_in_one_state_does_not_turn_it_from_another(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        turn(db, &pod, suspend(), 0).await.unwrap();
        let late = pods::turn_from(db, &pod, State::Closing, Turn::Resume, &by()).await;
        assert!(matches!(late, Err(Error::NotFrom(State::Suspended))));
        let known = pods::turn_from(db, &pod, State::Suspended, Turn::Resume, &by()).await.unwrap();
        assert_eq!(known.state, State::Active);
    }

    async fn where_a_pod_goes_on_is_said_when_it_is_to_close_and_of_no_other_pod(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let other = pod(db, "other.example").await.id;
        let to = |moved_to| Turn::Close { at: NOW + Duration::days(20), farewell: String::new(), moved_to };
        turn(db, &other, to(None), 0).await.unwrap();
        turn(db, &cantine, to(Some("new.example".to_owned())), 0).await.unwrap();
        assert_eq!(pods::moved_to(db, &cantine).await.unwrap().as_deref(), Some("new.example"));
        assert_eq!(pods::moved_to(db, &other).await.unwrap(), None);
        let all = pods::all_moved(db).await.unwrap();
        assert_eq!((all.len(), all.get(&cantine).map(String::as_str)), (1, Some("new.example")));
        turn(db, &cantine, to(Some("newer.example".to_owned())), 0).await.unwrap();
        assert_eq!(pods::moved_to(db, &cantine).await.unwrap().as_deref(), Some("newer.example"));
        turn(db, &cantine, to(None), 0).await.unwrap();
        let kept = pods::moved_to(db, &cantine).await.unwrap();
        assert_eq!(kept.as_deref(), Some("newer.example"), "nobody said otherwise");
        turn(db, &cantine, to(Some(String::new())), 0).await.unwrap();
        assert_eq!(pods::moved_to(db, &cantine).await.unwrap(), None, "it was taken back");
        turn(db, &cantine, to(Some("new.example".to_owned())), 0).await.unwrap();
        turn(db, &cantine, Turn::Resume, 0).await.unwrap();
        turn(db, &cantine, to(None), 0).await.unwrap();
        assert_eq!(pods::moved_to(db, &cantine).await.unwrap(), None, "it did not close any more");
    }

    async fn what_a_pod_is_for_its_members_follows_from_its_state_and_the_day(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let on = |days| NOW + Duration::days(days);
        turn(db, &pod, closing(20), 0).await.unwrap();
        let row = pods::get(db, &pod).await.unwrap().unwrap();
        assert_eq!((row.closing_at, row.farewell.as_str()), (Some(on(20)), "Thank you all."));
        assert_eq!([19, 20].map(|day| row.standing(on(day))), [Standing::Open, Standing::Farewell]);
        assert_eq!([19, 20].map(|day| row.is_in_use(on(day))), [true, false]);
        turn(db, &pod, read_only(), 0).await.unwrap();
        let row = pods::get(db, &pod).await.unwrap().unwrap();
        assert_eq!((row.state_reason.as_str(), row.standing(on(40))), ("a move", Standing::ReadOnly));
        assert!(row.is_in_use(NOW) && !row.is_written(NOW));
        turn(db, &pod, suspend(), 0).await.unwrap();
        let row = pods::get(db, &pod).await.unwrap().unwrap();
        assert_eq!((row.state_reason.as_str(), row.standing(NOW)), ("", Standing::Suspended));
        assert!(!row.is_in_use(NOW));
    }

    async fn sessions_of_a_closing_pod_come_back_until_it_closes(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let shard = sessions::shard(&pod, &alice.jid);
        turn(db, &pod, closing(20), 0).await.unwrap();
        for (day, expected) in [(0, 1), (19, 1), (20, 0)] {
            let kept = sessions::kept(db, shard, None, 10, NOW + Duration::days(day)).await.unwrap();
            assert_eq!(kept.len(), expected, "day {day}");
        }
        let late = places::reserve(db, &pod, &jid("bob@a.example"), NOW, Duration::minutes(1)).await;
        assert!(matches!(late, Err(places::PlaceError::Closed)), "nobody new comes to a pod that closes");
    }

    async fn a_deleted_pod_comes_back_as_it_was_within_thirty_days(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        turn(db, &pod, read_only(), 0).await.unwrap();
        turn(db, &pod, Turn::Delete, 0).await.unwrap();
        assert_eq!(purge(db, NOW + Duration::days(29)).await, 0);
        assert_eq!(turn(db, &pod, Turn::Restore, 29).await.unwrap(), State::ReadOnly);
        assert_eq!(members::get(db, &alice.owner()).await.unwrap().unwrap(), alice);
        turn(db, &pod, Turn::Delete, 40).await.unwrap();
        assert!(matches!(turn(db, &pod, Turn::Restore, 71).await, Err(Error::NotFrom(State::Deleted))));
    }

    async fn days_beyond_all_measure_keep_all_and_stop_no_job(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let most = Change { session_days: Some(i64::MAX), message_days: Some(i64::MAX), ..Change::default() };
        let pod = pods::set(db, &pod, most, &by()).await.unwrap();
        let longest = NOW - Duration::days(36_500);
        assert_eq!((pod.away_before(NOW), pod.forgets_before(NOW)), (longest, longest));
    }

    async fn since_when_messages_are_kept_so_long_is_known_once_it_was_changed(fresh) {
        let (db, id) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let days = |message_days| Change { message_days: Some(message_days), ..Change::default() };
        let on = |day| By { at: NOW + Duration::days(day), ..by() };
        pods::set(db, &id, days(90), &on(1)).await.unwrap();
        let like_it = Change { tagline: Some("\"message_days_before\":1".into()), ..Change::default() };
        pods::set(db, &id, like_it, &on(2)).await.unwrap();
        assert_eq!(pods::kept_since(db, &id).await.unwrap(), None, "it was so before");
        pods::set(db, &id, days(365), &on(3)).await.unwrap();
        pods::set(db, &id, days(365), &on(4)).await.unwrap();
        assert_eq!(pods::kept_since(db, &id).await.unwrap(), Some(on(3).at));
        let log = audit::list(db, &id, None, 2).await.unwrap();
        let told: Vec<&str> = log.iter().map(|it| it.detail.as_str()).collect();
        let first = r#"{"message_days":365,"message_days_before":90}"#;
        assert_eq!(told, [r#"{"message_days":365}"#, first]);
        let other = pod(db, "lanterne.example").await.id;
        assert_eq!(pods::kept_since(db, &other).await.unwrap(), None);
    }

    async fn roles_are_granted_and_taken_back(fresh) {
        let (db, alice) = (&fresh.db, jid("alice@cantine.example"));
        let pod = pod(db, "cantine.example").await.id;
        roles::grant(db, &pod, &alice, roles::Role::Moderator, &by()).await.unwrap();
        roles::grant(db, &pod, &alice, roles::Role::Operator, &by()).await.unwrap();
        assert_eq!(roles::role_of(db, &pod, &alice).await.unwrap(), Some(roles::Role::Operator));
        roles::revoke(db, &pod, &alice, &by()).await.unwrap();
        assert_eq!(roles::role_of(db, &pod, &alice).await.unwrap(), None);
        assert!(matches!(roles::revoke(db, &pod, &alice, &by()).await, Err(Error::NotFound("role"))));
        admins::grant(db, &alice, &by()).await.unwrap();
        admins::grant(db, &alice, &by()).await.unwrap();
        assert!(admins::contains(db, &alice).await.unwrap());
        assert_eq!(admins::list(db).await.unwrap(), std::slice::from_ref(&alice));
        admins::grant(db, &jid("bob@a.example"), &by()).await.unwrap();
        admins::revoke(db, &alice, &by()).await.unwrap();
        assert!(!admins::contains(db, &alice).await.unwrap());
    }
}
