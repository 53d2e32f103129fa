//! What a member's archive has that we have not (XEP-0313): read after every new stream, behind everything that somebody
//! waits for, and further back when she asks.

mod unripe;

use crate::{
    chats,
    commands::Stopped,
    events::Event,
    ingest::{self, ends::Ends},
    session::Live,
    shared::Shared,
};
use jid::BareJid;
use model::{
    archives::{self, Cursor, Oldest},
    guests,
    messages::{Change, Key, Place},
};
use std::{
    sync::{Arc, PoisonError, atomic::Ordering},
    time::Instant,
};
use time::{Duration, OffsetDateTime};
use unripe::{RIPENS, Unripe};
use xmpp::{
    Condition, IqError,
    archive::{self, Archived, Page, Query},
};

/// Messages of a page.
const PAGE: u32 = 50;

/// Pages that are read of an archive that was never read: enough for a list of chats. The rest is read when it is asked for.
const FIRST: u32 = 6;

/// How long a server may go on to deliver what a stream left behind that a new one has replaced.
const SETTLES: std::time::Duration = std::time::Duration::from_secs(10);

/// An archive that has lost our place is read from its time on; clocks differ by no more than this.
const SLACK: Duration = Duration::minutes(5);

/// Reads what came while nobody listened. Whatever interrupts it, it goes on where it was, with the next stream.
pub(crate) async fn catch_up(shared: &Arc<Shared>, live: &Live) -> Result<(), Stopped> {
    let stream = live.stream();
    read_on(shared, live).await?;
    let (shared, live) = (Arc::clone(shared), live.clone());
    tokio::spawn(async move { settle(&shared, &live, stream).await });
    Ok(())
}

/// A server delivers what a lost stream left behind when it is sure that it is lost, among what is new. So what is heard live counts as
/// the end of the archive only after this was in it, too, in its order.
async fn settle(shared: &Arc<Shared>, live: &Live, stream: u32) {
    tokio::time::sleep(SETTLES).await;
    if live.stream() != stream {
        return;
    }
    match read_on(shared, live).await {
        Ok(()) => live.caught_up.store(stream, Ordering::Relaxed),
        Err(error) => {
            tracing::debug!(%error, "the archive is read again later");
            crate::catch_up::back_again(shared, live);
        }
    }
}

/// Reads to the end of the archive.
async fn read_on(shared: &Shared, live: &Live) -> Result<(), Stopped> {
    let _turn = live.reading.lock().await;
    match read(shared, live).await {
        Err(Stopped::Iq(IqError::Stanza(error))) => {
            // a server without an archive: what comes live is all there is
            tracing::debug!(jid = %live.jid, ?error, "no archive");
            Ok(())
        }
        // of one that is silent others may ask meanwhile
        read => read,
    }
}

async fn read(shared: &Shared, live: &Live) -> Result<(), Stopped> {
    match archives::cursor(&shared.database, &live.owner).await? {
        Some(cursor) => forward(shared, live, cursor).await,
        None => newest(shared, live).await,
    }
}

/// Reads one page of a chat that is older than what is here.
pub(crate) async fn earlier(shared: &Shared, live: &Live, peer: &BareJid) -> Result<(), Stopped> {
    let oldest = archives::oldest(&shared.database, &live.owner, peer).await?;
    if oldest.complete {
        return Ok(());
    }
    let before = Some(oldest.stanza_id.clone().unwrap_or_default());
    let query = Query { with: Some(peer.clone()), before, max: PAGE, ..Query::default() };
    let page = archive::page(&live.handle, &query).await?;
    let range = keep(shared, live, &whole(&page), Place::Before(oldest.position)).await?;
    let reached = Oldest {
        stanza_id: page.first.or(oldest.stanza_id),
        position: range.map(|range| range.lowest).or(oldest.position),
        complete: page.complete,
    };
    Ok(archives::reach(&shared.database, &live.owner, live.generation, peer, reached).await?)
}

/// The positions of a page: some of its messages may have had theirs before.
#[derive(Clone, Copy, Debug)]
struct Range {
    lowest: i64,
    highest: i64,
}

