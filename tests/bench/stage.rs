//! A deployment on ejabberd that is measured, and crowds of members on it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::future::join_all;
use futures::{StreamExt, stream};
use testpod::{BETA, Deployment, Fleet, Kind, Member, Server, TestPod, fresh_postgres};

use crate::process::Process;
use crate::progress::say;

/// Sign-ups at a time.
const AT_ONCE: usize = 16;

/// After so many sign-ups it is said how far they are.
const STEP: usize = 250;

/// How long anything may take here before it is given up.
const PATIENCE: Duration = Duration::from_secs(1200);

/// A process that needs less than this, in percent of one processor, does nothing but what it always does: thousands of streams are
/// asked now and then whether they are there.
const QUIET: f64 = 10.0;

/// Settings with which the program logs which sessions come online. Where they are not needed they are not set: with any module
/// in detail, libraries prepare their lines, too.
pub const TOLD: [(&str, &str); 2] = [("RUST_LOG", "info,xmpp::session::live=debug"), ("NO_COLOR", "1")];

/// Where the program remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// A file.
    Sqlite,
    /// The server of `COSSE_TEST_POSTGRES`.
    Postgres,
}

impl Store {
    /// Its part of a figure's key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// A deployment that is measured: one process, or a fleet.
#[derive(Debug)]
pub struct Stage {
    deployment: Arc<Deployment>,
    fleet: Option<Fleet>,
    /// What the fleet's workers had said before it was last started.
    heard: Vec<usize>,
}

impl Stage {
    /// One process on that server, with settings of one's own.
    pub fn on(server: Server, store: Store, own: &[(&'static str, &str)]) -> Self {
        let postgres = (store == Store::Postgres).then(fresh_postgres);
        let database = postgres.iter().map(|address| ("COSSE_DATABASE", address.as_str()));
        let hosts = straight(&server);
        let settings: Vec<_> = unhindered(&hosts).into_iter().chain(database).collect();
        let deployment = Deployment::on(server, &[&settings, own].concat());
        Self { deployment, fleet: None, heard: Vec::new() }
    }

    /// The same on an ejabberd of its own.
    pub fn new(store: Store, own: &[(&'static str, &str)]) -> Self {
        Self::on(Server::of(Kind::Ejabberd), store, own)
    }

    /// Processes for pages, jobs and so many workers, over a Redis and a PostgreSQL, with settings of one's own.
    pub fn spread(server: Server, workers: usize, own: &[(&'static str, &str)]) -> Self {
        let hosts = straight(&server);
        let fleet = Fleet::on(server, workers, &[&unhindered(&hosts), own].concat());
        Self { deployment: Arc::clone(fleet.deployment()), fleet: Some(fleet), heard: vec![0; workers] }
    }

    /// What is measured.
    pub fn deployment(&self) -> &Arc<Deployment> {
        &self.deployment
    }

    /// Its processes.
    ///
    /// # Panics
    ///
    /// If it is one process.
    pub fn fleet(&mut self) -> &mut Fleet {
        self.fleet.as_mut().expect("Stage::spread")
    }

    /// The process of `cosse`, where there is one.
    pub fn program(&self) -> Process {
        Process::of(self.deployment.process())
    }

    /// The process of the XMPP server.
    pub fn server(&self) -> Process {
        Process::of(self.deployment.server().process())
    }

    /// A pod with room for everybody, whose accounts are at that domain.
    pub async fn pod(&self, name: &str, domain: &str) -> TestPod {
        let room = "1000000";
        let flags = [
            ["--members-max", room],
            ["--sessions-max", room],
            ["--signups-per-day", room],
            ["--xmpp-domain", domain],
        ];
        TestPod::on(&self.deployment, name, &flags.concat()).await
    }

    /// A pod with so many members, who close their browsers once they have signed up.
    pub async fn crowd(&self, name: &str, size: usize) -> TestPod {
        let pod = self.pod(name, BETA).await;
        self.sign_up(&pod, BETA, size, drop).await;
        pod
    }

    /// So many members of a pod, at their browsers.
    pub async fn members(&self, pod: &TestPod, domain: &str, size: usize) -> Vec<Member> {
        let mut members = Vec::with_capacity(size);
        self.sign_up(pod, domain, size, |member| members.push(member)).await;
        members
    }

    /// So many people sign up with a pod's form, a few at a time.
    async fn sign_up(&self, pod: &TestPod, domain: &str, size: usize, mut then: impl FnMut(Member)) {
        say(&format!("{size} members sign up on {}", pod.host()));
        let (start, mut here) = (Instant::now(), 0);
        let sign_up = |_| pod.sign_up_at(domain, "member");
        let mut coming = stream::iter(0..size).map(sign_up).buffer_unordered(AT_ONCE);
        while let Some(member) = coming.next().await {
            then(member);
            here += 1;
            if here % STEP == 0 {
                let pace = here as f64 / start.elapsed().as_secs_f64();
                say(&format!("   {here} are there, {pace:.0} a second"));
            }
        }
    }

    /// Takes a pod out of use: its sessions leave the network.
    pub fn suspend(&self, pod: &TestPod) {
        self.deployment.cosse(&["pod", "suspend", pod.host()]);
    }

    /// Puts a pod into use again and waits until so many more sessions are online (see [`TOLD`]); from the first of them to the last.
    pub async fn resume(&self, pod: &TestPod, sessions: usize) -> Duration {
        let before = self.online();
        self.deployment.cosse(&["pod", "resume", pod.host()]);
        self.until_online(before + 1).await;
        let start = Instant::now();
        self.until_online(before + sessions).await;
        start.elapsed()
    }

    /// Ends the program and its server as an operator does and starts them again on the same data: neither has anything in its
    /// memory, and no stream can be gone on with.
    pub fn restart(&mut self) {
        let server = self.deployment.server();
        match &mut self.fleet {
            None => {
                self.deployment.stop();
                server.stop();
                server.start();
                self.deployment.start();
            }
            Some(fleet) => {
                (0..fleet.size()).for_each(|worker| fleet.end(worker, "TERM"));
                server.stop();
                server.start();
                self.heard = (0..fleet.size()).map(|worker| fleet.logged(worker).len()).collect();
                (0..fleet.size()).for_each(|worker| fleet.start(worker));
            }
        }
    }

    /// Ends what holds sessions as an operator does and starts it again: it goes on with their streams, and their server hardly notices.
    pub fn renew(&mut self) {
        match &mut self.fleet {
            None => {
                self.deployment.stop();
                self.deployment.start();
            }
            Some(fleet) => {
                (0..fleet.size()).for_each(|worker| fleet.end(worker, "TERM"));
                self.heard = (0..fleet.size()).map(|worker| fleet.logged(worker).len()).collect();
                (0..fleet.size()).for_each(|worker| fleet.start(worker));
            }
        }
    }

    /// Waits until so many sessions have come online since the program was started (see [`TOLD`]).
    ///
    /// # Panics
    ///
    /// If they do not.
    pub async fn until_online(&self, sessions: usize) {
        let start = Instant::now();
        while self.online() < sessions {
            assert!(
                start.elapsed() < PATIENCE,
                "only {} of {sessions} sessions are online after {PATIENCE:?}; the program's log says why",
                self.online()
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until neither the program nor its server has anything left to do: three seconds in a row.
    ///
    /// # Panics
    ///
    /// If they go on, or if a session has lost its stream since the program was started.
    pub async fn quiet(&self) {
        let (start, mut calm) = (Instant::now(), 0);
        while calm < 3 {
            let loads = self.loads(Duration::from_secs(1)).await;
            let busy = loads.iter().any(|load| *load >= QUIET);
            calm = if busy { 0 } else { calm + 1 };
            assert!(
                calm > 0 || start.elapsed() < PATIENCE,
                "the program or, last here, its server is busy after {PATIENCE:?}: {loads:.1?} % of a processor"
            );
        }
        let lost = self.logged().matches("lost its stream").count();
        assert!(lost == 0, "{lost} sessions lost their streams: the figures would be worth nothing");
    }

    /// What each process needs over that time, the XMPP server last.
    async fn loads(&self, over: Duration) -> Vec<f64> {
        let ours = match &self.fleet {
            None => vec![self.deployment.process()],
            Some(fleet) => fleet.processes(),
        };
        let all = ours.into_iter().map(Process::of).chain([self.server()]);
        join_all(all.map(|process| process.load(over))).await
    }

    /// How many of the sessions that came online went on with a stream of before.
    pub fn resumed(&self) -> usize {
        self.count("true")
    }

    fn online(&self) -> usize {
        self.count("")
    }

    fn count(&self, resumed: &str) -> usize {
        let line = format!("resumed={resumed}");
        self.logged().lines().filter(|it| it.contains(" online ") && it.contains(&line)).count()
    }

    /// What whoever holds sessions has logged since the last start.
    fn logged(&self) -> String {
        match &self.fleet {
            None => self.deployment.logged(),
            Some(fleet) => self
                .heard
                .iter()
                .enumerate()
                .map(|(worker, heard)| fleet.logged(worker).split_off(*heard))
                .collect(),
        }
    }
}

/// The server's domains, reached straight and not through the cable of the tests.
fn straight(server: &Server) -> String {
    server.hosts(server.address(), true).join(" ")
}

/// What the program and its server can do is measured, not what the program allows itself.
fn unhindered(hosts: &str) -> [(&'static str, &str); 3] {
    let pace = "100000";
    [("COSSE_XMPP_HOST", hosts), ("COSSE_SIGN_INS_PER_SERVER", pace), ("COSSE_SIGN_INS_PER_WORKER", pace)]
}
