//! Pictures and the storage that they take.

use model::contacts::{self, RosterItem, Subscription};
use model::pictures::{self, Picture, SIZE_MAX};
use model::pods::{self, Change};
use model::{Error, Quota, members, quotas};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, joined, member, pod};

fn picture(hash: &str, size: usize) -> Picture {
    Picture { hash: hash.into(), mime: "image/png".into(), bytes: vec![7; size], width: 64, height: 64 }
}

on_both! {
    async fn a_picture_counts_once_while_there_is_room(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        pods::set(db, &pod, Change { storage_max: Some(100), ..Change::default() }, &by()).await.unwrap();
        pictures::put(db, &pod, picture("a", 60), NOW).await.unwrap();
        pictures::put(db, &pod, picture("a", 60), NOW).await.unwrap();
        let full = pictures::put(db, &pod, picture("b", 60), NOW).await;
        assert!(matches!(full, Err(Error::Full(Quota::Storage))));
        assert_eq!(pictures::get(db, &pod, "b").await.unwrap(), None);
        assert_eq!(pictures::get(db, &pod, "a").await.unwrap(), Some(picture("a", 60)));
        let large = pictures::put(db, &pod, picture("c", SIZE_MAX + 1), NOW).await;
        assert!(matches!(large, Err(Error::TooLarge("picture"))));
        assert_eq!(pictures::get(db, &pod, "a\0").await.unwrap(), None);
    }

    async fn a_picture_goes_when_the_last_who_shows_it_has_another(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let alice = joined(db, &pod, "alice@a.example").await.owner();
        let bob = joined(db, &pod, "bob@a.example").await.owner();
        for hash in ["a", "b"] {
            pictures::put(db, &pod, picture(hash, 60), NOW).await.unwrap();
        }
        let used = async || pods::get(db, &pod).await.unwrap().unwrap().storage_used;
        let unknown = members::set_picture(db, &alice, Some("c")).await;
        assert!(matches!(unknown, Err(Error::NotFound("picture"))), "{unknown:?}");
        for owner in [&alice, &bob] {
            members::set_picture(db, owner, Some("a")).await.unwrap();
        }
        members::set_picture(db, &alice, Some("b")).await.unwrap();
        assert_eq!(used().await, 120, "bob shows it");
        members::set_picture(db, &bob, None).await.unwrap();
        assert_eq!((used().await, pictures::get(db, &pod, "a").await.unwrap()), (60, None));
        members::set_picture(db, &alice, Some("b")).await.unwrap();
        assert_eq!(used().await, 60, "the same again is still shown");
        assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), None);
    }

    async fn only_contacts_in_the_roster_have_a_picture_and_the_one_before_goes(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let (bob, eve) = (jid("bob@a.example"), jid("eve@a.example"));
        let (name, subscription) = (None, Subscription::To);
        let item = RosterItem { jid: bob.clone(), name, subscription, ask: false, groups: vec![] };
        contacts::put(db, &alice, 0, item, NOW).await.unwrap();
        contacts::ask(db, &alice, 0, &eve, None, NOW).await.unwrap();
        for hash in ["a", "b"] {
            pictures::put(db, &pod, picture(hash, 60), NOW).await.unwrap();
        }
        let set = async |who, hash| contacts::set_picture(db, &alice, 0, who, hash).await.unwrap();
        assert!(!set(&eve, Some("a")).await, "she only asks");
        assert!(!set(&bob, Some("c")).await, "there is no such picture");
        assert!(set(&bob, Some("a")).await && set(&bob, Some("b")).await && !set(&bob, Some("b")).await);
        assert_eq!(pictures::get(db, &pod, "a").await.unwrap(), None);
        members::remove(db, &alice, NOW).await.unwrap();
        assert_eq!(pictures::get(db, &pod, "b").await.unwrap(), None, "nobody is left who sees it");
        assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), None);
    }

    async fn what_nobody_shows_is_swept_and_no_other_pod_loses_its_own(fresh) {
        let db = &fresh.db;
        let cantine = pod(db, "cantine.example").await.id;
        let lanterne = pod(db, "lanterne.example").await.id;
        let alice = joined(db, &lanterne, "alice@a.example").await.owner();
        for pod in [&cantine, &lanterne] {
            pictures::put(db, pod, picture("a", 60), NOW).await.unwrap();
        }
        members::set_picture(db, &alice, Some("a")).await.unwrap();
        assert_eq!(pictures::sweep(db, NOW).await.unwrap(), 0, "it may be about to be shown");
        assert_eq!(pictures::sweep(db, NOW + Duration::HOUR).await.unwrap(), 1);
        assert_eq!(pictures::get(db, &cantine, "a").await.unwrap(), None);
        assert!(pictures::get(db, &lanterne, "a").await.unwrap().is_some());
        assert_eq!(pods::get(db, &cantine).await.unwrap().unwrap().storage_used, 0);
    }
}
