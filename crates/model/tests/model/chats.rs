//! Chats: the list, what is unread, and marks.

use std::collections::HashMap;

use model::chats::{self, Mark, Reading};
use model::contacts::{self, RosterItem, Seen, Show, Subscription};
use model::members::{self, Profile};
use model::messages::{self, NewMessage, Place, Received, State};
use model::{Database, Error, Owner};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, jid, member, message, picture, pod};

const BOB: &str = "bob@b.example";

/// An incoming message that asks for a mark; its origin id is its body.
fn markable(body: &str) -> NewMessage {
    NewMessage { markable: true, origin_id: Some(body.to_owned()), ..message(BOB, body) }
}

async fn receive(db: &Database, owner: &Owner, new: NewMessage) -> Received {
    messages::receive(db, owner, 0, new, NOW).await.unwrap()
}

async fn read(db: &Database, owner: &Owner, up_to: Option<&Received>) -> Reading {
    chats::read(db, owner, &jid(BOB), up_to.map(|received| received.id)).await.unwrap()
}

async fn elsewhere(db: &Database, owner: &Owner, origin_id: &str) -> Reading {
    chats::read_elsewhere(db, owner, 0, &jid(BOB), origin_id).await.unwrap()
}

async fn unread(db: &Database, owner: &Owner) -> i64 {
    let one = chats::get(db, owner, &jid(BOB)).await.unwrap().map_or(0, |chat| chat.unread);
    assert_eq!(chats::unread_total(db, owner).await.unwrap(), one);
    one
}

