//! Who is blocked does not come in, and nothing of hers is shown, on one pod or on all.

use model::audit::{self, Act, deployment};
use model::blocks::{self, Block, NewBlock};
use model::members::Member;
use model::pods::{self, Turn};
use model::posts::{self, Filter, NewPost, Viewer};
use model::roles::{self, Role};
use model::{Database, Error, PodId, browsers, versions};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by, jid, member, pod, post};

fn new(subject: &str, expires_at: Option<OffsetDateTime>) -> NewBlock {
    NewBlock { subject: jid(subject), reason: "Spam".into(), expires_at }
}

/// Somebody with a post for everyone, and a session.
async fn writer(db: &Database, pod: &PodId, address: &str) -> Member {
    let writer = member(db, pod, address).await;
    let new = NewPost { public: true, ..post(address, address, 0) };
    posts::receive(db, &writer.owner(), 0, writer.jid.domain(), new, NOW).await.unwrap();
    writer
}

async fn shown(db: &Database, pod: &PodId) -> Vec<String> {
    let mut items: Vec<String> =
        posts::public_of_pod(db, pod, None, 9).await.unwrap().into_iter().map(|post| post.item).collect();
    items.sort();
    items
}

on_both! {
    async fn a_domain_is_all_of_its_addresses_and_no_other(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for address in ["alice@a.example", "eve@evil.example", "bob@notevil.example"] {
            writer(db, &pod, address).await;
        }
        blocks::add(db, &pod, new("evil.example", None), &by()).await.unwrap();
        assert_eq!(shown(db, &pod).await, ["alice@a.example", "bob@notevil.example"]);
        let of = async |address: &str| blocks::of(db, &pod, &jid(address), NOW).await.unwrap().is_some();
        assert!(of("eve@evil.example").await && of("else@evil.example").await);
        assert!(!of("bob@notevil.example").await && !of("alice@a.example").await);
        blocks::remove(db, &pod, &jid("evil.example"), &by()).await.unwrap();
        assert_eq!(shown(db, &pod).await.len(), 3);
        let again = blocks::remove(db, &pod, &jid("evil.example"), &by()).await;
        assert!(matches!(again, Err(Error::NotFound("block"))));
    }

    async fn an_address_is_itself_whatever_is_in_it(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        writer(db, &pod, "a_b@a.example").await;
        writer(db, &pod, "axb@a.example").await;
        blocks::add(db, &pod, new("a_b@a.example", None), &by()).await.unwrap();
        assert_eq!(shown(db, &pod).await, ["axb@a.example"]);
    }

    async fn comments_and_feeds_are_without_who_is_blocked(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = writer(db, &pod, "alice@a.example").await;
        let comment = NewPost {
            node: "comments".into(),
            author_jid: Some(jid("eve@evil.example")),
            ..post("alice@a.example", "c1", 1)
        };
        let told = alice.jid.domain();
        posts::receive(db, &alice.owner(), 0, told, comment, NOW).await.unwrap();
        posts::receive(db, &alice.owner(), 0, told, post("eve@evil.example", "p1", 2), NOW).await.unwrap();
        let viewer = Viewer::from(alice.owner());
        let seen = async || {
            let comments = posts::comments(db, &viewer, &alice.jid, "comments").await.unwrap().len();
            let eve = jid("eve@evil.example");
            let hers = posts::by_author(db, &alice.owner(), &eve, None, 9).await.unwrap().len();
            (comments, hers)
        };
        assert_eq!(seen().await, (1, 1));
        blocks::add(db, &pod, new("eve@evil.example", None), &by()).await.unwrap();
        assert_eq!(seen().await, (0, 0));
        assert_eq!(posts::feed(db, &alice.owner(), Filter::All, None, 9).await.unwrap().len(), 1);
    }

    async fn who_is_blocked_has_no_browser_and_no_session_any_more(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (eve, alice) = (writer(db, &pod, "eve@evil.example").await, writer(db, &pod, "alice@a.example").await);
        let token = browsers::create(db, &eve.owner(), "Firefox", NOW).await.unwrap().token;
        let hers = browsers::create(db, &alice.owner(), "Firefox", NOW).await.unwrap().token;
        assert!(blocks::with_sessions(db, NOW).await.unwrap().is_empty());
        let until = Some(NOW + Duration::days(1));
        blocks::add(db, &pod, new("evil.example", until), &by()).await.unwrap();
        assert_eq!(browsers::by_token(db, &pod, &token, NOW).await.unwrap(), None);
        assert!(browsers::by_token(db, &pod, &hers, NOW).await.unwrap().is_some());
        let late = browsers::create(db, &eve.owner(), "Firefox", NOW).await.unwrap().token;
        assert_eq!(browsers::by_token(db, &pod, &late, NOW).await.unwrap(), None, "who was signing in then");
        let over = browsers::by_token(db, &pod, &late, NOW + Duration::days(1)).await.unwrap();
        assert!(over.is_some());
        assert_eq!(blocks::with_sessions(db, NOW).await.unwrap(), [(pod, eve.jid.clone())]);
        assert!(blocks::with_sessions(db, NOW + Duration::days(1)).await.unwrap().is_empty(), "it is over");
    }

    async fn a_block_is_over_at_its_hour_and_its_row_goes_with_a_line_in_the_log(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        writer(db, &pod, "eve@evil.example").await;
        let (eve, end) = (jid("eve@evil.example"), NOW + Duration::days(7));
        blocks::add(db, &pod, new("evil.example", Some(end)), &by()).await.unwrap();
        assert!(blocks::of(db, &pod, &eve, end - Duration::seconds(1)).await.unwrap().is_some());
        assert!(blocks::of(db, &pod, &eve, end).await.unwrap().is_none(), "no job is needed to sign in");
        assert_eq!(blocks::expire(db, end - Duration::seconds(1)).await.unwrap(), 0);
        let before = versions::of_public(db, &pod).await.unwrap();
        assert_eq!(blocks::expire(db, end).await.unwrap(), 1);
        assert!(versions::of_public(db, &pod).await.unwrap() > before);
        assert_eq!(shown(db, &pod).await, ["eve@evil.example"]);
        let log = audit::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.object.as_str(), log.actor), (Act::BlockRemove, "evil.example", audit::Actor::Program));
    }

    async fn a_block_of_all_pods_is_over_at_its_hour_and_the_log_of_each_says_so(fresh) {
        let (db, one) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let other = pod(db, "lanterne.example").await.id;
        let (eve, end) = (jid("eve@evil.example"), NOW + Duration::days(7));
        let before = end - Duration::seconds(1);
        let hers = [writer(db, &one, "eve@evil.example").await, writer(db, &other, "eve@evil.example").await];
        blocks::add_everywhere(db, new("evil.example", Some(end)), &by()).await.unwrap();
        assert_eq!(blocks::with_sessions(db, before).await.unwrap().len(), 2);
        assert!(blocks::with_sessions(db, end).await.unwrap().is_empty());
        for writer in &hers {
            let (owner, pod) = (writer.owner(), writer.owner().pod);
            let token = browsers::create(db, &owner, "Firefox", NOW).await.unwrap().token;
            assert!(blocks::of(db, &pod, &eve, before).await.unwrap().is_some());
            assert!(blocks::of(db, &pod, &eve, end).await.unwrap().is_none(), "no job is needed to sign in");
            assert_eq!(browsers::by_token(db, &pod, &token, before).await.unwrap(), None);
            assert!(browsers::by_token(db, &pod, &token, end).await.unwrap().is_some());
        }
        assert_eq!(blocks::expire(db, before).await.unwrap(), 0);
        assert_eq!((shown(db, &one).await.len(), blocks::list_everywhere(db).await.unwrap().len()), (0, 1));
        assert_eq!(blocks::expire(db, end).await.unwrap(), 1);
        assert!(blocks::list_everywhere(db).await.unwrap().is_empty());
        for pod in [&one, &other] {
            assert_eq!(shown(db, pod).await, ["eve@evil.example"]);
            let log = audit::list(db, pod, None, 1).await.unwrap().remove(0);
            assert_eq!((log.act, log.object.as_str(), log.actor), (Act::BlockRemove, "evil.example", audit::Actor::Program));
            assert!(log.detail.contains("expired"), "{}", log.detail);
            assert_eq!(audit::first_broken(db, pod).await.unwrap(), None);
        }
        let log = deployment::list(db, &deployment::Filter::default(), None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.object.as_str()), (deployment::Act::BlockRemove, "evil.example"));
        assert_eq!(blocks::expire(db, end).await.unwrap(), 0);
    }

    async fn again_gives_it_another_reason_and_end_and_it_is_by_whoever_says_so(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let end = NOW + Duration::days(7);
        blocks::add(db, &pod, new("evil.example", Some(end)), &by()).await.unwrap();
        blocks::add_everywhere(db, new("evil.example", Some(end)), &by()).await.unwrap();
        let other = NewBlock { reason: "Worse".into(), ..new("evil.example", None) };
        let bob = audit::By { actor: audit::Actor::Person(jid("bob@a.example")), at: NOW };
        blocks::add(db, &pod, other.clone(), &bob).await.unwrap();
        blocks::add_everywhere(db, other, &bob).await.unwrap();
        for all in [blocks::list(db, &pod).await.unwrap(), blocks::list_everywhere(db).await.unwrap()] {
            let said: Vec<_> = all.iter().map(|it| (it.reason.as_str(), it.until, &it.by)).collect();
            assert_eq!(said, [("Worse", None, &bob.actor)]);
        }
    }

    async fn they_are_listed_page_by_page_and_each_is_there_once(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for (subject, second) in [("c.example", 0), ("a.example", 1), ("e@b.example", 0), ("d.example", 1)] {
            let by = audit::By { at: NOW + Duration::seconds(second), ..by() };
            blocks::add(db, &pod, new(subject, None), &by).await.unwrap();
            blocks::add_everywhere(db, new(subject, None), &by).await.unwrap();
        }
        let (mut own, mut everywhere) = (Vec::new(), Vec::new());
        for size in [3, 1, 0] {
            let after = own.last().map(|block: &Block| block.subject.clone());
            let page = blocks::page(db, &pod, after.as_ref(), 3).await.unwrap();
            assert_eq!(page.len(), size);
            own.extend(page);
            everywhere.extend(blocks::page_everywhere(db, after.as_ref(), 3).await.unwrap());
        }
        assert_eq!(own, blocks::list(db, &pod).await.unwrap());
        assert_eq!(everywhere, blocks::list_everywhere(db).await.unwrap());
        let other = crate::people::pod(db, "lanterne.example").await.id;
        assert!(blocks::page(db, &other, Some(&own[0].subject), 3).await.unwrap().is_empty());
        let gone = jid("gone.example");
        assert_eq!(blocks::page(db, &pod, Some(&gone), 9).await.unwrap().len(), 4, "it begins anew");
    }

    async fn who_runs_the_pod_is_not_blocked_on_it(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        roles::grant(db, &pod, &jid("alice@a.example"), Role::Moderator, &by()).await.unwrap();
        for subject in ["alice@a.example", "a.example"] {
            let refused = blocks::add(db, &pod, new(subject, None), &by()).await;
            assert!(matches!(refused, Err(Error::RunsThePod)), "{subject}");
        }
        assert!(blocks::list(db, &pod).await.unwrap().is_empty());
        blocks::add(db, &pod, new("bob@a.example", None), &by()).await.unwrap();
    }

    async fn who_is_kept_out_of_all_pods_is_in_the_log_of_one_that_comes_later_and_in_the_deployments(fresh) {
        let db = &fresh.db;
        let deleted = pod(db, "cantine.example").await.id;
        pods::turn(db, &deleted, Turn::Delete, &by()).await.unwrap();
        blocks::add_everywhere(db, new("evil.example", None), &by()).await.unwrap();
        let made = pod(db, "lanterne.example").await.id;
        pods::turn(db, &deleted, Turn::Restore, &by()).await.unwrap();
        blocks::remove_everywhere(db, &jid("evil.example"), &by()).await.unwrap();
        for pod in [&deleted, &made] {
            let log = audit::list(db, pod, None, 9).await.unwrap().into_iter();
            let acts: Vec<_> = log.filter(|it| it.object == "evil.example").map(|it| it.act).collect();
            assert_eq!(acts, [Act::BlockRemove, Act::BlockAdd]);
        }
        let log = deployment::list(db, &deployment::Filter::default(), None, 9).await.unwrap().into_iter();
        let acts: Vec<_> = log.filter(|it| it.object == "evil.example").map(|it| it.act).collect();
        assert_eq!(acts, [deployment::Act::BlockRemove, deployment::Act::BlockAdd]);
    }

    async fn a_pods_block_is_its_own_and_the_deployments_is_in_the_log_of_each(fresh) {
        let (db, one) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let other = pod(db, "lanterne.example").await.id;
        for pod in [&one, &other] {
            writer(db, pod, "eve@evil.example").await;
        }
        blocks::add(db, &one, new("evil.example", None), &by()).await.unwrap();
        assert_eq!((shown(db, &one).await.len(), shown(db, &other).await.len()), (0, 1));
        assert!(blocks::list(db, &other).await.unwrap().is_empty());
        let eve = jid("eve@evil.example");
        assert!(blocks::of(db, &other, &eve, NOW).await.unwrap().is_none());
        let crossed = blocks::remove(db, &other, &jid("evil.example"), &by()).await;
        assert!(matches!(crossed, Err(Error::NotFound("block"))));
        let before = versions::of_public(db, &other).await.unwrap();
        for (subject, members) in [("evil.example", 2), ("eve@evil.example", 2), ("a.example", 0)] {
            assert_eq!(blocks::concerned(db, &jid(subject)).await.unwrap(), members, "{subject}");
        }
        blocks::add_everywhere(db, new("evil.example", None), &by()).await.unwrap();
        assert!(versions::of_public(db, &other).await.unwrap() > before);
        assert!(shown(db, &other).await.is_empty() && blocks::of(db, &other, &eve, NOW).await.unwrap().is_some());
        for pod in [&one, &other] {
            let log = audit::list(db, pod, None, 1).await.unwrap().remove(0);
            assert_eq!((log.act, log.object.as_str()), (Act::BlockAdd, "evil.example"));
            assert!(log.detail.contains("everywhere"), "{}", log.detail);
            assert_eq!(audit::first_broken(db, pod).await.unwrap(), None);
        }
        blocks::remove_everywhere(db, &jid("evil.example"), &by()).await.unwrap();
        assert_eq!((shown(db, &one).await.len(), shown(db, &other).await.len()), (0, 1));
        assert!(blocks::list_everywhere(db).await.unwrap().is_empty());
    }
}
