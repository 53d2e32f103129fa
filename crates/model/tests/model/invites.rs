//! Invitations let in so many, and are counted as places are.

use futures::future::join_all;
use model::audit::{Actor, By};
use model::blocks::{self, NewBlock};
use model::invites::{self, Code, HandOver, Invite, NewInvite, Word};
use model::members::Member;
use model::places::{self, PlaceError, Shown};
use model::pods::NewPod;
use model::roles::Role;
use model::{Database, Error, InviteId, MemberId, PodId, departures, members};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, member, newcomer, pod};

const TTL: Duration = Duration::minutes(2);

fn for_so_many(uses: i64) -> NewInvite {
    NewInvite { made_by: None, note: "for the choir".into(), uses, expires_at: None }
}

async fn made(db: &Database, pod: &PodId, new: NewInvite) -> Invite {
    invites::create(db, pod, new, &by()).await.unwrap().0
}

/// Asks for a place by an invitation.
async fn asks(
    db: &Database,
    pod: &PodId,
    name: &str,
    invite: &InviteId,
) -> Result<places::Place, PlaceError> {
    places::reserve_by(db, pod, &jid(&format!("{name}@a.example")), Some(invite), NOW, TTL).await
}

/// Somebody who came so late by the word of a member, or of the pod.
async fn comes(db: &Database, pod: &PodId, name: &str, by: Option<MemberId>, second: i64) -> Member {
    let invite = made(db, pod, NewInvite { made_by: by, ..for_so_many(1) }).await;
    let place = asks(db, pod, name, &invite.id).await.unwrap();
    places::commit(db, &place, newcomer(name), NOW + Duration::seconds(second)).await.unwrap()
}

/// Alice, Bob and Eve by her word, Denis by Bob's, and Claire by the pod's.
async fn grown(db: &Database, pod: &PodId) -> [Member; 5] {
    let alice = member(db, pod, "alice@a.example").await;
    let bob = comes(db, pod, "bob", Some(alice.id), 1).await;
    let claire = comes(db, pod, "claire", None, 2).await;
    let denis = comes(db, pod, "denis", Some(bob.id), 3).await;
    let eve = comes(db, pod, "eve", Some(alice.id), 4).await;
    [alice, bob, claire, denis, eve]
}

/// Whether somebody comes in by an invitation while it is good.
async fn is_vouched_for(db: &Database, pod: &PodId, invite: &InviteId) -> bool {
    invites::vouched_for(db, pod, &[*invite], NOW).await.unwrap().contains(invite)
}

async fn used(db: &Database, pod: &PodId) -> i64 {
    invites::list(db, pod, None).await.unwrap()[0].used
}

