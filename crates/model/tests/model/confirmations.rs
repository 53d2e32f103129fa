//! Who signs up with a confirmed address comes in by her own mailbox, once.

use model::confirmations::{self, GOOD, KEPT, OPEN_MAX};
use model::invites::{self, Code, Invite};
use model::letterboxes::{self, Letterbox};
use model::mails::{self, Letter};
use model::members::Member;
use model::places::{self, Place, PlaceError};
use model::pods::{self, Change, Registration};
use model::{Database, Error, PodId, newcomers};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by, jid, joined, pod};

const ALICE: &str = "alice@mail.example";

async fn asks(db: &Database, pod: &PodId, email: &str, now: OffsetDateTime) -> Result<(), Error> {
    confirmations::ask(db, pod, email.parse().unwrap(), "fr".into(), now).await
}

/// The invitation that the last mail of a pod brought.
async fn brought(db: &Database, pod: &PodId) -> Invite {
    let mail = mails::list(db, pod, None, 1).await.unwrap().remove(0);
    let Some(Letter::SignUpAsked { code, .. }) = mail.letter() else { panic!("{mail:?}") };
    invites::by_code(db, pod, &Code::parse(&code).unwrap()).await.unwrap().unwrap()
}

async fn holds(db: &Database, pod: &PodId, who: &str, by: &Invite) -> Result<Place, PlaceError> {
    places::reserve_by(db, pod, &jid(who), Some(&by.id), NOW, Duration::minutes(2)).await
}

async fn comes(db: &Database, pod: &PodId, who: &str, by: &Invite) -> Result<Member, PlaceError> {
    let place = holds(db, pod, who, by).await?;
    Ok(places::admit(db, &place, NOW).await.unwrap())
}

async fn register(db: &Database, pod: &PodId, registration: Registration) {
    let change = Change { registration: Some(registration), ..Change::default() };
    pods::set(db, pod, change, &by()).await.unwrap();
}

on_both! {
    async fn who_comes_by_the_link_has_a_letterbox_and_was_invited_by_nobody(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        asks(db, &pod, ALICE, NOW).await.unwrap();
        let invite = brought(db, &pod).await;
        assert!(invite.is_good(NOW + GOOD - Duration::seconds(1)) && !invite.is_good(NOW + GOOD));
        assert!(confirmations::is_one(db, &pod, &invite.id).await.unwrap());
        assert!(invites::list(db, &pod, None).await.unwrap().is_empty(), "operators made none");
        assert!(invites::page(db, &pod, None, 9).await.unwrap().is_empty());
        assert_eq!(invites::find(db, &pod, &invite.id).await.unwrap(), None);
        let alice = comes(db, &pod, "alice@a.example", &invite).await.unwrap();
        let letterbox = letterboxes::get(db, &alice.owner()).await.unwrap();
        assert_eq!(letterbox, Some(Letterbox { email: ALICE.parse().unwrap(), confirmed: true }));
        assert_eq!(invites::of_member(db, &alice.owner()).await.unwrap(), None);
        assert!(invites::tree(db, &pod).await.unwrap().is_empty());
    }

    async fn of_several_links_to_one_address_the_last_lets_one_in(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        asks(db, &pod, ALICE, NOW).await.unwrap();
        let first = brought(db, &pod).await;
        let held = holds(db, &pod, "alice@a.example", &first).await.unwrap();
        asks(db, &pod, ALICE, NOW + Duration::MINUTE).await.unwrap();
        let second = brought(db, &pod).await;
        let late = comes(db, &pod, "late@a.example", &first).await;
        assert!(matches!(late, Err(PlaceError::InviteSpent)), "{late:?}");
        let twin = comes(db, &pod, "twin@a.example", &second).await;
        assert!(matches!(twin, Err(PlaceError::InviteSpent)), "somebody is coming: {twin:?}");
        places::release(db, &held).await.unwrap();
        comes(db, &pod, "twin@a.example", &second).await.unwrap();
        asks(db, &pod, ALICE, NOW + Duration::HOUR).await.unwrap();
        let mail = mails::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!(mail.letter(), Some(Letter::AlreadyHere));
    }

    async fn operators_do_not_read_where_members_get_mail(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        asks(db, &pod, ALICE, NOW).await.unwrap();
        let mail = mails::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert!(!mail.shown_recipient().contains("alice"), "{}", mail.shown_recipient());
    }

    async fn who_has_a_letterbox_by_now_is_no_second_member(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        asks(db, &pod, ALICE, NOW).await.unwrap();
        let (invite, alice) = (brought(db, &pod).await, joined(db, &pod, "alice@a.example").await.owner());
        letterboxes::ask(db, &alice, ALICE.parse().unwrap(), "en".into(), NOW).await.unwrap();
        letterboxes::confirm(db, &alice, &ALICE.parse().unwrap(), NOW).await.unwrap();
        let twin = comes(db, &pod, "twin@a.example", &invite).await;
        assert!(matches!(twin, Err(PlaceError::InviteSpent)), "{twin:?}");
    }

    async fn a_link_is_worth_nothing_where_sign_ups_pause_or_one_must_be_invited(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        asks(db, &pod, ALICE, NOW).await.unwrap();
        let invite = brought(db, &pod).await;
        newcomers::pause(db, &pod, &by()).await.unwrap();
        let paused = comes(db, &pod, "alice@a.example", &invite).await;
        assert!(matches!(paused, Err(PlaceError::Paused)), "{paused:?}");
        newcomers::resume(db, &pod, &by()).await.unwrap();
        register(db, &pod, Registration::Invite).await;
        let gone = comes(db, &pod, "alice@a.example", &invite).await;
        assert!(matches!(gone, Err(PlaceError::InviteSpent)), "{gone:?}");
        register(db, &pod, Registration::Confirmed).await;
        comes(db, &pod, "alice@a.example", &invite).await.unwrap();
    }

    async fn what_nobody_followed_is_forgotten_with_its_invitation(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        asks(db, &pod, ALICE, NOW).await.unwrap();
        let invite = brought(db, &pod).await;
        assert_eq!(confirmations::forget(db, NOW + KEPT - Duration::seconds(1)).await.unwrap(), 0);
        assert_eq!(confirmations::forget(db, NOW + KEPT).await.unwrap(), 1);
        assert!(!confirmations::is_one(db, &pod, &invite.id).await.unwrap());
        let gone = comes(db, &pod, "alice@a.example", &invite).await;
        assert!(matches!(gone, Err(PlaceError::InviteSpent)), "{gone:?}");
    }

    async fn so_many_links_are_on_their_way_and_no_more(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for number in 0..OPEN_MAX {
            asks(db, &pod, &format!("a{number}@mail.example"), NOW).await.unwrap();
        }
        assert!(matches!(asks(db, &pod, ALICE, NOW).await, Err(Error::TooLarge("queue"))));
        asks(db, &pod, ALICE, NOW + GOOD).await.unwrap();
    }

    async fn an_address_of_one_pod_is_nothing_on_another(fresh) {
        let db = &fresh.db;
        let (cantine, lanterne) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        asks(db, &cantine, ALICE, NOW).await.unwrap();
        let invite = brought(db, &cantine).await;
        assert!(!confirmations::is_one(db, &lanterne, &invite.id).await.unwrap());
        assert!(comes(db, &lanterne, "alice@a.example", &invite).await.is_err());
        comes(db, &cantine, "alice@a.example", &invite).await.unwrap();
        asks(db, &lanterne, ALICE, NOW).await.unwrap();
        brought(db, &lanterne).await;
    }
}
