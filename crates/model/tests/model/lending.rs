//! What is lent for uploads, and what is stored here, are never more than a pod's media together.

use futures::future::join_all;
use jid::DomainPart;
use model::domains::{self, Due, Kind, Newer, Outcome};
use model::pictures::{self, Picture};
use model::plans::{self, Plan};
use model::pods::{self, Change, NewPod, Turn};
use model::{Database, Error, PodId, Quota, logos, quotas};
use time::Duration;

use crate::databases::on_both;
use crate::logos::new as new_logo;
use crate::people::{NOW, by, suspend};
use crate::plans::small as small_plan;

/// A pod with a thousand bytes of media.
async fn small(db: &Database, host: &str) -> PodId {
    pods::create(db, NewPod { storage_max: 1000, ..NewPod::new(host, "Cantine") }, &by()).await.unwrap().id
}

/// It has its accounts there from now on.
async fn at(db: &Database, pod: &PodId, domain: &str) {
    let domain: DomainPart = domain.parse().unwrap();
    domains::set(db, pod, Kind::Managed, Some(&domain), &by()).await.unwrap();
}

/// Its domain, which is to be looked at.
async fn due(db: &Database, pod: &PodId, seconds: i64) -> Due {
    let due = domains::due(db, NOW + Duration::seconds(seconds), 9).await.unwrap();
    due.into_iter().find(|due| due.pod == *pod).unwrap()
}

/// Bytes that are used, and those that are lent beside them.
async fn taken(db: &Database, pod: &PodId) -> (i64, i64) {
    let used = pods::get(db, pod).await.unwrap().unwrap().storage_used;
    (used, domains::outstanding(db, pod).await.unwrap())
}

/// Stores a hundred bytes; whether there was room.
async fn stores(db: &Database, pod: &PodId, number: usize) -> bool {
    let (hash, mime) = (format!("{number:040x}"), "image/png".into());
    let picture = Picture { hash, mime, bytes: vec![7; 100], width: 1, height: 1 };
    match pictures::put(db, pod, picture, NOW).await {
        Ok(()) => true,
        Err(Error::Full(Quota::Storage)) => false,
        Err(error) => panic!("{error}"),
    }
}

/// Stores so many pictures at once; for how many there was room.
async fn crowd(db: &Database, pod: &PodId, numbers: std::ops::Range<usize>) -> usize {
    let stored = join_all(numbers.map(|number| stores(db, pod, number))).await;
    stored.into_iter().filter(|stored| *stored).count()
}

