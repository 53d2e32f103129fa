//! Two hundred messages a second come from ordinary clients, and members answer, while something breaks. Afterwards each is there once:
//! in the archives, in the database, on the page.

use std::fmt::{self, Display, Formatter};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use testpod::{Fleet, Kind, Member, PASSWORD, SEND, Slixmpp, TestPod, Xmpp, eventually, eventually_ok};
use tokio::io::AsyncReadExt;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

const MEMBERS: usize = 6;
const WRITERS: usize = 4;

/// Texts from each writer to each member, and those of one writer in a second: 200 a second in all, for seven seconds.
const ROUNDS: usize = 60;
const RATE: usize = 50;

/// Between two answers of a member.
const BREATH: Duration = Duration::from_millis(400);

/// Machines that run the tests are small: not all loads at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Members of one pod, and people who write to them with clients of another kind.
struct Load {
    fleet: Fleet,
    pod: TestPod,
    members: Vec<Member>,
    jids: Vec<String>,
    writers: Vec<(String, Slixmpp)>,
    /// Whether two workers go on with the same streams at once. ejabberd reads an old connection on for a moment when another has
    /// resumed its stream, and does not count what it takes then: it is written again.
    rivals: bool,
}

/// What a member wrote to whom, and was told to be taken.
type Taken = Vec<(String, String)>;

/// Members who answer until it is enough.
struct Answering {
    enough: Arc<AtomicBool>,
    tasks: Vec<JoinHandle<(Member, Taken)>>,
}

impl Load {
    async fn on(fleet: Fleet) -> Self {
        let pod = TestPod::on(fleet.deployment(), "cantine", &[]).await;
        let (mut members, mut writers) = (Vec::new(), Vec::new());
        for _ in 0..MEMBERS {
            members.push(pod.sign_up("alice").await);
        }
        let server = fleet.deployment().server();
        for number in 0..WRITERS {
            let jid = format!("writer{number}-{}", members[0].jid);
            Xmpp::register(server.address(), &jid, PASSWORD).await;
            let client = Slixmpp::sign_in(server, &jid, PASSWORD).await;
            writers.push((jid, client));
        }
        let jids = members.iter().map(|member| member.jid.clone()).collect();
        Self { fleet, pod, members, jids, writers, rivals: false }
    }

    /// The writers' clients come back after their server was away.
    async fn writers_return(&mut self) {
        for (jid, client) in &mut self.writers {
            *client = Slixmpp::sign_in(self.pod.deployment().server(), jid, PASSWORD).await;
        }
    }

    /// All write to all while something happens. Afterwards nothing is lost, nothing is there twice, nobody was signed out.
    async fn survives(&mut self, what: impl AsyncFnOnce(&mut Fleet)) {
        self.flood("flood").await;
        let answering = self.answering();
        what(&mut self.fleet).await;
        self.has_flooded("flood").await;
        for chat in self.agree(answering).await {
            assert_eq!(chat.flood, numbered("flood"), "the archive of {chat}");
        }
    }

    async fn flood(&mut self, text: &str) {
        for (_, writer) in &mut self.writers {
            writer.flood(&self.jids, text, ROUNDS, RATE).await;
        }
    }

    async fn has_flooded(&mut self, text: &str) {
        for (_, writer) in &mut self.writers {
            writer.has_flooded(text).await;
        }
    }

    fn answering(&mut self) -> Answering {
        let enough = Arc::<AtomicBool>::default();
        let members = std::mem::take(&mut self.members);
        let tasks = members.into_iter().map(|member| self.answers(member, Arc::clone(&enough))).collect();
        Answering { enough, tasks }
    }

    /// Whoever answers has answered enough: in each chat all agree what was said.
    async fn agree(&mut self, answering: Answering) -> Vec<Chat> {
        answering.enough.store(true, Ordering::SeqCst);
        let server = self.pod.deployment().server().address();
        let mut chats = Vec::new();
        for task in answering.tasks {
            let (mut member, taken) = task.await.expect("she answers");
            let mut phone = Xmpp::sign_in(server, &member.jid, PASSWORD).await;
            for (writer, _) in &self.writers {
                let mut chat = Chat::of(&member.jid, writer, phone.archive(writer).await);
                chat.is_heard(&mut member).await;
                let once = self.rivals && self.pod.deployment().server().kind() == Kind::Ejabberd;
                chat.is_answered(&mut member, &mut phone, once).await;
                chat.has_what_was_taken(&mut member, &taken).await;
                chats.push(chat);
            }
            assert!(member.is_signed_in().await);
        }
        chats
    }

    fn answers(&self, mut member: Member, enough: Arc<AtomicBool>) -> JoinHandle<(Member, Taken)> {
        let writers: Vec<String> = self.writers.iter().map(|(jid, _)| jid.clone()).collect();
        tokio::spawn(async move {
            let mut taken = Vec::new();
            for number in 0.. {
                if enough.load(Ordering::SeqCst) {
                    break;
                }
                let (to, text) = (&writers[number % writers.len()], format!("answer {number}"));
                let page = member.get(&format!("/chat/{to}")).await;
                // what cannot be served now cannot be written on, either
                if let Some(form) = page.form(SEND)
                    && member.browser.send(&form.set("body", &text)).await.status == 200
                {
                    taken.push((to.clone(), text));
                }
                tokio::time::sleep(BREATH).await;
            }
            (member, taken)
        })
    }
}

