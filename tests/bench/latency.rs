//! From the last byte of a stanza to the browser's socket: chat messages at a fixed pace to members who look, beside sessions that
//! do nothing.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use testpod::{ALPHA, Events, Kind, Member, PASSWORD, Server, Xmpp};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::figures::{Figure, Figures};
use crate::progress::say;
use crate::scale::Scale;
use crate::stage::{Stage, Store, TOLD};
use crate::tap::{Tap, mark, marked};

/// Messages a second.
const PACE: u32 = 50;

/// The first messages are not counted: what is made once is made with them.
const WARM: usize = 200;

/// How long a message may be under way.
const PATIENCE: Duration = Duration::from_secs(20);

/// When each message was seen by a browser.
type Seen = Arc<Mutex<Vec<Option<Instant>>>>;

/// What became of one message, in milliseconds.
#[derive(Clone, Copy, Debug)]
struct Journey {
    server: f64,
    program: f64,
}

/// Measures with each database.
pub async fn measure(scale: Scale, figures: &mut Figures) {
    for store in [Store::Sqlite, Store::Postgres] {
        let beside = scale.pick(200, 5000);
        let journeys = journeys(scale, store, beside).await;
        let key = |what: &str| format!("latency.{}.{beside}.{what}", store.key());
        let whole =
            format!("of {} messages, {beside} idle sessions beside, {}", journeys.len(), store.name());
        let ours: Vec<f64> = journeys.iter().map(|journey| journey.program).collect();
        let theirs: Vec<f64> = journeys.iter().map(|journey| journey.server).collect();
        let target = if store == Store::Sqlite { ["2 ms", "10 ms", ""] } else { [""; 3] };
        for ((share, name), target) in [(0.5, "p50"), (0.99, "p99"), (0.999, "p999")].into_iter().zip(target)
        {
            figures.add(Figure {
                key: key(&format!("{name}_ms")),
                what: format!("from the stanza's last byte to the browser's socket, {name} {whole}"),
                measured: Some(percentile(&ours, share)),
                unit: "ms",
                target,
            });
            figures.add(Figure {
                key: key(&format!("server_{name}_ms")),
                what: format!("before it, in the XMPP server (ejabberd), {name}"),
                measured: Some(percentile(&theirs, share)),
                unit: "ms",
                target: "",
            });
        }
    }
}

async fn journeys(scale: Scale, store: Store, beside: usize) -> Vec<Journey> {
    let server = Server::of(Kind::Ejabberd);
    let tap = Tap::to(server.address()).await;
    // what is said first of a domain counts
    let tapped = format!("{ALPHA}={},plain", tap.address());
    let hosts = [vec![tapped], server.hosts(server.address(), true)].concat().join(" ");
    let stage = Stage::on(server, store, &[&TOLD[..], &[("COSSE_XMPP_HOST", &hosts)]].concat());
    stage.crowd("crowd", beside).await;
    let pod = stage.pod("lookers", ALPHA).await;
    let mut members = stage.members(&pod, ALPHA, scale.pick(20, 100)).await;
    // those who signed up have looked at pages; now nobody does
    stage.restart();
    stage.until_online(beside + members.len()).await;
    let count = WARM + scale.pick(500, 6000);
    let seen: Seen = Arc::new(Mutex::new(vec![None; count]));
    let mut looking = JoinSet::new();
    for member in &mut members {
        looking.spawn(look(member.events().await, Arc::clone(&seen)));
    }
    stage.quiet().await;
    let sent = talk(stage.deployment().server(), &members, count).await;
    all_seen(&seen).await;
    let (passed, seen) = (tap.passed(), seen.lock().expect("the times").clone());
    let milliseconds = |from: Instant, to: Instant| to.duration_since(from).as_secs_f64() * 1000.0;
    let journey = |number: usize| {
        let passed = *passed.get(&number).expect("every message passes through the cable");
        let seen = seen[number].expect("seen");
        Journey { server: milliseconds(sent[number], passed), program: milliseconds(passed, seen) }
    };
    (WARM..count).map(journey).collect()
}

/// A browser that notes when it is told of each message.
async fn look(mut events: Events, seen: Seen) {
    while let Some(event) = events.next(Duration::from_secs(3600)).await {
        let now = Instant::now();
        if event.name == "message"
            && let Some((number, _)) = marked(event.data.as_bytes())
        {
            seen.lock().expect("the times")[number].get_or_insert(now);
        }
    }
}

/// Somebody writes to one after the other, whatever becomes of it; when each message was written.
async fn talk(server: &Server, members: &[Member], count: usize) -> Vec<Instant> {
    let jid = format!("talker@{ALPHA}");
    Xmpp::register(server.address(), &jid, PASSWORD).await;
    let mut talker = Xmpp::sign_in(server.address(), &jid, PASSWORD).await;
    say(&format!("{count} messages to {} members, {PACE} a second", members.len()));
    let mut pace = tokio::time::interval(Duration::from_secs(1) / PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut sent = Vec::with_capacity(count);
    for (number, member) in (0..count).zip(members.iter().cycle()) {
        pace.tick().await;
        let (to, text) = (&member.jid, mark(number));
        let stanza = format!("<message type='chat' to='{to}' id='m{number}'><body>{text}</body></message>");
        sent.push(Instant::now());
        talker.send(&stanza).await;
    }
    talker.leave().await;
    sent
}

async fn all_seen(seen: &Seen) {
    let missing = || seen.lock().expect("the times").iter().filter(|at| at.is_none()).count();
    let start = Instant::now();
    while missing() > 0 {
        assert!(start.elapsed() < PATIENCE, "{} messages were never seen by a browser", missing());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The value below which this share of all lies, by the nearest rank.
fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}