on_both! {
    async fn of_pictures_that_come_at_once_only_those_stay_for_which_there_is_room(fresh) {
        let db = &fresh.db;
        let pod = small(db, "cantine.example").await;
        assert_eq!(crowd(db, &pod, 0..30).await, 10);
        assert_eq!(taken(db, &pod).await, (1000, 0));
    }

    async fn what_is_lent_for_uploads_no_picture_and_no_logo_takes(fresh) {
        let db = &fresh.db;
        let (pod, other) = (small(db, "cantine.example").await, small(db, "lanterne.example").await);
        at(db, &pod, "cantine.example").await;
        let due = due(db, &pod, 0).await;
        assert_eq!(domains::lend(db, &due, NOW).await.unwrap().room, 500);
        let large = logos::set(db, &pod, new_logo("pot", 300), &by()).await;
        assert!(matches!(large, Err(Error::Full(Quota::Storage))), "{large:?}");
        assert_eq!(crowd(db, &pod, 0..30).await, 5);
        assert_eq!(taken(db, &pod).await, (500, 500), "what is lent is not used");
        assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), None);
        assert_eq!(crowd(db, &other, 0..30).await, 10, "another pod's is another's");
    }

    async fn while_it_is_lent_and_pictures_come_nothing_is_given_away_twice(fresh) {
        let db = &fresh.db;
        for turn in 0..10 {
            let pod = small(db, &format!("pod{turn}.example")).await;
            at(db, &pod, &format!("pod{turn}.example")).await;
            let due = due(db, &pod, 0).await;
            let (stored, loan) = tokio::join!(crowd(db, &pod, 0..12), domains::lend(db, &due, NOW));
            let (used, lent) = taken(db, &pod).await;
            assert_eq!((used, lent), (i64::try_from(stored).unwrap() * 100, loan.unwrap().room));
            assert!(used + lent <= 1000, "{used} and {lent}");
        }
    }

    async fn what_was_lent_is_free_after_less_was_taken_and_not_before(fresh) {
        let db = &fresh.db;
        let pod = small(db, "cantine.example").await;
        at(db, &pod, "cantine.example").await;
        let first = due(db, &pod, 0).await;
        let early = domains::lend(db, &first, NOW).await.unwrap();
        assert_eq!(crowd(db, &pod, 0..2).await, 2);
        let second = due(db, &pod, 120).await;
        let late = domains::lend(db, &second, NOW).await.unwrap();
        assert!(late.room == 400 && late.turn > early.turn, "{late:?}");
        assert_eq!(taken(db, &pod).await, (200, 500), "nobody knows that the server has taken it");
        domains::taken(db, &second, late, 100).await.unwrap();
        assert_eq!(taken(db, &pod).await, (200, 400), "what was uploaded since is of what was lent");
        domains::taken(db, &first, early, 0).await.unwrap();
        assert_eq!(taken(db, &pod).await, (200, 400), "what comes too late changes nothing");
        domains::settle(db, &second, Outcome::Ready { uploaded: 100 }, NOW).await.unwrap();
        assert_eq!(taken(db, &pod).await, (300, 300));
        assert_eq!((crowd(db, &pod, 2..9).await, taken(db, &pod).await), (4, (700, 300)));
    }

    async fn a_lower_limit_lends_less_once_it_was_taken(fresh) {
        let db = &fresh.db;
        let pod = small(db, "cantine.example").await;
        at(db, &pod, "cantine.example").await;
        let first = due(db, &pod, 0).await;
        let loan = domains::lend(db, &first, NOW).await.unwrap();
        domains::taken(db, &first, loan, 450).await.unwrap();
        domains::settle(db, &first, Outcome::Ready { uploaded: 450 }, NOW).await.unwrap();
        pods::set(db, &pod, Change { storage_max: Some(400), ..Change::default() }, &by()).await.unwrap();
        let second = due(db, &pod, 10).await;
        let loan = domains::lend(db, &second, NOW).await.unwrap();
        assert_eq!(loan.room, 400, "nothing is free, and nothing that expires there is filled again");
        domains::taken(db, &second, loan, 450).await.unwrap();
        assert_eq!(taken(db, &pod).await, (450, 0));
        assert!(!stores(db, &pod, 1).await);
    }

    async fn a_pod_on_which_nothing_is_written_is_lent_only_what_is_uploaded_already(fresh) {
        let db = &fresh.db;
        let pod = small(db, "cantine.example").await;
        at(db, &pod, "cantine.example").await;
        let first = due(db, &pod, 0).await;
        let loan = domains::lend(db, &first, NOW).await.unwrap();
        domains::taken(db, &first, loan, 100).await.unwrap();
        domains::settle(db, &first, Outcome::Ready { uploaded: 100 }, NOW).await.unwrap();
        let closing = Turn::Close { at: NOW + Duration::days(20), farewell: String::new(), moved_to: None };
        let read_only = Turn::ReadOnly { reason: String::new() };
        for (turn, days, room) in [
            (read_only, 0, 100),
            (Turn::Resume, 0, 550),
            (suspend(), 0, 100),
            (closing, 19, 550),
            (Turn::Resume, 20, 550),
        ] {
            pods::turn(db, &pod, turn.clone(), &by()).await.unwrap();
            let loan = domains::lend(db, &first, NOW + Duration::days(days)).await.unwrap();
            assert_eq!(loan.room, room, "{turn:?}");
        }
        let closing = Turn::Close { at: NOW + Duration::days(20), farewell: String::new(), moved_to: None };
        pods::turn(db, &pod, closing, &by()).await.unwrap();
        let last = domains::lend(db, &first, NOW + Duration::days(20)).await.unwrap();
        assert_eq!(last.room, 100, "the day has come");
        domains::taken(db, &first, last, 100).await.unwrap();
        assert_eq!(taken(db, &pod).await, (100, 0));
    }

    async fn a_limit_of_media_that_changes_is_looked_at_at_once_whether_it_is_a_figure_or_a_plans(fresh) {
        let db = &fresh.db;
        let (pod, other) = (small(db, "cantine.example").await, small(db, "lanterne.example").await);
        for (pod, name) in [(&pod, "cantine.example"), (&other, "lanterne.example")] {
            at(db, pod, name).await;
        }
        let pods_due = async || {
            let due = domains::due(db, NOW, 9).await.unwrap();
            due.into_iter().map(|due| due.pod).collect::<Vec<_>>()
        };
        assert_eq!(pods_due().await.len(), 2);
        assert!(pods_due().await.is_empty(), "they are looked at");
        let named = Change { name: Some("Soup".into()), ..Change::default() };
        pods::set(db, &pod, named, &by()).await.unwrap();
        assert!(pods_due().await.is_empty(), "its name is nothing to them");
        let less = Change { storage_max: Some(400), ..Change::default() };
        pods::set(db, &pod, less, &by()).await.unwrap();
        assert_eq!(pods_due().await, [pod]);
        plans::put(db, &small_plan(), &by()).await.unwrap();
        assert!(pods_due().await.is_empty(), "nobody has it");
        plans::assign(db, &pod, Some("Small"), &by()).await.unwrap();
        assert_eq!(pods_due().await, [pod]);
        plans::put(db, &Plan { members_max: 9, ..small_plan() }, &by()).await.unwrap();
        assert!(pods_due().await.is_empty(), "how many members it has is nothing to them");
        plans::put(db, &Plan { storage_max: 200, ..small_plan() }, &by()).await.unwrap();
        assert_eq!(pods_due().await, [pod]);
    }

    async fn what_was_lent_before_a_backup_came_back_counts_once_it_is_heard_of(fresh) {
        let db = &fresh.db;
        let (pod, other) = (small(db, "cantine.example").await, small(db, "lanterne.example").await);
        for (pod, name) in [(&pod, "cantine.example"), (&other, "lanterne.example")] {
            at(db, pod, name).await;
        }
        let all = domains::due(db, NOW, 9).await.unwrap();
        let of = |pod: PodId| all.iter().find(|due| due.pod == pod).unwrap().clone();
        let (first, others) = (of(pod), of(other));
        let loan = domains::lend(db, &first, NOW).await.unwrap();
        let theirs = domains::lend(db, &others, NOW).await.unwrap();
        let newer = Newer { turn: loan.turn + 1_000_000, bytes: 900 };
        assert!(domains::late(db, &pod, &first.domain, newer, NOW).await.unwrap());
        assert_eq!(taken(db, &pod).await, (0, 900), "its server may let people upload that");
        assert!(!domains::late(db, &pod, &first.domain, newer, NOW).await.unwrap(), "it is known by now");
        domains::taken(db, &first, loan, 0).await.unwrap();
        assert_eq!(taken(db, &pod).await, (0, 900), "the loan that came late was not taken");
        let again = domains::due(db, NOW, 9).await.unwrap();
        assert_eq!(again.iter().map(|due| due.pod).collect::<Vec<_>>(), [pod], "at once, and no other pod's");
        let next = domains::lend(db, &again[0], NOW).await.unwrap();
        assert_eq!((next.turn, next.before), (newer.turn + 1, 900), "one that is not late any more");
        domains::taken(db, &again[0], next, 0).await.unwrap();
        assert_eq!((taken(db, &pod).await, taken(db, &other).await), ((0, next.room), (0, theirs.room)));
    }

    async fn a_loan_that_came_late_because_another_process_was_newer_changes_nothing(fresh) {
        let db = &fresh.db;
        let pod = small(db, "cantine.example").await;
        at(db, &pod, "cantine.example").await;
        let first = due(db, &pod, 0).await;
        domains::lend(db, &first, NOW).await.unwrap();
        let second = due(db, &pod, 120).await;
        let newest = domains::lend(db, &second, NOW).await.unwrap();
        let before = taken(db, &pod).await;
        let newer = Newer { turn: newest.turn, bytes: 1000 };
        assert!(!domains::late(db, &pod, &first.domain, newer, NOW).await.unwrap());
        assert_eq!(taken(db, &pod).await, before);
        assert!(domains::due(db, NOW, 9).await.unwrap().is_empty(), "the other process has it");
    }

    async fn a_domain_that_comes_back_has_what_it_was_lent_before(fresh) {
        let db = &fresh.db;
        let pod = small(db, "cantine.example").await;
        at(db, &pod, "cantine.example").await;
        let first = due(db, &pod, 0).await;
        let loan = domains::lend(db, &first, NOW).await.unwrap();
        domains::taken(db, &first, loan, 100).await.unwrap();
        domains::settle(db, &first, Outcome::Ready { uploaded: 100 }, NOW).await.unwrap();
        assert_eq!(taken(db, &pod).await, (100, 400));
        domains::set(db, &pod, Kind::None, None, &by()).await.unwrap();
        assert_eq!(taken(db, &pod).await, (0, 500), "people have their accounts there still");
        let left = domains::lend(db, &first, NOW).await;
        assert!(matches!(left, Err(Error::NotFound("domain"))), "{left:?}");
        assert_eq!(domains::given_up(db, NOW, 9).await.unwrap().len(), 1);
        at(db, &pod, "cantine.example").await;
        assert_eq!(taken(db, &pod).await, (0, 500), "its server may not have heard that it was given up");
        assert!(domains::given_up(db, NOW, 9).await.unwrap().is_empty(), "it is its own again");
        domains::set(db, &pod, Kind::None, None, &by()).await.unwrap();
        let again = domains::given_up(db, NOW, 9).await.unwrap();
        assert_eq!(again.len(), 1, "at once, though somebody saw to it the first time");
    }

    async fn what_was_lent_on_a_domain_that_was_given_up_counts_until_nothing_lies_there(fresh) {
        let db = &fresh.db;
        let (pod, other) = (small(db, "cantine.example").await, small(db, "lanterne.example").await);
        at(db, &other, "lanterne.example").await;
        domains::lend(db, &due(db, &other, 0).await, NOW).await.unwrap();
        at(db, &pod, "cantine.example").await;
        domains::lend(db, &due(db, &pod, 0).await, NOW).await.unwrap();
        assert_eq!(domains::on_given_up(db, &pod).await.unwrap(), 0, "it has it");
        at(db, &pod, "elsewhere.example").await;
        assert_eq!(taken(db, &pod).await, (0, 500));
        assert_eq!(domains::on_given_up(db, &pod).await.unwrap(), 500);
        let new = due(db, &pod, 0).await;
        assert_eq!(domains::lend(db, &new, NOW).await.unwrap().room, 250, "of what the other one leaves");
        assert_eq!((taken(db, &pod).await, crowd(db, &pod, 0..30).await), ((0, 750), 2));
        let loan = domains::given_up(db, NOW, 9).await.unwrap();
        assert_eq!(loan.len(), 1, "{loan:?}");
        assert_eq!((loan[0].pod, loan[0].domain.as_str()), (pod, "cantine.example"));
        assert!(domains::given_up(db, NOW, 9).await.unwrap().is_empty(), "somebody sees to it");
        domains::let_go(db, &loan[0], 100, NOW).await.unwrap();
        assert_eq!(taken(db, &pod).await, (200, 350), "what was uploaded lies there still");
        assert_eq!(domains::on_given_up(db, &pod).await.unwrap(), 100, "of what it gave up");
        let next = domains::lend(db, &due(db, &pod, 120).await, NOW).await.unwrap();
        assert_eq!(next.room, 350, "half of what is free by now");
        let again = domains::given_up(db, NOW + Duration::hours(1), 9).await.unwrap();
        assert!(again[0].turn > loan[0].turn, "{again:?}");
        domains::let_go(db, &loan[0], 0, NOW).await.unwrap();
        assert_eq!(taken(db, &pod).await, (200, 450), "what comes late changes nothing");
        domains::let_go(db, &again[0], 0, NOW).await.unwrap();
        assert_eq!(taken(db, &pod).await, (200, 350));
        assert!(domains::given_up(db, NOW + Duration::days(9), 9).await.unwrap().is_empty());
        assert_eq!(taken(db, &other).await, (0, 500), "another pod's is another's");
        for pod in [pod, other] {
            assert_eq!(domains::on_given_up(db, &pod).await.unwrap(), 0);
        }
    }

    async fn a_pod_that_is_taken_off_a_domain_has_nothing_there_any_more(fresh) {
        let db = &fresh.db;
        let pod = small(db, "cantine.example").await;
        at(db, &pod, "cantine.example").await;
        let first = due(db, &pod, 0).await;
        domains::lend(db, &first, NOW).await.unwrap();
        domains::dropped(db, &pod, &first.domain, &by()).await.unwrap();
        assert_eq!(taken(db, &pod).await, (0, 500), "it has the domain again");
        domains::set(db, &pod, Kind::None, None, &by()).await.unwrap();
        domains::dropped(db, &pod, &first.domain, &by()).await.unwrap();
        assert_eq!(taken(db, &pod).await, (0, 0));
    }
}
