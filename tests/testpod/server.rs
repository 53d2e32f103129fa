//! An XMPP server that a test need not know the name of: Prosody or ejabberd, with the same domains and the same ways to end it.

use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use crate::certificates::make_certificates;
use crate::folder::Folder;
use crate::names::Names;
use crate::wait::eventually_blocking;
use crate::{
    ALPHA, ASKS, BETA, DIRECT, GAMMA, MISNAMED, ON_EJABBERD, ON_PROSODY, ONLY_PLAIN, PLAIN, SPEAKS, ejabberd,
    prosody, settings,
};

/// How often a server is started that ends by itself: ejabberd does when its program for pictures takes more than five seconds once, as
/// on a busy machine.
const STARTS: usize = 3;

/// Which program a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Prosody 0.12, which `ops/prosody` starts for the demo too.
    Prosody,
    /// ejabberd 23.01, which `ops/ejabberd` starts.
    Ejabberd,
}

impl fmt::Display for Kind {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(match self {
            Self::Prosody => "prosody",
            Self::Ejabberd => "ejabberd",
        })
    }
}

/// One server with domains of the tests; it can be stopped and started again with its data.
#[derive(Debug)]
pub struct Server {
    kind: Kind,
    running: Mutex<Option<Child>>,
    address: SocketAddr,
    direct: SocketAddr,
    domains: Vec<&'static str>,
    federation: Option<Federation>,
    admin: Option<u16>,
    without: &'static str,
    plain_alone: AtomicBool,
    folder: Folder,
    log: Mutex<PathBuf>,
}

/// Where other servers find this one, and where it finds them.
#[derive(Debug)]
struct Federation {
    port: u16,
    names: SocketAddr,
}

