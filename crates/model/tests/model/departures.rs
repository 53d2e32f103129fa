//! Members who have left, and may come back for a while.

use model::accounts::Removal;
use model::audit::By;
use model::departures::{self, Fate};
use model::domains::{self, Kind};
use model::mails::{self, Letter};
use model::members::{self, Member};
use model::pictures::{self, Picture};
use model::posts::{self, NewPost, Viewer};
use model::roles::{self, Role};
use model::sessions::{self, SHARDS};
use model::{Database, Email, Error, PodId, audit, browsers, handles, letterboxes, pods, versions};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, joined, member, pod, post};

fn picture(number: u8) -> Picture {
    Picture {
        hash: format!("{number:040x}"),
        mime: "image/png".into(),
        bytes: vec![number; 100],
        width: 1,
        height: 1,
    }
}

/// Somebody with a post for everyone and a picture.
async fn author(db: &Database, pod: &PodId) -> Member {
    let alice = member(db, pod, "alice@a.example").await;
    let public = NewPost { public: true, ..post("alice@a.example", "1", 0) };
    posts::receive(db, &alice.owner(), 0, alice.jid.domain(), public, NOW).await.unwrap();
    pictures::put(db, pod, picture(1), NOW).await.unwrap();
    members::set_picture(db, &alice.owner(), Some(&picture(1).hash)).await.unwrap();
    alice
}

/// What anybody finds of her: her page, her post on it, on the front page, and by its address.
async fn found(db: &Database, alice: &Member) -> [bool; 4] {
    let (pod, jid) = (&alice.pod_id, &alice.jid);
    let anyone = Viewer::anyone(*pod);
    [
        members::by_handle(db, pod, &alice.handle).await.unwrap().is_some(),
        !posts::public_of_member(db, pod, jid, None, 9).await.unwrap().is_empty(),
        !posts::public_of_pod(db, pod, None, 9).await.unwrap().is_empty(),
        posts::get(db, &anyone, jid, posts::MICROBLOG, "1").await.unwrap().is_some(),
    ]
}

async fn brought_back(db: &Database) -> usize {
    let mut all = 0;
    for shard in 0..SHARDS {
        all += sessions::kept(db, shard, None, 9, NOW).await.unwrap().len();
    }
    all
}

