//! Workers that are killed, and workers that are upgraded one after the other, while people write to their members.

use std::time::{Duration, Instant};

use testpod::{BETA, Kind, Member, PASSWORD, Server, Xmpp, accept, eventually};
use tokio::task::block_in_place;

use crate::chatter::{self, Chatter, PACE};
use crate::figures::{Figure, Figures};
use crate::ledger::Ledger;
use crate::progress::say;
use crate::scale::Scale;
use crate::stage::Stage;
use crate::whereabouts::{LOGGED, Whereabouts};

const WORKERS: usize = 3;

/// Members who have a contact that sees their presence.
const WATCHED: usize = 10;

/// How long people write before anything happens, and after it is over.
const AROUND: Duration = Duration::from_secs(5);

/// When nothing has moved for so long, everything has its place: workers share out what they have more often than that.
const SETTLED: Duration = Duration::from_secs(5);

/// How long anything may take here before it is given up.
const PATIENCE: Duration = Duration::from_secs(180);

/// Which worker is killed.
const VICTIM: usize = 0;

/// Numbers of messages of which none is given out twice.
const NUMBERS: usize = 1_000_000;

/// A fleet, its members, and a contact of some of them.
struct Scene {
    stage: Stage,
    members: Vec<Member>,
    watcher: Xmpp,
    /// How things were when people began to write.
    before: Whereabouts,
    /// The number of their first message.
    first: usize,
}

/// Something that happens to workers.
struct Happening {
    key: &'static str,
    what: String,
}

/// Kills one of three workers, then ends all three one after the other as an upgrade does.
pub async fn measure(scale: Scale, figures: &mut Figures) {
    let mut scene = Scene::new(scale.pick(100, 1000)).await;
    scene.killed(figures).await;
    scene.rolled(figures).await;
}

impl Scene {
    async fn new(size: usize) -> Self {
        let own = [("RUST_LOG", LOGGED), ("NO_COLOR", "1")];
        let stage = Stage::spread(Server::of(Kind::Ejabberd), WORKERS, &own);
        let pod = stage.pod("crew", BETA).await;
        let mut members = stage.members(&pod, BETA, size).await;
        let server = stage.deployment().server();
        chatter::register(server).await;
        let watcher = watcher(server, &mut members[..WATCHED]).await;
        Self { stage, members, watcher, before: Whereabouts::default(), first: 0 }
    }

    /// `kill -9`.
    async fn killed(&mut self, figures: &mut Figures) {
        let chatter = self.begin().await;
        let (shards, sessions) = (self.before.shards_of(VICTIM), self.before.sessions_of(VICTIM));
        let of = format!("of {} sessions", self.members.len());
        let what = format!("a worker with {} {of} is killed", sessions.len());
        let it = Happening { key: "killed", what };
        say(&it.what);
        let start = Instant::now();
        block_in_place(|| self.stage.fleet().end(VICTIM, "KILL"));
        let elsewhere = |at: Option<&usize>| at.is_some_and(|at| *at != VICTIM);
        let owned =
            self.until(start, |now| shards.iter().all(|shard| elsewhere(now.shards.get(shard)))).await;
        let back = self.until(start, |now| sessions.iter().all(|jid| elsewhere(now.sessions.get(jid)))).await;
        it.took("owned", "until its shards are owned elsewhere", owned, "5 s", figures);
        let target = "5 s + sessions / sign-ins a second";
        it.took("back", "until its last session is back", back, target, figures);
        self.end(chatter, &it, figures).await;
        block_in_place(|| self.stage.fleet().start(VICTIM));
    }

    /// An upgrade.
    async fn rolled(&mut self, figures: &mut Figures) {
        let chatter = self.begin().await;
        let what = format!("{WORKERS} workers with {} sessions are upgraded in turn", self.members.len());
        let it = Happening { key: "rolled", what };
        say(&it.what);
        let start = Instant::now();
        for worker in 0..WORKERS {
            block_in_place(|| {
                self.stage.fleet().end(worker, "TERM");
                self.stage.fleet().start(worker);
            });
        }
        it.took("upgraded", "until the last new one is there", start.elapsed(), "", figures);
        let back = self.settle().await.duration_since(start);
        it.took("back", "until every session has its place", back, "", figures);
        self.end(chatter, &it, figures).await;
    }

