//! The guest of a pod: who can be it, and what goes at night.

use model::contacts::{self, RosterItem, Subscription};
use model::members::{self, Member};
use model::messages::{self, NewMessage};
use model::pods::{self, Change};
use model::roles::{self, Role};
use model::{Database, Error, archives, browsers, chats, guests, posts, sessions};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, joined, member, message, pod, post};

async fn receive(db: &Database, member: &Member, item: &str, later: Duration) {
    let new = post(member.jid.as_str(), item, 0);
    posts::receive(db, &member.owner(), 0, member.jid.domain(), new, NOW + later).await.unwrap();
}

on_both! {
    async fn a_member_without_a_role_can_be_the_guest_of_her_own_pod_only(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let alice = member(db, &cantine, "alice@a.example").await;
        let bob = member(db, &cantine, "bob@a.example").await;
        roles::grant(db, &cantine, &bob.jid, Role::Moderator, &by()).await.unwrap();
        for (pod, jid) in [(&lanterne, &alice.jid), (&cantine, &bob.jid), (&cantine, &jid("nobody@a.example"))] {
            let named = guests::name(db, pod, jid, &by()).await;
            assert!(matches!(named, Err(Error::NotFound("member"))), "{jid}");
        }
        let signed_in = browsers::create(db, &alice.owner(), "Firefox", NOW).await.unwrap();
        guests::name(db, &cantine, &alice.jid, &by()).await.unwrap();
        assert_eq!(browsers::by_token(db, &cantine, &signed_in.token, NOW).await.unwrap(), None, "she is out");
        assert_eq!(guests::of(db, &cantine).await.unwrap().unwrap().owner, alice.owner());
        assert_eq!(guests::of(db, &lanterne).await.unwrap(), None);
        assert_eq!(guests::cleared(db, &bob.owner()).await.unwrap(), None, "he is no guest");
        assert!(!guests::is_open(db, &cantine).await.unwrap(), "nothing is kept that signs in");
        assert!(matches!(guests::enter(db, &cantine, "Firefox", NOW).await, Err(Error::NotFound("guest"))));
        let visit = browsers::create(db, &alice.owner(), "Firefox", NOW).await.unwrap();
        roles::grant(db, &cantine, &alice.jid, Role::Operator, &by()).await.unwrap();
        let visitor = browsers::by_token(db, &cantine, &visit.token, NOW).await.unwrap().unwrap();
        assert!(visitor.is_guest && visitor.role.is_none(), "{visitor:?}");
        assert!(sessions::away(db, &cantine, NOW + Duration::days(90)).await.unwrap() == [bob.jid]);
        assert!(matches!(guests::revoke(db, &lanterne, &by()).await, Err(Error::NotFound("guest"))));
        guests::revoke(db, &cantine, &by()).await.unwrap();
        assert_eq!(browsers::by_token(db, &cantine, &visit.token, NOW).await.unwrap(), None);
        assert_eq!(guests::of(db, &cantine).await.unwrap(), None);
    }

    async fn at_night_goes_what_was_written_since_and_what_was_before_stays(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let guest = member(db, &pod, "guest@a.example").await;
        let (owner, bob) = (guest.owner(), jid("bob@a.example"));
        let (subscription, groups) = (Subscription::Both, vec![]);
        let known = RosterItem { jid: bob.clone(), name: None, subscription, ask: false, groups };
        contacts::put(db, &owner, 0, known, NOW).await.unwrap();
        receive(db, &guest, "before", -Duration::hours(1)).await;
        messages::write(db, &owner, &bob, "before", "o1", NOW - Duration::hours(1)).await.unwrap();
        guests::name(db, &pod, &guest.jid, &by()).await.unwrap();
        receive(db, &guest, "since", Duration::hours(1)).await;
        messages::write(db, &owner, &bob, "since", "o2", NOW + Duration::hours(1)).await.unwrap();
        let at = NOW + Duration::hours(2);
        let said = NewMessage { at, ..message("claire@a.example", "Hello") };
        messages::receive(db, &owner, 0, said, NOW + Duration::hours(2)).await.unwrap();
        let visit = browsers::create(db, &owner, "Firefox", NOW).await.unwrap();
        assert!(guests::due(db, NOW).await.unwrap().is_empty());
        let due = guests::due(db, NOW + Duration::days(1)).await.unwrap();
        assert!(guests::cleared(db, &owner).await.unwrap().unwrap().is_empty(), "nothing went yet");
        guests::clear(db, &due[0], NOW + Duration::days(1)).await.unwrap();
        assert_eq!(guests::cleared(db, &owner).await.unwrap(), Some(NOW..NOW + Duration::days(1)));
        assert!(guests::due(db, NOW + Duration::days(1)).await.unwrap().is_empty());
        assert_eq!(browsers::by_token(db, &pod, &visit.token, NOW).await.unwrap(), None);
        let kept = posts::by_author(db, &owner, &guest.jid, None, 9).await.unwrap();
        assert_eq!(kept.iter().map(|post| post.item.as_str()).collect::<Vec<_>>(), ["before"]);
        let oldest = archives::oldest(db, &owner, &jid("claire@a.example")).await.unwrap();
        assert!(oldest.complete || oldest.stanza_id.is_some(), "what went is not read again: {oldest:?}");
        let left = messages::page(db, &owner, &bob, None, 9).await.unwrap().messages;
        assert_eq!(left.iter().map(|message| message.body.as_str()).collect::<Vec<_>>(), ["before"]);
        let chats = chats::list(db, &owner, None, 9).await.unwrap();
        assert_eq!(chats.iter().map(|chat| (chat.peer.clone(), chat.unread)).collect::<Vec<_>>(), [(bob, 0)]);
    }

    async fn the_guest_makes_room_for_nobody_unless_she_is_alone(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (guest, alice) = (member(db, &pod, "guest@a.example").await, member(db, &pod, "alice@a.example").await);
        guests::name(db, &pod, &guest.jid, &by()).await.unwrap();
        sessions::put(db, &alice.owner(), &alice.jid, "cosse", NOW + Duration::hours(1)).await.unwrap();
        pods::set(db, &pod, Change { sessions_max: Some(2), ..Change::default() }, &by()).await.unwrap();
        let bob = joined(db, &pod, "bob@a.example").await;
        let put = sessions::put(db, &bob.owner(), &bob.jid, "cosse", NOW + Duration::hours(2)).await.unwrap();
        assert_eq!(put.yielded.map(|it| it.owner), Some(alice.owner()), "she was here later than the guest");
        assert!(sessions::get(db, &guest.owner()).await.unwrap().is_some());
        sessions::remove(db, &bob.owner()).await.unwrap();
        pods::set(db, &pod, Change { sessions_max: Some(1), ..Change::default() }, &by()).await.unwrap();
        let put = sessions::put(db, &bob.owner(), &bob.jid, "cosse", NOW + Duration::hours(3)).await.unwrap();
        assert_eq!(put.yielded.map(|it| it.owner), Some(guest.owner()), "there is no other");
    }

    async fn who_is_removed_is_the_guest_no_more(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let guest = member(db, &pod, "guest@a.example").await;
        guests::name(db, &pod, &guest.jid, &by()).await.unwrap();
        let before = guests::of(db, &pod).await.unwrap().unwrap();
        members::remove(db, &guest.owner(), NOW).await.unwrap();
        assert_eq!(guests::of(db, &pod).await.unwrap(), None);
        let cleared = guests::clear(db, &before, NOW).await;
        assert!(matches!(cleared, Err(Error::NotFound("guest"))));
    }
}
