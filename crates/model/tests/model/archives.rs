//! How far her archive was read, forward and backward.

use model::archives::{self, Cursor, Oldest};
use model::messages::{self, Change, NewMessage, Place};
use model::{Error, sessions};

use crate::databases::on_both;
use crate::people::{NOW, jid, member, message, pod};

fn cursor(stanza_id: &str, position: i64) -> Cursor {
    Cursor { stanza_id: stanza_id.to_owned(), position }
}

on_both! {
    async fn the_cursor_never_goes_backwards(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        assert_eq!(archives::cursor(db, &alice).await.unwrap(), None);
        archives::advance(db, &alice, 0, cursor("s2", 20), NOW).await.unwrap();
        archives::advance(db, &alice, 0, cursor("s1", 10), NOW).await.unwrap();
        assert_eq!(archives::cursor(db, &alice).await.unwrap(), Some(cursor("s2", 20)));
        archives::advance(db, &alice, 0, cursor("mark", 20), NOW).await.unwrap();
        assert_eq!(archives::cursor(db, &alice).await.unwrap(), Some(cursor("mark", 20)));
        let generation = sessions::claim(db, &alice, NOW).await.unwrap().generation;
        let late = archives::advance(db, &alice, 0, cursor("s3", 30), NOW).await;
        assert!(matches!(late, Err(Error::Displaced)));
        assert!(matches!(archives::forget(db, &alice, 0).await, Err(Error::Displaced)));
        archives::forget(db, &alice, generation).await.unwrap();
        assert_eq!(archives::cursor(db, &alice).await.unwrap(), None);
        archives::advance(db, &alice, generation, cursor("s1", 10), NOW).await.unwrap();
        assert_eq!(archives::cursor(db, &alice).await.unwrap(), Some(cursor("s1", 10)));
    }

    async fn a_chat_is_read_back_to_its_beginning(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (alice, bob) = (member(db, &pod, "alice@a.example").await.owner(), jid("bob@b.example"));
        assert_eq!(archives::oldest(db, &alice, &bob).await.unwrap(), Oldest::default());
        messages::write(db, &alice, &bob, "not in the archive", "o1", NOW).await.unwrap();
        assert_eq!(archives::oldest(db, &alice, &bob).await.unwrap(), Oldest::default());
        let page = ["s1", "s2"].map(|id| NewMessage { stanza_id: Some(id.into()), ..message("bob@b.example", id) });
        let taken = messages::receive_page(db, &alice, 0, page.to_vec(), Place::After(None), NOW).await.unwrap();
        let here = Oldest { stanza_id: Some("s1".into()), position: Some(taken[0].position), complete: false };
        assert_eq!(archives::oldest(db, &alice, &bob).await.unwrap(), here);
        let beginning = Oldest { stanza_id: Some("s0".into()), complete: true, ..here };
        let late = archives::reach(db, &alice, 1, &bob, beginning.clone()).await;
        assert!(matches!(late, Err(Error::Displaced)));
        archives::reach(db, &alice, 0, &bob, beginning.clone()).await.unwrap();
        assert_eq!(archives::oldest(db, &alice, &bob).await.unwrap(), beginning);
        let nobody = Oldest { complete: true, ..Oldest::default() };
        archives::reach(db, &alice, 0, &jid("eve@b.example"), nobody.clone()).await.unwrap();
        assert_eq!(archives::oldest(db, &alice, &jid("eve@b.example")).await.unwrap(), nobody);
        assert_eq!(model::chats::get(db, &alice, &jid("eve@b.example")).await.unwrap(), None);
    }

    async fn what_a_server_archived_twice_is_one_message_and_stays_where_it_is(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let said = |id: &str, stanza_id: &str| NewMessage {
            incoming: false,
            origin_id: Some(id.into()),
            stanza_id: Some(stanza_id.into()),
            ..message("bob@b.example", id)
        };
        let take = async |page: Vec<NewMessage>, place| {
            messages::receive_page(db, &alice, 0, page, place, NOW).await.unwrap()
        };
        let (one, other) = ("0d9f9e0c-7a30-4c1f", "7c1b5a52-64de-4f0e");
        let both = || vec![said(one, "s1"), said(other, "s2")];
        let written = take(both(), Place::After(None)).await;
        let again = messages::receive(db, &alice, 0, said(one, "s3"), NOW).await.unwrap();
        let read = take(vec![said(other, "s2"), said(one, "s3")], Place::After(Some(0))).await;
        for doubled in [again, read[1]] {
            assert_eq!((doubled.id, doubled.position, doubled.change), (written[0].id, written[0].position, Change::Same));
        }
        let anew = take(both(), Place::After(Some(0))).await;
        assert!(anew.iter().all(|it| it.change == Change::Same), "{anew:?}");
        let page = messages::page(db, &alice, &jid("bob@b.example"), None, 1000).await.unwrap();
        assert_eq!(page.messages.into_iter().map(|message| message.body).collect::<Vec<_>>(), [one, other]);
        let words = NewMessage { body: "Other words".into(), ..said(one, "s4") };
        assert_eq!(take(vec![words], Place::Live).await[0].change, Change::New);
    }
}
