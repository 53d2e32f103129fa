//! Announcements are shown in their time, to whom they are for, until they are closed or withdrawn.

use model::announcements::{self, NewAnnouncement};
use model::mails::{self, Kind};
use model::pods::{self, Turn};
use model::{AnnouncementId, Database, Error, PodId, letterboxes};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, member, pod};

fn say(title: &str) -> NewAnnouncement {
    NewAnnouncement {
        batch: None,
        title: title.to_owned(),
        body: "More of it.".to_owned(),
        for_everyone: false,
        starts_at: NOW,
        ends_at: None,
        by_mail: false,
    }
}

async fn make(db: &Database, pod: &PodId, new: NewAnnouncement) -> AnnouncementId {
    announcements::create(db, pod, new, None, &by()).await.unwrap()
}

async fn public(db: &Database, pod: &PodId) -> usize {
    announcements::for_everyone(db, pod, NOW).await.unwrap().len()
}

/// How many mails a pod sent that announce something.
async fn by_mail(db: &Database, pod: &PodId) -> usize {
    let all = mails::list(db, pod, None, 99).await.unwrap();
    all.iter().filter(|mail| mail.kind == Kind::Announcement).count()
}

on_both! {
    async fn what_is_announced_is_shown_in_its_time(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let ends_at = Some(NOW + Duration::days(1));
        make(db, &pod, NewAnnouncement { starts_at: NOW + Duration::hours(1), ends_at, ..say("soup") }).await;
        for (hours, shown, past) in [(0, 0, 0), (1, 1, 1), (23, 1, 1), (24, 0, 1)] {
            let then = NOW + Duration::hours(hours);
            assert_eq!(announcements::open_to(db, &alice, then).await.unwrap().len(), shown, "{hours}");
            assert_eq!(announcements::so_far(db, &pod, then, 9).await.unwrap().len(), past, "{hours}");
        }
    }

    async fn what_is_sent_twice_is_said_once_and_the_same_command_elsewhere_is_another(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let send = async |pod: &PodId, command: Option<&str>| {
            announcements::create(db, pod, say("soup"), command, &by()).await.unwrap()
        };
        let first = send(&cantine, Some("form-1")).await;
        assert_eq!(send(&cantine, Some("form-1")).await, first);
        send(&cantine, Some("form-2")).await;
        send(&cantine, None).await;
        send(&cantine, None).await;
        send(&lanterne, Some("form-1")).await;
        let counts = async |pod: &PodId| announcements::list(db, pod, 9).await.unwrap().len();
        assert_eq!((counts(&cantine).await, counts(&lanterne).await), (4, 1));
    }

    async fn who_has_closed_it_does_not_see_it_and_others_do(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let alice = member(db, &cantine, "alice@a.example").await.owner();
        let bob = member(db, &cantine, "bob@a.example").await.owner();
        let eve = member(db, &lanterne, "eve@a.example").await.owner();
        let id = make(db, &cantine, say("soup")).await;
        announcements::close(db, &alice, &id).await.unwrap();
        announcements::close(db, &alice, &id).await.unwrap();
        assert!(announcements::open_to(db, &alice, NOW).await.unwrap().is_empty());
        assert_eq!(announcements::open_to(db, &bob, NOW).await.unwrap().len(), 1);
        assert!(announcements::open_to(db, &eve, NOW).await.unwrap().is_empty());
        let elsewhere = announcements::close(db, &eve, &id).await;
        assert!(matches!(elsewhere, Err(Error::NotFound("announcement"))));
        let elsewhere = announcements::withdraw(db, &lanterne, &id, &by()).await;
        assert!(matches!(elsewhere, Err(Error::NotFound("announcement"))));
        announcements::withdraw(db, &cantine, &id, &by()).await.unwrap();
        assert!(announcements::open_to(db, &bob, NOW).await.unwrap().is_empty());
        assert!(announcements::so_far(db, &cantine, NOW, 9).await.unwrap().is_empty());
        let again = announcements::withdraw(db, &cantine, &id, &by()).await;
        assert!(matches!(again, Err(Error::NotFound("announcement"))));
    }

    async fn only_what_is_for_everyone_is_for_visitors(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        make(db, &pod, say("for members")).await;
        assert_eq!(public(db, &pod).await, 0);
        make(db, &pod, NewAnnouncement { for_everyone: true, ..say("for all") }).await;
        assert_eq!(public(db, &pod).await, 1);
    }

    async fn what_failed_midway_goes_on_in_its_batch_and_tells_nobody_twice(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (lanterne, deleted) = (pod(db, "lanterne.example").await.id, pod(db, "gone.example").await.id);
        pods::turn(db, &deleted, Turn::Delete, &by()).await.unwrap();
        let (alice, email) = (member(db, &cantine, "alice@a.example").await.owner(), "alice@mail.example");
        letterboxes::ask(db, &alice, email.parse().unwrap(), "en".into(), NOW).await.unwrap();
        letterboxes::confirm(db, &alice, &email.parse().unwrap(), NOW).await.unwrap();
        let send = async |pods: Vec<PodId>, command: &str| {
            let new = NewAnnouncement { by_mail: true, ..say("a move") };
            announcements::create_all(db, &pods, new, command, &by()).await.unwrap()
        };
        let first = send(vec![cantine], "key-1").await;
        let vanished = PodId::new(NOW);
        let again = send(vec![cantine, vanished, deleted, lanterne], "key-1").await;
        assert_eq!((again.batch, first.pods, again.pods), (first.batch, 1, 2));
        let batches = announcements::batches(db, 9).await.unwrap();
        assert_eq!(batches.iter().map(|it| (it.id, it.pods)).collect::<Vec<_>>(), [(first.batch, 2)]);
        assert_eq!(by_mail(db, &cantine).await, 1);
        assert_ne!(send(vec![cantine], "key-2").await.batch, first.batch, "another command is another one");
        assert_eq!(by_mail(db, &cantine).await, 2);
    }

    async fn the_deployment_speaks_on_many_pods_and_withdraws_from_all(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let batch = AnnouncementId::new(NOW);
        for pod in [&cantine, &lanterne] {
            make(db, pod, NewAnnouncement { batch: Some(batch), for_everyone: true, ..say("a move") }).await;
        }
        let own = announcements::list(db, &cantine, 9).await.unwrap().remove(0);
        let by_operator = announcements::withdraw(db, &cantine, &own.id, &by()).await;
        assert!(matches!(by_operator, Err(Error::NotFound("announcement"))), "it is the deployment's");
        let before = AnnouncementId::new(NOW - Duration::DAY);
        make(db, &cantine, NewAnnouncement { batch: Some(before), ..say("of yesterday") }).await;
        let batches = announcements::batches(db, 1).await.unwrap();
        assert_eq!((batches.len(), batches[0].pods, batches[0].standing), (1, 2, 2));
        assert_eq!((batches[0].id, batches[0].first.title.as_str()), (batch, "a move"));
        assert_eq!(announcements::batches(db, 9).await.unwrap()[1].id, before);
        assert_eq!(announcements::withdraw_batch(db, &batch, &by()).await.unwrap(), 2);
        assert_eq!(public(db, &cantine).await + public(db, &lanterne).await, 0);
        assert_eq!(announcements::batches(db, 9).await.unwrap()[0].standing, 0);
        let again = announcements::withdraw_batch(db, &batch, &by()).await;
        assert!(matches!(again, Err(Error::NotFound("announcement"))));
    }
}
