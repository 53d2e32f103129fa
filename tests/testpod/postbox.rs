//! A real mail server on loopback, of which tests read what it was sent: aiosmtpd, in a process of its own.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

use serde_json::{Value, json};

use crate::certificates::make_certificates;
use crate::deployment::Deployment;
use crate::folder::Folder;
use crate::wait::{eventually, eventually_blocking};

/// In whose name the deployments of the tests send.
pub const MAIL_FROM: &str = "pods@mail.test";

/// A mail server that is there until it is dropped, or the tests are over.
#[derive(Debug)]
pub struct Postbox {
    folder: Folder,
    process: Mutex<Child>,
    orders: Mutex<ChildStdin>,
    words: Arc<Mutex<Vec<Value>>>,
    address: String,
}

/// A mail that came.
#[derive(Debug, Clone)]
pub struct Letter(Value);

impl Postbox {
    /// A deployment that all tests share that are about mail, and its mail server, which wants STARTTLS.
    pub fn shared() -> (Arc<Deployment>, Arc<Self>) {
        static SHARED: OnceLock<(Arc<Deployment>, Arc<Postbox>)> = OnceLock::new();
        let shared = SHARED.get_or_init(|| {
            let postbox = Arc::new(Self::fresh());
            (postbox.deployment(), postbox)
        });
        shared.clone()
    }

    /// One that wants STARTTLS.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn fresh() -> Self {
        Self::new("smtp", "", "")
    }

    /// One with TLS from the first byte, and a name and a password.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn guarded(user: &str, password: &str) -> Self {
        Self::new("smtps", user, password)
    }

    fn new(security: &str, user: &str, password: &str) -> Self {
        let folder = Folder::new();
        let certificates = folder.path().join("certificates");
        make_certificates(&certificates, "localhost");
        // Debian's python, because aiosmtpd is Debian's
        let mut process = Command::new("/usr/bin/python3")
            .args(["-c", include_str!("postbox.py")])
            .arg(&certificates)
            .args([security, user, password])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Debian's python3 and python3-aiosmtpd");
        let orders = process.stdin.take().expect("its input");
        let words = listen(process.stdout.take().expect("its output"));
        eventually_blocking("the mail server comes up", || !words.lock().expect("its words").is_empty());
        let port = words.lock().expect("its words")[0]["port"].clone();
        let login = if user.is_empty() { String::new() } else { format!("{user}:{password}@") };
        let address = format!("{security}://{login}localhost:{port}");
        Self { folder, process: Mutex::new(process), orders: Mutex::new(orders), words, address }
    }

    /// What a deployment must be told to send by it.
    ///
    /// # Panics
    ///
    /// Never: its folder has a name.
    pub fn settings(&self) -> [(&'static str, String); 3] {
        let authority = self.folder.path().join("certificates/ca.crt").display().to_string();
        [
            ("COSSE_SMTP", self.address.clone()),
            ("COSSE_SMTP_CA", authority),
            ("COSSE_MAIL_FROM", MAIL_FROM.to_owned()),
        ]
    }

    /// A deployment that sends by it.
    pub fn deployment(&self) -> Arc<Deployment> {
        let settings = self.settings();
        let settings: Vec<(&'static str, &str)> =
            settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Deployment::with(&settings)
    }

    /// From now on it answers mails to that address with that; with nothing it takes them. `cut` takes one and breaks the connection
    /// before it says so.
    ///
    /// # Panics
    ///
    /// If it does not do so.
    pub async fn answers(&self, to: &str, answer: &str) {
        let done = || self.count(|word| word.get("done").is_some());
        let before = done();
        writeln!(self.orders.lock().expect("its input"), "{}", json!({ to: answer })).expect("its input");
        eventually("the mail server listens", async || (done() > before).then_some(())).await;
    }

    /// Waits for a mail to that address; the newest.
    pub async fn brings(&self, to: &str) -> Letter {
        self.brings_nth(to, 1).await
    }

    /// Waits until so many mails to that address came; the newest.
    pub async fn brings_nth(&self, to: &str, number: usize) -> Letter {
        let what = format!("{number} mails to {to}");
        eventually(&what, async || self.letters(to).into_iter().nth(number - 1)).await
    }

    /// The mails that came to that address so far.
    pub fn letters(&self, to: &str) -> Vec<Letter> {
        let words = self.words.lock().expect("its words");
        words.iter().filter(|word| word["to"] == to).cloned().map(Letter).collect()
    }

    /// How often it said no to that address.
    pub fn refusals(&self, to: &str) -> usize {
        self.count(|word| word["refused"] == to)
    }

    fn count(&self, is: impl Fn(&Value) -> bool) -> usize {
        self.words.lock().expect("its words").iter().filter(|word| is(word)).count()
    }
}

impl Letter {
    /// `from`, `subject`, `id`, `reply_to`, `text`, `html` or `user`.
    ///
    /// # Panics
    ///
    /// If it is something else.
    pub fn has(&self, what: &str) -> &str {
        self.0[what].as_str().unwrap_or_else(|| panic!("no {what} in {:?}", self.0))
    }

    /// Whether it came encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.0["encrypted"] == true
    }

    /// Path and query of the first link in it whose path begins so.
    ///
    /// # Panics
    ///
    /// If there is none, in the text and in the HTML.
    pub fn link(&self, path: &str) -> String {
        let addresses = self.has("text").lines().filter(|line| line.starts_with("http"));
        let paths = addresses.filter_map(|line| line.splitn(4, '/').nth(3)).map(|rest| format!("/{rest}"));
        let found = paths.into_iter().find(|it| it.starts_with(path));
        let found = found.unwrap_or_else(|| panic!("no link to {path} in {}", self.has("text")));
        assert!(self.has("html").contains(&found), "{}", self.has("html"));
        found
    }
}

/// Collects what it says, on a thread, because each test has a runtime of its own.
fn listen(output: ChildStdout) -> Arc<Mutex<Vec<Value>>> {
    let words = Arc::<Mutex<Vec<Value>>>::default();
    let collected = Arc::clone(&words);
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let word = serde_json::from_str(&line).unwrap_or(Value::String(line));
            collected.lock().expect("its words").push(word);
        }
    });
    words
}

impl Drop for Postbox {
    fn drop(&mut self) {
        let mut process = self.process.lock().expect("its process");
        // one that has ended is gone already
        drop(process.kill());
        drop(process.wait());
    }
}
