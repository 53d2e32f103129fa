//! A process that tests end, stop for a while, and start again.

use std::ffi::OsString;
use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command};

use crate::folder::Folder;
use crate::wait::eventually_blocking;

/// How it is started; and how it runs, if it does.
#[derive(Debug)]
pub(crate) struct Process {
    name: &'static str,
    program: OsString,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    ready: Ready,
    running: Option<Child>,
    logs: Vec<PathBuf>,
}

/// When it counts as there.
#[derive(Debug)]
pub(crate) enum Ready {
    /// When its log says this.
    Says(&'static str),
    /// When it takes connections there.
    Listens(SocketAddr),
}

impl Process {
    /// One that does not run yet.
    pub(crate) fn new(
        name: &'static str,
        program: impl Into<OsString>,
        arguments: &[&str],
        ready: Ready,
    ) -> Self {
        Self {
            name,
            program: program.into(),
            arguments: arguments.iter().map(|word| (*word).to_owned()).collect(),
            environment: Vec::new(),
            ready,
            running: None,
            logs: Vec::new(),
        }
    }

    /// Gives it a variable of the environment.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// A variable of its environment.
    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        self.environment.iter().rfind(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// Its id, if it runs.
    pub(crate) fn id(&self) -> Option<u32> {
        self.running.as_ref().map(Child::id)
    }

    /// What it has logged since the beginning.
    pub(crate) fn logged(&self) -> String {
        self.logs.iter().map(|log| fs::read_to_string(log).expect("a log")).collect()
    }

    /// Starts it, or starts it again.
    pub(crate) fn start(&mut self, folder: &Folder) {
        assert!(self.running.is_none(), "{} runs already", self.name);
        let log = folder.log(self.name);
        let mut command = Command::new(&self.program);
        command.env_remove("COSSE_DEMO").args(&self.arguments).envs(self.environment.iter().cloned());
        let mut child = folder.start(&mut command, &log);
        let what = format!("{} comes up, log {}", self.name, log.display());
        eventually_blocking(&what, || {
            let said = fs::read_to_string(&log).expect("its log");
            assert!(child.try_wait().expect("its state").is_none(), "{} ended by itself:\n{said}", self.name);
            match self.ready {
                Ready::Says(words) => said.contains(words),
                Ready::Listens(address) => TcpStream::connect(address).is_ok(),
            }
        });
        self.running = Some(child);
        self.logs.push(log);
    }

    /// Ends it with a signal, and waits until it is gone.
    pub(crate) fn end(&mut self, folder: &Folder, signal: &str) {
        folder.end(self.running.as_mut().expect("it runs"), signal);
        self.running = None;
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let id = self.running.as_ref().expect("it runs").id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status().expect("kill");
        assert!(sent.success(), "{} took no {signal}", self.name);
    }
}
