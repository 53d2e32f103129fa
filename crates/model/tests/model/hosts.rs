//! Host names: whose they are, how that is known, and what happens to those that are given back.

use futures::future::join_all;
use model::audit::{self, Act, By};
use model::hosts::{self, Claim, Due, Finding, Footing, HELD, Judge, LAPSES_AFTER, NewHost};
use model::pods::{self, NewPod, Turn};
use model::{Database, Error, PodId};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by, pod, purge};

fn after(time: Duration) -> By {
    By { at: NOW + time, ..by() }
}

fn to_prove(host: &str) -> NewHost {
    NewHost { claim: Claim::ToProve, ..host.into() }
}

/// A name that nothing of soup may stand beside, and that was judged when there was none.
fn judged(host: &str) -> NewHost {
    NewHost { judge: Some(Judge::new(|other| other.contains("soup"))), ..host.into() }
}

async fn footing(db: &Database, pod: &PodId, host: &str) -> Footing {
    let all = hosts::of_pod(db, pod).await.unwrap();
    all.iter().find(|it| it.host == host).unwrap().footing()
}

async fn found(db: &Database, pod: &PodId, host: &str, finding: Finding, time: Duration) -> Footing {
    hosts::record(db, pod, host, finding, &after(time)).await.unwrap()
}

async fn is_served(db: &Database, pod: &PodId, host: &str) -> bool {
    let shown = pods::by_host(db, host).await.unwrap().is_some_and(|found| found.id == *pod);
    let all = hosts::all(db).await.unwrap().iter().any(|it| it == host);
    let own = hosts::list(db, pod).await.unwrap().iter().any(|it| it == host);
    assert_eq!((shown, shown), (all, own), "{host}");
    shown
}

async fn due(db: &Database, at: OffsetDateTime) -> Vec<String> {
    hosts::due(db, at, 10).await.unwrap().into_iter().map(|Due { host, .. }| host).collect()
}

async fn acts(db: &Database, pod: &PodId) -> Vec<Act> {
    let mut acts: Vec<Act> = audit::list(db, pod, None, 20).await.unwrap().iter().map(|it| it.act).collect();
    acts.reverse();
    acts
}

