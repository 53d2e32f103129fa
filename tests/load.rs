//! Up to two hundred messages a second come from ordinary clients, and members answer, while something breaks. Afterwards each is there
//! once: in the archives, in the database, on the page.

mod answering;
mod chat;
mod looking;
mod posts;

use std::collections::HashMap;
use std::time::Duration;

use testpod::{
    Fleet, Kind, Member, PASSWORD, PATIENCE, Slixmpp, TestPod, Xmpp, befriend, eventually_ok,
    eventually_within,
};
use tokio::sync::Semaphore;

use answering::{Answering, Taken};
use chat::Chat;
use looking::{Looking, Pages};
use posts::Posts;

const MEMBERS: usize = 6;
const WRITERS: usize = 4;

/// Texts of one writer in a second: 40 in all.
const RATE: usize = 10;

/// The same where it is about many: 200 in all.
const HIGH_RATE: usize = 50;

/// Machines that run the tests are small: not all loads at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Members of one pod, two and two friends, who all look at their chats and feeds, and people who write to them with clients of another
/// kind.
struct Load {
    // gone before the pods that they look at
    looking: Vec<Looking>,
    fleet: Fleet,
    pod: TestPod,
    members: Vec<Member>,
    jids: Vec<String>,
    writers: Vec<(String, Slixmpp)>,
    /// Texts of one writer in a second.
    rate: usize,
    /// Whether two workers go on with the same streams at once. ejabberd reads an old connection on for a moment when another has
    /// resumed its stream, and does not count what it takes then: it is written again.
    rivals: bool,
}

impl Load {
    async fn on(fleet: Fleet) -> Self {
        let pod = TestPod::on(fleet.deployment(), "cantine", &[]).await;
        let (mut members, mut writers) = (Vec::new(), Vec::new());
        for _ in 0..MEMBERS {
            members.push(pod.sign_up("alice").await);
        }
        for pair in members.chunks_exact_mut(2) {
            let [one, other] = pair else { continue };
            befriend(one, other).await;
        }
        let server = fleet.deployment().server();
        for number in 0..WRITERS {
            let jid = format!("writer{number}-{}", members[0].jid);
            Xmpp::register(server.address(), &jid, PASSWORD).await;
            let client = Slixmpp::sign_in(server, &jid, PASSWORD).await;
            writers.push((jid, client));
        }
        let jids = members.iter().map(|member| member.jid.clone()).collect();
        let mut load =
            Self { fleet, pod, members, looking: Vec::new(), jids, writers, rate: RATE, rivals: false };
        for place in 0..MEMBERS {
            load.looking.push(Looking::on(load.pages(place).await, None));
        }
        load
    }

    /// The pages that a member has open.
    async fn pages(&self, member: usize) -> Pages {
        Pages::open(self.members[member].browser.clone(), &self.peers()).await
    }

    fn peers(&self) -> Vec<String> {
        self.writers.iter().map(|(jid, _)| jid.clone()).collect()
    }

    /// The writers' clients come back after their server was away.
    async fn writers_return(&mut self) {
        for (jid, client) in &mut self.writers {
            *client = Slixmpp::sign_in(self.pod.deployment().server(), jid, PASSWORD).await;
        }
    }

    /// All write to all while something happens. Afterwards nothing is lost, nothing is there twice, nobody was signed out.
    async fn survives(&mut self, what: impl AsyncFnOnce(&mut Fleet)) {
        let jids = self.jids.clone();
        self.flood("flood", &jids, self.rate).await;
        let answering = self.answering();
        what(&mut self.fleet).await;
        let rounds = self.ends_flood("flood").await;
        for chat in self.agree(answering).await {
            assert_eq!(chat.flood, numbered("flood", rounds[&chat.writer]), "the archive of {chat}");
        }
    }

    async fn flood(&mut self, text: &str, to: &[String], rate: usize) {
        for (_, writer) in &mut self.writers {
            writer.flood(to, text, rate).await;
        }
    }

    /// How many texts each writer has written to each member.
    async fn ends_flood(&mut self, text: &str) -> HashMap<String, usize> {
        let mut rounds = HashMap::new();
        for (jid, writer) in &mut self.writers {
            rounds.insert(jid.clone(), writer.ends_flood(text).await);
        }
        println!("rounds: {rounds:?}");
        rounds
    }