impl Server {
    /// Starts a server of one's own on free ports, of the kind that `COSSE_TEST_SERVER` says, with [`ALPHA`] and [`BETA`]: each domain
    /// takes it some tenths of a second.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn fresh() -> Self {
        Self::of(settings::chosen_server())
    }

    /// The same of a certain kind, for tests that are about it.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn of(kind: Kind) -> Self {
        Self::with_domains(kind, &[ALPHA, BETA])
    }

    /// The same with all domains of the tests.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn with_all_domains(kind: Kind) -> Self {
        Self::with_domains(kind, &[ALPHA, BETA, GAMMA, PLAIN, ONLY_PLAIN, MISNAMED, DIRECT, ASKS])
    }

    fn with_domains(kind: Kind, domains: &[&'static str]) -> Self {
        let server = Self::new(kind, domains, None, Folder::new());
        server.start();
        server
    }

    /// A Prosody with our module, on which Cosse makes domains and accounts.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn administered() -> Self {
        let mut server = Self::new(Kind::Prosody, &[ALPHA, BETA], None, Folder::new());
        server.admin = Some(free_address().port());
        server.start();
        server
    }

    /// A Prosody with [`SPEAKS`] beside [`ALPHA`].
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn speaking() -> Self {
        Self::with_domains(Kind::Prosody, &[ALPHA, SPEAKS])
    }

    /// A Prosody of one domain that lacks these modules.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn without(modules: &'static str) -> Self {
        let mut server = Self::new(Kind::Prosody, &[ALPHA], None, Folder::new());
        server.without = modules;
        server.start();
        server
    }

    /// What a deployment must be told so that it makes domains here, and finds these: below a domain of the tests, whose certificate is
    /// good for them.
    ///
    /// # Panics
    ///
    /// If it has no such module.
    pub fn admin_settings(&self, made: &[&str]) -> Vec<(&'static str, String)> {
        let port = self.admin.expect("Server::administered");
        let ca = self.authority().display().to_string();
        let mut hosts = self.hosts(self.address, true);
        hosts.extend(made.iter().map(|domain| format!("{domain}={},ca={ca}", self.address)));
        vec![
            ("COSSE_XMPP_HOST", hosts.join(" ")),
            ("COSSE_PROSODY_ADMIN", format!("http://127.0.0.1:{port}")),
            ("COSSE_PROSODY_SECRET_FILE", self.data().join("admin.secret").display().to_string()),
        ]
    }

    /// A Prosody with [`ON_PROSODY`] and an ejabberd with [`ON_EJABBERD`], which find each other by these names and trust the same authority.
    ///
    /// # Panics
    ///
    /// If they do not come up.
    pub fn federated(names: &Names) -> (Self, Self) {
        let [one, other] =
            [(Kind::Prosody, ON_PROSODY), (Kind::Ejabberd, ON_EJABBERD)].map(|(kind, domain)| {
                let port = free_address().port();
                // ejabberd asks the name server for the service, but the machine for the address
                names.service(&format!("_xmpp-server._tcp.{domain}"), 0, "localhost", port);
                let federation = Federation { port, names: names.address() };
                Self::new(kind, &[domain], Some(federation), Folder::new())
            });
        one.start();
        fs::create_dir_all(other.certificates()).expect("the folder of certificates");
        for file in ["ca.crt", "ca.key"] {
            fs::copy(one.certificates().join(file), other.certificates().join(file)).expect("the authority");
        }
        other.start();
        (one, other)
    }

    fn new(kind: Kind, domains: &[&'static str], federation: Option<Federation>, folder: Folder) -> Self {
        let (address, direct) = (free_address(), free_address());
        Self {
            kind,
            running: Mutex::new(None),
            address,
            direct,
            domains: domains.to_vec(),
            federation,
            admin: None,
            without: "",
            plain_alone: AtomicBool::new(false),
            folder,
            log: Mutex::default(),
        }
    }

    /// Which program it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where clients connect: STARTTLS is offered.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where clients connect that speak TLS from the first byte (XEP-0368).
    pub fn direct(&self) -> SocketAddr {
        self.direct
    }

    /// The private authority behind its certificate.
    pub fn authority(&self) -> PathBuf {
        self.certificates().join("ca.crt")
    }

    /// Has its authority make a certificate for a domain, which lies as `NAME.crt` and `NAME.key` in a folder then.
    ///
    /// # Panics
    ///
    /// If that cannot be made.
    pub fn certify(&self, domain: &str, folder: &Path, name: &str) {
        let made = Folder::new();
        for file in ["ca.crt", "ca.key"] {
            fs::copy(self.certificates().join(file), made.path().join(file)).expect("the authority");
        }
        make_certificates(made.path(), domain);
        for end in ["key", "crt"] {
            let file = made.path().join(format!("server.{end}"));
            fs::copy(file, folder.join(format!("{name}.{end}"))).expect("a certificate");
        }
    }

    /// The id of its process, to look at it from outside.
    ///
    /// # Panics
    ///
    /// If it does not run.
    pub fn process(&self) -> u32 {
        self.running.lock().expect("the server").as_ref().expect("the server runs").id()
    }

    /// Its domains as the program's setting `COSSE_XMPP_HOST` has them, reached through that address.
    pub fn hosts(&self, via: SocketAddr, encrypted: bool) -> Vec<String> {
        let ca = self.authority().display().to_string();
        let host = |domain: &&str| match *domain {
            GAMMA => format!("{GAMMA}={via}"),
            DIRECT => format!("{DIRECT}={},ca={ca},direct", self.direct),
            domain if encrypted => format!("{domain}={via},ca={ca}"),
            domain => format!("{domain}={via},plain"),
        };
        self.domains.iter().map(host).collect()
    }

    /// The same, but looked up at a name server.
    pub(crate) fn named_hosts(&self, names: SocketAddr) -> Vec<String> {
        let ca = self.authority().display().to_string();
        self.domains.iter().map(|domain| format!("{domain}=dns:{names},ca={ca}")).collect()
    }

    /// Starts it, or starts it again.
    ///
    /// # Panics
    ///
    /// If it runs, or does not come up.
    pub fn start(&self) {
        let started = (0..STARTS).find_map(|_| self.try_to_start());
        let child = started.unwrap_or_else(|| panic!("{} ended, log {:?}", self.kind, self.log.lock()));
        let before = self.running.lock().expect("the server").replace(child);
        assert!(before.is_none(), "{} ran already", self.kind);
    }

    /// The process, unless it ended by itself.
    fn try_to_start(&self) -> Option<Child> {
        let log = self.folder.log(&self.kind.to_string());
        self.log.lock().expect("the log").clone_from(&log);
        let mut child = self.folder.start(&mut self.command(), &log);
        let mut ended = false;
        eventually_blocking(&format!("{} comes up, log {}", self.kind, log.display()), || {
            ended = child.try_wait().expect("its state").is_some();
            ended || (self.ports().all(|address| TcpStream::connect(address).is_ok()) && self.speaks())
        });
        (!ended).then_some(child)
    }

    /// When it is started the next time, it offers SASL PLAIN at all its domains and nothing else, or what it did before.
    pub fn offer_plain_alone(&self, alone: bool) {
        self.plain_alone.store(alone, Ordering::SeqCst);
    }

    /// What it has logged since it was last started.
    ///
    /// # Panics
    ///
    /// If the log cannot be read.
    pub fn logged(&self) -> String {
        fs::read_to_string(&*self.log.lock().expect("the log")).expect("the log")
    }

    /// Gives an account of [`crate::PASSWORD`] that was never signed in these contacts.
    ///
    /// # Panics
    ///
    /// If it cannot.
    pub async fn write_roster(&self, jid: &str, contacts: impl Iterator<Item = String>) {
        match self.kind {
            Kind::Prosody => prosody::write_roster(&self.data(), jid, contacts),
            Kind::Ejabberd => ejabberd::write_roster(self.address, jid, contacts).await,
        }
    }

    /// Ends it at once, as a crash or a power cut would: no stream is closed properly.
    pub fn kill(&self) {
        self.keep();
        self.end("KILL");
    }

    /// Has it read and say nothing more until it is ended, as when its machine has no memory left.
    ///
    /// # Panics
    ///
    /// If it does not run.
    pub fn hang(&self) {
        self.keep();
        let id = self.process().to_string();
        let done = Command::new("kill").args(["-s", "STOP", &id]).status().expect("kill");
        assert!(done.success(), "{} took no STOP", self.kind);
    }

    /// Waits until what it knows is on its disk. What is lost with a crash is not what these tests are about.
    fn keep(&self) {
        if self.kind == Kind::Ejabberd {
            // its database writes two seconds late
            std::thread::sleep(Duration::from_millis(2_500));
        }
    }

    /// Ends it as its operator would: it says goodbye to every stream.
    pub fn stop(&self) {
        self.end("TERM");
    }

    fn end(&self, signal: &str) {
        if let Some(mut child) = self.running.lock().expect("the server").take() {
            self.folder.end(&mut child, signal);
        }
    }

    fn command(&self) -> Command {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ops").join(self.kind.to_string());
        let mut command = Command::new(script);
        command
            .arg(self.data())
            .arg(self.address.port().to_string())
            .args(&self.domains)
            .env("COSSE_XMPP_DIRECT", self.direct.port().to_string())
            .env_remove("COSSE_XMPP_ONLY_PLAIN")
            .env_remove("COSSE_XMPP_FEDERATION")
            .env_remove("COSSE_XMPP_DNS")
            .env_remove("COSSE_XMPP_ADMIN")
            .env("COSSE_XMPP_WITHOUT", self.without);
        if let Some(port) = self.admin {
            command.env("COSSE_XMPP_ADMIN", port.to_string());
        }
        if self.plain_alone.load(Ordering::SeqCst) {
            command.env("COSSE_XMPP_ONLY_PLAIN", "1");
        }
        if let Some(Federation { port, names }) = &self.federation {
            command.env("COSSE_XMPP_FEDERATION", port.to_string());
            command.env("COSSE_XMPP_DNS", names.port().to_string());
        }
        command
    }

    /// Whether it answers who opens a stream: its ports are open seconds before it reads, where others want the processor, too.
    fn speaks(&self) -> bool {
        let open = || -> io::Result<bool> {
            let mut stream = TcpStream::connect(self.address)?;
            stream.set_read_timeout(Some(Duration::from_secs(2)))?;
            let namespaces = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";
            write!(stream, "<stream:stream to='{}' version='1.0' {namespaces}>", self.domains[0])?;
            let (mut said, mut piece) = (String::new(), [0; 4_096]);
            while !said.contains("</stream:features>") {
                match stream.read(&mut piece)? {
                    0 => return Ok(false),
                    count => said.push_str(&String::from_utf8_lossy(&piece[..count])),
                }
            }
            Ok(true)
        };
        open().unwrap_or_default()
    }

    fn ports(&self) -> impl Iterator<Item = SocketAddr> {
        let federation = self.federation.as_ref().map(|it| SocketAddr::new(self.address.ip(), it.port));
        let admin = self.admin.map(|port| SocketAddr::new(self.address.ip(), port));
        [self.address, self.direct].into_iter().chain(federation).chain(admin)
    }

    /// What the script keeps; the server's own is in `data` there.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("server")
    }

    fn certificates(&self) -> PathBuf {
        self.data().join("certificates")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end("KILL");
    }
}

/// A loopback address that nothing listens at. Nobody else in this program gets it, nor, below the ports that the system gives to
/// who connects, does anybody else by chance.
pub(crate) fn free_address() -> SocketAddr {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let begin = std::process::id() % 200 * 100;
    loop {
        let port = 12_000 + (begin + COUNT.fetch_add(1, Ordering::Relaxed)) % 20_000;
        let address = SocketAddr::from(([127, 0, 0, 1], u16::try_from(port).expect("a port")));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_ended_comes_back_at_the_same_place() {
        for kind in [Kind::Prosody, Kind::Ejabberd] {
            let server = Server::of(kind);
            for end in [Server::kill, Server::stop] {
                end(&server);
                assert!(TcpStream::connect(server.address()).is_err());
                server.start();
                assert!(TcpStream::connect(server.address()).is_ok() && server.authority().is_file());
            }
            let folder = server.folder.path().to_owned();
            drop(server);
            assert!(!folder.exists(), "the guardian tidies up");
        }
    }
}
