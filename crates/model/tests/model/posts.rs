//! Posts: received once, seen by whom they are for.

use std::sync::Arc;

use futures::future::join_all;
use model::contacts::{self, RosterItem, Subscription};
use model::members::{self, Member, Profile};
use model::posts::{self, Access, Change, CommentsNode, Filter, MICROBLOG, NewPost, SIZE_MAX, Viewer};
use model::{Database, Error};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, at, jid, member, picture, pod, post};

const COMMENTS: &str = "urn:xmpp:microblog:0:comments/1";

async fn befriend(db: &Database, member: &Member, address: &str) {
    let subscription = Subscription::Both;
    let item = RosterItem { jid: jid(address), name: None, subscription, ask: false, groups: vec![] };
    contacts::put(db, &member.owner(), 0, item, NOW).await.unwrap();
}

async fn receive(db: &Database, member: &Member, post: NewPost) -> Change {
    posts::receive(db, &member.owner(), 0, member.jid.domain(), post, NOW).await.unwrap().change
}

async fn sees(db: &Database, viewer: impl Into<Viewer>, author: &str, item: &str) -> bool {
    posts::get(db, &viewer.into(), &jid(author), MICROBLOG, item).await.unwrap().is_some()
}

async fn feed_items(db: &Database, member: &Member, filter: Filter) -> Vec<String> {
    let feed = posts::feed(db, &member.owner(), filter, None, 20).await.unwrap();
    feed.into_iter().map(|post| post.item).collect()
}

