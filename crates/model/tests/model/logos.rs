//! A pod's logo, the one before it, and the storage that both take.

use model::audit::{self, Act};
use model::logos::{self, Logo, NewLogo, SIZE_MAX, Side, Square, Squares};
use model::pods::{self, Change};
use model::{Database, Error, PodId, Quota, quotas};

use crate::databases::on_both;
use crate::people::{NOW, by, pod};

/// A logo of so many bytes in each size.
pub(crate) fn new(hash: &str, size: usize) -> NewLogo {
    let [small, medium, large] = [vec![1; size], vec![2; size], vec![3; size]];
    NewLogo { hash: hash.into(), words: format!("a {hash}"), squares: Squares { small, medium, large } }
}

fn logo(hash: &str) -> Option<Logo> {
    Some(Logo { hash: hash.into(), words: format!("a {hash}") })
}

async fn both(db: &Database, pod: &PodId) -> [Option<Logo>; 2] {
    [logos::of(db, pod).await.unwrap(), logos::before(db, pod).await.unwrap()]
}

async fn used(db: &Database, pod: &PodId) -> i64 {
    assert_eq!(quotas::reconcile(db, pod).await.unwrap(), None, "it is counted as it is");
    pods::get(db, pod).await.unwrap().unwrap().storage_used
}

on_both! {
    async fn a_logo_is_set_replaced_brought_back_and_forgotten(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        assert_eq!(both(db, &pod).await, [None, None]);
        logos::set(db, &pod, new("pot", 10), &by()).await.unwrap();
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([logo("pot"), None], 30));
        logos::set(db, &pod, new("pan", 20), &by()).await.unwrap();
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([logo("pan"), logo("pot")], 90));
        logos::restore(db, &pod, None, &by()).await.unwrap();
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([logo("pot"), logo("pan")], 90));
        logos::set(db, &pod, new("pan", 20), &by()).await.unwrap();
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([logo("pan"), logo("pot")], 90));
        logos::remove(db, &pod, &by()).await.unwrap();
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([None, logo("pan")], 60));
        logos::restore(db, &pod, None, &by()).await.unwrap();
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([logo("pan"), None], 60));
        logos::remove(db, &pod, &by()).await.unwrap();
        logos::forget(db, &pod, None, &by()).await.unwrap();
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([None, None], 0));
        let acts: Vec<Act> = audit::list(db, &pod, None, 9).await.unwrap().iter().map(|entry| entry.act).collect();
        let (set, restore, remove) = (Act::LogoSet, Act::LogoRestore, Act::LogoRemove);
        assert_eq!(acts, [Act::LogoForget, remove, restore, remove, set, restore, set, set, Act::Create]);
        assert_eq!(audit::first_broken(db, &pod).await.unwrap(), None);
    }

    async fn the_same_logo_again_has_only_other_words(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        logos::set(db, &pod, new("pot", 10), &by()).await.unwrap();
        let same = NewLogo { words: "steam".into(), ..new("pot", 10) };
        logos::set(db, &pod, same, &by()).await.unwrap();
        let steam = |words: &str| [Some(Logo { hash: "pot".into(), words: words.into() }), None];
        assert_eq!((both(db, &pod).await, used(db, &pod).await), (steam("steam"), 30));
        logos::describe(db, &pod, "", &by()).await.unwrap();
        assert_eq!(both(db, &pod).await, steam(""));
    }

    async fn what_is_not_there_is_not_changed(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for done in [
            logos::describe(db, &pod, "a pot", &by()).await,
            logos::remove(db, &pod, &by()).await,
            logos::restore(db, &pod, None, &by()).await,
            logos::forget(db, &pod, None, &by()).await,
        ] {
            assert!(matches!(done, Err(Error::NotFound("logo"))), "{done:?}");
        }
        logos::set(db, &pod, new("pot", 10), &by()).await.unwrap();
        logos::remove(db, &pod, &by()).await.unwrap();
        assert!(logos::remove(db, &pod, &by()).await.is_err());
        assert_eq!(both(db, &pod).await, [None, logo("pot")], "taken away twice is taken away once");
    }

    async fn only_the_one_that_is_meant_is_brought_back_or_forgotten(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        logos::set(db, &pod, new("pot", 10), &by()).await.unwrap();
        logos::set(db, &pod, new("pan", 20), &by()).await.unwrap();
        let pot = Some("pot");
        logos::restore(db, &pod, pot, &by()).await.unwrap();
        for done in [logos::restore(db, &pod, pot, &by()).await, logos::forget(db, &pod, pot, &by()).await] {
            assert!(matches!(done, Err(Error::NotFound("logo"))), "{done:?}");
        }
        assert_eq!(both(db, &pod).await, [logo("pot"), logo("pan")], "asked for twice is done once");
        logos::forget(db, &pod, Some("pan"), &by()).await.unwrap();
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([logo("pot"), None], 30));
    }

    async fn over_the_quota_all_is_as_it_was(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        pods::set(db, &pod, Change { storage_max: Some(100), ..Change::default() }, &by()).await.unwrap();
        logos::set(db, &pod, new("pot", 10), &by()).await.unwrap();
        logos::set(db, &pod, new("pan", 10), &by()).await.unwrap();
        let full = logos::set(db, &pod, new("stove", 30), &by()).await;
        assert!(matches!(full, Err(Error::Full(Quota::Storage))));
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([logo("pan"), logo("pot")], 60));
        logos::set(db, &pod, new("bowl", 20), &by()).await.unwrap();
        assert_eq!((both(db, &pod).await, used(db, &pod).await), ([logo("bowl"), logo("pan")], 90));
        let large = logos::set(db, &pod, new("oven", SIZE_MAX), &by()).await;
        assert!(matches!(large, Err(Error::TooLarge("logo"))));
    }

    async fn a_square_is_found_by_its_pod_alone(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        logos::set(db, &cantine, new("pot", 2), &by()).await.unwrap();
        for (side, byte) in [(Side::Small, 1), (Side::Medium, 2), (Side::Large, 3)] {
            let square = logos::square(db, &cantine, "pot", side).await.unwrap();
            assert_eq!(square, Some(Square { bytes: vec![byte; 2], shown: true }));
            assert_eq!(logos::square(db, &lanterne, "pot", side).await.unwrap(), None);
        }
        assert_eq!(logos::square(db, &cantine, "pot\0", Side::Small).await.unwrap(), None);
        let hashes = logos::of_pods(db, vec![cantine, lanterne, PodId::new(NOW)]).await.unwrap();
        assert_eq!(hashes.into_iter().collect::<Vec<_>>(), [(cantine, "pot".to_owned())]);
        logos::remove(db, &cantine, &by()).await.unwrap();
        let former = logos::square(db, &cantine, "pot", Side::Small).await.unwrap();
        assert!(former.is_some_and(|square| !square.shown));
        assert!(logos::of_pods(db, vec![cantine]).await.unwrap().is_empty());
        assert!(matches!(logos::restore(db, &lanterne, None, &by()).await, Err(Error::NotFound(_))));
    }

    async fn of_two_logos_at_once_one_is_shown_and_both_are_counted_once(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let setting = (0..6).map(|number| {
            let db = db.clone();
            tokio::spawn(async move { logos::set(&db, &pod, new(&format!("pot{number}"), 10), &by()).await })
        });
        for done in futures::future::join_all(setting).await {
            done.unwrap().unwrap();
        }
        assert!(both(db, &pod).await.iter().all(Option::is_some));
        assert_eq!(used(db, &pod).await, 60);
    }
}
