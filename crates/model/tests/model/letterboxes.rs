//! Members' addresses count once they are confirmed; who has one hears of announcements and of the day on which the pod closes, once.

use model::announcements::{self, NewAnnouncement};
use model::mails::{self, Kind};
use model::members::Member;
use model::pods::{self, Turn};
use model::roles::Role;
use model::{Database, Email, Error, Owner, PodId, departures, invites, letterboxes, members};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, member, pod};

fn email(name: &str) -> Email {
    format!("{name}@mail.example").parse().unwrap()
}

/// A member with an address that she has confirmed.
async fn reader(db: &Database, pod: &PodId, name: &str) -> Member {
    let member = member(db, pod, &format!("{name}@a.example")).await;
    letterboxes::ask(db, &member.owner(), email(name), "en".into(), NOW).await.unwrap();
    letterboxes::confirm(db, &member.owner(), &email(name), NOW).await.unwrap();
    member
}

/// To whom a pod wrote of something, by address.
async fn written(db: &Database, pod: &PodId, kind: Kind) -> Vec<String> {
    let all = mails::list(db, pod, None, 99).await.unwrap();
    let mut to: Vec<String> =
        all.iter().filter(|mail| mail.kind == kind).map(|mail| mail.recipient.to_string()).collect();
    to.sort();
    to
}

async fn announce(db: &Database, pod: &PodId) {
    let new = NewAnnouncement {
        batch: None,
        title: "soup".into(),
        body: String::new(),
        for_everyone: false,
        starts_at: NOW,
        ends_at: None,
        by_mail: true,
    };
    announcements::create(db, pod, new, None, &by()).await.unwrap();
}

fn close(days: i64) -> Turn {
    Turn::Close { at: NOW + Duration::days(days), farewell: String::new(), moved_to: None }
}

