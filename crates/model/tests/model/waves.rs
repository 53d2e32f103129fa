//! Waves of sign-ups: whom they mean, that they are out at once, and that it can be undone for two weeks.

use model::audit::{self, Act};
use model::invites::{self, NewInvite};
use model::members::{self, Member};
use model::newcomers::{self, Change};
use model::places;
use model::pods::{self, NewPod};
use model::roles::{self, Role};
use model::waves::{self, Choice, KEPT, MOST};
use model::{Database, Error, InviteId, MemberId, PodId, arrivals, guests};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, joined, member, newcomer, pod};

/// Somebody who came by an invitation of a member.
async fn invited(db: &Database, pod: &PodId, by_whom: Option<&Member>, name: &str) -> (Member, InviteId) {
    let made_by = by_whom.map(|member| member.id);
    let new = NewInvite { made_by, note: String::new(), uses: 1, expires_at: None };
    let invite = invites::create(db, pod, new, &by()).await.unwrap().0.id;
    let (jid, ttl) = (jid(&format!("{name}@a.example")), Duration::minutes(2));
    let place = places::reserve_by(db, pod, &jid, Some(&invite), NOW, ttl).await.unwrap();
    (places::commit(db, &place, newcomer(name), NOW).await.unwrap(), invite)
}

async fn means(db: &Database, pod: &PodId, choice: Choice) -> Vec<MemberId> {
    let members = waves::look(db, pod, &choice).await.unwrap();
    sorted(members.iter().map(|member| member.id))
}

/// Who came at the same instant is in no order.
fn sorted(ids: impl IntoIterator<Item = MemberId>) -> Vec<MemberId> {
    let mut ids: Vec<MemberId> = ids.into_iter().collect();
    ids.sort();
    ids
}

fn network(text: &str) -> Choice {
    Choice::Network(text.to_owned())
}

