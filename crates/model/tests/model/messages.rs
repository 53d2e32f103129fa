//! Messages: once each, in order, and never back in what became of them.

use model::messages::{
    self, BODY_MAX, Because, Change, ID_MAX, Key, NewMessage, Page, Place, Received, Refusal, State,
};
use model::{Database, Error, Owner, PodId, chats, members, sessions};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, jid, joined, member, message, pod};

/// An archive's stamp: whole seconds.
const SECOND: OffsetDateTime = datetime!(2026-03-01 11:00:00 UTC);
const BOB: &str = "bob@b.example";

/// A message with an id in the archive.
fn stored(stanza_id: &str, incoming: bool, at: OffsetDateTime) -> NewMessage {
    NewMessage { stanza_id: Some(stanza_id.to_owned()), incoming, at, ..message(BOB, stanza_id) }
}

/// A copy of what was sent with this origin id.
fn copy(peer: &str, origin_id: &str, stanza_id: Option<&str>) -> NewMessage {
    let (stanza_id, origin_id) = (stanza_id.map(str::to_owned), Some(origin_id.to_owned()));
    NewMessage { incoming: false, stanza_id, origin_id, body: "Hello".into(), ..message(peer, "") }
}

fn refusal(said: &str) -> Refusal {
    Refusal { because: Because::UnknownAccount, said: said.to_owned() }
}

async fn receive(db: &Database, owner: &Owner, new: NewMessage) -> Received {
    messages::receive(db, owner, 0, new, NOW).await.unwrap()
}

async fn take(db: &Database, owner: &Owner, page: Vec<NewMessage>, place: Place) -> Vec<Received> {
    messages::receive_page(db, owner, 0, page, place, NOW).await.unwrap()
}

async fn write(db: &Database, owner: &Owner, origin_id: &str) -> messages::Message {
    messages::write(db, owner, &jid(BOB), "Hello", origin_id, NOW).await.unwrap()
}

async fn page(db: &Database, owner: &Owner) -> Page {
    messages::page(db, owner, &jid(BOB), None, 1000).await.unwrap()
}

async fn bodies(db: &Database, owner: &Owner) -> Vec<String> {
    page(db, owner).await.messages.into_iter().map(|message| message.body).collect()
}

async fn state(db: &Database, owner: &Owner, id: &model::MessageId) -> Option<State> {
    messages::get(db, owner, id).await.unwrap().unwrap().state
}

/// Says where the message with this origin id is; true if that is news.
async fn turn(db: &Database, owner: &Owner, origin_id: &str, state: State) -> bool {
    let turned = messages::set_state(db, owner, 0, Some(&jid(BOB)), &[origin_id.to_owned()], state).await;
    !turned.unwrap().is_empty()
}

/// A pod with a member whose session is claimed by nobody yet: its generation is 0.
async fn alice(db: &Database, pod: &PodId) -> Owner {
    member(db, pod, "alice@a.example").await.owner()
}

