//! XEP-0084, XEP-0172 and XEP-0292: what people show of themselves.

use crate::{commands::Stopped, events::Event, session::Live, shared::Shared};
use jid::BareJid;
use model::{contacts, members, pictures};
use std::sync::Arc;
use xmpp::{
    avatar::{self, Info},
    nick,
    pubsub::{Change, Item, Notification},
};

/// Whether a node is about a person.
pub(crate) fn is_about(node: &str) -> bool {
    matches!(node, nick::NODE | avatar::METADATA)
}

/// Somebody has a new name or picture.
pub(crate) async fn notified(
    shared: &Arc<Shared>,
    live: &Live,
    Notification { service, node, change, .. }: &Notification,
) -> Result<(), model::Error> {
    let Change::Items { items, .. } = change else { return Ok(()) };
    let Some(item) = items.last() else { return Ok(()) };
    if node == nick::NODE {
        named(shared, live, service, item).await
    } else {
        pictured(shared, live, service, item).await
    }
}

async fn named(shared: &Shared, live: &Live, who: &BareJid, item: &Item) -> Result<(), model::Error> {
    let nick = item.payload.as_ref().and_then(nick::read);
    if *who == live.jid {
        return own_name(shared, live, nick).await;
    }
    if contacts::set_nick(&shared.database, &live.owner, live.generation, who, nick.as_deref()).await? {
        shared.emit(&live.owner, &Event::Contacts { jids: vec![who.clone()] }).await;
    }
    Ok(())
}

/// The member changed her own name, perhaps with another client.
async fn own_name(shared: &Shared, live: &Live, nick: Option<String>) -> Result<(), model::Error> {
    let Some(member) = members::get(&shared.database, &live.owner).await? else { return Ok(()) };
    let Some(name) = nick.filter(|name| *name != member.name) else { return Ok(()) };
    let profile = members::Profile { name, about: member.about, website: member.website };
    members::set_profile(&shared.database, &live.owner, profile).await?;
    shared.emit(&live.owner, &Event::Profile).await;
    Ok(())
}

async fn pictured(shared: &Arc<Shared>, live: &Live, who: &BareJid, item: &Item) -> Result<(), model::Error> {
    let infos = item.payload.as_ref().and_then(avatar::read).unwrap_or_default();
    let id = avatar::best(&infos).map(|info| info.id.as_str());
    if live.fetching.told(who, id) {
        return Ok(());
    }
    let Some(id) = id else { return show(shared, live, who, None).await };
    if !is_news(shared, live, who, id).await? {
        return Ok(());
    }
    if pictures::get(&shared.database, &live.owner.pod, id).await?.is_some() {
        return show(shared, live, who, Some(id)).await;
    }
    live.fetching.begin(who, id);
    // in a task of its own: the session must go on to hear the answer
    tokio::spawn(fetch(Arc::clone(shared), live.clone(), who.clone(), id.to_owned()));
    Ok(())
}

/// Whether a picture is the member's own, or another than was shown of somebody in her roster: anybody can have a server tell her of
/// pictures, and each would count to what her pod may keep; and those of all contacts are told again at each sign-in.
async fn is_news(shared: &Shared, live: &Live, who: &BareJid, id: &str) -> Result<bool, model::Error> {
    if *who == live.jid {
        return Ok(true);
    }
    let known = contacts::get(&shared.database, &live.owner, who).await?;
    Ok(known.is_some_and(|contact| contact.in_roster && contact.picture.as_deref() != Some(id)))
}

/// Fetches a picture and shows it; then, if another was told of meanwhile, what her server has now.
async fn fetch(shared: Arc<Shared>, live: Live, who: BareJid, id: String) {
    let mut done = keep(&shared, &live, &who, &id).await;
    while live.fetching.goes_on(&who) {
        done = look(&shared, &live, &who).await;
    }
    if let Err(error) = done {
        tracing::info!(%error, "a picture was not fetched");
    }
}

async fn look(shared: &Shared, live: &Live, who: &BareJid) -> Result<(), Stopped> {
    let infos = avatar::metadata(&live.handle, who).await?;
    let Some(Info { id, .. }) = avatar::best(&infos) else { return Ok(show(shared, live, who, None).await?) };
    if pictures::get(&shared.database, &live.owner.pod, id).await?.is_some() {
        return Ok(show(shared, live, who, Some(id)).await?);
    }
    keep(shared, live, who, id).await
}

async fn keep(shared: &Shared, live: &Live, who: &BareJid, id: &str) -> Result<(), Stopped> {
    let bytes = avatar::data(&live.handle, who, id).await?;
    let (read, hash) = (shared.rules.picture, id.to_owned());
    // a small file can be a large picture: nobody else waits while it is read
    let picture = tokio::task::spawn_blocking(move || read(&hash, &bytes)).await;
    let Ok(Some(picture)) = picture else { return Ok(()) };
    pictures::put(&shared.database, &live.owner.pod, picture, shared.now()).await?;
    Ok(show(shared, live, who, Some(id)).await?)
}

async fn show(shared: &Shared, live: &Live, who: &BareJid, hash: Option<&str>) -> Result<(), model::Error> {
    if *who == live.jid {
        members::set_picture(&shared.database, &live.owner, hash).await?;
        shared.emit(&live.owner, &Event::Profile).await;
    } else if contacts::set_picture(&shared.database, &live.owner, live.generation, who, hash).await? {
        shared.emit(&live.owner, &Event::Contacts { jids: vec![who.clone()] }).await;
    }
    Ok(())
}
