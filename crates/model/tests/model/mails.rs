//! A mail is sent once, or it is known that it may have been.

use futures::future::join_all;
use model::applications::{self, NewApplication};
use model::audit::{self, Act, By};
use model::mails::{self, Kind, LEASE, Letter, Mail, Outcome, State, TRIED};
use model::pods;
use model::{Database, Error, PodId};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by, pod, suspend};

/// A mail of this pod that waits.
async fn posted(db: &Database, pod: &PodId, to: &str) -> Mail {
    let email = to.parse().unwrap();
    let new = NewApplication { email, language: "fr".into(), reason: "I cook".into() };
    applications::ask(db, pod, new, NOW).await.unwrap();
    let asked = applications::open(db, pod).await.unwrap().pop().unwrap();
    applications::refuse(db, pod, &asked.id, "no room", &by()).await.unwrap();
    let all = mails::list(db, pod, None, 99).await.unwrap();
    all.into_iter().find(|mail| mail.recipient.as_str() == to).unwrap()
}

async fn look(db: &Database, mail: &Mail) -> Mail {
    let all = mails::list(db, &mail.pod_id, None, 99).await.unwrap();
    all.into_iter().find(|it| it.id == mail.id).unwrap()
}

async fn claim(db: &Database, now: OffsetDateTime) -> Option<Mail> {
    mails::claim(db, now).await.unwrap()
}

async fn state(db: &Database, mail: &Mail) -> State {
    look(db, mail).await.state
}

