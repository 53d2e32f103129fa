//! Somebody who follows a member's events in Redis.

use super::{bytes, last, link::Link, place, wake::Awake};
use crate::bus::{EventId, Step};
use redis::{RedisResult, cmd, streams::StreamRangeReply};
use std::{collections::VecDeque, pin::pin, time::Duration};

/// Events that are read at a time.
const PAGE: usize = 64;

/// How long a follower sleeps at most: a wake-up may be lost.
const NAP: Duration = Duration::from_secs(20);

/// How long it waits before it asks again a Redis that does not answer.
const PAUSE: Duration = Duration::from_millis(500);

/// One reader of one stream.
#[derive(Debug)]
pub(in crate::bus) struct Follower {
    link: Link,
    key: String,
    awake: Awake,
    /// The last event that was read; none where nobody can tell which that is.
    read: Option<EventId>,
    ready: VecDeque<Step>,
}

impl Follower {
    pub(super) fn new(link: Link, key: String, awake: Awake, read: Option<EventId>) -> Self {
        Self { link, key, awake, read, ready: VecDeque::new() }
    }

    pub(in crate::bus) async fn next(&mut self) -> Step {
        loop {
            if let Some(step) = self.ready.pop_front() {
                return step;
            }
            let bell = self.awake.bell();
            let mut rings = pin!(bell.notified());
            // listened to before the backlog is read, so that nothing slips between the two
            rings.as_mut().enable();
            match self.look().await {
                Ok(true) => {}
                Ok(false) => drop(tokio::time::timeout(NAP, rings).await),
                Err(error) => {
                    tracing::debug!(%error, key = self.key, "events cannot be read now");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Reads what is new; whether anything is.
    async fn look(&mut self) -> RedisResult<bool> {
        let Some(read) = self.read else { return self.resync().await };
        let (key, behind) = (&self.key, format!("({}", place::text(read)));
        let page: StreamRangeReply =
            self.link.ask(cmd("XRANGE").arg(key).arg(behind).arg("+").arg("COUNT").arg(PAGE)).await?;
        if page.ids.is_empty() {
            let reached = place::is_reached(read, last(&self.link, key).await?);
            return if reached { Ok(false) } else { self.resync().await };
        }
        let mut read = read;
        for entry in page.ids {
            let next = place::read(&entry.id).filter(|next| place::is_next(read, *next));
            let Some(id) = next else { return self.resync().await };
            self.ready.push_back(Step::Event { id, bytes: bytes(&entry) });
            (read, self.read) = (id, Some(id));
        }
        Ok(true)
    }

    /// Events were missed: what comes next is what comes from now on.
    async fn resync(&mut self) -> RedisResult<bool> {
        let id = last(&self.link, &self.key).await?;
        self.ready.push_back(Step::Resync { id });
        self.read = Some(id);
        Ok(true)
    }
}