on_both! {
    async fn a_pod_has_so_many_host_names_and_no_more(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for number in 1..hosts::MOST {
            hosts::add(db, &pod, format!("n{number}.example").as_str().into(), &by()).await.unwrap();
        }
        let more = hosts::add(db, &pod, "more.example".into(), &by()).await;
        assert!(matches!(more, Err(Error::TooLarge(_))), "{more:?}");
        hosts::remove(db, &pod, "n1.example", &by()).await.unwrap();
        hosts::add(db, &pod, "more.example".into(), &by()).await.unwrap();
    }

    async fn of_two_names_that_are_alike_and_were_judged_at_once_one_is_given(fresh) {
        let (db, by) = (&fresh.db, by());
        let made = ["soup.example", "s0up.soup.example"]
            .map(|host| pods::create(db, NewPod::new(judged(host), "soup"), &by));
        let made = join_all(made).await;
        assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1, "{made:?}");
        assert!(made.iter().any(|made| matches!(made, Err(Error::Taken("host")))), "{made:?}");
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let lone = hosts::add(db, &one, judged("kitchen.example"), &by).await;
        assert!(matches!(lone, Err(Error::Taken("host"))), "as by the one that was made: {lone:?}");
        let unlike = |host: &str| NewHost { judge: Some(Judge::new(|other| other.contains("bread"))), ..host.into() };
        let added = [(&one, "bread.example"), (&other, "breads.example")]
            .map(|(pod, host)| hosts::add(db, pod, unlike(host), &by));
        let added = join_all(added).await;
        assert_eq!(added.iter().filter(|added| added.is_ok()).count(), 1, "{added:?}");
        let mine = if added[0].is_ok() { &one } else { &other };
        hosts::add(db, mine, unlike("bread.soup.example"), &by).await.unwrap();
    }

    async fn a_name_that_is_to_be_proven_is_served_once_its_record_is_there(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        hosts::add(db, &pod, to_prove("Soup.example"), &by()).await.unwrap();
        assert_eq!(footing(db, &pod, "soup.example").await, Footing::Pending);
        assert!(!is_served(db, &pod, "soup.example").await);
        let early = hosts::set_primary(db, &pod, "soup.example", &by()).await;
        assert!(matches!(early, Err(Error::NotFound("host"))));
        for finding in [Finding::Missing, Finding::Silence] {
            assert_eq!(found(db, &pod, "soup.example", finding, Duration::ZERO).await, Footing::Pending);
        }
        assert_eq!(found(db, &pod, "soup.example", Finding::There, Duration::hours(1)).await, Footing::Proven);
        assert!(is_served(db, &pod, "soup.example").await);
        hosts::set_primary(db, &pod, "soup.example", &by()).await.unwrap();
        assert_eq!(acts(db, &pod).await, [Act::Create, Act::HostAdd, Act::HostProve, Act::HostPrimary]);
        assert_eq!(footing(db, &pod, "cantine.example").await, Footing::Given);
        let given = hosts::record(db, &pod, "cantine.example", Finding::There, &by()).await;
        assert!(matches!(given, Err(Error::NotFound("host"))), "it needs none");
    }

    async fn a_pod_may_begin_with_a_name_that_is_to_be_proven(fresh) {
        let db = &fresh.db;
        let made = pods::create(db, NewPod::new(to_prove("soup.example"), "Soup"), &by()).await.unwrap();
        assert!(!made.host_is_served && !is_served(db, &made.id, "soup.example").await);
        assert_eq!(pods::by_host_in_any_state(db, "soup.example").await.unwrap(), Some(made.clone()));
        found(db, &made.id, "soup.example", Finding::There, Duration::ZERO).await;
        assert!(pods::get(db, &made.id).await.unwrap().unwrap().host_is_served);
        let trusted = NewHost { claim: Claim::Trusted, ..NewHost::from("bread.example") };
        hosts::add(db, &made.id, trusted, &by()).await.unwrap();
        assert!(is_served(db, &made.id, "bread.example").await);
        let last = audit::list(db, &made.id, None, 1).await.unwrap().remove(0);
        assert_eq!(last.detail, r#"{"claim":"trusted"}"#);
    }

    async fn a_name_whose_record_is_gone_lapses_after_a_week_and_comes_back(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        hosts::add(db, &pod, to_prove("soup.example"), &by()).await.unwrap();
        let found = async |finding, time| found(db, &pod, "soup.example", finding, time).await;
        let day = Duration::days(1);
        assert_eq!(found(Finding::There, Duration::ZERO).await, Footing::Proven);
        assert_eq!(found(Finding::Missing, day).await, Footing::Missing);
        assert_eq!(found(Finding::There, day * 2).await, Footing::Proven, "it was a mistake");
        assert_eq!(found(Finding::Missing, day * 3).await, Footing::Missing);
        assert_eq!(found(Finding::Silence, day * 30).await, Footing::Missing, "nobody answered");
        assert!(is_served(db, &pod, "soup.example").await);
        let end = day * 3 + LAPSES_AFTER;
        assert_eq!(found(Finding::Missing, end - Duration::SECOND).await, Footing::Missing);
        assert_eq!(found(Finding::Missing, end).await, Footing::Lapsed);
        assert!(!is_served(db, &pod, "soup.example").await);
        assert_eq!(found(Finding::There, end + day).await, Footing::Proven);
        assert!(is_served(db, &pod, "soup.example").await);
        let expected = [Act::Create, Act::HostAdd, Act::HostProve, Act::HostLapse, Act::HostProve];
        assert_eq!(acts(db, &pod).await, expected);
        assert_eq!(audit::first_broken(db, &pod).await.unwrap(), None);
    }

    async fn records_are_looked_for_when_they_are_due(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let gone = crate::people::pod(db, "gone.example").await.id;
        hosts::add(db, &pod, to_prove("soup.example"), &by()).await.unwrap();
        hosts::add(db, &pod, to_prove("bread.example"), &after(Duration::seconds(1))).await.unwrap();
        hosts::add(db, &gone, to_prove("cake.example"), &by()).await.unwrap();
        pods::turn(db, &gone, Turn::Delete, &by()).await.unwrap();
        assert_eq!(due(db, NOW).await, ["soup.example"], "of a deleted pod none");
        assert_eq!(due(db, NOW + Duration::seconds(1)).await, ["soup.example", "bread.example"]);
        found(db, &pod, "soup.example", Finding::There, Duration::ZERO).await;
        found(db, &pod, "bread.example", Finding::Missing, Duration::seconds(1)).await;
        assert!(due(db, NOW + Duration::seconds(5)).await.is_empty());
        assert_eq!(due(db, NOW + Duration::minutes(1)).await, ["bread.example"]);
        assert_eq!(due(db, NOW + Duration::days(1)).await, ["bread.example", "soup.example"]);
    }

    async fn another_pod_proves_nothing_and_takes_nothing(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        hosts::add(db, &one, to_prove("soup.example"), &by()).await.unwrap();
        let nothing = hosts::record(db, &other, "soup.example", Finding::There, &by()).await;
        assert!(matches!(nothing, Err(Error::NotFound("host"))));
        let taken = hosts::add(db, &other, to_prove("soup.example"), &by()).await;
        assert!(matches!(taken, Err(Error::Taken("host"))));
        assert_eq!(footing(db, &one, "soup.example").await, Footing::Pending);
        let token = |host: &hosts::Host| host.proof.as_ref().map(|proof| proof.token.clone());
        let first: Vec<_> = hosts::of_pod(db, &one).await.unwrap().iter().filter_map(token).collect();
        hosts::remove(db, &one, "soup.example", &by()).await.unwrap();
        hosts::add(db, &other, to_prove("soup.example"), &by()).await.unwrap();
        let second: Vec<_> = hosts::of_pod(db, &other).await.unwrap().iter().filter_map(token).collect();
        assert!(first.len() == 1 && second.len() == 1 && first != second, "{first:?} {second:?}");
    }

    async fn a_name_that_was_served_is_held_back_for_its_pod(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let add = async |pod, claim, time| {
            let new = NewHost { claim, ..NewHost::from("soup.example") };
            hosts::add(db, pod, new, &after(time)).await
        };
        let remove = async |pod, time| hosts::remove(db, pod, "soup.example", &after(time)).await.unwrap();
        add(&one, Claim::Own, Duration::ZERO).await.unwrap();
        remove(&one, Duration::ZERO).await;
        for claim in [Claim::Own, Claim::ToProve] {
            let held = add(&other, claim, HELD - Duration::SECOND).await;
            assert!(matches!(held, Err(Error::Held(until)) if until == NOW + HELD), "{held:?}");
        }
        let new = pods::create(db, NewPod::new("soup.example", "Soup"), &by()).await;
        assert!(matches!(new, Err(Error::Held(_))));
        assert_eq!(hosts::of_pod(db, &other).await.unwrap().len(), 1, "nothing half-done stays");
        add(&one, Claim::Own, Duration::days(1)).await.unwrap();
        remove(&one, Duration::days(1)).await;
        add(&other, Claim::Trusted, Duration::days(2)).await.unwrap();
        remove(&other, Duration::days(2)).await;
        assert!(matches!(add(&one, Claim::Own, HELD).await, Err(Error::Held(_))));
        assert_eq!(hosts::release(db, NOW + HELD).await.unwrap(), 0);
        assert_eq!(hosts::release(db, NOW + Duration::days(2) + HELD).await.unwrap(), 1);
        add(&one, Claim::Own, HELD).await.unwrap();
    }

    async fn the_names_of_a_pod_that_is_gone_are_held_back(fresh) {
        let db = &fresh.db;
        let gone = pod(db, "cantine.example").await.id;
        hosts::add(db, &gone, to_prove("soup.example"), &by()).await.unwrap();
        pods::turn(db, &gone, Turn::Delete, &by()).await.unwrap();
        assert_eq!(purge(db, NOW + Duration::days(31)).await, 1);
        assert!(hosts::known(db).await.unwrap().is_empty());
        let make = async |host, time| {
            pods::create(db, NewPod::new(host, "New"), &after(time)).await.map(|made| made.host)
        };
        let early = make("cantine.example", Duration::days(80)).await;
        assert!(matches!(early, Err(Error::Held(_))));
        assert_eq!(make("soup.example", Duration::days(80)).await.unwrap(), "soup.example", "it was never served");
        assert_eq!(make("cantine.example", Duration::days(92)).await.unwrap(), "cantine.example");
    }

    async fn of_many_who_want_one_name_at_once_one_has_it(fresh) {
        let db = &fresh.db;
        let holder = pod(db, "cantine.example").await.id;
        hosts::add(db, &holder, "soup.example".into(), &by()).await.unwrap();
        let wanting = join_all((0..8).map(async |number| pod(db, &format!("pod{number}.example")).await.id)).await;
        let (by, later) = (by(), after(Duration::SECOND));
        let taking = wanting.iter().map(|pod| hosts::add(db, pod, "soup.example".into(), &later));
        let (taken, removed) =
            tokio::join!(join_all(taking), hosts::remove(db, &holder, "soup.example", &by));
        removed.unwrap();
        for result in taken {
            assert!(matches!(result, Err(Error::Taken("host") | Error::Held(_))), "{result:?}");
        }
    }
}
