//! Who may invite in other clients, and what such an invitation is worth.

use futures::future::join_all;
use jid::DomainPart;
use model::blocks::{self, NewBlock};
use model::domains::{self, Kind};
use model::invites::{self, Code, NewInvite};
use model::places::{self, PlaceError, Shown};
use model::roles::{self, Role};
use model::{Database, Error, PodId, departures, inviting, members};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, member, pod, pod_for};

const TTL: Duration = Duration::minutes(2);

fn domain() -> DomainPart {
    "people.example".parse().unwrap()
}

/// A pod whose accounts Cosse looks after, with others on the same domain.
async fn kept(db: &Database, host: &str) -> PodId {
    let pod = pod(db, host).await.id;
    domains::set(db, &pod, Kind::Shared, Some(&domain()), &by()).await.unwrap();
    pod
}

on_both! {
    async fn a_code_leads_to_its_pod_on_the_domain_and_on_no_other(fresh) {
        let db = &fresh.db;
        let (one, other) = (kept(db, "cantine.example").await, kept(db, "lanterne.example").await);
        let new = NewInvite { made_by: None, note: String::new(), uses: 1, expires_at: None };
        let (invite, code) = invites::create(db, &other, new.clone(), &by()).await.unwrap();
        assert_eq!(invites::on_domain(db, &domain(), &code, NOW).await.unwrap(), Some((other, invite)));
        let elsewhere: DomainPart = "elsewhere.example".parse().unwrap();
        assert_eq!(invites::on_domain(db, &elsewhere, &code, NOW).await.unwrap(), None);
        let unknown = Code::parse(&"0".repeat(32)).unwrap();
        assert_eq!(invites::on_domain(db, &domain(), &unknown, NOW).await.unwrap(), None);
        let (_, of_one) = invites::create(db, &one, new, &by()).await.unwrap();
        domains::set(db, &one, Kind::Own, Some(&domain()), &by()).await.unwrap();
        let not_kept = invites::on_domain(db, &domain(), &of_one, NOW).await.unwrap();
        assert_eq!(not_kept, None, "nobody here looks after its accounts");
        let alice = member(db, &other, "alice@a.example").await;
        let (_, hers) = invites::by_member(db, &alice.owner(), 9, false, &by()).await.unwrap();
        assert!(invites::on_domain(db, &domain(), &hers, NOW).await.unwrap().is_some());
        let block = NewBlock { subject: alice.jid.clone(), reason: "Spam".into(), expires_at: None };
        blocks::add(db, &other, block, &by()).await.unwrap();
        assert_eq!(invites::on_domain(db, &domain(), &hers, NOW).await.unwrap(), None, "she is blocked");
    }

    async fn only_those_invite_who_run_the_pod_until_it_says_otherwise(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let other = pod(db, "lanterne.example").await.id;
        assert_eq!(inviting::open_each(db, &cantine).await.unwrap(), 0);
        for each in [3, 2] {
            inviting::set_open_each(db, &cantine, each, &by()).await.unwrap();
            assert_eq!(inviting::open_each(db, &cantine).await.unwrap(), each);
        }
        assert_eq!(inviting::open_each(db, &other).await.unwrap(), 0);
    }

    async fn a_member_has_so_many_open_however_many_she_asks_for_at_once(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let by = by();
        let made = join_all((0..9).map(|_| invites::by_member(db, &alice, 2, true, &by))).await;
        assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 2);
        assert!(made.iter().all(|made| matches!(made, Ok(_) | Err(Error::TooLarge(_)))));
        let open = invites::list(db, &pod, Some(&alice.member)).await.unwrap();
        assert_eq!(open.len(), 2);
        invites::revoke(db, &pod, &open[0].id, None, &by).await.unwrap();
        invites::by_member(db, &alice, 2, true, &by).await.unwrap();
    }

    async fn who_comes_is_a_contact_of_whoever_wished_so_while_she_is_here(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let (wished, _) = invites::by_member(db, &alice.owner(), 9, true, &by()).await.unwrap();
        let (not, _) = invites::by_member(db, &alice.owner(), 9, false, &by()).await.unwrap();
        assert_eq!(invites::contact_of(db, &pod, &wished).await.unwrap(), Some(alice.jid.clone()));
        assert_eq!(invites::contact_of(db, &pod, &not).await.unwrap(), None);
        departures::begin(db, &alice.owner(), None, NOW).await.unwrap();
        assert_eq!(invites::contact_of(db, &pod, &wished).await.unwrap(), None);
        let gone = invites::by_member(db, &alice.owner(), 9, true, &by()).await;
        assert!(matches!(gone, Err(Error::NotFound("member"))));
    }

    async fn what_was_good_when_it_was_shown_lets_in_and_counts_all_the_same(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let ends = Some(NOW + Duration::minutes(1));
        let new = NewInvite { made_by: None, note: String::new(), uses: 1, expires_at: ends };
        let (invite, _) = invites::create(db, &pod, new, &by()).await.unwrap();
        let (alice, bob, later) = (jid("alice@a.example"), jid("bob@a.example"), NOW + Duration::minutes(5));
        let late = Shown { invite: invite.id, at: later };
        let refused = places::reserve_shown(db, &pod, &alice, late, later, TTL).await;
        assert!(matches!(refused, Err(PlaceError::InviteSpent)));
        let shown = Shown { invite: invite.id, at: NOW };
        let place = places::reserve_shown(db, &pod, &alice, shown, later, TTL).await.unwrap();
        assert_eq!(place.expires_at, later + TTL);
        let again = places::reserve_shown(db, &pod, &bob, shown, later, TTL).await;
        assert!(matches!(again, Err(PlaceError::InviteSpent)), "it was for one");
    }

    async fn a_place_that_somebody_holds_for_the_name_is_no_other_invitations(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let to = invites::HandOver { email: None, language: "en".into() };
        let (runs, _) = invites::hand_over(db, &pod, to, &by()).await.unwrap();
        let new = NewInvite { made_by: None, note: String::new(), uses: 9, expires_at: None };
        let (other, _) = invites::create(db, &pod, new, &by()).await.unwrap();
        let alice = jid("alice@a.example");
        let first = places::reserve_by(db, &pod, &alice, Some(&runs.id), NOW, TTL).await.unwrap();
        for (invite, otherwise) in [(runs.id, false), (other.id, true)] {
            let held = places::is_held_otherwise(db, &pod, &alice, Some(&invite)).await.unwrap();
            assert_eq!(held, otherwise);
            let place = places::reserve_shown(db, &pod, &alice, Shown { invite, at: NOW }, NOW, TTL).await;
            assert_eq!(place.is_err(), otherwise);
        }
        places::release(db, &first).await.unwrap();
        assert!(!places::is_held_otherwise(db, &pod, &alice, Some(&other.id)).await.unwrap());
    }

    async fn who_is_taken_back_runs_nothing(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let to = invites::HandOver { email: None, language: "en".into() };
        let (invite, _) = invites::hand_over(db, &pod, to, &by()).await.unwrap();
        let shown = Shown { invite: invite.id, at: NOW };
        let place = places::reserve_shown(db, &pod, &jid("alice@a.example"), shown, NOW, TTL).await.unwrap();
        let alice = places::admit(db, &place, NOW).await.unwrap();
        assert_eq!(roles::role_of(db, &pod, &alice.jid).await.unwrap(), Some(Role::Operator));
        invites::take_back(db, &alice.owner(), &invite.id, NOW).await.unwrap();
        assert_eq!(roles::role_of(db, &pod, &alice.jid).await.unwrap(), None);
    }

    async fn who_is_taken_back_leaves_her_place_and_the_invitation_as_they_were(fresh) {
        let db = &fresh.db;
        let pod = pod_for(db, "cantine.example", 1).await.id;
        let new = NewInvite { made_by: None, note: String::new(), uses: 1, expires_at: None };
        let (invite, _) = invites::create(db, &pod, new, &by()).await.unwrap();
        let shown = Shown { invite: invite.id, at: NOW };
        let place = places::reserve_shown(db, &pod, &jid("alice@a.example"), shown, NOW, TTL).await.unwrap();
        let alice = places::admit(db, &place, NOW).await.unwrap();
        assert_eq!(alice.handle.as_str(), "alice");
        invites::take_back(db, &alice.owner(), &invite.id, NOW).await.unwrap();
        assert_eq!(members::by_jid(db, &pod, &alice.jid).await.unwrap(), None);
        let place = places::reserve_shown(db, &pod, &jid("bob@a.example"), shown, NOW, TTL).await.unwrap();
        places::admit(db, &place, NOW).await.unwrap();
    }
}
