//! A real Prosody, as `ops/prosody` starts it for the demo too.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Mutex;

use crate::folder::Folder;
use crate::wait::eventually_blocking;
use crate::{ALPHA, BETA, GAMMA, PLAIN};

/// One server with the domains of the tests; it can be stopped and started again with its data.
#[derive(Debug)]
pub struct Prosody {
    running: Mutex<Option<Child>>,
    address: SocketAddr,
    folder: Folder,
}

impl Prosody {
    /// Starts a server of one's own, on a free port.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn fresh() -> Self {
        let prosody = Self { running: Mutex::new(None), address: free_address(), folder: Folder::new() };
        prosody.start();
        prosody
    }

    /// Where clients connect: STARTTLS is offered.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The private authority behind its certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("prosody/certificates/ca.crt")
    }

    /// Starts it, or starts it again.
    ///
    /// # Panics
    ///
    /// If it runs, or does not come up.
    pub fn start(&self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ops/prosody");
        let log = self.folder.log("prosody");
        let mut command = Command::new(script);
        command
            .arg(self.folder.path().join("prosody"))
            .arg(self.address.port().to_string())
            .args([ALPHA, BETA, GAMMA, PLAIN]);
        let mut child = self.folder.start(&mut command, &log);
        eventually_blocking(&format!("Prosody comes up, log {}", log.display()), || {
            assert!(child.try_wait().expect("its state").is_none(), "Prosody ended, log {}", log.display());
            TcpStream::connect(self.address).is_ok()
        });
        let before = self.running.lock().expect("Prosody").replace(child);
        assert!(before.is_none(), "Prosody ran already");
    }

    /// Gives an account that was never signed in these contacts, all at once: over XMPP, thousands take minutes.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn write_roster(&self, jid: &str, contacts: impl Iterator<Item = String>) {
        let (name, domain) = jid.split_once('@').expect("name@domain");
        let item = |contact| {
            format!(
                r#"["{contact}"] = {{ subscription = "none"; name = "{contact}"; groups = {{ Crowd = true }} }};"#
            )
        };
        let items: String = contacts.map(item).collect();
        let folder = self.folder.path().join("prosody/data").join(domain.replace('.', "%2e")).join("roster");
        fs::create_dir_all(&folder).expect("the folder of rosters");
        let roster = format!("return {{ [false] = {{ version = 1 }}; {items} }};");
        fs::write(folder.join(format!("{name}.dat")), roster).expect("a roster");
    }

    /// Ends it at once, as a crash or a power cut would: no stream is closed properly.
    pub fn kill(&self) {
        self.end("KILL");
    }

    /// Ends it as its operator would: it says goodbye to every stream.
    pub fn stop(&self) {
        self.end("TERM");
    }

    fn end(&self, signal: &str) {
        if let Some(mut child) = self.running.lock().expect("Prosody").take() {
            self.folder.end(&mut child, signal);
        }
    }
}

impl Drop for Prosody {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A loopback address that nothing listens at.
pub(crate) fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_ended_comes_back_at_the_same_place() {
        let prosody = Prosody::fresh();
        for end in [Prosody::kill, Prosody::stop] {
            end(&prosody);
            assert!(TcpStream::connect(prosody.address()).is_err());
            prosody.start();
            assert!(TcpStream::connect(prosody.address()).is_ok() && prosody.authority().is_file());
        }
        let folder = prosody.folder.path().to_owned();
        drop(prosody);
        assert!(!folder.exists(), "the guardian tidies up");
    }
}
