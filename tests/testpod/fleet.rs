//! A deployment of several processes: web nodes and workers over one Redis and one PostgreSQL.

use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use crate::browser::Browser;
use crate::deployment::Deployment;
use crate::figures::Figures;
use crate::folder::Folder;
use crate::process::{Process, Ready};
use crate::redis::Redis;
use crate::relay::Relay;
use crate::server::{Server, free_address};
use crate::{database, postgres, settings};

/// A web node that is a [`Deployment`] as others, without sessions of its own, and beside it workers, a second web node, a process for
/// jobs and a Redis. Each worker, Redis, and a PostgreSQL of one's own can be ended, stopped for a while, and started again.
#[derive(Debug)]
pub struct Fleet {
    deployment: Arc<Deployment>,
    redis: Redis,
    /// Its folder is its own, too.
    postgres: Option<(Process, Folder)>,
    workers: Vec<Process>,
    beside: [Process; 2],
    folder: Folder,
}

/// The setting that has the program log what its sessions do.
const TALKATIVE: (&str, &str) = ("RUST_LOG", "info,xmpp=debug,pool=debug");

impl Fleet {
    /// Starts them all, with so many workers, which log what their sessions do.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn of(workers: usize) -> Self {
        Self::on(Server::fresh(), workers, &[TALKATIVE])
    }

    /// The same on a server that is there already, with settings of one's own.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn on(server: Server, workers: usize, own: &[(&'static str, &str)]) -> Self {
        Self::over(&database::fresh_postgres(), Redis::fresh(), server, workers, own)
    }

    /// The same as [`Fleet::of`] with a PostgreSQL of its own, to be restarted.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn with_postgres(workers: usize) -> Self {
        let (folder, at) = (Folder::new(), free_address());
        let mut postgres = postgres::process(&folder, at);
        postgres.start(&folder);
        let database = format!("postgres://cosse@{at}/postgres");
        let mut fleet = Self::over(&database, Redis::fresh(), Server::fresh(), workers, &[TALKATIVE]);
        fleet.postgres = Some((postgres, folder));
        fleet
    }

    /// The same as [`Fleet::of`] with a cable to its Redis.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn with_cabled_redis(workers: usize) -> Self {
        Self::over(&database::fresh_postgres(), Redis::cabled(), Server::fresh(), workers, &[TALKATIVE])
    }

    fn over(
        database: &str,
        redis: Redis,
        server: Server,
        workers: usize,
        own: &[(&'static str, &str)],
    ) -> Self {
        let folder = Folder::new();
        let redis_url = redis.url();
        // what all share is there before any of them starts
        let key = folder.path().join("key");
        fs::write(&key, "5a".repeat(32)).expect("the key");
        let key = key.display().to_string();
        let shared = [
            ("COSSE_KEY_FILE", key.as_str()),
            ("COSSE_REDIS", redis_url.as_str()),
            ("COSSE_DATABASE", database),
            ("COSSE_ROLE", "web"),
        ];
        let deployment = Deployment::on(server, &[&shared, own].concat());
        let workers = (0..workers).map(|_| cosse("worker", &deployment, free_address())).collect();
        // as behind a balancer: the same name and port, at another address
        let balanced = SocketAddr::new([127, 0, 0, 2].into(), deployment.address().port());
        let beside =
            [("web", balanced), ("jobs", free_address())].map(|(role, at)| cosse(role, &deployment, at));
        let mut fleet = Self { redis, postgres: None, workers, beside, deployment, folder };
        for process in fleet.beside.iter_mut().chain(&mut fleet.workers) {
            process.start(&fleet.folder);
        }
        fleet
    }

    /// The first web node, where pods are made and browsers look.
    pub fn deployment(&self) -> &Arc<Deployment> {
        &self.deployment
    }

    /// The same browser, led to the second web node by a balancer.
    pub fn balanced(&self, browser: &Browser) -> Browser {
        browser.at([127, 0, 0, 2].into())
    }

    /// Starts a worker, or starts it again.
    ///
    /// # Panics
    ///
    /// If it runs, or does not come up.
    pub fn start(&mut self, worker: usize) {
        self.workers[worker].start(&self.folder);
    }

    /// Ends a worker: `KILL` as a crash does, `TERM` as an upgrade does.
    ///
    /// # Panics
    ///
    /// If it does not run.
    pub fn end(&mut self, worker: usize, signal: &str) {
        self.workers[worker].end(&self.folder, signal);
    }

    /// Has a worker hang (`STOP`) or go on (`CONT`).
    ///
    /// # Panics
    ///
    /// If it does not run.
    pub fn signal(&self, worker: usize, signal: &str) {
        self.workers[worker].signal(signal);
    }

    /// Starts a worker that knows nothing of the others and takes all sessions for its own; its number.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn start_rival(&mut self) -> usize {
        let mut rival = cosse("worker", &self.deployment, free_address());
        rival.set("COSSE_REDIS_PREFIX", "rival");
        rival.start(&self.folder);
        self.workers.push(rival);
        self.workers.len() - 1
    }

    /// Ends its PostgreSQL with all connections, and starts it again after a while.
    ///
    /// # Panics
    ///
    /// If it has none, or that does not come up.
    pub async fn restart_postgres(&mut self, after: Duration) {
        let (postgres, folder) = self.postgres.as_mut().expect("a PostgreSQL of its own");
        postgres.end(folder, "INT");
        tokio::time::sleep(after).await;
        postgres.start(folder);
    }

    /// Starts the process for jobs again: it begins with what is due.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn restart_jobs(&mut self) {
        let [_, jobs] = &mut self.beside;
        jobs.end(&self.folder, "TERM");
        jobs.start(&self.folder);
    }

    /// Ends Redis, and starts it again with nothing in it.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn empty_redis(&mut self) {
        self.redis.empty();
    }

    /// The cable to Redis.
    ///
    /// # Panics
    ///
    /// If it has none.
    pub fn redis_cable(&self) -> &Relay {
        self.redis.cable()
    }

    /// Has Redis hang (`STOP`) or go on (`CONT`).
    pub fn signal_redis(&self, signal: &str) {
        self.redis.signal(signal);
    }

    /// Starts a second process for jobs.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn start_more_jobs(&mut self) {
        let mut jobs = cosse("jobs", &self.deployment, free_address());
        jobs.start(&self.folder);
        self.workers.push(jobs);
    }

    /// How many workers there are.
    pub fn size(&self) -> usize {
        self.workers.len()
    }

    /// The ids of all its processes that run now, without Redis.
    pub fn processes(&self) -> Vec<u32> {
        let others = self.beside.iter().chain(&self.workers).filter_map(Process::id);
        std::iter::once(self.deployment.process()).chain(others).collect()
    }

    /// What a worker says of itself at the moment.
    ///
    /// # Panics
    ///
    /// If it does not.
    pub async fn figures(&self, worker: usize) -> Figures {
        let operations = self.workers[worker].setting("COSSE_OPERATIONS").expect("a port for operations");
        Figures::at(operations.parse().expect("its address")).await
    }

    /// What a worker has logged since the beginning.
    ///
    /// # Panics
    ///
    /// If a log cannot be read.
    pub fn logged(&self, worker: usize) -> String {
        self.workers[worker].logged()
    }
}

fn cosse(role: &'static str, deployment: &Deployment, listen: SocketAddr) -> Process {
    let own = [
        ("COSSE_ROLE", role.to_owned()),
        ("COSSE_LISTEN", listen.to_string()),
        ("COSSE_OPERATIONS", free_address().to_string()),
    ];
    let mut process = Process::new(role, settings::cosse(), &["serve"], Ready::Says("cosse: ready"));
    let shared = deployment.settings().iter().map(|(name, value)| (*name, value.clone()));
    shared.chain(own).for_each(|(name, value)| process.set(name, &value));
    process
}