on_both! {
    async fn a_code_leads_to_its_invitation_on_its_own_pod_only(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let (invite, code) = invites::create(db, &one, for_so_many(3), &by()).await.unwrap();
        let typed = Code::parse(&format!(" {} ", code.reveal().to_uppercase())).unwrap();
        assert_eq!(invites::by_code(db, &one, &typed).await.unwrap(), Some(invite.clone()));
        assert_eq!(invites::by_code(db, &other, &code).await.unwrap(), None);
        assert!(invites::list(db, &other, None).await.unwrap().is_empty());
        let elsewhere = asks(db, &other, "eve", &invite.id).await;
        assert!(matches!(elsewhere, Err(PlaceError::InviteSpent)));
        let revoked = invites::revoke(db, &other, &invite.id, None, &by()).await;
        assert!(matches!(revoked, Err(Error::NotFound("invite"))));
        for nonsense in ["", "0", &"g".repeat(32), &"0".repeat(64)] {
            assert_eq!(Code::parse(nonsense), None, "{nonsense}");
        }
    }

    async fn one_use_that_twenty_ask_for_at_once_lets_one_in(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let invite = made(db, &pod, for_so_many(1)).await;
        let names: Vec<String> = (0..20).map(|number| format!("member{number}")).collect();
        let asked = join_all(names.iter().map(|name| asks(db, &pod, name, &invite.id))).await;
        assert_eq!(asked.iter().filter(|place| place.is_ok()).count(), 1);
        assert!(asked.iter().all(|place| matches!(place, Ok(_) | Err(PlaceError::InviteSpent))), "{asked:?}");
        assert_eq!(used(db, &pod).await, 1);
        let row = model::pods::get(db, &pod).await.unwrap().unwrap();
        assert_eq!(row.members_used, 1, "who was not let in holds no place");
    }

    async fn a_use_comes_back_with_the_place_and_stays_with_the_member(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let invite = made(db, &pod, for_so_many(2)).await;
        let place = asks(db, &pod, "alice", &invite.id).await.unwrap();
        asks(db, &pod, "alice", &invite.id).await.unwrap();
        assert_eq!(used(db, &pod).await, 1, "the same account once");
        places::release(db, &place).await.unwrap();
        assert_eq!(used(db, &pod).await, 0);
        let place = asks(db, &pod, "alice", &invite.id).await.unwrap();
        let alice = places::commit(db, &place, newcomer("alice"), NOW).await.unwrap();
        asks(db, &pod, "bob", &invite.id).await.unwrap();
        assert_eq!(places::expire(db, NOW + TTL).await.unwrap(), 1);
        assert_eq!(used(db, &pod).await, 1);
        assert_eq!(invites::of_member(db, &alice.owner()).await.unwrap(), Some(invite.id));
        members::remove(db, &alice.owner(), NOW).await.unwrap();
        assert_eq!(used(db, &pod).await, 1, "who has left has come in all the same");
    }

    async fn what_is_old_or_revoked_lets_nobody_in(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let old = made(db, &pod, NewInvite { expires_at: Some(NOW), ..for_so_many(9) }).await;
        let later = NewInvite { expires_at: Some(NOW + Duration::seconds(1)), ..for_so_many(9) };
        let later = made(db, &pod, later).await;
        assert_eq!([&old, &later].map(|invite| invite.is_good(NOW)), [false, true]);
        assert!(matches!(asks(db, &pod, "alice", &old.id).await, Err(PlaceError::InviteSpent)));
        asks(db, &pod, "alice", &later.id).await.unwrap();
        invites::revoke(db, &pod, &later.id, None, &by()).await.unwrap();
        assert!(matches!(asks(db, &pod, "bob", &later.id).await, Err(PlaceError::InviteSpent)));
        let again = invites::revoke(db, &pod, &later.id, None, &by()).await;
        assert!(matches!(again, Err(Error::NotFound("invite"))));
        let unknown = asks(db, &pod, "bob", &InviteId::new(NOW)).await;
        assert!(matches!(unknown, Err(PlaceError::InviteSpent)));
    }

    async fn they_are_listed_page_by_page_and_each_is_there_once(fresh) {
        let db = &fresh.db;
        let (pod, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        for _ in 0..5 {
            made(db, &pod, for_so_many(1)).await;
        }
        let elsewhere = made(db, &other, for_so_many(1)).await;
        let mut seen = Vec::new();
        for size in [2, 2, 1, 0] {
            let before = seen.last().map(|invite: &Invite| invite.id);
            let page = invites::page(db, &pod, before, 2).await.unwrap();
            assert_eq!(page.len(), size);
            seen.extend(page);
        }
        assert_eq!(seen, invites::list(db, &pod, None).await.unwrap());
        assert_eq!(invites::find(db, &pod, &seen[0].id).await.unwrap().as_ref(), Some(&seen[0]));
        assert_eq!(invites::find(db, &pod, &elsewhere.id).await.unwrap(), None, "another pod's is nothing");
    }

    async fn the_tree_says_who_came_by_whose_word(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let hers = made(db, &pod, NewInvite { made_by: Some(alice.id), ..for_so_many(1) }).await;
        let place = asks(db, &pod, "bob", &hers.id).await.unwrap();
        let bob = places::commit(db, &place, newcomer("bob"), NOW).await.unwrap();
        let his = made(db, &pod, NewInvite { made_by: Some(bob.id), ..for_so_many(1) }).await;
        let place = asks(db, &pod, "claire", &his.id).await.unwrap();
        let claire = places::commit(db, &place, newcomer("claire"), NOW + Duration::minutes(1)).await.unwrap();
        let tree = invites::tree(db, &pod).await.unwrap();
        let branches: Vec<_> = tree.iter().map(|it| (it.member, it.by, it.invite)).collect();
        assert_eq!(branches, [(bob.id, Some(alice.id), hers.id), (claire.id, Some(bob.id), his.id)]);
        assert_eq!(invites::list(db, &pod, Some(&alice.id)).await.unwrap().len(), 1);
        let not_hers = invites::revoke(db, &pod, &his.id, Some(&alice.id), &by()).await;
        assert!(matches!(not_hers, Err(Error::NotFound("invite"))));
        assert!(invites::list(db, &pod, Some(&bob.id)).await.unwrap()[0].revoked_at.is_none());
        invites::revoke(db, &pod, &his.id, Some(&bob.id), &by()).await.unwrap();
        members::remove(db, &alice.owner(), NOW).await.unwrap();
        assert_eq!(invites::tree(db, &pod).await.unwrap().len(), 2, "what she said is still known");
    }
    async fn the_tree_is_told_with_those_below_her_after_each(fresh) {
        let db = &fresh.db;
        let (pod, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let [alice, bob, claire, denis, eve] = grown(db, &pod).await;
        let told = async |of: Option<&MemberId>| {
            let lines = invites::lines(db, &pod, of).await.unwrap();
            lines.iter().map(|it| (it.branch.member, it.depth, it.below)).collect::<Vec<_>>()
        };
        let whole = [(bob.id, 0, 1), (denis.id, 1, 0), (claire.id, 0, 0), (eve.id, 0, 0)];
        assert_eq!(told(None).await, whole);
        assert_eq!(told(Some(&alice.id)).await, [(bob.id, 0, 1), (denis.id, 1, 0), (eve.id, 0, 0)]);
        assert_eq!(told(Some(&bob.id)).await, [(denis.id, 0, 0)]);
        assert!(invites::lines(db, &other, Some(&alice.id)).await.unwrap().is_empty());
        let word = async |of: &Member| invites::word_for(db, &of.owner()).await.unwrap();
        assert_eq!(word(&alice).await, None);
        assert_eq!(word(&bob).await, Some(Word::Member(alice.id)));
        assert_eq!(word(&claire).await, Some(Word::Pod));
        let known = invites::people(db, &other, vec![alice.id]).await.unwrap();
        assert!(known.is_empty(), "who is on another pod is nobody here");
        members::remove(db, &bob.owner(), NOW).await.unwrap();
        assert_eq!(told(None).await, [(claire.id, 0, 0), (denis.id, 0, 0), (eve.id, 0, 0)]);
        assert_eq!(word(&denis).await, Some(Word::Member(bob.id)), "whose word it was is still known");
    }

    async fn of_a_tree_that_is_large_the_first_are_told_and_how_many_came_later(fresh) {
        let db = &fresh.db;
        let (pod, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let [alice, bob, claire, denis, _] = grown(db, &pod).await;
        comes(db, &other, "fred", None, 1).await;
        let told = async |of: Option<&MemberId>, most: u32| {
            let tree = invites::first_lines(db, &pod, of, most).await.unwrap();
            let lines = tree.lines.iter().map(|it| (it.branch.member, it.depth, it.below));
            (lines.collect::<Vec<_>>(), tree.further)
        };
        assert_eq!(told(None, 2).await, (vec![(bob.id, 0, 0), (claire.id, 0, 0)], 2));
        assert_eq!(told(Some(&alice.id), 2).await, (vec![(bob.id, 0, 1), (denis.id, 1, 0)], 1));
        assert_eq!(told(Some(&claire.id), 2).await, (Vec::new(), 0));
        for of in [None, Some(&alice.id), Some(&bob.id)] {
            let whole = invites::lines(db, &pod, of).await.unwrap();
            let tree = invites::first_lines(db, &pod, of, 99).await.unwrap();
            assert_eq!((tree.lines, tree.further), (whole, 0));
        }
        let elsewhere = invites::first_lines(db, &other, Some(&alice.id), 99).await.unwrap();
        assert_eq!((elsewhere.lines, elsewhere.further), (Vec::new(), 0), "another pod's is nothing");
    }

    async fn nobody_comes_by_the_word_of_who_is_kept_out(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let hers = made(db, &pod, NewInvite { made_by: Some(alice.id), ..for_so_many(2) }).await;
        let other = NewPod::new("lanterne.example", "Lanterne");
        let other = model::pods::create(db, other, &by()).await.unwrap();
        assert!(!is_vouched_for(db, &other.id, &hers.id).await, "another pod's is nothing");
        assert!(is_vouched_for(db, &pod, &hers.id).await);
        members::suspend(db, &alice.owner(), "", Role::Operator, &by()).await.unwrap();
        assert!(!is_vouched_for(db, &pod, &hers.id).await);
        assert!(matches!(asks(db, &pod, "bob", &hers.id).await, Err(PlaceError::InviteSpent)));
        assert_eq!(used(db, &pod).await, 0, "the use is given back");
        let row = model::pods::get(db, &pod).await.unwrap().unwrap();
        assert_eq!(row.members_used, 1, "and so is the place");
        let its = made(db, &pod, for_so_many(2)).await;
        assert!(is_vouched_for(db, &pod, &its.id).await, "the pod's own is always");
        members::resume(db, &alice.owner(), Role::Operator, &by()).await.unwrap();
        asks(db, &pod, "bob", &hers.id).await.unwrap();
    }

    async fn nobody_comes_by_the_word_of_who_is_blocked_or_gone_whatever_was_shown(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let new = NewInvite { made_by: Some(alice.id), ..for_so_many(9) };
        let (hers, code) = invites::create(db, &pod, new, &by()).await.unwrap();
        let (of_pod, of_all) = (Some(&pod), None);
        for (whose, subject) in [(of_pod, "alice@a.example"), (of_pod, "a.example"), (of_all, "a.example")] {
            let until = Some(NOW + Duration::days(1));
            let new = NewBlock { subject: jid(subject), reason: "Spam".into(), expires_at: until };
            match whose {
                Some(pod) => blocks::add(db, pod, new, &by()).await.unwrap(),
                None => blocks::add_everywhere(db, new, &by()).await.unwrap(),
            }
            let shown = Shown { invite: hers.id, at: NOW - Duration::minutes(5) };
            let asked = places::reserve_shown(db, &pod, &jid("bob@b.example"), shown, NOW, TTL).await;
            assert!(matches!(asked, Err(PlaceError::InviteSpent)), "{subject}");
            assert!(!is_vouched_for(db, &pod, &hers.id).await, "{subject}");
            let met = async |now| invites::meet(db, &pod, &code, now).await.unwrap().unwrap().good;
            assert_eq!((met(NOW).await, met(NOW + Duration::days(1)).await), (false, true), "until it is over");
            match whose {
                Some(pod) => blocks::remove(db, pod, &jid(subject), &by()).await.unwrap(),
                None => blocks::remove_everywhere(db, &jid(subject), &by()).await.unwrap(),
            }
        }
        departures::begin(db, &alice.owner(), None, NOW).await.unwrap();
        assert!(matches!(asks(db, &pod, "bob", &hers.id).await, Err(PlaceError::InviteSpent)), "she has left");
        assert!(!is_vouched_for(db, &pod, &hers.id).await);
        assert_eq!(used(db, &pod).await, 0);
        members::remove(db, &alice.owner(), NOW).await.unwrap();
        assert!(!invites::meet(db, &pod, &code, NOW).await.unwrap().unwrap().good, "and is gone");
        assert!(!is_vouched_for(db, &pod, &hers.id).await);
        assert!(matches!(asks(db, &pod, "bob", &hers.id).await, Err(PlaceError::InviteSpent)));
    }

    async fn a_pod_is_handed_over_whoever_ran_it_has_left(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let hers = By { actor: Actor::Person(alice.jid.clone()), at: NOW };
        let to = HandOver { email: None, language: "en".into() };
        let (invite, code) = invites::hand_over(db, &pod, to, &hers).await.unwrap();
        members::remove(db, &alice.owner(), NOW).await.unwrap();
        assert!(invites::meet(db, &pod, &code, NOW).await.unwrap().unwrap().good);
        asks(db, &pod, "bob", &invite.id).await.unwrap();
    }

    async fn a_member_sees_her_own_and_who_came_by_them(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = member(db, &pod, "bob@a.example").await;
        let (hers, _) = invites::by_member(db, &alice.owner(), 2, false, &by()).await.unwrap();
        let (his, _) = invites::by_member(db, &bob.owner(), 2, false, &by()).await.unwrap();
        assert_eq!(invites::open_of(db, &alice.owner(), NOW).await.unwrap(), 1);
        let place = asks(db, &pod, "claire", &hers.id).await.unwrap();
        let claire = places::commit(db, &place, newcomer("claire"), NOW).await.unwrap();
        let seen: Vec<InviteId> =
            invites::latest(db, &alice.owner(), 9).await.unwrap().iter().map(|invite| invite.id).collect();
        assert_eq!(seen, [hers.id]);
        assert_eq!(invites::own(db, &alice.owner(), &his.id).await.unwrap(), None);
        let came = invites::who_came(db, &alice.owner(), 9).await.unwrap();
        let came: Vec<_> = came.iter().map(|(invite, member)| (*invite, member.id)).collect();
        assert_eq!(came, [(hers.id, claire.id)]);
        assert!(invites::who_came(db, &bob.owner(), 9).await.unwrap().is_empty());
        assert_eq!(invites::open_of(db, &alice.owner(), NOW).await.unwrap(), 0, "it is used");
        let end = NOW + invites::GOOD;
        assert_eq!(invites::open_of(db, &bob.owner(), end).await.unwrap(), 0, "it is too old");
    }
}
