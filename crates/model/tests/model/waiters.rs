//! Places go to those who wait, in their order, and to nobody else meanwhile.

use futures::future::join_all;
use model::invites::{self, Code};
use model::mails::{self, Letter};
use model::places::{self, Place, PlaceError};
use model::pods::{self, Change, Registration};
use model::waiters::{self, OFFERED, State, UNCONFIRMED};
use model::{Database, Email, Error, InviteId, PodId, WaiterId, audit, members, quotas};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by, jid, joined, newcomer, pod, pod_for};

const TTL: Duration = Duration::minutes(2);

async fn asks(db: &Database, pod: &PodId, name: &str, now: OffsetDateTime) -> WaiterId {
    let email: Email = format!("{name}@mail.example").parse().unwrap();
    waiters::ask(db, pod, email.clone(), "en".into(), now).await.unwrap();
    let mails = mails::list(db, pod, None, 99).await.unwrap();
    match mails.iter().find(|mail| mail.recipient == email).and_then(|mail| mail.letter()) {
        Some(Letter::PlaceAsked { waiter }) => waiter,
        other => panic!("{other:?}"),
    }
}

async fn waits(db: &Database, pod: &PodId, name: &str, now: OffsetDateTime) -> WaiterId {
    let id = asks(db, pod, name, now).await;
    waiters::confirm(db, pod, &id, now).await.unwrap();
    id
}

async fn state(db: &Database, pod: &PodId, id: &WaiterId) -> Option<State> {
    waiters::get(db, pod, id).await.unwrap().map(|waiter| waiter.state)
}

async fn waiting(db: &Database, pod: &PodId) -> i64 {
    pods::get(db, pod).await.unwrap().unwrap().waiting
}

/// The invitation that was offered.
async fn offered(db: &Database, pod: &PodId) -> InviteId {
    let mails = mails::list(db, pod, None, 99).await.unwrap();
    let code = |letter| match letter {
        Some(Letter::PlaceFree { code, .. }) => Some(code),
        _ => None,
    };
    let code = mails.iter().find_map(|mail| code(mail.letter())).unwrap();
    invites::by_code(db, pod, &Code::parse(&code).unwrap()).await.unwrap().unwrap().id
}

async fn reserve(
    db: &Database,
    pod: &PodId,
    name: &str,
    invite: Option<&InviteId>,
) -> Result<Place, PlaceError> {
    places::reserve_by(db, pod, &jid(&format!("{name}@a.example")), invite, NOW, TTL).await
}

/// A pod for one, who is there.
async fn full(db: &Database) -> (PodId, members::Member) {
    let pod = pod_for(db, "cantine.example", 1).await.id;
    let first = joined(db, &pod, "first@a.example").await;
    (pod, first)
}

