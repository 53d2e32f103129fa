//! The version of what anybody may read: another after each change of it, and of nothing else.

use futures::future::join_all;
use model::contacts::{self, RosterItem, Subscription};
use model::members::{self, Member, Profile};
use model::pods::{self, Turn};
use model::posts::{self, NewPost};
use model::reports::{self, Kind, NewReport, Verdict, What};
use model::roles::Role;
use model::{Database, PodId, blocks, browsers, hosts, logos, versions};
use time::Duration;

use crate::databases::on_both;
use crate::logos::new as new_logo;
use crate::people::{NOW, at, by, jid, member, picture, pod, post, suspend};

async fn now(db: &Database, pod: &PodId) -> i64 {
    versions::of_public(db, pod).await.unwrap().unwrap()
}

/// Whether the version is another after this.
async fn turns(db: &Database, pod: &PodId, act: impl Future<Output = ()>) -> bool {
    let before = now(db, pod).await;
    act.await;
    let after = now(db, pod).await;
    assert!(after >= before, "it never goes back");
    after > before
}

async fn receive(db: &Database, member: &Member, new: NewPost) {
    posts::receive(db, &member.owner(), 0, member.jid.domain(), new, NOW).await.unwrap();
}

fn public(item: &str) -> NewPost {
    NewPost { public: true, ..post("alice@a.example", item, 0) }
}

fn about(item: &str) -> NewReport {
    NewReport {
        what: What::Post,
        service: jid("alice@a.example"),
        node: posts::MICROBLOG.into(),
        item: item.into(),
        author: Some(jid("alice@a.example")),
        author_name: "Alice".into(),
        content: String::new(),
        kind: Kind::Spam,
        words: String::new(),
        email: None,
        language: "en".into(),
        member: None,
    }
}

/// Everything that does not concern visitors.
async fn what_is_private(db: &Database, alice: &Member) {
    receive(db, alice, post("alice@a.example", "private", 0)).await;
    posts::retract(db, &alice.owner(), 0, alice.jid.domain(), at(&alice.jid, "private"), NOW).await.unwrap();
    let (subscription, groups) = (Subscription::Both, vec![]);
    let bob = RosterItem { jid: jid("bob@a.example"), name: None, subscription, ask: false, groups };
    contacts::put(db, &alice.owner(), 0, bob, NOW).await.unwrap();
    let browser = browsers::create(db, &alice.owner(), "Firefox", NOW).await.unwrap().browser;
    browsers::touch(db, &browser, NOW + Duration::hours(1)).await.unwrap();
    members::set_language(db, &alice.owner(), Some("fr")).await.unwrap();
}