on_both! {
    async fn a_wave_is_found_by_invitations_days_and_networks_of_its_own_pod(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let (bob, first) = invited(db, &cantine, None, "bob").await;
        let (claire, second) = invited(db, &cantine, Some(&bob), "claire").await;
        invited(db, &cantine, None, "david").await;
        assert_eq!(means(db, &cantine, Choice::Invite(first)).await, sorted([bob.id, claire.id]));
        assert_eq!(means(db, &cantine, Choice::Invite(second)).await, [claire.id]);
        assert!(means(db, &lanterne, Choice::Invite(first)).await.is_empty());
        let days = |from, to| Choice::Time(NOW + Duration::days(from), NOW + Duration::days(to));
        assert_eq!(means(db, &cantine, days(0, 1)).await.len(), 3);
        assert!(means(db, &cantine, days(1, 2)).await.is_empty());
        assert!(means(db, &lanterne, days(0, 1)).await.is_empty());
        for member in [&bob, &claire] {
            arrivals::note(db, &member.owner(), "203.0.113.0/24", NOW).await.unwrap();
        }
        arrivals::note(db, &bob.owner(), "198.51.100.0/24", NOW).await.unwrap();
        assert_eq!(means(db, &cantine, network("203.0.113.0/24")).await, sorted([bob.id, claire.id]));
        assert!(means(db, &lanterne, network("203.0.113.0/24")).await.is_empty());
        assert_eq!(arrivals::networks(db, &cantine).await.unwrap(), [("203.0.113.0/24".to_owned(), 2)]);
        assert_eq!(arrivals::expire(db, NOW + arrivals::KEPT).await.unwrap(), 2);
        assert!(means(db, &cantine, network("203.0.113.0/24")).await.is_empty());
    }

    async fn from_where_somebody_came_is_noted_when_she_comes_and_not_later(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        arrivals::note(db, &alice, "203.0.113.0/24", NOW + Duration::hours(1)).await.unwrap();
        assert!(arrivals::networks(db, &pod).await.unwrap().is_empty());
    }

    async fn nobody_with_a_role_is_touched_and_the_guest_is_not_either(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = member(db, &pod, "bob@a.example").await;
        let guest = member(db, &pod, "guest@a.example").await;
        roles::grant(db, &pod, &alice.jid, Role::Operator, &by()).await.unwrap();
        guests::name(db, &pod, &guest.jid, &by()).await.unwrap();
        let all = [alice.id, bob.id, guest.id];
        let removed = waves::remove(db, &pod, &all, &by()).await.unwrap();
        assert_eq!(removed, [(bob.id, bob.jid)]);
        assert!(waves::remove(db, &pod, &all, &by()).await.unwrap().is_empty(), "twice is once");
        assert_eq!(waves::list(db, &pod).await.unwrap().len(), 1);
    }

    async fn one_member_is_a_wave_that_the_log_names_where_a_wave_reaches_her(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let bob = member(db, &pod, "bob@a.example").await;
        roles::grant(db, &pod, &alice.jid, Role::Moderator, &by()).await.unwrap();
        assert!(waves::reaches(db, &bob.owner()).await.unwrap());
        assert!(!waves::reaches(db, &alice.owner()).await.unwrap(), "she has a role");
        waves::remove(db, &pod, &[bob.id], &by()).await.unwrap();
        assert!(!waves::reaches(db, &bob.owner()).await.unwrap(), "she is out already");
        let wave = waves::list(db, &pod).await.unwrap().remove(0);
        waves::undo(db, &pod, &wave.id, &by()).await.unwrap();
        let log = audit::list(db, &pod, None, 4).await.unwrap();
        let of_bob = log.iter().filter(|entry| entry.object == bob.jid.as_str());
        let acts: Vec<Act> = of_bob.map(|entry| entry.act).collect();
        assert_eq!(acts, [Act::MemberResume, Act::MemberSuspend]);
    }

    async fn a_wave_is_undone_within_two_weeks_and_gone_after_them(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let bob = member(db, &cantine, "bob@a.example").await;
        let claire = member(db, &cantine, "claire@a.example").await;
        let david = member(db, &cantine, "david@a.example").await;
        waves::remove(db, &cantine, &[bob.id], &by()).await.unwrap();
        let wave = waves::list(db, &cantine).await.unwrap().remove(0);
        assert!(members::get(db, &bob.owner()).await.unwrap().unwrap().is_suspended());
        assert!(matches!(waves::undo(db, &lanterne, &wave.id, &by()).await, Err(Error::NotFound("wave"))));
        waves::undo(db, &cantine, &wave.id, &by()).await.unwrap();
        assert!(!members::get(db, &bob.owner()).await.unwrap().unwrap().is_suspended());
        assert!(matches!(waves::undo(db, &cantine, &wave.id, &by()).await, Err(Error::NotFound("wave"))));
        waves::remove(db, &cantine, &[claire.id, david.id], &by()).await.unwrap();
        members::resume(db, &david.owner(), Role::Operator, &by()).await.unwrap();
        assert_eq!(waves::purge(db, NOW + KEPT - Duration::seconds(1)).await.unwrap(), 0);
        assert_eq!(waves::purge(db, NOW + KEPT).await.unwrap(), 1);
        assert_eq!(members::get(db, &claire.owner()).await.unwrap(), None);
        assert!(members::get(db, &david.owner()).await.unwrap().is_some(), "she was let in again");
        let row = model::pods::get(db, &cantine).await.unwrap().unwrap();
        assert_eq!(row.members_used, 2, "the place is free");
    }

    async fn a_wave_is_undone_when_the_last_of_it_was_let_in_again_alone(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let bob = member(db, &pod, "bob@a.example").await;
        let claire = member(db, &pod, "claire@a.example").await;
        waves::remove(db, &pod, &[bob.id, claire.id], &by()).await.unwrap();
        for (member, undone) in [(&bob, None), (&claire, Some(NOW))] {
            members::resume(db, &member.owner(), Role::Moderator, &by()).await.unwrap();
            let wave = waves::list(db, &pod).await.unwrap().remove(0);
            assert_eq!((wave.undone_at, wave.is_open(NOW)), (undone, undone.is_none()));
        }
    }

    async fn of_more_than_five_hundred_the_first_ones_are_undone_and_the_rest_comes_next(fresh) {
        let db = &fresh.db;
        let new = NewPod { members_max: 1000, signups_per_day: 1000, ..NewPod::new("cantine.example", "Cantine") };
        let pod = pods::create(db, new, &by()).await.unwrap().id;
        // so many at once are a crowd, and the pod would pause
        newcomers::set(db, &pod, Change { crowd: Some(0), ..Change::default() }, &by()).await.unwrap();
        for number in 0..MOST + 2 {
            joined(db, &pod, &format!("member{number}@a.example")).await;
        }
        let all = Choice::Time(NOW, NOW + Duration::DAY);
        let found = waves::look(db, &pod, &all).await.unwrap();
        assert_eq!(found.len(), MOST + 1, "that there are more is known");
        let first: Vec<MemberId> = found.iter().take(MOST).map(|member| member.id).collect();
        assert_eq!(waves::remove(db, &pod, &first, &by()).await.unwrap().len(), MOST);
        assert_eq!(means(db, &pod, all.clone()).await.len(), 2);
        let wave = waves::list(db, &pod).await.unwrap().remove(0);
        assert_eq!(usize::try_from(wave.size).unwrap(), MOST);
        waves::undo(db, &pod, &wave.id, &by()).await.unwrap();
        assert_eq!(means(db, &pod, all).await.len(), MOST + 1);
    }
}