    fn answering(&mut self) -> Answering {
        Answering::begin(std::mem::take(&mut self.members), &self.peers())
    }

    /// Whoever answers has answered enough: in each chat all agree what was said, and of each post that it is there.
    async fn agree(&mut self, answering: Answering) -> Vec<Chat> {
        let mut all = answering.end().await;
        let mut chats = Vec::new();
        for (place, (member, taken)) in all.iter_mut().enumerate() {
            chats.extend(self.agree_on_chats(member, taken, &self.looking[place]).await);
            assert!(member.is_signed_in().await);
        }
        for place in 0..MEMBERS {
            self.agree_on_posts(&mut all, place).await;
        }
        self.all_are_online().await;
        self.members = all.into_iter().map(|(member, _)| member).collect();
        chats
    }

    async fn agree_on_chats(&self, member: &mut Member, taken: &Taken, looking: &Looking) -> Vec<Chat> {
        let deployment = self.pod.deployment();
        let mut phone = Xmpp::sign_in(deployment.server().address(), &member.jid, PASSWORD).await;
        let mut chats = Vec::new();
        for (writer, _) in &self.writers {
            let mut chat = Chat::of(&member.jid, writer, phone.archive(writer).await);
            chat.is_heard(member).await;
            let once = self.rivals && deployment.server().kind() == Kind::Ejabberd;
            chat.is_answered(member, &mut phone, once).await;
            chat.has_what_was_taken(member, taken).await;
            chat.is_stored(deployment, taken);
            looking.shows_chat(member, writer).await;
            chats.push(chat);
        }
        chats
    }

    /// What the member at this place has published, she and her friend have.
    async fn agree_on_posts(&self, all: &mut [(Member, Taken)], place: usize) {
        let (jid, texts) = (all[place].0.jid.clone(), std::mem::take(&mut all[place].1.posts));
        let deployment = self.pod.deployment();
        let mut phone = Xmpp::sign_in(deployment.server().address(), &jid, PASSWORD).await;
        let posts = Posts { author: &jid, texts: &texts };
        posts.are_published(&mut all[place].0, &mut phone, deployment).await;
        for reader in [place, place ^ 1] {
            posts.are_seen(&mut all[reader].0, &self.looking[reader]).await;
        }
    }

    /// Nobody is asked for her password.
    async fn all_are_online(&self) {
        eventually_ok("all are online", async || {
            let rows = self.pod.deployment().rows("select state, jid from sessions");
            let online = rows.iter().filter(|row| row.starts_with("online")).count();
            if (online, rows.len()) == (MEMBERS, MEMBERS) { Ok(()) } else { Err(format!("it is {rows:?}")) }
        })
        .await;
    }
}

/// The worker that has the most sessions, which are some.
async fn busiest(fleet: &Fleet) -> usize {
    let mut sessions = Vec::new();
    for worker in 0..fleet.size() {
        let figures = fleet.figures(worker).await;
        sessions.push((figures.of("cosse_sessions", &[("state", "online")]), worker));
    }
    let (most, worker) =
        sessions.iter().copied().max_by(|one, other| one.0.total_cmp(&other.0)).expect("workers");
    assert!(most >= 1.0, "no worker has a session: {sessions:?}");
    worker
}

fn numbered(text: &str, rounds: usize) -> Vec<String> {
    (0..rounds).map(|round| format!("{text} {round}")).collect()
}

async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}

