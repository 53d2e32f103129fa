//! Who signs up with a confirmed address comes in by her own mailbox, once.

use model::confirmations::{self, GOOD, KEPT, OPEN_MAX};
use model::invites::{self, Code, Invite};
use model::letterboxes::{self, Letterbox};
use model::mails::{self, Kind, Letter};
use model::members::Member;
use model::places::{self, PlaceError};
use model::{Database, Error, PodId};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, jid, pod};

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

async fn comes(db: &Database, pod: &PodId, who: &str, by: &Invite) -> Result<Member, PlaceError> {
    let ttl = Duration::minutes(2);
    let place = places::reserve_by(db, pod, &jid(who), Some(&by.id), NOW, ttl).await?;
    Ok(places::admit(db, &place, NOW).await.unwrap())
}

on_both! {
    async fn who_comes_by_the_link_has_a_letterbox_and_was_invited_by_nobody(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        asks(db, &pod, ALICE, NOW).await.unwrap();
        let invite = brought(db, &pod).await;
        assert!(invite.is_good(NOW + GOOD - Duration::seconds(1)) && !invite.is_good(NOW + GOOD));
        assert!(confirmations::is_one(db, &pod, &invite.id).await.unwrap());
        assert!(invites::list(db, &pod, None).await.unwrap().is_empty(), "operators made none");
        let alice = comes(db, &pod, "alice@a.example", &invite).await.unwrap();
        let letterbox = letterboxes::get(db, &alice.owner()).await.unwrap();
        assert_eq!(letterbox, Some(Letterbox { email: ALICE.parse().unwrap(), confirmed: true }));
        assert_eq!(invites::of_member(db, &alice.owner()).await.unwrap(), None);
        assert!(invites::tree(db, &pod).await.unwrap().is_empty());
    }

    async fn of_several_links_to_one_address_one_lets_in(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        asks(db, &pod, ALICE, NOW).await.unwrap();
        let first = brought(db, &pod).await;
        asks(db, &pod, ALICE, NOW + Duration::MINUTE).await.unwrap();
        let second = brought(db, &pod).await;
        assert_ne!(first.id, second.id);
        comes(db, &pod, "alice@a.example", &first).await.unwrap();
        let again = comes(db, &pod, "twin@a.example", &second).await;
        assert!(matches!(again, Err(PlaceError::InviteSpent)), "{again:?}");
        asks(db, &pod, ALICE, NOW + Duration::HOUR).await.unwrap();
        let mail = mails::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!(mail.letter(), Some(Letter::AlreadyHere));
        assert!(!Kind::AlreadyHere.is_shown_whole(), "operators do not read where members get mail");
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
