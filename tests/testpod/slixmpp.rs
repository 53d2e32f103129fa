//! An ordinary XMPP client that people use as a library: slixmpp, in a process of its own.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::server::Server;
use crate::wait::PATIENCE;

/// A client that is signed in. It ends when it is dropped.
#[derive(Debug)]
pub struct Slixmpp {
    _process: Child,
    orders: ChildStdin,
    words: Lines<BufReader<ChildStdout>>,
}

impl Slixmpp {
    /// Signs in, over STARTTLS, with an account of this server.
    ///
    /// # Panics
    ///
    /// If it does not come online.
    pub async fn sign_in(server: &Server, jid: &str, password: &str) -> Self {
        let (address, ca) = (server.address(), server.authority());
        // Debian's python, because slixmpp is Debian's
        let mut process = Command::new("/usr/bin/python3")
            .args(["-c", include_str!("slixmpp_client.py"), jid, password])
            .args([address.ip().to_string(), address.port().to_string(), ca.display().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Debian's python3 and python3-slixmpp");
        let orders = process.stdin.take().expect("its input");
        let words = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut client = Self { _process: process, orders, words };
        client.until("it is online", |word| word.get("online").is_some()).await;
        client
    }

    /// Writes to somebody.
    pub async fn say(&mut self, to: &str, text: &str) {
        self.order(json!({ "say": text, "to": to })).await;
    }

    /// Begins to write numbered texts to each of these, so many a second in all; fewer if its server takes fewer.
    pub async fn flood(&mut self, to: &[String], text: &str, rate: usize) {
        self.order(json!({ "flood": text, "to": to, "rate": rate })).await;
    }

    /// Ends it with the text that all have; how many each has got, all taken by the server.
    ///
    /// # Panics
    ///
    /// If it does not say so in time.
    pub async fn ends_flood(&mut self, text: &str) -> usize {
        self.order(json!({ "enough": text })).await;
        let word = self.until(text, |word| word["flooded"] == text).await;
        word["rounds"].as_u64().and_then(|rounds| rounds.try_into().ok()).expect("a number")
    }

    /// Publishes a post.
    pub async fn publish(&mut self, item: &str, title: &str) {
        self.order(json!({ "publish": item, "title": title })).await;
    }

    /// Waits until somebody asks to be a contact, says yes and asks back.
    pub async fn accept(&mut self, jid: &str) {
        self.until("somebody asks", |word| word["asked"] == jid).await;
        self.order(json!({ "accept": jid })).await;
    }

    /// Waits until somebody has written that.
    pub async fn hears(&mut self, from: &str, text: &str) {
        self.until(text, |word| word["heard"] == text && word["from"] == from).await;
    }

    /// Waits until a message of its own was received, or displayed.
    pub async fn is_told(&mut self, mark: &str, from: &str) {
        self.until(mark, |word| word.get(mark).is_some() && word["from"] == from).await;
    }

    async fn order(&mut self, order: Value) {
        self.orders.write_all(format!("{order}\n").as_bytes()).await.expect("its input");
        self.until("it is done", |word| word.get("done").is_some()).await;
    }

    async fn until(&mut self, what: &str, is: impl Fn(&Value) -> bool) -> Value {
        let mut heard = Vec::new();
        let wait = async {
            while let Ok(Some(line)) = self.words.next_line().await {
                let word: Value = serde_json::from_str(&line).unwrap_or(Value::String(line));
                if is(&word) {
                    return Some(word);
                }
                heard.push(word);
            }
            None
        };
        let found = tokio::time::timeout(PATIENCE, wait).await.ok().flatten();
        found.unwrap_or_else(|| panic!("slixmpp: {what}; it said: {heard:?}"))
    }
}
