//! What members may do while they are new: counted, hard, and of their own pod only.

use futures::future::join_all;
use model::audit::{self, Act};
use model::invites::{self, NewInvite};
use model::members::Member;
use model::newcomers::limits::{self, Change, Effort, LimitError, Limits, Reached};
use model::roles::{self, Role};
use model::{Database, Error, Owner, PodId};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by, joined, pod};

/// A pod whose members are new for so many days, with two posts and one stranger a day, and somebody who has just come.
async fn limited(db: &Database, host: &str, days: i64) -> (PodId, Member) {
    let pod = pod(db, host).await.id;
    let change = Change { days: Some(days), posts: Some(2), contacts: Some(1), bytes: Some(1_000) };
    limits::set(db, &pod, change, &by()).await.unwrap();
    (pod, joined(db, &pod, "alice@a.example").await)
}

async fn does(
    db: &Database,
    owner: &Owner,
    effort: Effort,
    last: &str,
    now: OffsetDateTime,
) -> Option<Reached> {
    match limits::count(db, owner, effort, 1, last, now).await {
        Ok(()) => None,
        Err(LimitError::Reached(reached)) => Some(reached),
        Err(LimitError::Database(error)) => panic!("{error}"),
    }
}

on_both! {
    async fn of_fifty_posts_at_once_as_many_are_counted_as_may_be(fresh) {
        let (db, (_, alice)) = (&fresh.db, limited(&fresh.db, "cantine.example", 7).await);
        let owner = alice.owner();
        let names: Vec<String> = (0..50).map(|number| format!("post{number}")).collect();
        let counted = join_all(names.iter().map(|name| does(db, &owner, Effort::Post, name, NOW))).await;
        assert_eq!(counted.iter().filter(|reached| reached.is_none()).count(), 2);
        let tomorrow = Reached { most: 2, from: datetime!(2026-03-02 0:00 UTC) };
        assert!(counted.iter().flatten().all(|reached| *reached == tomorrow));
        assert_eq!(does(db, &owner, Effort::Contact, "bob@a.example", NOW).await, None, "another thing");
        let told = limits::of(db, &owner, NOW).await.unwrap().unwrap();
        assert_eq!((told.posts_left, told.more_from), (0, tomorrow.from));
        let next = NOW + Duration::DAY;
        assert_eq!(does(db, &owner, Effort::Post, "next", next).await, None);
        assert_eq!(limits::of(db, &owner, next).await.unwrap().unwrap().posts_left, 1);
    }

    async fn what_is_sent_again_counts_once(fresh) {
        let (db, (_, alice)) = (&fresh.db, limited(&fresh.db, "cantine.example", 7).await);
        for _ in 0..3 {
            assert_eq!(does(db, &alice.owner(), Effort::Contact, "bob@a.example", NOW).await, None);
        }
        let other = does(db, &alice.owner(), Effort::Contact, "claire@a.example", NOW).await;
        assert_eq!(other.map(|reached| reached.most), Some(1));
        assert_eq!(does(db, &alice.owner(), Effort::Contact, "bob@a.example", NOW).await, None, "still the same");
    }

    async fn what_was_counted_is_forgotten_when_its_day_is_over(fresh) {
        let (db, (_, alice)) = (&fresh.db, limited(&fresh.db, "cantine.example", 7).await);
        let owner = alice.owner();
        assert_eq!(does(db, &owner, Effort::Post, "1", NOW).await, None);
        assert_eq!(limits::expire(db, NOW).await.unwrap(), 0);
        assert_eq!(limits::of(db, &owner, NOW).await.unwrap().unwrap().posts_left, 1);
        assert_eq!(limits::expire(db, NOW + Duration::DAY).await.unwrap(), 1);
    }

    async fn bytes_count_as_bytes_and_what_never_fits_is_possible_when_she_is_new_no_more(fresh) {
        let (db, (_, alice)) = (&fresh.db, limited(&fresh.db, "cantine.example", 7).await);
        let owner = alice.owner();
        let sends = async |size: i64, name: &str| limits::count(db, &owner, Effort::Upload, size, name, NOW).await;
        sends(600, "one").await.unwrap();
        assert!(matches!(sends(600, "two").await, Err(LimitError::Reached(_))));
        sends(400, "three").await.unwrap();
        let Err(LimitError::Reached(never)) = sends(1_001, "four").await else { panic!("it is too much") };
        assert_eq!(never.from, alice.created_at + Duration::days(7));
    }

    async fn nobody_is_new_where_it_is_off_or_she_has_been_there_for_longer_or_has_a_role(fresh) {
        let db = &fresh.db;
        let (cantine, alice) = limited(db, "cantine.example", 7).await;
        let other = pod(db, "lanterne.example").await.id;
        let elsewhere = joined(db, &other, "alice@a.example").await;
        assert_eq!(limits::get(db, &other).await.unwrap(), Limits::default());
        for number in 0..9 {
            let name = format!("post{number}");
            assert_eq!(does(db, &elsewhere.owner(), Effort::Post, &name, NOW).await, None, "another pod");
            let later = NOW + Duration::days(7);
            assert_eq!(does(db, &alice.owner(), Effort::Post, &name, later).await, None, "a week later");
        }
        let crossed = Owner { pod: cantine, member: elsewhere.id };
        assert!(matches!(limits::of(db, &crossed, NOW).await, Err(Error::NotFound("member"))));
        assert!(limits::of(db, &alice.owner(), NOW).await.unwrap().is_some());
        roles::grant(db, &cantine, &alice.jid, Role::Moderator, &by()).await.unwrap();
        assert_eq!(limits::standing_of(db, &alice.owner(), NOW).await.unwrap(), None);
        roles::revoke(db, &cantine, &alice.jid, &by()).await.unwrap();
        let off = Change { days: Some(0), ..Change::default() };
        limits::set(db, &cantine, off, &by()).await.unwrap();
        assert_eq!(limits::of(db, &alice.owner(), NOW).await.unwrap(), None);
    }

    async fn it_is_lifted_for_one_and_set_again_and_both_are_written_down(fresh) {
        let db = &fresh.db;
        let (cantine, alice) = limited(db, "cantine.example", 7).await;
        let bob = joined(db, &cantine, "bob@a.example").await;
        for _ in 0..2 {
            limits::lift(db, &alice.owner(), &by()).await.unwrap();
        }
        assert_eq!(limits::of(db, &alice.owner(), NOW).await.unwrap(), None);
        assert!(limits::standing_of(db, &alice.owner(), NOW).await.unwrap().unwrap().lifted);
        assert!(limits::of(db, &bob.owner(), NOW).await.unwrap().is_some(), "nobody else");
        for _ in 0..2 {
            limits::limit(db, &alice.owner(), &by()).await.unwrap();
        }
        let until = alice.created_at + Duration::days(7);
        assert_eq!(limits::of(db, &alice.owner(), NOW).await.unwrap().unwrap().until, until);
        let log = audit::list(db, &cantine, None, 99).await.unwrap();
        for act in [Act::NewcomerLift, Act::NewcomerLimit] {
            let said: Vec<_> = log.iter().filter(|entry| entry.act == act).collect();
            assert!(said.len() == 1 && said[0].object == "alice@a.example", "{act}: {said:?}");
        }
        let other = pod(db, "lanterne.example").await.id;
        let crossed = Owner { pod: other, member: alice.id };
        assert!(matches!(limits::lift(db, &crossed, &by()).await, Err(Error::NotFound("member"))));
        assert!(matches!(limits::limit(db, &crossed, &by()).await, Err(Error::NotFound("member"))));
    }

    async fn who_is_new_invites_nobody(fresh) {
        let db = &fresh.db;
        let (cantine, alice) = limited(db, "cantine.example", 7).await;
        let new = |made_by| NewInvite { made_by, note: String::new(), uses: 1, expires_at: None };
        let refused = invites::create(db, &cantine, new(Some(alice.id)), &by()).await;
        let until = alice.created_at + Duration::days(7);
        assert!(matches!(refused, Err(Error::StillNew(at)) if at == until));
        assert!(invites::list(db, &cantine, None).await.unwrap().is_empty(), "nothing half-done stays");
        invites::create(db, &cantine, new(None), &by()).await.unwrap();
        limits::lift(db, &alice.owner(), &by()).await.unwrap();
        invites::create(db, &cantine, new(Some(alice.id)), &by()).await.unwrap();
    }

    async fn what_changes_is_said_and_what_does_not_stays(fresh) {
        let db = &fresh.db;
        let (cantine, _) = limited(db, "cantine.example", 7).await;
        limits::set(db, &cantine, Change { posts: Some(0), ..Change::default() }, &by()).await.unwrap();
        limits::set(db, &cantine, Change::default(), &by()).await.unwrap();
        let after = Limits { days: 7, posts: 0, contacts: 1, bytes: 1_000 };
        assert_eq!(limits::get(db, &cantine).await.unwrap(), after);
        let log = audit::list(db, &cantine, None, 99).await.unwrap();
        let told: Vec<_> = log.iter().filter(|entry| entry.act == Act::NewcomersChange).collect();
        assert!(told.len() == 2 && told[0].detail == r#"{"new_posts":0}"#, "{told:?}");
        assert!(limits::set(db, &PodId::new(NOW), Change { days: Some(1), ..Change::default() }, &by()).await.is_err());
    }
}
