//! What every carrier of commands, replies and events must do.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use model::sessions::SHARDS;
use pool::bus::{BACKLOG, Bus, BusError, Change, Delivery, EventId, Leases, Step};
use std::time::Duration;

/// How many sessions a worker can hold, where that is nobody's concern.
const CAPACITY: usize = 1000;

/// Each test runs once for each carrier.
macro_rules! for_each_bus {
    ($($name:ident),+ $(,)?) => {
        mod memory {
            $(#[tokio::test] async fn $name() { super::$name(super::Bus::memory(7)).await; })+
        }

        mod redis {
            $(#[tokio::test] async fn $name() { super::$name(super::redis("COSSE_TEST_REDIS").await).await; })+
        }

        mod redis_cluster {
            $(#[tokio::test] async fn $name() { super::$name(super::redis("COSSE_TEST_REDIS_CLUSTER").await).await; })+
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
    whatever_a_browser_says_that_it_has_seen_ends_well,
    streams_do_not_mix,
    giving_up_a_wait_loses_nothing,
    who_waits_is_woken,
    one_worker_has_every_shard,
);

/// A carrier on the servers that the tests are given, with keys of its own.
async fn redis(variable: &str) -> Bus {
    Bus::redis(&addresses(variable), &own_prefix(), "node").await.unwrap()
}

fn addresses(variable: &str) -> Vec<String> {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line")]
    let addresses = std::env::var(variable);
    let addresses = addresses.expect("the redis:// addresses of servers for the tests; ops/test starts them");
    addresses.split(' ').map(str::to_owned).collect()
}

fn own_prefix() -> String {
    format!("test-{}", ulid::Ulid::generate())
}

/// Takes all shards, and has their commands delivered.
async fn worker(bus: &Bus, name: &str) -> Leases {
    let mut leases = bus.leases(name, CAPACITY);
    gains(&mut leases, SHARDS).await;
    leases
}

async fn gains(leases: &mut Leases, number: u16) {
    for _ in 0..number {
        assert!(matches!(soon(leases.next()).await, Change::Gained(_)));
    }
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), what).await.expect("it comes soon")
}

async fn a_command_arrives_as_it_was_sent(bus: Bus) {
    let _leases = worker(&bus, "worker").await;
    bus.send(17, b"\0\xff".to_vec()).await.unwrap();
    let Delivery { shard, bytes, receipt } = soon(bus.next()).await.unwrap();
    assert_eq!((shard, bytes.as_slice()), (17, &b"\0\xff"[..]));
    bus.done(shard, receipt).await;
}

async fn commands_of_a_shard_arrive_in_order(bus: Bus) {
    let _leases = worker(&bus, "worker").await;
    for number in 0..100_u8 {
        bus.send(3, vec![number]).await.unwrap();
    }
    for number in 0..100_u8 {
        assert_eq!(soon(bus.next()).await.unwrap().bytes, [number]);
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
    let (mine, other) = (bus.expect(), bus.expect());
    bus.reply(other.ticket(), b"2\n\xff".to_vec()).await;
    bus.reply(mine.ticket(), b"1".to_vec()).await;
    assert_eq!(mine.within(Duration::from_secs(5)).await.unwrap(), b"1");
    assert_eq!(other.within(Duration::from_secs(5)).await.unwrap(), b"2\n\xff");
}

async fn a_wait_for_a_reply_ends(bus: Bus) {
    let expected = bus.expect();
    let ticket = expected.ticket().to_owned();
    assert_eq!(expected.within(Duration::from_millis(20)).await, None);
    bus.reply(&ticket, Vec::new()).await;
    bus.reply("nobody's", Vec::new()).await;
}

async fn an_event_reaches_every_follower_once_and_in_order(bus: Bus) {
    let mut followers = [bus.follow("alice", None).await, bus.follow("alice", None).await];
    for number in 0..10_u8 {
        bus.emit("alice", vec![number]).await;
    }
    for follower in &mut followers {
        for number in 0..10_u8 {
            assert_eq!(bytes(soon(follower.next()).await), [number]);
        }
    }
}

async fn a_follower_that_comes_back_misses_nothing(bus: Bus) {
    let seen = emit(&bus, b"seen").await;
    emit(&bus, b"missed").await;
    let id: EventId = seen.to_string().parse().unwrap();
    assert_eq!(bytes(next(&bus, id).await), b"missed");
}

async fn a_page_that_is_made_now_goes_on_from_the_last_event(bus: Bus) {
    let before_any = bus.last("alice").await;
    let mut early = bus.follow("alice", Some(before_any)).await;
    let after_one = emit(&bus, b"one").await;
    emit(&bus, b"two").await;
    assert_eq!(bytes(soon(early.next()).await), b"one");
    assert_eq!(bytes(next(&bus, before_any).await), b"one");
    assert_eq!(bytes(next(&bus, after_one).await), b"two");
}

async fn a_follower_of_another_epoch_is_told_to_resync(bus: Bus) {
    let id = emit(&bus, b"one").await;
    for epoch in [id.epoch - 1, id.epoch + 1] {
        let mut follower = bus.follow("alice", Some(EventId { epoch, ..id })).await;
        assert_eq!(soon(follower.next()).await, Step::Resync { id });
    }
    let mut follower = bus.follow("alice", Some(EventId { epoch: id.epoch + 1, ..id })).await;
    assert_eq!(soon(follower.next()).await, Step::Resync { id });
    emit(&bus, b"two").await;
    assert_eq!(bytes(soon(follower.next()).await), b"two");
    let ahead = EventId { number: id.number + 100, ..id };
    assert!(matches!(next(&bus, ahead).await, Step::Resync { .. }));
}

async fn a_follower_far_behind_is_told_to_resync(bus: Bus) {
    let first = emit(&bus, b"first").await;
    for _ in 0..=BACKLOG {
        bus.emit("alice", Vec::new()).await;
    }
    assert!(matches!(next(&bus, first).await, Step::Resync { .. }));
}

async fn whatever_a_browser_says_that_it_has_seen_ends_well(bus: Bus) {
    emit(&bus, b"one").await;
    let most = u64::MAX;
    for (epoch, number) in [(0, 0), (0, most), (most, 0), (most, most), (1, 1)] {
        assert!(
            matches!(next(&bus, EventId { epoch, number }).await, Step::Resync { .. }),
            "{epoch}-{number}"
        );
    }
}

async fn streams_do_not_mix(bus: Bus) {
    let mut bob = bus.follow("bob", None).await;
    bus.emit("alice", b"for alice".to_vec()).await;
    bus.emit("bob", b"for bob".to_vec()).await;
    assert_eq!(bytes(soon(bob.next()).await), b"for bob");
}

async fn giving_up_a_wait_loses_nothing(bus: Bus) {
    let mut follower = bus.follow("alice", None).await;
    assert!(tokio::time::timeout(Duration::from_millis(20), follower.next()).await.is_err());
    bus.emit("alice", b"late".to_vec()).await;
    assert_eq!(bytes(soon(follower.next()).await), b"late");
}

/// Not only when it looks by itself, which is after five seconds at the soonest.
async fn who_waits_is_woken(bus: Bus) {
    let _leases = worker(&bus, "worker").await;
    let mut follower = bus.follow("alice", None).await;
    let later = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        bus.send(5, b"command".to_vec()).await.unwrap();
        bus.emit("alice", b"event".to_vec()).await;
        tokio::time::sleep(Duration::from_secs(3)).await;
    };
    let heard = async { (bus.next().await.unwrap().bytes, bytes(follower.next().await)) };
    tokio::select! {
        biased;
        heard = heard => assert_eq!(heard, (b"command".to_vec(), b"event".to_vec())),
        () = later => panic!("nobody was woken"),
    }
}

async fn one_worker_has_every_shard(bus: Bus) {
    let mut leases = worker(&bus, "worker").await;
    assert!((0..SHARDS).all(|shard| bus.holds(shard)));
    leases.leave().await;
}

/// Appends an event for alice. Its place.
async fn emit(bus: &Bus, bytes: &[u8]) -> EventId {
    bus.emit("alice", bytes.to_vec()).await;
    bus.last("alice").await
}

/// What somebody who has seen so much of alice's events gets first.
async fn next(bus: &Bus, seen: EventId) -> Step {
    soon(bus.follow("alice", Some(seen)).await.next()).await
}

fn bytes(step: Step) -> Vec<u8> {
    match step {
        Step::Event { bytes, .. } => bytes,
        Step::Resync { .. } => panic!("nothing was missed"),
    }
}

/// What only several processes can show: each has a bus of its own over one Redis.
mod several {
    use super::*;

    async fn nodes() -> (Bus, Bus) {
        nodes_over("COSSE_TEST_REDIS").await
    }

    async fn nodes_over(variable: &str) -> (Bus, Bus) {
        let (addresses, prefix) = (addresses(variable), own_prefix());
        (
            Bus::redis(&addresses, &prefix, "one").await.unwrap(),
            Bus::redis(&addresses, &prefix, "two").await.unwrap(),
        )
    }

    #[tokio::test]
    async fn what_one_asks_the_other_answers() {
        let (web, other) = nodes().await;
        let _leases = worker(&other, "worker").await;
        let expected = web.expect();
        web.send(9, expected.ticket().as_bytes().to_vec()).await.unwrap();
        let delivery = soon(other.next()).await.unwrap();
        other.reply(std::str::from_utf8(&delivery.bytes).unwrap(), b"yes".to_vec()).await;
        assert_eq!(expected.within(Duration::from_secs(10)).await.unwrap(), b"yes");
    }

    #[tokio::test]
    async fn what_was_sent_while_no_worker_was_there_waits_and_what_is_not_done_is_delivered_again() {
        let (web, other) = nodes().await;
        web.send(9, b"done".to_vec()).await.unwrap();
        web.send(9, b"begun".to_vec()).await.unwrap();
        let mut leases = worker(&web, "one").await;
        let done = soon(web.next()).await.unwrap();
        web.done(done.shard, done.receipt).await;
        assert_eq!(soon(web.next()).await.unwrap().bytes, b"begun");
        leases.leave().await;
        let _leases = worker(&other, "two").await;
        assert_eq!(soon(other.next()).await.unwrap().bytes, b"begun");
    }

    #[tokio::test]
    async fn a_command_that_a_dead_worker_had_in_hand_is_delivered_to_the_next() {
        let (one, two) = nodes().await;
        let first = worker(&one, "one").await;
        two.send(9, b"begun".to_vec()).await.unwrap();
        assert_eq!(soon(one.next()).await.unwrap().bytes, b"begun");
        // as one that was killed: it gives nothing back
        drop((first, one));
        let _second = worker(&two, "two").await;
        assert_eq!(soon(two.next()).await.unwrap().bytes, b"begun");
    }

    /// How long each key of a prefix has to live, in milliseconds.
    async fn lives(address: &str, prefix: &str) -> Vec<(String, i64)> {
        let client = ::redis::Client::open(address).unwrap();
        let mut link = client.get_multiplexed_async_connection().await.unwrap();
        let mut lives = Vec::new();
        let keys: Vec<String> =
            ::redis::cmd("KEYS").arg(format!("{prefix}:*")).query_async(&mut link).await.unwrap();
        for key in keys {
            lives.push((key.clone(), ::redis::cmd("PTTL").arg(key).query_async(&mut link).await.unwrap()));
        }
        lives
    }

    #[tokio::test]
    async fn nothing_lies_in_redis_for_ever() {
        let (address, prefix) = (addresses("COSSE_TEST_REDIS").remove(0), own_prefix());
        let bus = Bus::redis(std::slice::from_ref(&address), &prefix, "one").await.unwrap();
        let _leases = worker(&bus, "worker").await;
        bus.send(9, b"a password, sealed".to_vec()).await.unwrap();
        bus.emit("alice", b"event".to_vec()).await;
        bus.reply("gone.1", b"answer".to_vec()).await;
        let lives = lives(&address, &prefix).await;
        let life_of = |kind: &str| {
            let begins = format!("{prefix}:{kind}:");
            let found = lives.iter().find(|(key, _)| key.starts_with(&begins));
            found.unwrap_or_else(|| panic!("{kind} is not among {lives:?}")).1
        };
        for (kind, seconds) in [("commands", 60), ("replies", 60), ("events", 3600), ("lease", 3)] {
            let life = life_of(kind);
            assert!(life > 0 && life <= seconds * 1000, "{kind}: {life} ms");
        }
        // who works, and who leased a shard last: never more than there are workers and shards
        let bounded = |key: &str| key.contains(":leased:") || key.ends_with(":workers");
        let unbounded: Vec<_> = lives.iter().filter(|(key, life)| *life < 0 && !bounded(key)).collect();
        assert!(unbounded.is_empty(), "{unbounded:?}");
    }

    #[tokio::test]
    async fn two_workers_share_and_the_one_that_is_left_has_all_within_five_seconds() {
        let (one, two) = nodes().await;
        let mut first = worker(&one, "one").await;
        let mut second = two.leases("two", CAPACITY);
        for _ in 0..SHARDS / 2 {
            let Change::Asked(shard) = soon(first.next()).await else { panic!("nothing else comes") };
            first.release(shard);
        }
        gains(&mut second, SHARDS / 2).await;
        assert!((0..SHARDS).all(|shard| one.holds(shard) != two.holds(shard)), "each shard has one owner");
        // as one that was killed: it gives nothing back
        drop((second, two));
        let start = std::time::Instant::now();
        gains(&mut first, SHARDS / 2).await;
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }

    #[tokio::test]
    async fn workers_share_in_proportion_to_what_they_can_hold() {
        for variable in ["COSSE_TEST_REDIS", "COSSE_TEST_REDIS_CLUSTER"] {
            let (one, two) = nodes_over(variable).await;
            let mut first = worker(&one, "one").await;
            let mut second = two.leases("two", 3 * CAPACITY);
            for _ in 0..SHARDS / 4 * 3 {
                let Change::Asked(shard) = soon(first.next()).await else { panic!("nothing else comes") };
                first.release(shard);
            }
            gains(&mut second, SHARDS / 4 * 3).await;
            assert!(
                (0..SHARDS).all(|shard| one.holds(shard) != two.holds(shard)),
                "each shard has one owner"
            );
        }
    }
}
