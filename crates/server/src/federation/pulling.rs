//! Reads the feeds of other directories. What they say is a hint: the names that are new are taken down, and each pod is asked itself.
//! Whatever a peer does, it costs so much in an hour and no more.

use super::doubts::Doubts;
use crate::{
    announcing::{Hinted, hinted},
    app::App,
    fetching::FetchError,
};
use directory::{
    feed::{self, Asked, FeedError, Page, Row, Told},
    handover,
    listing::Key,
    peer::{self, Description, PeerError},
    statement::{self, StatementsError},
};
use model::{
    federation::{
        peers::{self, Peer},
        statements::NewStatement,
    },
    listed_pods,
};
use std::{
    collections::HashSet,
    time::{Duration as Wait, Instant},
};
use time::{Date, Duration, OffsetDateTime};
use tokio::time::timeout;

/// How long a pull may take.
const WHOLE: Wait = Wait::from_secs(45);

/// After how long no other peer is begun with: the rest is for the next time, so that the job is never late.
const ENOUGH: Wait = Wait::from_secs(10);

/// Pages of a feed in an hour at most,
const PAGES: i64 = 120;

/// bytes,
const BYTES: i64 = 8 * 1024 * 1024;

/// rows,
const ROWS: i64 = 10_000;

/// and names that are new.
const HINTS: i64 = 300;

/// How long a peer that cannot be asked at the moment is put off.
const BUSY: Duration = Duration::minutes(2);

/// The longest that one waits whose pulls go wrong.
const LONGEST_PAUSE: Duration = Duration::DAY;