on_both! {
    async fn reading_goes_up_to_a_message_and_never_back(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        assert_eq!(read(db, &alice, None).await, Reading::default());
        let mut received = Vec::new();
        for body in ["m1", "m2", "m3"] {
            received.push(receive(db, &alice, markable(body)).await);
        }
        receive(db, &alice, message(BOB, "no mark wanted")).await;
        assert_eq!(unread(db, &alice).await, 4);
        let mark = |number: usize| Some(Mark { id: received[number].id, origin_id: format!("m{}", number + 1) });
        let some = read(db, &alice, Some(&received[1])).await;
        assert_eq!(some, Reading { changed: true, unread: 2, mark: mark(1) });
        let back = read(db, &alice, Some(&received[0])).await;
        assert_eq!(back, Reading { changed: false, unread: 2, mark: None });
        assert_eq!(read(db, &alice, None).await, Reading { changed: true, unread: 0, mark: mark(2) });
        assert_eq!(read(db, &alice, None).await, Reading::default());
        assert_eq!(unread(db, &alice).await, 0);
        let other = messages::write(db, &alice, &jid("eve@b.example"), "Hello", "o1", NOW).await.unwrap();
        let wrong = chats::read(db, &alice, &jid(BOB), Some(other.id)).await;
        assert!(matches!(wrong, Err(Error::NotFound("message"))));
        let nobody = chats::read(db, &alice, &jid("nobody@b.example"), Some(other.id)).await;
        assert!(matches!(nobody, Err(Error::NotFound("message"))));
    }

    async fn what_is_read_elsewhere_is_read(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        assert_eq!(elsewhere(db, &alice, "m1").await, Reading::default());
        for body in ["m1", "m2", "m3"] {
            receive(db, &alice, markable(body)).await;
        }
        let own = messages::write(db, &alice, &jid(BOB), "Hello", "o1", NOW).await.unwrap();
        for nothing in ["o1", "m9", "a\0b", "", &"x".repeat(10_000)] {
            assert!(!elsewhere(db, &alice, nothing).await.changed, "{own:?}");
        }
        assert_eq!(elsewhere(db, &alice, "m2").await, Reading { changed: true, unread: 1, mark: None });
        assert!(!elsewhere(db, &alice, "m1").await.changed);
        assert_eq!(unread(db, &alice).await, 1);
        assert_eq!(read(db, &alice, None).await.mark.unwrap().origin_id, "m3");
        receive(db, &alice, markable("m4")).await;
        assert!(elsewhere(db, &alice, "m4").await.changed);
        assert_eq!(read(db, &alice, None).await, Reading::default(), "the peer was told by the other client");
    }

    async fn who_answers_elsewhere_has_read(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        receive(db, &alice, markable("m1")).await;
        receive(db, &alice, NewMessage { incoming: false, ..message(BOB, "from my phone") }).await;
        assert_eq!(unread(db, &alice).await, 0);
        let told = read(db, &alice, None).await;
        assert_eq!((told.changed, told.mark.unwrap().origin_id.as_str()), (false, "m1"), "nobody told him yet");
        receive(db, &alice, markable("m2")).await;
        assert_eq!(unread(db, &alice).await, 1);
        // written while the server is away, and before what the archive has yet to tell
        let later = NOW + Duration::minutes(10);
        messages::write(db, &alice, &jid(BOB), "Hello", "o1", later).await.unwrap();
        assert_eq!(unread(db, &alice).await, 1);
        assert!(read(db, &alice, None).await.changed);
        let at = NOW + Duration::minutes(5);
        let missed = NewMessage { stanza_id: Some("s1".into()), at, ..message(BOB, "missed") };
        messages::receive_page(db, &alice, 0, vec![missed], Place::After(None), later).await.unwrap();
        assert_eq!(unread(db, &alice).await, 1);
        let page = messages::page(db, &alice, &jid(BOB), None, 2).await.unwrap();
        assert_eq!(page.messages.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(), ["missed", "Hello"]);
    }

    async fn history_is_not_unread(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let live = receive(db, &alice, markable("live")).await;
        let stamp = NOW - Duration::days(1);
        let history = ["h1", "h2"].map(|body| NewMessage { at: stamp, ..markable(body) }).to_vec();
        let before = Place::Before(Some(live.position));
        let older = messages::receive_page(db, &alice, 0, history, before, NOW).await.unwrap();
        assert!(older[0].position < older[1].position && older[1].position < live.position);
        assert_eq!(unread(db, &alice).await, 1);
        assert_eq!(chats::get(db, &alice, &jid(BOB)).await.unwrap().unwrap().last.text, "live");
    }

    async fn the_list_has_the_last_message_and_the_contacts_faces(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let claire = member(db, &pod, "claire@a.example").await;
        let profile = Profile { name: "Claire".into(), about: String::new(), website: String::new() };
        members::set_profile(db, &claire.owner(), profile).await.unwrap();
        let (name, subscription) = (Some("Bobby".to_owned()), Subscription::Both);
        let item = RosterItem { jid: jid(BOB), name, subscription, ask: false, groups: vec![] };
        contacts::put(db, &alice, 0, item, NOW).await.unwrap();
        let shown = picture(db, &pod, "00ff").await;
        contacts::set_picture(db, &alice, 0, &jid(BOB), Some(shown)).await.unwrap();
        let away = HashMap::from([(jid(BOB), Seen { show: Show::Away, status: None })]);
        contacts::set_presences(db, &alice, 0, &away).await.unwrap();
        for peer in ["claire@a.example", "eve@b.example", "b.example", BOB] {
            receive(db, &alice, message(peer, "first")).await;
        }
        let sent = messages::write(db, &alice, &jid("eve@b.example"), &"x".repeat(1000), "o1", NOW).await.unwrap();
        let list = chats::list(db, &alice, None, 10).await.unwrap();
        let names: Vec<&str> = list.iter().map(|chat| chat.name.as_str()).collect();
        assert_eq!(list.len(), 4);
        for name in ["Claire", "eve", "b.example", "Bobby"] {
            assert!(names.contains(&name), "{names:?}");
        }
        let of = |peer: &str| list.iter().find(|chat| chat.peer == jid(peer)).unwrap();
        let bob = of(BOB);
        assert_eq!((bob.picture.as_deref(), bob.show, bob.unread), (Some("00ff"), Show::Away, 1));
        assert_eq!((bob.last.text.as_str(), bob.last.incoming, bob.last.at), ("first", true, NOW));
        assert_eq!(of("claire@a.example").handle.as_ref(), Some(&claire.handle));
        let eve = of("eve@b.example");
        assert_eq!((eve.last.id, eve.last.state, eve.show), (sent.id, Some(State::Waiting), Show::Offline));
        assert_eq!((eve.last.text.len(), eve.unread), (chats::PREVIEW_MAX, 1));
        assert_eq!(chats::unread_total(db, &alice).await.unwrap(), 4);
        assert_eq!(chats::get(db, &alice, &jid(BOB)).await.unwrap().as_ref(), Some(bob));
        assert!(chats::list(db, &claire.owner(), None, 10).await.unwrap().is_empty());
    }

    async fn the_list_goes_on_where_a_page_ended(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let peers: Vec<String> = (10..17).map(|number| format!("p{number}@b.example")).collect();
        for peer in &peers {
            receive(db, &alice, message(peer, "at the same moment")).await;
        }
        let (mut found, mut before) = (Vec::new(), None);
        while let page = chats::list(db, &alice, before, 3).await.unwrap() && !page.is_empty() {
            before = page.last().map(chats::Chat::cursor);
            found.extend(page.into_iter().map(|chat| chat.peer.to_string()));
        }
        found.sort();
        assert_eq!(found, peers);
        let empty = messages::write(db, &alice, &jid(BOB), "Hello", "o1", NOW).await.unwrap();
        messages::discard(db, &alice, &empty.id).await.unwrap();
        assert_eq!(chats::get(db, &alice, &jid(BOB)).await.unwrap(), None, "nothing was said");
    }
}
