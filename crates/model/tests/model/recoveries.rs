//! Codes and links of those who have lost their passwords.

use model::mails::{self, Kind, Letter};
use model::recoveries::{self, CODES, Code, GOOD_FOR, Means};
use model::{Email, Error, Owner, audit, invites, letterboxes, members};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, member, pod};

on_both! {
    async fn a_code_is_good_once_for_its_member_until_there_are_new_ones(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let bob = member(db, &pod, "bob@a.example").await.owner();
        assert_eq!(recoveries::left(db, &alice).await.unwrap(), 0);
        let codes = recoveries::renew(db, &alice, NOW).await.unwrap();
        assert_eq!((codes.len(), recoveries::left(db, &alice).await.unwrap()), (CODES, 10));
        assert!(!recoveries::take(db, &bob, &codes[0]).await.unwrap(), "none of his");
        let typed = Code::parse(&codes[0].reveal()).unwrap();
        assert!(recoveries::take(db, &alice, &typed).await.unwrap());
        assert!(!recoveries::take(db, &alice, &typed).await.unwrap(), "used");
        recoveries::put_back(db, &alice, &typed, NOW).await.unwrap();
        assert!(recoveries::take(db, &alice, &typed).await.unwrap(), "it did not help");
        let new = recoveries::renew(db, &alice, NOW).await.unwrap();
        assert!(!recoveries::take(db, &alice, &codes[1]).await.unwrap());
        assert!(recoveries::take(db, &alice, &new[9]).await.unwrap());
        assert_eq!(recoveries::left(db, &alice).await.unwrap(), 9);
        let of_bob = recoveries::renew(db, &bob, NOW).await.unwrap();
        recoveries::forget_codes(db, &alice).await.unwrap();
        assert_eq!(recoveries::left(db, &alice).await.unwrap(), 0);
        assert!(recoveries::take(db, &bob, &of_bob[0]).await.unwrap(), "his are good as before");
    }

    async fn the_same_code_at_the_same_instant_is_good_once(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let code = recoveries::renew(db, &alice, NOW).await.unwrap().remove(0);
        let tries = (0..8).map(|_| recoveries::take(db, &alice, &code));
        let taken = futures::future::join_all(tries).await;
        assert_eq!(taken.into_iter().filter(|taken| *taken.as_ref().unwrap()).count(), 1);
    }

    async fn a_link_is_good_once_for_a_day_on_its_own_pod(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "one.example").await.id, pod(db, "other.example").await.id);
        let alice = member(db, &one, "alice@a.example").await.owner();
        let old = recoveries::issue(db, &alice, &by()).await.unwrap();
        let token = recoveries::issue(db, &alice, &by()).await.unwrap();
        assert_eq!(recoveries::of_token(db, &one, &old, NOW).await.unwrap(), None, "a newer one was made");
        assert_eq!(recoveries::of_token(db, &other, &token, NOW).await.unwrap(), None);
        assert_eq!(recoveries::of_token(db, &one, &token, NOW + GOOD_FOR).await.unwrap(), None);
        assert_eq!(recoveries::of_token(db, &one, &token, NOW).await.unwrap(), Some(alice));
        assert_eq!(recoveries::take_token(db, &other, &token, NOW).await.unwrap(), None);
        let used = recoveries::take_token(db, &one, &token, NOW).await.unwrap().unwrap();
        assert_eq!(used.owner, alice);
        assert_eq!(recoveries::take_token(db, &one, &token, NOW).await.unwrap(), None);
        recoveries::put_token_back(db, &used, &token).await.unwrap();
        assert_eq!(recoveries::of_token(db, &one, &token, NOW).await.unwrap(), Some(alice));
        assert_eq!(recoveries::expire(db, NOW + GOOD_FOR).await.unwrap(), 1);
        recoveries::note_recovery(db, &alice, Means::Link, NOW).await.unwrap();
        let log = audit::list(db, &one, None, 9).await.unwrap();
        let acts: Vec<_> = log.iter().map(|entry| entry.act.as_str()).take(2).collect();
        assert_eq!(acts, ["account-recover", "reset-issue"]);
        let crossed = Owner { pod: other, member: alice.member };
        assert!(matches!(recoveries::issue(db, &crossed, &by()).await, Err(Error::NotFound(_))));
    }

    async fn a_link_is_mailed_to_who_gave_an_address(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let alice = member(db, &pod, "alice@a.example").await.owner();
        assert!(!recoveries::mail(db, &alice, NOW).await.unwrap());
        let email: Email = "alice@mail.example".parse().unwrap();
        letterboxes::ask(db, &alice, email.clone(), "fr".into(), NOW).await.unwrap();
        assert!(!recoveries::mail(db, &alice, NOW).await.unwrap(), "nobody has said that it is hers");
        letterboxes::confirm(db, &alice, &email, NOW).await.unwrap();
        assert!(recoveries::mail(db, &alice, NOW).await.unwrap());
        let sent = mails::list(db, &pod, None, 9).await.unwrap();
        let mail = sent.into_iter().find(|mail| mail.kind == Kind::Recovery).expect("it is written");
        assert_eq!(mail.language, "fr");
        let Some(Letter::Recovery { token, .. }) = mail.letter() else { panic!("{mail:?}") };
        let token = invites::Code::parse(&token).unwrap();
        let later = NOW + Duration::hours(23);
        assert_eq!(recoveries::of_token(db, &pod, &token, later).await.unwrap(), Some(alice));
    }

    async fn who_leaves_for_good_leaves_neither_code_nor_link(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let alice = member(db, &pod, "alice@a.example").await.owner();
        recoveries::renew(db, &alice, NOW).await.unwrap();
        let token = recoveries::issue(db, &alice, &by()).await.unwrap();
        members::remove(db, &alice, NOW).await.unwrap();
        assert_eq!(recoveries::left(db, &alice).await.unwrap(), 0);
        assert_eq!(recoveries::of_token(db, &pod, &token, NOW).await.unwrap(), None);
    }
}