on_both! {
    async fn who_has_left_is_found_by_nobody_and_is_back_as_she_was(fresh) {
        let db = &fresh.db;
        let (cantine, lanterne) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let (alice, other) = (author(db, &cantine).await, author(db, &lanterne).await);
        let owner = alice.owner();
        let token = browsers::create(db, &owner, "Firefox", NOW).await.unwrap().token;
        assert_eq!(found(db, &alice).await, [true; 4]);
        let before = versions::of_public(db, &cantine).await.unwrap();
        departures::begin(db, &owner, None, NOW).await.unwrap();
        departures::begin(db, &owner, None, NOW + Duration::days(3)).await.unwrap();
        let departure = departures::of(db, &owner).await.unwrap().unwrap();
        assert_eq!(departure.until() - departure.since, Duration::days(14));
        assert!((departure.since - NOW).abs() < Duration::milliseconds(1), "the first time counts");
        assert_eq!(found(db, &alice).await, [false; 4]);
        assert_eq!(found(db, &other).await, [true; 4], "on another pod she is still there");
        let left = versions::of_public(db, &cantine).await.unwrap();
        assert!(left > before, "pages that were kept are made anew");
        assert!(browsers::by_token(db, &cantine, &token, NOW).await.unwrap().is_none());
        let token = browsers::create(db, &owner, "Firefox", NOW).await.unwrap().token;
        assert_eq!(browsers::by_token(db, &cantine, &token, NOW).await.unwrap().unwrap().departure, Some(departure));
        departures::undo(db, &owner, NOW).await.unwrap();
        assert!(matches!(departures::undo(db, &owner, NOW).await, Err(Error::NotFound("departure"))));
        assert_eq!(found(db, &alice).await, [true; 4]);
        assert!(versions::of_public(db, &cantine).await.unwrap() > left);
        assert_eq!(browsers::by_token(db, &cantine, &token, NOW).await.unwrap().unwrap().departure, None);
        assert_eq!(departures::purge(db, NOW + Duration::days(99)).await.unwrap(), 0);
    }

    async fn who_comes_too_late_is_not_told_that_she_is_back(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let owner = member(db, &pod, "alice@a.example").await.owner();
        departures::begin(db, &owner, Some(b"sealed"), NOW).await.unwrap();
        let late = departures::undo(db, &owner, NOW + departures::KEPT).await;
        assert!(matches!(late, Err(Error::NotFound("departure"))), "somebody may be deleting her account");
        assert!(departures::account_due(db, &owner, NOW + departures::KEPT).await.unwrap().is_some());
        departures::undo(db, &owner, NOW + departures::KEPT - Duration::seconds(1)).await.unwrap();
    }

    async fn who_is_kept_out_after_she_left_loses_nothing_meanwhile(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let owners = [member(db, &pod, "alice@a.example").await.owner(), member(db, &pod, "bob@a.example").await.owner()];
        let late = NOW + Duration::days(20);
        for (owner, account) in owners.iter().zip([Some(&b"sealed"[..]), None]) {
            departures::begin(db, owner, account, NOW).await.unwrap();
            members::suspend(db, owner, "", Role::Operator, &by()).await.unwrap();
        }
        assert!(departures::accounts_due(db, late).await.unwrap().is_empty());
        assert_eq!(departures::purge(db, late).await.unwrap(), 0);
        assert!(!departures::complete(db, &owners[1], Fate::Stays, late).await.unwrap());
        let expelled = members::expel(db, &owners[0], Removal::Settled, &by()).await;
        assert!(matches!(expelled, Err(Error::NotFound("member"))), "her account is to be deleted first");
        for owner in &owners {
            members::resume(db, owner, Role::Operator, &By { at: late, ..by() }).await.unwrap();
            departures::undo(db, owner, late + Duration::days(13)).await.unwrap();
        }
    }

    async fn her_session_does_not_come_back_before_she_does(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let (alice, _bob) = (member(db, &pod, "alice@a.example").await, member(db, &pod, "bob@a.example").await);
        assert_eq!(brought_back(db).await, 2);
        assert!(departures::with_sessions(db).await.unwrap().is_empty());
        departures::begin(db, &alice.owner(), None, NOW).await.unwrap();
        assert_eq!(brought_back(db).await, 1);
        assert_eq!(departures::with_sessions(db).await.unwrap(), [(pod, alice.jid.clone())]);
        departures::undo(db, &alice.owner(), NOW).await.unwrap();
        assert_eq!(brought_back(db).await, 2);
    }

    async fn after_two_weeks_her_rows_go_and_her_place_is_free(fresh) {
        let db = &fresh.db;
        let (cantine, lanterne) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let (alice, other) = (author(db, &cantine).await, author(db, &lanterne).await);
        let bob = joined(db, &cantine, "bob@a.example").await;
        roles::grant(db, &cantine, &alice.jid, Role::Operator, &by()).await.unwrap();
        departures::begin(db, &alice.owner(), None, NOW).await.unwrap();
        let due = NOW + departures::KEPT;
        assert!(departures::due(db, due - Duration::seconds(1)).await.unwrap().is_empty());
        assert!(!departures::complete(db, &alice.owner(), Fate::Stays, due - Duration::seconds(1)).await.unwrap());
        assert_eq!(departures::due(db, due).await.unwrap(), [alice.owner()]);
        assert_eq!(departures::purge(db, due).await.unwrap(), 1);
        assert_eq!(members::get(db, &alice.owner()).await.unwrap(), None);
        assert!(!departures::complete(db, &alice.owner(), Fate::Stays, due).await.unwrap(), "once is enough");
        let row = pods::get(db, &cantine).await.unwrap().unwrap();
        assert_eq!((row.members_used, row.sessions_used, row.storage_used), (1, 0, 0));
        assert_eq!(model::quotas::reconcile(db, &cantine).await.unwrap(), None);
        assert_eq!(roles::role_of(db, &cantine, &alice.jid).await.unwrap(), None);
        assert_eq!(audit::list(db, &cantine, None, 1).await.unwrap()[0].act, audit::Act::RoleRevoke);
        assert_eq!(audit::first_broken(db, &cantine).await.unwrap(), None);
        assert_eq!(found(db, &other).await, [true; 4]);
        let taken = members::set_handle(db, &bob.owner(), &alice.handle, due + Duration::days(89)).await;
        assert!(matches!(taken, Err(Error::Taken("handle"))), "{taken:?}");
        assert_eq!(handles::expire(db, due + Duration::days(89)).await.unwrap(), 0);
        assert_eq!(handles::expire(db, due + Duration::days(90)).await.unwrap(), 1);
        members::set_handle(db, &bob.owner(), &alice.handle, due + Duration::days(90)).await.unwrap();
    }

    async fn who_confirmed_an_address_gets_one_mail_when_she_is_gone(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        for (name, account) in [("alice", None), ("bob", Some(&b"sealed"[..])), ("claire", None)] {
            let owner = joined(db, &pod, &format!("{name}@a.example")).await.owner();
            let email: Email = format!("{name}@mail.example").parse().unwrap();
            letterboxes::ask(db, &owner, email.clone(), "fr".into(), NOW).await.unwrap();
            if name != "claire" {
                letterboxes::confirm(db, &owner, &email, NOW).await.unwrap();
            }
            departures::begin(db, &owner, account, NOW).await.unwrap();
        }
        let told = async || {
            let mails = mails::list(db, &pod, None, 99).await.unwrap();
            let left = mails.iter().filter(|mail| mail.kind == mails::Kind::Left);
            left.map(|mail| (mail.recipient.to_string(), mail.letter())).collect::<Vec<_>>()
        };
        let due = NOW + departures::KEPT;
        assert!(told().await.is_empty(), "she may come back");
        assert_eq!(departures::purge(db, due).await.unwrap(), 2);
        let stays = Some(Letter::Left { account: Fate::Stays });
        assert_eq!(told().await, [("alice@mail.example".to_owned(), stays)], "claire had not confirmed hers");
        let bob = departures::accounts_due(db, due).await.unwrap().remove(0).owner;
        for is_done in [true, false] {
            assert_eq!(departures::complete(db, &bob, Fate::Failed, due).await.unwrap(), is_done);
        }
        assert_eq!(told().await.len(), 2, "once each");
        assert!(told().await.iter().any(|(_, said)| *said == Some(Letter::Left { account: Fate::Failed })));
    }

    async fn the_mail_says_that_an_account_of_the_pods_own_domain_rests(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let domain = "a.example".parse().unwrap();
        domains::set(db, &pod, Kind::Managed, Some(&domain), &by()).await.unwrap();
        for address in ["alice@a.example", "bob@b.example"] {
            let owner = joined(db, &pod, address).await.owner();
            let email: Email = address.parse().unwrap();
            letterboxes::ask(db, &owner, email.clone(), "fr".into(), NOW).await.unwrap();
            letterboxes::confirm(db, &owner, &email, NOW).await.unwrap();
            departures::begin(db, &owner, None, NOW).await.unwrap();
        }
        assert_eq!(departures::purge(db, NOW + departures::KEPT).await.unwrap(), 2);
        let mails = mails::list(db, &pod, None, 99).await.unwrap();
        let left = mails.iter().filter(|mail| mail.kind == mails::Kind::Left);
        let mut told: Vec<_> = left.map(|mail| (mail.recipient.to_string(), mail.letter())).collect();
        told.sort_by(|one, other| one.0.cmp(&other.0));
        let said = |address: &str, account| (address.to_owned(), Some(Letter::Left { account }));
        assert_eq!(told, [said("alice@a.example", Fate::Rests), said("bob@b.example", Fate::Stays)]);
    }

    async fn an_account_that_is_to_be_deleted_is_tried_again_and_its_owner_waits(fresh) {
        let db = &fresh.db;
        let (cantine, lanterne) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let (alice, bob) = (joined(db, &cantine, "alice@a.example").await, joined(db, &cantine, "bob@a.example").await);
        let (owner, due) = (alice.owner(), NOW + departures::KEPT);
        departures::begin(db, &owner, Some(b"sealed"), NOW).await.unwrap();
        departures::begin(db, &bob.owner(), Some(b"sealed"), NOW).await.unwrap();
        departures::begin(db, &joined(db, &lanterne, "alice@a.example").await.owner(), None, NOW).await.unwrap();
        assert!(departures::of(db, &owner).await.unwrap().unwrap().account);
        assert_eq!(departures::account_due(db, &owner, due - Duration::seconds(1)).await.unwrap(), None);
        departures::undo(db, &bob.owner(), NOW).await.unwrap();
        assert_eq!(departures::purge(db, due).await.unwrap(), 1, "the one on the other pod");
        for failures in 0..2 {
            let accounts = departures::accounts_due(db, due).await.unwrap();
            let account = departures::account_due(db, &owner, due).await.unwrap().unwrap();
            assert_eq!(accounts, std::slice::from_ref(&account));
            assert_eq!((account.failures, account.secret.as_deref()), (failures, Some(&b"sealed"[..])));
            assert!(!format!("{account:?}").contains("sealed") && account.jid == alice.jid);
            assert!(!account.is_given_up(due) && account.is_given_up(due + departures::TRIED));
            departures::failed(db, &owner, "it says no", due).await.unwrap();
        }
        let noted = audit::list(db, &cantine, None, 9).await.unwrap();
        let kept = noted.iter().filter(|entry| entry.act == audit::Act::AccountKept).collect::<Vec<_>>();
        assert!(kept.len() == 1 && kept[0].detail.contains("it says no"), "{kept:?}");
        assert!(departures::complete(db, &owner, Fate::Deleted, due).await.unwrap());
        assert!(matches!(departures::failed(db, &owner, "", due).await, Err(Error::NotFound("departure"))));
        assert_eq!(members::get(db, &owner).await.unwrap(), None);
    }

    async fn a_picture_that_another_shows_too_stays(fresh) {
        let db = &fresh.db;
        let pod = pod(db, "cantine.example").await.id;
        let (alice, bob) = (author(db, &pod).await, joined(db, &pod, "bob@a.example").await);
        members::set_picture(db, &bob.owner(), Some(&picture(1).hash)).await.unwrap();
        members::remove(db, &alice.owner(), NOW).await.unwrap();
        assert!(pictures::get(db, &pod, &picture(1).hash).await.unwrap().is_some());
        members::remove(db, &bob.owner(), NOW).await.unwrap();
        assert!(pictures::get(db, &pod, &picture(1).hash).await.unwrap().is_none());
        assert_eq!(model::quotas::reconcile(db, &pod).await.unwrap(), None);
    }

    async fn nobody_leaves_who_is_not_there(fresh) {
        let db = &fresh.db;
        let (cantine, lanterne) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let alice = joined(db, &cantine, "alice@a.example").await;
        let crossed = model::Owner { pod: lanterne, member: alice.id };
        assert!(matches!(departures::begin(db, &crossed, None, NOW).await, Err(Error::NotFound("member"))));
        departures::begin(db, &alice.owner(), None, NOW).await.unwrap();
        assert_eq!(departures::of(db, &crossed).await.unwrap(), None);
        assert!(matches!(departures::undo(db, &crossed, NOW).await, Err(Error::NotFound("departure"))));
        assert!(!departures::complete(db, &crossed, Fate::Stays, NOW + Duration::days(99)).await.unwrap());
        assert_eq!(members::by_jid(db, &cantine, &jid("alice@a.example")).await.unwrap(), Some(alice));
    }
}