on_both! {
    async fn what_concerns_visitors_makes_it_another(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let (owner, told) = (alice.owner(), alice.jid.domain());
        assert!(turns(db, &pod, receive(db, &alice, public("1"))).await, "a post");
        assert!(!turns(db, &pod, receive(db, &alice, public("1"))).await, "the same post again");
        let edited = NewPost { html: "edited".into(), updated_at: NOW + Duration::seconds(1), ..public("1") };
        assert!(turns(db, &pod, receive(db, &alice, edited)).await, "another text");
        let hidden = NewPost { public: false, updated_at: NOW + Duration::seconds(2), ..public("1") };
        assert!(turns(db, &pod, receive(db, &alice, hidden)).await, "it is not public any more");
        assert!(turns(db, &pod, receive(db, &alice, NewPost { node: "comments".into(), ..public("1") })).await, "a comment");
        receive(db, &alice, public("2")).await;
        assert!(turns(db, &pod, async {
            posts::retract(db, &owner, 0, told, at(&alice.jid, "2"), NOW).await.unwrap();
        }).await, "a post was taken back");
        assert!(turns(db, &pod, async {
            posts::purge(db, &owner, 0, told, &alice.jid, "comments", NOW).await.unwrap();
        }).await, "a node was emptied");
    }

    async fn how_people_and_the_pod_look_makes_it_another(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let owner = alice.owner();
        let profile = Profile { name: "Alice".into(), ..Profile::default() };
        assert!(turns(db, &pod, async { members::set_profile(db, &owner, profile).await.unwrap() }).await);
        picture(db, &pod, "00ff").await;
        assert!(turns(db, &pod, async { members::set_picture(db, &owner, Some("00ff")).await.unwrap() }).await);
        let handle = "alice2".parse().unwrap();
        assert!(turns(db, &pod, async { members::set_handle(db, &owner, &handle, NOW).await.unwrap() }).await);
        assert!(turns(db, &pod, async { drop(member(db, &pod, "bob@a.example").await) }).await, "somebody came");
        assert!(turns(db, &pod, async { members::suspend(db, &owner, "", Role::Operator, &by()).await.unwrap() }).await);
        assert!(turns(db, &pod, async { members::resume(db, &owner, Role::Operator, &by()).await.unwrap() }).await);
        let change = pods::Change { tagline: Some("by the river".into()), ..pods::Change::default() };
        assert!(turns(db, &pod, async { drop(pods::set(db, &pod, change, &by()).await.unwrap()) }).await);
        let full = pods::Change { members_max: Some(7), ..pods::Change::default() };
        assert!(!turns(db, &pod, async { drop(pods::set(db, &pod, full, &by()).await.unwrap()) }).await);
        let read_only = |reason: &str| Turn::ReadOnly { reason: reason.to_owned() };
        let closing = |day| Turn::Close { at: NOW + Duration::days(day), farewell: "Bye".to_owned(), moved_to: None };
        for turn in [suspend(), read_only("a move"), read_only("a move that takes longer"), closing(20), closing(21)] {
            let told = format!("{turn:?}");
            assert!(turns(db, &pod, async { drop(pods::turn(db, &pod, turn, &by()).await.unwrap()) }).await, "{told}");
        }
        assert!(turns(db, &pod, async { hosts::add(db, &pod, "other.example".into(), &by()).await.unwrap() }).await);
        let soup = hosts::NewHost { claim: hosts::Claim::ToProve, .."soup.example".into() };
        hosts::add(db, &pod, soup, &by()).await.unwrap();
        for (found, expected) in [(hosts::Finding::Missing, false), (hosts::Finding::There, true), (hosts::Finding::There, false)] {
            let record = async {
                hosts::record(db, &pod, "soup.example", found, &by()).await.unwrap();
            };
            assert_eq!(turns(db, &pod, record).await, expected, "{found:?}");
        }
        assert!(turns(db, &pod, async { hosts::set_primary(db, &pod, "other.example", &by()).await.unwrap() }).await);
        assert!(turns(db, &pod, async { hosts::remove(db, &pod, "cantine.example", &by()).await.unwrap() }).await);
        assert!(turns(db, &pod, async { members::remove(db, &owner, NOW).await.unwrap() }).await, "somebody left");
    }

    async fn another_logo_makes_it_another(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = crate::people::pod(db, "lanterne.example").await.id;
        let before = now(db, &lanterne).await;
        assert!(turns(db, &pod, async { logos::set(db, &pod, new_logo("00ff", 1), &by()).await.unwrap() }).await);
        assert!(turns(db, &pod, async { logos::describe(db, &pod, "a pot", &by()).await.unwrap() }).await);
        assert!(turns(db, &pod, async { logos::remove(db, &pod, &by()).await.unwrap() }).await);
        assert!(turns(db, &pod, async { logos::restore(db, &pod, None, &by()).await.unwrap() }).await);
        assert_eq!(now(db, &lanterne).await, before, "another pod's");
    }

    async fn what_is_hidden_and_who_is_blocked_makes_it_another(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        receive(db, &alice, public("1")).await;
        let id = reports::file(db, &pod, about("1"), NOW).await.unwrap();
        assert!(turns(db, &pod, async {
            reports::decide(db, &pod, &id, Verdict::Hidden, "Spam", Role::Operator, &by()).await.unwrap();
        }).await, "hidden");
        assert!(turns(db, &pod, async { reports::show_again(db, &pod, &id, &by()).await.unwrap() }).await, "shown");
        let evil = jid("evil.example");
        let new = || blocks::NewBlock { subject: jid("evil.example"), reason: String::new(), expires_at: None };
        assert!(turns(db, &pod, async { blocks::add(db, &pod, new(), &by()).await.unwrap() }).await);
        assert!(turns(db, &pod, async { blocks::remove(db, &pod, &evil, &by()).await.unwrap() }).await);
        assert!(turns(db, &pod, async { blocks::add_everywhere(db, new(), &by()).await.unwrap() }).await);
        assert!(turns(db, &pod, async { blocks::remove_everywhere(db, &evil, &by()).await.unwrap() }).await);
    }

    async fn nothing_else_does(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let (alice, other) = (member(db, &cantine, "alice@a.example").await, member(db, &lanterne, "alice@a.example").await);
        assert!(!turns(db, &cantine, what_is_private(db, &alice)).await);
        assert!(!turns(db, &cantine, receive(db, &other, public("1"))).await, "another pod's");
        assert_eq!(versions::of_public(db, &PodId::new(NOW)).await.unwrap(), None);
    }

    async fn a_host_name_that_goes_to_another_pod_makes_both_of_them_another(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        hosts::add(db, &cantine, "spare.example".into(), &by()).await.unwrap();
        let before = [now(db, &cantine).await, now(db, &lanterne).await];
        fresh.execute(&format!("UPDATE hosts SET pod_id = '{lanterne}' WHERE host = 'spare.example'")).await;
        assert!(now(db, &cantine).await > before[0] && now(db, &lanterne).await > before[1]);
    }

    async fn pods_that_are_there_already_have_a_version_after_the_migration(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        receive(db, &alice, public("1")).await;
        // the newer ones count, too
        let migrations = [
            "2026-03-22-000100_public_versions",
            "2026-04-16-000100_departures",
            "2026-05-06-000100_moderation",
            "2026-06-01-000400_logos",
        ];
        for name in migrations.iter().rev() {
            fresh.execute(&fresh.migration(name, "down")).await;
        }
        for name in migrations {
            fresh.execute(&fresh.migration(name, "up")).await;
        }
        assert!(turns(db, &pod, receive(db, &alice, public("2"))).await);
    }

    async fn of_many_changes_at_once_none_is_lost(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let before = now(db, &pod).await;
        let writing = (0..20).map(|number| {
            let (db, alice) = (db.clone(), alice.clone());
            tokio::spawn(async move { receive(&db, &alice, public(&number.to_string())).await })
        });
        join_all(writing).await.into_iter().for_each(Result::unwrap);
        assert_eq!(now(db, &pod).await, before + 20);
    }
}
