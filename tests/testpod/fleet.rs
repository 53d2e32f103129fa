//! A deployment of several processes: web nodes and workers over one Redis and one PostgreSQL.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::Arc;

use crate::browser::Browser;
use crate::deployment::Deployment;
use crate::figures::Figures;
use crate::folder::Folder;
use crate::server::free_address;
use crate::wait::eventually_blocking;
use crate::{database, settings};

/// A web node that is a [`Deployment`] as others, without sessions of its own, and beside it workers, a second web node and a Redis.
/// Each can be ended, stopped for a while, and started again.
#[derive(Debug)]
pub struct Fleet {
    deployment: Arc<Deployment>,
    redis: Process,
    workers: Vec<Process>,
    web: Process,
    folder: Folder,
}

/// One of them.
#[derive(Debug)]
struct Process {
    name: &'static str,
    command: Vec<(String, String)>,
    arguments: Vec<String>,
    program: PathBuf,
    ready: Ready,
    /// Where it says what it does.
    operations: Option<SocketAddr>,
    running: Option<Child>,
    logs: Vec<PathBuf>,
}

/// When a process counts as there.
#[derive(Debug)]
enum Ready {
    Says(&'static str),
    Listens(SocketAddr),
}

impl Fleet {
    /// Starts them all, with so many workers.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn of(workers: usize) -> Self {
        let (folder, at) = (Folder::new(), free_address());
        let mut redis = Process::redis(&folder, at);
        redis.start(&folder);
        let (redis_url, database) = (format!("redis://{at}"), database::fresh_postgres());
        // what all share is there before any of them starts
        let key = folder.path().join("key");
        fs::write(&key, "5a".repeat(32)).expect("the key");
        let key = key.display().to_string();
        let own = [
            ("COSSE_KEY_FILE", key.as_str()),
            ("COSSE_REDIS", redis_url.as_str()),
            ("COSSE_DATABASE", database.as_str()),
            ("COSSE_ROLE", "web,jobs"),
            ("RUST_LOG", "info,xmpp=debug"),
        ];
        let deployment = Deployment::with(&own);
        let workers = (0..workers).map(|_| Process::cosse("worker", &deployment, "worker", free_address()));
        // as behind a balancer: the same name and port, at another address
        let beside = SocketAddr::new([127, 0, 0, 2].into(), deployment.address().port());
        let web = Process::cosse("web", &deployment, "web", beside);
        let mut fleet = Self { redis, workers: workers.collect(), web, deployment, folder };
        fleet.web.start(&fleet.folder);
        (0..fleet.workers.len()).for_each(|worker| fleet.start(worker));
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

    /// Ends Redis, and starts it again with nothing in it.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn empty_redis(&mut self) {
        self.redis.end(&self.folder, "KILL");
        self.redis.start(&self.folder);
    }

    /// Has Redis hang (`STOP`) or go on (`CONT`).
    pub fn signal_redis(&self, signal: &str) {
        self.redis.signal(signal);
    }

    /// How many workers there are.
    pub fn size(&self) -> usize {
        self.workers.len()
    }

    /// What a worker says of itself at the moment.
    ///
    /// # Panics
    ///
    /// If it does not.
    pub async fn figures(&self, worker: usize) -> Figures {
        Figures::at(self.workers[worker].operations.expect("a worker's port")).await
    }

    /// What a worker has logged since the beginning.
    ///
    /// # Panics
    ///
    /// If a log cannot be read.
    pub fn logged(&self, worker: usize) -> String {
        self.workers[worker].logs.iter().map(|log| fs::read_to_string(log).expect("a log")).collect()
    }
}

impl Process {
    fn redis(folder: &Folder, at: SocketAddr) -> Self {
        let port = at.port().to_string();
        let path = folder.path().display().to_string();
        let arguments =
            ["--port", &port, "--bind", "127.0.0.1", "--dir", &path, "--save", "", "--appendonly", "no"];
        Self {
            name: "redis",
            command: Vec::new(),
            arguments: arguments.map(str::to_owned).to_vec(),
            program: "redis-server".into(),
            ready: Ready::Listens(at),
            operations: None,
            running: None,
            logs: Vec::new(),
        }
    }

    fn cosse(name: &'static str, deployment: &Deployment, role: &str, listen: SocketAddr) -> Self {
        let operations = free_address();
        let own = [
            ("COSSE_ROLE", role.to_owned()),
            ("COSSE_LISTEN", listen.to_string()),
            ("COSSE_OPERATIONS", operations.to_string()),
        ];
        let shared = deployment.settings().iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        Self {
            name,
            command: shared.chain(own.map(|(name, value)| (name.to_owned(), value))).collect(),
            arguments: vec!["serve".to_owned()],
            program: settings::cosse(),
            ready: Ready::Says("cosse: ready"),
            operations: Some(operations),
            running: None,
            logs: Vec::new(),
        }
    }

    fn start(&mut self, folder: &Folder) {
        assert!(self.running.is_none(), "{} runs already", self.name);
        let log = folder.log(self.name);
        let mut command = Command::new(&self.program);
        command.env_remove("COSSE_DEMO").args(&self.arguments).envs(self.command.iter().cloned());
        let mut child = folder.start(&mut command, &log);
        let what = format!("{} comes up, log {}", self.name, log.display());
        eventually_blocking(&what, || {
            let said = fs::read_to_string(&log).expect("its log");
            assert!(child.try_wait().expect("its state").is_none(), "{} ended by itself:\n{said}", self.name);
            match self.ready {
                Ready::Says(words) => said.contains(words),
                Ready::Listens(address) => std::net::TcpStream::connect(address).is_ok(),
            }
        });
        self.running = Some(child);
        self.logs.push(log);
    }

    fn end(&mut self, folder: &Folder, signal: &str) {
        folder.end(self.running.as_mut().expect("it runs"), signal);
        self.running = None;
    }

    fn signal(&self, signal: &str) {
        let id = self.running.as_ref().expect("it runs").id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status().expect("kill");
        assert!(sent.success(), "{} took no {signal}", self.name);
    }
}
