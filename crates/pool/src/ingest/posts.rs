//! XEP-0277: posts and comments that arrive.

use crate::{
    catch_up,
    events::{Event, Item as Key},
    readers,
    session::Live,
    shared::Shared,
};
use jid::BareJid;
use model::{
    contacts, hosts, members,
    posts::{self, Access, Change, CommentsNode, ItemAddress, NewPost, Viewer},
};
use std::{sync::Arc, time::Instant};
use time::OffsetDateTime;
use xmpp::{
    atom::Entry,
    microblog,
    pubsub::{self, Item, Notification},
};

/// Something happened to a node that a session follows.
pub(crate) async fn notified(
    shared: &Arc<Shared>,
    live: &Live,
    Notification { service, node, change, .. }: &Notification,
) -> Result<(), model::Error> {
    if node != microblog::NODE && !microblog::is_comments_node(node)
        || !concerns(shared, live, service, node).await?
    {
        return Ok(());
    }
    if node == microblog::NODE && *service != live.jid {
        readers::follow_soon(shared, live, service);
    }
    if live.quiet.holds_back(Instant::now()) {
        catch_up::rest_soon(shared, live, service, node);
    }
    match change {
        pubsub::Change::Items { items, retracted } => {
            for item in items {
                take(shared, live, service, node, item, None).await?;
            }
            for item in retracted {
                gone(shared, live, service, node, item).await?;
            }
            Ok(())
        }
        pubsub::Change::Purged => purged(shared, live, service, node).await,
        pubsub::Change::Deleted => {
            if node == microblog::NODE {
                // the subscription went with the node
                contacts::set_followed(&shared.database, &live.owner, live.generation, service, false)
                    .await?;
            }
            purged(shared, live, service, node).await
        }
        pubsub::Change::Configured => Ok(()),
    }
}

/// Takes away all that a node held.
async fn purged(shared: &Shared, live: &Live, service: &BareJid, node: &str) -> Result<(), model::Error> {
    let (database, by, now) = (&shared.database, told_by(live), shared.now());
    posts::purge(database, &live.owner, live.generation, by, service, node, now).await?;
    shared.emit(&live.owner, &Event::Much).await;
    Ok(())
}

/// Whether a blog is the member's own or that of a contact whom she sees, and comments are those of a post that she sees: anybody
/// can have a server tell her of any other, and nothing of that is hers to keep.
async fn concerns(shared: &Shared, live: &Live, service: &BareJid, node: &str) -> Result<bool, model::Error> {
    if *service == live.jid {
        return Ok(true);
    }
    if node != microblog::NODE {
        return posts::has_comments(&shared.database, &live.owner.into(), service, node).await;
    }
    let known = contacts::get(&shared.database, &live.owner, service).await?;
    Ok(known.is_some_and(|contact| contact.subscription.sees_contact()))
}

/// Writes a post or comment down, if it is one, and tells the member's pages where that is news to her. `access` is what
/// her own server says of the node, where it said so.
pub(crate) async fn take(
    shared: &Shared,
    live: &Live,
    service: &BareJid,
    node: &str,
    item: &Item,
    access: Option<Access>,
) -> Result<(), model::Error> {
    let change = keep(shared, live, service, node, item, access).await?;
    tracing::debug!(jid = %live.jid, %service, node, item = item.id, ?change, "a post or comment came");
    if change != Change::Same {
        let key = Key { service: service.clone(), node: node.to_owned(), item: item.id.clone() };
        let event = if node == microblog::NODE { Event::Post(key) } else { Event::Comment(key) };
        shared.emit(&live.owner, &event).await;
    }
    Ok(())
}

/// Writes a post or comment down, if it is one, and says what it is to the member.
pub(crate) async fn keep(
    shared: &Shared,
    live: &Live,
    service: &BareJid,
    node: &str,
    item: &Item,
    access: Option<Access>,
) -> Result<Change, model::Error> {
    let Some(entry) = microblog::entry(item) else { return Ok(Change::Same) };
    let author = microblog::author(service, node, item);
    let post = NewPost { access, ..read(shared, live, service, node, &item.id, author, &entry).await? };
    let received =
        posts::receive(&shared.database, &live.owner, live.generation, told_by(live), post, shared.now())
            .await?;
    Ok(received.change)
}

