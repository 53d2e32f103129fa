//! What every carrier of commands, replies and events must do.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use pool::bus::{BACKLOG, Bus, BusError, Delivery, EventId, Step};
use std::time::Duration;

/// Each test runs once for each carrier.
macro_rules! for_each_bus {
    ($($name:ident),+ $(,)?) => {
        mod memory {
            $(#[tokio::test] async fn $name() { super::$name(super::Bus::memory(7)).await; })+
        }
    };
}

for_each_bus!(
    a_command_arrives_as_it_was_sent,
    commands_of_a_shard_arrive_in_order,
    a_flood_of_commands_is_refused_not_kept,
    a_reply_reaches_who_waits_for_it,
    a_wait_for_a_reply_ends,
    an_event_reaches_every_follower_once_and_in_order,
    a_follower_that_comes_back_misses_nothing,
    a_page_that_is_made_now_goes_on_from_the_last_event,
    a_follower_of_another_epoch_is_told_to_resync,
    a_follower_far_behind_is_told_to_resync,
    streams_do_not_mix,
    giving_up_a_wait_loses_nothing,
);

async fn a_command_arrives_as_it_was_sent(bus: Bus) {
    bus.send(17, b"\0\xff".to_vec()).await.unwrap();
    assert_eq!(bus.next().await.unwrap(), Delivery { shard: 17, bytes: b"\0\xff".to_vec() });
}

async fn commands_of_a_shard_arrive_in_order(bus: Bus) {
    for number in 0..100_u8 {
        bus.send(3, vec![number]).await.unwrap();
    }
    for number in 0..100_u8 {
        assert_eq!(bus.next().await.unwrap().bytes, [number]);
    }
}

async fn a_flood_of_commands_is_refused_not_kept(bus: Bus) {
    for _ in 0..100_000 {
        if let Err(error) = bus.send(1, Vec::new()).await {
            assert_eq!(error, BusError::Full);
            return;
        }
    }
    panic!("a hundred thousand commands were taken and nobody read them");
}

async fn a_reply_reaches_who_waits_for_it(bus: Bus) {
    let mine = bus.expect("mine");
    let other = bus.expect("other");
    bus.reply("other", b"2".to_vec()).await;
    bus.reply("mine", b"1".to_vec()).await;
    assert_eq!(mine.within(Duration::from_secs(5)).await.unwrap(), b"1");
    assert_eq!(other.within(Duration::from_secs(5)).await.unwrap(), b"2");
}

async fn a_wait_for_a_reply_ends(bus: Bus) {
    assert_eq!(bus.expect("never").within(Duration::from_millis(20)).await, None);
    bus.reply("never", Vec::new()).await;
}

async fn an_event_reaches_every_follower_once_and_in_order(bus: Bus) {
    let mut followers = [bus.follow("alice", None), bus.follow("alice", None)];
    for number in 0..10_u8 {
        bus.emit("alice", vec![number]).await;
    }
    for follower in &mut followers {
        for number in 0..10_u8 {
            assert_eq!(bytes(follower.next().await), [number]);
        }
    }
}

async fn a_follower_that_comes_back_misses_nothing(bus: Bus) {
    let seen = bus.emit("alice", b"seen".to_vec()).await;
    bus.emit("alice", b"missed".to_vec()).await;
    let id: EventId = seen.to_string().parse().unwrap();
    assert_eq!(bytes(bus.follow("alice", Some(id)).next().await), b"missed");
}

async fn a_page_that_is_made_now_goes_on_from_the_last_event(bus: Bus) {
    let before_any = bus.last("alice");
    bus.emit("alice", b"one".to_vec()).await;
    let after_one = bus.last("alice");
    bus.emit("alice", b"two".to_vec()).await;
    assert_eq!(bytes(bus.follow("alice", Some(before_any)).next().await), b"one");
    assert_eq!(bytes(bus.follow("alice", Some(after_one)).next().await), b"two");
}

async fn a_follower_of_another_epoch_is_told_to_resync(bus: Bus) {
    let id = bus.emit("alice", b"one".to_vec()).await;
    let mut follower = bus.follow("alice", Some(EventId { epoch: id.epoch + 1, ..id }));
    assert_eq!(follower.next().await, Step::Resync { id });
    bus.emit("alice", b"two".to_vec()).await;
    assert_eq!(bytes(follower.next().await), b"two");
    let ahead = EventId { number: id.number + 100, ..id };
    assert!(matches!(bus.follow("alice", Some(ahead)).next().await, Step::Resync { .. }));
}

async fn a_follower_far_behind_is_told_to_resync(bus: Bus) {
    let first = bus.emit("alice", Vec::new()).await;
    for _ in 0..=BACKLOG {
        bus.emit("alice", Vec::new()).await;
    }
    let mut follower = bus.follow("alice", Some(first));
    assert!(matches!(follower.next().await, Step::Resync { .. }));
}

async fn streams_do_not_mix(bus: Bus) {
    let mut bob = bus.follow("bob", None);
    bus.emit("alice", b"for alice".to_vec()).await;
    bus.emit("bob", b"for bob".to_vec()).await;
    assert_eq!(bytes(bob.next().await), b"for bob");
}

async fn giving_up_a_wait_loses_nothing(bus: Bus) {
    let mut follower = bus.follow("alice", None);
    assert!(tokio::time::timeout(Duration::from_millis(20), follower.next()).await.is_err());
    bus.emit("alice", b"late".to_vec()).await;
    assert_eq!(bytes(follower.next().await), b"late");
}

fn bytes(step: Step) -> Vec<u8> {
    match step {
        Step::Event { bytes, .. } => bytes,
        Step::Resync { .. } => panic!("nothing was missed"),
    }
}
