//! One running `cosse` with its XMPP server and database.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, OnceLock};

use crate::browser::Browser;
use crate::figures::Figures;
use crate::folder::Folder;
use crate::names::Names;
use crate::relay::Relay;
use crate::server::{Kind, Server, free_address};
use crate::wait::eventually_blocking;
use crate::{SILENT, database, settings};

/// A deployment: its pods are made with [`crate::TestPod`].
#[derive(Debug)]
pub struct Deployment {
    running: Mutex<Option<Child>>,
    address: SocketAddr,
    settings: Vec<(&'static str, String)>,
    server: Server,
    far: Option<Far>,
    relay: Relay,
    folder: Folder,
    log: Mutex<PathBuf>,
}

/// A second server, of the other kind, with the name server by which the two find each other.
#[derive(Debug)]
struct Far {
    server: Server,
    _names: Names,
}

impl Deployment {
    /// The one that all tests of the program share; the first that asks starts it. It outlives every test, so nobody stops it.
    pub fn shared() -> Arc<Self> {
        static SHARED: OnceLock<Arc<Deployment>> = OnceLock::new();
        Arc::clone(SHARED.get_or_init(|| Self::with_all_domains(&[])))
    }

    /// A deployment of one's own, with an XMPP server of its own, to stop, cut and restart.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn fresh() -> Arc<Self> {
        Self::with(&[])
    }

