//! From the last byte of a stanza to the browser's socket: chat messages at a fixed pace to members who look, beside sessions that
//! do nothing.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use testpod::{ALPHA, Events, Kind, Member, PASSWORD, Server, Xmpp};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::figures::{Figure, Figures};
use crate::percentiles::percentile;
use crate::progress::say;
use crate::scale::Scale;
use crate::stage::{Stage, Store, TOLD};
use crate::tap::{Tap, mark, marked};

/// Messages a second.
const PACE: u32 = 50;

/// The first messages are not counted: what is made once is made with them.
const WARM: usize = 200;

/// The pace of sign-ins that the program allows itself where nothing is set. Thousands who all sign in anew at once ask ejabberd for more
/// than it answers in time, and what is measured here begins when they are there.
const PACED: [(&str, &str); 2] = [("COSSE_SIGN_INS_PER_SERVER", "50"), ("COSSE_SIGN_INS_PER_WORKER", "100")];

/// How long a message may be under way.
const PATIENCE: Duration = Duration::from_secs(20);

/// Who writes to the members.
const TALKER: &str = "talker";

/// How many they are: ejabberd keeps an archive in a table in which each further message of one account takes longer.
const TALKERS: usize = 20;

fn talker(number: usize) -> String {
    format!("{TALKER}{}@{ALPHA}", number % TALKERS)
}

/// When each message was seen by a browser.
type Seen = Arc<Mutex<Vec<Option<Instant>>>>;

/// What carries a message inside the deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carrier {
    /// One process with SQLite.
    Memory,
    /// A web node, a worker and a process for jobs, with a Redis and a PostgreSQL.
    Redis,
}

/// Members at their browsers, and the cable through which their streams go.
#[derive(Debug)]
struct Lookers {
    stage: Stage,
    tap: Tap,
    members: Vec<Member>,
    /// Numbers of messages that were given out.
    numbered: usize,
}

/// What became of one message, in milliseconds.
#[derive(Clone, Copy, Debug)]
struct Journey {
    server: f64,
    program: f64,
}

/// Measures in one process and in several, beside more and more idle sessions.
pub async fn measure(scale: Scale, figures: &mut Figures) {
    let sizes: &[usize] = scale.pick(&[200], &[1000, 5000]);
    for carrier in [Carrier::Memory, Carrier::Redis] {
        let mut lookers = Lookers::on(carrier, scale).await;
        let mut here = 0;
        for beside in sizes {
            lookers.stage.crowd("crowd", beside - here).await;
            here = *beside;
            let journeys = lookers.journeys(here, scale).await;
            carrier.tell(here, &journeys, figures);
        }
    }
}

impl Carrier {
    /// Adds the figures of a run.
    fn tell(self, beside: usize, journeys: &[Journey], figures: &mut Figures) {
        let (key, name, targets) = match self {
            Self::Memory => ("sqlite", "one process, SQLite", ["2 ms", "10 ms", ""]),
            Self::Redis => ("redis", "several processes, Redis and PostgreSQL", ["3 ms", "15 ms", ""]),
        };
        let whole = format!("of {} messages, {beside} idle sessions beside, {name}", journeys.len());
        let ours: Vec<f64> = journeys.iter().map(|journey| journey.program).collect();
        let theirs: Vec<f64> = journeys.iter().map(|journey| journey.server).collect();
        let shares = [(0.5, "p50"), (0.99, "p99"), (0.999, "p999")];
        for ((share, percent), target) in shares.into_iter().zip(targets) {
            figures.add(Figure {
                key: format!("latency.{key}.{beside}.{percent}_ms"),
                what: format!("from the stanza's last byte to the browser's socket, {percent} {whole}"),
                measured: Some(percentile(&ours, share)),
                unit: "ms",
                target,
            });
            figures.add(Figure {
                key: format!("latency.{key}.{beside}.server_{percent}_ms"),
                what: format!("before it, in the XMPP server (ejabberd), {percent}"),
                measured: Some(percentile(&theirs, share)),
                unit: "ms",
                target: "",
            });
        }
    }
}