/// What was said in a chat, as its member's archive has it.
struct Chat {
    member: String,
    writer: String,
    flood: Vec<String>,
}

impl Chat {
    fn of(member: &str, writer: &str, mut archive: Vec<String>) -> Self {
        archive.retain(|text| text.starts_with("flood"));
        Self { member: member.to_owned(), writer: writer.to_owned(), flood: archive }
    }

    /// The page comes to say the same as the archive, and nothing twice.
    async fn is_heard(&mut self, member: &mut Member) {
        let mut heard = Vec::new();
        while heard != self.flood {
            // a small machine takes its time for what was held back: all patience for each step
            let what = format!("{self} is read on; so far it is {heard:?}");
            heard = eventually(&what, async || {
                let page = member.chat(&self.writer).await;
                let incoming = page.into_iter().filter(|it| it.state.is_none()).map(|it| it.text);
                Some(incoming.collect::<Vec<_>>()).filter(|now| *now != heard)
            })
            .await;
            assert!(heard.len() <= self.flood.len(), "some of {self} is there twice: {heard:?}");
        }
    }

    /// The member's answers are in the archive as they are on the page; what may not have been sent says so, whether it was or not.
    /// `once`: the archive may have the same one twice.
    async fn is_answered(&self, member: &mut Member, phone: &mut Xmpp, once: bool) {
        eventually_ok(&format!("the answers in {self} are where they belong"), async || {
            let page = member.chat(&self.writer).await;
            let said: Vec<(&str, &String)> =
                page.iter().filter_map(|it| Some((it.state.as_deref()?, &it.text))).collect();
            if let Some(unsettled) = said.iter().find(|it| matches!(it.0, "waiting" | "sending")) {
                return Err(format!("{unsettled:?} is not settled: {said:?}"));
            }
            let archived = match once {
                true => phone.archive_of_each(&self.writer).await,
                false => phone.archive(&self.writer).await,
            };
            let answers: Vec<&String> = archived.iter().filter(|text| text.starts_with("answer")).collect();
            let is_sent = |(state, text): &&(&str, &String)| *state != "unsure" || answers.contains(text);
            let sent: Vec<&String> = said.iter().filter(is_sent).map(|(_, text)| *text).collect();
            let agrees = sent == answers;
            agrees.then_some(()).ok_or_else(|| format!("the page has {said:?}, the archive {answers:?}"))
        })
        .await;
    }

    async fn has_what_was_taken(&self, member: &mut Member, taken: &Taken) {
        let page = member.chat(&self.writer).await;
        for (_, text) in taken.iter().filter(|(to, _)| *to == self.writer) {
            let times = page.iter().filter(|it| it.text == *text).count();
            assert_eq!(times, 1, "{text} was taken and is there {times} times: {self}");
        }
    }
}

impl Display for Chat {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "the chat of {} with {}: {:?}", self.member, self.writer, self.flood)
    }
}

fn numbered(text: &str) -> Vec<String> {
    (0..ROUNDS).map(|round| format!("{text} {round}")).collect()
}

async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}

const A_WHILE: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_killed_under_load_costs_nobody_a_message() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(3)).await;
    load.survives(async |fleet| {
        pass(A_WHILE).await;
        fleet.end(0, "KILL");
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
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_is_emptied_and_then_away_for_twenty_seconds_under_load_costs_nobody_a_message() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(2)).await;
    load.survives(async |fleet| {
        pass(A_WHILE).await;
        fleet.empty_redis();
        pass(A_WHILE).await;
        fleet.signal_redis("STOP");
        pass(Duration::from_secs(20)).await;
        fleet.signal_redis("CONT");
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
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_xmpp_server_that_is_restarted_under_load_costs_nobody_a_message_that_it_took() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(2)).await;
    load.flood("flood").await;
    let answering = load.answering();
    pass(A_WHILE).await;
    load.fleet.deployment().server().stop();
    pass(A_WHILE).await;
    load.fleet.deployment().server().start();
    load.writers_return().await;
    load.flood("flood again").await;
    load.has_flooded("flood again").await;
    for chat in load.agree(answering).await {
        let (before, after) = chat.flood.split_at(chat.flood.len().saturating_sub(ROUNDS));
        assert_eq!(after, numbered("flood again"), "the archive of {chat}");
        assert!(!before.is_empty(), "it was under load when it ended");
    }
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
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_stops_reading_under_load_holds_up_nobody_and_catches_up() {
    let _one = AT_ONCE.acquire().await;
    let mut load = Load::on(Fleet::of(2)).await;
    let mut slow = load.members[0].browser.stalled_events().await;
    load.survives(async |_| ()).await;
    let (last, mut heard, mut piece) = (format!("flood {}", ROUNDS - 1), String::new(), [0; 4096]);
    while !heard.contains(&last) && !heard.contains("event: resync") {
        let read = tokio::time::timeout(testpod::PATIENCE, slow.read(&mut piece)).await;
        let count = read.expect("it goes on").expect("the stream");
        assert!(count > 0, "the stream ended after {heard}");
        heard.push_str(&String::from_utf8_lossy(&piece[..count]));
    }
}