    /// The same on a server of that kind with all domains of the tests, for those that are about it.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn of(kind: Kind) -> Arc<Self> {
        Self::made(Server::with_all_domains(kind), None, &[], true)
    }

    /// The same with settings of one's own, as `COSSE_…` or `RUST_LOG`.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn with(own: &[(&'static str, &str)]) -> Arc<Self> {
        Self::made(Server::fresh(), None, own, true)
    }

    /// The same on a server with all domains of the tests.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn with_all_domains(own: &[(&'static str, &str)]) -> Arc<Self> {
        Self::made(Server::with_all_domains(settings::chosen_server()), None, own, true)
    }

    /// One on a server that is there already, with settings of one's own, which go before those of the tests.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn on(server: Server, own: &[(&'static str, &str)]) -> Arc<Self> {
        Self::made(server, None, own, true)
    }

    /// One that speaks to its XMPP server without TLS, so that its relay can tell what is said, with settings of one's own.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn unencrypted(own: &[(&'static str, &str)]) -> Arc<Self> {
        Self::made(Server::fresh(), None, own, false)
    }

    /// One that asks that name server where its domains' server is.
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn named(names: &Names) -> Arc<Self> {
        let server = Server::with_all_domains(settings::chosen_server());
        let hosts = server.named_hosts(names.address()).join(" ");
        Self::made(server, None, &[("COSSE_XMPP_HOST", &hosts)], true)
    }

    /// One whose pods may have accounts of two federated servers: [`crate::ON_PROSODY`] and
    /// [`crate::ON_EJABBERD`].
    ///
    /// # Panics
    ///
    /// If something does not come up.
    pub fn federated() -> Arc<Self> {
        let names = Names::fresh();
        let (server, far) = Server::federated(&names);
        Self::made(server, Some(Far { server: far, _names: names }), &[], true)
    }

    fn made(server: Server, far: Option<Far>, own: &[(&'static str, &str)], encrypted: bool) -> Arc<Self> {
        let (folder, address) = (Folder::new(), free_address());
        let relay = Relay::to(server.address());
        let mut hosts = server.hosts(relay.address(), encrypted);
        hosts.extend(far.iter().flat_map(|far| far.server.hosts(far.server.address(), true)));
        let mut settings = settings_of(&folder, address, hosts);
        settings.extend(own.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let (running, log) = (Mutex::new(None), Mutex::default());
        let deployment = Self { running, address, settings, server, far, relay, folder, log };
        deployment.start();
        Arc::new(deployment)
    }

    /// Starts the program, or starts it again on the same data.
    ///
    /// # Panics
    ///
    /// If it runs, or does not come up.
    pub fn start(&self) {
        self.start_with(&[]);
    }

    /// The same with settings that have changed.
    ///
    /// # Panics
    ///
    /// If it runs, or does not come up.
    pub fn start_with(&self, own: &[(&str, &str)]) {
        let log = self.folder.log("cosse");
        let mut child = self.folder.start(self.command().envs(own.iter().copied()).arg("serve"), &log);
        let what = format!("cosse comes up, log {}", log.display());
        eventually_blocking(&what, || {
            let said = fs::read_to_string(&log).expect("its log");
            assert!(child.try_wait().expect("its state").is_none(), "cosse ended by itself:\n{said}");
            said.contains("cosse: ready on http")
        });
        *self.log.lock().expect("the log") = log;
        let before = self.running.lock().expect("cosse").replace(child);
        assert!(before.is_none(), "cosse ran already");
    }

    /// Ends the program as an operator does (SIGTERM) and waits for it.
    pub fn stop(&self) {
        self.end("TERM");
    }

    /// Ends the program as a power cut does.
    pub fn kill(&self) {
        self.end("KILL");
    }

    /// Runs the program's command line on this deployment and returns what it printed.
    ///
    /// # Panics
    ///
    /// If it fails.
    pub fn cosse(&self, arguments: &[&str]) -> String {
        let (out, err, good) = self.tries(arguments);
        assert!(good, "cosse {arguments:?} failed:\n{out}{err}");
        out
    }

    /// The same where it may fail: what it printed, what it complained of, and whether all was well.
    ///
    /// # Panics
    ///
    /// If it does not run.
    pub fn tries(&self, arguments: &[&str]) -> (String, String, bool) {
        let done = self.command().args(arguments).output().expect("cosse");
        let [out, err] = [done.stdout, done.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
        (out, err, done.status.success())
    }

    /// A new browser, with nothing in its cookie jar, at `host` (no port).
    pub fn browser(&self, host: &str) -> Browser {
        Browser::new(host, self.address)
    }

    /// A new browser at the platform's own host, where the directory is.
    pub fn platform(&self) -> Browser {
        self.browser("localhost")
    }

    /// What the program says of itself at the moment.
    ///
    /// # Panics
    ///
    /// If it does not.
    pub async fn figures(&self) -> Figures {
        Figures::at(self.operations()).await
    }

    /// Where operations look.
    ///
    /// # Panics
    ///
    /// Never: the tests' own settings have an address.
    pub fn operations(&self) -> SocketAddr {
        self.setting("COSSE_OPERATIONS").parse().expect("an address")
    }

    /// Changes rows behind the program's back, as only time or an accident would.
    ///
    /// # Panics
    ///
    /// If the database does not take the statement.
    pub fn sql(&self, statement: &str) {
        database::run(self.setting("COSSE_DATABASE"), statement);
    }

    /// The program's settings, as environment variables.
    pub(crate) fn settings(&self) -> &[(&'static str, String)] {
        &self.settings
    }

    /// Where the program listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The XMPP server behind it.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The other one of a federated deployment.
    ///
    /// # Panics
    ///
    /// If it has one server only.
    pub fn far(&self) -> &Server {
        &self.far.as_ref().expect("Deployment::federated").server
    }

    /// The cable between the program and the XMPP server.
    pub fn relay(&self) -> &Relay {
        &self.relay
    }

    /// The id of the program's process, to look at it from outside.
    ///
    /// # Panics
    ///
    /// If it does not run.
    pub fn process(&self) -> u32 {
        self.running.lock().expect("cosse").as_ref().expect("cosse runs").id()
    }

    /// What the program has logged since it was last started.
    ///
    /// # Panics
    ///
    /// If the log cannot be read.
    pub fn logged(&self) -> String {
        fs::read_to_string(&*self.log.lock().expect("the log")).expect("the log")
    }

    /// Everything that the program keeps, its files and its database, as bytes: for what must not be found in it.
    ///
    /// # Panics
    ///
    /// If it cannot be read.
    pub fn kept(&self) -> Vec<u8> {
        let mut all = Vec::new();
        for entry in fs::read_dir(self.folder.path()).expect("its folder").flatten() {
            if entry.path().is_file() {
                all.extend(fs::read(entry.path()).expect("a file"));
            }
        }
        let database = self.setting("COSSE_DATABASE");
        if database.starts_with("postgres") {
            all.extend(database::dump(database));
        }
        all
    }

    /// What its database answers to a statement, a line for each row.
    ///
    /// # Panics
    ///
    /// If it does not.
    pub fn rows(&self, query: &str) -> Vec<String> {
        database::rows(self.setting("COSSE_DATABASE"), query)
    }

    /// The last word counts, as in the program's environment.
    fn setting(&self, name: &str) -> &str {
        let (_, value) = self.settings.iter().rfind(|(other, _)| *other == name).expect("a setting");
        value
    }

    fn command(&self) -> Command {
        let mut command = Command::new(settings::cosse());
        command.env_remove("COSSE_DEMO").envs(self.settings.iter().map(|(name, value)| (*name, value)));
        command
    }

    fn end(&self, signal: &str) {
        if let Some(mut child) = self.running.lock().expect("cosse").take() {
            self.folder.end(&mut child, signal);
        }
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        self.kill();
    }
}

fn settings_of(folder: &Folder, address: SocketAddr, mut hosts: Vec<String>) -> Vec<(&'static str, String)> {
    let path = folder.path();
    hosts.push(format!("{SILENT}={}", free_address()));
    vec![
        ("COSSE_DATABASE", database::fresh(path)),
        ("COSSE_LISTEN", address.to_string()),
        ("COSSE_OPERATIONS", free_address().to_string()),
        ("COSSE_ORIGIN", format!("http://localhost:{}", address.port())),
        ("COSSE_KEY_FILE", path.join("key").display().to_string()),
        ("COSSE_MEDIA", path.join("media").display().to_string()),
        ("COSSE_XMPP_HOST", hosts.join(" ")),
        // each browser has an address of its own, so that limits per client do not count all tests as one
        ("COSSE_TRUSTED_PROXY", address.ip().to_string()),
    ]
}
