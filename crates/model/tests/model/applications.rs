//! Who asks to be let in is answered once, by mail.

use futures::future::join_all;
use model::applications::{self, Application, NewApplication, WELCOME};
use model::invites::{self, Code};
use model::mails::{self, Letter};
use model::places::{self, PlaceError};
use model::{Database, Error, PodId, audit};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by, jid, pod};

async fn asks(db: &Database, pod: &PodId, email: &str, now: OffsetDateTime) -> Result<(), Error> {
    let email = email.parse().unwrap();
    let new = NewApplication { email, language: "en".into(), reason: "I live around the corner".into() };
    applications::ask(db, pod, new, now).await
}

async fn asked(db: &Database, pod: &PodId, email: &str) -> Application {
    asks(db, pod, email, NOW).await.unwrap();
    let open = applications::open(db, pod).await.unwrap();
    open.into_iter().find(|it| it.email.as_str() == email).unwrap()
}

on_both! {
    async fn who_is_accepted_gets_an_invitation_for_one_and_for_two_weeks(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = asked(db, &pod, "alice@mail.example").await;
        applications::accept(db, &pod, &alice.id, &by()).await.unwrap();
        assert!(applications::open(db, &pod).await.unwrap().is_empty());
        let mail = mails::list(db, &pod, None, 9).await.unwrap().remove(0);
        let Some(Letter::RequestAccepted { code, until }) = mail.letter() else { panic!("{mail:?}") };
        assert_eq!(mail.recipient, alice.email);
        assert_eq!(until.unix_timestamp(), (NOW + WELCOME).unix_timestamp());
        let invite = invites::by_code(db, &pod, &Code::parse(&code).unwrap()).await.unwrap().unwrap();
        assert_eq!((invite.uses, invite.used), (1, 0));
        assert!(invite.is_good(NOW + WELCOME - Duration::seconds(1)) && !invite.is_good(NOW + WELCOME));
        let ttl = Duration::minutes(2);
        places::reserve_by(db, &pod, &jid("alice@a.example"), Some(&invite.id), NOW, ttl).await.unwrap();
        let again = places::reserve_by(db, &pod, &jid("eve@a.example"), Some(&invite.id), NOW, ttl).await;
        assert!(matches!(again, Err(PlaceError::InviteSpent)));
        let log = audit::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.object), (audit::Act::RequestAccept, alice.id.to_string()));
        assert!(!log.detail.contains("mail.example"), "the log does not tell addresses: {}", log.detail);
    }

    async fn of_twenty_answers_at_once_one_counts(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = asked(db, &pod, "alice@mail.example").await;
        let by = by();
        let answers = join_all((0..20).map(|number| {
            let (by, id) = (&by, &alice.id);
            let pod = &pod;
            async move {
                if number % 2 == 0 {
                    applications::accept(db, pod, id, by).await
                } else {
                    applications::refuse(db, pod, id, "", by).await
                }
            }
        })).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert!(answers.iter().all(|it| matches!(it, Ok(()) | Err(Error::NotFound("application")))), "{answers:?}");
        assert_eq!(mails::list(db, &pod, None, 99).await.unwrap().len(), 1);
        assert!(invites::list(db, &pod, None).await.unwrap().len() <= 1);
    }

    async fn an_address_asks_once_at_a_time_and_again_after_the_answer(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = asked(db, &pod, "alice@mail.example").await;
        let again = asks(db, &pod, "alice@mail.example", NOW).await;
        assert!(matches!(again, Err(Error::Taken("application"))));
        asks(db, &pod, "bob@mail.example", NOW).await.unwrap();
        applications::refuse(db, &pod, &alice.id, "not now", &by()).await.unwrap();
        asks(db, &pod, "alice@mail.example", NOW).await.unwrap();
        assert_eq!(applications::open(db, &pod).await.unwrap().len(), 2);
    }

    async fn another_pod_neither_sees_nor_answers_a_request(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let alice = asked(db, &one, "alice@mail.example").await;
        assert!(applications::open(db, &other).await.unwrap().is_empty());
        for crossed in [
            applications::accept(db, &other, &alice.id, &by()).await,
            applications::refuse(db, &other, &alice.id, "", &by()).await,
        ] {
            assert!(matches!(crossed, Err(Error::NotFound("application"))));
        }
        assert_eq!(applications::open(db, &one).await.unwrap().len(), 1);
    }

    async fn how_long_one_waits_is_the_middle_of_the_last_answers(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for (number, hours) in [(1, 1), (2, 30), (3, 5)] {
            assert_eq!(applications::usual_wait(db, &pod).await.unwrap(), None, "too few to know");
            asks(db, &pod, &format!("member{number}@mail.example"), NOW - Duration::hours(hours)).await.unwrap();
            let one = applications::open(db, &pod).await.unwrap().remove(0);
            applications::refuse(db, &pod, &one.id, "", &by()).await.unwrap();
        }
        assert_eq!(applications::usual_wait(db, &pod).await.unwrap(), Some(Duration::hours(5)));
        let other = crate::people::pod(db, "lanterne.example").await.id;
        let waits = applications::usual_waits(db, vec![pod, other]).await.unwrap();
        assert_eq!(waits, [(pod, Duration::hours(5))].into(), "of another pod nothing is known");
        assert!(applications::usual_waits(db, vec![other]).await.unwrap().is_empty());
    }

    async fn who_was_answered_is_forgotten_and_who_waits_is_not(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = asked(db, &pod, "alice@mail.example").await;
        applications::refuse(db, &pod, &alice.id, "", &by()).await.unwrap();
        asks(db, &pod, "bob@mail.example", NOW).await.unwrap();
        assert_eq!(applications::forget(db, NOW + applications::KEPT - Duration::seconds(1)).await.unwrap(), 0);
        assert_eq!(applications::forget(db, NOW + applications::KEPT).await.unwrap(), 1);
        assert_eq!(applications::open(db, &pod).await.unwrap().len(), 1);
    }

    async fn whom_nobody_answers_is_told_so_after_three_months_and_forgotten(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let alice = asked(db, &one, "alice@mail.example").await;
        let late = NOW + applications::UNANSWERED;
        asks(db, &one, "bob@mail.example", late).await.unwrap();
        assert_eq!(applications::expire(db, late - Duration::seconds(1)).await.unwrap(), 0);
        assert_eq!(applications::expire(db, late).await.unwrap(), 1);
        assert_eq!(applications::expire(db, late).await.unwrap(), 0);
        assert_eq!(applications::open(db, &one).await.unwrap().len(), 1, "bob has only asked");
        let mail = mails::list(db, &one, None, 9).await.unwrap().remove(0);
        assert_eq!((&mail.recipient, mail.letter()), (
            &alice.email,
            Some(Letter::RequestRefused { reason: String::new(), unanswered: true }),
        ));
        assert!(mails::list(db, &other, None, 9).await.unwrap().is_empty());
        let log = audit::list(db, &one, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.actor), (audit::Act::RequestRefuse, audit::Actor::Program));
        let answered = applications::accept(db, &one, &alice.id, &by()).await;
        assert!(matches!(answered, Err(Error::NotFound("application"))));
    }

    async fn a_queue_that_is_full_takes_nobody_more(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for number in 0..applications::OPEN_MAX {
            asks(db, &pod, &format!("member{number}@mail.example"), NOW).await.unwrap();
        }
        let more = asks(db, &pod, "late@mail.example", NOW).await;
        assert!(matches!(more, Err(Error::TooLarge("queue"))));
    }
}
