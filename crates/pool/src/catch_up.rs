//! What a session does when its stream is new: contacts, presence, what waits, and what was missed.

use crate::{
    archive, chats,
    commands::Stopped,
    comments,
    events::Event,
    ingest, readers,
    readings::Reading,
    session::{Live, Phase},
    shared::Shared,
    waiting,
};
use jid::BareJid;
use model::contacts;
use std::{
    pin::pin,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::sync::watch;
use xmpp::{
    Condition, IqError, caps, carbons, microblog,
    presence::{self, Availability},
    pubsub::Page,
    roster::{self, Subscription},
};

/// How many posts of each blog are looked at.
const POSTS: u32 = 20;

/// How long is waited for more of one blog, before the rest is asked for; and how often who waits for a place sees whether somebody looks.
const SOON: Duration = Duration::from_secs(1);

/// How long a server that has not answered is left alone.
const AGAIN: Duration = Duration::from_secs(10);

/// And how long one that goes on like that.
const LONGEST: Duration = Duration::from_secs(300);

/// After a fresh bind, or where whoever had the stream before came to its end too early: the server knows nothing of us yet. It is
/// tried again until it is done, or until there is another stream.
pub(crate) async fn fresh(shared: &Arc<Shared>, live: &Live, phases: &watch::Sender<Phase>) {
    let stream = live.stream();
    if live.settling.swap(stream, Ordering::Relaxed) == stream {
        // it is under way, and has gone on with the stream
        return back(shared, live).await;
    }
    let mut pause = AGAIN;
    while live.stream() == stream {
        let reading = place(shared, live).await;
        match contacts_and_presence(shared, live).await {
            Ok(blogs) => {
                drop(reading);
                return settle(shared, live, phases, blogs, stream).await;
            }
            Err(error) => tracing::warn!(%error, jid = %live.jid, "a session could not read its contacts"),
        }
        drop(reading);
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST);
        if !live.reaches(Phase::Online, Duration::MAX).await {
            return;
        }
    }
}

/// A place among those of its server that read. Whoever signs in or looks does not wait for one, or not any more.
async fn place(shared: &Shared, live: &Live) -> Option<Reading> {
    let waited_for = live.hurried && live.stream() <= 1;
    if waited_for {
        return None;
    }
    let account = (live.owner.pod, live.jid.clone());
    let mut place = pin!(shared.readings.begin(live.jid.domain()));
    while !shared.is_watched(&account) {
        tokio::select! {
            place = &mut place => return place,
            () = tokio::time::sleep(SOON) => {}
        }
    }
    None
}

async fn settle(
    shared: &Arc<Shared>,
    live: &Live,
    phases: &watch::Sender<Phase>,
    blogs: Vec<BareJid>,
    stream: u32,
) {
    phases.send_if_modified(|phase| {
        *phase == Phase::Online && {
            *phase = Phase::Ready;
            true
        }
    });
    // behind those whose contacts do not see them yet
    let _reading = place(shared, live).await;
    back(shared, live).await;
    if missed(shared, live, blogs).await {
        live.settled.store(stream, Ordering::Relaxed);
        live.owes_posts.store(false, Ordering::Relaxed);
    }
}

/// After any return: what waits is done, and what is left of the archive is read. What nobody answered is tried again in a while.
pub(crate) async fn back(shared: &Arc<Shared>, live: &Live) {
    if let Err(error) = come_back(shared, live).await {
        tracing::info!(%error, "what is left goes on waiting");
        back_again(shared, live);
    }
}

async fn come_back(shared: &Arc<Shared>, live: &Live) -> Result<(), Stopped> {
    // on a pod that can only be read it goes on waiting, until the worker hears that the pod is written again
    if shared.is_written(&live.owner.pod).await? {
        chats::send_waiting(shared, live).await?;
        if !waiting::drain(shared, live).await? {
            back_again(shared, live);
        }
    }
    if !live.has_caught_up() {
        archive::catch_up(shared, live).await?;
    }
    readers::dismiss_leavers(shared, live).await
}

/// The same in a while, on this stream; the next one does it by itself.
pub(crate) fn back_again(shared: &Arc<Shared>, live: &Live) {
    if live.comes_back.swap(true, Ordering::Relaxed) {
        return;
    }
    let (shared, live) = (Arc::clone(shared), live.clone());
    tokio::spawn(async move {
        tokio::time::sleep(AGAIN).await;
        let _reading = place(&shared, &live).await;
        live.comes_back.store(false, Ordering::Relaxed);
        if live.online() {
            back(&shared, &live).await;
        }
    });
}

/// Reads the contacts, then says that we are here: from then on servers send what is new.
async fn contacts_and_presence(shared: &Arc<Shared>, live: &Live) -> Result<Vec<BareJid>, Stopped> {
    let roster = roster::get(&live.handle).await?;
    let rows = roster.iter().map(ingest::contacts::row).collect();
    contacts::replace_all(&shared.database, &live.owner, live.generation, rows, shared.now()).await?;
    contacts::reset_presence(&shared.database, &live.owner, live.generation).await?;
    shared.emit(&live.owner, &Event::Much).await;
    // before we are there: what other clients say from now on comes as copies, and what they said before is in the archive
    if let Err(error) = carbons::enable(&live.handle).await {
        tracing::debug!(%error, "no carbons");
    }
    here(shared, live).await?;
    let readable =
        roster.into_iter().filter(|item| matches!(item.subscription, Subscription::To | Subscription::Both));
    Ok(blogs(live, readable.map(|item| item.jid)))
}

/// The member's own, and those of whom she may read.
fn blogs(live: &Live, others: impl Iterator<Item = BareJid>) -> Vec<BareJid> {
    std::iter::once(live.jid.clone()).chain(others).collect()
}