/// What is wrong with a peer.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    /// Nothing came.
    #[error("{}", why(.0))]
    Fetch(FetchError),
    /// An error.
    #[error("it answers {0} at {1}")]
    Answer(u16, String),
    /// What it says would be heard twice.
    #[error("it is this directory itself")]
    Own,
    /// It does not say who it is.
    #[error("{0}")]
    Peer(#[from] PeerError),
    /// It has another key.
    #[error(
        "its key is not the one that was seen first, nor one to which that has led; if those who run it say \
         so, remove it and add it again"
    )]
    Key,
    /// Its feed is none.
    #[error("{0}")]
    Feed(#[from] FeedError),
    /// Its statements are none.
    #[error("{0}")]
    Statements(#[from] StatementsError),
    /// It takes for ever.
    #[error("it takes more than {} seconds", WHOLE.as_secs())]
    Slow,
    /// The database's.
    #[error("the database: {0}")]
    Model(#[from] model::Error),
}

/// How a pull went where nothing was wrong.
#[derive(Debug, Default)]
struct Pulled {
    /// Why it ended before the feed did.
    cut: Option<String>,
    /// What the peer says of pods.
    said: Vec<NewStatement>,
}

/// Asks the peers that are due.
///
/// # Errors
/// The database's.
pub async fn pull_due(app: &App) -> Result<(), model::Error> {
    let begun = Instant::now();
    while begun.elapsed() < ENOUGH
        && let Some(mut peer) = peers::claim(&app.database, (app.now)()).await?
    {
        let (before, key, mut doubts) = (peer.error.clone(), peer.key.clone(), Doubts::default());
        let pulled = timeout(WHOLE, pull(app, &mut peer, &mut doubts)).await.unwrap_or(Err(Trouble::Slow));
        let (now, chance, lines) = ((app.now)(), rand::random::<f64>(), told(&doubts, &key, &peer));
        let (said, error) = match pulled {
            Ok(Pulled { cut, said }) => (Some(said), cut),
            Err(Trouble::Model(error)) => return Err(error),
            Err(Trouble::Fetch(FetchError::Busy)) => {
                peer.due_at = now + BUSY;
                peers::settle(&app.database, &peer, None, None, lines, now).await?;
                continue;
            }
            Err(trouble) => (None, Some(trouble.to_string())),
        };
        let (every, error) = (app.polling.spans.when_listed, error.unwrap_or_default());
        after(&mut peer, said.is_some(), &error, every, now, chance);
        // once is enough
        let line = (peer.error != before && !peer.error.is_empty()).then(|| format!("peer: {}", peer.error));
        if let Some(line) = &line {
            tracing::info!(peer = peer.host, line, "another directory");
        }
        peers::settle(&app.database, &peer, said, line, lines, now).await?;
    }
    Ok(())
}

/// When a peer is asked next: as often as a listed pod; later where something is wrong, and not before the next hour where it has cost
/// enough.
fn after(peer: &mut Peer, is_good: bool, error: &str, every: Duration, now: OffsetDateTime, chance: f64) {
    let is_cut = is_good && !error.is_empty();
    peer.error = directory::life::plain(error);
    if is_good {
        (peer.failures, peer.good_at) = (0, Some(now));
    } else {
        peer.failures = peer.failures.saturating_add(1);
    }
    let doubled = u32::try_from(peer.failures).unwrap_or(u32::MAX).min(12);
    let pause = (every * (1_i32 << doubled)).min(LONGEST_PAUSE.max(every));
    let due = now + pause * (0.9 + 0.2 * chance);
    peer.due_at = if is_cut { due.max(peer.hour + Duration::HOUR) } else { due };
}

async fn pull(app: &App, peer: &mut Peer, doubts: &mut Doubts) -> Result<Pulled, Trouble> {
    let now = (app.now)();
    if now - peer.hour >= Duration::HOUR || peer.hour > now {
        peer.hour = now;
        (peer.hour_pages, peer.hour_bytes, peer.hour_rows, peer.hour_hints) = (0, 0, 0, 0);
    }
    // pages refuse it; by command it is not known here
    if peer.host == app.origins.platform() {
        return Err(Trouble::Own);
    }
    let bytes = fetch(app, peer, peer::PATH, peer::LONGEST).await?;
    let said = Description::read(&bytes, &peer.host)?;
    let key = pinned(peer, &said, now.date())?;
    let cut = read_feed(app, peer, &said, &key, doubts).await?;
    let path = said.path(&said.statements).ok_or(PeerError::OtherHost)?;
    let bytes = fetch(app, peer, path, statement::LONGEST).await?;
    let all = statement::read(&bytes, &said.id, &key, now)?;
    let said = all.into_iter().map(|(said, value)| NewStatement {
        subject: said.subject.to_string(),
        document: value.to_string(),
        expires_at: said.expires,
    });
    Ok(Pulled { cut, said: said.collect() })
}

/// The key of a peer: the one that was seen first, or one to which that has led.
fn pinned(peer: &mut Peer, said: &Description, today: Date) -> Result<Key, Trouble> {
    let key = match peer.key.as_str() {
        "" => said.key.clone(),
        // only we write it
        known => {
            let known: Key = serde_json::from_str(known).map_err(|_| Trouble::Key)?;
            handover::follow(&known, &said.key, &said.handovers, today).ok_or(Trouble::Key)?
        }
    };
    peer.key = serde_json::to_string(&key).map_err(|_| Trouble::Key)?;
    Ok(key)
}

/// What there is to tell of a pull beside how it went: what is doubted, and that the peer has another key than `before`.
fn told(doubts: &Doubts, before: &str, peer: &Peer) -> Vec<String> {
    let mut lines = doubts.lines();
    if !before.is_empty()
        && before != peer.key
        && let Ok(key) = serde_json::from_str::<Key>(&peer.key)
    {
        lines.push(format!("peer: its key has led to another, which counts from now on: {}", &*key.kid));
    }
    lines
}

/// Reads on until nothing is new, or it has cost enough: then it says what.
async fn read_feed(
    app: &App,
    peer: &mut Peer,
    said: &Description,
    key: &Key,
    doubts: &mut Doubts,
) -> Result<Option<String>, Trouble> {
    let path = said.path(&said.feed).ok_or(PeerError::OtherHost)?;
    let mut seen = HashSet::from([peer.cursor.clone()]);
    loop {
        if let Some(cut) = spent(peer) {
            return Ok(Some(cut));
        }
        let Some(page) = read_page(app, peer, path, said, key).await? else { continue };
        if let Some(cut) = take(app, peer, &page.rows, doubts).await? {
            return Ok(Some(cut));
        }
        if !page.rows.is_empty() && !seen.insert(page.next.clone()) {
            return Err(FeedError::Circle.into());
        }
        (peer.cursor, peer.known) = (page.next, i64::try_from(page.last).unwrap_or(i64::MAX));
        if !page.more {
            return Ok(None);
        }
    }
}

/// What a peer has spent of what it may cost in an hour.
fn spent(peer: &Peer) -> Option<String> {
    let bounds = [
        (peer.hour_pages >= PAGES, PAGES, "pages"),
        (peer.hour_bytes >= BYTES, BYTES, "bytes"),
        (peer.hour_rows >= ROWS, ROWS, "rows"),
        (peer.hour_hints >= HINTS, HINTS, "new names"),
    ];
    let (_, most, what) = bounds.into_iter().find(|(is_spent, ..)| *is_spent)?;
    Some(format!("cut off: more than {most} {what} of its feed in an hour; it is read on in the next"))
}

/// A page; none where the cursor is not known there any more, and one begins anew.
async fn read_page(
    app: &App,
    peer: &mut Peer,
    path: &str,
    said: &Description,
    key: &Key,
) -> Result<Option<Page>, Trouble> {
    let address = format!("{path}?after={}&limit={}", plain(&peer.cursor), feed::USUAL);
    peer.hour_pages += 1;
    let fetched = match fetch(app, peer, &address, feed::LONGEST).await {
        Err(Trouble::Answer(410, _)) if !peer.cursor.is_empty() => {
            (peer.cursor, peer.known) = (String::new(), 0);
            return Ok(None);
        }
        fetched => fetched?,
    };
    peer.hour_bytes = peer.hour_bytes.saturating_add(i64::try_from(fetched.len()).unwrap_or(i64::MAX));
    let asked = Asked {
        directory: &said.id,
        key,
        after: &peer.cursor,
        limit: feed::USUAL,
        last: u64::try_from(peer.known).unwrap_or_default(),
        today: (app.now)().date(),
    };
    let page = feed::read(&fetched, &asked)?;
    peer.hour_rows = peer.hour_rows.saturating_add(i64::try_from(page.rows.len()).unwrap_or(i64::MAX));
    Ok(Some(page))
}

/// Takes down the names that are new. What a peer says of those that are known changes nothing. Why no more of them are taken, if so.
async fn take(
    app: &App,
    peer: &mut Peer,
    rows: &[Option<Row>],
    doubts: &mut Doubts,
) -> Result<Option<String>, Trouble> {
    let none = rows.iter().filter(|row| row.is_none()).count();
    peer.refused = peer.refused.saturating_add(i64::try_from(none).unwrap_or(i64::MAX));
    doubts.unread(none);
    let names: Vec<String> = rows.iter().flatten().map(|row| row.domain.to_string()).collect();
    let known = listed_pods::among(&app.database, &names).await?;
    for row in rows.iter().flatten() {
        if let Some(here) = known.get(&*row.domain) {
            doubts.compare(row, *here);
        } else if row.state == Told::Listed
            && let Some(cut) = take_name(app, peer, &row.domain, doubts).await?
        {
            return Ok(Some(cut));
        }
    }
    Ok(None)
}

/// Takes a name down that is new. Why no more of them are taken, if so.
async fn take_name(
    app: &App,
    peer: &mut Peer,
    name: &str,
    doubts: &mut Doubts,
) -> Result<Option<String>, Trouble> {
    if let Some(cut) = spent(peer).filter(|_| peer.hour_hints >= HINTS) {
        return Ok(Some(cut));
    }
    match hinted(app, name, (app.now)()).await? {
        Hinted::Taken => {
            peer.taken += 1;
            peer.hour_hints += 1;
        }
        Hinted::Known => {}
        Hinted::Refused(why) => {
            doubts.refused(name, &why);
            peer.refused += 1;
            peer.hour_hints += 1;
        }
        Hinted::Later => {
            return Ok(Some(
                "this directory takes no more names at the moment; it is read on later".to_owned(),
            ));
        }
    }
    Ok(None)
}

async fn fetch(app: &App, peer: &Peer, path: &str, most: usize) -> Result<Vec<u8>, Trouble> {
    let fetched = app.polling.fetcher.get(&peer.host, path, most).await;
    let fetched = fetched.map_err(Trouble::Fetch)?;
    match fetched.status {
        200 => Ok(fetched.body),
        status => {
            let path = path.split('?').next().unwrap_or(path);
            Err(Trouble::Answer(status, path.to_owned()))
        }
    }
}

/// Why nothing came, in a few words.
pub(super) fn why(error: &FetchError) -> String {
    error.kind().map_or_else(|| error.to_string(), |bad| format!("{bad}: {error}"))
}

/// A peer's cursor as it stands in an address: it is opaque, and may be anything.
fn plain(cursor: &str) -> String {
    url::form_urlencoded::byte_serialize(cursor.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::{HINTS, after, pinned, spent, told};
    use crate::federation::doubts::Doubts;
    use directory::{handover, peer::Description, sign::Signer};
    use model::federation::peers::Peer;
    use serde_json::json;
    use time::{Date, Duration, OffsetDateTime, macros::date, macros::datetime};

    const NOW: OffsetDateTime = datetime!(2026-11-22 16:00 UTC);

    const TODAY: Date = NOW.date();

    fn signer(secret: u8, kid: &str) -> Signer {
        Signer::new(&[secret; 32], kid, date!(2036 - 01 - 01)).unwrap()
    }

    fn says(signer: &Signer) -> Description {
        let said = json!({
            "type": "pod-directory", "version": 1, "id": "https://dir.example", "key": signer.key(),
            "policy": "https://dir.example/about", "feed": "https://dir.example/feed",
            "statements": "https://dir.example/statements",
        });
        serde_json::from_value(said).unwrap()
    }

    fn peer() -> Peer {
        Peer {
            host: "dir.example".to_owned(),
            paused: false,
            trusted: false,
            added_at: NOW,
            key: String::new(),
            cursor: String::new(),
            known: 0,
            turn: 1,
            due_at: NOW,
            good_at: None,
            failures: 0,
            error: String::new(),
            taken: 0,
            refused: 0,
            hour: NOW,
            hour_pages: 0,
            hour_bytes: 0,
            hour_rows: 0,
            hour_hints: 0,
        }
    }

    #[test]
    fn who_fails_again_and_again_is_asked_ever_less_often_and_a_day_apart_at_most() {
        let mut one = peer();
        let mut pauses = Vec::new();
        for _ in 0..20 {
            after(&mut one, false, "broken", Duration::HOUR, NOW, 0.5);
            pauses.push(one.due_at - NOW);
        }
        assert_eq!(
            (pauses[0], pauses[1], pauses[19]),
            (Duration::hours(2), Duration::hours(4), Duration::DAY)
        );
        after(&mut one, true, "", Duration::HOUR, NOW, 0.5);
        assert_eq!((one.due_at - NOW, one.failures, one.error.as_str()), (Duration::HOUR, 0, ""));
    }

    #[test]
    fn who_has_cost_enough_waits_for_the_next_hour() {
        let mut one = Peer { hour_hints: HINTS, ..peer() };
        let cut = spent(&one).unwrap();
        after(&mut one, true, &cut, Duration::SECOND, NOW, 0.5);
        assert_eq!(one.due_at, NOW + Duration::HOUR);
        assert_eq!(spent(&peer()), None);
    }

    #[test]
    fn the_key_that_was_seen_first_stays() {
        let mut one = peer();
        assert!(pinned(&mut one, &says(&signer(1, "a")), TODAY).is_ok());
        assert!(pinned(&mut one, &says(&signer(1, "a")), TODAY).is_ok());
        for other in [signer(2, "a"), signer(1, "b")] {
            assert!(pinned(&mut one, &says(&other), TODAY).is_err());
        }
        assert!(told(&Doubts::default(), "", &one).is_empty());
    }

    #[test]
    fn a_key_to_which_the_known_one_leads_is_believed_from_then_on_and_that_is_told() {
        let (old, new, mut one) = (signer(1, "a"), signer(2, "b"), peer());
        pinned(&mut one, &says(&old), TODAY).unwrap();
        let (before, mut said) = (one.key.clone(), says(&new));
        said.handovers = vec![handover::write(new.key(), &old).unwrap()];
        assert_eq!(pinned(&mut one, &said, TODAY).unwrap(), *new.key());
        assert!(told(&Doubts::default(), &before, &one)[0].ends_with(": b"));
        assert!(pinned(&mut one, &says(&new), TODAY).is_ok());
        assert!(pinned(&mut one, &says(&old), TODAY).is_err());
    }
}