on_both! {
    async fn who_did_not_confirm_does_not_wait(fresh) {
        let db = &fresh.db;
        let (pod, first) = full(db).await;
        let alice = asks(db, &pod, "alice", NOW).await;
        assert_eq!((state(db, &pod, &alice).await, waiting(db, &pod).await), (Some(State::Unconfirmed), 0));
        members::remove(db, &first.owner(), NOW).await.unwrap();
        assert_eq!(waiters::invite_next(db, &pod, NOW).await.unwrap(), 0);
        assert_eq!(waiters::expire(db, NOW + UNCONFIRMED - Duration::seconds(1)).await.unwrap(), 0);
        assert_eq!(waiters::expire(db, NOW + UNCONFIRMED).await.unwrap(), 1);
        assert_eq!(state(db, &pod, &alice).await, None);
        waiters::confirm(db, &pod, &alice, NOW + UNCONFIRMED).await.unwrap();
        assert_eq!(waiting(db, &pod).await, 0);
    }

    async fn a_free_place_is_kept_for_who_waits_for_longest_and_then_for_the_next(fresh) {
        let db = &fresh.db;
        let (pod, first) = full(db).await;
        let alice = waits(db, &pod, "alice", NOW).await;
        let bob = waits(db, &pod, "bob", NOW + Duration::minutes(1)).await;
        let of = waiters::get(db, &pod, &bob).await.unwrap().unwrap();
        assert_eq!(waiters::count(db, &pod, Some(&of)).await.unwrap(), 1);
        assert_eq!(waiters::count(db, &pod, None).await.unwrap(), 2);
        assert_eq!(waiters::invite_next(db, &pod, NOW).await.unwrap(), 0, "there is no place");
        assert!(waiters::with_room(db).await.unwrap().is_empty());
        members::remove(db, &first.owner(), NOW).await.unwrap();
        assert!(matches!(reserve(db, &pod, "stranger", None).await, Err(PlaceError::Full)));
        assert_eq!(waiters::with_room(db).await.unwrap(), [pod]);
        assert_eq!(waiters::invite_next(db, &pod, NOW).await.unwrap(), 1);
        assert_eq!(waiters::invite_next(db, &pod, NOW).await.unwrap(), 0, "one place is offered once");
        assert_eq!([state(db, &pod, &alice).await, state(db, &pod, &bob).await], [Some(State::Invited), Some(State::Waiting)]);
        assert!(waiters::is_offer(db, &pod, &offered(db, &pod).await).await.unwrap());
        assert!(matches!(reserve(db, &pod, "stranger", None).await, Err(PlaceError::Full)));
        let late = NOW + OFFERED;
        assert_eq!(waiters::expire(db, late).await.unwrap(), 1);
        assert_eq!(waiters::invite_next(db, &pod, late).await.unwrap(), 1);
        assert_eq!([state(db, &pod, &alice).await, state(db, &pod, &bob).await], [None, Some(State::Invited)]);
        assert_eq!((waiting(db, &pod).await, quotas::reconcile(db, &pod).await.unwrap()), (1, None));
    }

    async fn who_comes_by_her_offer_waits_no_more_and_takes_the_place(fresh) {
        let db = &fresh.db;
        let (pod, first) = full(db).await;
        let alice = waits(db, &pod, "alice", NOW).await;
        members::remove(db, &first.owner(), NOW).await.unwrap();
        waiters::invite_next(db, &pod, NOW).await.unwrap();
        let invite = offered(db, &pod).await;
        // she begins, does not go on, and begins again
        let place = reserve(db, &pod, "alice", Some(&invite)).await.unwrap();
        places::release(db, &place).await.unwrap();
        let place = reserve(db, &pod, "alice", Some(&invite)).await.unwrap();
        places::commit(db, &place, newcomer("alice"), NOW).await.unwrap();
        assert_eq!((state(db, &pod, &alice).await, waiting(db, &pod).await), (None, 0));
        let row = pods::get(db, &pod).await.unwrap().unwrap();
        assert_eq!((row.members_used, row.free_places()), (1, 0));
        assert_eq!(quotas::reconcile(db, &pod).await.unwrap(), None);
    }

    async fn where_there_is_room_for_all_strangers_come_in_too(fresh) {
        let db = &fresh.db;
        let (pod, _) = full(db).await;
        waits(db, &pod, "alice", NOW).await;
        let room = Change { members_max: Some(3), ..Change::default() };
        let row = pods::set(db, &pod, room, &by()).await.unwrap();
        assert_eq!(row.free_places(), 1);
        reserve(db, &pod, "stranger", None).await.unwrap();
        assert!(matches!(reserve(db, &pod, "late", None).await, Err(PlaceError::Full)), "the last one is hers");
    }

    async fn who_leaves_the_list_gives_her_place_to_the_next_and_her_offer_is_worth_nothing(fresh) {
        let db = &fresh.db;
        let (pod, first) = full(db).await;
        let alice = waits(db, &pod, "alice", NOW).await;
        let bob = waits(db, &pod, "bob", NOW + Duration::minutes(1)).await;
        members::remove(db, &first.owner(), NOW).await.unwrap();
        waiters::invite_next(db, &pod, NOW).await.unwrap();
        let invite = offered(db, &pod).await;
        assert!(waiters::leave(db, &pod, &alice, NOW).await.unwrap());
        assert!(!waiters::leave(db, &pod, &alice, NOW).await.unwrap(), "twice is once");
        assert!(matches!(reserve(db, &pod, "alice", Some(&invite)).await, Err(PlaceError::InviteSpent | PlaceError::Full)));
        assert_eq!(waiters::invite_next(db, &pod, NOW).await.unwrap(), 1);
        assert_eq!((state(db, &pod, &bob).await, waiting(db, &pod).await), (Some(State::Invited), 1));
    }

    async fn the_same_confirmation_and_the_same_job_twenty_times_at_once_are_one(fresh) {
        let db = &fresh.db;
        let (pod, first) = full(db).await;
        let alice = asks(db, &pod, "alice", NOW).await;
        join_all((0..20).map(|_| waiters::confirm(db, &pod, &alice, NOW))).await.into_iter().for_each(Result::unwrap);
        assert_eq!(waiting(db, &pod).await, 1);
        waits(db, &pod, "bob", NOW + Duration::minutes(1)).await;
        members::remove(db, &first.owner(), NOW).await.unwrap();
        let offers = join_all((0..20).map(|_| waiters::invite_next(db, &pod, NOW))).await;
        assert_eq!(offers.into_iter().map(Result::unwrap).sum::<usize>(), 1);
        let left = join_all((0..20).map(|_| waiters::leave(db, &pod, &alice, NOW))).await;
        assert_eq!(left.into_iter().filter(|it| *it.as_ref().unwrap()).count(), 1);
        assert_eq!((waiting(db, &pod).await, quotas::reconcile(db, &pod).await.unwrap()), (1, None));
    }

    async fn an_address_waits_once_and_gets_its_link_again(fresh) {
        let db = &fresh.db;
        let (pod, _) = full(db).await;
        let alice = waits(db, &pod, "alice", NOW).await;
        assert_eq!(asks(db, &pod, "alice", NOW + Duration::minutes(1)).await, alice);
        assert_eq!((waiting(db, &pod).await, waiters::count(db, &pod, None).await.unwrap()), (1, 1));
        let email: Email = "bob@mail.example".parse().unwrap();
        let asked = join_all((0..20).map(|_| waiters::ask(db, &pod, email.clone(), "en".into(), NOW))).await;
        assert!(asked.iter().all(|it| matches!(it, Ok(()) | Err(Error::Taken("waiter")))), "{asked:?}");
    }

    async fn no_place_is_offered_where_the_pod_is_not_open(fresh) {
        let db = &fresh.db;
        let (pod, first) = full(db).await;
        waits(db, &pod, "alice", NOW).await;
        members::remove(db, &first.owner(), NOW).await.unwrap();
        let closed = Change { registration: Some(Registration::Closed), ..Change::default() };
        pods::set(db, &pod, closed, &by()).await.unwrap();
        assert_eq!(waiters::invite_next(db, &pod, NOW).await.unwrap(), 0);
    }

    async fn who_is_taken_from_the_list_loses_her_offer(fresh) {
        let db = &fresh.db;
        let (pod, first) = full(db).await;
        let alice = waits(db, &pod, "alice", NOW).await;
        members::remove(db, &first.owner(), NOW).await.unwrap();
        assert_eq!(waiters::invite_next(db, &pod, NOW).await.unwrap(), 1);
        let offer = offered(db, &pod).await;
        let all = waiters::list(db, &pod).await.unwrap();
        assert_eq!(all.iter().map(|waiter| waiter.id).collect::<Vec<_>>(), [alice]);
        waiters::remove(db, &pod, &alice, &by()).await.unwrap();
        let again = waiters::remove(db, &pod, &alice, &by()).await;
        assert!(matches!(again, Err(Error::NotFound("waiter"))), "{again:?}");
        assert!(waiters::list(db, &pod).await.unwrap().is_empty());
        assert!(!waiters::is_offer(db, &pod, &offer).await.unwrap());
        assert_eq!(waiting(db, &pod).await, 0);
    }

    async fn another_pods_waiters_are_not_there(fresh) {
        let db = &fresh.db;
        let (one, _) = full(db).await;
        let other = pod(db, "lanterne.example").await.id;
        let alice = waits(db, &one, "alice", NOW).await;
        assert_eq!(waiters::get(db, &other, &alice).await.unwrap(), None);
        waiters::confirm(db, &other, &alice, NOW).await.unwrap();
        assert!(!waiters::leave(db, &other, &alice, NOW).await.unwrap());
        assert!(waiters::list(db, &other).await.unwrap().is_empty());
        assert!(waiters::remove(db, &other, &alice, &by()).await.is_err());
        assert_eq!(waiters::count(db, &other, None).await.unwrap(), 0);
        assert_eq!((waiting(db, &one).await, waiting(db, &other).await), (1, 0));
    }

    async fn who_is_taken_off_the_list_is_written_down_and_the_others_keep_their_order(fresh) {
        let db = &fresh.db;
        let (one, _) = full(db).await;
        let other = pod(db, "lanterne.example").await.id;
        let silent = asks(db, &one, "claire", NOW).await;
        let bob = waits(db, &one, "bob", NOW + Duration::minutes(1)).await;
        let alice = waits(db, &one, "alice", NOW + Duration::minutes(2)).await;
        let listed = waiters::list(db, &one).await.unwrap();
        let order: Vec<WaiterId> = listed.iter().map(|waiter| waiter.id).collect();
        assert_eq!(order, [silent, bob, alice]);
        assert!(waiters::list(db, &other).await.unwrap().is_empty());
        let strange = waiters::remove(db, &other, &bob, &by()).await;
        assert!(matches!(strange, Err(Error::NotFound("waiter"))), "{strange:?}");
        waiters::remove(db, &one, &bob, &by()).await.unwrap();
        assert_eq!((state(db, &one, &bob).await, waiting(db, &one).await), (None, 1));
        let log = audit::list(db, &one, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.object), (audit::Act::RequestRefuse, bob.to_string()));
    }
}
