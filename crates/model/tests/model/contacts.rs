//! The roster, questions, presence.

use std::collections::HashMap;

use model::contacts::{self, RosterItem, Seen, Show, Subscription};
use model::posts::{self, Filter};

use crate::databases::on_both;
use crate::people::{NOW, jid, member, picture, pod, post};

fn item(address: &str, subscription: Subscription) -> RosterItem {
    RosterItem { jid: jid(address), name: None, subscription, ask: false, groups: vec!["Friends".into()] }
}

on_both! {
    async fn a_roster_result_replaces_all_but_questions_and_pictures(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let (bob, claire, david) = (jid("bob@a.example"), jid("claire@a.example"), jid("david@a.example"));
        let roster = vec![item("bob@a.example", Subscription::Both), item("claire@a.example", Subscription::To)];
        let changed = contacts::replace_all(db, &alice, 0, roster.clone(), NOW).await.unwrap();
        assert_eq!(changed, [bob.clone(), claire.clone()]);
        let shown = picture(db, &pod, "00ff").await;
        assert!(contacts::set_picture(db, &alice, 0, &bob, Some(shown)).await.unwrap());
        contacts::ask(db, &alice, 0, &david, Some("It's me"), NOW).await.unwrap();
        contacts::ask(db, &alice, 0, &claire, None, NOW).await.unwrap();
        assert!(contacts::replace_all(db, &alice, 0, roster, NOW).await.unwrap().is_empty());
        let less = vec![item("bob@a.example", Subscription::From)];
        let changed = contacts::replace_all(db, &alice, 0, less, NOW).await.unwrap();
        assert_eq!(changed, [bob.clone(), claire.clone()]);
        let list = contacts::list(db, &alice).await.unwrap();
        assert_eq!(list.iter().map(|contact| &contact.jid).collect::<Vec<_>>(), [&bob, &claire, &david]);
        assert_eq!((list[0].subscription, list[0].picture.as_deref()), (Subscription::From, Some("00ff")));
        assert_eq!((list[1].in_roster, list[1].pending_in, list[1].subscription), (false, true, Subscription::None));
        assert_eq!((list[2].pending_in, list[2].pending_note.as_deref()), (true, Some("It's me")));
        contacts::answered(db, &alice, 0, &david, NOW).await.unwrap();
        assert_eq!(contacts::get(db, &alice, &david).await.unwrap(), None);
    }

    async fn a_push_changes_one_contact(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let bob = jid("bob@a.example");
        contacts::ask(db, &alice, 0, &bob, Some("Hi"), NOW).await.unwrap();
        let named = RosterItem { name: Some("Bobby".into()), ..item("bob@a.example", Subscription::From) };
        contacts::put(db, &alice, 0, named, NOW).await.unwrap();
        contacts::answered(db, &alice, 0, &bob, NOW).await.unwrap();
        let contact = contacts::get(db, &alice, &bob).await.unwrap().unwrap();
        assert_eq!((contact.display_name(), contact.pending_in, contact.in_roster), ("Bobby", false, true));
        assert_eq!(contact.groups, ["Friends"]);
        assert!(contacts::remove(db, &alice, 0, &bob).await.unwrap());
        assert!(!contacts::remove(db, &alice, 0, &bob).await.unwrap());
    }

    async fn presence_is_news_only_once(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let bob = jid("bob@a.example");
        contacts::put(db, &alice, 0, item("bob@a.example", Subscription::Both), NOW).await.unwrap();
        for (show, status, news) in [
            (Show::Away, None, true),
            (Show::Away, None, false),
            (Show::Away, Some("lunch"), true),
            (Show::Away, Some("lunch"), false),
            (Show::Away, None, true),
        ] {
            let seen = Seen { show, status: status.map(str::to_owned) };
            let all = HashMap::from([(bob.clone(), seen.clone()), (jid("nobody@a.example"), seen)]);
            let changed = contacts::set_presences(db, &alice, 0, &all).await.unwrap();
            assert_eq!(changed, if news { vec![bob.clone()] } else { vec![] }, "{show} {status:?}");
        }
        assert!(contacts::set_nick(db, &alice, 0, &bob, Some("Bob")).await.unwrap());
        contacts::reset_presence(db, &alice, 0).await.unwrap();
        let contact = contacts::get(db, &alice, &bob).await.unwrap().unwrap();
        assert_eq!((contact.show, contact.display_name()), (Show::Offline, "Bob"));
        assert!(!contacts::set_nick(db, &alice, 0, &jid("nobody@a.example"), Some("x")).await.unwrap());
    }

    async fn who_was_added_is_promised_an_answer_until_he_has_it(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let bob = jid("bob@a.example");
        let row = async || contacts::get(db, &alice, &bob).await.unwrap().unwrap();
        for end in ["put", "answered", "remove"] {
            contacts::promise(db, &alice, 0, &bob, Some("Bobby"), NOW).await.unwrap();
            contacts::promise(db, &alice, 0, &bob, None, NOW).await.unwrap();
            assert_eq!((row().await.promised, row().await.in_roster, row().await.display_name()), (true, true, "Bobby"));
            for still in [Subscription::None, Subscription::To] {
                let named = RosterItem { name: Some("Bobby".into()), ..item("bob@a.example", still) };
                contacts::put(db, &alice, 0, named, NOW).await.unwrap();
                assert!(row().await.promised, "{still}");
            }
            contacts::ask(db, &alice, 0, &bob, None, NOW).await.unwrap();
            match end {
                "put" => contacts::put(db, &alice, 0, item("bob@a.example", Subscription::Both), NOW).await.unwrap(),
                "answered" => contacts::answered(db, &alice, 0, &bob, NOW).await.unwrap(),
                _ => assert!(contacts::remove(db, &alice, 0, &bob).await.unwrap()),
            }
            assert!(!row().await.promised, "{end}");
            assert_eq!(row().await.pending_in, end == "remove", "{end}");
            contacts::answered(db, &alice, 0, &bob, NOW).await.unwrap();
            contacts::remove(db, &alice, 0, &bob).await.unwrap();
        }
    }

    async fn who_is_followed_is_so_as_long_as_he_is_seen(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let bob = jid("bob@a.example");
        let followed = async || contacts::get(db, &alice, &bob).await.unwrap().unwrap().followed;
        for unseen in [Subscription::None, Subscription::From] {
            contacts::put(db, &alice, 0, item("bob@a.example", Subscription::Both), NOW).await.unwrap();
            contacts::set_followed(db, &alice, 0, &bob, true).await.unwrap();
            contacts::put(db, &alice, 0, item("bob@a.example", Subscription::To), NOW).await.unwrap();
            assert!(followed().await);
            contacts::put(db, &alice, 0, item("bob@a.example", unseen), NOW).await.unwrap();
            contacts::set_followed(db, &alice, 0, &bob, true).await.unwrap();
            assert!(!followed().await, "{unseen}");
        }
    }

    async fn who_does_not_see_her_any_more_leaves_until_he_is_dismissed(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let bob = jid("bob@a.example");
        contacts::put(db, &alice, 0, item("bob@a.example", Subscription::To), NOW).await.unwrap();
        contacts::remove(db, &alice, 0, &bob).await.unwrap();
        assert!(contacts::leavers(db, &alice).await.unwrap().is_empty(), "he never saw her");
        for end in ["put", "remove", "replace_all"] {
            contacts::put(db, &alice, 0, item("bob@a.example", Subscription::Both), NOW).await.unwrap();
            contacts::put(db, &alice, 0, item("bob@a.example", Subscription::From), NOW).await.unwrap();
            assert!(contacts::leavers(db, &alice).await.unwrap().is_empty());
            match end {
                "put" => contacts::put(db, &alice, 0, item("bob@a.example", Subscription::To), NOW).await.unwrap(),
                "remove" => assert!(contacts::remove(db, &alice, 0, &bob).await.unwrap()),
                _ => assert_eq!(contacts::replace_all(db, &alice, 0, vec![], NOW).await.unwrap().len(), 1),
            }
            assert_eq!(contacts::leavers(db, &alice).await.unwrap(), std::slice::from_ref(&bob), "{end}");
            contacts::remove(db, &alice, 0, &bob).await.unwrap();
            contacts::dismissed(db, &alice, 0, &bob).await.unwrap();
            assert!(contacts::leavers(db, &alice).await.unwrap().is_empty(), "{end}");
        }
    }

    async fn who_is_not_seen_any_more_takes_the_posts_along(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let owner = alice.owner();
        for end in ["put", "remove", "replace_all"] {
            contacts::put(db, &owner, 0, item("bob@a.example", Subscription::Both), NOW).await.unwrap();
            posts::receive(db, &owner, 0, alice.jid.domain(), post("bob@a.example", "1", 0), NOW).await.unwrap();
            assert_eq!(posts::feed(db, &owner, Filter::All, None, 20).await.unwrap().len(), 1);
            match end {
                "put" => contacts::put(db, &owner, 0, item("bob@a.example", Subscription::From), NOW).await.unwrap(),
                "remove" => assert!(contacts::remove(db, &owner, 0, &jid("bob@a.example")).await.unwrap()),
                _ => assert_eq!(contacts::replace_all(db, &owner, 0, vec![], NOW).await.unwrap().len(), 1),
            }
            let viewer = owner.into();
            let seen = posts::get(db, &viewer, &jid("bob@a.example"), posts::MICROBLOG, "1").await.unwrap();
            assert_eq!(seen, None, "{end}");
        }
    }
}