on_both! {
    async fn a_mail_waits_is_claimed_handed_over_and_sent_and_then_says_nothing(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let mail = posted(db, &pod, "alice@mail.example").await;
        assert_eq!((mail.state, mail.kind, mail.language.as_str()), (State::Waiting, Kind::RequestRefused, "fr"));
        assert_eq!(mail.letter(), Some(Letter::RequestRefused { reason: "no room".into(), unanswered: false }));
        let claimed = claim(db, NOW).await.unwrap();
        assert_eq!((claimed.id, claimed.tries), (mail.id, 1));
        assert_eq!(claim(db, NOW).await, None);
        assert!(mails::hand_over(db, &claimed, NOW).await.unwrap());
        assert!(!mails::hand_over(db, &claimed, NOW).await.unwrap(), "the last moment is once");
        mails::settle(db, &claimed, Outcome::Sent, NOW).await.unwrap();
        assert_eq!(state(db, &mail).await, State::Sent);
        assert_eq!(mails::list(db, &pod, None, 1).await.unwrap()[0].letter(), None);
        assert_eq!(claim(db, NOW + TRIED).await, None);
    }

    async fn of_twenty_jobs_one_has_a_mail(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        posted(db, &pod, "alice@mail.example").await;
        let claimed = join_all((0..20).map(|_| claim(db, NOW))).await;
        assert_eq!(claimed.into_iter().flatten().count(), 1);
    }

    async fn a_job_that_hangs_before_it_hands_over_loses_the_mail_and_one_that_hangs_afterwards_leaves_it_unsure(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let mail = posted(db, &pod, "alice@mail.example").await;
        let slow = claim(db, NOW).await.unwrap();
        assert_eq!(claim(db, NOW + LEASE - Duration::seconds(1)).await, None);
        let later = NOW + LEASE;
        let quick = claim(db, later).await.unwrap();
        assert!(!mails::hand_over(db, &slow, later).await.unwrap(), "another has it by now");
        mails::settle(db, &slow, Outcome::Later("late".into()), later).await.unwrap();
        assert_eq!(state(db, &mail).await, State::Claimed, "nor does it say what became of it");
        assert!(mails::hand_over(db, &quick, later).await.unwrap());
        assert_eq!(claim(db, later + LEASE).await, None, "nobody sends it again");
        mails::tidy(db, later + LEASE).await.unwrap();
        assert_eq!(state(db, &mail).await, State::Unsure);
        mails::settle(db, &quick, Outcome::Sent, later + LEASE).await.unwrap();
        assert_eq!(state(db, &mail).await, State::Sent, "it comes back and knows");
    }

    async fn what_was_refused_for_now_is_tried_with_growing_pauses_and_given_up(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let mail = posted(db, &pod, "alice@mail.example").await;
        let (mut now, mut pauses) = (NOW, Vec::new());
        while state(db, &mail).await == State::Waiting {
            assert_eq!(claim(db, now - Duration::seconds(1)).await, None);
            let claimed = claim(db, now).await.unwrap();
            mails::settle(db, &claimed, Outcome::Later("451 later".into()), now).await.unwrap();
            let next = look(db, &mail).await.due_at;
            pauses.push((next - now).whole_minutes());
            now = next;
        }
        let gone = look(db, &mail).await;
        assert_eq!((gone.state, gone.reason.as_str()), (State::Failed, "451 later"));
        assert_eq!(pauses[..8], [1, 5, 15, 60, 120, 240, 480, 480]);
        assert_eq!(gone.tries, 12);
        mails::again(db, &pod, &mail.id, &By { at: now, ..by() }).await.unwrap();
        assert_eq!(claim(db, now).await.unwrap().letter(), mail.letter(), "by hand it goes once more");
    }

    async fn what_is_refused_for_good_or_unsure_is_not_tried_again_but_by_hand(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for (to, outcome, becomes) in [
            ("alice@mail.example", Outcome::Refused("550 nobody".into()), State::Failed),
            ("bob@mail.example", Outcome::Unsure("cut".into()), State::Unsure),
        ] {
            let mail = posted(db, &pod, to).await;
            let waits = mails::again(db, &pod, &mail.id, &by()).await;
            assert!(matches!(waits, Err(Error::NotFound("mail"))), "it waits");
            let claimed = claim(db, NOW).await.unwrap();
            mails::settle(db, &claimed, outcome, NOW).await.unwrap();
            assert_eq!(state(db, &mail).await, becomes);
            assert_eq!(claim(db, NOW + Duration::days(1)).await, None);
            mails::again(db, &pod, &mail.id, &by()).await.unwrap();
            let log = audit::list(db, &pod, None, 1).await.unwrap().remove(0);
            assert_eq!((log.act, log.object), (Act::MailAgain, mail.id.to_string()), "who did it is known");
            let claimed = claim(db, NOW).await.unwrap();
            mails::settle(db, &claimed, Outcome::Sent, NOW).await.unwrap();
            let sent = mails::again(db, &pod, &mail.id, &by()).await;
            assert!(matches!(sent, Err(Error::NotFound("mail"))), "it was sent");
        }
    }

    async fn what_nobody_could_send_is_given_up_and_what_is_old_is_forgotten(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let mail = posted(db, &pod, "alice@mail.example").await;
        assert_eq!(mails::tidy(db, NOW + TRIED - Duration::seconds(1)).await.unwrap(), 0);
        assert_eq!(mails::tidy(db, NOW + TRIED).await.unwrap(), 1);
        assert_eq!(state(db, &mail).await, State::Failed);
        assert_eq!(mails::tidy(db, NOW + mails::KEPT).await.unwrap(), 1);
        assert!(mails::list(db, &pod, None, 9).await.unwrap().is_empty());
    }

    async fn what_a_pod_wrote_that_is_suspended_for_long_is_sent_once_it_is_not(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let mail = posted(db, &pod, "alice@mail.example").await;
        pods::turn(db, &pod, suspend(), &by()).await.unwrap();
        let later = NOW + TRIED + Duration::days(7);
        assert_eq!(mails::tidy(db, later).await.unwrap(), 0, "it could not be sent");
        pods::turn(db, &pod, pods::Turn::Resume, &By { at: later, ..by() }).await.unwrap();
        assert_eq!(mails::tidy(db, later + Duration::minutes(1)).await.unwrap(), 0, "it may be from now on");
        assert_eq!(claim(db, later + Duration::minutes(1)).await.map(|claimed| claimed.id), Some(mail.id));
    }

    async fn what_a_pod_wrote_before_it_was_suspended_and_nobody_sends_after_is_given_up(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let mail = posted(db, &pod, "alice@mail.example").await;
        pods::turn(db, &pod, suspend(), &by()).await.unwrap();
        let later = NOW + Duration::days(7);
        pods::turn(db, &pod, pods::Turn::Resume, &By { at: later, ..by() }).await.unwrap();
        assert_eq!(mails::tidy(db, later + TRIED).await.unwrap(), 1);
        assert_eq!(state(db, &mail).await, State::Failed);
    }

    async fn another_pods_mail_is_not_seen_and_that_of_a_suspended_pod_waits(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let mail = posted(db, &one, "alice@mail.example").await;
        assert!(mails::list(db, &other, None, 9).await.unwrap().is_empty());
        pods::turn(db, &one, suspend(), &by()).await.unwrap();
        assert_eq!(claim(db, NOW).await, None);
        pods::turn(db, &one, pods::Turn::Resume, &by()).await.unwrap();
        let claimed = claim(db, NOW).await.unwrap();
        mails::settle(db, &claimed, Outcome::Refused(String::new()), NOW).await.unwrap();
        let crossed = mails::again(db, &other, &mail.id, &by()).await;
        assert!(matches!(crossed, Err(Error::NotFound("mail"))));
    }

    async fn mails_are_listed_page_by_page(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for number in 0..5 {
            posted(db, &pod, &format!("member{number}@mail.example")).await;
        }
        let all = mails::list(db, &pod, None, 9).await.unwrap();
        let rest = mails::list(db, &pod, Some(all[1].id), 9).await.unwrap();
        assert_eq!((all.len(), &rest[..]), (5, &all[2..]));
    }
}