/// Takes a post or comment away from those whom the same server told of it.
pub(crate) async fn gone(
    shared: &Shared,
    live: &Live,
    service: &BareJid,
    node: &str,
    item: &str,
) -> Result<(), model::Error> {
    let at = ItemAddress { service, node, item };
    let (database, now) = (&shared.database, shared.now());
    posts::retract(database, &live.owner, live.generation, told_by(live), at, now).await?;
    let key = Key { service: service.clone(), node: node.to_owned(), item: item.to_owned() };
    shared.emit(&live.owner, &Event::Gone(key)).await;
    Ok(())
}

/// Whose word it is: that of the member's own server.
pub(crate) fn told_by(live: &Live) -> &jid::DomainRef {
    live.jid.domain()
}

async fn read(
    shared: &Shared,
    live: &Live,
    service: &BareJid,
    node: &str,
    item: &str,
    author: Option<BareJid>,
    entry: &Entry,
) -> Result<NewPost, model::Error> {
    let now = shared.now();
    let published = believed(entry.published.or(entry.updated), now);
    let html = entry.content_html.as_ref().map(|markup| (shared.rules.clean)(markup.html()));
    // markup can become longer when it is cleaned; its text is there then
    let html = html.filter(|html| html.len() <= posts::SIZE_MAX);
    let public = public_page(shared, live, node, item, author.as_ref(), entry).await?;
    let is_public = public.is_some() || of_public_post(shared, live, service, node).await?;
    Ok(NewPost {
        service: service.clone(),
        node: node.to_owned(),
        item: item.to_owned(),
        author_jid: author,
        author_name: entry.author.as_ref().and_then(|author| author.name.clone()),
        title: entry.heading().map(str::to_owned),
        html: html.unwrap_or_default(),
        text: entry.text(),
        tags: entry.categories.clone(),
        published_at: published,
        updated_at: believed(entry.updated.or(Some(published)), now).max(published),
        public: is_public,
        alternate: public.or_else(|| entry.web_pages().next().map(str::to_owned)),
        comments: entry.comments().map(|target| CommentsNode { service: target.service, node: target.node }),
        access: None,
        in_reply_to: entry.in_reply_to.first().and_then(|reply| reply.href.clone()),
    })
}

/// A date that somebody else wrote: not before 1970 and not in the future, which nobody means, and no column or address of
/// ours has room for every other.
fn believed(date: Option<OffsetDateTime>, now: OffsetDateTime) -> OffsetDateTime {
    date.unwrap_or(now).clamp(OffsetDateTime::UNIX_EPOCH, now)
}

/// Whether a node holds the comments of a public post: it was opened for everyone together with the post.
async fn of_public_post(
    shared: &Shared,
    live: &Live,
    service: &BareJid,
    node: &str,
) -> Result<bool, model::Error> {
    let Some(post) = microblog::post_of(node) else { return Ok(false) };
    let anyone = Viewer::anyone(live.owner.pod);
    let post = posts::get(&shared.database, &anyone, service, microblog::NODE, post).await?;
    Ok(post.is_some_and(|post| post.public))
}

/// The post's page on this pod, if it is public: its author is a member here, and one of its alternate links is its
/// canonical address on a host of this pod (servers may add links of their own).
async fn public_page(
    shared: &Shared,
    live: &Live,
    node: &str,
    item: &str,
    author: Option<&BareJid>,
    entry: &Entry,
) -> Result<Option<String>, model::Error> {
    let Some(author) = author.filter(|_| node == microblog::NODE) else { return Ok(None) };
    if entry.web_pages().next().is_none() {
        return Ok(None);
    }
    let Some(member) = members::by_jid(&shared.database, &live.owner.pod, author).await? else {
        return Ok(None);
    };
    let path = (shared.rules.public_path)(member.handle.as_str(), item);
    let hosts = hosts::list(&shared.database, &live.owner.pod).await?;
    let pages: Vec<String> = hosts.iter().map(|host| (shared.rules.origin)(host) + &path).collect();
    Ok(entry.web_pages().find(|page| pages.iter().any(|own| own == page)).map(str::to_owned))
}
