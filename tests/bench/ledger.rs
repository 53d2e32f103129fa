//! What the servers accepted, held against what the database keeps and what the pages show.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use testpod::Member;

use crate::chatter::{accepted, correspondent};
use crate::progress::say;
use crate::stage::Stage;
use crate::tap::mark;

/// How long what was accepted may take to be in the database.
const PATIENCE: Duration = Duration::from_secs(120);

/// What became of all messages that were accepted.
#[derive(Debug, Default)]
pub struct Ledger {
    /// How many there were.
    pub accepted: usize,
    /// Those that are missing in the database, or on a page.
    pub lost: usize,
    /// Those that are twice in the database, or on a page.
    pub doubled: usize,
}

impl Ledger {
    /// Of the messages from number `first` on, once they have arrived or the time is over.
    ///
    /// # Panics
    ///
    /// If a page cannot be opened.
    pub async fn of(stage: &Stage, members: &mut [Member], first: usize) -> Self {
        let deployment = stage.deployment();
        let mut sent = accepted(deployment.server(), members).await;
        sent.retain(|text| *text >= mark(first));
        let stored = stored(stage, &sent).await;
        say("every chat is read");
        let mut shown = HashMap::new();
        for (place, member) in members.iter_mut().enumerate() {
            let texts = member.whole_chat(&correspondent(place)).await;
            texts.into_iter().for_each(|text| *shown.entry(text).or_default() += 1);
        }
        let mut ledger = Self { accepted: sent.len(), ..Self::default() };
        for text in sent {
            let places = [&stored, &shown].map(|place| place.get(&text).copied().unwrap_or_default());
            if places != [1; 2] {
                say(&format!(
                    "   {text}: {} times in the database, {} times on its page",
                    places[0], places[1]
                ));
            }
            ledger.lost += usize::from(places.contains(&0));
            ledger.doubled += usize::from(places.iter().any(|times| *times > 1));
        }
        ledger
    }
}

/// How often the database has each message.
async fn stored(stage: &Stage, sent: &[String]) -> HashMap<String, usize> {
    let start = Instant::now();
    loop {
        let mut stored = HashMap::new();
        for text in stage.deployment().rows("select body from messages where incoming") {
            *stored.entry(text).or_default() += 1;
        }
        if start.elapsed() > PATIENCE || sent.iter().all(|text| stored.contains_key(text)) {
            return stored;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
