//! A letter box in Redis: what others put in, in order, for one reader.

use super::{bytes, link::Link, scripts, wake::Awake};
use redis::{RedisResult, cmd, streams::StreamRangeReply};
use std::{pin::pin, time::Duration};

/// How long a letter lies there at most: no worker comes after that, and there may be a sealed password in it.
const LIES: Duration = Duration::from_secs(30);

/// Letters that are read at a time.
const PAGE: usize = 64;

/// How long a reader sleeps at most: a wake-up may be lost.
const NAP: Duration = Duration::from_secs(5);

/// How long it waits before it asks again a Redis that does not answer.
const PAUSE: Duration = Duration::from_millis(200);

/// One letter.
pub(super) struct Letter {
    /// Its place, to take it away.
    pub(super) id: String,
    /// What it says.
    pub(super) bytes: Vec<u8>,
}

/// The reader of a box.
pub(super) struct Reader {
    link: Link,
    key: String,
    awake: Awake,
    /// The last letter that was read.
    read: String,
}

/// Puts a letter in; whether there was room among `most`.
pub(super) async fn put(link: &Link, key: &str, bytes: &[u8], most: usize) -> RedisResult<bool> {
    let mut script = scripts::SEND.key(key);
    link.run(script.arg(bytes).arg(most).arg(LIES.as_millis().to_string())).await
}

/// Takes a letter away.
pub(super) async fn remove(link: &Link, key: &str, id: &str) -> RedisResult<()> {
    link.ask(cmd("XDEL").arg(key).arg(id)).await
}

impl Reader {
    /// Begins with the oldest letter.
    pub(super) fn new(link: Link, key: String, awake: Awake) -> Self {
        Self { link, key, awake, read: "0-0".to_owned() }
    }

    /// Waits for letters.
    pub(super) async fn next(&mut self) -> Vec<Letter> {
        loop {
            let bell = self.awake.bell();
            let mut rings = pin!(bell.notified());
            // listened to before the box is looked into, so that nothing slips between the two
            rings.as_mut().enable();
            match self.look().await {
                Ok(letters) if !letters.is_empty() => return letters,
                Ok(_) => drop(tokio::time::timeout(NAP, rings).await),
                Err(error) => {
                    tracing::debug!(%error, key = self.key, "letters cannot be read now");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Takes letters away that were read.
    pub(super) async fn forget(&self, letters: &[Letter]) {
        let ids: Vec<&str> = letters.iter().map(|letter| letter.id.as_str()).collect();
        if let Err(error) = self.link.ask::<()>(cmd("XDEL").arg(&self.key).arg(ids)).await {
            tracing::debug!(%error, key = self.key, "letters that were read still lie there");
        }
    }

    async fn look(&mut self) -> RedisResult<Vec<Letter>> {
        let behind = format!("({}", self.read);
        let page: StreamRangeReply =
            self.link.ask(cmd("XRANGE").arg(&self.key).arg(behind).arg("+").arg("COUNT").arg(PAGE)).await?;
        if let Some(last) = page.ids.last() {
            self.read.clone_from(&last.id);
        }
        Ok(page.ids.into_iter().map(|entry| Letter { bytes: bytes(&entry), id: entry.id }).collect())
    }
}