    /// People begin to write, for a while before anything happens.
    async fn begin(&mut self) -> Chatter {
        self.settle().await;
        self.before = Whereabouts::of(self.stage.fleet());
        heard(&mut self.watcher).await;
        self.first += NUMBERS;
        say(&format!("people write to {} members, {PACE} messages a second", self.members.len()));
        let chatter = Chatter::begin(self.stage.deployment().server(), &self.members, self.first).await;
        tokio::time::sleep(AROUND).await;
        chatter
    }

    /// They go on for a while, and stop; then it is seen what became of everything.
    async fn end(&mut self, chatter: Chatter, it: &Happening, figures: &mut Figures) {
        tokio::time::sleep(AROUND).await;
        chatter.end().await;
        let presence = heard(&mut self.watcher).await.matches("<presence").count();
        let moves = Whereabouts::of(self.stage.fleet()).resumed.split_off(self.before.resumed.len());
        let resumed = moves.iter().filter(|resumed| **resumed).count();
        it.counted("resumed", "sessions that went on with their streams", resumed, "all", figures);
        it.counted("anew", "sessions that bound anew", moves.len() - resumed, "0", figures);
        let ledger = Ledger::of(&self.stage, &mut self.members, self.first).await;
        let lost = format!("messages lost of {} that the server accepted", ledger.accepted);
        it.counted("lost", &lost, ledger.lost, "0", figures);
        it.counted("doubled", "messages doubled", ledger.doubled, "0", figures);
        it.counted(
            "presence",
            &format!("presence seen by contacts of {WATCHED} members"),
            presence,
            "0",
            figures,
        );
        let needy = "select jid from sessions where state = 'needs-password'";
        let needy = self.stage.deployment().rows(needy).len();
        it.counted("signed_out", "members who must sign in again", needy, "0", figures);
    }

    /// Waits until it is so; how long that took since the start.
    async fn until(&mut self, start: Instant, is: impl Fn(&Whereabouts) -> bool) -> Duration {
        while !is(&Whereabouts::of(self.stage.fleet())) {
            assert!(
                start.elapsed() < PATIENCE,
                "not all are back after {PATIENCE:?}; the workers' logs say why"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        start.elapsed()
    }

    /// Waits until every worker has its share and nothing moves any more; since when it does not.
    async fn settle(&mut self) -> Instant {
        let (start, mut moves, mut since) = (Instant::now(), 0, Instant::now());
        while since.elapsed() < SETTLED {
            assert!(start.elapsed() < PATIENCE, "sessions still move after {PATIENCE:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
            let now = Whereabouts::of(self.stage.fleet());
            let shared = (0..WORKERS).all(|worker| !now.shards_of(worker).is_empty());
            if !shared || now.sessions.len() < self.members.len() || now.resumed.len() != moves {
                (moves, since) = (now.resumed.len(), Instant::now());
            }
        }
        since
    }
}

impl Happening {
    fn took(&self, key: &str, what: &str, time: Duration, target: &'static str, figures: &mut Figures) {
        figures.add(Figure {
            key: format!("workers.{}.{key}_seconds", self.key),
            what: format!("{}: {what}", self.what),
            measured: Some(time.as_secs_f64()),
            unit: "s",
            target,
        });
    }

    fn counted(&self, key: &str, what: &str, count: usize, target: &'static str, figures: &mut Figures) {
        figures.add(Figure {
            key: format!("workers.{}.{key}", self.key),
            what: format!("{}: {what}", self.what),
            measured: Some(count as f64),
            unit: "",
            target,
        });
    }
}

/// A contact of these members, who is told of their presence.
async fn watcher(server: &Server, members: &mut [Member]) -> Xmpp {
    let jid = format!("watcher@{BETA}");
    Xmpp::register(server.address(), &jid, PASSWORD).await;
    let mut asking = Xmpp::sign_in(server.address(), &jid, PASSWORD).await;
    for member in &mut *members {
        asking.presence("subscribe", &member.jid).await;
        accept(member, &jid).await;
    }
    asking.leave().await;
    let mut watcher = Xmpp::sign_in(server.address(), &jid, PASSWORD).await;
    let mut all = String::new();
    eventually("the contact sees all", async || {
        all.push_str(&heard(&mut watcher).await);
        members.iter().all(|member| all.contains(&format!("from='{}/", member.jid))).then_some(())
    })
    .await;
    watcher
}

/// All that a client has been told since it was last asked.
async fn heard(client: &mut Xmpp) -> String {
    client.send("<iq type='get' id='by-now'><ping xmlns='urn:xmpp:ping'/></iq>").await;
    client.until("by-now").await
}
