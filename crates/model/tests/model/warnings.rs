//! A pod that comes near a limit is told once at each step, and again after its use fell below it.

use model::mails::{self, Letter};
use model::pods::{self, Change, NewPod};
use model::warnings::{self, Limit};
use model::{Database, Email, PodId};
use time::Duration;

use crate::databases::{Fresh, on_both};
use crate::people::{NOW, by};

async fn pod(db: &Database, host: &str, contact: Option<&str>) -> PodId {
    let contact_email: Option<Email> = contact.map(|address| address.parse().unwrap());
    let new = NewPod { contact_email, members_max: 10, language: "fr".into(), ..NewPod::new(host, "pod") };
    pods::create(db, new, &by()).await.unwrap().id
}

async fn uses(fresh: &Fresh, pod: &PodId, members: i64) {
    fresh.execute(&format!("UPDATE pods SET members_used = {members} WHERE id = '{pod}'")).await;
}

/// What was told of one limit: the step, how much was used, and how much there is; the lowest step first.
async fn told_of(db: &Database, pod: &PodId, of: Limit) -> Vec<(i64, i64, i64)> {
    let mails = mails::list(db, pod, None, 99).await.unwrap();
    let told = |letter| match letter {
        Some(Letter::LimitNear { limit, percent, used, most }) => {
            (limit == of).then_some((percent, used, most))
        }
        other => panic!("{other:?}"),
    };
    // within a millisecond the order of keys is by chance
    let mut steps: Vec<_> = mails.iter().filter_map(|mail| told(mail.letter())).collect();
    steps.sort_unstable();
    steps
}

/// The steps of members that were told, the first one first.
async fn told(db: &Database, pod: &PodId) -> Vec<i64> {
    told_of(db, pod, Limit::Members).await.into_iter().map(|(percent, ..)| percent).collect()
}

on_both! {
    async fn each_step_is_told_once_and_again_after_the_use_fell(fresh) {
        let db = &fresh.db;
        let cantine = pod(db, "cantine.example", Some("alice@mail.example")).await;
        let other = pod(db, "lanterne.example", Some("david@mail.example")).await;
        for (members, given) in [(7, 0), (8, 1), (8, 0), (9, 1), (10, 1), (10, 0), (9, 0), (10, 1), (3, 0), (8, 1)] {
            uses(fresh, &cantine, members).await;
            assert_eq!(warnings::give(db, NOW).await.unwrap(), given, "{members}");
        }
        assert_eq!(told(db, &cantine).await, [80, 80, 90, 100, 100]);
        assert!(told(db, &other).await.is_empty());
        let mail = mails::list(db, &cantine, None, 1).await.unwrap().remove(0);
        assert_eq!((mail.recipient.as_str(), mail.language.as_str()), ("alice@mail.example", "fr"));
    }

    async fn media_and_sessions_are_told_each_by_itself_at_each_step_once(fresh) {
        let db = &fresh.db;
        let cantine = pod(db, "cantine.example", Some("alice@mail.example")).await;
        let other = pod(db, "lanterne.example", Some("david@mail.example")).await;
        fresh.execute("UPDATE pods SET storage_max = 1000, sessions_max = 20").await;
        for (storage, sessions, given) in [
            (790, 15, 0),
            (800, 15, 1),
            (800, 16, 1),
            (900, 16, 1),
            (900, 18, 1),
            (1000, 20, 2),
            (1000, 20, 0),
        ] {
            let uses = format!("storage_used = {storage}, sessions_used = {sessions}");
            fresh.execute(&format!("UPDATE pods SET {uses} WHERE id = '{cantine}'")).await;
            assert_eq!(warnings::give(db, NOW).await.unwrap(), given, "{uses}");
        }
        let storage = [(80, 800, 1000), (90, 900, 1000), (100, 1000, 1000)];
        assert_eq!(told_of(db, &cantine, Limit::Storage).await, storage);
        let sessions = [(80, 16, 20), (90, 18, 20), (100, 20, 20)];
        assert_eq!(told_of(db, &cantine, Limit::Sessions).await, sessions);
        assert!(told_of(db, &cantine, Limit::Members).await.is_empty());
        assert!(mails::list(db, &other, None, 99).await.unwrap().is_empty());
    }

    async fn sign_ups_are_told_at_each_step_once_a_day(fresh) {
        let db = &fresh.db;
        let cantine = pod(db, "cantine.example", Some("alice@mail.example")).await;
        let today = NOW.unix_timestamp() / 86_400;
        for (day, signups, at, given) in [
            (today - 1, 10, NOW, 0),
            (today, 7, NOW, 0),
            (today, 8, NOW, 1),
            (today, 10, NOW, 1),
            (today, 10, NOW, 0),
            (today, 10, NOW + Duration::DAY, 0),
            (today + 1, 9, NOW + Duration::DAY, 1),
        ] {
            let count = format!("signups_per_day = 10, signups_day = {day}, signups_today = {signups}");
            fresh.execute(&format!("UPDATE pods SET {count} WHERE id = '{cantine}'")).await;
            assert_eq!(warnings::give(db, at).await.unwrap(), given, "{count}");
        }
        assert_eq!(told_of(db, &cantine, Limit::Signups).await, [(80, 8, 10), (90, 9, 10), (100, 10, 10)]);
    }

    async fn who_jumps_over_steps_is_told_the_highest(fresh) {
        let db = &fresh.db;
        let cantine = pod(db, "cantine.example", Some("alice@mail.example")).await;
        uses(fresh, &cantine, 12).await;
        assert_eq!(warnings::give(db, NOW).await.unwrap(), 1);
        assert_eq!(told(db, &cantine).await, [100]);
    }

    async fn a_pod_with_nobody_to_tell_is_told_as_soon_as_there_is_somebody(fresh) {
        let db = &fresh.db;
        let cantine = pod(db, "cantine.example", None).await;
        uses(fresh, &cantine, 9).await;
        assert_eq!(warnings::give(db, NOW).await.unwrap(), 0);
        let contact = Some(Some("alice@mail.example".parse().unwrap()));
        pods::set(db, &cantine, Change { contact_email: contact, ..Change::default() }, &by()).await.unwrap();
        assert_eq!(warnings::give(db, NOW).await.unwrap(), 1);
        let nobody = Change { contact_email: Some(None), ..Change::default() };
        assert_eq!(pods::set(db, &cantine, nobody, &by()).await.unwrap().contact_email, None);
    }

    async fn two_jobs_at_once_tell_once(fresh) {
        let db = &fresh.db;
        let cantine = pod(db, "cantine.example", Some("alice@mail.example")).await;
        uses(fresh, &cantine, 9).await;
        let given = futures::future::join_all((0..10).map(|_| warnings::give(db, NOW))).await;
        assert_eq!(given.into_iter().map(Result::unwrap).sum::<usize>(), 1);
        assert_eq!(told(db, &cantine).await, [90]);
    }
}
