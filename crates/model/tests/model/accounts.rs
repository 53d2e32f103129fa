//! What is wished of accounts that Cosse looks after: by waves, by removals, and until their server has done it.

use model::accounts::{self, InVain, Order, Removal, Wish};
use model::audit::{self, Act};
use model::departures::{self, Fate};
use model::domains::{self, Kind};
use model::members::{self, Member};
use model::roles::Role;
use model::{Database, Error, PodId, waves};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, joined, pod};

async fn due(db: &Database, seconds: i64) -> Vec<Order> {
    accounts::due(db, NOW + Duration::seconds(seconds), 9).await.unwrap()
}

/// A pod whose accounts Cosse makes, on a.example.
async fn kept(db: &Database) -> PodId {
    let pod = pod(db, "cantine.example").await.id;
    let domain = "a.example".parse().unwrap();
    domains::set(db, &pod, Kind::Shared, Some(&domain), &by()).await.unwrap();
    pod
}

/// Undoes the sign-ups of these together.
async fn wave(db: &Database, pod: &PodId, members: &[&Member]) -> model::WaveId {
    let ids: Vec<_> = members.iter().map(|member| member.id).collect();
    waves::remove(db, pod, &ids, &by()).await.unwrap();
    waves::list(db, pod).await.unwrap().remove(0).id
}