/// Where whoever had the stream before was killed or hung: what the server said into that connection may be lost. Of messages the
/// archive knows; posts are asked for once more, by whoever comes next if need be.
pub(crate) async fn posts_again(shared: &Arc<Shared>, live: &Live) {
    let _reading = place(shared, live).await;
    tracing::debug!(jid = %live.jid, "posts are asked for again");
    match contacts::list(&shared.database, &live.owner).await {
        Ok(known) => {
            let readable = known.into_iter().filter(|contact| contact.subscription.sees_contact());
            if missed(shared, live, blogs(live, readable.map(|contact| contact.jid))).await {
                live.owes_posts.store(false, Ordering::Relaxed);
            }
        }
        Err(error) => tracing::warn!(%error, jid = %live.jid, "posts that were missed were not asked for"),
    }
}

/// When a contact's posts can be seen for the first time. Presence is said again: ejabberd tells of new posts only those
/// whose capabilities it saw after the subscription.
///
/// Whose account is new may have a blog only a little later, and nobody is told of that: it is asked for again for some minutes.
pub(crate) async fn new_blog(shared: &Arc<Shared>, live: &Live, blog: BareJid) {
    let (stream, mut pause) = (live.stream(), AGAIN);
    if here(shared, live).await.is_err() {
        return;
    }
    missed(shared, live, vec![blog.clone()]).await;
    while pause < LONGEST && readers::is_to_follow(shared, live, &blog).await {
        tokio::time::sleep(pause).await;
        pause *= 2;
        if live.stream() != stream {
            // the new one has asked for all
            return;
        }
        read_all(shared, live, vec![blog.clone()], AGAIN).await;
    }
}

/// Where something was told that a server may have held back, with whatever came before it: reads the latest of that node.
pub(crate) fn rest_soon(shared: &Arc<Shared>, live: &Live, service: &BareJid, node: &str) {
    if node != microblog::NODE {
        live.followed.forget_one(service, node);
        return comments::follow(shared, live);
    }
    if !live.quiet.begin(service) {
        return;
    }
    let (shared, live, blog) = (Arc::clone(shared), live.clone(), service.clone());
    tokio::spawn(async move {
        tokio::time::sleep(SOON).await;
        live.quiet.end(&blog);
        read_all(&shared, &live, vec![blog], AGAIN).await;
    });
}

/// Follows blogs and reads their latest posts, one after the other, behind everything that somebody waits for. Whether all was asked
/// for.
async fn missed(shared: &Arc<Shared>, live: &Live, blogs: Vec<BareJid>) -> bool {
    let all = read_all(shared, live, blogs, AGAIN).await;
    comments::follow(shared, live);
    all
}

/// Those that nobody answers for are asked for again after a pause, on this stream, and after longer and longer ones.
async fn read_all(shared: &Arc<Shared>, live: &Live, blogs: Vec<BareJid>, pause: Duration) -> bool {
    let mut silent = Vec::new();
    for blog in blogs {
        match read(shared, live, &blog).await {
            Ok(()) | Err(Stopped::Iq(IqError::Stanza(_) | IqError::Malformed(_))) => {}
            Err(Stopped::Iq(IqError::Timeout)) => silent.push(blog),
            Err(Stopped::Model(error)) => tracing::warn!(%error, "a post was not written down"),
            Err(error) => {
                tracing::info!(%error, "catching up stopped; it begins again with the next stream");
                return false;
            }
        }
    }
    if !silent.is_empty() {
        read_again(shared, live, silent, pause);
    }
    true
}

fn read_again(shared: &Arc<Shared>, live: &Live, blogs: Vec<BareJid>, pause: Duration) {
    let (shared, live) = (Arc::clone(shared), live.clone());
    let stream = live.stream();
    tokio::spawn(async move {
        tokio::time::sleep(pause).await;
        let _reading = place(&shared, &live).await;
        if live.online() && live.stream() == stream {
            read_all(&shared, &live, blogs, pause * 2).await;
        }
    });
}

/// Followed first: what is posted in between comes at least once.
async fn read(shared: &Arc<Shared>, live: &Live, blog: &BareJid) -> Result<(), Stopped> {
    match readers::follow(shared, live, blog).await {
        Err(Stopped::Iq(error)) if error.condition() == Some(Condition::ItemNotFound) => return Ok(()),
        // a server that takes no subscriptions may tell of posts all the same
        Err(Stopped::Iq(IqError::Stanza(error))) => tracing::debug!(?error, %blog, "not followed"),
        followed => followed?,
    }
    let page = match microblog::fetch(&live.handle, blog, Page::Latest(POSTS)).await {
        Ok(None) => return no_blog(shared, live, blog).await,
        Ok(Some(page)) => page,
        Err(error) if readers::shuts_out(&error) => {
            return readers::is_shut_out(shared, live, blog, microblog::NODE).await;
        }
        Err(error) => return Err(error.into()),
    };
    tracing::debug!(jid = %live.jid, %blog, posts = page.items.len(), "a blog was read");
    for item in &page.items {
        ingest::posts::take(shared, live, blog, microblog::NODE, item, None).await?;
    }
    Ok(())
}

/// The member's own blog is made, so that her contacts can follow it before there is a post; somebody else's is followed again
/// when there is one.
async fn no_blog(shared: &Shared, live: &Live, blog: &BareJid) -> Result<(), Stopped> {
    if *blog == live.jid {
        return Ok(microblog::open(&live.handle).await?);
    }
    Ok(contacts::set_followed(&shared.database, &live.owner, live.generation, blog, false).await?)
}

async fn here(shared: &Shared, live: &Live) -> Result<(), Stopped> {
    Ok(presence::available(&live.handle, &caps::ours(&shared.identity), &Availability::default()).await?)
}
