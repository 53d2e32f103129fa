//! Invitations that make whoever takes them an operator.

use model::audit::{self, Act, Actor};
use model::invites::{self, HandOver};
use model::mails::{self, Kind};
use model::places;
use model::roles::{self, Role};
use model::{Database, Email, Error, PodId};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, member, newcomer, pod};

fn to(email: Option<&str>) -> HandOver {
    HandOver { email: email.map(|email| email.parse().unwrap()), language: "fr".into() }
}

async fn role(db: &Database, pod: &PodId, name: &str) -> Option<Role> {
    roles::role_of(db, pod, &jid(name)).await.unwrap()
}

on_both! {
    async fn who_comes_in_by_it_runs_the_pod_and_the_log_says_so(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (invite, _) = invites::hand_over(db, &pod, to(Some("alice@mail.example")), &by()).await.unwrap();
        assert_eq!((invite.role, invite.uses), (Some(Role::Operator), 1));
        assert!(invite.is_good(NOW + Duration::days(13)) && !invite.is_good(NOW + Duration::days(14)));
        let mail = mails::list(db, &pod, None, 9).await.unwrap().remove(0);
        assert_eq!((mail.kind, mail.recipient.as_str()), (Kind::OperatorInvited, "alice@mail.example"));
        let again = invites::hand_over(db, &pod, to(Some("alice@mail.example")), &by()).await;
        assert!(matches!(again, Err(Error::Taken("address"))), "{again:?}");
        invites::hand_over(db, &pod, to(Some("bob@mail.example")), &by()).await.unwrap();
        let alice = jid("alice@a.example");
        let ttl = Duration::minutes(2);
        let place = places::reserve_by(db, &pod, &alice, Some(&invite.id), NOW, ttl).await.unwrap();
        assert_eq!(role(db, &pod, "alice@a.example").await, None, "a place is not a sign-in");
        places::commit(db, &place, newcomer("alice"), NOW).await.unwrap();
        assert_eq!(role(db, &pod, "alice@a.example").await, Some(Role::Operator));
        let log = audit::list(db, &pod, None, 3).await.unwrap();
        assert_eq!((log[0].act, &log[0].actor), (Act::RoleGrant, &Actor::Person(alice)));
        assert_eq!(log[2].act, Act::InviteCreate);
        assert!(log[2].detail.contains(r#""mail":true"#) && !log[2].detail.contains('@'), "{log:?}");
        assert_eq!(audit::first_broken(db, &pod).await.unwrap(), None);
    }

    async fn to_whom_it_was_written_is_forgotten_with_the_mail(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (invite, _) = invites::hand_over(db, &pod, to(Some("alice@mail.example")), &by()).await.unwrap();
        assert_eq!(invite.note, "");
        let written = async || invites::written_to(db, &pod, &[invite.id]).await.unwrap();
        assert_eq!(written().await.get(&invite.id).map(Email::as_str), Some("alice@mail.example"));
        // as it was written before
        fresh.execute("UPDATE invites SET note = 'alice@mail.example'").await;
        let own = invites::NewInvite { made_by: None, note: "choir".into(), uses: 2, expires_at: None };
        let (own, _) = invites::create(db, &pod, own, &by()).await.unwrap();
        let note = async |id| invites::find(db, &pod, &id).await.unwrap().unwrap().note;
        mails::tidy(db, NOW + mails::KEPT - Duration::seconds(1)).await.unwrap();
        assert_eq!(note(invite.id).await, "alice@mail.example");
        mails::tidy(db, NOW + mails::KEPT).await.unwrap();
        assert_eq!((note(invite.id).await.as_str(), note(own.id).await.as_str()), ("", "choir"));
        assert!(written().await.is_empty());
    }

    async fn a_member_who_is_here_takes_it_once_and_another_pods_is_nothing(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let (invite, _) = invites::hand_over(db, &one, to(None), &by()).await.unwrap();
        assert!(mails::list(db, &one, None, 9).await.unwrap().is_empty());
        let (alice, bob) = (member(db, &one, "alice@a.example").await, member(db, &one, "bob@a.example").await);
        let eve = member(db, &other, "eve@a.example").await;
        let elsewhere = invites::take(db, &eve.owner(), &invite.id, NOW).await;
        assert!(matches!(elsewhere, Err(Error::NotFound("invite"))));
        let late = invites::take(db, &alice.owner(), &invite.id, NOW + invites::OFFERED).await;
        assert!(matches!(late, Err(Error::NotFound("invite"))));
        invites::take(db, &alice.owner(), &invite.id, NOW).await.unwrap();
        let again = invites::take(db, &bob.owner(), &invite.id, NOW).await;
        assert!(matches!(again, Err(Error::NotFound("invite"))));
        assert_eq!(role(db, &one, "alice@a.example").await, Some(Role::Operator));
        assert_eq!(role(db, &one, "bob@a.example").await, None);
        assert_eq!(role(db, &other, "eve@a.example").await, None);
    }

    async fn an_invitation_without_a_role_gives_none(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let new = invites::NewInvite { made_by: None, note: String::new(), uses: 2, expires_at: None };
        let (invite, _) = invites::create(db, &pod, new, &by()).await.unwrap();
        assert!(!invites::gives_role(db, &pod, &invite.id).await.unwrap());
        let alice = member(db, &pod, "alice@a.example").await;
        let taken = invites::take(db, &alice.owner(), &invite.id, NOW).await;
        assert!(matches!(taken, Err(Error::NotFound("invite"))));
    }

    async fn a_name_that_has_a_role_is_opened_only_by_an_invitation_with_which_one_goes(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let alice = jid("alice@a.example");
        assert!(!roles::is_kept(db, &one, &alice, None).await.unwrap());
        roles::grant(db, &one, &alice, Role::Operator, &by()).await.unwrap();
        assert!(roles::is_kept(db, &one, &alice, None).await.unwrap());
        assert!(roles::runs_another_pod(db, &other, &alice).await.unwrap(), "nor does the other pod make it");
        let new = invites::NewInvite { made_by: None, note: String::new(), uses: 2, expires_at: None };
        let (plain, _) = invites::create(db, &one, new, &by()).await.unwrap();
        let (theirs, _) = invites::hand_over(db, &other, to(None), &by()).await.unwrap();
        let (good, _) = invites::hand_over(db, &one, to(None), &by()).await.unwrap();
        for (invite, kept) in [(plain, true), (theirs, true), (good, false)] {
            assert_eq!(roles::is_kept(db, &one, &alice, Some(&invite.id)).await.unwrap(), kept, "{invite:?}");
        }
    }
}
