//! Members who are kept out, let in again, or removed by those who run the pod.

use model::accounts::Removal;
use model::audit::{self, Act};
use model::members::{self, Member};
use model::posts::{self, NewPost, Viewer};
use model::roles::{self, Role};
use model::{Database, Error, Owner, PodId, browsers, pods, sessions};

use crate::databases::on_both;
use crate::people::{NOW, by, jid, member, pod, post};

async fn suspended(db: &Database, owner: &Owner) -> bool {
    members::get(db, owner).await.unwrap().unwrap().is_suspended()
}

async fn acts(db: &Database, pod: &PodId) -> Vec<(Act, String)> {
    let entries = audit::list(db, pod, None, 100).await.unwrap();
    entries.into_iter().rev().skip(1).map(|entry| (entry.act, entry.object)).collect()
}

/// Somebody who has written something for everyone.
async fn author(db: &Database, pod: &PodId) -> Member {
    let alice = member(db, pod, "alice@a.example").await;
    let public = NewPost { public: true, ..post("alice@a.example", "1", 0) };
    posts::receive(db, &alice.owner(), 0, alice.jid.domain(), public, NOW).await.unwrap();
    alice
}

async fn is_public(db: &Database, pod: &PodId) -> bool {
    !posts::public_of_pod(db, pod, None, 9).await.unwrap().is_empty()
}