/// From where it was read to its end.
async fn forward(shared: &Shared, live: &Live, from: Cursor) -> Result<(), Stopped> {
    let mut position = from.position;
    let after = Some(from.stanza_id).filter(|id| !id.is_empty());
    let mut query = Query { after, max: PAGE, ..Query::default() };
    let (mut ends, mut unripe) = (Ends::default(), Unripe::default());
    loop {
        let page = match archive::page(&live.handle, &query).await {
            Err(error) if query.start.is_none() && error.condition() == Some(Condition::ItemNotFound) => {
                // what was there has expired; what is twice is known by its id
                (query.start, query.after) = (time_of(position), None);
                continue;
            }
            page => page?,
        };
        let led = ends.lead(live, &page.messages);
        if let Some(range) = keep(shared, live, &led, Place::After(Some(position))).await? {
            position = position.max(range.highest);
        }
        if let Some(stanza_id) = unripe.pass(&page.messages) {
            advance(shared, live, Cursor { stanza_id, position }).await?;
        }
        ends.pass(live, page.messages);
        match page.last {
            Some(last) if !page.complete => query.after = Some(last),
            _ => return Ok(()),
        }
    }
}

/// An archive that was never read: some pages, the newest first. Then from their beginning on, as ever: that is the place from now on, and
/// what came live in another order is put right across the pages.
async fn newest(shared: &Shared, live: &Live) -> Result<(), Stopped> {
    let mut query = Query { before: Some(String::new()), max: PAGE, ..Query::default() };
    let (mut next, mut begin) = (None, None);
    for _ in 0..FIRST {
        let page = archive::page(&live.handle, &query).await?;
        let range = keep(shared, live, &whole(&page), Place::Before(next)).await?;
        next = range.map(|range| range.lowest).or(next);
        let Some(first) = page.first else { break };
        begin = next.map(|position| Cursor { stanza_id: first.clone(), position });
        if page.complete {
            break;
        }
        query.before = Some(first);
    }
    let begin = begin.unwrap_or(Cursor::BEGINNING);
    advance(shared, live, begin.clone()).await?;
    forward(shared, live, begin).await
}

fn whole(page: &Page) -> Vec<&Archived> {
    page.messages.iter().collect()
}

/// Writes a page down but for what a guest has said on an earlier day, and tells the member's browsers if anything of it is news. Where it
/// is.
async fn keep(
    shared: &Shared,
    live: &Live,
    page: &[&Archived],
    place: Place,
) -> Result<Option<Range>, Stopped> {
    let gone = guests::cleared(&shared.database, &live.owner).await?;
    let stays = |entry: &&Archived| gone.as_ref().is_none_or(|gone| !gone.contains(&entry.stamp));
    let page: Vec<&Archived> = page.iter().copied().filter(stays).collect();
    let received = ingest::messages::archived(shared, live, &page, place).await?;
    let news = received.iter().filter(|(_, received)| received.change != Change::Same);
    let news: Vec<_> = news.map(|(peer, received)| Key { id: received.id, peer: peer.clone() }).collect();
    if !news.is_empty() {
        // what comes late may belong between what a page shows already, before where it is when it is fetched anew
        if matches!(place, Place::After(_)) {
            chats::tell_all(shared, live, news).await;
        }
        shared.emit(&live.owner, &Event::Much).await;
    }
    let positions = || received.iter().map(|(_, received)| received.position);
    let (Some(lowest), Some(highest)) = (positions().min(), positions().max()) else { return Ok(None) };
    Ok(Some(Range { lowest, highest }))
}

/// Something was heard live. What was heard some time before it is the place from which the archive is read when the next stream is new.
pub(crate) async fn heard(shared: &Shared, live: &Live, entry: Cursor) -> Result<(), model::Error> {
    let ripe = {
        let mut heard = live.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.as_ref().is_some_and(|(at, _)| at.elapsed() < RIPENS) {
            return Ok(());
        }
        heard.replace((Instant::now(), entry))
    };
    match ripe {
        Some((_, entry)) => advance(shared, live, entry).await,
        None => Ok(()),
    }
}

/// Says that the archive was read up to here.
async fn advance(shared: &Shared, live: &Live, to: Cursor) -> Result<(), model::Error> {
    archives::advance(&shared.database, &live.owner, live.generation, to, shared.now()).await
}

fn time_of(position: i64) -> Option<OffsetDateTime> {
    let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(position) * 1000).ok()?;
    Some(time - SLACK)
}