on_both! {
    async fn the_same_stanza_id_twice_is_one_row(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let new = NewMessage { origin_id: Some("o1".into()), ..stored("s1", true, NOW) };
        let first = receive(db, &alice, new.clone()).await;
        assert_eq!(first.change, Change::New);
        let again = receive(db, &alice, NewMessage { body: "forged".into(), ..new.clone() }).await;
        assert_eq!(again, Received { change: Change::Same, ..first });
        let page_of_both = vec![stored("s2", true, NOW), stored("s1", true, NOW), stored("s2", true, NOW)];
        let taken = take(db, &alice, page_of_both, Place::After(None)).await;
        assert_eq!(taken.iter().map(|one| one.change).collect::<Vec<_>>(), [Change::New, Change::Same, Change::Same]);
        assert_eq!(taken[0].id, taken[2].id);
        assert_eq!(bodies(db, &alice).await, ["s2", "s1"], "what leads up to a known message comes before it");
        let other = NewMessage { stanza_id: Some("s3".into()), ..new.clone() };
        assert_eq!(receive(db, &alice, other).await.change, Change::New, "the sender's id says nothing");
        let unknown = NewMessage { stanza_id: None, ..new };
        assert_eq!(receive(db, &alice, unknown).await.change, Change::New);
        let message = messages::get(db, &alice, &first.id).await.unwrap().unwrap();
        assert_eq!((message.body.as_str(), message.state, message.at), ("s1", None, NOW));
        assert_eq!((message.origin_id.as_deref(), message.stanza_id.as_deref()), (Some("o1"), Some("s1")));
    }

    async fn what_two_people_wrote_in_the_same_microsecond_is_two_messages_with_one_id(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let from = |peer: &str| NewMessage { stanza_id: Some("1764000000000000".into()), ..message(peer, peer) };
        let all = [from(BOB), from("claire@c.example"), NewMessage { incoming: false, ..from(BOB) }];
        for new in all.clone() {
            assert_eq!(receive(db, &alice, new).await.change, Change::New);
        }
        let again = take(db, &alice, all.to_vec(), Place::After(None)).await;
        assert!(again.iter().all(|received| received.change == Change::Same), "{again:?}");
    }

    async fn a_message_that_came_without_an_id_of_the_archive_is_the_one_in_the_archive(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let live = NewMessage { origin_id: Some("p1".into()), ..message(BOB, "Once") };
        receive(db, &alice, live.clone()).await;
        let archived = NewMessage { stanza_id: Some("s1".into()), ..live.clone() };
        let others = [
            NewMessage { stanza_id: Some("s2".into()), body: "Other words".into(), ..live.clone() },
            NewMessage { stanza_id: Some("s3".into()), peer: jid("eve@b.example"), ..live },
        ];
        let received = take(db, &alice, [vec![archived], others.to_vec()].concat(), Place::After(None)).await;
        let changes: Vec<Change> = received.iter().map(|it| it.change).collect();
        assert_eq!(changes, [Change::Changed, Change::New, Change::New]);
        assert_eq!(bodies(db, &alice).await.len(), 2);
    }

    async fn what_came_out_of_its_order_is_where_the_archive_has_it_after_that_was_read(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let said = |second: i64| stored(&format!("s{second}"), true, NOW - Duration::seconds(10 - second));
        // a lost stream's are told again, behind what came meanwhile
        for second in [1, 4, 5, 2, 3] {
            receive(db, &alice, said(second)).await;
        }
        model::chats::read(db, &alice, &jid(BOB), None).await.unwrap();
        // two pages, the second led by the last message of the first
        let first = take(db, &alice, [2, 3].map(said).to_vec(), Place::After(Some(0))).await;
        let place = Place::After(Some(first[1].position));
        let received = take(db, &alice, [3, 4, 5, 6].map(said).to_vec(), place).await;
        let changes: Vec<Change> = received.iter().map(|it| it.change).collect();
        assert_eq!(changes, [Change::Same, Change::Changed, Change::Changed, Change::New]);
        assert_eq!(bodies(db, &alice).await, ["s1", "s2", "s3", "s4", "s5", "s6"]);
        let chat = chats::get(db, &alice, &jid(BOB)).await.unwrap().unwrap();
        assert_eq!((chat.unread, chat.last.text.as_str()), (1, "s6"));
        let again = take(db, &alice, [2, 3, 4, 5, 6].map(said).to_vec(), Place::After(Some(0))).await;
        assert!(again.iter().all(|it| it.change == Change::Same), "{again:?}");
    }

    async fn what_comes_late_before_what_she_has_read_is_unread(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let said = |second: i64| stored(&format!("s{second}"), true, NOW - Duration::seconds(10 - second));
        for second in [1, 4, 5] {
            receive(db, &alice, said(second)).await;
        }
        model::chats::read(db, &alice, &jid(BOB), None).await.unwrap();
        for second in [2, 3, 6] {
            receive(db, &alice, said(second)).await;
        }
        take(db, &alice, [2, 3, 4, 5, 6].map(said).to_vec(), Place::After(Some(0))).await;
        assert_eq!(bodies(db, &alice).await, ["s1", "s2", "s3", "s4", "s5", "s6"]);
        let chat = chats::get(db, &alice, &jid(BOB)).await.unwrap().unwrap();
        assert_eq!((chat.unread, chat.last.text.as_str()), (5, "s6"));
    }

    async fn what_her_server_kept_because_it_was_not_acknowledged_is_the_message_that_is_here(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        // one that no archive has
        let live = NewMessage { origin_id: Some("p1".into()), ..message(BOB, "Once") };
        let first = receive(db, &alice, live.clone()).await;
        let again = receive(db, &alice, NewMessage { kept: true, ..live.clone() }).await;
        assert_eq!(again, Received { change: Change::Same, ..first });
        let others = [
            NewMessage { body: "Other words".into(), kept: true, ..live.clone() },
            NewMessage { origin_id: None, kept: true, ..live.clone() },
            NewMessage { peer: jid("eve@b.example"), kept: true, ..live.clone() },
            NewMessage { kept: false, ..live },
        ];
        for other in others {
            assert_eq!(receive(db, &alice, other).await.change, Change::New);
        }
    }

    async fn an_archived_copy_completes_the_row_that_was_written(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let written = write(db, &alice, "o1").await;
        assert_eq!((written.state, written.incoming), (Some(State::Waiting), false));
        assert_eq!(write(db, &alice, "o1").await, written);
        let carbon = receive(db, &alice, copy(BOB, "o1", None)).await;
        assert_eq!((carbon.id, carbon.change), (written.id, Change::Changed));
        assert_eq!(state(db, &alice, &written.id).await, Some(State::Sent));
        let archived = receive(db, &alice, copy(BOB, "o1", Some("s1"))).await;
        assert_eq!((archived.id, archived.change), (written.id, Change::Changed));
        for again in [copy(BOB, "o1", Some("s1")), copy(BOB, "o1", None)] {
            assert_eq!(receive(db, &alice, again).await, Received { change: Change::Same, ..archived });
        }
        let kept = messages::get(db, &alice, &written.id).await.unwrap().unwrap();
        assert_eq!((kept.stanza_id.as_deref(), kept.position), (Some("s1"), written.position));
        assert_eq!(write(db, &alice, "o1").await, kept);
        // other clients count their ids anew
        assert_eq!(receive(db, &alice, copy(BOB, "o1", Some("s2"))).await.change, Change::New);
        let reused = NewMessage { body: "Something else".into(), ..copy(BOB, "o1", None) };
        assert_eq!(receive(db, &alice, reused).await.change, Change::New);
        let from_peer = NewMessage { incoming: true, ..copy(BOB, "o1", None) };
        assert_eq!(receive(db, &alice, from_peer).await.change, Change::New, "an origin id of others is nothing");
        let elsewhere = NewMessage { body: "From my phone".into(), ..copy(BOB, "o9", None) };
        let carbon = receive(db, &alice, elsewhere.clone()).await;
        assert_eq!((carbon.change, state(db, &alice, &carbon.id).await), (Change::New, Some(State::Sent)));
        let archived = receive(db, &alice, NewMessage { stanza_id: Some("s9".into()), ..elsewhere }).await;
        assert_eq!((archived.id, archived.change), (carbon.id, Change::Changed));
        assert_eq!(page(db, &alice).await.messages.len(), 5);
    }

    async fn members_and_pods_with_the_same_peer_do_not_mix(fresh) {
        let db = &fresh.db;
        let (here, there) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let owners = [
            alice(db, &here).await,
            member(db, &here, "claire@a.example").await.owner(),
            alice(db, &there).await,
        ];
        let mut rows = Vec::new();
        for owner in &owners {
            rows.push(write(db, owner, "o1").await.id);
            assert_eq!(receive(db, owner, stored("s1", true, NOW)).await.change, Change::New);
        }
        let copied = receive(db, &owners[1], copy(BOB, "o1", Some("s2"))).await;
        assert_eq!((copied.id, copied.change), (rows[1], Change::Changed));
        assert!(turn(db, &owners[2], "o1", State::Received).await);
        for (number, expected) in [State::Waiting, State::Sent, State::Received].into_iter().enumerate() {
            assert_eq!(state(db, &owners[number], &rows[number]).await, Some(expected));
            assert_eq!(page(db, &owners[number]).await.messages.len(), 2);
        }
        let other_chat = receive(db, &owners[0], copy("claire@b.example", "o1", Some("s3"))).await;
        assert_eq!(other_chat.change, Change::New, "the same id in another chat is another message");
        assert_eq!(messages::get(db, &owners[1], &rows[0]).await.unwrap(), None);
        members::remove(db, &owners[0], NOW).await.unwrap();
        assert!(page(db, &owners[0]).await.messages.is_empty());
        assert_eq!(messages::get(db, &owners[0], &rows[0]).await.unwrap(), None);
        assert_eq!(page(db, &owners[1]).await.messages.len(), 2);
    }

    async fn states_never_go_backwards(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let id = write(db, &alice, "o1").await.id;
        for (next, news) in [
            (State::Unsure, false),
            (State::Sending, true),
            (State::Waiting, false),
            (State::Unsure, true),
            (State::Sent, true),
            (State::Unsure, false),
            (State::Sending, false),
            (State::Displayed, true),
            (State::Received, false),
            (State::Sent, false),
            (State::Refused, false),
        ] {
            assert_eq!(turn(db, &alice, "o1", next).await, news, "{next}");
        }
        assert_eq!(state(db, &alice, &id).await, Some(State::Displayed));
        let new = receive(db, &alice, stored("s5", true, NOW)).await;
        assert_eq!(state(db, &alice, &new.id).await, None);
    }

    async fn a_refusal_says_why_until_the_message_arrives_after_all(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let (id, bob) = (write(db, &alice, "o2").await.id, jid(BOB));
        assert!(turn(db, &alice, "o2", State::Sent).await);
        let refused = messages::refuse(db, &alice, 0, &bob, "o2", refusal("there is no bob\0")).await.unwrap();
        assert_eq!(refused, Some(Key { id, peer: bob.clone() }));
        assert!(!turn(db, &alice, "o2", State::Sent).await, "the acknowledgement comes after the error");
        let archived = receive(db, &alice, copy(BOB, "o2", Some("s2"))).await;
        assert_eq!((archived.id, archived.change), (id, Change::Changed));
        let kept = messages::get(db, &alice, &id).await.unwrap().unwrap();
        assert_eq!((kept.state, kept.refusal.as_deref()), (Some(State::Refused), Some("there is no bob")));
        assert_eq!(kept.refused_because, Some(Because::UnknownAccount));
        assert!(turn(db, &alice, "o2", State::Received).await);
        let delivered = messages::get(db, &alice, &id).await.unwrap().unwrap();
        assert_eq!((delivered.refusal, delivered.refused_because), (None, None));
        let (eve, ids) = (jid("eve@b.example"), ["o2".to_owned()]);
        let by_eve = messages::set_state(db, &alice, 0, Some(&eve), &ids, State::Displayed).await.unwrap();
        assert!(by_eve.is_empty(), "only the peer's word counts");
        for nothing in ["", "o3", "a\0b", &"x".repeat(ID_MAX + 1)] {
            assert!(!turn(db, &alice, nothing, State::Received).await);
        }
    }

    async fn her_own_stream_speaks_of_all_chats(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let (eve, later) = (jid("eve@b.example"), NOW + Duration::milliseconds(1));
        let first = write(db, &alice, "o1").await;
        let second = messages::write(db, &alice, &eve, "Hello", "o2", later).await.unwrap();
        let third = write(db, &alice, "o3").await;
        let waiting = messages::waiting(db, &alice).await.unwrap();
        assert_eq!(waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [first.id, third.id, second.id]);
        let handed = ["o1".to_owned(), "o2".to_owned()];
        let sending = messages::set_state(db, &alice, 0, None, &handed, State::Sending).await.unwrap();
        assert_eq!(sending.len(), 2);
        assert_eq!(messages::waiting(db, &alice).await.unwrap(), [third]);
        assert!(messages::unsure_left(db, &alice, 0, NOW - Duration::seconds(1)).await.unwrap().is_empty());
        receive(db, &alice, copy(BOB, "o1", Some("s1"))).await;
        let unsure = messages::unsure_left(db, &alice, 0, later).await.unwrap();
        assert_eq!(unsure, [Key { id: second.id, peer: eve }]);
        assert_eq!(state(db, &alice, &first.id).await, Some(State::Sent));
    }

    async fn what_was_not_kept_with_the_stream_when_the_process_died_waits_again(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (alice, claire) = (alice(db, &pod).await, member(db, &pod, "claire@a.example").await.owner());
        for owner in [&alice, &claire] {
            for id in ["o1", "o2", "o3"] {
                write(db, owner, id).await;
                assert!(turn(db, owner, id, State::Sending).await);
            }
        }
        assert!(turn(db, &alice, "o3", State::Sent).await);
        let left = messages::not_handed_over(db, &alice, 0, vec!["o1".to_owned()]).await.unwrap();
        let waiting = messages::waiting(db, &alice).await.unwrap();
        assert_eq!(waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [left[0].id]);
        assert_eq!((waiting[0].origin_id.as_deref(), left.len()), (Some("o2"), 1));
        assert!(messages::waiting(db, &claire).await.unwrap().is_empty(), "hers is another stream");
    }

    async fn only_the_last_owner_of_the_session_hands_a_message_over_and_once(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let message = write(db, &alice, "o1").await;
        let other = member(db, &pod, "claire@a.example").await.owner();
        assert!(!messages::hand_over(db, &other, 0, &message.id).await.unwrap(), "it is not hers");
        model::sessions::claim(db, &alice, NOW).await.unwrap();
        let late = messages::hand_over(db, &alice, 0, &message.id).await;
        assert!(matches!(late, Err(Error::Displaced)), "{late:?}");
        assert_eq!(state(db, &alice, &message.id).await, Some(State::Waiting));
        assert!(messages::hand_over(db, &alice, 1, &message.id).await.unwrap());
        assert!(!messages::hand_over(db, &alice, 1, &message.id).await.unwrap());
        assert_eq!(state(db, &alice, &message.id).await, Some(State::Sending));
    }

    async fn what_may_not_have_been_sent_is_sent_again_or_discarded(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (alice, later) = (alice(db, &pod).await, NOW + Duration::hours(1));
        let first = write(db, &alice, "o1").await;
        receive(db, &alice, stored("s1", true, NOW)).await;
        let not_yet = messages::again(db, &alice, &first.id, later).await;
        assert!(matches!(not_yet, Err(Error::NotFound("message"))));
        messages::refuse(db, &alice, 0, &jid(BOB), "o1", refusal("full")).await.unwrap();
        let again = messages::again(db, &alice, &first.id, later).await.unwrap();
        assert_eq!((again.id, again.state, again.refusal.as_deref()), (first.id, Some(State::Waiting), None));
        assert_eq!(again.refused_because, None);
        assert_eq!((again.at, again.origin_id.as_deref()), (later, Some("o1")));
        assert_eq!(bodies(db, &alice).await, ["s1", "Hello"]);
        assert_eq!(chats::get(db, &alice, &jid(BOB)).await.unwrap().unwrap().last.id, first.id);
        assert_eq!(messages::discard(db, &alice, &first.id).await.unwrap(), jid(BOB));
        assert_eq!(chats::get(db, &alice, &jid(BOB)).await.unwrap().unwrap().last.text, "s1");
        let incoming = page(db, &alice).await.messages.remove(0);
        assert!(matches!(messages::discard(db, &alice, &incoming.id).await, Err(Error::NotFound("message"))));
        let sent = receive(db, &alice, copy(BOB, "o2", None)).await;
        assert!(matches!(messages::discard(db, &alice, &sent.id).await, Err(Error::NotFound("message"))));
    }

    async fn a_displayed_message_takes_the_earlier_ones_along(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (alice, bob) = (alice(db, &pod).await, jid(BOB));
        let mut ids = Vec::new();
        for (origin_id, turns) in [
            ("o1", &[State::Sending, State::Sent][..]),
            ("o2", &[State::Sending, State::Unsure]),
            ("o3", &[State::Received]),
            ("o4", &[]),
            ("o5", &[State::Sending]),
            ("o6", &[State::Sent]),
        ] {
            ids.push(write(db, &alice, origin_id).await.id);
            for next in turns {
                assert!(turn(db, &alice, origin_id, *next).await);
            }
        }
        let mut seen = messages::displayed_by_peer(db, &alice, 0, &bob, "o5").await.unwrap();
        seen.sort_by_key(|id| ids.iter().position(|known| known == id));
        assert_eq!(seen, [ids[0], ids[2], ids[4]], "what was not sent was not seen");
        assert_eq!(state(db, &alice, &ids[5]).await, Some(State::Sent));
        assert!(messages::displayed_by_peer(db, &alice, 0, &bob, "o5").await.unwrap().is_empty());
        assert!(messages::displayed_by_peer(db, &alice, 0, &bob, "nothing").await.unwrap().is_empty());
        assert!(messages::displayed_by_peer(db, &alice, 0, &jid("eve@b.example"), "o6").await.unwrap().is_empty());
        let found = receive(db, &alice, copy(BOB, "o2", Some("s2"))).await;
        assert_eq!((found.id, state(db, &alice, &ids[1]).await), (ids[1], Some(State::Displayed)));
        let older = take(db, &alice, vec![stored("s0", false, SECOND)], Place::Before(None)).await;
        assert_eq!(state(db, &alice, &older[0].id).await, Some(State::Displayed));
        let newer = receive(db, &alice, copy(BOB, "o7", None)).await;
        assert_eq!(state(db, &alice, &newer.id).await, Some(State::Sent));
    }

    async fn stamps_of_one_second_keep_the_order_of_the_archive(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let one_second = |names: [&str; 3]| names.map(|name| stored(name, name != "s5", SECOND)).to_vec();
        let middle = take(db, &alice, one_second(["s4", "s5", "s6"]), Place::After(None)).await;
        let later = take(db, &alice, one_second(["s7", "s8", "s9"]), Place::After(Some(middle[2].position))).await;
        let older = take(db, &alice, one_second(["s1", "s2", "s3"]), Place::Before(Some(middle[0].position))).await;
        let again = take(db, &alice, one_second(["s1", "s2", "s3"]), Place::Before(Some(middle[0].position))).await;
        assert!(again.iter().zip(&older).all(|(again, older)| *again == Received { change: Change::Same, ..*older }));
        let live = receive(db, &alice, NewMessage { at: SECOND - Duration::hours(1), ..stored("s10", true, NOW) }).await;
        let all: Vec<i64> = [older, middle, later, vec![live]].concat().iter().map(|one| one.position).collect();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
        assert_eq!(bodies(db, &alice).await, ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10"]);
        let to_come = receive(db, &alice, stored("s11", true, datetime!(9999-01-01 0:00 UTC))).await;
        let message = messages::get(db, &alice, &to_come.id).await.unwrap().unwrap();
        assert_eq!(message.at, NOW, "a time to come is now");
        let next = receive(db, &alice, stored("s12", true, NOW)).await;
        assert_eq!(next.position, message.position + 1);
    }

    async fn pages_have_no_gap_and_nothing_twice_while_messages_come(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let names: Vec<String> = (10..35).map(|number| format!("s{number}")).collect();
        let all = names.iter().map(|name| stored(name, true, SECOND)).collect();
        take(db, &alice, all, Place::After(None)).await;
        receive(db, &alice, message("eve@b.example", "not here")).await;
        let (mut found, mut before) = (Vec::new(), None);
        loop {
            let page = messages::page(db, &alice, &jid(BOB), before, 10).await.unwrap();
            before = page.older();
            assert_eq!(page.more, before.is_some());
            found.splice(0..0, page.messages.into_iter().map(|message| message.body));
            receive(db, &alice, message(BOB, "meanwhile")).await;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(found, names);
        let whole = messages::page(db, &alice, &jid(BOB), None, 28).await.unwrap();
        assert_eq!((whole.messages.len(), whole.more, whole.older()), (28, false, None));
    }

    async fn hostile_texts_are_cut_and_cleaned(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let long = "x".repeat(10_000);
        let new = NewMessage {
            body: format!("\0\u{1}{}", "é".repeat(BODY_MAX + 1)),
            origin_id: Some(long.clone()),
            stanza_id: Some(long),
            at: datetime!(-9999-01-01 0:00 UTC),
            ..message(BOB, "")
        };
        let received = receive(db, &alice, new).await;
        let message = messages::get(db, &alice, &received.id).await.unwrap().unwrap();
        assert_eq!((message.body, message.damaged), ("é".repeat(BODY_MAX), true));
        assert_eq!((message.origin_id, message.stanza_id, message.at), (None, None, OffsetDateTime::UNIX_EPOCH));
        let preview = chats::get(db, &alice, &jid(BOB)).await.unwrap().unwrap().last;
        assert_eq!((preview.text, preview.damaged), ("é".repeat(chats::PREVIEW_MAX), true));
        let too_long = "x".repeat(BODY_MAX + 1);
        let refused = messages::write(db, &alice, &jid(BOB), &too_long, "o1", NOW).await;
        assert!(matches!(refused, Err(Error::TooLarge("message"))));
        let lines = messages::write(db, &alice, &jid(BOB), "a\r\nb", "o2", NOW).await.unwrap();
        assert_eq!(lines.body, "a\nb", "as it comes back from the archive");
    }

    async fn only_the_last_owner_of_the_session_receives(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let generation = sessions::claim(db, &alice, NOW).await.unwrap().generation;
        let late = messages::receive(db, &alice, generation - 1, stored("s1", true, NOW), NOW).await;
        assert!(matches!(late, Err(Error::Displaced)));
        assert!(page(db, &alice).await.messages.is_empty());
        messages::receive(db, &alice, generation, stored("s1", true, NOW), NOW).await.unwrap();
        let without = joined(db, &pod, "claire@a.example").await.owner();
        let nobody = messages::receive(db, &without, 0, stored("s1", true, NOW), NOW).await;
        assert!(matches!(nobody, Err(Error::Displaced)));
    }

    async fn many_at_once_are_one_after_the_other(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = alice(db, &pod).await;
        let tasks: Vec<_> = (0..24)
            .map(|number| {
                let db = db.clone();
                tokio::spawn(async move {
                    match number % 3 {
                        0 => drop(write(&db, &alice, &format!("o{}", number / 6)).await),
                        1 => drop(receive(&db, &alice, stored(&format!("s{}", number / 6), true, NOW)).await),
                        _ => drop(chats::read(&db, &alice, &jid(BOB), None).await.unwrap()),
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let messages = page(db, &alice).await.messages;
        assert_eq!(messages.len(), 8);
        assert!(messages.windows(2).all(|pair| pair[0].position < pair[1].position), "{messages:?}");
        chats::read(db, &alice, &jid(BOB), None).await.unwrap();
        assert_eq!(chats::unread_total(db, &alice).await.unwrap(), 0);
    }
}
