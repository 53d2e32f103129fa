//! RFC 6121 §2.1.6: roster pushes.

use crate::{catch_up, events::Event, session::Live, shared::Shared};
use model::contacts::{self, RosterItem};
use std::sync::Arc;
use xmpp::roster::{Item, Push, Subscription};

/// A contact came, went or changed.
pub(crate) async fn pushed(shared: &Arc<Shared>, live: &Live, push: &Push) -> Result<(), model::Error> {
    let jid = match push {
        Push::Set(item) => {
            set(shared, live, item).await?;
            item.jid.clone()
        }
        Push::Removed(jid) => {
            contacts::remove(&shared.database, &live.owner, jid).await?;
            jid.clone()
        }
    };
    shared.emit(&live.owner, &Event::Contact { jid }).await;
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

async fn set(shared: &Arc<Shared>, live: &Live, item: &Item) -> Result<(), model::Error> {
    let before = contacts::get(&shared.database, &live.owner, &item.jid).await?;
    let row = row(item);
    let visible = row.subscription.sees_contact();
    contacts::put(&shared.database, &live.owner, row, shared.now()).await?;
    if visible && !before.is_some_and(|before| before.subscription.sees_contact()) {
        // what was written before we could see it
        let (shared, live, blog) = (Arc::clone(shared), live.clone(), item.jid.clone());
        tokio::spawn(async move { catch_up::new_blog(&shared, &live, blog).await });
    }
    Ok(())
}

fn subscription(subscription: Subscription) -> contacts::Subscription {
    match subscription {
        Subscription::None => contacts::Subscription::None,
        Subscription::To => contacts::Subscription::To,
        Subscription::From => contacts::Subscription::From,
        Subscription::Both => contacts::Subscription::Both,
    }
}
