//! A folder and the processes that live in it; both are gone when the test program is, however it ends.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::settings;
use crate::wait::eventually_blocking;

/// A temporary folder with a guardian: a shell that ends what is left when its standard input closes. A static value is never
/// dropped in Rust, and a killed program drops nothing; the pipe closes all the same.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    guardian: Child,
    words: Mutex<Option<ChildStdin>>,
}

impl Folder {
    pub(crate) fn new() -> Self {
        let path =
            tempfile::Builder::new().prefix("cosse-test-").tempdir().expect("a temporary folder").keep();
        let mut guardian = Command::new("sh")
            .args(["-c", include_str!("guardian.sh"), "guardian"])
            .arg(&path)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh");
        let words = Mutex::new(guardian.stdin.take());
        Self { path, guardian, words }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A new log file, `name-N.log`; it stays where `COSSE_TEST_LOGS` says.
    pub(crate) fn log(&self, name: &str) -> PathBuf {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let folder = settings::logs().unwrap_or_else(|| self.path.join("logs"));
        fs::create_dir_all(&folder).expect("the folder of the logs");
        folder.join(format!("{name}-{}-{}.log", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)))
    }

    /// Starts a process whose output goes to `log`.
    pub(crate) fn start(&self, command: &mut Command, log: &Path) -> Child {
        let out = File::create(log).expect("a log file");
        let err = out.try_clone().expect("a log file");
        let child = command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
        self.tell(&child.id().to_string());
        child
    }

    /// Asks a process to end (`TERM`) or ends it (`KILL`), and waits until it is gone.
    pub(crate) fn end(&self, child: &mut Child, signal: &str) {
        let id = child.id().to_string();
        let sent =
            Command::new("kill").args(["-s", signal, &id]).stderr(Stdio::null()).status().expect("kill");
        assert!(
            sent.success() || child.try_wait().is_ok_and(|end| end.is_some()),
            "process {id} took no {signal}"
        );
        eventually_blocking(&format!("process {id} ends after {signal}"), || {
            child.try_wait().is_ok_and(|end| end.is_some())
        });
        self.tell(&format!("-{id}"));
    }

    fn tell(&self, line: &str) {
        let mut words = self.words.lock().expect("the guardian");
        writeln!(words.as_mut().expect("the guardian"), "{line}").expect("the guardian listens");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(self.words.lock().expect("the guardian").take());
        self.guardian.wait().expect("the guardian ends");
    }
}