const A_WHILE: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_killed_under_load_costs_nobody_a_message() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(3)).await;
    load.rate = HIGH_RATE;
    load.survives(async |fleet| {
        pass(A_WHILE).await;
        let victim = busiest(fleet).await;
        fleet.end(victim, "KILL");
        pass(A_WHILE).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_hangs_under_load_for_ten_seconds_writes_nothing_when_it_wakes() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(2)).await;
    load.survives(async |fleet| {
        pass(A_WHILE).await;
        fleet.signal(0, "STOP");
        pass(Duration::from_secs(10)).await;
        fleet.signal(0, "CONT");
        pass(A_WHILE).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upgrade_of_all_workers_under_load_twice_in_a_row_costs_nobody_a_message() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(2)).await;
    load.survives(async |fleet| {
        for worker in [0, 1, 0, 1] {
            pass(A_WHILE / 3).await;
            fleet.end(worker, "TERM");
            fleet.start(worker);
        }
        pass(A_WHILE).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_is_emptied_and_then_away_for_twenty_seconds_under_load_costs_nobody_a_message() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::with_cabled_redis(2)).await;
    load.survives(async |fleet| {
        pass(A_WHILE).await;
        fleet.empty_redis();
        pass(A_WHILE).await;
        fleet.redis_cable().down();
        pass(Duration::from_secs(20)).await;
        fleet.redis_cable().up();
        pass(A_WHILE).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgresql_that_is_restarted_under_load_costs_nobody_a_message() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::with_postgres(2)).await;
    load.survives(async |fleet| {
        pass(A_WHILE).await;
        fleet.restart_postgres(A_WHILE).await;
        pass(A_WHILE).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_xmpp_server_that_is_restarted_under_load_costs_nobody_a_message_that_it_took() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(2)).await;
    let jids = load.jids.clone();
    load.flood("flood", &jids, RATE).await;
    let answering = load.answering();
    pass(A_WHILE).await;
    load.fleet.deployment().server().stop();
    pass(A_WHILE).await;
    load.fleet.deployment().server().start();
    load.writers_return().await;
    load.flood("flood again", &jids, RATE).await;
    pass(A_WHILE * 2).await;
    let rounds = load.ends_flood("flood again").await;
    let mut before = 0;
    for chat in load.agree(answering).await {
        let rounds = rounds[&chat.writer];
        let (earlier, after) = chat.flood.split_at(chat.flood.len().saturating_sub(rounds));
        assert_eq!(after, numbered("flood again", rounds), "the archive of {chat}");
        before += earlier.len();
    }
    assert!(before > 0, "it was under load when it ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn cables_that_are_cut_under_load_cost_nobody_a_message() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(2)).await;
    load.survives(async |fleet| {
        for _ in 0..5 {
            pass(A_WHILE / 2).await;
            fleet.deployment().relay().cut();
        }
        pass(A_WHILE).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_that_both_believe_to_own_all_sessions_double_nothing() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(1)).await;
    load.rivals = true;
    load.survives(async |fleet| {
        pass(A_WHILE).await;
        let rival = fleet.start_rival();
        pass(A_WHILE).await;
        fleet.end(rival, "TERM");
        pass(A_WHILE).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_stops_reading_under_load_holds_up_nobody_and_catches_up() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(2)).await;
    let pages = load.pages(0).await;
    let narrow = load.members[0].browser.narrow_events(pages.stream()).await;
    let one = [load.jids[0].clone()];
    // short for the XMPP server, long in a page: a link for each
    let long = format!("flood{}", " http://a.test".repeat(200));
    load.flood(&long, &one, HIGH_RATE / 10).await;
    let answering = load.answering();
    let mut seen = Vec::new();
    eventually_within(PATIENCE * 3, "there is no room left for what the browser does not read", async || {
        pass(A_WHILE / 3).await;
        seen.push((load.looking[0].count().await, narrow.waiting().unwrap_or_default()));
        // another browser of hers is told of more and more, and this one is not
        let [.., (one, waited), (two, waits), (three, still)] = seen[..] else {
            return Err(format!("{seen:?}"));
        };
        let is_full = one < two && two < three && waited == waits && waits == still && still > 0;
        is_full.then_some(()).ok_or_else(|| format!("shown there, waiting here: {seen:?}"))
    })
    .await;
    println!("shown there, waiting here: {seen:?}");
    let slow = Looking::on(pages, Some(narrow.read()));
    let rounds = load.ends_flood(&long).await;
    for chat in load.agree(answering).await {
        let rounds = if chat.member == one[0] { rounds[&chat.writer] } else { 0 };
        assert_eq!(chat.flood, numbered(&long, rounds), "the archive of {chat}");
    }
    for peer in load.peers() {
        slow.shows_chat(&mut load.members[0], &peer).await;
    }
}
