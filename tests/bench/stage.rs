//! A deployment on ejabberd that is measured, and crowds of members on it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::{StreamExt, stream};
use testpod::{BETA, Deployment, Kind, Member, Server, TestPod, fresh_postgres};

use crate::process::Process;
use crate::progress::say;

/// Sign-ups at a time.
const AT_ONCE: usize = 16;

/// After so many sign-ups it is said how far they are.
const STEP: usize = 250;

/// How long anything may take here before it is given up.
const PATIENCE: Duration = Duration::from_secs(300);

/// A process that needs less than this, in percent of one processor, does nothing but what it always does.
const QUIET: f64 = 5.0;

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

/// A deployment that is measured.
#[derive(Debug)]
pub struct Stage(Arc<Deployment>);

impl Stage {
    /// One on that server, with settings of one's own.
    pub fn on(server: Server, store: Store, own: &[(&'static str, &str)]) -> Self {
        // the program reaches the server straight, not through the cable of the tests
        let hosts = server.hosts(server.address(), true).join(" ");
        let postgres = (store == Store::Postgres).then(fresh_postgres);
        // what the two can do is measured, not what the program allows itself
        let mut settings = vec![
            ("COSSE_XMPP_HOST", hosts.as_str()),
            ("COSSE_SIGN_INS_PER_SERVER", "100000"),
            ("COSSE_SIGN_INS_PER_WORKER", "100000"),
        ];
        settings.extend(postgres.iter().map(|address| ("COSSE_DATABASE", address.as_str())));
        settings.extend(own);
        Self(Deployment::on(server, &settings))
    }

    /// One on an ejabberd of its own, with settings of one's own.
    pub fn new(store: Store, own: &[(&'static str, &str)]) -> Self {
        Self::on(Server::of(Kind::Ejabberd), store, own)
    }

    /// What is measured.
    pub fn deployment(&self) -> &Arc<Deployment> {
        &self.0
    }

    /// The process of `cosse`.
    pub fn program(&self) -> Process {
        Process::of(self.0.process())
    }

    /// The process of the XMPP server.
    pub fn server(&self) -> Process {
        Process::of(self.0.server().process())
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
        TestPod::on(&self.0, name, &flags.concat()).await
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
        self.0.cosse(&["pod", "suspend", pod.host()]);
    }

    /// Puts a pod into use again and waits until so many more sessions are online (see [`TOLD`]); from the first of them to the last.
    pub async fn resume(&self, pod: &TestPod, sessions: usize) -> Duration {
        let before = self.online();
        self.0.cosse(&["pod", "resume", pod.host()]);
        self.until_online(before + 1).await;
        let start = Instant::now();
        self.until_online(before + sessions).await;
        start.elapsed()
    }

    /// Ends the program and its server as an operator does and starts them again on the same data: neither has anything in its
    /// memory, and no stream can be gone on with.
    pub fn restart(&self) {
        self.0.stop();
        self.0.server().stop();
        self.0.server().start();
        self.0.start();
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
            assert!(start.elapsed() < PATIENCE, "the program or its server is busy after {PATIENCE:?}");
            let second = Duration::from_secs(1);
            let (ours, theirs) = tokio::join!(self.program().load(second), self.server().load(second));
            calm = if ours < QUIET && theirs < QUIET { calm + 1 } else { 0 };
        }
        let lost = self.0.logged().matches("lost its stream").count();
        assert!(lost == 0, "{lost} sessions lost their streams: the figures would be worth nothing");
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
        self.0.logged().lines().filter(|it| it.contains(" online ") && it.contains(&line)).count()
    }
}