on_both! {
    async fn the_same_stanza_twice_is_one_row_and_each_member_hears_of_it_once(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = member(db, &pod, "bob@a.example").await;
        let first = post("david@a.example", "1", 0);
        assert_eq!(receive(db, &alice, first.clone()).await, Change::New);
        assert_eq!(receive(db, &alice, first.clone()).await, Change::Same);
        assert_eq!(receive(db, &bob, first.clone()).await, Change::New);
        let edited = NewPost { html: "edited".into(), updated_at: NOW + Duration::seconds(5), ..first.clone() };
        assert_eq!(receive(db, &alice, edited.clone()).await, Change::Changed);
        assert_eq!(receive(db, &bob, edited.clone()).await, Change::Changed);
        assert_eq!(receive(db, &bob, edited).await, Change::Same);
        assert_eq!(receive(db, &bob, first).await, Change::Same);
        let seen = posts::get(db, &bob.owner().into(), &jid("david@a.example"), MICROBLOG, "1").await.unwrap();
        let seen = seen.unwrap();
        assert_eq!((seen.html.as_str(), seen.published_at), ("edited", NOW));
        assert_eq!(posts::by_id(db, &bob.owner().into(), &seen.id).await.unwrap(), Some(seen));
    }

    async fn who_wrote_a_comment_is_not_forgotten_when_the_server_says_it_only_once(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let named = NewPost { node: COMMENTS.into(), ..post("david@a.example", "1", 0) };
        let named = NewPost { author_jid: Some(jid("bob@a.example")), ..named };
        let nameless = NewPost { author_jid: None, ..named.clone() };
        assert_eq!(receive(db, &alice, nameless.clone()).await, Change::New);
        assert_eq!(receive(db, &alice, named).await, Change::Changed);
        assert_eq!(receive(db, &alice, nameless.clone()).await, Change::Same);
        let author = || async {
            let comments = posts::comments(db, &alice.owner().into(), &jid("david@a.example"), COMMENTS).await;
            comments.unwrap().remove(0).author.jid
        };
        assert_eq!(author().await, Some(jid("bob@a.example")));
        let other = NewPost { text: "another text".into(), updated_at: NOW + Duration::seconds(5), ..nameless };
        assert_eq!(receive(db, &alice, other).await, Change::Changed);
        assert_eq!(author().await, None, "whoever changed it need not be who wrote it");
    }

    async fn the_post_of_a_comment_is_found_by_those_who_may_see_it(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let stranger = member(db, &pod, "stranger@a.example").await;
        let node = CommentsNode { service: jid("pubsub.a.example"), node: COMMENTS.into() };
        let told = NewPost { comments: Some(node.clone()), ..post("david@a.example", "1", 0) };
        receive(db, &alice, told).await;
        receive(db, &alice, post("david@a.example", "2", 0)).await;
        let items = async |viewer: Viewer, node: &CommentsNode| {
            let found = posts::of_comments(db, &viewer, node).await.unwrap();
            found.into_iter().map(|post| post.item).collect::<Vec<_>>()
        };
        assert_eq!(items(alice.owner().into(), &node).await, ["1"]);
        assert!(items(stranger.owner().into(), &node).await.is_empty());
        let other = CommentsNode { service: jid("david@a.example"), ..node };
        assert!(items(alice.owner().into(), &other).await.is_empty());
    }

    async fn a_whole_server_receives_at_once(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let mut members = Vec::new();
        for number in 0..8 {
            members.push(Arc::new(member(db, &pod, &format!("m{number}@a.example")).await));
        }
        let received = members.iter().map(|member| {
            let (db, member) = (db.clone(), member.clone());
            let new = post("david@a.example", "1", 0);
            tokio::spawn(async move {
                posts::receive(&db, &member.owner(), 0, member.jid.domain(), new, NOW).await.unwrap()
            })
        });
        let received: Vec<_> = join_all(received).await.into_iter().map(Result::unwrap).collect();
        assert!(received.iter().all(|one| one.change == Change::New && one.id == received[0].id), "{received:?}");
    }

    async fn a_server_lies_only_to_its_own_members(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let eve = member(db, &pod, "eve@evil.example").await;
        let mut real = post("alice@a.example", "1", 0);
        real.public = true;
        receive(db, &alice, real.clone()).await;
        let html = "lies".to_owned();
        let lie = NewPost { html, updated_at: NOW + Duration::days(1), access: Some(Access::Open), ..real };
        receive(db, &eve, lie).await;
        for viewer in [Viewer::anyone(pod), alice.owner().into()] {
            let seen = posts::get(db, &viewer, &jid("alice@a.example"), MICROBLOG, "1").await.unwrap();
            assert_eq!(seen.unwrap().html, "<p>1</p>");
        }
        let told = eve.jid.domain();
        posts::retract(db, &eve.owner(), 0, told, at(&alice.jid, "1"), NOW).await.unwrap().unwrap();
        let blog = posts::public_of_member(db, &pod, &alice.jid, None, 20).await.unwrap();
        assert_eq!((blog.len(), blog[0].html.as_str()), (1, "<p>1</p>"));
    }

    async fn what_is_for_contacts_is_seen_by_no_one_else(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = member(db, &pod, "bob@a.example").await;
        let stranger = member(db, &pod, "stranger@a.example").await;
        befriend(db, &bob, "alice@a.example").await;
        befriend(db, &stranger, "alice@a.example").await;
        let node = CommentsNode { service: alice.jid.clone(), node: COMMENTS.into() };
        let told = NewPost { comments: Some(node.clone()), ..post("alice@a.example", "1", 0) };
        let comment = NewPost { node: COMMENTS.into(), ..post("alice@a.example", "c", 1) };
        for member in [&alice, &bob] {
            receive(db, member, told.clone()).await;
            receive(db, member, comment.clone()).await;
        }
        let nodes = [node];
        for (viewer, may) in [
            (Viewer::from(alice.owner()), true),
            (bob.owner().into(), true),
            (stranger.owner().into(), false),
            (Viewer::anyone(pod), false),
        ] {
            assert_eq!(sees(db, viewer, "alice@a.example", "1").await, may);
            let comments = posts::comments(db, &viewer, &alice.jid, COMMENTS).await.unwrap();
            assert_eq!(comments.len(), usize::from(may));
            let counts = posts::count_comments(db, &viewer, &nodes).await.unwrap();
            assert_eq!(counts.get(&nodes[0]).copied(), may.then_some(1));
            assert_eq!(posts::has_comments(db, &viewer, &alice.jid, COMMENTS).await.unwrap(), may);
            assert!(!posts::has_comments(db, &viewer, &bob.jid, COMMENTS).await.unwrap());
        }
        assert_eq!(feed_items(db, &alice, Filter::All).await, ["1"]);
        assert_eq!(feed_items(db, &bob, Filter::All).await, ["1"]);
        assert!(feed_items(db, &stranger, Filter::All).await.is_empty());
        assert!(posts::public_of_pod(db, &pod, None, 20).await.unwrap().is_empty());
        assert_eq!(posts::revoke(db, &bob.owner(), 0, &alice.jid, "other").await.unwrap(), 0);
        assert_eq!(posts::revoke(db, &bob.owner(), 0, &alice.jid, MICROBLOG).await.unwrap(), 1);
        assert!(!sees(db, bob.owner(), "alice@a.example", "1").await);
    }

    async fn comments_for_contacts_are_those_of_her_own_posts_that_are_not_public(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let node = |service: &str, node: &str| Some(CommentsNode { service: jid(service), node: node.into() });
        let own = node("alice@a.example", "of 1");
        receive(db, &alice, NewPost { comments: own, ..post("alice@a.example", "1", 0) }).await;
        let own = node("alice@a.example", "of 2");
        receive(db, &alice, NewPost { comments: own, ..post("alice@a.example", "2", 1) }).await;
        let own = node("alice@a.example", "of all");
        receive(db, &alice, NewPost { comments: own, public: true, ..post("alice@a.example", "3", 2) }).await;
        let elsewhere = node("pubsub.a.example", "elsewhere");
        receive(db, &alice, NewPost { comments: elsewhere, ..post("alice@a.example", "4", 3) }).await;
        let bobs = node("alice@a.example", "of bob");
        receive(db, &alice, NewPost { comments: bobs, ..post("bob@a.example", "1", 4) }).await;
        receive(db, &alice, post("alice@a.example", "5", 5)).await;
        let mut nodes = posts::comments_for_contacts(db, &alice.owner(), &alice.jid).await.unwrap();
        // the posts came in the same moment
        nodes.sort_unstable();
        assert_eq!(nodes, ["of 1", "of 2"]);
    }

    async fn open_nodes_are_for_those_who_are_signed_in(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let other = member(db, &pod, "other@b.example").await;
        let open = |author, item| NewPost { access: Some(Access::Open), ..post(author, item, 0) };
        receive(db, &alice, open("alice@a.example", "first hand")).await;
        receive(db, &alice, open("david@c.example", "second hand")).await;
        let presence = NewPost { access: Some(Access::Presence), ..post("alice@a.example", "contacts", 0) };
        receive(db, &alice, presence).await;
        assert!(sees(db, other.owner(), "alice@a.example", "first hand").await);
        assert!(!sees(db, other.owner(), "david@c.example", "second hand").await);
        assert!(!sees(db, other.owner(), "alice@a.example", "contacts").await);
        assert!(!sees(db, Viewer::anyone(pod), "alice@a.example", "first hand").await);
    }

    async fn the_feed_is_newest_first_and_its_pages_stay(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = member(db, &pod, "bob@a.example").await;
        befriend(db, &alice, "bob@a.example").await;
        for item in 0..7 {
            let (new, now) = (post("bob@a.example", &item.to_string(), -(item / 2)), NOW + Duration::seconds(item));
            posts::receive(db, &alice.owner(), 0, alice.jid.domain(), new, now).await.unwrap();
        }
        receive(db, &alice, post("alice@a.example", "own", -100)).await;
        receive(db, &alice, post("stranger@a.example", "not a contact", 0)).await;
        let mut items = Vec::new();
        let mut before = None;
        loop {
            let page = posts::feed(db, &alice.owner(), Filter::All, before, 3).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Some(last.cursor().to_string().parse().unwrap());
            items.extend(page.iter().map(|post| post.item.clone()));
            receive(db, &alice, post("bob@a.example", &format!("newer {}", items.len()), 1000)).await;
        }
        assert_eq!(items, ["1", "0", "3", "2", "5", "4", "6", "own"]);
        let contacts = feed_items(db, &alice, Filter::Contacts).await;
        assert!(!contacts.contains(&"own".to_owned()) && contacts.contains(&"6".to_owned()));
        assert!(feed_items(db, &alice, Filter::Pod).await.contains(&"own".to_owned()));
        assert!(feed_items(db, &bob, Filter::All).await.is_empty());
    }

    async fn a_post_from_the_future_counts_as_now(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        receive(db, &alice, post("alice@a.example", "future", 1_000_000)).await;
        assert_eq!(posts::feed(db, &alice.owner(), Filter::All, None, 1).await.unwrap()[0].published_at, NOW);
    }

    async fn a_card_shows_the_author_as_the_viewer_knows_her(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = member(db, &pod, "bob@a.example").await;
        befriend(db, &alice, "bob@a.example").await;
        let claimed = NewPost { author_name: Some("claimed".into()), ..post("bob@a.example", "1", 0) };
        receive(db, &alice, claimed).await;
        let author = |posts: Vec<posts::Post>| posts.into_iter().next().unwrap().author;
        let seen = author(posts::feed(db, &alice.owner(), Filter::All, None, 1).await.unwrap());
        assert_eq!((seen.name.as_str(), seen.handle, seen.picture), ("claimed", Some(bob.handle.clone()), None));
        let profile = Profile { name: "Bob".into(), ..Profile::default() };
        members::set_profile(db, &bob.owner(), profile).await.unwrap();
        let shown = picture(db, &pod, "00ff").await;
        contacts::set_picture(db, &alice.owner(), 0, &bob.jid, Some(shown)).await.unwrap();
        let seen = author(posts::feed(db, &alice.owner(), Filter::All, None, 1).await.unwrap());
        assert_eq!((seen.name.as_str(), seen.picture.as_deref()), ("Bob", Some("00ff")));
    }

    async fn what_was_taken_back_is_gone_until_it_is_published_again(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let (owner, told) = (alice.owner(), alice.jid.domain());
        let first = post("alice@a.example", "1", 0);
        receive(db, &alice, first.clone()).await;
        let row = posts::retract(db, &owner, 0, told, at(&alice.jid, "1"), NOW).await.unwrap();
        assert!(row.is_some());
        assert_eq!(posts::retract(db, &owner, 0, told, at(&alice.jid, "1"), NOW).await.unwrap(), None);
        assert_eq!(receive(db, &alice, first.clone()).await, Change::Same);
        assert!(feed_items(db, &alice, Filter::All).await.is_empty());
        let again = NewPost { updated_at: NOW + Duration::seconds(1), ..first };
        assert_eq!(receive(db, &alice, again).await, Change::Changed);
        receive(db, &alice, post("alice@a.example", "2", 0)).await;
        assert_eq!(feed_items(db, &alice, Filter::All).await.len(), 2);
        let purged = posts::purge(db, &owner, 0, told, &alice.jid, MICROBLOG, NOW).await.unwrap();
        assert_eq!(purged.len(), 2);
        assert!(feed_items(db, &alice, Filter::All).await.is_empty());
    }

    async fn a_public_blog_has_a_members_public_posts(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let public = |author, item, seconds| NewPost { public: true, ..post(author, item, seconds) };
        receive(db, &alice, public("alice@a.example", "1", -3)).await;
        receive(db, &alice, public("alice@a.example", "2", -2)).await;
        receive(db, &alice, post("alice@a.example", "for contacts", -1)).await;
        receive(db, &alice, public("nobody@a.example", "no member", 0)).await;
        let all = posts::public_of_member(db, &pod, &alice.jid, None, 20).await.unwrap();
        assert_eq!(all.iter().map(|post| post.item.as_str()).collect::<Vec<_>>(), ["2", "1"]);
        let older = posts::public_of_member(db, &pod, &alice.jid, Some(all[0].cursor()), 20).await.unwrap();
        assert_eq!(older, all[1..]);
        assert_eq!(posts::public_of_pod(db, &pod, None, 20).await.unwrap(), all);
        assert!(sees(db, Viewer::anyone(pod), "alice@a.example", "1").await);
        assert!(!sees(db, Viewer::anyone(pod), "nobody@a.example", "no member").await);
        let private = NewPost { updated_at: NOW, ..post("alice@a.example", "2", -2) };
        receive(db, &alice, private).await;
        assert!(!sees(db, Viewer::anyone(pod), "alice@a.example", "2").await);
    }

    async fn strange_addresses_are_nothing_and_large_posts_are_refused(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let viewer = alice.owner().into();
        for strange in ["a\0b", "../..", "", "\u{202e}", &"x".repeat(5000), "%00", "'\"--"] {
            assert_eq!(posts::get(db, &viewer, &alice.jid, strange, strange).await.unwrap(), None);
            assert!(posts::comments(db, &viewer, &alice.jid, strange).await.unwrap().is_empty());
        }
        let large = NewPost { html: "x".repeat(SIZE_MAX + 1), ..post("alice@a.example", "1", 0) };
        let refused = posts::receive(db, &alice.owner(), 0, alice.jid.domain(), large, NOW).await;
        assert!(matches!(refused, Err(Error::TooLarge("post"))));
    }
}
