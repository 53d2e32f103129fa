//! RFC 6121 §2.1.6: roster pushes.

use crate::{catch_up, events::Event, readers, session::Live, shared::Shared};
use jid::BareJid;
use model::contacts::{self, RosterItem};
use std::sync::Arc;
use xmpp::roster::{Item, Push, Subscription};

/// A contact came, went or changed.
pub(crate) async fn pushed(shared: &Arc<Shared>, live: &Live, push: &Push) -> Result<(), model::Error> {
    let (Push::Set(Item { jid, .. }) | Push::Removed(jid)) = push;
    let before = contacts::get(&shared.database, &live.owner, jid).await?;
    let was = before.map_or(contacts::Subscription::None, |before| before.subscription);
    let is = match push {
        Push::Set(item) => set(shared, live, item).await?,
        Push::Removed(jid) => removed(shared, live, jid).await?,
    };
    if is.sees_contact() && !was.sees_contact() {
        // what was written before we could see it
        let (shared, live, blog) = (Arc::clone(shared), live.clone(), jid.clone());
        tokio::spawn(async move { catch_up::new_blog(&shared, &live, blog).await });
    }
    if was.sees_contact() && !is.sees_contact() {
        readers::unfollow_soon(live, jid);
    }
    if !is.is_reader() {
        readers::dismiss_leavers_soon(shared, live);
    }
    shared.emit(&live.owner, &Event::Contacts { jids: vec![jid.clone()] }).await;
    Ok(())
}

/// An item of the roster as a row.
pub(crate) fn row(item: &Item) -> RosterItem {
    RosterItem {
        jid: item.jid.clone(),
        name: item.name.clone(),
        subscription: subscription(item.subscription),
        ask: item.ask,
        groups: item.groups.clone(),
    }
}

async fn set(shared: &Shared, live: &Live, item: &Item) -> Result<contacts::Subscription, model::Error> {
    contacts::put(&shared.database, &live.owner, live.generation, row(item), shared.now()).await?;
    Ok(subscription(item.subscription))
}

async fn removed(
    shared: &Shared,
    live: &Live,
    jid: &BareJid,
) -> Result<contacts::Subscription, model::Error> {
    contacts::remove(&shared.database, &live.owner, live.generation, jid).await?;
    Ok(contacts::Subscription::None)
}

fn subscription(subscription: Subscription) -> contacts::Subscription {
    match subscription {
        Subscription::None => contacts::Subscription::None,
        Subscription::To => contacts::Subscription::To,
        Subscription::From => contacts::Subscription::From,
        Subscription::Both => contacts::Subscription::Both,
    }
}