on_both! {
    async fn who_is_suspended_is_out_and_back_when_she_is_let_in_again(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = author(db, &pod).await;
        let owner = alice.owner();
        let before = browsers::create(db, &owner, "Firefox", NOW).await.unwrap();
        members::suspend(db, &owner, "Insults", Role::Moderator, &by()).await.unwrap();
        members::suspend(db, &owner, "twice", Role::Moderator, &by()).await.unwrap();
        let kept = members::get(db, &owner).await.unwrap().unwrap();
        assert_eq!((kept.suspended_at, kept.suspended_reason.as_str()), (Some(NOW), "Insults"));
        assert!(browsers::list(db, &owner).await.unwrap().is_empty());
        assert_eq!(browsers::by_token(db, &pod, &before.token, NOW).await.unwrap(), None);
        // a sign-in that was under way
        let late = browsers::create(db, &owner, "Firefox", NOW).await.unwrap();
        assert_eq!(browsers::by_token(db, &pod, &late.token, NOW).await.unwrap(), None);
        assert_eq!(sessions::of_suspended(db).await.unwrap(), [(pod, alice.jid.clone())]);
        let shard = sessions::shard(&pod, &alice.jid);
        assert!(sessions::kept(db, shard, None, 9, NOW).await.unwrap().is_empty());
        assert!(!is_public(db, &pod).await);
        members::resume(db, &owner, Role::Moderator, &by()).await.unwrap();
        members::resume(db, &owner, Role::Moderator, &by()).await.unwrap();
        assert!(browsers::by_token(db, &pod, &late.token, NOW).await.unwrap().is_some());
        assert!(sessions::of_suspended(db).await.unwrap().is_empty());
        assert_eq!(sessions::kept(db, shard, None, 9, NOW).await.unwrap().len(), 1);
        assert!(is_public(db, &pod).await);
        let hers = |act| (act, "alice@a.example".to_owned());
        assert_eq!(acts(db, &pod).await, [hers(Act::MemberSuspend), hers(Act::MemberResume)]);
        let reason = &audit::list(db, &pod, Some(3), 1).await.unwrap()[0].detail;
        assert_eq!(reason, r#"{"reason":"Insults"}"#);
    }

    async fn her_friends_keep_what_they_have_received(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (alice, bob) = (author(db, &pod).await, member(db, &pod, "bob@b.example").await);
        let public = NewPost { public: true, ..post("alice@a.example", "1", 0) };
        let row = posts::receive(db, &bob.owner(), 0, bob.jid.domain(), public, NOW).await.unwrap().id;
        members::suspend(db, &alice.owner(), "", Role::Operator, &by()).await.unwrap();
        assert!(posts::by_id(db, &bob.owner().into(), &row).await.unwrap().is_some());
        assert_eq!(posts::by_id(db, &Viewer::anyone(pod), &row).await.unwrap(), None);
    }

    async fn nobody_acts_on_who_runs_the_pod_and_a_moderator_on_no_moderator(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = member(db, &pod, "bob@a.example").await;
        roles::grant(db, &pod, &alice.jid, Role::Operator, &by()).await.unwrap();
        roles::grant(db, &pod, &bob.jid, Role::Moderator, &by()).await.unwrap();
        let nobody = Owner { pod, member: model::MemberId::new(NOW) };
        for (owner, as_a) in [
            (alice.owner(), Role::Operator),
            (alice.owner(), Role::Moderator),
            (bob.owner(), Role::Moderator),
            (nobody, Role::Operator),
        ] {
            let refused = members::suspend(db, &owner, "", as_a, &by()).await;
            assert!(matches!(refused, Err(Error::NotFound("member"))), "{refused:?}");
            let refused = members::resume(db, &owner, as_a, &by()).await;
            assert!(matches!(refused, Err(Error::NotFound("member"))), "{refused:?}");
        }
        let expelled = members::expel(db, &alice.owner(), Removal::Settled, &by()).await;
        assert!(matches!(expelled, Err(Error::NotFound("member"))));
        members::suspend(db, &bob.owner(), "", Role::Operator, &by()).await.unwrap();
        assert!(suspended(db, &bob.owner()).await && !suspended(db, &alice.owner()).await);
        assert_eq!(acts(db, &pod).await.len(), 3, "what was refused is not written down");
    }

    async fn who_is_removed_leaves_nothing_and_no_role(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = author(db, &pod).await;
        roles::grant(db, &pod, &alice.jid, Role::Moderator, &by()).await.unwrap();
        members::suspend(db, &alice.owner(), "", Role::Operator, &by()).await.unwrap();
        members::expel(db, &alice.owner(), Removal::Settled, &by()).await.unwrap();
        assert_eq!(members::get(db, &alice.owner()).await.unwrap(), None);
        assert_eq!(roles::role_of(db, &pod, &alice.jid).await.unwrap(), None);
        assert!(!is_public(db, &pod).await);
        let row = pods::get(db, &pod).await.unwrap().unwrap();
        assert_eq!((row.members_used, row.sessions_used), (0, 0));
        let again = members::expel(db, &alice.owner(), Removal::Settled, &by()).await;
        assert!(matches!(again, Err(Error::NotFound("member"))));
        assert_eq!(acts(db, &pod).await.pop(), Some((Act::MemberRemove, "alice@a.example".to_owned())));
        let back = member(db, &pod, "alice@a.example").await;
        assert!(!back.is_suspended(), "who comes anew comes as anybody does");
    }

    async fn another_pods_members_are_none_of_ours(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let alice = author(db, &one).await;
        let crossed = Owner { pod: other, member: alice.id };
        let refused = members::suspend(db, &crossed, "", Role::Operator, &by()).await;
        assert!(matches!(refused, Err(Error::NotFound("member"))));
        let expelled = members::expel(db, &crossed, Removal::Settled, &by()).await;
        assert!(matches!(expelled, Err(Error::NotFound("member"))));
        author(db, &other).await;
        members::suspend(db, &alice.owner(), "", Role::Operator, &by()).await.unwrap();
        assert!(is_public(db, &other).await && !is_public(db, &one).await);
    }

    async fn somebody_always_runs_the_pod(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (alice, bob) = (jid("alice@a.example"), member(db, &pod, "bob@a.example").await);
        member(db, &pod, "alice@a.example").await;
        roles::assign(db, &pod, &alice, Some(Role::Operator), &by()).await.unwrap();
        // somebody who never came does not run anything
        roles::grant(db, &pod, &jid("nobody@a.example"), Role::Operator, &by()).await.unwrap();
        for role in [None, Some(Role::Moderator)] {
            let refused = roles::assign(db, &pod, &alice, role, &by()).await;
            assert!(matches!(refused, Err(Error::LastOperator)), "{refused:?}");
        }
        roles::assign(db, &pod, &bob.jid, Some(Role::Operator), &by()).await.unwrap();
        let (one, other) = (by(), by());
        let (first, second) = tokio::join!(
            roles::assign(db, &pod, &alice, None, &one),
            roles::assign(db, &pod, &bob.jid, Some(Role::Moderator), &other),
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let left = roles::list(db, &pod).await.unwrap();
        assert_eq!(left.iter().filter(|it| it.role == Role::Operator).count(), 2, "nobody, and one of the two");
        let before = acts(db, &pod).await.len();
        roles::assign(db, &pod, &jid("claire@a.example"), None, &by()).await.unwrap();
        assert_eq!(acts(db, &pod).await.len(), before, "what is so already is no act");
    }
}
