//! Messages that were kept for long enough.

use model::archives::{self, Cursor, Oldest};
use model::chats;
use model::messages::{self, NewMessage, Place};
use model::{Database, Owner};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, jid, member, message, pod};

const BOB: &str = "bob@b.example";

fn ago(days: i64) -> OffsetDateTime {
    NOW - Duration::days(days)
}

/// What Bob said so many days ago, each of it in her archive.
async fn said(db: &Database, owner: &Owner, days: &[i64]) {
    for day in days {
        let stanza_id = Some(format!("s{day}"));
        let new = NewMessage { at: ago(*day), stanza_id, ..message(BOB, &format!("{day} days ago")) };
        messages::receive_page(db, owner, 0, vec![new], Place::After(None), NOW).await.unwrap();
    }
}

/// Her archive was read up to its end.
async fn archived(db: &Database, owner: &Owner) {
    let end = Cursor { stanza_id: "s1".into(), position: 1 };
    archives::advance(db, owner, 0, end, NOW).await.unwrap();
}

async fn here(db: &Database, owner: &Owner) -> Vec<String> {
    let page = messages::page(db, owner, &jid(BOB), None, 100).await.unwrap();
    page.messages.into_iter().map(|message| message.body).collect()
}

async fn read(db: &Database, owner: &Owner) {
    chats::read(db, owner, &jid(BOB), None).await.unwrap();
}

on_both! {
    async fn what_is_older_goes_and_its_archive_is_asked_for_it_again(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        archived(db, &alice).await;
        said(db, &alice, &[100, 95, 80, 1]).await;
        read(db, &alice).await;
        let whole = Oldest { stanza_id: Some("s100".into()), position: None, complete: true };
        archives::reach(db, &alice, 0, &jid(BOB), whole).await.unwrap();
        assert_eq!(messages::expire(db, &pod, ago(90)).await.unwrap(), 2);
        assert_eq!(here(db, &alice).await, ["80 days ago", "1 days ago"]);
        let oldest = archives::oldest(db, &alice, &jid(BOB)).await.unwrap();
        assert_eq!((oldest.stanza_id.as_deref(), oldest.complete), (Some("s80"), false));
        assert_eq!(messages::expire(db, &pod, ago(90)).await.unwrap(), 0, "there is nothing left to do");
        // a page that was read meanwhile is gone, and so is that it was read
        let gone = Oldest { stanza_id: Some("s95".into()), position: oldest.position.map(|it| it - 1), complete: true };
        archives::reach(db, &alice, 0, &jid(BOB), gone).await.unwrap();
        assert_eq!(archives::oldest(db, &alice, &jid(BOB)).await.unwrap(), oldest);
    }

    async fn the_last_message_of_a_chat_stays(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        archived(db, &alice).await;
        said(db, &alice, &[300, 200]).await;
        read(db, &alice).await;
        assert_eq!(messages::expire(db, &pod, ago(90)).await.unwrap(), 1);
        let last = chats::list(db, &alice, None, 10).await.unwrap().remove(0).last;
        assert_eq!((here(db, &alice).await, last.text.as_str()), (vec!["200 days ago".to_owned()], "200 days ago"));
    }

    async fn what_is_unread_or_waits_stays_with_all_that_follows(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        archived(db, &alice).await;
        said(db, &alice, &[300]).await;
        read(db, &alice).await;
        messages::write(db, &alice, &jid(BOB), "waits", "o1", ago(250)).await.unwrap();
        said(db, &alice, &[200, 100, 1]).await;
        assert_eq!(messages::expire(db, &pod, ago(90)).await.unwrap(), 1);
        assert_eq!(here(db, &alice).await, ["waits", "200 days ago", "100 days ago", "1 days ago"]);
        let unread = chats::get(db, &alice, &jid(BOB)).await.unwrap().unwrap().unread;
        assert_eq!(unread, 3);
    }

    async fn what_no_archive_has_stays_and_so_does_what_is_another_pods(fresh) {
        let db = &fresh.db;
        let (here_pod, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let alice = member(db, &here_pod, "alice@a.example").await.owner();
        let elsewhere = member(db, &other, "alice@a.example").await.owner();
        archived(db, &elsewhere).await;
        for owner in [&alice, &elsewhere] {
            said(db, owner, &[300, 200]).await;
            read(db, owner).await;
        }
        assert_eq!(messages::expire(db, &here_pod, ago(90)).await.unwrap(), 0);
        assert_eq!((here(db, &alice).await.len(), here(db, &elsewhere).await.len()), (2, 2));
    }
}