impl Lookers {
    async fn on(carrier: Carrier, scale: Scale) -> Self {
        let server = Server::of(Kind::Ejabberd);
        let tap = Tap::to(server.address()).await;
        // what is said first of a domain counts
        let tapped = format!("{ALPHA}={},plain", tap.address());
        let hosts = [vec![tapped], server.hosts(server.address(), true)].concat().join(" ");
        let own = [&TOLD[..], &PACED, &[("COSSE_XMPP_HOST", &hosts)]].concat();
        let stage = match carrier {
            Carrier::Memory => Stage::on(server, Store::Sqlite, &own),
            Carrier::Redis => Stage::spread(server, 1, &own),
        };
        let pod = stage.pod("lookers", ALPHA).await;
        let members = stage.members(&pod, ALPHA, scale.pick(20, 100)).await;
        let address = stage.deployment().server().address();
        for number in 0..TALKERS {
            Xmpp::register(address, &talker(number), PASSWORD).await;
        }
        Self { stage, tap, members, numbered: 0 }
    }

    async fn journeys(&mut self, beside: usize, scale: Scale) -> Vec<Journey> {
        // those who signed up have looked at pages; now nobody does
        self.stage.renew();
        self.stage.until_online(beside + self.members.len()).await;
        let (first, count) = (self.numbered, WARM + scale.pick(500, 6000));
        self.numbered += count;
        let seen: Seen = Arc::new(Mutex::new(vec![None; count]));
        let mut looking = JoinSet::new();
        for member in &mut self.members {
            looking.spawn(look(member.events().await, first, Arc::clone(&seen)));
        }
        self.stage.quiet().await;
        let sent = talk(self.stage.deployment().server(), &self.members, first, count).await;
        all_seen(&seen).await;
        let (passed, seen) = (self.tap.passed(), seen.lock().expect("the times").clone());
        let milliseconds = |from: Instant, to: Instant| to.duration_since(from).as_secs_f64() * 1000.0;
        let journey = |number: usize| {
            let passed = *passed.get(&(first + number)).expect("every message passes through the cable");
            let seen = seen[number].expect("seen");
            Journey { server: milliseconds(sent[number], passed), program: milliseconds(passed, seen) }
        };
        (WARM..count).map(journey).collect()
    }
}

/// A browser that notes when it is told of each message, from that number on.
async fn look(mut events: Events, first: usize, seen: Seen) {
    while let Some(event) = events.next(Duration::from_secs(3600)).await {
        let now = Instant::now();
        if event.name == "message"
            && let Some(number) =
                marked(event.data.as_bytes()).and_then(|(number, _)| number.checked_sub(first))
        {
            seen.lock().expect("the times")[number].get_or_insert(now);
        }
    }
}

/// Some people write to one after the other, whatever becomes of it; when each message was written.
async fn talk(server: &Server, members: &[Member], first: usize, count: usize) -> Vec<Instant> {
    let mut talkers = Vec::new();
    for number in 0..TALKERS {
        talkers.push(Xmpp::sign_in(server.address(), &talker(number), PASSWORD).await);
    }
    say(&format!("{count} messages to {} members, {PACE} a second", members.len()));
    let mut pace = tokio::time::interval(Duration::from_secs(1) / PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut sent = Vec::with_capacity(count);
    for (number, member) in (first..first + count).zip(members.iter().cycle()) {
        pace.tick().await;
        let (to, text) = (&member.jid, mark(number));
        let stanza = format!("<message type='chat' to='{to}' id='m{number}'><body>{text}</body></message>");
        sent.push(Instant::now());
        talkers[number % TALKERS].send(&stanza).await;
    }
    for talker in talkers {
        talker.leave().await;
    }
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
