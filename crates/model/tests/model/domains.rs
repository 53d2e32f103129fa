//! Whose server has a pod's accounts, how far it is, and what its people uploaded there.

use std::collections::HashMap;

use jid::DomainPart;
use model::audit::{self, Act, Actor};
use model::domains::{self, Due, Kind, Outcome, Served, Standing, UPLOAD_MAX};
use model::pictures::{self, Picture};
use model::pods::{self, Change, NewPod, Turn};
use model::{Database, Error, PodId, quotas};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, pod, suspend};

fn domain(name: &str) -> DomainPart {
    name.parse().unwrap()
}

async fn due(db: &Database, seconds: i64) -> Vec<Due> {
    domains::due(db, NOW + Duration::seconds(seconds), 9).await.unwrap()
}

async fn used(db: &Database, pod: &PodId) -> i64 {
    pods::get(db, pod).await.unwrap().unwrap().storage_used
}

on_both! {
    async fn a_pod_has_none_or_its_own_until_something_else_is_said(fresh) {
        let db = &fresh.db;
        let none = pod(db, "cantine.example").await.id;
        assert_eq!(domains::of(db, &none).await.unwrap().kind, Kind::None);
        let own = NewPod { xmpp_domain: Some(domain("soup.example")), ..NewPod::new("soup.example", "Soup") };
        let own = pods::create(db, own, &by()).await.unwrap().id;
        let found = domains::of(db, &own).await.unwrap();
        assert_eq!((found.kind, found.standing), (Kind::Own, Standing::Ready));
        assert!(due(db, 99).await.is_empty(), "nobody makes it");
        domains::set(db, &own, Kind::Managed, Some(&domain("soup.example")), &by()).await.unwrap();
        assert_eq!(domains::of(db, &own).await.unwrap().kind, Kind::Managed);
        let change = Change { xmpp_domain: Some(Some(domain("bread.example"))), ..Change::default() };
        let kept = pods::set(db, &own, change.clone(), &by()).await;
        assert!(matches!(kept, Err(Error::KeptDomain)), "{kept:?}");
        let same = Change { xmpp_domain: Some(Some(domain("soup.example"))), ..Change::default() };
        pods::set(db, &own, same, &by()).await.unwrap();
        assert_eq!(domains::of(db, &own).await.unwrap().kind, Kind::Managed, "it is what it was");
        domains::set(db, &own, Kind::Own, Some(&domain("soup.example")), &by()).await.unwrap();
        pods::set(db, &own, change, &by()).await.unwrap();
        assert_eq!(domains::of(db, &own).await.unwrap().kind, Kind::Own, "given with other settings");
        assert!(due(db, 99).await.is_empty());
    }

    async fn another_pods_managed_domain_is_not_taken_with_other_settings(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "one.example").await.id, pod(db, "other.example").await.id);
        let name = domain("people.example");
        domains::set(db, &one, Kind::Managed, Some(&name), &by()).await.unwrap();
        let change = Change { xmpp_domain: Some(Some(name.clone())), ..Change::default() };
        let taken = pods::set(db, &other, change, &by()).await;
        assert!(matches!(taken, Err(Error::Taken("domain"))), "{taken:?}");
        let new = NewPod { xmpp_domain: Some(name), ..NewPod::new("third.example", "Third") };
        let taken = pods::create(db, new, &by()).await;
        assert!(matches!(taken, Err(Error::Taken("domain"))), "{taken:?}");
        assert_eq!(pods::by_host(db, "third.example").await.unwrap(), None, "nothing half-made stays");
        let new = NewPod {
            xmpp_domain: Some(domain("soup.example")),
            xmpp_domain_kind: Kind::Managed,
            ..NewPod::new("third.example", "Third")
        };
        let third = pods::create(db, new, &by()).await.unwrap().id;
        let found = domains::of(db, &third).await.unwrap();
        assert_eq!((found.kind, found.standing), (Kind::Managed, Standing::Preparing));
        assert!(due(db, 0).await.iter().any(|due| due.pod == third), "it is made");
        assert_eq!(domains::of(db, &other).await.unwrap().kind, Kind::None);
    }

    async fn a_managed_domain_is_one_pods_alone(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "one.example").await.id, pod(db, "other.example").await.id);
        let name = domain("people.example");
        domains::set(db, &one, Kind::Managed, Some(&name), &by()).await.unwrap();
        for kind in [Kind::Managed, Kind::Shared, Kind::Own] {
            let taken = domains::set(db, &other, kind, Some(&name), &by()).await;
            assert!(matches!(taken, Err(Error::Taken("domain"))), "{kind}");
        }
        assert!(matches!(domains::set(db, &other, Kind::Own, None, &by()).await, Err(Error::NotFound(_))));
        domains::set(db, &one, Kind::Shared, Some(&name), &by()).await.unwrap();
        domains::set(db, &other, Kind::Shared, Some(&name), &by()).await.unwrap();
        assert_eq!(domains::count(db, &name).await.unwrap(), 2);
        let taken = domains::set(db, &one, Kind::Managed, Some(&name), &by()).await;
        assert!(matches!(taken, Err(Error::Taken("domain"))));
        domains::set(db, &other, Kind::None, None, &by()).await.unwrap();
        assert_eq!(domains::of(db, &other).await.unwrap().domain, None);
    }

    async fn what_goes_wrong_is_told_and_tried_again_later_and_later(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        domains::set(db, &pod, Kind::Managed, Some(&domain("cantine.example")), &by()).await.unwrap();
        let first = due(db, 0).await.remove(0);
        assert_eq!((first.pod, first.tries, first.standing), (pod, 0, Standing::Preparing));
        domains::settle(db, &first, Outcome::Later("away".into()), NOW).await.unwrap();
        assert!(due(db, 1).await.is_empty());
        let found = domains::of(db, &pod).await.unwrap();
        assert_eq!((found.standing, found.reason.as_str()), (Standing::Preparing, "away"));
        let second = due(db, 2).await.remove(0);
        assert_eq!(second.tries, 1);
        domains::settle(db, &second, Outcome::Stopped("taken".into()), NOW).await.unwrap();
        assert!(due(db, 60).await.is_empty());
        let third = due(db, 300).await.remove(0);
        assert_eq!((third.standing, third.tries), (Standing::Stopped, 2));
        domains::settle(db, &third, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
        let found = domains::of(db, &pod).await.unwrap();
        assert_eq!((found.standing, found.reason.as_str()), (Standing::Ready, ""));
        let log = audit::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.actor), (Act::DomainReady, Actor::Program));
        let again = due(db, 10).await.remove(0);
        domains::settle(db, &again, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
        assert_eq!(audit::list(db, &pod, None, 1).await.unwrap().remove(0).number, log.number, "said once");
    }

    async fn what_is_due_is_looked_at_by_one_process_which_may_not_come_back(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        domains::set(db, &pod, Kind::Managed, Some(&domain("cantine.example")), &by()).await.unwrap();
        let claims = futures::future::join_all((0..4).map(|_| due(db, 0))).await;
        assert_eq!(claims.iter().map(Vec::len).sum::<usize>(), 1);
        assert!(due(db, 119).await.is_empty());
        assert_eq!(due(db, 120).await.len(), 1);
    }

    async fn what_is_ready_is_so_until_it_fails_three_times_in_a_row(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        domains::set(db, &pod, Kind::Managed, Some(&domain("cantine.example")), &by()).await.unwrap();
        let first = due(db, 0).await.remove(0);
        assert!(first.looks, "nobody knows whether clients find it");
        domains::settle(db, &first, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
        for (seconds, stands) in [(10, Standing::Ready), (20, Standing::Ready), (30, Standing::Preparing)] {
            let due = due(db, seconds).await.remove(0);
            assert_eq!(due.looks, due.tries > 0, "what went wrong is looked at from outside");
            domains::settle(db, &due, Outcome::Later("away".into()), NOW).await.unwrap();
            assert_eq!(domains::of(db, &pod).await.unwrap().standing, stands, "{seconds}");
        }
        let log = audit::list(db, &pod, None, 1).await.unwrap().remove(0).number;
        let back = due(db, 60).await.remove(0);
        domains::settle(db, &back, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
        assert_eq!(audit::list(db, &pod, None, 1).await.unwrap().remove(0).number, log + 1);
        assert!(!due(db, 70).await.remove(0).looks, "clients found it a moment ago");
        assert!(due(db, 300).await.remove(0).looks);
    }

    async fn whoever_has_the_accounts_hears_that_a_pod_is_not_open_until_it_cannot_come_back(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        domains::set(db, &pod, Kind::Managed, Some(&domain("cantine.example")), &by()).await.unwrap();
        let first = due(db, 0).await.remove(0);
        assert!(first.open);
        domains::settle(db, &first, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
        for (turn, open) in [(suspend(), false), (Turn::Resume, true), (Turn::Delete, false)] {
            pods::turn(db, &pod, turn, &by()).await.unwrap();
            let due = due(db, 0).await.remove(0);
            assert_eq!(due.open, open);
            domains::settle(db, &due, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
        }
        assert!(due(db, 299).await.is_empty(), "nothing changes there");
        let late = due(db, 300).await.remove(0);
        pods::turn(db, &pod, Turn::Restore, &by()).await.unwrap();
        domains::settle(db, &late, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
        assert!(due(db, 0).await.remove(0).open, "what was wished meanwhile is not put off");
        pods::turn(db, &pod, Turn::Delete, &by()).await.unwrap();
        let again = due(db, 0).await.remove(0);
        domains::settle(db, &again, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
        assert_eq!(due(db, 300).await.len(), 1);
        assert!(due(db, 31 * 86_400).await.is_empty(), "it is given up");
        assert_eq!(pods::over(db, NOW + Duration::days(31)).await.unwrap(), [pod]);
    }

    async fn how_large_an_upload_may_be_is_the_pods_own_wherever_its_accounts_are(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "one.example").await.id, pod(db, "other.example").await.id);
        assert_eq!(domains::upload_max(db, &one).await.unwrap(), UPLOAD_MAX);
        domains::set_upload_max(db, &one, 500, &by()).await.unwrap();
        let found = domains::of(db, &one).await.unwrap();
        assert_eq!((found.kind, found.standing), (Kind::None, Standing::Ready), "it has no domain by that");
        let change = Change { xmpp_domain: Some(Some(domain("soup.example"))), ..Change::default() };
        pods::set(db, &one, change, &by()).await.unwrap();
        assert_eq!(domains::of(db, &one).await.unwrap().kind, Kind::Own);
        assert!(due(db, 99).await.is_empty());
        domains::set(db, &one, Kind::Managed, Some(&domain("one.example")), &by()).await.unwrap();
        assert_eq!(due(db, 0).await.remove(0).upload_max, 500);
        domains::set(db, &one, Kind::None, None, &by()).await.unwrap();
        assert_eq!(domains::upload_max(db, &one).await.unwrap(), 500);
        assert_eq!(domains::upload_max(db, &other).await.unwrap(), UPLOAD_MAX, "another pod's is its own");
        let nobody = domains::set_upload_max(db, &PodId::new(NOW), 500, &by()).await;
        assert!(matches!(nobody, Err(Error::NotFound("pod"))), "{nobody:?}");
    }

    async fn what_is_promised_of_a_domain_is_said_only_while_it_is_there_and_cosse_looks_after_it(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "one.example").await.id, pod(db, "other.example").await.id);
        let own = Change { xmpp_domain: Some(Some(domain("soup.example"))), ..Change::default() };
        pods::set(db, &other, own, &by()).await.unwrap();
        domains::set_upload_max(db, &other, 500, &by()).await.unwrap();
        domains::set(db, &one, Kind::Managed, Some(&domain("one.example")), &by()).await.unwrap();
        assert_eq!(domains::served(db, &one).await.unwrap(), None, "it is not there yet");
        let first = due(db, 0).await.remove(0);
        domains::settle(db, &first, Outcome::Ready { uploaded: 0 }, NOW).await.unwrap();
        domains::set_upload_max(db, &one, 700, &by()).await.unwrap();
        let served = Served { upload_max: 700 };
        assert_eq!(domains::served(db, &one).await.unwrap(), Some(served));
        assert_eq!(domains::served(db, &other).await.unwrap(), None, "nobody here knows that server");
        assert_eq!(domains::all_served(db).await.unwrap(), HashMap::from([(one, served)]));
        let stopped = due(db, 300).await.remove(0);
        domains::settle(db, &stopped, Outcome::Stopped("taken".into()), NOW).await.unwrap();
        assert_eq!(domains::served(db, &one).await.unwrap(), None, "it went wrong");
        assert!(domains::all_served(db).await.unwrap().is_empty());
    }

    async fn what_was_uploaded_there_counts_to_the_media_and_leaves_with_the_domain(fresh) {
        let db = &fresh.db;
        let new = NewPod { storage_max: 1000, ..NewPod::new("cantine.example", "Cantine") };
        let pod = pods::create(db, new, &by()).await.unwrap().id;
        domains::set(db, &pod, Kind::Managed, Some(&domain("cantine.example")), &by()).await.unwrap();
        let picture = |hash: &str, size| Picture {
            hash: hash.into(),
            mime: "image/png".into(),
            bytes: vec![0; size],
            width: 1,
            height: 1,
        };
        pictures::put(db, &pod, picture("a", 100), NOW).await.unwrap();
        let first = due(db, 0).await.remove(0);
        let loan = domains::lend(db, &first, NOW).await.unwrap();
        assert_eq!(loan.room, 450, "what pictures leave, but for half");
        domains::taken(db, &first, loan, 400).await.unwrap();
        domains::settle(db, &first, Outcome::Ready { uploaded: 400 }, NOW).await.unwrap();
        assert_eq!(used(db, &pod).await, 500);
        assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), None, "counted anew it is the same");
        assert!(matches!(pictures::put(db, &pod, picture("b", 451), NOW).await, Err(Error::Full(_))));
        let second = due(db, 10).await.remove(0);
        let loan = domains::lend(db, &second, NOW).await.unwrap();
        assert_eq!(loan.room, 650, "uploads do not count against themselves");
        domains::settle(db, &second, Outcome::Later("away".into()), NOW).await.unwrap();
        assert_eq!(used(db, &pod).await, 500, "they are still there");
        domains::set(db, &pod, Kind::None, None, &by()).await.unwrap();
        assert_eq!(used(db, &pod).await, 100);
        domains::settle(db, &second, Outcome::Ready { uploaded: 5 }, NOW).await.unwrap();
        assert_eq!(used(db, &pod).await, 100, "a job that comes too late changes nothing");
    }
}