on_both! {
    async fn what_is_wished_is_one_processs_to_say_and_said_until_it_is_done(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let (bob, claire) = (joined(db, &pod, "bob@a.example").await, joined(db, &pod, "claire@b.example").await);
        wave(db, &pod, &[&bob, &claire]).await;
        let first = due(db, 0).await;
        assert_eq!(first.len(), 1, "of accounts elsewhere nothing is wished: {first:?}");
        assert_eq!((&first[0].jid, first[0].wish), (&bob.jid, Wish::Suspended));
        assert!(due(db, 119).await.is_empty(), "it is said now");
        accounts::failed(db, &first[0], "away", NOW).await.unwrap();
        let told = InVain { accounts: 1, reason: "away".into() };
        assert_eq!(accounts::in_vain(db, &pod).await.unwrap(), told);
        let other = crate::people::pod(db, "lanterne.example").await.id;
        assert_eq!(accounts::in_vain(db, &other).await.unwrap(), InVain::default());
        assert!(due(db, 1).await.is_empty());
        let second = due(db, 2).await.remove(0);
        assert_eq!(second.tries, 1);
        accounts::done(db, &second, Some(Act::AccountSuspend), NOW).await.unwrap();
        assert!(due(db, 9999).await.is_empty());
        assert_eq!(accounts::in_vain(db, &pod).await.unwrap(), InVain::default());
        let log = audit::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.object.as_str()), (Act::AccountSuspend, "bob@a.example"));
    }

    async fn what_is_wished_while_something_else_is_said_is_said_next(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let (bob, claire) = (joined(db, &pod, "bob@a.example").await, joined(db, &pod, "claire@a.example").await);
        let wave = wave(db, &pod, &[&bob, &claire]).await;
        let orders = due(db, 0).await;
        members::resume(db, &bob.owner(), Role::Operator, &by()).await.unwrap();
        waves::undo(db, &pod, &wave, &by()).await.unwrap();
        assert!(due(db, 0).await.is_empty(), "who says it finishes first");
        accounts::done(db, &orders[0], None, NOW).await.unwrap();
        accounts::failed(db, &orders[1], "away", NOW).await.unwrap();
        let next = due(db, 0).await;
        assert_eq!(next.iter().map(|order| order.wish).collect::<Vec<_>>(), [Wish::Active, Wish::Active]);
        assert!(next.iter().all(|order| order.tries == 0), "{next:?}");
    }

    async fn an_account_whose_member_is_not_removed_after_all_signs_in_again(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let (bob, claire) = (joined(db, &pod, "bob@a.example").await, joined(db, &pod, "claire@a.example").await);
        for member in [&bob, &claire] {
            accounts::promise(db, &member.owner(), &member.jid, &by()).await.unwrap();
        }
        assert!(due(db, 119).await.is_empty());
        members::expel(db, &bob.owner(), Removal::Settled, &by()).await.unwrap();
        let back = due(db, 120).await;
        assert_eq!(back.len(), 1, "{back:?}");
        assert_eq!((&back[0].jid, back[0].wish), (&claire.jid, Wish::Active));
        accounts::done(db, &back[0], Some(Act::AccountResume), NOW).await.unwrap();
        members::expel(db, &claire.owner(), Removal::ToSuspend, &by()).await.unwrap();
        let out = due(db, 0).await.remove(0);
        assert_eq!((&out.jid, out.wish), (&claire.jid, Wish::Suspended));
    }

    async fn what_somebody_has_the_server_do_is_not_undone_by_what_was_wished_before(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let bob = joined(db, &pod, "bob@a.example").await;
        let wave = wave(db, &pod, &[&bob]).await;
        waves::undo(db, &pod, &wave, &by()).await.unwrap();
        accounts::said(db, &pod, Wish::Suspended, &bob.jid, &by()).await.unwrap();
        assert!(due(db, 9999).await.is_empty(), "he does not sign in again");
        let log = audit::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.object.as_str()), (Act::AccountSuspend, "bob@a.example"));
    }

    async fn whose_account_is_let_in_while_she_is_removed_is_suspended_after_that(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let bob = joined(db, &pod, "bob@a.example").await;
        let wave = wave(db, &pod, &[&bob]).await;
        waves::undo(db, &pod, &wave, &by()).await.unwrap();
        let back = due(db, 0).await.remove(0);
        members::expel(db, &bob.owner(), Removal::Settled, &by()).await.unwrap();
        accounts::done(db, &back, Some(Act::AccountResume), NOW).await.unwrap();
        let out = due(db, 0).await.remove(0);
        assert_eq!((&out.jid, out.wish), (&bob.jid, Wish::Suspended));
    }

    async fn the_account_of_who_left_rests_and_is_let_be_once_she_is_back(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let (alice, bob) = (joined(db, &pod, "alice@a.example").await, joined(db, &pod, "bob@b.example").await);
        let claire = joined(db, &pod, "claire@a.example").await;
        for (member, account) in [(&alice, None), (&bob, None), (&claire, Some(&b"sealed"[..]))] {
            departures::begin(db, &member.owner(), account, NOW).await.unwrap();
        }
        let late = NOW + departures::KEPT;
        assert!(accounts::due(db, late, 9).await.unwrap().is_empty(), "she may come back");
        assert_eq!(departures::purge(db, late).await.unwrap(), 2);
        assert!(departures::complete(db, &claire.owner(), Fate::Deleted, late).await.unwrap());
        let orders = accounts::due(db, late, 9).await.unwrap();
        assert_eq!(orders.len(), 1, "nothing of another server's, or of one that is gone: {orders:?}");
        assert!(orders[0].jid == alice.jid && orders[0].is_of_who_left(), "{orders:?}");
        accounts::failed(db, &orders[0], "away", late).await.unwrap();
        joined(db, &pod, "alice@a.example").await;
        assert!(accounts::due(db, late + Duration::days(1), 9).await.unwrap().is_empty(), "she is back");
        assert_eq!(accounts::in_vain(db, &pod).await.unwrap(), InVain::default());
    }

    async fn who_is_woken_and_does_not_come_in_rests_again(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        for address in ["alice@a.example", "bob@a.example"] {
            accounts::promise_rest(db, &pod, &crate::people::jid(address), NOW).await.unwrap();
        }
        assert!(due(db, 119).await.is_empty(), "she has time to come in");
        joined(db, &pod, "alice@a.example").await;
        let orders = due(db, 120).await;
        assert_eq!(orders.len(), 1, "{orders:?}");
        assert!(orders[0].jid.as_str() == "bob@a.example" && orders[0].is_of_who_left());
    }

    async fn who_came_in_meanwhile_is_not_promised_to_rest(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let alice = joined(db, &pod, "alice@a.example").await;
        accounts::promise_rest(db, &pod, &alice.jid, NOW).await.unwrap();
        assert!(due(db, 9999).await.is_empty());
    }

    async fn what_is_wished_anew_while_the_same_is_said_is_said_again(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let bob = crate::people::jid("bob@a.example");
        accounts::promise_rest(db, &pod, &bob, NOW).await.unwrap();
        let order = due(db, 120).await.remove(0);
        let again = NOW + Duration::seconds(121);
        accounts::promise_rest(db, &pod, &bob, again).await.unwrap();
        accounts::done(db, &order, None, again).await.unwrap();
        assert!(due(db, 240).await.is_empty(), "she has time to come in");
        let next = due(db, 241).await;
        assert!(next.len() == 1 && next[0].is_of_who_left(), "{next:?}");
    }

    async fn who_was_removed_by_somebody_does_not_come_back_as_who_left(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let bob = joined(db, &pod, "bob@a.example").await;
        members::expel(db, &bob.owner(), Removal::ToSuspend, &by()).await.unwrap();
        joined(db, &pod, "bob@a.example").await;
        let out = due(db, 0).await.remove(0);
        assert!(out.wish == Wish::Suspended && !out.is_of_who_left(), "{out:?}");
    }

    async fn nothing_is_promised_of_whom_somebody_else_has_removed(fresh) {
        let (db, pod) = (&fresh.db, kept(&fresh.db).await);
        let bob = joined(db, &pod, "bob@a.example").await;
        accounts::promise(db, &bob.owner(), &bob.jid, &by()).await.unwrap();
        members::expel(db, &bob.owner(), Removal::Settled, &by()).await.unwrap();
        let late = accounts::promise(db, &bob.owner(), &bob.jid, &by()).await;
        assert!(matches!(late, Err(Error::NotFound("member"))), "{late:?}");
        assert!(due(db, 9999).await.is_empty(), "it does not sign in again");
    }
}