on_both! {
    async fn an_address_counts_once_it_is_confirmed_and_another_begins_anew(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &cantine, "alice@a.example").await.owner();
        letterboxes::ask(db, &alice, email("alice"), "fr".into(), NOW).await.unwrap();
        assert_eq!(written(db, &cantine, Kind::LetterboxAsked).await, ["alice@mail.example"]);
        announce(db, &cantine).await;
        assert!(written(db, &cantine, Kind::Announcement).await.is_empty());
        let other = letterboxes::confirm(db, &alice, &email("eve"), NOW).await;
        assert!(matches!(other, Err(Error::NotFound("letterbox"))));
        letterboxes::confirm(db, &alice, &email("alice"), NOW).await.unwrap();
        assert!(letterboxes::get(db, &alice).await.unwrap().unwrap().confirmed);
        let lanterne = pod(db, "lanterne.example").await.id;
        let crossed = Owner { pod: lanterne, member: alice.member };
        assert_eq!(letterboxes::get(db, &crossed).await.unwrap(), None);
        let asked = letterboxes::ask(db, &crossed, email("eve"), "en".into(), NOW).await;
        assert!(matches!(asked, Err(Error::NotFound("member"))));
        letterboxes::ask(db, &alice, email("new"), "fr".into(), NOW).await.unwrap();
        assert!(!letterboxes::get(db, &alice).await.unwrap().unwrap().confirmed);
        letterboxes::remove(db, &alice, NOW).await.unwrap();
        assert_eq!(letterboxes::get(db, &alice).await.unwrap(), None);
    }

    async fn an_address_that_nobody_confirms_is_forgotten_after_two_weeks(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = reader(db, &cantine, "alice").await.owner();
        let bob = member(db, &cantine, "bob@a.example").await.owner();
        letterboxes::ask(db, &bob, email("bob"), "en".into(), NOW).await.unwrap();
        let due = NOW + letterboxes::UNCONFIRMED;
        assert_eq!(letterboxes::expire(db, due - Duration::seconds(1)).await.unwrap(), 0);
        assert_eq!(letterboxes::expire(db, due).await.unwrap(), 1);
        assert_eq!(letterboxes::get(db, &bob).await.unwrap(), None);
        assert!(letterboxes::get(db, &alice).await.unwrap().unwrap().confirmed);
    }

    async fn a_confirmed_address_is_told_that_it_is_replaced_or_removed_and_operators_see_no_names(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = reader(db, &pod, "alice").await.owner();
        letterboxes::ask(db, &alice, email("alice"), "en".into(), NOW).await.unwrap();
        assert!(written(db, &pod, Kind::LetterboxGone).await.is_empty(), "it is the same");
        letterboxes::confirm(db, &alice, &email("alice"), NOW).await.unwrap();
        letterboxes::ask(db, &alice, email("eve"), "en".into(), NOW).await.unwrap();
        assert_eq!(written(db, &pod, Kind::LetterboxGone).await, ["alice@mail.example"]);
        letterboxes::remove(db, &alice, NOW).await.unwrap();
        assert_eq!(written(db, &pod, Kind::LetterboxGone).await.len(), 1, "she had not confirmed it");
        let bob = reader(db, &pod, "bob").await.owner();
        letterboxes::remove(db, &bob, NOW).await.unwrap();
        assert_eq!(written(db, &pod, Kind::LetterboxGone).await, ["alice@mail.example", "bob@mail.example"]);
        let all = mails::list(db, &pod, None, 99).await.unwrap();
        let shown: Vec<String> = all.iter().map(model::mails::Mail::shown_recipient).collect();
        assert!(shown.iter().all(|to| to == "…@mail.example"), "{shown:?}");
    }

    async fn an_announcement_goes_to_those_who_are_here_and_to_no_other_pod(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        reader(db, &cantine, "alice").await;
        let bob = reader(db, &cantine, "bob").await;
        let claire = reader(db, &cantine, "claire").await;
        reader(db, &lanterne, "eve").await;
        members::suspend(db, &bob.owner(), "", Role::Operator, &by()).await.unwrap();
        departures::begin(db, &claire.owner(), None, NOW).await.unwrap();
        announce(db, &cantine).await;
        assert_eq!(written(db, &cantine, Kind::Announcement).await, ["alice@mail.example"]);
        assert!(written(db, &lanterne, Kind::Announcement).await.is_empty());
    }

    async fn the_day_of_closing_is_told_when_it_is_set_and_when_it_is_near_once_each(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        reader(db, &cantine, "alice").await;
        reader(db, &lanterne, "eve").await;
        let told = async |days| letterboxes::tell_of_closings(db, NOW + Duration::days(days)).await.unwrap();
        assert_eq!(told(0).await, 0);
        pods::turn(db, &cantine, close(20), &by()).await.unwrap();
        for (day, pods) in [(0, 1), (1, 0), (16, 0), (17, 1), (19, 0), (20, 0)] {
            assert_eq!(told(day).await, pods, "day {day}");
        }
        assert_eq!(written(db, &cantine, Kind::PodCloses).await.len(), 2);
        pods::turn(db, &cantine, close(30), &by()).await.unwrap();
        assert_eq!(told(0).await, 1, "another day is told anew");
        pods::turn(db, &lanterne, close(2), &by()).await.unwrap();
        assert_eq!(told(0).await, 1);
        assert_eq!(written(db, &lanterne, Kind::PodCloses).await, ["eve@mail.example"], "set and near at once");
    }

    async fn where_a_pod_goes_on_is_told_anew_when_it_is_elsewhere(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        reader(db, &cantine, "alice").await;
        reader(db, &lanterne, "eve").await;
        let told = async || letterboxes::tell_of_closings(db, NOW).await.unwrap();
        for pod in [&cantine, &lanterne] {
            pods::turn(db, pod, close(20), &by()).await.unwrap();
        }
        assert_eq!(told().await, 2);
        let (new, newer) = (Some("new.example"), Some("newer.example"));
        for (to, pods) in [(new, 1), (new, 0), (None, 0), (newer, 1), (Some(""), 1), (Some(""), 0)] {
            let moved_to = to.map(str::to_owned);
            let way = Turn::Close { at: NOW + Duration::days(20), farewell: String::new(), moved_to };
            pods::turn(db, &cantine, way, &by()).await.unwrap();
            assert_eq!(told().await, pods, "{to:?}");
        }
        assert_eq!(written(db, &cantine, Kind::PodCloses).await.len(), 4);
        assert_eq!(written(db, &lanterne, Kind::PodCloses).await, ["eve@mail.example"]);
    }

    async fn an_address_is_sent_one_invitation_in_a_week_and_a_pod_sends_so_many_a_day(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let send = async |pod: &PodId, name: &str| {
            invites::send(db, pod, None, email(name), "en".into(), &by()).await
        };
        send(&cantine, "alice").await.unwrap();
        assert!(matches!(send(&cantine, "alice").await, Err(Error::Taken(_))));
        send(&lanterne, "alice").await.unwrap();
        for number in 1..invites::MOST_MAILS {
            send(&cantine, &format!("guest{number}")).await.unwrap();
        }
        assert!(matches!(send(&cantine, "late").await, Err(Error::TooLarge(_))));
        assert_eq!(written(db, &cantine, Kind::Invitation).await.len(), 50);
        let made = invites::list(db, &cantine, None).await.unwrap();
        assert_eq!((made.len(), made[0].uses), (50, 1));
    }
}
